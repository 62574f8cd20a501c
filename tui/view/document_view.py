"""A document that scrolls and has a cursor: what a window on aligned rows is, without colours.

It lays out when it is first asked for a line or a size, and keeps the reader's place, as a
character of the text, when its width changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from tui.view.layout import Columns, Document, Layout, Place
from tui.view.reading import Anchor, anchor, row_of

if TYPE_CHECKING:
    from textual import events

    from tui.presentation.rows import Side

Move = Literal["down", "up", "page-down", "page-up", "first", "last"]

OVERVIEW = 1
"""Cells at the right end in which the whole document is drawn."""


class DocumentView(ScrollView, can_focus=True, inherit_bindings=False):
    """A document in a window, with a cursor on one of its rows."""

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor."""

    stacked: reactive[bool] = reactive(False, repaint=False)
    """Left over right in each row, for narrow windows."""

    class RowReached(Message):
        """The cursor stands on another row, or on a row of another document."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__()
        self._document = Document(())
        self._layout: Layout | None = None
        self._place: Place | None = None
        self._scrolled_at: Columns | None = None
        self._cursor_in_sight = True
        self._lead = 0

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._document

    def show(self, document: Document, keep: Anchor | None = None) -> None:
        """Show other rows.

        Args:
            document: The rows.
            keep: A paragraph and the line of the window that it stays on; None begins at
                the top.
        """
        self._document = document
        self._forget_layout()
        self._lead = 0
        row = None if keep is None else row_of(document, keep.side, keep.paragraph)
        if not self.size:
            # Not on the screen yet: the first resize will lay it out.
            self.set_reactive(DocumentView.cursor, 0)
        elif keep is None or row is None:
            self.lay_out()
            self._jump(0)
            self.set_reactive(DocumentView.cursor, 0)
        else:
            self._hold(row, keep)
            self.set_reactive(DocumentView.cursor, row)
        layout = self._layout
        if layout is not None:
            self._scrolled_at = layout.columns
            self._place = layout.place(self.scroll_offset.y - self._lead)
            self._cursor_in_sight = self._is_seen(self.cursor)
        self.refresh()
        self.post_message(self.RowReached(self.cursor))

    def held(self, side: Side, *, strict: bool = True) -> Anchor | None:
        """The paragraph that a reader of one side is at, and the window line it stands on.

        Args:
            side: The side that stays while the other one changes.
            strict: Whether a paragraph of the other side will not do where this side has none.
        """
        layout = self.lay_out()
        top = self.scroll_offset.y - self._lead
        return anchor(layout, self.cursor, top, self.size.height, side, strict=strict)

    def move(self, how: Move) -> None:
        """Move the cursor as a key says."""
        layout = self.lay_out()
        last = len(self._document.rows) - 1
        if last < 0:
            return
        if how == "first":
            self._lead = 0
            self._update_size()
            self.cursor = 0
            self._jump(0)
        elif how == "last":
            self.cursor = last
            self._jump(self.max_scroll_y)
        elif how in ("page-down", "page-up"):
            self._page(1 if how == "page-down" else -1)
        else:
            self._step(layout, 1 if how == "down" else -1)

    def go(self, row: int) -> None:
        """Put the cursor on a row and show it, a third of the way down if it was out of sight."""
        layout = self.lay_out()
        self.cursor = row
        top, height = self._window_top(row), self.size.height
        if not 0 <= top <= height - min(layout.row_height(row), height):
            self._jump(layout.top(row) + self._lead - height // 3)

    def reach(self, place: Place) -> None:
        """Go to a row, and on to a place in it where the row is taller than the window."""
        self.go(place.row)
        line, height = self.lay_out().find(place) + self._lead, self.size.height
        if not 0 <= line - self.scroll_offset.y < height:
            self._jump(line - height // 3)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place in the text that the reader has scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        layout = self._layout
        # Not while a resize is on its way: then it is not the reader who scrolls.
        if layout is not None and layout.columns == self._scrolled_at:
            self._place = layout.place(round(new_value) - self._lead)
            self._cursor_in_sight = self._is_seen(self.cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the rows that the cursor left and reached."""
        layout = self.lay_out()
        for row in (old, new):
            if row < len(self._document.rows):
                self.refresh_lines(layout.top(row) + self._lead, layout.row_height(row))
        self._cursor_in_sight = True
        self.post_message(self.RowReached(new))

    def watch_stacked(self) -> None:
        """Lay out anew."""
        self._forget_layout()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width and keep the reader's place."""
        layout = self.lay_out()
        if layout.columns != self._scrolled_at:
            self._lead = 0
            self._update_size()
            self._scrolled_at = layout.columns
            if self._place is not None:
                place = self._place
                self._jump(layout.find(place))
                self._place = place
        if self._cursor_in_sight and not self._is_seen(self.cursor):
            self._jump(layout.top(self.cursor))
        self.refresh()

    def _columns(self) -> Columns:
        width = self.scrollable_content_region.width - OVERVIEW
        return Columns(max(width, 2 * 8), self.stacked)

    def lay_out(self) -> Layout:
        """The document at the present width."""
        columns = self._columns()
        if self._layout is None or self._layout.columns != columns:
            self._layout = self._document.layout(columns)
            self._update_size()
        return self._layout

    def _forget_layout(self) -> None:
        self._layout = None

    def _update_size(self, trail: int = 0) -> None:
        layout = self._layout
        if layout is not None:
            height = layout.height + self._lead + trail
            self.virtual_size = Size(layout.columns.width + OVERVIEW, height)

    def _hold(self, row: int, keep: Anchor) -> None:
        """Scroll so that a paragraph stands on the window line where it stood.

        Where the document is too short above or below for that, empty lines make up for it. A
        paragraph that would be out of sight there is brought into sight instead.
        """
        layout = self.lay_out()
        paragraphs = self._document.rows[row].cell(keep.side)
        places = (i for i, one in enumerate(paragraphs) if one.paragraph == keep.paragraph)
        # It may be folded away.
        passage = next(places, 0)
        stands = layout.find(Place(row, keep.side, passage, 0))
        height = self.size.height
        wanted = 0 if keep.y is None else stands - keep.y
        if not wanted - layout.row_height(row) < layout.top(row) < wanted + height:
            wanted = max(min(stands - height // 3, layout.height - height), 0)
        self._lead = max(0, -wanted)
        self._update_size(max(0, wanted + height - layout.height))
        self._jump(wanted + self._lead)

    def _jump(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _window_top(self, row: int) -> int:
        return self.lay_out().top(row) + self._lead - self.scroll_offset.y

    def _is_seen(self, row: int) -> bool:
        if row >= len(self._document.rows):
            return False
        top = self._window_top(row)
        return top < self.size.height and top + self.lay_out().row_height(row) > 0

    def _row_at(self, window_line: int) -> int:
        """The row on a line of the window, or the one below where that line is empty."""
        layout = self.lay_out()
        y = min(max(self.scroll_offset.y - self._lead + window_line, 0), layout.height - 1)
        row, line = layout.locate(y) or (0, 0)
        is_gap = line >= layout.row_height(row)
        return min(row + is_gap, len(self._document.rows) - 1)

    def _step(self, layout: Layout, step: int) -> None:
        """Go one row on; a row that is taller than what is left of the window is scrolled."""
        if not self._is_seen(self.cursor):
            self.cursor = self._row_at(0)
            return
        height = self.size.height
        top = self._window_top(self.cursor)
        bottom = top + layout.row_height(self.cursor)
        hidden = bottom - height if step > 0 else -top
        if hidden > 0:
            self._jump(self.scroll_offset.y + step * min(hidden, height - 2))
            return
        row = min(max(self.cursor + step, 0), len(self._document.rows) - 1)
        self.cursor = row
        top = self._window_top(row)
        below = top + layout.row_height(row) - height
        # A row that is taller than the window is entered at the end that one comes from.
        if step > 0 and below > 0:
            self._jump(self.scroll_offset.y + min(below + 1, top))
        elif step < 0 and top < 0:
            self._jump(self.scroll_offset.y + max(below, top))

    def _page(self, step: int) -> None:
        """Turn a page and keep the cursor on the same line of the window, as nearly as can be."""
        window_line = min(max(self._window_top(self.cursor), 0), self.size.height - 1)
        before = self.scroll_offset.y
        self._jump(before + step * max(self.size.height - 2, 1))
        moved = self.scroll_offset.y - before
        if moved == 0:
            self.cursor = len(self._document.rows) - 1 if step > 0 else 0
            return
        self.cursor = self._row_at(window_line)
