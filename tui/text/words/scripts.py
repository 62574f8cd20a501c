"""Characters of the world's scripts: the one table of ranges that patterns are made from.

Scripts that put no space between words are cut, wrapped and counted in other ways than those
that do, and marks that a letter carries belong to it. Which characters these are stands here, as
text for a pattern's brackets, since what each reader of them does to a text differs. Patterns of
many ranges take milliseconds to compile, longer than a page without such characters takes to
read: who needs one makes it when the first such character is met, which comparing with `FIRST_…`
tells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_UNSPACED = "\u0e00"
"""The first character of the scripts without spaces: Thai's."""


FIRST_EAST_ASIAN = "\u3040"
"""The first character of Japanese, Chinese and Korean."""


FIRST_HAN = "\u3400"
"""The first of the characters that Chinese is written with."""


SOUTH_EAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer."""


KANA_AND_HAN = "\u3040-\u30ff\u3400-\u9fff"
"""Japanese and Chinese as they are written today."""


IDEOGRAPHS = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han with radicals, numerals and compatibility forms: a line may end after any."""


CLOSING = "\u3001\u3002\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
"""Wide marks that no line may begin with."""


UNSPACED = (
    f"{SOUTH_EAST_ASIAN}\u2e80-\u2fdf\u3005-\u3007\u3031-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Every script without spaces, rare characters and half widths included: each is a word."""


HANGUL_SYLLABLES = "\uac00-\ud7af"


HANGUL = f"\u1100-\u11ff{HANGUL_SYLLABLES}"
"""Korean, which puts spaces between words but ties endings to them."""


VOICED = "\u3099\u309a\uff9e\uff9f"
"""Marks of Japanese sounds that belong to the kana before them."""


MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff"
)
"""Combining marks, which Python's `\\w` leaves out: it would cut Hindi, Arabic and decomposed
words. The two strokes that end a sentence in Hindi are none."""


LOOSE_MARKS = "\u0300\u0301\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0652\u0670"
"""Grave and acute that are part of no letter, as on stressed Cyrillic ones; the vowels of Hebrew
and Arabic; and what draws an Arabic word out."""


ACCENTED = "A-Za-z\u00c6-\u024f\u0370-\u03ff\u0627"
"""Letters whose marks are accents: Latin, Greek, Arabic alef."""


_BEYOND = re.compile(f"[{FIRST_EAST_ASIAN}-\U0010ffff]")


_UNLIKE_LATIN = re.compile("[^\0-\u0dff\u2000-\u303f]")
"""What is none of a script before Thai's nor a sign; in this form looked for the quickest."""


OTHER_WIDTH = "\uff00-\uffef"
"""Full forms of narrow characters, and half forms of wide ones."""


_ASCII = bytes(range(128))


_ASCII_DIGIT = re.compile("[0-9]")


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in their order.

    Of most texts few are, so that looking among these takes a fifth of looking through the text.
    """
    # UTF-8 has the bytes of ASCII in no other character.
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return data.decode("utf-8", "surrogatepass")


def has_digit(text: str) -> bool:
    """Whether a text has a digit of any script, raised ones included."""
    if text.isascii():
        return _ASCII_DIGIT.search(text) is not None
    return any(map(str.isdigit, text))


def may_be_east_asian(text: str) -> bool:
    """Whether a text has a character from the first East Asian one on, emoji included.

    A tenth of the time that looking for its greatest character takes.
    """
    return not text.isascii() and _BEYOND.search(text) is not None


def may_be_unspaced(text: str) -> bool:
    """Whether a text has a character that may be East Asian, or Thai, Lao, Burmese or Khmer."""
    return not text.isascii() and _UNLIKE_LATIN.search(text) is not None


def begins_east_asian(text: str) -> bool:
    """Whether the first character is East Asian, wide punctuation included."""
    return text[:1] >= FIRST_EAST_ASIAN and _wide().match(text) is not None


def is_hiragana(key: str) -> bool:
    """Whether a key is one character of those that Japanese writes endings and particles with."""
    return len(key) == 1 and "\u3041" <= key <= "\u309f"


def is_katakana(key: str) -> bool:
    """Whether a key is one character of those that Japanese writes foreign words and names with."""
    return len(key) == 1 and "\u30a1" <= key <= "\u30fc" and key != "\u30fb"


def continues_katakana(keys: Sequence[str], at: int) -> bool:
    """Whether a character goes on with a word in katakana, whose first one stands for it."""
    return at > 0 and is_katakana(keys[at - 1]) and is_katakana(keys[at])


def count_east_asian(text: str) -> int:
    """How many letters and syllables of a text are East Asian."""
    return sum(map(len, _letters().findall(text)))


def count_south_east_asian(text: str) -> int:
    """How many characters of a text are Thai, Lao, Burmese or Khmer, vowel signs included."""
    return sum(map(len, _south_east_asian().findall(text)))


def count_east_asian_words(said: str) -> int:
    """How many words, parted by one space, have a letter or syllable that is East Asian."""
    return len(_rests(_letters()).findall(said))


def count_south_east_asian_words(said: str) -> int:
    """How many words, parted by one space, have a Thai, Lao, Burmese or Khmer character."""
    return len(_rests(_south_east_asian()).findall(said))


def has_kana_or_han(word: str) -> bool:
    """Whether a word or line has Chinese or Japanese characters: nothing parts them."""
    return not word.isascii() and _kana_or_han().search(word) is not None


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}{HANGUL_SYLLABLES}{OTHER_WIDTH}]")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}{HANGUL_SYLLABLES}]+")


@cache
def _south_east_asian() -> re.Pattern[str]:
    return re.compile(f"[{SOUTH_EAST_ASIAN}]+")


@cache
def _rests(characters: re.Pattern[str]) -> re.Pattern[str]:
    """What finds in a word the first run of some characters, and all behind it."""
    return re.compile(f"{characters.pattern}[^ ]*")


@cache
def _kana_or_han() -> re.Pattern[str]:
    return re.compile(f"[{KANA_AND_HAN}]")
