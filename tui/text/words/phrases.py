"""Phrases and dates that count as one word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.words.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.text.words.conventions import DateWords


_DAYS = 31


_DAY_DIGITS = 2


_NUMERIC_DATE = re.compile(
    r"(?<![\d./-])(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)([./])(\d\d?)\5(\d{4}))(?![\d/-])"
)


_SHORT_DATE = re.compile(r"(?<![\d.])(\d\d?)\. ?(\d\d?)\.(?!\w)")


_BEFORE_SHORT = re.compile(r"(\w+ |[(,] ?)$")


_DATE_LIKE = re.compile(r"\d[./-] ?\d")


_LONGEST_BEFORE = 10


_LETTERS = "".join(map(chr, range(ord("a"), ord("z") + 1))) + "ºª."


Units = tuple[list[str], list[int], list[int]]
"""Normal forms with their start and end offsets."""


Rest = tuple[tuple[str, ...], str, bool]
"""What follows the first word of a phrase, the phrase's form, and whether it needs a capital."""


Piece = tuple[int, int, str]
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
        self._rests: dict[str, list[Rest]] = {}
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
        self._heads = frozenset(self._begun) | self._months

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of the tokens of a phrase or of a date."""
        if self._month_names and _DATE_LIKE.search(text):
            dates = [*self._numeric_dates(text), *self._short_dates(text)]
            if dates:
                units = _with_dates(sorted(dates), units)
        keys, starts, ends = units
        if self._heads.isdisjoint(keys):
            return units
        has_months = not self._months.isdisjoint(keys)
        heads = self._heads
        merged: Units = ([], [], [])
        done = 0
        for at, key in enumerate(keys):
            # Most words begin nothing: what stands between two phrases is taken as a whole.
            if at < done or not (key in heads or (has_months and key[0].isdigit())):
                continue
            form, length = key, 1
            if key in self._begun:
                form, length = self._phrase_at(text, units, at)
            if length == 1 and has_months and (key in self._months or key[0].isdigit()):
                form, length = self._date_at(keys, at, form)
            if length == 1 and form == key:
                continue
            _extend(merged, units, done, at)
            _add(merged, form, starts[at], ends[at + length - 1])
            done = at + length
        _extend(merged, units, done, len(keys))
        return merged

    def _numeric_dates(self, text: str) -> Iterator[list[Piece]]:
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

    def _short_dates(self, text: str) -> Iterator[list[Piece]]:
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

    def _phrases_of(self, head: str) -> list[Rest]:
        """The phrases that begin with a normal form, the longest first.

        They are made ready when a text first has that word, as most lists have many more
        phrases than a page has use for.
        """
        found = self._rests.get(head)
        if found is None:
            found = [
                (tuple(map(self._key, tokens_of(phrase)[1:])), form, not phrase.islower())
                for phrase, form in self._begun[head]
            ]
            found.sort(key=lambda entry: -len(entry[0]))
            self._rests[head] = found
        return found

    def _phrase_at(self, text: str, units: Units, at: int) -> tuple[str, int]:
        keys, starts, ends = units
        for rest, form, needs_capital in self._phrases_of(keys[at]):
            end = at + 1 + len(rest)
            if tuple(keys[at + 1 : end]) != rest:
                continue
            surface = text[starts[at] : ends[end - 1]]
            if form.isdecimal() and any(map(str.isdigit, surface)):
                continue
            if not needs_capital or any(map(str.isupper, surface)):
                return form, end - at
        return keys[at], 1

    def _date_at(self, keys: list[str], at: int, form: str) -> tuple[str, int]:
        other = at + 1
        while other < len(keys) and other < at + 3 and keys[other] in self._between:
            other += 1
        if other < len(keys):
            ends = keys[at], keys[other]
            month, day = ends if ends[0] in self._months else ends[::-1]
            number = self._day(day)
            if month in self._months and number:
                return f"{month} {number}", other + 1 - at
        return form, 1

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


def _with_dates(dates: Sequence[Sequence[Piece]], units: Units) -> Units:
    """Put the pieces of dates in the place of the tokens that they were read from."""
    found: Units = ([], [], [])
    at = 0
    for pieces in dates:
        start, end = pieces[0][0], pieces[-1][1]
        while at < len(units[0]) and units[2][at] <= start:
            _append(found, units, at)
            at += 1
        if at == len(units[0]) or units[1][at] != start:
            continue
        behind = at
        while behind < len(units[0]) and units[1][behind] < end:
            behind += 1
        if units[2][behind - 1] != end:
            continue
        for left, right, form in pieces:
            _add(found, form, left, right)
        at = behind
    for rest in range(at, len(units[0])):
        _append(found, units, rest)
    return found


def _add(units: Units, key: str, start: int, end: int) -> None:
    units[0].append(key)
    units[1].append(start)
    units[2].append(end)


def _extend(units: Units, source: Units, start: int, end: int) -> None:
    units[0].extend(source[0][start:end])
    units[1].extend(source[1][start:end])
    units[2].extend(source[2][start:end])


def _append(units: Units, source: Units, at: int) -> None:
    _add(units, source[0][at], source[1][at], source[2][at])
