"""What every kind of rule has, and how rules say which lines they are about.

A kind of rule is one class: its fields are what `chrome: rules` in config.yaml may say of it, its
`run` is what it does, its class variables say how it differs from most. All of that stands in the
module of the kind; `rules` has nothing of it but its name in the union of all kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from tui.text.fields import Fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator


Region = Literal["anywhere", "before", "above", "body", "article", "start", "end", "tail", "after"]
"""Where a line must stand; all but `anywhere` need a `body` rule above.

`before` is anywhere before the body; `above` between it and the headline (a few lines above
it where there is none); `article` is `above` and `body`; `start` is `above` and the body's
first lines but not its last; `end` is the body's last lines and the first ones below; `after`
is anywhere after the body. `tail` is the body's end as long as line after line of it fits,
from the last one up; what was taken there ends the article.
"""


ExampleForm = Literal["lines", "html", "pages"]
"""What the text of an example is: lines of plain text, lines of HTML (what stands in `<main>` was
taken for text by the extractor), or several pages that a line `---` parts."""


NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What the name of a rule or site looks like."""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must act on (`drop`) and texts that it must leave alone (`keep`).

    A text is a line or a fragment of a page. Of a `drop` text the rule must take at least
    one line, of a `keep` text none; where lines begin with `>>`, it must take those and no
    others. For a rule of kind `keep` it is the other way round.
    """

    drop: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    keep: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every rule has: a unique `name`, `why` it is there, and `examples` that prove it.

    Where `enabled` is false it does nothing.

    In every kind that has them, `match` is the wording of the lines that it is about, `place`
    where these must be, and `at_least` and `at_most` are how many words they must have.
    """

    name: Annotated[str, msgspec.Meta(pattern=NAME)]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    examples: Examples
    enabled: bool = True

    example_as: ClassVar[ExampleForm] = "lines"

    acts_on: ClassVar[Literal["drop", "keep"]] = "drop"
    """Which of its examples it must act on; it must leave the others alone."""

    of_the_page: ClassVar[bool] = False
    """Whether it looks at the whole page though it has no `place` to say so."""

    @property
    def needs_body(self) -> bool:
        """Whether it asks for a place in or around the article, once that has been found."""
        return not self.of_the_page and getattr(self, "place", None) != "anywhere"

    @property
    def takes_lines(self) -> bool:
        """Whether lines go by it, which can be given back; else it marks lines or parts of them."""
        return True

    def wordings(self) -> Iterator[tuple[str, Wording]]:
        """Its wordings, each with the field that has it."""
        for field in self.__struct_fields__:
            value = getattr(self, field)
            if isinstance(value, Wording):
                yield field, value


Phrases = tuple[str, ...] | dict[str, tuple[str, ...]]
"""Phrases, or phrases by language. Case, punctuation and white space do not count; `#`
stands for any number and `*` for any one word."""


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ways to recognise a line; one that fits is enough.

    `words` is the whole line, `starts` its beginning, `ends` its end, `contains` words
    anywhere in it; `labels` is its beginning before a colon or another of : | / > » › → © ] 】;
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
