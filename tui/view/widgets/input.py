"""What windows are filled with: a line to type in, a list of options.

They stand apart from the other widgets, as what they need of Textual takes a while to import and
nobody opens a window before the first screen is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input, OptionList

if TYPE_CHECKING:
    from typing import Literal

    from textual.events import Click, Paste
    from textual.geometry import Size


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


class OptionsAtAnySize(OptionList):
    """Options of which keys and clicks may come before their layout, and in a window of no width.

    Textual's own list looks up the line of an option that has none yet, or that is gone, and
    breaks lines where there is no room for one letter.
    """

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
        elif direction > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def on_click(self, event: Click) -> None:
        """Pass over a click on an option that is no longer there."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= self.option_count:
            event.prevent_default()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How high it is; as high as with one letter a line where there is room for none."""
        padding = self.get_component_styles("option-list--option").padding.width
        return super().get_content_height(container, viewport, max(width, padding + 1))
