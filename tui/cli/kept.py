"""The first comparison of the last run, kept so that the same pages open at once.

What is kept counts only while everything it was made from is as it was: the pages, their
folders, the configuration, and the program itself, each by times of change, size and inode. It
stands in the user's cache folder, in a file that only the user may write, and can be deleted
at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui import __version__
from tui.config.keeping import keep_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROGRAM = Path(__file__).parent.parent
_SOURCES = (".py", ".tcss")

MOST_BYTES = 2_000_000
"""More than the first comparison of the pages that are read ahead ever takes."""

TICK = 20_000_000
"""Nanoseconds by which the time of a change may lag behind the clock."""

# A file that was cut off can make unpickling raise any of these.
_UNREADABLE = (
    OSError,
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)

Stamp = tuple[int, int, int, int, int] | None
"""Of a file or folder the times of change (of its content and of anything about it), its size, and
where it is on which disk; None where there is none."""


class Kept(NamedTuple):
    """What was kept: what it depends on, with its stamps, and the pickled result."""

    program: str
    stamps: dict[str, Stamp]
    result: bytes


def recall(request: Sequence[object]) -> Any:
    """The result of a request, or None where none is kept that still holds.

    Args:
        request: What was asked for, as plain values that say all of it.
    """
    with contextlib.suppress(*_UNREADABLE):
        file = _file(request)
        found = file.stat()
        # Unpickling may run anything, as importing may: only what the user alone could write.
        if not _is_own(found) or found.st_size > MOST_BYTES:
            return None
        kept = Kept(*pickle.loads(file.read_bytes()))  # noqa: S301
        if kept.program == _program() and kept.stamps == _stamps(kept.stamps):
            return pickle.loads(kept.result)  # noqa: S301
    return None


def _is_own(found: os.stat_result) -> bool:
    # Where there are no such owners, the folder is the user's own, with its access list.
    if sys.platform == "win32" or not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def keep(
    request: Sequence[object], result: object, depends: Sequence[str], since: int | None = None
) -> None:
    """Keep a result; where nothing can be kept, nothing is.

    Args:
        request: What was asked for.
        result: The result, which must be picklable.
        depends: The files and folders that it was made from, whether or not they are there.
        since: When they were begun to be read, in nanoseconds since 1970; where one has been
            changed since, what was read may be older than it, and nothing is kept.
    """
    stamps = _stamps(depends)
    if since is not None and any(stamp and stamp[1] > since - TICK for stamp in stamps.values()):
        return
    pickled = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    kept = Kept(_program(), stamps, pickled)
    with contextlib.suppress(OSError):
        keep_file(_file(request), pickle.dumps(tuple(kept)), flush=False)


def _stamps(paths: Sequence[str] | dict[str, Stamp]) -> dict[str, Stamp]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    # Who edits a page can set the first time back, but not the second.
    times = (found.st_mtime_ns, found.st_ctime_ns)
    return (*times, found.st_size, found.st_ino, found.st_dev)


def _program() -> str:
    """The program as it is now: another version, or an edited checkout, has another one."""
    digest = hashlib.sha256(__version__.encode())
    for one in sorted(_sources(str(_PROGRAM))):
        digest.update("\0".join(map(str, one)).encode(errors="surrogateescape"))
    return digest.hexdigest()


def _sources(folder: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SOURCES):
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_ctime_ns, found.st_size
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path)


def _file(request: Sequence[object]) -> Path:
    from tui.config.locating import cache_folder

    # A folder that was deleted has no path: an OSError, as where nothing can be read.
    asked = hashlib.sha256(repr((os.getcwd(), *request)).encode(errors="surrogateescape"))  # noqa: PTH109
    return cache_folder() / f"opening-{asked.hexdigest()[:16]}.pickle"
