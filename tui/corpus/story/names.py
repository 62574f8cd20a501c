"""The names and numbers of articles, and which articles have enough of them in common.

Two articles that tell one event name the same people, places and figures. Which of many articles
do is a question about every pair of them, and most pairs have some names in common: a day of the
week, a capital city. So the pairs are counted many at a time. Of a name that many articles have,
the articles are the bits of one number; the numbers of all names of an article are added up bit
by bit, as on paper, whereby each operation counts for all articles at once. Which sums are large
enough is told in the same way, and only those are looked at one by one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import Alike, plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tui.text.model import Article


_WORD = re.compile(r"\w+")


_WHOLE_NAME = re.compile(r"[^\W\d_]+(?= (?P<next>[^\W\d_]+))")


_SHORTEST = 2


_STEM = 4
"""Letters that two forms of one word have in common at least."""


_DAY_LENGTHS = range(6, 12)
"""How long the names of days are that begin compounds."""


_ENDING = 3
"""Letters of the longest ending."""


_FEW_HOLDERS = 8
"""Holders of a name up to which they are listed: their bits would be nearly all empty."""


_SPARSE = 256
"""One article in so many holds a name whose holders take as much memory listed as in bits."""


_NEARLY = 0.999
"""What is rounded on the way to a bound must not decide."""


_CLASSES = 4
"""How many classes of sizes there are between one size and twice as much: each has one bound."""


def names_of(article: Article) -> set[str]:
    """The names and numbers in an article's linkable paragraphs, in small letters.

    Returns:
        The words that begin with a capital or a digit and that the article never writes in
        small letters. Of words in scripts without capitals all are taken; where no space
        stands between words either, every two neighbouring characters.
    """
    return names_in([paragraph.text for paragraph in article.paragraphs if paragraph.linkable])


def names_in(texts: Iterable[str]) -> set[str]:
    """The names and numbers in paragraphs; see `names_of`."""
    # Most words come again: each is looked at once.
    words = set(_WORD.findall("\n".join(texts)))
    common = {word for word in words if word[0].islower()}
    names: set[str] = set()
    for word in words - common:
        first = word[0]
        if first.isupper() or first.isdigit():
            names.add(word.casefold())
        else:
            names.update(_parts(word))
    return {name for name in names - common if len(name) >= _SHORTEST}


def without_endings(named: Sequence[set[str]]) -> list[set[str]]:
    """The names of articles, where those that differ by their endings alone count as one.

    Łomża is Łomży in another case. Only few articles can be looked at so: among many, some
    name begins like any other.
    """
    same: dict[str, str] = {}
    first = ""
    for name in sorted(set[str]().union(*named)):
        first = first if first and _inflected(first, name) else name
        same[name] = first
    return [{same[name] for name in names} for names in named]


def echo(headline: str, text: str) -> float:
    """The share of a headline's telling words that a text has, also with other endings."""
    words = _telling(headline)
    beginnings: dict[str, list[str]] = {}
    for word in _telling(text):
        beginnings.setdefault(word[:_STEM], []).append(word)
    found = sum(
        any(_inflected(word, other) for other in beginnings.get(word[:_STEM], ())) for word in words
    )
    return found / len(words) if len(words) >= _SHORTEST else 1.0


def days_in(text: str, days: Iterable[Sequence[str]]) -> set[int]:
    """The days of the week that a text names; of each language seven, with spaces between forms."""
    said = set(_WORD.findall(text.casefold()))
    # Dienstagabend, dinsdagmorgen.
    said.update([word[:length] for word in said for length in _DAY_LENGTHS if len(word) > length])
    return {
        at for week in days for at, forms in enumerate(week) if not said.isdisjoint(forms.split())
    }


def has_any(text: str, names: Iterable[str]) -> bool:
    """Whether a text has one of some names, also with another ending."""
    words = _telling(text)
    return any(_inflected(name, word) for name in names for word in words)


def whole_names(text: str) -> set[tuple[str, str]]:
    """Two words with capitals side by side, as in names of people and places, in small letters."""
    return {
        (match[0].casefold(), match["next"].casefold())
        for match in _WHOLE_NAME.finditer(text)
        if match[0][0].isupper() and match["next"][0].isupper()
    }


def common_whole_names(text: str, other: str) -> set[tuple[str, str]]:
    """The whole names of a text that another one has, also with other endings."""
    theirs = whole_names(other)
    return {
        name
        for name in whole_names(text)
        if any(all(map(_inflected, name, another)) for another in theirs)
    }


def _telling(text: str) -> set[str]:
    """The words of a text that are long enough to say something, in small letters."""
    words: set[str] = set()
    for word in _WORD.findall(text):
        if not (word[0].isupper() or word[0].islower() or word[0].isdigit()):
            words.update(_parts(word))
        elif len(word) >= _STEM or word[0].isdigit():
            words.add(word.casefold())
    return words


def _inflected(word: str, other: str) -> bool:
    """Whether two words are the same but for their endings."""
    if word == other:
        return True
    if not (word.isalpha() and other.isalpha()):
        return False
    least = max(_STEM, max(len(word), len(other)) - _ENDING)
    return word[:least] == other[:least]


def _parts(word: str) -> Iterable[str]:
    """A word without case as it is, or pairs of characters where these are not spaced."""
    characters = plain_words(word)
    if len(characters) < _SHORTEST:
        return (word,)
    return map("".join, pairwise(characters))


def alike_by_names(named: Iterable[Collection[str]], fewest: int, least: float) -> Iterator[Alike]:
    """The pairs of articles that have enough names in common, in no certain order.

    Takes the names of each, none twice. A pair has at least `fewest` of them in common, and the
    number, divided by the geometric mean of how many the two have, is at least `least`.
    """
    held = _Held()
    fewest = max(fewest, 1)
    for place, names in enumerate(named):
        size = len(names)
        common = held.common(names)
        for other in held.with_enough(common, fewest, _NEARLY * least * sqrt(size)):
            shared = common.with_place(other)
            likeness = shared / sqrt(held.sizes[other] * size)
            if likeness >= least:
                yield Alike(likeness, other, place)
        held.add(names)


class _Held:
    """Which articles hold which names, of those that have come so far."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self._listed: dict[str, list[int]] = {}
        self._bits: dict[str, int] = {}
        self._of_size: dict[int, tuple[int, int]] = {}

    def add(self, names: Collection[str]) -> None:
        """Take the next article."""
        place, size = len(self.sizes), len(names)
        bit = 1 << place
        for name in names:
            if name in self._bits:
                self._bits[name] |= bit
                continue
            holders = self._listed.setdefault(name, [])
            holders.append(place)
            if len(holders) > max(_FEW_HOLDERS, place // _SPARSE):
                self._bits[name] = _bits_of(self._listed.pop(name))
        self.sizes.append(size)
        # Sizes of one class are alike, so that one bound will do for all of them.
        smallest, places = self._of_size.get(kind := (size**_CLASSES).bit_length(), (size, 0))
        self._of_size[kind] = min(smallest, size), places | bit

    def common(self, names: Collection[str]) -> _Sums:
        """How many names each article has in common with another one."""
        sums = _Sums()
        for name in names:
            bits = self._bits.get(name)
            if bits is not None:
                sums.add(bits)
            elif name in self._listed:
                sums.add(_bits_of(self._listed[name]))
        return sums

    def with_enough(self, common: _Sums, fewest: int, share: float) -> Iterator[int]:
        """Every article that has enough in common, and few others.

        Args:
            share: What the root of an article's number of names is multiplied by for the least.
        """
        enough = 0
        for smallest, places in self._of_size.values():
            enough |= places & common.at_least(max(fewest, ceil(share * sqrt(smallest))))
        while enough:
            lowest = enough & -enough
            yield lowest.bit_length() - 1
            enough ^= lowest


class _Sums:
    """A number for each place: bit n of the binary digits is the digit of place n's."""

    def __init__(self) -> None:
        self._digits: list[int] = []

    def add(self, bits: int) -> None:
        """Add 1 for each place whose bit is set."""
        digits = self._digits
        for at, digit in enumerate(digits):
            if not bits:
                return
            digits[at], bits = digit ^ bits, digit & bits
        if bits:
            digits.append(bits)

    def at_least(self, least: int) -> int:
        """The bits of the places whose number is so large; `least` is above 0."""
        if least >> len(self._digits):
            return 0
        # As numbers are compared on paper, but from the lowest digit on.
        enough = -1
        for at, digit in enumerate(self._digits):
            enough = digit & enough if least >> at & 1 else digit | enough
        return enough

    def with_place(self, place: int) -> int:
        """The number of one place."""
        return sum((digit >> place & 1) << at for at, digit in enumerate(self._digits))


def _bits_of(places: Sequence[int]) -> int:
    """A number in which the bits of some places are set, in ascending order."""
    filled = bytearray((places[-1] >> 3) + 1)
    for place in places:
        filled[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(filled, "little")
