"""Readers of what pages are saved as beside plain text; each is imported when first needed."""

from __future__ import annotations

import os
from typing import Literal

from tui.text.exports import is_own_name

FormatName = Literal["text", "html", "mail", "markdown"]


PACKED = ".gz"
"""What the name of a compressed page ends in."""


BY_ENDING: dict[str, FormatName] = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".mhtml", ".mht", ".eml"), "mail"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
}
"""The formats by what a page's name ends in."""


def ending_of(path: str) -> str:
    """What a page's name ends in, in small letters, without what says that it is compressed.

    Args:
        path: A path or file name.
    """
    return os.path.splitext(path.lower().removesuffix(PACKED))[1]  # noqa: PTH122


def is_page_name(name: str) -> bool:
    """Whether a file of this name is a page: one of plain text, HTML, Markdown or mail.

    What the program itself has written, by its name, is none.

    Args:
        name: A path or file name.
    """
    return ending_of(name) in BY_ENDING and not is_own_name(name)
