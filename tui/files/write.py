"""Writing a file whole or not at all, through no link, and one process at a time.

A file is written beside its place and moved there when it is finished: who reads it meanwhile,
or loses power, has the old one or the new one. Who writes a part has it locked, so that what a
killed process leaves behind can be told from what another still writes. Where the system
refuses, its reason is put into words, with what to do about it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from io import FileIO
from pathlib import Path
from time import monotonic, sleep, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO


_PREFIX, _SUFFIX = ".compare-", ".part"


LOCK_PATIENCE = 10.0
"""Seconds that another process is waited for which changes the same files."""


_NAP = 0.01


_LEFT_BEHIND = 3600
"""Seconds after which a part counts as left behind where the system cannot tell who has it."""


_TRIES = 10


_FOR_ALL = 0o666


_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def write_whole(
    file: Path, chunks: Iterable[bytes], *, mode: int, replace: bool = True, flush: bool = True
) -> None:
    """Write a file beside its place, then move it there. No link in its place is followed.

    What killed processes have left behind in the folder is removed.

    Args:
        file: The file; its folder must be there.
        chunks: What to write, in parts that are written as they come.
        mode: Its permissions.
        replace: Whether what is in its place may be replaced.
        flush: Whether to wait until it is on the disk, its name too.

    Raises:
        FileExistsError: There is something in its place, which may not be replaced.
        OSError: It cannot be written; nothing is left of it, and what was there is as it was.
    """
    _sweep(file.parent)
    out, beside = _part(file.parent)
    try:
        with out:
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            if flush:
                os.fsync(out.fileno())
            with contextlib.suppress(OSError):
                beside.chmod(mode)
            if os.name == "nt":
                # An open file cannot be moved there.
                out.close()
            _move(beside, file, replace=replace)
    finally:
        # Also after Ctrl+C, and whatever went wrong while the parts were made.
        with contextlib.suppress(OSError):
            beside.unlink()
    if flush:
        _flush_folder(file.parent)


@contextlib.contextmanager
def alone(lock: Path, patience: float = LOCK_PATIENCE) -> Iterator[None]:
    """Let no other process do the same meanwhile.

    Where there can be no lock, as in some network folders, the last change wins.

    Args:
        lock: A file that stands for what is changed; it is made, and stays.
        patience: For how many seconds another process is waited for.

    Raises:
        TimeoutError: Another process has had it for too long.
    """
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = FileIO(os.open(lock, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o600), "r+")
    except OSError:
        yield
        return
    with file:
        until = monotonic() + patience
        while locked(file.fileno()) is False:
            if monotonic() > until:
                raise TimeoutError(errno.ETIMEDOUT, "another compare is writing there")
            sleep(_NAP)
        yield


def usual_mode() -> int:
    """The permissions that a new file has."""
    mask = os.umask(0)
    os.umask(mask)
    return _FOR_ALL & ~mask


def locked(descriptor: int) -> bool | None:
    """Whether an open file is this process's alone until it is closed; None where nothing is."""
    try:
        try:
            import fcntl
        except ImportError:
            import msvcrt  # Windows

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except (ImportError, OSError):
        # Neither system's locks, or none on this disk.
        return None
    return True


def _part(folder: Path) -> tuple[BinaryIO, Path]:
    """A new file in a folder that nobody else reads or sweeps away."""
    # Hardly ever needed at the start, where files are only read.
    import tempfile

    for _ in range(_TRIES):
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        try:
            out, beside = os.fdopen(descriptor, "wb"), Path(name)
            if os.name == "nt" or (locked(descriptor) is not False and is_at(descriptor, beside)):
                return out, beside
            out.close()
        except BaseException:
            # A signal may come at any moment.
            Path(name).unlink(missing_ok=True)
            raise
    raise OSError(errno.EBUSY, "its folder is being swept", str(folder))


def is_at(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that is in a place now."""
    with contextlib.suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    return False


def _sweep(folder: Path) -> None:
    """Remove what processes have left behind that were killed while they wrote."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):
                    _remove_left_behind(Path(entry.path))


def _remove_left_behind(part: Path) -> None:
    found = part.lstat()
    if not stat.S_ISREG(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
        return
    if os.name == "nt":
        if _is_old(found):
            part.unlink()
        return
    descriptor = os.open(part, os.O_RDWR | _NO_LINKS | getattr(os, "O_NONBLOCK", 0))
    try:
        if is_left_behind(descriptor, part):
            part.unlink()
    finally:
        os.close(descriptor)


def is_left_behind(descriptor: int, file: Path) -> bool:
    """Whether an open file is there still, and nobody writes it any more, who would have it locked.

    If so, it is locked from now on.
    """
    left_behind = None if os.name == "nt" else locked(descriptor)
    if left_behind is None:
        return _is_old(os.fstat(descriptor))
    return left_behind and is_at(descriptor, file)


def _is_old(status: os.stat_result) -> bool:
    return time() - status.st_mtime > _LEFT_BEHIND


def _move(beside: Path, file: Path, *, replace: bool) -> None:
    if replace:
        # What is replaced is a link itself, never what it points to.
        replace_file(beside, file)
        return
    try:
        # Unlike a rename, a link never replaces what has come there meanwhile.
        os.link(beside, file)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # A file system without hard links.
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        beside.rename(file)


def _flush_folder(folder: Path) -> None:
    # Not every system can: then the name comes to the disk when the system sees fit.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_ADVICE = {
    "ENOSPC": "is the disk full?",
    "EDQUOT": "is the disk full, or your quota used up?",
    "EFBIG": "is the size of files limited, or is the disk full?",
    "ENOENT": "is the folder there?",
    "ENOTDIR": "its folder is a file",
    "EACCES": "check the permissions of its folder",
    "EPERM": "check the permissions of its folder",
    "EROFS": "this disk is read-only",
    "ENAMETOOLONG": "choose a shorter name",
    "EISDIR": "it is a folder; name a file in it",
    "ELOOP": "its links lead in a circle",
    "ETXTBSY": "another program is using it",
}
"""By the names of error numbers, of which a system need not have all."""


_BY_NUMBER = {getattr(errno, name): said for name, said in _ADVICE.items() if hasattr(errno, name)}


_OF_OUTPUT = frozenset(
    getattr(errno, name)
    for name in (
        "EAGAIN", "EBADF", "ECONNRESET", "EDQUOT", "EFBIG", "EINVAL", "EIO", "ENOSPC", "ENXIO",
        "EPERM", "EROFS", "ESTALE",
    )
    if hasattr(errno, name)
)  # fmt: skip


_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)


def is_full(error: OSError) -> bool:
    """Whether a disk is full, or somebody's share of it."""
    return error.errno in _FULL


def refusal(error: OSError) -> str:
    """The reason why a file was not written and, where it is known, what to do about it."""
    advice = _BY_NUMBER.get(error.errno or 0)
    return f"{reason(error)}; {advice}" if advice else reason(error)


def refusal_of_output(error: OSError) -> str | None:
    """Why standard output was not written; None where something else has failed."""
    # What is written to is open already, so no file is named.
    if error.filename is not None or (error.errno or 0) not in _OF_OUTPUT:
        return None
    advice = f"; {_BY_NUMBER[error.errno or 0]}" if error.errno in _FULL else ""
    return f"can't write the output ({reason(error)}){advice}"


def reason(error: OSError) -> str:
    """The system's own words, or the error's where it has none."""
    return error.strerror or str(error) or type(error).__name__


WAITS = (0.01, 0.03, 0.1, 0.3, 0.5)
"""Seconds that are waited before each further try: together as long as nobody minds."""


def replace_file(beside: Path, file: Path, system: str = sys.platform) -> None:
    """Move a file into the place of another, which may be there.

    Windows refuses that while anybody reads the other one: a virus scanner, a search index, or
    another window of this program. They are done in a moment, so it is tried again.

    Args:
        beside: The finished file, in the same folder or on the same disk.
        file: The place.
        system: The system, as `sys.platform` names it.

    Raises:
        OSError: It cannot be moved; both are as they were.
    """
    for wait in WAITS if system == "win32" else ():
        try:
            beside.replace(file)
        except PermissionError:
            sleep(wait)
        else:
            return
    beside.replace(file)
