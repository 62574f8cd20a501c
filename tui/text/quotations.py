"""Quotations in a paragraph: where they stand, which belong together, which don't close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.differences import Range
    from tui.text.words import Words

QUOTATION_MARK = '"'
"""The normal form of every mark that quotes."""

_OPENING = frozenset("“„«‹‘「『〝‟‛")
_CLOSING = frozenset("”»›’」』〞")
_SINGLE = frozenset("‘’'‚‛`´′＇ʼ")


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of one paragraph as runs of units without their marks.

    `stray` holds the marks that no other answers to: an opening one that is never closed, or
    a closing one that was never opened.
    """

    runs: tuple[Range, ...]
    stray: tuple[int, ...]


def find_quotations(words: Words, *, continued: bool) -> Quotations:
    """Find the quotations of a paragraph.

    Args:
        words: The paragraph.
        continued: The next paragraph goes on with the quotation: then one that is still open
            at the end is no stray.
    """
    runs: list[Range] = []
    stray: list[int] = []
    opened: int | None = None
    for at, key in enumerate(words.keys):
        if key != QUOTATION_MARK:
            continue
        surface = words.text[words.starts[at]]
        if surface in _SINGLE and not _is_quotation_mark(words, at, opened):
            continue
        closes = surface in _CLOSING or (surface not in _OPENING and opened is not None)
        if closes and opened is not None:
            runs.append((opened + 1, at))
            opened = None
        elif closes:
            stray.append(at)
        else:
            if opened is not None:
                stray.append(opened)
            opened = at
    if opened is not None:
        runs.append((opened + 1, len(words)))
        if not continued:
            stray.append(opened)
    return Quotations(tuple(run for run in runs if run[0] < run[1]), tuple(stray))


def _is_quotation_mark(words: Words, at: int, opened: int | None) -> bool:
    """Whether a single mark quotes, rather than being an apostrophe or a quote in a quote."""
    text, start, end = words.text, words.starts[at], words.ends[at]
    tied_before = start > 0 and not text[start - 1].isspace()
    tied_behind = end < len(text) and text[end].isalnum()
    if opened is None:
        return tied_behind and not tied_before
    return words.text[words.starts[opened]] in _SINGLE and tied_before


def opens_with_quotation(text: str) -> bool:
    """Whether a paragraph starts in quotation marks, as one that continues a quotation does."""
    return text[:1] in _OPENING or text[:1] in {'"', "'"}


def match_quotations(
    left: Words,
    right: Words,
    runs: tuple[Sequence[Range], Sequence[Range]],
    least: float,
) -> dict[Range, Range]:
    """Which quotations of two paragraphs are versions of one another, each at most once.

    Args:
        left: One paragraph.
        right: The other.
        runs: The quotations of each.
        least: The share of the shorter one's words that the longer one must have.

    Returns:
        The right quotation for each left one that has a version.
    """
    scored: list[tuple[float, Range, Range]] = []
    for one in runs[0]:
        for other in runs[1]:
            keys, other_keys = left.keys[slice(*one)], right.keys[slice(*other)]
            shared = LCSseq.similarity(keys, other_keys) / min(len(keys), len(other_keys))
            if shared >= least:
                scored.append((-shared, one, other))
    matched: dict[Range, Range] = {}
    taken: set[Range] = set()
    for _, one, other in sorted(scored):
        if one not in matched and other not in taken:
            matched[one] = other
            taken.add(other)
    return matched
