"""Whether two articles tell of one event, or of two that are told in the same words.

Two crane accidents, two days at the stock exchange: reports on events of one kind share their
words, and what is linked between them is chance or formula. Names and numbers tell them apart.
That somebody of the same name says the same words in both, or that all else is the same and
neither says where it was, tells that it is one event, whatever was changed; so do many ordinary
words in the same order, of which a formula has few beside its numbers.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import product
from typing import TYPE_CHECKING

from tui.text.alignment.rows import kept_order
from tui.text.alignment.whereabouts import Whereabouts
from tui.text.differences.changes import common_keys
from tui.text.differences.parts import runs_of
from tui.text.differences.weighty import lens_of
from tui.text.fuzzy import in_common
from tui.text.words.quotations import find_quotations, opens_with_dash
from tui.text.words.scripts import has_kana_or_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.alignment.links import AlignmentSettings
    from tui.text.alignment.scores import PlacePair
    from tui.text.alignment.whereabouts import Dates
    from tui.text.model import Kind
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Range, Words


_LONGEST_INITIALS = 5


_CHARACTERS = 2
"""Of Chinese and Japanese, that make a word."""


_LEAST = 1e-6
"""What a pair counts that is not close at all."""


class LinkedPair:
    """A pair of paragraphs on the way to a link."""

    __slots__ = ("closeness", "kind", "left", "overlap", "right", "score")

    def __init__(self, left: int, right: int, score: float) -> None:
        self.left = left
        self.right = right
        self.score = score
        self.overlap = 0.0
        self.closeness = 0.0
        self.kind: Kind = "related"

    @property
    def cell(self) -> PlacePair:
        """The places of both paragraphs."""
        return self.left, self.right


class Events:
    """What two articles tell of, by the paragraphs that would be linked.

    Args:
        pairs: These, each with its kind.
        articles: The words of the linkable paragraphs of both.
        dates: Those of the articles, as far as they are known.
    """

    def __init__(
        self,
        pairs: Sequence[LinkedPair],
        articles: tuple[Sequence[Words], Sequence[Words]],
        style: HouseStyle,
        settings: AlignmentSettings,
        dates: Dates = (None, None),
    ) -> None:
        self._pairs = pairs
        self._articles = articles
        self._style = style
        self._settings = settings.events
        self._independent = settings.near.independent
        self._lens = lens_of(settings.lens, style)
        self._common = common_keys(style, settings.differences.common_words)
        self._whereabouts = Whereabouts(
            articles, dates, style, settings.events, self._lens, self._common
        )

    def are_apart(self) -> bool:
        """Whether they name so little in common that they tell of different events."""
        if not self._pairs:
            return False
        left, right = self._articles
        events, lens = self._settings, self._lens
        if all(pair.closeness < events.copied for pair in self._pairs) and _few_in_common(
            lens.names_of(left), lens.names_of(right), events.names, events.shared
        ):
            return not (
                self._is_one_quoted or self._is_reworded() or self._is_kept or self._is_one_day
            )
        close = [pair for pair in self._pairs if pair.closeness >= self._independent]
        sizes = [sum(len(words.stems) for words in side) for side in (left, right)]
        told = sum(min(len(left[pair.left].stems), len(right[pair.right].stems)) for pair in close)
        if told >= events.formulas * min(sizes):
            return False
        # Mostly the first two that are linked tell that something is shared.
        return (
            all(self._share_nothing([left[p.left]], [right[p.right]], 0) for p in self._pairs)
            and self._share_nothing(left, right, events.fewest)
            and not self._is_retold(events.retelling)
            and not self._is_kept
            and not self._is_one_day
        )

    def are_told_in_formulas(self) -> bool:
        """Whether they tell of different events in the same formulas.

        They have other names and numbers in the same sentences, which no copy has.
        """
        copied = [pair for pair in self._pairs if pair.kind != "related"]
        near = [pair for pair in copied if pair.kind == "near"]
        left, right = self._articles
        sizes = [min(len(left[pair.left].stems), len(right[pair.right].stems)) for pair in near]
        alike = sum(pair.closeness * size for pair, size in zip(near, sizes, strict=True))
        if not near:
            return False
        if alike >= self._settings.copied * sum(sizes):
            return self._is_form and not self._whereabouts.are_on_one_date()
        lefts = [left[at] for at in sorted({pair.left for pair in copied})]
        rights = [right[at] for at in sorted({pair.right for pair in copied})]
        if not self._are_formulas(lefts, rights):
            return False
        if self._is_one_quoted or self._have_one_person():
            return False
        return not (self._is_kept or self._is_one_day)

    @property
    def keep_sentences(self) -> bool:
        """Whether both have the same sentences, whoever and whatever is put in."""
        return self._kept_words >= self._settings.framed

    def _are_formulas(self, lefts: Sequence[Words], rights: Sequence[Words]) -> bool:
        """Whether copied paragraphs have other names and numbers in them."""
        events, lens = self._settings, self._lens
        names = lens.names_of(lefts), lens.names_of(rights)
        numbers = lens.numbers_of(lefts), lens.numbers_of(rights)
        facts = names[0] | numbers[0], names[1] | numbers[1]
        if facts[0].isdisjoint(facts[1]):
            fewest_facts = min(map(len, facts))
            # Where they were is looked for last, as it takes longest.
            if fewest_facts >= events.facts or (fewest_facts and self._are_elsewhere()):
                return not self._is_reworded()
        if numbers[0] & numbers[1]:
            # Numbers that were changed are none that somebody else was named.
            names = names[0] - numbers[0], names[1] - numbers[1]
        other_names = _few_in_common(*names, events.names, events.retold)
        if other_names and not all(numbers):
            return True
        # What has other names, or no word that is known to be one, need not have many numbers. A
        # copy in which a lot was changed keeps some of those of what it copied.
        fewest = 0 if other_names else events.numbers if all(names) else events.numbers_alone
        if not any(names) and min(map(len, numbers)) < events.numbers and numbers[0] & numbers[1]:
            # Most of so few may have been changed; where it was tells, too, and who was there.
            places = lens.places_of(lefts), lens.places_of(rights)
            if all(places) and not _few_in_common(*places, 1, events.retold):
                return False
            who = self._named_behind_nouns(lefts), self._named_behind_nouns(rights)
            if min(map(len, who)) >= events.facts and not _few_in_common(*who, 1, events.retold):
                return False
        return _few_in_common(*numbers, fewest, events.recounted)

    def _named_behind_nouns(self, texts: Sequence[Words]) -> set[str]:
        """The names that are known as such where all nouns have capitals."""
        found = {fact for words in texts for fact in self._facts(words, names=False)}
        return {fact for fact in found if not fact[0].isdigit()}

    @cached_property
    def _is_kept(self) -> bool:
        """Whether one keeps the other's sentences, with many ordinary words in their order.

        A formula has few of these, and a name or a number for every few.
        """
        events, left, right = self._settings, *self._articles
        names, numbers = self._lens.names_of, self._lens.numbers_of
        facts = names(left) | numbers(left), names(right) | numbers(right)
        others = max(len(facts[0] - facts[1]), len(facts[1] - facts[0]))
        return (
            self._kept_words >= events.ordinary_words
            and self._fewest_numbers < events.filled_numbers * self._kept_words
            and others < events.filled_facts * self._kept_words
        )

    @cached_property
    def _is_one_day(self) -> bool:
        """Whether both are of one day and place.

        Forms come again on the same day of every week, from the same bodies.
        """
        there = self._whereabouts
        return there.are_on_one_date() or (not self._is_form and there.are_on_one_weekday())

    @cached_property
    def _is_form(self) -> bool:
        """Whether both are one form, with many numbers put in and others in each."""
        events = self._settings
        if not self._fewest_numbers:
            return False
        # Of a copy most are the same, which is told sooner than how many words are.
        left, right = map(self._lens.numbers_of, self._articles)
        return (
            _few_in_common(left, right, events.numbers, events.recounted)
            and self._kept_words > 0
            and self._fewest_numbers >= events.filled_numbers * self._kept_words
        )

    @cached_property
    def _fewest_numbers(self) -> int:
        """How many numbers the one with fewer of them gives, each time counted."""
        return min(sum(len(words.numbers) for words in side) for side in self._articles)

    @cached_property
    def _kept_words(self) -> float:
        """How many ordinary words both have in order, none where these are too small a share."""
        cells = [pair.cell for pair in self._pairs]
        in_order = kept_order(cells, [pair.closeness + _LEAST for pair in self._pairs])
        chain = [cell for cell, kept in zip(cells, in_order, strict=True) if kept]
        told = [[self._ordinary(words) for words in side] for side in self._articles]
        kept = sum(in_common(told[0][at], told[1][place]) for at, place in chain)
        shorter = min(sum(map(len, side)) for side in told)
        longer = sum(max(len(told[0][at]), len(told[1][place])) for at, place in chain)
        if kept < self._settings.ordinary * max(shorter, longer):
            return 0
        is_dense = has_kana_or_han(self._articles[0][chain[0][0]].text)
        return kept / _CHARACTERS if is_dense else kept

    def _ordinary(self, words: Words) -> list[str]:
        """The stems of a paragraph that are neither common nor names or numbers."""
        facts = self._facts(words, names=self._names)
        return [
            self._style.stem(key)
            for key in words.keys
            if key.isalpha() and key not in facts and key not in self._common
        ]

    @cached_property
    def _is_one_quoted(self) -> bool:
        """Whether a linked pair has somebody's words in both, with a name that both have."""
        left, right = self._articles
        return any(
            self._quote_one(left[pair.left], right[pair.right])
            for pair in self._pairs
            if pair.kind != "related"
        )

    def _have_one_person(self) -> bool:
        """Whether both have somebody, by whole names of which others are in both as well.

        Who is called by a last name alone further on is a person, and who has a title; what is
        called by its first word is a company or an index of shares, which have a part in every
        day's report.
        """
        if not self._names:
            return False
        whole, alone, titled = list[set[tuple[str, str]]](), set[str](), set[str]()
        for side in self._articles:
            whole.append(set())
            for words in side:
                units = (at for at in range(len(words)) if self._lens.is_name(words, at))
                names = [run for run in runs_of(units) if run[1] - run[0] > 1]
                whole[-1] |= {(words.keys[run[0]], words.keys[run[1] - 1]) for run in names}
                titled |= {words.keys[run[1] - 1] for run in names if self._has_title(words, run)}
                within = {at for run in names for at in range(*run)}
                alone |= {key for at, key in enumerate(words.keys) if at not in within}
        both = whole[0] & whole[1]
        people = {
            last for first, last in both if first not in alone and (last in alone or last in titled)
        }
        return bool(people) and len(both) >= self._settings.people

    def _has_title(self, words: Words, run: Range) -> bool:
        """Whether a name has who speaks beside it: Interior Minister Ada Lund; a nurse."""
        before, behind = run[0] - 1, run[1]
        if words.keys[behind : behind + 1] == [","]:
            behind += 1 + (words.keys[behind + 1 : behind + 2] in (["the"], ["a"], ["an"]))
        near = [*words.keys[max(0, before - 1) : run[0]], *words.keys[behind : behind + 2]]
        return not self._lens.speakers.keys().isdisjoint(near)

    def _quote_one(self, left: Words, right: Words) -> bool:
        sides = left, right
        if not all('"' in words.keys or opens_with_dash(words.text) for words in sides):
            return False
        pairs = product(*map(self._quotations, sides))
        if not any(self._are_versions(*pair) for pair in pairs):
            return False
        facts = (
            {key for key in self._facts(words, names=self._names) if not key[0].isdigit()}
            for words in sides
        )
        return not set.isdisjoint(*facts)

    def _quotations(self, words: Words) -> Iterator[set[str]]:
        """The stems of what is not common in each quotation of a paragraph."""
        for run in find_quotations(words, continued=True, inherited=True).runs:
            yield self._stems_of(words, run)
        if opens_with_dash(words.text):
            # Nothing closes this one but who says so.
            marks = self._lens.marks(words, (0, len(words)))
            end = next((mark.start for mark in marks if mark.what == "attribution"), len(words))
            yield self._stems_of(words, (1, end))

    def _stems_of(self, words: Words, run: Range) -> set[str]:
        keys = {key for key in words.keys[slice(*run)] if key.isalnum()} - self._common
        return {self._style.stem(key) for key in keys}

    def _are_versions(self, one: AbstractSet[str], other: AbstractSet[str]) -> bool:
        same, events = len(one & other), self._settings
        return same >= events.quoted and same >= events.requoted * max(len(one), len(other))

    @cached_property
    def _names(self) -> bool:
        return self._lens.capitals_make_names([*self._articles[0], *self._articles[1]])

    def _is_reworded(self) -> bool:
        """Whether both tell the same, and neither says that it was elsewhere."""
        return self._is_retold(self._settings.reworded) and not self._are_elsewhere()

    def _are_elsewhere(self) -> bool:
        """Whether both say where it was, and no place is in both."""
        places = [self._lens.places_of(side) for side in self._articles]
        return all(places) and places[0].isdisjoint(places[1])

    def _is_retold(self, least: float) -> bool:
        """Whether both tell the same in the same words, and one of them gives no numbers.

        Reports on two events of one kind have other numbers, however alike they are.
        """
        style = self._style
        sides = [
            {key for words in side for key in words.keys} - self._common for side in self._articles
        ]
        if all(any(key[0].isdigit() and key != "1" for key in keys) for keys in sides):
            return False
        facts = partial(self._facts, names=self._names)
        told = [
            {style.stem(key) for key in keys if key.isalpha()}.difference(
                *({style.stem(key) for key in facts(words)} for words in side)
            )
            for keys, side in zip(sides, self._articles, strict=True)
        ]
        fewest = min(map(len, told))
        return fewest > 0 and len(told[0] & told[1]) >= least * fewest

    def _share_nothing(self, left: Sequence[Words], right: Sequence[Words], least: int) -> bool:
        """Whether at least so many names and numbers of each stand nowhere in the other."""
        facts, written = (
            [
                {self._style.stem(key) for words in side for key in keys(words) - self._common}
                for side in (left, right)
            ]
            for keys in (partial(self._facts, names=self._names), _capitals)
        )
        return min(map(len, facts)) >= least and not (
            facts[0] & written[1] or facts[1] & written[0]
        )

    def _facts(self, words: Words, *, names: bool) -> set[str]:
        """The names and numbers of a paragraph, for `names` where capitals make them.

        Who is known by initials, as an agency or an observatory, has a part in many events.
        """
        lens = self._lens
        if names:
            facts = set(lens.named(words))
        else:
            capitals = _capitals(words)
            facts = lens.numbers_of([words]) | {
                key
                for at, key in enumerate(words.keys)
                if key in capitals
                and (lens.is_behind_noun(words, at) or lens.is_german_place(words, at))
            }
        texts = map(slice, words.starts, words.ends)
        return facts - {
            key
            for key, place in zip(words.keys, texts, strict=True)
            if len(key) <= _LONGEST_INITIALS and words.text[place].isupper()
        }


def _capitals(words: Words) -> set[str]:
    """The words with a capital, wherever they stand, and the numbers."""
    return {
        key.removesuffix("'s")
        for key, start in zip(words.keys, words.starts, strict=True)
        if key[0].isdigit() or words.text[start].isupper()
    }


def _few_in_common(
    one: AbstractSet[str], other: AbstractSet[str], least: int, shared: float
) -> bool:
    """Whether too few words are in both, of at least so many in each."""
    fewest = min(len(one), len(other))
    return fewest >= least and len(one & other) < shared * fewest
