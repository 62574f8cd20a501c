"""What finds pairs in indexes: SQL that proposes, run by DuckDB here, and by Spark as it is.

It says in SQL, for what need not fit into memory, which runs of words count and which pairs share
them; what that means, and why, stands in `tui.corpus.index.pairs`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from tui.corpus.index import QUARTER
from tui.corpus.index.duck import DuckEngine, quoted
from tui.corpus.index.pairs import ROUNDS
from tui.corpus.index.parts import DOCS, in_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.index import Index
    from tui.corpus.index.pairs import PairRules


PASS = 8_000_000
"""Runs that are looked at in one pass: as many as fit into `TABLES_MEMORY`."""


PAIRS_PASS = 4_000_000
"""Of the runs that articles share, how many are paired in one pass."""


MANY_RUNS = 4_000_000
"""Runs of an older corpus from which on newcomers are looked for by a quarter of them."""


LAST_DAY = 10_000_000
"""Where undated articles stand among days: behind all others."""


_SOME_OLDER = 8
"""One of so many older articles tells most of what is background."""


_MANY_OLDER = 1_000
"""Older articles that an undated newcomer is paired with, to tell which are one story."""


@dataclass(frozen=True, slots=True)
class IndexRole:
    """An index, and what it is there for: 0 the corpus, 1 the older one, 2 originals.

    `run_files` are the files that hold its runs, where these are not those of its parts; `often`
    is that of the runs which are known to stand on too many days to be news.
    """

    index: Index
    side: int = 0
    run_files: Sequence[str] = ()
    often: str | None = None

    def runs(self) -> Sequence[str]:
        """The files that hold all of its runs."""
        return self.run_files or self.index.files("runs")


class Engine(Protocol):
    """What runs the SQL."""

    def table(self, name: str, sql: str) -> None:
        """Make a table of a query; one of that name is replaced."""

    def parquet(self, files: Sequence[str]) -> str:
        """Files of Parquet as a table in SQL."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""

    def passes(self, size: int, most: int) -> int:
        """In how many passes so many rows are to be looked at."""


def docs_sql(engine: Engine, roles: Sequence[IndexRole]) -> str:
    """The articles of some indexes in the order of days, as SQL.

    Of one page that was read again the last row counts; what is the same to the byte under
    several paths is one article. `n` is the place in the order, `doc` the number in its index
    with the index's own number above it.
    """
    sample = sample_of(roles)
    every = " UNION ALL ".join(
        f"SELECT CAST({number} AS BIGINT) * {1 << 32} + doc AS doc, {role.side} AS side, key,"
        f" {number} AS source, slot, path, part, id, outlet, day, date, title, service,"
        f" contributor, is_release, from_release, words, runs,"
        f" CAST({sample} / sample AS INT) AS sample"
        f" FROM {engine.parquet(role.index.files('articles'))} a"
        for number, role in enumerate(roles)
        if role.index.files("articles")
    )
    # What is put in order is as narrow as it can be; all else is joined to it.
    return f"""
        WITH every AS ({every}),
        latest AS (SELECT source, slot, MAX(doc) AS doc FROM every GROUP BY source, slot),
        saved AS (
            SELECT e.doc, e.day, e.key, e.path, ROW_NUMBER() OVER (
                PARTITION BY e.key ORDER BY e.side DESC, e.path, e.doc) AS saving
            FROM every e JOIN latest l ON l.doc = e.doc),
        places AS (
            SELECT doc, CAST(ROW_NUMBER() OVER (
                ORDER BY COALESCE(day, {LAST_DAY}), key, path, doc) - 1 AS INT) AS n
            FROM saved WHERE saving = 1),
        papers AS (
            SELECT outlet, CAST(ROW_NUMBER() OVER (ORDER BY outlet) AS INT) AS paper
            FROM (SELECT DISTINCT outlet FROM every WHERE outlet IS NOT NULL) t)
        SELECT p.n, COALESCE(o.paper, 0) AS paper, e.*
        FROM places p JOIN every e ON e.doc = p.doc LEFT JOIN papers o ON o.outlet = e.outlet"""


def sample_of(roles: Sequence[IndexRole]) -> int:
    """One of how many runs is looked at: as few as any index keeps, and of a large older one."""
    older = sum(record.runs for role in roles if role.side == 1 for record in role.index.parts())
    kept = max(role.index.about().sample for role in roles)
    return max(kept, QUARTER) if older > MANY_RUNS else kept


class PairFinder:
    """Finds the pairs of some indexes that share copy, by any engine."""

    def __init__(
        self,
        engine: Engine,
        roles: Sequence[IndexRole],
        rules: PairRules,
        *,
        tells_often: bool = False,
    ) -> None:
        """Take the indexes.

        Args:
            tells_often: Whether the table `often` is made as well, of runs on too many days.
        """
        self._engine = engine
        self._tells_often = tells_often
        self._roles = [role for role in roles if role.runs()]
        self._rules = rules
        self._sample = sample_of(roles)

    def docs(self) -> None:
        """Make the table `docs`."""
        self._engine.table("docs", docs_sql(self._engine, self._roles))

    def pairs(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make the tables `proposed` and `weights` out of `docs`.

        A pair is known by its places, the earlier first. An article's weight is how often its
        runs stand in others.

        Without dates nothing tells background: then articles that share much of all that they
        have are one story, and stories stand for days.

        Args:
            progress: Is told how many passes are done, and of how many.
        """
        self._engine.table("stories", _NO_STORIES)
        undated = "SELECT COUNT(*) FROM docs WHERE day IS NULL"
        if int(next(self._engine.rows(undated))[0]) > self._rules.few:
            rules = self._rules.of_stories()
            if self._against:
                # Of the older ones only those are joined that a newcomer is paired with.
                rules = replace(rules, window=_MANY_OLDER)
            PairFinder(self._engine, self._roles, rules)._tell_stories()
        self._propose(progress)

    def _tell_stories(self) -> None:
        """Make the table `stories`: undated articles with a number that stands for a day."""
        self._propose(None, "d.day IS NULL")
        table = self._engine.table
        table("alike", _ALIKE.format(both=self._rules.both, story=self._rules.share))
        table("told_0", f"SELECT n, {2 * LAST_DAY} + n AS story FROM docs WHERE day IS NULL")
        for at in range(ROUNDS):
            table(f"told_{at + 1}", _SPREAD.format(at=at))
        table("stories", f"SELECT n, CAST(story AS INT) AS story FROM told_{ROUNDS}")

    def _propose(self, progress: Callable[[int, int], None] | None, which: str = "TRUE") -> None:
        table, one_of = self._engine.table, self._engine.rows
        mine = "WHERE side <> 1" if self._against else ""
        total = int(next(one_of(f"SELECT COALESCE(SUM(runs), 0) FROM docs {mine}"))[0])
        table("dated", _DATED.format(which=which))
        count = self._engine.passes(total, PASS)
        steps = 2 * count
        for at in range(count):
            if self._against:
                self._look_into_older(at, count)
            table("features", self._features(at, count))
            table("repeated", _REPEATED_AMONG_OLDER if self._against else _REPEATED)
            table("held", _HELD)
            table("alone", self._alone())
            table("common", self._common())
            if self._tells_often:
                table(_of_pass("often", at, count), "SELECT run FROM common WHERE often")
            table("weighed", _WEIGHED)
            table(_of_pass("placed", at, count), self._placed())
            summed = _SUMMED_AMONG_OLDER if self._against else _SUMMED
            table(_of_pass("summed", at, count), summed)
            if progress is not None:
                progress(at + 1, steps)
        self._join(("summed", "placed", *(("often",) if self._tells_often else ())), count)
        table("background", "SELECT n, SUM(taken) AS taken FROM summed GROUP BY n")
        table("weights", "SELECT n, SUM(weight) AS weight FROM summed GROUP BY n")
        size = int(next(one_of("SELECT COUNT(*) FROM placed"))[0])
        passes = self._engine.passes(size, PAIRS_PASS)
        for at in range(passes):
            table(_of_pass("counted", at, passes), self._counted(at, passes))
            if progress is not None:
                progress(count + count * (at + 1) // passes, steps)
        self._join(("counted",), passes)
        table("proposed", self._pairs())

    def _join(self, names: Sequence[str], passes: int) -> None:
        """Make one table of those of all passes."""
        for name in names if passes > 1 else ():
            each = (f"SELECT * FROM {_of_pass(name, at, passes)}" for at in range(passes))
            self._engine.table(name, " UNION ALL ".join(each))

    @property
    def _against(self) -> bool:
        return any(role.side == 1 for role in self._roles)

    def _look_into_older(self, at: int, count: int) -> None:
        """Make the tables `found`, what newcomers have of older runs, and `crowded`.

        Those are nearly all of what is found: runs that stand on too many days already in the
        older articles, as is kept with these, or in some of them. They are counted no further.
        """
        table = self._engine.table
        table("wanted", f"SELECT DISTINCT run FROM ({self._runs_in(at, count, older=False)})")
        table("found", self._runs_in(at, count, older=True))
        kept = [role.often for role in self._roles if role.side == 1 and role.often is not None]
        if len(kept) == sum(role.side == 1 for role in self._roles):
            often = f"SELECT run FROM {self._engine.parquet(kept)}"
            table("crowded", f"SELECT DISTINCT run FROM ({often}) o JOIN wanted USING (run)")
        else:
            table("crowded", _CROWDED.format(one_of=_SOME_OLDER, days=self._rules.days))

    def _runs_in(self, at: int, count: int, *, older: bool) -> str:
        """The runs of the older indexes, or of the others, that fall into a pass."""
        span = (1 << 64) // self._sample
        low = 0 if self._sample > 1 else -(1 << 63)
        first, last = low + span * at // count, low + span * (at + 1) // count - 1
        wanted = " JOIN wanted USING (run)" if older else ""
        return " UNION ALL ".join(
            f"SELECT CAST({number} AS BIGINT) * {1 << 32} + doc AS doc, run"
            f" FROM {self._engine.parquet(role.runs())}{wanted}"
            f" WHERE {in_sample('run', self._sample)} AND run BETWEEN {first} AND {last}"
            for number, role in enumerate(self._roles)
            if (role.side == 1) == older
        )

    def _features(self, at: int, count: int) -> str:
        every = self._runs_in(at, count, older=False)
        if self._against:
            every += (
                " UNION ALL SELECT f.doc, f.run FROM found f"
                " LEFT JOIN crowded c ON f.run = c.run WHERE c.run IS NULL"
            )
        return (
            f"SELECT x.run, d.n, d.day, d.side, d.paper FROM ({every}) x JOIN dated d USING (doc)"
        )

    @property
    def _surely_few(self) -> int:
        """In so few articles a run cannot stand on too many days, nor in too many stories."""
        return max(self._rules.few, min(self._rules.days, self._rules.undated))

    def _alone(self) -> str:
        """Those of the runs in few articles that stand in one outlet alone."""
        return f"""
            SELECT run FROM held WHERE df > {self._rules.few} AND df <= {self._surely_few}
            GROUP BY run HAVING MIN(paper) = MAX(paper) AND MIN(paper) > 0"""

    def _common(self) -> str:
        """The runs that are background; only of those that may be are the days counted."""
        # Days are counted in two steps, which is much quicker than COUNT(DISTINCT day).
        rules = self._rules
        often = ""
        if self._tells_often:
            # Stories stand for days where there are none; more articles may make one of two.
            often = f", COUNT(CASE WHEN day < {LAST_DAY} THEN 1 END) > {rules.days} AS often"
        return f"""
            SELECT run{", often" if often else ""} FROM (
                SELECT run, COUNT(day) AS days, MIN(least) AS least, MAX(most) AS most{often},
                       SUM(CASE WHEN day IS NULL THEN holders ELSE 0 END) AS undated
                FROM (SELECT run, day, COUNT(*) AS holders, MIN(paper) AS least, MAX(paper) AS most
                      FROM (SELECT run, day, paper FROM held WHERE df > {self._surely_few}
                            UNION ALL
                            SELECT run, day, paper FROM held JOIN alone USING (run)) h
                      GROUP BY run, day) t
                GROUP BY run) u
            WHERE days > {rules.days} OR undated > {rules.undated}
               OR (least = most AND least > 0 AND days + undated >= {rules.own})
            {"UNION SELECT run FROM crowded" if self._against else ""}"""

    def _placed(self) -> str:
        # Of an older corpus each newcomer is paired with the nearest, so only those are counted.
        place = (
            "SUM(CASE WHEN side = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY run ORDER BY n"
            " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
            if self._against
            else "ROW_NUMBER() OVER (PARTITION BY run ORDER BY n)"
        )
        return f"SELECT n, run, side, CAST({place} AS INT) AS place FROM weighed WHERE news"

    def _counted(self, at: int, passes: int) -> str:
        window, least = self._rules.window, self._rules.least
        mine = f"a.n % {passes} = {at}" if passes > 1 else "TRUE"
        if self._against:
            return f"""
                SELECT LEAST(a.n, b.n) AS one, GREATEST(a.n, b.n) AS other,
                       CAST(COUNT(*) AS INT) AS shared
                FROM placed a JOIN placed b ON a.run = b.run
                WHERE a.side <> 1 AND b.side = 1 AND {mine}
                  AND b.place BETWEEN a.place - {window - 1} AND a.place + {window}
                GROUP BY 1, 2 HAVING COUNT(*) >= {least}"""
        return f"""
            SELECT a.n AS one, b.n AS other, CAST(COUNT(*) AS INT) AS shared
            FROM placed a JOIN placed b ON a.run = b.run
            WHERE {mine} AND b.place BETWEEN a.place + 1 AND a.place + {window}
            GROUP BY a.n, b.n HAVING COUNT(*) >= {least}"""

    def _pairs(self) -> str:
        rules = self._rules
        conditions = [f"GREATEST(one_share, other_share) >= {rules.share!r}"]
        if rules.within is not None:
            conditions.append(f"ABS(one_day - other_day) <= {rules.within}")
        if rules.outlets:
            conditions.append("(one_outlet <> other_outlet) IS NOT FALSE")
        # Each article keeps the nearest of either side, whatever runs made them near: else a story
        # in a thousand papers has articles with hundreds. An older article takes all newcomers.
        near = " AND ".join(
            f"({side}_side = 1 OR {side}_place <= {rules.window})" for side in ("one", "other")
        )
        return f"""
            SELECT one, other, shared, one_share, other_share FROM (
                SELECT t.*, ROW_NUMBER() OVER (PARTITION BY one ORDER BY other) AS one_place,
                       ROW_NUMBER() OVER (PARTITION BY other ORDER BY one DESC) AS other_place
                FROM ({self._shared()}) t WHERE {" AND ".join(conditions)}) u
            WHERE {near}"""

    def _shared(self) -> str:
        """The counted pairs with what tells which of them are kept."""
        return f"""
            SELECT c.one, c.other, c.shared, d.day AS one_day, e.day AS other_day,
                   d.outlet AS one_outlet, e.outlet AS other_outlet,
                   d.side AS one_side, e.side AS other_side,
                   {self._share("d", "u")} AS one_share, {self._share("e", "v")} AS other_share
            FROM counted c JOIN docs d ON d.n = c.one JOIN docs e ON e.n = c.other
            LEFT JOIN background u ON u.n = c.one LEFT JOIN background v ON v.n = c.other"""

    def _share(self, doc: str, background: str) -> str:
        rules, size = self._rules, f"{doc}.runs / {doc}.sample"
        left = f"{size} - COALESCE({background}.taken, 0), {size} * {rules.left!r}, {rules.least}"
        return f"LEAST(1.0, c.shared / CAST(GREATEST({left}) AS DOUBLE))"


def _of_pass(name: str, at: int, passes: int) -> str:
    """What the table of a pass is called; that of the only one is the whole."""
    return name if passes == 1 else f"{name}_{at}"


_NO_STORIES = "SELECT n, CAST(NULL AS INT) AS story FROM docs WHERE n < 0"


# What shares much of both articles is one story. Of an article that is short beside all others,
# only the one that has most of it is: else a footer that is most of a short article, and stands
# in many stories, makes one of them all.
_ALIKE = """
    WITH near AS (
        SELECT one, other, one_share AS share, LEAST(one_share, other_share) >= {both} AS mutual
        FROM proposed UNION ALL
        SELECT other AS one, one AS other, other_share AS share,
               LEAST(one_share, other_share) >= {both} AS mutual
        FROM proposed),
    chosen AS (
        SELECT one, other FROM (
            SELECT n.*, ROW_NUMBER() OVER (
                PARTITION BY one ORDER BY mutual DESC, share DESC, other) AS place FROM near n) t
        WHERE mutual OR (place = 1 AND share >= {story}))
    SELECT one, other FROM chosen UNION SELECT other AS one, one AS other FROM chosen"""


_SPREAD = """
    SELECT t.n, LEAST(t.story, COALESCE(MIN(o.story), t.story)) AS story
    FROM told_{at} t LEFT JOIN alike a ON a.one = t.n LEFT JOIN told_{at} o ON o.n = a.other
    GROUP BY t.n, t.story"""


# An article's day, or the story that stands for it.
_DATED = """
    SELECT d.doc, d.n, COALESCE(d.day, s.story) AS day, d.side, d.paper
    FROM docs d LEFT JOIN stories s ON s.n = d.n WHERE {which}"""


_CROWDED = """
    SELECT run FROM (
        SELECT f.run, d.day FROM found f JOIN dated d ON d.doc = f.doc
        WHERE f.doc % {one_of} = 0 AND d.day IS NOT NULL GROUP BY f.run, d.day) t
    GROUP BY run HAVING COUNT(*) > {days}"""


_REPEATED = """
    SELECT run, CAST(COUNT(*) AS INT) AS df FROM features GROUP BY run HAVING COUNT(*) > 1"""


# A newcomer's own are among them that only older ones have, which were not counted.
_REPEATED_AMONG_OLDER = """
    SELECT t.run, t.df FROM (SELECT run, CAST(COUNT(*) AS INT) AS df FROM features GROUP BY run) t
    LEFT JOIN crowded c ON c.run = t.run WHERE t.df > 1 OR c.run IS NOT NULL"""


_HELD = "SELECT f.*, r.df FROM features f JOIN repeated r ON f.run = r.run"


_WEIGHED = """
    SELECT h.n, h.run, h.side, h.df, c.run IS NULL AS news
    FROM held h LEFT JOIN common c ON h.run = c.run"""


# How many of an article's runs are background, and how often the others stand elsewhere.
_SUMMED = """
    SELECT n, SUM(CASE WHEN news THEN 0 ELSE 1 END) AS taken,
           SUM(CASE WHEN news THEN df - 1 ELSE 0 END) AS weight
    FROM weighed GROUP BY n"""


_SUMMED_AMONG_OLDER = f"""{_SUMMED} UNION ALL
    SELECT d.n, t.taken, 0 AS weight
    FROM (SELECT f.doc, COUNT(*) AS taken FROM found f JOIN crowded c ON c.run = f.run
          GROUP BY f.doc) t JOIN docs d ON d.doc = t.doc"""


class Tables:
    """What is asked of one index beside pairs; only what is asked for is read."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._engine = DuckEngine("400MB", 1)
        self._files = index.files("articles")

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def known(self) -> set[int | tuple[str, str]]:
        """Pages by path and hash as they were read last, parts of files of many by their key."""
        return {
            key if part is not None else (path, sha256)
            for key, part, path, sha256 in self._select(
                "key, part, CASE WHEN part IS NULL THEN path END,"
                " CASE WHEN part IS NULL THEN sha256 END",
                live=True,
            )
        }

    def pages_in(self, folder: str) -> list[tuple[str, str]]:
        """The pages that stand in a folder, each with the hash of its bytes."""
        return [(path, sha256) for path, sha256, _ in self._in_folder(folder, "NULL")]

    def articles_in(self, folder: str) -> Iterator[tuple[str, str, str]]:
        """The same with their articles."""
        return self._in_folder(folder, "article")

    def _in_folder(self, folder: str, more: str) -> Iterator[tuple[str, str, str]]:
        prefix = folder and os.path.join(folder, "")  # noqa: PTH118
        for path, sha256, row in self._select(
            f"path, sha256, {more}",
            f"part IS NULL AND starts_with(path, {quoted(prefix)})",
            live=True,
        ):
            if os.path.dirname(path) == folder:  # noqa: PTH120
                yield path, sha256, row

    def _select(self, what: str, where: str = "TRUE", *, live: bool = False) -> Iterator[Any]:
        if not self._files:
            return iter(())
        source = self._engine.parquet(self._files)
        last = f"doc IN (SELECT MAX(doc) FROM {source} GROUP BY slot)" if live else "TRUE"
        return self._engine.rows(f"SELECT {what} FROM {source} WHERE {where} AND {last}")


def articles_of(
    engine: Engine, roles: Sequence[IndexRole], docs: Iterable[int]
) -> Iterator[tuple[int, str]]:
    """The articles with some numbers, as JSON; only their parts' rows are read."""
    wanted: dict[tuple[int, int], list[int]] = {}
    for doc in docs:
        source, at = divmod(doc, 1 << 32)
        wanted.setdefault((source, at // DOCS), []).append(at)
    for (source, number), places in sorted(wanted.items()):
        file = os.fspath(roles[source].index.file("articles", number))
        numbers = ", ".join(map(str, places))
        for doc, row in engine.rows(
            f"SELECT doc, article FROM {engine.parquet([file])} WHERE doc IN ({numbers})"
        ):
            yield source * (1 << 32) + doc, row
