"""What a terminal does that Textual doesn't know of: it answers late, suspends, and goes away.

A terminal far away, or behind a slow multiplexer, may answer the question for its background
(`tui.cli.terminal`) once Textual reads the keyboard. Textual takes the answer for keys, which
would turn articles, change filters and begin a search: `LateAnswer` tells the two apart.

`Suspension` stops the app as a shell knows it (Ctrl+Z), and paints it again after `fg`.

Where a terminal is closed and no signal says so, its input ends, which Textual would read for
ever at full load: `leave_where_gone` ends the app.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec
from textual.events import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.driver import Driver


# Without escape characters, of which Textual makes "^", or nothing.
_BEGINNINGS = ("]11;rgba:", "]11;rgb:", "[?")


_COLOUR = re.compile(r"\]11;rgba?:[0-9a-fA-F/]*")


_COLOUR_ENDED = re.compile(r"(\]11;rgba?:[0-9a-fA-F/]*)(\\|\x07)")


_LAST = re.compile(r"\[\?[0-9;]*")


_LAST_ENDED = re.compile(r"\[\?[0-9;]*c")


_SURE = 3
"""Characters from which on it can be nothing else."""


class Passed(msgspec.Struct, frozen=True):
    """What becomes of the keys so far.

    Attributes:
        keys: Those that were typed, to be passed on in order.
        light: Whether the background is light, where the terminal has said so now.
        holds: Whether keys are held back because they may belong to an answer.
    """

    keys: tuple[Key, ...] = ()
    light: bool | None = None
    holds: bool = False


class LateAnswer:
    """Tells a late answer from what is typed.

    Args:
        is_light: Whether an answer tells of a light background; None where it does not tell.
    """

    awaited_for = 10.0
    """Seconds after the start for which an answer may come."""

    one_burst = 0.05
    """Seconds within which the first keys of an answer come; nobody types as fast."""

    def __init__(self, is_light: Callable[[bytes], bool | None]) -> None:
        self._is_light = is_light
        self._held: list[Key] = []
        self._text = ""
        self.awaited = True
        """Whether an answer may still come."""

    def take(self, key: Key) -> Passed:
        """Take the next key.

        Returns:
            What becomes of it, and of those that were held back.
        """
        character = "" if key.character in ("^", "\x1b") else key.character
        text = self._text + (character or "")
        if character is None:
            return Passed((*self.release(), key))
        if ended := _COLOUR_ENDED.fullmatch(text):
            self._forget()
            return Passed(light=self._is_light(f"\x1b{ended[1]}".encode()))
        if _LAST_ENDED.fullmatch(text):
            self._forget()
            self.awaited = False
            return Passed()
        if _may_go_on(text):
            self._held.append(key)
            self._text = text
            return Passed(holds=True)
        was_held = bool(self._held)
        released = self.release()
        if not was_held:
            return Passed((key,))
        # It may begin one itself.
        again = self.take(key)
        return Passed((*released, *again.keys), again.light, again.holds)

    def release(self) -> tuple[Key, ...]:
        """The keys that were held back, where they are no part of an answer."""
        held = () if self.is_sure else tuple(self._held)
        self._forget()
        return held

    @property
    def is_sure(self) -> bool:
        """Whether what is held back can be nothing but an answer."""
        return len(self._text) >= _SURE

    def _forget(self) -> None:
        self._held, self._text = [], ""


def _may_go_on(text: str) -> bool:
    begins = any(beginning.startswith(text) for beginning in _BEGINNINGS)
    return begins or bool(_COLOUR.fullmatch(text) or _LAST.fullmatch(text))


STOPS_WITHIN = 0.3
"""Seconds within which the system stops a process that is told to stop."""


_SLEEP = 0.02


class Suspension:
    """Stops the app where a shell waits for that, and takes the terminal again when it goes on.

    Textual's own way stops it for good where there is no shell to bring it back, and paints
    only part of it when it was stopped from outside.

    The driver is the app's own, and draws on a terminal.
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
    except (AttributeError, OSError, ValueError):
        return True


LOOKED_FOR = 1.0
"""Seconds between two looks for the terminal."""


_ENDS_WITHIN = 5.0
"""Seconds that the app has to end in order; what it still writes to the terminal may block."""


def leave_where_gone(terminal: int) -> None:
    """End as on a hang-up where the terminal with this file descriptor is there no longer."""
    if not hasattr(signal, "SIGHUP") or not _is_gone(terminal):
        return
    hangs_up = signal.getsignal(signal.SIGHUP)
    code = 128 + signal.SIGHUP
    threading.excepthook = _unless_it_was_written
    at_last = threading.Timer(_ENDS_WITHIN, os._exit, (code,))
    at_last.daemon = True
    at_last.start()
    # Under nohup, too: nobody can see or leave an app that has no terminal.
    signal.raise_signal(signal.SIGHUP if callable(hangs_up) else signal.SIGINT)


def _unless_it_was_written(failed: threading.ExceptHookArgs) -> None:
    """Tell of what failed in a thread, but for what could not be written to the terminal."""
    if not issubclass(failed.exc_type, OSError):
        threading.__excepthook__(failed)


def _is_gone(terminal: int) -> bool:
    if not hasattr(select, "poll"):
        return False
    watched = select.poll()
    try:
        watched.register(terminal, 0)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in watched.poll(0))
    except (OSError, ValueError):
        return False
