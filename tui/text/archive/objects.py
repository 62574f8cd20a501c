"""JSON: one article a line, or a list of them; and what this program itself has printed."""

from __future__ import annotations

import codecs
import io
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from tui.text.archive.model import MOST_BROKEN, Census, Part, Unread, check_objects
from tui.text.archive.rows import Rows, TableRow, counted_parts
from tui.text.model import ARTICLE_SCHEMA, Article
from tui.text.page.decode import load_json
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui.text.archive.model import BinaryReader, Piece, Source


def json_lines(source: Source) -> Iterator[Piece]:
    """Read one article a line.

    Yields:
        The pieces; a line that is no object is one that could not be read.
    """
    reader = _Objects(source)
    try:
        yield from reader.parts(_numbered(_lines(source)))
    except (OSError, EOFError, zlib.error) as error:
        after = f"after row {reader.last}"
        yield Census(broken=f"is cut off or damaged {after} ({error}); copy it again")


def _numbered(lines: Iterator[bytes | None]) -> Iterator[tuple[int, Any]]:
    """What stands on each line, with the line's number; what is no JSON as the fault in it."""
    for at, line in enumerate(lines, start=1):
        if line is None:
            yield at, _Fault("is too long for an article")
        elif line.strip():
            try:
                yield at, load_json(line)
            except (ValueError, RecursionError) as error:
                yield at, _Fault(f"is no JSON ({_fault(error)})")


class _Fault(str):
    """What is wrong with a record."""

    __slots__ = ()


class _Objects:
    """Makes parts of the objects of one file.

    Attributes:
        last: The place of the last one that was read.
    """

    def __init__(self, source: Source) -> None:
        self.rows = Rows(source.settings)
        self.last = 0
        self._path = source.path

    def parts(self, objects: Iterable[tuple[int, Any]]) -> Iterator[Part | Unread]:
        """Make parts of objects, each with its place."""
        return counted_parts(self.rows, self._rows(objects))

    def _rows(self, objects: Iterable[tuple[int, Any]]) -> Iterator[TableRow | Part | Unread]:
        broken = 0
        for number, (self.last, record) in enumerate(objects, start=1):
            if isinstance(record, _Fault):
                broken += 1
                if broken > MOST_BROKEN:
                    raise OSError(f"it has more than {MOST_BROKEN:,} broken lines")
                yield Unread(number, record, self.last)
            elif not isinstance(record, dict):
                yield Unread(number, "is no object with keys", self.last)
            elif record.get("schema") == ARTICLE_SCHEMA:
                yield _as_written(record, number, self.last)
            elif record.keys() & _MAYBE_NINJS and (part := self._ninjs(record, number)) is not None:
                yield part
            else:
                yield TableRow(record, number, self.last)

    def _ninjs(self, record: Mapping[str, Any], number: int) -> Part | Unread | None:
        # Loads a parser of XML, which other records don't need.
        from tui.text.archive.feeds import is_ninjs, ninjs_part

        if not is_ninjs(record):
            return None
        return ninjs_part(record, number, self.last, self._path)


_MAYBE_NINJS = frozenset({"body_xhtml", "body_html", "body_text", "bodies"})


def _fault(error: Exception) -> str:
    return str(error.args[0]) if error.args else str(error)


def _lines(source: Source) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is longer than an article can be."""
    most = 2 * source.settings.most_bytes
    with _in_utf8(source) as file:
        while line := file.readline(most):
            if len(line) >= most and not line.endswith(b"\n"):
                _skip_line(file, most)
                yield None
            else:
                yield line.removeprefix(codecs.BOM_UTF8)


def _in_utf8(source: Source) -> BinaryReader:
    """The file; one in UTF-16 is read as a whole."""
    if not source.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return source.stream()
    return io.BytesIO(source.read().decode("utf-16", "replace").encode())


def _skip_line(file: BinaryReader, most: int) -> None:
    for _ in range(10):
        line = file.readline(most)
        if not line or line.endswith(b"\n"):
            return
    raise EOFError("a line has no end")


def json_article(source: Source) -> Iterator[Piece]:
    """Read the one article that a file is.

    Yields:
        It.
    """
    yield from _Objects(source).parts([(1, load_json(_whole(source)))])


def json_list(source: Source) -> Iterator[Piece]:
    """Read a list of articles.

    Yields:
        The pieces.

    Raises:
        PageError: It is no JSON, or has no articles in it.
    """
    reader = _Objects(source)
    data = _whole(source)
    check_objects(data, source.path)
    try:
        whole = load_json(data)
    except (ValueError, RecursionError) as error:
        raise PageError(source.path, f"is no JSON ({_fault(error)})") from error
    if isinstance(whole, dict):
        listed = _listed(whole, reader.rows)
    else:
        listed = whole if isinstance(whole, list) else None
    if not listed or not any(
        isinstance(one, dict) and reader.rows.is_article(one) for one in listed
    ):
        raise PageError(source.path, "is JSON without articles: no list of records with a text")
    try:
        yield from reader.parts(enumerate(listed, start=1))
    except OSError as error:
        yield Census(broken=f"is not read past record {reader.last} ({error})")


def _listed(whole: dict[str, Any], rows: Rows) -> list[Any] | None:
    """The articles in an object: itself, a list in it, or what stands under its keys."""
    if whole.get("schema") == ARTICLE_SCHEMA or (rows.has_text(whole) and rows.is_article(whole)):
        return [whole]
    under = [one for one in whole.values() if isinstance(one, dict) and rows.is_article(one)]
    if len(under) > 1:
        return under
    return rows.lists(whole) or ([whole] if rows.is_article(whole) else None)


def _whole(source: Source) -> bytes:
    return source.read().removeprefix(codecs.BOM_UTF8)


def _as_written(record: Mapping[str, Any], number: int, at: int) -> Part | Unread:
    """Make a part of a record that this program has written."""
    try:
        article = msgspec.convert(record, Article)
    except msgspec.ValidationError as error:
        return Unread(number, f"is no record of an article as compare writes them ({error})", at)
    return Part(number, article, at, encoding=article.encoding)
