"""Ending as Ctrl+C does when the system asks to, so that the terminal is left as it was."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import threading
import time
from _frozen_importlib_external import ExtensionFileLoader
from typing import TYPE_CHECKING, TypeVar

Result_co = TypeVar("Result_co", covariant=True)
"""What an app ends with."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Protocol

    class Runnable(Protocol[Result_co]):
        """An app, which keeps the fault that ended it."""

        fault: Exception | None

        def run(self) -> Result_co | None:
            """Run until it is left."""

        def exit(self) -> object:
            """Leave it."""


_ASKED = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


TIME_TO_END = 10.0
"""Seconds that the app has to end in good order on Ctrl+C."""


_heard: list[int] = []


_LOADING = {step: getattr(ExtensionFileLoader, step) for step in ("create_module", "exec_module")}
"""How Python loads a library that was compiled."""


def heed_signals() -> None:
    """Take SIGTERM, SIGHUP and, on Windows, Ctrl+Break for Ctrl+C from now on.

    Everything knows how to end on Ctrl+C: the app gives the terminal back, what is being written
    beside its place is taken away. A signal that is ignored stays so, as under nohup, and so does
    Ctrl+C in a script's background.
    """
    _heard.clear()
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _ask_again
    for step, load in _LOADING.items():
        setattr(ExtensionFileLoader, step, _undisturbed(load))
    # Python lets only the main thread do this.
    if threading.current_thread() is not threading.main_thread():
        return
    interrupts = signal.getsignal(signal.SIGINT)
    if interrupts not in (signal.default_int_handler, signal.SIG_IGN):
        return
    if interrupts is signal.SIG_IGN:
        # Ignored as before, but by a function, through which the others can interrupt.
        signal.signal(signal.SIGINT, _ignore_unless_asked)
    for number in _ASKED:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def forget_signals() -> None:
    """Let these signals end the process at once again."""
    for step, load in _LOADING.items():
        setattr(ExtensionFileLoader, step, load)
    for number in _ASKED:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) is _ignore_unless_asked:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _undisturbed(load: Callable[..., object]) -> Callable[..., object]:
    """Load a compiled library as `load` does; Ctrl+C comes when it is loaded.

    Many load further modules then and overlook that one was interrupted: they work until they
    need it and break the process, or say that something is not installed.
    """

    def loaded(*arguments: object) -> object:
        before = signal.getsignal(signal.SIGINT)
        # Only there does it interrupt anything, and only there may it be put off.
        if threading.current_thread() is not threading.main_thread() or before is None:
            return load(*arguments)
        pressed: list[int] = []
        try:
            signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
            return load(*arguments)
        finally:
            signal.signal(signal.SIGINT, before)
            if pressed:
                signal.raise_signal(signal.SIGINT)

    return loaded


def run_app(app: Runnable[Result_co]) -> Result_co | None:
    """Run an app on the terminal of standard output; Ctrl+C ends it once, in good order.

    Raises:
        Exception: A fault of the program ended it.
    """
    from tui.cli.terminal import drawn_on

    with drawn_on(sys.stdout.fileno()), ended_once(app.exit):
        result = app.run()
    if isinstance(app.fault, OSError):
        # It came from inside: it is not the output that failed.
        raise RuntimeError(str(app.fault)) from app.fault
    if app.fault is not None:
        raise app.fault
    return result


@contextlib.contextmanager
def ended_once(leave: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl+C end an app that runs inside in good order, once, and then be nothing more.

    The second of several in a row would come while it ends, in the middle of what others wrote,
    who would each tell it as a fault. What has not ended within `TIME_TO_END` is left as it is.

    Args:
        leave: Asks the app to end; called in its own loop.
    """
    asked: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        if not asked and (before is signal.default_int_handler or _heard):
            asked.append(number)
            with contextlib.suppress(RuntimeError):
                # Where memory is too short for one, nobody looks after the end.
                _thread.start_new_thread(_leave_later, (asked,))
            _leave_soon(leave)

    # Where it is ignored, or put off by others, it is not for the app.
    before = signal.getsignal(signal.SIGINT)
    heeded = before in (signal.default_int_handler, _ignore_unless_asked)
    heeded = heeded and threading.current_thread() is threading.main_thread()
    if heeded:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        asked.clear()
        if heeded:
            signal.signal(signal.SIGINT, before)


def _leave_soon(leave: Callable[[], object]) -> None:
    """Ask the app to end, in its loop; where none runs there is no app yet, or no more."""
    import asyncio

    try:
        asyncio.get_running_loop().call_soon_threadsafe(leave)
    except RuntimeError:
        leave_at_once(exit_code())


def _leave_later(asked: list[int]) -> None:
    """Leave an app that was asked to end and has not."""
    time.sleep(TIME_TO_END)
    if asked:
        _leave_now(exit_code())


def exit_code() -> int:
    """128 and the number of the signal that ended it, Ctrl+C if no other did."""
    return 128 + (_heard[0] if _heard else signal.SIGINT)


def leave_at_once(code: int) -> None:
    """End the process now where threads are still at work, for which Python would wait.

    Ctrl+C while it waits for them would end in a traceback. What is written is whole or not
    there at all, whatever is left undone. It ends now as well where what it wrote goes nowhere any
    more, about which Python would complain, and where the app was left in the middle, of which
    each task would. Otherwise only Ctrl+C is ignored.
    """
    # What was asked once need not be asked again, not even while Python itself ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    is_gone = False
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            is_gone = True
        except (ValueError, AttributeError):
            # Closed, or never open.
            continue
    if is_gone or "asyncio" in sys.modules or any(map(_is_waited_for, threading.enumerate())):
        _leave_now(code)


def _leave_now(code: int) -> None:
    if "tui.cli.terminal" in sys.modules:
        from tui.cli.terminal import give_back

        give_back()
    os._exit(code)


def _is_waited_for(thread: threading.Thread) -> bool:
    return thread is not threading.main_thread() and not thread.daemon


def was_asked() -> bool:
    """Whether a signal other than Ctrl+C asked to end."""
    return bool(_heard)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _heard.append(number)
    signal.raise_signal(signal.SIGINT)


def _ignore_unless_asked(number: int, frame: FrameType | None) -> None:
    if _heard:
        signal.default_int_handler(number, frame)


def _ask_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt once more where Ctrl+C came in a callback, out of which Python lets nothing pass.

    It would write a traceback to the terminal and go on.
    """
    try:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            sys.__unraisablehook__(lost)
            return
        # Not from here, which is such a callback too; nor with more than one call, as each is a
        # moment in which the next Ctrl+C may come.
        _thread.start_new_thread(_interrupt_later, ())
    except KeyboardInterrupt:
        # Nothing may be let pass here, either.
        _ask_again(lost)
    except RuntimeError:
        # Python is about to end, and starts no more threads.
        return


def _interrupt_later() -> None:
    time.sleep(0.01)
    _interrupt_main()


def _interrupt_main() -> None:
    """Interrupt the main thread, also where it sleeps, which wakes up for its own signals alone."""
    if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident) is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
