"""Who carries whose text, within the articles on one event, and who had it first.

A family is a text and the articles that carry it. Where pages credit a wire service, the
fullest of them stands for the service's text. Where none does, the articles that derive from
one another are a family, and its source is named only if the cues are clear enough.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tui.corpus.story.events import Groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.corpus.likeness import Alike
    from tui.corpus.settings import StorySettings
    from tui.corpus.story.comparisons import Pairs
    from tui.corpus.story.cues import Cues


@dataclass(frozen=True, slots=True)
class Family:
    """A text that articles carry; articles are places.

    Attributes:
        source: The article that stands for the text, None where it can't be told.
        service: The wire service that the source credits.
        members: The other articles that carry it, with the one that each is compared with.
        given: Whether the source was given as the original, so that it carries nobody's text.
        release: Whether its page says that it is a press release.
    """

    source: int | None
    service: str | None
    members: dict[int, int]
    given: bool = False
    release: bool = False


def find_families(
    group: Sequence[int],
    pairs: Pairs,
    cues: Sequence[Cues],
    alike: Iterable[Alike],
    settings: StorySettings,
    finished: Callable[[int], None],
) -> list[Family]:
    """Find the texts that articles on one event share.

    Args:
        cues: What each page says of itself; of all articles, by place.
        alike: The pairs of these articles, and perhaps of others, that are alike enough to be
            looked at.
        finished: Is told of each article, or several, that has been compared.

    Returns:
        The families, those with most members first, then in the order of the articles. An
        article that shares its text with none and credits no service is in no family.
    """
    families = _with_sources(group, pairs, cues)
    sources = {family.source for family in families}
    loose: list[int] = []
    for place in group:
        if place in sources:
            finished(1)
            continue
        family = _nearest(place, families, pairs, cues, settings)
        if family is None:
            loose.append(place)
        elif family.source in pairs.versions(place):
            # It credits the text for which another version of it stands.
            finished(1)
        elif family.source is not None:
            family.members[place] = family.source
            finished(1)
    families += _uncredited(loose, pairs, cues, alike, settings, finished)
    return sorted(
        families, key=lambda family: (-len(family.members), not family.given, not family.release)
    )


def _with_sources(group: Sequence[int], pairs: Pairs, cues: Sequence[Cues]) -> list[Family]:
    """The texts that were given as originals, press releases, and what pages credit to services."""
    originals = [
        Family(
            place,
            cues[place].service,
            {},
            given=pairs.articles[place].original,
            release=bool(cues[place].release),
        )
        for place in group
        if pairs.articles[place].original
        or (cues[place].release and not _reprints(place, group, pairs, cues))
    ]
    given = {family.service for family in originals if family.given}
    sources = [family.source for family in originals if family.source is not None]
    families = list(originals)
    for service, credited in _credited(group, cues).items():
        carriers = credited + _signed(service, credited, group, pairs, cues)
        # Where a service's text was given, also without its name, no other page stands for it.
        free = [
            place
            for place in carriers
            if service not in given
            and all(pairs.derivation(place, source).derived != "wholly" for source in sources)
        ]
        if free:
            families.append(Family(_fullest(free, group, pairs, cues), service, {}))
    return families


def _reprints(place: int, group: Sequence[int], pairs: Pairs, cues: Sequence[Cues]) -> bool:
    """Whether a page only heads with "press release" what is all in one that is known for one."""
    return len(cues[place].release) == 1 and any(
        pairs.derivation(place, other).derived == "wholly"
        for other in group
        if (len(cues[other].release) > 1 or pairs.articles[other].original)
        and other != place
        and other not in pairs.versions(place)
    )


def _credited(group: Sequence[int], cues: Sequence[Cues]) -> dict[str, list[int]]:
    """The articles that credit a service, by the service."""
    credited: dict[str, list[int]] = {}
    for place in group:
        service = cues[place].service
        if service is not None:
            credited.setdefault(service, []).append(place)
    return credited


def _signed(
    service: str, carriers: Iterable[int], group: Sequence[int], pairs: Pairs, cues: Sequence[Cues]
) -> list[int]:
    """The articles signed `Ada Lund/TT` that share the text of others which credit the service."""
    signed = [place for place in group if (one := cues[place].signed) and one.service == service]
    return [
        place
        for place in signed
        if any(pairs.derivation(other, place).derived != "not" for other in carriers)
    ]


def _fullest(
    carriers: Sequence[int], group: Sequence[int], pairs: Pairs, cues: Sequence[Cues]
) -> int:
    """Of the articles that credit one service, the one that has most of what others have.

    One that credits two services may have been made of both, so it stands for the one only if no
    page credits the other alone.
    """
    if len(carriers) == 1:
        return carriers[0]
    alone = {cues[place].service for place in group if not cues[place].credited_too}
    runs = {place: pairs.runs(place) for place in group}
    held = Counter(chain.from_iterable(runs.values()))
    # Two pages that share text share the same amount of it: of these the earlier one, or, where a
    # date is missing, as on what comes from the service itself, the longer one.
    undated = any(cues[place].date is None for place in carriers)
    by_date = sorted(
        carriers, key=lambda place: (cues[place].date is None, cues[place].date or "", place)
    )
    return max(
        by_date,
        key=lambda place: (
            alone.isdisjoint(cues[place].credited_too),
            sum(map(held.__getitem__, runs[place])) - len(runs[place]),
            cues[place].dateline is not None,
            len(runs[place]) if undated else 0,
        ),
    )


def _nearest(
    place: int,
    families: Iterable[Family],
    pairs: Pairs,
    cues: Sequence[Cues],
    settings: StorySettings,
) -> Family | None:
    """The family whose source an article has most from; that of its own credit anyhow."""
    best: tuple[float, Family] | None = None
    for family in families:
        if family.source is None or family.source in pairs.versions(place):
            continue
        basis = pairs.derivation(place, family.source).basis
        if best is None or basis > best[0]:
            best = basis, family
    if best is not None and best[0] >= settings.derivation.partially:
        return best[1]
    own = cues[place].service
    return next((family for family in families if own and family.service == own), None)


def _uncredited(
    loose: Sequence[int],
    pairs: Pairs,
    cues: Sequence[Cues],
    alike: Iterable[Alike],
    settings: StorySettings,
    finished: Callable[[int], None],
) -> list[Family]:
    """The families among articles that have no text of a credited one."""
    at = {place: number for number, place in enumerate(loose)}
    groups = Groups(len(loose))
    partners = settings.source.partners
    tried = Counter[int]()
    near = [pair for pair in alike if pair.one in at and pair.other in at]
    for _, one, other in sorted(near, key=lambda pair: (-pair.likeness, pair.one, pair.other)):
        if min(tried[one], tried[other]) >= partners or other in pairs.versions(one):
            continue
        tried.update((one, other))
        finished(sum(tried[place] == partners for place in (one, other)))
        classes = (pairs.derivation(one, other).derived, pairs.derivation(other, one).derived)
        if classes != ("not", "not"):
            groups.join(at[one], at[other])
    finished(sum(tried[place] < partners for place in loose))
    shared = [[loose[number] for number in numbers] for numbers in groups.lists()]
    return [_family(places, pairs, cues, settings) for places in shared if len(places) > 1]


def _family(
    places: Sequence[int], pairs: Pairs, cues: Sequence[Cues], settings: StorySettings
) -> Family:
    source = _first(places, pairs, cues, settings)
    members: dict[int, int] = {}
    for place in places:
        if place == source or source in pairs.versions(place):
            continue
        known = [(other, derivation) for other, derivation in pairs.known(place) if other in places]
        if source is not None:
            known = [(source, pairs.derivation(place, source))]
        if known:
            members[place] = max(known, key=lambda item: item[1].basis)[0]
    return Family(source, None, members)


def _first(
    places: Sequence[int], pairs: Pairs, cues: Sequence[Cues], settings: StorySettings
) -> int | None:
    """The article that had the text first, if the cues tell by a clear lead."""
    if any(cues[place].leftover for place in places):
        # Then all of them have it from a service, which no page names.
        return None
    scores = {place: _points(place, places, pairs, cues, settings) for place in places}
    ranked = sorted(places, key=lambda place: (-scores[place], place))
    rivals = [place for place in ranked[1:] if place not in pairs.versions(ranked[0])]
    clear = bool(rivals) and scores[ranked[0]] - scores[rivals[0]] >= settings.source.lead
    return ranked[0] if clear else None


def _points(
    place: int,
    places: Sequence[int],
    pairs: Pairs,
    cues: Sequence[Cues],
    settings: StorySettings,
) -> float:
    """How much speaks for an article as the source of a text that no page credits."""
    points = 0.0
    own = cues[place].own_work
    # What it found out itself has to be in what the others have, too: beside another's text it
    # says nothing of that one.
    inside = [derivation for other, derivation in pairs.known(place) if other in places]
    shared = frozenset[int]().union(*(derivation.copied for derivation in inside))
    in_shared = any(sign.paragraph in shared for sign in own.sure)
    # That somebody was sent stands above all of it.
    sent = own.sent and any(derivation.derived == "wholly" for derivation in inside)
    others = [other for other in places if other not in pairs.versions(place)]
    cited = any(cues[other].cites(cues[place]) for other in others if other != place)
    # Who gives another one as the source has its "told this newspaper" from there as well.
    cites = any(cues[place].cites(cues[other]) for other in others if other != place)
    if cited or (cues[place].shows_own_work and (in_shared or sent) and not cites):
        points += settings.source.own_work
    if _is_earliest(place, others, cues):
        points += settings.source.earliest
    return points


def _is_earliest(place: int, places: Iterable[int], cues: Sequence[Cues]) -> bool:
    """Whether an article is dated before all others, which all have dates."""
    own = cues[place].date
    others = [cues[other].date for other in places if other != place]
    return own is not None and all(date is not None and own < date for date in others)
