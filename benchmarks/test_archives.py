"""10,000 articles in one file of JSON Lines, read and cleaned one by one.

    pytest benchmarks/test_archives.py --benchmark-enable --benchmark-only -s

The goals: at most 1.3 times as long as cleaning the same texts alone takes, and memory that does
not grow with the number of rows. Both times are taken in one run, row by row in turn, so that
what else the machine does falls on both.
"""

from __future__ import annotations

import json
import tracemalloc
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from tui.config import Config, load_config
from tui.text.archive.model import Part
from tui.text.archive.open import Archive, open_archive
from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent
ROWS = 10_000


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "config.yaml")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Archive:
    """The articles among the seeds, over and over, each with its number."""
    texts = []
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        article = clean(read_page(seed), config)
        texts.append((article.title, "\n\n".join(one.text for one in article.paragraphs[:8])))
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            title, text = texts[number % len(texts)]
            row = {"id": number, "title": f"{title} {number}", "text": text, "date": "2026-03-01"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    found = open_archive(str(path), config.archives)
    assert found is not None
    return found


def parts(archive: Archive) -> Iterator[Part]:
    return (piece for piece in archive.pieces() if isinstance(piece, Part))


@pytest.mark.benchmark(group="10,000 rows of JSON Lines")
def test_rows(benchmark: BenchmarkFixture, archive: Archive, config: Config) -> None:
    def both() -> float:
        reading = cleaning = 0.0
        began = process_time()
        for part in parts(archive):
            page = archive.page(part)
            read = process_time()
            clean(page, config)
            cleaned = process_time()
            text = f"{part.metadata.title}\n\n{part.content}".encode()
            beside = process_time()
            clean(page_from_bytes(text, "page.txt"), config)
            alone = process_time()
            reading += read - began + cleaned - read
            cleaning += alone - beside
            began = process_time()
        return reading / cleaning

    ratio = benchmark.pedantic(both, rounds=1)
    print(f"\nread and cleaned in {ratio:.2f} times the time that cleaning alone takes")
    assert ratio <= 1.3


@pytest.mark.benchmark(group="memory for rows")
def test_memory(benchmark: BenchmarkFixture, archive: Archive, config: Config) -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        for part in islice(parts(archive), rows):
            archive.page(part)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few, many = peak(500), benchmark.pedantic(peak, (ROWS,), rounds=1)
    print(f"\n{few / 1e6:.1f} MB for 500 rows, {many / 1e6:.1f} MB for {ROWS}")
    assert many < 1.2 * few + 1e6
