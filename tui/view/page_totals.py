"""How many lines each rule took from a page, beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.view.page_sheet import total_lines
from tui.view.styling import PaintStyles

if TYPE_CHECKING:
    from tui.view.page_sheet import PageSheet


class Totals(Widget):
    """How many lines each rule removed, and which rules are switched off."""

    ALLOW_SELECT = False

    DEFAULT_CSS = "Totals { width: 34; padding: 0 1; border-left: solid $foreground 22%; }"

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._unit = "lines"
        self._lines: list[tuple[str, str, int, str]] = []

    def show(self, sheet: PageSheet, off: frozenset[str]) -> None:
        """Show the totals of a page."""
        self._unit = sheet.unit
        self._lines = list(total_lines(sheet, off, 30))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.size.width
        parts = [(f"removed {self._unit} by rule", "headline")] if y == 0 else []
        if 0 < y <= len(self._lines):
            sign, rule, count, style = self._lines[y - 1]
            number = f"{count:>4}" if count else " off"
            parts = [(f"{sign} ", "chrome"), (f"{rule:<{width - 6}}", style), (number, "count")]
        strip = Strip([Segment(text, self._styles(style)) for text, style in parts])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()
