"""The words that make a difference matter: who says so, how sure, how many, when and where.

The lists stand in `config.yaml`; their classes follow the literature on reporting verbs,
hedges and boosters (Hyland 2005), stance (Biber et al. 1999) and appraisal (Martin & White
2005).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.text.layers import groups, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.differences import Range
    from tui.text.house_style import HouseStyle
    from tui.text.words import Words


class LensSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which words make a difference one of substance.

    Lists have a line for each group: to go from one word to another of its group changes
    nothing of substance. `reporting` are verbs and phrases that say who said so and how;
    `hedges` and, in a sentence that both sides have, `soft_hedges` how sure it is; `scope` how
    much or how many; `dates` and `places` when and where. `evaluative` words judge;
    `negations` deny; `numbers` count besides digits, and `plain_numbers` mostly count nothing
    (`one of`). `unnamed` are words in capitals that are no names; `joints` join clauses.

    A clause that only one side has, with at least `clause` words that are neither common nor
    names, makes a claim wider or narrower. A sentence has a counterpart where the other side
    has `shared` of its words; of one that has none, facts are not flagged one by one. Two
    quotations are versions of one another where they share `quotation` of the shorter one's
    words. Capitals make no names in articles of which at least `german_share` of all words
    are in `german`, where every noun has one.
    """

    clause: int
    shared: float
    quotation: float
    german: str
    german_share: float
    reporting: str
    hedges: str
    soft_hedges: str
    scope: str
    dates: str
    places: str
    evaluative: str
    negations: str
    numbers: str
    plain_numbers: str
    unnamed: str
    joints: str


SOFT_HEDGE = "soft hedge"


class Mark(NamedTuple):
    """A word or phrase that matters: its class, its group, and its units `[start, end)`."""

    what: str
    group: str
    start: int
    end: int

    @property
    def is_phrase(self) -> bool:
        """Whether it is more than one unit."""
        return self.end - self.start > 1

    @property
    def units(self) -> Range:
        """The units of the mark."""
        return self.start, self.end


_BEFORE_CAPITALS = frozenset('.?!:"“”„‘')
_YEAR_LENGTH = 4
_YEARS = ("19", "20")


class Lens:
    """The lists made ready to find the words that matter in a text."""

    def __init__(self, settings: LensSettings, style: HouseStyle) -> None:
        self._style = style
        self._entries: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for what, lines in (
            ("attribution", settings.reporting),
            ("hedge", settings.hedges),
            (SOFT_HEDGE, settings.soft_hedges),
            ("scope", settings.scope),
            ("date", settings.dates),
            ("place", settings.places),
        ):
            for group in groups(lines):
                for phrase in group:
                    self._add(phrase, what, group[0])
        for what, lines in (
            ("evaluative", settings.evaluative),
            ("negation", settings.negations),
        ):
            for group in groups(lines):
                for phrase in group:
                    self._add(phrase, what, what)
        for group in groups(settings.numbers):
            for phrase in group:
                self._add(phrase, "number", group[0])
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._matters = lru_cache(maxsize=1 << 15)(self._is_worth_a_look)
        self._plain = frozenset(map(style.key, words_of(settings.plain_numbers)))
        self.joints = frozenset(map(style.key, words_of(settings.joints)))
        self._unnamed = frozenset(style.key(word) for word in words_of(settings.unnamed))

    def _add(self, phrase: str, what: str, group: str) -> None:
        first, *rest = [self._style.key(phrase)] if phrase.isalpha() else self._style.keys(phrase)
        self._entries.setdefault(first, []).append((tuple(rest), what, group))

    def marks(self, words: Words, part: Range) -> Iterator[Mark]:
        """The words and phrases of a part that matter, in order; names are not among them."""
        keys = words.keys
        found = [at for at in range(*part) if self._matters(keys[at])]
        reached = part[0]
        for at in found:
            mark = self._mark_at(keys, at, part[1]) if at >= reached else None
            if mark is not None:
                yield mark
                reached = mark.end

    def _is_worth_a_look(self, key: str) -> bool:
        return (
            key[-1:].isdigit()
            or key[:1].isdigit()
            or key.endswith("n't")
            or key.removesuffix("'s") in self._entries
        )

    def _mark_at(self, keys: list[str], at: int, end: int) -> Mark | None:
        key = keys[at]
        for rest, what, group in self._entries.get(key.removesuffix("'s"), ()):
            stop = at + 1 + len(rest)
            if stop <= end and tuple(keys[at + 1 : stop]) == rest:
                return Mark(what, group, at, stop)
        if key.endswith("n't"):
            return Mark("negation", "negation", at, at + 1)
        if key in self._plain or not (key[-1].isdigit() or key[0].isdigit()):
            return None
        is_year = len(key) == _YEAR_LENGTH and key.isdigit() and key.startswith(_YEARS)
        what = "date" if is_year or not key[0].isdigit() else "number"
        return Mark(what, key, at, at + 1)

    def has_capital(self, words: Words, at: int) -> bool:
        """Whether a unit has a capital that does not come from starting a sentence."""
        if not words.text[words.starts[at]].isupper():
            return False
        if at > 0 and words.text[words.ends[at - 1] - 1] not in _BEFORE_CAPITALS:
            return True
        return at + 1 < len(words) and self._continues_name(words, at)

    def _continues_name(self, words: Words, at: int) -> bool:
        """Whether the unit behind this one has a capital too, with a space between them."""
        following = words.starts[at + 1]
        return words.ends[at] < following and words.text[following].isupper()

    def is_name(self, words: Words, at: int) -> bool:
        """Whether a unit looks like part of a name."""
        return self.has_capital(words, at) and words.keys[at] not in self._unnamed


@lru_cache(maxsize=16)
def lens_of(settings: LensSettings, style: HouseStyle) -> Lens:
    """The lists made ready, kept for the next call with the same ones."""
    return Lens(settings, style)
