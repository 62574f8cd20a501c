"""The lines of a row, made when they are asked for: one paragraph may have a hundred thousand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, overload

import msgspec

from tui.presentation.rows import Side
from tui.view.wrap import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = -1
"""The line number of an empty line between two passages of a cell."""


class CellLine(msgspec.Struct, frozen=True):
    """One line of a cell: which part of which passage, and where in it.

    Attributes:
        side: The cell's side.
        passage: Index of the passage in its cell.
        line: Number of this line in the passage, from 0; `BETWEEN` for the empty line above a
            passage that is not its cell's first.
        last: Whether it is the passage's last line.
        span: Character offsets of the line in the passage's text.
    """

    side: Side
    passage: int
    line: int
    last: bool
    span: Span


Pair = tuple[CellLine | None, CellLine | None]
"""What stands left and what stands right on one line of a row."""


class CellLines:
    """The lines of one cell, with an empty one between its passages.

    Args:
        side: The cell's side.
        spans: For each passage the character offsets of its lines; each has at least one.
    """

    __slots__ = ("_begins", "_side", "_spans")

    def __init__(self, side: Side, spans: Iterable[Sequence[Span]]) -> None:
        self._side: Side = side
        self._spans = list(spans)
        self._begins = [0, *accumulate([len(lines) + 1 for lines in self._spans])]

    def __len__(self) -> int:
        """How many lines there are."""
        return max(self._begins[-1] - 1, 0)

    def line(self, at: int) -> CellLine | None:
        """One line, counted from 0; None below the last one."""
        if at >= len(self):
            return None
        passage = bisect_right(self._begins, at) - 1
        spans, line = self._spans[passage], at - self._begins[passage]
        if line == len(spans):
            return CellLine(self._side, passage + 1, BETWEEN, False, (-1, -1))
        return CellLine(self._side, passage, line, line == len(spans) - 1, spans[line])

    def find(self, passage: int, offset: int) -> int | None:
        """The line on which a character of a passage stands, or the nearest before it."""
        if not self._spans or passage < 0:
            return None
        passage = min(passage, len(self._spans) - 1)
        line = bisect_right(self._spans[passage], offset, key=_start) - 1
        found = self._begins[passage] + line
        return found if found >= 0 else None


def _start(span: Span) -> int:
    return span[0]


class RowLines(Sequence[Pair]):
    """The lines of a row: what stands left and what stands right on each.

    Args:
        left: The lines of the left cell.
        right: Those of the right cell.
        stacked: Whether the left cell stands above the right one; each line has one side then.
    """

    __slots__ = ("_stacked", "left", "right")

    def __init__(self, left: CellLines, right: CellLines, *, stacked: bool) -> None:
        self.left = left
        self.right = right
        self._stacked = stacked

    def __len__(self) -> int:
        """How many lines the row has, without the gap below it."""
        if self._stacked:
            return len(self.left) + len(self.right)
        return max(len(self.left), len(self.right))

    @overload
    def __getitem__(self, at: int) -> Pair: ...
    @overload
    def __getitem__(self, at: slice) -> list[Pair]: ...
    def __getitem__(self, at: int | slice) -> Pair | list[Pair]:
        """One line, or some of them."""
        if isinstance(at, slice):
            return [self[line] for line in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        if not self._stacked:
            return self.left.line(at), self.right.line(at)
        above = len(self.left)
        return (self.left.line(at), None) if at < above else (None, self.right.line(at - above))

    def find(self, side: Side, passage: int, offset: int) -> int:
        """The line on which a character stands, or the nearest before it; 0 where none is."""
        cell = self.left if side == "left" else self.right
        found = cell.find(passage, offset)
        if found is None:
            return 0
        return found + len(self.left) if self._stacked and side == "right" else found
