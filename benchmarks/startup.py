"""How long until the first screen with aligned paragraphs, beside a bare Textual app.

    python benchmarks/startup.py [ROUNDS] [COMPARE ARGUMENTS...]

Both are started in a pseudo-terminal, turn about, and timed from process start until what
they show has arrived. Prints the medians and their ratio to the bare app; the goal on the seeds
is 1.5. `first` is compare with nothing kept from a run before; it then reads and aligns the
pages in a second process while Textual loads.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("one line")

Bare().run()
"""
ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 120, 36
PATIENCE = 30.0

ALIGNED = ("≈", "RIYADH")
"""A near pair's glyph and a word that only the body of seed 003 begins with."""


def time_until(command: list[str], marks: tuple[str, ...]) -> float:
    """Seconds from process start until every mark has been written to the terminal.

    Args:
        command: The program and its arguments.
        marks: Strings that the first screen shows, none of them broken by a style change.

    Raises:
        TimeoutError: The marks did not come.
    """
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.chdir(ROOT)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    wanted = [mark.encode() for mark in marks]
    written = b""
    try:
        while not all(mark in written for mark in wanted):
            left = PATIENCE - (time.perf_counter() - start)
            ready, _, _ = select.select([terminal], [], [], max(left, 0))
            if not ready:
                raise TimeoutError(f"{command} did not show {marks}")
            written += os.read(terminal, 1 << 16)
        return time.perf_counter() - start
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def main(arguments: list[str]) -> None:
    """Time both programs and print the medians."""
    # Nobody's place is taken up, and none is left.
    os.environ["XDG_STATE_HOME"] = os.devnull
    rounds = int(arguments[0]) if arguments else 15
    bare = [sys.executable, "-c", BARE]
    ours = [sys.executable, "-m", "tui", *arguments[1:]]
    times: dict[str, list[float]] = {"bare": [], "compare": [], "first": []}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        time_until(ours, ALIGNED)  # checks the configuration, and compiles the modules
        for _ in range(rounds):
            times["bare"].append(time_until(bare, ("one line",)))
            for kept in Path(cache).glob("**/opening-*"):
                kept.unlink()
            times["first"].append(time_until(ours, ALIGNED))
            while not any(Path(cache).glob("**/opening-*.pickle")):
                time.sleep(0.01)
            times["compare"].append(time_until(ours, ALIGNED))
    bare_median = statistics.median(times["bare"])
    for name, values in times.items():
        median = statistics.median(values)
        best = min(values) * 1000
        print(
            f"{name:8} {median * 1000:5.0f} ms  best {best:4.0f}  ratio {median / bare_median:.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
