"""What `compare story` takes for a folder, and how that grows with the number of its pages.

    python benchmarks/folders.py [--articles 500 1000 2000] [--rounds 1]

Makes its own pages, a text file each, as `reach.py` makes its corpus. Of each number of them the
command runs twice in a row: with nothing kept from before, and with all articles kept. Prints
processor time, the greatest memory, and the exponent with which time grows from one number to the
next: 1 where twice as many pages take twice as long.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from math import log
from pathlib import Path

from reach import corpus, spent


def write_pages(folder: Path, articles: int) -> None:
    """Write a made corpus, a file for each article."""
    folder.mkdir()
    for row in corpus(articles):
        parts = [row["title"], row["byline"], row["date"], row["text"]]
        (folder / f"{row['id']}.txt").write_text("\n\n".join(filter(None, parts)) + "\n")


def taken(pages: Path, kept: Path) -> float:
    """Processor time of one run, with the articles that are kept in a folder."""
    begun = spent()
    command = [sys.executable, "-m", "tui", "story", "--format", "json", str(pages)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(kept)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return spent() - begun


def main() -> None:
    """Make the pages, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[500, 1000, 2000])
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    times: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as made:
        for articles in sorted(asked.articles):
            pages = Path(made, f"{articles}")
            write_pages(pages, articles)
            cold, warm = float("inf"), float("inf")
            for number in range(asked.rounds):
                kept = Path(made, f"kept{articles}-{number}")
                cold = min(cold, taken(pages, kept))
                warm = min(warm, taken(pages, kept))
            times.append((articles, cold, warm))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{articles:6} pages   nothing kept {cold:6.1f} s   all kept {warm:6.1f} s")
            print(f"{'':15}at most {peak:.0f} MB so far", flush=True)
    for (few, *before), (many, *after) in pairwise(times):
        grown = [log(late / early, many / few) for early, late in zip(before, after, strict=True)]
        print(f"from {few} to {many}: exponent {grown[0]:.2f}, {grown[1]:.2f}")


if __name__ == "__main__":
    main()
