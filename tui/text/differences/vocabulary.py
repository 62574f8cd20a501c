"""Words and phrases of a list, found where they begin among the normal forms of a text.

An entry may stand for all words that begin alike (`verurteil*`), as many languages have a dozen
forms of a verb, and for two words of one sentence with others between them (`sprach … frei`).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.text.words.scripts import FIRST_UNSPACED
from tui.text.words.tokens import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Words


Meaning = TypeVar("Meaning")


Listed = tuple[tuple[str, ...], Meaning]
"""What follows the first word of an entry, and what the entry means."""


_HEAD = 3
"""Letters by which entries are kept: fewer make too many ready, more too few `begun` ones."""


_ANY_ENDING = "*"


_GAP = "…"


_WIDEST_GAP = 14
"""Units between the two words of an entry that is said in two pieces."""


_SENTENCE_ENDS = frozenset(".?!;")


_Entries = tuple[dict[str, list["Listed[Meaning]"]], dict[str, list["Listed[Meaning]"]]]


_TIMES = (" minutes", " hours", " days", " weeks", " months", " years")


_PREFIXES = frozenset("בלמכהושبلكوف")
"""Letters that Hebrew and Arabic put before a word for in, to, from, as and and."""


_LEAST_PREFIXED = 5


class Vocabulary(Generic[Meaning]):
    """Entries by their first word, each with what it means.

    There are thousands of them, and a text has use for a few dozen: those that begin with the
    same letters are made ready when a word of a text first does.
    """

    def __init__(self, style: HouseStyle) -> None:
        self._style = style
        self._unread: dict[str, list[tuple[str, Meaning]]] = {}
        self._read = cache(self._made_ready)
        self.beginning_with = lru_cache(maxsize=1 << 15)(self._beginning_with)

    def add(self, phrase: str, meaning: Meaning) -> None:
        """Add an entry, before any is looked for."""
        head = _head(phrase)
        if phrase[len(head) :].startswith(_ANY_ENDING) and len(head) < _HEAD:
            head = _ANY_ENDING
        self._unread.setdefault(head, []).append((phrase, meaning))

    def _made_ready(self, head: str) -> _Entries[Meaning]:
        whole: dict[str, list[Listed[Meaning]]] = {}
        begun: dict[str, list[Listed[Meaning]]] = {}
        for phrase, meaning in self._unread.get(head, ()):
            first, *rest = self._pieces(phrase)
            entries = begun if first.endswith(_ANY_ENDING) else whole
            entries.setdefault(first.removesuffix(_ANY_ENDING), []).append((tuple(rest), meaning))
        return whole, begun

    def _pieces(self, phrase: str) -> list[str]:
        if phrase.isalpha() and phrase < FIRST_UNSPACED:
            return [self._style.key(phrase)]
        if _ANY_ENDING not in phrase and _GAP not in phrase:
            return self._style.keys(phrase)
        pieces: list[str] = []
        for word in phrase.split():
            if word == _GAP:
                pieces.append(_GAP)
            elif word.endswith(_ANY_ENDING):
                pieces.append(self._style.key(word[:-1]) + _ANY_ENDING)
            else:
                pieces += self._style.keys(word)
        return pieces

    def at(self, words: Words, at: int) -> Sequence[Listed[Meaning]]:
        """The entries whose first word a unit is: the longest first.

        Their further words stand with them.
        """
        start = words.starts[at]
        return self.beginning_with(words.keys[at], words.text[start : start + _HEAD])

    def _beginning_with(self, key: str, written: str) -> Sequence[Listed[Meaning]]:
        plain = key.removesuffix("'s")
        found: list[Listed[Meaning]] = []
        # A word in disguise begins with the letters of its normal form; a number in words doesn't.
        for head in dict.fromkeys((_head(written), _head(plain), _ANY_ENDING)):
            whole, begun = self._read(head)
            found += whole.get(plain, ())
            for beginning, entries in begun.items():
                if plain.startswith(beginning):
                    found += entries
        return sorted(found, key=lambda entry: -len(entry[0]))

    def end_of(self, rest: Sequence[str], keys: Sequence[str], at: int, end: int) -> int | None:
        """Where an entry ends whose first word stands at a unit, None where the rest differs.

        Of one in two pieces, that is where the first of them ends.
        """
        stop = at + 1
        for place, piece in enumerate(rest):
            if piece == _GAP:
                within = range(stop, min(end, stop + _WIDEST_GAP))
                return stop if _is_there(rest[place + 1], keys, within) else None
            if stop >= end or not _is_word(piece, keys[stop]):
                return None
            stop += 1
        return stop


@lru_cache(maxsize=1 << 12)
def _head(text: str) -> str:
    """The letters that a word and its normal form begin with, however it is spelt."""
    letters = text[:_HEAD]
    if letters.isascii() and letters.isalpha():
        return letters.lower()
    if letters >= FIRST_UNSPACED and is_unspaced(letters[:1]):
        return letters[:1]
    if not letters.isascii():
        letters = unicodedata.normalize("NFD", letters)
        letters = "".join(one for one in letters if not unicodedata.combining(one))[:_HEAD]
    return "".join(takewhile(str.isalnum, letters)).casefold()


def _is_there(piece: str, keys: Sequence[str], within: range) -> bool:
    """Whether a word follows in the same sentence."""
    for at in within:
        if _is_word(piece, keys[at]):
            return True
        if keys[at] in _SENTENCE_ENDS:
            return False
    return False


def _is_word(piece: str, key: str) -> bool:
    if piece.endswith(_ANY_ENDING):
        return key.startswith(piece[:-1])
    return key == piece


def has_number(keys: Sequence[str], at: int, stop: int, end: int) -> bool:
    """Whether what says how exact a number is, or how many, stands beside one."""
    # Circa 400 persone, 400 persone circa.
    if keys[at] == "circa" and any(key[0].isdigit() for key in keys[max(0, at - 2) : at]):
        return True
    if stop == end or not keys[stop][0].isdigit():
        return False
    # Over a year is during one as well as more than one.
    return keys[at:stop] != ["over"] or not keys[stop].endswith(_TIMES)


def are_behind_prefixes(one: str, key: str) -> bool:
    """Whether two Hebrew or Arabic words are one behind a letter that says in, to, from or and."""
    both = one[0] in _PREFIXES and key[0] in _PREFIXES
    return both and len(one) >= _LEAST_PREFIXED and one[1:] == key[1:]
