"""The pairs that SQL proposes in an index, once more without a database, by the same rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.index.pairs import ROUNDS, common_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.index.pairs import DatedRuns, PairRules


class Proposed(NamedTuple):
    """Two articles by their places in the order of days, and what they share.

    The shares are of each one's runs that are no background.
    """

    one: int
    other: int
    shared: int
    one_share: float
    other_share: float


def proposed_pairs(articles: Sequence[DatedRuns], rules: PairRules) -> list[Proposed]:
    """The pairs that share copy; `within` and `outlets` aside.

    Args:
        articles: In the order of their days, those without one last.
    """
    days: list[object] = [article.day for article in articles]
    found = proposed(articles, days, rules)
    if days.count(None) > rules.few:
        alike: list[list[int]] = [[] for _ in articles]
        for pair in found:
            if max(pair.one_share, pair.other_share) >= rules.story:
                alike[pair.one].append(pair.other)
                alike[pair.other].append(pair.one)
        told = {place: place for place, day in enumerate(days) if day is None}
        for _ in range(ROUNDS):
            told = {
                place: min([story, *(told[other] for other in alike[place] if other in told)])
                for place, story in told.items()
            }
        days = [told.get(place, day) for place, day in enumerate(days)]
        found = proposed(articles, days, rules)
    return found


def proposed(
    articles: Sequence[DatedRuns], days: Sequence[object], rules: PairRules
) -> list[Proposed]:
    common = common_runs(articles, days, rules)
    sizes = [
        max(len(article.runs) - background, rules.least)
        for article, background in zip(articles, common.background, strict=True)
    ]
    pairs = (
        Proposed(one, other, shared, min(1.0, shared / sizes[one]), min(1.0, shared / sizes[other]))
        for (one, other), shared in common.counts.items()
        if shared >= rules.least
    )
    enough = sorted(pair for pair in pairs if max(pair.one_share, pair.other_share) >= rules.share)
    later, earlier = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for pair in enough:
        later[pair.one].append(pair.other)
        earlier[pair.other].append(pair.one)
    return [
        pair
        for pair in enough
        if pair.other in sorted(later[pair.one])[: rules.window]
        and pair.one in sorted(earlier[pair.other])[-rules.window :]
    ]
