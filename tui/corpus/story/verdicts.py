"""The table of verdicts, and how an article gets one.

A verdict rests on two things: what an article has from another one (METER's class of it), and
what its page says of itself. Where the two disagree the verdict is that nobody can tell, with
the doubt that says why. What a verdict is stands in `VERDICTS` alone; how it looks and what a
list says of it stand in `tui.presentation.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.corpus.story.derivation import meter_class, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.settings import StorySettings
    from tui.corpus.story.cues import Cues, Mention
    from tui.corpus.story.derivation import Derivation, Derived, Pairs
    from tui.corpus.story.families import Family


VerdictKind = Literal["original", "credited-copy", "uncredited-copy", "part-copy", "unclear", "own"]


class KindOfVerdict(NamedTuple):
    """One verdict.

    Attributes:
        name: What records call it.
        carries: Whether the article carries text that another one has too.
        derived: METER's class of what it has from its model, where the verdict needs one.
        credited: Whether its page credits that text; None where that does not matter.
        words: The whole verdict for people, where it is the same for every article.
    """

    name: VerdictKind
    carries: bool
    derived: Derived | None = None
    credited: bool | None = None
    words: str = ""


VERDICTS: tuple[KindOfVerdict, ...] = (
    KindOfVerdict("original", carries=False),
    KindOfVerdict("credited-copy", carries=True, derived="wholly", credited=True),
    KindOfVerdict("uncredited-copy", carries=True, derived="wholly", credited=False),
    KindOfVerdict("part-copy", carries=True, derived="partially"),
    KindOfVerdict("unclear", carries=False, words="can't tell"),
    KindOfVerdict("own", carries=False, derived="not", words="own reporting"),
)
"""Every verdict, in the order in which a story tells them."""


RANKS: dict[VerdictKind, int] = {kind.name: rank for rank, kind in enumerate(VERDICTS)}


COPY: frozenset[VerdictKind] = frozenset(kind.name for kind in VERDICTS if kind.carries)
"""The verdicts on articles that carry another's text."""


MAY_LACK_CREDIT: frozenset[VerdictKind] = frozenset(
    kind.name for kind in VERDICTS if kind.carries and not kind.credited
)
"""Those of them whose page need not say whose text it is."""


WORDS: dict[VerdictKind, str] = {kind.name: kind.words for kind in VERDICTS}


def copy_kind(derived: Derived, *, credited: bool) -> VerdictKind:
    """The verdict on what is wholly or partially derived from another article."""
    return next(
        kind.name
        for kind in VERDICTS
        if kind.derived == derived and kind.credited in (None, credited)
    )


Doubt = Literal["another-service", "other-text", "told-service", "few-words", "nothing-verbatim"]
"""Why an article's cues disagree.

`another-service`: it carries the text of one service and credits another; `other-text`: it
credits a service and has little of its text; `told-service`: others carry its text, no page
credits a service, but it has words that were said to one; `few-words`: little of it is in the
other article, but some of that is verbatim; `nothing-verbatim`: much of it is in the other
article, but neither a run of words nor the order.
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an article is, and what that rests on.

    Attributes:
        kind: What it is.
        doubt: Why that is unclear, where it is.
        service: The wire service whose copy it is or carries.
        model: The place of the article it was compared with, None where there is none.
        derivation: What it has from that one.
        is_source: Whether it stands for the text that others carry.
        from_source: Whether the article that it was compared with is likely to have had the
            text first.
        known: Whether that one was given as the original, so that nothing is inferred.
        fuller: The place of an article with more of the same text than the model, which
            stops early, and the share of the prose that is in either.
        stops: The places of the articles that go on where this one stops.
        foreign: Mentions of services that the model doesn't name.
        also: The other services whose text it carries, or the places of originals of none, by
            the share of its prose that is copied from their sources and not from the model.
    """

    kind: VerdictKind
    doubt: Doubt | None = None
    service: str | None = None
    model: int | None = None
    derivation: Derivation | None = None
    is_source: bool = False
    from_source: bool = False
    known: bool = False
    fuller: tuple[int, float] | None = None
    stops: tuple[int, ...] = ()
    foreign: tuple[Mention, ...] = ()
    also: tuple[tuple[str | int, float], ...] = ()


def credits_family(service: str | None, cues: Cues, *, given: bool) -> bool:
    """Whether a page credits the text that it carries.

    Args:
        service: The service whose text it is, as far as that is known.
        cues: What the page says of itself.
        given: Whether the text was given as an original. One that names no service may be that of
            whichever a page credits.
    """
    named = {cues.service, cues.contributor} - {None}
    return service in named if service or not given else bool(named)


class Judge:
    """Judges the articles on one event."""

    def __init__(
        self,
        families: Sequence[Family],
        pairs: Pairs,
        cues: Sequence[Cues],
        settings: StorySettings,
    ) -> None:
        """Take what is known of the event.

        Args:
            cues: What each page says of itself, by place.
        """
        self._families = families
        self._pairs = pairs
        self._cues = cues
        self._settings = settings

    def judge(self, place: int) -> Judgement:
        """Say what an article is."""
        for family in self._families:
            if family.source == place and family.given:
                return Judgement("original", service=family.service, is_source=True)
            if family.source == place:
                return self._source(place, family)
            if place in family.members:
                return self._member(place, family)
        return self._own(place)

    def _source(self, place: int, family: Family) -> Judgement:
        kind: VerdictKind = "credited-copy" if family.service else "own"
        doubt: Doubt | None = None
        rival = self._rival(place, family)
        if rival is not None:
            kind, doubt = "unclear", "another-service"
        elif not family.service and self._cues[place].mentions:
            kind, doubt = "unclear", "told-service"
        return Judgement(
            kind,
            doubt,
            family.service,
            model=rival,
            derivation=self._pairs.derivation(place, rival) if rival is not None else None,
            is_source=rival is None,
            stops=self._goes_on(place, family),
        )

    def _rival(self, place: int, family: Family) -> int | None:
        """Another service's source with the same text, though both are credited."""
        for other in self._families:
            source = other.source
            if source is None or not other.service or not family.service or source == place:
                continue
            if self._pairs.derivation(place, source).derived == "wholly":
                return source
        return None

    def _member(self, place: int, family: Family) -> Judgement:
        model = family.members[place]
        derivation = self._pairs.derivation(place, model)
        fuller = self._fuller(place, family, derivation)
        basis = fuller[1] if fuller else derivation.basis
        foreign = self._foreign(place, family)
        also = self._also(place, family, derivation)
        kind, doubt = self._weigh(place, family, derivation, basis)
        if kind == "uncredited-copy" and foreign and basis < self._settings.derivation.nearly:
            # What another service was told came from there, wherever it stands.
            kind = "part-copy"
        return Judgement(
            kind,
            doubt,
            family.service,
            model,
            derivation,
            from_source=family.source is not None,
            known=family.given,
            fuller=fuller,
            stops=self._goes_on(place, family),
            foreign=foreign,
            also=also,
        )

    def _weigh(
        self, place: int, family: Family, derivation: Derivation, basis: float
    ) -> tuple[VerdictKind, Doubt | None]:
        settings = self._settings.derivation
        own = self._cues[place].service
        credited = credits_family(family.service, self._cues[place], given=family.given)
        derived = meter_class(basis, settings)
        if own and family.service and own != family.service:
            return "unclear", "another-service"
        if derived == "not":
            # Only its own credit put it into this family.
            return "unclear", "other-text"
        loose = derivation.longest < settings.run and derivation.in_order < settings.least_order
        if derived == "partially" and loose:
            return "unclear", "nothing-verbatim"
        return copy_kind(derived, credited=credited), None

    def _own(self, place: int) -> Judgement:
        settings = self._settings.derivation
        known = dict(self._pairs.known(place))
        model = max(known, key=lambda other: (known[other].basis, -other), default=None)
        if model is None:
            return Judgement("own")
        if known[model].basis >= settings.doubtful:
            if known[model].longest_prose >= settings.telling_run:
                service = self._cues[model].service
                return Judgement("unclear", "few-words", service, model, known[model])
        elif (first := self._families[0].source if self._families else None) in known:
            model = first
        return Judgement("own", model=model, derivation=known[model])

    def _fuller(
        self, place: int, family: Family, derivation: Derivation
    ) -> tuple[int, float] | None:
        """An article that goes on where the source stops, and the share found in both."""
        # What an original that was given lacks is not known to be of its text.
        if family.source is None or family.given or derivation.derived == "wholly":
            return None
        longer = [other for other in self._goes_on(family.source, family) if other != place]
        if not longer:
            return None
        other = max(longer, key=lambda other: (len(self._pairs.words(other).words), -other))
        copied = derivation.copied | self._pairs.derivation(place, other).copied
        share = share_of(self._pairs.words(place), copied, self._settings.derivation)
        return (other, share) if share > derivation.basis else None

    def _goes_on(self, place: int, family: Family) -> tuple[int, ...]:
        """The articles in the family that go on where an article stops early."""
        compared = [other for other, model in family.members.items() if model == place]
        compared += [family.members[place]] if place in family.members else []
        return tuple(
            other for other in sorted(compared) if self._pairs.derivation(place, other).truncated
        )

    def _also(
        self, place: int, family: Family, derivation: Derivation
    ) -> tuple[tuple[str | int, float], ...]:
        """The other services' texts that it carries besides this one's."""
        settings = self._settings.derivation
        shares: list[tuple[str | int, float]] = []
        for other in self._families:
            whose = other.source if other.given and not other.service else other.service
            # Of one service's text several versions may be given.
            if other is family or other.source is None or whose is None:
                continue
            if other.service and other.service == family.service:
                continue
            copied = self._pairs.derivation(place, other.source).copied - derivation.copied
            share = share_of(self._pairs.words(place), copied, settings)
            if share >= settings.doubtful:
                shares.append((whose, share))
        return tuple(shares)

    def _foreign(self, place: int, family: Family) -> tuple[Mention, ...]:
        """Mentions of services that neither the source nor the family's service is."""
        if family.source is None:
            return ()
        named = {mention.service for mention in self._cues[family.source].mentions}
        named.add(family.service or "")
        return tuple(
            mention for mention in self._cues[place].mentions if mention.service not in named
        )
