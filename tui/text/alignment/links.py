"""Which pairs of paragraphs are linked, given how well each answers to each; and their settings.

First by scores and shared words, with the whole of them given up where they may be chance; then
by quotations, as reports that share next to no words of their own still quote the same ones: two
words that somebody said are told by everybody who was there. What has no link then is left to
`second_pass`. The limits in the settings were fitted on the quality sets (docs/quality.md).

`AlignmentSettings`, at the end, is the section `alignment` of the configuration: it puts together
what this and the other steps each have of their own.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import msgspec

from tui.text.alignment.scores import AffinitySettings, best_of_both
from tui.text.alignment.second_pass import (
    ContainedSettings,
    LastSettings,
    Neighbours,
    NeighbourSettings,
    by_numbers,
    by_one_word,
    cells_of_numbers,
    contained,
)
from tui.text.differences.changes import DifferenceSettings
from tui.text.differences.weighty import LensSettings
from tui.text.fields import Count, Fraction, Ratio, Worth
from tui.text.words.quotations import find_quotations
from tui.text.words.tokens import StemSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.alignment.scores import PlacePair, Scored
    from tui.text.alignment.second_pass import AskedLate
    from tui.text.words.tokens import Words


class QuotedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a quotation links two paragraphs with a score that is too low by itself.

    Their score is at least `score`. Of two quotations, the longer one has all words of the
    shorter one that are not common, and these are at least the share `same` of its own. One of
    them stands in no other paragraph of either article.
    """

    score: Fraction
    same: Fraction


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

    score: Fraction
    share_of_best: Fraction
    shared_words: Count
    one_word_score: Fraction
    lone_score: Fraction
    lone_lead: Ratio
    clear: Fraction
    few: Fraction
    contained: ContainedSettings
    quoted: QuotedSettings
    neighbours: NeighbourSettings
    last: LastSettings


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
        settings.contained.score,
        settings.quoted.score,
        settings.last.score,
    )


def choose_links(
    scored: Scored,
    repeats: AbstractSet[PlacePair],
    quoted: Callable[[Mapping[PlacePair, float]], Mapping[PlacePair, float]],
    asked: AskedLate,
    settings: LinkSettings,
) -> dict[PlacePair, float]:
    """Choose the pairs of paragraphs of two articles to link.

    Args:
        scored: The paragraphs and their scores, those of forbidden pairs left out.
        repeats: Paragraphs that say the same; they are linked, and score 1.
        quoted: Gives further pairs that quote the same, and their scores, for links so far.
        asked: What of the words is asked for late, if at all.
        settings: Which of them make a link.

    Returns:
        The pairs, with their scores.
    """
    candidates = _by_score(scored, settings)
    best = best_of_both(candidates)
    links = {
        cell: score
        for cell, score in candidates.items()
        if _share_enough(scored, cell, score, settings, alone=cell in best)
    }
    if _are_chance(scored, links, settings):
        links = {}
    links = dict.fromkeys(repeats, 1.0) | links
    if not links:
        return links
    links |= quoted(links)
    links |= contained(scored, links, settings.contained)
    links |= Neighbours(scored, links, settings.neighbours).choose()
    links |= by_numbers(scored, links)
    return links | by_one_word(scored, links, asked, settings.last)


def _by_score(scored: Scored, settings: LinkSettings) -> dict[PlacePair, float]:
    chosen: dict[PlacePair, float] = {}
    first, second = scored.first, scored.second
    for row, scores in enumerate(scored.scores):
        for column, score in scores.items():
            if score < settings.lone_score:
                continue
            best = max(first[row], first[-1 - column])
            if score >= settings.score:
                if score >= settings.share_of_best * best:
                    chosen[row, column] = score
            elif score == best:
                next_best = max(second[row], second[-1 - column])
                if score >= settings.lone_lead * next_best:
                    chosen[row, column] = score
    return chosen


def _share_enough(
    scored: Scored, cell: PlacePair, score: float, settings: LinkSettings, *, alone: bool
) -> bool:
    left, right = scored.telling(0, cell[0]), scored.telling(1, cell[1])
    one_will_do = alone and score >= settings.one_word_score
    wanted = 1 if one_will_do else settings.shared_words
    return len(left & right) >= min(len(left), len(right), wanted)


def _are_chance(scored: Scored, links: Mapping[PlacePair, float], settings: LinkSettings) -> bool:
    fewest = settings.few * min(scored.sizes)
    if len(links) > fewest:
        return False
    numbers = cells_of_numbers(scored)
    return not any(
        (score >= settings.clear or cell in numbers)
        and _share_enough(scored, cell, score, settings, alone=False)
        for cell, score in links.items()
    )


class QuotedParagraphs:
    """What the paragraphs of two articles quote, and the links that follow from it."""

    def __init__(
        self,
        scored: Scored,
        words: tuple[Sequence[Words], Sequence[Words]],
        stem: Callable[[str], str],
        settings: QuotedSettings,
    ) -> None:
        """Take the paragraphs; a quotation is looked for when it is asked for, and once.

        Args:
            scored: The paragraphs and their scores.
            words: The words of each, left and right.
            stem: Gives the stem of a normal form.
            settings: What counts as the same quotation.
        """
        self._scored = scored
        self._words = words
        self._stem = stem
        self._settings = settings
        self._found: dict[PlacePair, list[AbstractSet[str]]] = {}

    def quoting_the_same(self, linked: Mapping[PlacePair, float]) -> dict[PlacePair, float]:
        """Paragraphs without a link between them that quote the same, with their scores.

        Args:
            linked: The links so far, which may be of other pairs with either paragraph.
        """
        chosen: dict[PlacePair, float] = {}
        for alone, cell in self._scored.alone.items():
            score = self._scored.scores[cell[0]].get(cell[1], 0.0)
            if score < self._settings.score or cell in linked:
                continue
            left, right = (
                [stems for stems in self._quotations(side, cell[side]) if alone in stems]
                for side in (0, 1)
            )
            if self._any_same(left, right):
                chosen[cell] = score
        return chosen

    def by_speaker_alone(self, linked: Mapping[PlacePair, float]) -> list[PlacePair]:
        """The links of paragraphs that have in common who speaks, and nothing that is said.

        Both quote somebody, and what each quotes stands in another paragraph that it is linked
        with: where two speakers exchanged their quotations, these belong together, whoever speaks.
        """
        rows, columns = (Counter(cell[side] for cell in linked) for side in (0, 1))
        crossed = [cell for cell in linked if rows[cell[0]] > 1 and columns[cell[1]] > 1]
        same = {
            cell
            for cell in crossed
            if self._any_same(self._quotations(0, cell[0]), self._quotations(1, cell[1]))
        }
        quoted = {cell[0] for cell in same}, {cell[1] for cell in same}
        return [
            cell
            for cell in crossed
            if cell not in same and cell[0] in quoted[0] and cell[1] in quoted[1]
        ]

    def _any_same(
        self, left: Iterable[AbstractSet[str]], right: Iterable[AbstractSet[str]]
    ) -> bool:
        return any(_are_same(*pair, self._settings.same) for pair in product(left, right))

    def _quotations(self, side: int, place: int) -> list[AbstractSet[str]]:
        """The quotations of the paragraph at a place of a side."""
        if (side, place) not in self._found:
            words = self._words[side][place]
            self._found[side, place] = _quotations(words, self._stem, self._scored.common)
        return self._found[side, place]


def _are_same(left: AbstractSet[str], right: AbstractSet[str], same: float) -> bool:
    shorter, longer = sorted((left, right), key=len)
    return shorter <= longer and len(shorter) >= same * len(longer)


def _quotations(
    words: Words, stem: Callable[[str], str], common: AbstractSet[str]
) -> list[AbstractSet[str]]:
    """What is not common in each quotation of a paragraph, as stems."""
    runs = find_quotations(words, continued=True, inherited=True).runs
    quoted = [{stem(key) for key in words.keys[slice(*run)]} - common - {""} for run in runs]
    return [stems for stems in quoted if stems]


class NearSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a linked pair is near, rather than related.

    The closeness of a pair is the mean of its score and of the share of the shorter
    paragraph's words that the longer one has in the same order; `padding` words are added to
    the shorter one's, so that a few shared words don't make a short pair close. A pair is near
    from `independent` on; where at least `strong_share` of two articles' links are that close,
    the articles evidently derive from one another, and their pairs are near from `derived` on.

    A near pair out of the order that most pairs keep has moved where the longer one has the share
    `moved` of the shorter one's words in the same order. Else a clause in passing says the same,
    and the two are related.

    A related pair in that order, of which neither has another counterpart, is searched for changes
    of substance all the same where at least the share `mostly` of the links are copied, or where
    it shares `searched` of the shorter one's words.
    """

    independent: Fraction
    derived: Fraction
    strong_share: Fraction
    padding: Worth
    moved: Fraction
    mostly: Fraction
    searched: Fraction


class SharedNameSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two articles tell of different events of one kind.

    Two crane accidents are told in the same words. Each article has at least `names` names and
    numbers of its own, days left out, and fewer than the share `shared` of those of the one
    with fewer are in the other. No pair of their paragraphs is as close as `copied`. Or each has
    at least `fewest` and none is in the other, and near pairs have less than the share `formulas`
    of the words of the shorter article: "The cause is being investigated." Then they tell of one
    event only where one of them gives no numbers, and the share `retelling` of the words of the
    one with fewer, without names, is in both.

    Or they are told in the same formulas: their near paragraphs are less close than `copied` on
    average, and of what is named in these and in those that are the same, at least `names` names,
    fewer than the share `retold` are in both, and of the numbers there, if both have any, fewer
    than `recounted`; or whatever the names, of at least `numbers` numbers, or `numbers_alone`
    where there are no names, fewer than `recounted`; or, of at least `facts` names and numbers
    together, none. A copy keeps what its source names or counts.

    They tell of one event all the same where two near paragraphs have a name in common and
    quote the same: `quoted` telling words, and the share `requoted` of the longer quotation; or
    where `people` whole names are in both, one of them that of a person; or where both are of one
    day, `named` names are in both, and not each has one that the other lacks. Where no fact is the
    same, one of them gives no numbers and neither names another place, the share `reworded` of
    the words is enough. So is the share `ordinary` of the ordinary words in the same order, from
    `ordinary_words` on: neither names nor numbers. A form that was filled in has more than
    `filled_numbers` numbers a word, or `filled_facts` names and numbers that the other lacks.
    A reader who compares the two sees what was put in, where `framed` ordinary words are the same.
    """

    names: Count
    shared: Fraction
    copied: Fraction
    fewest: Count
    formulas: Fraction
    retelling: Fraction
    retold: Fraction
    numbers: Count
    numbers_alone: Count
    recounted: Fraction
    facts: Count
    quoted: Count
    requoted: Fraction
    people: Count
    named: Count
    reworded: Fraction
    ordinary: Fraction
    ordinary_words: Count
    filled_numbers: Fraction
    filled_facts: Fraction
    framed: Count


class AlignmentSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section `alignment` of the configuration."""

    stems: StemSettings
    affinity: AffinitySettings
    links: LinkSettings
    near: NearSettings
    events: SharedNameSettings
    differences: DifferenceSettings
    lens: LensSettings
