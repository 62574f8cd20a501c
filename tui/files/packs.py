"""Entries of plain data by name, many to a file, in a folder that several processes share.

A process adds to files of its own alone, the packs, so that none waits for another, on whatever
disk. What it is given it writes within a second, as a batch: a table of names and sizes with its
hash, then the entries, each with its own. A batch that was cut off, as by a full disk or by
whoever killed the process, counts as far as it goes, and nothing that is damaged counts.

Packs are read by their tables. What one process writes, another one knows of when it looks again.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import stat
import threading
from io import FileIO
from struct import Struct
from time import time
from typing import TYPE_CHECKING, NamedTuple

from tui.files.write import alone, is_at, is_left_behind, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


NAME_BYTES = 20
"""Bytes of an entry's name: the beginning of a hash."""


MOST_ENTRY_BYTES = 50_000_000
"""A larger entry is not taken: it would push out all others."""


SECONDS = 1.0
"""How long an entry waits at most for others to be written with."""


MOST_BYTES_WAITING = 4_000_000
"""Bytes that wait at most."""


MOST_PACK_BYTES = 8_000_000
"""From this size on another pack is begun: they are removed as a whole."""


SMALL, MOST_SMALL = 1_000_000, 24
"""Packs of fewer bytes are made one when there are more of them: each is opened at a start."""


_ENDING = ".pack"


_HEAD, _ROW = Struct(">32sI"), Struct(f">{NAME_BYTES}sI")
"""A table's hash and the number of its rows; a name, and the size of an entry with its hash."""


_MOST_ROWS = 1_000_000


_DIGEST = 32


_LARGEST_PACK = MOST_PACK_BYTES + 2 * (MOST_BYTES_WAITING + MOST_ENTRY_BYTES)
"""A larger file was not written here, and is not read."""


_KIND = b"compare's pack, 1"
"""What is hashed with a table: other ways to write one want another."""


_DAY = 86_400


_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


_TO_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)


_TO_ADD = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | _BINARY


class _Place(NamedTuple):
    """Where an entry stands: its pack, where in it, and how long it is there."""

    pack: Path
    at: int
    size: int


class _Own:
    """The pack that this process adds to, and has locked for as long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._descriptor = os.open(path, _TO_ADD, 0o600)
        # There, a lock would keep others from reading.
        if os.name != "nt":
            locked(self._descriptor)

    def is_as_left(self) -> bool:
        """Whether nobody has removed it, put another in its place or changed its size."""
        with contextlib.suppress(OSError):
            size = os.fstat(self._descriptor).st_size
            return size == self.size and is_at(self._descriptor, self.path)
        return False

    def add(self, data: bytes) -> None:
        """Write at the end; where that fails, nothing is left of it if it can be helped."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            with contextlib.suppress(OSError, AttributeError):
                os.ftruncate(self._descriptor, self.size)
            raise
        self.size += len(data)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        if not self.size:
            with contextlib.suppress(OSError):
                self.path.unlink()


class Packs:
    """The entries in a folder. Safe to use from several threads, and after a fork.

    To be had by `packs_in`, so that a process has one of a folder.
    """

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self._folder = folder
        self._refused: Callable[[Path, OSError], object] = lambda *_: None
        self._begin()
        atexit.register(self.flush)

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._own: _Own | None = None
        self._places: dict[bytes, _Place] | None = None
        self._waiting: dict[bytes, bytes] = {}
        self._bytes_waiting = 0
        self._timer: threading.Timer | None = None
        self._used: set[Path] = set()
        self._has_written = False

    def _locked(self) -> AbstractContextManager[object]:
        # Of whom this process was forked from, a thread may have had the lock.
        if self._owner != os.getpid():
            self._begin()
        return self._lock

    def look_again(self, refused: Callable[[Path, OSError], object]) -> None:
        """Know what others have written from now on.

        Args:
            refused: Is told what could not be written, and why.
        """
        with self._locked():
            self._places = None
            self._refused = refused

    def has(self, name: bytes) -> bool:
        """Whether there is an entry of a name, damaged perhaps."""
        with self._locked():
            return name in self._waiting or name in self._known()

    def get(self, name: bytes) -> bytes | None:
        """An entry as it was put; None where there is none, or it is damaged."""
        with self._locked():
            waiting = self._waiting.get(name)
            place = self._known().get(name)
        if waiting is not None or place is None:
            return waiting
        try:
            with _opened(place.pack) as pack:
                pack.seek(place.at)
                data = pack.read(min(place.size, MOST_ENTRY_BYTES))
        except OSError:
            return None
        self._mark_as_used(place.pack)
        content = data[_DIGEST:]
        return content if data[:_DIGEST] == _entry_hash(name, content) else None

    def put(self, name: bytes, data: bytes) -> None:
        """Take an entry, which is written within a second; where that is refused, there is none."""
        if len(data) + _DIGEST > MOST_ENTRY_BYTES:
            return
        with self._locked():
            self._waiting[name] = data
            self._bytes_waiting += len(data) + _DIGEST + _ROW.size
            if self._bytes_waiting > MOST_BYTES_WAITING or not self._will_write():
                self.flush()

    def _will_write(self) -> bool:
        """Whether what waits is written in time, whoever comes for more or not."""
        if self._timer is None:
            timer = threading.Timer(SECONDS, self.flush)
            timer.daemon = True
            try:
                timer.start()
            except RuntimeError:
                # No more threads can be started, or Python is ending.
                return False
            self._timer = timer
        return True

    def flush(self) -> bool:
        """Write what waits; gives whether it was written."""
        with self._locked():
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            waiting, self._waiting, self._bytes_waiting = self._waiting, {}, 0
            if not waiting:
                return True
            try:
                self._write(waiting)
            except OSError as error:
                self._leave_own()
                self._refused(self._folder, error)
                return False
            self._has_written = True
            return True

    def _write(self, entries: dict[bytes, bytes]) -> None:
        known = self._known()
        own = self._own
        if own is None or own.size > MOST_PACK_BYTES or not own.is_as_left():
            self._leave_own()
            own = self._own = self._new_pack()
        rows = [(name, len(content) + _DIGEST) for name, content in entries.items()]
        table = b"".join([_ROW.pack(*row) for row in rows])
        at = own.size + _HEAD.size + len(table)
        hashed = ((_entry_hash(name, content), content) for name, content in entries.items())
        bodies = [part for both in hashed for part in both]
        own.add(b"".join([_HEAD.pack(_table_hash(table), len(rows)), table, *bodies]))
        for name, size in rows:
            known[name] = _Place(own.path, at, size)
            at += size

    def _new_pack(self) -> _Own:
        self._folder.mkdir(parents=True, exist_ok=True)
        # Numbers, as a clock may be put back: of two entries of a name, the later one counts.
        numbers = [int(path.name[:8], 16) for path in self._packs()]
        number = max(numbers, default=0) + 1
        return _Own(self._folder / f"{number:08x}-{os.urandom(4).hex()}{_ENDING}")

    def _leave_own(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def _packs(self) -> list[Path]:
        """The packs that are there, the older ones first."""
        try:
            names = os.listdir(self._folder)  # noqa: PTH208
        except OSError:
            return []
        return [self._folder / name for name in sorted(names) if _is_pack(name)]

    def _known(self) -> dict[bytes, _Place]:
        if self._places is None:
            self._places = {}
            for pack in self._packs():
                # Of a pack that is cut off, what comes before counts.
                with contextlib.suppress(OSError):
                    self._places.update(_places_in(pack))
        return self._places

    def _mark_as_used(self, pack: Path) -> None:
        # Once a day will do to know what was not used for long.
        if pack in self._used:
            return
        self._used.add(pack)
        with contextlib.suppress(OSError):
            if time() - pack.stat().st_mtime > _DAY:
                os.utime(pack)

    def tidy(self, most_bytes: int) -> None:
        """Write what waits and, where anything was written, see that there is not too much.

        What was not used for the longest time is removed, a pack at a time.
        """
        self.flush()
        with self._locked():
            if not self._has_written:
                return
            self._has_written = False
            files = sorted(_files(self._folder))
            total = sum(size for _, size, _ in files)
            small = [path for _, size, path in files if size < SMALL and _is_pack(path.name)]
            for _, size, path in files:
                if total <= most_bytes:
                    break
                _remove(path)
                total -= size
            if len(small) > MOST_SMALL:
                with contextlib.suppress(OSError), alone(self._folder / "lock", 0):
                    self._make_one(sorted(small))

    def _make_one(self, packs: Iterable[Path]) -> None:
        """Put what is in some packs into one, and remove those that nobody adds to any more."""
        self._leave_own()
        self._places = None
        known = self._known()
        mine: dict[Path, list[bytes]] = {}
        for name, place in known.items():
            mine.setdefault(place.pack, []).append(name)
        with contextlib.ExitStack() as opened:
            done, size = [], 0
            for pack in packs:
                with contextlib.suppress(OSError):
                    if not is_left_behind(opened.enter_context(_opened(pack)).fileno(), pack):
                        continue
                    done.append(pack)
                    entries = [(name, self.get(name)) for name in mine.get(pack, ())]
                    found = {name: one for name, one in entries if one is not None}
                    # Another thread may have put a newer one.
                    self._waiting = {**found, **self._waiting}
                    if (size := size + pack.stat().st_size) > MOST_PACK_BYTES:
                        break
            if os.name == "nt":
                # An open file cannot be removed there.
                opened.close()
            if self.flush():
                for pack in done:
                    _remove(pack)


_all: dict[Path, Packs] = {}


_making = threading.Lock()


def packs_in(folder: Path) -> Packs:
    """The entries in a folder, which may not be there yet."""
    with _making:
        if folder not in _all:
            _all[folder] = Packs(folder)
        return _all[folder]


def _is_pack(name: str) -> bool:
    try:
        int(name[:8], 16)
    except ValueError:
        return False
    return name.endswith(_ENDING)


def _opened(pack: Path) -> FileIO:
    """A pack to be read, whatever has come into its place; through no link."""
    opened = FileIO(os.open(pack, _TO_READ), "r")
    status = os.fstat(opened.fileno())
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_PACK:
        opened.close()
        raise OSError("it isn't a pack")
    return opened


def _places_in(pack: Path) -> Iterator[tuple[bytes, _Place]]:
    """Where the entries of a pack stand, as far as its tables are undamaged."""
    with _opened(pack) as opened:
        at = 0
        while len(head := opened.read(_HEAD.size)) == _HEAD.size:
            digest, rows = _HEAD.unpack(head)
            if rows > _MOST_ROWS:
                return
            table = opened.read(rows * _ROW.size)
            if len(table) < rows * _ROW.size or _table_hash(table) != digest:
                return
            at += len(head) + len(table)
            for name, size in _ROW.iter_unpack(table):
                yield name, _Place(pack, at, size)
                at += size
            opened.seek(at)


def _table_hash(table: bytes) -> bytes:
    return hashlib.sha256(_KIND + table).digest()


def _entry_hash(name: bytes, content: bytes) -> bytes:
    # With its name, so that no table can give it another one's.
    digest = hashlib.sha256(name)
    digest.update(content)
    return digest.digest()


def _files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """All that is kept in a folder: when it was last used, its size, and where it is."""
    # Earlier versions had a file for each entry, in folders of their own.
    for pattern in (f"*{_ENDING}", "??/*"):
        # Some of them may be out of sight.
        with contextlib.suppress(OSError):
            for path in folder.glob(pattern):
                # What a link leads to is none of this.
                if path.parent != folder and path.parent.is_symlink():
                    continue
                with contextlib.suppress(OSError):
                    status = path.lstat()
                    yield status.st_mtime, status.st_size, path


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
