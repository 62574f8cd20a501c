"""Who else has the paragraphs of an article, and what only others have: a story as one sees it.

A paragraph without a counterpart in one other article may well have one in a third; only one
that no other article has is unique in the set. Each other article is a column, which also tells
where either stops early, so that what a cut copy lacks does not pass for reporting of the other
one's own. A report takes the coverage of an article as a whole; the app shows a survey, which
grows step by step and goes on to bring together what only others have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.likeness import Remembered
from tui.corpus.sharing import Share
from tui.corpus.story.derivation import derive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.corpus.settings import StorySettings
    from tui.text.model import Alignment, Article, Kind, Link

    Align = Callable[[Article, Article], Alignment]


@dataclass(frozen=True, slots=True)
class Witness:
    """The closest counterpart of a paragraph in another article.

    `paragraph` is its index there; `kind` and `similarity` (from 0 to 1) are those of the link.
    """

    paragraph: int
    kind: Kind
    similarity: float


MOST_COMPARED = 60
"""How many other articles are aligned with the chosen one, the likest first."""


MOST_JOINED = 12
"""Of how many the paragraphs that the chosen one lacks are brought together: every two of them
have to be aligned for that."""


Seat = tuple[int, int]
"""A paragraph: the place of its article among the columns, and its index there."""


@dataclass(frozen=True, slots=True)
class Column:
    """Another article beside the chosen one.

    Attributes:
        article: The other article.
        witnesses: What it has of the chosen one, by the index of the chosen one's paragraph.
        share: How much of the chosen one it has.
        words: The words of each of the chosen one's linkable paragraphs, by its index.
        stops_after: The chosen one's last paragraph that it has, where it stops early; else None.
        goes_on_after: Its last paragraph that the chosen one has, where that one stops early.
    """

    article: Article
    witnesses: dict[int, Witness]
    share: Share
    words: Mapping[int, int]
    stops_after: int | None
    goes_on_after: int | None


class Coverage(NamedTuple):
    """Who else has what of one article.

    Attributes:
        columns: The articles that have some of it, the one with most first.
        left_out: How many more were not looked into, being less alike.
        unique: The indexes of its linkable paragraphs that none of them has.
    """

    columns: tuple[Column, ...]
    left_out: int
    unique: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A paragraph that the chosen article does not have, in every article that does.

    Attributes:
        seat: Where it stands in the likest of them.
        holders: All of them by column: the paragraph's index there, the kind and the similarity
            of its link with the one at `seat`, which is `same` and 1 for that one itself.
    """

    seat: Seat
    holders: dict[int, tuple[int, Kind, float]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known so far of a story, as one article sees it.

    Attributes:
        article: The chosen article.
        columns: The others that share something with it, the likest first.
        elsewhere: What only others have, in the order of the columns and their paragraphs.
        apart: The articles that share nothing with it.
        left_out: How many were not looked into, being less alike than the others.
        done: How many steps of the work are done, and `steps` how many there are.
        joined: From how many of the columns `elsewhere` is gathered.
    """

    article: Article
    columns: tuple[Column, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    apart: tuple[Article, ...] = ()
    left_out: int = 0
    done: int = 0
    steps: int = 1
    joined: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be done."""
        return self.done >= self.steps

    def unique(self) -> frozenset[int]:
        """The chosen one's linkable paragraphs that no other article has."""
        return frozenset(_unique(self.article, self.columns))


def coverage(
    article: Article,
    others: Sequence[Article],
    align: Align,
    settings: StorySettings,
    most: int = MOST_COMPARED,
) -> Coverage:
    """Find out who else has each paragraph of an article.

    Args:
        others: The articles to look in, the likest first; itself is passed over.
        align: Aligns two of them; `Library.align` remembers the alignments.
    """
    asked = [other for other in others if other.path != article.path]
    columns = (_column(article, other, align, settings) for other in asked[:most])
    having = _ordered(column for column in columns if column.witnesses)
    return Coverage(having, max(len(asked) - most, 0), _unique(article, having))


def survey(
    article: Article,
    others: Sequence[Article],
    align: Align,
    settings: StorySettings,
    runs_of: Callable[[Article], Sequence[int]] | None = None,
) -> Iterator[Survey]:
    """Find out what a set of articles has of one of them, and what it lacks.

    Args:
        others: The articles to look in; itself is passed over.
        align: Aligns two of them; `Library.align` remembers the alignments.
        runs_of: The hashes of an article's runs of words, by which the likest are found;
            `Library.runs` remembers them.

    Yields:
        What is known after each step; the last one is complete. Whoever asks no further ends
        the work.
    """
    asked = [other for other in others if other.path != article.path]
    runs_of = runs_of or Remembered()
    own = frozenset(runs_of(article))
    steps = len(asked) + min(len(asked), MOST_COMPARED)
    alike: list[tuple[float, int]] = []
    for place, other in enumerate(asked):
        runs = runs_of(other)
        alike.append((-len(own.intersection(runs)) / max(len(runs), 1) ** 0.5, place))
        yield Survey(article, done=place, steps=steps + 1)
    likest = [asked[place] for _, place in sorted(alike)][:MOST_COMPARED]
    state = Survey(article, left_out=len(asked) - len(likest), done=len(asked), steps=steps + 1)
    for other in likest:
        column = _column(article, other, align, settings)
        state = replace(state, done=state.done + 1)
        if column.witnesses:
            state = replace(state, columns=(*state.columns, column))
        else:
            state = replace(state, apart=(*state.apart, other))
        yield state
    yield from _joined(replace(state, columns=_ordered(state.columns)), align)


def _column(article: Article, other: Article, align: Align, settings: StorySettings) -> Column:
    """What one other article has of an article, and where either stops early."""
    alignment = align(article, other)
    own, its = derive(alignment, settings)
    summary = alignment.summary
    share = Share(summary.left_share, summary.left_copied, exact=True)
    stops = own.model_stop, its.model_stop
    return Column(other, _witnesses(alignment), share, alignment.words[0], *stops)


def _ordered(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, the one with most first."""
    return tuple(sorted(columns, key=lambda column: -column.share.share))


def _unique(article: Article, columns: Iterable[Column]) -> tuple[int, ...]:
    """The linkable paragraphs of an article that no column has."""
    known = {index for column in columns for index in column.witnesses}
    return tuple(
        index
        for index, paragraph in enumerate(article.paragraphs)
        if paragraph.linkable and index not in known
    )


def _witnesses(alignment: Alignment) -> dict[int, Witness]:
    """The closest counterpart of each linked paragraph on the left."""
    closest: dict[int, Link] = {}
    for link in alignment.links:
        best = closest.get(link.left)
        if best is None or _closeness(link) > _closeness(best):
            closest[link.left] = link
    return {
        place: Witness(link.right, link.kind, link.similarity) for place, link in closest.items()
    }


def _closeness(link: Link) -> tuple[int, float]:
    return ("related", "near", "same").index(link.kind), link.similarity


def _joined(state: Survey, align: Align) -> Iterator[Survey]:
    """Bring together what the chosen article lacks and several others have."""
    columns = state.columns[:MOST_JOINED]
    pairs = [(one, other) for other in range(len(columns)) for one in range(other)]
    steps = state.steps - 1 + len(pairs)
    lacking = [_lacking(column, align(state.article, column.article)) for column in columns]
    groups: dict[Seat, dict[int, tuple[int, Kind, float]]] = {}
    lead: dict[Seat, Seat] = {}
    done = state.done
    for place in range(len(columns)):
        taken = lacking[place]
        for one in range(place):
            links = align(columns[one].article, columns[place].article).links
            _take(links, (one, place), taken, groups, lead)
            done += 1
            yield replace(state, done=done, steps=steps + 1)
        for index in taken:
            if (place, index) not in lead:
                lead[place, index] = (place, index)
                groups[place, index] = {place: (index, "same", 1.0)}
    elsewhere = tuple(Elsewhere(seat, groups[seat]) for seat in sorted(groups))
    yield replace(state, elsewhere=elsewhere, joined=len(columns), done=steps, steps=steps)


def _take(
    links: Sequence[Link],
    places: tuple[int, int],
    taken: Sequence[int],
    groups: dict[Seat, dict[int, tuple[int, Kind, float]]],
    lead: dict[Seat, Seat],
) -> None:
    """Put the paragraphs of a column with those of an earlier one that they are linked with."""
    one, place = places
    wanted = set(taken)
    for link in sorted(links, key=lambda link: -link.similarity):
        seat = lead.get((one, link.left))
        if link.kind == "related" or link.right not in wanted or seat is None:
            continue
        if (place, link.right) not in lead and place not in groups[seat]:
            lead[place, link.right] = seat
            groups[seat][place] = (link.right, link.kind, link.similarity)


def _lacking(column: Column, alignment: Alignment) -> list[int]:
    """The paragraphs of a column that the chosen article does not have."""
    held = {link.right for link in alignment.links}
    body = (at for at, one in enumerate(column.article.paragraphs) if one.linkable)
    return [place for place in body if place not in held]
