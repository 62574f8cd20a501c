"""Stories: which articles tell one event, whose copy each is, and the evidence.

Articles in, frozen `Story` records out, the same for the same articles in the same order.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.corpus.files import short_names
from tui.corpus.likeness import Likeness, Remembered
from tui.corpus.story.comparisons import Pairs
from tui.corpus.story.cues import CueReader
from tui.corpus.story.events import find_events
from tui.corpus.story.evidence import (
    NO_MATCH,
    NO_OTHER_MATCH,
    NOTHING_FOUND,
    evidence,
    is_credited,
    verdict_line,
)
from tui.corpus.story.families import find_families
from tui.corpus.story.verdicts import Judge
from tui.corpus.story.versions import histories_in, moment_in_short, moment_said, siblings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.corpus.kept import KeptComparisons
    from tui.corpus.likeness import Alike
    from tui.corpus.settings import Settings
    from tui.corpus.story.cues import Cues
    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.families import Family
    from tui.corpus.story.verdicts import Judgement, VerdictKind
    from tui.corpus.story.versions import History
    from tui.text.model import Alignment, Article


MOST_VERSIONS = 6
"""How many other versions of an article are named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one article is.

    Attributes:
        path: The article's path.
        kind: What it is.
        line: The same in a few words for people: `No credit: AP copy, reworded`.
        service: The wire service whose text it is or carries, if any.
        compared_with: The path of the article that the shares are of; None where there is none.
        share_from_source: How much of it is in that article, by words.
        source_share_found: How much of that article is in it.
        truncated: Whether it stops early where another one with the same text goes on.
        evidence: Sentences for people. They quote the page: print them inert.
        derivation: All that was measured against `compared_with`.
        credited: Whether the page credits that service.
        also: The paths of other savings of the same article.
        known: Whether it was compared with a given original, so that whose text it carries is
            known instead of inferred.
        release: Whether it is a press release, or was compared with one.
        versions: The paths of all versions of the article, this one too, in the order of their
            times; none where there are no others.
        moment: When this version was there, for people.
    """

    path: str
    kind: VerdictKind
    line: str
    service: str | None
    compared_with: str | None
    share_from_source: float
    source_share_found: float
    truncated: bool
    evidence: tuple[str, ...]
    derivation: Derivation | None
    credited: bool = False
    also: tuple[str, ...] = ()
    known: bool = False
    release: bool = False
    versions: tuple[str, ...] = ()
    moment: str = ""

    @property
    def opening(self) -> str:
        """`line` with a capital, to begin with; a service that writes itself small stays so."""
        if self.service and self.line.startswith(self.service):
            return self.line
        return self.line[:1].upper() + self.line[1:]

    @property
    def share_to_end(self) -> float:
        """How much of it is in that article, up to where that one stops early, if it does.

        What follows there may be the rest of the same text or the paper's own: it can't be told,
        and counts neither for it nor against it.
        """
        if self.derivation is None:
            return self.share_from_source
        return self.derivation.share_to_end


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event.

    Attributes:
        source: The path of the article that stands for the text which most of the others
            carry; None where none does, or it can't be told.
        service: The wire service that the source credits.
        given: Whether the source was given as the original.
        verdicts: What each article is, in the order in which they were given.
    """

    source: str | None
    service: str | None
    verdicts: tuple[Verdict, ...]
    given: bool = False


def find_stories(
    articles: Iterable[Article],
    align: Callable[[Article, Article], Alignment],
    config: Settings,
    progress: Callable[[int, int], None] | None = None,
    kept: KeptComparisons | None = None,
    likeness_known: Callable[[Likeness], object] = id,
) -> tuple[Story, ...]:
    """Find the stories that articles tell, and whose copy each article is.

    Aligned are those on one event with the source of each service's text, and the likest others.

    Args:
        articles: The articles, none twice.
        progress: Is told how many are compared, of how many, again and again; may raise to end.
        kept: What was found out about pairs in other runs.
        likeness_known: Is told how alike they are, long before the stories are known.

    Returns:
        The stories by their first article. Every article is in exactly one.
    """
    work, runs, events = _Work(list(articles), progress), Remembered(), config.story.events
    histories = histories_in(known := work.articles)
    pairs = Pairs(known, work.told(align), config.story, siblings(histories), runs, kept=kept)
    alike = _alike(work.each(), runs, events.likeness, likeness_known)
    near, names = _by_first(alike), short_names([article.path for article in known])
    cues = list(map(CueReader(config).read, known))

    def story(group: Sequence[int]) -> Story:
        own = [pair for place in group for pair in near.get(place, ())]
        families = find_families(group, pairs, cues, own, config.story, work.finished)
        judge = Judge(families, pairs, cues, config.story, group)
        judged = {place: judge.judge(place) for place in group}
        found = ((at, _verdict(known, at, judged[at], cues[at], names, config)) for at in group)
        verdicts = (_with_versions(one, histories, at, names) for at, one in found)
        return _story(known, families, judged, verdicts)

    working = (one.may_be_a_reporters for one in cues)
    with closing(pairs):
        return tuple(map(story, find_events(known, alike, pairs.glance, events, working)))


def _alike(
    articles: Iterable[Article],
    runs: Remembered,
    least: float,
    likeness_known: Callable[[Likeness], object],
) -> list[Alike]:
    """The pairs that are so much alike; what the many others have in common is not kept."""
    likeness_known(likeness := Likeness(articles, runs))
    return likeness.pairs(least)


def _with_versions(
    verdict: Verdict, histories: Mapping[int, History], place: int, names: Sequence[str]
) -> Verdict:
    """A verdict with what is said of the article's other versions, if there are any."""
    history = histories.get(place)
    if history is None:
        return verdict
    told = [one for one in verdict.evidence if one != NOTHING_FOUND]
    others = [
        f"{names[at]} ({moment_said(one)})"
        for at, one in zip(history.places, history.versions, strict=True)
        if at != place
    ]
    more = f" and {len(others) - MOST_VERSIONS} more" if len(others) > MOST_VERSIONS else ""
    named = ", ".join(others[:MOST_VERSIONS])
    return replace(
        verdict,
        line=verdict.line.replace(NO_MATCH, NO_OTHER_MATCH),
        evidence=(*told, f"Versions of the same article, not copies: {named}{more}."),
        versions=tuple(one.path for one in history.versions),
        moment=moment_in_short(history.versions[history.places.index(place)]),
    )


def _by_first(alike: Iterable[Alike]) -> dict[int, list[Alike]]:
    """Alike pairs by the place of their first article."""
    near: dict[int, list[Alike]] = {}
    for pair in alike:
        near.setdefault(pair.one, []).append(pair)
    return near


class _Work:
    """How many of the articles have been compared, told to whoever waits."""

    def __init__(
        self, articles: Sequence[Article], progress: Callable[[int, int], None] | None
    ) -> None:
        self.articles = articles
        self._progress = progress
        self._done = 0

    def finished(self, number: int = 0) -> None:
        """So many more have been compared; 0 lets the work be ended in between."""
        self._done += number
        if self._progress is not None:
            self._progress(self._done, len(self.articles))

    def told(
        self, align: Callable[[Article, Article], Alignment]
    ) -> Callable[[Article, Article], Alignment]:
        """An aligner that lets the work be ended before each pair."""

        def aligned(left: Article, right: Article) -> Alignment:
            self.finished()
            return align(left, right)

        return aligned

    def each(self) -> Iterator[Article]:
        """The articles, each taken told."""
        for article in self.articles:
            self.finished()
            yield article


def _story(
    articles: Sequence[Article],
    families: Sequence[Family],
    judged: dict[int, Judgement],
    verdicts: Iterable[Verdict],
) -> Story:
    family = families[0] if families else None
    source = family.source if family else None
    # Two services are credited with the source's text: then it stands for neither.
    if source is None or family is None or not judged[source].is_source:
        return Story(None, None, tuple(verdicts))
    return Story(articles[source].path, family.service, tuple(verdicts), family.given)


def _verdict(
    articles: Sequence[Article],
    place: int,
    judgement: Judgement,
    cues: Cues,
    names: Sequence[str],
    config: Settings,
) -> Verdict:
    settings = config.story.derivation
    derivation = judgement.derivation
    model = judgement.model
    whole = 1.0 if judgement.is_source else 0.0
    return Verdict(
        path=articles[place].path,
        kind=judgement.kind,
        line=verdict_line(judgement, cues, names, settings),
        service=judgement.service,
        compared_with=None if model is None else articles[model].path,
        share_from_source=whole if derivation is None else derivation.share,
        source_share_found=whole if derivation is None else derivation.model_share,
        truncated=bool(judgement.stops),
        evidence=evidence(judgement, cues, names, settings),
        derivation=derivation,
        credited=is_credited(judgement, cues),
        also=articles[place].also,
        known=judgement.known,
        release=judgement.release,
    )
