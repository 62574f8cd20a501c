"""The user's own folders for configuration, cache, state and log, whether or not they are there.

Someone may have none: no HOME is set, and the system knows no home of theirs. What is looked
for there is then not found, what is written there refused, and never taken for a folder below
the current one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable


FolderKind = Literal["config", "cache", "state", "log"]


APPLICATION = "compare"


NOWHERE = Path(os.devnull) / APPLICATION
"""A folder that can be neither made nor searched."""


def own_folder(kind: FolderKind) -> Path:
    """The user's own folder for a kind of file, there or not; `NOWHERE` for who has no home."""
    import platformdirs

    find: Callable[..., Path] = getattr(platformdirs, f"user_{kind}_path")
    try:
        folder = find(APPLICATION, appauthor=False)
    except (KeyError, OSError, RuntimeError):
        return NOWHERE
    # Where no home is known, `~` is left as it stands.
    return folder if folder.is_absolute() else NOWHERE


def is_nowhere(file: Path) -> bool:
    """Whether a file would be in one of these folders, and there is none."""
    return file.is_relative_to(NOWHERE)


def shown(file: Path) -> str:
    """A file in one of these folders, in words."""
    return "none, as no HOME is set" if is_nowhere(file) else str(file)
