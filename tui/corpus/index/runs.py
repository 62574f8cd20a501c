"""The runs of three words in an article, as numbers that are the same everywhere.

Two articles that share many such runs share copy (Broder 1997, On the resemblance and
containment of documents). Words are folded before they are hashed, so that quotation marks,
case and `U.S.` for `US` break no run. Of a run's hash the upper end decides whether it belongs
to a sample, so that every article keeps the same ones: the share of runs that two articles have
in common can be told from a sample, which that of MinHash cannot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.corpus.likeness import SHINGLE, plain_words
from tui.text.words.tokens import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.text.model import Article


_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")


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
    for paragraph in article.paragraphs:
        if paragraph.linkable:
            words = [word.encode() for word in plain_words(_folded(paragraph.text))]
            size += len(words)
            hashes.update(map(number_of, map(b" ".join, _windows(words))))
    return _sampled(hashes, sample), size


def _folded(text: str) -> str:
    text = as_seen(text)
    return _ABBREVIATION.sub(_without_dots, text) if "." in text else text


def _without_dots(match: re.Match[str]) -> str:
    return match[0].replace(".", "") + " "


def _windows(words: Sequence[bytes]) -> Iterable[tuple[bytes, ...]]:
    if len(words) < SHINGLE:
        return [tuple(words)] if words else []
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


def _sampled(hashes: Iterable[int], sample: int) -> list[int]:
    if sample > 1:
        least = _HASHES // sample
        return [number for number in hashes if number < least]
    return [number - _HASHES if number >= _SIGNED else number for number in hashes]


def in_sample(column: str, sample: int) -> str:
    """The condition, in SQL, that a signed hash is among one of so many."""
    return f"{column} >= 0 AND {column} < {_HASHES // sample}" if sample > 1 else "TRUE"
