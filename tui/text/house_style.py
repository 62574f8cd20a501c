"""Reading a text as its house-style layers see it: normal forms of its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.text.layers import (
    AccentLayer,
    CaseLayer,
    CharacterLayer,
    DateLayer,
    EndingLayer,
    HouseStyleLayer,
    NumberLayer,
    OptionalLayer,
    SpacingLayer,
    WordLayer,
    groups,
    words_of,
)
from tui.text.words import StemSettings, Words, features, stemmer, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

Step = Callable[[str], tuple[str, bool]]
"""One layer's work on one word: its new form, and whether no later layer may change it."""

_MEMORY = 1 << 15
_DAYS = 31
_LETTERS = "".join(map(chr, range(ord("a"), ord("z") + 1))) + "ºª."


def _characters(layer: CharacterLayer) -> Step:
    table: dict[int, str] = {}
    for line in layer.equal.splitlines():
        first, *others = line.split() or [""]
        table.update({ord(other): first for other in others})
    return lambda word: (word.translate(table), False)


def _fold_accents(word: str) -> tuple[str, bool]:
    # Only Latin: й and が also decompose, but the mark on them makes another letter.
    if word.isascii():
        return word, False
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", word):
        base = unicodedata.normalize("NFKD", character)
        kept.append(base[0] if "A" <= base[0] <= "\u024f" and len(base) > 1 else character)
    return "".join(kept), False


def _endings(layer: EndingLayer) -> Step:
    table = {line.split()[0]: line.split()[1] for line in layer.equal.splitlines() if line.strip()}
    lengths = sorted({len(ending) for ending in table}, reverse=True)

    def step(word: str) -> tuple[str, bool]:
        for length in lengths:
            if len(word) - length >= layer.shortest:
                ending = table.get(word[-length:])
                if ending is not None:
                    return word[:-length] + ending, False
        return word, False

    return step


def _numbers(layer: NumberLayer) -> Step:
    table = {name: group[0] for group in groups(layer.words) for name in group[1:]}
    marks = words_of(layer.thousands)

    def step(word: str) -> tuple[str, bool]:
        if word[0].isdigit():
            for mark in marks:
                if mark in word:
                    first, *others = word.split(mark)
                    if first.isdigit() and all(len(g) == 3 and g.isdigit() for g in others):
                        return first + "".join(others), True
            return word, False
        number = table.get(word.lower())
        return (word, False) if number is None else (number, True)

    return step


class _WordTable:
    """Words and phrases to the form that stands for their group."""

    def __init__(self, lists: str, *, lower: bool = False) -> None:
        self.words: dict[str, str] = {}
        self.phrases: list[tuple[str, str]] = []
        for first, *others in groups(lists):
            form = first.lower() if lower else first
            for phrase in (first, *others):
                self._add(phrase, form)

    def _add(self, phrase: str, form: str) -> None:
        if not phrase.isalpha() and len(tokenise(phrase)[0]) > 1:
            self.phrases.append((phrase, form))
            return
        self.words[phrase] = form
        if phrase != phrase.lower():
            self.words[phrase.upper()] = form

    def step(self, word: str) -> tuple[str, bool]:
        form = self.words.get(word) or self.words.get(word.lower())
        if form is not None:
            return form, True
        if word[-2:] in {"'s", "’s"}:
            form, final = self.step(word[:-2])
            if final:
                return form + "'s", True
        return word, False


class HouseStyle:
    """The enabled layers, ready to read texts.

    `name_of` tells which layer makes two texts equal.
    """

    def __init__(self, layers: tuple[HouseStyleLayer, ...], stems: StemSettings) -> None:
        self._layers = tuple(layer for layer in layers if layer.enabled)
        self._stems = stems
        self._steps: list[Step] = []
        self._months: frozenset[str] = frozenset()
        self._ordinals: frozenset[str] = frozenset()
        self._between: frozenset[str] = frozenset()
        self._joiner = " "
        tables: list[_WordTable] = []
        for layer in self._layers:
            self._prepare(layer, tables)
        self.key = lru_cache(maxsize=_MEMORY)(self._key)
        self.stem = lru_cache(maxsize=_MEMORY)(stemmer(stems))
        self.stems_of = lru_cache(maxsize=4)(self._stems_of)
        self.read = lru_cache(maxsize=_MEMORY >> 3)(self._read)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for table in tables:
            for phrase, form in table.phrases:
                first, *rest = map(self.key, tokenise(phrase)[0])
                self._phrases.setdefault(first, []).append((tuple(rest), form))
        for continuations in self._phrases.values():
            continuations.sort(key=lambda entry: -len(entry[0]))
        self._optional = {
            self.key(word): layer.name
            for layer in self._layers
            if isinstance(layer, OptionalLayer)
            for word in words_of(layer.words)
        }
        self._heads = frozenset(self._phrases) | self._months

    def _prepare(self, layer: HouseStyleLayer, tables: list[_WordTable]) -> None:
        match layer:
            case CharacterLayer():
                self._steps.append(_characters(layer))
            case CaseLayer():
                self._steps.append(lambda word: (word.casefold(), False))
            case AccentLayer():
                self._steps.append(_fold_accents)
            case EndingLayer():
                self._steps.append(_endings(layer))
            case NumberLayer():
                self._steps.append(_numbers(layer))
            case WordLayer():
                tables.append(_WordTable(layer.equal))
                self._steps.append(tables[-1].step)
            case DateLayer():
                self._steps.append(self._prepare_dates(layer))
            case SpacingLayer():
                self._joiner = ""

    def _prepare_dates(self, layer: DateLayer) -> Step:
        table = _WordTable(layer.months, lower=True)
        self._months = frozenset(table.words.values())
        self._ordinals = words_of(layer.ordinals) | {""}
        self._between = words_of(layer.between)
        return table.step

    def _key(self, word: str) -> str:
        for step in self._steps:
            word, final = step(word)
            if final:
                break
        return word

    def _read(self, text: str) -> Words:
        tokens, starts, ends = tokenise(text)
        keys = [self.key(token) for token in tokens]
        if not self._heads.isdisjoint(keys):
            keys, starts, ends = self._merge(keys, starts, ends)
        plain = [key for key in keys if key not in self._optional]
        stems = features([stem for stem in map(self.stem, plain) if stem])
        return Words(text, keys, starts, ends, stems, self._joiner.join(plain))

    def essence_of(self, keys: Sequence[str]) -> str:
        """What is left of normal forms without optional ones; equal where texts are the same."""
        return self._joiner.join(key for key in keys if key not in self._optional)

    def _stems_of(self, keys: frozenset[str]) -> frozenset[str]:
        return frozenset(map(self.stem, keys))

    def _merge(
        self, keys: list[str], starts: list[int], ends: list[int]
    ) -> tuple[list[str], list[int], list[int]]:
        """Make one unit of the tokens of a phrase or of a date."""
        merged: list[str] = []
        first: list[int] = []
        last: list[int] = []
        at = 0
        while at < len(keys):
            form, length = self._phrase_at(keys, at)
            merged.append(form)
            first.append(starts[at])
            last.append(ends[at + length - 1])
            at += length
        return merged, first, last

    def _phrase_at(self, keys: list[str], at: int) -> tuple[str, int]:
        key = keys[at]
        for rest, form in self._phrases.get(key, ()):
            end = at + 1 + len(rest)
            if tuple(keys[at + 1 : end]) == rest:
                return form, end - at
        if self._months and (key in self._months or key[:1].isdigit()):
            other = at + 1
            while other < len(keys) and other < at + 3 and keys[other] in self._between:
                other += 1
            if other < len(keys):
                month, day = (key, keys[other]) if key in self._months else (keys[other], key)
                number = self._day(day)
                if month in self._months and number:
                    return f"{month} {number}", other + 1 - at
        return key, 1

    def _day(self, key: str) -> int:
        digits = key.rstrip(_LETTERS)
        if digits.isdecimal() and key[len(digits) :] in self._ordinals:
            number = int(digits)
            return number if number <= _DAYS else 0
        return 0

    def is_optional(self, key: str) -> bool:
        """Whether a layer says that this word or mark may be there or not."""
        return key in self._optional

    def name_of(self, left: str, right: str) -> str | None:
        """The layer that makes two texts equal, "" where they are equal without any.

        None where they differ. Either text may be empty: then the layer is the one that
        makes the words of the other optional.
        """
        for count in range(len(self._layers) + 1):
            upto = house_style(self._layers[:count], self._stems)
            if upto.read(left).essence == upto.read(right).essence:
                return self._layers[count - 1].name if count else ""
        return None


@lru_cache(maxsize=64)
def house_style(layers: tuple[HouseStyleLayer, ...], stems: StemSettings) -> HouseStyle:
    """The layers made ready, kept for the next call with the same ones."""
    return HouseStyle(layers, stems)
