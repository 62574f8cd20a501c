"""Lines that no word stands before, known by their order: which is headline, outlet, date.

A layout names the places above the text in their order. These are laid over the lines that are
there at the least cost, so that a line that a vendor adds or leaves out spoils nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.chrome.date import date_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.archive.lines import SourceLine
    from tui.text.archive.settings import Compiled, LinePlace
    from tui.text.chrome.date import DateSettings


_SKIPPED = 1.5
_MISSING = 3.0
_FITS = -2.0
_LIKELY = -1.0
_ANY = -0.2
"""What it costs to pass over a line, or to have none for a place, and what a line is worth in a
place that has a pattern, that it is likely for, or that takes any."""


_LATER = 0.3
"""What each line above a date takes from what it is worth."""


_LONG_HEADLINE = 60
"""Characters of a headline that is surely longer than what stands above and below it."""


def laid(
    order: Sequence[LinePlace],
    lines: Sequence[SourceLine],
    patterns: Compiled,
    dates: DateSettings,
    *,
    free: bool,
) -> list[int | None]:
    """Lay an order over lines at the least cost.

    Args:
        patterns: What the patterns of the order are compiled to.
        free: Whether lines below the last place cost nothing.

    Returns:
        For each line the index of its place, or None where it has none.
    """
    costs = [
        [_cost(line, place, at, patterns, dates) for place in order]
        for at, line in enumerate(lines)
    ]
    return _steps(_least(order, costs, free=free), len(lines), len(order))


def _least(
    order: Sequence[LinePlace], costs: Sequence[Sequence[float | None]], *, free: bool
) -> list[list[tuple[float, str]]]:
    """The least cost of the lines from each on in the places from each on, and what is done."""
    count, places = len(costs), len(order)
    best: list[list[tuple[float, str]]] = [
        [(0.0, "") for _ in range(places + 1)] for _ in range(count + 1)
    ]
    for i in range(count, -1, -1):
        for j in range(places, -1, -1):
            choices: list[tuple[float, str]] = []
            if i == count and j == places:
                continue
            cost = costs[i][j] if i < count and j < places else None
            if cost is not None:
                choices.append((best[i + 1][j + 1][0] + cost, "take"))
                if order[j].many:
                    choices.append((best[i + 1][j][0] + cost, "more"))
            if j < places:
                missing = 0.0 if order[j].optional else _MISSING
                choices.append((best[i][j + 1][0] + missing, "miss"))
            if i < count:
                skipped = 0.0 if free and j == places else _SKIPPED
                choices.append((best[i + 1][j][0] + skipped, "skip"))
            best[i][j] = min(choices, key=lambda choice: choice[0])
    return best


def _steps(
    best: Sequence[Sequence[tuple[float, str]]], lines: int, places: int
) -> list[int | None]:
    """What is done with each line on the way that costs least."""
    done_with: list[int | None] = []
    j = 0
    while len(done_with) < lines or j < places:
        done = best[len(done_with)][j][1]
        if done == "miss":
            j += 1
            continue
        done_with.append(None if done == "skip" else j)
        j += done == "take"
    return done_with


def _cost(
    line: SourceLine, place: LinePlace, at: int, patterns: Compiled, dates: DateSettings
) -> float | None:
    """What a line is worth in a place; None where it cannot stand there."""
    if place.marks and line.marks.isdisjoint(place.marks):
        return None
    if not line.marks.isdisjoint(place.without):
        return None
    if place.pattern is not None and not patterns.search(place.pattern, line.text):
        return None
    if place.what == "date" and date_in(line.text, dates) is None:
        return None
    cost = _ANY
    if place.what == "date" or (place.pattern is not None and not place.likely):
        cost = _FITS
    if place.what == "date":
        # Of several dates the first is that of the article, others are of its delivery.
        cost += min(at * _LATER, -_FITS)
    if place.what == "other":
        # What is nothing of the article's draws no line away from what is.
        cost = _ANY / 2 if place.many else _LIKELY
    if patterns.first(place.likely, line.text):
        cost += _LIKELY
    if place.what == "headline":
        cost += _LIKELY * ("bold" in line.marks)
        # What a line could be else, such as a section or a byline, is shorter.
        cost -= min(len(line.text), _LONG_HEADLINE) / _LONG_HEADLINE * (not place.many)
    return cost
