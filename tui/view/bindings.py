"""Commands as Textual bindings, the names of their keys, and keys that the user chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from tui.view.command import SCREENS
from tui.view.commands import BY_ID, COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.view.command import Scope, View

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


def bindings(scope: Scope, view: View = "compare") -> list[Binding]:
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
    """What a reader calls the keys of a command.

    Args:
        command_id: The command.
        keys: Keys from config.yaml by command id, which replace the default ones.
    """
    chosen = keys.get(command_id, BY_ID[command_id].keys)
    return [_key_name(key.strip()) for key in chosen.split(",")]


def _key_name(key: str) -> str:
    if key.startswith("shift+"):
        return "Shift+" + _key_name(key.removeprefix("shift+"))
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _KEY_NAMES.get(key) or _one_name(key)


def key_problems(keys: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys in config.yaml, as sentences for its author."""
    problems = []
    known = ", ".join(BY_ID)
    owners: dict[str, str] = {}
    for command_id, chosen in keys.items():
        if command_id not in BY_ID:
            problems.append(f"keys: there is no command {command_id!r}; there are {known}.")
            continue
        for key in map(_one_name, map(str.strip, chosen.split(","))):
            if not _is_key(key):
                problems.append(f"keys: {command_id}: {key!r} is no key that Textual knows.")
            elif _meet(owners.setdefault(key, command_id), command_id):
                problems.append(f"keys: {key!r} is given to {owners[key]} and to {command_id}.")
    return problems


def _meet(one: str, other: str) -> bool:
    """Whether two commands work in one view, and so cannot share a key."""
    first, second = BY_ID[one], BY_ID[other]
    return one != other and any(first.works_in(view) and second.works_in(view) for view in SCREENS)


def usable_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """The keys from config.yaml that name a command and that Textual knows."""
    usable = {}
    for command_id, chosen in keys.items():
        good = [key for key in map(str.strip, chosen.split(",")) if _is_key(_one_name(key))]
        if command_id in BY_ID and good:
            usable[command_id] = ",".join(good)
    return usable


def _one_name(key: str) -> str:
    """One name for each key: "question_mark" is "?"."""
    character = key_to_character(key)
    return character if character and character.isprintable() and character != " " else key


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in ("ctrl", "shift", "alt", "meta", "super") for modifier in modifiers):
        return False
    return len(name) == 1 or name == "space" or name in {one.value for one in Keys}


def key_table() -> str:
    """The README's table of keys, as Markdown."""
    lines = ["| keys | what they do | id |", "| --- | --- | --- |"]
    for command in COMMANDS:
        names = " ".join(f"`{name}`" for name in key_names(command.id, {}))
        lines.append(f"| {names} | {command.tooltip} | `{command.id}` |")
    return "\n".join(lines) + "\n"
