"""Numbers in Chinese characters, which put no space around them: 十二亿, 1億2千万, 百分之三.

Every character is a unit of its own there, so a number is a run of units. One character alone is
mostly no number (一些 is "some"), but for one before what is counted: 三人.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.words.scripts import may_be_east_asian
from tui.text.words.tokens import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.phrases import Units


_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2}


_TENS = {"十": 10, "百": 100, "千": 1000}


_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}


_COUNTED = frozenset("人名年月日天岁歲歳次座艘辆輛台分秒周週倍件回度")


_COUNTED_FROM_TWO = frozenset("点點时時个個")
"""What is counted as well, where a one before it mostly counts nothing: 一点 is "a little"."""


_TEN_OR_VERY = ("十", "分")


_OF_A_HUNDRED = ("百", "分", "之")


_PERCENT = "percent"


_YEAR = 4


_IN_TENTHS = "割"
"""Japanese counts shares in tenths: 6割 is 60 percent."""


_TIME = re.compile(
    r"(?P<half>午前|午後|上午|下午|中午|早上|早晨|清晨|凌晨|傍晚|晚上|晚间|晚間|夜里|深夜|未明|朝|晚|夜)?\s?"
    r"(?P<hour>[01]?\d|2[0-4]|十[一二]?|[一二两兩三四五六七八九])\s?[时時点點]"
    r"(?:\s?(?:(?P<minute>[0-5]?\d|[二三四五]?十[一二三四五六七八九]?)\s?分(?![之鐘钟の])|(?P<thirty>半))|(?![间間代期段刻差給给候]))"
)
"""A time of day; what follows the hour in the end makes it a number of hours, or points."""


_KOREAN_TIME = re.compile(
    r"(?:(?P<half>오전|오후|새벽|아침|저녁|밤)\s?)?(?P<hour>[01]?\d|2[0-4])시"
    r"(?:\s?(?:(?P<minute>[0-5]?\d)분|(?P<thirty>반)))?(?:께|쯤|경|에|부터|까지)?(?![가-힣])"
)
"""The same in Korean, with what says about, at or from behind it."""


_AFTER_NOON = frozenset(
    {
        "오후",
        "저녁",
        "밤",
        "午後",
        "下午",
        "傍晚",
        "晚上",
        "晚间",
        "晚間",
        "夜里",
        "深夜",
        "晚",
        "夜",
    }
)


_NOON = 12


_DAY = re.compile(
    r"(?<![\d.])(?:(?P<month>1[0-2]|0?[1-9])\s?月\s?)?(?P<day>[12]\d|3[01]|0?[1-9])\s?[日号號](?![间間内內线線连連元目後后前ぶ以余])"
)
"""A day, with its month or without; 3日間 and 3日内 are a number of days."""


def with_han_numbers(text: str, units: Units) -> Units:
    """Make one unit of each number in Chinese characters, or in these and digits."""
    if not may_be_east_asian(text):
        return units
    keys, starts, ends = units
    merged: Units = ([], [], [])
    at = 0
    while at < len(keys):
        form, behind = _number_at(keys, starts, ends, at)
        merged[0].append(form)
        merged[1].append(starts[at])
        merged[2].append(ends[behind - 1])
        at = behind
    return merged


def with_han_times(text: str, units: Units) -> Units:
    """Make one unit of each day of a month and each time of day written in digits."""
    if not may_be_east_asian(text) or not _HAS_TIME.search(text):
        return units
    found = [(*match.span(), _day_of(match)) for match in _DAY.finditer(text)]
    clocks = [*_TIME.finditer(text), *_KOREAN_TIME.finditer(text)]
    times = ((match, _time_of(match)) for match in clocks)
    found += [(*match.span(), form) for match, form in times if form is not None]
    keys, starts, ends = units
    merged: Units = ([], [], [])
    at = 0
    for start, end, form in sorted(found):
        while at < len(keys) and starts[at] < start:
            _append(merged, keys[at], starts[at], ends[at])
            at += 1
        behind = at
        while behind < len(keys) and ends[behind] <= end:
            behind += 1
        # What another unit goes over the ends of is no time of its own.
        if behind > at and (starts[at], ends[behind - 1]) == (start, end):
            _append(merged, form, start, end)
            at = behind
    for rest in range(at, len(keys)):
        _append(merged, keys[rest], starts[rest], ends[rest])
    return merged


_HAS_TIME = re.compile(r"[\d十一二两兩三四五六七八九]\s?[日号號时時点點시]")


def _append(units: Units, key: str, start: int, end: int) -> None:
    units[0].append(key)
    units[1].append(start)
    units[2].append(end)


def _day_of(match: re.Match[str]) -> str:
    """The normal form of a day: that of its date, or what it is of any month."""
    month = match["month"]
    return f"{MONTHS[int(month) - 1] if month else 'day'} {int(match['day'])}"


def _time_of(match: re.Match[str]) -> str | None:
    """A time by the clock of 24 hours; None where nothing tells that it is one."""
    half, hour, minute = match["half"], _clock_number(match["hour"]), match["minute"]
    if not (half or minute or match["thirty"]) and (
        match[0][-1] in "点點" or not match["hour"].isdecimal()
    ):
        return None
    if half in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    return f"{hour}:{30 if match['thirty'] else _clock_number(minute or '0'):02}"


def _clock_number(written: str) -> int:
    return int(written if written.isdecimal() else _value(written) or 0)


def with_han_percents(text: str, units: Units) -> Units:
    """Make one unit of a number and a sign for percent: 百分之三 is one, as it says that first."""
    keys, starts, ends = units
    if {_PERCENT, _IN_TENTHS}.isdisjoint(keys) or not may_be_east_asian(text):
        return units
    merged: Units = ([], [], [])
    for at, key in enumerate(keys):
        if key == _PERCENT and at and keys[at - 1][0].isdigit() and ends[at - 1] == starts[at]:
            merged[0][-1], merged[2][-1] = f"{keys[at - 1]} {_PERCENT}", ends[at]
            continue
        if key == _IN_TENTHS and at and keys[at - 1].isdecimal() and ends[at - 1] == starts[at]:
            merged[0][-1], merged[2][-1] = f"{int(keys[at - 1]) * 10} {_PERCENT}", ends[at]
            continue
        _append(merged, key, starts[at], ends[at])
    return merged


def _number_at(
    keys: Sequence[str], starts: Sequence[int], ends: Sequence[int], at: int
) -> tuple[str, int]:
    """The normal form of the number that starts at a unit, or of that unit; and what is behind."""
    if tuple(keys[at : at + 3]) == _OF_A_HUNDRED and at + 3 < len(keys):
        number, behind = _number_at(keys, starts, ends, at + 3)
        if number.isdecimal() or number in _DIGITS:
            return f"{_DIGITS.get(number, number)} {_PERCENT}", behind
    behind = at
    while behind < len(keys) and (behind == at or ends[behind - 1] == starts[behind]):
        key = keys[behind]
        if not (key in _DIGITS or key in _TENS or key in _MYRIADS or key[0].isdecimal()):
            break
        behind += 1
    run = keys[at:behind]
    value = None
    if len(run) > 1 or (run and behind < len(keys) and _counts(run[0], keys[behind])):
        value = _value(run)
    return (keys[at], at + 1) if value is None else (value, behind)


def _counts(sign: str, following: str) -> bool:
    """Whether one character is a number by what stands behind it."""
    if sign not in _DIGITS and sign != "十":
        return False
    if (sign, following) == _TEN_OR_VERY:
        return False
    return following in _COUNTED or (following in _COUNTED_FROM_TWO and sign != "一")


def _value(run: Sequence[str]) -> str | None:
    """What digits and characters for powers of ten come to; None if that is no number."""
    if len(run) == _YEAR and all(sign in _DIGITS for sign in run):
        return "".join(str(_DIGITS[sign]) for sign in run)
    total = section = 0.0
    digit: float | None = None
    for sign in run:
        if sign in _MYRIADS:
            section += digit or 0
            if not section:
                return None
            total, section, digit = total + section * _MYRIADS[sign], 0.0, None
        elif sign in _TENS:
            section, digit = section + (1 if digit is None else digit) * _TENS[sign], None
        elif digit is None or digit == 0:
            digit = _digit(sign)
            if digit is None:
                return None
        else:
            return None
    total += section + (digit or 0)
    return str(int(total)) if total == int(total) else f"{total:.3f}".rstrip("0")


def _digit(sign: str) -> float | None:
    if sign in _DIGITS:
        return _DIGITS[sign]
    whole, _, decimals = sign.partition(".")
    return float(sign) if f"{whole}{decimals}".isdecimal() and len(sign) <= _LONGEST else None


_LONGEST = 15
"""Digits that a number of a computer tells apart."""
