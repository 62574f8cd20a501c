"""Running the command, and ending it without a traceback whatever comes."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from tui.cli.commands import compare
from tui.cli.streams import complain
from tui.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 2


def run(arguments: Sequence[str]) -> int:
    """Run the command and turn what stops it into a message and an exit code.

    Args:
        arguments: What stands after the program's name.

    Returns:
        The exit code.
    """
    try:
        code = compare.main(list(arguments), prog_name="compare", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        if error.ctx is not None:
            complain(f"{error.ctx.get_usage()}\n{_try_help(error.ctx)}\n", bare=True)
        complain(error.format_message())
    except click.ClickException as error:
        complain(error.format_message())
    except ConfigError as error:
        complain(str(error))
    except click.Abort:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _forget_output()
        return 128 + signal.SIGPIPE
    except OSError as error:
        _forget_output()
        complain(f"cannot write the output ({error.strerror}); is the disk full?")
    else:
        return code if isinstance(code, int) else 0
    return FAILED


def _try_help(context: click.Context) -> str:
    return f"Try '{context.command_path} --help' for help."


def _forget_output() -> None:
    # Python flushes standard output once more at its end, and would complain again.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
