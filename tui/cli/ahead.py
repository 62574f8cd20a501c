"""Work done in a second process while this one loads Textual.

Loading Textual takes longer than reading five pages and aligning two, and Python runs only
one thread of a process at a time. A forked copy of this process does the work meanwhile,
on another core, and sends the result through a pipe.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from tui.cli.ending import forget_signals

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")


class Ahead:
    """A result that a forked copy of this process is working on."""

    def __init__(self, work: Callable[[], _Result], sent: Callable[[_Result, bytes], None]) -> None:
        """Start the work. Only to be called while the process has a single thread.

        Args:
            work: What to do. Its result must be picklable; what it raises is lost, and so is
                what it prints, as the caller will then do the work itself.
            sent: What the second process does last, with the result and with its pickle.
        """
        self._result, sender = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._result)
            _work_and_exit(work, sender, sent)
        os.close(sender)

    def result(self) -> Any:
        """Wait for the result; None where the work failed or was declined."""
        with open(self._result, "rb") as pipe:  # noqa: PTH123
            sent = pipe.read()
        # From a copy of this very process through a pipe of its own: nobody else can write it.
        # What failed has sent nothing.
        return pickle.loads(sent) if sent else None  # noqa: S301

    def end(self) -> None:
        """Wait until the second process has ended."""
        os.waitpid(self._process, 0)


def can_work_ahead() -> bool:
    """Whether this system can fork, and has a second core to make it worth while."""
    return hasattr(os, "fork") and sys.platform != "darwin" and (os.cpu_count() or 1) > 1


def _work_and_exit(
    work: Callable[[], _Result], sender: int, sent: Callable[[_Result, bytes], None]
) -> None:
    status = 1
    try:
        gc.disable()
        # The parent answers Ctrl+C and ends the work by closing its end of the pipe.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        forget_signals()
        _be_silent()
        result = work()
        pickled = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
        with open(sender, "wb") as pipe:
            pipe.write(pickled)
        status = 0
        sent(result, pickled)
    finally:
        # Not sys.exit: nothing that the parent has open may be flushed or ended twice.
        os._exit(status)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
