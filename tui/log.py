"""What the program did and how long it took, for bug reports.

Notes are kept in memory, the last few hundred of them, and cost next to nothing there. They
reach the log file when `--verbose` asks for it, or when something fails that should not: then
the file tells what came before. It stands in the user's own log folder, holds names, numbers
and times but no page text, never grows past two megabytes with the one before it, and can be
deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from time import gmtime, perf_counter, strftime, time
from typing import TYPE_CHECKING

from tui.files.folders import is_nowhere, own_folder
from tui.files.write import refusal
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


MOST_NOTES = 500
"""Notes that are kept in memory; the oldest is forgotten first."""


MOST_LOG_BYTES = 1_000_000
"""Size from which on a log file is put aside as the one before, and a new one begun."""


MOST_CHARACTERS = 300
"""Characters that are kept of one fact: enough for a path, too few for a page."""


_APPENDING = (
    os.O_WRONLY
    | os.O_APPEND
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


_notes: deque[str] = deque(maxlen=MOST_NOTES)


_lock = threading.Lock()


_tell: Callable[[str], object] | None = None


_kept = False


_refused: deque[str] = deque(maxlen=1)
"""Why the log could not be written when it was to be last."""


def log_file() -> Path:
    """The log file, whether or not it is there."""
    return own_folder("log") / "compare.log"


def whereabouts() -> str:
    """Where the log is, or why it could not be written, in a sentence."""
    file = log_file()
    if is_nowhere(file):
        return "no log was written, as no HOME is set"
    if _refused:
        return f"{file}: the log cannot be written ({_refused[0]})"
    return f"the log is {file}"


def said_by(error: BaseException) -> str:
    """An error's own words; never fails, as those of a broken error may."""
    with contextlib.suppress(Exception):
        return str(error)
    return ""


def keep(tell: Callable[[str], object] | None = None) -> None:
    """Write every note to the log file from now on, and those that are in memory.

    Args:
        tell: Is told of every note to come, without its time.
    """
    global _kept, _tell
    with _lock:
        _tell, _kept = tell, True
        _flush()


def is_kept() -> bool:
    """Whether every note is written to the log file."""
    return _kept


def forget() -> None:
    """Begin anew: nothing noted, nothing written."""
    global _kept, _tell
    with _lock:
        _tell, _kept = None, False
        _notes.clear()
        _refused.clear()


def note(what: str, **facts: object) -> None:
    """Note something that was done.

    Args:
        what: What, in a few words.
        facts: Names, numbers and paths that tell which and how; no text of a page.
    """
    line = " ".join([what, *(f"{key}={_plain(value)}" for key, value in facts.items())])
    with _lock:
        _notes.append(f"{_now()} [{os.getpid()}] {line}")
        if _kept:
            _flush()
        tell = _tell
    if tell is not None:
        tell(line)


@contextlib.contextmanager
def step(what: str, **facts: object) -> Iterator[dict[str, object]]:
    """Note something that takes time, when it is over.

    Args:
        what: What is done, in a few words.
        facts: What is known about it before.

    Yields:
        The facts; what is found out meanwhile can be added.
    """
    begun = perf_counter()
    try:
        yield facts
    except BaseException as error:
        facts["failed"] = type(error).__name__
        raise
    finally:
        note(what, **facts, ms=round(1000 * (perf_counter() - begun), 1))


def fault(where: str, error: BaseException) -> Path | None:
    """Write down a fault of the program: what failed, where, and what came before.

    Args:
        where: What was being done, in a few words.
        error: What was raised.

    Returns:
        The log file, to be named to the reader; None where it cannot be written. Whatever
        is the matter with the error or the machine, this raises nothing.
    """
    # What fails here would hide what failed there.
    with contextlib.suppress(Exception):
        note("FAULT", where=where, kind=type(error).__name__)
        lines = _traced(error)
        with _lock:
            _notes.extend(f"    {inert(line)[:MOST_CHARACTERS]}" for line in lines)
            return log_file() if _flush() else None
    return None


def _traced(error: BaseException) -> list[str]:
    from traceback import format_exception, format_tb

    try:
        return "".join(format_exception(error)).splitlines()
    except Exception:  # noqa: BLE001 - the words or the causes of an error may be broken
        return "".join(format_tb(error.__traceback__)).splitlines()


def _flush() -> bool:
    """Write what is in memory; False where that cannot be done."""
    lines = list(_notes)
    _notes.clear()
    try:
        _write(lines)
    except (OSError, ValueError) as error:
        _notes.extend(lines)
        _refused.append(refusal(error) if isinstance(error, OSError) else said_by(error))
        return False
    _refused.clear()
    return True


def _write(lines: Iterable[str]) -> None:
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    # On Windows, none that another process has open can be put aside: then it grows meanwhile.
    with contextlib.suppress(OSError):
        if file.stat().st_size > MOST_LOG_BYTES:
            file.replace(file.with_name(f"{file.name}.1"))
    # Only the user reads which pages were read. Appended at once, as two processes may write.
    # A pipe in its place would wait for its reader.
    descriptor = os.open(file, _APPENDING, 0o600)
    try:
        os.write(descriptor, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    finally:
        os.close(descriptor)


def _now() -> str:
    now = time()
    return f"{strftime('%Y-%m-%dT%H:%M:%S', gmtime(now))}.{int(now % 1 * 1000):03}Z"


def _plain(value: object) -> str:
    text = inert(str(value))
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS]}…"
    return f'"{text}"' if " " in text or not text else text
