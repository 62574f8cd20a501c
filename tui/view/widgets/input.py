"""A line to type in.

It stands apart from the other widgets, as what it needs of Textual takes a while to import and
nobody types before the first screen is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Paste


def as_one_line(text: str, joint: str = " ") -> str:
    """Text of several lines as one line, without empty lines and what indents the others.

    A single line stays as it is.
    """
    lines = text.splitlines()
    if len(lines) < 2:
        return "".join(lines)
    return joint.join(line.strip() for line in lines if line.strip())


class OneLine(Input, inherit_bindings=True):
    """A line to type in. Several lines that are pasted come into it as one, not the first only."""

    joint: ClassVar[str] = " "
    """What stands where a pasted line ended."""

    def on_paste(self, event: Paste) -> None:
        """Make one line of what Textual is about to paste."""
        event.text = as_one_line(event.text, self.joint)
