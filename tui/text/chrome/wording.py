"""Ways to recognise a line by its words, as rules write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from tui.text.faults import Fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

Phrases = tuple[str, ...] | dict[str, tuple[str, ...]]
"""Phrases, or phrases by language. Case, punctuation and white space do not count; `#`
stands for any number and `*` for any one word."""


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ways to recognise a line; one that fits is enough.

    `words` is the whole line, `starts` its beginning, `ends` its end, `contains` words
    anywhere in it; `labels` is its beginning before a colon or another of : | / > » › → ©;
    `like` are lines that it may resemble, by `similarity` out of 100.
    `patterns` are RE2 expressions searched in the line in lower case.
    """

    words: Phrases = ()
    starts: Phrases = ()
    ends: Phrases = ()
    contains: Phrases = ()
    labels: Phrases = ()
    like: Phrases = ()
    similarity: Annotated[float, msgspec.Meta(ge=50, le=100)] = 88
    patterns: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile."""
        for index, pattern in enumerate(self.patterns):
            if reason := pattern_fault(pattern):
                yield Fault(("patterns", index), reason)


def phrases_of(phrases: Phrases) -> tuple[str, ...]:
    """All phrases of all languages."""
    if isinstance(phrases, dict):
        return tuple(phrase for group in phrases.values() for phrase in group)
    return phrases
