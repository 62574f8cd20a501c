"""The comparison: two columns of aligned rows in one scrolling view.

One widget paints gutter, left column, divider and right column, so the two sides cannot lose
each other; at its right end it draws the whole pair in one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from rich.segment import Segment
from textual.cache import LRUCache
from textual.reactive import reactive
from textual.strip import Strip

from tui.view.document_view import Move
from tui.view.overview import SIGNS, line_at, overview
from tui.view.paint import Painter
from tui.view.reading import next_row
from tui.view.selectable import SelectableView
from tui.view.styling import PaintStyles

if TYPE_CHECKING:
    from textual import events

    from tui.presentation.lens import Lens
    from tui.presentation.rows import Look
    from tui.view.layout import Layout
    from tui.view.searching import Spans
    from tui.view.selecting import TextSelection

__all__ = ["Comparison", "Move"]


class Comparison(SelectableView, inherit_bindings=False):
    """Two aligned articles, side by side or stacked."""

    lens: reactive[Lens] = reactive("all", repaint=False)
    """Which words that differ are set off, and where "next difference" stops."""

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._painter: Painter | None = None
        self._found: Spans = {}
        self._strips: LRUCache[tuple[int, int, bool, TextSelection | None], Strip] = LRUCache(2048)
        self._overview: tuple[Layout, int, list[Look | None]] | None = None

    def seek(self, step: Literal[1, -1], look: Look | None = None) -> bool:
        """Move to the next or previous difference, or row of a kind.

        Returns:
            False where there is none that way; nothing moves then.
        """
        row = next_row(self._document, self.cursor, step, look, self.lens)
        if row is None:
            return False
        self.go(row)
        return True

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        layout = self.lay_out()
        located = layout.locate(y + self.scroll_offset.y - self._lead)
        if located is None:
            strip = Strip.blank(layout.columns.width, self._styles("text"))
        else:
            strip = self._strip(layout, *located)
        return Strip([*strip, self._sign(layout, y)], layout.columns.width + 1)

    def notify_style_update(self) -> None:
        """Paint again when theme or focus have changed."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the keys act here."""
        super().watch_has_focus(has_focus)
        self.paint_anew()

    def watch_lens(self) -> None:
        """Paint other words."""
        self.paint_anew()

    def mark(self, found: Spans) -> None:
        """Mark where the words that are searched for stand."""
        self._found = found
        self.paint_anew()

    def paint_anew(self) -> None:
        """Paint every line again."""
        self._painter = None
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked and unfold it; or go where the overview is.

        A second click selects the word, a third one the paragraph.
        """
        layout = self.lay_out()
        if event.x >= layout.columns.width:
            located = layout.locate(line_at(layout, event.y, self.size.height))
            if located is not None:
                self.go(located[0])
            return
        if self.clicked(event):
            return
        located = layout.locate(event.y + self.scroll_offset.y - self._lead)
        if located is not None:
            self.cursor = located[0]
            if self.document.rows[self.cursor].folded:
                await self.run_action("screen.choose")

    def _strip(self, layout: Layout, row: int, line: int) -> Strip:
        if self._painter is None or self._painter.layout is not layout:
            self._painter = Painter(layout, self._styles, self.has_focus, self.lens, self._found)
            self._strips.clear()
        selected = self.selected
        if selected is not None and not selected.touches(row):
            selected = None
        key = (row, line, row == self.cursor, selected)
        strip = self._strips.get(key)
        if strip is None:
            painter = replace(self._painter, selected=selected) if selected else self._painter
            strip = self._strips[key] = painter.strip(row, line, cursor=row == self.cursor)
        return strip

    def _sign(self, layout: Layout, y: int) -> Segment:
        """What the overview has on a line of the window."""
        height = self.size.height
        if self._overview is None or self._overview[:2] != (layout, height):
            self._overview = (layout, height, overview(layout, height))
        signs = self._overview[2]
        look = signs[y] if y < len(signs) else None
        if look is None:
            return Segment(" ", self._styles("text"))
        return Segment(SIGNS.get(look, " "), self._styles(look))
