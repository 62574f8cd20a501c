"""The kinds of house-style layer: what each holds, and what it does.

House style is what two newsrooms write differently without saying anything different. Each
layer folds one such convention; they run in the order in which the configuration gives
them (`tui/default/house_style.yaml`, and what a user's file adds). A kind
is one class: its fields are what a user may write, `add_to` puts what it knows into
`Conventions`, which everything that reads texts goes by. A new kind is a class here and its name
in the union at the end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from tui.text.fields import Count
from tui.text.words.conventions import DateWords, is_phrase, listed_words, phrase_groups
from tui.text.words.quantities import CompoundNumbers
from tui.text.words.scripts import ACCENTED, FIRST_HAN, LOOSE_MARKS, OTHER_WIDTH, has_kana_or_han

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui.text.words.conventions import Conventions, FoldingStep


_TIED_ENDING = re.compile(r"['’][^\W\d_]{1,6}$")


_NUMBER_MARK = re.compile(r"[.,'’]")


_DECIMAL_MARKS = frozenset(".,")


_GROUP = 3


_ORDINAL = re.compile(r"([1-9]\d{0,2})([^\W\d_]+)")


_TEENS = range(11, 14)


_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


# Letters of which no mark can be taken off, and what stands for them without it.
_STROKES = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "\u0307": ""}
# Kaf and yeh as Arabic and as Persian keyboards write them.
_STROKES |= {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc"}


_NUMBER_MARKS = {"\u066a": "%", "\u066b": ".", "\u066c": ","}
"""Percent sign, decimal and thousands mark beside Arabic digits."""


# Other dresses of a letter; small raised and lowered ones mean something else.
_DRESSES = frozenset(
    {"<font", "<circle", "<square", "<wide", "<narrow", "<compat"}
    | {"<initial", "<medial", "<final", "<isolated"}
)


_LEAST_COMPOUND = 7
"""Letters of a word that may be several numbers: the shortest is `tjuetre`."""


_NOON = 12


_HOURS = 24


class Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every layer has: a `name` to show, a `why` to read, and a switch, `enabled`.

    Each line of `examples` is `one | other`, two texts that the layers up to this one make
    equal and those above it don't.
    """

    name: str
    why: str
    examples: str
    enabled: bool = True

    def add_to(self, conventions: Conventions) -> None:
        """Put what the layer knows behind what the layers before it know."""
        raise NotImplementedError


class CharacterLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="characters"):
    """Characters that count as one; on each line of `equal` the first stands for all of them."""

    equal: str

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that puts the first character for the others."""
        table: dict[int, str] = {}
        for line in self.equal.splitlines():
            first, *others = line.split() or [""]
            table.update({ord(other): first for other in others})
        conventions.add_step(
            lambda word: (word if word.isalpha() else word.translate(table), False),
            changes_plain=False,
        )


class CaseLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="case"):
    """Capital and small letters count as one. Layers above this one see the capitals."""

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that folds case."""
        conventions.add_step(lambda word: (word.casefold(), False), changes_plain=False)


class AccentLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="accents"):
    """Letters count as one with and without their marks.

    Those of Latin and Greek letters are accents, those of Arabic and Hebrew ones vowels; in
    Russian, ё counts as е. A mark that makes another letter, as on й and が, counts.
    """

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that takes marks off."""
        conventions.add_step(lambda word: (_without_marks(word), False), changes_plain=False)


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    # A mark that stands alone is all there is of its word.
    return "".join(map(_without_mark, unicodedata.normalize("NFC", word))) or word


@cache
def _without_mark(character: str) -> str:
    """A letter without its accent; nothing for the mark of a vowel or of stress."""
    if character in _STROKES:
        return _STROKES[character]
    if re.match(f"[{LOOSE_MARKS}]", character):
        return ""
    base = unicodedata.normalize("NFD", character)
    # Elsewhere, as on й and が, a mark makes another letter; ё is е.
    is_accent = re.match(f"[{ACCENTED}]|[\u0415\u0435]\u0308", base)
    return base[0] if len(base) > 1 and is_accent else character


class UmlautLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="umlauts"):
    """Two letters that are written for one with a mark, in words of at least `shortest` letters.

    Each line of `equal` is the two letters and the one without its mark. They count as one
    before a consonant: ue is two sounds in Samuel's `Quell` and in `duelo`.
    """

    shortest: Count
    equal: str

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that puts the one letter for the two."""
        table = dict(line.split() for line in self.equal.splitlines() if line.strip())
        pairs = re.compile(rf"(?<![q\W])(?:{'|'.join(table)})(?=[^\W\d_aeiouy])")

        def step(word: str) -> tuple[str, bool]:
            if len(word) < self.shortest or not word.isascii():
                return word, False
            return pairs.sub(lambda found: table[found[0]], word), False

        conventions.add_step(step, changes_plain=True)


class ChineseLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="chinese"):
    """Chinese counts as one in traditional and in simplified characters."""

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that simplifies."""
        conventions.add_step(lambda word: (_simplified(word), False), changes_plain=False)


def _simplified(word: str) -> str:
    return word if max(word) < FIRST_HAN else "".join(map(_simplified_character, word))


@cache
def _simplified_character(character: str) -> str:
    return _converter()(character) if has_kana_or_han(character) else character


@cache
def _converter() -> Callable[[str], str]:
    """Give what simplifies, made when the first such character is met: it takes 30 ms."""
    try:
        from opencc import OpenCC
    except ImportError:  # Its wheels are not made for every machine.
        return lambda character: character
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


class WidthLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="width"):
    """Letters, digits and marks count as one in full and half width, in bold and in circles.

    Digits count as one in every script that has its own.
    """

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that gives everything its usual form."""
        conventions.add_step(lambda word: (_in_usual_width(word), False), changes_plain=False)


def _in_usual_width(word: str) -> str:
    if word.isascii():
        return word
    word = re.sub(f"[{OTHER_WIDTH}]+", lambda run: unicodedata.normalize("NFKC", run[0]), word)
    return "".join(map(_usual, word))


@cache
def _usual(character: str) -> str:
    """A character as it is usually written; digits in those of ASCII."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    dress = unicodedata.decomposition(character).partition(">")[0]
    is_letter = character.isalnum() or unicodedata.category(character) == "So"
    if is_letter and dress in _DRESSES:
        return unicodedata.normalize("NFKC", character)
    return _NUMBER_MARKS.get(character, character)


class LookalikeLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="lookalikes"):
    """Letters of other scripts that look alike count as one in a word that mixes scripts.

    Each line of `equal` is a Latin letter and those that look like it. A word in one script
    stays what it is.
    """

    equal: str

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that writes a mixed word in one script."""
        groups = [line.split() for line in self.equal.splitlines() if line.strip()]
        latin = {other: first for first, *others in groups for other in others}
        other_script = {first: others[0] for first, *others in groups}

        def step(word: str) -> tuple[str, bool]:
            if word.isascii() or latin.keys().isdisjoint(word):
                return word, False
            ours = [letter for letter in word if letter.isascii() and letter.isalpha()]
            theirs = [letter for letter in word if not letter.isascii()]
            if ours and all(letter in latin or _is_latin(letter) for letter in theirs):
                return "".join(latin.get(letter, letter) for letter in word), False
            if ours and all(letter in other_script for letter in ours):
                return "".join(other_script.get(letter, letter) for letter in word), False
            return word, False

        conventions.add_step(step, changes_plain=False)


@cache
def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


class WordLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="words"):
    """Words or phrases that count as one: in `equal` a line for each group, separated by commas.

    A phrase in small letters is found however it is capitalised; one with capitals only as
    it is written or all in capitals, so that `US` is not `us`.
    """

    equal: str

    def add_to(self, conventions: Conventions) -> None:
        """Let the first of each group stand for all of it."""
        for group in phrase_groups(self.equal):
            conventions.add_words(group, group[0])


class EndingLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="endings"):
    """Endings that count as one, on words with at least `shortest` letters before them.

    Each line of `equal` is an ending and the one it counts as.
    """

    shortest: Count
    equal: str

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that puts one ending for another."""
        entries = [line.split() for line in self.equal.splitlines() if line.strip()]
        table = {entry[0]: entry[1] for entry in entries}
        lengths = sorted({len(ending) for ending in table}, reverse=True)
        last_letters = {ending[-1] for ending in table}

        def step(word: str) -> tuple[str, bool]:
            if word[-2:] in {"'s", "’s"} and word[:-2]:
                return step(word[:-2])[0] + word[-2:], False
            if word[-1] in last_letters:
                for length in lengths:
                    if len(word) - length >= self.shortest:
                        ending = table.get(word[-length:])
                        if ending is not None:
                            return word[:-length] + ending, False
            return word, False

        conventions.add_step(step, changes_plain=True)


class UnitLayer(WordLayer, frozen=True, kw_only=True, tag_field="kind", tag="units"):
    """Units of measure and of money: in `equal` a line for each, as in a layer of words.

    A number and the unit beside it are read as one, whether the unit is a sign before it or
    a word behind it. `parts` has a line for each unit that is a part of another: which power of
    ten parts it in (2 for a hundredth), the greater one, and the lesser one. A line of `spaced` is
    a unit and a sign that stands for it only behind a space: 200 m are meters, $200m are not. One
    of `tied` is the same for what is a word behind a space: 3in, 20ha.
    """

    parts: str = ""
    spaced: str = ""
    tied: str = ""

    def add_to(self, conventions: Conventions) -> None:
        """Add the units as words, and to what numbers are read with."""
        WordLayer.add_to(self, conventions)
        quantities = conventions.quantities
        quantities.units += [group[0] for group in phrase_groups(self.equal)]
        for power, whole, part in phrase_groups(self.parts):
            quantities.parts.append((part, int(power), whole))
        for unit, *signs in phrase_groups(self.spaced):
            quantities.spaced += [(sign, unit) for sign in signs]
        for unit, *signs in phrase_groups(self.tied):
            quantities.tied += [(sign, unit) for sign in signs]


class NumberLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="numbers"):
    """Numbers in words and in digits; `words` has a line for each number, digits first.

    One of several words is found where none of them is in digits: `10-8` is no `dix-huit`.
    `thousands` are the marks that may part groups of three digits. `scales` has a line for
    each power of ten, first the power, then its names; those of `after_units` stand for one
    only beside a sign of money, as in `$5m`. `one` are the words that count as 1 before a
    scale, `joining` those that may stand between the parts of a number. `ordinals` are what may
    follow the digits of an ordinal number, `first` what only follows those of the first one.
    `linking` stands between ones and tens within a word: fünfundzwanzig.
    """

    words: str
    thousands: str
    scales: str = ""
    after_units: str = ""
    one: str = ""
    joining: str = ""
    ordinals: str = ""
    first: str = ""
    linking: str = ""

    def add_to(self, conventions: Conventions) -> None:
        """Add the step that puts digits for a word, and what numbers of several are read with."""
        for number, *names in phrase_groups(self.words):
            conventions.phrases += [(name, number) for name in names if is_phrase(name)]
        conventions.add_step(self._folding(), changes_plain=True)
        quantities = conventions.quantities
        quantities.scales = _powers(self.scales)
        quantities.short_scales = _powers(self.after_units)
        quantities.one = listed_words(self.one)
        quantities.joining = listed_words(self.joining)

    def _folding(self) -> FoldingStep:
        # Layers before this one may have taken the accents off, or made a Greek final ς a σ.
        table: dict[str, str] = {}
        for number, *names in phrase_groups(self.words):
            for name in names:
                table[name] = number
                if not (name.isascii() and name.islower()):
                    folded = name.casefold()
                    table[folded] = table[_without_marks(folded)] = number
        compounds = CompoundNumbers(table, _powers(self.scales), self.linking)
        marks = listed_words(self.thousands)
        endings, first = listed_words(self.ordinals), listed_words(self.first)

        def step(word: str) -> tuple[str, bool]:
            if not word.isascii() and word[-1].isnumeric() and not word[-1].isdecimal():
                return _with_fraction(word), False
            if word[0].isdigit():
                ordinal = _ORDINAL.fullmatch(word)
                if ordinal and (
                    ordinal[2] in endings or (ordinal[1] == "1" and ordinal[2] in first)
                ):
                    return _english_ordinal(int(ordinal[1])), True
                plain = _in_digits(word, marks)
                return plain, plain != word
            number = table.get(word.lower())
            if number is None and len(word) >= _LEAST_COMPOUND:
                number = compounds.value(word.lower())
                number = number or compounds.age(_without_marks(word.casefold()))
            return (word, False) if number is None else (number, True)

        return step


def _with_fraction(word: str) -> str:
    """A number with a fraction as one sign, in decimals: 2½ is 2.5."""
    fraction = unicodedata.numeric(word[-1])
    if not 0 < fraction < 1 or not (word[:-1] or "0").isdecimal():
        return word
    return f"{int(word[:-1] or 0) + fraction:.3f}".rstrip("0")


def _in_digits(word: str, thousands: Collection[str]) -> str:
    """A number without marks between its groups of digits, a point before its decimals."""
    if word.endswith(("'s", "’s")):
        return word[:-2] + "s"
    # Turkish ties endings to digits so: 2'sinin, 15'te.
    word = word if word.isdigit() else _TIED_ENDING.sub("", word)
    if word.isdigit():
        return word
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


def _english_ordinal(number: int) -> str:
    """The normal form of an ordinal number: 1st, 2nd, 3rd, 11th."""
    last = 0 if number % 100 in _TEENS else number % 10
    return f"{number}{_ORDINAL_ENDINGS.get(last, 'th')}"


def _powers(lines: str) -> list[tuple[str, int]]:
    return [(name, int(power)) for power, *names in phrase_groups(lines) for name in names]


class TimeLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="times"):
    """Times of day by the clock of twelve hours or of twenty-four.

    `morning` and `afternoon` are what stands behind an hour up to twelve, `clock` what
    stands behind one up to twenty-four; `words` has a line for each time that has a name.
    """

    morning: str
    afternoon: str
    clock: str
    words: str

    def add_to(self, conventions: Conventions) -> None:
        """Add to what numbers are read with; a word alone stays what it is."""
        quantities = conventions.quantities
        for words, hours in ((self.morning, 0), (self.afternoon, _NOON), (self.clock, _HOURS)):
            quantities.hours += [(word, hours) for word in listed_words(words)]
        for time, *names in phrase_groups(self.words):
            quantities.named += [(name, time) for name in names]


class DateLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="dates"):
    """A month beside a day of the month, in either order.

    `months` has a line of names for each month; `ordinals` are what may follow the day's
    digits, and `between` the words and marks that may stand between the two. Behind one of
    `before_short`, a day of the week with a comma or a bracket, `12.3.` is a date as well.
    One of `words` is no month without a capital: `31, may be moved`.
    """

    months: str
    ordinals: str
    between: str
    before_short: str = ""
    words: str = ""

    def add_to(self, conventions: Conventions) -> None:
        """Let the first name of a month stand for the others, and add what dates are read with."""
        groups = list(phrase_groups(self.months))
        for group in groups:
            conventions.add_words(group, group[0].lower())
        conventions.dates = DateWords(
            tuple(group[0] for group in groups),
            listed_words(self.ordinals),
            listed_words(self.between),
            listed_words(self.before_short),
            listed_words(self.words),
        )


class OptionalLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="optional"):
    """Words or marks that may be there or not: `words`, separated by white space."""

    words: str

    def add_to(self, conventions: Conventions) -> None:
        """Add the words under the name of the layer."""
        conventions.optional += [(word, self.name) for word in listed_words(self.words)]


class DatelineLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="datelines"):
    """What stands before a story's first words: the place, and which of `services` sent it.

    A place without a service counts only in capitals.
    """

    services: str

    def add_to(self, conventions: Conventions) -> None:
        """Let a dateline be there or not."""
        services = frozenset(name for group in phrase_groups(self.services) for name in group)
        conventions.asides = conventions.asides._replace(dateline=self.name, services=services)


class ConversionLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="conversions"):
    """A measure, a sum or a time said again in brackets, in other units.

    `zones` are the names of the clocks that times are said again by.
    """

    zones: str

    def add_to(self, conventions: Conventions) -> None:
        """Let what says a number again be there or not."""
        conventions.asides = conventions.asides._replace(
            conversion=self.name, zones=listed_words(self.zones)
        )


class SpacingLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="spacing"):
    """Words written as one, as two or with a hyphen."""

    def add_to(self, conventions: Conventions) -> None:
        """Compare texts as if no space stood in them."""
        conventions.joiner = ""


HouseStyleLayer = (
    CharacterLayer
    | CaseLayer
    | AccentLayer
    | UmlautLayer
    | ChineseLayer
    | WidthLayer
    | LookalikeLayer
    | WordLayer
    | EndingLayer
    | UnitLayer
    | NumberLayer
    | TimeLayer
    | DateLayer
    | OptionalLayer
    | DatelineLayer
    | ConversionLayer
    | SpacingLayer
)
