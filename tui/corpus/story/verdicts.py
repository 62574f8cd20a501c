"""The table of verdicts, and how an article gets one.

A verdict rests on two things: what an article has from another one (METER's class of it), and
what its page says of itself. Where the two disagree the verdict is that nobody can tell, with
the doubt that says why. What a verdict is stands in `VERDICTS` alone; how it looks and what a
list says of it stand in `tui.presentation.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.corpus.story.derivation import meter_class, share_of, whole_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.settings import StorySettings
    from tui.corpus.story.comparisons import Pairs
    from tui.corpus.story.cues import Cues, Mention
    from tui.corpus.story.derivation import Derivation, Derived
    from tui.corpus.story.families import Family
    from tui.corpus.story.page_text import Sign


VerdictKind = Literal[
    "original",
    "credited-copy",
    "uncredited-copy",
    "part-copy",
    "shared",
    "unclear",
    "own",
    "no-match",
]


class KindOfVerdict(NamedTuple):
    """One verdict.

    Attributes:
        name: What records call it.
        carries: Whether the article carries the text of another one.
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
    KindOfVerdict("shared", carries=False),
    KindOfVerdict("unclear", carries=False, words="can't tell"),
    KindOfVerdict("own", carries=False, words="own reporting"),
    KindOfVerdict("no-match", carries=False),
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


Doubt = Literal[
    "another-service",
    "other-text",
    "told-service",
    "few-words",
    "no-long-run",
    "only-quoted",
    "paraphrased",
    "nothing-verbatim",
    "cited-back",
    "cited-alike",
]
"""Why an article's cues disagree.

`another-service`: it carries the text of one service and credits another; `other-text`: it
credits a service and has little of its text; `told-service`: others carry its text, no page
credits a service, but it has words that were said to one; `few-words`: little of it is in the
other article, but some of that is verbatim; `no-long-run`: less than half is, and only in short
runs of words; `only-quoted`: what they have in common is what somebody said or wrote;
`paraphrased`: nothing is copied, but at least half of its paragraphs tell what stands there;
`nothing-verbatim`: much of it is in the other article, but neither a run of words nor the order;
`cited-back`: a service has its text, and gives its paper as the source; `cited-alike`: a service
has its text, and both give one paper as the source.
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
        given: Whether it was itself given as an original.
        release: Whether it is, or carries, a press release.
        dated: How the date of the article that it shares text with is to its own, where both have
            one and nothing else shows whose text it is.
        leftover: What a service's desk left in one of these two, and the place of that one.
        fuller: The place of an article with more of the same text than the model, which
            stops early, and the share of the prose that is in either.
        stops: The places of the articles that go on where this one stops.
        foreign: Mentions of services that the model doesn't name.
        also: The other services whose text it carries, or the places of originals of none, by
            the share of its prose that is copied from their sources and not from the model.
        cited: Where its page gives the model's paper as the source, if it does.
        cited_by: Where the model gives this page's paper as its source, if it does.
    """

    kind: VerdictKind
    doubt: Doubt | None = None
    service: str | None = None
    model: int | None = None
    derivation: Derivation | None = None
    is_source: bool = False
    from_source: bool = False
    known: bool = False
    given: bool = False
    release: bool = False
    dated: Literal["earlier", "later"] | None = None
    leftover: tuple[int, Sign] | None = None
    fuller: tuple[int, float] | None = None
    stops: tuple[int, ...] = ()
    foreign: tuple[Mention, ...] = ()
    also: tuple[tuple[str | int, float], ...] = ()
    cited: Sign | None = None
    cited_by: Sign | None = None


def credits_family(
    service: str | None, cues: Cues, *, given: bool = False, release: bool = False
) -> bool:
    """Whether a page credits the text that it carries.

    Args:
        service: The service whose text it is, as far as that is known.
        cues: What the page says of itself.
        given: Whether the text was given as an original. One that names no service may be that of
            whichever a page credits.
        release: Whether the text is a press release, which a page may have through a service.
    """
    named = {cues.service, cues.contributor} - {None}
    if service:
        signed = cues.signed is not None and cues.signed.service == service
        return signed or service in named or cues.agencies is not None
    # An original that names no service is a release as far as anybody can tell.
    return (given or release) and (bool(named) or cues.says_release is not None)


_HALF = 0.5


_FEW_TOLD = 5
"""Paragraphs that tell what another article tells, which fewer may do by chance."""


def _is_paraphrase(related: int, paragraphs: int) -> bool:
    """Whether so many of an article's paragraphs tell the same that it may be another's text."""
    return related >= _FEW_TOLD and related >= _HALF * paragraphs


_ANY_ORDER = 3
"""Copied paragraphs of which the order says something."""


class Judge:
    """Judges the articles on one event."""

    def __init__(
        self,
        families: Sequence[Family],
        pairs: Pairs,
        cues: Sequence[Cues],
        settings: StorySettings,
        event: Sequence[int],
    ) -> None:
        """Take what is known of the event.

        Args:
            cues: What each page says of itself, by place.
            event: The places of the pages on the event.
        """
        self._families = families
        self._pairs = pairs
        self._cues = cues
        self._settings = settings
        self._event = event
        # The pages whose paper a service's text cites, and where: each text is asked once.
        self._papers_cited: dict[int, list[tuple[int, Sign]]] = {}

    def judge(self, place: int) -> Judgement:
        """Say what an article is."""
        for family in self._families:
            if family.source == place and (family.given or family.release):
                return Judgement(
                    "original",
                    service=family.service,
                    is_source=True,
                    given=family.given,
                    release=family.release,
                )
            if family.source == place:
                return self._source(place, family)
            if place in family.members:
                return self._member(place, family)
        for family in self._families:
            if family.source is not None and family.source in self._pairs.versions(place):
                return self._version(place, family)
        return self._own(place)

    def _version(self, place: int, family: Family) -> Judgement:
        """Another version of the article that stands for a text: it is what that one is."""
        changed = family.service != self._cues[place].service
        if family.given or family.release or (family.service and changed):
            # The credit, or what says that it is a release, came or went from one to the other.
            return self._own(place)
        judged = self._source(family.source if family.source is not None else place, family)
        if judged.kind == "unclear" or judged.model is not None:
            return Judgement("no-match", service=family.service)
        return replace(judged, is_source=False, stops=())

    def _source(self, place: int, family: Family) -> Judgement:
        rival = self._rival(place, family)
        if rival is None and not self._is_carried(place, family):
            return Judgement("no-match", service=family.service)
        kind: VerdictKind = "credited-copy" if family.service else "own"
        doubt: Doubt | None = None
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

    def _is_carried(self, place: int, family: Family) -> bool:
        """Whether any other article has of an article's text; else there was nothing to compare."""
        others = {*family.members, *(other for other, _ in self._pairs.known(place))}
        others -= self._pairs.versions(place)
        return any(
            self._pairs.derivation(one, two).derived != "not"
            for other in others
            for one, two in ((other, place), (place, other))
        )

    def _rival(self, place: int, family: Family) -> int | None:
        """Another service's source with the same text, though both are credited."""
        for other in self._families:
            source = other.source
            if source is None or not other.service or not family.service:
                continue
            if source == place or source in self._pairs.versions(place):
                continue
            if self._pairs.derivation(place, source).derived == "wholly":
                return source
        return None

    def _member(self, place: int, family: Family) -> Judgement:
        model = family.members[place]
        derivation = self._pairs.derivation(place, model)
        if family.source is None:
            return self._sharing(place, model, derivation)
        cited = self._cited(place, family)
        if cited is not None and not family.given:
            back = self._pairs.derivation(model, place)
            if self._retells(place, model, derivation, back):
                return self._own(place)
        if (back_cited := self._cited_by(place, family)) is not None:
            return self._picked_up(place, family, derivation, back_cited)
        fuller, basis, whole = self._fuller(place, family, derivation)
        foreign = self._foreign(place, family)
        also = self._also(place, family, derivation)
        derived = meter_class(basis, whole, self._settings.derivation)
        kind, doubt = self._weigh(place, family, derivation, derived)
        if kind == "uncredited-copy" and foreign and basis < self._settings.derivation.nearly:
            # What another service was told came from there, wherever it stands.
            kind = "part-copy"
        return Judgement(
            kind,
            doubt,
            family.service,
            model,
            derivation,
            from_source=True,
            known=family.given,
            release=family.release,
            fuller=fuller,
            stops=self._goes_on(place, family),
            foreign=foreign,
            also=also,
            cited=cited,
        )

    def _cited_by(self, place: int, family: Family) -> Sign | None:
        """Where a service's text gives the paper of a page without a credit as its source."""
        cues = self._cues[place]
        if family.source is None or not family.service or family.given:
            return None
        if credits_family(family.service, cues) or cues.service:
            return None
        return self._cues[family.source].cites(cues)

    def _picked_up(
        self, place: int, family: Family, derivation: Derivation, cited_by: Sign
    ) -> Judgement:
        """A paper's story that a service picked up.

        Where all of it is in the service's text, that has to be what the paper found out itself.
        """
        cues = self._cues[place]
        inside = any(sign.paragraph in derivation.copied for sign in cues.own_work.sure)
        own = cues.shows_own_work and (inside or derivation.derived != "wholly")
        return Judgement(
            "own" if own else "unclear",
            None if own else "cited-back",
            family.service,
            family.source,
            derivation,
            cited_by=cited_by,
        )

    def _weigh(
        self, place: int, family: Family, derivation: Derivation, derived: Derived
    ) -> tuple[VerdictKind, Doubt | None]:
        cues = self._cues[place]
        credited = credits_family(family.service, cues, given=family.given, release=family.release)
        credited = credited or self._cited(place, family) is not None
        if cues.service and family.service and cues.service != family.service:
            return "unclear", "another-service"
        if derived == "not":
            # Only its own credit put it into this family.
            return "unclear", "other-text"
        if derived == "partially" and self._is_loose(derivation):
            return "unclear", "nothing-verbatim"
        if not credited and (doubt := self._doubt(place, family, derivation)):
            return "unclear", doubt
        return copy_kind(derived, credited=credited), None

    def _doubt(self, place: int, family: Family, derivation: Derivation) -> Doubt | None:
        """Why a page without a credit may owe nothing to the text that it has a part of."""
        if self._is_quoted(place, derivation):
            return "only-quoted"
        if self._is_of_another(place, family):
            return "cited-alike"
        if derivation.derived == "partially" and self._is_little(derivation):
            return "no-long-run"
        return None

    def _cited(self, place: int, family: Family) -> Sign | None:
        """Where an article gives the paper as its source whose own text it has, if it does."""
        if family.source is None or family.service:
            return None
        return self._cues[place].cites(self._cues[family.source])

    def _is_of_another(self, place: int, family: Family) -> bool:
        """Whether a page gives the same paper as its source as the service does.

        Then it may have from that paper what it has in common with the service; but not where it
        says so word for word as the service does: the paper does not cite itself.
        """
        if family.source is None or not family.service or family.given:
            return False
        page, source = self._cues[place], self._cues[family.source]
        said = [
            (one.sign, other.sign)
            for one in page.own_work.cited
            for other in source.own_work.cited
            if one.words == other.words
        ] or [
            (one, other)
            for paper, other in self._papers_cited_by(family.source)
            if paper != place and (one := page.cites(self._cues[paper]))
        ]
        return bool(said) and not any(
            page.page.has_line_of(source.page, one, other) for one, other in said
        )

    def _papers_cited_by(self, source: int) -> list[tuple[int, Sign]]:
        """The pages on the event whose paper a text gives as its source, and where it does."""
        if source not in self._papers_cited:
            self._papers_cited[source] = [
                (paper, sign)
                for paper in self._event
                if paper != source and (sign := self._cues[source].cites(self._cues[paper]))
            ]
        return self._papers_cited[source]

    def _is_quoted(self, place: int, derivation: Derivation) -> bool:
        """Whether what is copied is nearly all quotation, such as a statement that many print."""
        settings = self._settings.derivation
        words = self._pairs.words(place)
        said = sum(words.sizes[at] for at in derivation.copied)
        prose = sum(len(words.prose[at]) for at in derivation.copied)
        return prose < settings.least_prose * said and derivation.longest_prose < settings.run

    def _is_little(self, derivation: Derivation) -> bool:
        """Whether so little is copied that it is nobody's without words that show it."""
        few_words = derivation.longest_prose < self._settings.derivation.telling_run
        return derivation.basis < _HALF and few_words

    def _is_loose(self, derivation: Derivation) -> bool:
        """Whether what is copied has neither a run of words nor the order (two always have one)."""
        settings = self._settings.derivation
        ordered = derivation.in_order >= settings.least_order
        return derivation.longest_prose < settings.run and (
            len(derivation.copied) < _ANY_ORDER or not ordered
        )

    def _sharing(self, place: int, model: int, derivation: Derivation) -> Judgement:
        """An article with text that another one has, where nothing shows which was first."""
        back = self._pairs.derivation(model, place)
        if self._retells(place, model, derivation, back):
            return self._own(place)
        loose = self._is_loose(derivation) and "wholly" not in (derivation.derived, back.derived)
        left = [(at, sign) for at in (place, model) if (sign := self._cues[at].leftover)]
        return Judgement(
            "unclear" if loose else "shared",
            "nothing-verbatim" if loose else None,
            model=model,
            derivation=derivation,
            dated=_dated(self._cues[place].date, self._cues[model].date),
            leftover=left[0] if left else None,
            stops=(model,) if derivation.truncated else (),
        )

    def _retells(self, place: int, model: int, derivation: Derivation, back: Derivation) -> bool:
        """Whether a page only retells what another reported, of which one says whose work it is."""
        if "wholly" in (derivation.derived, back.derived):
            return False
        settings = self._settings.derivation
        cited = any(self._cues[at].own_work.others for at in (place, model))
        return (
            cited
            and derivation.longest_prose < settings.telling_run
            and max(derivation.verbatim, back.verbatim) < settings.retold
        )

    def _own(self, place: int) -> Judgement:
        settings = self._settings.derivation
        kind: VerdictKind = "own" if self._cues[place].shows_own_work else "no-match"
        known = dict(self._pairs.known(place))
        model = max(known, key=lambda other: (known[other].basis, -other), default=None)
        if model is None:
            return Judgement(kind)
        if known[model].basis >= settings.doubtful:
            service = self._cues[model].service
            # Material that it credits is no riddle.
            thanked = service is not None and service == self._cues[place].contributor
            if known[model].longest_prose >= settings.telling_run and not thanked:
                return Judgement("unclear", "few-words", service, model, known[model])
        elif (first := self._families[0].source if self._families else None) in known:
            model = first
        retold = max(known, key=lambda other: (known[other].related, -other))
        told = known[retold].related, known[retold].paragraphs[1]
        if kind == "no-match" and not self._cues[place].service and _is_paraphrase(*told):
            service = self._cues[retold].service
            return Judgement("unclear", "paraphrased", service, retold, known[retold])
        return Judgement(kind, model=model, derivation=known[model])

    def _fuller(
        self, place: int, family: Family, derivation: Derivation
    ) -> tuple[tuple[int, float] | None, float, float]:
        """An article that goes on where the source stops, with the share of prose in either.

        Returns:
            The article and the share, None where there is none, and the two shares that the
            class rests on.
        """
        alone = None, derivation.basis, derivation.whole
        # What an original that was given lacks is not known to be of its text.
        inferred = family.source is not None and not family.given
        if family.source is None or not inferred or derivation.derived == "wholly":
            return alone
        longer = [other for other in self._goes_on(family.source, family) if other != place]
        if not longer:
            return alone
        words = self._pairs.words(place)
        other = max(longer, key=lambda other: (len(self._pairs.words(other).words), -other))
        second = self._pairs.derivation(place, other)
        copied = derivation.copied | second.copied
        share = share_of(words, copied, self._settings.derivation)
        if share <= derivation.basis:
            return alone
        quoted = {
            at: min(size, second.quoted[at])
            for at, size in derivation.quoted.items()
            if at in second.quoted
        }
        return (other, share), share, whole_share(words, copied, quoted)

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
            if other.source in self._pairs.versions(place):
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


def _dated(own: str | None, other: str | None) -> Literal["earlier", "later"] | None:
    if own is None or other is None or own == other:
        return None
    return "earlier" if other < own else "later"
