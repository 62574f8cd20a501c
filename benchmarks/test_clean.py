"""Taking the chrome off a page of 170 lines, and making the rules ready to do so.

    pytest benchmarks --benchmark-enable --benchmark-only

The goals: at most 5 ms a page, and well under 20 ms for the rules, once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config import Config, load_config
from tui.text.article.read import clean
from tui.text.chrome.rules import ChromeSettings
from tui.text.page.read import page_from_bytes, read_page

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from tui.text.page.model import Page

ROOT = Path(__file__).parent.parent
LINES = 170


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "config.yaml")


@pytest.fixture(scope="module")
def page() -> Page:
    """The seed with the most chrome, its lines counted as pages are: without blank ones."""
    blocks = read_page(next((ROOT / "seeds").glob("003_*"))).blocks
    lines = [block.text for block in blocks]
    lines += [f"Another story, the {number}th" for number in range(LINES - len(lines))]
    return page_from_bytes("\n\n".join(lines[:LINES]).encode(), "page.txt")


@pytest.mark.benchmark(group="a page of 170 lines")
def test_clean(benchmark: BenchmarkFixture, config: Config, page: Page) -> None:
    assert len(page.blocks) == LINES
    assert benchmark(lambda: len(clean(page, config).paragraphs)) > 18


@pytest.mark.benchmark(group="the rules, made ready once")
def test_compile(benchmark: BenchmarkFixture, config: Config) -> None:
    chrome = config.chrome

    def ready() -> bool:
        return ChromeSettings(sentences=chrome.sentences, rules=chrome.rules).lexicon is not None

    assert benchmark(ready)
