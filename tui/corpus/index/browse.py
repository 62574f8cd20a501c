"""What the app and reports show of an index: clusters and outlets, and one cluster's articles.

Nothing is loaded as a whole: every question is a query of the kept tables, and only the rows that
are shown are read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.corpus.index import CorpusError, kept_tables, read_of_index
from tui.corpus.index.duck import DuckEngine, quoted
from tui.corpus.index.parts import article_from
from tui.files.folders import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tui.corpus.index import Index
    from tui.text.model import Article


MOST_LISTED = 200
"""Rows that are read at once, and articles of a cluster that are opened."""


FIRST_CHARACTERS = 120
"""Characters of an article without a headline by which its group is named."""


NO_TABLES = "{0}: no groups have been found yet; run `compare cluster {0}`"


class ClusterRow(NamedTuple):
    """A cluster in the list; `title` is its source's headline, or its first words, quoted."""

    cluster: str
    size: int
    outlets: int
    first_day: str | None
    last_day: str | None
    source: str | None
    service: str | None
    credited: int
    uncredited: int
    title: str | None
    source_outlet: str | None = None


class OutletRow(NamedTuple):
    """An outlet in the list; `days` are its articles without a credit, over time."""

    outlet: str | None
    articles: int
    in_clusters: int
    credited: int
    uncredited: int
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClusterFilter:
    """Which clusters are shown, and in which order.

    Attributes:
        sort: A column of `CLUSTER_SORTS`.
        outlet: Only clusters with an article of an outlet so named; where none is, of those
            with that in their names.
        service: Only those of a service.
        day: Only those that stand on a day.
        uncredited: Only those in which somebody names no service.
    """

    sort: str = "size"
    outlet: str = ""
    service: str = ""
    day: str = ""
    uncredited: bool = False


CLUSTER_SORTS = {
    "size": "size DESC, cluster",
    "outlets": "outlets DESC, cluster",
    "day": "first_day DESC NULLS LAST, size DESC, cluster",
    "uncredited": "uncredited / size DESC, size DESC, cluster",
    "service": "service NULLS LAST, size DESC, cluster",
}
"""The orders there are, in the order in which a key goes through them."""


WEEKS = 24
"""Into how many stretches of time an outlet's row of days is cut."""


_COLUMNS = ", ".join(name for name in ClusterRow._fields if name != "source_outlet")


class FirstRows(msgspec.Struct, frozen=True):
    """What the app shows first: the largest clusters, and how many there are."""

    rows: list[ClusterRow]
    count: int


FIRST = "first.json"
"""The first rows, beside the tables that they are of."""


def first_rows(engine: DuckEngine, index: Index) -> FirstRows:
    """The first rows, out of the tables `clusters` and `members`."""
    order = CLUSTER_SORTS[ClusterFilter().sort]
    rows = engine.rows(f"SELECT {_COLUMNS} FROM clusters ORDER BY {order} LIMIT {MOST_LISTED}")
    found = _as_shown(engine, index, "members", [ClusterRow(*row) for row in rows])
    return FirstRows(found, int(next(engine.rows("SELECT COUNT(*) FROM clusters"))[0]))


def _as_shown(
    engine: DuckEngine, index: Index, members: str, rows: Sequence[ClusterRow]
) -> list[ClusterRow]:
    """Rows with the source's file and outlet, and its first words where it has no headline.

    The tables call articles by their ids, for scripts; the app calls them by their files.
    """
    wanted = ", ".join(quoted(row.cluster) for row in rows) or "NULL"
    sources = {
        cluster: (path, outlet)
        for cluster, path, outlet in engine.rows(
            f"SELECT cluster, MAX(path), MAX(outlet) FROM {members}"
            f" WHERE is_source AND cluster IN ({wanted}) GROUP BY cluster"
        )
    }
    untitled = [sources[row.cluster][0] for row in rows if not row.title and row.cluster in sources]
    articles = dict(_articles(engine, index, untitled)) if untitled else {}
    shown = []
    for row in rows:
        path, outlet = sources.get(row.cluster, (row.source, None))
        first = () if path not in articles else articles[path].paragraphs
        opening = next((f"“{one.text[:FIRST_CHARACTERS]}”" for one in first if one.linkable), None)
        shown.append(row._replace(source=path, title=row.title or opening, source_outlet=outlet))
    return shown


def _articles(
    engine: DuckEngine, index: Index, paths: Sequence[str]
) -> Iterator[tuple[str, Article]]:
    """Articles of an index with their paths, as they were read last."""
    source = engine.parquet(index.files("articles"))
    engine.run("CREATE OR REPLACE TABLE asked AS SELECT UNNEST($1) AS file", [list(paths)])
    file = "path || CASE WHEN part IS NULL THEN '' ELSE '#' || part END"
    for path, row in engine.rows(
        f"SELECT {file}, article FROM {source}"
        f" WHERE {file} IN (SELECT file FROM asked) ORDER BY doc"
    ):
        yield path, article_from(row)


def _first_in(folder: Path) -> FirstRows | None:
    try:
        return from_json(read_of_index(folder / FIRST), FirstRows)
    except (OSError, msgspec.DecodeError):
        return None


class Browser:
    """Asks the kept tables of an index."""

    def __init__(self, index: Index) -> None:
        """Open the tables.

        Raises:
            CorpusError: It is no index, or no clusters have been found yet.
        """
        self.about = index.about()
        kept = kept_tables(index)
        if kept is None:
            raise CorpusError(NO_TABLES.format(index.path))
        self._index = index
        self._folder, self.is_current = kept
        self._first = _first_in(self._folder)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        if "_engine" in self.__dict__:
            self._engine.close()

    @cached_property
    def _engine(self) -> DuckEngine:
        """Started when more is asked than the first rows: that takes as long as all else."""
        return DuckEngine("400MB")

    def _table(self, name: str) -> str:
        return self._engine.parquet([os.fspath(self._folder / f"{name}.parquet")])

    def totals(self) -> tuple[int, int]:
        """How many clusters there are, and how many articles in the index."""
        if self._first is not None:
            return self._first.count, self._index.size()
        clusters = next(self._engine.rows(f"SELECT COUNT(*) FROM {self._table('clusters')}"))
        return int(clusters[0]), self._index.size()

    def clusters(self, wanted: ClusterFilter, start: int = 0) -> tuple[list[ClusterRow], int]:
        """Some of the clusters, and how many there are of the kind."""
        if self._first is not None and wanted == ClusterFilter() and start == 0:
            return self._first.rows, self._first.count
        conditions = ["TRUE"]
        if wanted.outlet:
            members, named = self._table("members"), quoted(wanted.outlet.lower())
            conditions.append(
                f"cluster IN (SELECT cluster FROM {members} WHERE lower(outlet) = {named} OR ("
                f"contains(lower(outlet), {named}) AND {named} NOT IN"
                f" (SELECT lower(outlet) FROM {members} WHERE outlet IS NOT NULL)))"
            )
        if wanted.service:
            conditions.append(f"lower(service) = {quoted(wanted.service.lower())}")
        if wanted.day:
            conditions.append(f"{quoted(wanted.day)} BETWEEN first_day AND last_day")
        if wanted.uncredited:
            conditions.append("service IS NOT NULL AND uncredited > 0")
        of_kind = f"FROM {self._table('clusters')} WHERE {' AND '.join(conditions)}"
        count = int(next(self._engine.rows(f"SELECT COUNT(*) {of_kind}"))[0])
        rows = self._engine.rows(
            f"SELECT {_COLUMNS} {of_kind} ORDER BY {CLUSTER_SORTS[wanted.sort]}"
            f" LIMIT {MOST_LISTED} OFFSET {start}"
        )
        found = [ClusterRow(*row) for row in rows]
        return _as_shown(self._engine, self._index, self._table("members"), found), count

    def outlets(self) -> tuple[list[OutletRow], int]:
        """The outlets by the share of what they print without a credit, and how many there are."""
        table = self._table("outlet_days")
        first, last = next(
            self._engine.rows(
                "SELECT MIN(CAST(date AS DATE)), date_diff('day', MIN(CAST(date AS DATE)),"
                f" MAX(CAST(date AS DATE))) FROM {table}"
            )
        )
        step = max(1, -(-((last or 0) + 1) // WEEKS))
        day = f"date_diff('day', DATE '{first or '1970-01-01'}', CAST(date AS DATE)) // {step}"
        rows = self._engine.rows(
            "SELECT outlet, SUM(articles), SUM(clustered), SUM(credited), SUM(uncredited),"
            " map_from_entries(list((step, uncredited)) FILTER (step IS NOT NULL)) FROM ("
            f"SELECT outlet, {day} AS step, SUM(articles) AS articles,"
            " SUM(in_clusters) AS clustered, SUM(credited) AS credited,"
            f" SUM(uncredited) AS uncredited FROM {table}"
            " GROUP BY 1, 2) t GROUP BY outlet"
            " ORDER BY SUM(uncredited) / SUM(articles) DESC, SUM(articles) DESC, outlet"
            f" LIMIT {MOST_LISTED}"
        )
        found = []
        for outlet, articles, clustered, credited, uncredited, days in rows:
            counts = int(articles), int(clustered), int(credited), int(uncredited)
            over_time = tuple(int((days or {}).get(at, 0)) for at in range(WEEKS))
            found.append(OutletRow(outlet, *counts, over_time))
        # Articles without an outlet have a row, too.
        every = f"SELECT COUNT(*) FROM (SELECT DISTINCT outlet FROM {table}) t"
        return found, int(next(self._engine.rows(every))[0])

    def articles(self, cluster: str) -> tuple[list[Article], int]:
        """The articles of a cluster, the source first, and how many there are.

        Raises:
            CorpusError: There is no such cluster.
        """
        members = list(
            self._engine.rows(
                f"SELECT path FROM {self._table('members')} WHERE cluster = {quoted(cluster)}"
                " ORDER BY is_source DESC, date NULLS LAST, place"
            )
        )
        if not members:
            raise CorpusError(
                f"{self._index.path}: there is no group `{cluster}`; `compare cluster"
                f" {self._index.path} -o FOLDER` writes a table of all groups"
            )
        paths = [path for (path,) in members[:MOST_LISTED]]
        return list(self._read(paths)), len(members)

    def _read(self, paths: Sequence[str]) -> Iterable[Article]:
        found = dict(_articles(self._engine, self._index, paths))
        return [found[path] for path in paths if path in found]


def groups_said(value: Any) -> str:
    """A number of clusters, by the name that readers know them by."""
    return f"{value:,} group" + ("" if value == 1 else "s")
