"""What a page itself says of where its article comes from.

Credit, dateline, byline and mentions of services; signs that it is a press release, or was made
from one; signs that the paper did work of its own; and what a service's desk left in its text.
Only the words that the page has count: nothing is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import re2

from tui.corpus.settings import SERVICE
from tui.corpus.story.page_text import PagesAtHand, PageText, Sign
from tui.corpus.story.signs import OwnWorkReader, ReleaseReader
from tui.text.chrome.rule import phrases_of
from tui.text.fields import large_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.corpus.settings import Settings
    from tui.corpus.story.signs import OwnWork
    from tui.text.article.credit import WireServices
    from tui.text.model import Article, Evidence, PlaceKind


_AROUND = 4
"""Lines above and below an article that still belong to its pictures."""


_ENDS = tuple('.!?…”“"»’。')
"""What a sentence may end with."""


_SIGNED = re2.compile(r"^\p{Lu}[\pL.'’-]*(?: [\pL.'’-]+){0,3} ?/ ?\pL[\pL ]*$")
"""A person's name, a stroke, and what may be a service's name, and nothing else."""


_QUOTING = re2.compile(r"^[\"“”„«»‘’'「『]")
"""How a headline begins that somebody says."""


_HEADED = re2.compile(r"^\W*(\pL[\pL .-]{1,25}?) ?[:：]")
"""What may be a service's name before the colon of a headline."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A service that the text names as told or reporting something, which is no credit."""

    service: str
    words: str
    line: int


@dataclass(frozen=True)
class Cues:
    """What a page says of its article's origin; what few verdicts ask for is read when asked for.

    Attributes:
        service: The wire service that the article is credited to, if any.
        contributor: The service credited with material only, if any.
        credit: The words of the credit, with their lines and rule.
        dateline: The place that the article begins with, as it stands there.
        person: The byline, where it names somebody and no service.
        date: The article's date.
        places: What the lines are in the page's file.
        release: What says that it is a press release; empty where that is not enough.
    """

    service: str | None
    contributor: str | None
    credit: tuple[Evidence, ...]
    dateline: str | None
    person: str | None
    date: str | None
    places: PlaceKind
    release: tuple[Sign, ...]
    article: Article = field(repr=False, compare=False)
    pages: PagesAtHand = field(repr=False, compare=False)
    releases: ReleaseReader = field(repr=False, compare=False)
    work: OwnWorkReader = field(repr=False, compare=False)
    services: WireServices = field(repr=False, compare=False)
    named: MentionReader = field(repr=False, compare=False)

    @property
    def page(self) -> PageText:
        """What the page says, line by line."""
        return self.pages(self.article)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The first mention of each service."""
        return tuple(self.named.read(self.article))

    @cached_property
    def from_release(self) -> Sign | None:
        """The words that give a press release as the source, if any."""
        return self.releases.credit(self.page)

    @cached_property
    def agencies(self) -> Sign | None:
        """The words that credit wire services without naming one: "Staff and agencies"."""
        unnamed = self.services.recogniser.unnamed
        above = [(one, True) for one in self.page.below_headline]
        below = [(one, False) for one in self.page.below.lines[: 1 + _AROUND]]
        for line, alone in (*above, *below):
            # Of a paragraph, what stands in brackets behind its last sentence.
            before, _, last = line.text.rpartition(" (")
            is_behind = line.text.endswith(")") and before.endswith(_ENDS)
            text = f"({last}" if is_behind else line.text
            if words := unnamed(text, alone=alone):
                return Sign(words, line.number, line.paragraph)
        return None

    @property
    def says_release(self) -> Sign | None:
        """The words by which a page that carries a press release says so, if any."""
        return self.from_release or next(iter(self.release), None)

    @cached_property
    def credited_too(self) -> frozenset[str]:
        """The other services that the credit names: `dpa/AFP`."""
        named = self.services.recogniser.named
        return frozenset(name for one in self.credit for name in named(one.text)) - {self.service}

    @cached_property
    def own_work(self) -> OwnWork:
        """Signs of the paper's own work."""
        return self.work.read(self.page)

    @cached_property
    def leftover(self) -> Sign | None:
        """What a service's desk left in the text, if anything."""
        return self.work.leftover(self.page)

    @cached_property
    def pictures(self) -> tuple[Mention, ...]:
        """The services that are credited for a picture in or around the article, each once."""
        article = self.article
        if not article.paragraphs:
            return ()
        first, last = article.paragraphs[0].lines[0], article.paragraphs[-1].lines[1]
        around = range(first - _AROUND, last + _AROUND + 1)
        lines = [(one.lines[0], one.text) for one in article.paragraphs if not one.linkable]
        lines += [(one.lines[0], one.text) for one in article.removed if one.lines[0] in around]
        lines.sort()
        found: dict[str, Mention] = {}
        recogniser = self.services.recogniser
        for service, place in recogniser.pictured([text for _, text in lines]):
            line, text = lines[place]
            found.setdefault(service, Mention(service, text, line))
        return tuple(found.values())

    @cached_property
    def headed(self) -> Mention | None:
        """A headline such as `AP: Bridge closes`, which may as well say what AP reports.

        It is no credit by itself; where other pages show that the text is that service's, it is.
        """
        for one in self.page.article.paragraphs if self.service is None else ():
            if one.role == "headline":
                words = _HEADED.match(one.text)
                if words and (service := self.named.services.get(words[1])):
                    return Mention(service, one.text, one.lines[0])
        return None

    @cached_property
    def signed(self) -> Mention | None:
        """A line such as `Ada Lund/TT` where a byline stands, which may also be a picture's.

        It is no credit by itself. Where other pages show that the text is that service's, it is,
        unless the page has another byline, or a caption there. So is what is `headed`.
        """
        return self.headed or self._signed_byline

    @property
    def _signed_byline(self) -> Mention | None:
        byline, lines = self.article.byline, self.page.below_headline
        if self.service is not None or not any(_SIGNED.match(line.text) for line in lines):
            return None
        numbers = {line.number for line in lines if line.is_short}
        for one in self.pictures:
            person = one.words.partition("/")[0].strip()
            named = byline in (None, one.words, person)
            if one.line in numbers and _SIGNED.match(one.words) and named:
                return one if len(numbers) == len(lines) else None
        return None

    def cites(self, other: Cues) -> Sign | None:
        """Where this page gives the paper of another one as its source, if it does."""
        papers, publisher = other.own_work.papers, other.publisher
        cited = (one.sign for one in self.own_work.cited if one.is_called(papers, publisher))
        return next(cited, None) or self.work.citing(self.page, other.page.masthead)

    @cached_property
    def publisher(self) -> str:
        """All that may name who publishes the page, but for lines that give another as source."""
        return self.page.publisher(frozenset(one.sign.line for one in self.own_work.cited))

    @property
    def shows_own_work(self) -> bool:
        """Whether anything on the page shows work of the paper's own.

        A name above the text does not: papers leave that of an agency's reporter, or put one of
        their own. With the place that the text begins with it does, unless the text itself says
        that somebody told a service something.
        """
        if self.service or self.release or self.leftover:
            return False
        if self.own_work.sure or self.own_work.likely:
            return True
        named = self.dateline is not None and self.person is not None
        from_others = self.mentions or self.own_work.others or self.from_release or self.agencies
        return (bool(self.own_work.sent) or named) and not from_others

    @property
    def may_be_a_reporters(self) -> bool:
        """Whether it may be a reporter's own story, which has little in common with the news.

        This says only where it is looked for among pages on one event. A paper of two words that
        was told something may be another one, and a headline that quotes says no more than that
        somebody was spoken to.
        """
        if self.shows_own_work:
            return True
        if self.service or self.release or self.leftover:
            return False
        headline = next(
            (one for one in self.page.article.paragraphs if one.role == "headline"), None
        )
        quotes = headline is not None and _QUOTING.match(headline.text) is not None
        return bool(self.own_work.others) or (quotes and self.person is not None)


class MentionReader:
    """Finds the services that a text names as told or reporting something."""

    def __init__(self, config: Settings) -> None:
        """Take the wire services of a configuration, and what is said of who reports."""
        self._config = config

    def read(self, article: Article) -> Iterator[Mention]:
        """The first mention of each service in an article."""
        seen: set[str] = set()
        linkable = [paragraph for paragraph in article.paragraphs if paragraph.linkable]
        # Most articles name no service at all, and all of a text is looked through in one go.
        if not self._named.search("\n".join([paragraph.text for paragraph in linkable])):
            return
        for paragraph in linkable:
            if not self._named.search(paragraph.text):
                continue
            for match in self._attributions.finditer(paragraph.text):
                name = next(group for group in match.groups() if group)
                service = self.services[name]
                if service not in seen:
                    seen.add(service)
                    yield Mention(service, str(match[0]).strip(), paragraph.lines[0])

    @cached_property
    def services(self) -> dict[str, str]:
        """The service of each name and mark, as they are written."""
        return {
            name: service.name
            for service in self._config.wire_services.services
            for name in (*service.called, *service.marks)
        }

    @cached_property
    def _names(self) -> str:
        # Without any name, nothing is one.
        names = map(re2.escape, sorted(self.services, key=len, reverse=True))
        return "|".join(names) or r"[^\s\S]"

    @cached_property
    def _named(self) -> re2._Regexp[str]:
        return re2.compile(self._names)

    @cached_property
    def _attributions(self) -> re2._Regexp[str]:
        # The names of all services in every pattern.
        return large_pattern(
            "|".join(
                rf"\b(?:{pattern.replace(SERVICE, f'({self._names})')})\b"
                for pattern in self._config.story.attributions
            )
        )


class CueReader:
    """Reads the cues of articles; compiles its patterns once, when they are first needed."""

    def __init__(self, config: Settings) -> None:
        """Take the wire services and the section `story` of a configuration."""
        self._config = config
        self._releases = ReleaseReader(config.story.releases)
        words = config.wire_services.words
        sources, thanked, by, place = (
            phrases_of(words.get(name, ())) for name in ("source", "with", "by", "in")
        )
        self._own_work = OwnWorkReader(config.story.own_work, sources, thanked, (by, place))
        self._mentions = MentionReader(config)
        self._pages = PagesAtHand()

    def read(self, article: Article) -> Cues:
        """Read an article's cues.

        Returns:
            What the page says. Of a credit for the article and one for material, the first
            counts.
        """
        service = contributor = None
        evidence: tuple[Evidence, ...] = ()
        if article.credit is not None:
            contributions = self._config.story.contributions
            evidence = article.credit.evidence
            full = [line for line in evidence if line.rule not in contributions]
            if full:
                service, evidence = article.credit.service, tuple(full)
            else:
                contributor = article.credit.service
        return Cues(
            service,
            contributor,
            evidence,
            self._place(article),
            _person(article) if service is None else None,
            article.date,
            article.places,
            self._releases.signs(self._pages(article)) if service is None else (),
            article,
            self._pages,
            self._releases,
            self._own_work,
            self._config.wire_services,
            self._mentions,
        )

    def _place(self, article: Article) -> str | None:
        for paragraph in article.paragraphs:
            if paragraph.role == "body":
                match = self._dateline.search(paragraph.text)
                # The last character is the first one of the story.
                return str(match[0])[:-1].strip() if match else None
        return None

    @cached_property
    def _dateline(self) -> re2._Regexp[str]:
        return re2.compile(self._config.story.dateline)


def _person(article: Article) -> str | None:
    """The byline, where it is one: a date or an address is none."""
    byline = article.byline
    if byline is None or any(map(str.isdigit, byline)) or "@" in byline:
        return None
    return byline if " " in byline.strip() else None
