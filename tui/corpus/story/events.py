"""Which articles tell one event: by the names and numbers in them, or by their alignment.

Reports on one event share its people, places and figures even where they share no sentence;
names are the strongest evidence in topic detection and tracking (Kumaran and Allan 2004, Text
classification and named entities for new event detection).
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, combinations
from math import log10, sqrt
from typing import TYPE_CHECKING

from tui.corpus.likeness import Alike, prose_of
from tui.corpus.story.names import (
    alike_by_names,
    common_whole_names,
    days_in,
    echo,
    has_any,
    names_of,
    without_endings,
)
from tui.corpus.story.subjects import Subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.corpus.settings import EventSettings
    from tui.corpus.story.comparisons import Glance
    from tui.text.model import Article


_FEW = 10
"""Articles up to which names in common are hardly chance."""


_FORMULA = 12
"""Words of the longest sentence that reports on many events have: "The trial continues."."""


_SAID = 8
"""Words of a quotation that two articles have from one statement."""


_SAID_LETTERS = 28
"""Letters of these words: eight short ones are a phrase."""


_SURE = 2.0
"""So sure that two articles are on one subject, one may tell what came of it on another day."""


_COMMON = 32
"""Groups up to which a name is not common: so many reports may be on one event."""


_TELLING = 64
"""Where there are many groups, a name is common that stands in more than one of so many."""


def find_events(
    articles: Sequence[Article],
    alike: Iterable[Alike],
    look: Callable[[int, int], Glance],
    settings: EventSettings,
    own: Iterable[bool] = (),
) -> list[list[int]]:
    """Group articles by the event they tell.

    Args:
        alike: The pairs that are alike enough to be looked at.
        look: Looks at two of them, by their places.
        own: Whether each shows work of the paper's own; of few articles alone it is asked.

    Returns:
        The groups as places in the order given, each article in exactly one; the groups by
        their first articles.
    """
    groups = Groups(len(articles))
    named = [names_of(article) for article in articles]
    if few := len(named) <= _FEW:
        named = without_endings(named)
    headlines = _Headlines(articles, settings)
    subjects = Subjects(articles if few else (), own, settings)
    doubtful = _join_the_sure(groups, named, alike, look, headlines, subjects, settings)
    _join_the_doubtful(groups, named, doubtful, look, headlines, subjects, settings)

    def are_apart(one: int, other: int, sure: float) -> bool:
        days = sure < _SURE and not subjects.has_own(one, other)
        return headlines.differ(look(one, other), one, other, days=days)

    for one, other in subjects.ones(groups.lists(), are_apart):
        groups.join(one, other)
    for one, other, said in _quoting_the_same(articles) if few else ():
        # A quotation begins with a capital, too.
        alone = not groups.same(one, other) and (named[one] & named[other]) - said
        if alone and not are_apart(one, other, _SURE / 2):
            groups.join(one, other)
    return groups.lists()


def _quoting_the_same(articles: Sequence[Article]) -> Iterator[tuple[int, int, set[str]]]:
    """The pairs of articles that quote a sentence in the same words, and these words."""
    said = [_said(article) for article in articles]
    for one, other in combinations(range(len(articles)), 2):
        if common := said[one] & said[other]:
            yield one, other, set(chain.from_iterable(common))


def _said(article: Article) -> set[tuple[str, ...]]:
    """The runs of words in an article's quotations that two speakers don't use by chance."""
    prose = prose_of(article)
    runs = set[tuple[str, ...]]()
    for at in range(len(prose.words) - _SAID + 1):
        run = tuple(prose.words[at : at + _SAID])
        if all(prose.quoted[at : at + _SAID]) and sum(map(len, run)) >= _SAID_LETTERS:
            runs.add(run)
    return runs


def _join_the_sure(
    groups: Groups,
    named: Sequence[AbstractSet[str]],
    alike: Iterable[Alike],
    look: Callable[[int, int], Glance],
    headlines: _Headlines,
    subjects: Subjects,
    settings: EventSettings,
) -> _Doubtful:
    """Join the articles with most names in common; gives the pairs that are in doubt."""
    doubtful = _Doubtful()
    likeness = {(one, other): score for score, one, other in alike}
    few = len(named) <= _FEW
    for score, one, other in _alike_by_names(named, headlines, settings):
        if score >= settings.sure and not subjects.know(one, other):
            # Each report on the stock exchange has the names of the last one.
            if not (few and headlines.tell_apart(look(one, other), one, other, few=few)):
                groups.join(one, other)
        else:
            doubtful.add(one, other, score, likeness.pop((one, other), 0.0))
    for (one, other), score in likeness.items():
        doubtful.add(one, other, 0.0, score)
    return doubtful


def _join_the_doubtful(
    groups: Groups,
    named: Sequence[AbstractSet[str]],
    doubtful: _Doubtful,
    look: Callable[[int, int], Glance],
    headlines: _Headlines,
    subjects: Subjects,
    settings: EventSettings,
) -> None:
    """Join those of the pairs in doubt of which the alignment says that they tell one event."""
    few = len(named) <= _FEW
    # A try more costs nothing there; of many, the third likeliest partner is mostly a wrong one.
    most = settings.attempts + few
    tried = [0] * len(named)
    common = _in_many_groups(named, groups)
    for one, other, score, copied in doubtful.likeliest_first():
        if max(tried[one], tried[other]) >= most or groups.same(one, other):
            continue
        known = subjects.know(one, other)
        if not copied and (known or named[one] & named[other] <= common):
            continue
        tried[one] += 1
        tried[other] += 1
        glance = look(one, other)
        linked = sqrt(glance.left_share * glance.right_share)
        likely = score + linked >= settings.together
        if known:
            likely = likely and headlines.share_news(glance)
        elif few:
            shared = named[one] & named[other]
            likely = headlines.are_one(glance, one, other, shared, likely=likely)
        if likely and not headlines.tell_apart(glance, one, other, few=few):
            groups.join(one, other)


def _in_many_groups(named: Sequence[AbstractSet[str]], groups: Groups) -> AbstractSet[str]:
    """The names that say little, as many events have them: days, capitals, heads of state.

    Counted are groups, so that a story in a thousand papers makes no name common.
    """
    found = groups.lists()
    held = Counter(
        chain.from_iterable(
            named[group[0]] if len(group) == 1 else set[str]().union(*map(named.__getitem__, group))
            for group in found
        )
    )
    most = max(_COMMON, len(found) // _TELLING)
    return {name for name, holders in held.items() if holders > most}


def _alike_by_names(
    named: Sequence[AbstractSet[str]], headlines: _Headlines, settings: EventSettings
) -> Iterator[Alike]:
    """The pairs of articles that may tell one event, and how many names they share."""
    possible = settings.possible + settings.tenfold * log10(max(len(named) / _FEW, 1))
    enough = alike_by_names(named, settings.least_names, possible)
    if len(named) > _FEW:
        yield from enough
        return
    certain = {(one, other) for _, one, other in enough}
    for score, one, other in alike_by_names(named, 1, possible):
        # So few say something only together with what the articles say.
        doubt = (one, other) not in certain
        shared = named[one] & named[other]
        if len(shared) < settings.few_names and not headlines.agree(one, other, shared):
            continue
        if doubt and headlines.on_other_days(one, other):
            continue
        yield Alike(min(score, settings.sure / 2) if doubt else score, one, other)


class _Headlines:
    """What the headlines of articles say of two reports that may tell one event.

    A headline names what happened. Two trials at one court on one day have judge, court and day
    in common, and neither has what the other one's headline says.
    """

    def __init__(self, articles: Sequence[Article], settings: EventSettings) -> None:
        self._articles = articles
        self._settings = settings
        self._texts: dict[int, tuple[str, str]] = {}

    def tell_apart(self, glance: Glance, one: int, other: int, *, few: bool) -> bool:
        """Whether two articles tell of two events of a kind, or of two at one place.

        Args:
            few: Whether there are so few articles that days are compared as well.
        """
        if glance.formulaic:
            return True
        if glance.copied > (_FORMULA if few else 0) and not glance.background:
            return False
        if few and self.have_days(one, other):
            return True
        return max(self._echoes(one, other)) < self._settings.echo

    def share_news(self, glance: Glance) -> bool:
        """Whether one of two articles carries more of the other than many reports have."""
        return glance.copied > _FORMULA and not (glance.formulaic or glance.background)

    def differ(self, glance: Glance, one: int, other: int, *, days: bool) -> bool:
        """Whether two articles on one subject tell of two events all the same.

        Args:
            days: Whether they do if they begin on other days.
        """
        if glance.formulaic or glance.background:
            return True
        return days and self.have_days(one, other)

    def have_days(self, one: int, other: int) -> bool:
        """Whether two articles begin on two days of the week, and nothing joins these."""
        return self._begin_on_other_days(one, other) and not self._meet(one, other)

    def _meet(self, one: int, other: int) -> bool:
        """Whether both name a whole name and a day of the week, which each may begin without."""
        (_, ours), (_, theirs) = self._text(one), self._text(other)
        if not common_whole_names(ours, theirs):
            return False
        weeks = self._settings.days.values()
        return not days_in(ours, weeks).isdisjoint(days_in(theirs, weeks))

    def on_other_days(self, one: int, other: int) -> bool:
        """Whether both name days of the week, and none is in both."""
        return self._differ(self._text(one)[1], self._text(other)[1])

    def _begin_on_other_days(self, one: int, other: int) -> bool:
        """The same of their first paragraphs, which say when it happened."""
        ours, theirs = (_first_paragraph(self._text(place)[1]) for place in (one, other))
        return self._differ(ours, theirs)

    def _differ(self, ours: str, theirs: str) -> bool:
        weeks = self._settings.days.values()
        days, others = days_in(ours, weeks), days_in(theirs, weeks)
        return bool(days and others) and days.isdisjoint(others)

    def are_one(
        self,
        glance: Glance,
        one: int,
        other: int,
        shared: AbstractSet[str],
        *,
        likely: bool,
    ) -> bool:
        """Whether two of few articles may tell one event, all in all.

        Args:
            shared: The names that they have in common.
            likely: Whether their names and links say so.
        """
        enough = len(shared) >= self._settings.few_names
        if likely and (enough or glance.copied > _FORMULA):
            return True
        if self.name_one(one, other, shared):
            return True
        # What is said of every trial in one town is said of two of them.
        return (likely or enough) and self.agree(one, other, shared)

    def name_one(self, one: int, other: int, shared: AbstractSet[str]) -> bool:
        """Whether two articles of other words have somebody's whole name, and a headline agrees.

        What a correspondent saw, and what is told of a life, shares no fact with an agency's
        report but who and where.
        """
        if len(shared) < self._settings.least_names:
            return False
        (ours, our_text), (theirs, their_text) = self._text(one), self._text(other)
        if not (ours and theirs and common_whole_names(our_text, their_text)):
            return False
        begun = common_whole_names(_beginning(our_text), their_text) or common_whole_names(
            _beginning(their_text), our_text
        )
        least = self._settings.echo if begun else self._settings.clear_echo
        return max(self._echoes(one, other)) >= least

    def agree(self, one: int, other: int, shared: AbstractSet[str]) -> bool:
        """Whether headlines say that two articles tell one event that share hardly a name."""
        ours, theirs = self._text(one)[0], self._text(other)[0]
        if not (ours and theirs and has_any(f"{ours} {theirs}", shared)):
            return False
        echoes = self._echoes(one, other)
        least = self._settings.clear_echo
        return min(echoes) >= least / 3 and max(echoes) >= least

    def _echoes(self, one: int, other: int) -> tuple[float, float]:
        """How much of the headline of each the other one has."""
        (ours, our_text), (theirs, their_text) = self._text(one), self._text(other)
        return echo(ours, their_text), echo(theirs, our_text)

    def _text(self, place: int) -> tuple[str, str]:
        """The headline of an article, and all that it says."""
        if place not in self._texts:
            paragraphs = self._articles[place].paragraphs
            headline = " ".join([one.text for one in paragraphs if one.role == "headline"])
            body = [one.text for one in paragraphs if one.linkable]
            self._texts[place] = headline, "\n".join([headline, *body])
        return self._texts[place]


def _first_paragraph(text: str) -> str:
    """The first paragraph below the headline of what an article says."""
    return next((paragraph for paragraph in text.split("\n")[1:] if paragraph), "")


def _beginning(text: str) -> str:
    """The headline and the first paragraph."""
    headline, _, _ = text.partition("\n")
    return f"{headline}\n{_first_paragraph(text)}"


class Groups:
    """Places sorted into groups; each is in its own until it is joined with another."""

    def __init__(self, size: int) -> None:
        """Make a group for each place."""
        self._first = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two places."""
        first, second = sorted((self._find(one), self._find(other)))
        self._first[second] = first

    def same(self, one: int, other: int) -> bool:
        """Whether two places are in one group."""
        return self._find(one) == self._find(other)

    def lists(self) -> list[list[int]]:
        """The groups, each sorted, by their first places."""
        members: dict[int, list[int]] = {}
        for place in range(len(self._first)):
            members.setdefault(self._find(place), []).append(place)
        return list(members.values())

    def _find(self, place: int) -> int:
        while self._first[place] != place:
            self._first[place] = place = self._first[self._first[place]]
        return place


class _Doubtful:
    """Pairs that may tell one event: of many articles millions, so they are kept as numbers."""

    def __init__(self) -> None:
        self._ones = array("l")
        self._others = array("l")
        self._named = array("d")
        self._scores = array("d")
        self._copied = array("b")

    def add(self, one: int, other: int, named: float, likeness: float) -> None:
        """Take a pair, the earlier one first, how much their names are alike, and their words."""
        self._ones.append(one)
        self._others.append(other)
        self._named.append(named)
        self._scores.append(max(named, likeness))
        self._copied.append(likeness > 0)

    def likeliest_first(self) -> Iterator[tuple[int, int, float, bool]]:
        """The pairs by how likely they are, then by their places.

        Each with its names' score, and whether their words are alike as well.
        """
        order = sorted(range(len(self._ones)), key=self._others.__getitem__)
        order.sort(key=self._ones.__getitem__)
        order.sort(key=self._scores.__getitem__, reverse=True)
        for at in order:
            yield self._ones[at], self._others[at], self._named[at], bool(self._copied[at])
