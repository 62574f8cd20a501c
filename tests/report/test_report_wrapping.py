"""Breaking text into lines by the cells its characters take."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.presentation.wrap import cells, shorten, wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("a sesquipedalian word", 8, ["a", "sesquipe", "dalian", "word"]),
        ("exactly8 exactly8", 8, ["exactly8", "exactly8"]),
        ("東京で地震", 4, ["東京", "で地", "震"]),
        ("東京。で", 6, ["東京。", "で"]),
        ("e\u0301e\u0301e\u0301 x", 3, ["e\u0301e\u0301e\u0301", "x"]),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(
    st.lists(st.text("abcdefg東京。é’\u0301", max_size=12), max_size=12).map(" ".join),
    st.integers(2, 30),
)
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(cells(text[start:end]) <= width for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert kept.replace(" ", "") == text.replace(" ", "")
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_shorten_says_that_something_is_missing() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("one two", 7) == "one two"
    assert cells(shorten("東京で地震", 5)) <= 5
