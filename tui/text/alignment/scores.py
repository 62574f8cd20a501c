"""How well each paragraph of one article answers to each of another.

The score rests on shared stems, weighed by how rare they are within the pair, and on
*explaining away*: a stem that stands in many paragraphs supports the pairs of paragraphs that
are alike anyway and leaves the others alone. So the words of the topic, which both articles
use throughout, don't link everything with everything.

The measurements behind it are in docs/method.md. Related ideas: inverse document frequency
(Spärck Jones 1972) within the pair, and the competition of candidates for each word in IBM
model 1 (Brown et al. 1993).

`Scored` holds the result for those who choose links. They think of it as a table: a *cell* is a
pair of paragraphs, a *line* is one of them, rows counting from 0 up and columns from -1 down, so
that what is known of both can stand in one dictionary.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain
from math import log, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.text.fields import Ratio, Some, Worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet


PlacePair = tuple[int, int]
"""A pair of paragraphs: the places of the left and of the right one."""


Scores = list[dict[int, float]]
"""For each left paragraph the scores of the right ones that it shares a word with, by index."""


LEAST_HEARD = 0.5
"""The share of `least_words`' weight that has to be heard of a paragraph, on average, to tell it
from others."""


_ONE_EACH = 2
"""Paragraphs of a stem that both sides have, each in one."""


LONGEST_RUN = 4
"""Words in a run, where single ones don't tell paragraphs apart."""


class Affinity(NamedTuple):
    """How well paragraphs answer to each other.

    Attributes:
        scores: Their scores.
        unheard: The left and the right paragraphs of which so few words were heard, as
            `most_votes` allows no more, that their counterparts may not have been found.
        alone: The stems that stand in one paragraph of either side, and in which.
    """

    scores: Scores
    unheard: tuple[frozenset[int], frozenset[int]]
    alone: dict[str, PlacePair]


class AffinitySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How words vote for pairs of paragraphs.

    `sharpness` is the power to which a pair's first score is raised when it competes for a
    word. `least_words` and `greatest_ratio` bound the weight of words by which votes are
    divided: a short paragraph counts as if it had at least so many words that each stand in
    one paragraph of either side, and the longer one as at most so many times the shorter, so
    that one that was merged into a long one is still found.
    Words are heard from the rarest on until `most_votes` pairs of paragraphs have a vote, which
    bounds time and memory on long articles; short ones don't come near it.
    """

    sharpness: Worth
    least_words: Worth
    greatest_ratio: Ratio
    most_votes: Some


_NO_VOTES: Iterator[float] = iter(())


class _Shared:
    """A stem that both sides have, more than once on either: its weight and its paragraphs.

    `values` are how good the pairs of these paragraphs are, row by row, `votes` what the stem
    gives them, in the same order.
    """

    __slots__ = ("columns", "rows", "values", "votes", "weight")

    def __init__(self, weight: float, rows: list[int], columns: list[int]) -> None:
        self.weight = weight
        self.rows = rows
        self.columns = columns
        self.values: list[float] = []
        self.votes = _NO_VOTES


class _Heard(NamedTuple):
    """What both sides have and is heard.

    Most stems stand in one paragraph of either side, and give that pair all of their weight, which
    is the same for all of them: they are only counted, by their cells. `shared` are the others.
    """

    lone: Mapping[PlacePair, int]
    weight: float
    shared: list[_Shared]

    @property
    def total(self) -> float:
        """The weight that is heard of the paragraphs of both sides."""
        shared = sum(stem.weight * (len(stem.rows) + len(stem.columns)) for stem in self.shared)
        return shared + 2 * self.weight * sum(self.lone.values())


class _Row:
    """What a left paragraph shares with right ones.

    `lone` are the right paragraphs with which it has stems that no other one has, and how many;
    `shared` are the other stems, and `cells` the right paragraphs with any.
    """

    __slots__ = ("cells", "lone", "shared")

    def __init__(self) -> None:
        self.lone: list[tuple[int, int]] = []
        self.shared: list[_Shared] = []
        self.cells: list[int] = []

    def find_cells(self) -> None:
        """Set `cells` from the others."""
        columns = {column for column, _ in self.lone}
        self.cells = sorted(columns.union(*[stem.columns for stem in self.shared]))


def weights(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
) -> dict[str, float]:
    """The weight of each stem: the log of how rare it is among the paragraphs of both sides.

    Taken are the distinct stems of each paragraph of either side.
    """
    return _weights(Counter(chain.from_iterable((*left, *right))), len(left) + len(right))


def _weights(frequency: Mapping[str, int], paragraphs: int) -> dict[str, float]:
    by_count = {count: log((paragraphs + 1) / count) for count in set(frequency.values())}
    return dict(zip(frequency, map(by_count.__getitem__, frequency.values()), strict=True))


def affinity(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    settings: AffinitySettings,
    least: float = 0.0,
) -> Affinity:
    """Score the pairs of paragraphs that share a word.

    Time and memory grow with the number of pairs that share a word of middling rarity, never
    with the number of all pairs.

    Args:
        left: The distinct stems of each paragraph of one side.
        right: Those of the other.
        settings: How words vote.
        least: Scores below this may be left out, which saves finding out how low they are.

    Returns:
        Scores from 0 to about 1, for pairs that have any, and which paragraphs could hardly be
        heard. Swapping the sides gives exactly the same.
    """
    light = settings.least_words * log((len(left) + len(right) + 1) / 2)
    enough = LEAST_HEARD * light
    (left, right), weight, heard, alone = _telling(left, right, settings.most_votes, enough)
    rows = _rows(heard, len(left))
    weighed = [[list(map(weight.__getitem__, one)) for one in side] for side in (left, right)]
    norms = _norms(weighed[0]), _norms(weighed[1])
    _weigh(rows, heard.weight, norms, settings.sharpness)
    for stem in heard.shared:
        if stem.values:
            stem.votes = iter(_votes(stem))
    masses = (
        [max(light, sum(values)) for values in weighed[0]],
        [max(light, sum(values)) for values in weighed[1]],
    )
    # Votes are divided by the mass of the lightest pair at least.
    scores = _scores(rows, heard.weight, masses, settings, least * light)
    unheard = _unheard(left, weight, enough), _unheard(right, weight, enough)
    return Affinity(scores, unheard, alone)


def _rows(heard: _Heard, count: int) -> list[_Row]:
    """A row of cells for each paragraph of the left side, with the stems that it shares."""
    rows = [_Row() for _ in range(count)]
    for (at, column), number in heard.lone.items():
        rows[at].lone.append((column, number))
    for stem in heard.shared:
        for at in stem.rows:
            rows[at].shared.append(stem)
    for row in rows:
        row.find_cells()
    return rows


def _telling(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    most_votes: int,
    enough: float,
) -> tuple[Sides, dict[str, float], _Heard, dict[str, PlacePair]]:
    """What the paragraphs are told apart by: stems, or runs of them where stems don't do.

    In thousands of paragraphs that are written with few words, every word stands in so many
    that hardly any can be heard. Runs of two, three or four words are as rare as it takes.

    `enough` is the weight that has to be heard of a paragraph, on average.

    Returns:
        The stems or runs of the left and the right paragraphs, the weight of each, those
        that both sides have, and the stems that stand in one paragraph of either.
    """
    sides = left, right
    paragraphs = len(left) + len(right)
    alone: dict[str, PlacePair] = {}
    for length in range(1, LONGEST_RUN + 1):
        if length > 1:
            sides = [_runs(stems, length) for stems in left], [_runs(one, length) for one in right]
        frequency = Counter(chain.from_iterable((*sides[0], *sides[1])))
        weight = _weights(frequency, paragraphs)
        heard, single = _heard(sides, frequency, weight, most_votes)
        alone = single if length == 1 else alone
        if all(weight.values()) or heard.total >= enough * paragraphs:
            break
    return sides, weight, heard, alone


def _runs(stems: Sequence[str], length: int) -> list[str]:
    """The distinct runs of so many stems, or all of them as one where there are fewer."""
    if len(stems) < length:
        return [" ".join(stems)] if stems else []
    runs = zip(*(stems[at:] for at in range(length)), strict=False)
    return list(dict.fromkeys(map(" ".join, runs)))


def _heard(
    sides: Sides, frequency: Mapping[str, int], weight: dict[str, float], most_votes: int
) -> tuple[_Heard, dict[str, PlacePair]]:
    """The stems of both sides, in an order that does not depend on which side is which.

    Words that are not heard lose their weight.

    Returns:
        Those that are heard; and, heard or not, those of one paragraph of either side.
    """
    left, right = sides
    both = set(chain.from_iterable(left)).intersection(chain.from_iterable(right))
    rows, columns = _places(left, both), _places(right, both)
    lone = sorted([stem for stem in both if frequency[stem] == _ONE_EACH])
    alone = {stem: (rows[stem][0], columns[stem][0]) for stem in lone}
    others = both.difference(lone)
    stems = sorted(others)
    weight_of_lone = weight[lone[0]] if lone else 0.0
    if len(left) * len(right) * len(both) > most_votes:
        votes = {stem: len(rows[stem]) * len(columns[stem]) for stem in stems}
        stems.sort(key=votes.__getitem__)
        totals = accumulate(map(votes.__getitem__, stems), initial=len(lone))
        heard = max(0, sum(total <= most_votes for total in totals) - 1)
        if silent := [*lone[most_votes:], *stems[heard:]]:
            weight.update(dict.fromkeys(silent, 0.0))
            lone, stems = lone[:most_votes], stems[:heard]
        else:
            stems.sort()
    shared = [_Shared(weight[stem], rows[stem], columns[stem]) for stem in stems]
    return _Heard(Counter(map(alone.__getitem__, lone)), weight_of_lone, shared), alone


def _places(side: Sequence[Sequence[str]], stems: set[str]) -> dict[str, list[int]]:
    """The paragraphs of a side in which each of some stems stands, in order."""
    places: dict[str, list[int]] = {stem: [] for stem in stems}
    for index, own in enumerate(side):
        for stem in stems.intersection(own):
            places[stem].append(index)
    return places


def _unheard(
    paragraphs: Sequence[Sequence[str]], weight: dict[str, float], enough: float
) -> frozenset[int]:
    """The paragraphs that have words which were not heard, and too few others."""
    if all(weight.values()):
        return frozenset()
    return frozenset(
        index
        for index, stems in enumerate(paragraphs)
        if not all(heard := [weight[stem] for stem in stems]) and sum(heard) < enough
    )


def _norms(weighed: Sequence[Sequence[float]]) -> list[float]:
    """The length of each paragraph's vector of weighted stems."""
    return [sqrt(sum(map(mul, values, values))) for values in weighed]


def _weigh(
    rows: Sequence[_Row],
    lone: float,
    norms: tuple[list[float], list[float]],
    sharpness: float,
) -> None:
    """Give each stem the quality of its pairs: the cosine of their paragraphs, sharpened."""
    others = norms[1]
    lone *= lone
    # One list for all rows: of a row, only its own cells are ever looked at.
    products = [0.0] * len(others)
    for row, norm in zip(rows, norms[0], strict=True):
        for column, number in row.lone:
            products[column] = number * lone
        for stem in row.shared:
            square = stem.weight * stem.weight
            for column in stem.columns:
                products[column] += square
        for column in row.cells:
            products[column] = (products[column] / (norm * others[column])) ** sharpness
        for stem in row.shared:
            stem.values += map(products.__getitem__, stem.columns)
        for column in row.cells:
            products[column] = 0.0


def _votes(stem: _Shared) -> Iterable[float]:
    """What a stem gives its pairs, in proportion to how good they are among its pairs."""
    values, width = stem.values, len(stem.columns)
    half = stem.weight / 2
    # Most stand in one paragraph of one side: then each pair has all of one half.
    if width == 1 or width == len(values):
        share = half / sum(values)
        return [half + value * share for value in values]
    by_row = [half / sum(values[at : at + width]) for at in range(0, len(values), width)]
    by_column = [half / sum(values[at::width]) for at in range(width)]
    shares = [share + other for share in by_row for other in by_column]
    return map(mul, values, shares)


def _scores(
    rows: Sequence[_Row],
    lone: float,
    masses: tuple[list[float], list[float]],
    settings: AffinitySettings,
    fewest: float,
) -> Scores:
    """Add the votes up, and divide them by how much there is to share."""
    others, ratio = masses[1], settings.greatest_ratio
    votes = [0.0] * len(others)
    found: Scores = []
    for row, mass in zip(rows, masses[0], strict=True):
        for column, number in row.lone:
            votes[column] += number * lone
        for stem in row.shared:
            # No more is taken than the row has; the rest is for the rows below.
            for column, vote in zip(stem.columns, stem.votes, strict=False):
                votes[column] += vote
        scores: dict[int, float] = {}
        for column in row.cells:
            vote, votes[column] = votes[column], 0.0
            if vote >= fewest:
                lighter, heavier = mass, others[column]
                if lighter > heavier:
                    lighter, heavier = heavier, lighter
                scores[column] = vote / sqrt(lighter * min(heavier, ratio * lighter))
        found.append(scores)
    return found


Sides = tuple["Sequence[Sequence[str]]", "Sequence[Sequence[str]]"]
"""Stems of each paragraph of the left article, and of the right one."""


class Scored:
    """Two articles' paragraphs, and how well each answers to each.

    A pair without a score can't be linked. `stems` are the distinct stems of each paragraph,
    `texts` all of them in order, `common` those of words that say little. `alone` are those that
    stand in one paragraph of either side, and in which; none is common. `sizes` are the numbers
    of paragraphs; `first` and `second` are the best score of each line and the next best.
    """

    def __init__(
        self, found: Affinity, stems: Sides, texts: Sides, common: AbstractSet[str]
    ) -> None:
        self.scores = scores = found.scores
        self.stems = stems
        self.texts = texts
        self.sizes = (len(stems[0]), len(stems[1]))
        self.first: dict[int, float] = {}
        self.second: dict[int, float] = {}
        self.common = common
        self.alone = {stem: cell for stem, cell in found.alone.items() if stem not in common}
        self._telling: dict[tuple[int, int], set[str]] = {}
        for row, cells in enumerate(scores):
            for column, score in cells.items():
                for line in (row, -1 - column):
                    best = self.first.get(line, 0.0)
                    if score > best:
                        self.first[line], self.second[line] = score, best
                    elif score > self.second[line]:
                        self.second[line] = score

    def telling(self, side: int, place: int) -> set[str]:
        """The stems of a paragraph that are not common; side 0 is the left article, 1 the right."""
        stems = self._telling.get((side, place))
        if stems is None:
            stems = self._telling[side, place] = set(self.stems[side][place]) - self.common
        return stems

    def shared(self, cell: PlacePair) -> set[str]:
        """The stems of both paragraphs that are not common."""
        return self.telling(0, cell[0]) & self.telling(1, cell[1])

    def free(self, linked: Mapping[PlacePair, float]) -> tuple[list[int], list[int]]:
        """The rows and the columns that no link has."""
        taken = lines_of(linked)
        rows, columns = self.sizes
        return (
            [row for row in range(rows) if row not in taken],
            [column for column in range(columns) if -1 - column not in taken],
        )


def lines_of(cells: Iterable[PlacePair]) -> set[int]:
    """The rows and columns of cells."""
    return {line for row, column in cells for line in (row, -1 - column)}


def best_of_both(candidates: Mapping[PlacePair, float]) -> AbstractSet[PlacePair]:
    """Those of the cells that no other in their row or column outdoes."""
    best: dict[int, float] = {}
    for (row, column), score in candidates.items():
        for line in (row, -1 - column):
            best[line] = max(best.get(line, 0.0), score)
    return {
        (row, column)
        for (row, column), score in candidates.items()
        if score == best[row] == best[-1 - column]
    }
