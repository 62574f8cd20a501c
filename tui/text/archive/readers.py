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
    is_document_export,
    is_draft,
    is_export,
    is_json,
    is_json_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.text.archive.model import Piece


READERS: tuple[Reader, ...] = (
    Reader(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        is_json_lines,
        "tui.text.archive.objects:json_lines",
        "row",
        "One article a line, with the keys that scrapers and corpora use.",
    ),
    Reader(
        "JSON",
        (".json",),
        is_json,
        "tui.text.archive.objects:json_array",
        "record",
        "A list of articles, by itself or under a key of the whole.",
    ),
    Reader(
        "exports of press databases",
        (".txt", ".html"),
        is_export,
        "tui.text.archive.databases:export_parts",
        "line",
        "Plain text of LexisNexis and ProQuest, HTML of Factiva and Europresse.",
    ),
    Reader(
        "exports of press databases as documents",
        (".docx", ".rtf"),
        is_document_export,
        "tui.text.archive.databases:document_parts",
        "paragraph",
        "Word and rich text of Nexis Uni, Lexis+ and Factiva.",
        "office",
    ),
    Reader(
        "documents",
        (".docx", ".odt", ".rtf"),
        is_draft,
        "tui.text.archive.databases:draft_parts",
        "paragraph",
        "A draft or press release of a word processor, as one article.",
        "office",
        holds_one=True,
    ),
)
"""Every kind, in the order in which a file is tried: what is surest comes first."""


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
