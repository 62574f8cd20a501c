"""Pairs of articles aligned and judged, in processes of their own.

What SQL proposes, the aligner decides, and whose text a member of a cluster carries is told by
the verdicts of stories: each is compared with the cluster's source alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.index.engine import articles_of
from tui.corpus.index.parts import article_from
from tui.corpus.likeness import Alike, prose_of
from tui.corpus.story.comparisons import Pairs
from tui.corpus.story.cues import CueReader
from tui.corpus.story.families import Family, find_families
from tui.corpus.story.names import names_in
from tui.corpus.story.verdicts import COPY, Judge
from tui.text import align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tui.corpus.index.engine import Engine, IndexRole
    from tui.corpus.index.jobs import Workers
    from tui.corpus.likeness import Prose
    from tui.corpus.settings import IndexedPairSettings, Settings
    from tui.corpus.story.cues import Cues
    from tui.corpus.story.verdicts import VerdictKind
    from tui.text.model import Alignment, Article


_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


SOURCE_VERDICTS: tuple[VerdictKind, ...] = (
    "no-match",
    "own",
    "credited-copy",
    "unclear",
    "shared",
    "original",
)
"""What a source may be; of what it is beside each of its cluster's members the last one counts."""


_BATCH = 64


_FEW = 6
"""Batches that are done sooner than processes have started."""


_REMEMBERED = 400


class SideVerdict(NamedTuple):
    """What one article of a pair is, the other one taken for the source."""

    verdict: VerdictKind
    share: float
    basis: float
    as_source: VerdictKind
    """What it is itself, where it is the source of both."""


class PairDecision(NamedTuple):
    """What the aligner says of two articles."""

    one: int
    other: int
    sides: tuple[SideVerdict, SideVerdict]
    template: bool
    """Whether what is alike in them is the words around other figures."""

    @property
    def strength(self) -> float:
        """The larger share of prose that is copied."""
        return 0.0 if self.template else max(side.basis for side in self.sides)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles put down one after the other in a file, and where each begins.

    `places` are [offset, length] by the article's place in the order of days; `originals` are
    the places of those that were given as originals.
    """

    path: Path
    places: Mapping[int, tuple[int, int]]
    originals: frozenset[int] = frozenset()

    def part(self, places: Iterable[int]) -> Shelf:
        """The same with some articles only, to be sent."""
        own = {place: self.places[place] for place in places}
        return Shelf(self.path, own, self.originals & own.keys())

    def article(self, place: int) -> Article:
        """Read an article from the file."""
        at, size = self.places[place]
        with self.path.open("rb") as file:
            file.seek(at)
            row = file.read(size).decode()
        return article_from(row, original=place in self.originals)


def shelved(path: Path, engine: Engine, roles: Sequence[IndexRole], wanted: str) -> Shelf:
    """Put down articles of indexes for processes that read them one by one.

    Args:
        path: The file, which is made.
        wanted: A query for their places, as the column `n`.
    """
    rows = engine.rows(
        f"SELECT DISTINCT d.doc, d.n, d.side FROM docs d JOIN ({wanted}) w ON d.n = w.n"
    )
    of_doc: dict[int, int] = {}
    originals: set[int] = set()
    for doc, place, side in rows:
        of_doc[doc] = place
        if side == 2:
            originals.add(place)
    places: dict[int, tuple[int, int]] = {}
    at = 0
    with path.open("wb") as file:
        for doc, row in articles_of(engine, roles, of_doc):
            data = row.encode()
            file.write(data)
            places[of_doc[doc]] = at, len(data)
            at += len(data)
    return Shelf(path, places, frozenset(originals))


class _Batch(NamedTuple):
    shelf: Shelf
    pairs: tuple[tuple[int, int], ...]


def decide_pairs(
    pairs: Iterable[tuple[int, int]],
    shelf: Shelf,
    make: PairJudges,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> Iterator[PairDecision]:
    """Align pairs, and judge each side as if the other were the source.

    Args:
        pairs: The pairs by their places, those with one article in common together.
        make: Makes what aligns; the same one each time keeps the processes.
        progress: Is told how many have been aligned.
    """
    done = 0
    for decisions in workers.share(make, _batches(pairs, shelf), _FEW):
        yield from decisions
        done += len(decisions)
        if progress is not None:
            progress(done)


def _batches(pairs: Iterable[tuple[int, int]], shelf: Shelf) -> Iterator[_Batch]:
    waiting = iter(pairs)
    while batch := tuple(islice(waiting, _BATCH)):
        yield _Batch(shelf.part({place for pair in batch for place in pair}), batch)


class _Known(NamedTuple):
    """What is asked of an article for each of its pairs."""

    article: Article
    cues: Cues
    words: Prose


class PairJudges:
    """Makes what aligns, in each process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self) -> PairJudge:
        """Make one, where it is to work."""
        return PairJudge(self._settings)


class PairJudge:
    """Aligns pairs and judges both sides; remembers the articles that it met last."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = CueReader(settings)

    def __call__(self, batch: _Batch) -> list[PairDecision]:
        """Decide a batch of pairs."""

        @lru_cache(maxsize=_REMEMBERED)
        def known(place: int) -> _Known:
            article = batch.shelf.article(place)
            return _Known(article, self._reader.read(article), prose_of(article))

        return [
            PairDecision(one, other, *self.judge(known(one), known(other)))
            for one, other in batch.pairs
        ]

    def judge(self, one: _Known, other: _Known) -> tuple[tuple[SideVerdict, SideVerdict], bool]:
        """What each of two articles is, the other taken for the source.

        Returns:
            That, and whether they are of one template.
        """
        words = {0: one.words, 1: other.words}
        articles = (one.article, other.article)
        pairs = Pairs(articles, self._align, self._settings.story, words=words)
        cues = (one.cues, other.cues)
        template = _of_template(pairs, self._settings.story.pairs)
        return (self._side(0, pairs, cues), self._side(1, pairs, cues)), template

    def _align(self, left: Article, right: Article) -> Alignment:
        return align(left, right, self._settings)

    def _side(self, place: int, pairs: Pairs, cues: tuple[Cues, Cues]) -> SideVerdict:
        source = 1 - place
        derivation = pairs.derivation(place, source)
        given, service = pairs.articles[source].original, cues[source].service
        release = bool(cues[source].release)
        families = [Family(source, service, {place: source}, given=given, release=release)]
        if not given and not release and service is None:
            # Nothing says that it had the text first.
            both = [Alike(1.0, 0, 1)]
            families = find_families((0, 1), pairs, cues, both, self._settings.story, _ignore)
        kind = Judge(families, pairs, cues, self._settings.story, (0, 1)).judge(place).kind
        as_source = _as_source(place, pairs, cues, kind)
        return SideVerdict(kind, derivation.share, derivation.basis, as_source)


# What each of two services has of the same event: what was said there, for the most part.
_RIVALS = """(d.service <> e.service AND d.service IS DISTINCT FROM e.contributor
    AND e.service IS DISTINCT FROM d.contributor) IS TRUE"""


def confirmed_sql(decided: str, days: int, settings: IndexedPairSettings) -> str:
    """Which pairs of a table of decisions are copies, as SQL.

    Args:
        days: How many days a story is news.
    """
    later = f"ABS(d.day - e.day) > {days}"
    return f"""
        SELECT m.*, CASE
                WHEN GREATEST(p.one_share, p.other_share) < {settings.linked}
                THEN m.strength >= {settings.confirmed} AND ({later}) IS NOT TRUE
                WHEN {later} OR {_RIVALS} THEN m.strength >= {settings.mostly}
                WHEN p.one IS NULL THEN m.strength >= {settings.confirmed}
                ELSE m.strength >= {settings.plausible}
            END AS confirmed
        FROM {decided} m JOIN docs d ON d.n = m.one JOIN docs e ON e.n = m.other
        LEFT JOIN proposed p ON p.one = m.one AND p.other = m.other"""


def _of_template(pairs: Pairs, settings: IndexedPairSettings) -> bool:
    """Whether two articles say the same of other figures, or of others and other names."""
    copied = [
        [
            pairs.articles[place].paragraphs[at].text
            for at in pairs.derivation(place, 1 - place).copied
        ]
        for place in (0, 1)
    ]
    one, other = ({*_FIGURE.findall("\n".join(texts))} for texts in copied)
    if min(len(one), len(other)) < settings.figures:
        return False
    figures = _in_common(one, other)
    if figures < settings.figures_in_common or figures >= settings.facts_in_common:
        return figures < settings.figures_in_common
    # Of a form either has most; of a text that was cut down only the shorter one.
    either = min(pairs.derivation(place, 1 - place).basis for place in (0, 1))
    names = _in_common(*map(names_in, copied))
    return either >= settings.mostly and names < settings.facts_in_common


def _in_common(one: set[str], other: set[str]) -> float:
    """How much of the smaller of two sets is in the other one."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _as_source(
    place: int, pairs: Pairs, cues: tuple[Cues, Cues], beside_other: VerdictKind
) -> VerdictKind:
    """What the source of two articles is.

    Args:
        beside_other: What it is where the other one may as well be the source.
    """
    other, service = 1 - place, cues[place].service
    if pairs.articles[place].original or cues[place].release:
        return "original"
    if service is None:
        # Where the other one shows that it had the text first, only that is not told.
        return "shared" if beside_other in COPY else beside_other
    derived = pairs.derivation(place, other).derived
    if cues[other].service not in (None, service) and derived == "wholly":
        return "unclear"
    carried = {derived, pairs.derivation(other, place).derived} != {"not"}
    return "credited-copy" if carried else "no-match"


def _ignore(_number: int) -> None:
    """Two articles need no progress."""
