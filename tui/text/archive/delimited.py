"""CSV and TSV: a row of names, and one article a row below it, with any delimiter and encoding.

What is broken must not swallow what is whole: a quotation mark that is never closed would make one
cell of all that follows. So rows are read one by one in bounded memory, and where one does not fit
the names at the top, reading goes on at the line below it, with the first row that fits again.
"""

from __future__ import annotations

import codecs
import csv
import re
import zlib
from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.text.archive.model import MOST_BROKEN, Census, Unread
from tui.text.archive.rows import LONGEST_TEXT, MOST_COLUMNS, Rows, TableRow, counted_parts
from tui.text.archive.signs import DELIMITERS, LONGEST_NAMES
from tui.text.page.decode import NotTextError, decode
from tui.text.page.encodings import codec_of
from tui.text.page.model import MOST_LINES_IN_ALL, PageError, check_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_CHUNK = 1 << 18


_LONGEST_RECORD = 4 * LONGEST_TEXT
"""Characters of a record, all of its cells together; a longer one was never closed."""


_MOST_READ_AGAIN = 2 * _LONGEST_RECORD
"""Characters of broken records that are read once more, in all of a file."""


_SEPARATOR = re.compile(rb'"?sep=.(?:"?[\r\n])')
"""A first line that tells a spreadsheet what parts cells, and is no row."""


_MOST_ABOVE = 20
"""Lines above the names of columns that are looked at for them, which say what a table is."""


_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


_MOST_NAMES = 5000


class _Dialect(NamedTuple):
    """How cells are parted and quoted."""

    delimiter: str
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    escape: str | None = None

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=self.quoting,
            escapechar=self.escape,
            doublequote=self.escape is None,
            strict=True,
        )


def delimited_rows(source: Source) -> Iterator[Piece]:
    """Read one article a row.

    Yields:
        The pieces; a row that does not fit the names is one that could not be read.

    Raises:
        PageError: It is no text, or its first row names no column of text.
    """
    rows = Rows(source.settings)
    encoding = _encoding(source)
    # The module has one limit for all.
    csv.field_size_limit(LONGEST_TEXT)
    sample = _sample(source, encoding)
    above = _lines_above(sample, rows)
    dialect = _dialect(source, sample[above:] or [""], rows)
    lines = _Lines(_lines(source, encoding))
    try:
        for _ in range(above):
            next(lines)
        names = next(dialect.reader(lines), [])
    except (csv.Error, _TooLongError, OSError, EOFError, zlib.error) as error:
        raise PageError(source.path, f"is a table whose first row is broken ({error})") from error
    check_count("columns", len(names), MOST_COLUMNS, source.path)
    if not rows.has_text(names):
        raise PageError(source.path, rows.no_text(names))
    if _rows_are_named(sample[above:], dialect, names):
        names = ["", *names]
    try:
        yield from counted_parts(rows, _rows(lines, dialect, names, rows))
    except (OSError, EOFError, zlib.error) as error:
        yield Census(
            broken=f"is cut off or damaged after row {lines.rows} ({error}); copy it again"
        )


def _rows(
    lines: _Lines, dialect: _Dialect, names: list[str], rows: Rows
) -> Iterator[TableRow | Unread]:
    """Each row by the names of its columns; what still belongs to a broken one is part of it."""
    reader = dialect.reader(lines)
    number = blank = broken = 0
    is_broken = False
    while True:
        lines.begin()
        fault = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            fault = f"is broken ({error})"
            cells = []
            lines.rewind()
        if not fault and not any(cell.strip() for cell in cells):
            if (blank := blank + 1) > MOST_LINES_IN_ALL:
                raise OSError(f"it has more than {MOST_LINES_IN_ALL:,} blank rows")
            continue
        if not fault and (wrong := _misfit(cells, names)):
            fault = wrong
        record = dict(zip(names, cells, strict=False))
        if is_broken and (fault or not rows.is_plausible(record)):
            continue
        number += 1
        is_broken = bool(fault) and bool(lines.again)
        broken += bool(fault)
        if broken > MOST_BROKEN:
            raise OSError(f"it has more than {MOST_BROKEN:,} broken rows")
        yield Unread(number, fault, lines.rows) if fault else TableRow(record, number, lines.rows)


def _misfit(cells: list[str], names: list[str]) -> str:
    """What is wrong with the number of a row's cells, if anything."""
    if len(cells) < len(names):
        return f"has {len(cells)} of the {len(names)} cells that the first row names"
    if any(cell.strip() for cell in cells[len(names) :]):
        return f"has {len(cells)} cells, but the first row names {len(names)}"
    return ""


class _TooLongError(ValueError):
    """A record is longer than any article; the message says so."""


class _Lines:
    """Lines for the reader of cells, which can be read again where a record turns out broken.

    Attributes:
        rows: How many records have been begun, the names being the first.
        again: How many lines of a broken record wait to be read again.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self.rows = 0
        self._lines = lines
        self._waiting: deque[str] = deque()
        self._current: list[str] = []
        self._size = self._read_again = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._current.append(line)
        self._size += len(line)
        if self._size > _LONGEST_RECORD:
            raise _TooLongError(f"it has more than {_LONGEST_RECORD:,} characters")
        return line

    @property
    def again(self) -> int:
        """How many lines wait to be read again."""
        return len(self._waiting)

    def begin(self) -> None:
        """A record begins with the next line."""
        self.rows += 1
        self._current, self._size = [], 0

    def rewind(self) -> None:
        """Read all lines of this record but its first once more, unless that was done too often."""
        self._read_again += self._size
        # Lines each of which opens a quotation would all be read for each of them.
        if self._read_again <= _MOST_READ_AGAIN:
            self._waiting.extendleft(reversed(self._current[1:]))
        if len(self._current) == 1:
            # Of a line that comes in pieces, the others are part of the same record.
            while not self._current[0].endswith(("\n", "\r")):
                self._current[0] = next(self._lines, "\n")


def _encoding(source: Source) -> str:
    head = source.head
    # A character may be cut in two at the end.
    head = head[: head.rfind(b"\n") + 1] or head
    try:
        return codec_of(decode(head)[1])
    except NotTextError as error:
        raise PageError(source.path, f"{error}; save the table as CSV and try again") from error


def _dialect(source: Source, sample: list[str], rows: Rows) -> _Dialect:
    """How the cells are parted: as most rows of the beginning fit the names at its top."""
    found = _delimited(sample[0])
    if source.name.endswith((".tsv", ".tab")) and "\t" in found:
        found = {"\t": found["\t"]}
    delimiter = max(found, key=lambda one: (rows.known(found[one]), len(found[one])), default=",")
    dialects = [_Dialect(delimiter), _Dialect(delimiter, csv.QUOTE_NONE)]
    if any('\\"' in line for line in sample):
        dialects.append(_Dialect(delimiter, escape="\\"))
    return max(dialects, key=partial(_fitting, sample))


def _rows_are_named(sample: list[str], dialect: _Dialect, names: list[str]) -> bool:
    """Whether each row has a name of its own before its cells, above which nothing stands.

    Statistical programs write tables so.
    """
    rows = [cells for cells in _readable(iter(sample), dialect) if cells][1:]
    named = {cells[0] for cells in rows if len(cells) == len(names) + 1}
    return len(rows) > 0 and len(named) == len(rows) and max(map(len, named)) <= _LONGEST_ROW_NAME


_LONGEST_ROW_NAME = 30


def _readable(lines: Iterator[str], dialect: _Dialect) -> Iterator[list[str]]:
    """The rows up to one that is broken, such as the one that the end of a sample cuts off."""
    with suppress(csv.Error):
        yield from dialect.reader(lines)


def _sample(source: Source, encoding: str) -> list[str]:
    """The lines of the beginning, but for the one that is cut off."""
    text = next(_decoded(iter([source.head]), encoding), "")
    return _LINE_END.split(text)[:-1] or [text]


def _lines_above(sample: list[str], rows: Rows) -> int:
    """How many lines stand above the names of the columns.

    A program may say there what parts cells, when it has written the table, and of how many rows.
    """
    above = sample[:_MOST_ABOVE]
    separator = int(_SEPARATOR.match(above[0].encode(errors="replace")) is not None)
    if any(map(rows.has_text, _first_rows(sample[separator:]))):
        return separator
    for at, line in enumerate(above):
        # What is a row of text by itself could name columns by chance; names are several.
        cells = _delimited(line).values() if len(line) <= LONGEST_NAMES else ()
        if any(rows.has_text(names) and rows.known(names) > _TEXT for names in cells):
            return at
    return separator


_TEXT = 3
"""What a column of text counts among those that are known."""


def _first_rows(lines: list[str]) -> Iterator[list[str]]:
    """The first row, which may be several lines, by what may part its cells."""
    for delimiter in DELIMITERS:
        with suppress(csv.Error):
            yield next(_Dialect(delimiter).reader(iter(lines)), [])


def _delimited(line: str) -> dict[str, list[str]]:
    """The cells of a line by what may part them."""
    return {one: _cells(line, one) for one in DELIMITERS if one in line}


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(_Dialect(delimiter).reader(iter([line])), [])
    except csv.Error:
        return line.split(delimiter)


def _fitting(sample: list[str], dialect: _Dialect) -> float:
    """The share of rows that have as many cells as there are names, or all one more."""
    lines = iter(sample)
    reader = dialect.reader(lines)
    counts: list[int] = []
    broken = 0
    for _ in sample:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            broken += 1
            continue
        if cells:
            counts.append(len(cells))
    names = counts[0] if counts else 0
    right = max(counts.count(names), 1 + counts.count(names + 1))
    # What the end of the sample cuts off is not broken.
    return right / (len(counts) + max(broken - 1, 0)) if counts else 0


def _lines(source: Source, encoding: str) -> Iterator[str]:
    """The lines of a file with their ends; of one that never ends, pieces."""
    rest = ""
    with source.stream() as file:
        for text in _decoded(iter(partial(file.read1, _CHUNK), b""), encoding):
            if "\n" in text or "\r" in text or rest.endswith("\r"):
                *whole, rest = _split(rest + text)
                yield from whole
            else:
                rest += text
            if len(rest) > _LONGEST_RECORD:
                yield rest
                rest = ""
    if rest:
        yield rest


def _split(text: str) -> list[str]:
    """The lines with their ends, and what is below the last end."""
    # The expression looks at every letter, and only old files have lines that it takes.
    if text.count("\r") > text.count("\r\n") + text.endswith("\r"):
        return _LINE_END.split(text)
    *lines, rest = text.split("\n")
    return [*(line + "\n" for line in lines), rest]


def _decoded(chunks: Iterator[bytes], encoding: str) -> Iterator[str]:
    """Text without its mark; what the encoding lacks comes out as U+FFFD."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).replace("\0", "")
    yield decoder.decode(b"", final=True)
