from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tui.presentation.wrap import NARROW, MeasuredText, cells_of

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


def test_what_is_taken_for_narrow_is_one_cell_wide() -> None:
    assert [one for one in NARROW if get_character_cell_size(one) != 1] == []


def test_widths_are_those_that_the_screen_is_painted_with() -> None:
    characters = map(chr, itertools.chain(range(0x20, 0xD800), range(0xE000, 0x110000)))
    assigned = (one for one in characters if unicodedata.category(one) not in ("Cn", "Co"))
    assert [one for one in assigned if cells_of(one) != get_character_cell_size(one)] == []
