"""A table with a cursor: what its cells say, and which of them a width has room for.

The coverage and the matrix are such tables. A `Sheet` gives its parts when they are asked for,
so that one of thousands of rows and columns costs no more than what is on the screen. Nothing
here knows Textual.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

LEAST_LABEL = 14
"""Cells that a row's label keeps, however many columns there are."""

MOST_LABEL = 72
"""Cells after which a label that stands beside columns leaves the rest of the line empty."""

LABEL_SHARE = 0.4
"""The share of the line that labels get at least, where columns have to wait outside."""

LEAD = 7
"""Cells of a label before its text: the cursor's bar, a glyph, a number and spaces."""


class Label(msgspec.Struct, frozen=True):
    """What stands before the cells of a row.

    Attributes:
        text: Inert text; cut to the room there is.
        style: A name in `STYLES`.
        glyph: One cell wide.
        glyph_style: A name in `STYLES`.
        number: Shown before the text, where there is one.
    """

    text: str
    style: str = "text"
    glyph: str = " "
    glyph_style: str = "text"
    number: int | None = None


class Cell(msgspec.Struct, frozen=True):
    """What a cell says, and the name in `STYLES` that it is painted with."""

    text: str
    style: str


class Quoted(msgspec.Struct, frozen=True):
    """What is under the cursor, in full: a title and a text, both inert."""

    title: str
    text: str


class Sheet(Protocol):
    """A table. Rows and columns count from 0."""

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""

    @property
    def column_count(self) -> int:
        """How many columns there are."""

    @property
    def cell_width(self) -> tuple[int, int]:
        """The least and the greatest width of a cell that make sense, margins included."""

    def corner(self) -> str:
        """What stands over the labels."""

    def heading(self, column: int) -> Cell:
        """What stands over a column."""

    def label(self, row: int) -> Label:
        """What stands before a row."""

    def note(self, row: int) -> str | None:
        """What a row says that has no cells; None where it has."""

    def cell(self, row: int, column: int, room: int) -> Cell:
        """A cell.

        Args:
            row: The row.
            column: The column.
            room: How many cells wide it may be.
        """


class SheetLayout(msgspec.Struct, frozen=True):
    """How a width is shared out.

    Attributes:
        width: Cells of a line.
        label: Cells of a label, the cursor's bar included.
        cell: Cells of a cell, with one of margin on either side.
        shown: How many columns there is room for.
        first: The first column that is shown.
    """

    width: int
    label: int
    cell: int
    shown: int
    first: int

    @property
    def rest(self) -> int:
        """Cells that are left over at the end of a line."""
        return self.width - self.label - self.cell * self.shown

    def column_at(self, x: int) -> int | None:
        """The column that stands at a place in a line."""
        at = (x - self.label) // self.cell
        return self.first + at if x >= self.label and at < self.shown else None


def lay_out(sheet: Sheet, width: int, first: int = 0) -> SheetLayout:
    """Share out a width between labels and columns.

    Args:
        sheet: The table.
        width: Cells of a line.
        first: The column that is to be the first one shown, as far as that makes sense.

    Returns:
        The layout; as many columns as have room, and cells as wide as that leaves them.
    """
    least, most = sheet.cell_width
    label = max(int(width * LABEL_SHARE), min(LEAST_LABEL, width - least))
    columns = sheet.column_count
    shown = min(max((width - label) // least, 1), columns)
    cell = min(max((width - label) // max(shown, 1), least), most)
    label = max(width - cell * shown, 1) if shown else width
    if columns > 1:
        label = min(label, max(MOST_LABEL, int(width * LABEL_SHARE)))
    return SheetLayout(width, label, cell, shown, max(min(first, columns - shown), 0))
