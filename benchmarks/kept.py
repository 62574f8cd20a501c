"""A folder of saved pages, read for the first time and again: what is kept between runs.

    python benchmarks/kept.py FOLDER [--rounds 3]

The app is started on the folder in a pseudo-terminal with an empty cache, and then with what the
run before has kept: how long until the list is there, and until everything is read, on the clock.
Then the same is printed with `compare clean`, in seconds of processor time. The goals for 425 HTML
pages: the list within 1 s and everything within 15 s, and both within 1 s the second time.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import Terminal

LISTED = re.compile(rb"reading \d+ of \d+|\d+ articles")
ALL_READ = re.compile(rb"\d+ articles")


def opened(folder: Path) -> tuple[float, float]:
    """Seconds until the app lists the pages of a folder, and until it has read them."""
    terminal = Terminal([sys.executable, "-m", "tui", "--fresh", str(folder)])
    try:
        terminal.wait_for(LISTED)
        listed = time.perf_counter() - terminal.started
        terminal.wait_for(ALL_READ)
        return listed, time.perf_counter() - terminal.started
    finally:
        terminal.end()


def printed(folder: Path) -> tuple[float]:
    """Seconds of processor time for printing the articles of a folder, its readers' included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "tui", "clean", "--format", "jsonl", str(folder)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,)


def said(seconds: tuple[float, ...]) -> str:
    return ", ".join(f"{one:.2f}" for one in seconds)


def main() -> None:
    """Time the first run and those after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    folder: Path = asked.folder.resolve()
    os.environ["XDG_STATE_HOME"] = os.devnull
    for what, unit, run in (("app", "on the clock", opened), ("clean", "of processor", printed)):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["XDG_CACHE_HOME"] = cache
            first = said(run(folder))
            again = said(min(run(folder) for _ in range(asked.rounds)))
            print(f"{what:6} first {first}   again {again}   seconds {unit}", flush=True)


if __name__ == "__main__":
    main()
