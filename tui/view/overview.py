"""The whole comparison in one column: what each stretch of it is, at a glance."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.presentation.rows import Look
    from tui.view.layout import Layout

SIGNS: dict[Look, str] = {
    "same": "░",
    "near": "▒",
    "related": "∼",
    "moved": "↕",
    "only-left": "▌",
    "only-right": "▐",
    "fold": "┈",
    "stop": "╌",
}
"""What stands for a kind of row; the half blocks stand on the side that has the paragraph."""

_WEIGHTS: dict[Look, int] = {"moved": 3, "chrome": 0}
"""How many lines a line counts for: what moved is rare, and looked for."""


def overview(layout: Layout, height: int) -> list[Look | None]:
    """What stands where, drawn to scale.

    Args:
        layout: The comparison.
        height: Lines to draw it on.

    Returns:
        For each line the kind of row that takes most of its stretch; None below the end.
    """
    if not height or not layout.height:
        return [None] * height
    # A comparison that is shorter than the window is not stretched.
    scale = max(layout.height / height, 1.0)
    taken: list[defaultdict[Look, float]] = [defaultdict(float) for _ in range(height)]
    for index, row in enumerate(layout.document.rows):
        top = layout.top(index)
        bottom = top + max(layout.row_height(index), 1)
        weight = _WEIGHTS.get(row.look, 1)
        first = min(int(top / scale), height - 1)
        last = min(int((bottom - 0.001) / scale), height - 1)
        for line in range(first, last + 1):
            inside = min(bottom, (line + 1) * scale) - max(top, line * scale)
            taken[line][row.look] += weight * inside
    return [_most(looks) for looks in taken]


def _most(looks: dict[Look, float]) -> Look | None:
    taken, look = max(((lines, look) for look, lines in looks.items()), default=(0.0, None))
    return look if taken else None


def line_at(layout: Layout, y: int, height: int) -> int:
    """The layout's line that a line of the overview stands for.

    Args:
        layout: The comparison.
        y: A line of the overview.
        height: Its lines.
    """
    scale = max(layout.height / max(height, 1), 1.0)
    return min(int((y + 0.5) * scale), max(layout.height - 1, 0))
