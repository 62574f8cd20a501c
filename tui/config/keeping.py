"""Small files of the program's own, kept whole or not at all."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from tui import logbook
from tui.text.replacing import replace_file

if TYPE_CHECKING:
    from pathlib import Path


def keep_file(file: Path, data: bytes) -> bool:
    """Write a file of the program's own beside its place, then move it there.

    Where that cannot be done, as on a full disk, nothing is left of it, and what was there
    stays as it was; the log says why.

    Args:
        file: The file; its folder is made where it is not there. Only the user may read it.
        data: What to write.

    Returns:
        Whether it was written.
    """
    beside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        beside.write_bytes(data)
        replace_file(beside, file)
    except OSError as error:
        logbook.note("not kept", file=file, reason=error.strerror or error)
        return False
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return True
