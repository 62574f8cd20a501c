"""Where every line of a comparison stands: rows, a width, and what that gives.

A `Document` measures the words of its rows once. A `Layout` is that document at one set of
`Columns`: it knows the height of each row and finds the row at a line in logarithmic time, so
that a view paints no more than what is on the screen. Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

import msgspec

from tui.presentation.rows import SIDES, Passage, ShownRow, Side
from tui.view.row_lines import CellLines, RowLines
from tui.view.wrap import MeasuredText, measured

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


class Place(msgspec.Struct, frozen=True):
    """A place in the text that survives another width: row, passage and character.

    `gap` counts lines below the passage's end, for a place between two rows.
    """

    row: int
    side: Side
    passage: int
    offset: int
    gap: int = 0


class Document:
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
            one = sum([len(text.lines(left)) + 1 for text in lefts])
            other = sum([len(text.lines(right)) + 1 for text in rights])
            body = one + other if columns.stacked else max(one, other)
            body -= 2 if columns.stacked and one and other else 1
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

    def __init__(self, document: Document, columns: Columns) -> None:
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

    def place(self, y: int) -> Place | None:
        """The place in the text at line `y`, which `find` gives back at any width."""
        located = self.locate(y)
        if located is None:
            return None
        row, line = located
        lines = self.lines(row)
        for at in range(min(line, len(lines) - 1), -1, -1):
            one = lines[at][0] or lines[at][1]
            if one is not None:
                return Place(row, one.side, one.passage, one.span[0], line - at)
        return Place(row, "left", 0, 0, line)

    def find(self, place: Place) -> int:
        """The line on which a place stands, as near as this layout has it."""
        if not self._ends:
            return 0
        row = min(place.row, len(self._ends) - 1)
        found = self.lines(row).find(place.side, place.passage, place.offset)
        return min(self.top(row) + found + place.gap, self._ends[row] - 1)
