"""Numbers of several words, with their units, and times of day, each read as one word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.layers import NumberLayer, TimeLayer, UnitLayer, groups, words_of
from tui.text.quantity_reader import TENS, QuantityReader, divided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.text.layers import HouseStyleLayer
    from tui.text.phrasebook import Units

_GAPS_IN_NUMBERS = re.compile(r"\d[ \u00a0\u2009\u202f]\d{3}(?!\d)")
_CLOCK = re.compile(r"0?(\d\d?)(?:[:.](\d\d))?")
_NOON = 12
_HOURS = 24
_MINUTES = 60


class Quantities:
    """Finds numbers, units and times in a run of normal forms.

    Args:
        layers: The enabled layers.
        key: The normal form of a word.
    """

    def __init__(self, layers: Sequence[HouseStyleLayer], key: Callable[[str], str]) -> None:
        self._key = key
        self._scales: dict[str, int] = {}
        self._short_scales: dict[str, int] = {}
        self._one: frozenset[str] = frozenset()
        self._joining: frozenset[str] = frozenset()
        self._units: frozenset[str] = frozenset()
        self._parts: dict[str, tuple[int, str]] = {}
        self._hours: dict[str, int] = {}
        self._named: dict[str, str] = {}
        for layer in layers:
            match layer:
                case NumberLayer():
                    self._scales = _scales(layer.scales, key)
                    self._short_scales = _scales(layer.after_units, key)
                    self._one = frozenset(map(key, words_of(layer.one)))
                    self._joining = frozenset(map(key, words_of(layer.joining)))
                case UnitLayer():
                    self._units |= {key(group[0]) for group in groups(layer.equal)}
                    for power, whole, part in groups(layer.parts):
                        self._parts[key(part)] = int(power), key(whole)
                case TimeLayer():
                    self._hours |= {key(word): 0 for word in words_of(layer.morning)}
                    self._hours |= {key(word): _NOON for word in words_of(layer.afternoon)}
                    self._hours |= {key(word): _HOURS for word in words_of(layer.clock)}
                    for group in groups(layer.words):
                        self._named |= {key(word): group[0] for word in group[1:]}
                case _:
                    pass
        self._heads = self._scales.keys() | self._units | self._hours.keys() | self._named.keys()
        if self._scales:
            self._heads |= set(map(str, TENS))
        self._tails = self._heads | self._short_scales.keys()

    def merge(self, text: str, units: Units) -> Units:
        """Make one unit of the words of a number, a measure or a time."""
        keys, starts, ends = units
        if self._heads.isdisjoint(keys) and not self._has_digits_to_join(text, keys):
            return units
        merged: Units = ([], [], [])
        reader = QuantityReader(self, text, keys, starts, ends)
        at = 0
        while at < len(keys):
            form, after = reader.read(at)
            merged[0].append(form)
            merged[1].append(starts[at])
            merged[2].append(ends[after - 1])
            at = after
        return merged

    def _has_digits_to_join(self, text: str, keys: Sequence[str]) -> bool:
        if not self._tails:
            return False
        if _GAPS_IN_NUMBERS.search(text):
            return True
        return any(key[0].isdigit() and not key.isdigit() for key in keys)

    def key(self, word: str) -> str:
        """The normal form of a word."""
        return self._key(word)

    def is_unit(self, key: str) -> bool:
        """Whether a normal form is a unit of measure or of money."""
        return key in self._units

    def measure(self, number: str, unit: str) -> str:
        """The normal form of a number and its unit, parts of a greater unit read as that."""
        power, whole = self._parts.get(unit, (0, unit))
        value = divided(number, power)
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


def _scales(lines: str, key: Callable[[str], str]) -> dict[str, int]:
    return {key(name): int(power) for power, *names in groups(lines) for name in names}
