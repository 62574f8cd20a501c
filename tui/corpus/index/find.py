"""Who has a text: asked of an index run by run, without reading an article.

A run that stands on many days is background, as among the articles of a corpus, unless those who
print it have much of the text besides: a release may be printed for weeks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.index.duck import DuckEngine
from tui.corpus.index.engine import IndexRole, docs_sql
from tui.corpus.index.pairs import PairRules
from tui.corpus.index.parts import stable_runs
from tui.corpus.index.runs import SORTED_FROM, whole_runs

if TYPE_CHECKING:
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


_ENOUGH = 64
"""Runs of a text by which it is known, within some percent."""


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
        try:
            if self._runs:
                # Of a page that was read again and of what was saved twice, one counts.
                self._engine.table("docs", docs_sql(self._engine, [IndexRole(index)]))
        except BaseException:
            # Python would take its folder away, and warn of that on the terminal.
            self._engine.close()
            raise
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
        while self._size > SORTED_FROM and len(runs) > 2 * _ENOUGH:
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
