"""Colour and weight on a terminal, or brackets and plain text without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "quiet", "mark", "same", "near", "related", "moved", "only"]

# Of the sixteen colours that every terminal theme defines; blue and yellow stay apart for
# readers who confuse red and green.
_CODES: dict[Style, str] = {
    "plain": "",
    "strong": "1",
    "quiet": "2",
    "mark": "1;4;33",
    "same": "2",
    "near": "33",
    "related": "36",
    "moved": "35",
    "only": "1;34",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """How text is set off.

    Attributes:
        colour: Whether escape sequences may be written.
    """

    colour: bool

    def __call__(self, text: str, style: Style) -> str:
        """The text in a style; unchanged without colour.

        Args:
            text: Inert text on one line.
            style: What it is.
        """
        code = _CODES[style]
        if not self.colour or not code or not text:
            return text
        return f"\x1b[{code}m{text}\x1b[0m"
