"""The paragraphs of two articles with their scores, and what choosing links asks of them.

A *cell* is a pair of paragraphs, a *line* is one of them: rows count from 0 up, columns from -1
down, so that what is known of both can stand in one dictionary.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.affinity import Scores

Cell = tuple[int, int]
"""A pair of paragraphs: the places of the left and of the right one."""

Sides = tuple["Sequence[Sequence[str]]", "Sequence[Sequence[str]]"]
"""Stems of each paragraph of the left article, and of the right one."""


class Scored:
    """Two articles' paragraphs, and how well each answers to each.

    `sizes` are the numbers of paragraphs, `common` stems of words that say little; `first` and
    `second` are the best score of each line and the next best.
    """

    def __init__(self, scores: Scores, stems: Sides, texts: Sides, common: AbstractSet[str]):
        """Take in what is known of two articles.

        Args:
            scores: The scores of pairs of paragraphs; those without one can't be linked.
            stems: The distinct stems of each paragraph.
            texts: All stems of each paragraph, in order.
            common: Stems of words that say little.
        """
        self.scores = scores
        self.stems = stems
        self.texts = texts
        self.sizes = (len(stems[0]), len(stems[1]))
        self.first: dict[int, float] = {}
        self.second: dict[int, float] = {}
        self.common = common
        self._telling: dict[tuple[int, int], set[str]] = {}
        for row, found in enumerate(scores):
            for column, score in found.items():
                for line in (row, -1 - column):
                    best = self.first.get(line, 0.0)
                    if score > best:
                        self.first[line], self.second[line] = score, best
                    elif score > self.second[line]:
                        self.second[line] = score

    def telling(self, side: int, place: int) -> set[str]:
        """The stems of a paragraph that are not common.

        Args:
            side: 0 for the left article, 1 for the right one.
            place: The paragraph's place in it.
        """
        found = self._telling.get((side, place))
        if found is None:
            found = self._telling[side, place] = set(self.stems[side][place]) - self.common
        return found

    def shared(self, cell: Cell) -> set[str]:
        """The stems of both paragraphs that are not common."""
        return self.telling(0, cell[0]) & self.telling(1, cell[1])

    @cached_property
    def alone(self) -> dict[str, Cell]:
        """The stems that stand in one paragraph of either side, and in which.

        None of them is common.
        """
        counts = [Counter(chain.from_iterable(side)) for side in self.stems]
        once = {
            stem
            for stem, count in counts[0].items()
            if count == 1 and counts[1].get(stem) == 1 and stem not in self.common
        }
        rows, columns = (
            {stem: at for at, stems in enumerate(side) for stem in once.intersection(stems)}
            for side in self.stems
        )
        return {stem: (rows[stem], columns[stem]) for stem in rows}

    def free(self, linked: Mapping[Cell, float]) -> tuple[list[int], list[int]]:
        """The rows and the columns that no link has."""
        taken = lines_of(linked)
        rows, columns = self.sizes
        return (
            [row for row in range(rows) if row not in taken],
            [column for column in range(columns) if -1 - column not in taken],
        )


def lines_of(cells: Iterable[Cell]) -> set[int]:
    """The rows and columns of cells."""
    return {line for row, column in cells for line in (row, -1 - column)}


def best_of_both(candidates: Mapping[Cell, float]) -> AbstractSet[Cell]:
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
