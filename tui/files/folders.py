"""The user's own folders for configuration, cache, state and log, whether or not they are there.

Someone may have none: no HOME is set, and the system knows no home of theirs. What is looked
for there is then not found, what is written there refused, and never taken for a folder below
the current one.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


T = TypeVar("T")


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


def read_own(file: Path, most: int, *, trusted: bool = False) -> bytes:
    """Read a file that the program keeps, whatever has come into its place.

    A pipe there would never end, and a device neither.

    Args:
        most: The most bytes that it may have.
        trusted: Whether nobody but the user may have written it, or put it there.

    Raises:
        OSError: It is not there, is no such file, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) if trusted else 0
    with open(file, "rb", buffering=0, opener=lambda name, _: os.open(name, flags)) as opened:
        status = os.fstat(opened.fileno())
        fits = stat.S_ISREG(status.st_mode) and status.st_size <= most
        if not fits or (trusted and not _is_users(status)):
            raise OSError(errno.EINVAL, "isn't a file that this program wrote", str(file))
        return opened.read(most)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Decode JSON that the program keeps, or an index of somebody else's.

    Raises:
        msgspec.DecodeError: It is none, says something else, or is nested without end.
    """
    # Not needed to find the folders, which is done at every start.
    import msgspec

    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError as error:
        raise msgspec.DecodeError("it is nested too deeply") from error


def _is_users(status: os.stat_result) -> bool:
    # Where there are no such owners, the folder is the user's own, with its access list.
    if sys.platform == "win32" or not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def shown(file: Path) -> str:
    """A file in one of these folders, in words."""
    return "none, as no HOME is set" if is_nowhere(file) else str(file)
