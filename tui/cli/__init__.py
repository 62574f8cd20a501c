"""The command `compare`: what it was asked, what it prints, and how it ends."""

from __future__ import annotations

import gc
import sys

# Typing itself loads much, in which Ctrl+C would be told as a fault: nothing catches it yet.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType


INTERRUPTED = 129
"""The least exit code where a signal has ended it: 128 and the signal's number."""


_INTERRUPTED_BY_HAND = 130


def _end_quietly(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write no traceback where Ctrl+C comes before or after all that would catch it."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    try:
        _leave(_INTERRUPTED_BY_HAND)
    except KeyboardInterrupt:
        # Python writes a traceback of what passes from here, too.
        _leave(_INTERRUPTED_BY_HAND)


if sys.excepthook is sys.__excepthook__:
    sys.excepthook = _end_quietly


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
    try:
        code = _run(arguments)
        if arguments is None:
            _let_end()
            if code >= INTERRUPTED:
                _leave(code)
    except KeyboardInterrupt:
        # One more Ctrl+C, while it was ending over another.
        code = _INTERRUPTED_BY_HAND
        if arguments is None:
            _leave(code)
    return code


def _let_end() -> None:
    """Let Ctrl+C end it without a word from now on, while Python takes down what it has built."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _leave(code: int) -> None:
    """End now if threads are at work, whatever is pressed meanwhile."""
    try:
        # Not needed where it ends of itself.
        from tui.cli.signals import leave_at_once

        leave_at_once(code)
    except KeyboardInterrupt:
        _leave(code)


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
        return _INTERRUPTED_BY_HAND
    finally:
        gc.enable()
