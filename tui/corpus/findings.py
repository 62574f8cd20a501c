"""All that is found out about a set of articles, for whoever reports on it.

What takes memory for every pair, the alignments and who has which paragraph, is found when it
is asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from tui.corpus.coverage import MOST_COMPARED, coverage
from tui.corpus.files import short_names
from tui.corpus.likeness import shingles
from tui.corpus.sharing import sharing
from tui.corpus.story.story import find_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.corpus.coverage import Align, Coverage
    from tui.corpus.settings import Settings
    from tui.corpus.sharing import Share, Sharing
    from tui.corpus.story.story import Story
    from tui.text.model import Alignment, Article


MOST_HELD = 1500
"""How many times an article is looked for in another, over all articles: twenty seconds."""


LEAST_HELD = 6
"""In how many others each is looked for in any case, the likest first."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about a set of articles, which are known by their places in it.

    Attributes:
        articles: The articles.
        names: A short inert name for each.
        stories: The stories they tell.
        sharing: How much they have of each other.
        config: The configuration.
        align: Aligns two of them.
        as_given: Whether a pair stands in the order in which its articles were given; else the
            likely source of a story stands on the left.
    """

    articles: tuple[Article, ...]
    names: tuple[str, ...]
    stories: tuple[Story, ...]
    sharing: Sharing
    config: Settings
    align: Align
    as_given: bool = False

    @property
    def pair_count(self) -> int:
        """How many pairs there are."""
        return len(self.articles) * (len(self.articles) - 1) // 2

    @property
    def sharing_pairs(self) -> set[tuple[int, int]]:
        """The pairs that have something of each other, by places, the lower one first."""
        return {(min(pair), max(pair)) for pair in self.sharing.shares}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every two places, those that share most first; the likely source on the left."""
        shares = self.sharing.shares

        def weight(pair: tuple[int, int]) -> tuple[float, tuple[int, int]]:
            both = (shares.get(pair), shares.get((pair[1], pair[0])))
            return -max(share.copied + share.share for share in both if share), pair

        sharing_some = self.sharing_pairs
        rest = (
            pair for pair in combinations(range(len(self.articles)), 2) if pair not in sharing_some
        )
        for one, other in chain(sorted(sharing_some, key=weight), rest):
            yield self.oriented(one, other)

    def oriented(self, one: int, other: int) -> tuple[int, int]:
        """Two places, the likely source of a story first, else the earlier one."""
        first, last = min(one, other), max(one, other)
        if self.as_given:
            return first, last
        path = self.articles[last].path
        turned = any(story.source == path for story in self.stories)
        return (last, first) if turned else (first, last)

    def share(self, one: int, other: int) -> Share | None:
        """How much of one article stands in another; None where nothing does."""
        return self.sharing.shares.get((one, other))

    def alignment(self, one: int, other: int) -> Alignment:
        """Two articles aligned, the first one on the left."""
        return self.align(self.articles[one], self.articles[other])

    def coverage(self, place: int) -> Coverage:
        """Who else has what of an article; of very many others, the likest are looked into."""
        most = max(min(MOST_HELD // len(self.articles), MOST_COMPARED), LEAST_HELD)
        shares = ((self.share(place, other), other) for other in range(len(self.articles)))
        alike = sorted((-share.share, other) for share, other in shares if share is not None)
        likest = [self.articles[other] for _, other in alike]
        return coverage(self.articles[place], likest, self.align, self.config.story, most)


def find_out(
    articles: Sequence[Article],
    align: Align,
    config: Settings,
    progress: Callable[[int, int], None] | None = None,
    *,
    compare: Align | None = None,
) -> Findings:
    """Find out whose copy the articles are, and how much they have of each other.

    Args:
        articles: The articles, none twice.
        align: Aligns two of them; `Library.align` remembers the alignments.
        progress: Is told how many steps are done, and of how many.
        compare: Aligns two that are to be shown side by side, in the order in which they are
            given; whose copy they are is found out without it.
    """
    count = len(articles)

    def told(done: int, _: int) -> None:
        if progress is not None:
            progress(done, 2 * count)

    stories = find_stories(articles, align, config, told)
    shares = None
    for shares in sharing(articles, compare or align, _runs):
        told(count + count * shares.done // shares.steps, 0)
    assert shares is not None  # noqa: S101
    names = tuple(short_names([article.path for article in articles]))
    as_given, align = compare is not None, compare or align
    return Findings(tuple(articles), names, stories, shares, config, align, as_given)


def _runs(article: Article) -> list[int]:
    """The hashes of an article's runs of words, the same in every process.

    Of many articles a sample is compared, and the sample decides what a report says.
    """
    return sorted(shingles(article, _hash))


def _hash(words: tuple[bytes, ...]) -> int:
    digest = hashlib.blake2b(b"\0".join(words), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
