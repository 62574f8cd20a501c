"""How much two texts have in common, by rapidfuzz, and how long they may be for that.

rapidfuzz is imported as a whole: its package imports its own modules, and where one thread begins
with the package and another with a module of it, each waits for the other, and Python ends that
by showing one of them a module that is half loaded. The limits stand here because what they bound
takes time or memory with the product of both lengths.
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


def in_common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words two texts have in common in the same order; of huge ones, in any order."""
    if len(left) * len(right) > MOST_TO_COUNT:
        return (Counter(left) & Counter(right)).total()
    return LCSseq.similarity(left, right)
