"""Completion of commands, options and file names in the shell, and what switches it on."""

from __future__ import annotations

import os

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete, shell_complete

from tui.cli.options import VERBOSE
from tui.cli.request import SHELL_ASKS
from tui.cli.streams import write_text

PROGRAM = "compare"


SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@VERBOSE
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print what makes SHELL complete commands, options and file names.

    For bash add this line to ~/.bashrc, for zsh to ~/.zshrc with zsh in the place of bash:
    eval "$(compare completion bash)". For fish: compare completion fish >
    ~/.config/fish/completions/compare.fish
    """
    write_text(script(context.find_root().command, shell))
    return 0


def script(command: click.Command, shell: str) -> str:
    """What a shell, one of `SHELLS`, has to read so that it completes a whole command."""
    made = SHELLS[shell](command, {}, PROGRAM, SHELL_ASKS)
    # Not its source(), which runs bash only to warn of old ones.
    return made.source_template % made.source_vars() + "\n"


def answer(command: click.Command) -> int:
    """Print what the line of the shell that asks can go on with; gives the exit code."""
    return shell_complete(command, {}, PROGRAM, SHELL_ASKS, os.environ[SHELL_ASKS])
