"""Phrases and dates that count as one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.layers import DateLayer, groups, words_of
from tui.text.words import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DAYS = 31
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
        self._rests: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, form in phrases:
            first, *rest = map(key, tokenise(phrase)[0])
            self._rests.setdefault(first, []).append((tuple(rest), form))
        for rests in self._rests.values():
            rests.sort(key=lambda entry: -len(entry[0]))
        self._months: frozenset[str] = frozenset()
        if dates is not None:
            self._months = frozenset(key(group[0]) for group in groups(dates.months))
            self._ordinals = words_of(dates.ordinals) | {""}
            self._between = words_of(dates.between)
        self._heads = frozenset(self._rests) | self._months

    def merge(self, keys: list[str], starts: list[int], ends: list[int]) -> Units:
        """Make one unit of the tokens of a phrase or of a date."""
        if self._heads.isdisjoint(keys):
            return keys, starts, ends
        merged: list[str] = []
        first: list[int] = []
        last: list[int] = []
        at = 0
        has_months = not self._months.isdisjoint(keys)
        for number, key in enumerate(keys):
            if number < at:
                continue
            form, length = key, 1
            if key in self._rests:
                form, length = self._phrase_at(keys, number)
            if length == 1 and has_months and (key in self._months or key[0].isdigit()):
                form, length = self._date_at(keys, number, form)
            merged.append(form)
            first.append(starts[number])
            last.append(ends[number + length - 1])
            at = number + length
        return merged, first, last

    def _phrase_at(self, keys: list[str], at: int) -> tuple[str, int]:
        for rest, form in self._rests[keys[at]]:
            end = at + 1 + len(rest)
            if tuple(keys[at + 1 : end]) == rest:
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
        if digits.isdecimal() and key[len(digits) :] in self._ordinals:
            number = int(digits)
            return number if number <= _DAYS else 0
        return 0
