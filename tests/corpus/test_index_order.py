"""The same articles give the same tables, however they came into an index."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_corpora import made_corpus, written

from tui.config import load_config
from tui.corpus.index import Index, build
from tui.corpus.index.build import Builder
from tui.corpus.index.corpus import ClusterRules, Corpus
from tui.corpus.index.duck import DuckEngine
from tui.corpus.index.engine import IndexRole
from tui.corpus.index.jobs import LocalWorkers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.config.settings import Config
    from tui.corpus.index.jobs import Item, Result

ROWS = made_corpus(papers=4, stories=2, own=2)


@cache
def configuration() -> Config:
    return load_config()


class Unordered:
    """Shares work among several, whose results come in any order, as those of processes do."""

    def __init__(self, jobs: int, order: Callable[[list[Any]], None]) -> None:
        self._jobs = jobs
        self._order = order

    def share(
        self, make: Callable[[], Callable[[Item], Result]], items: Iterable[Item]
    ) -> Iterator[Result]:
        works = [make() for _ in range(self._jobs)]
        waiting = list(enumerate(items))
        self._order(waiting)
        for at, item in waiting:
            yield works[at % self._jobs](item)


def indexed(folder: Path, runs: Sequence[Sequence[dict[str, Any]]], workers: Any) -> Index:
    """An index into which rows came by several runs."""
    index = Index(folder / "index")
    for at, rows in enumerate(runs):
        pages = written(folder / f"{at}.jsonl", list(rows))
        builder = Builder(index, configuration(), workers)
        outcome = builder.add([str(pages)], index.begin("rules", None))
        assert outcome.articles == len(rows)
    return index


def tables(index: Index) -> dict[str, list[Any]]:
    """What is found in an index, but for the names of files that rows came from."""
    with DuckEngine(threads=1) as duck:
        rules = ClusterRules(judge="none")
        corpus = Corpus([IndexRole(index)], configuration(), LocalWorkers(1), duck, rules)
        corpus.find(None)
        found = {
            name: f"SELECT * FROM {name}"  # noqa: S608
            for name in ("pairs", "clusters", "who_follows")
        }
        found["members"] = "SELECT * EXCLUDE (path) FROM members"
        found["outlet_days"] = "SELECT * FROM outlet_days"
        return {name: sorted(map(repr, duck.rows(sql))) for name, sql in found.items()}


@cache
def usual() -> dict[str, list[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        found = tables(indexed(Path(folder), [ROWS], LocalWorkers(1)))
    assert all(found.values())
    return found


@settings(max_examples=2, deadline=None)
@given(
    rows=st.permutations(ROWS),
    cuts=st.sets(st.integers(1, len(ROWS) - 1), max_size=2),
    size=st.integers(4, len(ROWS)),
    jobs=st.integers(1, 3),
    chance=st.randoms(use_true_random=False),
)
def test_order_parts_and_jobs_make_no_difference(
    rows: list[dict[str, Any]], cuts: set[int], size: int, jobs: int, chance: Any
) -> None:
    ends = sorted({*cuts, len(ROWS)})
    runs = [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "PART_SIZE", size)
        index = indexed(Path(folder), runs, Unordered(jobs, chance.shuffle))
        assert tables(index) == usual()
