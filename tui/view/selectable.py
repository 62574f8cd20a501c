"""Selecting text in a document with the mouse: press, drag, scroll at the edges, let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.view.document_view import DocumentView
from tui.view.selecting import point_at, selected_text, selection, side_at

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.presentation.rows import Side
    from tui.view.layout import Document
    from tui.view.reading import Anchor
    from tui.view.selecting import Point, TextSelection, Whole

SCROLLED_EVERY = 0.05
"""Seconds after which a line more is scrolled while the mouse is dragged past an edge."""

LEFT_BUTTON = 1


class SelectableView(DocumentView, inherit_bindings=False):
    """A document whose text can be selected, inside the column where the mouse was pressed."""

    class Selected(Message):
        """Another stretch of text is selected, or none any more, and the mouse is let go."""

    def __init__(self) -> None:
        super().__init__()
        self._selected: TextSelection | None = None
        self._anchor: tuple[Side, Point] | None = None
        self._pressed = (0, 0)
        self._mouse = (0, 0)
        self._dragged = False
        self._scrolling: Timer | None = None

    @property
    def selected(self) -> TextSelection | None:
        """What is selected, if anything."""
        return self._selected

    @property
    def selected_text(self) -> str:
        """The selected text as the article has it, without gutter and line ends; inert."""
        return "" if self._selected is None else selected_text(self._document, self._selected)

    def select(self, selected: TextSelection | None) -> None:
        """Select some text, or none."""
        if selected is not None and not selected:
            selected = None
        if selected != self._selected:
            self._selected = selected
            self.refresh()

    def show(self, document: Document, keep: Anchor | None = None) -> None:
        """Show other rows; nothing is selected in them."""
        self._let_go()
        self._selected = None
        super().show(document, keep)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin where the mouse is pressed."""
        self._dragged = False
        layout = self.lay_out()
        if event.button != LEFT_BUTTON or event.x >= layout.columns.width:
            return
        side = side_at(layout, event.x, self._line_at(event.y))
        point = None if side is None else point_at(layout, side, event.x, self._line_at(event.y))
        if side is not None and point is not None:
            self._anchor = (side, point)
            self._pressed = self._mouse = (event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse is."""
        if self._anchor is None:
            return
        self._mouse = (event.x, event.y)
        if self._mouse == self._pressed and not self._dragged:
            return
        self._dragged = True
        self._extend()
        outside = not 0 <= event.y < self.size.height
        if outside and self._scrolling is None:
            self._scrolling = self.set_interval(SCROLLED_EVERY, self._scroll_on)
        elif not outside:
            self._stop_scrolling()

    def on_mouse_up(self) -> None:
        """Keep what is selected."""
        was_pressed = self._anchor is not None
        self._let_go()
        if was_pressed and self._dragged:
            self.post_message(self.Selected())

    def clicked(self, event: events.Click) -> bool:
        """Select a word or a paragraph where the mouse was pressed twice or three times.

        Returns:
            Whether that was it, or the end of a drag, and not a simple click.
        """
        if self._dragged:
            return True
        layout, y = self.lay_out(), self._line_at(event.y)
        side = side_at(layout, event.x, y) if event.x < layout.columns.width else None
        point = None if side is None else point_at(layout, side, event.x, y)
        if event.chain == 1 or side is None or point is None:
            had_one = self._selected is not None
            self.select(None)
            if had_one:
                self.post_message(self.Selected())
            return False
        least: Whole = "word" if event.chain % 2 == 0 else "paragraph"
        self.select(selection(side, point, point, least, self._document))
        self.post_message(self.Selected())
        return True

    def _line_at(self, y: int) -> int:
        """The layout's line on a line of the window."""
        return y + self.scroll_offset.y - self._lead

    def _extend(self) -> None:
        if self._anchor is None:
            return
        side, anchor = self._anchor
        x, y = self._mouse
        end = point_at(self.lay_out(), side, x, self._line_at(y))
        if end is not None:
            self.select(selection(side, anchor, end, "character", self._document))

    def _scroll_on(self) -> None:
        step = -1 if self._mouse[1] < 0 else 1
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)
        self._extend()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _let_go(self) -> None:
        self._stop_scrolling()
        if self._anchor is not None:
            self._anchor = None
            self.release_mouse()
