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
    """A stem that both sides have: its weight, and the paragraphs of each side it is in."""

    __slots__ = ("left", "right", "text", "weight")

    def __init__(self, text: str, weight: float, left: list[int], right: list[int]) -> None:
        self.text = text
        self.weight = weight
        self.left = left
        self.right = right


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
    found = [_Shared(stem, weight[stem], rows[stem], columns[stem]) for stem in sorted(columns)]
    if sum(len(stem.left) * len(stem.right) for stem in found) <= most_votes:
        return found
    found.sort(key=lambda stem: len(stem.left) * len(stem.right))
    votes = accumulate(len(stem.left) * len(stem.right) for stem in found)
    heard = sum(count <= most_votes for count in votes)
    for unheard in found[heard:]:
        weight[unheard.text] = 0.0
    return found[:heard]


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
        for row in stem.left:
            for column in stem.right:
                cell = row + column
                cells[cell] = get(cell, 0.0) + square
    width = len(right)
    for cell, product in cells.items():
        cells[cell] = product / (left_norm[cell // width] * right_norm[cell % width])
    return cells


def _votes(shared: list[_Shared], quality: Cells, votes: Cells) -> Cells:
    """Let each stem vote for its pairs, in proportion to how good they are among its pairs."""
    for stem in shared:
        rows, columns, weight = stem.left, stem.right, stem.weight
        if len(rows) == 1 and len(columns) == 1:
            votes[rows[0] + columns[0]] += weight
            continue
        half = weight / 2
        block = [[quality[row + column] for column in columns] for row in rows]
        by_row = [half / sum(line) for line in block]
        by_column = [half / sum(line) for line in zip(*block, strict=True)]
        for row, line, share in zip(rows, block, by_row, strict=True):
            for column, value, other in zip(columns, line, by_column, strict=True):
                votes[row + column] += value * (share + other)
    return votes
