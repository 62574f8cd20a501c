"""A sheet whose rows can be marked with the mouse: by dragging, or by a click with Shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.view.grid import Grid

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

SCROLLED_EVERY = 0.05
"""Seconds after which a row more is marked while the mouse is dragged past an edge."""


class MarkingGrid(Grid, inherit_bindings=False):
    """Shows a sheet, and says which of its rows the mouse marks."""

    class RowsMarked(Message):
        """The mouse has marked the rows from `start` to the cursor, or, without one, none."""

        def __init__(self, start: int | None) -> None:
            super().__init__()
            self.start = start

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
