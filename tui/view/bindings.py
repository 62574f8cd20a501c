"""Commands as Textual bindings, and the names of their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import key_to_character

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
    return _KEY_NAMES.get(key) or one_name(key)


def one_name(key: str) -> str:
    """One name for each key: "question_mark" is "?".

    Args:
        key: A key as Textual calls it.
    """
    character = key_to_character(key)
    return character if character and character.isprintable() and character != " " else key


def key_table() -> str:
    """The README's table of keys, as Markdown."""
    lines = ["| keys | what they do | id |", "| --- | --- | --- |"]
    for command in COMMANDS:
        names = " ".join(f"`{name}`" for name in key_names(command.id, {}))
        lines.append(f"| {names} | {command.tooltip} | `{command.id}` |")
    return "\n".join(lines) + "\n"
