"""One side of a comparison: a paragraph, and what is known about its words."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from tui.text.words.phrases import CONVERSION
from tui.text.words.quotations import QUOTATION_MARK
from tui.text.words.scripts import continues_katakana, is_hiragana
from tui.text.words.tokens import LONGEST_COMPOUND, is_unspaced, is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from tui.text.differences.weighty import Claim, Pole, WeightyWord, WeightyWords
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Range, Words


_LEAST_NEGATED = 4


_LEAST_NEGATED_BY_LETTER = 6


_LEARNED = re.compile(r"(?:al|au|ic|iq|isc|isk)\w{0,4}$")
"""How words of Greek or Latin end that a letter may deny: atypical, asymptomatique, amoral."""


_LONGEST_INSIDE = 3
"""Letters that negate a word from within, as in Turkish."""


_FAMILY = 6


_LONGEST_ACRONYM = 8


_LONGEST_DESCRIPTION = 6
"""Units between `told` and the name of who was: told Estonian public broadcaster ERR."""


_FARTHEST = 8
"""Units from a verb of saying to whom it was told, with who told it between."""


_DESCRIBED = 2
"""Units between a verb of saying and who said so: `sagte der Vorsitzende Richter`."""


_BESIDE = 2
"""Units between a day of the week and its date: `lundi le 4 mars`."""


_LEAST_FAMILY = 4


_IN_PAIRS = 0.5


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


_IN_BRACKETS = re.compile(r"\d\.[),]")


_SENTENCE_ENDS = frozenset(".?!。？！।؟")


class ComparedParagraph:
    """A paragraph under comparison.

    `marks` are the words of the lens in the part that is compared, `quoted` the units inside
    quotations, `quoted_there` the stems in those of the other side, `stray` the marks that don't
    balance, `known` the stems of the whole other article, and `date` the day of its own one.
    """

    def __init__(
        self,
        words: Words,
        part: Range,
        other: tuple[Words, Range],
        style: HouseStyle,
        lens: WeightyWords,
        common: Collection[str],
        least_shared: float,
    ) -> None:
        self.words = words
        self.part = part
        self.marks = list(lens.marks(words, part))
        self.quoted: set[int] = set()
        self.quoted_there: set[str] = set()
        self.stray: list[int] = []
        self.known: Collection[str] = frozenset()
        self.goes_to: Callable[[WeightyWord], int | None] = _nowhere
        self.holder: Callable[[Collection[str], float], int | None] = _nowhere
        self.retold: Callable[[WeightyWord], int | None] = _nowhere
        self.date: str | None = None
        self.names = True
        self._style, self._lens = style, lens
        self._common, self._least_shared = common, least_shared
        self._compound, self._part = style.stems.compound, style.stems.part
        there, places = other[0], range(*other[1])
        self.services, self.negating = lens.services, lens.negating
        self.others = {self.stem(there.keys[at]) for at in places}
        self._small_there = {
            there.keys[at] for at in places if there.text[there.starts[at]].islower()
        }
        self.sentences = sentences_of(words, part)
        self._shared: dict[Range, float] = {}

    def stem(self, key: str) -> str:
        """The stem of a normal form."""
        return self._style.stem(key)

    def tells(self, at: int) -> bool:
        """Whether a unit is a word that says something by itself."""
        key = self.words.keys[at]
        return key not in self._common and any(map(str.isalnum, key)) and not is_hiragana(key)

    def is_cut(self, units: Range, run: Range) -> bool:
        """Whether a run has a part of a word that is written without spaces around it."""
        if not (units[0] < run[1] and run[0] < units[1]) or run[0] <= units[0] < units[1] <= run[1]:
            return False
        return is_unspaced(self.words.keys[units[0]])

    def is_empty(self, run: Range) -> bool:
        """Whether a run holds nothing but marks."""
        return not any(any(map(str.isalnum, key)) for key in self.words.keys[slice(*run)])

    def says_more(self, at: int) -> bool:
        """Whether a unit says something that the other side does not say."""
        return (
            self.tells(at)
            and not self.is_said_there(at)
            and not (self.names and self._lens.has_capital(self.words, at))
        )

    def is_said_there(self, at: int) -> bool:
        """Whether the other side has a word or, in German, a compound with it or a part of it."""
        stem = self.stem(self.words.keys[at])
        if stem in self.others or stem[:_FAMILY] in self._families_there:
            return True
        if self.names:
            return False
        return stem in self._parts_there or not self.others.isdisjoint(self._parts_of(stem))

    @cached_property
    def _families_there(self) -> set[str]:
        """What the longer words of the other side start with, whatever their endings."""
        return {stem[:_FAMILY] for stem in self.others if len(stem) >= _FAMILY}

    @cached_property
    def _parts_there(self) -> set[str]:
        """What the compounds of the other side start or end with."""
        return {part for stem in self.others for part in self._parts_of(stem)}

    def _parts_of(self, stem: str) -> Iterator[str]:
        if self._compound <= len(stem) <= LONGEST_COMPOUND:
            for cut in range(self._part, len(stem)):
                yield stem[:cut]
                yield stem[-cut:]

    def weight(self, units: Iterable[int]) -> float:
        """The number of words that say something the other side does not say.

        Two characters count as a word in scripts without spaces.
        """
        keys = self.words.keys
        return sum(_IN_PAIRS if is_unspaced(keys[at]) else 1 for at in units if self.says_more(at))

    def is_name(self, at: int) -> bool:
        """Whether a unit looks like part of a name."""
        if not self._lens.is_name(self.words, at):
            return False
        return (
            self.names
            or self._lens.is_behind_noun(self.words, at)
            or self._lens.is_german_place(self.words, at)
        )

    @cached_property
    def name_keys(self) -> set[str]:
        """The normal forms of the words of names in the part."""
        return {
            self.words.keys[at].removesuffix("'s") for at in range(*self.part) if self.is_name(at)
        }

    @cached_property
    def capitals(self) -> set[str]:
        """Those of the words that have a capital, at the start of a sentence too."""
        text, starts = self.words.text, self.words.starts
        return {
            self.words.keys[at].removesuffix("'s")
            for at in range(*self.part)
            if text[starts[at]].isupper()
        }

    def is_called(self, at: int, known: Collection[str]) -> bool:
        """Whether a unit is part of a name, or starts a sentence with a known one."""
        if self.is_name(at):
            return True
        key = self.words.keys[at].removesuffix("'s")
        return key in known and self.words.text[self.words.starts[at]].isupper()

    def deed(self, units: Iterable[int]) -> str | None:
        """The stem of the first word that says something, unless two do it to each other."""
        for at in units:
            key = self.words.keys[at]
            if not key[0].isalpha() or key in self._lens.joints:
                return None
            if key not in self._common:
                return None if key in self._lens.mutual else self.stem(key)
        return None

    def beside(self, at: int, step: int) -> str | None:
        """The first word from a unit on that links what stands beside it to something else.

        None at an end of the part or of a sentence, and for what joins equals.
        """
        while self.part[0] <= at < self.part[1]:
            key = self.words.keys[at]
            if key in _SENTENCE_ENDS:
                return None
            if any(map(str.isalnum, key)):
                return None if key in self._lens.joints or key in self._lens.mutual else key
            at += step
        return None

    def joins(self, one: Range, other: Range) -> bool:
        """Whether two names have nothing but a word that joins them, or a mark, between them."""
        first, second = sorted((one, other))
        between = self.words.keys[first[1] : second[0]]
        return all(key in self._lens.joints or not key.isalnum() for key in between)

    def is_turned(self, units: Iterable[int]) -> bool:
        """Whether a word such as `by` says that who stands behind it did it."""
        return any(self.words.keys[at] in self._lens.doers for at in units)

    def is_name_at(self, at: int) -> bool:
        """Whether there is a unit here in the part, and it looks like part of a name."""
        return at < self.part[1] and self.is_name(at)

    def is_title(self, at: int) -> bool:
        """Whether a unit has a capital, but is no part of a name."""
        return self._lens.has_capital(self.words, at) and not self._lens.is_name(self.words, at)

    def is_dated(self, mark: WeightyWord, other: ComparedParagraph) -> bool:
        """Whether a day is that of both articles, or stands beside a date that both say."""
        if mark.what != "date":
            return False
        there = {one.group for one in other.marks if one.what == "date"}
        if not there and self._lens.is_own_day(mark, self.date, other.date):
            return True
        beside = [
            one
            for one in self.marks
            if one.what == "date"
            and 0 <= max(one.start - mark.end, mark.start - one.end) <= _BESIDE
        ]
        if self.date is not None and mark.group == self.date[:4]:
            return not any(map(is_year, there))
        # A day of the week and its date say the same day: either is enough.
        return any(
            one.group in there
            and self._lens.is_weekday(one) != self._lens.is_weekday(mark)
            and (
                self._lens.is_weekday(mark)
                or self._lens.is_same_value((one, self.date), (mark, self.date))
            )
            for one in beside
        )

    @cached_property
    def acronyms(self) -> set[str]:
        """The words all in capitals."""
        words = self.words
        texts = (words.text[slice(*ends)] for ends in zip(words.starts, words.ends, strict=True))
        return {text.replace(".", "") for text in texts if text.isupper()}

    @cached_property
    def initials(self) -> set[str]:
        """The initials of every run of words in capitals, small words between them left out."""
        found: set[str] = set()
        runs: list[str] = []
        words = self.words
        for key, start in zip(words.keys, words.starts, strict=True):
            if words.text[start].isupper():
                runs = [run + words.text[start] for run in [*runs[-_LONGEST_ACRONYM:], ""]]
                found.update(run for run in runs if len(run) > 1)
            elif key not in self._common:
                runs = []
        return found

    def is_new(self, run: Range) -> bool:
        """Whether no word of a run stands in the part on the other side, however it is spelt."""
        keys = self.words.keys[slice(*run)]
        if any(self.stem(key) in self.others for key in keys):
            return False
        if any(key[: _family_of(key)] in self._plain_there for key in keys):
            return False
        return self._spellings_there.isdisjoint(map(self._lens.spelling, keys))

    @cached_property
    def _plain_there(self) -> set[str]:
        """What the words of the other side start with that are written small: moldave."""
        return {
            key[:length] for key in self._small_there for length in range(_LEAST_FAMILY, _FAMILY)
        }

    @cached_property
    def _spellings_there(self) -> set[str]:
        return set(map(self._lens.spelling, self.others))

    def is_unknown(self, run: Range) -> bool:
        """Whether no word of a run stands anywhere in the other article."""
        return not any(self.stem(key) in self.known for key in self.words.keys[slice(*run)])

    @property
    def quoted_stems(self) -> set[str]:
        """The stems of what stands in quotation marks."""
        return {self.stem(self.words.keys[at]) for at in self.quoted}

    @cached_property
    def claims(self) -> list[Claim]:
        """The words and phrases of the part that say one of several things."""
        return list(self._lens.claims(self.words, self.part))

    @cached_property
    def said(self) -> frozenset[Pole]:
        """Everything of the kind that the part says."""
        return frozenset(pole for claim in self.claims for pole in claim.poles)

    def is_apposed(self, run: Range) -> bool:
        """Whether a name only says where another is, as in `Lyon, France`."""
        before = run[0] - 2
        if before < self.part[0] or self.words.keys[run[0] - 1] != "," or not self.is_name(before):
            return False
        return run[1] >= self.part[1] or not self.words.keys[run[1]][0].isalnum()

    def means(self, mark: WeightyWord, other: ComparedParagraph) -> bool:
        """Whether the other side says a number or a date in other words that this one has not.

        A measure in another unit, `yesterday` for the day of the week that it was.
        """
        if mark.what == "number" and _says_again(self, mark, other):
            return True
        own = {(one.what, one.group) for one in self.marks}
        return any(
            two.what == mark.what
            and (two.what, two.group) not in own
            and self._lens.is_same_value((mark, self.date), (two, other.date))
            for two in other.marks
        )

    def negates(self, at: int, other: ComparedParagraph, right: int) -> bool:
        """Whether a unit is one of the other side's with a prefix that negates it."""
        key, plain = self.words.keys[at], other.words.keys[right]
        prefix = key.removesuffix(plain)
        by_letter = len(prefix) == 1 and prefix.isascii()
        # Much begins with an a that denies nothing, as awaiting; it denies what is like typical.
        if by_letter and not _LEARNED.search(plain):
            return False
        if len(plain) < (_LEAST_NEGATED_BY_LETTER if by_letter else _LEAST_NEGATED):
            return False
        negating = self._lens.negating
        return (prefix != key and prefix in negating) or _is_negated_inside(key, plain, negating)

    def stands_in(self, run: Range, least: float) -> int | None:
        """The other paragraph of the other article with that share of a run's words, if any."""
        stems = [self.stem(self.words.keys[at]) for at in range(*run) if self.tells(at)]
        return self.holder(stems, least)

    def speaks(self, run: Range) -> bool:
        """Whether a verb of saying stands right before or behind a run, or what describes it."""
        before = _end_of_description(self, run[0] - 1, -1)
        behind = _end_of_description(self, run[1], 1)
        return any(
            mark.what == "attribution" and before <= mark.end and mark.start <= behind
            for mark in self.marks
        )

    @cached_property
    def sayings(self) -> set[str]:
        """The groups of what says anywhere in the part that somebody said so."""
        return {mark.group for mark in self.marks if mark.what == "attribution"}

    def is_told(self, run: Range) -> bool:
        """Whether a run is who was told it, as in `told AP`, or a service that speaks."""
        ahead = range(max(self.sentence_of(run[0])[0], run[0] - _FARTHEST), run[0])
        told = self._lens.services.issuperset(self.words.keys[slice(*run)]) and (
            self.speaks(run)
            or any(m.what == "attribution" and m.start in ahead for m in self.marks)
        )
        keys, recipients = self.words.keys, self._lens.recipients
        for end in range(run[0], max(0, run[0] - _LONGEST_DESCRIPTION), -1):
            if told or any(tuple(keys[max(0, end - len(to)) : end]) == to for to in recipients):
                return True
            if self.is_empty((end - 1, end)):
                return False
        return False

    def speaker(self, at: int) -> str | None:
        """The group of speakers that a unit names, if it does and speaks."""
        group = self._lens.speakers.get(self.words.keys[at])
        speaks = group is not None and (self.speaks((at, at + 1)) or _is_described(self, at))
        return group if speaks else None

    @cached_property
    def speakers(self) -> set[str]:
        """The groups of speakers without a name that speak in the part."""
        groups = map(self.speaker, range(*self.part))
        return {group for group in groups if group is not None}

    def is_shared(self, at: int) -> bool:
        """Whether the sentence that a unit is in has a counterpart on the other side."""
        return self._share(at) >= self._least_shared

    def sentence_of(self, at: int) -> Range:
        """The sentence that a unit is in."""
        return next((s for s in self.sentences if s[0] <= at < s[1]), self.part)

    def has_capital(self, at: int) -> bool:
        """Whether a unit has a capital that does not come from starting a sentence."""
        return self._lens.has_capital(self.words, at)

    def _share(self, at: int) -> float:
        sentence = self.sentence_of(at)
        if sentence not in self._shared:
            telling = self.telling(sentence)
            met = sum(map(self.is_met, telling))
            self._shared[sentence] = met / len(telling) if telling else 1.0
        return self._shared[sentence]

    def telling(self, run: Range) -> list[int]:
        """The units of a run that say something, a word in katakana by its first one."""
        units = filter(self.tells, range(*run))
        return [unit for unit in units if not continues_katakana(self.words.keys, unit)]

    def is_met(self, at: int) -> bool:
        """Whether the other side has a form of the word that a unit is."""
        return self.stem(self.words.keys[at]) in self.others

    def saying(self, mark: WeightyWord, run: Range, taken: Collection[int]) -> Range:
        """The words around a verb of saying that tell who said so, within a run.

        The subject before it and a name behind it; a phrase such as `according to` goes on to
        the end of its clause.
        """
        start, end = mark.start, mark.end
        while start > run[0] and self._goes_on(start - 1, taken):
            start -= 1
        while end < run[1] and self._goes_on(end, taken) and (mark.is_phrase or self.is_name(end)):
            end += 1
        return start, end

    def _goes_on(self, at: int, taken: Collection[int]) -> bool:
        key = self.words.keys[at]
        if at in taken or not any(map(str.isalnum, key)):
            return False
        if key not in self._lens.joints:
            return True
        # "Ushakov and Waltz": joined names are one subject.
        around = at - 1, at + 1
        return all(0 <= unit < len(self.words) and self.is_name(unit) for unit in around)


def sentences_of(words: Words, part: Range) -> list[Range]:
    """The units of the sentences of a part."""
    text, ends = words.text, words.ends
    sentences = []
    start = part[0]
    for at in range(*part):
        is_mark = text[ends[at] - 1] in _SENTENCE_ENDS and ends[at] - words.starts[at] == 1
        # Goals are told by minutes: Scholz (12.).
        if is_mark and not _IN_BRACKETS.match(text, ends[at] - 2 * (ends[at] > 1)):
            sentences.append((start, at + 1))
            start = at + 1
    if start < part[1]:
        sentences.append((start, part[1]))
    return sentences


def _is_described(side: ComparedParagraph, at: int) -> bool:
    """Whether only what describes it stands between a verb of saying and a speaker."""
    return any(
        mark.what == "attribution"
        and 0 < at - mark.end <= _DESCRIBED
        and all(map(str.isalpha, side.words.keys[mark.end : at]))
        for mark in side.marks
    )


def _nowhere(*_said: object) -> None:
    return None


def _is_negated_inside(key: str, plain: str, negating: Collection[str]) -> bool:
    """Whether a word is another one with a syllable in it that negates it: kapatılmadı."""
    longer = len(key) - len(plain)
    # One letter behind it is an ending: langsamem.
    return 0 < longer <= _LONGEST_INSIDE and any(
        f"-{key[at : at + longer]}-" in negating and key[:at] + key[at + longer :] == plain
        for at in range(_LEAST_NEGATED - 1, len(plain) - 1)
    )


def _says_again(side: ComparedParagraph, mark: WeightyWord, other: ComparedParagraph) -> bool:
    """Whether one side has in brackets, behind a measure, what is all that the other says."""
    numbers = {_number_of(one.group) for one in other.marks if one.what == "number"}
    return _number_of(mark.group) in _in_brackets(other, other.part) or bool(
        numbers & _in_brackets(side, (mark.end, min(mark.end + 1, side.part[1])))
    )


def _in_brackets(side: ComparedParagraph, run: Range) -> set[str]:
    """The numbers of the measures of a run that are said again in brackets."""
    words = side.words
    brackets = [at for at in range(*run) if words.keys[at] == CONVERSION]
    texts = (words.text[words.starts[at] : words.ends[at]] for at in brackets)
    return {number.replace(",", "") for text in texts for number in _NUMBER.findall(text)}


def _number_of(group: str) -> str:
    """The digits of a number, without what it counts: 10 of `10 degrees`, 120 of `120m`."""
    digits = "".join(takewhile(lambda one: one.isdigit() or one == ".", group))
    return digits.removesuffix("000000")


def _family_of(key: str) -> int:
    """How many letters a country and what is of it begin with alike."""
    return max(_LEAST_FAMILY, min(_FAMILY - 1, len(key) - 1))


def _end_of_description(side: ComparedParagraph, at: int, step: int) -> int:
    """The farthest unit that may only describe a name: `said the mayor, Ada Lund`."""
    last = at + (step > 0)
    for _ in range(_LONGEST_DESCRIPTION):
        if not side.part[0] <= at < side.part[1] or at in side.quoted or side.is_name(at):
            break
        if side.words.keys[at] in _SENTENCE_ENDS or side.words.keys[at] == QUOTATION_MARK:
            break
        at += step
        last = at
    return last
