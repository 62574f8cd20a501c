"""The command as a process: what it imports, pipes, signals, and a terminal."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tui.config import demo_folder

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))
LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
COMPARE = (sys.executable, "-m", "tui")

REPORT_MODULES = """
import sys
from tui.cli import main
code = main(sys.argv[1:])
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("clean", SEEDS[0]),
        ("clean", "--format", "jsonl", SEEDS[0]),
        ("diff", SEEDS[2], SEEDS[3]),
        ("diff", "--format", "json", SEEDS[2], SEEDS[3]),
    ],
    ids=["help", "version", "clean", "clean-jsonl", "diff", "diff-json"],
)
def test_printing_never_imports_textual(arguments: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", REPORT_MODULES, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(ran.stderr.split())
    assert "tui.cli" in modules
    assert not {"textual", "rich", "numpy", "difflib", "asyncio"} & modules


def test_python_m_tui_is_the_same_program() -> None:
    ran = subprocess.run([*COMPARE, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("compare ")


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text(f"{LEAD} {number}\n", encoding="utf-8")
    command = [*COMPARE, "clean", "--format", "jsonl", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 128 + signal.SIGPIPE


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text(f"{LEAD} {number}\n", encoding="utf-8")
    command = [*COMPARE, "clean", "--format", "jsonl", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        assert errors == b""
        assert process.returncode == 130


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")  # noqa: PTH110
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(
            [*COMPARE, "clean", SEEDS[0]],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("compare: can't write the output")
    assert ran.stderr.count("\n") == 1


def test_the_encoding_of_the_terminal_breaks_neither_text_nor_json() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    text, json = (
        subprocess.run(
            [*COMPARE, "diff", "--format", form, SEEDS[2], SEEDS[3]],
            capture_output=True,
            env=environment,
            check=True,
        ).stdout
        for form in ("text", "json")
    )
    assert text.isascii()
    assert "’" in json.decode()


def in_terminal(arguments: list[str], keys: bytes, wait_for: bytes, **environment: str) -> bytes:
    """What the command writes to a terminal of its own; keys are sent once it has shown a word."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment)
        os.execv(sys.executable, [*COMPARE, *arguments])  # noqa: S606
    written, sent, end = b"", False, time.monotonic() + 30
    while time.monotonic() < end:
        try:
            written += os.read(terminal, 65536)
        except OSError:
            break
        if not sent and wait_for in written:
            os.write(terminal, keys)
            sent = True
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return written


def test_on_a_terminal_there_is_colour_unless_it_is_unwanted() -> None:
    arguments = ["diff", SEEDS[2], SEEDS[3]]
    coloured = in_terminal(arguments, b"", b"\x00", TERM="xterm", COLUMNS="100", NO_COLOR="")
    assert b"\x1b[94m" in coloured
    for unwanted in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = in_terminal(
            arguments, b"", b"\x00", **{"COLUMNS": "100", "NO_COLOR": "", **unwanted}
        )
        assert b"\x1b" not in plain


def test_the_demo_opens_in_the_app_and_q_leaves_it() -> None:
    shown = in_terminal(["--demo"], b"q", "≈".encode(), TERM="xterm-256color")
    assert re.search(rb"\x1b\[\?1049h", shown)
    assert re.search(rb"\x1b\[\?1049l", shown)
