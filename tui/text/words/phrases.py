"""Phrases and dates that count as one word.

They are found among the normal forms of words, after each has been read by itself, so that a
phrase is known in whatever spelling; dates all in digits are found in the text before, as their
tokens say nothing one by one.
"""

from __future__ import annotations

import re
from itertools import chain, compress
from typing import TYPE_CHECKING

from tui.text.words.scripts import MARKS
from tui.text.words.tokens import PerWord, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.text.words.conventions import AsideWords, DateWords


_DAYS = 31


_DAY_DIGITS = 2


_NUMERIC_DATE = re.compile(
    r"(?:(\d(?<![\d./-]\d)\d{3})-(\d\d)-(\d\d)"
    r"|(\d(?<![\d./-]\d)\d?)([./])(\d\d?)\5(\d{4}))(?![\d/-])"
)


# What may not stand before the day is looked at behind its first digit: so digits are sought.
_SHORT_DATE = re.compile(r"(\d(?<![\d.]\d)\d?)\. ?(\d\d?)\.(?!\w)")


_BEFORE_SHORT = re.compile(r"(\w+ |[(,] ?)$")


_DATE_LIKE = re.compile(r"\d[./-] ?\d")


_LONGEST_BEFORE = 10


_LETTERS = "".join(map(chr, range(ord("a"), ord("z") + 1))) + "ºª."


_DAY, _PHRASE, _MONTH = 1, 2, 4
"""What may begin with a word, as bits: a text's words are looked through as the bytes of these."""


_NO_HEADS, _NO_MONTHS = bytes(range(_PHRASE)), bytes(range(_MONTH))
"""What begins neither a phrase nor a date with its month; what is no month."""


Units = tuple[list[str], list[int], list[int]]
"""Normal forms with their start and end offsets."""


Rest = tuple[tuple[str, ...], str, bool]
"""What follows the first word of a phrase, the phrase's form, and whether it needs a capital."""


_Piece = tuple[int, int, str]
"""Start and end offset of a unit, and its normal form."""


class Phrasebook:
    """Finds phrases, and a month beside a day, in a run of normal forms.

    Args:
        phrases: Phrases of several tokens, and what stands for each.
        dates: How dates are written, if they are to be found.
        key: Gives a word's normal form.
    """

    def __init__(
        self,
        phrases: Sequence[tuple[str, str]],
        dates: DateWords | None,
        key: Callable[[str], str],
    ) -> None:
        self._key = key
        self._begun: dict[str, list[tuple[str, str]]] = {}
        self._rests: dict[str, dict[str, list[Rest]]] = {}
        for phrase, form in phrases:
            head = phrase.partition(" ")[0]
            if not (head.isascii() and head.isalpha()):
                head = tokens_of(phrase)[0]
            self._begun.setdefault(key(head), []).append((phrase, form))
        self._months: frozenset[str] = frozenset()
        self._month_names: list[str] = []
        if dates is not None:
            self._month_names = [key(name) for name in dates.months]
            self._months = frozenset(self._month_names)
            self._ordinals = dates.ordinals | {""}
            self._between = dates.between
            self._before_short = dates.before_short
            self._no_months = dates.words
        self._sort = PerWord(self._sort_of).__getitem__

    def _sort_of(self, key: str) -> int:
        """What may begin with a normal form."""
        sort = _DAY if key[0].isdigit() else 0
        sort |= _PHRASE if key in self._begun else 0
        return sort | (_MONTH if key in self._months else 0)

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of the tokens of a phrase or of a date."""
        if self._month_names and _DATE_LIKE.search(text):
            dates = [*self._numeric_dates(text), *self._short_dates(text)]
            if dates:
                units = _with_dates(sorted(dates), units)
        keys, starts, ends = units
        sorts = bytes(map(self._sort, keys))
        if not sorts.translate(None, _NO_HEADS):
            return units
        has_months = bool(sorts.translate(None, _NO_MONTHS))
        merged: Units = ([], [], [])
        done = 0
        # Most words begin nothing: what stands between two phrases is taken as a whole.
        for at in compress(range(len(keys)), sorts):
            if at < done:
                continue
            key = form = keys[at]
            length = 1
            if sorts[at] & _PHRASE:
                form, length = self._phrase_at(text, units, at)
            if length == 1 and has_months and (key in self._months or key[0].isdigit()):
                form, length = self._date_at(text, units, at, form)
            if length == 1 and form == key:
                continue
            _extend(merged, units, done, at)
            _add(merged, form, starts[at], ends[at + length - 1])
            done = at + length
        if not done:
            return units
        _extend(merged, units, done, len(keys))
        return merged

    def _number_instead(self, text: str, units: Units, at: int) -> str | None:
        """The number that a word stands for which is short for a month beside a day: sept, dez."""
        keys, starts, ends = units
        number = _NUMBERS_OR_MONTHS.get(text[starts[at] : ends[at]].casefold())
        beside = [*keys[max(0, at - 1) : at], *keys[at + 1 : at + 2]]
        if any(key == "." or key[0].isdigit() for key in beside):
            return None
        return number

    def _follows_tens(self, text: str, units: Units, at: int) -> bool:
        """Whether a number in words belongs to the one before it: "twenty-two years"."""
        keys, starts, _ = units
        before = at - 2 if at > 0 and keys[at - 1] in _BEHIND_TENS else at - 1
        if before < 0 or not keys[at][0].isdigit() or keys[before] not in _ROUND_TENS:
            return False
        return text[starts[before]].isalpha() and text[starts[at]].isalpha()

    def _numeric_dates(self, text: str) -> Iterator[list[_Piece]]:
        """Dates all in digits, each as a month with its day, and the year beside it.

        Only the order day, month, year is read with points, as no language has another; with
        strokes only where one number is too great for a month.
        """
        for match in _NUMERIC_DATE.finditer(text):
            year, month, day, first, mark, second, last = match.groups(default="")
            start, end = match.span()
            name = self._named(month, day) if year else self._named_either(first, second, mark)
            if name is None:
                continue
            if year:
                middle = start + len(year)
                yield [(start, middle, year), (middle + 1, end, name)]
            else:
                yield [(start, end - len(last), name), (end - len(last), end, last)]

    def _short_dates(self, text: str) -> Iterator[list[_Piece]]:
        """Dates of a day and a month in digits: `am 12.3.`, `Montag (4.11.)`."""
        for match in _SHORT_DATE.finditer(text):
            name = self._named(match[2], match[1])
            start = match.start()
            before = _BEFORE_SHORT.search(text[max(0, start - _LONGEST_BEFORE) : start])
            if name and before:
                word = before[1].strip().lower()
                if word in self._before_short or not word.isalnum():
                    yield [(*match.span(), name)]

    def _named(self, month: str, day: str) -> str | None:
        number = int(month)
        if 1 <= number <= len(self._month_names) and 1 <= int(day) <= _DAYS:
            return f"{self._month_names[number - 1]} {int(day)}"
        return None

    def _named_either(self, first: str, second: str, mark: str) -> str | None:
        if mark == ".":
            return self._named(second, first)
        if int(first) > len(self._month_names):
            return self._named(second, first)
        return self._named(first, second) if int(second) > len(self._month_names) else None

    def _phrases_of(self, head: str) -> dict[str, list[Rest]]:
        """The phrases that begin with a normal form, by their second one, the longest first.

        They are made ready when a text first has that word, as most lists have many more
        phrases than a page has use for.
        """
        rests = self._rests.get(head)
        if rests is None:
            rests = {}
            found = [
                (tuple(map(self._key, tokens_of(phrase)[1:])), form, phrase != phrase.lower())
                for phrase, form in self._begun[head]
            ]
            for rest in sorted(found, key=lambda entry: -len(entry[0])):
                rests.setdefault(rest[0][0] if rest[0] else "", []).append(rest)
            self._rests[head] = rests
        return rests

    def _phrase_at(self, text: str, units: Units, at: int) -> tuple[str, int]:
        keys, starts, ends = units
        known = self._rests.get(keys[at]) or self._phrases_of(keys[at])
        behind = keys[at + 1] if at + 1 < len(keys) else ""
        # Most words behind one that begins a phrase do not go on with it.
        if (behind not in known and "" not in known) or self._follows_tens(text, units, at):
            return keys[at], 1
        for rest, form, needs_capital in chain(known.get(behind, ()), known.get("", ())):
            end = at + 1 + len(rest)
            if tuple(keys[at + 1 : end]) != rest:
                continue
            surface = text[starts[at] : ends[end - 1]]
            if form.isdecimal() and any(map(str.isdigit, surface)):
                continue
            if not needs_capital or any(map(str.isupper, surface)):
                return form, end - at
        return keys[at], 1

    def _date_at(self, text: str, units: Units, at: int, form: str) -> tuple[str, int]:
        keys, starts, ends = units
        behind = at + 1
        while behind < len(keys) and behind < at + 3 and keys[behind] in self._between:
            behind += 1
        counted = keys[at] in self._months and not _LINKING_ITEMS.isdisjoint(keys[at + 1 : behind])
        if behind < len(keys) and not counted:
            place = at if keys[at] in self._months else behind
            month, day = keys[place], keys[at + behind - place]
            number = self._day(day)
            written = text[starts[place] : ends[place]]
            if month in self._months and number and written not in self._no_months:
                return f"{month} {number}", behind + 1 - at
        return self._number_instead(text, units, at) or form, 1

    def _day(self, key: str) -> int:
        digits = key.rstrip(_LETTERS)
        if (
            len(digits) <= _DAY_DIGITS
            and digits.isdecimal()
            and key[len(digits) :] in self._ordinals
        ):
            number = int(digits)
            return number if number <= _DAYS else 0
        return 0


_LINKING_ITEMS = frozenset({"of", "de", "del"})
"""What links a day to the month behind it, and nothing to one before it: in March of 14 counts."""


_NUMBERS_OR_MONTHS = {"sept": "7", "dez": "10"}
"""French and Portuguese numbers that are months in other languages."""


_ROUND_TENS = frozenset(map(str, range(20, 100, 10)))


_BEHIND_TENS = frozenset({"-", "and", "y", "et", "e", "en", "и"})
"""What stands between tens and ones in words, in some languages."""


DATELINE = "‹—›"
"""The normal form of a dateline as a whole."""


CONVERSION = "‹()›"
"""The normal form of a measure that is said again in brackets."""


_SMALL = "a-zß-öø-ÿά-ώа-џ" + "".join(
    letter for letter in map(chr, range(0x100, 0x180)) if letter.islower()
)
"""The small letters of Latin, Greek and Cyrillic, for a class of characters."""


_CAPITALS = rf"[^\W\d_{_SMALL}][^\W\d_{_SMALL}.'’/-]+"


_PLACE = rf"{_CAPITALS}(?:[ -]{_CAPITALS}){{0,3}}(?:, [^()\n—–:]{{1,30}})?"


_NAMED = (
    rf"[^\W\d_{_SMALL}][\w{MARKS}.'’-]*"
    rf"(?:,? (?:[^\W\d_{_SMALL}][\w{MARKS}.'’-]*"
    rf"|\d{{1,2}}\.?(?: [\w{MARKS}]{{3,9}}\.?(?: \d{{4}})?)?"
    rf"|[\w{MARKS}]{{3,10}}\.? \d{{1,2}}\.?(?:, \d{{4}})?"
    r"|de|am|an|der|la|le|les|del|sur)){0,5}"
)
"""A place as it is written in a sentence, and a date behind it."""


_DATED = r"[^()\d]{2,40}, ?\d"
"""What begins with a place and a date needs no dash behind the service: `Jaipur, 5 March (PTI)`."""


_ENDS_DATELINE = r"(?:\s?[—–]|\s?--|\s-|:)(?=\s|$)"


_ENDS_SERVICE = rf"(?:\.\s?[—–-]|\.|\s_|{_ENDS_DATELINE})(?=\s|$)"
"""What stands behind a service in brackets: (EFE).- and (AP) _ are no end of another place."""


_LONGEST_DATELINE = 90


_IN_DATELINE = re.compile("[—–:(【电電-]")
"""What each dateline has one of: most texts are done with sooner by looking for these."""


_UNLISTED = rf"\([^\W\d_{_SMALL}]{{2,9}}(?:[-/ ][^\W\d_{_SMALL}]{{2,9}})?\)"
"""A service that no list has, in capitals, between a place and a dash: `LIMA (ANDINA) –`."""


_INITIALS = rf"\([{_SMALL}]{{2,4}}(?:/[\w-]{{2,14}})?\)"
"""A reporter's initials, or a wire of press releases: `Kassel (nh).`, `Kassel (ots) –`."""


_LEAST_PLACE = 5


_MOST_IN_BRACKETS = 6


_RATE = 2
"""Words of `per hour`."""


_MILLIONS = "000000"


_LENGTHS = (" feet", " yards", " inches")


_KOREAN = (
    r"[(\[][가-힣·]{2,8}=[^)\]]{2,12}[)\]](?:\s(?:[가-힣]{2,4}[·\s])+(?:기자|특파원))?(?:\s?=)?"
)
"""(부산=연합뉴스) 김철수 기자 =, which has the place before the service."""


_MEASURE = re.compile(r"\d[\d.]* \D.*")


class Asides:
    """Finds what stands in a text as a whole or not: datelines, measures said again.

    Args:
        words: How they are written.
        key: Gives a word's normal form.
        is_unit: Whether a normal form is a unit of measure.
    """

    def __init__(
        self, words: AsideWords, key: Callable[[str], str], is_unit: Callable[[str], bool]
    ) -> None:
        self._is_unit = is_unit
        self.names = {DATELINE: words.dateline, CONVERSION: words.conversion}
        self._zones = frozenset(map(key, words.zones))
        self._dateline: re.Pattern[str] | None = None
        if words.dateline:
            services = "|".join(sorted(map(re.escape, words.services)))
            sent = rf"\((?:{services})(?:[ /,](?:{services}))*\)"
            place = rf"(?:{_PLACE}|{_NAMED})"
            self._dateline = re.compile(
                rf"{sent}\s?[–—-]\s{_PLACE}{_ENDS_DATELINE}"
                rf"|(?:{place}\s)?{sent}{_ENDS_SERVICE}|{_PLACE}{_ENDS_DATELINE}"
                rf"|(?={_DATED}){_NAMED}\s{sent}(?=\s)"
                rf"|{place}\s{_UNLISTED}(?:\.\s?[—–-](?=\s|$)|{_ENDS_DATELINE})"
                rf"|{place}\s{_INITIALS}(?:\.(?=\s|$)|{_ENDS_DATELINE})"
                rf"|{_KOREAN}|【[^】]{{2,20}}】|(?:{services})[^，。、 ]{{2,20}}[电電]"
            )

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of each."""
        if self._dateline is not None:
            units = self._with_dateline(self._dateline, text, units)
        if self.names[CONVERSION] and "(" in units[0]:
            units = self._with_conversions(units)
        return units

    def _with_dateline(self, dateline: re.Pattern[str], text: str, units: Units) -> Units:
        if not _IN_DATELINE.search(text, 0, _LONGEST_DATELINE):
            return units
        match = dateline.match(text, 0, _LONGEST_DATELINE)
        if match is None or not units[0]:
            return units
        found = match[0].rstrip()
        # "NATO – the alliance – said": a second dash closes what the first one opens.
        dash = not found[-1].isalnum() and found[-1] != "】" and "(" not in found
        is_aside = dash and text.find(found[-1], len(found), 2 * _LONGEST_DATELINE) > 0
        if is_aside or len(found) < _LEAST_PLACE or _spells_out(found):
            return units
        behind = next((at for at, end in enumerate(units[2]) if end >= len(found)), 0)
        if units[2][behind] != len(found):
            return units
        merged: Units = ([], [], [])
        _add(merged, DATELINE, units[1][0], len(found))
        _extend(merged, units, behind + 1, len(units[0]))
        return merged

    def _with_conversions(self, units: Units) -> Units:
        keys, starts, ends = units
        merged: Units = ([], [], [])
        done = 0
        for at, key in enumerate(keys):
            if key != "(" or at < done:
                continue
            close = next(
                (to for to in range(at + 2, min(at + 8, len(keys))) if keys[to] == ")"), None
            )
            if close is None or not self._says_again(keys, at, close):
                continue
            _extend(merged, units, done, at)
            unit = self._unit_around(keys, at, close)
            if unit:
                merged[0][-1], merged[2][-1] = unit, ends[close + _RATE]
                done = close + 1 + _RATE
                continue
            _add(merged, CONVERSION, starts[at], ends[close])
            done = close + 1
        _extend(merged, units, done, len(keys))
        return merged

    def _unit_around(self, keys: Sequence[str], start: int, close: int) -> str:
        """The measure whose unit goes on behind brackets: 205 kilometers (127 miles) per hour."""
        measure = " ".join([*keys[start - 1 : start], *keys[close + 1 : close + 1 + _RATE]])
        ends = start > 0 and close + _RATE < len(keys)
        return measure if ends and self._is_unit(measure.partition(" ")[2]) else ""

    def _says_again(self, keys: Sequence[str], start: int, close: int) -> bool:
        """Whether what is in brackets is one measure or time, and stands behind another."""
        inner = keys[start + 1 : close]
        # A tower may be 120 meters high (394-foot-high).
        if inner[-2:-1] == ["-"] and inner[-1].isalpha():
            inner = inner[:-2]
        # 1800 GMT on Saturday
        while inner[-1].isalpha() and not self._zones.isdisjoint(inner[-3:-1]):
            inner = inner[:-1]
        measures = sum(_MEASURE.fullmatch(key) is not None for key in inner)
        numbers = sum(key[0].isdigit() for key in inner)
        before = keys[max(0, start - _MOST_IN_BRACKETS) : start]
        # 203ft (62m) is no sum of millions.
        if len(inner) == 1 and inner[0].endswith(_MILLIONS) and start > 0:
            return before[-1].endswith(_LENGTHS)
        if not (_MEASURE.fullmatch(inner[-1]) or inner[-1] in self._zones):
            return False
        if numbers != 1 or not (measures == 1 or not self._zones.isdisjoint(inner)):
            return False
        # What a whole text consists of was cut out of one.
        if start == 0 or any(key[0].isdigit() for key in before):
            return True
        return self._is_unit(before[-1])  # Half a mile (800 meters).


def _with_dates(dates: Sequence[Sequence[_Piece]], units: Units) -> Units:
    """Put the pieces of dates in the place of the tokens that they were read from."""
    merged: Units = ([], [], [])
    at = 0
    for pieces in dates:
        start, end = pieces[0][0], pieces[-1][1]
        while at < len(units[0]) and units[2][at] <= start:
            _append(merged, units, at)
            at += 1
        if at == len(units[0]) or units[1][at] != start:
            continue
        behind = at
        while behind < len(units[0]) and units[1][behind] < end:
            behind += 1
        if units[2][behind - 1] != end:
            continue
        for left, right, form in pieces:
            _add(merged, form, left, right)
        at = behind
    for rest in range(at, len(units[0])):
        _append(merged, units, rest)
    return merged


def _add(units: Units, key: str, start: int, end: int) -> None:
    units[0].append(key)
    units[1].append(start)
    units[2].append(end)


def _spells_out(found: str) -> bool:
    """Whether what stands in brackets is short for the words before: `World Bank (WB) –`."""
    name, bracket, rest = found.partition("(")
    return bool(bracket) and "".join(word[0] for word in name.split()) == rest.partition(")")[0]


def _extend(units: Units, source: Units, start: int, end: int) -> None:
    units[0].extend(source[0][start:end])
    units[1].extend(source[1][start:end])
    units[2].extend(source[2][start:end])


def _append(units: Units, source: Units, at: int) -> None:
    _add(units, source[0][at], source[1][at], source[2][at])
