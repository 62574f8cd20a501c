"""Standard output and standard error: what may be written to them, and how."""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TYPE_CHECKING

from tui.cli.signs import NAME, register
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.finding import Unreadable

PIPED_WIDTH = 100
"""Cells to a line where there is no terminal to ask; the variable COLUMNS says otherwise."""


NAMELESS = "``"
"""What an empty path is called in a message."""
PASSED_OVER = (
    "is another program's (it has none of this one's settings), and was passed over;"
    " name a file with --config FILE to use it"
)


def use_plain_signs() -> None:
    """Let what the encoding of an output lacks become plain signs, or else question marks."""
    register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NAME)


def complain(message: str, *, bare: bool = False) -> None:
    """Write a message to standard error.

    Args:
        message: What is wrong and what to do; control characters in it are shown inert.
        bare: Whether to leave out the program's name.
    """
    lines = [inert(line) for line in message.split("\n")]
    print(("" if bare else "compare: ") + "\n".join(lines), file=sys.stderr)


def complain_of(unreadable: Unreadable) -> None:
    """Name an input that could not be read, and the reason, on standard error."""
    complain(f"{inert(unreadable.path) or NAMELESS}: {unreadable.reason}")


def tell_of_reports(reports: Sequence[str]) -> None:
    """Say on standard error which files were left out as reports of the program's own."""
    if reports:
        what = "a report that compare has" if len(reports) == 1 else "reports that compare has"
        complain(f"left out {what} written: {', '.join(map(inert, reports))}")


def tell_of_configuration(asked: str | None) -> None:
    """Say on standard error that a configuration is passed over as another program's.

    Args:
        asked: The configuration that was asked for, if any.
    """
    from tui.config.locating import passed_over

    other = passed_over(asked)
    if other is not None:
        complain(f"{other}: {PASSED_OVER}")


def write_text(text: str) -> None:
    """Write text for people; what the terminal's encoding lacks becomes a plain sign."""
    use_plain_signs()
    sys.stdout.write(text)


def write_json(text: str) -> None:
    """Write JSON, in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def has_colour() -> bool:
    """Whether colours are wanted: on a terminal that has them, unless NO_COLOR is set."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How many cells a line may take."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 20)


def reading_width() -> int | None:
    """How many cells a line of prose may take; None, where it is for a file, sets no limit."""
    return columns() if on_terminal() else None
