"""Whose copy it is: five pages that are read already, and five hundred versions of a text.

    pytest benchmarks/test_story.py --benchmark-enable --benchmark-only

The goal is less than 40 ms for the five pages.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config import Config, load_config
from tui.corpus.story.story import find_stories
from tui.text import align, read_article

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "seeds").glob("*.txt"))
VERSIONS = 500


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "config.yaml")


@pytest.mark.benchmark(group="five pages")
def test_five_pages(benchmark: BenchmarkFixture, config: Config) -> None:
    articles = [read_article(path, config) for path in PAGES]
    found = benchmark(find_stories, articles, lambda one, other: align(one, other, config), config)
    assert [story.service for story in found] == ["AP"]


@pytest.mark.benchmark(group="versions of a text")
def test_versions_of_a_text(benchmark: BenchmarkFixture, config: Config) -> None:
    article = read_article(PAGES[3], config)
    versions = [
        replace(article, path=f"{number}.txt", paragraphs=article.paragraphs[: 12 + number % 16])
        for number in range(VERSIONS)
    ]
    found = benchmark.pedantic(
        find_stories,
        (versions, lambda one, other: align(one, other, config), config),
        rounds=1,
    )
    assert len(found) == 1
