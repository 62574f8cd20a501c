"""Who shares how much with whom: every two articles of a set, in both directions.

Of a few articles every two are aligned. Of many, shares are first estimated by the runs of
three words in common (see `tui.corpus.likeness`), counted for a sample of the runs where there
are too many pairs, and only the pairs that have most in common are aligned.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui.corpus.likeness import Shingles
    from tui.text.alignment import Alignment
    from tui.text.article import Article

    Counts = dict[tuple[int, int], int]

MOST_ALIGNED = 400
"""How many pairs are aligned, those with most in common first. No more than a library
remembers, so that a pair that is looked at afterwards is there already."""

MOST_COUNTED = 1_500_000
"""How many times a run of words in common may be counted for a pair of articles: half a
second. Where there are more, only as many runs are taken."""

MOST_RUNS = 120_000
"""How many runs are looked at in all; of more, a sample."""

LEAST_ESTIMATE = 0.02
"""An estimated share below this says nothing: reports in one language have that much in common."""

JOINED = 0.25
"""From which share of copied text on two articles stand in one cluster; the geometric mean of
both directions, so that a digest that has a little of everything does not join all."""

JOINED_ESTIMATE = 0.1
"""The same of an estimated share: rewording leaves few runs of three words in common."""

PORTION = 50
"""Articles or pairs after which progress is told."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of an article's words that stand in paragraphs which another one has too.

    From 0 to 1. `copied` is the part of it in paragraphs that are copies of each other, rather
    than the same in other words. `exact` where both were aligned; else both are estimated from
    the runs of words in common.
    """

    share: float
    copied: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is known so far of what the articles of a set have of each other.

    Attributes:
        articles: The articles.
        clusters: Their places, each in one cluster; those that share most stand together, the
            biggest cluster first, articles on their own last.
        shares: By two places the share of the first one's words that stand in the second;
            pairs that share nothing are left out.
        aligned: How many pairs were aligned, and `pairs` how many there are.
        done: How many steps of the work are done, and `steps` how many there are.
    """

    articles: tuple[Article, ...]
    clusters: tuple[tuple[int, ...], ...] = ()
    shares: Mapping[tuple[int, int], Share] = field(default_factory=dict)
    aligned: int = 0
    pairs: int = 0
    done: int = 0
    steps: int = 1

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be done."""
        return self.done >= self.steps


def sharing(
    articles: Sequence[Article],
    align: Callable[[Article, Article], Alignment],
) -> Iterator[Sharing]:
    """Find out how much the articles of a set have of each other.

    Args:
        articles: The articles, none twice.
        align: Aligns two of them; `Library.align` remembers the alignments.

    Yields:
        What is known after each portion of the work; the last one is complete. The first ones
        have no clusters yet.
    """
    count = len(articles)
    pairs = count * (count - 1) // 2
    chosen = min(pairs, MOST_ALIGNED)
    state = Sharing(tuple(articles), (), {}, pairs=pairs, steps=count + chosen + 1)
    runs: list[Shingles] = []
    for article in articles:
        runs.append(shingles(article))
        if len(runs) % PORTION == 0:
            yield replace(state, done=len(runs))
    shares = _estimated(runs)
    state = replace(state, shares=shares, clusters=_clusters(shares, count), done=count + 1)
    yield state
    ranked = combinations(range(count), 2) if chosen == pairs else _likest(shares)[:chosen]
    shares = dict(shares)
    for done, (one, other) in enumerate(ranked, 1):
        summary = align(articles[one], articles[other]).summary
        shares[one, other] = Share(summary.left_share, summary.left_copied, True)
        shares[other, one] = Share(summary.right_share, summary.right_copied, True)
        if done % PORTION == 0:
            yield replace(state, shares=dict(shares), aligned=done, done=count + done)
        state = replace(state, aligned=done)
    found = {pair: share for pair, share in shares.items() if share.share}
    clusters = _clusters(found, count)
    yield replace(state, shares=found, clusters=clusters, done=state.steps)


def _likest(shares: Mapping[tuple[int, int], Share]) -> list[tuple[int, int]]:
    pairs = [pair for pair in shares if pair[0] < pair[1]]
    return sorted(pairs, key=lambda pair: (-_mean(shares, *pair), pair))


def _mean(shares: Mapping[tuple[int, int], Share], one: int, other: int) -> float:
    """How much of two articles is copy of one another: the geometric mean of both directions."""
    there, back = shares.get((one, other)), shares.get((other, one))
    return 0.0 if there is None or back is None else sqrt(there.copied * back.copied)


def _estimated(runs: Sequence[Shingles]) -> dict[tuple[int, int], Share]:
    """The share of each article's runs of words that each other one has."""
    holders: dict[int, list[int]] = {}
    # The runs are hashes: one in so many is as good a sample as any.
    every = sum(map(len, runs)) // MOST_RUNS + 1
    for place, found in enumerate(runs):
        for run in found if every == 1 else [run for run in found if run % every == 0]:
            holders.setdefault(run, []).append(place)
    sizes = [0] * len(runs)
    counts: Counts = {}
    left = MOST_COUNTED
    for run in sorted(holders):
        places = holders[run]
        left -= len(places) * (len(places) - 1) // 2
        if left < 0 and counts:
            break
        for place in places:
            sizes[place] += 1
        for pair in combinations(places, 2):
            counts[pair] = counts.get(pair, 0) + 1
    shares: dict[tuple[int, int], Share] = {}
    for (one, other), common in counts.items():
        there, back = common / max(sizes[one], 1), common / max(sizes[other], 1)
        # One run of a sample in common is chance.
        if common > (every > 1) and max(there, back) >= LEAST_ESTIMATE:
            shares[one, other], shares[other, one] = (
                Share(there, there, False),
                Share(back, back, False),
            )
    return shares


def _away(shares: Mapping[tuple[int, int], Share], one: int, other: int) -> tuple[float, int]:
    return -_mean(shares, one, other), other


def _clusters(shares: Mapping[tuple[int, int], Share], count: int) -> tuple[tuple[int, ...], ...]:
    """The places by cluster: two articles that share enough are in one, and so are their kin."""
    head = list(range(count))

    def first(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for (one, other), share in shares.items():
        enough = JOINED if share.exact else JOINED_ESTIMATE
        if one < other and _mean(shares, one, other) >= enough:
            low, high = sorted((first(one), first(other)))
            head[high] = low
    found: dict[int, list[int]] = {}
    for place in range(count):
        found.setdefault(first(place), []).append(place)
    ordered = sorted(found.values(), key=lambda places: (-len(places), places))
    return tuple(_neighbours(places, shares) for places in ordered)


def _neighbours(places: Sequence[int], shares: Mapping[tuple[int, int], Share]) -> tuple[int, ...]:
    """The places of a cluster, each beside the one before that it has most in common with."""
    if len(places) < 3:
        return tuple(places)
    # Where there are very many, it does not matter which one stands first.
    weighed = places if len(places) <= PORTION else ()
    sums = {one: sum(_mean(shares, one, other) for other in weighed) for one in places}
    now = max(places, key=lambda place: (sums[place], -place))
    rest = set(places) - {now}
    chain = [now]
    while rest:
        now = min(rest, key=partial(_away, shares, now))
        rest.discard(now)
        chain.append(now)
    return tuple(chain)
