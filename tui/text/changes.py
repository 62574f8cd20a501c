"""Changes between two texts: runs of words that stand where others do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Range = tuple[int, int]
"""Units `[start, end)` of a paragraph's words."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Units of the left words that stand where those of the right do; either may be none."""

    left: Range
    right: Range
    moved: bool = False

    def mirrored(self) -> Change:
        """The same change with the sides swapped."""
        return Change(self.right, self.left, self.moved)


def gaps_between(runs: Sequence[tuple[int, int, int]], parts: tuple[Range, Range]) -> list[Change]:
    """What stands between equal runs, given as left start, right start and length."""
    (start, end), (other, other_end) = parts
    bounded = [(start, other, 0), *runs, (end, other_end, 0)]
    found = (
        Change((one + length, after), (two + length, right_after))
        for (one, two, length), (after, right_after, _) in pairwise(bounded)
    )
    return [gap for gap in found if gap.left[0] < gap.left[1] or gap.right[0] < gap.right[1]]


def around(
    change: Change, *, left: Range | None = None, right: Range | None = None
) -> list[Change]:
    """What is left of a change without a run that it lost on one side."""
    if left is not None:
        pieces = [
            Change((change.left[0], left[0]), change.right),
            Change((left[1], change.left[1]), (change.right[1], change.right[1])),
        ]
    elif right is not None:
        pieces = [
            Change(change.left, (change.right[0], right[0])),
            Change((change.left[1], change.left[1]), (right[1], change.right[1])),
        ]
    else:
        pieces = [change]
    return [p for p in pieces if p.left[0] < p.left[1] or p.right[0] < p.right[1]]
