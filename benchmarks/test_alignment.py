"""Aligning: a pair of thirty paragraphs each, and one of three thousand each.

    pytest benchmarks --benchmark-enable --benchmark-only

The goals are 4 ms for the small pair, 2 s and 300 MiB for the large one.
"""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config import Config, load_config
from tui.text import align, read_article
from tui.text.model import Article, Paragraph

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent
EDITED = 0.15
COMMON = [f"common{number}" for number in range(400)]
RARE = [f"rare{number}" for number in range(20_000)]


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "config.yaml")


def article(texts: list[str]) -> Article:
    paragraphs = tuple(Paragraph(text, "body", (at, at)) for at, text in enumerate(texts, 1))
    return Article("page.txt", "", "utf-8", None, None, None, None, paragraphs, ())


def edited_pair(paragraphs: int) -> tuple[Article, Article]:
    """An article of invented words, as unevenly spread as real ones, and an edited copy."""
    rng = random.Random(paragraphs)
    frequency = [1 / rank for rank in range(1, len(COMMON) + 1)]
    spread = [1 / (rank + 10) for rank in range(len(RARE))]
    texts = []
    for _ in range(paragraphs):
        size = rng.randrange(20, 60)
        words = rng.choices(COMMON, frequency, k=size) + rng.choices(RARE, spread, k=size // 2)
        rng.shuffle(words)
        texts.append(" ".join(words))
    copies = [" ".join(word for word in text.split() if rng.random() > EDITED) for text in texts]
    return article(texts), article(copies)


def seeds(*numbers: str) -> list[Article]:
    config = load_config(ROOT / "config.yaml")
    return [read_article(next((ROOT / "seeds").glob(f"{n}_*")), config) for n in numbers]


@pytest.mark.benchmark(group="align")
def test_thirty_paragraphs(benchmark: BenchmarkFixture, config: Config) -> None:
    left, right = seeds("000", "002")
    assert sum(paragraph.linkable for paragraph in left.paragraphs) >= 30
    assert len(benchmark(align, left, right, config).links) > 5


@pytest.mark.benchmark(group="align")
def test_a_copy_with_all_differences(benchmark: BenchmarkFixture, config: Config) -> None:
    left, right = seeds("003", "002")

    def compared() -> int:
        links = align(left, right, config).links
        return sum(len(link.differences) for link in links)

    assert benchmark(compared) > 18


@pytest.mark.benchmark(group="align three thousand", min_rounds=2)
def test_three_thousand_paragraphs(benchmark: BenchmarkFixture, config: Config) -> None:
    left, right = edited_pair(3000)
    alignment = benchmark(align, left, right, config)
    assert alignment.summary.left_share > 0.99
    tracemalloc.start()
    align(left, right, config)
    benchmark.extra_info["MiB"] = round(tracemalloc.get_traced_memory()[1] / 2**20)
    tracemalloc.stop()
    assert benchmark.extra_info["MiB"] < 300
