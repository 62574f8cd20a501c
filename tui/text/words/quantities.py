"""Numbers of several words, with their units, and times of day, each read as one word.

`Quantities` knows the words, from all layers together; `_QuantityReader` reads one run of words by
them. Numbers are read in digits and in words of any language at once, since a page doesn't say
which it is in; docs/libraries.md has what libraries for this would do.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING

from tui.text.words.tokens import PerWord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.text.words.conventions import QuantityWords
    from tui.text.words.phrases import Units


_ATTACHED = re.compile(r"(\d[\d.:]*)([^\W\d_]+)(\d\d)?")


_GROUP = 3


_MINUTE_DIGITS = 2


_FRACTION = 3
"""Units of a fraction: 1/2."""


_STROKES = frozenset("/⁄")


# Longer ones count nothing, and Python reads none of more than 4,300 digits.
_LONGEST = 30


_UNITS_AFTER_TENS = range(1, 10)


_TENS = range(20, 100, 10)
"""Round numbers that a word for one to nine may follow."""


_HUNDREDS = range(100, 1000, 100)
"""Round numbers in one word that a smaller one may follow: doscientos cincuenta."""


_TEN, _HUNDRED = 10, 100


_LONGEST_COMPOUND = 40
"""Letters of a number in one word."""


_AND_IN_ARABIC = "\u0648"


_Reading = tuple[str, int]
"""A normal form, and where the unit behind it starts."""


_GAPS_IN_NUMBERS = re.compile(r"\d[ \u00a0\u2009\u202f](?:\d{3}(?!\d)|\d[/⁄]\d|[^\W\d_](?!\w))")


_HEAD, _ONE, _BEGINS, _DIGITS, _DIGITS_WITH_MORE = 1, 2, 4, 8, 16
"""What a word may be, as bits: a text's words are looked through as the bytes of these."""


_NO_HEADS = bytes(sort for sort in range(32) if not sort & _HEAD)
_NO_DIGITS, _NO_MORE = bytes(range(_DIGITS)), bytes(range(_DIGITS_WITH_MORE))
_BEGINNING = bytes(sort & ~_HEAD for sort in range(256))
"""What each of these is for who looks where a number begins: the head of one may be behind it."""


_CLOCK = re.compile(r"0?(\d\d?)(?:[:.](\d\d))?")


_LETTERS_OF_CODE = range(2, 4)
"""How many letters a currency before a number has: Rs, USD."""


_OF_AGE = (
    *(
        "enne",
        "enni",
        "jahrig",
        "jarig",
        "arig",
        "aring",
        "letn",
        "lety",
        "leta",
        "leteho",
        "letou",
    ),
    *("летн", "річн", "χρον", "eves", "vuotia"),
)
"""What is written behind somebody's age, without its accents: un 58enne, 7-jähriger, семилетний."""


_NOON = 12


_HOURS = 24


_MINUTES = 60


_AGED = re.compile(rf"(\w{{2,}}?)(?:{'|'.join(_OF_AGE)})\w{{0,4}}")
"""An age in one word, without its accents."""


class CompoundNumbers:
    """Numbers of several written as one word: zweihundertfünfzig, femogtyve, ventitré."""

    def __init__(
        self, words: Mapping[str, str], scales: Sequence[tuple[str, int]], linking: str
    ) -> None:
        """Take the numbers of one word, the powers of ten, and what links ones to tens."""
        self._known = {name: int(number) for name, number in words.items() if number.isdecimal()}
        tens = [name for name, value in self._known.items() if value in range(20, 100, 10)]
        self._ends = tuple(sorted(tens, key=len, reverse=True))
        self._begins = tuple(
            name for name, value in self._known.items() if 0 < value < _TEN * _HUNDRED
        )
        self._linking = tuple(linking.split())
        hundreds = [name for name, value in self._known.items() if value == _HUNDRED]
        self._hundreds = [name for name, value in self._known.items() if value in _HUNDREDS]
        parts = [*scales, *((name, 2) for name in hundreds)]
        parts = [one for one in parts if one[0].isalpha() and len(one[0]) > _GROUP]
        self._scales = sorted((one for one in parts if one[1] in {2, 3}), key=lambda one: -one[1])

    def value(self, word: str) -> str | None:
        """The number that a word is made of, in digits; None where it is none."""
        if len(word) > _LONGEST_COMPOUND or not word.startswith(self._begins):
            return None
        number = self._value(word)
        return None if number is None else str(number)

    def age(self, word: str) -> str | None:
        """The age that a word begins with, in digits; None where it has none: siebenjähriger."""
        found = _AGED.fullmatch(word)
        return None if found is None else self.value(found[1])

    def _value(self, word: str) -> int | None:
        if word in self._known:
            return self._known[word]
        for name, power in self._scales:
            head, scale, rest = word.partition(name)
            if not scale:
                continue
            times, more = self._value(head) if head else 1, self._value(rest) if rest else 0
            if times is not None and more is not None and more < 10**power:
                return times * int(10**power) + more
        return self._sum(word)

    def _sum(self, word: str) -> int | None:
        """Hundreds and what follows; ones and tens, in either order."""
        for name in self._hundreds:
            rest = word.removeprefix(name)
            if rest != word and (more := self._value(rest)) is not None and more < _HUNDRED:
                return self._known[name] + more
        for name in self._ends:
            head, rest = word.removesuffix(name), word.removeprefix(name)
            if head != word:
                for link in self._linking:
                    ones = self._known.get(head.removesuffix(link), 0)
                    if head.endswith(link) and 0 < ones < _TEN:
                        return ones + self._known[name]
            elif rest != word and 0 < (ones := self._known.get(rest, 0)) < _TEN:
                return self._known[name] + ones
        return None


class Quantities:
    """Finds numbers, units and times in a run of normal forms.

    Args:
        words: How they are written.
        key: Gives a word's normal form.
    """

    def __init__(self, words: QuantityWords, key: Callable[[str], str]) -> None:
        self._key = key
        self._scales = {key(name): power for name, power in words.scales}
        self._short_scales = {key(name): power for name, power in words.short_scales}
        self._one = frozenset(map(key, words.one))
        self._joining = frozenset(map(key, words.joining))
        # A unit of several words is known by its form as it stands: `miles per hour`.
        self._units = frozenset(map(key, words.units)) | frozenset(words.units)
        self._parts = {key(part): (power, key(whole)) for part, power, whole in words.parts}
        self._spaced = {key(sign): key(unit) for sign, unit in words.spaced}
        self._tied = {key(sign): key(unit) for sign, unit in words.tied}
        signs = "|".join(re.escape(sign) for sign, _ in words.tied)
        self._has_tied = re.compile(rf"\d(?:{signs})\b").search if signs else None
        self._hours = {key(word): hours for word, hours in words.hours}
        self._named = {key(name): time for name, time in words.named}
        self._heads = self._scales.keys() | self._units | self._hours.keys() | self._named.keys()
        if self._scales:
            self._heads |= set(map(str, (*_TENS, *_HUNDREDS)))
        self._tails = self._heads | self._short_scales.keys()
        self._sort = PerWord(self._sort_of).__getitem__

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of the words of a number, a measure or a time."""
        keys, starts, ends = units
        sorts = bytes(map(self._sort, keys))
        if not sorts.translate(None, _NO_HEADS) and not self._has_digits_to_join(text, sorts):
            return units
        reader = _QuantityReader(self, text, keys, starts, ends)
        merged: Units = ([], [], [])
        done = 0
        # Most words begin no number: what stands between two is taken as a whole.
        for at in compress(range(len(keys)), sorts.translate(_BEGINNING)):
            # A word for one is an article where nothing behind it is counted.
            if at < done or (
                sorts[at] == _ONE and not sorts[at + 1 : at + 2].translate(None, _NO_HEADS)
            ):
                continue
            form, after = reader.read(at)
            if after == at + 1 and form == keys[at]:
                continue
            merged[0].extend((*keys[done:at], form))
            merged[1].extend(starts[done : at + 1])
            merged[2].extend((*ends[done:at], ends[after - 1]))
            done = after
        if not done:
            return units
        merged[0].extend(keys[done:])
        merged[1].extend(starts[done:])
        merged[2].extend(ends[done:])
        return merged

    def _sort_of(self, key: str) -> int:
        """What a normal form may begin, or be told from."""
        sort = _HEAD if key in self._heads else 0
        sort |= _BEGINS if key in self._units or key in self._named else 0
        sort |= _ONE if key in self._one else 0
        if key[0].isdigit():
            sort |= _DIGITS if key.isdigit() else _DIGITS_WITH_MORE
        return sort

    def _has_digits_to_join(self, text: str, sorts: bytes) -> bool:
        if not self._tails or not sorts.translate(None, _NO_DIGITS):
            return False
        if sorts.translate(None, _NO_MORE) or _GAPS_IN_NUMBERS.search(text):
            return True
        return self._has_tied is not None and self._has_tied(text) is not None

    def key(self, word: str) -> str:
        """The normal form of a word."""
        return self._key(word)

    def is_unit(self, key: str) -> bool:
        """Whether a normal form is a unit of measure or of money."""
        return key in self._units

    def spaced_unit(self, key: str) -> str | None:
        """The unit that a sign stands for where there is a space before it."""
        return self._spaced.get(key)

    def tied_unit(self, key: str) -> str | None:
        """The unit that what is written right behind a number stands for."""
        return key if key in self._units else self._tied.get(key)

    def measure(self, number: str, unit: str) -> str:
        """The normal form of a number and its unit, parts of a greater unit read as that."""
        power, whole = self._parts.get(unit, (0, unit))
        value = _divided(number, power)
        return f"{number} {unit}" if value is None else f"{value} {whole}"

    def named(self, key: str) -> str | None:
        """The time that a word names."""
        return self._named.get(key)

    def power(self, key: str, *, money: bool) -> int:
        """The power of ten that a word stands for, 0 where it stands for none."""
        return self._scales.get(key) or (self._short_scales.get(key, 0) if money else 0)

    def is_one(self, key: str) -> bool:
        """Whether a word counts as 1 before a scale."""
        return key in self._one

    def joins(self, key: str) -> bool:
        """Whether a word may stand between the parts of a number."""
        return key in self._joining

    def time(self, number: str, word: str, minutes: str = "") -> str | None:
        """The time that a number and the word behind it stand for."""
        offset = self._hours.get(word)
        match = _CLOCK.fullmatch(number)
        if offset is None or match is None:
            return None
        hour, minute = int(match[1]), int(match[2] or minutes or 0)
        # 20 Uhr abends is what it is.
        if offset == 0 or hour <= _NOON == offset:
            if not 1 <= hour <= _NOON:
                return None
            hour = hour % _NOON + offset
        return f"{hour}:{minute:02}" if hour <= _HOURS and minute < _MINUTES else None


class _QuantityReader:
    """Reads quantities in one run of normal forms."""

    def __init__(
        self,
        quantities: Quantities,
        text: str,
        keys: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        self._known = quantities
        self._text = text
        self._keys = keys
        self._starts = starts
        self._ends = ends

    def read(self, at: int) -> _Reading:
        """The normal form of what starts at a unit, and where the next one starts."""
        key = self._keys[at]
        named = self._known.named(key)
        if named is not None:
            return named, at + 1
        if self._leads(at):
            number, after = self._number(at + 1, money=True)
            return self._known.measure(number, key), after
        if not self._is_number(at) and not self._is_one(at):
            return key, at + 1
        return self._measured(at)

    def _leads(self, at: int) -> bool:
        """Whether a unit stands before its number: $40, € 1,2 miljard, USD 40, Rs 1,240 crore."""
        written = self._text[self._starts[at] : self._ends[at]]
        if not self._known.is_unit(self._keys[at]) or written[:1].islower():
            return False
        if not self._is_number(at + 1):
            return False
        is_code = len(written) in _LETTERS_OF_CODE and written.isalpha()
        gap = self._starts[at + 1] - self._ends[at]
        return gap <= (is_code or not written[-1].isalnum())

    def _measured(self, at: int) -> _Reading:
        """A number with what stands behind it: a unit, or the words of a time."""
        form, after = self._number(at, money=False)
        if not form[0].isdigit():
            return form, after
        attached = _ATTACHED.fullmatch(form)
        if attached is not None:
            return self._attached(form, attached, after)
        behind = self._keys[after] if after < len(self._keys) else ""
        time = self._known.time(self._clock(at, form), behind)
        if time is not None:
            return self._with_minutes(time, after + 1)
        # 1,2 Mio. €; 3 millones de euros; a 5-kilometer run
        if (behind in {"-", "."} or self._known.joins(behind)) and after + 1 < len(self._keys):
            # Of 300 and $40, the dollars are 40.
            if self._known.is_unit(self._keys[after + 1]) and not self._leads(after + 1):
                return self._known.measure(form, self._keys[after + 1]), after + 2
        elif self._known.is_unit(behind):
            return self._known.measure(form, behind), after + 1
        return self._spaced(form, behind, after)

    def _spaced(self, form: str, behind: str, after: int) -> _Reading:
        """A number with what is behind it, where a space makes that a unit, or none: 200 m, 3in."""
        is_tied = bool(behind) and self._ends[after - 1] == self._starts[after]
        # 7-jähriger, 7-летний
        if behind == "-" and any(key.startswith(_OF_AGE) for key in self._keys[after + 1 :][:1]):
            return form, after + 2
        unit = self._known.tied_unit(behind) if is_tied else self._known.spaced_unit(behind)
        if unit is not None:
            return self._known.measure(form, unit), after + 1
        return _without_zero(form), after

    def _with_minutes(self, time: str, after: int) -> _Reading:
        """A full hour with the minutes behind it: 17 h 30."""
        if time.endswith(":00") and self._is_number(after) and self._is_minutes(after):
            return f"{time[:-2]}{self._keys[after]}", after + 1
        return time, after

    def _clock(self, at: int, form: str) -> str:
        """A number as it is written: 5.30 is no decimal before `p.m.`."""
        surface = self._text[self._starts[at] : self._ends[at]]
        return surface if surface[0].isdigit() else form

    def _is_minutes(self, at: int) -> bool:
        key = self._keys[at]
        return len(key) == _MINUTE_DIGITS and key.isdecimal() and int(key) < _MINUTES

    def _attached(self, form: str, match: re.Match[str], after: int) -> _Reading:
        number, word, rest = match.groups(default="")
        # Some signs are told from words by their capitals: 25C.
        written = self._text[self._ends[after - 1] - len(word + rest) : self._ends[after - 1]]
        word = self._known.key(written if written.isupper() and not rest else word)
        time = self._known.time(number, word, rest)
        if time is not None:
            return time, after
        if self._keys[after : after + 2] == ["/", "h"] and not rest:  # 90km/h
            rate = self._known.key(f"{match[2]}h")
            if self._known.is_unit(rate):
                return self._known.measure(number, rate), after + 2
        if word.startswith(_OF_AGE) and not rest:
            return number, after
        unit = None if rest else self._known.tied_unit(word)
        return (form if unit is None else self._known.measure(number, unit)), after

    def _is_number(self, at: int) -> bool:
        return at < len(self._keys) and self._keys[at][0].isdigit()

    def _is_one(self, at: int) -> bool:
        return self._known.is_one(self._keys[at]) and self._is_word(at)

    def _is_word(self, at: int) -> bool:
        return self._text[self._starts[at]].isalpha()

    def _number(self, at: int, *, money: bool) -> _Reading:
        """A number of one or more units, starting at one that counts."""
        form, after = self._keys[at], at + 1
        if self._is_one(at):
            if after == len(self._keys) or not self._known.power(self._keys[after], money=money):
                return form, after
            form = "1"
        elif form.isdecimal():
            form, after = self._in_words(at) if self._is_word(at) else self._grouped(at)
        else:
            attached = _ATTACHED.fullmatch(form)
            power = self._known.power(attached[2], money=True) if attached else 0
            scaled = _scaled(attached[1], power) if attached and not attached[3] else None
            if power and scaled:
                return scaled, after
        return self._with_scales(form, after, money=money, spelled=self._is_word(at))

    def _grouped(self, at: int) -> _Reading:
        """Digits in groups of three with spaces between them."""
        form, after = self._keys[at], at + 1
        if len(form) > _GROUP or form[0] == "0":
            return form, after
        fraction = self._fraction(after)
        if fraction:
            return f"{int(form) + fraction:.3f}".rstrip("0"), after + _FRACTION
        while (
            self._is_number(after)
            and len(self._keys[after]) == _GROUP
            and self._keys[after].isdecimal()
            and not self._is_word(after)
            and self._starts[after] == self._ends[after - 1] + 1
        ):
            form, after = form + self._keys[after], after + 1
        return form, after

    def _fraction(self, at: int) -> float:
        """What a fraction behind a whole number adds to it: 2 1/2. 0 where there is none."""
        keys = self._keys[at : at + _FRACTION]
        if (
            len(keys) < _FRACTION
            or keys[1] not in _STROKES
            or self._ends[at] != self._starts[at + 1]
        ):
            return 0.0
        if not (keys[0].isdecimal() and keys[2].isdecimal() and len(keys[0] + keys[2]) == 2):
            return 0.0
        above, below = int(keys[0]), int(keys[2])
        return above / below if 0 < above < below else 0.0

    def _in_words(self, at: int) -> _Reading:
        """Tens and ones, hundreds and what follows: twenty-five, doscientos cincuenta."""
        form, after = self._keys[at], at + 1
        if int(form) in _HUNDREDS:
            return self._with_rest(form, after, len(form) - 1)
        if int(form) in _UNITS_AFTER_TENS and self._is_arabic_ten(after):
            return str(int(form) + int(self._keys[after])), after + 1
        if int(form) in _TENS:
            behind = after
            if behind < len(self._keys) and (
                self._keys[behind] == "-" or self._known.joins(self._keys[behind])
            ):
                behind += 1
            if self._is_number(behind) and self._is_word(behind):
                ones = self._keys[behind]
                if ones.isdecimal() and int(ones) in _UNITS_AFTER_TENS:
                    return str(int(form) + int(ones)), behind + 1
        return form, after

    def _is_arabic_ten(self, at: int) -> bool:
        """Whether a word says "and twenty", as Arabic puts tens behind ones."""
        if not self._is_number(at) or self._text[self._starts[at]] != _AND_IN_ARABIC:
            return False
        return self._keys[at].isdecimal() and int(self._keys[at]) in _TENS

    def _with_scales(self, form: str, after: int, *, money: bool, spelled: bool) -> _Reading:
        """A number times what follows it: 1.2 million; two hundred and fifty thousand."""
        while after < len(self._keys):
            at = after
            if self._keys[at] == "-" and at + 1 < len(self._keys):
                at += 1
            # 1.2m people
            tied = not spelled and self._ends[at - 1] == self._starts[at]
            tied = tied or self._has_sign(at)
            power = self._known.power(self._keys[at], money=money or tied)
            scaled = _scaled(form, power) if power else None
            if scaled is None:
                break
            form, after = scaled, at + 1
            if spelled and form.isdecimal():
                form, after = self._with_rest(form, after, power)
            elif form.isdecimal() and self._has_smaller(after, power):
                rest, after = self._number(after, money=False)
                form = str(int(form) + int(rest))
                break
        return form, after

    def _has_smaller(self, at: int, power: int) -> bool:
        """Whether digits with a smaller scale follow a scale: 1 milyon 200 bin."""
        if not self._is_number(at) or len(self._keys[at]) > _GROUP + 1 or self._is_word(at):
            return False
        return self._keys[at].isdecimal() and 0 < self._scale(at + 1) < power

    def _has_sign(self, at: int) -> bool:
        """Whether a sign of money stands right behind a unit: 3,2 M€."""
        if at + 1 >= len(self._keys) or self._ends[at] != self._starts[at + 1]:
            return False
        return self._known.is_unit(self._keys[at + 1]) and not self._is_word(at + 1)

    def _scale(self, at: int) -> int:
        return self._known.power(self._keys[at], money=False) if at < len(self._keys) else 0

    def _with_rest(self, form: str, after: int, power: int) -> _Reading:
        """What is added to a round number in words."""
        at = after
        if at < len(self._keys) and self._known.joins(self._keys[at]):
            at += 1
        if self._is_number(at) and self._is_word(at) and self._keys[at].isdecimal():
            rest, behind = self._in_words(at)
            # Three million | two hundred thousand | and six: a rest may have a rest.
            while 0 < (scale := self._scale(behind)) < power:
                rest, behind = self._with_rest(f"{rest}{'0' * scale}", behind + 1, scale)
            if 0 < int(rest) < 10**power:
                return str(int(form) + int(rest)), behind
        return form, after


def _scaled(number: str, power: int) -> str | None:
    """A number in digits times a power of ten; None where it is no plain number."""
    whole, _, decimals = number.partition(".")
    if len(number) > _LONGEST or not whole.isdecimal():
        return None
    if decimals and not decimals.isdecimal():
        return None
    digits = decimals.ljust(power, "0")
    form = str(int(whole + digits[:power]))
    rest = digits[power:].rstrip("0")
    return f"{form}.{rest}" if rest else form


def _divided(number: str, power: int) -> str | None:
    """A number in digits divided by a power of ten; None where it is no plain number."""
    whole, _, decimals = number.partition(".")
    if len(number) > _LONGEST or not f"{whole}{decimals}".isdecimal() or not whole:
        return None
    padded = whole.rjust(power + 1, "0")
    at = len(padded) - power
    rest = f"{padded[at:]}{decimals}".rstrip("0")
    return f"{int(padded[:at])}.{rest}" if rest else str(int(padded[:at]))


def _without_zero(form: str) -> str:
    """A time without the 0 that some put before its hour."""
    return form[1:] if form[0] == "0" and form[2:3] == ":" else form
