"""However it is ended, the terminal is left as it was, and nothing is said that nobody asked."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
import tty
from contextlib import suppress
from pathlib import Path

import pytest

from tui.cli import main
from tui.cli.terminal import drawn_on, give_back
from tui.config import demo_folder

SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))
LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
COMPARE = (sys.executable, "-m", "tui")
PATIENCE = 30.0


class Terminal:
    """A terminal with the program in it."""

    def __init__(self, *arguments: str, command: tuple[str, ...] = COMPARE) -> None:
        self.main, self.side = pty.openpty()
        termios.tcsetwinsize(self.side, (40, 120))
        self.before = termios.tcgetattr(self.side)
        self.shown = b""
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdin=self.side,
            stdout=self.side,
            stderr=self.side,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )

    def read(self, seconds: float) -> bool:
        """Take in what is shown within some seconds; False where it is nothing."""
        if not select.select([self.main], [], [], seconds)[0]:
            return False
        self.shown += os.read(self.main, 65536)
        return True

    def wait_for(self, words: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown[-2000:]
            self.read(0.1)

    def end(self) -> int:
        """Read on until the program has ended; gives its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end
            self.read(0.02)
        while self.read(0.05):
            pass
        return self.process.returncode

    def close(self) -> None:
        os.close(self.main)
        os.close(self.side)

    def assert_sane(self) -> None:
        """Check that the terminal is as it was before."""
        assert termios.tcgetattr(self.side) == self.before
        assert b"Traceback" not in self.shown
        for on, off in (
            (b"\x1b[?1049h", b"\x1b[?1049l"),
            (b"\x1b[?25l", b"\x1b[?25h"),
            (b"\x1b[?1000h", b"\x1b[?1000l"),
            (b"\x1b[?2004h", b"\x1b[?2004l"),
        ):
            assert self.shown.rfind(on) <= self.shown.rfind(off), on


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_view_gives_the_terminal_back(number: signal.Signals) -> None:
    terminal = Terminal("--demo")
    try:
        terminal.wait_for("≈".encode())
        terminal.process.send_signal(number)
        assert terminal.end() == (0 if number is signal.SIGINT else 128 + number)
        terminal.assert_sane()
    finally:
        terminal.process.kill()
        terminal.close()


def test_ctrl_c_again_and_again_while_the_app_ends_says_nothing() -> None:
    terminal = Terminal("--demo")
    try:
        terminal.wait_for("≈".encode())
        for _ in range(5):
            terminal.process.send_signal(signal.SIGINT)
            terminal.read(0.01)
        assert terminal.end() in (0, 130)
        assert b"Traceback" not in terminal.shown
        assert b"was never" not in terminal.shown
        terminal.assert_sane()
    finally:
        terminal.process.kill()
        terminal.close()


def test_an_app_that_does_not_end_is_left_as_it_is() -> None:
    code = (
        "import asyncio, signal, time; from tui.cli import signals; signals.TIME_TO_END = 0.1\n"
        "async def run():\n"
        "    signal.raise_signal(signal.SIGINT); await asyncio.sleep(0); time.sleep(60)\n"
        "with signals.ended_once(print): asyncio.run(run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize(
    ("beginning", "number"),
    [(b"\x1b[?1049h", signal.SIGINT), (b"\x1b[?2004h", signal.SIGTERM)],
)
def test_a_signal_while_it_starts_gives_the_terminal_back(
    beginning: bytes, number: signal.Signals
) -> None:
    terminal = Terminal("--demo", "--fresh")
    try:
        terminal.wait_for(beginning)
        terminal.process.send_signal(number)
        terminal.end()
        terminal.assert_sane()
    finally:
        terminal.process.kill()
        terminal.close()


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
def test_it_ends_when_the_terminal_hangs_up(told: bool) -> None:
    terminal = Terminal("--demo")
    terminal.wait_for("≈".encode())
    terminal.close()
    if told:
        terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


def test_it_ends_when_the_terminal_hangs_up_in_a_group_of_an_index(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    index = str(tmp_path / "made.index")
    subprocess.run([*COMPARE, "index", str(demo_folder()), "-o", index], check=True)
    subprocess.run([*COMPARE, "cluster", index, "-o", str(tmp_path / "out")], check=True)
    terminal = Terminal(index)
    try:
        terminal.wait_for(b"headline")
        end = time.monotonic() + PATIENCE
        # The list may be seen before it hears keys.
        while "≈".encode() not in terminal.shown and time.monotonic() < end:
            os.write(terminal.main, b"\r")
            terminal.read(1)
            time.sleep(0.5)
            terminal.read(0.1)
        terminal.wait_for("≈".encode())
        terminal.close()
        terminal.process.send_signal(signal.SIGHUP)
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        terminal.process.kill()
        terminal.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_printing_quietly(number: signal.Signals, tmp_path: Path) -> None:
    for name in range(1000):
        (tmp_path / f"{name}.txt").write_text(f"{LEAD} {name}\n", encoding="utf-8")
    command = [*COMPARE, "clean", "--format", "jsonl", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        _, errors = process.communicate()
        assert errors == b""
        assert process.returncode == 128 + number


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_report_is_written_leaves_nothing_of_it(
    number: signal.Signals, tmp_path: Path
) -> None:
    pages, here = tmp_path / "pages", tmp_path / "here"
    pages.mkdir()
    here.mkdir()
    text = Path(SEEDS[0]).read_text("utf-8")
    for name in range(20):
        (pages / f"{name}.txt").write_text(f"{text}\n\nNumber {name}.\n", "utf-8")
    output = here / "story.html"
    output.write_text("mine", "utf-8")
    terminal = Terminal("report", str(pages), "-o", str(output), "--force", "--pairs", "all")
    try:
        terminal.wait_for(b"Writing")
        end = time.monotonic() + PATIENCE
        # A file that was only just made may be left to the next run.
        while not any(part.stat().st_size for part in here.glob(".*")):
            assert time.monotonic() < end, "nothing is written beside the file"
            time.sleep(0.005)
        terminal.process.send_signal(number)
        assert terminal.end() == 128 + number
        terminal.assert_sane()
        assert terminal.shown.endswith(b"\r\n")
        assert b"Error" not in terminal.shown
    finally:
        terminal.process.kill()
        terminal.close()
    assert output.read_text("utf-8") == "mine"
    assert list(here.iterdir()) == [output]


def test_what_ignores_ctrl_c_is_ended_by_sigterm(tmp_path: Path) -> None:
    for name in range(2000):
        (tmp_path / f"{name}.txt").write_text(f"{LEAD} {name}\n", encoding="utf-8")
    command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *COMPARE, "clean", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        assert process.poll() is None
        process.terminate()
        assert process.communicate(timeout=PATIENCE)[1] == b""
        assert process.returncode == 128 + signal.SIGTERM


def test_sigterm_ends_an_index_in_a_scripts_background_in_good_order(tmp_path: Path) -> None:
    rows = [json.dumps({"title": "Bridge", "text": f"{at} {LEAD} " * 20}) for at in range(9000)]
    (tmp_path / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    index = tmp_path / "corpus.index"
    command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *COMPARE, "index"]
    command += [str(tmp_path / "many.jsonl"), "-o", str(index), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + PATIENCE
        while not list(index.glob("**/*.parquet")) and time.monotonic() < end:
            time.sleep(0.05)
        process.terminate()
        # Whoever cleans up after a process that was killed would write to it, too.
        said = process.communicate(timeout=PATIENCE)[1]
        assert process.returncode == 128 + signal.SIGTERM
        assert said.count(b"\n") == 1
        assert b"the same command goes on" in said


@pytest.mark.parametrize("arguments", ["clean --format jsonl", "clean", "story", "rules list"])
def test_head_ends_it_quietly(arguments: str) -> None:
    pages = " ".join(f"'{seed}'" for seed in SEEDS * 40)
    program = f"'{sys.executable}' -m tui {arguments} {pages} | head -n 1"
    ran = subprocess.run(["sh", "-c", program], capture_output=True, check=True)
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str) -> None:
    program = f"'{sys.executable}' -m tui clean '{SEEDS[0]}' nowhere.txt {closed}"
    ran = subprocess.run(["sh", "-c", program], capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"bug in compare" not in ran.stderr
    assert (b"standard output is closed" in ran.stderr) == (closed == ">&-")
    assert b"nowhere" not in ran.stdout


def test_the_app_says_that_it_needs_a_terminal_where_its_streams_are_closed() -> None:
    program = f"'{sys.executable}' -m tui --demo <&-"
    ran = subprocess.run(["sh", "-c", program], capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"needs a terminal" in ran.stderr


BUSY = """
import sys
import threading
import tui.cli.open
from tui.cli import main
from tui.corpus.story import story

# The app itself is to wait, not the second process that works ahead.
tui.cli.open.can_work_ahead = lambda: False

def find_stories(*_given):
    threading.Event().wait(300)

story.find_stories = find_stories
sys.exit(main())
"""


@pytest.mark.parametrize("presses", [1, 3])
def test_ctrl_c_while_it_waits_for_a_thread_ends_it_at_once(presses: int) -> None:
    terminal = Terminal("--demo", "--fresh", command=(sys.executable, "-c", BUSY))
    try:
        terminal.wait_for("≈".encode())
        # It is ready, and what it is busy with has begun, when it says so.
        terminal.wait_for(b"5 articles")
        time.sleep(1)
        os.write(terminal.main, b"q")
        terminal.wait_for(b"\x1b[?1049l")
        for _ in range(presses):
            time.sleep(0.3)
            if terminal.process.poll() is None:
                terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 128 + signal.SIGINT
        terminal.assert_sane()
    finally:
        terminal.process.kill()
        terminal.close()


LOST = """
import signal
import time
import weakref
from tui.cli.signals import heed_signals

class Held:
    pass

heed_signals()
try:
    held = Held()
    gone = weakref.ref(held, lambda _: signal.raise_signal(signal.SIGINT))
    del held
    time.sleep(60)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_in_a_callback_is_not_lost_and_writes_no_traceback() -> None:
    ran = subprocess.run([sys.executable, "-c", LOST], capture_output=True, check=False)
    assert (ran.stdout, ran.stderr) == (b"interrupted\n", b"")


AT_ITS_EDGES = """
import _thread
import signal
import sys
import tui.cli
from tui.cli.signals import heed_signals

heed_signals()
start = _thread.start_new_thread

def press_once_more(*given):
    _thread.start_new_thread = start
    signal.raise_signal(signal.SIGINT)

class Lost:
    exc_type = KeyboardInterrupt

_thread.start_new_thread = press_once_more
try:
    sys.unraisablehook(Lost())
except KeyboardInterrupt:
    sys.exit("the hook lets it pass")
signal.raise_signal(signal.SIGINT)
"""


def test_ctrl_c_before_or_after_all_that_catches_it_writes_no_traceback() -> None:
    ran = subprocess.run([sys.executable, "-c", AT_ITS_EDGES], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGINT, b"", b"")


SHELL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
job = os.fork()
if job == 0:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpgrp())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, "-m", "tui", "--demo", "--fresh"])
os.write(1, b"job %d.\\n" % job)
while True:
    _, status = os.waitpid(job, os.WUNTRACED)
    os.tcsetpgrp(0, os.getpgrp())
    if not os.WIFSTOPPED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    os.write(1, b"stopped: fg?")
    os.read(0, 100)
    os.tcsetpgrp(0, job)
    os.killpg(job, signal.SIGCONT)
"""
"""What a shell with job control does: any line is taken for `fg`."""


def test_it_is_suspended_and_painted_again() -> None:
    terminal = Terminal(command=(sys.executable, "-c", SHELL))
    try:
        terminal.wait_for("≈".encode())
        terminal.wait_for(b"5 articles")
        time.sleep(1)
        job = int(terminal.shown.partition(b"job ")[2].partition(b".")[0])
        ways = ["ctrl+z", "ctrl+z", "kill -TSTP", "kill -TSTP", "kill -STOP", "ctrl+z in help"]
        for how in ways:
            if how == "ctrl+z in help":
                os.write(terminal.main, b"?")
                terminal.wait_for(b"What a row is")
            terminal.shown = b""
            if how.startswith("ctrl+z"):
                os.write(terminal.main, b"\x1a")
            else:
                os.kill(job, signal.SIGSTOP if how == "kill -STOP" else signal.SIGTSTP)
            terminal.wait_for(b"stopped: fg?")
            if how != "kill -STOP":
                assert b"\x1b[?1049l" in terminal.shown, how
            terminal.shown = b""
            os.write(terminal.main, b"\n" if how != "kill -STOP" else b"\r\n")
            terminal.wait_for(b"\x1b[?1049h")
            terminal.wait_for("≈".encode())
            terminal.wait_for(b"5 articles")
            time.sleep(0.5)
        os.write(terminal.main, b"\x11")
        assert terminal.end() == 0
    finally:
        terminal.process.kill()
        terminal.close()


def test_it_says_so_where_no_shell_could_bring_it_back() -> None:
    terminal = Terminal("--demo", "--fresh")
    try:
        terminal.wait_for("≈".encode())
        terminal.wait_for(b"5 articles")
        time.sleep(1)
        os.write(terminal.main, b"\x1a")
        terminal.wait_for(b"suspend here")
        os.write(terminal.main, b"q")
        assert terminal.end() == 0
    finally:
        terminal.process.kill()
        terminal.close()


def test_another_ctrl_c_while_it_ends_over_the_first_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes: list[int] = []

    def run(_arguments: object) -> int:
        raise KeyboardInterrupt

    def leave_at_once(code: int) -> None:
        codes.append(code)
        if len(codes) < 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.run.run", run)
    monkeypatch.setattr("tui.cli.signals.leave_at_once", leave_at_once)
    assert main() == 128 + signal.SIGINT
    assert codes == [128 + signal.SIGINT] * 3


def test_ctrl_c_while_a_class_is_made_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def configuration(_asked: object) -> None:
        # So does Python up to 3.11 with what comes in `__set_name__`.
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("tui.cli.rules.tell_of_configuration", configuration)
    assert main(["rules", "test"]) == 128 + signal.SIGINT
    assert capsys.readouterr().err == ""


NOBODY_READS = """
import os, sys
from tui.cli.signals import leave_at_once

read, write = os.pipe()
sys.stdout = open(write, "w")
os.close(read)
print("what nobody reads")
leave_at_once(129)
sys.exit(129)
"""


def test_what_was_left_to_write_does_not_change_the_exit_code() -> None:
    ran = subprocess.run([sys.executable, "-c", NOBODY_READS], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (129, b"")


_PRESSED_WHILE_A_LIBRARY_LOADS = """
import signal, sys

class Press:
    @staticmethod
    def find_spec(name, *_):
        if name == "datetime":
            sys.meta_path.remove(Press)
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Press)
from tui.cli import main
print(main(sys.argv[1:]))
"""


def test_ctrl_c_while_a_compiled_library_loads_comes_when_it_is_loaded() -> None:
    # What loads further modules may not look whether that was interrupted, and break later.
    command = [sys.executable, "-c", _PRESSED_WHILE_A_LIBRARY_LOADS, "clean", SEEDS[0]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "130\n", "")


def test_the_terminal_of_an_app_that_was_interrupted_as_it_ended_is_given_back() -> None:
    main_side, side = pty.openpty()
    before = termios.tcgetattr(side)
    try:
        with suppress(KeyboardInterrupt), drawn_on(side):
            os.write(side, b"\x1b[?1049h\x1b[?25l")
            tty.setraw(side)
            raise KeyboardInterrupt
        give_back()
        shown = b""
        while b"\x1b[?1004l" not in shown:
            shown += os.read(main_side, 65536)
        assert shown.index(b"\x1b[?1049h") < shown.index(b"\x1b[?1049l")
        assert b"\x1b[?25h" in shown
        assert termios.tcgetattr(side) == before
        # What ended as it should is left alone.
        with drawn_on(side):
            os.write(side, b"whole")
        give_back()
        assert os.read(main_side, 65536) == b"whole"
    finally:
        os.close(main_side)
        os.close(side)
