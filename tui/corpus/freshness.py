"""Whether a file is still the one that was read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int, int]
"""When a file's content was last changed (nanoseconds), its size in bytes, its number on the disk,
the disk's own, and when anything about it was changed: what writes a page can set the first of
these back, but not the last."""


def stamp_of(path: str) -> Stamp | None:
    """What tells that a file has changed.

    Args:
        path: A path.

    Returns:
        Its stamp; None where there is no file.
    """
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return (
        found.st_mtime_ns,
        found.st_size,
        found.st_ino,
        found.st_dev,
        found.st_ctime_ns,
    )
