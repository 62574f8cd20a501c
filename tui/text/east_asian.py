"""Chinese, Japanese and Korean, which have no spaces or are wrapped anywhere."""

from __future__ import annotations

import re
from functools import cache

_FIRST = "\u3040"


def begins_east_asian(text: str) -> bool:
    """Whether the first character is East Asian, wide punctuation included.

    Args:
        text: Of any length.
    """
    return text[:1] >= _FIRST and _wide().match(text) is not None


def count_east_asian(text: str) -> int:
    """How many letters and syllables of the text are East Asian.

    Args:
        text: Of any length.
    """
    if text.isascii() or max(text) < _FIRST:
        return 0
    return len(_letters().findall(text))


def is_unspaced(word: str) -> bool:
    """Whether Chinese or Japanese characters are in it, which nothing parts into words.

    Args:
        word: Not empty.
    """
    return max(word) >= _FIRST and _unspaced().search(word) is not None


# Each takes longer to compile than a page without such characters takes to read.


@cache
def _wide() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff]")
