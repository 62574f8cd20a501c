"""The paragraphs under the cursor of a view, in full as far as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.view.line import shortened
from tui.view.styling import PaintStyles
from tui.view.wrap import MeasuredText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.view.sheet import Quoted

BESIDE = 100
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
        if width < BESIDE or count == 1:
            room = height // count
            return [line for one in self._quoted for line in _lines(one, width, room)]
        half = width // count
        blocks = [_lines(one, half, height) for one in self._quoted]
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
