"""The keys of commands: as Textual bindings, in words, as users set them, and in other views.

A key that does nothing where a reader is may do something elsewhere; then that is said. Keys
from config.yaml are checked before the app opens, as Textual would take the last of two commands
that share one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.binding import Binding
from textual.keys import Keys, key_to_character

from tui.view.commands import BY_ID, COMMANDS, SCREENS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.view.commands import Command, KeyScope, View


_KEY_NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "f1": "F1",
    "space": "Space",
    "tab": "Tab",
}


_FIRST = ("articles", "quit-anywhere", "palette")
"""Commands whose keys no widget may take for itself."""


def bindings(scope: KeyScope, view: View = "compare") -> list[Binding]:
    """The Textual bindings of the app, or of the screen that shows a view."""
    return [
        Binding(
            command.keys,
            command.action,
            command.name,
            tooltip=command.tooltip,
            id=command.id,
            priority=command.id in _FIRST,
        )
        for command in COMMANDS
        if command.scope == scope and command.works_in(view)
    ]


def key_names(command_id: str, keys: Mapping[str, str]) -> list[str]:
    """What a reader calls the keys of a command, those from config.yaml instead of its own."""
    chosen = keys.get(command_id, BY_ID[command_id].keys)
    return [_key_name(key.strip()) for key in chosen.split(",")]


def _key_name(key: str) -> str:
    if key.startswith("shift+"):
        return "Shift+" + _key_name(key.removeprefix("shift+"))
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _KEY_NAMES.get(key) or one_name(key)


def one_name(key: str) -> str:
    """One name for each key, whichever Textual gives it: "question_mark" is "?"."""
    character = key_to_character(key)
    return character if character and character.isprintable() and character != " " else key


def key_table() -> str:
    """The README's table of keys, as Markdown."""
    lines = ["| keys | what they do | id |", "| --- | --- | --- |"]
    for command in COMMANDS:
        names = " ".join(f"`{name}`" for name in key_names(command.id, {}))
        lines.append(f"| {names} | {command.tooltip} | `{command.id}` |")
    return "\n".join(lines) + "\n"


ALIKE = 60
"""How alike, of 100, a command must be that is proposed for one that is not there."""


_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super"})


class KeyFault(msgspec.Struct, frozen=True):
    """What is wrong with the keys of a command.

    Attributes:
        command_id: What they are given to.
        reason: What is wrong and what to do, for a person to read.
        known: Whether there is such a command; then it is its keys that are wrong.
    """

    command_id: str
    reason: str
    known: bool = True


def key_faults(keys: Mapping[str, str]) -> list[KeyFault]:
    """What is wrong with keys that a user gives to commands.

    Args:
        keys: Keys by command id, several separated by commas; they replace the usual ones.

    Returns:
        One for each command that is not there, each key that is none, and each key that would
        do two things in one view.
    """
    faults = []
    for command_id, chosen in keys.items():
        command = BY_ID.get(command_id)
        if command is None:
            faults.append(KeyFault(command_id, _no_command(command_id), known=False))
            continue
        for key in _each(chosen):
            if not _is_key(key):
                reason = f"`{key}` is not a key; write a character, or a name such as f3 or ctrl+k"
                faults.append(KeyFault(command_id, reason))
            elif other := next(_others(key, command, keys), None):
                faults.append(KeyFault(command_id, _taken(key, other, keys)))
    return faults


def _others(key: str, command: Command, keys: Mapping[str, str]) -> Iterator[Command]:
    """The commands that have a key in a view in which this one works too."""
    for other in COMMANDS:
        meets = any(command.works_in(view) and other.works_in(view) for view in SCREENS)
        if other is not command and meets and key in _each(keys.get(other.id, other.keys)):
            yield other


def _taken(key: str, other: Command, keys: Mapping[str, str]) -> str:
    if other.id in keys:
        return f"`{key}` is given to `{other.id}` too; in one view a key can do one thing only"
    return f"`{key}` is the key of `{other.id}`; choose another one, or give that another one too"


def _no_command(command_id: str) -> str:
    # Not needed where nothing is wrong.
    from rapidfuzz import fuzz, process

    likest = process.extractOne(command_id, list(BY_ID), scorer=fuzz.ratio, score_cutoff=ALIKE)
    proposed = f"did you mean `{likest[0]}`?" if likest else "docs/keys.md lists them all"
    return f"there is no command `{command_id}`; {proposed}"


def _each(keys: str) -> list[str]:
    return [one_name(key.strip()) for key in keys.split(",")]


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return len(name) == 1 or name == "space" or name in {one.value for one in Keys}


PLACES: Mapping[View, str] = {
    "compare": "in the comparison",
    "coverage": "in the coverage",
    "matrix": "in the matrix",
    "history": "in the history",
    "page": "on a page",
    "why": "in the Why view",
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


def _way(place: View, view: View, keys: Mapping[str, str]) -> str:
    """The key that opens another view, in brackets; empty where no key of this one does."""
    for command in COMMANDS:
        if command.action == f"view({place!r})" and command.works_in(view):
            return f" ({key_names(command.id, keys)[0]})"
    return ""


def said_of(key: str, character: str | None, view: View, keys: Mapping[str, str]) -> str:
    """Why a key does nothing in a view: where it does something, and what.

    A sentence; empty for a key that no reader takes for a command, as it types nothing.
    """
    name = one_name(key)
    for command, place in elsewhere(view):
        chosen = keys.get(command.id, command.keys).split(",")
        if name in [one_name(one.strip()) for one in chosen]:
            shown = key_names(command.id, {command.id: key})[0]
            return f"{shown} works {PLACES[place]}{_way(place, view, keys)}: {command.tooltip}"
    if character is None or not character.isprintable():
        return ""
    return f"{name} does nothing here. {key_names('help', keys)[0]} lists the keys that do."
