"""What a key or a command does in another view than the one that is open, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.bindings import key_names, one_name
from tui.view.command import VIEWS
from tui.view.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.view.command import Command, View

PLACES: Mapping[View, str] = {
    "compare": "in the comparison",
    "coverage": "in the coverage",
    "matrix": "in the matrix",
    "page": "on a page",
    "why": "in the view why",
    "teach": "where a rule is taught",
}
"""By view: where a reader is who sees it."""


def home(command: Command) -> View | None:
    """The view to go to for a command; None where no key leads to one that has it."""
    return next((view for view in VIEWS if command.works_in(view)), None)


def elsewhere(view: View) -> Iterator[tuple[Command, View]]:
    """The commands that a view has not, each with the view to go to for it."""
    for command in COMMANDS:
        place = home(command)
        if place is not None and not command.works_in(view):
            yield command, place


def said_of(key: str, character: str | None, view: View, keys: Mapping[str, str]) -> str:
    """Why a key does nothing in a view: where it does something, and what.

    Args:
        key: The key as Textual calls it.
        character: What it types, if anything.
        view: The view that is open.
        keys: Keys from config.yaml by command id, which replace the default ones.

    Returns:
        A sentence; empty for a key that no reader takes for a command.
    """
    name = one_name(key)
    for command, place in elsewhere(view):
        chosen = keys.get(command.id, command.keys).split(",")
        if name in [one_name(one.strip()) for one in chosen]:
            shown = key_names(command.id, {command.id: key})[0]
            return f"{shown} works {PLACES[place]}: {command.tooltip}"
    if character is None or not character.isprintable():
        return ""
    return f"{name} does nothing here. {key_names('help', keys)[0]} lists the keys that do."
