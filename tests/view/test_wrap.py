from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tui.presentation.wrap import MeasuredText

# Folded and inert, as paragraphs are: single spaces, nothing that rules the terminal.
words = st.text(alphabet="abc—–-ÄÖß“”’日本語。、한\u0301\u0308é", min_size=1, max_size=30)
texts = st.lists(words, max_size=40).map(" ".join)


def wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in MeasuredText(text).lines(width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one", 10, ["one"]),
        ("hello world again", 11, ["hello world", "again"]),
        ("hello world again", 10, ["hello", "world", "again"]),
        ("a war—which ended", 7, ["a war—", "which", "ended"]),
        ("overlongword", 5, ["overl", "ongwo", "rd"]),
        ("日本語。テキスト", 8, ["日本語。", "テキスト"]),
        ("日本語。テ", 6, ["日本", "語。テ"]),
    ],
)
def test_breaks_at_spaces_dashes_and_ideographs(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(texts, st.integers(2, 60))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    spans = MeasuredText(text).lines(width)
    for start, end in spans:
        assert cell_len(text[start:end]) <= width
    shown = "".join(text[start:end] for start, end in spans)
    assert shown.replace(" ", "") == text.replace(" ", "")
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(texts, st.integers(2, 60))
def test_no_letter_loses_its_marks(text: str, width: int) -> None:
    for start, _end in MeasuredText(text).lines(width)[1:]:
        stands_alone = text[start - 1 : start] in ("", " ")
        assert stands_alone or not unicodedata.combining(text[start : start + 1] or "a")


def test_every_character_is_as_wide_as_the_terminal_draws_it() -> None:
    # Four in a row, in two cells: how many lines that takes tells how wide each is.
    lines = {0: 1, 1: 2, 2: 4}
    wrong = [
        character
        for character in map(chr, range(0x21, 0x3000))
        if len(MeasuredText(character * 4).lines(2)) != lines[get_character_cell_size(character)]
    ]
    assert wrong == []
