"""Breaking a paragraph into lines of a given width in terminal cells.

A paragraph is measured once; breaking it at another width is then a binary search for each
line. Wide characters count two cells and combining marks none, as Rich counts them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from rich.cells import get_character_cell_size

from tui.text.words.scripts import CLOSING, HANGUL, IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Sequence


Span = tuple[int, int]
"""Character offsets `[start, end)` of one line, without the white space at its end."""


# Characters that are one cell wide everywhere: a text of these needs no table look-up.
_NARROW = frozenset[str]().union(
    *(
        map(chr, range(first, last))
        for first, last in (
            *((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x300), (0x370, 0x483), (0x1E00, 0x1F00)),
            *((0x2010, 0x2028), (0x2030, 0x205F), (0x20A0, 0x20C0)),
        )
    )
)


LONG_TEXT = 5_000
"""Characters from which a text is worth remembering: lines of it and where they may end."""


_DASHES = "–—"


# A line may break between any two of these, but not before a mark that closes.
_UNSPACED = IDEOGRAPHS + HANGUL


@cache
def _piece() -> re.Pattern[str]:
    """What a line may end after: white space, a dash, an ideograph. Compiled when needed."""
    return re.compile(rf" *(?:[{_UNSPACED}][{CLOSING}]*|[^ {_DASHES}{_UNSPACED}]*[{_DASHES}]*)")


class MeasuredText:
    """A text with the cell offsets of the pieces that a line may end after.

    Attributes:
        text: The text itself, inert and without line ends.
    """

    __slots__ = ("__weakref__", "_cells", "_ends", "_starts", "_wrapped", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._wrapped: dict[int, list[Span]] = {}
        self._cells: Sequence[int] | None = None
        self._starts: Sequence[int]
        self._ends: Sequence[int]
        if _NARROW.issuperset(text):
            self._starts, self._ends = _pieces_of_narrow(text)
        else:
            self._cells = [0, *accumulate(map(get_character_cell_size, text))]
            self._starts, self._ends = _pieces(text)
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
        found = self._wrapped.get(width)
        if found is None:
            # The two columns may differ by a cell, and both articles have the same text.
            if len(self._wrapped) > 1:
                self._wrapped.clear()
            found = self._wrapped[width] = self._broken(width)
        return found

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
    found = _known.get(text)
    if found is None:
        found = _known[text] = MeasuredText(text)
    return found


def _pieces_of_narrow(text: str) -> tuple[list[int], list[int]]:
    """The pieces of a text whose characters are one cell wide; splitting is ten times faster."""
    if "  " in text or text != text.strip(" "):
        return _pieces(text)
    words = text.split(" ") if text else []
    after = list(accumulate([len(word) + 1 for word in words]))
    starts, ends = [0, *after[:-1]], [end - 1 for end in after]
    if not any(dash in text for dash in _DASHES):
        return starts, ends
    for start, word in zip(starts[:], words, strict=False):
        for offset, character in enumerate(word[:-1], start + 1):
            if character in _DASHES and text[offset] not in _DASHES:
                starts.append(offset)
                ends.append(offset)
    return sorted(starts), sorted(ends)


def _pieces(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the pieces of any text, as character offsets."""
    starts: list[int] = []
    ends: list[int] = []
    for match in _piece().finditer(text):
        piece = match[0]
        word = piece.lstrip(" ")
        if ends and match.start() == ends[-1] and word and not get_character_cell_size(word[0]):
            ends[-1] = match.end()  # a mark stays with its letter
        elif word:
            starts.append(match.end() - len(word))
            ends.append(match.end())
    return starts, ends
