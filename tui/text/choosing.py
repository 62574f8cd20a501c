"""Which pairs of paragraphs are linked, given how well each answers to each.

A first pass goes by scores alone. A second one looks at what is left over beside its links: a
paragraph that stands between linked ones as another does on the other side is likely to be its
counterpart, and what was merged is likely to follow its neighbour. What is left over then is
linked where two paragraphs are the only ones with a number such as 4.2 or 90 million pounds.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.text.words import is_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.affinity import Scores

_ROUND = 2

Cell = tuple[int, int]
"""A pair of paragraphs: the places of the left and of the right one."""


class NeighbourSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When linked neighbours let a pair be linked whose own score is too low.

    Only links of at least `support` count as such neighbours. Two paragraphs without a link,
    and with a word in common that is not common, are linked from `between` on where those
    before both and those after both are linked with each other (the beginning of both
    articles, and their end, count as linked), and from `beside` on where either are.

    A paragraph without a link is linked with the one that its neighbour is linked with, as
    when two were merged, if it answers to none better, with a score of at least `merged` and
    of at least `merged_share` of that one's best, and they share `merged_words` words that are
    not common and that the neighbour doesn't have.
    """

    support: float
    between: float
    beside: float
    merged: float
    merged_share: float
    merged_words: int


class LinkSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which scores make a link.

    A pair is linked whose score is at least `score` and at least `share_of_best` of the best
    score that either paragraph has with any other. So is a pair of at least `lone_score` that
    is the best of both and at least `lone_lead` times the next best of either. Linked
    paragraphs share at least `shared_words` different words that are not common, or all that
    the one with fewer has; one such word will do where the pair is the best of both and has
    at least `one_word_score`. Where none of these reaches `clear` with as many shared words,
    or is alone with a number that says much, and they are at most the share `few` of the
    shorter article's paragraphs, they are taken for chance, and only paragraphs that say the
    same are linked.
    """

    score: float
    share_of_best: float
    shared_words: int
    one_word_score: float
    lone_score: float
    lone_lead: float
    clear: float
    few: float
    neighbours: NeighbourSettings


def least_telling(settings: LinkSettings) -> float:
    """The score below which a pair neither makes a link nor stands in the way of one."""
    neighbours = settings.neighbours
    # A little less, as what is rounded on the way must not decide.
    return 0.999 * min(
        settings.score,
        settings.lone_score / max(settings.lone_lead, 1.0),
        neighbours.between,
        neighbours.beside,
        neighbours.merged,
    )


class LinkChooser:
    """Chooses which pairs of paragraphs of two articles to link."""

    def __init__(
        self,
        scores: Scores,
        stems: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]],
        common: AbstractSet[str],
        settings: LinkSettings,
    ) -> None:
        """Take in what is known of two articles.

        Args:
            scores: The scores of pairs of paragraphs; those without one can't be linked.
            stems: The distinct stems of each paragraph, left and right.
            common: Stems of words that say little.
            settings: Which scores make a link.
        """
        self._scores = scores
        self._stems = stems
        self._sizes = (len(stems[0]), len(stems[1]))
        self._common = common
        self._settings = settings
        self._first: dict[int, float] = {}
        self._second: dict[int, float] = {}
        for row, found in enumerate(scores):
            for column, score in found.items():
                # Rows count from 0 up, columns from -1 down: both best lists in one.
                for line in (row, -1 - column):
                    best = self._first.get(line, 0.0)
                    if score > best:
                        self._first[line], self._second[line] = score, best
                    elif score > self._second[line]:
                        self._second[line] = score

    def choose(self, repeats: AbstractSet[Cell]) -> dict[Cell, float]:
        """The pairs to link, with their scores.

        Args:
            repeats: Paragraphs that say the same; they are linked, and score 1.
        """
        candidates = self._by_score()
        best = _best_of_both(candidates)
        found = {
            cell: score
            for cell, score in candidates.items()
            if self._share_enough(cell, score, alone=cell in best)
        }
        if self._are_chance(found):
            found = {}
        found = dict.fromkeys(repeats, 1.0) | found
        found |= self._by_neighbours(found)
        return found | self._by_numbers(found) if found else found

    def _by_score(self) -> dict[Cell, float]:
        settings = self._settings
        chosen: dict[Cell, float] = {}
        for row, found in enumerate(self._scores):
            for column, score in found.items():
                if score < settings.lone_score:
                    continue
                best = max(self._first[row], self._first[-1 - column])
                if score >= settings.score:
                    if score >= settings.share_of_best * best:
                        chosen[row, column] = score
                elif score == best:
                    next_best = max(self._second[row], self._second[-1 - column])
                    if score >= settings.lone_lead * next_best:
                        chosen[row, column] = score
        return chosen

    def _share_enough(self, cell: Cell, score: float, *, alone: bool) -> bool:
        left, right = self._telling(*cell)
        one_will_do = alone and score >= self._settings.one_word_score
        wanted = 1 if one_will_do else self._settings.shared_words
        return len(left & right) >= min(len(left), len(right), wanted)

    def _telling(self, row: int, column: int) -> tuple[set[str], set[str]]:
        """The stems of both paragraphs that are not common."""
        left, right = self._stems
        return set(left[row]) - self._common, set(right[column]) - self._common

    def _are_chance(self, found: Mapping[Cell, float]) -> bool:
        fewest = self._settings.few * min(self._sizes)
        return len(found) <= fewest and not any(
            (score >= self._settings.clear or cell in self._numbers)
            and self._share_enough(cell, score, alone=False)
            for cell, score in found.items()
        )

    def _by_numbers(self, linked: Mapping[Cell, float]) -> dict[Cell, float]:
        """Paragraphs without a link that are the only ones to give a number, on either side."""
        taken = {line for row, column in linked for line in (row, -1 - column)}
        free = [c for c in self._numbers if c[0] not in taken and -1 - c[1] not in taken]
        lines = Counter(line for row, column in free for line in (row, -1 - column))
        return {
            (row, column): self._scores[row][column]
            for row, column in free
            if column in self._scores[row] and lines[row] == lines[-1 - column] == 1
        }

    @cached_property
    def _numbers(self) -> AbstractSet[Cell]:
        """The cells of paragraphs that share a number which no other paragraph has."""
        places = [_places_of_numbers(stems) for stems in self._stems]
        return {
            (rows[0], columns[0])
            for number, rows in places[0].items()
            if len(rows) == len(columns := places[1].get(number, [])) == 1
        }

    def _by_neighbours(self, linked: Mapping[Cell, float]) -> dict[Cell, float]:
        settings = self._settings.neighbours
        taken = {line for row, column in linked for line in (row, -1 - column)}
        support = {cell for cell, score in linked.items() if score >= settings.support}
        around = {
            (row + down, column + along)
            for row, column in support
            for down in (-1, 0, 1)
            for along in (-1, 0, 1)
            if 0 <= row + down < self._sizes[0] and 0 <= column + along < self._sizes[1]
        }
        chosen: dict[Cell, float] = {}
        for row, column in around:
            score = self._scores[row].get(column)
            left_free, right_free = row not in taken, -1 - column not in taken
            if score is None or not (left_free or right_free):
                continue
            if left_free and right_free:
                fits = self._fills_gap((row, column), score, support)
            else:
                fits = self._completes((row, column), score, support, free=int(right_free))
            if fits:
                chosen[row, column] = score
        return chosen

    def _fills_gap(self, cell: Cell, score: float, support: AbstractSet[Cell]) -> bool:
        """Whether two paragraphs stand where each other's counterpart should stand."""
        row, column = cell
        before, after = (row - 1, column - 1), (row + 1, column + 1)
        linked = (before in support) + (after in support)
        ends = (before == (-1, -1)) + (after == self._sizes)
        settings = self._settings.neighbours
        least = settings.between if linked + ends > 1 else settings.beside
        left, right = self._telling(row, column)
        return linked > 0 and score >= least and not left.isdisjoint(right)

    def _completes(
        self, cell: Cell, score: float, support: AbstractSet[Cell], *, free: int
    ) -> bool:
        """Whether a paragraph says what its neighbour's counterpart has besides.

        Args:
            cell: The paragraph and that counterpart, in the order of their sides.
            score: Their score.
            support: The links that count as neighbours.
            free: The side of the paragraph that has no link yet, 0 or 1.
        """
        row, column = cell
        lines = (row, -1 - column)
        settings = self._settings.neighbours
        enough = settings.merged_share * self._first[lines[1 - free]]
        if score < max(enough, settings.merged, self._first[lines[free]]):
            return False
        steps = ((-1, 0), (1, 0)) if free == 0 else ((0, -1), (0, 1))
        neighbours = {(row + down, column + along) for down, along in steps} & support
        left, right = self._telling(row, column)
        besides = left & right
        for neighbour in neighbours:
            besides.difference_update(self._stems[free][neighbour[free]])
        return bool(neighbours) and len(besides) >= settings.merged_words


def _places_of_numbers(paragraphs: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Where each number stands that hardly two events share by chance.

    That is any but years and numbers of one or two digits without a unit.
    """
    places: dict[str, list[int]] = {}
    for at, stems in enumerate(paragraphs):
        for stem in stems:
            if stem[0].isdigit() and len(stem) > _ROUND and not is_year(stem):
                places.setdefault(stem, []).append(at)
    return places


def _best_of_both(candidates: Mapping[Cell, float]) -> AbstractSet[Cell]:
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
