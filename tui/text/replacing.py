"""Putting a finished file in the place of another, also where another program has that open."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
            time.sleep(wait)
        else:
            return
    beside.replace(file)
