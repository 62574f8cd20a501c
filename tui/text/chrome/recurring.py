"""Lines that stand on several pages of the same site or folder."""

from __future__ import annotations

import re
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.text.chrome.rule import Region, Rule, Wording
from tui.text.fields import Count, Fraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.recurrence import Occurrence, Recurrence


_NAME = re.compile(r"(?<=[^\W_] )[^\W\d_a-z][\w'’-]+")


_QUOTED = re.compile(r"[“„«»「『]|(?:^|\s)[\"‘']")


_LONG = 4
"""Letters from which on a word says something about the story."""


class Recurs(NamedTuple):
    """What the places of a line tell a rule.

    It is `often` on other pages, that `in_stories` which differ, and these `apart` in subject, few
    of them speaking of what it says.
    """

    often: bool
    in_stories: bool
    apart: bool


class RecurringRule(Rule, frozen=True, kw_only=True, tag="recurring"):
    """Lines of `at_least` to `at_most` words that are on several pages of a site or folder.

    A line must be on `pages` pages, and on a `share` of those that were looked at, and on
    pages of at least `stories` different stories: copies of one story have more in common
    than their site. With `same_site` folders do not count, only pages with the same host.
    Lines of up to `edge_at_most` words above the headline and below the last sentence need
    no other story. Always left alone are lines like `spare`, and sentences that quote, or
    that name what the page names elsewhere. So are sentences that are on pages of fewer than
    `subjects` subjects, or of which the share `echoed` of the stories or more speak of the same:
    they may be background that an agency sends with all stories on a subject. In an example, a
    line `---` parts two pages.
    """

    pages: Annotated[int, msgspec.Meta(ge=2)] = 3
    stories: Annotated[int, msgspec.Meta(ge=1)] = 3
    subjects: Annotated[int, msgspec.Meta(ge=1)] = 3
    echoed: Fraction = 0.5
    share: Fraction = 0
    same_site: bool = False
    at_least: Count = 1
    at_most: Count = 80
    edge_at_most: Count = 5
    place: Region = "anywhere"
    spare: Wording = Wording()

    example_as = "pages"

    def told_by(self, known: Recurrence, count: Occurrence) -> Recurs:
        """All that the rule wants to know of where a line stands."""
        on_site = not self.same_site or known.site is not None
        often = on_site and count.pages >= max(self.pages, ceil(self.share * known.pages))
        in_stories = often and count.stories >= self.stories
        apart = in_stories and count.subjects >= self.subjects and count.echoed < self.echoed
        return Recurs(often, in_stories, apart)

    def run(self, draft: Draft) -> None:
        """Take the lines that enough pages have in common, sparing what may be shared copy."""
        known = draft.recurrence
        if known is None:
            return
        told = [self.told_by(known, one) for one in draft.occurrences]
        often = {at for at, one in enumerate(told) if one.often}
        if not often:
            return
        prose = [line for line in draft.lines if line.sentence and line.taken_by is None]
        own = [line for line in prose if line.index not in often]

        # Most pages have no line that these must be known for.
        @cache
        def names() -> set[str]:
            return {name for line in own for name in _NAME.findall(line.text)}

        @cache
        def edges() -> set[int]:
            return {line.index for line in _edges(self, draft, prose)}

        def at_edge(line: Line) -> bool:
            return line.length <= self.edge_at_most and line.index in edges()

        for line in draft.free(self.place):
            if (
                line.index in often
                and self.at_least <= line.length <= self.at_most
                and not draft.fits(line, (self.name, "spare"))
                and (_of_the_site(told[line.index], line, names) or at_edge(line))
            ):
                line.taken_by = self.name


def _of_the_site(told: Recurs, line: Line, names: Callable[[], set[str]]) -> bool:
    """Whether the line stands in different stories and says nothing about this one."""
    if not told.in_stories:
        return False
    if not line.sentence:
        return True
    if not told.apart:
        return False
    # A quotation, or background that agencies put into each story on a subject: it speaks of
    # what the page itself speaks of.
    return not _QUOTED.search(line.text) and names().isdisjoint(_NAME.findall(line.text))


def _edges(rule: RecurringRule, draft: Draft, prose: list[Line]) -> Iterator[Line]:
    """The short lines down to the headline and up to the last sentence.

    Among copies of one story nothing but their place tells a menu from a subhead.
    """
    if not prose:
        return
    story_words = set[str]().union(*[line.long_words(_LONG) for line in prose])

    def outside(lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            words = [word for word in line.words if len(word) >= _LONG]
            of_the_story = 2 * sum(word in story_words for word in words) > len(words)
            if of_the_story and line.length > rule.edge_at_most:
                return
            if not of_the_story and line.length <= rule.edge_at_most:
                yield line

    yield from outside(draft.lines[: prose[0].index])
    yield from outside(reversed(draft.lines[prose[-1].index + 1 :]))
