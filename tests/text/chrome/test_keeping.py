"""A rule of kind `keep` keeps its lines from every other rule, wherever these stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from chrome_pages import HEADLINE, MENU, STORY, chrome_of, page_of, taken
from support.default import default_config

from tui.text.article.examples import rule_failures
from tui.text.article.read import clean, trace
from tui.text.chrome.derive import derive_keep_rule

if TYPE_CHECKING:
    from tui.text.chrome.lines import KeepRule

KEPT = {"kind": "keep", "match": {"words": ["share this page"]}}
DROP = {"kind": "line", "match": {"starts": ["share"]}}
PAGE = (*MENU, HEADLINE, *STORY[:2], "Share this page", *STORY[2:], "Share this page", "About us")


def settings_with(rule: KeepRule, *, first: bool):
    config = default_config()
    rules = (rule, *config.chrome.rules) if first else (*config.chrome.rules, rule)
    return msgspec.structs.replace(
        config, chrome=msgspec.structs.replace(config.chrome, rules=rules)
    )


def keep_rule(**more) -> KeepRule:
    return chrome_of({**KEPT, **more}).rules[0]


@pytest.mark.parametrize("rules", [(KEPT, DROP), (DROP, KEPT)])
def test_the_order_of_the_rules_does_not_matter(rules) -> None:
    assert taken(chrome_of(*rules), "Share this page", "Share this story") == ["Share this story"]


@pytest.mark.parametrize("first", [True, False])
def test_a_line_stays_inside_and_outside_of_the_article(first: bool) -> None:
    config = default_config()
    page = page_of(*PAGE)
    before = clean(page, config)
    after = clean(page, settings_with(keep_rule(), first=first))
    assert "Share this page" not in [one.text for one in before.paragraphs]
    back = [one for one in after.paragraphs if one.text == "Share this page"]
    assert [one.kept_by for one in back] == ["rule-0", "rule-0"]
    assert back[1].role == "body"
    others = tuple(one for one in after.paragraphs if one.text != "Share this page")
    assert others == before.paragraphs
    assert {replace(one, rule="") for one in after.removed} < {
        replace(one, rule="") for one in before.removed
    }


def test_what_is_trimmed_comes_back_and_a_marker_marks_nothing() -> None:
    trim = {"kind": "trim", "pattern": "^Advertisement: "}
    after = {"kind": "after", "match": {"words": ["more stories"]}, "enough": 5}
    body = {"kind": "body"}
    keep = {"kind": "keep", "match": {"starts": ["advertisement", "more stories"]}}
    page = page_of(f"Advertisement: {STORY[0]}", *STORY[1:3], "More stories", *STORY[3:])
    config = default_config()
    without = msgspec.structs.replace(config, chrome=chrome_of(trim, after, body))
    assert len(clean(page, without).paragraphs) == 3
    kept = clean(page, msgspec.structs.replace(config, chrome=chrome_of(keep, trim, after, body)))
    assert [one.text for one in kept.paragraphs] == [block.text for block in page.blocks]


def test_it_can_be_left_out_and_its_work_is_traced() -> None:
    settings = settings_with(keep_rule(), first=True)
    page = page_of(*PAGE)
    assert clean(page, settings, frozenset({"rule-0"})) == clean(page, default_config())
    (one, *_) = [found for found in trace(page, settings) if found.text == "Share this page"]
    assert one.kept
    assert one.rule == "rule-0"
    assert "rule-0" in one.touched


def test_its_examples_are_the_other_way_round() -> None:
    chrome = default_config().chrome
    good = keep_rule(examples={"keep": ["Share this page"], "drop": ["Share this story"]})
    assert not list(rule_failures(good, chrome))
    bad = keep_rule(examples={"keep": ["Share this story"], "drop": ["Share this page"]})
    assert [(one.where[1], one.reason) for one in rule_failures(bad, chrome)] == [
        ("keep", "must be kept"),
        ("drop", "must be left alone"),
    ]


def test_a_rule_is_made_from_lines_that_should_stay() -> None:
    rule = derive_keep_rule(["Share this page"], {"keep-share-this-page"}, ["Share it", "Print"])
    assert rule.name == "keep-share-this-page-2"
    assert rule.examples.keep == ("Share this page",)
    assert set(rule.examples.drop) == {"Share it", "Print"}
    assert not list(rule_failures(rule, default_config().chrome))
