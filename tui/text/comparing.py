"""The differences of linked paragraphs, each with its class and its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.alignment import Difference
from tui.text.differences import Change, find_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.alignment import Offsets
    from tui.text.differences import DifferenceSettings, Range
    from tui.text.house_style import HouseStyle
    from tui.text.words import Words


def offsets(words: Words, run: Range) -> Offsets | None:
    """Where a run of units stands in its text, None for an empty run."""
    return (words.starts[run[0]], words.ends[run[1] - 1]) if run[0] < run[1] else None


def slice_of(words: Words, run: Range) -> str:
    """The text of a run of units."""
    place = offsets(words, run)
    return words.text[place[0] : place[1]] if place else ""


def compare(
    left: Words,
    right: Words,
    parts: tuple[Range, Range],
    style: HouseStyle,
    settings: DifferenceSettings,
) -> tuple[Difference, ...]:
    """The differences between the parts of two paragraphs that correspond.

    Args:
        left: The words of one paragraph.
        right: Those of the other.
        parts: Which units of each are compared.
        style: The house-style layers.
        settings: How changes are made readable.

    Returns:
        Differences in reading order of the left text, then the right. Outside them, the two
        parts have the same characters but for white space.
    """
    changes = find_changes(left, right, parts, style, settings)
    found = [(change, _classed(left, right, change, style)) for change in changes]
    found += _house_style(left, right, parts, changes, style)
    return tuple(difference for _, difference in sorted(found, key=lambda entry: entry[0]))


def _classed(left: Words, right: Words, change: Change, style: HouseStyle) -> Difference:
    places = offsets(left, change.left), offsets(right, change.right)
    if change.moved:
        return Difference("wording", "moved", *places)
    if style.essence_of(left.keys[slice(*change.left)]) == style.essence_of(
        right.keys[slice(*change.right)]
    ):
        name = style.name_of(slice_of(left, change.left), slice_of(right, change.right))
        if name:
            return Difference("house-style", name, *places)
    return Difference("wording", "words", *places)


def _house_style(
    left: Words,
    right: Words,
    parts: tuple[Range, Range],
    changes: Sequence[Change],
    style: HouseStyle,
) -> Iterator[tuple[Change, Difference]]:
    """What is equal between the changes only because of a layer."""
    left_units = _untouched(parts[0], [change.left for change in changes])
    right_units = _untouched(parts[1], [change.right for change in changes])
    for one, other in zip(left_units, right_units, strict=True):
        place = left.starts[one], left.ends[one]
        right_place = right.starts[other], right.ends[other]
        text, right_text = left.text[slice(*place)], right.text[slice(*right_place)]
        if text != right_text:
            name = style.name_of(text, right_text) or ""
            unit = Change((one, one + 1), (other, other + 1))
            yield unit, Difference("house-style", name, place, right_place)


def _untouched(part: Range, runs: Sequence[Range]) -> Iterator[int]:
    """The units of a part that stand in no change, in order."""
    at = part[0]
    for start, end in sorted(runs):
        yield from range(at, start)
        at = max(at, end)
    yield from range(at, part[1])
