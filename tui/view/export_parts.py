"""The lines of the window in which a reader says what to hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.exporting import WHATS
from tui.view.line import Line, Part, cells, shortened
from tui.view.one_line import OneLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.view.exporting import Form, Subject, What

_LABEL = 8
"""Cells of the words before the choices."""


class WhatLine(Line):
    """One of the things that can be handed over; a click chooses it."""

    def __init__(self, what: What, subject: Subject, names: Mapping[str, str]) -> None:
        super().__init__()
        self._what = what
        self._subject = subject
        self._names = names
        self._chosen = False

    def choose(self, what: What) -> None:
        """Show which one is chosen."""
        self._chosen = what == self._what
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """What it is, set off where it is chosen."""
        place = WHATS.index(self._what)
        label = Part(f"{'' if place else 'what':{_LABEL}}", "faint")
        text = f"{'●' if self._chosen else '○'} {self._said()}"
        style = "name" if self._chosen else "text"
        text = shortened(text, width - _LABEL)
        return [label, Part(text, style, f"screen.what({place})")], []

    def _said(self) -> str:
        names = self._names
        if self._what == "pair":
            left, right = (names[article.path] for article in self._subject.pair)
            return f"this pair: {left} │ {right}"
        if self._what == "coverage":
            return f"who has which paragraph of {names[self._subject.chosen.path]}"
        return f"the whole set: {len(self._subject.articles)} articles"


class FormLine(Line):
    """The formats there are; a click chooses one."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: Sequence[Form] = ()
        self._chosen: Form | None = None

    def show(self, forms: Sequence[Form], chosen: Form | None) -> None:
        """Show the formats, and which one the name of the file asks for, if any."""
        self._forms, self._chosen = forms, chosen
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """All of them, or where there is no room the chosen one and how many there are."""
        parts = [Part(f"{'as':{_LABEL}}", "faint")]
        for place, form in enumerate(self._forms):
            chosen = form == self._chosen
            text = f"{'●' if chosen else '○'} {form.name}  "
            style = "name" if chosen else "text"
            parts.append(Part(text, style, f"screen.choose_form({place})"))
        if cells(parts) <= width:
            return parts, []
        name = "no format" if self._chosen is None else self._chosen.name
        more = Part(f"  1 of {len(self._forms)}", "faint")
        return [parts[0], Part(f"● {name}", "name", "screen.form(1)"), more], []


class FileLine(OneLine, inherit_bindings=True):
    """Where the name of the file is typed."""

    DEFAULT_CSS = """
    FileLine { height: 1; border: none; padding: 0 1; background: $boost; }
    FileLine:focus { border: none; background: $boost; }
    """
