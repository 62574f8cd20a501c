"""Keys that a user gives to commands: what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.keys import Keys

from tui.view.bindings import one_name
from tui.view.command import SCREENS
from tui.view.commands import BY_ID, COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.view.command import Command

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
                reason = f"`{key}` is no key; write a character, or a name such as f3 or ctrl+k"
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

    found = process.extractOne(command_id, list(BY_ID), scorer=fuzz.ratio, score_cutoff=ALIKE)
    proposed = f"did you mean `{found[0]}`?" if found else "the README lists them all"
    return f"there is no command `{command_id}`; {proposed}"


def _each(keys: str) -> list[str]:
    return [one_name(key.strip()) for key in keys.split(",")]


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return len(name) == 1 or name == "space" or name in {one.value for one in Keys}
