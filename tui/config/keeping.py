"""Files written whole or not at all, by one process at a time. All others are only appended to."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from io import FileIO
from pathlib import Path
from time import monotonic, sleep, time
from typing import TYPE_CHECKING

from tui import logbook
from tui.refusals import refusal
from tui.text.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_PREFIX, _SUFFIX = ".compare-", ".part"

PATIENCE = 10.0
"""Seconds that another process is waited for which changes the same files."""

_NAP = 0.01

_LEFT_BEHIND = 3600
"""Seconds after which a part counts as left behind where the system cannot tell who has it."""

_TRIES = 10
_FOR_ALL = 0o666
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


_not_kept: dict[Path, str] = {}


def why_not_kept(file: Path) -> str:
    """Why a file could not be kept when it was to be last; empty where nothing has failed.

    Args:
        file: The file.
    """
    return _not_kept.get(file, "")


def keep_file(file: Path, data: bytes, *, flush: bool = True) -> bool:
    """Write a file of the program's own whole or not at all.

    Where that cannot be done, as on a full disk, nothing is left of it, and what was there
    stays as it was; the log and `why_not_kept` say why.

    Args:
        file: The file; its folder is made where it is not there. Only the user may read it.
        data: What to write.
        flush: Whether to wait until it is on the disk; not for what can be made again.

    Returns:
        Whether it was written.
    """
    _not_kept.pop(file, None)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, [data], mode=0o600, flush=flush)
    except OSError as error:
        _not_kept[file] = refusal(error)
        logbook.note("not kept", file=file, reason=_not_kept[file])
        return False
    return True


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
def alone(lock: Path) -> Iterator[None]:
    """Let no other process do the same meanwhile.

    Where there can be no lock, as in some network folders, the last change wins.

    Args:
        lock: A file that stands for what is changed; it is made, and stays.

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
        until = monotonic() + PATIENCE
        while _locked(file.fileno()) is False:
            if monotonic() > until:
                raise TimeoutError(errno.ETIMEDOUT, "another compare is writing there")
            sleep(_NAP)
        yield


def usual_mode() -> int:
    """The permissions that a new file has."""
    mask = os.umask(0)
    os.umask(mask)
    return _FOR_ALL & ~mask


def _locked(descriptor: int) -> bool | None:
    """Whether a file is this process's alone from now on; None where there are no locks."""
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
        out, beside = os.fdopen(descriptor, "wb"), Path(name)
        if os.name == "nt" or (_locked(descriptor) is not False and _is_at(descriptor, beside)):
            return out, beside
        out.close()
    raise OSError(errno.EBUSY, "its folder is being swept", str(folder))


def _is_at(descriptor: int, path: Path) -> bool:
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
    left_behind: bool | None = None
    if os.name != "nt":
        descriptor = os.open(part, os.O_RDWR | _NO_LINKS | getattr(os, "O_NONBLOCK", 0))
        try:
            # Who still writes it has it locked, for as long as the process lives.
            left_behind = _locked(descriptor)
            if left_behind and _is_at(descriptor, part):
                part.unlink()
        finally:
            os.close(descriptor)
    if left_behind is None and time() - found.st_mtime > _LEFT_BEHIND:
        part.unlink()


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
