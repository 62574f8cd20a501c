"""What was found out about pairs is kept between runs, and counts only for what it was found of."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import made_stories as made
import pytest
from support.default import default_config

from tui.corpus.kept import SWITCH, KeptComparisons
from tui.corpus.library import Library
from tui.corpus.story.comparisons import Pairs
from tui.corpus.story.page_text import PagesAtHand
from tui.corpus.story.story import find_stories
from tui.text import align

if TYPE_CHECKING:
    from pathlib import Path

    from tui.corpus.story.story import Story
    from tui.text.model import Alignment, Article

CONFIG = default_config()

ARTICLES = [
    made.article("agency.txt", made.AGENCY),
    made.article("copy.txt", made.AGENCY[:6]),
    made.article("own.txt", made.OWN),
    made.article("other.txt", made.UNRELATED),
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(SWITCH, raising=False)


def found(articles: list[Article]) -> tuple[tuple[Story, ...], int]:
    """The stories of some articles as a new run finds them, and how many pairs it aligned."""
    aligned = 0

    def counted(left: Article, right: Article) -> Alignment:
        nonlocal aligned
        aligned += 1
        return align(left, right, CONFIG)

    return find_stories(articles, counted, CONFIG, kept=KeptComparisons(CONFIG)), aligned


def test_a_second_run_aligns_nothing_and_finds_the_same() -> None:
    without = find_stories(ARTICLES, lambda *pair: align(*pair, CONFIG), CONFIG)
    first, aligned = found(ARTICLES)
    assert aligned
    assert found(ARTICLES) == (first, 0)
    assert first == without


def test_pages_may_have_moved_but_not_changed() -> None:
    _, aligned = found(ARTICLES)
    moved = [replace(one, path=f"elsewhere/{one.path}") for one in ARTICLES]
    stories, again = found(moved)
    assert again == 0
    assert stories == find_stories(moved, lambda *pair: align(*pair, CONFIG), CONFIG)
    changed = [made.article("agency.txt", (*made.AGENCY, "It was raining.")), *ARTICLES[1:]]
    assert 0 < found(changed)[1] <= aligned


def test_a_library_keeps_them_of_many_articles_where_it_keeps_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Library([], CONFIG, keeps=True).kept_comparisons(100) is not None
    assert Library([], CONFIG, keeps=True).kept_comparisons(5) is None
    assert Library([], CONFIG).kept_comparisons(100) is None
    monkeypatch.setenv(SWITCH, "1")
    assert Library([], CONFIG, keeps=True).kept_comparisons(100) is None


def test_of_few_articles_at_a_time_the_words_and_lines_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.corpus.story.comparisons._WORDS_AT_HAND", 2)
    monkeypatch.setattr("tui.corpus.story.page_text._PAGES_AT_HAND", 2)
    pairs = Pairs(ARTICLES, partial(align, config=CONFIG), CONFIG.story)
    pages = PagesAtHand()
    words = [pairs.words(place) for place in range(4)]
    lines = [pages(one) for one in ARTICLES]
    assert (pairs.words(3), pages(ARTICLES[3])) == (words[3], lines[3])
    assert pairs.words(0) is not words[0]
    assert pages(ARTICLES[0]) is not lines[0]
    assert pairs.words(0).words == words[0].words
