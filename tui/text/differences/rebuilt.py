"""What gave way to something else in a sentence that was built anew.

A change has what was replaced beside what replaced it. Where a sentence begins with another of
its parts, they stand in two changes: `The risk is small, the agency said`, and `According to the
agency, the risk is great`. What the lists have as another thing, and names beside one that both
sides have, are found there all the same.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.east_asian_names import (
    has_name,
    may_name_unspaced,
    names_institution,
    unspaced_names,
)
from tui.text.differences.given_names import given_names, has_given_name
from tui.text.differences.weighty import DEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.text.differences.side import ComparedParagraph
    from tui.text.differences.weighty import Claim, Turn
    from tui.text.differences.zones import Zone
    from tui.text.words.tokens import Range


_MOST = 12
"""What may stand for one another on either side: where there is more, all is new."""


_LEAST_NAME = 3
"""Letters of a first name; fewer are initials."""


_BRIEF_FORM = 2
"""Letters that a name and its short form begin with, and by which it is shorter: Thomas, Tom."""


_LEAST_LAST_NAME = 4


_LONGEST_ENDING = 2
"""Letters at the end of a last name that the sentence may ask for."""


class Replaced(NamedTuple):
    """What stands for something else in another change: which class, zones and units."""

    what: str
    left: tuple[Zone, Range]
    right: tuple[Zone, Range]


def turn_of(
    left: ComparedParagraph, one: Claim, right: ComparedParagraph, other: Claim
) -> Turn | None:
    """What it is that one claim stands where another does; None where that is nothing new."""
    pole = one.turned_by(other)
    # What a side says anyway, in another place of the paragraph, did not give way to this.
    if pole is None or (
        pole.among == DEEDS and (one.poles & right.said or other.poles & left.said)
    ):
        return None
    return None if _says_a_day_again(left, one, right) else pole.what


def _says_a_day_again(left: ComparedParagraph, one: Claim, right: ComparedParagraph) -> bool:
    """Whether a word is for a day that the other side has too: today, yesterday a day later."""
    days = (mark for mark in left.marks if mark.what == "date" and mark.start == one.start)
    return any(left.means(day, right) for day in days)


def rebuilt_claims(zones: Sequence[tuple[Zone, Zone]], least: float) -> Iterator[Replaced]:
    """Find what one side says where the other says another thing, in another change.

    Args:
        zones: The sides of each change.
        least: The share of a sentence's words that makes it the counterpart of another.
    """
    lefts, rights = ([end for pair in zones for end in _claims(pair[side])] for side in (0, 1))
    if max(len(lefts), len(rights)) > _MOST:
        return
    for (left, one), (right, other) in product(lefts, rights):
        runs = (one.start, one.end), (other.start, other.end)
        pole = one.turned_by(other)
        # Of deeds, a rebuilt sentence has others anyway.
        if pole is None or pole.among == DEEDS:
            continue
        if not (left.is_free(runs[0]) and right.is_free(runs[1])):
            continue
        # What a side says anyway did not give way.
        if one.poles & right.side.said or other.poles & left.side.said:
            continue
        if _says_a_day_again(left.side, one, right.side):
            continue
        if _are_counterparts((left.side, one.start), (right.side, other.start), least):
            yield Replaced(pole.what, (left, runs[0]), (right, runs[1]))


def rebuilt_names(zones: Sequence[tuple[Zone, Zone]]) -> Iterator[Replaced]:
    """Find what stands on either side of a name that both have: Javier Ruiz, and Julio Ruiz."""
    lefts, rights = ([end for pair in zones for end in _new_names(pair[side])] for side in (0, 1))
    if max(len(lefts), len(rights)) > _MOST:
        return
    for (left, at), (right, there) in product(lefts, rights):
        if not (left.is_free((at, at + 1)) and right.is_free((there, there + 1))):
            continue
        sides = (left.side, at), (right.side, there)
        if any(_are_beside_one(*sides, step) for step in (-1, 1)):
            yield Replaced("name", (left, (at, at + 1)), (right, (there, there + 1)))
    if zones:
        yield from _unspaced_names(zones)
        yield from _institutions(zones)


def _institutions(zones: Sequence[tuple[Zone, Zone]]) -> Iterator[Replaced]:
    """Find the names of houses that gave way to others, where capitals tell nothing."""
    for left, right in zones:
        if left and right and may_name_unspaced(left.side.words.text):
            ends = (left, left.run), (right, right.run)
            if all(zone.is_free(run) and names_institution(zone.side, run) for zone, run in ends):
                yield Replaced("name", *ends)


def _unspaced_names(zones: Sequence[tuple[Zone, Zone]]) -> Iterator[Replaced]:
    """Find the one person whom each side alone names, where capitals tell nothing."""
    sides = zones[0][0].side, zones[0][1].side
    if all(may_name_unspaced(side.words.text) for side in sides):
        yield from _named_alone(zones, sides, unspaced_names, has_name)
    elif not any(side.words.text.isascii() for side in sides):
        yield from _named_alone(zones, sides, given_names, has_given_name)


def _named_alone(
    zones: Sequence[tuple[Zone, Zone]],
    sides: tuple[ComparedParagraph, ComparedParagraph],
    names_of: Callable[[ComparedParagraph], Iterator[tuple[Range, str]]],
    has: Callable[[ComparedParagraph, str], bool],
) -> Iterator[Replaced]:
    alone = [
        [(run, name) for run, name in names_of(side) if not has(other, name)]
        for side, other in (sides, sides[::-1])
    ]
    if any(len({name for _, name in names}) != 1 for names in alone):
        return
    ends = [
        [
            (pair[number], (free[0], free[-1] + 1))
            for pair in zones
            if (
                free := [
                    at for at in pair[number].free_units() if names[0][0][0] <= at < names[0][0][1]
                ]
            )
        ]
        for number, names in enumerate(alone)
    ]
    if any(ends):
        # Of a name that was only made longer, one side has nothing in any change.
        found = (
            end[0] if end else (zones[0][number], alone[number][0][0])
            for number, end in enumerate(ends)
        )
        yield Replaced("name", *found)


def _claims(zone: Zone) -> Iterator[tuple[Zone, Claim]]:
    """What a zone claims as a whole, in words that say much and that the other side has not."""
    for claim, run in zone.claims():
        units = range(claim.start, claim.end)
        says = all(map(zone.side.tells, units)) or _leads_to_number(zone.side, claim)
        if run == claim.units and says and not any(map(zone.side.is_said_there, units)):
            yield zone, claim


def _leads_to_number(side: ComparedParagraph, claim: Claim) -> bool:
    """Whether a claim stands right before a number, where a little word says much: up 5%."""
    return any(
        key[0].isdigit() for key in side.words.keys[claim.end : min(claim.end + 1, side.part[1])]
    )


def _are_counterparts(
    left: tuple[ComparedParagraph, int], right: tuple[ComparedParagraph, int], least: float
) -> bool:
    """Whether two units stand in sentences of which either has a share of the other's words."""
    for (side, at), (other, there) in ((left, right), (right, left)):
        start, end = other.sentence_of(there)
        keys = set(other.words.keys[start:end])
        telling = [side.words.keys[unit] for unit in side.telling(side.sentence_of(at))]
        if sum(key in keys for key in telling) < least * len(telling):
            return False
    return True


def _new_names(zone: Zone) -> Iterator[tuple[Zone, int]]:
    side = zone.side
    for at in zone.free_units():
        is_whole = len(side.words.keys[at]) >= _LEAST_NAME and side.is_name(at)
        if is_whole and side.is_new((at, at + 1)):
            yield zone, at


def _are_beside_one(
    left: tuple[ComparedParagraph, int], right: tuple[ComparedParagraph, int], step: int
) -> bool:
    """Whether two names have the same name right before them, or right behind them."""
    beside: list[str] = []
    for side, at in (left, right):
        place = at + step
        inside = side.part[0] <= place < side.part[1]
        if not (inside and side.tells(place) and side.is_name(place)):
            return False
        beside.append(side.words.keys[place])
    own = sorted((side.words.keys[at] for side, at in (left, right)), key=len)
    return beside[0] == beside[1] and not (_is_inflected if step < 0 else _is_brief_form)(*own)


def _is_brief_form(short: str, name: str) -> bool:
    """Whether a first name may be a short form of another: Tom of Thomas; no Julio of Javier."""
    return len(name) - len(short) >= _BRIEF_FORM and short[:_BRIEF_FORM] == name[:_BRIEF_FORM]


def _is_inflected(short: str, name: str) -> bool:
    """Whether two last names are one with different endings: Kowalski, Kowalskiego."""
    return name.startswith(short[: max(_LEAST_LAST_NAME, len(short) - _LONGEST_ENDING)])
