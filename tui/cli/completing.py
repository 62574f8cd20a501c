"""Completion of commands, options and file names in the shell."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, FishComplete, ZshComplete, shell_complete

from tui.cli.running import ASKED

if TYPE_CHECKING:
    import click

PROGRAM = "compare"

SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def script(command: click.Command, shell: str) -> str:
    """What a shell has to read so that it completes the command.

    Args:
        command: The whole command.
        shell: One of `SHELLS`.
    """
    made = SHELLS[shell](command, {}, PROGRAM, ASKED)
    # Not its source(), which runs bash only to warn of old ones.
    return made.source_template % made.source_vars() + "\n"


def answer(command: click.Command, variable: str) -> int:
    """Print what the line of the shell that asks can go on with.

    Args:
        command: The whole command.
        variable: The environment variable with which it asks.

    Returns:
        The exit code.
    """
    return shell_complete(command, {}, PROGRAM, variable, os.environ[variable])
