"""How soon the next article shows in a big folder, while its pages are judged and afterwards.

    python benchmarks/steps.py [--articles 2000] [--steps 20]

Makes its own pages, as `folders.py` does, and opens the app on them in a pseudo-terminal. While
the title line counts the pages that are judged, `]` is pressed again and again; when all are
judged, as often once more: the peer. Prints for both the time from the key to the comparison that
it asks for, and the processor time that the app's own process took meanwhile, all its threads
counted. On a machine that has other work only the latter says something.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from folders import write_pages
from terminal import Terminal

CHECKING = re.compile(rb"Checking [\d,]+ of")
JUDGED = re.compile(rb"\d+ groups")
SHOWN = re.compile(rb"\xc2\xb6 \S+ of \d+")
PAUSE = 0.3
"""Seconds between two keys."""


class Step(NamedTuple):
    """What a step took, in milliseconds: on the clock, and of the processor."""

    waited: float
    worked: float


def worked(process: int) -> float:
    """Processor time of a process so far, in milliseconds."""
    times = (
        one.read_text().split()[0] for one in Path(f"/proc/{process}/task").glob("*/schedstat")
    )
    return sum(map(int, times)) / 1e6


def steps(terminal: Terminal, number: int, *, while_judging: bool) -> list[Step]:
    """Compare the next article, again and again."""
    taken: list[Step] = []
    while len(taken) < number:
        terminal.settled(PAUSE / 3)
        begin = len(terminal.written)
        if while_judging and JUDGED.search(terminal.written):
            break
        before, began = worked(terminal.process), time.perf_counter()
        terminal.press(b"]")
        terminal.wait_for(SHOWN, begin)
        waited = (time.perf_counter() - began) * 1000
        taken.append(Step(waited, worked(terminal.process) - before))
        time.sleep(PAUSE)
    return taken


def said(name: str, taken: list[Step]) -> str:
    """What steps took, in a line."""
    if not taken:
        return f"{name}: no step, it was over before"
    waits, works = zip(*taken, strict=True)
    return (
        f"{name}: {len(taken)} steps, clock {median(waits):.0f} ms (worst {max(waits):.0f}),"
        f" processor {median(works):.0f} ms (worst {max(works):.0f})"
    )


def main() -> None:
    """Make the pages, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        pages = Path(made, "pages")
        write_pages(pages, asked.articles)
        for name in ("CACHE", "STATE", "CONFIG"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(made, name))
        terminal = Terminal([sys.executable, "-m", "tui", "--fresh", str(pages)])
        try:
            terminal.wait_for(CHECKING)
            print(said("while judging", steps(terminal, asked.steps, while_judging=True)))
            terminal.wait_for(JUDGED)
            print(said("afterwards", steps(terminal, asked.steps, while_judging=False)))
        finally:
            terminal.end()


if __name__ == "__main__":
    main()
