"""The formats that pages are saved in: one table, from which all else is made.

`read` chooses the reader by it, a folder is looked through for its endings, and what the program
says when there is nothing to open names them. A new format is a row here and a module with its
reader; where its files have no ending to tell it by, `read.SIGNS` says how their bytes begin.
Looked at whenever a folder is, the table loads no reader: each waits until it is needed.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from tui.text.exports import is_own_name

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


USUAL_ENDINGS = ", ".join(form.endings[0] for form in PAGE_FORMATS)
"""What to save pages as, for messages."""


def ending_of(path: str) -> str:
    """What a page's name ends in, in small letters, without what says that it is compressed."""
    return os.path.splitext(path.lower().removesuffix(PACKED))[1]  # noqa: PTH122


def is_page_name(name: str) -> bool:
    """Whether a file of this name is a page by its ending, and no report of the program's own."""
    return ending_of(name) in BY_ENDING and not is_own_name(name)
