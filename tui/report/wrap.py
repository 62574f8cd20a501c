"""Text broken into lines for a terminal, by the cells its characters take."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tui.text.words.scripts import CLOSING, IDEOGRAPHS

LineSpan = tuple[int, int]
"""Character offsets `[start, end)` of a line, without the white space at its end."""


_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]*")


_PIECE = re.compile(rf"(?:[{IDEOGRAPHS}][{CLOSING}]*|[^\s{IDEOGRAPHS}]+)\s*|\s+")


def cells(text: str) -> int:
    """How many terminal cells a text takes: two for wide characters, none for combining marks."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_cells_of, text))


def wrap(text: str, width: int) -> list[LineSpan]:
    """Break a text into lines.

    Args:
        text: The text, without line ends.
        width: The most cells a line may take, at least 2.

    Returns:
        The lines as spans of the text, at least one; words longer than a line are cut.
    """
    lines: list[LineSpan] = []
    start = end = used = 0
    for piece in _PIECE.finditer(text):
        word = piece[0].rstrip()
        at, space = piece.start(), len(piece[0]) - len(word)
        size = cells(word)
        if end > start and used + size > width:
            lines.append((start, end))
            start, used = at, 0
        elif end == start:
            start, used = at, 0
        if not word:
            continue
        end = at + len(word)
        if size > width:
            *whole, (start, end) = _cut(text, start, end, width)
            lines += whole
            size = cells(text[start:end])
        used += size + space
    return [*lines, (start, max(start, end))]


def shorten(text: str, width: int) -> str:
    """A text cut to a number of cells, with `…` where something is missing."""
    if cells(text) <= width:
        return text
    end = wrap(text, max(width - 1, 2))[0][1]
    return text[:end] + "…"


def _cut(text: str, start: int, end: int, width: int) -> list[LineSpan]:
    spans: list[LineSpan] = []
    used = 0
    for at in range(start, end):
        size = _cells_of(text[at])
        if used + size > width:
            spans.append((start, at))
            start, used = at, 0
        used += size
    return [*spans, (start, end)]


@lru_cache(maxsize=4096)
def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
