"""Who else has each paragraph: what is unique here, and what in the whole set.

A paragraph without a counterpart in one other article may well have one in a third; only one
that no other article has is unique in the set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui.text.alignment import Alignment, Kind, Link
    from tui.text.article import Article


@dataclass(frozen=True, slots=True)
class Witness:
    """An article that has a paragraph too.

    `path` is that article's, `paragraph` the index of its closest counterpart there, `kind`
    and `similarity` (from 0 to 1) are those of their link.
    """

    path: str
    paragraph: int
    kind: Kind
    similarity: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who else has each paragraph of an article.

    Attributes:
        article: The article's path.
        others: The paths of the articles it was compared with, in order.
        witnesses: By the index of each linkable paragraph the articles that have it too, in
            the order of `others`; none where the paragraph is unique in the set.
    """

    article: str
    others: tuple[str, ...]
    witnesses: dict[int, tuple[Witness, ...]]

    def unique(self) -> tuple[int, ...]:
        """The paragraphs that no other article of the set has."""
        return tuple(place for place, found in self.witnesses.items() if not found)

    def absent_from(self, path: str) -> tuple[int, ...]:
        """The paragraphs that one other article does not have.

        Args:
            path: The other article's path.
        """
        return tuple(
            place
            for place, found in self.witnesses.items()
            if all(witness.path != path for witness in found)
        )


def coverage(
    article: Article,
    others: Iterable[Article],
    align: Callable[[Article, Article], Alignment],
    progress: Callable[[int, int], None] | None = None,
) -> Coverage:
    """Find out who else has each paragraph of an article.

    Args:
        article: The article.
        others: The articles to look in, usually those of its story; itself is passed over.
        align: Aligns two of them; `Library.align` remembers the alignments.
        progress: Is told how many articles have been looked into, and of how many.

    Returns:
        The coverage.
    """
    asked = [other for other in others if other.path != article.path]
    found: dict[int, list[Witness]] = {
        place: [] for place, paragraph in enumerate(article.paragraphs) if paragraph.linkable
    }
    for done, other in enumerate(asked, 1):
        for place, witness in _witnesses(align(article, other), other.path).items():
            found[place].append(witness)
        if progress is not None:
            progress(done, len(asked))
    return Coverage(
        article.path,
        tuple(other.path for other in asked),
        {place: tuple(witnesses) for place, witnesses in found.items()},
    )


def _witnesses(alignment: Alignment, path: str) -> dict[int, Witness]:
    """The closest counterpart of each linked paragraph on the left."""
    closest: dict[int, Link] = {}
    for link in alignment.links:
        best = closest.get(link.left)
        if best is None or _closeness(link) > _closeness(best):
            closest[link.left] = link
    return {
        place: Witness(path, link.right, link.kind, link.similarity)
        for place, link in closest.items()
    }


def _closeness(link: Link) -> tuple[int, float]:
    return ("related", "near", "same").index(link.kind), link.similarity
