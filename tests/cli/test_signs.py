"""What an encoding lacks is printed as plain signs that differ where the signs differ."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tui.cli.streams import UNKNOWN, plain
from tui.config import demo_folder
from tui.presentation.kinds import CHOICE_SIGNS, GLYPHS, KINDS

SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))
COMPARE = (sys.executable, "-m", "tui")

PRINTING = (
    ("diff", SEEDS[2], SEEDS[3]),
    ("clean", *SEEDS),
    ("story", *SEEDS),
    ("rules", "list"),
    ("rules", "explain", SEEDS[1]),
    ("check", *SEEDS),
    ("diff", "--help"),
)


def printed(arguments: tuple[str, ...], encoding: str) -> str:
    """What a command prints, to standard output and then to standard error."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = subprocess.run([*COMPARE, *arguments], capture_output=True, env=environment, check=False)
    assert ran.returncode in (0, 1, 2)
    return (ran.stdout + ran.stderr).decode(encoding)


def test_the_kinds_of_row_have_signs_that_differ() -> None:
    signs = {kind.glyph for kind in KINDS} | set(CHOICE_SIGNS.values())
    assert len({plain(sign) for sign in signs}) == len(signs)
    for sign in (*signs, *GLYPHS.values()):
        assert plain(sign).isascii()
        assert plain(sign) != UNKNOWN
    assert len({plain(kind.glyph) for kind in KINDS if kind.look != "only-right"}) == 5


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("arguments", PRINTING, ids=lambda one: " ".join(one[:2])[:14])
def test_no_sign_becomes_a_question_mark(arguments: tuple[str, ...], encoding: str) -> None:
    wanted, got = printed(arguments, "utf-8"), printed(arguments, encoding)
    assert "Traceback" not in got
    # Each is as wide as what it stands for: columns stay straight.
    assert [len(line) for line in got.splitlines()] == [len(line) for line in wanted.splitlines()]
    pairs = zip(wanted, got, strict=True)
    assert not {one for one, other in pairs if other == UNKNOWN != one and not one.isalpha()}


def test_what_is_wrong_is_said_in_plain_signs_too() -> None:
    assert "“".encode() in printed(("clean", "“none”.txt"), "utf-8").encode()
    assert '"none".txt' in printed(("clean", "“none”.txt"), "latin-1")


def test_a_plain_terminal_gets_a_sentence_instead_of_the_app() -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb")
        os.execv(sys.executable, [*COMPARE, "--demo"])  # noqa: S606
    said = b""
    try:
        while part := os.read(terminal, 65536):
            said += part
    except OSError:
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert b"cannot be drawn on this terminal" in said
    assert b"\x1b" not in said
