"""The settings of the house-style layers, as `config.yaml` writes them.

House style is what two newsrooms write differently without saying anything different. Each
layer folds one such convention; they run in the order given. Long lists are plain text, a
line for each group, so that they stay readable and load quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.text.fields import Count

if TYPE_CHECKING:
    from collections.abc import Iterator


class Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every layer has: a `name` to show, a `why` to read, and a switch, `enabled`.

    Each line of `examples` is `one | other`, two texts that the layers up to this one make
    equal and those above it don't.
    """

    name: str
    why: str
    examples: str
    enabled: bool = True


class CharacterLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="characters"):
    """Characters that count as one; on each line of `equal` the first stands for all of them."""

    equal: str


class CaseLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="case"):
    """Capital and small letters count as one. Layers above this one see the capitals."""


class AccentLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="accents"):
    """Letters count as one with and without their marks.

    Those of Latin and Greek letters are accents, those of Arabic and Hebrew ones vowels; in
    Russian, ё counts as е. A mark that makes another letter, as on й and が, counts.
    """


class WidthLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="width"):
    """Letters, digits and marks count as one in full and half width."""


class WordLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="words"):
    """Words or phrases that count as one: in `equal` a line for each group, separated by commas.

    A phrase in small letters is found however it is capitalised; one with capitals only as
    it is written or all in capitals, so that `US` is not `us`.
    """

    equal: str


class EndingLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="endings"):
    """Endings that count as one, on words with at least `shortest` letters before them.

    Each line of `equal` is an ending and the one it counts as.
    """

    shortest: Count
    equal: str


class UnitLayer(WordLayer, frozen=True, kw_only=True, tag_field="kind", tag="units"):
    """Units of measure and of money: in `equal` a line for each, as in a layer of words.

    A number and the unit beside it are read as one, whether the unit is a sign before it or
    a word behind it. `parts` has a line for each unit that is a part of another: which power of
    ten parts it in (2 for a hundredth), the greater one, and the lesser one.
    """

    parts: str = ""


class NumberLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="numbers"):
    """Numbers in words and in digits; `words` has a line for each number, digits first.

    One of several words is found where none of them is in digits: `10-8` is no `dix-huit`.
    `thousands` are the marks that may part groups of three digits. `scales` has a line for
    each power of ten, first the power, then its names; those of `after_units` stand for one
    only beside a sign of money, as in `$5m`. `one` are the words that count as 1 before a
    scale, `joining` those that may stand between the parts of a number. `ordinals` are what may
    follow the digits of an ordinal number, `first` what only follows those of the first one.
    """

    words: str
    thousands: str
    scales: str = ""
    after_units: str = ""
    one: str = ""
    joining: str = ""
    ordinals: str = ""
    first: str = ""


class TimeLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="times"):
    """Times of day by the clock of twelve hours or of twenty-four.

    `morning` and `afternoon` are what stands behind an hour up to twelve, `clock` what
    stands behind one up to twenty-four; `words` has a line for each time that has a name.
    """

    morning: str
    afternoon: str
    clock: str
    words: str


class DateLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="dates"):
    """A month beside a day of the month, in either order.

    `months` has a line of names for each month; `ordinals` are what may follow the day's
    digits, and `between` the words and marks that may stand between the two. Behind one of
    `before_short`, a day of the week with a comma or a bracket, `12.3.` is a date as well.
    """

    months: str
    ordinals: str
    between: str
    before_short: str = ""


class OptionalLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="optional"):
    """Words or marks that may be there or not: `words`, separated by white space."""

    words: str


class SpacingLayer(Layer, frozen=True, kw_only=True, tag_field="kind", tag="spacing"):
    """Words written as one, as two or with a hyphen."""


HouseStyleLayer = (
    CharacterLayer
    | CaseLayer
    | AccentLayer
    | WidthLayer
    | WordLayer
    | EndingLayer
    | UnitLayer
    | NumberLayer
    | TimeLayer
    | DateLayer
    | OptionalLayer
    | SpacingLayer
)


def phrase_groups(lines: str) -> Iterator[list[str]]:
    """The groups of a list, one for each line that is not blank, as its phrases in order."""
    for line in lines.splitlines():
        if "  " in line or "\t" in line:
            line = " ".join(line.split())  # noqa: PLW2901
        group = [phrase for phrase in map(str.strip, line.split(",")) if phrase]
        if group:
            yield group


def listed_words(text: str) -> frozenset[str]:
    """The words of a list, separated by white space."""
    return frozenset(text.split())
