"""Phrases and dates that count as one word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.layers import DateLayer, groups, words_of
from tui.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DAYS = 31
_DAY_DIGITS = 2
_NUMERIC_DATE = re.compile(
    r"(?<![\d./-])(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)([./])(\d\d?)\5(\d{4}))(?![\d/-])"
)
_LETTERS = "".join(map(chr, range(ord("a"), ord("z") + 1))) + "ºª."

Units = tuple[list[str], list[int], list[int]]
"""Normal forms with their start and end offsets."""


class Phrasebook:
    """Finds phrases, and a month beside a day, in a run of normal forms.

    Args:
        phrases: Phrases of several tokens, and what stands for each.
        dates: The layer of dates, if there is one.
        key: The normal form of a word.
    """

    def __init__(
        self,
        phrases: Sequence[tuple[str, str]],
        dates: DateLayer | None,
        key: Callable[[str], str],
    ) -> None:
        self._rests: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for phrase, form in phrases:
            first, *rest = map(key, tokenise(phrase)[0])
            entry = tuple(rest), form, not phrase.islower()
            self._rests.setdefault(first, []).append(entry)
        for rests in self._rests.values():
            rests.sort(key=lambda entry: -len(entry[0]))
        self._months: frozenset[str] = frozenset()
        self._month_names: list[str] = []
        if dates is not None:
            self._month_names = [key(group[0]) for group in groups(dates.months)]
            self._months = frozenset(self._month_names)
            self._ordinals = words_of(dates.ordinals) | {""}
            self._between = words_of(dates.between)
        self._heads = frozenset(self._rests) | self._months

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of the tokens of a phrase or of a date."""
        if self._month_names and _NUMERIC_DATE.search(text):
            units = self._with_named_months(text, units)
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
            if key in self._rests:
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

    def _with_named_months(self, text: str, units: Units) -> Units:
        """Read dates all in digits as a month with its day, and a year beside it.

        Only the order day, month, year is read with points, as no language has another; with
        strokes only where one number is too great for a month.
        """
        found: Units = ([], [], [])
        at = 0
        dates = [(m.span(), m.groups(default="")) for m in _NUMERIC_DATE.finditer(text)]
        for (start, end), (year, month, day, first, mark, second, last) in dates:
            while at < len(units[0]) and units[2][at] <= start:
                _append(found, units, at)
                at += 1
            if at == len(units[0]) or units[1][at] != start:
                continue
            name = self._named(month, day) if year else self._named_either(first, second, mark)
            behind = at
            while behind < len(units[0]) and units[1][behind] < end:
                behind += 1
            if name is None or units[2][behind - 1] != end:
                continue
            pieces = [(name, start, end - len(last)), (last, end - len(last), end)]
            if year:
                pieces = [(year, start, start + len(year)), (name, start + len(year) + 1, end)]
            for form, left, right in pieces:
                _add(found, form, left, right)
            at = behind
        for rest in range(at, len(units[0])):
            _append(found, units, rest)
        return found

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

    def _phrase_at(self, text: str, units: Units, at: int) -> tuple[str, int]:
        keys, starts, ends = units
        for rest, form, needs_capital in self._rests[keys[at]]:
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
