"""Which two articles of a set show most beside each other: what a reader opens it on.

Two copies of one text show no difference, and two reports on one event no copy; a pair in which
either has half of the other shows both.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.corpus.likeness import Likeness
    from tui.text.model import Alignment, Article


Align: TypeAlias = "Callable[[Article, Article], Alignment]"
"""Aligns two articles."""


CANDIDATES = 4
"""How many pairs are aligned to choose the one to open on."""


MOST_CELLS = 40_000
"""Pairs of paragraphs of a pair of articles that is aligned for that alone."""


SAVED_AGAIN = 0.8
"""The share of the shorter text that two savings of a page have in common: what is read from
HTML may have more of it than what was copied from the browser."""


def show_most(
    articles: Sequence[Article],
    align: Align | None,
    alike: Likeness | None = None,
    *,
    more: bool = False,
) -> tuple[int, int] | None:
    """The places of the two articles that show most, the earlier one first.

    Two versions of one page show little of who copies whom: they are taken where there is
    nothing else.

    Args:
        articles: The articles, two at least.
        align: Aligns two of them, to see how much the closest pairs show. Without it the closest
            pair is taken.
        alike: How alike they are, where that is known already.
        more: Whether more will be read: then there is no pair where all is one page so far.
    """
    pairs = [(0, 1)]
    if len(articles) > 2 or more:
        pairs = _candidates(articles, CANDIDATES if align else 1, alike, more=more)
    if len(pairs) < 2 or align is None:
        return next(iter(pairs), None)
    return max(pairs, key=lambda pair: _shown(articles[pair[0]], articles[pair[1]], align))


def _candidates(
    articles: Sequence[Article], most: int, alike: Likeness | None, *, more: bool
) -> list[tuple[int, int]]:
    """The pairs of articles that seem to show most, each of two pages.

    Of many articles the closest pairs may all be the same text twice.
    """
    from tui.corpus.likeness import Likeness

    pages = _pages(articles)
    other = next((place for place, page in enumerate(pages) if page != pages[0]), None)
    if other is not None:
        alike = alike or Likeness(articles)
        versions = pages if len(set(pages)) < len(pages) else None
        if most == 1:
            return alike.closest(1, versions) or [(0, other)]
        return alike.closest(most, versions, _worth) or [(0, other)]
    return [] if more else (alike or Likeness(articles)).closest(most) or [(0, 1)]


def _pages(articles: Sequence[Article]) -> Sequence[int]:
    """Of each article the first one that is a version or another saving of the same page."""
    titles = [one.title for one in articles if one.title]
    files = {place: _bare(one.path) for place, one in enumerate(articles) if one.part is None}
    addresses = sum(bool(one.url or one.version) for one in articles)
    if addresses < 2 and all(len(set(one)) == len(one) for one in (titles, files.values())):
        return range(len(articles))
    # Not needed where no two articles have a headline, a file's name or addresses.
    from tui.corpus.story.events import Groups
    from tui.corpus.story.versions import find_versions

    same = Groups(len(articles))
    for history in find_versions(articles):
        for place in history.places:
            same.join(history.places[0], place)
    named: dict[str, int] = {}
    for place, name in files.items():
        before = named.setdefault(name, place)
        if before != place and _saved_again(articles[before], articles[place]):
            same.join(before, place)
    first = {place: group[0] for group in same.lists() for place in group}
    return [first[place] for place in range(len(articles))]


_ENDINGS = re.compile(r"(?:\.\w{1,5})+$")


_NUMBER = re.compile(r"(?<=[^/])[ _-]?\(\d{1,3}\)$")
"""What browsers put behind the name of a page that is saved once more, or of another page."""


def _bare(path: str) -> str:
    """What two savings of a page have in common in their names."""
    return _NUMBER.sub("", _ENDINGS.sub("", path))


def _saved_again(one: Article, other: Article) -> bool:
    """Whether two pages that have one name have one text too, and no fact tells them apart."""
    from tui.corpus.likeness import shingles

    facts = [(one.date, other.date), (one.url, other.url)]
    if _ENDINGS.sub("", one.path) != _ENDINGS.sub("", other.path):
        facts += [(one.title, other.title), (one.outlet, other.outlet)]
    if any(mine and its and mine != its for mine, its in facts):
        return False
    runs, others = shingles(one), shingles(other)
    return len(runs & others) >= SAVED_AGAIN * min(len(runs), len(others))


def _shown(one: Article, other: Article, align: Align) -> float:
    """How much a pair shows: what both have, and what either has of its own."""
    if len(one.paragraphs) * len(other.paragraphs) > MOST_CELLS:
        return 0.0
    left = right = 0.0
    # A fault in one of the pairs is told where a reader compares it, and keeps no app from opening.
    with contextlib.suppress(Exception):
        summary = align(one, other).summary
        left, right = summary.left_copied, summary.right_copied
    return _worth(left, right)


def _worth(left: float, right: float) -> float:
    """How much two articles show of which either has such a share of the other.

    What is shared weighs more. A little more than all, so that of copies alone those come first
    that are most alike.
    """
    return (left * right) ** 2 * (1.02 - left) * (1.02 - right)
