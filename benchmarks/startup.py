"""How long until the first screen with aligned paragraphs, beside a bare Textual app.

    python benchmarks/startup.py [ROUNDS] [COMPARE ARGUMENTS...]

Both are started in a pseudo-terminal, turn about, and timed from process start until what
they show has arrived. Prints the medians and their ratio to the bare app; the goal on the seeds
is 1.5. `first` is compare with nothing kept from a run before; it then reads and aligns the
pages in a second process while Textual loads.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from terminal import BARE_COMMAND, BARE_MARK, Terminal

ALIGNED = (re.compile("≈".encode()), re.compile(b"RIYADH"))
"""A near pair's glyph and a word that only the body of seed 003 begins with."""


def time_until(command: list[str], *marks: re.Pattern[bytes]) -> float:
    """Seconds from process start until every mark has been written to the terminal."""
    terminal = Terminal(command)
    try:
        for mark in marks:
            terminal.wait_for(mark)
        return time.perf_counter() - terminal.started
    finally:
        terminal.end()


def main(arguments: list[str]) -> None:
    """Time both programs and print the medians."""
    # Nobody's place is taken up, and none is left.
    os.environ["XDG_STATE_HOME"] = os.devnull
    # As where it is installed, the modules are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rounds = int(arguments[0]) if arguments else 15
    ours = [sys.executable, "-m", "tui", *arguments[1:]]
    times: dict[str, list[float]] = {"bare": [], "compare": [], "first": []}
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        time_until(ours, *ALIGNED)  # checks the configuration, and compiles the modules
        for _ in range(rounds):
            times["bare"].append(time_until(BARE_COMMAND, BARE_MARK))
            for kept in Path(cache).glob("**/opening-*"):
                kept.unlink()
            times["first"].append(time_until(ours, *ALIGNED))
            while not any(Path(cache).glob("**/opening-*.pickle")):
                time.sleep(0.01)
            times["compare"].append(time_until(ours, *ALIGNED))
    bare_median = statistics.median(times["bare"])
    for name, values in times.items():
        median = statistics.median(values)
        best = min(values) * 1000
        print(
            f"{name:8} {median * 1000:5.0f} ms  best {best:4.0f}  ratio {median / bare_median:.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
