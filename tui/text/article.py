"""What an article is, once the page around it is gone.

An `Article` keeps every non-blank line of its source: what a reader reads is in
`paragraphs`, what a rule took away is in `removed`, and each entry says which source
lines it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Role = Literal["headline", "standfirst", "byline", "caption", "subhead", "body", "credit"]
"""What a kept paragraph is in the article."""

ROLES: tuple[Role, ...] = get_args(Role)

LINKABLE_ROLES: frozenset[Role] = frozenset({"body", "standfirst", "subhead"})
"""The roles whose paragraphs take part in an alignment."""

Lines = tuple[int, int]
"""First and last source line, counted from 1, both inclusive."""


@dataclass(frozen=True, slots=True)
class Trim:
    """A part of a line that an inline rule took out of a kept paragraph."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A kept paragraph: its text with white space folded and markup stripped.

    `kept_by` is the rule that keeps it from all others, where there is one, `place` the index
    of its block on the page, where it is known: blocks of one line are told apart by it.
    """

    text: str
    role: Role
    lines: Lines
    trimmed: tuple[Trim, ...] = ()
    kept_by: str | None = None
    place: int | None = field(default=None, compare=False)

    @property
    def linkable(self) -> bool:
        """Whether an alignment may link this paragraph."""
        return self.role in LINKABLE_ROLES

    @property
    def counted(self) -> bool:
        """Whether readers count it as a paragraph: subheads are linked, but not counted."""
        return self.linkable and self.role != "subhead"


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of chrome, the name of the rule that took it, and its block's index."""

    text: str
    rule: str
    lines: Lines
    place: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words on a page that a finding rests on, and the rule that read them so."""

    lines: Lines
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The wire service that a page credits, and where it does so."""

    service: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One saved page as an article. Paragraphs and removed lines are in source order.

    `path` is the path as the user gave it, `sha256` the hash of the file's bytes in hex,
    `encoding` the name of the encoding it was read with, `date` an ISO date, `also` the paths
    of other savings of the same article.
    """

    path: str
    sha256: str
    encoding: str
    title: str | None
    byline: str | None
    date: str | None
    credit: Credit | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    also: tuple[str, ...] = ()
