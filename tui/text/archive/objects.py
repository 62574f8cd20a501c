"""JSON: one article a line or a list of them, ninjs of agencies, and what this program prints."""

from __future__ import annotations

import codecs
import io
import json
import re
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from tui.text.archive.model import MOST_BROKEN, Census, Part, Unread, check_objects, pass_over
from tui.text.archive.rows import Rows, TableRow, counted_parts
from tui.text.archive.signs import NINJS_BODIES
from tui.text.model import ARTICLE_SCHEMA, Article
from tui.text.page.decode import load_json, number_or_text
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui.text.archive.feeds import FeedStory
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
    """What stands on each line, with the line's number; what is no JSON as the fault in it.

    Comments are left out, and the line above a crawler's pages that says what they are.
    """
    for at, line in enumerate(lines, start=1):
        if line is None:
            yield at, _Fault("is too long for an article")
        elif line.strip() and not line.lstrip().startswith(_COMMENTS):
            try:
                one = load_json(line)
            except (ValueError, RecursionError) as error:
                yield at, _Fault(_refusal(error))
                continue
            if at > 1 or not (isinstance(one, dict) and str(one.get("format")) in _PAGE_LISTS):
                yield at, one


_COMMENTS = (b"#", b"//")


_PAGE_LISTS = ("json-pages-1.0", "pages-jsonl-1.0")
"""The formats that the first line of a list of crawled pages names."""


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
                yield Unread(number, "is not an object with keys", self.last)
            elif record.get("schema") == ARTICLE_SCHEMA:
                yield _as_written(record, number, self.last)
            elif record.keys() & _MAYBE_NINJS and (part := self._ninjs(record, number)) is not None:
                yield part
            else:
                yield TableRow(record, number, self.last)

    def _ninjs(self, record: Mapping[str, Any], number: int) -> Part | Unread | None:
        is_ninjs = _has_body(record) and not record.keys().isdisjoint(_NINJS_KEYS)
        return _of_ninjs(record, self.last, self._path).piece(number) if is_ninjs else None


_MAYBE_NINJS = frozenset(NINJS_BODIES)


def _refusal(error: Exception) -> str:
    """Why what should be JSON cannot be read."""
    fault = _fault(error)
    return f"is {fault}" if isinstance(error, RecursionError) else f"is not JSON ({fault})"


def _fault(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
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

    Raises:
        PageError: It is broken in a way that its beginning does not show.
    """
    try:
        whole = load_json(_whole(source))
    except (ValueError, RecursionError) as error:
        raise PageError(source.path, _refusal(error)) from error
    yield from _Objects(source).parts([(1, whole)])


def _in_columns(whole: Any) -> bool:
    """Whether an object is a table by its columns, each with its rows under their numbers."""
    if not isinstance(whole, dict) or len(whole) < 2:
        return False
    columns = list(whole.values())
    if all(isinstance(one, dict) for one in columns):
        rows = columns[0].keys()
        return bool(rows) and all(one.keys() == rows for one in columns)
    if not all(isinstance(one, list) for one in columns):
        return False
    return len(columns[0]) > 0 and all(len(one) == len(columns[0]) for one in columns)


def _in_rows(whole: Any, rows: Rows) -> Any:
    """A table that is written by its columns, or with their names apart, as rows."""
    if _in_columns(whole) and rows.has_text(whole):
        columns = {
            name: list(one.values()) if isinstance(one, dict) else one
            for name, one in whole.items()
        }
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    if isinstance(whole, dict) and {"columns", "data"} <= whole.keys():
        names, data = whole["columns"], whole["data"]
        if isinstance(names, list) and isinstance(data, list):
            lists = [row for row in data if isinstance(row, list)]
            if lists and len(lists) == len(data):
                return [dict(zip(map(str, names), row, strict=False)) for row in lists]
    return whole


def _of_feed(whole: Any) -> Any:
    """The items of a JSON Feed, which says once whose they are; else what it was."""
    if isinstance(whole, dict) and "jsonfeed.org/version" in str(whole.get("version"))[:200]:
        items = [one for one in whole.get("items") or () if isinstance(one, dict)]
        return [{**one, "publication": whole.get("title")} for one in items]
    return whole


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
        whole = _of_feed(_in_rows(load_json(data), reader.rows))
    except (ValueError, RecursionError) as error:
        yield from _one_after_other(reader, data, error, source.path)
        return
    if isinstance(whole, dict):
        listed = _listed(whole, reader.rows)
    else:
        listed = whole if isinstance(whole, list) else None
        if listed and not _any_article(listed, reader.rows):
            # A dump of a database has its tables in a list.
            listed = reader.rows.lists({"": listed}) or listed
    if not listed or not _any_article(listed, reader.rows):
        raise PageError(source.path, reader.rows.no_records(listed or _records_in(whole)))
    try:
        yield from reader.parts(enumerate(listed, start=1))
    except OSError as error:
        yield Census(broken=f"is not read past record {reader.last} ({error})")


def _any_article(listed: list[Any], rows: Rows) -> bool:
    return any(isinstance(one, dict) and rows.is_article(one) for one in listed)


def _one_after_other(reader: _Objects, data: bytes, fault: Exception, path: str) -> Iterator[Piece]:
    """Read objects that stand one behind the other, each over several lines.

    Raises:
        PageError: There are no such objects.
    """
    text = data.decode(json.detect_encoding(data), "replace")
    found, at, broken = _objects_from(text, 0)
    if not found:
        # Of a list that is cut off, what is whole is read.
        for begun in islice(_LIST_OF_OBJECTS.finditer(text), _MOST_LISTS):
            found, at, broken = _objects_from(text, begun.end() - 1)
            if any(map(reader.rows.is_article, found)):
                broken = broken or "it has no end"
                break
    if not any(map(reader.rows.is_article, found)):
        raise PageError(path, _refusal(fault)) from fault
    yield from reader.parts(enumerate(found, start=1))
    if broken or text[at:].strip():
        reason = f" ({broken})" if broken else ""
        yield Census(broken=f"is damaged after record {len(found)}{reason}; copy it again")


def _objects_from(text: str, at: int) -> tuple[list[Any], int, str]:
    """The objects that stand one behind the other, where they end, and why they do."""
    found: list[Any] = []
    while begun := _NEXT_OBJECT.match(text, at):
        try:
            one, at = _DECODER.raw_decode(text, begun.end() - 1)
        except (ValueError, RecursionError) as error:
            return found, at, _fault(error)
        found.append(one)
    return found, at, ""


_MOST_LISTS = 20
"""Lists in broken JSON that are looked at for articles: each is read to its end for that."""


_LIST_OF_OBJECTS = re.compile(r"\[\s*\{")


_NEXT_OBJECT = re.compile(r"[\s,]*\{")


_DECODER = json.JSONDecoder(parse_int=number_or_text)


def _listed(whole: dict[str, Any], rows: Rows) -> list[Any] | None:
    """The articles in an object: itself, a list in it, or what stands under its keys."""
    if whole.get("schema") == ARTICLE_SCHEMA or (rows.has_text(whole) and rows.is_article(whole)):
        return [whole]
    under = [one for one in whole.values() if isinstance(one, dict) and rows.is_article(one)]
    if len(under) > 1:
        return under
    return rows.lists(whole) or ([whole] if rows.is_article(whole) else None)


def _records_in(whole: Any) -> list[Any]:
    """The longest list of records under a key of an object."""
    lists = (
        [one for one in whole.values() if isinstance(one, list)] if isinstance(whole, dict) else []
    )
    return max(lists, key=len, default=[])


def _whole(source: Source) -> bytes:
    return source.read().removeprefix(codecs.BOM_UTF8)


def _as_written(record: Mapping[str, Any], number: int, at: int) -> Part | Unread:
    """Make a part of a record that this program has written."""
    try:
        article = msgspec.convert(record, Article)
    except msgspec.ValidationError as error:
        return Unread(number, f"is not a record of an article as compare writes them ({error})", at)
    return Part(number, article, at, encoding=article.encoding)


def ninjs_item(source: Source) -> Iterator[Piece]:
    """Read a story in ninjs.

    Raises:
        PageError: It is no JSON.
    """
    whole = _json(source)
    piece = _of_ninjs(whole if isinstance(whole, dict) else {}, 1, source.path).piece(1)
    if isinstance(piece, Unread):
        raise PageError(source.path, piece.reason)
    yield piece


_NINJS_KEYS = frozenset({"versioncreated", "versionCreated", "pubstatus", "pubStatus", "usageterms",
    "usageTerms", "copyrightholder", "copyrightHolder"})  # fmt: skip


def ninjs_feed(source: Source) -> Iterator[Piece]:
    """Read stories in ninjs, in a list or under a key.

    Raises:
        PageError: It is no JSON.
    """
    passed_over: dict[str, int] = {}
    number = 0
    for at, item in enumerate(_items(_json(source)), start=1):
        kind = str(item.get("type") or "text").lower()
        if kind not in ("text", "composite") and not _has_body(item):
            pass_over(passed_over, kind)
            continue
        number += 1
        yield _of_ninjs(item, at, source.path).piece(number)
    if not number:
        raise PageError(source.path, "is a feed without a story in it")
    yield Census(passed_over=passed_over)


def _json(source: Source) -> Any:
    data = source.read()
    check_objects(data, source.path)
    try:
        return load_json(data)
    except (ValueError, RecursionError) as error:
        raise PageError(source.path, _refusal(error)) from error


_MOST_NESTED = 8


def _items(whole: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if isinstance(whole, list):
        for one in whole:
            yield from _items(one, depth)
    elif isinstance(whole, dict) and depth < _MOST_NESTED:
        if _has_body(whole) or {"headline", "headlines", "versioncreated"} & whole.keys():
            yield whole
        else:
            for one in whole.values():
                if isinstance(one, dict | list):
                    yield from _items(one, depth + 1)


def _has_body(item: Mapping[str, Any]) -> bool:
    return any(item.get(key) for key in (*NINJS_BODIES, "body_sportsml"))


def _text(value: Any) -> str | None:
    """A value that is a text, a name, or a list whose main entry is one."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return _text(next(filter(None, map(value.get, ("name", "value", "by", "literal"))), None))
    if isinstance(value, list):
        dicts = [one for one in value if isinstance(one, dict)]
        main = next((one for one in dicts if one.get("role") == "main"), None)
        return _text(main or next(iter(value), None))
    return None


_NINJS = {
    "title": ("headline", "headlines", "title"),
    "byline": ("byline", "by", "bylines"),
    "date": ("versioncreated", "versionCreated", "firstcreated", "contentCreated", "firstCreated"),
    "outlet": ("provider", "source", "infosource", "infoSource", "infoSources", "infosources"),
    "service": ("copyrightholder", "copyrightHolder", "creditline", "creditLine"),
    "identifier": ("uri", "guid", "altids"),
    "url": ("canonicalurl", "canonicalUrl", "link", "url", "uri"),
    "language": ("language",),
    "version": ("version",),
    "slug": ("slugline", "slug", "slugLine"),
    "embargo": ("embargoed", "embargo", "embargoedUntil"),
    "status": ("pubstatus", "pubStatus"),
    "note": ("ednote", "edNote", "editorialnote"),
}  # fmt: skip
"""The keys of all versions of ninjs by what they say, the first that has a value."""


def _of_ninjs(item: Mapping[str, Any], at: int, path: str) -> FeedStory:
    # Loads a parser of XML, which other records don't need.
    from tui.text.archive.feeds import FeedStory

    story = FeedStory(at, path)
    for what, keys in _NINJS.items():
        story.say(what, next((text for key in keys if (text := _text(item.get(key)))), None))
    if story.said.get("status") == "usable":
        del story.said["status"]
    signals = [_text(one) for one in _several(item.get("signal")) + _several(item.get("genre"))]
    story.note_correction(signals)
    bodies = [one for one in _several(item.get("bodies")) if isinstance(one, dict)]
    main = next((one for one in bodies if one.get("role") in (None, "main")), None)
    body = main or next(iter(bodies), None)
    if body is not None:
        kind = str(body.get("contentType") or body.get("contenttype") or "").lower()
        story.add_body(_text(body.get("value")) or "", plain="plain" in kind)
        return story
    for key in NINJS_BODIES:
        if text := _text(item.get(key)):
            story.add_body(text, plain=key == "body_text")
            break
    return story


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
