"""One article, or two: reading, cleaning and aligning. Pure, and free of Textual."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.text.alignment.choices import Choices
    from tui.text.alignment.links import AlignmentSettings
    from tui.text.article.settings import ArticleSettings
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.model import Alignment, Article
    from tui.text.words.layers import HouseStyleLayer


__all__ = ["PairSettings", "align", "read_article"]


class PairSettings(Protocol):
    """What decides how two articles are aligned; a `Config` has it."""

    @property
    def house_style(self) -> tuple[HouseStyleLayer, ...]:
        """The layers of what newsrooms write differently."""

    @property
    def alignment(self) -> AlignmentSettings:
        """Which paragraphs answer to each other, and what differs in them."""


def read_article(
    path: str | os.PathLike[str],
    config: ArticleSettings,
    *,
    rules: bool = True,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
) -> Article:
    """Read a saved page and take its chrome off.

    Args:
        path: The file; `F#3` is the third article in a file F that holds several.
        rules: False takes the page as it is, each of its paragraphs as body text.
        without: Names of chrome rules; what these took is kept as body text.
        recurring: The lines that the page shares with others of its site or folder.

    Returns:
        The article, with what was removed and by which rule.

    Raises:
        PageError: The file is missing, not a file, not readable, too large, empty or not text.
    """
    # Here, so that settings can be loaded without what reads pages and runs rules.
    from tui.text.archive.open import read_page_at

    page = read_page_at(os.fspath(path), config.archives)
    if not rules:
        from tui.text.article.read import whole_page

        return whole_page(page)
    from tui.text.article.read import clean

    return clean(page, config, without, recurring)


def align(
    left: Article,
    right: Article,
    config: PairSettings,
    choices: Choices | None = None,
    *,
    side_by_side: bool = False,
) -> Alignment:
    """Align two articles.

    Args:
        choices: What a reader has decided about their paragraphs, if anything.
        side_by_side: Whether a reader compares the two, and sees what was put into the same
            sentences even where that may be another event.

    Returns:
        The links between their paragraphs, and the rows that show them. Swapping the
        articles, and the sides of the choices, swaps the sides of the result and changes
        nothing else.
    """
    # Here for the same reason.
    from tui.text.alignment.align import link_articles

    return link_articles(
        left, right, config.house_style, config.alignment, choices, side_by_side=side_by_side
    )
