"""DuckDB in this process: how it is started and asked, and in words what stops it.

What it writes is put down beside its place first, and what does not fit into memory goes into a
folder of its own; those that killed processes left behind are taken away a day later.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.corpus.index import CorpusError
from tui.files.program import NO_MEMORY, TABLES_MEMORY, is_memory_bounded
from tui.files.write import alone, is_full, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from duckdb import DuckDBPyConnection


def quoted(text: str | os.PathLike[str]) -> str:
    """A text or a path as SQL writes it."""
    return "'" + os.fspath(text).replace("'", "''") + "'"


LEFT_BEHIND = 24 * 3600
"""Seconds that nobody has put anything into a folder which then belongs to no process."""


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """A folder for what is on its way, on the same disk; taken away afterwards.

    Those that killed processes left there a day ago and longer are taken away too.

    Raises:
        CorpusError: The disk is full.
    """
    for left in beside.glob(f"{_ON_ITS_WAY}*"):
        with suppress(OSError):
            if left.is_dir() and time.time() - left.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=_ON_ITS_WAY, dir=beside)
    try:
        with told(beside):
            yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def temporary() -> str:
    """The system's folder for what is only needed for a while.

    Raises:
        CorpusError: None can be written to.
    """
    try:
        return tempfile.gettempdir()
    except OSError as error:
        asked = next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), "/tmp")  # noqa: S108
        raise CorpusError(
            f"temporary files cannot be written, neither to {asked} nor elsewhere; is the disk"
            " full? TMPDIR can name another folder"
        ) from error


@contextmanager
def told(folder: str | os.PathLike[str] | None = None, option: str = "") -> Iterator[None]:
    """Put into words what stops DuckDB, and a full disk.

    Args:
        folder: What is written to, where that is known.
        option: That with which DuckDB is given more memory, where there is one.
    """
    prepare_duckdb()
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise CorpusError(_memory_ran_out(error, option)) from error
    except duckdb.IOException as error:
        raise CorpusError(_not_written(folder, _reason_in(error))) from error
    except CorpusError as error:
        # The engine, which does the writing, is not told where to.
        why = error.__cause__
        if folder is None or not isinstance(why, duckdb.IOException):
            raise
        raise CorpusError(_not_written(folder, _reason_in(why))) from why
    except duckdb.Error as error:
        if "parquet" in str(error).lower():
            raise CorpusError(f"a part is damaged: {first_line(error)}") from error
        raise
    except OSError as error:
        if error.filename is not None or not is_full(error):
            raise
        # Who writes to a full disk is not told where.
        raise CorpusError(_not_written(folder, refusal(error))) from error


def prepare_duckdb() -> None:
    """Let DuckDB get by with little, where the system bounds how much this process may ask for.

    To be called before it is imported. It asks for much more than it uses, as does the C library
    for each of its threads; where that is refused, the next thread ends the process.
    """
    if "duckdb" in sys.modules or not is_memory_bounded():
        return
    os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "retain:false,narenas:1")
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mallopt(_MOST_ARENAS, 1)


_MOST_ARENAS = -8
"""What glibc calls M_ARENA_MAX."""


def _memory_ran_out(error: Exception, option: str) -> str:
    said = first_line(error)
    if not _OWN_LIMIT.search(said):
        # It is the system that gave no more, whatever DuckDB may take.
        return NO_MEMORY
    more = f"give more with {option}, or" if option else "it needs"
    return f"memory ran out ({said}); {more} room for temporary files in {temporary()}"


_OWN_LIMIT = re.compile(r"\bused\)")
"""What DuckDB says where it may not take more: how much of how much is used."""


def _not_written(folder: str | os.PathLike[str] | None, why: str) -> str:
    if folder is None:
        return f"cannot read or write: {why}"
    return f"{os.fspath(folder)}: cannot be written ({why}); what was there before is kept"


def _reason_in(error: Exception) -> str:
    """What the system said, and of which file, where DuckDB repeats it among much else."""
    said = str(error)
    for number in errno.errorcode:
        if os.strerror(number) in said:
            file = _NAMED_FILE.search(said)
            why = refusal(OSError(number, os.strerror(number)))
            # A file on its way is nobody's to look for.
            return f"{file[1]}: {why}" if file and _ON_ITS_WAY not in file[1] else why
    return first_line(error)


_ON_ITS_WAY = ".compare-"
"""How the folders begin that hold what is being written."""


_NAMED_FILE = re.compile(r'file \\?"([^"\\]+)')


def first_line(error: Exception) -> str:
    """The first line of what DuckDB says."""
    return (str(error).splitlines() or [type(error).__name__])[0]


_PREFIX, _HELD_BY = "compare-", ".held"
"""What the folder for what does not fit into memory begins with, and the lock in it."""


def _remove_left_behind() -> None:
    """Take away what killed processes put down a day ago and longer: of a corpus, gigabytes."""
    for lock in Path(temporary()).glob(f"{_PREFIX}*/{_HELD_BY}"):
        with suppress(OSError, TimeoutError):
            if time.time() - lock.stat().st_mtime > LEFT_BEHIND:
                with alone(lock, patience=0):
                    shutil.rmtree(lock.parent)


class DuckEngine:
    """DuckDB, in this process, with what does not fit into memory on the disk."""

    def __init__(
        self, memory: str = TABLES_MEMORY, threads: int | None = None, option: str = ""
    ) -> None:
        """Start it, with a folder of its own for what it puts down.

        Args:
            option: That by which a user says how much memory it may take, where there is one.
        """
        prepare_duckdb()
        import duckdb

        self._option = option
        _remove_left_behind()
        settings: dict[str, Any] = {"memory_limit": memory, "preserve_insertion_order": "false"}
        if threads is not None:
            settings["threads"] = threads
        with ExitStack() as held:
            self.folder = held.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX))
            held.enter_context(alone(Path(self.folder, _HELD_BY)))
            settings["temp_directory"] = self.folder
            try:
                self.connection: DuckDBPyConnection = duckdb.connect(config=settings)
                # It draws one of its own into the output where a query takes long.
                self.connection.execute("SET enable_progress_bar = false")
                # What the files say of themselves is read once, not by every query.
                self.connection.execute("SET parquet_metadata_cache = true")
            except duckdb.OutOfMemoryException as error:
                raise CorpusError(NO_MEMORY) from error
            except duckdb.Error as error:
                raise CorpusError(f"DuckDB cannot be started: {first_line(error)}") from error
            self._held = held.pop_all()

    def table(self, name: str, sql: str) -> None:
        """Make a table of a query; one of that name is replaced."""
        self.run(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def run(self, sql: str, given: Sequence[object] = ()) -> None:
        """Run what gives no rows."""
        with told(option=self._option):
            self.connection.execute(sql, given)

    def parquet(self, files: Sequence[str]) -> str:
        """Files of Parquet as a table in SQL."""
        return f"read_parquet([{', '.join(map(quoted, files))}])"

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some thousand at a time."""
        with told(option=self._option):
            result = self.connection.cursor().execute(sql)
            while rows := result.fetchmany(10_000):
                yield from rows

    def passes(self, size: int, most: int) -> int:
        """In how many passes so many rows are to be looked at."""
        return max(1, -(-size // most))

    def close(self) -> None:
        """End it, and take away what it put down."""
        try:
            self.connection.close()
        finally:
            self._held.close()

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
