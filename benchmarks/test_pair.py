"""Reading, cleaning and aligning a pair, beside `difflib.ndiff` on the same paragraphs.

    pytest benchmarks --benchmark-enable --benchmark-only

The goal is at most 0.13 of ndiff's time. Lines and texts are remembered between rounds, as between
the pages of a site; the first time takes about a quarter more.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config import Config, load_config
from tui.text import align, read_article

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent
LEFT, RIGHT = (next((ROOT / "seeds").glob(f"{number}_*")) for number in ("002", "003"))


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "config.yaml")


@pytest.mark.benchmark(group="the pair 002-003")
def test_read_clean_align(benchmark: BenchmarkFixture, config: Config) -> None:
    def compared() -> int:
        return len(align(read_article(LEFT, config), read_article(RIGHT, config), config).links)

    assert benchmark(compared) >= 18


@pytest.mark.benchmark(group="the pair 002-003")
def test_ndiff(benchmark: BenchmarkFixture, config: Config) -> None:
    left, right = (
        [paragraph.text for paragraph in read_article(path, config).paragraphs]
        for path in (LEFT, RIGHT)
    )
    assert benchmark(lambda: len(list(difflib.ndiff(left, right)))) > 0


@pytest.mark.benchmark(group="one page")
def test_clean_a_page_of_219_lines(benchmark: BenchmarkFixture, config: Config) -> None:
    assert benchmark(lambda: len(read_article(RIGHT, config).removed)) > 80
