"""How well each paragraph of one article answers to each of another.

The score rests on shared stems, weighed by how rare they are within the pair, and on
*explaining away*: a stem that stands in many paragraphs supports the pairs of paragraphs that
are alike anyway and leaves the others alone. So the words of the topic, which both articles
use throughout, don't link everything with everything.

The measurements behind it are in docs/method.md. Related ideas: inverse document frequency
(Spärck Jones 1972) within the pair, and the competition of candidates for each word in IBM
model 1 (Brown et al. 1993).
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from math import log, sqrt
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

Cells = dict[int, float]
"""Scores of pairs of paragraphs; the key is `left index * number of right ones + right`."""


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

    sharpness: float
    least_words: float
    greatest_ratio: float
    most_votes: int


class _Shared:
    """A stem that both sides have: its weight, and the cells of the pairs that share it.

    `cells` has `width` columns for each row.
    """

    __slots__ = ("cells", "weight", "width")

    def __init__(self, weight: float, rows: list[int], columns: list[int]) -> None:
        self.weight = weight
        self.cells = [row + column for row in rows for column in columns]
        self.width = len(columns)


def weights(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
) -> dict[str, float]:
    """The weight of each stem: the log of how rare it is among the paragraphs of both sides.

    Args:
        left: The distinct stems of each paragraph of one side.
        right: The same of the other side.
    """
    frequency: Counter[str] = Counter()
    for stems in (*left, *right):
        frequency.update(stems)
    paragraphs = len(left) + len(right) + 1
    by_count = {count: log(paragraphs / count) for count in set(frequency.values())}
    return {stem: by_count[count] for stem, count in frequency.items()}


def affinity(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    settings: AffinitySettings,
) -> Cells:
    """Score the pairs of paragraphs that share a word.

    Time and memory grow with the number of pairs that share a word of middling rarity, never
    with the number of all pairs.

    Args:
        left: The distinct stems of each paragraph of one side.
        right: The same of the other side.
        settings: How words vote.

    Returns:
        Scores from 0 to about 1, for pairs that have any. Swapping the sides gives exactly
        the same scores.
    """
    weight = weights(left, right)
    shared = _shared(left, right, weight, settings.most_votes)
    if not shared:
        return {}
    cells = _cosine(shared, left, right, weight)
    sharp = settings.sharpness
    quality = {cell: score**sharp for cell, score in cells.items()}
    votes = _votes(shared, quality, dict.fromkeys(cells, 0.0))
    least = settings.least_words * log((len(left) + len(right) + 1) / 2)
    ratio, width = settings.greatest_ratio, len(right)
    left_mass = [max(least, sum(weight[stem] for stem in stems)) for stems in left]
    right_mass = [max(least, sum(weight[stem] for stem in stems)) for stems in right]
    for cell, vote in votes.items():
        one, other = left_mass[cell // width], right_mass[cell % width]
        if one > other:
            one, other = other, one
        votes[cell] = vote / sqrt(one * min(other, ratio * one))
    return votes


def _shared(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    weight: dict[str, float],
    most_votes: int,
) -> list[_Shared]:
    """The stems of both sides, in an order that does not depend on which side is which.

    Words that are not heard lose their weight. Left paragraphs are given as the first cell of
    their row, right ones as the column.
    """
    width = len(right)
    rows: dict[str, list[int]] = {}
    columns: dict[str, list[int]] = {}
    for index, stems in enumerate(left):
        for stem in stems:
            rows.setdefault(stem, []).append(index * width)
    for index, stems in enumerate(right):
        for stem in stems:
            if stem in rows:
                columns.setdefault(stem, []).append(index)
    votes = {stem: len(rows[stem]) * len(found) for stem, found in columns.items()}
    stems = sorted(columns)
    if sum(votes.values()) > most_votes:
        stems.sort(key=votes.__getitem__)
        heard = sum(total <= most_votes for total in accumulate(votes[stem] for stem in stems))
        weight.update(dict.fromkeys(stems[heard:], 0.0))
        stems = stems[:heard]
    return [_Shared(weight[stem], rows[stem], columns[stem]) for stem in stems]


def _cosine(
    shared: list[_Shared],
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    weight: dict[str, float],
) -> Cells:
    """The cosine of the two paragraphs' binary vectors of weighted stems."""
    squares = {stem: value * value for stem, value in weight.items()}
    left_norm = [sqrt(sum(squares[stem] for stem in stems)) for stems in left]
    right_norm = [sqrt(sum(squares[stem] for stem in stems)) for stems in right]
    cells: Cells = {}
    get = cells.get
    for stem in shared:
        square = stem.weight * stem.weight
        for cell in stem.cells:
            cells[cell] = get(cell, 0.0) + square
    width = len(right)
    for cell, product in cells.items():
        cells[cell] = product / (left_norm[cell // width] * right_norm[cell % width])
    return cells


def _votes(shared: list[_Shared], quality: Cells, votes: Cells) -> Cells:
    """Let each stem vote for its pairs, in proportion to how good they are among its pairs."""
    for stem in shared:
        cells, width = stem.cells, stem.width
        if len(cells) == 1:
            votes[cells[0]] += stem.weight
            continue
        half = stem.weight / 2
        values = [quality[cell] for cell in cells]
        by_row = [half / sum(values[at : at + width]) for at in range(0, len(cells), width)]
        by_column = [half / sum(values[at::width]) for at in range(width)]
        shares = [share + other for share in by_row for other in by_column]
        for cell, value, share in zip(cells, values, shares, strict=True):
            votes[cell] += value * share
    return votes
