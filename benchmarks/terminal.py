"""A program in a pseudo-terminal, as a person has it: keys in, what it paints out."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("one line")

Bare().run()
"""
BARE_COMMAND = [sys.executable, "-c", BARE]
BARE_MARK = re.compile(b"one line")
ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 120, 36
PATIENCE = 120.0

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)


class Terminal:
    """A program that runs in a pseudo-terminal of its own.

    Attributes:
        started: When it was started, in seconds of `time.perf_counter`.
        written: Everything that it has written so far.
    """

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (COLUMNS, ROWS)) -> None:
        """Start a program.

        Args:
            command: The program and its arguments.
            size: Columns and rows of the terminal.
        """
        self.started = time.perf_counter()
        self.written = bytearray()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm-256color"
            os.chdir(ROOT)
            os.execvp(command[0], list(command))
        self.resize(*size)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by a signal."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        """Send keys, as a terminal encodes them."""
        os.write(self._terminal, keys)

    def wait_for(self, mark: re.Pattern[bytes], since: int = 0) -> re.Match[bytes]:
        """Read until something has been written.

        Args:
            mark: What to wait for; it must not be broken by a change of style.
            since: From which byte of `written` on to look.

        Raises:
            TimeoutError: It did not come.
        """
        deadline = time.perf_counter() + PATIENCE
        while (found := mark.search(self.written, since)) is None:
            if not self._read(deadline - time.perf_counter()):
                tail = bytes(self.written[-300:])
                raise TimeoutError(f"{mark.pattern!r} was not shown; the last was {tail!r}")
        return found

    def settled(self, quiet: float = 0.1, first: float = 0.0) -> float:
        """Read until nothing has been written for a while.

        Args:
            quiet: How long that is, in seconds.
            first: How long to wait for the first byte.

        Returns:
            When the last byte came, in seconds of `time.perf_counter`; now where none came.
        """
        last = time.perf_counter()
        if first and self._read(first):
            last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def peak(self) -> float:
        """The most memory that the program and what it started have held so far, in MiB."""
        return sum(map(_peak_of, _family(self.process))) / 1024

    def end(self) -> None:
        """End the program at once."""
        for process in reversed(list(_family(self.process))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(patience, 0))
        if ready:
            self.written += os.read(self._terminal, 1 << 16)
        return bool(ready)


def _family(process: int) -> Iterator[int]:
    """A process and those that it started."""
    yield process
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _peak_of(process: int) -> int:
    with contextlib.suppress(OSError):
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text())
        return int(found[1]) if found else 0
    return 0
