"""What all work off the main thread keeps to: whose turn it is, how often it tells, how it fails.

What a reader waits for goes first, and everything else pauses meanwhile. What fails that should
not is written down and told; nothing else stops for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING

import msgspec

from tui import log
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turns:
    """Lets work behind the scenes wait while a reader waits for other work.

    Python runs one thread at a time, so that what nobody waits for would take half of the time
    from what somebody does.
    """

    def __init__(self) -> None:
        self._waited_for = 0
        self._painted_by = 0.0
        self._lock = Lock()
        self._free = Event()
        self._free.set()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Somebody waits for what is done inside, and for it to be painted."""
        with self._lock:
            self._waited_for += 1
            self._free.clear()
        try:
            yield
        finally:
            with self._lock:
                self._waited_for -= 1
                self._painted_by = monotonic() + PAINTED_WITHIN
                if not self._waited_for:
                    self._free.set()

    def wait(self) -> None:
        """Pause until nobody waits for anything; to be called between pieces of other work."""
        self._free.wait()
        while (left := self._painted_by - monotonic()) > 0:
            sleep(left)
            self._free.wait()


PAINTED_WITHIN = 0.04
"""Seconds in which what was waited for is on the screen."""


FAILURE_SHOWN = 30.0
"""Seconds for which a failure is told."""


MOST_FAULT_SHOWN = 200
"""Characters of an error's own words that are shown."""


class Failure(msgspec.Struct, frozen=True):
    """A failure in words.

    Attributes:
        title: What happened.
        said: What it was, that the app goes on, and where it is written down; inert.
    """

    title: str
    said: str


def failure_of(error: BaseException) -> Failure:
    """Write down what was raised in a worker, and put it in words."""
    file = log.fault("worker", error)
    words = inert(log.said_by(error))[:MOST_FAULT_SHOWN]
    what = f"{type(error).__name__}: {words}" if words else type(error).__name__
    evidence = "The log cannot be written." if file is None else f"Details: {inert(str(file))}"
    return Failure(
        "Something went wrong in the background",
        f"This is a bug in compare, not your mistake ({what}). What it was working on is missing"
        f" here; everything else continues. {evidence}",
    )


SCROLLED_EVERY = 0.05
"""Seconds after which a row more is marked while the mouse is dragged past an edge."""


REPORT_EVERY = 0.1
"""Seconds between reports of progress, so that painting them does not slow the work down."""
