"""The articles of a file's bytes, as the program reads them with its own configuration."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from support.default import default_config

from tui.text.archive.model import Census, Unread
from tui.text.archive.open import open_archive
from tui.text.article.read import clean

if TYPE_CHECKING:
    from tui.text.model import Article

CONFIG = default_config()


class Parted(NamedTuple):
    """What a file gave."""

    articles: list[Article]
    unread: list[Unread]
    count: Census | None


def parted(data: bytes | str, name: str) -> Parted:
    data = data.encode() if isinstance(data, str) else data
    archive = open_archive(name, CONFIG.archives, data)
    assert archive is not None, "taken for a page"
    found = Parted([], [], None)
    for piece in archive.pieces():
        if isinstance(piece, Census):
            found = found._replace(count=piece)
        elif isinstance(piece, Unread):
            found.unread.append(piece)
        else:
            found.articles.append(clean(archive.page(piece), CONFIG))
    return found


def is_page(data: bytes | str, name: str) -> bool:
    data = data.encode() if isinstance(data, str) else data
    return open_archive(name, CONFIG.archives, data) is None


def body(article: Article) -> list[str]:
    return [one.text for one in article.paragraphs if one.counted]


def said(article: Article) -> tuple[str | None, str | None, str | None, str | None]:
    return article.title, article.outlet, article.date, article.byline


def word(*paragraphs: str, title: str | None = None) -> bytes:
    """A Word document of some paragraphs, the first of which may be its title."""
    import docx

    document = docx.Document()
    if title:
        document.add_heading(title, level=0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rich(*paragraphs: str) -> bytes:
    """Rich text of some paragraphs."""
    escaped = (
        "".join(one if one.isascii() else f"\\u{ord(one)}?" for one in paragraph)
        for paragraph in paragraphs
    )
    text = "\n".join(f"\\pard\\plain {{{paragraph}}}\\par" for paragraph in escaped)
    return f"{{\\rtf1\\ansi\\ansicpg1252 {text}\n}}".encode("ascii")
