"""What each house-style layer does to a single word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from functools import cache
from typing import TYPE_CHECKING

from tui.text.words.layers import (
    AccentLayer,
    CaseLayer,
    CharacterLayer,
    DateLayer,
    EndingLayer,
    NumberLayer,
    WidthLayer,
    WordLayer,
    listed_words,
    phrase_groups,
)
from tui.text.words.tokens import tokens_of

if TYPE_CHECKING:
    from tui.text.words.layers import HouseStyleLayer


FoldingStep = Callable[[str], tuple[str, bool]]
"""One layer's work on one word: its new form, and whether no later layer may change it."""


# Grave and acute that are part of no letter, as on stressed Cyrillic ones; the vowels of Hebrew
# and Arabic; and what draws an Arabic word out.
_LOOSE_MARK = re.compile("[\u0300\u0301\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0652\u0670]")


# Latin, Greek, Arabic alef, Cyrillic ё; the letter comes first, then its mark.
_ACCENTED = re.compile("[A-Za-z\u00c6-\u024f\u0370-\u03ff\u0627]|[\u0415\u0435]\u0308")


_OTHER_WIDTH = re.compile("[\uff00-\uffef]+")


_NUMBER_MARK = re.compile(r"[.,'’]")


_DECIMAL_MARKS = frozenset(".,")


_GROUP = 3


_ORDINAL = re.compile(r"([1-9]\d{0,2})([^\W\d_]+)")


_TEENS = range(11, 14)


_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class WordTable:
    """Words to the form that stands for their group; `phrases` are the longer entries."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.phrases: list[tuple[str, str]] = []

    def add_layer(self, layer: WordLayer | DateLayer) -> None:
        """Take in the groups of a layer; what earlier ones say of a word stands."""
        lists = layer.months if isinstance(layer, DateLayer) else layer.equal
        for first, *others in phrase_groups(lists):
            form = first.lower() if isinstance(layer, DateLayer) else first
            for phrase in (first, *others):
                self._add(phrase, form)

    def add_phrases(self, lines: str) -> None:
        """Take in the entries of a list that are more than one token."""
        self.phrases += [
            (phrase, form)
            for form, *others in phrase_groups(lines)
            for phrase in others
            if not phrase.isalpha() and len(tokens_of(phrase)) > 1
        ]

    def _add(self, phrase: str, form: str) -> None:
        if " " in phrase or (not phrase.isalpha() and len(tokens_of(phrase)) > 1):
            self.phrases.append((phrase, form))
            return
        self.words.setdefault(phrase, form)
        if not phrase.islower():
            self.words.setdefault(phrase.upper(), form)

    def step(self, word: str) -> tuple[str, bool]:
        """Look a word up, with and without a possessive ending."""
        form = self.words.get(word) or self.words.get(word.lower())
        if form is not None:
            return form, True
        if word[-2:] in {"'s", "’s"}:
            form, final = self.step(word[:-2])
            if final:
                return form + "'s", True
        return word, False


def _characters(layer: CharacterLayer) -> FoldingStep:
    table: dict[int, str] = {}
    for line in layer.equal.splitlines():
        first, *others = line.split() or [""]
        table.update({ord(other): first for other in others})
    return lambda word: (word if word.isalpha() else word.translate(table), False)


def _fold_case(word: str) -> tuple[str, bool]:
    return word.casefold(), False


def _fold_accents(word: str) -> tuple[str, bool]:
    if word.isascii():
        return word, False
    return "".join(map(_without_mark, unicodedata.normalize("NFC", word))), False


@cache
def _without_mark(character: str) -> str:
    """A letter without its accent; nothing for the mark of a vowel or of stress."""
    if _LOOSE_MARK.match(character):
        return ""
    base = unicodedata.normalize("NFD", character)
    # Elsewhere, as on й and が, a mark makes another letter.
    return base[0] if len(base) > 1 and _ACCENTED.match(base) else character


def _fold_width(word: str) -> tuple[str, bool]:
    if word.isascii():
        return word, False
    return _OTHER_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), word), False


def _endings(layer: EndingLayer) -> FoldingStep:
    table = {line.split()[0]: line.split()[1] for line in layer.equal.splitlines() if line.strip()}
    lengths = sorted({len(ending) for ending in table}, reverse=True)
    last_letters = {ending[-1] for ending in table}

    def step(word: str) -> tuple[str, bool]:
        if word[-1] in last_letters:
            for length in lengths:
                if len(word) - length >= layer.shortest:
                    ending = table.get(word[-length:])
                    if ending is not None:
                        return word[:-length] + ending, False
        return word, False

    return step


def _in_digits(word: str, thousands: Collection[str]) -> str:
    """A number without marks between its groups of digits, a point before its decimals."""
    if word.isdigit():
        return word
    if word.endswith(("'s", "’s")):
        return word[:-2] + "s"
    groups = _NUMBER_MARK.split(word)
    marks = _NUMBER_MARK.findall(word)
    if not all(map(str.isdigit, groups)) or not marks:
        return word
    decimals = ""
    if len(groups[-1]) != _GROUP or groups[0] == "0" or (len(marks) > 1 and marks[-1] != marks[0]):
        decimals = "." + groups.pop()
        if marks.pop() not in _DECIMAL_MARKS:
            return word
    if marks and not (
        len(set(marks)) == 1
        and marks[0] in thousands
        and len(groups[0]) <= _GROUP
        and all(len(group) == _GROUP for group in groups[1:])
    ):
        return word
    return "".join(groups) + decimals


def english_ordinal(number: int) -> str:
    """The normal form of an ordinal number: 1st, 2nd, 3rd, 11th."""
    last = 0 if number % 100 in _TEENS else number % 10
    return f"{number}{_ORDINAL_ENDINGS.get(last, 'th')}"


def _numbers(layer: NumberLayer) -> FoldingStep:
    # Layers before this one may have taken the accents off.
    table: dict[str, str] = {}
    for number, *names in phrase_groups(layer.words):
        for name in names:
            table[name] = number
            if not (name.isascii() and name.islower()):
                table[_fold_accents(name.casefold())[0]] = number
    marks = listed_words(layer.thousands)
    endings, first = listed_words(layer.ordinals), listed_words(layer.first)

    def step(word: str) -> tuple[str, bool]:
        if word[0].isdigit():
            ordinal = _ORDINAL.fullmatch(word)
            if ordinal and (ordinal[2] in endings or (ordinal[1] == "1" and ordinal[2] in first)):
                return english_ordinal(int(ordinal[1])), True
            plain = _in_digits(word, marks)
            return plain, plain != word
        number = table.get(word.lower())
        return (word, False) if number is None else (number, True)

    return step


_OF_OTHER_LETTERS = (CharacterLayer, CaseLayer, AccentLayer, WidthLayer)


def step_of(layer: HouseStyleLayer) -> FoldingStep | None:
    """What a layer does to a word; None where it does nothing to one alone."""
    step: FoldingStep | None = None
    match layer:
        case CharacterLayer():
            step = _characters(layer)
        case CaseLayer():
            step = _fold_case
        case AccentLayer():
            step = _fold_accents
        case WidthLayer():
            step = _fold_width
        case EndingLayer():
            step = _endings(layer)
        case NumberLayer():
            step = _numbers(layer)
        case WordLayer() | DateLayer():
            table = WordTable()
            table.add_layer(layer)
            step = table.step
    return step


def all_steps(
    layers: tuple[HouseStyleLayer, ...],
) -> tuple[list[tuple[FoldingStep, bool]], WordTable]:
    """What the layers do to a word in turn, lists of words that follow one another joined.

    Returns:
        The steps, each with whether it may change a word of small ASCII letters alone, and a
        table of all phrases of more than one token.
    """
    steps: list[tuple[FoldingStep, bool]] = []
    phrases = WordTable()
    table: WordTable | None = None
    for layer in layers:
        if isinstance(layer, WordLayer | DateLayer):
            if table is None:
                table = WordTable()
                steps.append((table.step, True))
            table.add_layer(layer)
            phrases.phrases += table.phrases
            table.phrases = []
            continue
        if isinstance(layer, NumberLayer):
            phrases.add_phrases(layer.words)
        step = step_of(layer)
        if step is not None:
            steps.append((step, not isinstance(layer, _OF_OTHER_LETTERS)))
            table = None
    return steps, phrases
