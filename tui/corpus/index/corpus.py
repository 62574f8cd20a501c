"""A corpus told as tables: pairs, clusters, their members, outlets by day, who follows whom.

The engine proposes pairs, the aligner decides those in doubt, links make clusters, and of each
cluster the likely source is named: an article that was given as the original, else one that
credits a service, the earliest, and of these the one with most of what the others have. All
numbers rest on articles whose order is that of days and hashes, so that the same articles give
the same tables however they came into the index.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from tui.corpus.index import KEPT_TABLES, LOCK, TABLES_LOCK, UNNAMED, CorpusError, state_of
from tui.corpus.index.browse import FIRST, first_rows
from tui.corpus.index.duck import DuckEngine, quoted, scratch
from tui.corpus.index.engine import IndexRole, PairFinder, sample_of
from tui.corpus.index.groups import Strand, Strands
from tui.corpus.index.judging import (
    SOURCE_VERDICTS,
    PairJudges,
    confirmed_sql,
    decide_pairs,
    shelved,
)
from tui.corpus.index.pairs import PairRules
from tui.corpus.index.runs import keep_background
from tui.corpus.story.verdicts import COPY
from tui.files.write import alone, usual_mode
from tui.text.inert import safe_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui.corpus.index import Index
    from tui.corpus.index.browse import FirstRows
    from tui.corpus.index.jobs import Workers
    from tui.corpus.index.judging import PairDecision, Shelf
    from tui.corpus.settings import Settings

    Told = Callable[[str, int, int], None]


Judging = Literal["none", "band", "all"]


TableFormat = Literal["parquet", "csv", "jsonl"]


TRIES = 1
"""How many of the pairs in doubt between two groups are aligned."""


_NEAREST = 4
"""Undated articles are groups of their own at first: each is asked about its nearest before it
is about others, as what is joined need not be asked about."""


_ALL = 1 << 30


OF_ORIGINALS = 2


@dataclass(frozen=True, slots=True)
class ClusterRules:
    """How clusters are found; `judge` is what the aligner is asked."""

    pairs: PairRules = field(default_factory=PairRules)
    judge: Judging = "band"


@dataclass(frozen=True, slots=True)
class CorpusTotals:
    """What was found, in numbers."""

    sample: int
    articles: int
    undated: int
    pairs: int
    aligned: int
    confirmed: int
    clusters: int
    clustered: int
    largest: int
    parted: int
    repeated_ids: int


class Corpus:
    """Some indexes whose pairs and clusters are found; the tables stand in DuckDB."""

    def __init__(
        self,
        roles: Sequence[IndexRole],
        settings: Settings,
        workers: Workers,
        duck: DuckEngine,
        rules: ClusterRules,
    ) -> None:
        """Take the indexes with what each is there for.

        Args:
            duck: Holds the tables.
        """
        self._roles = [role for role in roles if role.index.files("articles")]
        self._judges = PairJudges(settings)
        self._settings = settings.story.pairs
        self._workers = workers
        self._duck = duck
        self._rules = rules
        self._told: Told = lambda label, done, total: None
        self._aligned = Counter[str]()
        self._tells_often = False

    def find(
        self, propose: Callable[[DuckEngine], None] | None, told: Told | None = None
    ) -> CorpusTotals:
        """Find pairs and clusters, and make all tables.

        Args:
            propose: Makes the tables `docs`, `proposed` and `weights` in another engine; None lets
                DuckDB do it.
            told: Is told what is done, how much of it, and of how much.

        Raises:
            CorpusError: There is nothing in the index, or the disk or memory is full.
        """
        if told is not None:
            self._told = told
        if not self._roles or self._roles[0].side != 0:
            raise CorpusError("there are no articles in the index")
        if propose is not None:
            propose(self._duck)
        else:
            alone = len(self._roles) == 1
            finder = PairFinder(self._duck, self._roles, self._rules.pairs, tells_often=alone)
            self._tells_often = alone
            finder.docs()
            finder.pairs(lambda done, total: self._told("Finding pairs", done, total))
        self._duck.table("docs", _NAMED)
        with scratch(Path(self._duck.folder)) as folder:
            self._decide(folder)
            self._cluster(folder)
            self._duck.table("sources", _SOURCES)
            self._judge(folder)
        judged = "TRUE" if self._rules.judge == "all" else "FALSE"
        for name, sql in _TABLES.items():
            self._duck.table(name, sql.replace("{all_judged}", judged))
        return self._totals()

    def _decide(self, folder: Path) -> None:
        """Let the aligner decide the pairs in doubt that would join what is apart without them."""
        self._duck.table("decided", _NOTHING_DECIDED)
        unaligned = self._rules.judge == "none"
        known, days = self._settings, self._rules.pairs.days
        below, far_below = (known.linked, known.weak) if unaligned else (known.weak, known.again)
        doubtful = _DOUBTFUL.format(
            below=below, far_below=far_below, days=days, undated=not unaligned
        )
        self._duck.table("doubtful", doubtful)
        self._duck.table("links", _LINKS)
        if unaligned:
            return
        nearest = _NEAREST if self._any_undated() else _ALL
        while self._ask_of_doubtful(folder, nearest):
            nearest = min(_ALL, nearest * _NEAREST)

    def _any_undated(self) -> bool:
        return bool(next(self._duck.rows("SELECT COUNT(*) > 0 FROM docs WHERE day IS NULL"))[0])

    def _ask_of_doubtful(self, folder: Path, nearest: int) -> int:
        """Align the strongest pairs in doubt of what is apart.

        Args:
            nearest: Of how many others each group is asked about at once.

        Returns:
            How many there were.
        """
        self._load(
            "joined",
            {"n": "INTEGER", "first": "INTEGER"},
            ({"n": place, "first": first} for place, first in self._strands().clusters().members()),
            folder,
        )
        asked = self._align(folder, _APART.format(nearest=nearest), "Aligning pairs in doubt")
        self._duck.table("links", _LINKS)
        return asked

    def _strands(self) -> Strands:
        size = int(next(self._duck.rows("SELECT COUNT(*) FROM docs"))[0])
        rows = self._duck.rows(
            "SELECT one, other, strength, sure FROM links ORDER BY strength DESC, one, other"
        )
        return Strands(size, (Strand(*row) for row in rows))

    def _align(self, folder: Path, query: str, label: str) -> int:
        """Align the pairs of a query, and add what is decided to the table.

        Returns:
            How many there were.
        """
        self._duck.table("asked", query)
        pairs = list(self._duck.rows("SELECT one, other FROM asked ORDER BY one, other"))
        if not pairs:
            return 0
        before = self._aligned[label]
        self._aligned[label] += len(pairs)
        both = "SELECT one AS n FROM asked UNION SELECT other AS n FROM asked"
        shelf: Shelf = shelved(folder / "articles", self._duck, self._roles, both)
        decided = decide_pairs(
            pairs,
            shelf,
            self._judges,
            self._workers,
            lambda done: self._told(label, before + done, before + len(pairs)),
        )
        self._load("more", _DECIDED_COLUMNS, (_decided_row(one) for one in decided), folder)
        confirmed = confirmed_sql("more", self._rules.pairs.days, self._settings)
        self._duck.table("decided", f"SELECT * FROM decided UNION ALL {confirmed}")
        return len(pairs)

    def _load(
        self,
        name: str,
        columns: Mapping[str, str],
        rows: Iterable[Mapping[str, object]],
        folder: Path,
    ) -> None:
        """Make a table of rows."""
        file = folder / "rows.json"
        with file.open("wb") as out:
            for row in rows:
                out.write(msgspec.json.encode(row) + b"\n")
        described = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
        self._duck.table(
            name,
            f"SELECT * FROM read_json({quoted(file)}, columns={{{described}}},"
            " format='newline_delimited')",
        )

    def _cluster(self, folder: Path) -> None:
        """Make the table `membership`: an article, and the first one of its cluster."""
        strands = self._strands()
        unaligned = self._rules.judge == "none"
        # Else the aligner was asked about each weak link before.
        weak = frozenset(strands.weak_bridges(self._settings.weak) if unaligned else ())
        clusters = strands.clusters(weak)
        self._load(
            "membership",
            {"n": "INTEGER", "first": "INTEGER"},
            ({"n": place, "first": first} for place, first in clusters.members()),
            folder,
        )
        self._load(
            "weakest",
            {"first": "INTEGER", "weakest": "DOUBLE"},
            ({"first": place, "weakest": found} for place, found in clusters.weakest.items()),
            folder,
        )
        self._load(
            "parted",
            {"one": "INTEGER", "other": "INTEGER"},
            ({"one": one, "other": other} for one, other in clusters.parted),
            folder,
        )
        if not unaligned:
            self._duck.table("parted", _PARTED.format(linked=self._settings.linked))

    def _judge(self, folder: Path) -> None:
        """Align each member with its source, where that is asked for."""
        if self._rules.judge == "all":
            self._align(folder, _UNJUDGED, "Judging members")

    def _totals(self) -> CorpusTotals:
        counts = [int(count) for count in next(self._duck.rows(_COUNTS))]
        return CorpusTotals(sample_of(self._roles), *counts)

    def first_rows(self, index: Index) -> FirstRows:
        """What the app shows first of an index."""
        return first_rows(self._duck, index)

    def keep_background(self, index: Index) -> None:
        """Keep in the index which runs stand on too many days, if that was found of it alone."""
        if self._tells_often:
            keep_background(index, self._duck, "often", self._rules.pairs.days)

    def write(self, folder: Path, form: TableFormat) -> list[Path]:
        """Write the tables, each whole or not at all, and all of them of one corpus.

        No spreadsheet runs a cell of a CSV.

        Returns:
            The files.

        Raises:
            CorpusError: Another process writes its own there.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with alone(folder / TABLES_LOCK):
                return self._write(folder, form)
        except TimeoutError as error:
            raise CorpusError(
                f"{folder}: another compare is writing its tables there; wait until it is done"
            ) from error

    def _write(self, folder: Path, form: TableFormat) -> list[Path]:
        how = {"parquet": "parquet", "jsonl": "json"}
        files = []
        with scratch(folder) as beside:
            for name, order in _ORDERS.items():
                made = beside / name
                if form == "csv":
                    self._write_csv(name, order, made)
                else:
                    self._duck.run(
                        f"COPY (SELECT * FROM {name} ORDER BY {order}) TO {quoted(made)}"
                        f" (FORMAT {how[form]})"
                    )
                made.chmod(usual_mode())
                files.append(folder / f"{name}.{form}")
            # Killed here, it leaves tables out rather than old ones among new ones.
            for file in files:
                file.unlink(missing_ok=True)
            for file in files:
                (beside / file.stem).replace(file)
        return files

    def _write_csv(self, name: str, order: str, file: Path) -> None:
        described = [(column, kind) for column, kind, *_ in self._duck.rows(f"DESCRIBE {name}")]
        are_text = [kind == "VARCHAR" for _, kind in described]
        columns = ", ".join(f'"{column}"::VARCHAR' for column, _ in described)
        with file.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, lineterminator="\n").writerow
            write([column for column, _ in described])
            for row in self._duck.rows(f"SELECT {columns} FROM {name} ORDER BY {order}"):
                cells = zip(row, are_text, strict=True)
                write([safe_cell(one) if one and is_text else one for one, is_text in cells])


def _decided_row(decision: PairDecision) -> dict[str, object]:
    one, other = decision.sides
    return {
        "one": decision.one,
        "other": decision.other,
        "strength": decision.strength,
        "one_verdict": one.verdict,
        "one_part": one.share,
        "one_source": one.as_source,
        "other_verdict": other.verdict,
        "other_part": other.share,
        "other_source": other.as_source,
    }


_DECIDED_COLUMNS = {
    "one": "INTEGER", "other": "INTEGER", "strength": "DOUBLE",
    "one_verdict": "VARCHAR", "one_part": "DOUBLE", "one_source": "VARCHAR",
    "other_verdict": "VARCHAR", "other_part": "DOUBLE", "other_source": "VARCHAR",
}  # fmt: skip


_NOTHING_DECIDED = "SELECT {}, FALSE AS confirmed WHERE FALSE".format(
    ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in _DECIDED_COLUMNS.items())
)


# An article is called by its id, or by its path where it has none or shares it with another.
_NAMED = """
    SELECT d.*, r.id IS NOT NULL AS repeated,
           CASE WHEN d.id IS NULL OR r.id IS NOT NULL THEN file ELSE d.id END AS name
    FROM (SELECT *, path || CASE WHEN part IS NULL THEN '' ELSE '#' || part END AS file
          FROM docs) d
    LEFT JOIN (SELECT id FROM docs WHERE id IS NOT NULL GROUP BY id HAVING COUNT(*) > 1) r
    ON r.id = d.id"""


# Without a date nothing tells background, so that all of an undated article's pairs are in doubt.
_DOUBTFUL = """
    SELECT p.one, p.other FROM proposed p
    JOIN docs d ON d.n = p.one JOIN docs e ON e.n = p.other
    WHERE GREATEST(one_share, other_share) < {below}
       OR (ABS(d.day - e.day) > {days} AND GREATEST(one_share, other_share) < {far_below})
       OR ({undated} AND (d.day IS NULL OR e.day IS NULL))"""


# Of two groups the strongest pair is asked about: where that is no copy, the others are none.
_APART = f"""
    WITH apart AS (
        SELECT one, other, strength, decided, LEAST(mine, its) AS low, GREATEST(mine, its) AS high
        FROM (SELECT u.one, u.other, GREATEST(p.one_share, p.other_share) AS strength,
                     d.one IS NOT NULL AS decided,
                     COALESCE(j.first, u.one) AS mine, COALESCE(k.first, u.other) AS its
              FROM doubtful u JOIN proposed p ON p.one = u.one AND p.other = u.other
              LEFT JOIN decided d ON d.one = u.one AND d.other = u.other
              LEFT JOIN joined j ON j.n = u.one LEFT JOIN joined k ON k.n = u.other) t
        WHERE mine <> its),
    strongest AS (
        SELECT one, other, strength, low, high FROM (
            SELECT *, COUNT(*) FILTER (decided) OVER (PARTITION BY low, high) AS tries,
                   ROW_NUMBER() OVER (PARTITION BY low, high
                                      ORDER BY decided, strength DESC, one, other) AS place
            FROM apart) t
        WHERE tries < {TRIES} AND place = 1 AND NOT decided),
    nearest AS (
        SELECT one, other, ROW_NUMBER() OVER (
            PARTITION BY near ORDER BY strength DESC, one, other) AS place
        FROM (SELECT *, low AS near FROM strongest UNION ALL
              SELECT *, high AS near FROM strongest) t)
    SELECT DISTINCT one, other FROM nearest WHERE place <= {{nearest}}"""


_LINKS = """
    SELECT p.one, p.other, COALESCE(d.confirmed, FALSE) AS sure,
           CASE WHEN d.confirmed THEN GREATEST(one_share, other_share, d.strength)
                ELSE GREATEST(one_share, other_share) END AS strength
    FROM proposed p
    LEFT JOIN decided d ON p.one = d.one AND p.other = d.other
    LEFT JOIN doubtful u ON p.one = u.one AND p.other = u.other
    WHERE COALESCE(d.confirmed, u.one IS NULL)"""


# Groups that a link would join which the aligner does not confirm.
_PARTED = """
    SELECT DISTINCT LEAST(m.first, k.first) AS one, GREATEST(m.first, k.first) AS other
    FROM decided d JOIN proposed p ON p.one = d.one AND p.other = d.other
    JOIN membership m ON m.n = d.one JOIN membership k ON k.n = d.other
    WHERE NOT d.confirmed AND m.first <> k.first
      AND GREATEST(p.one_share, p.other_share) >= {linked}"""


_SOURCES = f"""
    SELECT first, n, outlet, day, service, is_release FROM (
        SELECT m.first, m.n, d.outlet, d.day, d.service,
               d.is_release OR (d.side = {OF_ORIGINALS} AND d.service IS NULL) AS is_release,
               ROW_NUMBER() OVER (PARTITION BY m.first ORDER BY d.side = {OF_ORIGINALS} DESC,
                   d.is_release DESC,
                   d.service IS NOT NULL DESC, d.day NULLS LAST, COALESCE(w.weight, 0) DESC, m.n)
                   AS place
        FROM membership m JOIN docs d ON d.n = m.n LEFT JOIN weights w ON w.n = m.n) t
    WHERE place = 1"""


_UNJUDGED = """
    SELECT LEAST(m.n, s.n) AS one, GREATEST(m.n, s.n) AS other
    FROM membership m JOIN sources s ON m.first = s.first
    LEFT JOIN decided d ON d.one = LEAST(m.n, s.n) AND d.other = GREATEST(m.n, s.n)
    WHERE m.n <> s.n AND d.one IS NULL"""


# As `credits_family` has it.
_CREDITED = f"""COALESCE(s.service IN (d.service, d.contributor), FALSE)
    OR COALESCE(s.service IS NOT NULL AND d.contributor = {quoted(UNNAMED)}, FALSE)
    OR (s.service IS NULL AND d.service IS NOT NULL) OR (s.is_release AND d.from_release)"""


_COPY = ", ".join(map(quoted, sorted(COPY)))


_VERDICTS = f"[{', '.join(map(quoted, SOURCE_VERDICTS))}]"


# A cluster is known by the hash of its first article, so that it keeps its name as it grows.
_TABLES = {
    "named": """
        SELECT first, 'c' || lower(printf('%016x', key)) AS cluster FROM (
            SELECT DISTINCT m.first, d.key FROM membership m JOIN docs d ON d.n = m.first) t""",
    "likest": """
        SELECT n, MAX(share) AS share FROM (
            SELECT p.one AS n, p.one_share AS share FROM proposed p
            JOIN membership m ON m.n = p.one JOIN membership o ON o.n = p.other
            WHERE m.first = o.first
            UNION ALL
            SELECT p.other AS n, p.other_share AS share FROM proposed p
            JOIN membership m ON m.n = p.one JOIN membership o ON o.n = p.other
            WHERE m.first = o.first) t GROUP BY n""",
    "as_source": f"""
        SELECT n, {_VERDICTS}[MAX(rank)] AS verdict FROM (
            SELECT s.n, list_position({_VERDICTS},
                       CASE WHEN s.n = j.one THEN j.one_source ELSE j.other_source END) AS rank
            FROM sources s JOIN membership m ON m.first = s.first
            JOIN decided j ON j.one = LEAST(m.n, s.n) AND j.other = GREATEST(m.n, s.n)) t
        GROUP BY n""",
    "carriers": f"""
        SELECT m.first, m.n, c.cluster, m.n = s.n AS is_source, s.outlet AS source_outlet,
               s.day AS source_day, s.service AS source_service,
               {_CREDITED} AS credited,
               CASE WHEN m.n = s.n THEN CASE WHEN {{all_judged}} THEN a.verdict END
                    WHEN a.verdict = 'shared' AND CASE WHEN m.n = j.one THEN j.one_verdict
                        ELSE j.other_verdict END IN ({_COPY}) THEN 'shared'
                    WHEN m.n = j.one THEN j.one_verdict ELSE j.other_verdict END AS verdict,
               CASE WHEN m.n = s.n THEN 1.0
                    WHEN m.n = j.one THEN j.one_part
                    WHEN j.one IS NOT NULL THEN j.other_part
                    WHEN m.n = p.one THEN p.one_share
                    WHEN p.one IS NOT NULL THEN p.other_share ELSE l.share END AS share
        FROM membership m JOIN named c ON c.first = m.first JOIN sources s ON s.first = m.first
        JOIN docs d ON d.n = m.n
        LEFT JOIN decided j ON j.one = LEAST(m.n, s.n) AND j.other = GREATEST(m.n, s.n)
        LEFT JOIN proposed p ON p.one = LEAST(m.n, s.n) AND p.other = GREATEST(m.n, s.n)
        LEFT JOIN likest l ON l.n = m.n LEFT JOIN as_source a ON a.n = s.n""",
    "members": """
        SELECT c.cluster, d.file AS path, d.id, d.outlet, d.date, d.service, c.verdict,
               ROUND(c.share, 4) AS share,
               c.credited, c.is_source, d.n AS place
        FROM carriers c JOIN docs d ON d.n = c.n""",
    "clusters": """
        SELECT c.cluster, CAST(COUNT(*) AS INT) AS size,
               CAST(COUNT(DISTINCT d.outlet) AS INT) AS outlets,
               MIN(d.date) AS first_day, MAX(d.date) AS last_day,
               MAX(CASE WHEN c.is_source THEN d.name END) AS source,
               MAX(c.source_service) AS service,
               CAST(COUNT(*) FILTER (c.credited) AS INT) AS credited,
               CAST(COUNT(*) FILTER (NOT c.credited
                   AND NOT (c.is_source AND c.source_service IS NULL)) AS INT) AS uncredited,
               ROUND(MAX(w.weakest), 4) AS weakest,
               MAX(CASE WHEN c.is_source THEN d.title END) AS title,
               MAX(p.parted_from) AS parted_from
        FROM carriers c JOIN docs d ON d.n = c.n JOIN weakest w ON w.first = c.first
        LEFT JOIN (SELECT x.first, string_agg(n.cluster, ' ' ORDER BY n.cluster) AS parted_from
                   FROM (SELECT one AS first, other FROM parted UNION
                         SELECT other AS first, one FROM parted) x
                   JOIN named n ON n.first = x.other GROUP BY x.first) p ON p.first = c.first
        GROUP BY c.cluster""",
    "outlet_days": f"""
        SELECT d.outlet, d.date, CAST(COUNT(*) AS INT) AS articles,
               CAST(COUNT(c.n) AS INT) AS in_clusters,
               CAST(COUNT(*) FILTER (c.credited) AS INT) AS credited,
               CAST(COUNT(*) FILTER (NOT c.credited
                   AND NOT (c.is_source AND c.source_service IS NULL)) AS INT) AS uncredited,
               CAST(COUNT(*) FILTER (c.verdict = 'own') AS INT) AS own
        FROM docs d LEFT JOIN carriers c ON c.n = d.n WHERE d.side <> {OF_ORIGINALS}
        GROUP BY d.outlet, d.date""",
    "who_follows": """
        SELECT d.outlet, c.source_outlet AS follows, CAST(COUNT(*) AS INT) AS articles,
               MEDIAN(d.day - c.source_day) AS median_days
        FROM carriers c JOIN docs d ON d.n = c.n
        WHERE NOT c.is_source AND d.outlet <> c.source_outlet
        GROUP BY d.outlet, c.source_outlet""",
    "pairs": """
        SELECT a.name AS left, b.name AS right, ROUND(p.one_share, 4) AS left_share,
               ROUND(p.other_share, 4) AS right_share,
               CASE WHEN u.one IS NOT NULL THEN d.confirmed END AS confirmed
        FROM proposed p JOIN docs a ON a.n = p.one JOIN docs b ON b.n = p.other
        LEFT JOIN decided d ON d.one = p.one AND d.other = p.other
        LEFT JOIN doubtful u ON u.one = p.one AND u.other = p.other""",
}  # fmt: skip


_ORDERS = {
    "pairs": "1, 2",
    "clusters": "size DESC, cluster",
    "members": "cluster, date NULLS LAST, place",
    "outlet_days": "1 NULLS LAST, 2 NULLS LAST",
    "who_follows": "articles DESC, 1, 2",
}


_COUNTS = """
    SELECT (SELECT COUNT(*) FROM docs), (SELECT COUNT(*) FROM docs WHERE day IS NULL),
           (SELECT COUNT(*) FROM pairs), (SELECT COUNT(confirmed) FROM pairs),
           (SELECT COUNT(*) FROM pairs WHERE confirmed), (SELECT COUNT(*) FROM clusters),
           (SELECT COUNT(*) FROM members), (SELECT COALESCE(MAX(size), 0) FROM clusters),
           (SELECT COUNT(*) FROM parted),
           (SELECT COUNT(DISTINCT id) FROM docs WHERE repeated)"""


def keep_tables(corpus: Corpus, index: Index) -> None:
    """Keep the tables in the index, with what they were made of.

    Raises:
        TimeoutError: Another process keeps its own.
    """
    folder = index.own_folder(KEPT_TABLES)
    with alone(folder / LOCK):
        (folder / "made_of.json").unlink(missing_ok=True)
        corpus.keep_background(index)
        corpus.write(folder, "parquet")
        index.write(folder / FIRST, msgspec.json.encode(corpus.first_rows(index)))
        index.write(folder / "made_of.json", msgspec.json.encode(state_of(index)))
