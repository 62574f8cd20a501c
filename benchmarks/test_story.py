"""Whose copy it is: five pages that are read already, and five hundred versions of a text.

    pytest benchmarks/test_story.py --benchmark-enable --benchmark-only

The goal is less than 40 ms for the five pages. Of hundreds of made pages all is timed that
`compare story` does with a folder, beside `difflib.ndiff` of each page with the next one; four
times as many pages should take little more than four times as long.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_pages import write_folder

from tui.config import Config, load_config
from tui.corpus.library import Library
from tui.corpus.story.story import find_stories
from tui.text import align, read_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "seeds").glob("*.txt"))
VERSIONS = 500
FOLDERS = (150, 600)


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


@pytest.fixture(scope="module", params=FOLDERS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    write_folder(made, request.param)
    return made


def _once(benchmark: BenchmarkFixture, work: Callable[[], int]) -> int:
    return int(benchmark.pedantic(work, rounds=1))


@pytest.mark.benchmark(group="a folder of made pages")
def test_a_folder(benchmark: BenchmarkFixture, config: Config, folder: Path) -> None:
    def judged() -> int:
        library = Library([str(folder)], config)
        stories = find_stories(library.articles(), library.align, config)
        return sum(len(story.verdicts) for story in stories)

    assert _once(benchmark, judged) > 0


@pytest.mark.benchmark(group="a folder of made pages")
def test_ndiff_of_each_page_with_the_next(benchmark: BenchmarkFixture, folder: Path) -> None:
    texts = [page.read_text().split("\n\n") for page in sorted(folder.iterdir())]

    def compared() -> int:
        return sum(len(list(difflib.ndiff(*pair))) for pair in pairwise(texts))

    assert _once(benchmark, compared) > 0
