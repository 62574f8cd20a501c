"""A page taken as it is, for texts that carry no chrome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.article import Article, Paragraph, Removed

if TYPE_CHECKING:
    from tui.text.page import Page

NOTHING_TO_SEE = "blank-markup"
"""The name under which blocks without any visible text are removed."""


def whole_page(page: Page) -> Article:
    """Take every block of a page as a body paragraph.

    Args:
        page: The page.

    Returns:
        The article, without title, byline, date and credit. Blocks that show nothing (a lone
        tag, a zero-width space) are in `removed`, so that no source line vanishes.
    """
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=None,
        byline=None,
        date=None,
        credit=None,
        paragraphs=tuple(
            Paragraph(block.text, "body", block.lines) for block in page.blocks if block.text
        ),
        removed=tuple(
            Removed(block.source, NOTHING_TO_SEE, block.lines)
            for block in page.blocks
            if not block.text
        ),
    )
