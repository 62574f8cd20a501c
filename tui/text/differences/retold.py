"""Sentences that another paragraph of the other article tells with another number.

Two paragraphs are compared with one another. A sentence that went to a third one takes its
words along, and is found there by them; where its number or day changed on the way, nothing that
the two paragraphs have says so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.side import sentences_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.weighty import WeightyWord, WeightyWords
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Range, Words


_ALIKE = 0.6
"""The share of the words of both sentences that they have in common."""


_VALUES = frozenset({"number", "date"})


class _Sentence(NamedTuple):
    """Where a sentence stands, and the stems in it that say something, numbers left out."""

    place: int
    units: Range
    stems: AbstractSet[str]

    def likeness(self, other: _Sentence) -> float:
        """The share of their stems that two sentences have in common."""
        shared = len(self.stems & other.stems)
        return shared / max(len(self.stems), len(other.stems), 1)


class Retellings:
    """The sentences of two articles, to find one of the left in the right, or the other way."""

    def __init__(
        self,
        articles: tuple[Sequence[Words], Sequence[Words]],
        style: HouseStyle,
        lens: WeightyWords,
        common: Collection[str],
    ) -> None:
        self._articles = articles
        self._style = style
        self._lens = lens
        self._common = common
        self._sentences = [list(self._sentences_of(article)) for article in articles]
        self._counts = [
            Counter(stem for sentence in found for stem in sentence.stems)
            for found in self._sentences
        ]

    def _sentences_of(self, article: Sequence[Words]) -> Iterator[_Sentence]:
        for place, words in enumerate(article):
            for units in sentences_of(words, (0, len(words))):
                keys = [key for key in words.keys[slice(*units)] if key not in self._common]
                stems = frozenset(self._style.stem(key) for key in keys if key.isalpha())
                yield _Sentence(place, units, stems)

    def retold(self, pair: tuple[int, int], number: int, mark: WeightyWord) -> int | None:
        """The paragraph of the other article that says something else than a mark, if one does.

        Args:
            pair: The two paragraphs that are compared.
            number: Which side the mark is of.
            mark: A number or a date of a sentence that the two don't share.
        """
        if mark.what not in _VALUES:
            return None
        own, there = self._sentences[number], self._sentences[1 - number]
        place = pair[number]
        here = next(s for s in own if s.place == place and s.units[0] <= mark.start < s.units[1])
        best = max(there, key=here.likeness, default=None)
        if best is None or best.place == pair[1 - number] or here.likeness(best) < _ALIKE:
            return None
        rivals = sum(best.likeness(one) >= best.likeness(here) for one in own)
        if rivals > 1 or not self._tells(here.stems & best.stems):
            return None
        ours, theirs = (
            self._values(number, here, mark.what),
            self._values(1 - number, best, mark.what),
        )
        is_other = len(ours) == len(theirs) and mark.group not in {one.group for one in theirs}
        same = any(self._lens.is_same_value((mark, None), (one, None)) for one in theirs)
        return best.place if is_other and not same else None

    def _tells(self, shared: Collection[str]) -> bool:
        """Whether words tell a sentence from all others: two, or one that both have once."""
        return len(shared) > 1 or any(
            all(counts[stem] == 1 for counts in self._counts) for stem in shared
        )

    def _values(self, number: int, sentence: _Sentence, what: str) -> list[WeightyWord]:
        words = self._articles[number][sentence.place]
        return [one for one in self._lens.marks(words, sentence.units) if one.what == what]
