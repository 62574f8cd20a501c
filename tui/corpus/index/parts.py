"""A part of an index: its articles cleaned, hashed and written; and articles read back from it.

A part is made in a process of its own, as cleaning takes nearly all of the time. Rows go through
a file of JSON into Parquet: of what needs no further package that is the quickest way.

What is hashed are the runs of three words in an article: two articles that share many of them share
copy (Broder 1997, On the resemblance and containment of documents). Of a run's hash, which is the
same everywhere, the upper end decides whether it belongs to a sample, so that every article keeps
the same ones: the share of runs that two articles have in common can be told from a sample, which
that of MinHash cannot.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from tui.corpus.index import UNNAMED, Index, PartRecord, digest_of
from tui.corpus.index.duck import prepare_duckdb, quoted, scratch
from tui.files.folders import from_json
from tui.files.write import usual_mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from tui.corpus.index.sources import ArticleSource
    from tui.corpus.settings import Settings
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.model import Article


_EPOCH = date(1970, 1, 1)


DOCS = 1 << 12
"""Room for article numbers in a part."""


INDEXED_COLUMNS = {
    "doc": "INTEGER", "key": "BIGINT", "slot": "BIGINT", "path": "VARCHAR", "part": "INTEGER",
    "id": "VARCHAR", "sha256": "VARCHAR", "outlet": "VARCHAR", "url": "VARCHAR", "day": "INTEGER",
    "date": "VARCHAR", "title": "VARCHAR", "byline": "VARCHAR", "service": "VARCHAR",
    "contributor": "VARCHAR", "is_release": "BOOLEAN", "from_release": "BOOLEAN",
    "words": "INTEGER", "runs": "INTEGER", "sample": "INTEGER", "article": "VARCHAR",
}  # fmt: skip
"""The columns of an article. `key` tells it from all others, `slot` from other pages: of two rows
with one slot the one with the greater `doc` counts. `day` counts from 1970, `service` is the one
that the article is credited to, `runs` how many there are of one in `sample`, and `article` is all
of it as JSON."""


_RUN_COLUMNS = {"doc": "INTEGER", "runs": "BIGINT[]"}


_AS_DIFFERENCES, _AS_TEXT = "COMPRESSION snappy, PARQUET_VERSION v2", "COMPRESSION zstd"
"""How the two files of a part are packed. In order, runs are kept as what each is above the one
before it, of which zstd would save no more, in a third more time."""


_LEAST_ROOM = 1 << 20
"""Bytes that the longest row may have at least: twice as many are asked for to read them."""


_GROUP = 20_480
"""Rows that are read together. As runs are sorted, a sample of them is in few such groups."""


@dataclass(frozen=True, slots=True)
class Work:
    """A part to be made.

    Attributes:
        number: Its number.
        sources: Its articles, in order.
        sample: One of so many runs is kept.
        recurring: What recurs in each folder that one of them stands in, by host.
    """

    number: int
    sources: tuple[ArticleSource, ...]
    sample: int = 1
    recurring: Mapping[str, Mapping[str | None, Recurrence]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part that was made.

    Attributes:
        record: Its record.
        unread: What of it could not be read, with the reasons.
        undated: How many of its articles have no date.
        cut_off: The files that were read as far as they go, with what is said of that.
    """

    record: PartRecord
    unread: tuple[tuple[str, str], ...]
    undated: int
    cut_off: tuple[tuple[str, str], ...] = ()


class PartMaker:
    """Makes parts; one of it in each process."""

    def __init__(self, index: Index, settings: Settings, *, rules: bool) -> None:
        from tui.corpus.story.cues import CueReader

        self._index = index
        self._settings = settings
        self._rules = rules
        self._cues = CueReader(settings)
        self._connection: DuckDBPyConnection | None = None

    def __call__(self, work: Work) -> MadePart:
        """Make a part, and write its files and then its record."""
        from tui.text.page.mail import CUT_SAID
        from tui.text.page.model import PageError

        rows: list[dict[str, Any]] = []
        runs: list[dict[str, Any]] = []
        unread: list[tuple[str, str]] = []
        cut_off: list[tuple[str, str]] = []
        for at, source in enumerate(work.sources):
            try:
                article, name = self._read(source, work.recurring)
            except PageError as error:
                unread.append((error.path, error.reason))
                continue
            if article.cut_off and source.part is None:
                cut_off.append((source.path, CUT_SAID))
            doc = work.number * DOCS + at
            found, words = stable_runs(article, work.sample)
            counts = {"words": words, "runs": len(found), "sample": work.sample}
            rows.append(self._row(doc, source, article, name) | counts)
            runs.append({"doc": doc, "runs": found})
        record = self._write(work.number, rows, runs)
        undated = sum(row["day"] is None for row in rows)
        return MadePart(record, tuple(unread), undated, tuple(cut_off))

    def _read(
        self, source: ArticleSource, recurring: Mapping[str, Mapping[str | None, Recurrence]]
    ) -> tuple[Article, str | None]:
        from tui.text.article.read import clean, whole_page

        page = source.page(self._settings)
        name = page.metadata.identifier if page.metadata is not None else None
        shared = recurring_on(page, recurring.get(source.beside, {}))
        if not self._rules:
            return whole_page(page), name
        return clean(page, self._settings, recurring=shared), name

    def _row(
        self, doc: int, source: ArticleSource, article: Article, name: str | None
    ) -> dict[str, Any]:
        cues = self._cues.read(article)
        part = source.part
        return {
            "doc": doc,
            "key": source.key,
            "slot": _number_of(source.path) if part is None else source.key,
            "path": source.path,
            "part": None if part is None else part.number,
            "id": name,
            "sha256": article.sha256,
            "outlet": article.outlet,
            "url": article.url,
            "day": day_of(article.date),
            "date": article.date,
            "title": article.title,
            "byline": article.byline,
            "service": cues.service,
            "contributor": cues.contributor
            or (cues.headed.service if cues.headed else UNNAMED if cues.agencies else None),
            "is_release": bool(cues.release),
            "from_release": cues.from_release is not None,
            "article": msgspec.json.encode(article).decode(),
        }

    def _write(
        self, number: int, rows: Sequence[dict[str, Any]], runs: Sequence[dict[str, Any]]
    ) -> PartRecord:
        files: dict[str, tuple[int, str]] = {}
        with scratch(self._index.folder) as folder:
            source = folder / "rows.json"
            for kind, found, columns, taken, packed in (
                ("runs", runs, _RUN_COLUMNS, "unnest(runs) AS run, doc", _AS_DIFFERENCES),
                ("articles", rows, INDEXED_COLUMNS, "*", _AS_TEXT),
            ):
                lines = [msgspec.json.encode(row) + b"\n" for row in found]
                source.write_bytes(b"".join(lines))
                made = folder / kind
                longest = max(map(len, lines), default=0)
                self._to_parquet(source, longest, columns, taken, made, packed)
                with made.open("rb+") as opened:
                    os.fsync(opened.fileno())
                made.chmod(usual_mode())
                files[kind] = made.stat().st_size, digest_of(made)
                made.replace(self._index.file(kind, number))
        record = PartRecord(
            number=number,
            articles=len(rows),
            runs=sum(len(run["runs"]) for run in runs),
            files=files,
        )
        self._index.record(record)
        return record

    def _to_parquet(
        self,
        source: Path,
        longest: int,
        columns: Mapping[str, str],
        taken: str,
        target: Path,
        packed: str,
    ) -> None:
        prepare_duckdb()
        import duckdb

        if self._connection is None:
            # To begin with it takes as long as a tenth of what it is there for.
            self._connection = duckdb.connect(config={"threads": 1})
            self._connection.execute("SET enable_progress_bar = false")
        described = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        self._connection.execute(
            f"COPY (SELECT {taken} FROM read_json({quoted(source)}, columns={{{described}}},"
            f" format='newline_delimited', maximum_object_size={max(longest, _LEAST_ROOM)})"
            " ORDER BY ALL)"
            f" TO {quoted(target)} (FORMAT parquet, {packed}, ROW_GROUP_SIZE {_GROUP})"
        )


def recurring_on(page: Any, recurring: Mapping[str | None, Recurrence]) -> Recurrence | None:
    """What a page shares with others of its site, or else of its folder."""
    from tui.text.chrome.sites import host_of

    return (recurring.get(host_of(page)) or recurring.get(None)) if recurring else None


def day_of(text: str | None) -> int | None:
    """An ISO date as the number of days since 1970."""
    try:
        return None if text is None else (date.fromisoformat(text) - _EPOCH).days
    except ValueError:
        return None


def date_of(day: int | None) -> str | None:
    """The reverse."""
    return None if day is None else date.fromordinal(_EPOCH.toordinal() + day).isoformat()


def article_from(row: str, *, also: Iterable[str] = (), original: bool = False) -> Article:
    """An article as an index keeps it."""
    from tui.text.model import Article

    article = from_json(row, Article)
    return replace(article, also=tuple(also), original=original) if also or original else article


def _number_of(text: str) -> int:
    from xxhash import xxh3_64_intdigest

    return xxh3_64_intdigest(os.fsencode(text)) - (1 << 63)


_HASHES = 1 << 64


_SIGNED = 1 << 63


def stable_runs(article: Article, sample: int = 1) -> tuple[list[int], int]:
    """The runs of words in an article's linkable paragraphs.

    Args:
        sample: One of so many runs is kept.

    Returns:
        The hashes of its runs, as signed numbers of 64 bits, each once; and how many words the
        paragraphs have.
    """
    from xxhash import xxh3_64_intdigest as number_of

    from tui.corpus.likeness import folded_words_of, runs_of_words

    hashes: set[int] = set()
    size = 0
    for words in folded_words_of(article):
        size += len(words)
        hashes.update(map(number_of, map(b" ".join, runs_of_words(words))))
    return _sampled(hashes, sample), size


def _sampled(hashes: Iterable[int], sample: int) -> list[int]:
    if sample > 1:
        least = _HASHES // sample
        return [number for number in hashes if number < least]
    return [number - _HASHES if number >= _SIGNED else number for number in hashes]


def in_sample(column: str, sample: int) -> str:
    """The condition, in SQL, that a signed hash is among one of so many."""
    return f"{column} >= 0 AND {column} < {_HASHES // sample}" if sample > 1 else "TRUE"
