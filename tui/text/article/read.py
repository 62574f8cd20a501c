"""A page becomes an article: the rules run, then its parts are named and gathered.

A page taken as it is, for texts that carry no chrome.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tui.text.article.credit import Candidate, credit_of
from tui.text.chrome.date import article_date
from tui.text.chrome.outlet import address_of, outlet_of
from tui.text.chrome.parts import BylineRule
from tui.text.chrome.rules import run_rules
from tui.text.model import Article, Paragraph, Removed
from tui.text.page.model import NOTHING_SAID

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.text.article.credit import Part, WireServices
    from tui.text.article.settings import ArticleSettings
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.model import Credit, Role
    from tui.text.page.model import Page


# Possessive, so that a long word in capitals is not tried in every way to cut it in names.
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]*+[ ,|/&]*+|(?:and|und|et|y|e|en|i|von|van|de|di|da|del) )+"
)


_NAME_LETTERS = 3
"""Letters from which on a word tells one author from another."""


def clean(
    page: Page,
    settings: ArticleSettings,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
) -> Article:
    """Take the chrome off a page and name the parts of its article.

    Args:
        page: The page.
        settings: The rules and the wire services.
        without: Names of chrome rules; what these took is kept as body text.
        recurring: The lines that the page shares with others of its site or folder.

    Returns:
        The article. Every non-blank line of the page is in one entry of `paragraphs` or
        `removed`.
    """
    draft = draft_of(page, settings, without, recurring)
    credit = credited(draft, settings.wire_services)
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
    title = _text_of("headline", paragraphs)
    said = page.metadata or NOTHING_SAID
    byline = _agreed_byline(_byline(draft, settings.chrome), said.author)
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=title or said.title,
        byline=byline,
        date=_agreed_date(article_date(draft, settings.chrome.dates), said.date),
        credit=credit,
        paragraphs=tuple(paragraphs),
        removed=tuple(removed),
        outlet=said.outlet
        or outlet_of(draft, settings.chrome.outlets, title)
        or _sole_name(byline),
        url=said.url or address_of(draft, title),
        author=said.author,
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
        page: The page.
        settings: The rules.
        without: Names of chrome rules; what these took is given to the body.
        recurring: The lines that the page shares with others of its site or folder.
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


def _text_of(role: Role, paragraphs: list[Paragraph]) -> str | None:
    return next((paragraph.text for paragraph in paragraphs if paragraph.role == role), None)


def _byline(draft: Draft, chrome: ChromeSettings) -> str | None:
    """Who wrote the article: the byline that says so, else the first that is a name."""
    lines = [line for line in draft.lines if line.role == "byline"]
    for rule in chrome.rules:
        if isinstance(rule, BylineRule):
            for line in lines:
                if draft.fits(line, (rule.name, "author")):
                    return line.text
    return next((line.text for line in lines if _NAME.fullmatch(line.text)), None)


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


def _sole_name(byline: str | None) -> str | None:
    """A byline that is an outlet's short name in capitals rather than a person's."""
    return byline if byline is not None and byline.isupper() and " " not in byline else None


def credited(draft: Draft, services: WireServices) -> Credit | None:
    """Find the credited service, and give the lines that are nothing but a credit their role.

    Args:
        draft: A page after its rules.
        services: The services, and the wordings that credit them.

    Returns:
        The credit with its evidence, or None where there is none.
    """
    recogniser = services.recogniser
    findings = recogniser.find(_candidates(draft, services))
    for finding in findings:
        line = draft.lines[finding.candidate.key]
        if finding.frame.line and line.role in (None, "body", "headline", "byline", "credit"):
            line.taken_by, line.role = finding.frame.name, "credit"
    return credit_of(findings)


def _candidates(draft: Draft, services: WireServices) -> list[Candidate]:
    if draft.first is None or draft.last is None:
        anywhere: tuple[Part, ...] = ("byline", "lead", "end")
        return [
            Candidate(part, line.text, line.block.lines, line.index)
            for part in anywhere
            for line in draft.lines
        ]
    body = [
        line
        for line in draft.lines[draft.first : draft.last + 1]
        if line.taken_by is None or line.role in ("credit", "standfirst")
    ]
    captions = {line.taken_by for line in draft.lines if line.role == "caption"}
    above = draft.lines[max(0, draft.top - services.above) : draft.first]
    below = draft.lines[draft.last + 1 :]
    parts: tuple[tuple[Part, list[Line]], ...] = (
        ("byline", [line for line in above if line.role != "headline"]),
        ("byline", [line for line in draft.lines[draft.first :] if line.role == "byline"]),
        ("lead", body[: services.lead]),
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
    return [
        Candidate(part, line.text, line.block.lines, line.index)
        for part, lines in parts
        for line in lines
        if line.taken_by is None or line.taken_by not in captions
    ]


NOTHING_TO_SEE = "blank-markup"
"""The name under which blocks without any visible text are removed."""


def whole_page(page: Page) -> Article:
    """Take every block of a page as a body paragraph.

    Args:
        page: The page.

    Returns:
        The article, without credit; title, byline and date are those of the page's metadata, if
        it has any. Blocks that show nothing (a lone tag, a zero-width space) are in `removed`,
        so that no source line vanishes.
    """
    said = page.metadata or NOTHING_SAID
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=said.title,
        byline=said.author,
        date=said.date,
        credit=None,
        paragraphs=tuple(
            Paragraph(block.text, "body", block.lines, place=place)
            for place, block in enumerate(page.blocks)
            if block.text
        ),
        removed=tuple(
            Removed(block.source, NOTHING_TO_SEE, block.lines, place)
            for place, block in enumerate(page.blocks)
            if not block.text
        ),
        outlet=said.outlet,
        url=said.url,
        author=said.author,
    )
