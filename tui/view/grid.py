"""The widget that shows a sheet: headings on top, rows that scroll below, a cursor on a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.view.line import shortened, told_apart
from tui.view.paint import CURSOR
from tui.view.sheet import LEAD, Cell, SheetLayout, lay_out
from tui.view.styling import PaintStyles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from tui.view.comparison import Move
    from tui.view.sheet import Sheet

MARK = "┃"
"""Stands before a row that is marked."""

Sideways = Literal["left", "right"]


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
        """Show a sheet.

        Args:
            sheet: The table.
            cell: The row and column to put the cursor on; None leaves it where it is.
        """
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
            "page-down": (self.row + page, 1),
            "page-up": (self.row - page, -1),
            "first": (0, 1),
            "last": (last, -1),
        }[how]
        target = min(max(target, 0), last)
        found = self.with_cells(target, step)
        found = self.with_cells(target, -step) if found is None else found
        self.row = self.row if found is None else found
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
        found = self.with_cells(self.row, 1)
        self.row = self.row if found is None else found
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
        digits = max(3, len(str(sheet.row_count)))
        number = " " * digits if label.number is None else f"{label.number:>{digits}}"
        lead = LEAD + len(number) - 3
        room = max(layout.label - lead - 1, 0)
        yield Segment(
            CURSOR if here else MARK if marked else " ",
            self._styles("cursor-bar-focus" if self.has_focus else "cursor-bar", *names),
        )
        yield Segment(f"{label.glyph} ", self._styles(label.glyph_style, *names))
        yield Segment(f"{number} ", self._styles("faint", *names))
        text = set_cell_size(shortened(label.text, room), max(layout.label - lead, 0))
        yield Segment(text, self._styles(label.style, *names))
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
