"""How far long work has got, told to a person who waits at a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui.cli.streams import on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

PATIENCE = 40
"""Steps from which on a person is told how far it has got."""


@contextmanager
def progress_bar(label: str, steps: int) -> Iterator[Progress | None]:
    """A progress bar on standard error, where a person waits for long.

    Args:
        label: What is being done.
        steps: How many steps there will be.

    Yields:
        What takes the number of steps done, and of how many; None where nobody waits: the work
        is short, or standard output or standard error is no terminal.
    """
    if steps < PATIENCE or not (on_terminal() and sys.stderr.isatty()):
        yield None
        return
    # From click, which the command line is made of: nothing more has to be loaded for it.
    with click.progressbar(length=steps, label=label, file=sys.stderr) as bar:
        yield lambda done, _: bar.update(max(done - bar.pos, 0))
