"""Which articles tell one event: by the names and numbers in them, or by their alignment.

Reports on one event share its people, places and figures even where they share no sentence;
names are the strongest evidence in topic detection and tracking (Kumaran and Allan 2004, Text
classification and named entities for new event detection).
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain
from math import log10, sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import Alike
from tui.corpus.story.names import alike_by_names, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.corpus.settings import EventSettings
    from tui.text.model import Alignment, Article


_FEW = 10
"""Articles up to which names in common are hardly chance."""


_COMMON = 32
"""Groups up to which a name is not common: so many reports may be on one event."""


_TELLING = 64
"""Where there are many groups, a name is common that stands in more than one of so many."""


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
    named = [names_of(article) for article in articles]
    doubtful = _join_the_sure(groups, named, alike, align, settings)
    tried = [0] * len(articles)
    common = _in_many_groups(named, groups)
    for one, other, score, copied in doubtful.likeliest_first():
        if max(tried[one], tried[other]) >= settings.attempts or groups.same(one, other):
            continue
        if not copied and named[one] & named[other] <= common:
            continue
        tried[one] += 1
        tried[other] += 1
        alignment = align(one, other)
        linked = sqrt(alignment.summary.left_share * alignment.summary.right_share)
        if not alignment.formulaic and score + linked >= settings.together:
            groups.join(one, other)
    return groups.lists()


def _join_the_sure(
    groups: Groups,
    named: Sequence[AbstractSet[str]],
    alike: Iterable[Alike],
    align: Callable[[int, int], Alignment],
    settings: EventSettings,
) -> _Doubtful:
    """Join the articles with most names in common; gives the pairs that are in doubt."""
    doubtful = _Doubtful()
    likeness = {(one, other): score for score, one, other in alike}
    few = len(named) <= _FEW
    for score, one, other in _alike_by_names(named, settings):
        if score >= settings.sure:
            # Each report on the stock exchange has the names of the last one.
            if not (few and align(one, other).formulaic):
                groups.join(one, other)
        else:
            doubtful.add(one, other, score, likeness.pop((one, other), 0.0))
    for (one, other), score in likeness.items():
        doubtful.add(one, other, 0.0, score)
    return doubtful


def _in_many_groups(named: Sequence[AbstractSet[str]], groups: Groups) -> AbstractSet[str]:
    """The names that say little, as many events have them: days, capitals, heads of state.

    Counted are groups, so that a story in a thousand papers makes no name common.
    """
    found = groups.lists()
    held = Counter(
        chain.from_iterable(
            named[group[0]] if len(group) == 1 else set[str]().union(*map(named.__getitem__, group))
            for group in found
        )
    )
    most = max(_COMMON, len(found) // _TELLING)
    return {name for name, holders in held.items() if holders > most}


def _alike_by_names(named: Sequence[AbstractSet[str]], settings: EventSettings) -> Iterator[Alike]:
    """The pairs of articles that may tell one event, and how many names they share."""
    possible = settings.possible + settings.tenfold * log10(max(len(named) / _FEW, 1))
    enough = alike_by_names(named, settings.least_names, possible)
    if len(named) > _FEW:
        yield from enough
        return
    certain = {(one, other) for _, one, other in enough}
    for score, one, other in alike_by_names(named, settings.few_names, possible):
        # So few say something only together with what the articles say.
        doubt = (one, other) not in certain
        yield Alike(min(score, settings.sure / 2) if doubt else score, one, other)


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


class _Doubtful:
    """Pairs that may tell one event: of many articles millions, so they are kept as numbers."""

    def __init__(self) -> None:
        self._ones = array("l")
        self._others = array("l")
        self._named = array("d")
        self._scores = array("d")
        self._copied = array("b")

    def add(self, one: int, other: int, named: float, likeness: float) -> None:
        """Take a pair, the earlier one first, how much their names are alike, and their words."""
        self._ones.append(one)
        self._others.append(other)
        self._named.append(named)
        self._scores.append(max(named, likeness))
        self._copied.append(likeness > 0)

    def likeliest_first(self) -> Iterator[tuple[int, int, float, bool]]:
        """The pairs by how likely they are, then by their places.

        Each with its names' score, and whether their words are alike as well.
        """
        order = sorted(range(len(self._ones)), key=self._others.__getitem__)
        order.sort(key=self._ones.__getitem__)
        order.sort(key=self._scores.__getitem__, reverse=True)
        for at in order:
            yield self._ones[at], self._others[at], self._named[at], bool(self._copied[at])
