"""Numbers in Chinese characters, which put no space around them: 十二亿, 1億2千万, 百分之三.

Every character is a unit of its own there, so a number is a run of units. One character alone is
mostly no number (一些 is "some"), but for one before what is counted: 三人.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.words.scripts import may_be_east_asian

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


def with_han_percents(text: str, units: Units) -> Units:
    """Make one unit of a number and a sign for percent: 百分之三 is one, as it says that first."""
    keys, starts, ends = units
    if _PERCENT not in keys or not may_be_east_asian(text):
        return units
    merged: Units = ([], [], [])
    for at, key in enumerate(keys):
        if key == _PERCENT and at and keys[at - 1][0].isdigit() and ends[at - 1] == starts[at]:
            merged[0][-1], merged[2][-1] = f"{keys[at - 1]} {_PERCENT}", ends[at]
            continue
        merged[0].append(key)
        merged[1].append(starts[at])
        merged[2].append(ends[at])
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
