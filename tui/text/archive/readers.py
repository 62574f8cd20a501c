"""Which kinds of files hold articles: one table, from which all else is made.

A file is told by what it holds, and by its name only where that leaves it open. The table is asked
of every page, so that what it imports is next to nothing; what reads a kind waits until there is
such a file. A new kind is a row here and a module with its reader.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tui.text.archive.model import Reader, Source
from tui.text.archive.signs import (
    has_text_column,
    has_text_key,
    is_delimited,
    is_json,
    is_json_article,
    is_json_lines,
    is_mbox,
    is_parquet,
    is_wacz,
    is_warc,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.text.archive.model import Piece


READERS: tuple[Reader, ...] = (
    Reader(
        "WARC",
        (".warc",),
        is_warc,
        "tui.text.archive.warc:warc_pages",
        "record",
        "A web archive: every page in it that came whole, with its address and time.",
        "warc",
    ),
    Reader(
        "WACZ",
        (".wacz",),
        is_wacz,
        "tui.text.archive.warc:wacz_pages",
        "record",
        "A package of web archives, as browser crawlers save them.",
        "warc",
    ),
    Reader(
        "mbox",
        (".mbox",),
        is_mbox,
        "tui.text.archive.mbox:mbox_messages",
        "record",
        "Mail in bulk, such as newsletters: one article a message.",
    ),
    Reader(
        "Parquet",
        (".parquet",),
        is_parquet,
        "tui.text.archive.parquet:parquet_rows",
        "row",
        "One article a row, by the names of the columns.",
        "tables",
    ),
    Reader(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        is_json_lines,
        "tui.text.archive.objects:json_lines",
        "row",
        "One article a line, with the keys that scrapers and corpora use.",
    ),
    Reader(
        "JSON article",
        (".json",),
        is_json_article,
        "tui.text.archive.objects:json_article",
        "record",
        "One article with its keys, as crawlers save them one a file.",
        holds_one=True,
    ),
    Reader(
        "JSON",
        (".json",),
        is_json,
        "tui.text.archive.objects:json_list",
        "record",
        "A list of articles, by itself or under a key of the whole.",
        holds=has_text_key,
    ),
    Reader(
        "CSV and TSV",
        (".csv", ".tsv", ".tab"),
        is_delimited,
        "tui.text.archive.delimited:delimited_rows",
        "row",
        "One article a row below a row of names; any delimiter and encoding.",
        holds=has_text_column,
    ),
)
"""Every kind, in the order in which a file is tried: what is surest comes first."""


ENDINGS = frozenset(ending for reader in READERS for ending in reader.endings)
"""What the names of such files end in."""


def reader_of(source: Source) -> Reader | None:
    """Find what reads a file.

    Returns:
        The first reader that knows it; None where the file is a page like any other.
    """
    return next((reader for reader in READERS if reader.recognises(source)), None)


@cache
def _parts_of(reader: Reader) -> Callable[[Source], Iterator[Piece]]:
    module, _, function = reader.parts.partition(":")
    parts: Callable[[Source], Iterator[Piece]] = getattr(import_module(module), function)
    return parts


def pieces_of(source: Source, reader: Reader) -> Iterator[Piece]:
    """Go through a file.

    Yields:
        Its parts, what could not be read, and what is known of how many there are.

    Raises:
        PageError: The file as a whole gives nothing.
    """
    return _parts_of(reader)(source)
