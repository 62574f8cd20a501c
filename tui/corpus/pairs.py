"""The pairs of a set of articles: aligned when asked for, once, with what each has of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.derivation import derive
from tui.corpus.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.config.story import StorySettings
    from tui.corpus.derivation import Derivation
    from tui.text.alignment import Alignment
    from tui.text.article import Article


class Pairs:
    """Alignments and derivations of articles, known by their places in the order given."""

    def __init__(
        self,
        articles: Sequence[Article],
        align: Callable[[Article, Article], Alignment],
        settings: StorySettings,
    ) -> None:
        """Take the articles; nothing is aligned yet.

        Args:
            articles: The articles.
            align: Aligns two of them, as `Library.align` does.
            settings: The section `story`.
        """
        self.articles = articles
        self._align = align
        self._settings = settings
        self._words: dict[int, Wording] = {}
        self._derivations: dict[int, dict[int, Derivation]] = {}

    def align(self, one: int, other: int) -> Alignment:
        """The alignment of two articles, the earlier one on the left."""
        left, right = sorted((one, other))
        return self._align(self.articles[left], self.articles[right])

    def words(self, place: int) -> Wording:
        """The words of an article."""
        if place not in self._words:
            self._words[place] = wording(self.articles[place])
        return self._words[place]

    def derivation(self, one: int, other: int) -> Derivation:
        """What one article has from the other."""
        found = self._derivations.get(one, {}).get(other)
        if found is None:
            left, right = sorted((one, other))
            both = derive(
                self.align(left, right), self._settings, (self.words(left), self.words(right))
            )
            self._derivations.setdefault(left, {})[right] = both[0]
            self._derivations.setdefault(right, {})[left] = both[1]
            found = both[one > other]
        return found

    def known(self, one: int) -> list[tuple[int, Derivation]]:
        """What an article has from those that it was compared with, by their places."""
        return sorted(self._derivations.get(one, {}).items())
