"""Which files are pages, and in which format: one table, from which all else is made.

`read` chooses the reader by it, a folder is looked through for its endings, and what the program
says when there is nothing to open names them. A new format is a row here and a module with its
reader; where its files have no ending to tell it by, `read.SIGNS` says how their bytes begin.
Looked at whenever a folder is, the table loads no reader: each waits until it is needed.

What the program itself writes is no page: it is known by its name, or by its mark.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO

OWN_ENDING = ".compare"
"""What stands before the ending of a name that is proposed for what is written."""


PASSAGES = "compare-passages.md"
"""The file that copied passages are written to."""


_TABLES = {
    "pairs": (b"left_share", b"right_share", b"confirmed"),
    "clusters": (b"first_day", b"last_day", b"uncredited", b"weakest"),
    "members": (b"cluster", b"verdict", b"is_source"),
    "outlet_days": (b"in_clusters", b"uncredited"),
    "who_follows": (b"follows", b"median_days"),
}
"""The tables that `compare cluster` writes, and some of the columns of each."""


_TABLE_ENDINGS = (".csv", ".jsonl", ".parquet")


_CSV = re.compile(
    rb"left_path,left_sha256,left_paragraph,|path,sha256,paragraph,first_line,|"
    rb"name,headline,who,outlet,date,credit,verdict,|left,right,left_share,left_share_with_|"
    rb"mark,note,name,path,paragraph,"
)
"""What `tui/report/csv.py` begins a report, coverage, a list of articles, pairs or notes with."""


_READABLE_AS_PAGES = (".html", ".htm", ".xhtml", ".md", ".markdown")


# What `tui/report/html/templates/base.html` begins with.
_HTML = re.compile(
    rb"<!doctype html>\n<html lang=\"en\">\n<head>\n(?:<meta [^>\n]*>\n)*"
    rb'<meta name="generator" content="compare \d[^">\n]*">\n'
)


# What `tui/report/markdown.py` begins with, and what stands near its end.
_MARKDOWN = re.compile(rb"# (?:Comparison of \d+ article|Who has which paragraph of |Coverage of )")


_MADE = re.compile(
    rb"\n- Program: compare \d.*\n"
    rb"- Rules in force \(SHA-256 of the configuration\): `[0-9a-f]{64}`\n"
)


_PART = 4_000
"""Bytes at the beginning and at the end of a file that are looked at."""


def is_own_name(name: str) -> bool:
    """Whether a file of this name is something that the program has written."""
    base = os.path.basename(name).lower()  # noqa: PTH119
    return base == PASSAGES or os.path.splitext(base)[0].endswith(OWN_ENDING)  # noqa: PTH122


def is_own_report(path: str) -> bool:
    """Whether a file is a report that the program has written, whatever it is called, or a table.

    Args:
        path: A path. Only a regular file is looked into whose name ends as that of a page in
            HTML or Markdown does, or of a table, and only at its beginning and its end.
    """
    table, ending = os.path.splitext(os.path.basename(path))  # noqa: PTH119, PTH122
    if table in _TABLES and ending in _TABLE_ENDINGS:
        return _looked_into(path, lambda file: _has_columns(file, _TABLES[table]))
    if path.lower().endswith(".csv"):
        return _looked_into(path, lambda file: _CSV.match(file.read(_PART)) is not None)
    return path.lower().endswith(_READABLE_AS_PAGES) and _looked_into(path, _is_report)


def _looked_into(path: str, is_own: Callable[[FileIO], bool]) -> bool:
    """What a look into a file says; no where it is no regular file, or cannot be read."""
    try:
        with open(path, "rb", buffering=0, opener=_at_once) as file:
            return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and is_own(file)
    except (OSError, ValueError):
        # Reading it as a page will say what is wrong.
        return False


def _is_report(file: FileIO) -> bool:
    head = file.read(_PART)
    if _MARKDOWN.match(head) is None:
        return _HTML.match(head) is not None
    return _MADE.search(_end_of(file, _PART)) is not None


def _has_columns(file: FileIO, columns: tuple[bytes, ...]) -> bool:
    ends = file.read(_PART) + _end_of(file, _TABLE_END)
    return not ends or all(column in ends for column in columns)


def _end_of(file: FileIO, size: int) -> bytes:
    file.seek(max(os.fstat(file.fileno()).st_size - size, 0))
    return file.read(size)


_TABLE_END = 65_536
"""Bytes at the end of a table, where Parquet has the names of its columns."""


def _at_once(name: str, flags: int) -> int:
    # A pipe in the place of a page must not block.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


PACKED = ".gz"
"""What the name of a compressed page ends in."""


class PageFormat(NamedTuple):
    """A format: its name, what the names of such files end in, and what reads them.

    `endings` are in small letters, the usual one first. `reader` is `module:function`, which
    takes the bytes of a file and the path that records and messages have, gives a `Page`, and
    raises `PageError` for what is none.
    """

    name: str
    endings: tuple[str, ...]
    reader: str


TEXT = PageFormat("text", (".txt", ".text"), "tui.text.page.model:text_page")
"""Plain text, which a file is taken for that shows no sign of another format."""


PAGE_FORMATS: tuple[PageFormat, ...] = (
    TEXT,
    PageFormat("html", (".html", ".htm", ".xhtml", ".shtml"), "tui.text.page.html:html_page"),
    PageFormat("markdown", (".md", ".markdown"), "tui.text.page.markdown:markdown_page"),
    PageFormat("mail", (".eml", ".mhtml", ".mht"), "tui.text.page.mail:mail_page"),
)
"""Every format, in the order in which messages name them."""


BY_ENDING = {ending: form for form in PAGE_FORMATS for ending in form.endings}
"""The formats by what a page's name ends in."""


USUAL_ENDINGS = ", ".join((*(form.endings[0] for form in PAGE_FORMATS), ".mhtml"))
"""What to save pages as, for messages."""


def is_mail_name(path: str) -> bool:
    """Whether a name says that a file is a mail or a web archive that is one."""
    form = BY_ENDING.get(ending_of(path))
    return form is not None and form.name == "mail"


def ending_of(path: str) -> str:
    """What a page's name ends in, in small letters, without what says that it is compressed."""
    return os.path.splitext(path.lower().removesuffix(PACKED))[1]  # noqa: PTH122


def is_page_name(name: str) -> bool:
    """Whether a file of this name is a page by its ending, and no report of the program's own."""
    return ending_of(name) in BY_ENDING and not is_own_name(name)
