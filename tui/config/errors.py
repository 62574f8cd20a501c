"""What is wrong with a configuration file, and where."""

from __future__ import annotations

from typing import NamedTuple

from tui.text.inert import inert


class Position(NamedTuple):
    """A place in a file; `line` and `column` are counted from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class ConfigError(Exception):
    """A configuration that cannot be used.

    Attributes:
        place: Where the fault is; None where the file itself cannot be read.
        reason: What is wrong, what was expected and what to do, for a person to read.
        hint: Which file it is, where that may not be clear; empty where it is.
    """

    def __init__(self, reason: str, place: Position | None = None, hint: str = "") -> None:
        # A configuration may be anybody's file: its words are shown, never obeyed.
        shown = "\n".join(inert(line) for line in reason.split("\n"))
        said = f"{inert(str(place))}: {shown}" if place else shown
        super().__init__(f"{said}\n{hint}" if hint else said)
        self.place = place
        self.reason = shown
        self.hint = hint

    @property
    def order(self) -> tuple[int, int]:
        """Line and column, to tell which of several errors stands first."""
        return (self.place.line, self.place.column) if self.place else (0, 0)
