"""A rule made from lines drops these and their like, and leaves kept lines alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.default import default_config

from tui.text.article.examples import rule_failures
from tui.text.chrome.derive import closest, derive_rule, taken_by
from tui.text.page.read import page_from_bytes

CHROME = default_config().chrome
KEPT = [
    "The council agreed on Tuesday to rebuild the bridge.",
    "Readers of the Valley Record met the council on Tuesday and they liked what they heard there.",
]


def took(lines: list[str], kept: list[str], page: str) -> list[str]:
    rule = derive_rule(lines, set(), kept)
    found = page_from_bytes(page.encode(), "x")
    return [found.blocks[at].text for at in taken_by(rule, found, CHROME)]


def test_numbers_stand_for_any_number() -> None:
    page = "12 readers like this\n\n7 READERS like this\n\nSome readers like this"
    assert took(["3 readers like this"], [], page) == [
        "12 readers like this",
        "7 READERS like this",
    ]


def test_lines_that_differ_in_a_word_become_one_phrase() -> None:
    rule = derive_rule(["Share on Facebook", "Share on Twitter"], set(), KEPT)
    assert rule.match.words == ("share on *",)


def test_lines_that_have_little_in_common_are_taken_one_by_one() -> None:
    rule = derive_rule(["Share on Facebook", "Print", "Send to friends"], set(), KEPT)
    assert rule.match.words == ("share on facebook", "print", "send to friends")


def test_of_a_long_line_as_much_counts_as_kept_lines_need() -> None:
    long = (
        "Readers of the Valley Record keep this paper alive with what they pay for it each month."
    )
    rule = derive_rule([long], set(), KEPT)
    assert rule.match.starts == ("readers of the valley record keep",)
    assert took([long], KEPT, f"{long} Thank you.\n\n{KEPT[1]}") == [f"{long} Thank you."]


def test_names_are_new() -> None:
    rule = derive_rule(["Share on Facebook!"], {"share-on-facebook", "share-on-facebook-2"}, KEPT)
    assert rule.name == "share-on-facebook-3"
    assert derive_rule(["广告"], set(), KEPT).name == "line"


def test_the_closest_kept_lines_are_its_examples() -> None:
    assert closest(["The bridge and the council"], KEPT)[0] == KEPT[0]


def test_a_line_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in '---'"):
        derive_rule(["Share", "---"], set(), KEPT)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=3))
@example(["0'㐀"])
def test_every_rule_holds_its_own_examples(lines: list[str]) -> None:
    folded = [" ".join(line.split()) for line in lines]
    try:
        rule = derive_rule(folded, set(), KEPT)
    except ValueError:
        return
    assert not list(rule_failures(rule, CHROME))
