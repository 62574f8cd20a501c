"""The terminal that the app is drawn on: whether its background is light, and drawing on it.

The question for the background (OSC 11) is followed by one that every terminal answers (DA1), so
that it is known when no answer will come any more. Loading Textual takes longer than a terminal
on the same machine takes to answer; only one that is far away is waited for. Where the
environment says what the colours are, or the terminal is known to answer nothing, it is not asked.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


QUESTION = b"\x1b]11;?\x1b\\\x1b[c"


FAR_AWAY = 0.3
"""Seconds that a terminal at the other end of a network has, beyond the time loading takes."""


MOST_ANSWERED = 4_096
"""Bytes of an answer; more than any terminal sends."""


# Compiled only where they are looked for.
_COLOUR = rb"(?i)\x1b\]11;rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})"


_END = rb"\x1b\[\?[0-9;]*c"


_MUTE = frozenset({"", "dumb", "linux"})
"""Terminals that do not answer, or print the question."""


class Background:
    """A question to the terminal on standard input and output."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Ask, unless the environment says that there is nobody to ask, or no need to."""
        self._patience = FAR_AWAY if environment.get("SSH_CONNECTION") else 0.0
        self._before: list[Any] | None = None
        self._awaited = False
        if environment.get("COLORFGBG") or environment.get("TERM", "") in _MUTE:
            return
        with contextlib.suppress(ImportError, OSError, ValueError):
            self._ask()

    @property
    def is_awaited(self) -> bool:
        """Whether the terminal was asked and has not answered all of it."""
        return self._awaited

    def is_light(self) -> bool | None:
        """The answer; None where there is none. The terminal is then as it was before."""
        if self._before is None:
            return None
        try:
            with contextlib.suppress(OSError):
                return is_light(self._answer())
            return None
        finally:
            self.end()

    def end(self) -> None:
        """Leave the terminal as it was before; an answer that nobody wanted is thrown away."""
        if self._before is not None:
            import termios

            before, self._before = self._before, None
            with contextlib.suppress(termios.error):
                # Not TCSAFLUSH: that waits until everything written has been shown.
                termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)

    def _ask(self) -> None:
        import termios

        terminal = sys.stdin.fileno()
        try:
            before = termios.tcgetattr(terminal)
            # The answer must neither be shown nor wait for a line's end.
            quiet = termios.tcgetattr(terminal)
            quiet[3] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(terminal, termios.TCSANOW, quiet)
        except termios.error:
            return
        self._before = before
        os.write(sys.stdout.fileno(), QUESTION)
        self._awaited = True

    def _answer(self) -> bytes:
        terminal = sys.stdin.fileno()
        until = monotonic() + self._patience
        answer = b""
        while not re.search(_END, answer) and len(answer) < MOST_ANSWERED:
            ready, _, _ = select.select([terminal], [], [], max(until - monotonic(), 0))
            part = os.read(terminal, MOST_ANSWERED) if ready else b""
            if not part:
                break
            answer += part
        self._awaited = not re.search(_END, answer)
        return answer


def is_light(answer: bytes) -> bool | None:
    """Whether a terminal's answer tells of a light background; None where it does not tell."""
    colour = re.search(_COLOUR, answer)
    if colour is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in colour.groups())
    # How bright the eye finds the three (Rec. 709).
    brightness: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return brightness > 0.5


@contextlib.contextmanager
def drawn_on(terminal: int) -> Iterator[None]:
    """Let Textual draw on a terminal, given by its file descriptor, and in UTF-8.

    Textual draws on what was standard error at the start, in the encoding of the locale, and
    takes no other file. Where that is a log or closed nothing would be seen, and in a locale
    that is not UTF-8, which hardly any terminal keeps to, no glyph.
    """
    before = sys.__stderr__
    _drawn_on.append((terminal, _modes(terminal)))
    drawn = open(os.dup(terminal), "w", encoding="utf-8", errors="replace", newline="")  # noqa: PTH123, SIM115
    vars(sys)["__stderr__"] = drawn
    try:
        yield
        _drawn_on.clear()
    finally:
        vars(sys)["__stderr__"] = before
        # The terminal may be gone.
        with contextlib.suppress(OSError):
            drawn.close()


_LEFT = b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l"
"""What ends the app's screen, and shows the cursor; no mouse, pasting or focus is told of."""


_drawn_on: list[tuple[int, list[Any] | None]] = []
"""The terminal that the app is drawn on, or was when it was interrupted, and its modes before."""


def give_back() -> None:
    """Give the terminal back in the place of the app, which was interrupted as it did so."""
    for terminal, modes in _drawn_on:
        # The terminal may be gone; and one that takes nothing is not waited for.
        with contextlib.suppress(OSError, ValueError):
            if modes is not None and select.select([], [terminal], [], 0)[1]:
                import termios

                os.write(terminal, _LEFT)
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(terminal, termios.TCSANOW, modes)
    _drawn_on.clear()


def _modes(terminal: int) -> list[Any] | None:
    """The modes of a terminal; None where it has none, or the system none to be asked."""
    try:
        import termios

        return termios.tcgetattr(terminal)
    except ImportError:
        return None
    except (OSError, termios.error):
        return None
