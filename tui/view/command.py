"""A command: what a reader can do, where, and with which keys."""

from __future__ import annotations

from typing import Literal

import msgspec

Scope = Literal["app", "screen"]

View = Literal["compare", "coverage", "matrix", "page", "why", "teach"]
"""What a screen shows; the main one compares, and a rule is taught from the page."""


class Command(msgspec.Struct, frozen=True):
    """Something a reader can do.

    Attributes:
        id: The binding's id, which `keys:` in config.yaml refers to.
        keys: The default keys, separated by commas.
        action: The Textual action.
        name: What the palette calls it.
        tooltip: One sentence for tooltip, palette, help and README.
        scope: Whether the app or the screen carries it out.
        views: The views that have it, where the screen carries it out.
    """

    id: str
    keys: str
    action: str
    name: str
    tooltip: str
    scope: Scope = "screen"
    views: tuple[View, ...] = ("compare",)

    def works_in(self, view: View) -> bool:
        """Whether a view has it."""
        return self.scope == "app" or view in self.views

    @property
    def full_action(self) -> str:
        """The action with its namespace, to be run from anywhere."""
        return f"{self.scope}.{self.action}"


ROWS: tuple[View, ...] = ("compare", "coverage", "matrix", "page", "why", "teach")
"""The views in which a cursor stands on a row."""

TABLES: tuple[View, ...] = ("coverage", "matrix")
"""The views in which it stands on a column as well."""

LEFT: tuple[View, ...] = ("compare", "coverage", "page")
"""The views of the article on the left."""

VIEWS: tuple[View, ...] = ("compare", *TABLES, "page", "why")
"""The views that are one key away from each other."""

SCREENS: tuple[View, ...] = (*VIEWS, "teach")
"""All of them."""
