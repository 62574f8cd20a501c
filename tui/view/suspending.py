"""Suspending the app as a shell knows it (Ctrl+Z, fg), and painting it again afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

STOPS_WITHIN = 0.3
"""Seconds within which the system stops a process that is told to stop."""

_SLEEP = 0.02


class Suspension:
    """Stops the app where a shell waits for that, and takes the terminal again when it goes on.

    Textual's own way stops it for good where there is no shell to bring it back, and paints
    only part of it when it was stopped from outside.

    Args:
        app: The app, whose driver draws on a terminal.
        driver: Its driver.
    """

    def __init__(self, app: App[None], driver: Driver) -> None:
        self._app = app
        self._driver = driver
        self._loop = asyncio.get_running_loop()
        self._is_stopping = False
        self._went_on = False

    def heed(self) -> None:
        """Heed the signals to stop and to go on from now on, instead of Textual."""
        signal.signal(signal.SIGTSTP, self._asked_to_stop)
        signal.signal(signal.SIGCONT, self._told_to_go_on)

    def heed_no_longer(self) -> None:
        """Let the system stop the process, and let it go on, without more ado."""
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)

    def suspend(self, *, whole_job: bool) -> bool:
        """Stop until the shell lets it go on; False where no shell would.

        Args:
            whole_job: Whether to stop what was started together with the app, as Ctrl+Z does.
        """
        if self._is_stopping or not has_job_control():
            return False
        self._is_stopping, self._went_on = True, False
        try:
            self._driver.suspend_application_mode()
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            # The system stops nothing that no shell could bring back.
            os.kill(0 if whole_job else os.getpid(), signal.SIGTSTP)
            self._wait()
            self._wait_for_foreground()
        finally:
            signal.signal(signal.SIGTSTP, self._asked_to_stop)
            self._is_stopping = False
            self._take_terminal()
        return self._went_on

    def _wait(self) -> None:
        until = time.monotonic() + STOPS_WITHIN
        while not self._went_on and time.monotonic() < until:
            time.sleep(_SLEEP)

    def _wait_for_foreground(self) -> None:
        """Stop again as often as it is told to go on in the background (bg)."""
        while self._went_on and not _in_foreground():
            os.kill(os.getpid(), signal.SIGTSTP)
            time.sleep(STOPS_WITHIN)

    def _take_terminal(self) -> None:
        self._driver.resume_application_mode()
        self._app.refresh(layout=True)

    def _asked_to_stop(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(lambda: self.suspend(whole_job=False))

    def _told_to_go_on(self, *_: object) -> None:
        self._went_on = True
        if not self._is_stopping:
            self._loop.call_soon_threadsafe(self._take_terminal_again)

    def _take_terminal_again(self) -> None:
        """Paint all of it where something else had the terminal, as after `kill -STOP`."""
        if not self._is_stopping and _in_foreground():
            self._driver.suspend_application_mode()
            self._take_terminal()


def has_job_control() -> bool:
    """Whether a shell may be waiting that could let the app go on; False where surely none is."""
    if not hasattr(signal, "SIGTSTP"):
        return False
    # Who leads a session was started by what is outside of it.
    return os.getsid(0) != os.getpid()


def _in_foreground() -> bool:
    """Whether the terminal is the app's own now; True where that cannot be told."""
    try:
        return os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0) == os.getpgrp()
    except (OSError, ValueError):
        return True
