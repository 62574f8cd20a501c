"""Breaking text into lines of a given width in terminal cells, for the screen and for print.

A paragraph is measured once; breaking it at another width is then a binary search for each
line. Wide characters take two cells and combining marks none. The widths are those that Rich
paints with, and are tested against it, but come from Python's own Unicode data: a command that
prints loads neither Rich nor `wcwidth`, whose import takes a hundred times as long.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from tui.text.words.scripts import CLOSING, IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Sequence


Span = tuple[int, int]
"""Character offsets `[start, end)` of one line, without the white space at its end."""


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    """The characters of some ranges of code points, the ends included."""
    return frozenset[str]().union(*(map(chr, range(first, last + 1)) for first, last in ranges))


NARROW = _characters(
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x1E00, 0x1EFF)),
    *((0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF)),
)
"""Characters that are one cell wide everywhere: a text of these needs no look-up."""


# Trigrams, hexagrams and counting rods: wide since Unicode 16, and Python's data may be older.
_WIDE_SIGNS = _characters(
    (0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376)
)


# Jamo that join the one before, the signs for one that is missing, and what changes the skin of
# the picture before it.
_JOINING = _characters(
    *((0x1160, 0x11FF), (0x3164, 0x3164), (0xFFA0, 0xFFA0), (0xD7B0, 0xD7FF)),
    (0x1F3FB, 0x1F3FF),
)


# Format characters that are seen: the soft hyphen, and signs around or below Arabic numbers.
_SEEN = _characters(
    *((0xAD, 0xAD), (0x600, 0x605), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891)),
    *((0x8E2, 0x8E2), (0x110BD, 0x110BD), (0x110CD, 0x110CD)),
)


_WITHOUT_WIDTH = frozenset({"Mn", "Mc", "Me", "Cf", "Cc", "Zl", "Zp"})


LONG_TEXT = 5_000
"""Characters from which a text is worth remembering: lines of it and where they may end."""


_DASHES = "–—"


@lru_cache(maxsize=4096)
def cells_of(character: str) -> int:
    """How many cells one character takes: 0, 1 or 2."""
    category = unicodedata.category(character)
    if category in _WITHOUT_WIDTH:
        return 1 if character in _SEEN else 0
    if character in _JOINING:
        return 0
    # Of what is not assigned, older data say that all of it is wide.
    is_wide = category != "Cn" and unicodedata.east_asian_width(character) in ("W", "F")
    return 2 if is_wide or character in _WIDE_SIGNS else 1


def cells(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if NARROW.issuperset(text) else sum(map(cells_of, text))


def wrap(text: str, width: int) -> Sequence[Span]:
    """Break a text for print into lines of at most `width` cells, which is at least 2.

    Unlike on the screen, where columns are narrow, no line ends after a dash inside a word.
    """
    return MeasuredText(text, dashes=False).lines(width)


def shorten(text: str, width: int) -> str:
    """A text cut to a number of cells, with `…` where something is missing."""
    if cells(text) <= width:
        return text
    end = wrap(text, max(width - 1, 2))[0][1]
    return text[:end] + "…"


@cache
def _piece(dashes: str) -> re.Pattern[str]:
    """What a line may end after: white space, a dash, an ideograph. Compiled when needed."""
    after = f"[{dashes}]*" if dashes else ""
    return re.compile(rf" *(?:[{IDEOGRAPHS}][{CLOSING}]*|[^ {dashes}{IDEOGRAPHS}]*{after})")


class MeasuredText:
    """A text, inert and without line ends, with the pieces that a line may end after.

    `dashes` lets lines end after the dashes in it, too.
    """

    __slots__ = ("__weakref__", "_cells", "_ends", "_starts", "_wrapped", "text")

    def __init__(self, text: str, *, dashes: bool = True) -> None:
        self.text = text
        self._wrapped: dict[int, list[Span]] = {}
        self._cells: Sequence[int] | None = None
        self._starts: Sequence[int]
        self._ends: Sequence[int]
        endings = _DASHES if dashes else ""
        if NARROW.issuperset(text):
            self._starts, self._ends = _pieces_of_narrow(text, endings)
        else:
            self._cells = [0, *accumulate(map(cells_of, text))]
            self._starts, self._ends = _pieces(text, endings)
        if len(text) >= LONG_TEXT:
            # A list would take eight times the memory: five megabytes of text are a million words.
            self._starts, self._ends = array("I", self._starts), array("I", self._ends)
            self._cells = None if self._cells is None else array("I", self._cells)

    def lines(self, width: int) -> Sequence[Span]:
        """Break the text into lines of at most `width` cells (at least one line).

        A piece wider than a line is broken inside, never between a letter and its marks.
        """
        if len(self.text) < LONG_TEXT:
            return self._broken(width)
        lines = self._wrapped.get(width)
        if lines is None:
            # The two columns may differ by a cell, and both articles have the same text.
            if len(self._wrapped) > 1:
                self._wrapped.clear()
            lines = self._wrapped[width] = self._broken(width)
        return lines

    def _broken(self, width: int) -> list[Span]:
        starts, ends = self._starts, self._ends
        if self._cells is not None:
            return self._lines_by_table(max(width, 2))
        if not ends or ends[-1] <= width:
            return [(0, ends[-1] if ends else 0)]
        width = max(width, 1)
        lines: list[Span] = []
        piece, count, offset = 0, len(ends), starts[0]
        while piece < count:
            last = bisect_right(ends, offset + width, piece)
            if last > piece:
                lines.append((offset, ends[last - 1]))
                piece = last
                if piece < count:
                    offset = starts[piece]
            else:
                lines.append((offset, offset + width))
                offset += width
        return lines

    def _lines_by_table(self, width: int) -> list[Span]:
        cells = self._cells or [0]
        starts, ends = self._starts, self._ends
        lines: list[Span] = []
        piece, count = 0, len(ends)
        offset = starts[0] if count else 0
        while piece < count:
            limit = bisect_right(cells, cells[offset] + width) - 1
            last = bisect_right(ends, limit, piece)
            if last > piece:
                lines.append((offset, ends[last - 1]))
                piece = last
                if piece < count:
                    offset = starts[piece]
            else:
                limit = max(limit, offset + 1)
                lines.append((offset, limit))
                offset = limit
        return lines or [(0, 0)]


_known: WeakValueDictionary[str, MeasuredText] = WeakValueDictionary()
"""Long texts that are on the screen: folding and filtering show them again."""


def measured(text: str) -> MeasuredText:
    """A text measured; a long one that is still shown somewhere is not measured again."""
    if len(text) < LONG_TEXT:
        return MeasuredText(text)
    known = _known.get(text)
    if known is None:
        known = _known[text] = MeasuredText(text)
    return known


def _pieces_of_narrow(text: str, dashes: str) -> tuple[list[int], list[int]]:
    """The pieces of a text whose characters are one cell wide; splitting is ten times faster."""
    if "  " in text or text != text.strip(" "):
        return _pieces(text, dashes)
    words = text.split(" ") if text else []
    after = list(accumulate([len(word) + 1 for word in words]))
    starts, ends = [0, *after[:-1]], [end - 1 for end in after]
    if not any(dash in text for dash in dashes):
        return starts, ends
    for start, word in zip(starts[:], words, strict=False):
        for offset, character in enumerate(word[:-1], start + 1):
            if character in dashes and text[offset] not in dashes:
                starts.append(offset)
                ends.append(offset)
    return sorted(starts), sorted(ends)


def _pieces(text: str, dashes: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the pieces of any text, as character offsets."""
    starts: list[int] = []
    ends: list[int] = []
    for match in _piece(dashes).finditer(text):
        piece = match[0]
        word = piece.lstrip(" ")
        if ends and match.start() == ends[-1] and word and not cells_of(word[0]):
            ends[-1] = match.end()  # a mark stays with its letter
        elif word:
            starts.append(match.end() - len(word))
            ends.append(match.end())
    return starts, ends
