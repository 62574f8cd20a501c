"""What any two articles of a set have of each other: aligned when it is asked for, and once.

Far from all pairs are. What was found out about a pair is kept between runs, in numbers, where
there are so many articles that it is worth it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.corpus.likeness import prose_of, shingles
from tui.corpus.story.derivation import Derivation, derive

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from tui.corpus.kept import KeptComparisons
    from tui.corpus.likeness import Prose
    from tui.corpus.settings import StorySettings
    from tui.text.model import Alignment, Article


_NEWS = 2
"""Paragraphs in which a report says what happened."""


_FORMULA = 12
"""Words of the longest sentence that reports on many events have: "The trial continues."."""


class Glance(NamedTuple):
    """What of an alignment tells whether two articles are on one event.

    `left_share` and `right_share` are the shares of their words that are linked in any way,
    `copied` whether one has more of the other than a sentence that ends many reports, and
    `background` whether what they have in common stands below the news of both.
    """

    left_share: float
    right_share: float
    formulaic: bool
    copied: bool
    background: bool


def glance_at(alignment: Alignment) -> Glance:
    """Take from an alignment what tells whether two articles are on one event."""
    copied = {link.left for link in alignment.links if link.kind != "related"}
    return Glance(
        alignment.summary.left_share,
        alignment.summary.right_share,
        alignment.formulaic,
        sum(alignment.words[0][place] for place in copied) > _FORMULA,
        _is_background(alignment),
    )


def _is_background(alignment: Alignment) -> bool:
    """Whether two articles have in common only what an agency puts below its news.

    The news of neither is in the other one: nothing that it begins with is linked.
    """
    left, right = (_opening(side) for side in (alignment.left, alignment.right))
    return not any(link.left in left or link.right in right for link in alignment.links)


def _opening(article: Article) -> list[int]:
    """Where an article tells its news: its first paragraphs, by their places."""
    return [at for at, one in enumerate(article.paragraphs) if one.linkable][:_NEWS]


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
        self._words = dict(words or {})
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
        if place not in self._words:
            self._words[place] = prose_of(self.articles[place])
        return self._words[place]

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
