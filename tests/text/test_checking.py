"""Wishes for the lines of a page, and which of them come true."""

from __future__ import annotations

from tui.text.article.examples import misjudged
from tui.text.article.read import LineTrace

TRACES = [
    LineTrace((1, 1), "Share this", None, "share-buttons", -3.0, ("share-buttons",)),
    LineTrace((2, 2), "The council agreed on Tuesday.", "body", "span", 5.0, ()),
]


def test_what_is_as_wished_is_not_named() -> None:
    assert not list(misjudged(TRACES, ["The council…"], ["Share  this"]))


def test_what_is_not_is_named_with_the_rule_that_decided() -> None:
    wrong = list(misjudged(TRACES, ["Share this"], ["The council agreed on Tuesday."]))
    assert [(one.wish, one.at, one.rule) for one in wrong] == [
        ("keep", 0, "share-buttons"),
        ("drop", 0, "span"),
    ]
    assert wrong[1].reason == "must be dropped, and is kept as body"


def test_a_line_that_is_not_there_is_named() -> None:
    (one,) = misjudged(TRACES, ["The council"], [])
    assert one.reason == "is not a line of the page"
