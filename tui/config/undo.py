"""Changes of a user's file of rules, kept in the state folder so that a later run can undo them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from tui.files.folders import from_json, own_folder, read_own
from tui.files.write import write_whole

if TYPE_CHECKING:
    from pathlib import Path


class Undoable(msgspec.Struct, frozen=True):
    """A change of a file of rules that can be undone, in a later run too: what it was and became.

    Attributes:
        path: The file.
        rule: The rule that was added, switched or deleted.
        before: The file's content before; None where there was no file.
        after: Its content since.
    """

    path: str
    rule: str
    before: bytes | None
    after: bytes


MOST_UNDONE = 20
"""How many changes of a file of rules are kept to be undone."""


_MOST_BYTES = 50_000_000
"""A larger file was not written here: it has two whole files of rules for each change."""


def undoable(path: Path) -> list[Undoable]:
    """The changes of a file of rules that are kept to be undone, the last one last."""
    return [one for one in _kept_changes() if one.path == str(path.absolute())]


def keep_change(change: Undoable) -> None:
    """Keep a change, so that it can be undone in a later run; without a state folder it isn't."""
    _keep_changes([*_kept_changes(), change][-MOST_UNDONE:])


def forget_change(change: Undoable) -> None:
    """Keep a change no longer: it was undone."""
    _keep_changes([one for one in _kept_changes() if one != change])


def _kept_changes() -> list[Undoable]:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return from_json(read_own(_changes_file(), _MOST_BYTES), list[Undoable])
    return []


def _keep_changes(changes: list[Undoable]) -> None:
    with contextlib.suppress(OSError):
        file = _changes_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, [msgspec.json.encode(changes)], mode=0o600)


def _changes_file() -> Path:
    return own_folder("state") / "taught.json"
