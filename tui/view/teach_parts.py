"""The lines of the view in which a rule is taught: the choice, the name, what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.line import Line, Part, shortened
from tui.view.one_line import OneLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.chrome.deriving import Verdict


class Choice(Line):
    """Drop or keep; a click turns it."""

    DEFAULT_CSS = "Choice { width: 26; }"

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict = "drop"

    def show(self, verdict: Verdict) -> None:
        """Show what was chosen."""
        self._verdict = verdict
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Both, the chosen one set off."""
        parts = [Part(" ", "text")]
        for verdict in ("drop", "keep"):
            chosen = verdict == self._verdict
            style = "name" if chosen else "faint"
            sign = "●" if chosen else "○"
            parts.append(Part(f"{sign} {verdict}  ", style, "screen.turn_verdict"))
        return [*parts, Part("  name", "faint")], []


class Saying(Line):
    """One sentence."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual calls it so
        super().__init__()
        self.id = id
        self._text = ""
        self._style = "text"

    def say(self, text: str, style: str = "text") -> None:
        """Say something inert in a style."""
        self._text, self._style = text, style
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The sentence, cut to the room."""
        return [Part(f" {shortened(self._text, width - 2)}", self._style)], []


class NameLine(OneLine, inherit_bindings=True):
    """Where the rule's name is typed."""

    joint = "-"

    DEFAULT_CSS = """
    NameLine { height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; }
    NameLine:focus { border: none; background: $boost; }
    """


def is_name(name: str) -> bool:
    """Whether a rule may have a name."""
    return bool(name) and all(part.isascii() and part.isalnum() for part in name.split("-"))
