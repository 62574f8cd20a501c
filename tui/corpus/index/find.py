"""Who has a text: asked of an index run by run, without reading an article.

A run that stands on many days is background, as among the articles of a corpus, unless those who
print it have much of the text besides: a release may be printed for weeks.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.corpus.index import digest_of, fault_of
from tui.corpus.index.engine import DuckEngine, IndexRole, docs_sql
from tui.corpus.index.pairs import PairRules
from tui.corpus.index.parts import quoted, scratch, stable_runs
from tui.files.write import usual_mode

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tui.corpus.index import Index
    from tui.text.model import Article


class Holder(NamedTuple):
    """An article that has some of the text; shares are by runs of words, from 0 to 1."""

    path: str
    id: str | None
    share_of_text: float
    share_of_article: float
    outlet: str | None
    date: str | None
    title: str | None


_MANY_RUNS = 1_000_000
"""Runs of an index from which on they are sorted, and a text is known by some of its own."""


_ENOUGH = 64
"""Runs of a text by which it is known, within some percent."""


_OUTSIDE = 8
"""One run of so many may stand in parts that came after the last sorting."""


_GROUP = 32_768
"""Rows of the sorted runs that are read for each one that is asked for."""


class SortedRuns(msgspec.Struct, frozen=True):
    """All runs of an index in order, so that few rows are read to find some of them.

    Attributes:
        parts: The parts whose runs are there, by their numbers, with the hashes of their runs.
        size: The bytes of the file.
        digest: The hash of these, so that one which is not whole or damaged is told.
    """

    parts: dict[int, str]
    size: int
    digest: str


def _sorted_file(index: Index) -> Path:
    return index.folder / "sorted.parquet"


def _sorted_parts(index: Index) -> Collection[int]:
    """The parts whose runs stand in the sorted file; none where that is not what was written."""
    try:
        data = (index.folder / "sorted.json").read_bytes()
        found = msgspec.json.decode(data, type=SortedRuns)
    except (OSError, msgspec.DecodeError):
        return ()
    whole = not fault_of(_sorted_file(index), found.size, found.digest)
    now = {record.number: record.files["runs"][1] for record in index.parts()}
    return found.parts if whole and found.parts.items() <= now.items() else ()


def sort_runs(index: Index, memory: str = "800MB", many: int = _MANY_RUNS) -> None:
    """Sort the runs of an index, unless nearly all of them are, or there are few.

    Args:
        many: How many there are at least.

    Raises:
        CorpusError: The disk or memory is full; what the index holds stays as it is.
    """
    records = index.parts()
    known = _sorted_parts(index)
    total = sum(record.runs for record in records)
    outside = sum(record.runs for record in records if record.number not in known)
    if total < many or outside * _OUTSIDE <= total:
        return
    (index.folder / "sorted.json").unlink(missing_ok=True)
    with DuckEngine(memory) as engine, scratch(index.folder) as folder:
        engine.run("SET preserve_insertion_order = true")
        made = folder / "sorted"
        engine.run(
            f"COPY (SELECT run, doc FROM {engine.parquet(index.files('runs'))} ORDER BY run, doc)"
            f" TO {quoted(made)} (FORMAT parquet, COMPRESSION uncompressed, PARQUET_VERSION v2,"
            f" ROW_GROUP_SIZE {_GROUP})"
        )
        with made.open("rb+") as opened:
            os.fsync(opened.fileno())
        made.chmod(usual_mode())
        size, digest = made.stat().st_size, digest_of(made)
        made.replace(_sorted_file(index))
    parts = {record.number: record.files["runs"][1] for record in records}
    sorted_runs = SortedRuns(parts, size, digest)
    index.write(index.folder / "sorted.json", msgspec.json.encode(sorted_runs))


def whole_runs(index: Index) -> list[str]:
    """The files that hold all runs of an index, in order as far as they were sorted.

    Raises:
        CorpusError: They are not what was written.
    """
    known = _sorted_parts(index)
    index.refuse_damage(("runs",), but=known)
    rest = [record.number for record in index.parts() if record.number not in known]
    files = [_sorted_file(index)] if known else []
    return [*map(os.fspath, files), *(os.fspath(index.file("runs", number)) for number in rest)]


_MUCH = 0.3
"""Who has so much of the text, or so much of it in what they have, prints it."""


class Finder:
    """Answers for one index, any number of times."""

    def __init__(self, index: Index, memory: str = "500MB") -> None:
        """Open the index; its runs stay on the disk.

        Raises:
            CorpusError: They are not what was written.
        """
        self._rules = PairRules()
        self._sample = index.about().sample
        index.refuse_damage(("articles",))
        self._runs = whole_runs(index)
        self._engine = DuckEngine(memory)
        if self._runs:
            # Of a page that was read again and of what was saved twice, one counts.
            self._engine.table("docs", docs_sql(self._engine, [IndexRole(index)]))
        self._size = sum(record.runs for record in index.parts())

    def __enter__(self) -> Finder:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def find(self, article: Article) -> list[Holder]:
        """The articles that have some of a text, those that have most of it first."""
        runs, _ = stable_runs(article, self._sample)
        if not runs or not self._runs:
            return []
        engine, rules = self._engine, self._rules
        sample = self._sample
        # Of a long text in a large index a part of the runs tells as well, and much sooner.
        while self._size > _MANY_RUNS and len(runs) > 2 * _ENOUGH:
            sample *= 2
            runs, _ = stable_runs(article, sample)
        # Written out, so that only what has one of them is read of a file.
        asked = ", ".join(map(str, runs))
        engine.table(
            "found", f"SELECT doc, run FROM {engine.parquet(self._runs)} WHERE run IN ({asked})"
        )
        engine.table(
            "hits",
            f"SELECT d.n, d.day, d.runs / d.sample / {sample // self._sample} AS size, f.run"
            " FROM found f JOIN docs d ON d.doc = f.doc",
        )
        return [
            Holder(path, name, round(of_text, 4), round(of_article, 4), *rest)
            for path, name, of_text, of_article, *rest in engine.rows(
                _HOLDERS.format(
                    size=len(runs),
                    much=_MUCH,
                    days=rules.days,
                    undated=rules.undated,
                    few=rules.few,
                    least=min(rules.least, len(runs)),
                    share=rules.share,
                )
            )
        ]


_HOLDERS = """
    WITH printing AS (
        SELECT n FROM hits GROUP BY n
        HAVING COUNT(*) >= {much} * LEAST({size}, MAX(size))),
    background AS (
        SELECT h.run FROM hits h WHERE h.n NOT IN (SELECT n FROM printing) GROUP BY h.run
        HAVING (COUNT(DISTINCT h.day) > {days} OR COUNT(*) - COUNT(h.day) > {undated})
           AND COUNT(*) > {few}),
    counted AS (
        SELECT h.n, COUNT(*) AS shared, MAX(h.size) AS size FROM hits h
        WHERE h.run NOT IN (SELECT run FROM background) GROUP BY h.n
        HAVING COUNT(*) >= {least}),
    shares AS (
        SELECT n, LEAST(1.0, shared / CAST(GREATEST(
                   {size} - (SELECT COUNT(*) FROM background), {least}) AS DOUBLE)) AS of_text,
               LEAST(1.0, shared / CAST(GREATEST(size, {least}) AS DOUBLE)) AS of_article
        FROM counted)
    SELECT d.path || CASE WHEN d.part IS NULL THEN '' ELSE '#' || d.part END AS path, d.id,
           s.of_text, s.of_article, d.outlet, d.date, d.title
    FROM shares s JOIN docs d ON d.n = s.n
    WHERE GREATEST(s.of_text, s.of_article) >= {share}
    ORDER BY s.of_text DESC, s.of_article DESC, d.n"""
