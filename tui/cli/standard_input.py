"""A page that is piped in, as the path `-`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from tui.corpus.finding import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

_STANDARD = 0
_TERMINAL = "CONIN$" if sys.platform == "win32" else "/dev/tty"


def piped_in(paths: Sequence[str], most_bytes: int) -> bytes | None:
    """Read what is piped in, where the paths ask for it.

    Args:
        paths: What was asked for.
        most_bytes: The largest page that is read.

    Returns:
        The bytes, one more than the most at most; None where `-` is not among the paths.

    Raises:
        click.UsageError: It is among them twice, or there is no standard input.
    """
    wanted = paths.count(STANDARD_INPUT)
    if not wanted:
        return None
    if wanted > 1:
        raise click.UsageError("standard input (`-`) can be read only once; give it once")
    try:
        return sys.stdin.buffer.read(most_bytes + 1)
    except (AttributeError, OSError, ValueError):
        raise click.UsageError("there is no standard input to read; give a file for `-`") from None


def take_keys_from_terminal() -> None:
    """Let keys come from the terminal where standard input was a page.

    Where there is no terminal, standard input stays as it is.
    """
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR)
    except OSError:
        return
    os.dup2(terminal, _STANDARD)
    os.close(terminal)
