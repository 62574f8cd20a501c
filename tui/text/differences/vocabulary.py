"""Words and phrases of a list, found where they begin among the normal forms of a text.

An entry may stand for all words that begin alike (`verurteil*`), as many languages have a dozen
forms of a verb, and for two words of one sentence with others between them (`sprach … frei`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.text.words.scripts import FIRST_UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.house_style import HouseStyle


Meaning = TypeVar("Meaning")


_ANY_ENDING = "*"


_GAP = "…"


_WIDEST_GAP = 14
"""Units between the two words of an entry that is said in two pieces."""


_SENTENCE_ENDS = frozenset(".?!;")


class Vocabulary(Generic[Meaning]):
    """Entries by their first word, each with what it means."""

    def __init__(self, style: HouseStyle) -> None:
        self._style = style
        self._whole: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._lengths: list[int] = []
        self.beginning_with = lru_cache(maxsize=1 << 15)(self._beginning_with)

    def add(self, phrase: str, meaning: Meaning) -> str:
        """Add an entry; gives the normal form of its first word."""
        first, *rest = self._pieces(phrase)
        entries = self._begun if first.endswith(_ANY_ENDING) else self._whole
        head = first.removesuffix(_ANY_ENDING)
        entries.setdefault(head, []).append((tuple(rest), meaning))
        if entries is self._begun and len(head) not in self._lengths:
            self._lengths = sorted([*self._lengths, len(head)], reverse=True)
        return head

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

    def _beginning_with(self, key: str) -> Sequence[tuple[tuple[str, ...], Meaning]]:
        """The entries whose first word a normal form is: the longest, then the most exact, first.

        Their further words stand with them.
        """
        plain = key.removesuffix("'s")
        found = list(self._whole.get(plain, ()))
        for length in self._lengths:
            if length <= len(plain):
                found += self._begun.get(plain[:length], ())
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
