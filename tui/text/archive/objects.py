"""JSON: one article a line, or a list of them; and what this program itself has printed."""

from __future__ import annotations

import codecs
import json
import zlib
from typing import TYPE_CHECKING, Any

from tui.text.archive.model import Count, Unread
from tui.text.archive.rows import Rows
from tui.text.archive.written import SCHEMA, as_part
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from tui.text.archive.model import Part, Piece, Source


def json_lines(source: Source) -> Iterator[Piece]:
    """Read one article a line.

    Yields:
        The pieces; a line that is no object is one that could not be read.
    """
    rows = Rows(source.settings)
    number = 0
    try:
        for at, line in enumerate(_lines(source), start=1):
            if line is not None and not line.strip():
                continue
            number += 1
            yield _piece(rows, line, number, at)
    except (OSError, EOFError, zlib.error) as error:
        yield Count(broken=f"is cut off or damaged after row {number} ({error}); copy it again")


def _piece(rows: Rows, line: bytes | None, number: int, at: int) -> Part | Unread:
    if line is None:
        return Unread(number, "is too long for an article", at)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(number, f"is no JSON ({_fault(error)})", at)
    return _of_record(rows, record, number, at)


def _of_record(rows: Rows, record: Any, number: int, at: int) -> Part | Unread:
    if not isinstance(record, dict):
        return Unread(number, "is no object with keys", at)
    if record.get("schema") == SCHEMA:
        return as_part(record, number, at)
    return rows.part(record, number, at)


def _fault(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)


def _lines(source: Source) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is longer than an article can be."""
    most = 2 * source.settings.most_bytes
    with source.open() as file:
        while line := file.readline(most):
            if len(line) >= most and not line.endswith(b"\n"):
                _skip_line(file, most)
                yield None
            else:
                yield line.removeprefix(codecs.BOM_UTF8)


def _skip_line(file: IO[bytes], most: int) -> None:
    for _ in range(10):
        line = file.readline(most)
        if not line or line.endswith(b"\n"):
            return
    raise EOFError("a line has no end")


def json_array(source: Source) -> Iterator[Piece]:
    """Read a list of articles.

    Yields:
        The pieces.

    Raises:
        PageError: It is no JSON, or has no articles in it.
    """
    rows = Rows(source.settings)
    try:
        whole = json.loads(source.read())
    except (ValueError, RecursionError) as error:
        raise PageError(source.path, f"is no JSON ({_fault(error)})") from error
    if isinstance(whole, dict):
        listed = rows.lists(whole)
    else:
        listed = whole if isinstance(whole, list) else None
    if not listed or not any(isinstance(one, dict) and rows.has_text(list(one)) for one in listed):
        raise PageError(source.path, "is JSON without articles: no list of records with a text")
    for number, record in enumerate(listed, start=1):
        yield _of_record(rows, record, number, number)
