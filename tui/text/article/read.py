"""A page becomes an article: the rules run, then its parts are named and gathered.

Metadata and lines on the page often disagree about author and date, and either may be wrong: the
line counts where it agrees well enough, since that is what a reader can check. A page may also be
taken as it is, for texts that carry no chrome. `trace` tells what the rules did to each line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from tui.text.article.credit import Candidate
from tui.text.chrome.author import is_person, is_section, says_author
from tui.text.chrome.body import BodyRule, costs, earning
from tui.text.chrome.date import article_date
from tui.text.chrome.draft import AS_SAID, Trust, edges_between
from tui.text.chrome.outlet.address import address_of, date_in_address
from tui.text.chrome.outlet.weights import outlet_of
from tui.text.chrome.parts import BylineRule
from tui.text.chrome.rules import run_rules
from tui.text.model import Article, Credit, Evidence, Paragraph, Removed
from tui.text.page.model import NOTHING_SAID

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.text.article.credit import CreditFound, PagePart, WireServices
    from tui.text.article.settings import ArticleSettings
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.model import Lines, Role
    from tui.text.page.model import Metadata, Page


# Possessive, so that a long word in capitals is not tried in every way to cut it in names.
_LABEL_ALONE = re.compile(r"[^\W\d_]+ ?:[\W\d_]*")
"""A label such as "Author:" that no name follows, if only a day."""


_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]*+[ ,|/&]*+|(?:and|und|et|y|e|en|i|von|van|de|di|da|del) )+"
)


_AUTHORS = re.compile(r"[,;|/&]| (?:and|und|et|y|e|en|og|och|i) ")
"""What parts the names of several authors."""


_NAME_LETTERS = 3
"""Letters from which on a word tells one author from another."""


_ENDS = 2_000
"""Lines at the beginning and at the end of what stands around an article, or of a page without
one, in which a credit is looked for: all of any real page."""


NOTHING_TO_SEE = "blank-markup"
"""The name under which blocks without any visible text are removed."""


def clean(
    page: Page,
    settings: ArticleSettings,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
) -> Article:
    """Take the chrome off a page and name the parts of its article.

    Args:
        without: Names of chrome rules; what these took is kept as body text.

    Returns: The article, with each non-blank line in `paragraphs` or `removed`.
    """
    if page.article is not None:
        return _as_written(page, page.article)
    draft = draft_of(page, settings, without, recurring)
    metadata = _without_company(page.metadata or NOTHING_SAID, settings.chrome)
    credit = _credit(draft, metadata, settings.wire_services)
    paragraphs, removed = _parted(draft)
    title = next((one.text for one in paragraphs if one.role == "headline"), None)
    address = metadata.url or address_of(draft, title)
    told = _agreed(draft, settings.chrome, title, metadata)
    if told.date is None and not metadata.certain:
        told = told._replace(date=date_in_address(address))
    if credit is None and told.byline == metadata.author:
        credit = _author_credit(draft, metadata.author, settings.wire_services)
    outlet = outlet_of(draft, settings.chrome.outlets, title, address)
    return replace(
        _as_saved(page),
        title=told.title,
        byline=told.byline,
        date=told.date,
        credit=credit,
        paragraphs=paragraphs,
        removed=removed,
        outlet=outlet or _sole_name(told.byline, settings.wire_services),
        url=address,
        author=metadata.author,
        original=_is_supplied(metadata, settings.wire_services),
    )


def _credit(draft: Draft, metadata: Metadata, services: WireServices) -> Credit | None:
    """The service that the lines credit, else the one that a database or feed names as source."""
    if seen := credited(draft, services):
        return seen
    said = metadata.service
    named = services.recogniser.named(said) if said else ()
    return _said_to_be(named[0], said, draft) if said and named else None


def _author_credit(draft: Draft, author: str | None, services: WireServices) -> Credit | None:
    """The service that the metadata name as the author, or as one of several, for all to see.

    A name inside a longer one is nothing here: a house, a firm or a person may be called so.
    """
    if author is None or not services.recogniser.named(author):
        return None
    for name in map(str.strip, _AUTHORS.split(author)):
        for one in services.services:
            if name in one.marks or name.casefold() in map(str.casefold, one.called):
                return _said_to_be(one.name, author, draft)
    return None


def _said_to_be(service: str, words: str, draft: Draft) -> Credit:
    """A credit that is in no line of the page."""
    lines = draft.lines[0].block.lines if draft.lines else (1, 1)
    return Credit(service, (Evidence(lines, AS_SAID, words),))


def _is_supplied(metadata: Metadata, services: WireServices) -> bool:
    """Whether an agency's own feed gave the page."""
    supplier = metadata.supplier
    return supplier is not None and bool(services.recogniser.named(supplier))


class _Told(NamedTuple):
    """What is told of an article."""

    title: str | None
    byline: str | None
    date: str | None


def _agreed(draft: Draft, chrome: ChromeSettings, title: str | None, said: Metadata) -> _Told:
    """What counts of what the lines show and the metadata say: these where they are certain."""
    byline = _byline(draft, chrome)
    if said.certain and said.date:
        return _Told(said.title or title, said.author or byline, said.date)
    day = article_date(draft, chrome.dates, known=said.date)
    if said.certain:
        return _Told(said.title or title, said.author or byline, day)
    by_name = byline is not None and says_author(byline)
    author = said.author if not by_name or _is_shown(said.author, draft) else None
    return _Told(title or said.title, _agreed_byline(byline, author), _agreed_date(day, said.date))


def _without_company(metadata: Metadata, chrome: ChromeSettings) -> Metadata:
    """The metadata without a company as the author, such as "Record Publishing Limited"."""
    if metadata.author is None or metadata.certain:
        return metadata
    people = [one for one in metadata.author.split(", ") if not chrome.outlets.is_firm(one)]
    return replace(metadata, author=", ".join(people) or None)


def _as_written(page: Page, article: Article) -> Article:
    """An article that the program has written before, as a part of the file that it is in now."""
    return replace(article, path=page.path, sha256=page.sha256, part=page.part)


def _parted(draft: Draft) -> tuple[tuple[Paragraph, ...], tuple[Removed, ...]]:
    """What stays of a page, and what goes: each of its lines is in one of the two."""
    paragraphs = []
    removed = []
    for line in draft.lines:
        if line.taken_by is None or line.role is not None:
            role: Role = line.role or "body"
            paragraphs.append(
                Paragraph(line.text, role, line.block.lines, line.trimmed, line.kept_by, line.index)
            )
        else:
            text = line.block.text or line.block.source
            removed.append(Removed(text, line.taken_by, line.block.lines, line.index))
    return tuple(paragraphs), tuple(removed)


def whole_page(page: Page) -> Article:
    """Take every block of a page as a body paragraph.

    Returns:
        The article, without credit; title, byline and date are those of the page's metadata, if
        it has any. Blocks that show nothing (a lone tag, a zero-width space) are in `removed`,
        so that no source line vanishes.
    """
    if page.article is not None:
        return _as_written(page, page.article)
    return replace(
        _as_saved(page),
        paragraphs=tuple(
            Paragraph(block.text, "body", block.lines, edges_between(block), place=place)
            for place, block in enumerate(page.blocks)
            if block.text
        ),
        removed=tuple(
            Removed(block.source, NOTHING_TO_SEE, block.lines, place)
            for place, block in enumerate(page.blocks)
            if not block.text
        ),
    )


def _as_saved(page: Page) -> Article:
    """An article with what a page and its metadata say, and none of its lines yet."""
    metadata = page.metadata or NOTHING_SAID
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=metadata.title,
        byline=metadata.author,
        date=metadata.date,
        credit=None,
        paragraphs=(),
        removed=(),
        outlet=metadata.outlet,
        url=metadata.url,
        author=metadata.author,
        mended=page.mended,
        part=page.part,
        places=page.places,
        captured=metadata.captured,
        unchanged=metadata.unchanged,
        modified=metadata.modified,
        version=metadata.version,
        identifier=metadata.identifier,
        slug=metadata.slug,
        embargo=metadata.embargo,
        correction=metadata.correction,
        cut_off=page.cut_off,
    )


def draft_of(
    page: Page,
    settings: ArticleSettings,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
    watch: Callable[[RuleKind, Draft], None] | None = None,
) -> Draft:
    """Run the rules over a page, before its credit is looked for.

    Args:
        without: Names of chrome rules; what these took is given to the body.
        watch: Called before each rule, with the page as that rule finds it.

    Returns:
        The page with every line taken by a rule or left to the body.
    """
    chrome = settings.chrome_of(page)
    # Leaving a rule out would often change nothing but the name under which a line goes. What
    # it took is brought back instead; only rules that take no lines are left out.
    silent = {rule.name for rule in chrome.rules if rule.name in without and not rule.takes_lines}
    draft = run_rules(page, chrome, frozenset(silent), recurring, watch)
    for line in draft.lines if without else ():
        if line.taken_by in without:
            line.taken_by = line.role = None
    return draft


def credited(draft: Draft, services: WireServices) -> Credit | None:
    """Find the credited service, and give the lines that are nothing but a credit their role.

    Args:
        draft: A page after its rules.

    Returns:
        The credit with its evidence, or None where there is none.
    """
    recogniser = services.recogniser
    findings = recogniser.find(_candidates(draft, services))
    # "By Jane Doe with AP" says who wrote it as well.
    signed = {one.candidate.key for one in findings if not one.frame.line}
    for finding in findings:
        line = draft.lines[finding.candidate.key]
        if finding.candidate.part in ("headline", "lead") and line.sentence:
            # What begins with a dateline begins a story, whatever a rule took it for.
            line.taken_by, line.role = line.block.taken_by, None
        if line.role == "byline" and line.index in signed:
            continue
        if finding.frame.line and line.role in (None, "body", "headline", "byline", "credit"):
            line.taken_by, line.role = finding.frame.name, "credit"
    return _credit_of(findings)


def _credit_of(findings: list[CreditFound]) -> Credit | None:
    """The service that the first finding names, with all its evidence."""
    if not findings:
        return None
    service = findings[0].service
    return Credit(
        service,
        tuple(
            Evidence(finding.candidate.lines, finding.frame.name, finding.words)
            for finding in findings
            if finding.service == service
        ),
    )


def _candidates(draft: Draft, services: WireServices) -> list[Candidate]:
    if draft.first is None or draft.last is None:
        anywhere: tuple[PagePart, ...] = ("byline", "lead", "end")
        return [
            Candidate(part, line.text, line.block.lines, line.index)
            for part in anywhere
            for line in _at_ends(draft.lines)
        ]
    captions = {line.taken_by for line in draft.lines if line.role == "caption"}
    return [
        Candidate(part, line.text, line.block.lines, line.index)
        for part, lines in _places(draft, services, draft.first, draft.last)
        for line in lines
        if line.taken_by is None or line.taken_by not in captions
    ]


def _places(
    draft: Draft, services: WireServices, first: int, last: int
) -> tuple[tuple[PagePart, list[Line]], ...]:
    """The lines in which each part of a frame is looked for."""
    body = [
        line
        for line in draft.lines[first : last + 1]
        if line.taken_by is None or line.role in ("credit", "standfirst") or _in_brackets(line)
    ]
    above = draft.lines[max(0, draft.top - services.above) : first]
    below = _at_ends([line for line in draft.lines[last + 1 :] if not _listed(draft, line)])
    top = list(takewhile(lambda line: line.taken_by is not None, draft.lines[first:]))
    return (
        ("headline", [line for line in draft.lines if line.role == "headline"]),
        ("byline", [line for line in above if line.role != "headline"]),
        ("byline", [line for line in draft.lines[first:] if line.role == "byline"]),
        ("byline", [line for line in top if line.taken_by is not None and line.role is None]),
        ("lead", [*filter(_begins, (*above, *top)), *body[: services.lead]]),
        ("aside", _asides(draft, services.aside)),
        # Where a page has no headline, a service's name at its top can be taken for one.
        (
            "end",
            [
                *(line for line in above if line.role == "headline"),
                *body[-services.end :],
                *below[: services.end],
            ],
        ),
        ("below", below),
    )


def _begins(line: Line) -> bool:
    """Whether a line above the first paragraph may have the dateline of the story."""
    # In HTML a service's name alone between headline and story is set apart like a subhead.
    return line.sentence or line.role in ("standfirst", "subhead")


def _listed(draft: Draft, line: Line) -> bool:
    """Whether a line is one of several items, such as the topics of a story."""
    beside = draft.lines[max(line.index - 1, 0) : line.index + 2]
    return line.bullet and sum(one.bullet for one in beside) > 1


def _in_brackets(line: Line) -> bool:
    """Whether a line is one remark, as what an agency signs with; it heads no section."""
    text = line.text
    return text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1


def _at_ends(lines: list[Line]) -> list[Line]:
    """Lines without those in the middle of thousands."""
    return lines if len(lines) <= 2 * _ENDS else lines[:_ENDS] + lines[-_ENDS:]


def _asides(draft: Draft, at_most: int) -> list[Line]:
    """The short lines inside the body, taken or not, that no paragraph of it follows.

    Under a picture inside the text, a line that names a service stands above a paragraph.
    """
    lines = draft.lines[(draft.first or 0) : (draft.last or 0) + 2]
    short = [
        line
        for line, below in pairwise(lines)
        if line.length <= at_most
        and line.role != "headline"
        and not _listed(draft, line)
        and not (below.sentence and below.taken_by is None)
    ]
    return _at_ends(short)


def _byline(draft: Draft, chrome: ChromeSettings) -> str | None:
    """Who wrote the article: the byline that says so, else the first that can only be a name."""
    lines = [line for line in draft.lines if line.role == "byline"]
    wordings = [(rule.name, "author") for rule in chrome.rules if isinstance(rule, BylineRule)]
    for wording in wordings:
        fitting = [line for line in lines if draft.fits(line, wording)]
        # "By our own reporter" names nobody.
        fitting.sort(key=lambda line: not says_author(line.text))
        for line in fitting:
            below = draft.lines[line.index + 1].text if line.index + 1 < len(draft.lines) else ""
            # With a day, "Posted on 3 March by Jane Roe", the name is in it already.
            if not line.has_number and not says_author(line.text) and is_person(below):
                return below
            if not _LABEL_ALONE.fullmatch(line.text):
                return line.text
    at, name = draft.author or (None, None)
    for line in lines:
        if line.index == at:
            return name
        # An agency's name above beats that of a photographer; markup says that a name is a byline.
        told = line.text.isupper() or line.block.markup is not None
        if told and _NAME.fullmatch(line.text) and not is_section(draft, line, lines):
            return line.text
    # Who reported is said where an agency's desk signs, which is a credit.
    return name or _taken_byline(draft, wordings)


def _taken_byline(draft: Draft, wordings: list[tuple[str, str]]) -> str | None:
    """A line below the headline that names an author, though a rule took it: all of it a link."""
    if draft.headline is None:
        return None
    return next(
        (
            line.text
            for line in draft.lines[draft.headline + 1 : draft.first]
            if line.taken_by is not None
            and not line.sentence
            and any(draft.fits(line, wording) for wording in wordings)
            and says_author(line.text)
        ),
        None,
    )


def _is_shown(author: str | None, draft: Draft) -> bool:
    """Whether a line has the name of the author whom the metadata names, whole."""
    if author is None:
        return False
    name = author.partition(",")[0].casefold()
    return any(name in line.text.casefold() for line in draft.lines)


def _agreed_byline(seen: str | None, said: str | None) -> str | None:
    """The line that names the author whom the metadata names; else the metadata's word for it."""
    if seen is None or said is None:
        return seen or said
    names = {word for word in said.lower().split() if len(word) >= _NAME_LETTERS}
    return seen if any(name in seen.lower() for name in names) else said


def _agreed_date(seen: str | None, said: str | None) -> str | None:
    """The date of the metadata, but the paper's own where that is the day before or after.

    Metadata often gives the time in another zone than the paper's.
    """
    if seen is None or said is None:
        return said or seen
    apart = date.fromisoformat(seen) - date.fromisoformat(said)
    return seen if abs(apart.days) == 1 else said


def _sole_name(byline: str | None, services: WireServices) -> str | None:
    """A byline that is an outlet's short name in capitals rather than a person's or a service's."""
    if byline is None or not byline.isupper() or " " in byline:
        return None
    return None if services.recogniser.named(byline) else byline


@dataclass(frozen=True, slots=True)
class LineTrace:
    """What became of one paragraph of the page.

    `role` is None where it was dropped. `rule` is the rule that decided, None where none did
    because no article was found. `score` is what the line earned (or, below 0, cost) in words
    when the `body` rule looked for the article; None where there is no such rule. `touched`
    names every rule that kept the line, took it, made it pay or trimmed it.
    """

    lines: Lines
    text: str
    role: Role | None
    rule: str | None
    score: float | None
    touched: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether the line is in the article."""
        return self.role is not None


def trace(
    page: Page,
    settings: ArticleSettings,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
) -> list[LineTrace]:
    """Run the rules over a page and note what they do.

    Args:
        without: Names of chrome rules; what these took is given to the body.

    Returns:
        A trace for each paragraph of the page, in order.
    """
    watcher = _Watcher()
    draft = draft_of(page, settings, without, recurring, watcher)
    credited(draft, settings.wire_services)
    watcher.charge(draft)
    traces = []
    for line in draft.lines:
        role = (line.role or "body") if line.taken_by is None or line.role else None
        rule = line.kept_by or line.taken_by or draft.body_rule or None
        trimmed = (trim.rule for trim in line.trimmed)
        deciding = filter(None, [line.kept_by, line.taken_by])
        touched = (*trimmed, *watcher.charged.get(line.index, ()), *deciding)
        score = watcher.scores[line.index] if watcher.scores else None
        text = line.block.text or line.block.source
        traces.append(LineTrace(line.block.lines, text, role, rule, score, touched))
    return traces


class _Watcher:
    """Notes which rules make lines pay, and the scores that the body rule finds."""

    def __init__(self) -> None:
        self.scores: list[float] = []
        self.charged: dict[int, list[str]] = {}
        self._costs: list[float] = []
        self._last = ""

    def __call__(self, rule: RuleKind, draft: Draft) -> None:
        self.charge(draft)
        self._last = rule.name
        if isinstance(rule, BodyRule) and not self.scores:
            self.scores = _scores(rule, draft)

    def charge(self, draft: Draft) -> None:
        """Put down what lines have come to pay since the last call to the rule that ran."""
        before = self._costs or [0.0] * len(draft.lines)
        self._costs = [line.cost for line in draft.lines]
        for index, (old, new) in enumerate(zip(before, self._costs, strict=True)):
            if new != old:
                self.charged.setdefault(index, []).append(self._last)


def _scores(rule: BodyRule, draft: Draft) -> list[float]:
    """What each line earns or, below 0, costs in words, before gaps and starts are weighed."""
    trust = Trust()
    scores = []
    for line in draft.lines:
        if stop := draft.stops.get(line.index):
            trust.lower(stop)
        gain = earning(rule, draft, line) * trust.share(line)
        scores.append(gain if gain > 0 else -costs(rule, draft, line))
    return scores
