"""What numbers, measures and dates come to, so that the same is known in other words."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from tui.text.words.conventions import phrase_groups
from tui.text.words.tokens import MONTHS, is_year

if TYPE_CHECKING:
    from tui.text.words.house_style import HouseStyle


_NEAR_DAYS = range(-7, 8)  # From an article's own day to one that it calls by its name.
_DAY = datetime.timedelta(1)
_ROUNDING = 0.04
"""By how much of itself a measure may be off when it is said in another unit."""


_MONTH_AND_DAY = re.compile(r"([^\W\d_]+) (\d\d?)")

_CLOCK = re.compile(r"[012]\d([0-5]\d)")
_CLOCK_WITH_POINT = re.compile(r"0?(\d\d?)\.([0-5]\d)")


_DAY_ALONE = re.compile(r"day (\d\d?)")
"""A day of some month, as Chinese and Japanese papers write it: 3日."""


_NOON = 12
_MINUTES = 2
"""Digits of the minutes of a time."""


_EITHER = " or "
"""Between the times that half past five may be: 5:30 or 17:30."""


_SAME_PARTS = ({"quarter", "25 percent"}, {"half", "50 percent"})


_Dated = tuple[str, "str | None"]
"""The group of a date, and the date of the article that has it."""


class Values:
    """What measures and dates come to, so that the same is known in other words."""

    def __init__(
        self, conversions: str, weekdays: str, relative: tuple[str, str], style: HouseStyle
    ) -> None:
        """Make the lists of a lens ready; `relative` are those of days and of years."""
        self._factors: dict[str, tuple[float, str]] = {}
        for unit, factor, base in phrase_groups(conversions):
            self._factors[" ".join(style.keys(unit))] = (float(factor), base)
            self._factors.setdefault(" ".join(style.keys(base)), (1.0, base))
        self._weekdays = weekdays.split()
        self._days = _offsets_of(relative[0])
        self._years = _offsets_of(relative[1])

    def is_same_measure(self, one: str, two: str) -> bool:
        """Whether two measures in different units are the same, but for rounding."""
        if _is_clock(one, two) or _is_clock(two, one) or one in _doubtful(two):
            return True
        if two in _doubtful(one) or {one, two} in _SAME_PARTS:
            return True
        number, _, unit = one.partition(" ")
        other_number, _, other_unit = two.partition(" ")
        (factor, base), (other_factor, other_base) = (
            self._factors.get(name, (0.0, name)) for name in (unit, other_unit)
        )
        if unit == other_unit or base != other_base:
            return False
        try:
            value, other = float(number) * factor, float(other_number) * other_factor
        except ValueError:
            return False
        return abs(value - other) <= _ROUNDING * max(value, other)

    def is_same_day(self, one: _Dated, two: _Dated) -> bool:
        """Whether one says by the day of its article what the other says by name.

        Where that day is not known it is taken for the same.
        """
        for (relative, date), (named, other) in ((one, two), (two, one)):
            day = datetime.date.fromisoformat(date[:10]) if date else None
            offset = self._days.get(relative)
            if offset is not None and (named in self._weekdays or _MONTH_AND_DAY.fullmatch(named)):
                return day is None or self._is(day + datetime.timedelta(offset), named)
            other_offset = self._days.get(named)
            if date and other and offset is not None and other_offset is not None:
                there = datetime.date.fromisoformat(other[:10])
                return day is not None and day + _DAY * offset == there + _DAY * other_offset
            alone, dated = _DAY_ALONE.fullmatch(relative), _MONTH_AND_DAY.fullmatch(named)
            if alone and dated:
                return alone[1] == dated[2]
            if relative in self._weekdays and dated:
                near = [day + datetime.timedelta(by) for by in _NEAR_DAYS] if day else []
                return day is None or any(self._is(one, relative, named) for one in near)
            years = self._years.get(relative)
            if years is not None and is_year(named):
                return day is None or str(day.year + years) == named
        return False

    def is_day_of_both(self, one: tuple[str, str], other: str) -> bool:
        """Whether the date in an article is the day of it and another, or of the earlier one.

        A paper may print a day later what an agency sent: it adds `last night`, or drops the day.
        """
        named, date = one
        day, other_day = (datetime.date.fromisoformat(each[:10]) for each in (date, other))
        if abs(day - other_day).days > 1:
            return False
        offset = self._days.get(named)
        first = min(day, other_day)
        return self._is(first, named) if offset is None else day + _DAY * offset == first

    def _is(self, day: datetime.date, *names: str) -> bool:
        month = MONTHS[day.month - 1]
        return {self._weekdays[day.weekday()], f"{month} {day.day}"}.issuperset(names)


def by_twelve(key: str) -> str:
    """A time by the clock of twelve hours, as half past five is either of two; else the key."""
    hour, colon, minutes = key.split(_EITHER, maxsplit=1)[0].partition(":")
    if not colon or not hour.isdecimal() or len(minutes) != _MINUTES or not minutes.isdecimal():
        return key
    return f"{int(hour) % _NOON}:{minutes}"


def _is_clock(digits: str, time: str) -> bool:
    """Whether 0352 is a time by another zone's clock of 5:52, whole hours off; 14.20 is 14:20.

    Half past five is either of two times.
    """
    if _EITHER in digits:
        return time in digits.split(_EITHER) or any(
            _is_clock(time, one) for one in digits.split(_EITHER)
        )
    pointed = _CLOCK_WITH_POINT.fullmatch(digits)
    if pointed is not None:
        return time.removeprefix("0") == ":".join(pointed.groups())
    clock = _CLOCK.fullmatch(digits)
    return clock is not None and time.endswith(f":{clock[1]}")


def _doubtful(number: str) -> tuple[str, ...]:
    """What else a number may be: under-21s, a final over 200m, 75% without its sign, 150lb."""
    value, _, unit = number.partition(" ")
    if unit in {"meters", "percent"} and value.isdigit():
        return (value + "000000" * (unit == "meters"),)
    if unit == "pounds":
        return (f"{value} pounds in weight",)
    return (number + "s",) if number.isdigit() else ()


def _offsets_of(lines: str) -> dict[str, int]:
    return {name: int(number) for number, *names in phrase_groups(lines) for name in names}
