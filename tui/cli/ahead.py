"""Work done in a second process while this one loads Textual.

Loading Textual takes longer than reading five pages and aligning two, and Python runs only
one thread of a process at a time. A forked copy of this process does the work meanwhile,
on another core, and sends its results through a pipe.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any

from tui.cli.ending import forget_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Ahead:
    """Results that a forked copy of this process is working on."""

    def __init__(self, work: Callable[[], Iterator[object]]) -> None:
        """Start the work. Only to be called while the process has a single thread.

        Args:
            work: Yields one picklable result after the other; it goes on when one has been
                sent. What it raises is lost, and so is what it prints, as the caller will
                then do the work itself.
        """
        results, sender = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(results)
            _work_and_exit(work, sender)
        os.close(sender)
        self._results = open(results, "rb")  # noqa: PTH123, SIM115

    def result(self) -> Any:
        """Wait for the next result; None where the work failed, or has no more of them."""
        try:
            # From a copy of this very process through a pipe of its own: nobody else can
            # write it.
            return pickle.load(self._results)  # noqa: S301
        except (EOFError, pickle.UnpicklingError):
            return None

    def end(self) -> None:
        """Want no more results, and wait until the second process has ended."""
        self._results.close()
        os.waitpid(self._process, 0)


def can_work_ahead() -> bool:
    """Whether this system can fork, and has a second core to make it worth while."""
    return hasattr(os, "fork") and sys.platform != "darwin" and (os.cpu_count() or 1) > 1


def _work_and_exit(work: Callable[[], Iterator[object]], sender: int) -> None:
    status = 1
    try:
        gc.disable()
        # The parent answers Ctrl+C and ends the work by closing its end of the pipe.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        forget_signals()
        _be_silent()
        with open(sender, "wb") as pipe:
            for result in work():
                pipe.write(pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL))
                pipe.flush()
        status = 0
    finally:
        # Not sys.exit: nothing that the parent has open may be flushed or ended twice.
        os._exit(status)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
