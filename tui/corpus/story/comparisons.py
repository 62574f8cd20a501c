"""What any two articles of a set have of each other: aligned when it is asked for, and once.

Far from all pairs are. What was found out about a pair is kept between runs, in numbers, where
there are so many articles that it is worth it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.corpus.likeness import prose_of, shingles
from tui.corpus.story.derivation import Derivation, derive
from tui.corpus.story.names import common_whole_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.corpus.kept import KeptComparisons
    from tui.corpus.likeness import Prose
    from tui.corpus.settings import StorySettings
    from tui.text.model import Alignment, Article


_NEWS = 2
"""Paragraphs in which a report says what happened."""


_BACKGROUND = 2
"""Paragraphs from which on what two reports have in common may be an agency's background: one may
well be the same quotation."""


_WORDS_AT_HAND = 512
"""Articles of which the words are remembered: they take five times as much as the text. Families
are compared one after the other, so that hardly any are taken apart again."""


class Glance(NamedTuple):
    """What of an alignment tells whether two articles are on one event.

    `left_share` and `right_share` are the shares of their words that are linked in any way,
    `copied` the words of the one on the left that are the same or near in the other, and
    `background` whether that is only what an agency puts below its news.
    """

    left_share: float
    right_share: float
    formulaic: bool
    copied: int
    background: bool


def glance_at(alignment: Alignment) -> Glance:
    """Take from an alignment what tells whether two articles are on one event."""
    copied = [link for link in alignment.links if link.kind != "related"]
    lefts, rights = {link.left for link in copied}, {link.right for link in copied}
    return Glance(
        alignment.summary.left_share,
        alignment.summary.right_share,
        alignment.formulaic,
        sum(alignment.words[0][place] for place in lefts),
        len(copied) >= _BACKGROUND
        and _News(alignment.left, lefts).is_apart_from(_News(alignment.right, rights)),
    )


class _News:
    """What an article begins with, and all that it has besides what another one has too."""

    def __init__(self, article: Article, copied: AbstractSet[int]) -> None:
        paragraphs = article.paragraphs
        own = [at for at, one in enumerate(paragraphs) if one.linkable]
        self._begins_with_copy = not copied.isdisjoint(own[:_NEWS])
        self._begun = "\n".join([paragraphs[at].text for at in own[:_NEWS]])
        self._besides = "\n".join([paragraphs[at].text for at in own if at not in copied])

    def is_apart_from(self, other: _News) -> bool:
        """Whether two articles have in common only what an agency puts below its news.

        The news of neither is in the other one: nothing that it begins with is copied, and no
        whole name there is in what the other has besides.
        """
        return not (
            self._begins_with_copy
            or other._begins_with_copy
            or common_whole_names(self._begun, other._besides)
            or common_whole_names(other._begun, self._besides)
        )


class Pairs:
    """Alignments and derivations of articles, known by their places in the order given."""

    def __init__(
        self,
        articles: Sequence[Article],
        align: Callable[[Article, Article], Alignment],
        settings: StorySettings,
        versions: Mapping[int, frozenset[int]] | None = None,
        runs_of: Callable[[Article], Collection[int]] = shingles,
        words: Mapping[int, Prose] | None = None,
        kept: KeptComparisons | None = None,
    ) -> None:
        """Take the articles; nothing is aligned yet.

        Args:
            align: Aligns two of them, as `Library.align` does.
            versions: The other versions of each article that has some: none is another's copy.
            runs_of: Gives the runs of words by which likeness is estimated, each once.
            words: The words of those of which they are known.
            kept: What was found out about pairs in other runs.
        """
        self.articles = articles
        self._versions = versions or {}
        self._align = align
        self._runs_of = runs_of
        self._settings = settings
        known = words or {}
        self._words = lru_cache(_WORDS_AT_HAND)(
            lambda place: known.get(place) or prose_of(articles[place])
        )
        self._kept = kept
        self._derivations: dict[int, dict[int, Derivation]] = {}

    def versions(self, place: int | None) -> frozenset[int]:
        """The other versions of an article, which are never compared for whose text it is."""
        return self._versions.get(place, frozenset()) if place is not None else frozenset()

    def glance(self, one: int, other: int) -> Glance:
        """What tells whether two articles are on one event."""
        left, right = (self.articles[place] for place in sorted((one, other)))
        known = self._kept and self._kept.recall("glance", left, right)
        if known:
            return Glance(*known)
        glance = glance_at(self._align(left, right))
        if self._kept is not None:
            self._kept.keep("glance", left, right, glance)
        return glance

    def runs(self, place: int) -> Collection[int]:
        """The runs of words of an article, each once."""
        return self._runs_of(self.articles[place])

    def words(self, place: int) -> Prose:
        """The words of an article."""
        return self._words(place)

    def derivation(self, one: int, other: int) -> Derivation:
        """What one article has from the other."""
        known = self._derivations.get(one, {}).get(other)
        if known is None:
            left, right = sorted((one, other))
            both = self._recalled(left, right) or self._derived(left, right)
            self._derivations.setdefault(left, {})[right] = both[0]
            self._derivations.setdefault(right, {})[left] = both[1]
            known = both[one > other]
        return known

    def close(self) -> None:
        """Have written what is kept of them."""
        if self._kept is not None:
            self._kept.tidy()

    def _derived(self, left: int, right: int) -> tuple[Derivation, Derivation]:
        articles = self.articles[left], self.articles[right]
        words = self.words(left), self.words(right)
        both = derive(self._align(*articles), self._settings, words)
        if self._kept is not None:
            self._kept.keep("derivations", *articles, list(map(_plain, both)))
        return both

    def _recalled(self, left: int, right: int) -> tuple[Derivation, Derivation] | None:
        """What was found out in another run."""
        articles = self.articles[left], self.articles[right]
        known = self._kept and self._kept.recall("derivations", *articles)
        if not known:
            return None
        paths = articles[0].path, articles[1].path
        return _told(known[0], *paths), _told(known[1], *reversed(paths))

    def known(self, one: int) -> list[tuple[int, Derivation]]:
        """What an article has from those that it was compared with, by their places."""
        own = self.versions(one)
        known = self._derivations.get(one, {}).items()
        return sorted(item for item in known if item[0] not in own)


def _plain(derivation: Derivation) -> dict[str, Any]:
    """A derivation without the names of the articles, which may be called otherwise next time."""
    plain: dict[str, Any] = msgspec.to_builtins(derivation, builtin_types=(dict,))
    del plain["article"], plain["model"]
    return plain


def _told(plain: Mapping[str, Any], article: str, model: str) -> Derivation:
    # Of plain data, lists are what were sets and pairs.
    told = {name: tuple(one) if isinstance(one, list) else one for name, one in plain.items()}
    return Derivation(article=article, model=model, **told | {"copied": frozenset(told["copied"])})
