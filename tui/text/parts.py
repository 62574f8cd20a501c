"""Which parts of merged and split paragraphs belong to each of their counterparts."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences import Range
    from tui.text.words import Words

_SENTENCE_ENDS = frozenset(".?!。？！…")
_CLAUSE_ENDS = frozenset(',;:-—–，；：、"”»')


def corresponding_parts(
    pairs: Sequence[tuple[int, int]],
    left: Sequence[Words],
    right: Sequence[Words],
    common: AbstractSet[str],
    least: float,
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
        least: The share of the words shared with a counterpart that a part must hold.

    Returns:
        For each pair the part of the left and of the right paragraph.
    """
    left_parts = _parts_of(pairs, left, right, common, least)
    right_parts = _parts_of([(other, one) for one, other in pairs], right, left, common, least)
    return {(one, other): (left_parts[one, other], right_parts[other, one]) for one, other in pairs}


def _parts_of(
    pairs: Sequence[tuple[int, int]],
    own: Sequence[Words],
    others: Sequence[Words],
    common: AbstractSet[str],
    least: float,
) -> dict[tuple[int, int], Range]:
    """The part of the first paragraph of each pair that belongs to the second."""
    counterparts: dict[int, list[int]] = {}
    for one, other in sorted(pairs):
        counterparts.setdefault(one, []).append(other)
    parts: dict[tuple[int, int], Range] = {}
    for one, found in counterparts.items():
        whole = own[one]
        if len(found) == 1:
            parts[one, found[0]] = (0, len(whole))
            continue
        matched = sorted((_matched(whole, others[other], common), other) for other in found)
        matched.sort(key=lambda entry: median(entry[0] or [0]))
        cuts = [0]
        for (before, _), (behind, _) in pairwise(matched):
            cuts.append(_cut(whole, cuts[-1], before, behind))
        for (places, other), part in zip(matched, pairwise([*cuts, len(whole)]), strict=True):
            held = sum(part[0] <= place < part[1] for place in places)
            parts[one, other] = part if held >= least * len(places) else (0, len(whole))
    return parts


def _matched(whole: Words, counterpart: Words, common: AbstractSet[str]) -> list[int]:
    """The telling units of a paragraph that its counterpart has in the same order."""
    return [
        place
        for op in LCSseq.opcodes(whole.keys, counterpart.keys)
        if op.tag == "equal"
        for place in range(op.src_start, op.src_end)
        if whole.keys[place] not in common and whole.keys[place].isalnum()
    ]


def _cut(whole: Words, start: int, before: Sequence[int], behind: Sequence[int]) -> int:
    """Where to cut, so that each side keeps as many of its matched units as can be.

    Of equally good places the first after a sentence is taken, else after a clause or a
    quotation, so that who says so goes with what they say; else the last.
    """
    own, others = set(before), set(behind)
    held = sum(place < start for place in own) + sum(place >= start for place in others)
    best: list[int] = [start]
    most = held
    for place in range(start, len(whole)):
        held += (place in own) - (place in others)
        if held > most:
            best, most = [], held
        if held == most:
            best.append(place + 1)
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        for at in best:
            if at and _ends_with(whole, at - 1, ends):
                return at
    return best[-1]


def _ends_with(whole: Words, at: int, ends: AbstractSet[str]) -> bool:
    """Whether a unit is one of these marks; a straight one closes a quotation, or is none."""
    last = whole.ends[at] - 1
    mark = whole.text[last]
    return mark in ends and not (mark == '"' and whole.text[last - 1 : last].isspace())
