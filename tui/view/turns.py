"""Whose turn it is: what a reader waits for goes first, everything else pauses meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turns:
    """Lets work behind the scenes wait while a reader waits for other work.

    Python runs one thread at a time, so that what nobody waits for would take half of the time
    from what somebody does.
    """

    def __init__(self) -> None:
        """Nobody waits for anything yet."""
        self._waited_for = 0
        self._lock = Lock()
        self._free = Event()
        self._free.set()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Somebody waits for what is done inside."""
        with self._lock:
            self._waited_for += 1
            self._free.clear()
        try:
            yield
        finally:
            with self._lock:
                self._waited_for -= 1
                if not self._waited_for:
                    self._free.set()

    def wait(self) -> None:
        """Pause until nobody waits for anything; to be called between pieces of other work."""
        self._free.wait()
