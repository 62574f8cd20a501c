"""What an encoding lacks is printed as plain signs that differ where the signs differ."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

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


PRINTS = """
import io, json, sys
from tui.cli import main

printed = []
for encoding, line in json.loads(sys.argv[1]):
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, write_through=True)
        for errors in ("strict", "backslashreplace")
    )
    assert main(line) in (0, 1, 2)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    printed.append("".join(stream.buffer.getvalue().decode(encoding) for stream in streams))
print(json.dumps(printed))
"""
"""Prints what each command prints in each encoding, to standard output and to standard error."""


def printed(*asked: tuple[str, tuple[str, ...]]) -> list[str]:
    """What commands print in an encoding each, all in one process."""
    ran = subprocess.run(
        [sys.executable, "-c", PRINTS, json.dumps(asked)], capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    said: list[str] = json.loads(ran.stdout)
    return said


def test_the_kinds_of_row_have_signs_that_differ() -> None:
    signs = {kind.glyph for kind in KINDS} | set(CHOICE_SIGNS.values())
    assert len({plain(sign) for sign in signs}) == len(signs)
    for sign in (*signs, *GLYPHS.values()):
        assert plain(sign).isascii()
        assert plain(sign) != UNKNOWN
    assert len({plain(kind.glyph) for kind in KINDS if kind.look != "only-right"}) == 5


def test_no_sign_becomes_a_question_mark() -> None:
    encodings = ("utf-8", "ascii", "latin-1")
    said = printed(*((encoding, line) for line in PRINTING for encoding in encodings))
    for at, line in enumerate(PRINTING):
        wanted, *others = said[3 * at : 3 * at + 3]
        for got in others:
            assert "Traceback" not in got
            # Each is as wide as what it stands for: columns stay straight.
            assert [len(one) for one in got.splitlines()] == [
                len(one) for one in wanted.splitlines()
            ], line
            pairs = zip(wanted, got, strict=True)
            lost = {one for one, other in pairs if other == UNKNOWN != one and not one.isalpha()}
            assert not lost, line


def test_what_is_wrong_is_said_in_plain_signs_too() -> None:
    line = ("clean", "“none”.txt")
    assert "“" in printed(("utf-8", line))[0]
    # As where the console itself has such an encoding.
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    ran = subprocess.run([*COMPARE, *line], capture_output=True, env=environment, check=False)
    assert ran.returncode == 2
    assert '"none".txt' in ran.stderr.decode("latin-1")


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
    assert b"cannot run in this terminal" in said
    assert b"\x1b" not in said
