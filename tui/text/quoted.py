"""What two paragraphs both quote, as evidence that they belong together.

Reports that share next to no words of their own still quote the same ones: two words that
somebody said are told by everybody who was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.text.quotations import find_quotations
from tui.text.ranges import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.scored import Cell, Scored
    from tui.text.words import Words


class QuotedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a quotation links two paragraphs with a score that is too low by itself.

    Their score is at least `score`. Of two quotations, the longer one has all words of the
    shorter one that are not common, and these are at least the share `same` of its own. One of
    them stands in no other paragraph of either article.
    """

    score: Share
    same: Share


def by_quotations(
    scored: Scored,
    words: tuple[Sequence[Words], Sequence[Words]],
    stem: Callable[[str], str],
    linked: Mapping[Cell, float],
    settings: QuotedSettings,
) -> dict[Cell, float]:
    """Paragraphs without a link between them that quote the same, with their scores.

    Args:
        scored: The paragraphs.
        words: The words of each paragraph, left and right.
        stem: The stem of a normal form.
        linked: The links so far.
        settings: What counts as the same quotation.
    """
    known: dict[tuple[int, int], list[AbstractSet[str]]] = {}

    def quotations(side: int, place: int) -> list[AbstractSet[str]]:
        found = known.get((side, place))
        if found is None:
            found = known[side, place] = _quotations(words[side][place], stem, scored.common)
        return found

    chosen: dict[Cell, float] = {}
    for alone, cell in scored.alone.items():
        score = scored.scores[cell[0]].get(cell[1], 0.0)
        if score < settings.score or cell in linked:
            continue
        left, right = (
            [one for one in quotations(side, cell[side]) if alone in one] for side in (0, 1)
        )
        if any(_are_same(one, other, settings.same) for one in left for other in right):
            chosen[cell] = score
    return chosen


def _are_same(one: AbstractSet[str], other: AbstractSet[str], same: float) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter <= longer and len(shorter) >= same * len(longer)


def _quotations(
    words: Words, stem: Callable[[str], str], common: AbstractSet[str]
) -> list[AbstractSet[str]]:
    """What is not common in each quotation of a paragraph, as stems."""
    runs = find_quotations(words, continued=True, inherited=True).runs
    found = [{stem(key) for key in words.keys[slice(*run)]} - common - {""} for run in runs]
    return [stems for stems in found if stems]
