"""Words of a paragraph: where they stand, how they compare, and their stems.

A *token* is a word, a number, an abbreviation such as `U.S.`, or one punctuation mark. In
scripts that put no space between words (Chinese, Japanese, Thai) every character is a token,
and what counts for alignment is pairs of neighbouring characters, the usual stand-in for
words there. A *stem* is what is left of a word's normal form without its ending.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tui.text.fields import Some
from tui.text.inert import UNSEEN
from tui.text.words.scripts import (
    FIRST_UNSPACED,
    HANGUL,
    MARKS,
    UNSPACED,
    VOICED,
    beyond_ascii,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_SHAPES = r"""(
      [A-Za-z]{2,}+(?=[ ,.;:!?)-])            # most words, which are told sooner like this
    | [^\W\d_]\.[^\W\d_](?:\.[^\W\d_])*\.?(?!\w)   # U.S., a.m.
    | \d++[.,:٫٬]\d+(?:[.,:٫٬]\d+)*        # 1,000; 4.5; 13:22
    %s| %s++(?:(?:['’ʼ%s]|["״](?=[א-ת]\b))%s++)*+  # a word, with what an apostrophe ties to it
    | \.{2,} | -{2,}
    | [^\s%s][%s]*+                         # a mark, or a letter with its voiced sound
)"""
"""Nothing is tried twice (`++`): what a word or number has taken it never has to give back."""


LONGEST_COMPOUND = 80
"""Letters; longer runs are no words, and to cut them in every way would take long."""


_YEAR_LENGTH = 4


_SHORT = 3


_YEARS = ("19", "20")


_UNSEEN_IN_TEXT = re.compile(f"[{UNSEEN}]")


_UNSEEN_LETTER = re.compile("[\u034f\u115f\u1160\u3164\uffa0]")
"""What nobody sees, though it counts as a letter or as a mark on one."""


_SPACED_WORD = rf"[\w{MARKS}]"


_MIXED_WORD = rf"(?:[^\W{UNSPACED}]|[{MARKS}])"


_COUNTED_IN_KOREAN = rf"| \d++(?=[{HANGUL}]) | (?<=\d)(?:천[만억]|[만억조])(?=[\d{HANGUL}])"
"""Korean ties what is counted to the number: 3명이 are three, 15억원 are 1.5 billion."""


Range = tuple[int, int]
"""Units `[start, end)` of a text's words."""


_MEMORY = 1 << 15
"""Words of which it is remembered what was made of them."""


_Made = TypeVar("_Made")


class PerWord(dict[str, _Made]):
    """What was made of words: of millions, half the time that `lru_cache` takes."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        """Take what makes it of a word."""
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Made:
        """Make it of a word that was not asked for yet."""
        if len(self) >= _MEMORY:
            self.clear()
        made = self[word] = self._make(word)
        return made


begins_with_digit = PerWord(lambda key: key[0].isdigit()).__getitem__
"""Whether a normal form is a number, or begins with one."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one text, in order; `n` units, all sequences of that length.

    `keys` are normal forms: two texts that only differ in house style have equal keys, but
    for optional ones. `starts` and `ends` are character offsets `[start, end)` into the text.
    A unit is one token, or several that a layer reads as one (`per cent`, `24 February`).
    `stems` holds what alignment compares, in order, marks and optional words left out, and
    `numbers` the keys that begin with a digit.
    `essence` is equal for two texts that are the same after the house-style layers.
    """

    text: str
    keys: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    stems: list[str]
    essence: str
    numbers: list[str]

    def __len__(self) -> int:
        return len(self.keys)


class StemSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a word is cut to its stem.

    `endings` are taken off, the longest that fits first, where at least `shortest` characters
    stay. A stem of at least `compound` characters that starts or ends with another of the two
    articles' stems, of at least `part` characters, counts as that one too: a German article's
    Friedensgespräche are talks.
    """

    shortest: Some
    compound: Some
    part: Some
    endings: str


@cache
def _token_pattern(*, mixed: bool) -> re.Pattern[str]:
    word, counted = (_MIXED_WORD, _COUNTED_IN_KOREAN) if mixed else (_SPACED_WORD, "")
    return re.compile(_SHAPES % (counted, word, UNSEEN, word, UNSEEN, VOICED), re.VERBOSE)


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


_BEYOND_MARKS = re.compile("[^\0-\u0dff\u2000-\u206f\u20a0-\u20cf]")
"""What is neither of a script before Thai nor a quotation mark, a dash or a sign of money."""


def _may_be_unspaced(text: str) -> bool:
    # Asking the letters is cheaper than to compile a pattern of the scripts, which takes as
    # long as aligning two articles and is of no use to most.
    return _BEYOND_MARKS.search(text) is not None and any(
        character > "\u0dff" and character.isalpha() for character in set(text)
    )


def tokenise(text: str) -> tuple[list[str], list[int], list[int]]:
    """Cut a text into tokens.

    Returns:
        The tokens, their start offsets and their end offsets, three lists of equal length.
    """
    mixed = not text.isascii() and _may_be_unspaced(text)
    # Splitting gives gap, token, gap, token, …, gap; running lengths are the offsets. That is
    # three times as fast as asking each match for its place.
    pieces = _token_pattern(mixed=mixed).split(text)
    offsets = list(accumulate(map(len, pieces)))
    tokens, starts, ends = pieces[1::2], offsets[0:-1:2], offsets[1::2]
    if not text.isascii() and _UNSEEN_LETTER.search(text):
        # A word of nothing else is none.
        seen = [at for at, token in enumerate(tokens) if as_seen(token)]
        tokens = [tokens[at] for at in seen]
        starts, ends = [starts[at] for at in seen], [ends[at] for at in seen]
    return tokens, starts, ends


def as_seen(text: str) -> str:
    """A text as a reader sees it: letters with their marks composed, without what has no width.

    Unicode writes é as one character or as two; browsers put soft hyphens and zero-width spaces
    into words so that these can be broken, and who marks copies hides other signs there.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return _UNSEEN_IN_TEXT.sub("", text) if _UNSEEN_IN_TEXT.search(beyond_ascii(text)) else text


@lru_cache(maxsize=1 << 12)
def tokens_of(phrase: str) -> tuple[str, ...]:
    """The tokens of an entry of a list; they are asked for more than once."""
    return tuple(tokenise(phrase)[0])


def is_unspaced(key: str) -> bool:
    """Whether a key is one character of a script written without spaces."""
    return len(key) == 1 and key > "\u0dff" and _unspaced_pattern().match(key) is not None


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The normal forms of the months."""


def is_year(key: str) -> bool:
    """Whether a key is a year of the last century or of this one."""
    return len(key) == _YEAR_LENGTH and key.isdigit() and key.startswith(_YEARS)


def stemmer(settings: StemSettings) -> Callable[[str], str]:
    """Make a function from a key to its stem; it returns "" for punctuation.

    The endings of all languages are in one list, as articles don't say what they are in; an
    ending taken off wrongly does no harm as long as it is taken off on both sides.
    """
    endings = frozenset(settings.endings.split())
    lengths = sorted({len(ending) for ending in endings}, reverse=True)
    shortest = settings.shortest

    def stem(key: str) -> str:
        if not any(map(str.isalnum, key)):
            return ""
        if key[0].isdigit():
            # 50 million is that of pesos too; of 3 meters, both are needed.
            number, _, unit = key.partition(" ")
            return number if unit and len(number) > _SHORT and not is_year(number) else key
        base = key[:-2] if key.endswith(("'s", "’s")) else key
        for length in lengths:
            if len(base) - length >= shortest and base[-length:] in endings:
                return base[:-length]
        return base

    return stem


def features(stems: Sequence[str]) -> list[str]:
    """What alignment compares: stems, but pairs of neighbours in unspaced scripts and Korean."""
    letters = "".join(stems)
    if letters.isascii() or max(letters, default="") < FIRST_UNSPACED:
        return list(stems)
    pairs: list[str] = []
    previous = ""
    for stem in stems:
        if is_unspaced(stem):
            pairs.append(previous + stem if previous else stem)
            previous = stem
            continue
        previous = ""
        if len(stem) > 2 and "\u1100" <= stem[0] <= "\ud7af" and re.match(f"[{HANGUL}]", stem):
            pairs += [stem[at : at + 2] for at in range(len(stem) - 1)]
        else:
            pairs.append(stem)
    return pairs


def parts_of_compounds(stems: Iterable[str], settings: StemSettings) -> dict[str, list[str]]:
    """The stems that other, long ones of the same texts start or end with, by the long one."""
    vocabulary = frozenset(stems)
    compounds: dict[str, list[str]] = {}
    for stem in vocabulary:
        if settings.compound <= len(stem) <= LONGEST_COMPOUND and stem.isalpha():
            pieces = _pieces(stem, settings.part)
            if not vocabulary.isdisjoint(pieces):
                compounds[stem] = [piece for piece in pieces if piece in vocabulary]
    return compounds


@lru_cache(maxsize=1 << 14)
def _pieces(stem: str, shortest: int) -> list[str]:
    """All beginnings and ends of a word that leave enough of it."""
    cuts = range(shortest, len(stem) - shortest + 1)
    return [piece for cut in cuts for piece in (stem[:cut], stem[cut:])]
