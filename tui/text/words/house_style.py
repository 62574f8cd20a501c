"""Reading a text as its house-style layers see it: normal forms of its words.

Everything downstream compares these forms, so what a layer folds is no difference anywhere. Which
layer it was is found out again when a reader asks (`name_of`), by reading with one layer more at
a time: that is slow, and seldom asked.
"""

from __future__ import annotations

from array import array
from functools import cached_property, lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING

from tui.text.words.conventions import Conventions
from tui.text.words.han_numbers import with_han_numbers, with_han_percents, with_han_times
from tui.text.words.phrases import DATELINE, Asides, Phrasebook
from tui.text.words.quantities import Quantities
from tui.text.words.scripts import may_be_east_asian
from tui.text.words.tokens import (
    PerWord,
    StemSettings,
    Words,
    as_seen,
    begins_with_digit,
    features,
    stemmer,
    tokenise,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.conventions import FoldingStep
    from tui.text.words.layers import HouseStyleLayer
    from tui.text.words.phrases import Units


_TEXTS = 1 << 14
"""Texts that are remembered as they were read, at some four kilobytes each: paragraphs of a
thousand articles, as those that are compared with one another come together."""


class HouseStyle:
    """The enabled layers, ready to read texts.

    `key` gives the normal form of a word, `stem` the stem of a normal form, `read` a text's
    words; all three remember what they were asked.
    """

    def __init__(self, layers: tuple[HouseStyleLayer, ...], stems: StemSettings) -> None:
        self._layers = tuple(layer for layer in layers if layer.enabled)
        self.stems = stems
        known = _conventions_of(self._layers)
        self._steps = known.steps
        self.key = PerWord(self._key).__getitem__
        self.stem = PerWord(stemmer(stems)).__getitem__
        self.stems_of = lru_cache(maxsize=4)(self._stems_of)
        self.read = lru_cache(maxsize=_TEXTS)(self._read)
        self._phrasebook = Phrasebook(known.phrases, known.dates, self.key)
        self._quantities = Quantities(known.quantities, self.key)
        self._reads_numbers = bool(known.quantities.scales)
        self._joiner = known.joiner
        self._asides = Asides(known.asides, self.key, self._quantities.is_unit)
        self._optional = {self.key(word): name for word, name in known.optional}
        self._optional |= {key: name for key, name in self._asides.names.items() if name}
        self._counted_stem = PerWord(self._stem_that_counts).__getitem__

    def _key(self, word: str) -> str:
        # Most words are plain, and start-up waits for thousands of them.
        plain = word.isascii() and word.isalpha() and word.islower()
        if not plain:
            word = as_seen(word)
        for step, changes_plain in self._steps:
            if plain and not changes_plain:
                continue
            read, final = step(word)
            if final:
                return read
            plain = plain and read == word
            word = read
        return word

    def keys(self, text: str) -> list[str]:
        """The normal forms of a text's words."""
        return self._units(text)[0]

    def _units(self, text: str) -> Units:
        tokens, starts, ends = tokenise(text)
        units: Units = (list(map(self.key, tokens)), starts, ends)
        has_han = self._reads_numbers and may_be_east_asian(text)
        if has_han:
            units = with_han_numbers(text, with_han_times(text, units))
        units = self._phrasebook.merge(text, units)
        if has_han:
            units = with_han_percents(text, units)
        return self._asides.merge(text, self._quantities.merge(text, units))

    def within(self, aside: str) -> list[str]:
        """The normal forms of the words of a dateline, or of what is said again in brackets."""
        return self.keys(aside.strip("()—–-: "))

    def _read(self, text: str) -> Words:
        keys, starts, ends = self._units(text)
        # What a dateline names is no difference, but tells which paragraphs belong together.
        named = self.within(text[starts[0] : ends[0]]) if keys[:1] == [DATELINE] else []
        stems = [*map(self.stem, named), *map(self._counted_stem, keys)]
        # As arrays, as many of these are remembered: a list of numbers takes nine times as much.
        offsets = array("l", starts), array("l", ends)
        numbers = list(filter(begins_with_digit, keys))
        return Words(
            text,
            keys,
            *offsets,
            features(list(filter(None, stems))),
            self.essence_of(keys),
            numbers,
        )

    def _stem_that_counts(self, key: str) -> str:
        return "" if key in self._optional else self.stem(key)

    def essence_of(self, keys: Sequence[str]) -> str:
        """What is left of normal forms without optional ones; equal where texts are the same."""
        return self._joiner.join(filterfalse(self._optional.__contains__, keys))

    def _stems_of(self, keys: frozenset[str]) -> frozenset[str]:
        return frozenset(map(self.stem, keys))

    def is_optional(self, key: str) -> bool:
        """Whether a layer says that this word or mark may be there or not."""
        return key in self._optional

    def name_of(self, left: str, right: str) -> str | None:
        """The first layer after which two texts are equal, "" where they look equal without any.

        None where they differ. Either text may be empty: then the layer is the one that
        makes the words of the other optional.
        """
        left, right = as_seen(left), as_seen(right)
        if left == right:
            return ""
        if not left or not right:
            return self._optional_name(left or right)
        if self._is_word(left) and self._is_word(right):
            one, other = left, right
            for name, step in self._named_steps:
                (one, final), (other, other_final) = step(one), step(other)
                if one == other:
                    return name
                if final or other_final:
                    break
        names = self._optional_name(left), self._optional_name(right)
        return names[0] if all(names) else self._name_by_reading(left, right)

    @cached_property
    def _named_steps(self) -> list[tuple[str, FoldingStep]]:
        return [
            (layer.name, step)
            for layer in self._layers
            for step, _ in _conventions_of((layer,)).steps
        ]

    def _is_word(self, text: str) -> bool:
        return len(tokenise(text)[0]) == 1

    def _optional_name(self, text: str) -> str | None:
        """The last of the layers that make the words of a text optional; None if one is not."""
        names = {self._optional.get(key) for key in self.keys(text)}
        if None in names:
            return None
        return next((layer.name for layer in reversed(self._layers) if layer.name in names), None)

    def _name_by_reading(self, left: str, right: str) -> str | None:
        for count in range(1, len(self._layers) + 1):
            upto = house_style(self._layers[:count], self.stems)
            if upto.read(left).essence == upto.read(right).essence:
                return self._layers[count - 1].name
        return None


def _conventions_of(layers: Sequence[HouseStyleLayer]) -> Conventions:
    conventions = Conventions()
    for layer in layers:
        layer.add_to(conventions)
    return conventions


@lru_cache(maxsize=64)
def house_style(layers: tuple[HouseStyleLayer, ...], stems: StemSettings) -> HouseStyle:
    """The layers made ready, kept for the next call with the same ones."""
    return HouseStyle(layers, stems)
