"""The same work on a cluster: Spark runs the same SQL, and maps the making of parts.

Everything that is decided is decided by the same functions and the same SQL, so that the rows are
those of DuckDB. Only pairs come back to this machine; they are few beside the articles.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import signal
import sys
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any

from tui.corpus.index import EXTRA, CorpusError
from tui.corpus.index.duck import quoted, scratch
from tui.corpus.index.engine import PairFinder
from tui.corpus.index.pairs import ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from tui.corpus.index.duck import DuckEngine
    from tui.corpus.index.engine import IndexRole
    from tui.corpus.index.jobs import Item, Result
    from tui.corpus.index.pairs import PairRules


NOT_INSTALLED = (
    f"Spark is not installed: pip install '{EXTRA.replace('corpus', 'corpus,spark')}'; it also"
    " needs Java 17 or later"
)


def _session(master: str | None) -> Any:
    """A session with the usual settings: of spark-submit, or of `master`."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise CorpusError(NOT_INSTALLED) from error
    builder = SparkSession.builder.appName("compare")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            # Else it takes whatever Python is first in the path, which need not have the program.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            # Two hundred parts of a shuffle are for a cluster; here each costs a start.
            builder = builder.config("spark.sql.shuffle.partitions", "4")
            builder = builder.config("spark.ui.enabled", "false")
            # One gigabyte, which is usual, is for what only hands out work; here all is done in it.
            builder = builder.config("spark.driver.memory", "2g")
    try:
        # Days are numbers here, so that only the engine's own arithmetic matters.
        with _own_interrupt():
            session = builder.config("spark.sql.ansi.enabled", "true").getOrCreate()
    except Exception as error:
        # Whatever keeps Java from starting comes as any error.
        raise CorpusError(f"Spark cannot be started ({_first_line(error)}); is Java there?") from (
            error
        )
    session.sparkContext.setLogLevel("ERROR")
    return session


@contextlib.contextmanager
def _own_interrupt() -> Iterator[None]:
    """Let Ctrl+C do what it does without Spark, which takes it over and talks to Java meanwhile."""
    handler = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, handler)
    # What speaks to Java writes each error's traceback, of which the program says a sentence.
    logging.getLogger().addHandler(logging.NullHandler())


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Put into words what stops Spark."""
    try:
        yield
    except Exception as error:
        # Those of Spark, and of what it speaks to Java with.
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        raise CorpusError(f"Spark stopped ({failure_in(str(error))})") from error


_PYTHON_ERROR = re.compile(r"^\w+(?:Error|Exception): .+", re.MULTILINE)


_CAUSE = re.compile(r"^Caused by: (.+)", re.MULTILINE)


_JAVA_ERROR = re.compile(r"^: (.+)", re.MULTILINE)


def failure_in(said: str) -> str:
    """What went wrong, of all that Spark says: the error of the program, or what caused it all."""
    for errors in (_PYTHON_ERROR, _CAUSE, _JAVA_ERROR):
        if found := errors.findall(said):
            return str(found[-1])
    return said.strip().partition("\n")[0]


class SparkEngine:
    """Spark as an engine for SQL."""

    def __init__(self, master: str | None = None) -> None:
        """Start a session, or take the one that there is.

        Raises:
            CorpusError: There is no Spark, or no Java.
        """
        self._session = _session(master)

    def table(self, name: str, sql: str) -> None:
        """Make a table of a query; it is kept, as several others rest on it."""
        with _told():
            frame = self._session.sql(sql)
            if name in _KEPT:
                frame = frame.persist()
            frame.createOrReplaceTempView(name)

    def parquet(self, files: Sequence[str]) -> str:
        """Files of Parquet as a table in SQL."""
        name = f"files_{abs(hash(tuple(files)))}"
        self._session.read.parquet(*files).createOrReplaceTempView(name)
        return name

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        with _told():
            yield from map(tuple, self._session.sql(sql).toLocalIterator())

    def passes(self, size: int, most: int) -> int:
        """One: Spark parts the work itself."""
        return min(1, size, most) or 1

    def propose(self, roles: Sequence[IndexRole], rules: PairRules, duck: DuckEngine) -> None:
        """Find pairs, and hand the tables that were made to DuckDB."""
        finder = PairFinder(self, [role for role in roles if role.index.files("articles")], rules)
        finder.docs()
        finder.pairs()
        with scratch(roles[0].index.folder) as folder:
            for name in ("docs", "proposed", "weights"):
                target = folder / name
                with _told():
                    self._session.table(name).write.parquet(str(target))
                duck.table(name, f"SELECT * FROM read_parquet({quoted(target / '*.parquet')})")
        self._session.catalog.clearCache()


_KEPT = frozenset({
    "docs", "dated", "wanted", "found", "crowded", "features", "repeated", "held", "common",
    "weighed", "placed", "counted", "alike", "stories",
    *(f"told_{at}" for at in range(ROUNDS)),
})  # fmt: skip


_WAVE = 4
"""Items for each of Spark's tasks at a time: what is handed over stays few."""


class SparkWorkers:
    """Shares work among Spark's processes; they need the program and the same disk."""

    def __init__(self, master: str | None = None) -> None:
        self._master = master
        self._session: Any = None

    def __enter__(self) -> SparkWorkers:
        self._session = _session(self._master)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            with contextlib.suppress(Exception):
                self._session.stop()

    def share(
        self,
        make: Callable[[], Callable[[Item], Result]],
        items: Iterable[Item],
        few: int = 1,
    ) -> Iterator[Result]:
        """Do some work on each item, each a task of its own; so many at once as keep all busy."""

        def mapped(some: Iterator[Item]) -> Iterator[Result]:
            work = make()
            return (work(item) for item in some)

        context = self._session.sparkContext
        waiting = iter(items)
        while wave := list(islice(waiting, _WAVE * context.defaultParallelism)):
            with _told():
                yield from (
                    context.parallelize(wave, len(wave))
                    .mapPartitions(mapped)
                    .toLocalIterator(prefetchPartitions=True)
                )
