"""Which wire service a page credits, and the words that say so.

A service counts as credited where a line gives it as the source (a byline, a dateline, a
credit at the end), never where the text merely quotes it. The frames that make the
difference are settings, as are the services.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec
import re2

from tui.text.article import Credit, Evidence, Lines
from tui.text.chrome.rules import Examples
from tui.text.faults import Fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Part = Literal["byline", "lead", "end"]
"""Where in the article a frame is looked for: in the lines between headline and body, in the
first paragraphs, or in the last ones and the lines that follow."""

_PLACEHOLDERS = ("{service}", "{mark}", "{slug}")


class WireService(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wire service: its short `name`, what it is `called` in full, the `marks` it signs with.

    Case does not count in `called`; it does in `marks`, which are words too short to be
    looked for without it.
    """

    name: Annotated[str, msgspec.Meta(min_length=1)]
    called: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class CreditFrame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wordings in which a service's name is a credit, under a `name`, with the reason `why`.

    In `patterns` (RE2), `{service}` stands for any name or mark of any service, `{mark}` for a
    mark, `{slug}` for a mark in small letters, as file names have it. `parts` says where in the
    article to look. `at_most` limits the length of the paragraph, in words. With `line` the
    whole paragraph is a credit and gets that role.
    """

    name: Annotated[str, msgspec.Meta(min_length=1)]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    examples: Examples
    parts: tuple[Part, ...]
    patterns: tuple[str, ...]
    at_most: Annotated[int, msgspec.Meta(ge=1)] | None = None
    line: bool = False

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile or name no service."""
        for index, pattern in enumerate(self.patterns):
            if not any(placeholder in pattern for placeholder in _PLACEHOLDERS):
                names = ", ".join(_PLACEHOLDERS)
                yield Fault(("patterns", index), f"names no service; write one of {names} in it")
            elif reason := pattern_fault(_filled(pattern, dict.fromkeys(_PLACEHOLDERS, "x"))):
                yield Fault(("patterns", index), reason)


class WireServices(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `wire_services:` of config.yaml. Frames are tried in order."""

    frames: tuple[CreditFrame, ...] = ()
    services: tuple[WireService, ...] = ()

    @cached_property
    def recogniser(self) -> Recogniser:
        """The frames and names, compiled once."""
        return Recogniser(self)


class Candidate(NamedTuple):
    """A paragraph in which to look for a credit. `key` is given back with what is found."""

    part: Part
    text: str
    lines: Lines
    key: int


class Finding(NamedTuple):
    """A credit found: the service, the words, and the frame they stand in."""

    service: str
    candidate: Candidate
    frame: CreditFrame
    words: str


class Recogniser:
    """Finds credits in candidates."""

    def __init__(self, settings: WireServices) -> None:
        self._frames = settings.frames
        self._service: dict[str, str] = {}
        names: list[str] = []
        marks: list[str] = []
        for service in settings.services:
            names += service.called
            marks += service.marks
            # Marks come last: where a name and a mark read alike, they are the same service.
            for name in (*service.called, *service.marks):
                self._service[name.lower()] = service.name
        self._names = f"(?i:{_alternation(names)})|{_alternation(marks)}"
        self._marks = _alternation(marks)

    @cached_property
    def _any(self) -> re2._Regexp[str]:
        return re2.compile(f"{self._names}|{self._marks.lower()}")

    @cached_property
    def _compiled(self) -> list[tuple[CreditFrame, list[re2._Regexp[str]]]]:
        groups = {
            "{service}": rf"\b(?P<service>{self._names})\b",
            "{mark}": rf"\b(?P<service>{self._marks})\b",
            "{slug}": f"(?P<service>{self._marks.lower()})",
        }
        return [
            (frame, [re2.compile(_filled(pattern, groups)) for pattern in frame.patterns])
            for frame in self._frames
        ]

    def find(self, candidates: Iterable[Candidate]) -> list[Finding]:
        """Look for credits.

        Args:
            candidates: The paragraphs in which one may stand.

        Returns:
            What was found, by the order of the frames, then by that of the page.
        """
        # Most pages name no service at all: then the frames need not even be compiled.
        named = [candidate for candidate in candidates if self._any.search(candidate.text)]
        return [
            finding
            for frame, patterns in (self._compiled if named else ())
            for candidate in named
            if candidate.part in frame.parts
            and (frame.at_most is None or len(candidate.text.split()) <= frame.at_most)
            and (finding := self._found(frame, patterns, candidate))
        ]

    def _found(
        self, frame: CreditFrame, patterns: list[re2._Regexp[str]], candidate: Candidate
    ) -> Finding | None:
        for pattern in patterns:
            if found := pattern.search(candidate.text):
                service = self._service[found["service"].lower()]
                return Finding(service, candidate, frame, found[0].strip())
        return None


def _alternation(names: Iterable[str]) -> str:
    # RE2 takes the leftmost alternative, so a name must come before one that begins it.
    return "|".join(map(re2.escape, sorted(names, key=len, reverse=True)))


def _filled(pattern: str, groups: dict[str, str]) -> str:
    for placeholder, group in groups.items():
        pattern = pattern.replace(placeholder, group)
    return pattern


def credit_of(findings: Iterable[Finding]) -> Credit | None:
    """The service that the first finding names, with all its evidence."""
    findings = list(findings)
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
