"""Parquet: one article a row, read batch by batch, and of the columns only those that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.text.archive.delimited import no_text
from tui.text.archive.model import Census, not_installed
from tui.text.archive.rows import Rows, TableRow, counted_parts
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_BATCH = 200
"""Rows that are read at once: memory holds so many articles."""


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
        try:
            file = parquet.ParquetFile(raw)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise PageError(source.path, f"is a damaged Parquet table ({_first(error)})") from error
        columns = {one.name: list(_names_in(one)) for one in file.schema_arrow}
        names = list(columns)
        if not any(map(rows.has_text, columns.values())) and not any("." in name for name in names):
            raise PageError(source.path, no_text(names))
        last = 0

        def found() -> Iterator[TableRow]:
            nonlocal last
            wanted = [name for name, inner in columns.items() if rows.wanted(inner)]
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                for record in batch.to_pylist():
                    last += 1
                    yield TableRow(record, last, last)

        try:
            yield from counted_parts(rows, found())
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            yield Census(broken=f"is damaged after row {last} ({_first(error)}); copy it again")


def _names_in(column: Any) -> Iterator[str]:
    """The name of a column and those of what stands in it."""
    from pyarrow import types

    yield column.name
    if types.is_struct(column.type):
        for inner in column.type.fields:
            yield from _names_in(inner)


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
