"""Every rule of the default configuration holds its own examples; a wrong one is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from support.default import default_config

from tui.text.article import examples as credit_examples
from tui.text.article.examples import rule_failures
from tui.text.chrome.rule import Examples

if TYPE_CHECKING:
    from tui.text.chrome.rules import RuleKind

CONFIG = default_config()
RULES = {rule.name: rule for rule in CONFIG.chrome.rules}
FRAMES = {frame.name: frame for frame in CONFIG.wire_services.frames}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_acts_on_what_it_must_and_on_nothing_else(name: str) -> None:
    assert list(rule_failures(RULES[name], CONFIG.chrome)) == []


@pytest.mark.parametrize("name", FRAMES)
def test_a_credit_is_found_where_it_must_be_and_nowhere_else(name: str) -> None:
    assert list(credit_examples.frame_failures(FRAMES[name], CONFIG.wire_services)) == []


def wrong(name: str, drop: str, keep: str = "Nothing at all is wrong with this.") -> list[str]:
    """The lines that fail as examples of a rule, and how."""
    rule: RuleKind = msgspec.structs.replace(RULES[name], examples=Examples((drop,), (keep,)))
    return [f"{found.text}: {found.reason}" for found in rule_failures(rule, CONFIG.chrome)]


def test_marked_lines_are_the_ones_that_must_go() -> None:
    assert wrong("related-link", ">> Read more: A story\nSome text.") == []
    assert wrong("related-link", ">> Read more: A story\n>> Some text.") == [
        "Some text.: must be dropped"
    ]
    assert wrong("related-link", ">> Read more: A\nRead more: B") == [
        "Read more: B: must be left alone"
    ]


def test_without_marks_one_line_has_to_go() -> None:
    assert wrong("related-link", "Some text.\nRead more: A story") == []
    assert wrong("related-link", "Some text.\nAnd more.") == ["Some text.: must be dropped"]


def test_what_must_be_kept_and_is_not_is_named() -> None:
    assert wrong("related-link", "Read more: A", "Read more: B") == [
        "Read more: B: must be left alone"
    ]


def test_a_line_with_a_place_is_tried_around_an_article() -> None:
    assert wrong("photo-caption", "The minister arrives in Riyadh. (AP Photo/Jane Doe)") == []


def test_pages_are_parted_in_examples_of_what_recurs() -> None:
    one = ">> Weather and tides\nThe council met on Tuesday to talk about the old bridge."
    two = ">> Weather and tides\nHeavy rain is forecast for the coast from Friday onwards."
    three = ">> Weather and tides\nPainters show their pictures of boats at the school."
    assert wrong("recurring-line", "\n---\n".join([one, two, three])) == []
    assert wrong("recurring-line", "\n---\n".join([one, two])) == [
        "Weather and tides: must be dropped"
    ]
