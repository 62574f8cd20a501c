"""Where every line of a comparison stands: rows, a width, and what that gives.

`MeasuredRows` measure the words of rows once. A `Layout` is these rows at one set of `Columns`:
it knows the height of each row and finds the row at a line in logarithmic time, so that a view
paints no more than what is on the screen. The lines of a row are made when they are asked for:
one paragraph may have a hundred thousand. Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, overload

import msgspec

from tui.presentation.rows import SIDES, Passage, ShownRow, Side
from tui.presentation.wrap import MeasuredText, Span, measured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.text.model import Offsets


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
        at = self._begins[passage] + line
        return at if at >= 0 else None


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
        line = cell.find(passage, offset)
        if line is None:
            return 0
        return line + len(self.left) if self._stacked and side == "right" else line


GUTTER = 3
"""Cells before a text: the cursor's bar, the glyph and a space."""


NUMBER = 4
"""Cells that a paragraph's number takes where there is room for one."""


ROOMY = 56
"""Width of a column, in cells, from which paragraph numbers are shown."""


class Columns(msgspec.Struct, frozen=True):
    """How a width is shared out.

    Attributes:
        width: Cells of a whole line.
        stacked: Left over right in each row, instead of side by side.
    """

    width: int
    stacked: bool = False

    @property
    def left(self) -> int:
        """Cells of the left column, gutter included."""
        return self.width if self.stacked else (self.width - 1) // 2

    @property
    def right(self) -> int:
        """Cells of the right column, gutter included, without the divider."""
        return self.width if self.stacked else self.width - 1 - self.left

    @property
    def gutter(self) -> int:
        """Cells before the text of a column."""
        return GUTTER + (NUMBER if self.left >= ROOMY else 0)

    def column(self, side: Side) -> int:
        """Cells of one side's column."""
        return self.left if side == "left" else self.right

    def text(self, side: Side) -> int:
        """Cells for the text in a column: what the gutter and a cell's margin leave."""
        return max(self.column(side) - self.gutter - 1, 1)


class TextPlace(msgspec.Struct, frozen=True):
    """A place in the text that survives another width: row, passage and character.

    `gap` counts lines below the passage's end, for a place between two rows.
    """

    row: int
    side: Side
    passage: int
    offset: int
    gap: int = 0


CellKey = tuple[int, Side, int]
"""A row, a side and a passage in that cell."""


Spans = dict[CellKey, list["Offsets"]]
"""Where words stand in passages, as character offsets."""


class MeasuredRows:
    """Rows with their words measured.

    Attributes:
        rows: The rows from top to bottom.
    """

    __slots__ = ("_gaps", "_measured", "rows")

    def __init__(self, rows: tuple[ShownRow, ...]) -> None:
        self.rows = rows
        self._measured = [(_measured(row.left), _measured(row.right)) for row in rows]
        looks = [row.look for row in rows]
        self._gaps = [
            0 if look == following == "chrome" else 1
            for look, following in zip(looks, [*looks[1:], "chrome"], strict=False)
        ]

    def layout(self, columns: Columns) -> Layout:
        """The document at one set of columns."""
        return Layout(self, columns)

    def cell_lines(self, row: int, side: Side, width: int) -> CellLines:
        """The lines of a cell whose text is `width` cells wide."""
        passages = self._measured[row][SIDES.index(side)]
        return CellLines(side, [measured.lines(width) for measured in passages])

    def heights(self, columns: Columns) -> list[int]:
        """The height of each row with the gap below it, in lines."""
        left, right = columns.text("left"), columns.text("right")
        heights = []
        for (lefts, rights), gap in zip(self._measured, self._gaps, strict=True):
            above = sum([len(text.lines(left)) + 1 for text in lefts])
            below = sum([len(text.lines(right)) + 1 for text in rights])
            body = above + below if columns.stacked else max(above, below)
            body -= 2 if columns.stacked and above and below else 1
            # A line across both columns has no cells.
            heights.append(max(body, 1) + gap)
        return heights

    def gap(self, row: int) -> int:
        """Empty lines below a row."""
        return self._gaps[row]


def _measured(passages: tuple[Passage, ...]) -> tuple[MeasuredText, ...]:
    return tuple(measured(passage.text + label(passage)) for passage in passages)


def label(passage: Passage) -> str:
    """What follows a chrome passage's text: the rule that removed it, or its role."""
    return f"  ·\N{NO-BREAK SPACE}{passage.label}" if passage.label else ""


class Layout:
    """A document at one set of columns.

    Attributes:
        document: The rows.
        columns: The widths they are laid out for.
    """

    __slots__ = ("_ends", "columns", "document")

    def __init__(self, document: MeasuredRows, columns: Columns) -> None:
        self.document = document
        self.columns = columns
        self._ends = list(accumulate(document.heights(columns)))

    @property
    def height(self) -> int:
        """Lines of the whole document."""
        return self._ends[-1] if self._ends else 0

    def top(self, row: int) -> int:
        """The line on which a row begins."""
        return self._ends[row - 1] if row else 0

    def row_height(self, row: int) -> int:
        """Lines of a row without the gap below it."""
        return self._ends[row] - self.top(row) - self.document.gap(row)

    def locate(self, y: int) -> tuple[int, int] | None:
        """The row at line `y` and the line in it (the gap included); None below the end."""
        if not 0 <= y < self.height:
            return None
        row = bisect_right(self._ends, y)
        return row, y - self.top(row)

    def lines(self, row: int) -> RowLines:
        """The lines of a row, without the gap below it."""
        left = self.document.cell_lines(row, "left", self.columns.text("left"))
        right = self.document.cell_lines(row, "right", self.columns.text("right"))
        return RowLines(left, right, stacked=self.columns.stacked)

    def place(self, y: int) -> TextPlace | None:
        """The place in the text at line `y`, which `find` gives back at any width."""
        located = self.locate(y)
        if located is None:
            return None
        row, line = located
        lines = self.lines(row)
        for at in range(min(line, len(lines) - 1), -1, -1):
            cell = lines[at][0] or lines[at][1]
            if cell is not None:
                return TextPlace(row, cell.side, cell.passage, cell.span[0], line - at)
        return TextPlace(row, "left", 0, 0, line)

    def find(self, place: TextPlace) -> int:
        """The line on which a place stands, as near as this layout has it."""
        if not self._ends:
            return 0
        row = min(place.row, len(self._ends) - 1)
        line = self.lines(row).find(place.side, place.passage, place.offset)
        return min(self.top(row) + line + place.gap, self._ends[row] - 1)
