"""The cursor of a document in a window: on which row it is, and what the window shows with it.

A reader must not lose the place: when the width changes, the character that stood at the top
stays there; when other rows are shown, a paragraph stays on its line of the window. All of that
is arithmetic on a layout. So it asks nothing of Textual but what a `Window` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.view.compare.anchor import anchor, row_of
from tui.view.compare.layout import MeasuredRows, TextPlace

if TYPE_CHECKING:
    from tui.presentation.rows import Side
    from tui.view.compare.anchor import Anchor
    from tui.view.compare.layout import Columns, Layout
    from tui.view.state import Move


_SCROLLS: dict[Move, tuple[int, float]] = {
    "page-down": (1, 1.0),
    "page-up": (-1, 1.0),
    "half-down": (1, 0.5),
    "half-up": (-1, 0.5),
}
"""Which way a key scrolls, and by which part of a page."""


class Window(Protocol):
    """What shows a document, some lines at a time."""

    @property
    def is_open(self) -> bool:
        """Whether it has a size yet."""

    @property
    def height(self) -> int:
        """How many lines it shows."""

    @property
    def top(self) -> int:
        """How many lines are scrolled out above it."""

    @property
    def columns(self) -> Columns:
        """What stands where in a line of it."""

    def jump(self, line: int) -> None:
        """Scroll so that a line is the first one, as far as there are lines below it."""

    def make_room(self, layout: Layout, empty: int) -> None:
        """Have the lines of a layout to scroll through, and some empty ones."""

    def cursor_moved(self, before: int, row: int) -> None:
        """Show that the cursor stands on another row."""


class Cursor:
    """A row of a document, and the part of the document that is seen.

    Attributes:
        row: Index of the row under the cursor.
        lead: Empty lines above the first row, so that a paragraph can stay where it was.
        document: What is shown.
    """

    def __init__(self, window: Window) -> None:
        self.row = 0
        self.lead = 0
        self.document = MeasuredRows(())
        self._window = window
        self._layout: Layout | None = None
        self._place: TextPlace | None = None
        self._scrolled_at: Columns | None = None
        self._in_sight = True

    def show(self, document: MeasuredRows, keep: Anchor | None = None) -> None:
        """Show other rows.

        Args:
            document: The rows.
            keep: A paragraph and the line of the window that it stays on; None begins at
                the top.
        """
        self.document = document
        self.forget_layout()
        self.lead = 0
        row = None if keep is None else row_of(document, keep.side, keep.paragraph)
        if not self._window.is_open:
            # Not on the screen yet: the first resize will lay it out.
            self.row = 0
        elif keep is None or row is None:
            self.layout()
            self._window.jump(0)
            self.row = 0
        else:
            self._hold(row, keep)
            self.row = row
        layout = self._layout
        if layout is not None:
            self._scrolled_at = layout.columns
            self._place = layout.place(self._window.top - self.lead)
            self._in_sight = self._is_seen(self.row)

    def held(self, side: Side, *, strict: bool = True) -> Anchor | None:
        """The paragraph that a reader of one side is at, and the window line it stands on.

        Args:
            side: The side that stays while the other one changes.
            strict: Whether a paragraph of the other side will not do where this side has none.
        """
        layout, top = self.layout(), self._window.top - self.lead
        return anchor(layout, self.row, top, self._window.height, side, strict=strict)

    def layout(self) -> Layout:
        """The document at the present width."""
        columns = self._window.columns
        if self._layout is None or self._layout.columns != columns:
            self._layout = self.document.layout(columns)
            self._make_room()
        return self._layout

    def forget_layout(self) -> None:
        """Lay out anew when it is next asked for."""
        self._layout = None

    def line_at(self, y: int) -> int:
        """The layout's line on a line of the window; above 0 and past the end too."""
        return y + self._window.top - self.lead

    # Moving

    def move(self, how: Move) -> None:
        """Move as a key says."""
        layout = self.layout()
        last = len(self.document.rows) - 1
        if last < 0:
            return
        if how == "first":
            self.lead = 0
            self._make_room()
            self.put(0)
            self._window.jump(0)
        elif how == "last":
            self.put(last)
            # As far as there are lines.
            self._window.jump(layout.height + self.lead)
        elif how in _SCROLLS:
            step, share = _SCROLLS[how]
            self._page(step, max(int((self._window.height - 2) * share), 1))
        else:
            self._step(layout, 1 if how == "down" else -1)

    def put(self, row: int) -> None:
        """Stand on a row, wherever the window is."""
        before, self.row = self.row, row
        if before != row:
            self._in_sight = True
            self._window.cursor_moved(before, row)

    def go(self, row: int) -> None:
        """Stand on a row and show it, a third of the way down if it was out of sight."""
        layout = self.layout()
        self.put(row)
        top, height = self._window_top(row), self._window.height
        if not 0 <= top <= height - min(layout.row_height(row), height):
            self._window.jump(layout.top(row) + self.lead - height // 3)

    def reach(self, place: TextPlace) -> None:
        """Go to a row, and on to a place in it where the row is taller than the window."""
        self.go(place.row)
        line, height = self.layout().find(place) + self.lead, self._window.height
        if not 0 <= line - self._window.top < height:
            self._window.jump(line - height // 3)

    def _step(self, layout: Layout, step: int) -> None:
        """Go one row on; a row that is taller than what is left of the window is scrolled."""
        window = self._window
        if not self._is_seen(self.row):
            self.put(self._row_at(0))
            return
        top = self._window_top(self.row)
        bottom = top + layout.row_height(self.row)
        hidden = bottom - window.height if step > 0 else -top
        if hidden > 0:
            window.jump(window.top + step * min(hidden, window.height - 2))
            return
        row = min(max(self.row + step, 0), len(self.document.rows) - 1)
        self.put(row)
        top = self._window_top(row)
        below = top + layout.row_height(row) - window.height
        # A row that is taller than the window is entered at the end that one comes from.
        if step > 0 and below > 0:
            window.jump(window.top + min(below + 1, top))
        elif step < 0 and top < 0:
            window.jump(window.top + max(below, top))

    def _page(self, step: int, lines: int) -> None:
        """Scroll by some lines and stay on the same line of the window, as nearly as can be."""
        window = self._window
        line = min(max(self._window_top(self.row), 0), window.height - 1)
        before = window.top
        window.jump(before + step * lines)
        if window.top == before:
            self.put(len(self.document.rows) - 1 if step > 0 else 0)
        else:
            self.put(self._row_at(line))

    # Keeping the place

    def scrolled(self, top: int) -> None:
        """Remember the place in the text that the reader has scrolled to."""
        layout = self._layout
        # Not while a resize is on its way: then it is not the reader who scrolls.
        if layout is not None and layout.columns == self._scrolled_at:
            self._place = layout.place(top - self.lead)
            self._in_sight = self._is_seen(self.row)

    def resized(self) -> None:
        """Wrap to the window's new width and keep the reader's place."""
        layout = self.layout()
        if layout.columns != self._scrolled_at:
            self.lead = 0
            self._make_room()
            self._scrolled_at = layout.columns
            if self._place is not None:
                place = self._place
                self._window.jump(layout.find(place))
                self._place = place
        if self._in_sight and not self._is_seen(self.row):
            self._window.jump(layout.top(self.row))

    def _hold(self, row: int, keep: Anchor) -> None:
        """Scroll so that a paragraph stands on the window line where it stood.

        Where the document is too short above or below for that, empty lines make up for it. A
        paragraph that would be out of sight there is brought into sight instead.
        """
        layout = self.layout()
        paragraphs = self.document.rows[row].cell(keep.side)
        places = (i for i, one in enumerate(paragraphs) if one.paragraph == keep.paragraph)
        # It may be folded away.
        passage = next(places, 0)
        stands = layout.find(TextPlace(row, keep.side, passage, 0))
        height = self._window.height
        wanted = 0 if keep.y is None else stands - keep.y
        if not wanted - layout.row_height(row) < layout.top(row) < wanted + height:
            wanted = max(min(stands - height // 3, layout.height - height), 0)
        self.lead = max(0, -wanted)
        self._make_room(max(0, wanted + height - layout.height))
        self._window.jump(wanted + self.lead)

    def _make_room(self, trail: int = 0) -> None:
        if self._layout is not None:
            self._window.make_room(self._layout, self.lead + trail)

    def _window_top(self, row: int) -> int:
        return self.layout().top(row) + self.lead - self._window.top

    def _is_seen(self, row: int) -> bool:
        if row >= len(self.document.rows):
            return False
        top = self._window_top(row)
        return top < self._window.height and top + self.layout().row_height(row) > 0

    def _row_at(self, window_line: int) -> int:
        """The row on a line of the window, or the one below where that line is empty."""
        layout = self.layout()
        y = min(max(self.line_at(window_line), 0), layout.height - 1)
        row, line = layout.locate(y) or (0, 0)
        is_gap = line >= layout.row_height(row)
        return min(row + is_gap, len(self.document.rows) - 1)
