"""The program as it is now, in one hash, and how its processes run.

What it has made counts only for itself. Another version, an edited checkout, another Python or
another version of a library that it uses may read the same page in another way, so that what is
kept between two runs is kept under this.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator


_PROGRAM = Path(__file__).parent.parent


_SOURCES = (".py", ".tcss")


def program_state() -> str:
    """What tells this program from another one.

    Returns:
        A hash of its version and of the times and sizes of its files, of Python's version, and of
        the names and versions of what is installed.
    """
    digest = hashlib.sha256(f"{__version__}\0{sys.version}".encode())
    for source in sorted(_sources(str(_PROGRAM))):
        digest.update("\0".join(map(str, source)).encode(errors="surrogateescape"))
    for name in _installed():
        digest.update(f"\0{name}".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _sources(folder: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SOURCES):
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_ctime_ns, status.st_size
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path)


def _installed() -> list[str]:
    """The names of the folders in which installed packages say their versions."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            # Their names alone, as reading one of them takes longer than all of this.
            found.update(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
        except OSError:
            continue
    return sorted(found)


COLLECT_SELDOM = 50_000, 20, 20
"""When to look for garbage once articles are read. They are none: to look through all of them
after every few hundred objects takes a fifteenth of the time here, and up to a fifth in a second
process, which sends away all that it makes."""


TABLES_MEMORY = "650MB"
"""What the database of an index may take; the rest goes to the disk."""


NO_MEMORY = (
    "memory ran out: the system gives this program no more; end other programs, or raise its limit"
    " (ulimit -v)"
)
"""What is said where the system refuses, as more for the database would be refused too."""


def is_memory_bounded() -> bool:
    """Whether the system bounds how much memory this process may ask for."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def lacks_memory(error: Exception) -> bool:
    """Whether an error says that the system gave no more memory, as where a library is loaded."""
    if isinstance(error, ImportError):
        return any(sign in str(error) for sign in _NOT_LOADED)
    return isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM


_NOT_LOADED = ("failed to map segment", "annot allocate memory")
"""What the loader of glibc says, and what that of others has of the system."""
