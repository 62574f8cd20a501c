"""A row of a table, or a record with keys, as an article: which column is what, and what it says.

Scrapers, corpora and interfaces call the same things by different names, and put them at
different depths; a row is read by the names that the settings list, the first that has a value.
"""

from __future__ import annotations

import html
import math
import re
import zlib
from collections import deque
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.text.archive.model import MOST_BROKEN, Part, Unread
from tui.text.archive.settings import fold_name
from tui.text.chrome.date import DateReader
from tui.text.model import ARTICLE_SCHEMA
from tui.text.page.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.text.archive.settings import ArchiveSettings


_COLUMNS = ("text", "title", "date", "outlet", "byline", "url", "identifier", "language",
    "modified", "captured")  # fmt: skip


MOST_COLUMNS = 20_000
"""Names of columns, or of one record's keys, that are looked at; spreadsheets have room for 16,384.
"""


_EMPTY = frozenset({"", "nan", "none", "null", "n/a", "na", "nil", "undefined", "\\n"})
"""What stands in a cell that has no value, where what wrote it had no better word."""


_MARKUP = re.compile(r"<(?:p|div|br|article|section|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)


_CROSSHEAD = re.compile(r"<(/?)(?:zt|hl2|crosshead|intertitle|subhead|subheading)>", re.IGNORECASE)
"""What publishers' XML calls the headlines inside of a text, which HTML has no element for."""


_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,500})?/?>")
"""A tag that a scraper has left in a headline or a name."""


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
"""A sign as HTML writes it, which scrapers leave in what is no HTML any more."""


_WHOLE_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


_ADDRESS = re.compile(r"https?://[^\s<>\"']+$")


_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


_CLOCKED = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])\d{2,4}"
)
"""A day and a time of it, written as one number."""


_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")


_SENTENCE_BREAK = re.compile(r"[.!?…:;)\]\"'»”’](?:\\r)?\\n(?![a-z]{2})")
"""Such a break as no path of a file has."""


LONGEST_TEXT = 2_000_000
"""Characters of the longest text of a row: twice a long novel."""


_CUT = re.compile(r"\[\+?\d+ char(?:acter)?s\]\s*$")
"""What services that sell the whole text put behind its beginning."""


_FOR_SALE = re.compile(r"(?:ONLY )?AVAILABLE (?:ONLY )?(?:IN|ON|FOR|WITH) [A-Z ]{2,40}\W*")
"""What they put in the place of what they sell."""


_LONGEST_CUT = 40


_LEAST_TEXT = 40
"""Characters of a text without a space that is one all the same, as some scripts have none."""


_LEARNED_FROM = 100
"""Rows at the beginning by which it is told how a file writes its dates."""


_NUMBERED = re.compile(r"\d[./-]\d")


_DEEPEST = 12


_LONGEST_NAME = 500


_SECONDS, _THOUSANDTHS = (
    range(100_000_000, 5_000_000_000),
    range(100_000_000_000, 5_000_000_000_000),
)
"""Times counted since 1970, between 1973 and 2128."""


class TableRow(NamedTuple):
    """A row by the names of its columns, with its number as a part, and its place in the file."""

    record: Mapping[str, Any]
    number: int
    at: int


def counted_parts(rows: Rows, found: Iterable[TableRow | Part | Unread]) -> Iterator[Part | Unread]:
    """Make parts of rows, once the first of them have told how the dates are written."""
    rest = iter(found)
    first: list[TableRow | Part | Unread] = []
    broken: Exception | None = None
    try:
        first.extend(islice(rest, _LEARNED_FROM))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        # What stands before the damaged place comes first.
        broken = error
    rows.learn([row.record for row in first if isinstance(row, TableRow)])
    for row in first:
        yield rows.part(*row) if isinstance(row, TableRow) else row
    if broken is not None:
        raise broken
    unread = 0
    for row in rest:
        part = rows.part(*row) if isinstance(row, TableRow) else row
        unread = unread + 1 if isinstance(part, Unread) else 0
        if unread > MOST_BROKEN:
            raise OSError(f"more than {MOST_BROKEN:,} in a row are not articles")
        yield part


class Rows:
    """Reads the rows of one file."""

    def __init__(self, settings: ArchiveSettings) -> None:
        self._settings = settings.dates
        self._dates = DateReader(settings.dates)
        self._most = min(settings.most_bytes, LONGEST_TEXT)
        self._tables = settings.tables
        self._known = {name for what in _COLUMNS for name in settings.tables.folded(what)}

        own, labels = ("text", "title", "url"), ("title", "outlet", "byline")
        self._own = frozenset(name for what in own for name in settings.tables.folded(what))
        self._labels = frozenset(name for what in labels for name in settings.tables.folded(what))
        self._labels -= frozenset(settings.tables.folded("text"))

    def has_text(self, names: Iterable[str]) -> bool:
        """Whether one of the names is one that text stands under."""
        plain = set(map(self._tables.plain, islice(names, MOST_COLUMNS)))
        return not plain.isdisjoint(self._tables.folded("text"))

    def no_text(self, names: Sequence[str]) -> str:
        """The reason for refusing a table none of whose columns is known to be text."""
        shown = ", ".join(name.strip()[:30] or "…" for name in names[:6])
        more = " …" if len(names) > 6 else ""
        reason = (
            f"is a table without a column of text (its first row has: {shown}{more}); "
            "if one of them is the articles' text, name it under `tables: text` in config.yaml"
        )
        has_addresses = any(_ADDRESS.match(name.strip()) for name in names)
        known = set(map(self._tables.plain, names))
        if not has_addresses and known.isdisjoint(self._tables.folded("url")):
            return reason
        return f"{reason}; `compare fetch` saves the pages that its addresses lead to"

    def no_records(self, records: Sequence[Any]) -> str:
        """The reason for refusing JSON that has no articles; some has only their addresses."""
        reason = "is JSON without articles: no list of records with a text"
        some = [self._flat(one) for one in records[:_LEARNED_FROM] if isinstance(one, dict)]
        if not some or not all(self._address(values) for values in some):
            return reason
        return f"{reason}; `compare fetch` saves the pages that their addresses lead to"

    def is_article(self, record: Mapping[str, Any]) -> bool:
        """Whether a record has a text of some words, and is not a mere setting or label."""
        if record.get("schema") == ARTICLE_SCHEMA:
            return True
        text = self._text(self._flat(record))
        return text is not None and (len(text) >= _LEAST_TEXT or " " in text.strip())

    def known(self, names: Iterable[str]) -> int:
        """How many of the names are known; one that text stands under counts threefold."""
        own = set(map(self._tables.plain, islice(names, MOST_COLUMNS)))
        return len(own & self._known) + 2 * self.has_text(own)

    def wanted(self, names: Sequence[str]) -> list[str]:
        """Those of the names of columns that are known, or hold what is."""
        heads = self._known | {name.partition(".")[0] for name in self._known}
        return [name for name in names if self._tables.plain(name) in heads]

    def learn(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Learn from some rows how the file writes its dates."""
        flat = [self._flat(record) for record in records]
        days = [name_of(one) for values in flat for one in self._value(values, "date")]
        if any(map(_NUMBERED.search, days)):
            texts = (self._text(values) or "" for values in flat)
            words = [word for text in texts for word in text[:2000].lower().split()]
            self._dates = DateReader(self._settings, days, words)

    def is_plausible(self, record: Mapping[str, Any]) -> bool:
        """Whether what stands in the columns of dates and addresses is what it should be."""
        values = self._flat(record)
        days = [name_of(one) for one in self._value(values, "date")]
        if any(map(str.strip, days)) and self._day(values) is None:
            return False
        lines = [name_of(one) for one in self._value(values, "url")]
        return not any(map(str.strip, lines)) or self._address(values) is not None

    def lists(self, record: Mapping[str, Any], depth: int = 0) -> list[Any] | None:
        """The list of articles under a key of a whole, if it has one."""
        found = [value for value in record.values() if isinstance(value, list)]
        named = [
            value
            for key, value in record.items()
            if isinstance(value, list) and self._tables.plain(key) in self._tables.folded("lists")
        ]
        lists = [
            value
            for value in (*named, *found)
            if value and all(isinstance(one, dict) for one in value)
        ]
        for value in lists:
            if any(map(self.is_article, value)):
                return value
        inside = [value for value in record.values() if isinstance(value, dict)]
        # A dump of a database has its tables in a list of one.
        for value in (*inside, *(one for some in lists for one in some[:_LEARNED_FROM])):
            if depth < _DEEPEST and (inner := self.lists(value, depth + 1)) is not None:
                return inner
        return None

    def part(self, record: Mapping[str, Any], number: int, at: int) -> Part | Unread:
        """Make a part of a row.

        Args:
            number: Its number as a part.
            at: The number of the row or record in its file.
        """
        values = self._flat(record)
        text = self._text(values)
        if text is None:
            much = f" among its first {MOST_COLUMNS:,} keys" if len(values) >= MOST_COLUMNS else ""
            return Unread(number, f"has no text{much}", at)
        if _CUT.search(text[-_LONGEST_CUT:]):
            address = self._address(values)
            where = f"; its text is at {address}" if address else ""
            return Unread(number, f"has only the beginning of its text{where}", at)
        if len(text) > self._most:
            return Unread(
                number, f"has a text of {len(text):,} characters; that is not an article", at
            )
        metadata = Metadata(
            title=self._line(values, "title"),
            author=self._line(values, "byline"),
            date=self._day(values),
            outlet=self._line(values, "outlet"),
            url=self._address(values),
            certain=True,
            identifier=self._line(values, "identifier"),
            captured=self._time(values, "captured"),
            modified=self._time(values, "modified", "date"),
            language=self._line(values, "language"),
        )
        content: str | bytes = text
        if _WHOLE_PAGE.match(text):
            content = text.encode(errors="replace")
        elif _MARKUP.search(text):
            text = _CROSSHEAD.sub(r"<\1h3>", text)
            content = f"<html><body>\n{text}\n</body></html>".encode(errors="replace")
        return Part(number, content, at, metadata)

    def _flat(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a record by their names; what is deeper also by its own, unless taken."""
        plain = self._tables.plain
        own_names = list(islice(record.items(), MOST_COLUMNS))
        left = MOST_COLUMNS - len(own_names)
        values: dict[str, Any] = {}
        for key, value in own_names:
            # What only holds the others, as the `_source` of a search, is no value.
            if not (isinstance(value, dict) and str(key).startswith("_")):
                values.setdefault(plain(str(key)), value)
        for key, value in own_names:
            # A column that is called just so comes before one with more to its name.
            if (name := fold_name(str(key))) in values:
                values[name] = value
        pending = deque(
            (str(key), fold_name(str(key)), value, 1)
            for key, value in own_names
            if isinstance(value, dict)
        )
        while pending and left > 0:
            key, above, value, depth = pending.popleft()
            # The text under a headline is the headline's, the address under an outlet the outlet's.
            is_label = not key.startswith("_") and plain(key) in self._labels
            for name, inner in islice(value.items(), left):
                path, own = f"{above}.{fold_name(str(name))}", plain(str(name))
                values.setdefault(path, inner)
                if not (is_label and own in self._own):
                    values.setdefault(own, inner)
                if isinstance(inner, dict) and depth < _DEEPEST:
                    pending.append((str(name), path, inner, depth + 1))
            left -= len(value)
        return values

    def _value(self, values: Mapping[str, Any], what: str) -> list[Any]:
        return [values[name] for name in self._tables.named(what, values.keys())]

    def _text(self, values: Mapping[str, Any]) -> str | None:
        for value in self._value(values, "text"):
            text = text_of(value)
            if text.strip().casefold() not in _EMPTY and not _FOR_SALE.fullmatch(text.strip()):
                if "&" in text and _MARKUP.search(text) is None:
                    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
                # Some programs write a break between paragraphs as two characters.
                written = "\n" not in text and _SENTENCE_BREAK.search(text)
                return _WRITTEN_BREAK.sub("\n", text) if written else text
        return None

    def _line(self, values: Mapping[str, Any], what: str) -> str | None:
        for value in self._value(values, what):
            line = " ".join(name_of(value).split())
            if "<" in line:
                line = " ".join(_TAG.sub(" ", line).split())
            if "&" in line:
                line = " ".join(_ENTITY.sub(lambda match: html.unescape(match[0]), line).split())
            if what == "outlet" and "://" in line:
                continue
            if line.casefold() not in _EMPTY and len(line) <= _LONGEST_NAME:
                return line
        return None

    def _address(self, values: Mapping[str, Any]) -> str | None:
        # Some have it where others name the outlet.
        named = (*self._value(values, "url"), *self._value(values, "outlet"))
        lines = (name_of(value).strip() for value in named)
        return next((line for line in lines if _ADDRESS.match(line)), None)

    def _day(self, values: Mapping[str, Any]) -> str | None:
        for value in self._value(values, "date"):
            if (day := self.day(value)) is not None:
                return day
        return None

    def _time(self, values: Mapping[str, Any], *named: str) -> str | None:
        """The first date of several kinds that has its time of the day with it."""
        for value in (value for what in named for value in self._value(values, what)):
            text = value.isoformat() if isinstance(value, datetime) else name_of(value).strip()
            if _TIME.match(text):
                return text
        return None

    def day(self, value: Any) -> str | None:
        """The ISO date of a value: a date, seconds since 1970, or text in some form."""
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        text = name_of(value).strip()
        if text.isdecimal() and len(text) > len("20260101") and not _CLOCKED.fullmatch(text):
            value = int(text[:16])
        if isinstance(value, int | float) and not (
            isinstance(value, bool) or _CLOCKED.fullmatch(text)
        ):
            seconds = value / 1000 if int(value) in _THOUSANDTHS else value
            if int(seconds) in _SECONDS:
                return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        match = _CLOCKED.fullmatch(text) or _ISO.match(text)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                return None
        return next(self._dates.dates(text), None)


_TEXTS = ("headline", "summary", "standfirst", "lead", "sections", "paragraphs", "blocks", "body",
    "content", "text", "value", "main", "full", "plain", "html", "rendered", "data")  # fmt: skip


def text_of(value: Any, depth: int = 0) -> str:
    """The text of a value: what is in lists and parts stands one below the other."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list | tuple):
        parts = [text_of(one, depth + 1) for one in value]
    elif isinstance(value, dict):
        within = (
            key for key in _TEXTS if key in value and (key, str) != ("data", type(value[key]))
        )
        parts = [text_of(value[key], depth + 1) for key in within]
    else:
        parts = []
    return "\n\n".join(part for part in parts if part.strip())


def _is_picture(key: str, value: Any) -> bool:
    """Whether it is no text, but a string of data; what a block of an editor has is an object."""
    return key == "data" and isinstance(value, str)


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
        keys = (
            "name", "title", "main", "original", "value", "text", "href", "rendered", "full", "by",
            "basic", "nombre", "nom", "nome", "naam", "namn", "navn", "titel", "titre", "$date",
            "$oid", "$numberLong",
        )  # fmt: skip
        if not any(key in value for key in keys):
            # Some programs write every key with a capital.
            value = {str(key).lower(): one for key, one in value.items()}
        return next((name for key in keys if (name := name_of(value.get(key), depth + 1))), "")
    return str(value)
