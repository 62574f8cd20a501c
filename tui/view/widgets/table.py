"""A table with a cursor: what its cells say, and which of them a width has room for.

All views beside the comparison are such tables. A `Sheet` gives its parts when they are asked
for, so that thousands of rows and columns cost no more than what is on the screen, and knows no
Textual. A `Grid` shows it and has the cursor; in a `MarkingGrid` rows can be marked with the
mouse. What is under the cursor stands below in a `Detail`, in full as far as there is room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.wrap import MeasuredText
from tui.view.styles import CURSOR, PaintStyles
from tui.view.threads import SCROLLED_EVERY
from tui.view.widgets.line import shortened, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.timer import Timer

    from tui.view.state import Move, Sideways


LEAST_LABEL = 14
"""Cells that a row's label keeps, however many columns there are."""


MOST_LABEL = 72
"""Cells after which a label that stands beside columns leaves the rest of the line empty."""


LABEL_SHARE = 0.4
"""The share of the line that labels get at least, where columns have to wait outside."""


LEAD = 3
"""Cells of a label before its number or text: the cursor's bar, a glyph and a space."""


class Label(msgspec.Struct, frozen=True):
    """What stands before the cells of a row.

    Attributes:
        text: Inert text; cut to the room there is.
        style: A name in `STYLES`.
        glyph: One cell wide.
        glyph_style: A name in `STYLES`.
        number: Shown before the text, where there is one.
        end: Inert text at the right end, for which the other is cut.
    """

    text: str
    style: str = "text"
    glyph: str = " "
    glyph_style: str = "text"
    number: int | None = None
    end: str = ""


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

    @property
    def numbered(self) -> bool:
        """Whether rows have numbers."""

    def corner(self) -> str:
        """What stands over the labels."""

    def heading(self, column: int) -> Cell:
        """What stands over a column."""

    def label(self, row: int) -> Label:
        """What stands before a row."""

    def note(self, row: int) -> str | None:
        """What a row says that has no cells; None where it has."""

    def cell(self, row: int, column: int, room: int) -> Cell:
        """A cell of the table, which may be `room` cells of the terminal wide."""


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
    """Share out a width in cells between labels and columns.

    As many columns are shown as have room, from `first` on if that leaves none empty, and cells
    are as wide as that leaves them.
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


ROW_MARK = "┃"
"""Stands before a row that is marked."""


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a sheet; the line under the headings is the first row."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Grid { height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    class CellReached(Message):
        """The cursor stands on another cell, or the cell under it says something else."""

    class CellClicked(Message):
        """The cell under the cursor was clicked once more."""

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._sheet: Sheet | None = None
        self._layout_now: SheetLayout | None = None
        self.row = 0
        self.column = 0
        self.marked = range(0)
        """The rows that are marked; `refresh` shows a change."""

    @property
    def sheet(self) -> Sheet | None:
        """What is shown."""
        return self._sheet

    def show(self, sheet: Sheet, cell: tuple[int, int] | None = None) -> None:
        """Show a sheet, with the cursor on a row and column, or where it was."""
        self._sheet = sheet
        self._layout_now = None
        if cell is not None:
            self.row, self.column = cell
        self.row = min(max(self.row, 0), max(sheet.row_count - 1, 0))
        self.column = min(max(self.column, 0), max(sheet.column_count - 1, 0))
        self.virtual_size = Size(self.size.width, sheet.row_count + 1)
        self.show_cursor()

    def move(self, how: Move) -> None:
        """Move the cursor as a key says; rows without cells are passed over."""
        sheet = self._sheet
        if sheet is None or not sheet.row_count:
            return
        last = sheet.row_count - 1
        page = max(self.size.height - 2, 1)
        target, step = {
            "down": (self.row + 1, 1),
            "up": (self.row - 1, -1),
            "half-down": (self.row + max(page // 2, 1), 1),
            "half-up": (self.row - max(page // 2, 1), -1),
            "page-down": (self.row + page, 1),
            "page-up": (self.row - page, -1),
            "first": (0, 1),
            "last": (last, -1),
        }[how]
        target = min(max(target, 0), last)
        row = self.with_cells(target, step)
        row = self.with_cells(target, -step) if row is None else row
        self.row = self.row if row is None else row
        if target == 0:
            self.scroll_to(y=0, animate=False, force=True)
        self.show_cursor()

    def move_sideways(self, how: Sideways) -> None:
        """Move the cursor to the column beside."""
        if self._sheet is not None and self._sheet.column_count:
            step = 1 if how == "right" else -1
            self.column = min(max(self.column + step, 0), self._sheet.column_count - 1)
            self.show_cursor()

    def takes_click(self, _event: events.Click, _row: int) -> bool:
        """Whether a click on a row does something else than to go there."""
        return False

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        sheet = self._sheet
        width = self.scrollable_content_region.width
        if sheet is None:
            return Strip.blank(width, self._styles("text"))
        layout = self._lay_out(sheet)
        row = y - 1 + round(self.scroll_offset.y)
        if y == 0:
            segments = self._heading(sheet, layout)
        elif row >= sheet.row_count:
            return Strip.blank(width, self._styles("text"))
        else:
            note = sheet.note(row)
            segments = (
                self._row(sheet, layout, row) if note is None else self._note(note, layout.width)
            )
        return Strip(segments).adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint other rows; the headings stay."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Share out the new width and keep the cursor in sight."""
        self._layout_now = None
        if self._sheet is not None:
            self.virtual_size = Size(self.size.width, self._sheet.row_count + 1)
            self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the cell that was clicked; a click on that very cell opens it."""
        row, sheet = self.row_at(event.y), self._sheet
        if sheet is None or row is None or self.takes_click(event, row):
            return
        column = self._lay_out(sheet).column_at(event.x)
        if column is not None and (row, column) == (self.row, self.column):
            self.post_message(self.CellClicked())
            return
        self.row, self.column = row, self.column if column is None else column
        self.show_cursor()

    def row_at(self, y: int) -> int | None:
        """The row with cells that is painted on a line of the window."""
        row, sheet = y - 1 + round(self.scroll_offset.y), self._sheet
        if sheet is None or y == 0 or row >= sheet.row_count or sheet.note(row) is not None:
            return None
        return row

    def with_cells(self, row: int, step: int) -> int | None:
        """The row itself or the next one that way which has cells."""
        sheet = self._sheet
        while sheet is not None and 0 <= row < sheet.row_count:
            if sheet.note(row) is None:
                return row
            row += step
        return None

    def _lay_out(self, sheet: Sheet) -> SheetLayout:
        width = max(self.scrollable_content_region.width, 2)
        layout = self._layout_now
        if layout is None or layout.width != width:
            layout = lay_out(sheet, width, 0 if layout is None else layout.first)
            self._layout_now = layout
        return layout

    def show_cursor(self) -> None:
        """Bring the cursor into sight, and say that it stands on another cell."""
        sheet = self._sheet
        if sheet is None or not self.size:
            return
        height = self.size.height - 1
        row = self.with_cells(self.row, 1)
        self.row = self.row if row is None else row
        top = round(self.scroll_offset.y)
        if not top <= self.row < top + height:
            y = self.row if self.row < top else self.row - height + 1
            self.scroll_to(y=y, animate=False, force=True)
        layout = self._lay_out(sheet)
        if self.column < layout.first:
            self._layout_now = lay_out(sheet, layout.width, self.column)
        elif self.column >= layout.first + layout.shown > 0:
            self._layout_now = lay_out(sheet, layout.width, self.column - layout.shown + 1)
        self.refresh()
        self.post_message(self.CellReached())

    def _heading(self, sheet: Sheet, layout: SheetLayout) -> Iterator[Segment]:
        more = "‹ " if layout.first else "  "
        corner = shortened(sheet.corner(), layout.label - 5)
        yield Segment(
            set_cell_size(f"  {corner}", layout.label - 2) + more, self._styles("headline")
        )
        columns = range(layout.first, layout.first + layout.shown)
        headings = [sheet.heading(column) for column in columns]
        texts = told_apart([heading.text for heading in headings], layout.cell - 1)
        for column, heading, text in zip(columns, headings, texts, strict=True):
            names = ("list-cursor-focus",) if column == self.column else ()
            cell = set_cell_size(f" {text}", layout.cell)
            yield Segment(cell, self._styles(heading.style, *names))
        if layout.first + layout.shown < sheet.column_count and layout.rest > 1:
            yield Segment(" ›", self._styles("headline"))

    def _note(self, note: str, width: int) -> Iterator[Segment]:
        words = f" {shortened(note, width - 8)} "
        room = max(width - cell_len(words), 0)
        yield Segment("╌" * min(4, room), self._styles("line"))
        yield Segment(words, self._styles("note"))
        yield Segment("╌" * max(room - 4, 0), self._styles("line"))

    def _row(self, sheet: Sheet, layout: SheetLayout, row: int) -> Iterator[Segment]:
        here = row == self.row
        marked = row in self.marked
        names = (*(("list-cursor",) if marked else ()), *(("cursor",) if here else ()))
        label = sheet.label(row)
        # Beyond 999 numbers take their room from the text.
        digits = max(3, len(str(sheet.row_count))) if sheet.numbered else 0
        number = " " * digits if label.number is None else f"{label.number:>{digits}}"
        number += " " if digits else ""
        lead = LEAD + len(number)
        room = max(layout.label - lead - 1, 0)
        yield Segment(
            CURSOR if here else ROW_MARK if marked else " ",
            self._styles("cursor-bar-focus" if self.has_focus else "cursor-bar", *names),
        )
        yield Segment(f"{label.glyph} ", self._styles(label.glyph_style, *names))
        yield Segment(number, self._styles("faint", *names))
        end = f" {shortened(label.end, room // 2)} " if label.end else ""
        text = shortened(label.text, room - cell_len(end))
        text = set_cell_size(text, max(layout.label - lead - cell_len(end), 0))
        yield Segment(text, self._styles(label.style, *names))
        yield Segment(end, self._styles("faint", *names))
        for column in range(layout.first, layout.first + layout.shown):
            cell = sheet.cell(row, column, layout.cell - 2)
            yield from self._cell(cell, layout.cell, names, here and column == self.column)

    def _cell(
        self, cell: Cell, width: int, names: tuple[str, ...], cursor: bool
    ) -> Iterator[Segment]:
        text = set_cell_size(shortened(cell.text, width - 2), width - 2)
        if cursor:
            yield Segment("[", self._styles("key", *names))
            yield Segment(text, self._styles(cell.style, *names, "list-cursor-focus"))
            yield Segment("]", self._styles("key", *names))
        else:
            yield Segment(f" {text} ", self._styles(cell.style, *names))


PARAGRAPHS_BESIDE = 100
"""Columns from which two paragraphs stand side by side."""


class Detail(Widget):
    """Up to two quoted paragraphs, side by side or one over the other."""

    ALLOW_SELECT = False

    DEFAULT_CSS = "Detail { height: 7; border-top: solid $foreground 22%; }"

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._quoted: Sequence[Quoted] = ()
        self._lines: list[list[tuple[str, str]]] = []
        self._laid_out = (0, 0)

    def show(self, quoted: Sequence[Quoted]) -> None:
        """Show other paragraphs."""
        self._quoted = quoted
        self._laid_out = (0, 0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, height = self.size
        if self._laid_out != (width, height):
            self._lines = self._lay_out(width, height)
            self._laid_out = (width, height)
        line = self._lines[y] if y < len(self._lines) else []
        strip = Strip([Segment(text, self._styles(style)) for text, style in line])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()

    def _lay_out(self, width: int, height: int) -> list[list[tuple[str, str]]]:
        count = max(len(self._quoted), 1)
        if width < PARAGRAPHS_BESIDE or count == 1:
            room = height // count
            return [line for quoted in self._quoted for line in _lines(quoted, width, room)]
        half = width // count
        blocks = [_lines(quoted, half, height) for quoted in self._quoted]
        return [
            [part for block in blocks for part in _padded(block, y, half)] for y in range(height)
        ]


def _lines(quoted: Quoted, width: int, height: int) -> list[list[tuple[str, str]]]:
    """A title and as much of the text as the height has room for."""
    spans = MeasuredText(quoted.text).lines(max(width - 4, 1)) if quoted.text else []
    lines = [[(f"  {shortened(quoted.title, width - 3)}", "name")]]
    for at, (start, end) in enumerate(spans[: height - 1]):
        cut = at == height - 2 and at < len(spans) - 1
        text = quoted.text[start:end]
        lines.append([("  " + (shortened(text + "…", width - 4) if cut else text), "text")])
    return lines


def _padded(block: list[list[tuple[str, str]]], y: int, width: int) -> list[tuple[str, str]]:
    line = block[y] if y < len(block) else []
    used = sum(cell_len(text) for text, _style in line)
    return [*line, (" " * max(width - used, 0), "text")]


class MarkingGrid(Grid, inherit_bindings=False):
    """Shows a sheet, and says which of its rows the mouse marks."""

    @dataclass
    class RowsMarked(Message):
        """The mouse has marked the rows from `start` to the cursor, or, without one, none."""

        start: int | None

    def __init__(self) -> None:
        super().__init__()
        self._pressed: int | None = None
        self._dragged = False
        self._past = 0
        self._scrolling: Timer | None = None

    def takes_click(self, event: events.Click, row: int) -> bool:
        """Whether it is the end of a drag, or marks the rows up to it."""
        dragged, self._dragged = self._dragged, False
        if dragged:
            return True
        if event.shift:
            self._mark_to(self.marked.start if self.marked else self.row, row)
            return True
        self.post_message(self.RowsMarked(None))
        return False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Rows may be marked from here on."""
        self._dragged = False
        self._pressed = self.row_at(event.y) if event.button == 1 and not event.shift else None
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_up(self) -> None:
        """Mark no more rows."""
        self._let_go()

    def on_mouse_release(self) -> None:
        """Mark no more rows: something else has taken the mouse."""
        self._let_go()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the rows that the mouse is dragged over; past an edge, go on as long as it is."""
        if self._pressed is None:
            return
        # The headings take the first line.
        self._past = -1 if event.y < 1 else 1 if event.y >= self.size.height else 0
        if self._past and self._scrolling is None:
            self._scrolling = self.set_interval(SCROLLED_EVERY, self._mark_on)
        row = None if self._past else self.row_at(event.y)
        if row in (None, self.row):
            return
        if self._dragged or row != self._pressed:
            self._dragged = True
            self._mark_to(self._pressed, row)

    def _mark_on(self) -> None:
        """Mark the next row beyond the edge that the mouse was dragged past."""
        sheet = self.sheet
        if self._pressed is None or sheet is None or not self._past:
            return
        row = self.with_cells(self.row + self._past, self._past)
        if row is not None:
            self._dragged = True
            self._mark_to(self._pressed, row)

    def _let_go(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def _mark_to(self, start: int, row: int | None) -> None:
        if row is not None:
            self.row = row
            self.show_cursor()
            self.post_message(self.RowsMarked(start))
