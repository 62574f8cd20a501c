"""The list of articles: names, headlines, and how much of each is in the one on the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.view.listing import ENTRY_LINES, Entry, entry_lines
from tui.view.styling import PaintStyles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from tui.view.comparison import Move
    from tui.view.rows import Side


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """Every article, four lines each; the one under the cursor is compared."""

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the article under the cursor."""

    class Chosen(Message):
        """The reader went to the article at an index."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._entries: Sequence[Entry] = ()
        self._sides: Mapping[int, Side] = {}
        self._shares: Mapping[int, float] = {}

    def show(self, entries: Sequence[Entry], sides: Mapping[int, Side]) -> None:
        """Show these articles.

        Args:
            entries: The articles, top to bottom.
            sides: Which of them, by index, are being compared, and on which side.
        """
        self._entries = entries
        self._sides = sides
        self.virtual_size = Size(self.size.width, max(len(entries) * ENTRY_LINES - 1, 0))
        self.refresh()

    def show_shares(self, shares: Mapping[int, float]) -> None:
        """Show how much of each article, by index, the one on the left has (from 0 to 1)."""
        self._shares = shares
        self.refresh()

    def place_cursor(self, index: int) -> None:
        """Put the cursor on an article without going to it."""
        if self._entries:
            self.cursor = min(max(index, 0), len(self._entries) - 1)

    def move(self, how: Move) -> None:
        """Move the cursor as a key says, and go to the article it reaches."""
        page = max(self.size.height // ENTRY_LINES, 1)
        last = len(self._entries) - 1
        target = {
            "down": self.cursor + 1,
            "up": self.cursor - 1,
            "page-down": self.cursor + page,
            "page-up": self.cursor - page,
            "first": 0,
            "last": last,
        }[how]
        self._choose(min(max(target, 0), last))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self.scrollable_content_region.width
        index, line = divmod(y + self.scroll_offset.y, ENTRY_LINES)
        cursor = "list-cursor-focus" if self.has_focus else "list-cursor"
        blank = Strip.blank(width, self._styles("text"))
        if not 0 <= index < len(self._entries) or line == ENTRY_LINES - 1:
            return blank
        names = (cursor,) if index == self.cursor else ()
        parts = entry_lines(
            self._entries[index], width, self._sides.get(index), self._shares.get(index)
        )[line]
        strip = Strip([Segment(part.text, self._styles(part.style, *names)) for part in parts])
        return strip.adjust_cell_length(width, self._styles("text", *names))

    def notify_style_update(self) -> None:
        """Paint again when theme or focus have changed."""
        super().notify_style_update()
        self._styles.clear()

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the articles that the cursor left and reached, and show the latter."""
        for index in (old, new):
            self.refresh_lines(index * ENTRY_LINES, ENTRY_LINES)
        top, height = new * ENTRY_LINES, self.size.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + ENTRY_LINES - 1 > self.scroll_offset.y + height > 0:
            self.scroll_to(y=top + ENTRY_LINES - 1 - height, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.watch_cursor(self.cursor, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Go to the article that was clicked."""
        index = (event.y + self.scroll_offset.y) // ENTRY_LINES
        if 0 <= index < len(self._entries):
            self._choose(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say all of what a line has no room for."""
        index = (event.y + self.scroll_offset.y) // ENTRY_LINES
        tooltip = None
        if 0 <= index < len(self._entries):
            entry = self._entries[index]
            tooltip = Content(f"{entry.failure or entry.headline}\n{entry.title}")
        if str(tooltip) != str(self.tooltip):
            self.tooltip = tooltip

    def _choose(self, index: int) -> None:
        if self._entries and index != self.cursor:
            self.cursor = index
            self.post_message(self.Chosen(index))
