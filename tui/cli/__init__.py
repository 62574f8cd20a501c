"""The command `compare`: what it was asked, what it prints, and how it ends."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


INTERRUPTED = 129
"""The least exit code where a signal has ended it: 128 and the signal's number."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: What stands after the program's name; `sys.argv` without it.

    Returns:
        The exit code: 0 done; 1 with `--exit-code`, the articles differ; 2 wrong usage, a bad
        configuration, or an input that could not be read or an output not written; 128 and
        the signal's number where Ctrl+C, a signal or a closed pipe ended it.
    """
    # Next to nothing of what is made at the start is garbage, and looking for it there takes
    # 20 ms; whoever goes on to work for long turns the collector on again.
    gc.disable()
    code = _run(arguments)
    if code >= INTERRUPTED and arguments is None:
        # Not needed where it ends of itself.
        from tui.cli.signals import leave_at_once

        leave_at_once(code)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command; whatever interrupts it, or its end, gives an exit code."""
    # Within reach of the except clause, as Ctrl+C may come while modules are being loaded.
    try:
        from tui.cli.signals import exit_code, forget_signals, heed_signals

        heed_signals()
        try:
            from tui.cli.run import run

            return run(sys.argv[1:] if arguments is None else arguments)
        except KeyboardInterrupt:
            return exit_code()
        finally:
            forget_signals()
    except KeyboardInterrupt:
        return 130
    finally:
        gc.enable()
