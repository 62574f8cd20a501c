"""Which pages stand under some paths."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUFFIXES = frozenset({".txt"})
"""What a page's file name ends in; a file that is named itself may end in anything."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no article, and why, for a person to read."""

    path: str
    reason: str


def find(given: Iterable[str]) -> tuple[tuple[str, ...], dict[str, Unreadable]]:
    """Find the pages under some paths.

    Args:
        given: Files and folders. Of a folder, its own pages are taken, by name.

    Returns:
        The paths of the pages in the order in which they are listed, each once, and what is
        wrong with those among them that are folders without pages.
    """
    found: dict[str, str] = {}
    faults: dict[str, Unreadable] = {}
    for path in given:
        pages = _pages_of(path, faults) if Path(path).is_dir() else (path,)
        for page in pages:
            found.setdefault(os.path.normpath(page), page)
    return tuple(found.values()), faults


def _pages_of(folder: str, faults: dict[str, Unreadable]) -> Sequence[str]:
    try:
        pages = pages_in(folder)
    except OSError as error:
        reason = f"cannot be listed ({error.strerror}); check its permissions"
        faults[folder] = Unreadable(folder, reason)
        return (folder,)
    if not pages:
        reason = "has no pages (.txt files); save pages as text there, or name another folder"
        faults[folder] = Unreadable(folder, reason)
        return (folder,)
    return pages


def pages_in(folder: str) -> list[str]:
    """The pages that stand in a folder itself.

    Args:
        folder: A folder that is there.

    Returns:
        Their paths below the folder as given, sorted by name; hidden files are left out.

    Raises:
        OSError: The folder cannot be listed.
    """
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and Path(entry.name).suffix.lower() in SUFFIXES
            and not _is_folder(entry)
        )
    return [name if folder == "." else os.path.join(folder, name) for name in names]  # noqa: PTH118


def configured_paths(articles: Iterable[str]) -> list[str]:
    """What a configuration's `articles` come to on this machine.

    Args:
        articles: Files, folders and glob patterns.

    Returns:
        The files and folders that are there, in order; none where nothing is.
    """
    found: list[str] = []
    for entry in articles:
        if os.path.lexists(entry):
            found.append(entry)
        elif glob.has_magic(entry):
            found += sorted(glob.glob(entry, recursive=True))  # noqa: PTH207
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A looping link; reading it will say so.
        return False
