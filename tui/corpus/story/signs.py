"""Words on a page that tell a press release, a text made from one, or a paper's own work.

The wordings are lists of `story.releases` and `story.own_work`, in every language at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import re2

from tui.corpus.story.page_text import AROUND, Sign
from tui.text.fields import large_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.corpus.settings import OwnWorkSettings, ReleaseSettings, Wordings
    from tui.corpus.story.page_text import NamedPaper, PageText


_NOTHING = r"[^\s\S]"


_NAME_WORD = re2.compile(r"\p{Lu}\pL+")


_CAPITALS = re2.compile(r"(?:(?:\p{Lu}\S* )*(?:\p{Lu}[\pL’']*-)?)?$")
"""The words of a name that stand before the last one of it."""


_LONGER = re2.compile(r"^ (?:(?:of|de|del|du|des|d’|di|von|van) |\p{Lu})")
"""What a name goes on with."""


_REST = re2.compile(r"^(?: (?:(?:of|de|del|du|des|do|da|di|von|van|der|la|le) )*\p{Lu}[\pL’'-]+)*")
"""The words of a name that stand behind the first one of it."""


_ARTICLE = (
    r"(?:(?:the|a|der|die|das|dem|den|le|la|el|au|du|al|del|o|ao|à|il|alla|de|het|den|det) |l[’'])?"
)


_LEADING_ARTICLE = re2.compile(f"(?i)^{_ARTICLE}")


_WHEN = r"(?: [\pL\d]+){0,2}?"
"""Lo scrive oggi il Corriere · berichtet am Freitag der Bote · the Echo on Monday reported."""


_OPENING = 4
"""Paragraphs, with the headline, in which a paper says what another one reported."""


_MOST_OF_SOURCE = 12
"""Words of the longest line that gives a source."""


class Paper(NamedTuple):
    """A paper that a page names: the words of its name, in small letters, and where."""

    words: tuple[str, ...]
    sign: Sign

    def is_called(self, papers: Iterable[str], publisher: str) -> bool:
        """Whether it is one of some papers, or the one that who publishes a page is called."""
        # German names have endings: “der Kleinen Zeitung”.
        published = all(word[:-1] in publisher for word in self.words)
        return published or not set(papers).isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Signs that a paper did work of its own.

    Attributes:
        sure: Wordings that name the paper itself: "told this newspaper", or its name, where
            the page says who publishes it.
        likely: Wordings that name a paper which may be the page's own: "told the Echo".
        sent: What says who was sent where.
        others: Wordings that name a paper which is not the page's own.
        papers: What the page calls its paper in these wordings, in small letters.
        cited: Papers that are not the page's own and that it gives as its source.
    """

    sure: tuple[Sign, ...] = ()
    likely: tuple[Sign, ...] = ()
    sent: tuple[Sign, ...] = ()
    others: tuple[Sign, ...] = ()
    papers: tuple[str, ...] = ()
    cited: tuple[Paper, ...] = ()


class ReleaseReader:
    """Tells press releases, and pages that say they were made from one."""

    def __init__(self, settings: ReleaseSettings) -> None:
        """Take the section `story.releases`; its patterns are compiled when they are needed."""
        self._settings = settings

    def signs(self, page: PageText) -> tuple[Sign, ...]:
        """What says that a page is a press release; nothing where that is not enough."""
        settings = self._settings
        top = page.top(settings.top)
        sure = _some(
            top.search(self._headings, settings.heading_words), page.body.search(self._wires)
        )
        lesser = _some(
            top.search(self._announcements),
            *(page.body.search(kind, unless=self._sites) for kind in self._lesser),
        )
        # What was removed is the site's more often than the release's.
        some = any(sign.paragraph is not None for sign in lesser)
        enough = len(lesser) >= settings.enough + (not some)
        return sure + lesser if sure or enough else ()

    def credit(self, page: PageText) -> Sign | None:
        """The line that gives a press release as the source."""
        most = self._settings.credit_words
        return (
            page.all.search(self._credits, most)
            or page.below.search(self._headings, most)
            or page.above.search(self._initials)
            or page.below.search(self._initials)
            or page.prose.search(self._mentions)
            or page.beside.search(self._mentions, most)
        )

    @cached_property
    def _headings(self) -> re2._Regexp[str]:
        return _line_of(
            _either(self._settings.headings) + r"(?: ?[:|/·–—-].*|[ ,(]*[\d(].*|[.!]?)$"
        )

    @cached_property
    def _wires(self) -> re2._Regexp[str]:
        return _anywhere(_either(self._settings.wires))

    @cached_property
    def _announcements(self) -> re2._Regexp[str]:
        return _anywhere(_between(self._settings.announcements))

    @cached_property
    def _lesser(self) -> list[re2._Regexp[str]]:
        settings = self._settings
        kinds = settings.embargoes, settings.contacts, settings.closings, settings.boilerplate
        return [_line_of(_either(kind)) for kind in kinds]

    @cached_property
    def _sites(self) -> re2._Regexp[str]:
        return _line_of(_between(self._settings.sites))

    @cached_property
    def _credits(self) -> re2._Regexp[str]:
        return _line_of(_either(self._settings.credits))

    @cached_property
    def _initials(self) -> re2._Regexp[str]:
        initials = _either(self._settings.initials)
        return _anywhere(
            rf"(?:^\W*{initials}\W*$|^{initials} ?[–—:-]|[(/]{initials}[)/]\W*$|\({initials}\))"
        )

    @cached_property
    def _mentions(self) -> re2._Regexp[str]:
        return _anywhere(_between(self._settings.mentions))


class OwnWorkReader:
    """Tells what a paper says of its own work, and what a service's desk left in a text."""

    def __init__(
        self,
        settings: OwnWorkSettings,
        sources: Sequence[str] = (),
        thanked: Sequence[str] = (),
        byline: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> None:
        """Take the section `story.own_work`; its patterns are compiled when they are needed.

        Args:
            sources: Words that a line begins with which gives a source.
            thanked: Words by which a line says whose material it has: "with".
            byline: Words that stand before a reporter's name, and before the place: "by", "in".
        """
        self._settings = settings
        self._byline = byline
        self._labels = sources
        self._thanked = thanked

    def read(self, page: PageText) -> OwnWork:
        """Read the signs of a paper's own work."""
        kinds: dict[str, list[Sign]] = {"sure": [], "likely": [], "other": []}
        kinds["sure"] += page.prose.signs(self._phrases)
        given = [
            (before[label.end() :], paper, after, line)
            for before, paper, after, line in page.beside.around(self._paper)
            if (label := self._label(before, line.text))
        ]
        publisher = page.publisher(frozenset(line.number for *_, line in given))
        named = [(one, self._whose(one, page, publisher)) for one in page.prose.around(self._paper)]
        told = list(self._told(named))
        first = {paper: sign.line for _, paper, sign in reversed(told)}
        cited = list(self._cited(page, named))
        foreign = {
            one[1].casefold()
            for one, _ in cited
            if one[3].number <= first.get(one[1].casefold(), one[3].number)
        }
        own: list[str] = []
        for kind, paper, sign in told:
            whose = "other" if kind == "likely" and paper in foreign else kind
            kinds[whose].append(sign)
            own += [paper] if whose != "other" else []
        sent = page.above.search(self._correspondents)
        given += [one for one, kind in cited if kind != "sure"]
        papers = tuple(_paper_named(one) for one in given if one[1].casefold() not in own)
        return OwnWork(
            tuple(kinds["sure"]),
            tuple(kinds["likely"]),
            _some(sent),
            tuple(kinds["other"]),
            tuple(dict.fromkeys(own)),
            papers,
        )

    def _label(self, before: str, line: str) -> re2._Match[str] | None:
        """The words before a paper's name that give it as the source, in a line beside the text."""
        name = _without_name(before)
        if len(line.split()) <= _MOST_OF_SOURCE:
            label = self._source.match(before) or self._with.search(name)
        else:
            label = None
        return label or self._syndicated.search(name)

    def _cited(
        self, page: PageText, named: Sequence[tuple[NamedPaper, str]]
    ) -> Iterator[tuple[NamedPaper, str]]:
        """The papers that the first paragraphs cite: `the Echo reported`.

        Further down, and once it was told something, a paper speaks of its own earlier reports.
        """
        opening = {line.number for line in page.prose.lines[:_OPENING]}
        for one, kind in named:
            before, _, after, line = one
            if line.number in opening and (
                self._reported.search(after)
                or self._cites.search(name := _without_name(before))
                or self._syndicated.search(name)
            ):
                yield one, kind

    def _told(self, papers: Sequence[tuple[NamedPaper, str]]) -> Iterator[tuple[str, str, Sign]]:
        """Where a paper was told something or found it out, and which paper that is."""
        for (before, paper, after, line), kind in papers:
            named = str(_CAPITALS.search(before)[0])
            told = self._before.search(_without_name(before))
            if told:
                words = f"{told[0]}{named}{paper}"
            elif kind == "sure" and (found := self._after.search(after)):
                words = f"{named}{paper}{found[0]}"
            else:
                continue
            words = " ".join(words.split()).strip(AROUND)
            yield kind, paper.casefold(), Sign(words, line.number, line.paragraph)

    def citing(self, page: PageText, paper: str | None) -> Sign | None:
        """Where the first paragraphs cite a paper by its whole name, whatever papers are called."""
        # Le Messager du Littoral · selon le Messager du Littoral
        name = _LEADING_ARTICLE.sub("", paper or "")
        for line in page.prose.lines[:_OPENING] if name else ():
            before, named, after = line.text.partition(name)
            # Zeitzeugen are no Zeit.
            if (
                named
                and not after[:1].isalnum()
                and (self._reported.search(after) or self._cites.search(before))
            ):
                return Sign(named, line.number, line.paragraph)
        return None

    def leftover(self, page: PageText) -> Sign | None:
        """What a service writes for the desks that get its text."""
        return page.all.search(self._leftovers)

    def _whose(self, one: NamedPaper, page: PageText, publisher: str) -> str:
        """Whether a paper that the text names is the page's own."""
        before, paper, after, _ = one
        if self._itself.search(paper):
            return "sure"
        named = str(_CAPITALS.search(before)[0])
        follows = self._next.search(after)
        name = f"{named.removeprefix('The ')}{paper}{follows[0] if follows else ''}"
        words = [word.casefold() for word in _NAME_WORD.findall(name) if len(word) > 2]
        if words and all(word[:-1] in publisher for word in words):
            return "sure"
        longer = _LONGER.search(after) is not None
        if page.article.outlet or longer or len(words) > 1 or self._well_known.search(name):
            return "other"
        return "likely"

    @cached_property
    def _paper(self) -> re2._Regexp[str]:
        papers = [noun for group in self._settings.papers.values() for noun in group]
        nouns = "|".join(dict.fromkeys(form for one in papers for form in (one, one.upper())))
        itself = _either(self._settings.itself)
        return _anywhere(rf"({itself}|(?-i:{nouns or _NOTHING}))(?:[^\pL\n]|$)")

    @cached_property
    def _next(self) -> re2._Regexp[str]:
        papers = [noun for group in self._settings.papers.values() for noun in group]
        return re2.compile(rf"^ (?:{'|'.join(papers) or _NOTHING})\b")

    @cached_property
    def _before(self) -> re2._Regexp[str]:
        return _anywhere(rf"(?:^|[^\pL]){_either(self._settings.told)} ?{_ARTICLE}$")

    @cached_property
    def _after(self) -> re2._Regexp[str]:
        return _anywhere(rf"^ ?{_either(self._settings.found)}(?:[^\pL]|$)")

    @cached_property
    def _source(self) -> re2._Regexp[str]:
        labels = "|".join(map(re2.escape, self._labels)) or _NOTHING
        return _anywhere(rf"^\W*(?:{labels}) ?[:：–—-] ?")

    @cached_property
    def _with(self) -> re2._Regexp[str]:
        # With files from the Echo · com informações da Folha de Sorocaba
        words = "|".join(map(re2.escape, self._thanked)) or _NOTHING
        return _anywhere(rf"(?:^|[^\pL])(?:{words}) (?:[\pL’']+ ){{0,4}}$")

    @cached_property
    def _cites(self) -> re2._Regexp[str]:
        return _anywhere(rf"(?:^|[^\pL]){_either(self._settings.cites)}{_WHEN} ?{_ARTICLE}$")

    @cached_property
    def _syndicated(self) -> re2._Regexp[str]:
        # Not “syndicated in” without more: who prints it stands there as often.
        return _anywhere(rf"(?:^|[^\pL]){_either(self._settings.syndicated)} ?{_ARTICLE}$")

    @cached_property
    def _reported(self) -> re2._Regexp[str]:
        return _anywhere(rf"^[”“»\"]?{_WHEN} ?{_either(self._settings.reported)}(?:[^\pL]|$)")

    @cached_property
    def _itself(self) -> re2._Regexp[str]:
        return _anywhere(rf"^{_either(self._settings.itself)}")

    @cached_property
    def _phrases(self) -> re2._Regexp[str]:
        return _anywhere(_either(self._settings.phrases))

    @cached_property
    def _well_known(self) -> re2._Regexp[str]:
        return _anywhere(_between(self._settings.well_known))

    @cached_property
    def _correspondents(self) -> re2._Regexp[str]:
        by, place = ("|".join(map(re2.escape, words)) or _NOTHING for words in self._byline)
        # Por Marta Ruiz, en Cáceres · Door Gerben Hoekstra in Harlingen
        person = r"(?-i:\p{Lu}[\pL.'’-]+(?: (?:(?:de|del|da|do|van|von|der) )*\p{Lu}[\pL.'’-]+)+)"
        sent = rf"^\W*(?:{by}) {person},? (?:{place}) (?-i:\p{{Lu}}[\pL.'’-]+(?: \p{{Lu}}\S+)?)\W*$"
        return _anywhere(f"{_between(self._settings.correspondents)}|{sent}")

    @cached_property
    def _leftovers(self) -> re2._Regexp[str]:
        return _line_of(_either(self._settings.leftovers))


def _without_name(before: str) -> str:
    """What stands before the last word of a name, without its other words."""
    return before[: len(before) - len(str(_CAPITALS.search(before)[0]))]


def _paper_named(one: NamedPaper) -> Paper:
    """The paper that is named in a place, with all words of its name."""
    before, paper, after, line = one
    name = f"{_CAPITALS.search(before)[0]}{paper}{_REST.search(after)[0]}"
    words = tuple(word.casefold() for word in _NAME_WORD.findall(name) if len(word) > 2)
    return Paper(words or (paper.casefold(),), Sign(name, line.number, line.paragraph))


def _either(patterns: Wordings) -> str:
    """A pattern for any of some; nothing fits where there are none."""
    return f"(?:{'|'.join([one for group in patterns.values() for one in group]) or _NOTHING})"


def _between(patterns: Wordings) -> str:
    """The same, not inside of a longer word."""
    return rf"(?:^|[^\pL]){_either(patterns)}(?:[^\pL]|$)"


def _anywhere(pattern: str) -> re2._Regexp[str]:
    return large_pattern(f"(?im){pattern}")


def _line_of(pattern: str) -> re2._Regexp[str]:
    return _anywhere(f"^[^\\pL\\pN#\\n]*{pattern}")


def _some(*signs: Sign | None) -> tuple[Sign, ...]:
    return tuple(sign for sign in signs if sign is not None)
