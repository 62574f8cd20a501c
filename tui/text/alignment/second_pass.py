"""What a first pass over the scores leaves without a link, looked at once more.

A short paragraph that stands in a long one, as after a merger, has few words to speak for it;
a paragraph that stands between linked ones as another does on the other side is likely to be
its counterpart; what was merged is likely to follow its neighbour. What is left over then is
linked where two paragraphs are the only ones with a number such as 4.2 or 90 million pounds,
or with any word, if hardly any two would be so by chance.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.text.alignment.scores import best_of_both, lines_of
from tui.text.fields import Count, Fraction, Ratio, Some, Worth
from tui.text.fuzzy import partial_ratio
from tui.text.words.tokens import is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from tui.text.alignment.scores import PlacePair, Scored


_ROUND = 2
"""Digits of a number that two events may well share by chance."""


_LIKELIEST = 3
"""Longer paragraphs, the best scores first, that one is sought in: looking takes long."""


class ContainedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a paragraph without a link stands in one that is longer than it.

    It has at least `words` words, shares `telling` different ones that are not common (or all
    it has), and a stretch of the longer one is `alike`, from 0 to 1: twice the words that both
    have in the same order, divided by the words of both. The other has at least `longer` times
    as many words. Their score is at least `score`.
    """

    score: Fraction
    words: Count
    telling: Count
    alike: Fraction
    longer: Ratio


class NeighbourSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When linked neighbours let a pair be linked whose own score is too low.

    Only links of at least `support` count as such neighbours. Two paragraphs without a link,
    and with a word in common that is not common, are linked from `between` on where those
    before both and those after both are linked with each other (the beginning of both
    articles, and their end, count as linked), and from `beside` on where either are; in both
    cases only from `share_of_usual` of the median score of all links on, as an article that is
    a copy throughout has no counterparts that share a word or two.

    A paragraph without a link is linked with the one that its neighbour is linked with, as
    when two were merged, if it answers to none better, with a score of at least `merged` and
    of at least `merged_share` of that one's best, and they share `merged_words` words that are
    not common and that the neighbour doesn't have.
    """

    support: Fraction
    between: Fraction
    beside: Fraction
    share_of_usual: Fraction
    merged: Fraction
    merged_share: Fraction
    merged_words: Count


class LastSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When one word links two paragraphs that nothing else has linked.

    They are the only ones with that word in either article, it is neither common nor a word of
    saying, has at least `letters` letters, as rare words are long ones, or is a name, and no other
    pair of the paragraphs without a link has a better score than theirs, which is at least
    `score`. How many such pairs there would be by chance is told from those that are linked with
    others; it is less than `chance`, or there are `words` such words. Forms of a country that two
    paragraphs alone name count as one. The median score of the articles' links is no more than
    `usual`: what is left over of a copy has no counterpart in other words.
    """

    letters: Count
    words: Some
    score: Fraction
    chance: Worth
    usual: Fraction


class AskedLate(NamedTuple):
    """What is asked for late, if at all: it takes lists that most pairs don't need.

    `saying` gives the stems of words by which somebody says something, `names` those of names,
    `places` the countries, in one form each, that a paragraph of a side names: 0 is the left one.
    """

    saying: Callable[[], AbstractSet[str]]
    names: Callable[[], AbstractSet[str]]
    places: Callable[[int, int], AbstractSet[str]]

    def name_one_place(self, cell: PlacePair) -> bool:
        """Whether both paragraphs name a place, in whatever form."""
        return not self.places(0, cell[0]).isdisjoint(self.places(1, cell[1]))


def contained(
    scored: Scored, linked: Mapping[PlacePair, float], settings: ContainedSettings
) -> dict[PlacePair, float]:
    """Paragraphs without a link so far that stand in a longer one, with their scores."""
    rows, columns = scored.free(linked)
    lengths = [[len(text) for text in side] for side in scored.texts]
    hosts: dict[int, list[tuple[float, int]]] = {row: [] for row in rows}
    hosts |= {-1 - column: [] for column in columns}
    least = settings.score
    for row, scores in enumerate(scored.scores):
        left = lengths[0][row]
        for column, score in scores.items():
            if score < least:
                continue
            right = lengths[1][column]
            if left * settings.longer <= right and left >= settings.words and row in hosts:
                hosts[row].append((score, column))
            elif (
                right * settings.longer <= left and right >= settings.words and -1 - column in hosts
            ):
                hosts[-1 - column].append((score, row))
    chosen: dict[PlacePair, float] = {}
    for line, places in hosts.items():
        for score, place in _host(scored, line, places, settings):
            chosen[(line, place) if line >= 0 else (place, -1 - line)] = score
    return chosen


def _host(
    scored: Scored, line: int, others: list[tuple[float, int]], settings: ContainedSettings
) -> list[tuple[float, int]]:
    """The one of longer paragraphs that a paragraph stands in, with their score, if any."""
    side, place = (0, line) if line >= 0 else (1, -1 - line)
    best = (0.0, 0.0, 0)
    least = 100 * settings.alike
    for score, other in sorted(others)[-_LIKELIEST:]:
        telling = scored.telling(side, place)
        wanted = max(1, min(settings.telling, len(telling)))
        if len(telling & scored.telling(1 - side, other)) >= wanted:
            texts = scored.texts[side][place], scored.texts[1 - side][other]
            # What is less alike counts as 0, which is found out sooner.
            alike = partial_ratio(*texts, score_cutoff=max(least, best[0]))
            best = max(best, (alike, score, other))
    return [best[1:]] if best[0] >= least else []


class Neighbours:
    """Chooses pairs by the links so far beside them."""

    def __init__(
        self, scored: Scored, linked: Mapping[PlacePair, float], settings: NeighbourSettings
    ) -> None:
        self._scored = scored
        self._settings = settings
        self._taken = lines_of(linked)
        self._support = {cell for cell, score in linked.items() if score >= settings.support}
        self._least = settings.share_of_usual * usual(linked)

    def choose(self) -> dict[PlacePair, float]:
        """The further pairs to link, with their scores."""
        sizes = self._scored.sizes
        around = {
            (row + down, column + along)
            for row, column in self._support
            for down in (-1, 0, 1)
            for along in (-1, 0, 1)
            if 0 <= row + down < sizes[0] and 0 <= column + along < sizes[1]
        }
        chosen: dict[PlacePair, float] = {}
        for row, column in around:
            score = self._scored.scores[row].get(column)
            left_free, right_free = row not in self._taken, -1 - column not in self._taken
            if score is None or not (left_free or right_free):
                continue
            if left_free and right_free:
                fits = self._fills_gap((row, column), score)
            else:
                fits = self._completes((row, column), score, free=int(right_free))
            if fits:
                chosen[row, column] = score
        return chosen

    def _fills_gap(self, cell: PlacePair, score: float) -> bool:
        """Whether two paragraphs stand where each other's counterpart should stand."""
        row, column = cell
        before, after = (row - 1, column - 1), (row + 1, column + 1)
        linked = (before in self._support) + (after in self._support)
        ends = (before == (-1, -1)) + (after == self._scored.sizes)
        least = self._settings.between if linked + ends > 1 else self._settings.beside
        enough = linked > 0 and score >= max(least, self._least)
        return enough and bool(self._scored.shared(cell))

    def _completes(self, cell: PlacePair, score: float, *, free: int) -> bool:
        """Whether a paragraph says what its neighbour's counterpart has besides.

        The cell is of the paragraph and that counterpart; `free` is the side of the paragraph
        without a link, 0 or 1.
        """
        row, column = cell
        lines = (row, -1 - column)
        settings, first = self._settings, self._scored.first
        enough = settings.merged_share * first[lines[1 - free]]
        if score < max(enough, settings.merged, first[lines[free]]):
            return False
        steps = ((-1, 0), (1, 0)) if free == 0 else ((0, -1), (0, 1))
        neighbours = {(row + down, column + along) for down, along in steps} & self._support
        besides = self._scored.shared(cell)
        for neighbour in neighbours:
            besides.difference_update(self._scored.stems[free][neighbour[free]])
        return bool(neighbours) and len(besides) >= settings.merged_words


def by_numbers(scored: Scored, linked: Mapping[PlacePair, float]) -> dict[PlacePair, float]:
    """Paragraphs without a link that are the only ones to give a number, on either side."""
    taken = lines_of(linked)
    free = [c for c in cells_of_numbers(scored) if c[0] not in taken and -1 - c[1] not in taken]
    lines = Counter(line for row, column in free for line in (row, -1 - column))
    return {
        (row, column): scored.scores[row][column]
        for row, column in free
        if column in scored.scores[row] and lines[row] == lines[-1 - column] == 1
    }


def by_one_word(
    scored: Scored,
    linked: Mapping[PlacePair, float],
    asked: AskedLate,
    settings: LastSettings,
) -> dict[PlacePair, float]:
    """Paragraphs without a link that alone have a word, unless that may well be chance.

    Words of saying don't count; names do however short they are, and so do forms of one place.
    """
    rows, columns = scored.free(linked)
    free = len(rows) * len(columns)
    if not free or usual(linked) > settings.usual:
        return {}
    near = {
        (row, column): scored.scores[row][column]
        for row in rows
        for column in scored.scores[row].keys() & columns
        if scored.scores[row][column] >= settings.score
    }
    best, taken = best_of_both(near), lines_of(linked)
    alone, named = _with_a_word(scored, asked, settings)
    elsewhere = scored.sizes[0] * scored.sizes[1] - free - len(linked)

    def are_chance() -> bool:
        cells = alone.keys() - linked.keys()
        others = sum(row in taken or -1 - column in taken for row, column in cells)
        # Half a pair more than were seen: none seen doesn't mean that there can be none.
        return (others + 0.5) * free >= settings.chance * elsewhere

    # Places take longest to find, and count as one word more at most.
    one_short = (cell for cell in best if alone[cell] == settings.words - 1)
    if not are_chance() or any(map(asked.name_one_place, one_short)):
        alone.update(set(_of_one_place(scored.sizes, asked)) - named)
    least = settings.words if are_chance() else 1
    return {cell: near[cell] for cell in best if alone[cell] >= least}


def _with_a_word(
    scored: Scored, asked: AskedLate, settings: LastSettings
) -> tuple[Counter[PlacePair], set[PlacePair]]:
    """How many words that count paragraphs have alone, and those that have a name alone."""
    saying, names = asked.saying(), asked.names()
    words = Counter(
        cell
        for stem, cell in scored.alone.items()
        if stem.isalpha()
        and (len(stem) >= settings.letters or stem in names)
        and stem not in saying
    )
    return words, {cell for stem, cell in scored.alone.items() if stem in names}


def _of_one_place(sizes: PlacePair, asked: AskedLate) -> Iterator[PlacePair]:
    """The cells of paragraphs that alone name a place, in whatever form: Copenhagen, Danish."""
    places: list[dict[str, list[int]]] = [{}, {}]
    for side, (found, size) in enumerate(zip(places, sizes, strict=True)):
        for at in range(size):
            for place in asked.places(side, at):
                found.setdefault(place, []).append(at)
    for place in places[0].keys() & places[1].keys():
        rows, columns = places[0][place], places[1][place]
        if len(rows) == len(columns) == 1:
            yield rows[0], columns[0]


def usual(linked: Mapping[PlacePair, float]) -> float:
    """The median score of links; 0 where there are none."""
    return median(linked.values()) if linked else 0.0


def cells_of_numbers(scored: Scored) -> AbstractSet[PlacePair]:
    """The cells of paragraphs that share a number which no other paragraph has.

    It is one that hardly two events share by chance: no year, and no number of one or two
    digits without a unit.
    """
    return {
        cell
        for stem, cell in scored.alone.items()
        if stem[0].isdigit() and len(stem) > _ROUND and not is_year(stem)
    }
