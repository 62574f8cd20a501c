"""The articles under some paths, one by one: a page of its own, or a row of a file of many."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from tui.text.page.model import Metadata, Page, PageError, text_page

if TYPE_CHECKING:
    from collections.abc import Iterator


ROW_FILES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Source:
    """An article before it is read.

    Attributes:
        path: Its file.
        sha256: The hash of its bytes, or of its row's.
        part: Its number in a file of many.
        row: Where its row begins in the file, and its bytes; None where the file is one page.
    """

    path: str
    sha256: str
    part: int | None = None
    row: tuple[int, int] | None = None


class _Row(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None


def holds_rows(path: str) -> bool:
    """Whether a file holds an article a row."""
    return path.lower().endswith(ROW_FILES)


def sources_in(path: str) -> Iterator[Source]:
    """The articles of a file, in its order.

    Raises:
        PageError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            if not holds_rows(path):
                yield Source(path, hashlib.sha256(file.read()).hexdigest())
                return
            at = 0
            for number, line in enumerate(file, 1):
                if not line.isspace():
                    row = (at, len(line))
                    yield Source(path, hashlib.sha256(line).hexdigest(), number, row)
                at += len(line)
    except OSError as error:
        raise PageError(path, f"cannot be read ({error.strerror})") from error


def page_of_row(source: Source, most_bytes: int) -> tuple[Page, str | None]:
    """The page that a row is, and its id.

    Raises:
        PageError: It is no row of an article, or has no text.
    """
    from tui.text.page.metadata import iso_date

    name = f"{source.path}#{source.part}"
    try:
        row = msgspec.json.decode(_bytes_of(source), type=_Row)
    except OSError as error:
        raise PageError(name, f"cannot be read ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise PageError(name, f"is no article ({error})") from error
    text = row.text if not row.byline else f"{row.byline}\n\n{row.text}"
    page = text_page(text.encode(errors="replace"), name)
    metadata = Metadata(
        title=row.title or None,
        author=row.byline or None,
        date=iso_date(row.date),
        outlet=row.outlet or None,
        url=row.url or None,
    )
    identity = None if row.id is None else str(row.id)
    return replace(page, sha256=source.sha256, metadata=metadata), identity


def _bytes_of(source: Source) -> bytes:
    at, size = source.row or (0, 0)
    with open(source.path, "rb") as file:  # noqa: PTH123
        file.seek(at)
        return file.read(size)


def folder_of(path: str) -> str:
    """The folder that a page stands in."""
    return os.path.dirname(path)  # noqa: PTH120


def page_of_path(path: str, most_bytes: int) -> Page | None:
    """The page of a row, which is called as its file with its number; None where it is no row.

    Raises:
        PageError: It cannot be read.
    """
    file, mark, number = path.rpartition("#")
    if not mark or not holds_rows(file) or not number.isdecimal():
        return None
    source = next((one for one in sources_in(file) if one.part == int(number)), None)
    if source is None:
        raise PageError(path, "is not in its file any more")
    return page_of_row(source, most_bytes)[0]
