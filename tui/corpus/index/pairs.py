"""Which runs of words count as evidence of copy, and how many any two articles share.

Runs that two articles share are evidence of copy unless they are background: fixed phrases, an
outlet's own line, what an agency adds to every story on a subject. News is bursty, so that a run
counts which stands on few different days, however many papers print it; without dates, one that
stands in few articles. Each holder of a run is paired with the next ones by date, not with all,
so that a story in a thousand papers makes pairs by the thousand and not by the million. (Runs of
words instead of MinHash: docs/reach.md.)

The SQL for indexes, which need not fit into memory, is in `tui.corpus.index.engine`; a test holds
it to the counts that are made here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class PairRules:
    """Which runs count, and which pairs.

    Attributes:
        days: On how many days a run may stand and still be news.
        undated: In how many articles without a date it may, as long as stories are not told.
        story: The least of the larger share, of all runs, by which undated articles are one story.
        both: The least of the smaller share by which they surely are; of an article that is so
            near to no other, only the one that has most of it is of its story.
        few: In so few articles it counts whatever the days.
        own: On so many days in one outlet alone it is a line of that outlet's own.
        window: With how many later holders of a run each holder is paired.
        least: The fewest runs that a pair has in common.
        share: The least of the larger share.
        left: Of so much of an article's runs, at the least, shares are told: where nearly all of
            it is background, the few that are left are no evidence.
        within: The most days between the two; None for any.
        outlets: Whether the two must be of different outlets.
    """

    days: int = 7
    undated: int = 50
    story: float = 0.5
    both: float = 0.25
    few: int = 2
    own: int = 3
    window: int = 32
    least: int = 4
    share: float = 0.05
    left: float = 0.25
    within: int | None = None
    outlets: bool = False

    def of_stories(self) -> PairRules:
        """The rules by which undated articles are one story, before background is known.

        Papers share it with themselves most of all, so that two articles of one tell nothing.
        """
        none = 1 << 30
        own = replace(self, days=none, undated=none, own=none, within=None, outlets=True)
        return replace(own, share=self.story, left=1.0)


ROUNDS = 6
"""How often the number of a story is handed on from article to article."""


class DatedRuns(NamedTuple):
    """The runs of an article, each once, the day it is of, if that is known, and its outlet."""

    runs: Collection[int]
    day: str | None = None
    outlet: str | None = None


class CommonRuns(NamedTuple):
    """How many runs that count any two articles have in common, the earlier one first.

    `background` is how many of each article's runs don't count. Articles are known by their
    places in the order in which they were given.
    """

    counts: dict[tuple[int, int], int]
    background: list[int]


def common_runs(
    articles: Sequence[DatedRuns], days: Sequence[object], rules: PairRules
) -> CommonRuns:
    """Count the runs that articles have in common.

    Args:
        days: What counts as the day of each, such as the number of its story where an article
            has none; None where nothing does.
    """
    background = [0] * len(articles)
    if len(articles) <= min(rules.few, rules.window + 1):
        # Then all runs count; the same counts, at a quarter of the time.
        held = [frozenset(article.runs) for article in articles]
        pairs = combinations(range(len(articles)), 2)
        shared = ((pair, len(held[pair[0]] & held[pair[1]])) for pair in pairs)
        return CommonRuns({pair: number for pair, number in shared if number}, background)
    order = sorted(range(len(articles)), key=lambda place: _when(articles[place]))
    # Copies of a text share most of their runs: who holds the same ones is looked at once. What
    # is left is counted by the interpreter itself, which is twice as quick.
    single: list[tuple[int, ...]] = []
    counts: Counter[tuple[int, int]] = Counter()
    for holders, number in _holders(articles, order).items():
        if not _is_news(holders, articles, days, rules):
            for place in holders:
                background[place] += number
        elif number == 1:
            single.append(holders)
        else:
            for pair in _near(holders, rules.window):
                counts[pair] += number
    counts.update(chain.from_iterable(_near(holders, rules.window) for holders in single))
    # In place, as there may be millions of pairs.
    for one, other in [pair for pair in counts if pair[0] > pair[1]]:
        counts[other, one] = counts.pop((one, other))
    return CommonRuns(counts, background)


def _when(article: DatedRuns) -> tuple[bool, str]:
    return article.day is None, article.day or ""


_MOST_AT_ONCE = 1_000_000
"""Runs among which those that several articles have are looked for at once: each takes a hundred
bytes until that is known, which for tens of thousands of articles would be gigabytes."""


_AT_HAND, _OF_EACH = 100_000, 50
"""Runs that a processor has at hand: among so few they are looked for a quarter quicker, unless
these are so few of each article that taking them apart takes as long."""


def _holders(articles: Sequence[DatedRuns], order: Sequence[int]) -> Counter[tuple[int, ...]]:
    """Who holds the same runs, of those that two articles or more have, and how many these are."""
    found: Counter[tuple[int, ...]] = Counter()
    for some in _by_value([one.runs for one in articles]):
        first: dict[int, int] = {}
        holders: dict[int, list[int]] = {}
        for place in order:
            runs = some(place)
            shared = runs & first.keys()
            for run in shared:
                places = holders.get(run)
                if places is None:
                    holders[run] = [first[run], place]
                else:
                    places.append(place)
            first.update(dict.fromkeys(runs - shared, place))
        found.update(map(tuple, holders.values()))
    return found


def _by_value(
    runs: Sequence[Collection[int]],
) -> Iterator[Callable[[int], frozenset[int]]]:
    """What gives the runs of each article, of many a range of their values after the other.

    Only of arrays, which are in ascending order, can a range be taken quickly.
    """
    sorted_ = [one for one in runs if isinstance(one, array)]
    total = sum(map(len, sorted_))
    quick = total // max(_AT_HAND, _OF_EACH * len(runs))
    count = 1 + max(total // _MOST_AT_ONCE, quick)
    if count == 1 or len(sorted_) < len(runs):
        yield lambda place: frozenset(runs[place])
        return
    begun = [0] * len(sorted_)
    for number in range(1, count + 1):
        # Hashes are spread over all numbers of 64 bits.
        above = (number << 64) // count - (1 << 63)

        def between(place: int, above: int = above) -> frozenset[int]:
            own, start = sorted_[place], begun[place]
            begun[place] = end = bisect_left(own, above, start)
            return frozenset(own[start:end])

        yield between


def _is_news(
    holders: Sequence[int], articles: Sequence[DatedRuns], days: Sequence[object], rules: PairRules
) -> bool:
    """Whether a run with these holders is evidence of copy."""
    if len(holders) <= rules.few:
        return True
    own = [days[place] for place in holders]
    undated = own.count(None)
    dated = len({*own} - {None})
    if dated > rules.days or undated > rules.undated:
        return False
    outlets = {articles[place].outlet for place in holders}
    own_line = len(outlets) == 1 and None not in outlets and dated + undated >= rules.own
    return not own_line


def _near(places: Sequence[int], window: int) -> Iterator[tuple[int, int]]:
    """The pairs of places of which `window` at most stand from the one to the other."""
    if len(places) <= window:
        return combinations(places, 2)
    steps = range(1, 1 + window)
    return chain.from_iterable(zip(places, places[step:], strict=False) for step in steps)
