"""A row of a table, or a record with keys, as an article: which column is what, and what it says.

Scrapers, corpora and interfaces call the same things by different names, and put them at
different depths; a row is read by the names that the settings list, the first that has a value.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tui.text.archive.model import Part, Unread
from tui.text.chrome.date import date_in
from tui.text.page.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.text.archive.settings import ArchiveSettings


_NOT_NAME = re.compile(r"[\s_-]+")


_EMPTY = frozenset({"", "nan", "none", "null", "n/a", "na", "nil", "undefined"})
"""What stands in a cell that has no value, where what wrote it had no better word."""


_MARKUP = re.compile(r"<(?:p|div|br|article|section|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)


_ADDRESS = re.compile(r"https?://[^\s<>\"']+$")


_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


_DEEPEST = 12


_LONGEST_NAME = 500


_SECONDS, _THOUSANDTHS = (
    range(100_000_000, 5_000_000_000),
    range(100_000_000_000, 5_000_000_000_000),
)
"""Times counted since 1970, between 1973 and 2128."""


class Rows:
    """Reads the rows of one file."""

    def __init__(self, settings: ArchiveSettings) -> None:
        self._dates = settings.dates
        self._most = settings.most_bytes
        tables = settings.tables
        self._names = {
            what: tuple(map(folded, getattr(tables, what)))
            for what in ("text", "title", "date", "outlet", "byline", "url", "identifier",
                         "language", "lists")
        }  # fmt: skip

    def has_text(self, names: Iterator[str] | list[str]) -> bool:
        """Whether one of the names is one that text stands under."""
        return not {folded(name) for name in names}.isdisjoint(self._names["text"])

    def lists(self, record: Mapping[str, Any]) -> list[Any] | None:
        """The list of articles under a key of a whole, if it has one."""
        found = [value for value in record.values() if isinstance(value, list)]
        named = [
            value
            for key, value in record.items()
            if isinstance(value, list) and folded(key) in self._names["lists"]
        ]
        for value in (*named, *found):
            if value and all(isinstance(one, dict) for one in value):
                return value
        for value in record.values():
            if isinstance(value, dict) and (inner := self.lists(value)) is not None:
                return inner
        return None

    def part(self, record: Mapping[str, Any], number: int, at: int) -> Part | Unread:
        """Make a part of a row.

        Args:
            number: Its number as a part.
            at: The number of the row or record in its file.
        """
        values = _flat(record)
        text = self._text(values)
        if text is None:
            return Unread(number, "has no text", at)
        if len(text) > self._most:
            return Unread(number, f"has a text of {len(text):,} characters; that is no article", at)
        metadata = Metadata(
            title=self._line(values, "title"),
            author=self._line(values, "byline"),
            date=self._day(values),
            outlet=self._line(values, "outlet"),
            url=self._address(values),
            certain=True,
            identifier=self._line(values, "identifier"),
            language=self._line(values, "language"),
        )
        content: str | bytes = text
        if _MARKUP.search(text):
            content = f"<html><body>\n{text}\n</body></html>".encode(errors="replace")
        return Part(number, content, at, metadata)

    def _value(self, values: Mapping[str, Any], what: str) -> Iterator[Any]:
        for name in self._names[what]:
            if name in values:
                yield values[name]

    def _text(self, values: Mapping[str, Any]) -> str | None:
        for value in self._value(values, "text"):
            text = text_of(value)
            if text.strip().casefold() not in _EMPTY:
                return text
        return None

    def _line(self, values: Mapping[str, Any], what: str) -> str | None:
        for value in self._value(values, what):
            line = " ".join(name_of(value).split())
            if what == "outlet" and "://" in line:
                continue
            if line.casefold() not in _EMPTY and len(line) <= _LONGEST_NAME:
                return line
        return None

    def _address(self, values: Mapping[str, Any]) -> str | None:
        lines = (name_of(value).strip() for value in self._value(values, "url"))
        return next((line for line in lines if _ADDRESS.match(line)), None)

    def _day(self, values: Mapping[str, Any]) -> str | None:
        for value in self._value(values, "date"):
            if (day := self.day(value)) is not None:
                return day
        return None

    def day(self, value: Any) -> str | None:
        """The ISO date of a value: a date, seconds since 1970, or text in some form."""
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        text = name_of(value).strip()
        if text.isdecimal() and len(text) > len("20260101"):
            value = int(text[:16])
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if int(value) in _THOUSANDTHS else value
            if int(seconds) in _SECONDS:
                return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        match = _ISO.match(text)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                return None
        return date_in(text, self._dates)


def folded(name: str) -> str:
    """A name as names are compared."""
    return _NOT_NAME.sub("", name).casefold()


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record by folded name; what is deeper also by its own name, unless taken."""
    values: dict[str, Any] = {folded(str(key)): value for key, value in record.items()}
    pending = [(folded(str(key)), value, 1) for key, value in record.items()]
    while pending:
        above, value, depth = pending.pop(0)
        if not isinstance(value, dict) or depth > _DEEPEST:
            continue
        for key, inner in value.items():
            name = folded(str(key))
            values.setdefault(f"{above}.{name}", inner)
            values.setdefault(name, inner)
            pending.append((f"{above}.{name}", inner, depth + 1))
    return values


_TEXTS = ("headline", "summary", "standfirst", "lead", "sections", "paragraphs", "blocks", "body",
    "content", "text", "value", "main", "full", "plain", "html")  # fmt: skip


def text_of(value: Any, depth: int = 0) -> str:
    """The text of a value: what is in lists and parts stands one below the other."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list | tuple):
        parts = [text_of(one, depth + 1) for one in value]
    elif isinstance(value, dict):
        parts = [text_of(value[key], depth + 1) for key in _TEXTS if key in value]
    else:
        parts = []
    return "\n\n".join(part for part in parts if part.strip())


def name_of(value: Any, depth: int = 0) -> str:
    """A value as a name: of several, one after the other; of what has parts, what it is called."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float):
        return "" if math.isnan(value) else str(value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (name_of(one, depth + 1) for one in value)))
    if isinstance(value, dict):
        keys = ("name", "title", "main", "original", "value", "text", "href", "rendered", "full")
        return next((name for key in keys if (name := name_of(value.get(key), depth + 1))), "")
    return str(value)
