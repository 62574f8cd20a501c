"""The shades of a heat map: how much of one article stands in another, at a glance."""

from __future__ import annotations

SHADES = ((0.75, "█"), (0.5, "▓"), (0.25, "▒"), (0.0, "░"))
"""From which share on a cell is shaded how."""

NOTHING = "·"

ITSELF = "╲"


def shade(share: float) -> str:
    """The shade of a share from 0 to 1."""
    return next(sign for least, sign in SHADES if share >= least)
