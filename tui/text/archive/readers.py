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
    is_document_export,
    is_draft,
    is_export,
    is_feed,
    is_json,
    is_json_article,
    is_json_lines,
    is_mbox,
    is_newsml,
    is_ninjs_feed,
    is_ninjs_item,
    is_nitf,
    is_parquet,
    is_pdf,
    is_printed_export,
    is_safari_page,
    is_wacz,
    is_warc,
    is_wire,
)
from tui.text.page.names import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.text.archive.model import Piece


_GUESSED = "a PDF does not mark paragraphs; they are guessed from how its lines are spaced"


READERS: tuple[Reader, ...] = (
    Reader(
        "WARC",
        (".warc",),
        is_warc,
        "tui.text.archive.warc:warc_pages",
        "record",
        "A web archive: every page and PDF in it that came whole, with its address and time.",
        "warc",
        has_pages=True,
    ),
    Reader(
        "WACZ",
        (".wacz",),
        is_wacz,
        "tui.text.archive.warc:wacz_pages",
        "record",
        "A package of web archives, as browser crawlers save them.",
        "warc",
        has_pages=True,
    ),
    Reader(
        "Safari",
        (".webarchive",),
        is_safari_page,
        "tui.text.archive.warc:safari_page",
        "record",
        "A page that Safari has saved as a web archive.",
        holds_one=True,
    ),
    Reader(
        "mbox",
        (".mbox",),
        is_mbox,
        "tui.text.archive.mbox:mbox_messages",
        "record",
        "Mail in bulk, such as newsletters: one article a message.",
        has_pages=True,
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
        "ANPA 1312",
        (".anpa", ".tst"),
        is_wire,
        "tui.text.archive.feeds:wire_story",
        "line",
        "A story as it ran over the wire, in the format that came before XML.",
        holds_one=True,
    ),
    Reader(
        "NITF",
        (".xml", ".nitf"),
        is_nitf,
        "tui.text.archive.feeds:nitf_story",
        "record",
        "A story of a news agency, with what it says of itself.",
        holds_one=True,
    ),
    Reader(
        "NewsML",
        (".xml", ".newsml"),
        is_newsml,
        "tui.text.archive.feeds:newsml_stories",
        "record",
        "Stories of a news agency, in NewsML-G2 or the NewsML before it.",
    ),
    Reader(
        "RSS and Atom",
        (".xml", ".rss", ".atom"),
        is_feed,
        "tui.text.archive.rss:feed_articles",
        "record",
        "A saved news feed whose items carry the whole text; for others, you are told where it is.",
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
        "ninjs story",
        (".json",),
        is_ninjs_item,
        "tui.text.archive.objects:ninjs_item",
        "record",
        "A story of a news agency in JSON.",
        holds_one=True,
    ),
    Reader(
        "ninjs",
        (".json",),
        is_ninjs_feed,
        "tui.text.archive.objects:ninjs_feed",
        "record",
        "Stories of a news agency in JSON.",
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
        "A list of articles, alone or under a key, a table by its columns, or a JSON Feed.",
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
    Reader(
        "exports of press databases",
        (".txt", ".html"),
        is_export,
        "tui.text.archive.databases:export_parts",
        "line",
        "Plain text of LexisNexis, Factiva, ProQuest, NewsBank, Gale, EBSCOhost, wiso, APA-DeFacto,"
        " Retriever and Infomedia, HTML of Nexis Uni, LexisNexis, Factiva and Europresse.",
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
    Reader(
        "exports of press databases as PDF",
        (".pdf",),
        is_printed_export,
        "tui.text.archive.databases:printed_parts",
        "page",
        "PDF of Nexis Uni and others, where each article shows headline, outlet and date; others "
        "are refused.",
        "pdf",
        guessed=_GUESSED,
    ),
    Reader(
        "PDF",
        (".pdf",),
        is_pdf,
        "tui.text.archive.pdf:pdf_article",
        "page",
        "One article with text in it; its paragraphs are guessed from its layout.",
        "pdf",
        holds_one=True,
        guessed=_GUESSED,
    ),
)
"""Every kind, in the order in which a file is tried: what is surest comes first."""


ENDINGS = frozenset(
    ending for reader in READERS for ending in reader.endings if ending not in BY_ENDING
)
"""What the names of such files end in, but for those of pages, which some of them share."""


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
