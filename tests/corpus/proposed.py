"""The pairs that SQL proposes in an index, once more without a database, by the same rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.index.pairs import ROUNDS, common_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    undated = [place for place, day in enumerate(days) if day is None]
    if len(undated) > rules.few:
        alone = [articles[place] for place in undated]
        alike: list[list[int]] = [[] for _ in undated]
        for one, other in _of_one_story(alone, rules):
            alike[one].append(other)
            alike[other].append(one)
        told = list(range(len(undated)))
        for _ in range(ROUNDS):
            told = [min(told[at] for at in (own, *alike[own])) for own in range(len(undated))]
        for place, story in zip(undated, told, strict=True):
            days[place] = story
    return proposed(articles, days, rules)


def _of_one_story(articles: Sequence[DatedRuns], rules: PairRules) -> Iterator[tuple[int, int]]:
    near: list[list[tuple[bool, float, int]]] = [[] for _ in articles]
    for pair in proposed(articles, [None] * len(articles), rules.of_stories()):
        if None in (outlets := [articles[at].outlet for at in pair[:2]]) or len({*outlets}) > 1:
            mutual = min(pair.one_share, pair.other_share) >= rules.both
            near[pair.one].append((mutual, pair.one_share, -pair.other))
            near[pair.other].append((mutual, pair.other_share, -pair.one))
    for place, others in enumerate(near):
        for mutual, share, other in sorted(others, reverse=True):
            if mutual or ((mutual, share, other) == max(others) and share >= rules.story):
                yield place, -other


def proposed(
    articles: Sequence[DatedRuns], days: Sequence[object], rules: PairRules
) -> list[Proposed]:
    common = common_runs(articles, days, rules)
    sizes = [
        max(len(article.runs) - background, len(article.runs) * rules.left, rules.least)
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
