"""Which parts of merged and split paragraphs belong to each of their counterparts."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from tui.text.fuzzy import MOST_TO_SHOW, LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.changes import DifferenceSettings
    from tui.text.words.tokens import Range, Words


_SENTENCE_ENDS = frozenset(".?!。？！…")


_CLAUSE_ENDS = frozenset(',;:-—–，；：、"”»')


def corresponding_parts(
    pairs: Sequence[tuple[int, int]],
    left: Sequence[Words],
    right: Sequence[Words],
    common: AbstractSet[str],
    settings: DifferenceSettings,
) -> dict[tuple[int, int], tuple[Range, Range]]:
    """The units of each side that a pair is to be compared in.

    A paragraph with one counterpart is compared whole. One with several was merged from them
    or split into them: it is cut between the words that it shares with each. A counterpart
    that would lose too much by that is a version of the whole, and compared with it.

    Args:
        pairs: Linked pairs of indexes.
        left: The words of the left paragraphs.
        right: Those of the right ones.
        common: Normal forms of words that say too little to count.
        settings: How much a part must hold, and what a cut in a good place is worth.

    Returns:
        For each pair the part of the left and of the right paragraph.
    """
    left_parts = _parts_of(pairs, left, right, common, settings)
    right_parts = _parts_of([(other, one) for one, other in pairs], right, left, common, settings)
    return {(one, other): (left_parts[one, other], right_parts[other, one]) for one, other in pairs}


def _parts_of(
    pairs: Sequence[tuple[int, int]],
    own: Sequence[Words],
    others: Sequence[Words],
    common: AbstractSet[str],
    settings: DifferenceSettings,
) -> dict[tuple[int, int], Range]:
    """The part of the first paragraph of each pair that belongs to the second."""
    counterparts: dict[int, list[int]] = {}
    for one, other in sorted(pairs):
        counterparts.setdefault(one, []).append(other)
    parts: dict[tuple[int, int], Range] = {}
    for one, found in counterparts.items():
        whole = own[one]
        parts.update(dict.fromkeys(((one, other) for other in found), (0, len(whole))))
        if len(found) == 1:
            continue
        matched = [(_matched(whole, others[other], common), other) for other in found]
        matched = _without_versions(matched, settings.part)
        matched.sort(key=lambda entry: _middle(entry[0]))
        cuts = _cuts(whole, [set(places) for places, _ in matched], settings)
        for (places, other), part in zip(matched, pairwise(cuts), strict=True):
            held = sum(part[0] <= place < part[1] for place in places)
            if held >= settings.part * len(places):
                parts[one, other] = part
    return parts


def _without_versions(
    matched: list[tuple[list[int], int]], share: float
) -> list[tuple[list[int], int]]:
    """The counterparts that match a stretch of their own.

    One that mostly matches what a closer counterpart matches is another version of it, not
    another part of the whole.
    """
    kept: list[tuple[list[int], int]] = []
    for places, other in sorted(matched, key=lambda entry: (-len(entry[0]), entry[1])):
        own = set(places)
        if all(len(own.intersection(more)) < share * len(own) for more, _ in kept):
            kept.append((places, other))
    return kept


def _matched(whole: Words, counterpart: Words, common: AbstractSet[str]) -> list[int]:
    """The telling units of a paragraph that its counterpart has in the same order.

    Of huge ones, those that it has in any order.
    """
    if len(whole) * len(counterpart) > MOST_TO_SHOW:
        keys = set(counterpart.keys) - common
        return [at for at, key in enumerate(whole.keys) if key in keys and key.isalnum()]
    return [
        place
        for op in LCSseq.opcodes(whole.keys, counterpart.keys)
        if op.tag == "equal"
        for place in range(op.src_start, op.src_end)
        if whole.keys[place] not in common and whole.keys[place].isalnum()
    ]


def _cuts(
    whole: Words, matched: Sequence[AbstractSet[int]], settings: DifferenceSettings
) -> list[int]:
    """Where to cut, so that the parts keep as many of their matched units as can be.

    A sentence or a clause that ends at a cut is worth some units; of equally good places the
    first is taken, so that who says so goes with what they say.

    Args:
        whole: The paragraph.
        matched: For each of its counterparts, in order, the units that it matches.
        settings: What a cut in a good place is worth.

    Returns:
        The start, the places between the parts, and the end.
    """
    size = len(whole)
    worth = [0.0, *(_worth(whole, at, settings) for at in range(size - 1)), 0.0]
    # best[p] is the most that parts up to here keep if the last of them ends at p.
    best = [0.0, *accumulate(float(at in matched[0]) for at in range(size))]
    choices: list[list[int]] = []
    for places in matched[1:]:
        held = [0, *accumulate(at in places for at in range(size))]
        choice, gain = 0, best[0]
        chosen: list[int] = []
        following: list[float] = []
        for at in range(size + 1):
            if best[at] + worth[at] - held[at] > gain:
                choice, gain = at, best[at] + worth[at] - held[at]
            chosen.append(choice)
            following.append(gain + held[at])
        choices.append(chosen)
        best = following
    cuts = [size]
    for chosen in reversed(choices):
        cuts.append(chosen[cuts[-1]])
    return [0, *reversed(cuts)]


def _worth(whole: Words, at: int, settings: DifferenceSettings) -> float:
    """What a cut behind a unit is worth for what ends there."""
    last = whole.ends[at] - 1
    mark = whole.text[last]
    if mark in _SENTENCE_ENDS:
        return settings.sentence_cut
    # A straight quotation mark behind a space opens a quotation.
    opens = mark == '"' and whole.text[last - 1 : last].isspace()
    return settings.clause_cut if mark in _CLAUSE_ENDS and not opens else 0.0


def _middle(places: Sequence[int]) -> float:
    """The median of places in order, 0 of none."""
    half = len(places) // 2
    if not places:
        return 0
    return places[half] if len(places) % 2 else (places[half - 1] + places[half]) / 2
