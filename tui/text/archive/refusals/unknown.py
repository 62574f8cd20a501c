"""Files that no layout and no reader knows and that are no single page either, and why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from tui.text.archive.refusals.stacked import stacked_in_html

if TYPE_CHECKING:
    from tui.text.archive.settings import ArchiveSettings, ExportSettings, TableSettings


def unknown_articles(text: str, settings: ExportSettings) -> str:
    """Why a text is an export of a database whose layout is not known; empty where it is none."""
    patterns = settings.compiled
    text = "\n".join(text.splitlines()) if "\r" in text else text
    # Of most pages one look tells that there is none.
    if not settings.telling or not patterns.search("|".join(settings.telling), text):
        return ""
    for pattern in settings.telling:
        found = [" ".join(match[0].split()) for match in patterns.all(pattern, text)]
        if len(found) < 2:
            continue
        # A number tells one article; where it recurs, it is no database's.
        count = len(set(found)) if found[0][-1:].isdigit() else len(found)
        if count > 1:
            return (
                f"looks like an export of {count} articles from an unknown database (each has a "
                f"line that begins with “{found[0][:40]}”); save each one separately, or describe "
                "the layout under `exports: layouts` in config.yaml"
            )
    return ""


def unknown_page(text: str, settings: ArchiveSettings) -> str | None:
    """Why a page in HTML is no article, but several, or a table of them."""
    if _BEHIND.search(text):
        return "is several pages, one behind the other; save each one separately"
    if _ARTICLE_PAGE.search(text):
        return None
    if _CHAT.search(text):
        return "is an export of Telegram as a page; export the channel as JSON"
    if _is_table(text, settings.tables):
        return "is a table that was saved as a page; save it as CSV"
    # What tells stands in lines of its own there, too.
    unknown = unknown_articles(_TAGS.sub("\n", text), settings.exports)
    return unknown or stacked_in_html(text, settings.exports) or None


_BEHIND = re.compile(r"(?i)</html>\s*(?:<!doctype\b[^<>]*>\s*)?<html\b")


_CHAT = re.compile(r"""class="page_body chat_page"[\s\S]*<div class="message default clearfix""")


def _is_table(text: str, tables: TableSettings) -> bool:
    """Whether the first table of a page names its columns as tables of articles do.

    One that lists articles, with links to them, has no cell with a whole text.
    """
    table = _TABLE.search(text)
    row = _ROW.search(text, table.end(), table.end() + _HEAD_OF_TABLE) if table else None
    if row is None:
        return False
    first = _ROW_END.split(text[row.end() : row.end() + _LONGEST_ROW], maxsplit=1)[0]
    heads = _CELL.split(first)[1:]
    names = {tables.plain(_TAGS.sub("", head).strip()) for head in heads}
    named = all(
        any(not names.isdisjoint(tables.folded(what)) for what in several)
        for several in (("text",), ("title",), ("date", "outlet"))
    )
    cells = _CELL.split(text[row.end() :]) if named else ()
    return max((len(_TAGS.sub("", cell)) for cell in cells), default=0) >= _LEAST_TEXT


_TABLE, _ROW = re.compile(r"(?i)<table\b"), re.compile(r"(?i)<tr\b[^<>]*>")


_ROW_END, _CELL = re.compile(r"(?i)</?(?:tr|table)\b"), re.compile(r"(?i)<t[hd]\b[^<>]*>")


_HEAD_OF_TABLE, _LONGEST_ROW = 2000, 8000
"""Characters of source before a table's first row, and of that row."""


_LEAST_TEXT = 300
"""Characters of a cell that holds an article's text, or its beginning."""


# RE2 looks through a page for it in a fifth of the time.
_ARTICLE_PAGE = re2.compile(
    r"""(?i)\bog:type["'][^<>]{0,40}\barticle\b|"@type"\s*:\s*\[?\s*"\w{0,20}(?:Article|Posting)"""
    + '"'
)
"""What a site says of a page that is one article, which no export does."""


_TAGS = re.compile(r"<[^<>]*>")
