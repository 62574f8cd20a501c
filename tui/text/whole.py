"""A page taken as it is, for texts that carry no chrome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.article import Article, Paragraph, Removed
from tui.text.markup import NOTHING_SAID

if TYPE_CHECKING:
    from tui.text.page import Page

NOTHING_TO_SEE = "blank-markup"
"""The name under which blocks without any visible text are removed."""


def whole_page(page: Page) -> Article:
    """Take every block of a page as a body paragraph.

    Args:
        page: The page.

    Returns:
        The article, without credit; title, byline and date are those of the page's metadata, if
        it has any. Blocks that show nothing (a lone tag, a zero-width space) are in `removed`,
        so that no source line vanishes.
    """
    said = page.metadata or NOTHING_SAID
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=said.title,
        byline=said.author,
        date=said.date,
        credit=None,
        paragraphs=tuple(
            Paragraph(block.text, "body", block.lines, place=place)
            for place, block in enumerate(page.blocks)
            if block.text
        ),
        removed=tuple(
            Removed(block.source, NOTHING_TO_SEE, block.lines, place)
            for place, block in enumerate(page.blocks)
            if not block.text
        ),
        outlet=said.outlet,
        url=said.url,
        author=said.author,
    )
