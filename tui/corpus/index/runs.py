"""The runs of three words in an article, as numbers that are the same everywhere.

Two articles that share many such runs share copy (Broder 1997, On the resemblance and
containment of documents); which words they are of, folded so that no mark breaks a run, is told
in `tui.corpus.likeness`, for folders and indexes alike. Of a run's hash the upper end decides
whether it belongs to a sample, so that every article keeps the same ones: the share of runs that
two articles have in common can be told from a sample, which that of MinHash cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.likeness import folded_words_of, runs_of_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.text.model import Article


_HASHES = 1 << 64


_SIGNED = 1 << 63


def stable_runs(article: Article, sample: int = 1) -> tuple[list[int], int]:
    """The runs of words in an article's linkable paragraphs.

    Args:
        sample: One of so many runs is kept.

    Returns:
        The hashes of its runs, as signed numbers of 64 bits, each once; and how many words the
        paragraphs have.
    """
    from xxhash import xxh3_64_intdigest as number_of

    hashes: set[int] = set()
    size = 0
    # As bytes, which is what is hashed; each word is encoded once, though three runs have it. What
    # parts the words of a run is no part of any word, so that no two runs are joined to the same.
    for folded in folded_words_of(article):
        words = [word.encode() for word in folded]
        size += len(words)
        hashes.update(map(number_of, map(b" ".join, runs_of_words(words))))
    return _sampled(hashes, sample), size


def _sampled(hashes: Iterable[int], sample: int) -> list[int]:
    if sample > 1:
        least = _HASHES // sample
        return [number for number in hashes if number < least]
    return [number - _HASHES if number >= _SIGNED else number for number in hashes]


def in_sample(column: str, sample: int) -> str:
    """The condition, in SQL, that a signed hash is among one of so many."""
    return f"{column} >= 0 AND {column} < {_HASHES // sample}" if sample > 1 else "TRUE"
