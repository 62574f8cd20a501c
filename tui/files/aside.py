"""A second Python: how one is started, and work that is done in one so that it stays bounded.

What a library does in a language that trusts its memory, nobody can stop from this process, and
where it breaks it takes the process with it. In a process of its own the system bounds it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from tui.files.program import COLLECT_SELDOM
from tui.files.write import reason

_START = (
    "import sys; sys.path[:] = {{path!r}}; from tui.files.aside import serve_tasks; "
    "serve_tasks({work!r}, {seconds}, {megabytes})"
)


_PATIENCE = 10
"""Times its processor time that work may take by the clock, where the system does not bound it."""


_SELDOM = f"import gc; gc.set_threshold(*{COLLECT_SELDOM}); "


NO_THREAD = "no more threads can be started: memory is short, or their number is limited"
"""What Python, which says it with a RuntimeError, has no reason for."""


class AsideError(Exception):
    """A second process could not be started, or has ended early."""


class AsideEndedError(AsideError):
    """A second process was started, and has ended early or said what makes no sense."""


class OutOfBoundsError(Exception):
    """Work took more time or memory than it may, or broke what did it."""


_ENDED = (OSError, EOFError, ValueError, pickle.UnpicklingError)
"""What it shows as that a second process has ended, at whichever end of a pipe."""


class SecondProcess:
    """A second Python, which is sent pickles and sends some back, through pipes of its own."""

    def __init__(self, start: str) -> None:
        """Start it by Python code with `{path}` in it.

        Raises:
            AsideError: It cannot be started.
        """
        # -I: what stands in the current folder is not imported.
        command = [sys.executable, "-I", "-c", _SELDOM + start.format(path=sys.path)]
        try:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # What `nice` is elsewhere.
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        except OSError as error:
            raise AsideError(reason(error)) from error
        except (TypeError, ValueError) as error:
            raise AsideError(str(error)) from error
        if self._process.stdin is None or self._process.stdout is None:
            raise AsideError("it has no pipes")
        self._to, self._from = self._process.stdin, self._process.stdout

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self._process.poll() is not None

    def send(self, pickled: bytes) -> None:
        """Send it one thing.

        Raises:
            AsideEndedError: It has ended.
        """
        try:
            self._to.write(pickled)
            self._to.flush()
        except _ENDED as error:
            raise AsideEndedError(str(error)) from error

    def receive(self) -> Any:
        """Wait for the next thing that it sends.

        Raises:
            AsideEndedError: It has ended.
        """
        try:
            # From a process that this one has started, through a pipe of its own.
            return pickle.load(self._from)  # noqa: S301
        except _ENDED as error:
            raise AsideEndedError(str(error)) from error

    def kill(self) -> None:
        """End it, whatever it is at; whoever waits for an answer is told."""
        self._process.kill()

    def close(self) -> None:
        """End it, once nobody waits for an answer any more."""
        self._process.kill()
        for pipe in (self._to, self._from):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()


class BoundedWork:
    """Does one kind of work in a second process, one task after the other."""

    def __init__(self, work: str, *, seconds: int, megabytes: int) -> None:
        """Start nothing yet.

        Args:
            work: What is called with each task, as `module:function`.
            seconds: Of processor time that a task may take.
            megabytes: Of memory that it may take beyond what the process has.
        """
        self._start = _START.format(work=work, seconds=seconds, megabytes=megabytes)
        self._seconds = seconds
        self._process: SecondProcess | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def do(self, *task: Any) -> Any:
        """Have a task done.

        Returns:
            What the function returns.

        Raises:
            AsideError: There is no second process to do it; then it is to be done in this one.
            OutOfBoundsError: It went beyond its bounds.
        """
        with self._lock:
            process = self._running()
            impatient = threading.Timer(_PATIENCE * self._seconds, process.kill)
            if not _is_bounded():
                try:
                    impatient.start()
                except RuntimeError as error:
                    raise AsideError(NO_THREAD) from error
            try:
                process.send(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
                return process.receive()
            except AsideEndedError as error:
                self.end()
                raise OutOfBoundsError from error
            finally:
                impatient.cancel()

    def _running(self) -> SecondProcess:
        """The process, begun anew if it has ended, or is that of whom this one was forked from."""
        if self._process is None or self._owner != os.getpid() or self._process.has_ended:
            if self._process is None:
                atexit.register(self.end)
            self._process = SecondProcess(self._start)
            self._owner = os.getpid()
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._owner == os.getpid():
            self._process.close()


def _is_bounded() -> bool:
    """Whether the system bounds what a process takes."""
    try:
        import resource
    except ImportError:
        return False
    return hasattr(resource, "RLIMIT_CPU")


def serve_tasks(work: str, seconds: int, megabytes: int) -> None:
    """Do the tasks that come in, until none comes any more: the second process."""
    # Ctrl+C is for the first process, with which this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, name = work.partition(":")
    function = getattr(import_module(module), name)
    receive, send = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = pickle.load(receive)  # noqa: S301
            _bound(seconds, megabytes)
            pickle.dump(function(*task), send, pickle.HIGHEST_PROTOCOL)
            send.flush()


def _bound(seconds: int, megabytes: int) -> None:
    """Let the system end this process where it takes more from now on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limits = {resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime) + seconds}
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + megabytes * 1_000_000
    for what, most in limits.items():
        _, hard = resource.getrlimit(what)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # Not every system bounds everything that it has a number for.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (soft, hard))
