"""What the text core needs of rapidfuzz, which is imported as a whole.

Its package imports its own modules. Where one thread begins with the package and another with
a module of it, each waits for the other, and Python ends that by showing one of them a module
that is half loaded.

How much of one text stands in another in the same order, however long the two are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import distance, fuzz

if TYPE_CHECKING:
    from collections.abc import Sequence


Indel = distance.Indel


LCSseq = distance.LCSseq


partial_ratio = fuzz.partial_ratio


__all__ = ["Indel", "LCSseq", "partial_ratio"]


MOST_TO_COUNT = 400_000_000
"""Pairs of words up to which the longest common subsequence is measured: a quarter of a second
for twenty thousand words with as many."""


LONGEST_TO_SHOW = 10_000
"""Units of the longest part that is looked at more closely, however short the other one is."""


MOST_TO_SHOW = 25_000_000
"""Pairs of words up to which it is told which words are in it, which takes a bit of memory for
each pair. Five thousand words are more than any paragraph has: what is longer is a page that was
saved without line ends."""


def in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts have in common in the same order; of huge ones, in any order.

    Args:
        one: The words of a text.
        other: Those of another.
    """
    if len(one) * len(other) > MOST_TO_COUNT:
        return (Counter(one) & Counter(other)).total()
    return LCSseq.similarity(one, other)
