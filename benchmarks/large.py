"""Long articles and big folders, beside a bare Textual app started in the same run.

    python benchmarks/large.py [--paragraphs 3000] [--articles 2000] [--rounds 3] [--only pair]

In a real pseudo-terminal: two articles of 3,000 paragraphs (first screen with aligned paragraphs,
keys, resizing, peak memory), then a folder of 2,000 made articles (list and first pair, moving
through the list while the rest is still being read and judged and again afterwards, coverage,
matrix, peak memory). A key has settled when the last byte of its answer has arrived.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from made_pages import write_folder, write_pair
from terminal import BARE_COMMAND, BARE_MARK, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOWN, UP, PAGE_DOWN, PAGE_UP, ESCAPE = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\x1b"
SIZES = ((100, 30), (200, 50), (80, 24), (120, 36), (300, 100), (120, 36))

SHARE = re.compile(rb" in (\w+) \xc2\xb7 \d+ of")
"""The header over the left column, once a pair is aligned: the right article's name."""
ALL_READ = re.compile(rb"\d{3,} articles")
JUDGED = re.compile(rb"\d+ stories")
COVERED = re.compile(rb"\d+ other articles?")
MATRIX_ROWS = re.compile(rb"stand in:")
MATRIX_DONE = re.compile(rb"pairs aligned")


@contextmanager
def running(command: Sequence[str]) -> Iterator[Terminal]:
    terminal = Terminal(command)
    try:
        yield terminal
    finally:
        terminal.end()


def first_screen(command: Sequence[str], mark: re.Pattern[bytes]) -> float:
    with running(command) as terminal:
        terminal.wait_for(mark)
        return time.perf_counter() - terminal.started


def key_times(terminal: Terminal, key: bytes, count: int) -> list[float]:
    """Seconds until what each press of a key changes has been written."""
    times = []
    for _ in range(count):
        terminal.settled()
        start = time.perf_counter()
        terminal.press(key)
        times.append(terminal.settled(first=2.0) - start)
    return times


def resize_times(terminal: Terminal) -> list[float]:
    times = []
    for size in SIZES:
        terminal.settled()
        start = time.perf_counter()
        terminal.resize(*size)
        times.append(terminal.settled(0.4, first=2.0) - start)
    return times


def move_times(terminal: Terminal, count: int) -> list[float]:
    """Seconds from a key in the list until the comparison with the next article is painted."""
    times = []
    terminal.settled(0.02)
    shown = SHARE.findall(terminal.written)[-1]
    for _ in range(count):
        terminal.settled(0.02)
        since, start = len(terminal.written), time.perf_counter()
        terminal.press(DOWN)
        while True:
            found = terminal.wait_for(SHARE, since)
            since = found.end()
            if found[1] != shown:
                shown = found[1]
                break
        times.append(time.perf_counter() - start)
        time.sleep(0.05)
    return times


def time_until(terminal: Terminal, key: bytes, *marks: re.Pattern[bytes]) -> list[float]:
    """Seconds from a key until each mark has been written."""
    since, start = len(terminal.written), time.perf_counter()
    terminal.press(key)
    times = []
    for mark in marks:
        terminal.wait_for(mark, since)
        times.append(time.perf_counter() - start)
    return times


def leave(terminal: Terminal) -> None:
    """Press Escape, and wait for what it does: a key right after it is that key with Alt."""
    terminal.settled()
    terminal.press(ESCAPE)
    terminal.settled(first=2.0)


def tell(name: str, times: Sequence[float], bare: float | None = None) -> None:
    median = statistics.median(times)
    beside = "" if bare is None else f"   {median / bare:4.1f} times the bare app"
    print(f"{name:44}{median * 1000:7.0f} ms   worst {max(times) * 1000:5.0f}{beside}", flush=True)


def time_pair(folder: Path, paragraphs: int, rounds: int, bare: float) -> None:
    files = write_pair(folder, paragraphs)
    command = [sys.executable, "-m", "tui", "--fresh", *map(str, files)]
    print(f"\nTwo articles of {paragraphs} paragraphs")
    tell("first screen", [first_screen(command, SHARE) for _ in range(rounds)], bare)
    with running(command) as terminal:
        terminal.wait_for(SHARE)
        tell("arrow keys, at once", key_times(terminal, DOWN, 15))
        terminal.settled(1.0)
        tell("arrow down", key_times(terminal, DOWN, 25))
        tell("page down", key_times(terminal, PAGE_DOWN, 25))
        tell("arrow up", key_times(terminal, UP, 25))
        tell("page up", key_times(terminal, PAGE_UP, 25))
        tell("end, home", [*key_times(terminal, b"G", 1), *key_times(terminal, b"g", 1)])
        tell("resizing", resize_times(terminal))
        print(f"{'peak memory':44}{terminal.peak():7.0f} MiB")


def time_folder(folder: Path, articles: int, rounds: int, bare: float) -> None:
    write_folder(folder, articles)
    command = [sys.executable, "-m", "tui", "--fresh", str(folder)]
    print(f"\nA folder of {articles} articles")
    tell("list and first pair", [first_screen(command, SHARE) for _ in range(rounds)], bare)
    for name, key, marks in (
        ("coverage, while all is judged", b"m", (COVERED,)),
        ("matrix, while all is judged: rows, all", b"x", (MATRIX_ROWS, MATRIX_DONE)),
    ):
        with running(command) as terminal:
            terminal.wait_for(ALL_READ)
            for time_taken in time_until(terminal, key, *marks):
                tell(name, [time_taken])
    with running(command) as terminal:
        terminal.wait_for(SHARE)
        terminal.settled(0.02)
        terminal.press(b"\t")
        tell("next in the list, at once", move_times(terminal, 20))
        terminal.wait_for(ALL_READ)
        tell("all read after", [time.perf_counter() - terminal.started])
        tell("next in the list, while all is judged", move_times(terminal, 30))
        terminal.wait_for(JUDGED)
        tell("all judged after", [time.perf_counter() - terminal.started])
        time.sleep(2)
        tell("next in the list", move_times(terminal, 30))
        leave(terminal)
        tell("coverage", time_until(terminal, b"m", COVERED))
        leave(terminal)
        for time_taken in time_until(terminal, b"x", MATRIX_ROWS, MATRIX_DONE):
            tell("matrix: rows, all", [time_taken])
        print(f"{'peak memory':44}{terminal.peak():7.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=3000)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("pair", "folder"))
    asked = parser.parse_args()
    # Nobody's place is taken up, and none is left.
    os.environ["XDG_STATE_HOME"] = os.devnull
    # As where it is installed, the modules are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as made:
        os.environ["XDG_CACHE_HOME"] = made
        first_screen([sys.executable, "-m", "tui", "--demo"], SHARE)  # compiles the modules
        bare_times = [first_screen(BARE_COMMAND, BARE_MARK) for _ in range(5)]
        bare = statistics.median(bare_times)
        tell("a bare Textual app", bare_times)
        for name, time_all, count in (
            ("pair", time_pair, asked.paragraphs),
            ("folder", time_folder, asked.articles),
        ):
            if asked.only in (None, name):
                folder = Path(made, name)
                folder.mkdir()
                time_all(folder, count, asked.rounds, bare)


if __name__ == "__main__":
    main()
