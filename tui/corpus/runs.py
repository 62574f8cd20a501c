"""Verbatim runs: the longest stretches of equal words that two articles share.

As in passim (Smith, Cordell and Dillon 2013, Infectious texts), runs are grown from short
ones that both texts have; unlike there, nothing is bridged, so that a run can be shown as
what it is: the same words in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_REPEATS = 16
"""A seed that stands more often in an article says nothing, and would cost its square."""


class Run(NamedTuple):
    """A stretch of equal words: where it starts on each side, and how many words it has."""

    left: int
    right: int
    words: int


def verbatim_runs(left: Sequence[str], right: Sequence[str], least: int) -> list[Run]:
    """Find the runs of equal words that cannot be made longer.

    Args:
        left: The words of one article.
        right: Those of the other.
        least: The fewest words of a run.

    Returns:
        The runs by their start on the left, then on the right; they may overlap. Swapping the
        sides swaps the runs'.
    """
    seeds = _places(right, least)
    own = _places(left, least)
    # Where the last run on each diagonal ends: what starts before that is inside it.
    ends: dict[int, int] = {}
    runs: list[Run] = []
    for start, seed in enumerate(zip(*(left[at:] for at in range(least)), strict=False)):
        places = seeds.get(seed)
        if places is None or max(len(places), len(own[seed])) > MOST_REPEATS:
            continue
        for place in places:
            if ends.get(place - start, 0) <= start:
                length = _length(left, right, start, place, least)
                ends[place - start] = start + length
                runs.append(Run(start, place, length))
    return runs


def _places(words: Sequence[str], least: int) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for start, seed in enumerate(zip(*(words[at:] for at in range(least)), strict=False)):
        places.setdefault(seed, []).append(start)
    return places


def _length(left: Sequence[str], right: Sequence[str], start: int, place: int, least: int) -> int:
    length = least
    most = min(len(left) - start, len(right) - place)
    while length < most and left[start + length] == right[place + length]:
        length += 1
    return length
