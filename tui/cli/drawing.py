"""Where the app is drawn: on the terminal, and in UTF-8, whatever becomes of standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def drawn_on(terminal: int) -> Iterator[None]:
    """Let Textual draw on a terminal.

    Textual draws on what was standard error at the start, in the encoding of the locale, and
    takes no other file. Where that is a log or closed nothing would be seen, and in a locale
    that is not UTF-8, which hardly any terminal keeps to, no glyph.

    Args:
        terminal: The terminal's file descriptor.
    """
    before = sys.__stderr__
    drawn = open(os.dup(terminal), "w", encoding="utf-8", errors="replace", newline="")  # noqa: PTH123, SIM115
    vars(sys)["__stderr__"] = drawn
    try:
        yield
    finally:
        vars(sys)["__stderr__"] = before
        # The terminal may be gone.
        with contextlib.suppress(OSError):
            drawn.close()
