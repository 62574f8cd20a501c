"""Who says so and how, in all changes between two paragraphs at once.

It may be said in another place of the paragraph on the other side: what is left over in one change
is looked for in the others before it counts as added or dropped.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from tui.text.differences.beside import is_credit, keeps_saying
from tui.text.differences.weighty import VENUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.differences.weighty import WeightyWord
    from tui.text.differences.zones import Zone
    from tui.text.words.tokens import Range


Saying = tuple["WeightyWord", "Zone", "Zone"]
"""A word of saying, the zone that it is in, and that on the other side of the change."""


End = tuple["Zone", "Range | None"]
"""A zone, and the units of it that a finding is about; None where it has none."""


class Attributions:
    """Pairs what says who said so; going to another group of verbs matters."""

    def __init__(self, zones: Sequence[tuple[Zone, Zone]], plain_saying: str) -> None:
        """Take in the left and the right zone of each change.

        `plain_saying` is the group of verbs that say no more than that somebody said it.
        """
        self._zones = zones
        self._plain_saying = plain_saying
        self._unpaired: tuple[list[Saying], list[Saying]] = ([], [])

    def findings(self) -> Iterator[tuple[End, End]]:
        """What differs in who says so and how, each as what stands on either side.

        What is yielded has to be taken from its zones before the next is asked for.
        """
        open_pairs: list[tuple[list[Saying], list[Saying]]] = []
        begun, others_begun = (
            {group for zones in self._zones for group in zones[side].sayings_begun()}
            for side in (0, 1)
        )
        for left, right in self._zones:
            pair = (
                [
                    (m, left, right)
                    for m in self._sayings(left, right)
                    if m.group not in others_begun
                ],
                [(m, right, left) for m in self._sayings(right, left) if m.group not in begun],
            )
            _drop_same(*pair)
            # What has no counterpart in its change may have one in another: it moved.
            if all(pair):
                open_pairs.append(pair)
            else:
                self._unpaired[0].extend(pair[0])
                self._unpaired[1].extend(pair[1])
        _drop_same(*self._unpaired)
        for pair in open_pairs:
            for one, other in zip_longest(*pair):
                if one is None:
                    self._unpaired[1].append(other)
                elif other is None:
                    self._unpaired[0].append(one)
                else:
                    yield from self._compare(one, other)
        _drop_same(*self._unpaired)
        yield from self._lone()

    def _sayings(self, zone: Zone, other: Zone) -> list[WeightyWord]:
        """The words of saying of a zone; where it was said is one if nothing else says so."""
        plain = self._plain_saying
        sayings = zone.sayings()
        if zone.side.sayings - {VENUE} and other.side.sayings:
            return [mark for mark in sayings if mark.group != VENUE]
        return [mark._replace(group=plain) if mark.group == VENUE else mark for mark in sayings]

    def _compare(self, left: Saying, right: Saying) -> Iterator[tuple[End, End]]:
        (one, zone, _), (two, other, _) = left, right
        if one.group != two.group and zone.is_free(one.units) and other.is_free(two.units):
            yield (zone, zone.saying(one)), (other, other.saying(two))

    def _lone(self) -> Iterator[tuple[End, End]]:
        """Pair what is left across changes; then flag what only one side says."""
        left, right = self._unpaired
        while left and right:
            yield from self._compare(left.pop(0), right.pop(0))
        for number, sayings in enumerate(self._unpaired):
            for mark, zone, other in sayings:
                # "His remarks underscored" for "were evidence of" is worded otherwise.
                reworded = bool(other) and mark.group != self._plain_saying
                if not zone.is_free(mark.units) or not zone.side.is_shared(mark.start):
                    continue
                if is_credit(zone.side, mark) or keeps_saying(zone.side, mark, zone.saying(mark)):
                    continue
                if mark.is_phrase or not reworded:
                    end: End = (zone, zone.saying(mark))
                    yield ((other, None), end) if number else (end, (other, None))


def _drop_same(left: list[Saying], right: list[Saying]) -> None:
    """Drop from both sides what says who said so in the same way."""
    for one in tuple(left):
        same = next((other for other in right if other[0].group == one[0].group), None)
        if same is not None:
            left.remove(one)
            right.remove(same)
