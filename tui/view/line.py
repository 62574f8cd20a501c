"""One line of parts that can be clicked: the base of title, summary and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.view.styling import PaintStyles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class Part(msgspec.Struct, frozen=True):
    """A piece of a line.

    Attributes:
        text: Inert text.
        style: A name in `STYLES`.
        action: What a click does, with its namespace; never made from page text.
        tooltip: What hovering says.
    """

    text: str
    style: str
    action: str = ""
    tooltip: str = ""


def cells(parts: Sequence[Part]) -> int:
    """The width of some parts in terminal cells."""
    return sum(cell_len(part.text) for part in parts)


def shortened(text: str, width: int) -> str:
    """Cut a text to at most `width` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return set_cell_size(text, width - 1).rstrip() + "…"


def told_apart(texts: Sequence[str], width: int) -> list[str]:
    """Cut texts to at most `width` cells, at the end that tells more of them apart.

    Names such as 00041 and 00042 differ at their end only.
    """
    ends = [shortened(text, width) for text in texts]
    if len(set(ends)) == len(set(texts)) or width < 1:
        return ends
    starts = [text if cell_len(text) <= width else _last(text, width) for text in texts]
    return starts if len(set(starts)) > len(set(ends)) else ends


def _last(text: str, width: int) -> str:
    while cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def bar(share: float, width: int) -> str:
    """A bar of eighths of a cell.

    Args:
        share: From 0 to 1; any share above 0 shows at least an eighth.
        width: Cells of a full bar.

    Returns:
        The filled part, at most `width` cells.
    """
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    if share > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[rest]


def percent(share: float) -> str:
    """A share as a percentage; 0% and 100% only where they are exact."""
    if 0 < share < 1:
        return f"{min(max(round(share * 100), 1), 99)}%"
    return f"{round(share * 100)}%"


class Line(Widget, inherit_bindings=False):
    """A line of parts, some at the left end and some at the right, painted in one strip."""

    DEFAULT_CSS = "Line { height: 1; }"

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The parts at the left and at the right end, for a width in cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width = self.size.width
        left, right = self.parts(width)
        gap = max(width - cells(left) - cells(right), 0)
        parts = [*left, Part(" " * gap, "text"), *right]
        strip = Strip([Segment(part.text, self._styles(part.style)) for part in parts])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()

    def part_at(self, x: int) -> Part | None:
        """The part in a column."""
        left, right = self.parts(self.size.width)
        offset = 0
        gap = max(self.size.width - cells(left) - cells(right), 0)
        for part in (*left, Part(" " * gap, "text"), *right):
            offset += cell_len(part.text)
            if x < offset:
                return part
        return None

    async def on_click(self, event: events.Click) -> None:
        """Do what the part under the mouse does."""
        part = self.part_at(event.x)
        if part is not None and part.action:
            event.stop()
            await self.run_action(part.action)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the part under the mouse."""
        part = self.part_at(event.x)
        tooltip = Content(part.tooltip) if part is not None and part.tooltip else None
        if str(tooltip) != str(self.tooltip):
            self.tooltip = tooltip
