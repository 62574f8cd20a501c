"""Scripts that put no space between words, or are wrapped anywhere.

Patterns of them take milliseconds to compile, longer than a page without such characters takes
to read: they are made when the first such character is met.
"""

from __future__ import annotations

import re
from functools import cache

FIRST_UNSPACED = "\u0e00"
"""The first character of the scripts without spaces: Thai's."""


FIRST_EAST_ASIAN = "\u3040"
"""The first character of Japanese, Chinese and Korean."""


SOUTH_EAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, for a pattern's brackets."""


KANA_AND_HAN = "\u3040-\u30ff\u3400-\u9fff"
"""Japanese and Chinese, for a pattern's brackets."""


_HANGUL = "\uac00-\ud7af"


def begins_east_asian(text: str) -> bool:
    """Whether the first character is East Asian, wide punctuation included.

    Args:
        text: Of any length.
    """
    return text[:1] >= FIRST_EAST_ASIAN and _wide().match(text) is not None


def count_east_asian(text: str) -> int:
    """How many letters and syllables of the text are East Asian.

    Args:
        text: Of any length.
    """
    if text.isascii() or max(text) < FIRST_EAST_ASIAN:
        return 0
    return len(_letters().findall(text))


def has_kana_or_han(word: str) -> bool:
    """Whether Chinese or Japanese characters are in it, which nothing parts into words.

    Args:
        word: Not empty.
    """
    return max(word) >= FIRST_EAST_ASIAN and _kana_or_han().search(word) is not None


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}{_HANGUL}\uff00-\uffef]")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}{_HANGUL}]")


@cache
def _kana_or_han() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}]")
