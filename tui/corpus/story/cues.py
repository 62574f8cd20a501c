"""What a page itself says of where its article comes from.

Credit, dateline, byline and mentions of services; signs that it is a press release, or was made
from one; signs that the paper did work of its own; and what a service's desk left in its text.
Only the words that the page has count: nothing is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import re2

from tui.corpus.likeness import outside_quotations
from tui.corpus.settings import PAPER, SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.corpus.settings import Patterns, Settings
    from tui.text.model import Article, Evidence


MOST_MEMORY = 1 << 26
"""Bytes that the expression for attributions may take."""


MOST_SHOWN = 80
"""Characters of a page's text that are quoted as evidence."""


_LONGEST_LINE = 400
"""Characters of a line in which signs of a press release are looked for: those that matter stand
at its beginning."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A service that the text names as told or reporting something, which is no credit."""

    service: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Sign:
    """Words on the page that say something of its origin.

    Attributes:
        words: The words as they stand there.
        line: The line of the page that they stand in.
        paragraph: The index of their paragraph; None where they stand in a line that was removed.
    """

    words: str
    line: int
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Signs that a paper did work of its own.

    Attributes:
        itself: Wordings that name the paper without its name: "told this newspaper".
        named: Wordings that name a paper which may be the page's own: "told the Echo".
        correspondent: What says who was sent where.
        others: Wordings that name a paper which is not the page's own.
    """

    itself: tuple[Sign, ...] = ()
    named: tuple[Sign, ...] = ()
    correspondent: tuple[Sign, ...] = ()
    others: tuple[Sign, ...] = ()

    @property
    def all(self) -> tuple[Sign, ...]:
        """All that speak for work of the paper's own, the surest first."""
        return self.itself + self.correspondent + self.named


@dataclass(frozen=True, slots=True)
class Cues:
    """What a page says of its article's origin.

    Attributes:
        service: The wire service that the article is credited to, if any.
        contributor: The service credited with material only, if any.
        credit: The words of the credit, with their lines and rule.
        dateline: The place that the article begins with, as it stands there.
        person: The byline, where it names somebody and no service.
        date: The article's date.
        mentions: The first mention of each service.
        release: What says that it is a press release; empty where that is not enough.
        from_release: The line that gives a press release as the source, if any.
        names_release: The words that name a press release in the text, if any.
        own_work: Signs of the paper's own work.
        leftover: What a service's desk left in the text, if anything.
    """

    service: str | None
    contributor: str | None
    credit: tuple[Evidence, ...]
    dateline: str | None
    person: str | None
    date: str | None
    mentions: tuple[Mention, ...]
    release: tuple[Sign, ...] = ()
    from_release: Sign | None = None
    names_release: Sign | None = None
    own_work: OwnWork = field(default_factory=OwnWork)
    leftover: Sign | None = None

    @property
    def shows_own_work(self) -> bool:
        """Whether anything on the page shows work of the paper's own.

        A name above the text does not: papers leave that of an agency's reporter, or put one of
        their own. With the place that the text begins with it does, unless the text itself says
        that somebody told a service something.
        """
        if self.service or self.release or self.from_release or self.leftover:
            return False
        if self.own_work.itself or self.own_work.named:
            return True
        sent = self.own_work.correspondent or (self.dateline is not None and self.person)
        return bool(sent) and not self.mentions and not self.own_work.others


class CueReader:
    """Reads the cues of articles; compiles its patterns once, when they are first needed."""

    def __init__(self, config: Settings) -> None:
        """Take the wire services and the section `story` of a configuration."""
        self._config = config
        self._releases = _ReleaseReader(config)
        self._own_work = _OwnWorkReader(config)

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
        lines = _lines(article)
        prose = [
            (line, outside_quotations(line.text))
            for line in lines
            if line.paragraph is not None and article.paragraphs[line.paragraph].linkable
        ]
        return Cues(
            service,
            contributor,
            evidence,
            self._place(article),
            _person(article) if service is None else None,
            article.date,
            tuple(self._mentioned(article)),
            self._releases.signs(lines) if service is None else (),
            self._releases.credit(lines),
            self._releases.mention(prose),
            self._own_work.read(article, lines, prose),
            self._own_work.leftover(lines),
        )

    def _place(self, article: Article) -> str | None:
        for paragraph in article.paragraphs:
            if paragraph.role == "body":
                match = self._dateline.search(paragraph.text)
                # The last character is the first one of the story.
                return str(match[0])[:-1].strip() if match else None
        return None

    def _mentioned(self, article: Article) -> Iterable[Mention]:
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
                service = self._services[name]
                if service not in seen:
                    seen.add(service)
                    yield Mention(service, str(match[0]).strip(), paragraph.lines[0])

    @cached_property
    def _dateline(self) -> re2._Regexp[str]:
        return re2.compile(self._config.story.dateline)

    @cached_property
    def _services(self) -> dict[str, str]:
        """The service of each name and mark, as they are written."""
        return {
            name: service.name
            for service in self._config.wire_services.services
            for name in (*service.called, *service.marks)
        }

    @cached_property
    def _names(self) -> str:
        # Without any name, nothing is one.
        names = map(re2.escape, sorted(self._services, key=len, reverse=True))
        return "|".join(names) or r"[^\s\S]"

    @cached_property
    def _named(self) -> re2._Regexp[str]:
        return re2.compile(self._names)

    @cached_property
    def _attributions(self) -> re2._Regexp[str]:
        # The names of all services in every pattern: RE2 sets too little aside for it by itself.
        options = re2.Options()
        options.max_mem = MOST_MEMORY
        return re2.compile(
            "|".join(
                rf"\b(?:{pattern.replace(SERVICE, f'({self._names})')})\b"
                for pattern in self._config.story.attributions
            ),
            options,
        )


class _Line(NamedTuple):
    """A line of the page: its number, its text, and its paragraph if it was kept as one."""

    number: int
    text: str
    paragraph: int | None


def _lines(article: Article) -> list[_Line]:
    """What the page says, in its order, what was removed included."""
    kept = [_Line(one.lines[0], one.text, at) for at, one in enumerate(article.paragraphs)]
    removed = [_Line(one.lines[0], one.text, None) for one in article.removed]
    return sorted(kept + removed, key=lambda line: line.number)


class _ReleaseReader:
    """Tells press releases, and pages that say they were made from one."""

    def __init__(self, config: Settings) -> None:
        self._settings = config.story.releases

    def signs(self, lines: list[_Line]) -> tuple[Sign, ...]:
        """What says that a page is a press release; nothing where that is not enough."""
        settings = self._settings
        top = lines[: settings.top]
        sure = [
            found
            for found in (
                _first(top, self._headings, settings.heading_words),
                _first(lines, self._wires),
            )
            if found is not None
        ]
        lesser = [
            found
            for found in (
                _first(top, self._announcements),
                *(_first(lines, kind) for kind in self._lesser),
            )
            if found is not None
        ]
        enough = sure or len(lesser) >= settings.enough
        return (*sure, *lesser) if enough else ()

    def credit(self, lines: list[_Line]) -> Sign | None:
        """The line that gives a press release as the source."""
        return _first(lines, self._credits, self._settings.credit_words)

    def mention(self, prose: list[tuple[_Line, str]]) -> Sign | None:
        """The first words in the text that name a press release."""
        for line, text in prose:
            if match := self._mentions.search(text):
                return Sign(str(match[0]).strip(), line.number, line.paragraph)
        return None

    @cached_property
    def _headings(self) -> re2._Regexp[str]:
        return _at_start(self._settings.headings)

    @cached_property
    def _wires(self) -> re2._Regexp[str]:
        return _anywhere(self._settings.wires)

    @cached_property
    def _announcements(self) -> re2._Regexp[str]:
        return _anywhere(self._settings.announcements)

    @cached_property
    def _lesser(self) -> list[re2._Regexp[str]]:
        settings = self._settings
        kinds = settings.embargoes, settings.contacts, settings.closings, settings.boilerplate
        return [_at_start(kind) for kind in kinds]

    @cached_property
    def _credits(self) -> re2._Regexp[str]:
        return _at_start(self._settings.credits)

    @cached_property
    def _mentions(self) -> re2._Regexp[str]:
        return _anywhere(self._settings.mentions)


class _OwnWorkReader:
    """Tells what a paper says of its own work, and what a service's desk left in a text."""

    def __init__(self, config: Settings) -> None:
        self._settings = config.story.own_work

    def read(
        self, article: Article, lines: list[_Line], prose: list[tuple[_Line, str]]
    ) -> OwnWork:
        """Read the signs of a paper's own work; `prose` are its lines without quotations."""
        itself: list[Sign] = []
        named: list[Sign] = []
        others: list[Sign] = []
        publisher: str | None = None
        for line, text in prose:
            for match in self._wordings.finditer(text):
                sign = Sign(" ".join(str(match[0]).split()), line.number, line.paragraph)
                if self._itself.search(sign.words):
                    itself.append(sign)
                    continue
                if publisher is None:
                    publisher = _publisher(article, lines)
                mine = self._is_own(sign.words, publisher, known=bool(article.outlet))
                (named if mine else others).append(sign)
        body = min((line.number for line, _ in prose), default=None)
        above = [line for line in lines if body is None or line.number < body]
        sent = _first(above, self._correspondents)
        return OwnWork(
            tuple(itself), tuple(named), () if sent is None else (sent,), tuple(others)
        )

    def leftover(self, lines: list[_Line]) -> Sign | None:
        """What a service writes for the desks that get its text."""
        return _first(lines, self._leftovers)

    def _is_own(self, words: str, publisher: str, *, known: bool) -> bool:
        """Whether the paper that somebody told something is the page's."""
        match = self._named.search(words)
        if match is None:
            return False
        name = str(match[0])
        telling = [word for word in _NAME_WORDS.findall(name) if len(word) > 2]
        if telling and all(word.casefold() in publisher for word in telling):
            return True
        if known:
            # Its last word may be what follows the name: "told the Echo Monday".
            return len(telling) > 1 and all(word.casefold() in publisher for word in telling[:-1])
        return len(telling) <= 1 and self._well_known.search(name) is None

    @cached_property
    def _names(self) -> str:
        nouns = [noun for group in self._settings.papers.values() for noun in group]
        either = "|".join(dict.fromkeys(noun for one in nouns for noun in (one, one.upper())))
        articles = r"(?:(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Ll]e|[Ll]a|[Ee]l) |[Ll][’'])?"
        before = r"(?:\p{Lu}[\pL’'-]* ){0,3}"
        after = r"(?: (?:de |du |des |del |d[’']|de l[’']|of |of the )?\p{Lu}[\pL’'-]+){0,2}"
        return rf"{articles}{before}(?:\p{{Lu}}[\pL’']*-)?(?:{either}){after}"

    @cached_property
    def _wordings(self) -> re2._Regexp[str]:
        itself = "|".join(_all(self._settings.itself))
        paper = f"(?:(?:{itself})|(?-i:{self._names}))"
        return re2.compile(
            "(?i)(?:"
            + "|".join(pattern.replace(PAPER, paper) for pattern in _all(self._settings.wordings))
            + r")(?:[^\pL]|$)"
        )

    @cached_property
    def _itself(self) -> re2._Regexp[str]:
        # What names no paper at all says "our reporter" or "told me".
        return re2.compile(f"(?i)(?:^|[^\\pL])(?:{'|'.join(_all(self._settings.itself))})[^\\pL]?")

    @cached_property
    def _named(self) -> re2._Regexp[str]:
        return re2.compile(self._names)

    @cached_property
    def _well_known(self) -> re2._Regexp[str]:
        return _anywhere(self._settings.well_known)

    @cached_property
    def _correspondents(self) -> re2._Regexp[str]:
        return _anywhere(self._settings.correspondents)

    @cached_property
    def _leftovers(self) -> re2._Regexp[str]:
        return _at_start(self._settings.leftovers)


_NAME_WORDS = re2.compile(r"\p{Lu}[\pL]+")


_NOTHING = r"[^\s\S]"


def _all(patterns: Patterns) -> Iterator[str]:
    for group in patterns.values():
        yield from group


def _anywhere(patterns: Patterns) -> re2._Regexp[str]:
    return re2.compile(f"(?i)(?:{'|'.join(_all(patterns)) or _NOTHING})")


def _at_start(patterns: Patterns) -> re2._Regexp[str]:
    return re2.compile(f"(?i)^[^\\pL\\pN#]*(?:{'|'.join(_all(patterns)) or _NOTHING})")


def _first(
    lines: Iterable[_Line], pattern: re2._Regexp[str], most_words: int | None = None
) -> Sign | None:
    """The first line that fits a pattern; quoted whole where it is no longer than may be shown."""
    for line in lines:
        text = line.text[:_LONGEST_LINE]
        match = pattern.search(text)
        if match and (most_words is None or len(line.text.split()) <= most_words):
            words = line.text if len(line.text) <= MOST_SHOWN else str(match[0])
            return Sign(words.strip(), line.number, line.paragraph)
    return None


def _publisher(article: Article, lines: Iterable[_Line]) -> str:
    """All on a page that may name who publishes it, in small letters without spaces."""
    around = [
        line.text
        for line in lines
        if line.paragraph is None or article.paragraphs[line.paragraph].role == "byline"
    ]
    known = (article.outlet, article.url, article.byline, article.author, *around)
    return "".join(" ".join(text for text in known if text).casefold().split())


def _person(article: Article) -> str | None:
    """The byline, where it is one: a date or an address is none."""
    byline = article.byline
    if byline is None or any(map(str.isdigit, byline)) or "@" in byline:
        return None
    return byline if " " in byline.strip() else None
