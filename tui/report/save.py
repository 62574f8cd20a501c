"""A file written whole or not at all: beside its place first, then moved there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui.files.names import fault_of_name
from tui.files.write import refusal, usual_mode, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable


class TakenError(Exception):
    """There is a file of that name already, and nobody said that it may be replaced."""


class UnwritableError(Exception):
    """The file could not be written; the message says why, and what to do.

    Nothing of it is left, and what was in its place is as it was.
    """


def save(path: str | os.PathLike[str], chunks: Iterable[str], *, overwrite: bool = False) -> None:
    """Write a file whole or not at all.

    Args:
        path: Where to; its folder must be there.
        chunks: The text, in parts that are written as they come.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        TakenError: There is something of that name, and it may not be replaced. Nothing is
            asked of `chunks` then.
        UnwritableError: The folder is missing or may not be written, the disk is full, or what
            is there is no regular file, such as a link, which is never followed.
    """
    file = Path(os.fspath(path))
    if fault := fault_of_name(file.name):
        raise UnwritableError(f"{fault}; choose another name")
    if os.path.isdir(file):  # noqa: PTH112 - pathlib raises where a name is too long
        raise UnwritableError("it is a folder; name a file in it")
    if not overwrite and os.path.lexists(file):
        raise TakenError(f"{os.fspath(path)} is there already")
    if os.path.islink(file):  # noqa: PTH114 - which never raises
        # The folder may be somebody else's, and the link lead anywhere.
        target = os.fspath(file.parent / file.readlink())
        raise UnwritableError(f"it is a link to {target}; name that file itself")
    if os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113
        # A device or a pipe would be replaced by a file, for everyone.
        raise UnwritableError("it is no regular file; print to it instead")
    try:
        mode = file.stat().st_mode & 0o777 if os.path.exists(file) else usual_mode()  # noqa: PTH110
        # "\n" on every system: the same input gives the same bytes.
        parts = (chunk.encode("utf-8", "replace") for chunk in chunks)
        write_whole(file, parts, mode=mode, replace=overwrite)
    except FileExistsError:
        raise TakenError(f"{file} is there already") from None
    except OSError as error:
        raise UnwritableError(refusal(error)) from error
