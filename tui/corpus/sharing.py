"""Who shares how much with whom: every two articles of a set, in both directions.

Of a few articles every two are aligned. Of many, shares are first estimated by the runs of
three words in common (see `tui.corpus.likeness`), counted for a sample of the runs where there
are too many pairs, and only the pairs that have most in common are aligned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from math import sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import Remembered
from tui.corpus.story.events import Groups
from tui.text.alignment.rows import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tui.text.model import Alignment, Article


if TYPE_CHECKING:
    Pair = tuple[int, int]


if TYPE_CHECKING:
    Runs = Sequence[int]


MOST_ALIGNED = 400
"""From how many pairs on not all are aligned. No more than a library remembers, so that a pair
that is looked at afterwards is there already."""


LIKEST_ALIGNED = 200
"""How many pairs are aligned then, those with most in common first: half a second."""


MOST_TOGETHER = 12
"""Articles of a group of which every pair is aligned."""


MOST_COUNTED = 1_500_000
"""How many times a run of words in common may be counted for a pair of articles: a quarter of a
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


_HASHES = 2**64
"""How many values a hash may have, half of them below zero."""


PORTION = 50
"""Articles or pairs after which progress is told."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of an article's words that stand in paragraphs which another one has too.

    From 0 to 1. `copied` is the part of it in paragraphs that are the same or near, rather than
    the same in other words: what is said as "one in the other". `exact` where both were aligned;
    else both are estimated from the runs of words in common.
    """

    share: float
    copied: float
    exact: bool

    @property
    def paraphrased(self) -> float:
        """The part in paragraphs that tell the same in other words."""
        return round(self.share - self.copied, 4)

    @property
    def only_paraphrased(self) -> bool:
        """Whether none of it is copied and some is paraphrased."""
        return self.copied == 0 < self.share

    @property
    def said(self) -> str:
        """The copied part as a percentage; `~` before an estimate, which is never all of it."""
        return percent(self.copied) if self.exact else f"~{percent(min(self.copied, 0.99))}"


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

    @property
    def has_strangers(self) -> bool:
        """Whether some two articles share nothing at all."""
        return len(self.shares) < len(self.articles) * (len(self.articles) - 1)

    @property
    def has_paraphrase_alone(self) -> bool:
        """Whether an article has nothing but paraphrases of another one."""
        return any(share.only_paraphrased for share in self.shares.values())


def sharing(
    articles: Sequence[Article],
    align: Callable[[Article, Article], Alignment],
    runs_of: Callable[[Article], Runs] | None = None,
    together: Iterable[Sequence[int]] = (),
) -> Iterator[Sharing]:
    """Find out how much the articles of a set have of each other.

    Args:
        together: Groups that are looked at, by the articles' places: where they are small, all
            of their pairs are aligned.
        runs_of: The hashes of an article's runs of words, in ascending order; `Library.runs`
            remembers them.

    Yields:
        What is known after each portion of the work, at first without clusters; at last all.
    """
    runs_of = runs_of or Remembered()
    count, pairs, chosen = _sizes(articles)
    inside = _pairs_inside(together)
    steps = count + chosen + len(inside) + 1
    state = Sharing(tuple(articles), (), {}, pairs=pairs, steps=steps)
    runs: list[Runs] = []
    for article in articles:
        runs.append(runs_of(article))
        if len(runs) % PORTION == 0:
            yield replace(state, done=len(runs))
    shares = _estimated(runs)
    closeness = {pair: _mean(shares, *pair) for pair in shares if pair[0] < pair[1]}
    clusters = _clusters(closeness, frozenset(), count)
    state = replace(state, shares=shares, clusters=clusters, done=count + 1)
    yield state
    likest = _likest(closeness)[:chosen] if chosen < pairs else combinations(range(count), 2)
    yield from _aligned(state, dict.fromkeys([*likest, *inside]), closeness, align)


def _aligned(
    state: Sharing,
    ranked: Iterable[Pair],
    closeness: dict[Pair, float],
    align: Callable[[Article, Article], Alignment],
) -> Iterator[Sharing]:
    """The same with some pairs aligned, one after the other; at last with the clusters of all."""
    articles, count = state.articles, len(state.articles)
    shares = dict(state.shares)
    aligned: set[Pair] = set()
    for done, (one, other) in enumerate(ranked, 1):
        shares |= _exact((one, other), align(articles[one], articles[other]))
        closeness[one, other] = _mean(shares, one, other)
        aligned.add((one, other))
        if done % PORTION == 0:
            yield replace(state, shares=dict(shares), aligned=done, done=count + done)
        state = replace(state, aligned=done)
    sharing_some = {pair: share for pair, share in shares.items() if share.share}
    clusters = _clusters(closeness, aligned, count)
    yield replace(state, shares=sharing_some, clusters=clusters, done=state.steps)


def _pairs_inside(groups: Iterable[Sequence[int]]) -> list[Pair]:
    """The pairs inside the small ones of some groups, no more than a library remembers."""
    small = (sorted(group) for group in groups if len(group) <= MOST_TOGETHER)
    return [pair for group in small for pair in combinations(group, 2)][:MOST_ALIGNED]


def _sizes(articles: Sequence[Article]) -> tuple[int, int, int]:
    """How many articles and pairs there are, and how many of the pairs are to be aligned."""
    count = len(articles)
    pairs = count * (count - 1) // 2
    chosen = pairs if pairs <= MOST_ALIGNED else min(MOST_ALIGNED, LIKEST_ALIGNED)
    return count, pairs, chosen


def _exact(pair: Pair, alignment: Alignment) -> dict[Pair, Share]:
    """The shares of an aligned pair, in both directions."""
    summary = alignment.summary
    return {
        pair: Share(summary.left_share, summary.left_copied, True),
        (pair[1], pair[0]): Share(summary.right_share, summary.right_copied, True),
    }


def estimated_shares(
    articles: Iterable[Article], other: Article, runs_of: Callable[[Article], Runs]
) -> Iterator[Share]:
    """The share of each article's runs of words that another one has.

    Args:
        runs_of: The hashes of an article's runs of words, in ascending order.

    Yields:
        The shares, 0 where they are too small to say anything.
    """
    own = frozenset(runs_of(other))
    for article in articles:
        runs = runs_of(article)
        share = round(len(own.intersection(runs)) / max(len(runs), 1), 4)
        share = share if share >= LEAST_ESTIMATE else 0.0
        yield Share(share, share, False)


def _likest(closeness: Mapping[Pair, float]) -> list[Pair]:
    return sorted(closeness, key=lambda pair: (-closeness[pair], pair))


def _mean(shares: Mapping[Pair, Share], one: int, other: int) -> float:
    """How much of two articles is copy of one another: the geometric mean of both directions."""
    return sqrt(shares[one, other].copied * shares[other, one].copied)


def _estimated(runs: Sequence[Runs]) -> dict[Pair, Share]:
    """The share of each article's runs of words that each other one has.

    Args:
        runs: The hashes of each article's runs, in ascending order.
    """
    holders: dict[int, list[int]] = {}
    # Of hashes, those below a bound are as good a sample as any.
    part = min(1.0, MOST_RUNS / max(sum(map(len, runs)), 1))
    bound = int((part - 0.5) * _HASHES)
    for place, hashes in enumerate(runs):
        for run in hashes if part == 1 else hashes[: bisect_left(hashes, bound)]:
            holders.setdefault(run, []).append(place)
    sizes = [0] * len(runs)
    counted: list[list[int]] = []
    left = MOST_COUNTED
    for run in sorted(holders):
        places = holders[run]
        left -= len(places) * (len(places) - 1) // 2
        if left < 0 and counted:
            break
        for place in places:
            sizes[place] += 1
        counted.append(places)
    counts = Counter(chain.from_iterable(combinations(places, 2) for places in counted))
    shares: dict[Pair, Share] = {}
    for (one, other), common in counts.items():
        # One run of a sample in common is chance.
        if common > (part < 1):
            there, back = common / sizes[one], common / sizes[other]
            if there >= LEAST_ESTIMATE or back >= LEAST_ESTIMATE:
                shares[one, other] = Share(round(there, 4), round(there, 4), False)
                shares[other, one] = Share(round(back, 4), round(back, 4), False)
    return shares


def _clusters(
    closeness: Mapping[Pair, float], aligned: Collection[Pair], count: int
) -> tuple[tuple[int, ...], ...]:
    """The places by cluster: two articles that share enough are in one, and so are their kin.

    Args:
        closeness: How much of two articles, the earlier one first, is copy of one another.
        aligned: Of which of these pairs that is known exactly.
    """
    groups = Groups(count)
    kin: dict[int, dict[int, float]] = {place: {} for place in range(count)}
    for pair, close in closeness.items():
        one, other = pair
        kin[one][other] = kin[other][one] = close
        if close >= (JOINED if pair in aligned else JOINED_ESTIMATE):
            groups.join(one, other)
    ordered = sorted(groups.lists(), key=lambda places: (-len(places), places))
    return tuple(_neighbours(places, kin) for places in ordered)


def _neighbours(places: Sequence[int], kin: Mapping[int, Mapping[int, float]]) -> tuple[int, ...]:
    """The places of a cluster, each beside the one before that it has most in common with."""
    if len(places) < 3:
        return tuple(places)
    # Where there are very many, it does not matter which one stands first.
    weighed = places if len(places) <= PORTION else ()
    sums = {one: sum(kin[one].get(other, 0.0) for other in weighed) for one in places}
    now = max(places, key=lambda place: (sums[place], -place))
    rest = set(places) - {now}
    standing = [now]
    while rest:
        near = kin[now]
        now = min(rest, key=lambda other: (-near.get(other, 0.0), other))
        rest.discard(now)
        standing.append(now)
    return tuple(standing)
