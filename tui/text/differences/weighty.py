"""The words that make a difference matter: who says so, how sure, how many, when and where.

The lists stand in `config.yaml`; their classes follow the literature on reporting verbs,
hedges and boosters (Hyland 2005), stance (Biber et al. 1999) and appraisal (Martin & White
2005).
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from tui.text.differences.values import Values, by_twelve
from tui.text.differences.vocabulary import Vocabulary, has_number
from tui.text.fields import Count, Fraction
from tui.text.words.conventions import listed_words, phrase_groups
from tui.text.words.phrases import DATELINE
from tui.text.words.quotations import QUOTATION_MARK
from tui.text.words.tokens import MONTHS, is_unspaced, is_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Range, Words


class LensSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which words make a difference one of substance.

    Lists have a line for each group: to go from one word to another of its group changes
    nothing of substance. `reporting` are verbs and phrases that say who said so and how;
    `hedges` and, in a sentence that both sides have, `soft_hedges` how sure it is;
    `approximations` do where a number follows; `scope` how much or how many; `dates` and
    `places` when and where. A date in capitals counts only with a capital: the march is no
    month. `speakers` are who speaks without a name: the police, a witness. `evaluative` words
    judge; `negations` deny, but for those of `homographs`, a line of which is `words | words`,
    where a paragraph has two of the latter: it is in another language. `numbers` count besides
    digits, and `plain_numbers` mostly count nothing (`one of`), but in the place of another
    number, as do `articles`, which are one.
    `unnamed` are words in capitals that are no names; `joints` join clauses. Where every noun has
    a capital, a word with one of the endings `german_places` is a name behind one of
    `before_places`.

    A line of `opposites`, and one of `steps`, is `words | words | …`: to go from a word of one
    part to one of another turns a claim round, or makes it another claim. A word that only
    has one of `negating` before it on the other side is turned round as well. A line of `deeds`
    has what says that the same was done: a word of another line in its place says that something
    else was, where the paragraph does not say both anyway. Where both sentences have the share
    `unchanged` of their words from the other, or `unchanged_beside` if words changed in up to
    `places_replaced`, a word or two that stand for others are something else, if no line has both,
    there or in `alike`.

    A clause that only one side has, with at least `clause` words that are neither common nor
    names, makes a claim wider or narrower, unless another paragraph of the other article has the
    share `stands` of its words. A sentence has a counterpart where the other side
    has `shared` of its words; of one that has none, facts are not flagged one by one. Two
    quotations are versions of one another where they share `quotation` of the shorter one's
    words. Capitals make no names in articles of which at least `german_share` of all words
    are in `german`, where every noun has one.

    `weekdays` are the seven days, as `dates` has them first; a line of `relative_days` is how many
    days after that of an article it is, and what says so; one of `relative_years` the same of
    years. A line of `conversions` is a unit of measure, how many of another it is, and that other.

    One of `before_speakers` says who said so only behind a mark and before a capital. `venues` say
    where or to whom something was said, which matters only where nothing else on
    the other side says that anybody said it. A name behind one of `recipients` was told it, and
    so was any of `services` beside a verb of saying. In one of `idioms` no word counts. Those of
    `before_numbers` count, in whatever list, only before a number.

    A name is the same where its letters are, a doubled one taken once and the first of each line
    of `spellings` as the second.

    Where `ordered_share` of the articles' words are in `ordered`, two names that change places
    around a word for a deed change who did it, but for what is `mutual`, and but for one of
    `doers` on one side alone.
    """

    clause: Count
    unchanged: Fraction
    unchanged_beside: Fraction
    places_replaced: Count
    stands: Fraction
    shared: Fraction
    quotation: Fraction
    german: str
    german_share: Fraction
    ordered_share: Fraction
    reporting: str
    before_speakers: str
    venues: str
    recipients: str
    services: str
    idioms: str
    speakers: str
    hedges: str
    soft_hedges: str
    approximations: str
    scope: str
    dates: str
    weekdays: str
    relative_days: str
    relative_years: str
    conversions: str
    places: str
    evaluative: str
    before_numbers: str
    negations: str
    homographs: str
    negating: str
    opposites: str
    steps: str
    deeds: str
    alike: str
    numbers: str
    plain_numbers: str
    articles: str
    german_places: str
    before_places: str
    unnamed: str
    spellings: str
    ordered: str
    mutual: str
    doers: str
    joints: str


SOFT_HEDGE = "soft hedge"

APPROXIMATION = "approximation"

PLAIN_NUMBER = "plain number"


SYNONYMS = "alike"
"""Where the poles stand that only tell which words say the same."""


DEEDS = "deeds"
"""Where the poles stand that any other of them turns."""


VENUE = "venue"
"""The group of what says where something was said."""


_IDIOM = "idiom"


Turn = Literal["negation", "scope"]
"""What it is to go from one thing that may be said to another."""


class Pole(NamedTuple):
    """One of several things that a word may say: the list or line that has them, and which."""

    what: Turn
    among: str
    which: str


class Claim(NamedTuple):
    """A word or phrase that says one of several things, and its units `[start, end)`."""

    poles: frozenset[Pole]
    start: int
    end: int

    @property
    def units(self) -> Range:
        """The units of the claim."""
        return self.start, self.end

    def turned_by(self, other: Claim) -> Pole | None:
        """What of this one is another thing in the other; None where both may say the same."""
        turning = (pole for pole in self.poles if pole.among != SYNONYMS)
        for pole in sorted(turning, key=lambda one: (one.among == DEEDS, one)):
            counters = [counter for counter in other.poles if counter.among == pole.among]
            own = {mine.which for mine in self.poles if mine.among == pole.among}
            if counters and own.isdisjoint(counter.which for counter in counters):
                return pole
        return None


class WeightyWord(NamedTuple):
    """A word or phrase that matters: its class, its group, and its units `[start, end)`."""

    what: str
    group: str
    start: int
    end: int

    @property
    def is_phrase(self) -> bool:
        """Whether it is more than one unit."""
        return self.end - self.start > 1

    @property
    def units(self) -> Range:
        """The units of the mark."""
        return self.start, self.end


DatedMark = tuple[WeightyWord, "str | None"]
"""A mark, and the date of the article that has it."""


_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")

_BEFORE_CAPITALS = frozenset('.?!:"“”„‘')
_BEFORE_ENDING = 3
_LEAST_TITLE = 4


_LEAST_SPELLING = 5
"""Letters of a name; in shorter ones, a letter more is another name."""


_ABBREVIATED = 3
_WHOLE = frozenset(("may", "mai", "maj", "mei", "май", "мая"))
"""Months of three letters that are no abbreviations."""


_TELLTALE = 2
"""Words that tell the language of a paragraph: one may be in a name."""


_DOUBLED = re.compile(r"(.)\1")


_TEXTS = 1 << 12
"""Texts of which it is remembered what they name."""


class WeightyWords:
    """The lists made ready to find the words that matter in a text."""

    def __init__(self, settings: LensSettings, style: HouseStyle) -> None:
        self._style = style
        self._entries = Vocabulary[tuple[str, str]](style)
        self._named_dates: set[str] = set()
        self._written_dates: set[str] = set()
        self._add_lists(settings)
        speakers = phrase_groups(settings.speakers)
        self.speakers = {style.key(word): group[0] for group in speakers for word in group}
        self.recipients = tuple(
            tuple(style.keys(phrase))
            for group in phrase_groups(settings.recipients)
            for phrase in group
        )
        self._before_numbers = {
            tuple(style.keys(phrase))
            for group in phrase_groups(settings.before_numbers)
            for phrase in group
        }
        relative = settings.relative_days, settings.relative_years
        self._values = Values(settings.conversions, settings.weekdays, relative, style)
        self._weekdays = listed_words(settings.weekdays)
        self.negating = tuple(sorted(listed_words(settings.negating)))
        self._before_speakers = frozenset(map(style.key, listed_words(settings.before_speakers)))
        self._articles = frozenset(map(style.key, listed_words(settings.articles)))
        self._plain = frozenset(map(style.key, listed_words(settings.plain_numbers)))
        self._spellings = [line.split() for line in settings.spellings.splitlines() if line.strip()]
        self._remember()
        self._settings = settings
        self._german = listed_words(settings.german)
        self._ordered, self.mutual, self.doers = (
            frozenset(map(style.key, listed_words(words)))
            for words in (settings.ordered, settings.mutual, settings.doers)
        )
        self.services = frozenset(map(style.key, listed_words(settings.services)))
        self._homographs = _homographs_of(settings.homographs, style)
        self.joints = frozenset(map(style.key, listed_words(settings.joints)))
        self._unnamed = frozenset(style.key(word) for word in listed_words(settings.unnamed))
        self._titles = tuple(word for word in self._unnamed if len(word) >= _LEAST_TITLE)
        self._place_endings = tuple(map(style.key, listed_words(settings.german_places)))
        self._before_places = frozenset(map(style.key, listed_words(settings.before_places)))

    def _remember(self) -> None:
        self.spelling = lru_cache(maxsize=1 << 12)(self._spelling)
        # One article is compared with several.
        self._german_in = lru_cache(maxsize=_TEXTS)(self._count_german)
        self.names_in = lru_cache(maxsize=_TEXTS)(self._names_in)
        self.countries_in = lru_cache(maxsize=_TEXTS)(self._countries_in)

    def _add_lists(self, settings: LensSettings) -> None:
        for what, lines in (
            (_IDIOM, settings.idioms),
            ("attribution", settings.reporting),
            (VENUE, settings.venues),
            ("hedge", settings.hedges),
            (APPROXIMATION, settings.approximations),
            (SOFT_HEDGE, settings.soft_hedges),
            ("scope", settings.scope),
            ("date", settings.dates),
            ("place", settings.places),
            ("evaluative", settings.evaluative),
            ("negation", settings.negations),
            ("number", settings.numbers),
        ):
            for group in phrase_groups(lines):
                # To deny in other words is to deny.
                form = what if what in {"negation", VENUE} else group[0]
                for phrase in group:
                    self._add(phrase, "attribution" if what == VENUE else what, form)

    def _add(self, phrase: str, what: str, group: str) -> None:
        self._entries.add(phrase, (what, group))
        if what == "date" and phrase.isalpha():
            self._written_dates.add(phrase.casefold())
            if phrase[:1].isupper():
                self._named_dates.add(self._style.key(phrase))

    def is_weekday(self, mark: WeightyWord) -> bool:
        """Whether a mark is a day of the week."""
        return mark.what == "date" and mark.group in self._weekdays

    def is_own_day(self, mark: WeightyWord, date: str | None, other_date: str | None) -> bool:
        """Whether a mark names the day that both articles are of, or else the earlier one."""
        if date is None or other_date is None:
            return False
        return self._values.is_day_of_both((mark.group, date), other_date)

    def is_same_value(self, one: DatedMark, two: DatedMark) -> bool:
        """Whether two marks of one class say the same number or day in their articles."""
        (mark, date), (other, other_date) = one, two
        if mark.what == "number":
            return self._values.is_same_measure(mark.group, other.group)
        return self._values.is_same_day((mark.group, date), (other.group, other_date))

    @cached_property
    def _claims(self) -> Vocabulary[Pole]:
        """What makes a claim another one; made when two texts first differ in words."""
        claims = Vocabulary[Pole](self._style)
        turns: tuple[tuple[str, Turn], ...] = (
            (self._settings.opposites, "negation"),
            (self._settings.steps, "scope"),
        )
        for lines, what in turns:
            for line in lines.splitlines():
                for number, part in enumerate(line.split("|")):
                    pole = Pole(what, line, str(number))
                    for phrase in filter(None, map(str.strip, part.split(","))):
                        claims.add(phrase, pole)
        for lines, among in ((self._settings.deeds, DEEDS), (self._settings.alike, SYNONYMS)):
            for group in phrase_groups(lines):
                pole = Pole("scope", among, group[0])
                for phrase in group:
                    claims.add(phrase, pole)
        return claims

    def claims(self, words: Words, part: Range) -> Iterator[Claim]:
        """The words and phrases of a part that say one of several things, in order."""
        keys = words.keys
        at = part[0]
        while at < part[1]:
            found: dict[int, set[Pole]] = {at + 1: set()}
            for rest, pole in self._claims.at(words, at):
                if (end := self._claims.end_of(rest, keys, at, part[1])) is not None:
                    found.setdefault(end, set()).add(pole)
            # The longest phrases that begin here; but 男子, a man, is no woman, as 男性 is none.
            stop = max(found)
            hides = not is_unspaced(keys[at]) or any(p.among != SYNONYMS for p in found[stop])
            for end, poles in sorted(found.items(), reverse=True):
                said = poles if end == stop else {one for one in poles if one.among != SYNONYMS}
                if said and (end == stop or not hides):
                    yield Claim(frozenset(said), at, end)
            at = stop

    def marks(self, words: Words, part: Range) -> Iterator[WeightyWord]:
        """The words and phrases of a part that matter, in order; names are not among them."""
        reached = part[0]
        for at in range(*part):
            mark = self._mark_at(words, at, part[1]) if at >= reached else None
            if mark is not None and self._is_written_as_one(words, mark):
                if mark.what != _IDIOM:
                    yield mark
                reached = mark.end

    def values(self, words: Words) -> Iterator[WeightyWord]:
        """The numbers in digits and the days of months, in order."""
        for at, key in enumerate(words.keys):
            if key[0].isdigit() or key[-1].isdigit():
                mark = self._mark_at(words, at, len(words))
                if mark is not None:
                    yield mark

    def _is_written_as_one(self, words: Words, mark: WeightyWord) -> bool:
        """Whether a mark counts as it is written: March, and "июня", but no march."""
        if words.keys[mark.start] in self._before_speakers and not mark.is_phrase:
            return self._introduces_speaker(words, mark.start)
        written = words.text[words.starts[mark.start] : words.ends[mark.start]]
        if mark.what != "date":
            # Without its accent üçü, three, is a union's acronym.
            return mark.what != "number" or len(written) == 1 or not _is_acronym(written)
        # Without its accent mâine, tomorrow, is Maine's name.
        small = written.casefold().removesuffix("'s")
        if len(small) == _ABBREVIATED and small not in _WHOLE and mark.group.lower() in MONTHS:
            # Out of a date, Dez, Mar, Set and Out are a number, a sea, a set and a preposition.
            return written.endswith(".")
        if small.isalpha() and small not in self._written_dates and not mark.is_phrase:
            return not self.has_capital(words, mark.start)
        return small not in self._named_dates or written[0].isupper()

    def _introduces_speaker(self, words: Words, at: int) -> bool:
        """Whether a word stands between what is said and a name, as in `„Nein“, so Müller`."""
        if not 0 < at < len(words) - 1 or words.keys[at - 1].isalnum():
            return False
        return words.text[words.starts[at + 1]].isupper()

    def _mark_at(self, words: Words, at: int, end: int) -> WeightyWord | None:
        keys = words.keys
        key = keys[at]
        for rest, (what, group) in self._entries.at(words, at):
            stop = self._entries.end_of(rest, keys, at, end)
            if stop is None:
                continue
            if what == "negation" and not rest and self._is_of_another_language(words, at):
                continue
            # "About" says how sure a number is, and nothing before anything else.
            needs_number = what == APPROXIMATION or (key, *rest) in self._before_numbers
            if not needs_number or has_number(keys, at, stop, end):
                return WeightyWord(what, group, at, stop)
        if key.endswith("n't"):
            return WeightyWord("negation", "negation", at, at + 1)
        if not (key[-1].isdigit() or key[0].isdigit()):
            return WeightyWord(PLAIN_NUMBER, "1", at, at + 1) if key in self._articles else None
        # The third place is place three.
        ordinal = _ORDINAL.fullmatch(key)
        value = ordinal[1] if ordinal else key
        if key in self._plain:
            return WeightyWord(PLAIN_NUMBER, value, at, at + 1)
        if not (key[0].isdigit() or " " in key):
            return None  # The A22 is a road, and no day.
        what = "date" if is_year(key) or not key[0].isdigit() else "number"
        return WeightyWord(what, value, at, at + 1)

    def _is_of_another_language(self, words: Words, at: int) -> bool:
        """Whether a word that denies is none among those beside it: `sin bil` in Swedish."""
        written = words.text[words.starts[at] : words.ends[at]].casefold()
        telltale = self._homographs.get(written)
        return telltale is not None and len(telltale.intersection(words.keys)) >= _TELLTALE

    def _spelling(self, key: str) -> str:
        """What a name has in common with its other spellings; short ones have none."""
        if len(key) < _LEAST_SPELLING:
            return key
        for one, other in self._spellings:
            key = key.replace(one, other)
        return _DOUBLED.sub(r"\1", key)

    def has_capital(self, words: Words, at: int) -> bool:
        """Whether a unit has a capital that does not come from starting a sentence."""
        if not words.text[words.starts[at]].isupper():
            return False
        if at > 0 and words.text[words.ends[at - 1] - 1] not in _BEFORE_CAPITALS:
            return words.keys[at - 1] != DATELINE
        if words.keys[max(0, at - 2) : at] == [",", QUOTATION_MARK]:  # “…,” Lund said.
            return True
        if is_point_of_initial(words, at - 1):
            return True
        return at + 1 < len(words) and self._continues_name(words, at)

    def _continues_name(self, words: Words, at: int) -> bool:
        """Whether the unit behind this one has a capital too, with a space between them."""
        following = words.starts[at + 1]
        return words.ends[at] < following and words.text[following].isupper()

    def is_name(self, words: Words, at: int) -> bool:
        """Whether a unit looks like part of a name."""
        return self.has_capital(words, at) and words.keys[at] not in self._unnamed

    def capitals_make_names(self, texts: Iterable[Words]) -> bool:
        """Whether a capital is the sign of a name, as it is not where all nouns have one."""
        texts = list(texts)
        german = sum(map(self._german_in, texts))
        return german / max(1, sum(map(len, texts))) < self._settings.german_share

    def _count_german(self, words: Words) -> int:
        return sum(map(self._german.__contains__, words.keys))

    def order_tells_roles(self, texts: Sequence[Words]) -> bool:
        """Whether a language tells by the order of words who does what to whom."""
        ordered = _share_of(self._ordered, texts) >= self._settings.ordered_share
        return ordered and self.capitals_make_names(texts)

    def named(self, words: Words) -> Iterator[str]:
        """The normal forms of names and of numbers of more than one digit, days left out."""
        for at, key in enumerate(words.keys):
            if key[0].isdigit():
                if len(key) > 1 and not is_year(key):
                    yield key
            elif key not in self._named_dates and key.isalpha() and self.is_name(words, at):
                yield key.removesuffix("'s")

    def names_of(self, texts: Sequence[Words]) -> set[str]:
        """The stems of what is named in those where capitals make names, and of the numbers."""
        told = texts if self.capitals_make_names(texts) else ()
        return set[str]().union(*map(self.names_in, told))

    def _names_in(self, words: Words) -> frozenset[str]:
        told = self.named(words) if self.capitals_make_names([words]) else ()
        return frozenset(map(self._style.stem, told))

    def _countries_in(self, words: Words) -> frozenset[str]:
        marks = self.marks(words, (0, len(words)))
        return frozenset(mark.group for mark in marks if mark.what == "place")

    def places_of(self, texts: Iterable[Words]) -> set[str]:
        """What is written in capitals right behind a word such as `in`, where all nouns are."""
        found: set[str] = set()
        for words in texts:
            said = {at for mark in self.marks(words, (0, len(words))) for at in range(*mark.units)}
            found.update(
                words.keys[at]
                for at in range(1, len(words))
                if words.keys[at - 1] in self._before_places
                and words.text[words.starts[at]].isupper()
                and at not in said
            )
        return found

    def numbers_of(self, texts: Iterable[Words]) -> set[str]:
        """The numbers of more than one digit that are no years."""
        keys = {key for words in texts for key in words.numbers}
        return {by_twelve(key) for key in keys if len(key) > 1 and not is_year(key)}

    def is_behind_noun(self, words: Words, at: int) -> bool:
        """Whether a word with a capital stands right before a unit, as before a surname.

        Where all nouns have capitals, two in a row are mostly a title or a first name and a
        surname. The word that starts a sentence counts if it is a title.
        """
        if at == 0 or words.ends[at - 1] == words.starts[at]:
            return False
        has_capital = words.text[words.starts[at - 1]].isupper()
        # Titles are compounds too: Innenminister, Staatsanwältin.
        if words.keys[at - 1] in self._unnamed or (
            has_capital and words.keys[at - 1].endswith(self._titles)
        ):
            return True
        before = words.text[words.ends[at - 2] - 1] if at > 1 else "."
        return before not in _BEFORE_CAPITALS and has_capital

    def is_german_place(self, words: Words, at: int) -> bool:
        """Whether a unit ends as German towns do, right behind a preposition."""
        if at == 0 or words.keys[at - 1] not in self._before_places:
            return False
        key = words.keys[at]
        ending = next(filter(key.endswith, self._place_endings), key)
        return len(key) - len(ending) >= _BEFORE_ENDING


def _is_acronym(written: str) -> bool:
    return written.isalpha() and written.isupper()


def _homographs_of(lines: str, style: HouseStyle) -> dict[str, frozenset[str]]:
    """What tells of each word that it is one of another language."""
    pairs = (line.split("|") for line in lines.splitlines() if line.strip())
    return {
        word: frozenset(style.key(other) for other in telltale.split())
        for listed, telltale in pairs
        for word in listed.split()
    }


def _share_of(telltale: AbstractSet[str], texts: Iterable[Words]) -> float:
    keys = [key for words in texts for key in words.keys]
    return sum(map(telltale.__contains__, keys)) / max(1, len(keys))


def is_point_of_initial(words: Words, at: int) -> bool:
    """Whether a unit is the point right behind a single capital, as in `J. Doe`."""
    if not 0 < at < len(words) or words.keys[at] != ".":
        return False
    initial = words.text[words.starts[at - 1] : words.ends[at - 1]]
    return len(initial) == 1 and initial.isupper() and words.ends[at - 1] == words.starts[at]


@lru_cache(maxsize=16)
def lens_of(settings: LensSettings, style: HouseStyle) -> WeightyWords:
    """The lists made ready, kept for the next call with the same ones."""
    return WeightyWords(settings, style)
