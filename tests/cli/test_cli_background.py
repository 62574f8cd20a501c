"""Light or dark: what a terminal answers, and that asking it leaves no trace."""

from __future__ import annotations

import os
import pty
import select
import termios
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tui.cli import terminal as background
from tui.cli.terminal import QUESTION, Background, is_light

if TYPE_CHECKING:
    from collections.abc import Iterator

DARK = b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"
LIGHT = b"\x1b]11;rgb:fafa/fafa/fafa\x07"
END = b"\x1b[?62;22c"


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (DARK + END, False),
        (LIGHT + END, True),
        (b"\x1b]11;rgb:ff/ff/ff\x1b\\", True),
        (b"\x1b]11;rgb:0/0/f\x1b\\", False),
        (b"\x1b]11;rgba:ffff/ffff/e0e0/ffff\x1b\\", True),
        (END, None),
        (b"", None),
        (b"\x1b]11;rgb:zz/zz/zz\x1b\\", None),
        (b"\x1b]11;rgb:1e1e/1e", None),
    ],
)
def test_answers_are_understood(answer: bytes, light: bool | None) -> None:
    assert is_light(answer) is light


class Terminal(NamedTuple):
    """Both ends: the program's own, and the other one."""

    own: int
    other: int

    def read(self) -> bytes:
        """What the program has written; nothing where it has not."""
        ready, _, _ = select.select([self.other], [], [], 0.2)
        return os.read(self.other, 100) if ready else b""

    def state(self) -> list[Any]:
        return termios.tcgetattr(self.own)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A pseudo-terminal as standard input and output."""
    other, own = pty.openpty()
    stream = SimpleNamespace(fileno=lambda: own)
    # Not those of the test runner, which puts its own in their place.
    monkeypatch.setattr(background, "sys", SimpleNamespace(stdin=stream, stdout=stream))
    yield Terminal(own, other)
    os.close(other)
    os.close(own)


@pytest.mark.parametrize("environment", [{}, {"SSH_CONNECTION": "here there"}])
def test_a_terminal_is_asked_and_left_as_it_was(
    terminal: Terminal, environment: dict[str, str]
) -> None:
    before = terminal.state()
    asked = Background({"TERM": "xterm-256color", **environment})
    assert terminal.read() == QUESTION
    os.write(terminal.other, LIGHT + END)
    assert asked.is_light() is True
    assert not asked.is_awaited
    assert terminal.state() == before


def test_a_terminal_that_does_not_answer_is_not_waited_for(terminal: Terminal) -> None:
    before = terminal.state()
    asked = Background({"TERM": "xterm"})
    assert asked.is_light() is None
    assert asked.is_light() is None
    assert asked.is_awaited
    assert terminal.state() == before
    assert terminal.read() == QUESTION
    asked.end()


@pytest.mark.parametrize(
    "environment", [{"TERM": "dumb"}, {}, {"TERM": "xterm", "COLORFGBG": "0;15"}]
)
def test_who_need_not_be_asked_is_not(terminal: Terminal, environment: dict[str, str]) -> None:
    asked = Background(environment)
    assert terminal.read() == b""
    assert asked.is_light() is None


def test_where_there_is_no_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    pipes = SimpleNamespace(
        stdin=SimpleNamespace(fileno=lambda: reader), stdout=SimpleNamespace(fileno=lambda: writer)
    )
    monkeypatch.setattr(background, "sys", pipes)
    assert Background({"TERM": "xterm"}).is_light() is None
    os.close(writer)
    assert os.read(reader, 100) == b""
    os.close(reader)
