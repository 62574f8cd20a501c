"""What a reader has decided about pairs of paragraphs: linked for sure, or never.

A paragraph is known by a hash of its text and not by its place, so that a decision outlives a
rule that takes a line more or less off a page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.model import Article


ParagraphPair = tuple[str, str]
"""The hashes of a paragraph of the left and of one of the right article."""


Choice = Literal["pinned", "forbidden"]


NoteMark = Literal["to check", "checked", "important"]
"""What a reader marks a paragraph as, or a pair of them; it decides nothing about links."""


NOTE_MARKS: tuple[NoteMark, ...] = get_args(NoteMark)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader has decided about two articles; no pair is both pinned and forbidden.

    Attributes:
        pinned: The pairs that are linked whatever their score.
        forbidden: The pairs that are not linked, and that stand in no other pair's way.
    """

    pinned: frozenset[ParagraphPair] = frozenset()
    forbidden: frozenset[ParagraphPair] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.pinned or self.forbidden)

    def with_choice(self, pair: ParagraphPair, choice: Choice | None) -> Choices:
        """The same with another decision about one pair; None takes back what was decided."""
        rest = Choices(self.pinned - {pair}, self.forbidden - {pair})
        if choice == "pinned":
            return replace(rest, pinned=rest.pinned | {pair})
        if choice == "forbidden":
            return replace(rest, forbidden=rest.forbidden | {pair})
        return rest

    def swapped(self) -> Choices:
        """The same for the two articles with their sides changed."""
        return Choices(
            frozenset((right, left) for left, right in self.pinned),
            frozenset((right, left) for left, right in self.forbidden),
        )


NO_CHOICES = Choices()


def paragraph_hash(text: str) -> str:
    """What a paragraph is known by, from its text: 32 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pair_of(left: Article, right: Article, places: tuple[int, int]) -> ParagraphPair:
    """The pair that two paragraphs make, given by their indexes in either article."""
    sides = zip((left, right), places, strict=True)
    left_hash, right_hash = (paragraph_hash(side.paragraphs[at].text) for side, at in sides)
    return left_hash, right_hash


@dataclass(frozen=True, slots=True)
class ChosenCells:
    """Decisions about two lists of paragraphs, as pairs of places in them."""

    pinned: frozenset[tuple[int, int]] = frozenset()
    forbidden: frozenset[tuple[int, int]] = frozenset()


NO_CELLS = ChosenCells()


def chosen_cells(left: Sequence[str], right: Sequence[str], choices: Choices) -> ChosenCells:
    """Find the paragraphs that decisions are about.

    Where the same text stands more than once, a forbidden pair is forbidden everywhere, and a
    pinned one is linked first with first, second with second.

    Takes the texts of the linkable paragraphs of either article.
    """
    if not choices:
        return NO_CELLS
    lefts, rights = _places(left), _places(right)
    pinned = {
        (row, column)
        for left_hash, right_hash in choices.pinned
        for row, column in zip(lefts.get(left_hash, ()), rights.get(right_hash, ()), strict=False)
    }
    forbidden = {
        (row, column)
        for left_hash, right_hash in choices.forbidden
        for row in lefts.get(left_hash, ())
        for column in rights.get(right_hash, ())
    }
    return ChosenCells(frozenset(pinned), frozenset(forbidden))


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(paragraph_hash(text), []).append(place)
    return places
