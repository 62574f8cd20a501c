"""Which English words may stand for one another: those that have a meaning in common.

What desks change are often such words: `outside` and `external`, `cap` and `limit`. A wider or a
narrower word says something else, however near it is: `shot` is not `killed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNONYMS_FILE = Path(__file__).parents[2] / "default" / "synonyms.txt"

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("men", "man"),
    *((ending, base) for ending in ("es", "ed", "ing", "er", "est") for base in ("e", "")),
    ("s", ""),
)
"""What inflected words end in, and what their base ends in instead."""


_LEAST_BASE = 3


_MOST_MEANINGS = 20
"""A word with more may stand for a plainer one, and not for another like it."""


_MOST_WORDS = 3
"""Words of the longest phrase that is looked for."""


Expression = Sequence[tuple[str, bool]]
"""Words in their normal forms, and whether each says something by itself."""


def may_stand_for(one: Expression, other: Expression) -> bool:
    """Whether each telling word of the shorter of two expressions answers to one of the other.

    A phrase of several words may be listed as a whole: `handed down`.
    """
    ones, others = sorted((one, other), key=_count)
    phrases = list(_phrases(others))
    answered = {
        at
        for start, end, phrase in _phrases(ones)
        if any(_are_related(phrase, counterpart) for *_, counterpart in phrases)
        for at in range(start, end)
    }
    telling = {at for at, (_, tells) in enumerate(ones) if tells}
    return bool(telling) and telling <= answered


def bases_of(word: str) -> Iterator[str]:
    """What a word may be a form of, by its ending; it itself first."""
    yield word
    for ending, base in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < len(word) and len(stem) + len(base) >= _LEAST_BASE:
            yield stem + base
            if not base and stem[-2:-1] == stem[-1]:  # Stopped.
                yield stem[:-1]


def _count(expression: Expression) -> int:
    return sum(tells for _, tells in expression)


def _phrases(expression: Expression) -> Iterator[tuple[int, int, str]]:
    """The phrases that say something, each with where it begins and ends."""
    for start in range(len(expression)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(expression)) + 1):
            if any(tells for _, tells in expression[start:end]):
                yield start, end, " ".join(word for word, _ in expression[start:end])


def _are_related(one: str, other: str) -> bool:
    ours, theirs = _meanings(one), _meanings(other)
    if min(len(ours), len(theirs)) > _MOST_MEANINGS:
        return False  # Both may mean nearly anything: took, held.
    return not ours.isdisjoint(theirs)


@lru_cache(maxsize=1 << 12)
def _meanings(phrase: str) -> frozenset[str]:
    """The numbers of what a phrase means whose first word may have any form."""
    if not phrase.isascii():
        return frozenset()
    first, space, rest = phrase.partition(" ")
    bases = dict.fromkeys(bases_of(first))
    return frozenset().union(*(_listed(f"{base}{space}{rest}") for base in bases))


def _listed(phrase: str) -> list[str]:
    """What a phrase means as it is written: the lines are sorted, and halved until it is found."""
    text = _text()
    low, high = 0, len(text)
    while low < high:
        start = text.rfind("\n", low, (low + high) // 2) + 1 or low
        end = text.index("\n", start)
        word, _, numbers = text[start:end].partition("=")
        if word == phrase:
            return numbers.split(",")
        if word < phrase:
            low = end + 1
        else:
            high = start
    return []


@cache
def _text() -> str:
    """The lines without what stands above them."""
    read = SYNONYMS_FILE.read_text("utf-8")
    return read[read.index("\n", read.rindex("\n#") + 1) + 1 :]
