"""A file written whole or not at all: beside its place first, then moved there."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tui.text.file_names import fault_of_name
from tui.text.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOR_ALL = 0o666
_FORBIDDEN = "check the permissions of its folder"
if sys.platform == "win32":
    _FORBIDDEN += ", and close the file where it is open in another program"


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
            is there is no regular file.
    """
    file = Path(os.fspath(path))
    if fault := fault_of_name(file.name):
        raise UnwritableError(f"{fault}; choose another name")
    if os.path.isdir(file):  # noqa: PTH112 - pathlib raises where a name is too long
        raise UnwritableError("it is a folder; name a file in it")
    if not overwrite and os.path.lexists(file):
        raise TakenError(f"{os.fspath(path)} is there already")
    if os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113
        # A device or a pipe would be replaced by a file, for everyone.
        raise UnwritableError("it is no regular file; print to it instead")
    try:
        beside = _beside(file)
    except OSError as error:
        raise UnwritableError(_reason(error)) from error
    try:
        _write(beside, chunks)
        _move(beside, file, overwrite=overwrite)
    except OSError as error:
        raise UnwritableError(_reason(error)) from error
    finally:
        # Also after Ctrl+C, and whatever went wrong while the text was made.
        with contextlib.suppress(OSError):
            beside.unlink()


def _beside(file: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".compare-", suffix=".part", dir=file.parent)
    os.close(handle)
    return Path(name)


def _write(beside: Path, chunks: Iterable[str]) -> None:
    # "\n" on every system: the same input gives the same bytes.
    with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        for chunk in chunks:
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _move(beside: Path, file: Path, *, overwrite: bool) -> None:
    if overwrite:
        mode = file.stat().st_mode & 0o777 if file.exists() else _usual_mode()
        beside.chmod(mode)
        # A link stays a link: what it points to is replaced.
        replace_file(beside, file.resolve())
        return
    beside.chmod(_usual_mode())
    try:
        # Unlike a rename, a link never replaces what has come there meanwhile.
        os.link(beside, file)
    except FileExistsError:
        raise TakenError(f"{file} is there already") from None
    except OSError:
        # A file system without hard links.
        _rename(beside, file)


def _rename(beside: Path, file: Path) -> None:
    try:
        beside.rename(file)
    except FileExistsError:
        # As Windows says it.
        raise TakenError(f"{file} is there already") from None


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return _FOR_ALL & ~mask


def _reason(error: OSError) -> str:
    advice = {
        "FileNotFoundError": "is the folder there?",
        "NotADirectoryError": "what should be its folder is a file",
        "PermissionError": _FORBIDDEN,
    }.get(type(error).__name__, "is the disk full?")
    return f"{error.strerror or error}; {advice}"
