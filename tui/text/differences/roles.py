"""Who does what to whom, where the order of words alone says so.

"Lund beat Skara" and "Skara beat Lund" have the same words. A deed is a word that says
something, with the name before it and the next name behind it, in one sentence; roles are
exchanged where the other side has the same deed with the two names in each other's place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.parts import runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.side import ComparedParagraph
    from tui.text.words.tokens import Range


_FARTHEST = 8
"""Units between two names of one deed; what is farther apart is another clause."""


class Deed(NamedTuple):
    """A deed, by its stem, and the units of the names before and behind it.

    `doer` and `other` are the last words of these names; `turned` says that a word such as `by`
    makes the second the doer.
    """

    doer: str
    stem: str
    other: str
    turned: bool
    before: Range
    behind: Range

    @property
    def told(self) -> tuple[str, str, str, bool]:
        """What it says, wherever it stands."""
        return self[:4]

    @property
    def exchanged(self) -> tuple[str, str, str, bool]:
        """What it says with the names in each other's place."""
        return self.other, self.stem, self.doer, self.turned


def exchanged_roles(left: ComparedParagraph, right: ComparedParagraph) -> list[tuple[Range, Range]]:
    """Find names of two paragraphs that stand in each other's place around a deed.

    Returns:
        Pairs of the units of a name on the left and of the one for it on the right.
    """
    known = (left.name_keys | right.name_keys) & left.capitals & right.capitals
    if len(known) < 2:
        return []
    ours, theirs = list(_deeds(left, known)), list(_deeds(right, known))
    told, told_there = ({deed.told for deed in deeds} for deeds in (ours, theirs))
    return [
        pair
        for deed in ours
        if deed.told not in told_there and deed.exchanged not in told
        for there in theirs
        if there.told == deed.exchanged
        for pair in ((deed.before, there.before), (deed.behind, there.behind))
    ]


def _deeds(side: ComparedParagraph, known: AbstractSet[str]) -> Iterator[Deed]:
    """The deeds between neighbouring names of each sentence."""
    for sentence in side.sentences:
        names = runs_of(at for at in range(*sentence) if side.is_called(at, known))
        for before, behind in pairwise(names):
            between = range(before[1], behind[0])
            stem = side.deed(between)
            if stem is not None and len(between) <= _FARTHEST:
                doer, other = (_head(side.words.keys, name) for name in (before, behind))
                yield Deed(doer, stem, other, side.is_turned(between), before, behind)


def _head(keys: Sequence[str], name: Range) -> str:
    return keys[name[1] - 1].removesuffix("'s")
