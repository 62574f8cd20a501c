"""Running the command, and ending it without a traceback whatever comes.

What a person did wrong is one sentence with exit code 2, a closed pipe none at all; anything
else is a fault of the program, which goes to the log with where it happened.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

from tui import __version__, log
from tui.cli.request import SHELL_ASKS, Asked
from tui.cli.signals import exit_code, was_asked
from tui.cli.streams import FAILED, complain, use_plain_signs
from tui.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence


CLOSED = 128 + getattr(signal, "SIGPIPE", 13)
"""The exit code where nobody reads the output any more: 141, on Windows too."""


TRACEBACK = "COMPARE_TRACEBACK"
"""The environment variable with which a fault in the program shows where it happened."""


FAULT = """\
this is a bug in compare, not your mistake ({kind}: {said}).
  Please report it, with {evidence}."""


MOST_SAID = 300
"""Characters of an error's own words, which may come from a page."""


PRINTED = f"what the same command prints when {TRACEBACK}=1 is set"


def run(arguments: Sequence[str]) -> int:
    """Run the command and turn what stops it into a message and an exit code."""
    log.note(
        "run",
        version=__version__,
        python=sys.version.partition(" ")[0],
        system=sys.platform,
        arguments=" ".join(arguments),
    )
    _open_streams()
    use_plain_signs()
    if sys.stdout is None:
        complain("can't write the output (standard output is closed)")
        return FAILED
    try:
        code = _follow(arguments) if arguments or SHELL_ASKS in os.environ else _open()
        sys.stdout.flush()
        if was_asked():
            # The app has ended in good order, as it does on Ctrl+C.
            return exit_code()
    except ConfigError as error:
        complain(str(error))
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            # Up to Python 3.11, what comes while a class is being made is wrapped up.
            raise error.__cause__ from None
        if isinstance(error, OSError) and _is_closed_pipe(error):
            _forget_output()
            return CLOSED
        refused = _refused_output(error) or _refused_memory(error)
        if refused is None and os.environ.get(TRACEBACK):
            raise
        complain(_fault(error) if refused is None else refused)
    else:
        return code
    finally:
        if log.is_kept():
            complain(log.whereabouts())
    return FAILED


def _open_streams() -> None:
    """Open what was closed before the start, to nowhere: what is opened first takes its place."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _refused_output(error: Exception) -> str | None:
    """What to say where standard output could not be written; None for any other error."""
    from tui.files.write import refusal_of_output

    refused = refusal_of_output(error) if isinstance(error, OSError) else None
    if refused is not None:
        _forget_output()
    return refused


def _refused_memory(error: Exception) -> str | None:
    """What to say where the system gave no more memory; None for any other error."""
    from tui.files.program import NO_MEMORY, lacks_memory

    return NO_MEMORY if lacks_memory(error) else None


def _fault(error: Exception) -> str:
    """What to say of a fault in the program, once it is in the log."""
    file = log.fault("command", error)
    return FAULT.format(
        kind=type(error).__name__,
        said=log.said_by(error)[:MOST_SAID] or "without a word",
        evidence=PRINTED if file is None else f"the end of {file}",
    )


def _open() -> int:
    """What `compare` alone does: there is nothing to parse, so the parser is not loaded."""
    from tui.cli.open import open_app

    return open_app(Asked())


def _follow(arguments: Sequence[str]) -> int:
    import click

    from tui.cli.group import compare_group

    if SHELL_ASKS in os.environ:
        from tui.cli.group import answer

        return answer(compare_group)
    try:
        # Not click's own main(): it would end a closed pipe and Ctrl+C in its own ways.
        with compare_group.make_context("compare", list(arguments)) as context:
            code = compare_group.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        # Its message is the whole help.
        complain(error.format_message(), bare=True)
    except click.UsageError as error:
        context = error.ctx or click.Context(compare_group, info_name="compare")
        usage = f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n"
        complain(usage, bare=True)
        complain(error.format_message())
    else:
        return code if isinstance(code, int) else 0
    return FAILED


def _is_closed_pipe(error: OSError, system: str = sys.platform) -> bool:
    """Whether nobody reads the output any more, which Windows says in its own way."""
    if system == "win32" and error.errno == errno.EINVAL and error.filename is None:
        return True
    return isinstance(error, BrokenPipeError)


def _forget_output() -> None:
    # Python flushes standard output once more at its end, and would complain again.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
