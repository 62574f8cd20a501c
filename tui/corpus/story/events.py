"""Which articles tell one event: by the names and numbers in them, or by their alignment.

Reports on one event share its people, places and figures even where they share no sentence;
names are the strongest evidence in topic detection and tracking (Kumaran and Allan 2004, Text
classification and named entities for new event detection).
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from math import sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.corpus.likeness import Alike
    from tui.corpus.settings import EventSettings
    from tui.text.model import Alignment, Article


_WORD = re.compile(r"\w+")


_SHORTEST = 2


def find_events(
    articles: Sequence[Article],
    alike: Iterable[Alike],
    align: Callable[[int, int], Alignment],
    settings: EventSettings,
) -> list[list[int]]:
    """Group articles by the event they tell.

    Args:
        alike: The pairs that are alike enough to be looked at.
        align: Aligns two of them, by their places.

    Returns:
        The groups as places in the order given, each article in exactly one; the groups by
        their first articles.
    """
    groups = Groups(len(articles))
    named: dict[tuple[int, int], float] = {}
    for score, one, other in _name_scores(articles, settings):
        if score >= settings.sure:
            groups.join(one, other)
        else:
            named[one, other] = score
    doubtful = dict(named)
    for score, one, other in alike:
        doubtful[one, other] = max(score, doubtful.get((one, other), 0.0))
    tried = [0] * len(articles)
    for one, other in sorted(doubtful, key=lambda pair: (-doubtful[pair], pair)):
        if groups.same(one, other) or max(tried[one], tried[other]) >= settings.attempts:
            continue
        tried[one] += 1
        tried[other] += 1
        summary = align(one, other).summary
        linked = sqrt(summary.left_share * summary.right_share)
        if named.get((one, other), 0.0) + linked >= settings.together:
            groups.join(one, other)
    return groups.lists()


class Groups:
    """Places sorted into groups; each is in its own until it is joined with another."""

    def __init__(self, size: int) -> None:
        """Make a group for each place."""
        self._first = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two places."""
        first, second = sorted((self._find(one), self._find(other)))
        self._first[second] = first

    def same(self, one: int, other: int) -> bool:
        """Whether two places are in one group."""
        return self._find(one) == self._find(other)

    def lists(self) -> list[list[int]]:
        """The groups, each sorted, by their first places."""
        members: dict[int, list[int]] = {}
        for place in range(len(self._first)):
            members.setdefault(self._find(place), []).append(place)
        return list(members.values())

    def _find(self, place: int) -> int:
        while self._first[place] != place:
            self._first[place] = place = self._first[self._first[place]]
        return place


def names_of(article: Article) -> set[str]:
    """The names and numbers in an article's linkable paragraphs, in small letters.

    Returns:
        The words that begin with a capital or a digit and that the article never writes in
        small letters. Of words in scripts without capitals all are taken; where no space
        stands between words either, every two neighbouring characters.
    """
    names: set[str] = set()
    common: set[str] = set()
    for paragraph in article.paragraphs:
        if not paragraph.linkable:
            continue
        for word in _WORD.findall(paragraph.text):
            if word[0].islower():
                common.add(word)
            elif word[0].isupper() or word[0].isdigit():
                names.add(word.casefold())
            else:
                names.update(_parts(word))
    return {name for name in names - common if len(name) >= _SHORTEST}


def _parts(word: str) -> Iterable[str]:
    """A word without case as it is, or pairs of characters where these are not spaced."""
    characters = plain_words(word)
    if len(characters) < _SHORTEST:
        return (word,)
    return map("".join, pairwise(characters))


def _name_scores(
    articles: Sequence[Article], settings: EventSettings
) -> Iterable[tuple[float, int, int]]:
    """The pairs of articles that may tell one event, and how many names they share."""
    bits: dict[str, int] = {}
    masks: list[int] = []
    for article in articles:
        mask = 0
        # Sorted, so that the same articles give the same masks in every process.
        for name in sorted(names_of(article)):
            mask |= 1 << bits.setdefault(name, len(bits))
        masks.append(mask)
    sizes = [mask.bit_count() for mask in masks]
    for one, other in combinations(range(len(articles)), 2):
        # One operation on whole sets of names: 125,000 pairs take a tenth of a second.
        shared = (masks[one] & masks[other]).bit_count()
        if shared >= settings.least_names:
            score = shared / sqrt(sizes[one] * sizes[other])
            if score >= settings.possible:
                yield score, one, other
