"""Why two paragraphs are linked, or not: the evidence that linking decides by, for a reader.

It scores anew what `align` scored, since an alignment keeps links and no scores, and a reader asks
about few pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.text.alignment.align import compared_stems, linkable_paragraphs
from tui.text.alignment.scores import affinity, weights
from tui.text.differences.changes import common_keys
from tui.text.words.house_style import house_style
from tui.text.words.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.text.alignment.links import AlignmentSettings
    from tui.text.alignment.scores import Scores
    from tui.text.model import Alignment, Link
    from tui.text.words.layers import HouseStyleLayer
    from tui.text.words.tokens import Words


LEAST_QUOTED = 4
"""Words that two quotations must have in common, in a row, to be evidence."""


WordKind = Literal["number", "name", "word"]


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word that both paragraphs have.

    Attributes:
        left: How the left paragraph writes it; `right`, how the right one does.
        kind: `number` where it holds a digit, `name` where both write it with a capital in
            the middle of a sentence.
        weight: How much it counts: the log of how rare it is among the paragraphs of both.
        paragraphs: In how many paragraphs of the left and of the right article it stands.
    """

    left: str
    right: str
    kind: WordKind
    weight: float
    paragraphs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rival:
    """A pair that was in the running: two paragraphs by index, and their score."""

    left: int
    right: int
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two paragraphs are linked, or why they are not.

    Attributes:
        left: Index of the left paragraph among the article's; `right`, of the right one.
        link: Their link, or None.
        forbidden: Whether a reader has decided that they are not to be linked.
        score: Their score, from 0 to about 1; see `tui.text.alignment.scores`.
        needed: The score from which on two paragraphs are linked.
        equal: Whether they are the same text after the house-style layers.
        runner_up: The best other pair of either paragraph, if any.
        words: The words they share, the weightiest first.
        quotations: What both quote, as the left one writes it.
        layers: The house-style layers that were ignored between them, by name.
    """

    left: int
    right: int
    link: Link | None
    forbidden: bool
    score: float
    needed: float
    equal: bool
    runner_up: Rival | None
    words: tuple[SharedWord, ...]
    quotations: tuple[str, ...]
    layers: tuple[str, ...]


class Explainer:
    """Explains the pairs of one alignment.

    Args:
        alignment: Two articles aligned.
        layers: The section `house_style` that they were aligned with.
        settings: The section `alignment` that they were aligned with.
    """

    def __init__(
        self,
        alignment: Alignment,
        layers: tuple[HouseStyleLayer, ...],
        settings: AlignmentSettings,
    ) -> None:
        self._links = {(link.left, link.right): link for link in alignment.links}
        self._forbidden = frozenset(alignment.forbidden)
        self._needed = settings.links.score
        style = house_style(layers, settings.stems)
        self._style = style
        self._common = style.stems_of(common_keys(style, settings.differences.common_words))
        left = linkable_paragraphs(alignment.left, style)
        right = linkable_paragraphs(alignment.right, style)
        self._sides = left.places, right.places
        self._words = left.words, right.words
        self._stems = compared_stems(*self._words, settings)
        self._scores: Scores = affinity(*self._stems, settings.affinity).scores
        self._weights = weights(*self._stems)

    def candidates(self, side: Literal["left", "right"], paragraph: int) -> list[tuple[int, int]]:
        """The pairs that a paragraph, by its index in the article, could be in: best score first.

        Returns:
            The indexes of the left and of the right paragraph, one pair for each linkable
            paragraph of the other side; those without any score come last, in reading order.
        """
        own, others = self._sides if side == "left" else self._sides[::-1]
        place = own.index(paragraph)
        if side == "left":
            scores = [self._scores[place].get(other, 0.0) for other in range(len(others))]
        else:
            scores = [row.get(place, 0.0) for row in self._scores]
        ranked = sorted(range(len(others)), key=lambda other: (-scores[other], other))
        if side == "left":
            return [(paragraph, others[other]) for other in ranked]
        return [(others[other], paragraph) for other in ranked]

    def explain(self, left: int, right: int) -> Explanation:
        """Explain a pair of linkable paragraphs, given by their indexes in either article."""
        row, column = self._sides[0].index(left), self._sides[1].index(right)
        left_words, right_words = self._words[0][row], self._words[1][column]
        link = self._links.get((left, right))
        rivals = [self._best(row, None, column), self._best(None, column, row)]
        runners_up = [rival for rival in rivals if rival is not None]
        layers: dict[str, None] = {}
        for difference in () if link is None else link.differences:
            if difference.category == "house-style":
                layers[difference.what] = None
        return Explanation(
            left,
            right,
            link,
            (left, right) in self._forbidden,
            self._scores[row].get(column, 0.0),
            self._needed,
            left_words.essence == right_words.essence,
            max(runners_up, key=lambda rival: rival.score, default=None),
            self._shared(row, column),
            _shared_quotations(left_words, right_words),
            tuple(layers),
        )

    def _best(self, row: int | None, column: int | None, without: int = -1) -> Rival | None:
        """The best pair of a row or a column, one place of it left out."""
        cells: Iterable[tuple[float, int, int]]
        if row is not None:
            cells = ((score, -row, -at) for at, score in self._scores[row].items() if at != without)
        else:
            cells = (
                (scores[column], -at, -column)
                for at, scores in enumerate(self._scores)
                if column in scores and at != without and column is not None
            )
        best = max(cells, default=None)
        if best is None or best[0] <= 0:
            return None
        return Rival(self._sides[0][-best[1]], self._sides[1][-best[2]], best[0])

    def _shared(self, row: int, column: int) -> tuple[SharedWord, ...]:
        lefts, rights = self._written(0, row), self._written(1, column)
        words = []
        for stem in dict.fromkeys(self._stems[0][row]):
            if stem not in lefts or stem not in rights or stem in self._common:
                continue
            left, right = lefts[stem], rights[stem]
            counts = tuple(sum(stem in stems for stems in side) for side in self._stems)
            words.append(
                SharedWord(
                    left[0],
                    right[0],
                    _kind(left, right),
                    self._weights.get(stem, 0.0),
                    (counts[0], counts[1]),
                )
            )
        return tuple(sorted(words, key=lambda word: -word.weight))

    def _written(self, side: int, place: int) -> dict[str, tuple[str, bool]]:
        """How a paragraph writes its stems, and whether with a capital inside a sentence."""
        words = self._words[side][place]
        written: dict[str, tuple[str, bool]] = {}
        begins = True
        for key, start, end in zip(words.keys, words.starts, words.ends, strict=True):
            surface = words.text[start:end]
            stem = self._style.stem(key)
            capital = surface[:1].isupper() and not begins
            if stem and (stem not in written or (capital and not written[stem][1])):
                written[stem] = (surface, capital)
            begins = not any(map(str.isalnum, surface)) and (begins or surface in '.?!:“"')
        return written


def _kind(left: tuple[str, bool], right: tuple[str, bool]) -> WordKind:
    if any(map(str.isdigit, left[0] + right[0])):
        return "number"
    return "name" if left[1] and right[1] else "word"


def _shared_quotations(left: Words, right: Words) -> tuple[str, ...]:
    """What each of the left quotations has in common with one of the right ones, in a row."""
    others = [right.keys[slice(*run)] for run in find_quotations(right, continued=True).runs]
    quotations = []
    for start, end in find_quotations(left, continued=True).runs:
        own = left.keys[start:end]
        runs = [_longest_run(own, theirs) for theirs in others]
        at, length = max(runs, key=lambda run: run[1], default=(0, 0))
        if length >= LEAST_QUOTED:
            quotations.append(
                left.text[left.starts[start + at] : left.ends[start + at + length - 1]]
            )
    return tuple(quotations)


def _longest_run(keys: Sequence[str], other_keys: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of equal words starts in the first, and how many it has."""
    best = (0, 0)
    before: dict[int, int] = {}
    for at, key in enumerate(keys):
        now = {
            place: before.get(place - 1, 0) + 1
            for place, other_key in enumerate(other_keys)
            if key == other_key
        }
        for length in now.values():
            if length > best[1]:
                best = (at - length + 1, length)
        before = now
    return best
