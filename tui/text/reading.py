"""A page becomes an article: the rules run, then its parts are named and gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.article import Article, Paragraph, Removed
from tui.text.chrome.engine import run_rules
from tui.text.credit import Candidate, credit_of

if TYPE_CHECKING:
    from tui.text.article import Credit, Role
    from tui.text.chrome.draft import Draft, Line
    from tui.text.credit import Part, WireServices
    from tui.text.page import Page
    from tui.text.settings import TextSettings

_LEAD = 2
"""Paragraphs at the top in which a dateline can stand."""

_END = 4
"""Paragraphs at the end, and lines below it, in which a credit can stand."""


def clean(page: Page, settings: TextSettings, without: frozenset[str] = frozenset()) -> Article:
    """Take the chrome off a page and name the parts of its article.

    Args:
        page: The page.
        settings: The rules and the wire services.
        without: Names of chrome rules to leave out.

    Returns:
        The article. Every non-blank line of the page is in one entry of `paragraphs` or
        `removed`.
    """
    draft = run_rules(page, settings.chrome, without)
    credit = _credit(draft, settings.wire_services)
    paragraphs = []
    removed = []
    for line in draft.lines:
        if line.taken_by is None or line.role is not None:
            role: Role = line.role or "body"
            paragraphs.append(Paragraph(line.text, role, line.block.lines, line.trimmed))
        else:
            text = line.block.text or line.block.source
            removed.append(Removed(text, line.taken_by, line.block.lines))
    return Article(
        path=page.path,
        sha256=page.sha256,
        encoding=page.encoding,
        title=_text_of("headline", paragraphs),
        byline=_text_of("byline", paragraphs),
        date=None,
        credit=credit,
        paragraphs=tuple(paragraphs),
        removed=tuple(removed),
    )


def _text_of(role: Role, paragraphs: list[Paragraph]) -> str | None:
    return next((paragraph.text for paragraph in paragraphs if paragraph.role == role), None)


def _credit(draft: Draft, services: WireServices) -> Credit | None:
    """Find the credited service, and give the lines that are nothing but a credit their role."""
    recogniser = services.recogniser
    findings = recogniser.find(_candidates(draft))
    for finding in findings:
        line = draft.lines[finding.candidate.key]
        if finding.frame.line and (line.taken_by is None or line.role is not None):
            line.taken_by, line.role = finding.frame.name, "credit"
    return credit_of(findings)


def _candidates(draft: Draft) -> list[Candidate]:
    if draft.first is None or draft.last is None:
        return []
    body = [line for line in draft.lines[draft.first : draft.last + 1] if line.role is None]
    lead = [line for line in body if line.taken_by is None][:_LEAD]
    end = [
        *[line for line in body if line.taken_by is None][-_END:],
        *draft.lines[draft.last + 1 : draft.last + 1 + _END],
    ]
    credits_ = [line for line in draft.lines if line.role == "credit" and line not in end]
    bylines = [line for line in draft.lines if line.role == "byline"]
    parts: tuple[tuple[Part, list[Line]], ...] = (
        ("byline", bylines),
        ("lead", lead),
        ("end", [*end, *credits_]),
    )
    return [
        Candidate(part, line.text, line.block.lines, line.index)
        for part, lines in parts
        for line in lines
    ]
