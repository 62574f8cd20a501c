"""What a page's markup says of its lines, and what the extractor makes of it.

Pages of plain text have no markup, and these rules do nothing there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import msgspec

from tui.text.chrome.rule import Region, Rule
from tui.text.fields import Count, Fraction
from tui.text.model import Role

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.page.model import Markup


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class MarkupRule(Rule, frozen=True, kw_only=True, tag="markup"):
    """A line by the elements of an HTML page that it stands in.

    It goes where one of these fits, or stays with a `role` where one is given. `inside`: it
    stands in one of these elements. `names`: one of these words is in the class or id of an
    element closely around it. `linked`: at least that share of its characters are links; then
    it must be no sentence. Left alone is a line with one of the words `spared` in such a class or
    id, and where `spare_text`, what the extractor takes for the article's text. In an example,
    each line is HTML, and what is in `<main>` was extracted.
    """

    inside: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    linked: Annotated[float, msgspec.Meta(gt=0, le=1)] | None = None
    role: Role | None = None
    place: Region = "anywhere"
    at_most: Count | None = None
    spared: tuple[str, ...] = ()
    spare_text: bool = True

    example_as = "html"

    def run(self, draft: Draft) -> None:
        """Take the lines that stand in what the rule names, or give them its role."""
        if not any(line.block.markup for line in draft.lines):
            return
        for line in draft.free(self.place):
            markup = line.block.markup
            if markup is None or (self.spare_text and markup.is_text):
                continue
            if not markup.names.isdisjoint(self.spared):
                continue
            if (self.at_most is None or line.length <= self.at_most) and _fits(self, line, markup):
                line.taken_by, line.role = self.name, self.role


class ExtractionRule(Rule, frozen=True, kw_only=True, tag="extraction"):
    """Lines on which the extractor of HTML pages and the rules above disagree.

    Where both find text, the elements that hold it hold the article, if their share of its
    words is `share` or more. A line in one of these that only the extractor takes for text is
    text, though it lies outside of the body, unless its characters are links to the share
    `teaser`. A line of the body that only the rules keep goes if it stands in no such element,
    or if its characters are links to the share `linked`. In an example, each line is HTML, and
    what is in `<main>` was extracted.
    """

    share: Fraction = 0
    teaser: Fraction = 0.6
    linked: Fraction = 0.9

    example_as = "html"

    def run(self, draft: Draft) -> None:
        """Let the body go on to what was extracted, and take from it what is nowhere near."""
        if draft.first is None or draft.last is None:
            return
        holders = _holders(self, draft)
        if not holders:
            return
        found = [line for line in draft.free() if _is_text(self, line, holders)]
        # A heading at the top is the headline: what stands between it and the text is no body.
        while found and found[0].index < draft.first and _is_heading(found[0]):
            found = found[1:]
        indexes = {line.index for line in found}
        first = min(draft.first, *indexes, draft.last)
        last = max(draft.last, *indexes, draft.first)
        for line in draft.lines[first : last + 1]:
            outside = not draft.first <= line.index <= draft.last
            if line.taken_by is None and line.index not in indexes:
                if outside:
                    line.taken_by = draft.body_rule
                elif _is_foreign(self, line, holders):
                    line.taken_by = self.name
        draft.first, draft.last = first, last


def _fits(rule: MarkupRule, line: Line, markup: Markup) -> bool:
    return (
        not markup.names.isdisjoint(rule.names)
        or not set(markup.inside).isdisjoint(rule.inside)
        or (rule.linked is not None and markup.linked >= rule.linked and not line.sentence)
    )


def _holders(rule: ExtractionRule, draft: Draft) -> set[str]:
    """The elements that hold what both find, by their `Markup.holder`."""
    words: Counter[str] = Counter()
    for line in draft.free("body"):
        if line.block.markup is not None and line.block.markup.is_text:
            words[line.block.markup.holder] += max(1, int(line.length))
    least = rule.share * words.total()
    return {holder for holder, count in words.items() if count >= least}


def _is_text(rule: ExtractionRule, line: Line, holders: set[str]) -> bool:
    markup = line.block.markup
    return bool(
        markup is not None
        and markup.is_text
        and markup.holder in holders
        and markup.linked < rule.teaser
    )


def _is_heading(line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and not _HEADINGS.isdisjoint(markup.inside)


def _is_foreign(rule: ExtractionRule, line: Line, holders: set[str]) -> bool:
    markup = line.block.markup
    return (
        markup is not None
        and not markup.is_text
        and (markup.holder not in holders or markup.linked >= rule.linked)
    )
