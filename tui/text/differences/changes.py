"""What changed between two linked paragraphs, word by word, so that a person can read it.

A change is a run of words that stands where another does. The edits come from a longest common
subsequence of the words' normal forms. They are then made readable: common words left standing
alone between two changes join them, marks stand apart from words, a hyphened word stays whole, and
a clause that only moved is shown as moved. The smoothing takes up the semantic clean-up of
diff-match-patch (Fraser), with words in place of characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from tui.text.fields import Count, Fraction, Some, Worth
from tui.text.fuzzy import LCSseq
from tui.text.words.conventions import listed_words
from tui.text.words.scripts import is_katakana

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Range, Words


_FEW_LETTERS = 2
"""Of words in katakana, which have some five letters."""


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
    gaps = (
        Change((at + length, after), (right_at + length, right_after))
        for (at, right_at, length), (after, right_after, _) in pairwise(bounded)
    )
    return [gap for gap in gaps if gap.left[0] < gap.left[1] or gap.right[0] < gap.right[1]]


def is_cut_out(left: tuple[Words, int], right: tuple[Words, int], length: int) -> bool:
    """Whether an equal run is a letter or two of other words on both sides, as of two names.

    Singapore and Bangkok, シンガポール and バンコク, have an n in common.
    """
    return length <= _FEW_LETTERS and all(
        all(map(is_katakana, words.keys[at : at + length]))
        and any(
            is_katakana(words.keys[beside])
            for beside in (at - 1, at + length)
            if 0 <= beside < len(words)
        )
        for words, at in (left, right)
    )


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


class DifferenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How differences are made readable.

    `common_words` say little on their own: up to `bridge` of them between two changes join
    the changes. So do other words where the shorter of the changes around them is at least
    `swallow` times as long. A run with at least `moved` words that are not common is shown as
    moved. A part of a merged paragraph holds at least the share `part` of the words that the
    counterpart has in common with the whole; a cut behind a sentence is worth `sentence_cut` of
    those words, one behind a clause or a quotation `clause_cut`.
    """

    bridge: Count
    swallow: Worth
    moved: Some
    part: Fraction
    sentence_cut: Worth
    clause_cut: Worth
    common_words: str


@lru_cache(maxsize=16)
def common_keys(style: HouseStyle, words: str) -> frozenset[str]:
    """The normal forms of a list of common words."""
    return frozenset(map(style.key, listed_words(words)))


def find_changes(
    left: Words,
    right: Words,
    parts: tuple[Range, Range],
    style: HouseStyle,
    settings: DifferenceSettings,
) -> list[Change]:
    """What differs between the parts of two texts that correspond.

    Returns:
        Changes in reading order that don't overlap. What stands between them is equal but
        for house style and, where a change has moved, for order. Swapped sides give the same
        changes, mirrored.
    """
    # A longest common subsequence is not unique, so it is always taken from the same side.
    if left.text > right.text:
        mirrored = find_changes(right, left, parts[::-1], style, settings)
        return sorted(change.mirrored() for change in mirrored)
    reading = _Reading(left, right, style, settings)
    runs = reading.runs(parts)
    gaps = gaps_between(reading.smooth(runs, parts), parts)
    apart = [piece for gap in gaps for piece in reading.apart(gap)]
    return sorted(reading.with_moves(reading.whole(apart)))


class _Reading:
    """Two texts under comparison, and which of their words say little on their own."""

    def __init__(
        self, left: Words, right: Words, style: HouseStyle, settings: DifferenceSettings
    ) -> None:
        self._left = left
        self._right = right
        self._style = style
        self._settings = settings
        self._common = common_keys(style, settings.common_words)

    def runs(self, parts: tuple[Range, Range]) -> list[tuple[int, int, int]]:
        """Equal runs as left start, right start and length; optional marks don't anchor them."""
        units, other_units = (
            [at for at in range(*part) if not self._style.is_optional(words.keys[at])]
            for words, part in zip((self._left, self._right), parts, strict=True)
        )
        matches = LCSseq.opcodes(
            [self._left.keys[at] for at in units], [self._right.keys[at] for at in other_units]
        )
        runs: list[tuple[int, int, int]] = []
        for op in matches:
            if op.tag != "equal":
                continue
            for step in range(op.src_end - op.src_start):
                at, right_at = units[op.src_start + step], other_units[op.dest_start + step]
                if runs and runs[-1][0] + runs[-1][2] == at:
                    start, right_start, length = runs[-1]
                    if right_start + length == right_at:
                        runs[-1] = (start, right_start, length + 1)
                        continue
                runs.append((at, right_at, 1))
        return runs

    def _weight(self, words: Words, run: Range) -> int:
        """The number of words in a run that are not common."""
        return sum(
            key not in self._common and any(map(str.isalnum, key))
            for key in words.keys[run[0] : run[1]]
        )

    def _is_marks(self, gap: Change) -> bool:
        optional = self._style.is_optional
        return all(map(optional, self._left.keys[slice(*gap.left)])) and all(
            map(optional, self._right.keys[slice(*gap.right)])
        )

    def smooth(
        self, runs: list[tuple[int, int, int]], parts: tuple[Range, Range]
    ) -> list[tuple[int, int, int]]:
        """Drop equal runs that would only cut a change into confetti."""
        while True:
            kept = self._smooth_once(runs, parts)
            if len(kept) == len(runs):
                return kept
            runs = kept

    def _smooth_once(
        self, runs: list[tuple[int, int, int]], parts: tuple[Range, Range]
    ) -> list[tuple[int, int, int]]:
        (start, end), (other, other_end) = parts
        kept: list[tuple[int, int, int]] = []
        at, right_at = start, other
        bounded = [*runs, (end, other_end, 0)]
        for (one, two, length), (after, right_after, _) in pairwise(bounded):
            before = Change((at, one), (right_at, two))
            behind = Change((one + length, after), (two + length, right_after))
            if is_cut_out((self._left, one), (self._right, two), length):
                continue
            if not self._is_confetti((one, one + length), before, behind):
                kept.append((one, two, length))
                at, right_at = one + length, two + length
        return kept

    def _is_confetti(self, run: Range, before: Change, behind: Change) -> bool:
        if self._is_marks(before) or self._is_marks(behind):
            return False
        weight = self._weight(self._left, run)
        if not weight:
            return run[1] - run[0] <= self._settings.bridge
        sizes = (
            max(self._weight(self._left, gap.left), self._weight(self._right, gap.right))
            for gap in (before, behind)
        )
        return weight * self._settings.swallow <= min(sizes)

    def apart(self, gap: Change) -> list[Change]:
        """Part a gap's edges from it: what is equal after all, and marks beside words."""
        (start, end), (right_start, right_end) = gap.left, gap.right
        keys, right_keys = self._left.keys, self._right.keys
        while start < end and right_start < right_end and keys[start] == right_keys[right_start]:
            start, right_start = start + 1, right_start + 1
        while (
            start < end and right_start < right_end and keys[end - 1] == right_keys[right_end - 1]
        ):
            end, right_end = end - 1, right_end - 1
        inner = Change(
            self._bare(keys, (start, end)), self._bare(right_keys, (right_start, right_end))
        )
        edges = (
            Change((start, inner.left[0]), (right_start, inner.right[0])),
            inner,
            Change((inner.left[1], end), (inner.right[1], right_end)),
        )
        return [
            edge for edge in edges if edge.left[0] < edge.left[1] or edge.right[0] < edge.right[1]
        ]

    def _bare(self, keys: Sequence[str], run: Range) -> Range:
        start, end = run
        while start < end and self._style.is_optional(keys[start]):
            start += 1
        while start < end and self._style.is_optional(keys[end - 1]):
            end -= 1
        return start, end

    def whole(self, changes: list[Change]) -> list[Change]:
        """Widen changes to the whole of the hyphened words that they are in."""
        widened: list[Change] = []
        for number, change in enumerate(changes):
            (start, end), (right_start, right_end) = change.left, change.right
            if start < end and right_start < right_end:
                floor = widened[-1] if widened else Change((-1, 0), (-1, 0))
                if self._is_tied(start - 1, right_start - 1) and start - 2 >= floor.left[1]:
                    start, right_start = start - 2, right_start - 2
                after = changes[number + 1] if number + 1 < len(changes) else None
                free = after is None or end + 2 <= after.left[0]
                if free and self._is_tied(end, right_end):
                    end, right_end = end + 2, right_end + 2
            widened.append(Change((start, end), (right_start, right_end)))
        return widened

    def _is_tied(self, left: int, right: int) -> bool:
        """Whether a hyphen at these places ties the words around it, on both sides."""
        return all(
            0 < at < len(words) - 1
            and words.keys[at] == "-"
            and words.ends[at - 1] == words.starts[at]
            and words.ends[at] == words.starts[at + 1]
            for words, at in ((self._left, left), (self._right, right))
        )

    def with_moves(self, changes: list[Change]) -> list[Change]:
        """Find runs that one change drops and another adds, longest first."""
        while True:
            best = self._longest_move(changes)
            if best is None:
                return changes
            dropped, added, moved = best
            rest = [change for change in changes if change not in (dropped, added)]
            rest += around(dropped, left=moved.left)
            rest += around(added, right=moved.right)
            changes = [*rest, moved]

    def _longest_move(self, changes: Sequence[Change]) -> tuple[Change, Change, Change] | None:
        least = self._settings.moved
        left = [c for c in changes if not c.moved and c.left[1] - c.left[0] >= least]
        right = [c for c in changes if not c.moved and c.right[1] - c.right[0] >= least]
        best: tuple[Change, Change, Change] | None = None
        longest = least - 1
        for dropped in left:
            for added in right:
                if dropped is added:
                    continue
                for op in LCSseq.opcodes(
                    self._left.keys[slice(*dropped.left)], self._right.keys[slice(*added.right)]
                ):
                    run = (op.src_start + dropped.left[0], op.src_end + dropped.left[0])
                    if op.tag != "equal" or self._weight(self._left, run) <= longest:
                        continue
                    longest = self._weight(self._left, run)
                    right_run = (op.dest_start + added.right[0], op.dest_end + added.right[0])
                    best = dropped, added, Change(run, right_run, moved=True)
        return best
