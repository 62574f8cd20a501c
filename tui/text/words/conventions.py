"""What the house-style layers add up to, before any text is read by them.

Each layer in turn puts what it knows into one `Conventions`: a step that folds a single word,
phrases, words that may be left out, how dates and quantities are written. What reads a text
(`house_style`, `phrases`, `quantities`) looks only there and knows no kind of layer, so that a
new kind is a class in `layers` and nothing else.

The lists in the settings are plain text, a line for each group, so that they stay readable and
load quickly; they are taken apart here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui.text.words.scripts import FIRST_UNSPACED
from tui.text.words.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator


FoldingStep = Callable[[str], tuple[str, bool]]
"""One layer's work on one word: its new form, and whether no later layer may change it."""


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


class DateWords(NamedTuple):
    """How a day and its month are written.

    `months` are the names that stand for the twelve; the others are as in `DateLayer`.
    """

    months: tuple[str, ...]
    ordinals: frozenset[str]
    between: frozenset[str]
    before_short: frozenset[str]
    words: frozenset[str]


@dataclass(slots=True)
class QuantityWords:
    """How numbers, measures and times of several words are written.

    Attributes:
        scales: Words for powers of ten, each with the power; `short_scales` are those that stand
            for one only beside a sign of money.
        one: What counts as 1 before a scale; `joining`, what may stand between a number's parts.
        units: The words that stand for units of measure and of money.
        spaced: Signs that stand for a unit only behind a space, and the unit; `tied` are those
            that do so only without one.
        parts: A unit that is a part of another, which power of ten parts it, and that other.
        hours: What stands behind an hour, and what is to be added: 0, 12, or 24 for a clock of
            twenty-four hours.
        named: Words that name a time, and the time.
    """

    scales: list[tuple[str, int]] = field(default_factory=list)
    short_scales: list[tuple[str, int]] = field(default_factory=list)
    one: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    units: list[str] = field(default_factory=list)
    spaced: list[tuple[str, str]] = field(default_factory=list)
    tied: list[tuple[str, str]] = field(default_factory=list)
    parts: list[tuple[str, int, str]] = field(default_factory=list)
    hours: list[tuple[str, int]] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)


class AsideWords(NamedTuple):
    """What stands in a text for other reasons than what it says; see `AsideLayer`.

    `dateline` and `conversion` are the names of the layers, "" where there is none.
    """

    dateline: str = ""
    services: frozenset[str] = frozenset()
    conversion: str = ""
    zones: frozenset[str] = frozenset()


@dataclass(slots=True)
class Conventions:
    """What the layers so far know; words stand as the lists write them.

    Attributes:
        steps: What is done to a word in turn, each with whether it may change a word of small
            ASCII letters alone.
        phrases: Entries of more than one token, and the form that stands for each.
        optional: Words and marks that may be there or not, and the name of the layer.
        joiner: What stands between the words of texts that are compared.
        dates: How dates are written; None where no layer says.
        quantities: How numbers, measures and times are written.
        asides: What may be there or not as a whole.
    """

    steps: list[tuple[FoldingStep, bool]] = field(default_factory=list)
    phrases: list[tuple[str, str]] = field(default_factory=list)
    optional: list[tuple[str, str]] = field(default_factory=list)
    joiner: str = " "
    dates: DateWords | None = None
    quantities: QuantityWords = field(default_factory=QuantityWords)
    asides: AsideWords = field(default_factory=AsideWords)
    _words: dict[str, str] | None = None

    def add_step(self, step: FoldingStep, *, changes_plain: bool) -> None:
        """Add what is done to a word behind all that is done so far."""
        self.steps.append((step, changes_plain))
        self._words = None

    def add_words(self, group: list[str], form: str) -> None:
        """Let a form stand for each of a group; what earlier lists say of a word stands.

        Lists that follow one another are looked up at once.
        """
        if self._words is None:
            words: dict[str, str] = {}
            self.add_step(_lookup(words), changes_plain=True)
            self._words = words
        for phrase in group:
            if is_phrase(phrase):
                self.phrases.append((phrase, form))
                continue
            self._words.setdefault(phrase, form)
            if not phrase.islower():
                self._words.setdefault(phrase.upper(), form)


def is_phrase(entry: str) -> bool:
    """Whether an entry of a list is more than one token."""
    is_word = entry.isalpha() and entry < FIRST_UNSPACED
    return " " in entry or (not is_word and len(tokens_of(entry)) > 1)


def _lookup(words: dict[str, str]) -> FoldingStep:
    """Look a word up, with and without a possessive ending."""

    def step(word: str) -> tuple[str, bool]:
        form = words.get(word) or words.get(word.lower())
        if form is not None:
            return form, True
        if word[-2:] in {"'s", "’s"}:
            form, final = step(word[:-2])
            if final:
                return form + "'s", True
        return word, False

    return step
