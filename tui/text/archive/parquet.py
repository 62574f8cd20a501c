"""Parquet: one article a row, read batch by batch, and of the columns only those that are known."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tui.files.aside import AsideError, BoundedWork, OutOfBoundsError
from tui.text.archive.model import MOST_TIMES, MUCH, Census, Unread, not_installed
from tui.text.archive.rows import Rows, TableRow, counted_parts
from tui.text.page.model import MOST_BYTES, PageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow.parquet import ParquetFile

    from tui.text.archive.model import Piece, Source


_BATCH = 200
"""Rows that are read at once: memory holds so many articles."""


_APART = BoundedWork("tui.text.archive.parquet:go_through", seconds=4, megabytes=600)
"""What goes through a table first: what it says of its sizes need not be so."""


_MOST_VALUES = 100_000
"""Values in the lists of a row: a few bytes in the file may stand for millions of them."""


_BEYOND = "takes more time or memory than a table of its size does; check where it comes from"


_BUFFERED = 1 << 20
"""Bytes of a column that are read at a time."""


def parquet_rows(source: Source) -> Iterator[Piece]:
    """Read one article a row.

    Yields:
        The pieces.

    Raises:
        PageError: It is damaged, or has no column of text, or what reads it is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise not_installed(source.path, "a Parquet table", "tables") from error
    rows = Rows(source.settings)
    with source.open_as_is() as raw:
        data = raw.read(MOST_BYTES + 1)
        most = max(MUCH, MOST_TIMES * raw.seek(0, io.SEEK_END))
        raw.seek(0)
        if len(data) <= MOST_BYTES:
            _check(data, rows, source.path)
        del data
        try:
            # A group of rows may be all of the file, and is read piece by piece.
            file = parquet.ParquetFile(raw, buffer_size=_BUFFERED, pre_buffer=False)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise PageError(source.path, f"is a damaged Parquet table ({_first(error)})") from error
        columns = _columns(file)
        names = list(columns)
        if not any(map(rows.has_text, columns.values())) and not any("." in name for name in names):
            raise PageError(source.path, rows.no_text(names))
        wanted = [name for name, inner in columns.items() if rows.wanted(inner)]
        table = _Table(file, most)
        try:
            yield from counted_parts(rows, table.rows(wanted))
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            after = f"is damaged after row {table.last}"
            yield Census(broken=f"{after} ({_first(error)}); copy it again")


class _Table:
    """Goes through the rows of a file, and through no more text than it may hold.

    Attributes:
        last: The number of the last row that was read.
    """

    def __init__(self, file: ParquetFile, most: int) -> None:
        self._file = file
        self._left = most
        self.last = 0

    def rows(self, columns: list[str]) -> Iterator[TableRow | Unread]:
        # Group by group: the library reads ahead through all that it is asked for.
        batches = (
            batch
            for group in range(self._file.num_row_groups)
            for batch in self._file.iter_batches(_BATCH, row_groups=[group], columns=columns)
        )
        for batch in batches:
            # One by one: what many rows share takes memory for each of them.
            for at in range(batch.num_rows):
                row = batch.slice(at, 1)
                self.last += 1
                if (count := sum(map(_values_in, row.columns))) > _MOST_VALUES:
                    reason = (
                        f"has {count:,} values in its lists (at most {_MOST_VALUES:,} are read)"
                    )
                    yield Unread(self.last, reason, self.last)
                    continue
                record = row.to_pylist()[0]
                self._left -= sum(map(_size_of, record.values()))
                if self._left < 0:
                    raise OSError(f"it unpacks to more than {MOST_TIMES} times its size")
                yield TableRow(
                    {key: _text_of(one) for key, one in record.items()}, self.last, self.last
                )


def _check(data: bytes, rows: Rows, path: str) -> None:
    """Refuse a table that would take more than one of its size may.

    Raises:
        PageError: It would.
    """
    # Where there is no second process, it is read as it is.
    with suppress(AsideError):
        try:
            columns = _APART.do(data)
            _APART.do(data, [name for name, inner in columns.items() if rows.wanted(inner)])
        except OutOfBoundsError as error:
            raise PageError(path, _BEYOND) from error


def go_through(data: bytes, columns: list[str] | None = None) -> dict[str, list[str]]:
    """Read a table and keep nothing of it, in the process that is bounded.

    Args:
        columns: Those that are read; None reads none.

    Returns:
        All columns by their names, each with the names in it; none where it is damaged, which is
        said by whoever reads it.
    """
    import pyarrow
    from pyarrow import parquet

    # The usual ones take more from the system than they need.
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        for _ in file.iter_batches(_BATCH, columns=columns or [], use_threads=False):
            pass
        return _columns(file)
    except MemoryError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError):
        return {}


def _columns(file: ParquetFile) -> dict[str, list[str]]:
    return {one.name: list(_names_in(one)) for one in file.schema_arrow}


def _names_in(column: Any) -> Iterator[str]:
    """The name of a column and those of what stands in it."""
    from pyarrow import types

    yield column.name
    if types.is_struct(column.type):
        for inner in column.type.fields:
            yield from _names_in(inner)


def _values_in(column: Any) -> int:
    """How many values the lists in a column hold, in lists and groups of names too."""
    if not column.type.num_fields:
        return 0
    if hasattr(column, "items"):
        # Pairs of keys and values are a list that the library flattens no further.
        first, last = column.offsets[0].as_py(), column.offsets[-1].as_py()
        inner = column.items.slice(first, last - first)
    else:
        inner = column.flatten()
    if isinstance(inner, list):
        return sum(map(_values_in, inner))
    return len(inner) + _values_in(inner)


def _text_of(value: Any) -> Any:
    """A value; bytes, which some programs write for texts, as the text that they are."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _size_of(value: Any) -> int:
    """The characters of the texts in a value."""
    if isinstance(value, dict | list):
        return sum(map(_size_of, value.values() if isinstance(value, dict) else value))
    return len(value) if isinstance(value, str | bytes) else 0


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
