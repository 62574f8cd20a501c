"""What a page's markup says of its lines, and what the extractor makes of it.

Pages of plain text have no markup, and these rules do nothing there.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, Annotated

import msgspec

from tui.text.chrome.rule import Region, Rule
from tui.text.fields import Count, Fraction
from tui.text.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.chrome.draft import Draft, Line
    from tui.text.page.model import Markup


_ASIDE = ("aside",)


_WRAPPERS = frozenset({"aside", "form", "dialog"})
"""Elements beside an article that some pages put all of it in."""


_ONLY_THERE = 4
"""As many words of sentences stand in such an element for each elsewhere, where it is the page."""


_REPORT = 3
"""Sentences of the shortest report: an offer or a form has one or two."""


_PICTURES = 3
"""Pictures of a series at the least: a box with an offer has one sentence or two."""


_COUNTED = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})\b")


_SERIES, _AROUND = 5, 5
"""Pictures of a series whose each is counted, and paragraphs around it, at the least."""


_CARDS, _MOSTLY = 3, 0.8
"""Cards with other stories at the least, and the share of their headings that lead to these."""


_HALF = 0.5


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class MarkupRule(Rule, frozen=True, kw_only=True, tag="markup"):
    """A line by the elements of an HTML page it is in.

    It is removed if one of these fits, or kept with a `role` if one is given. `inside`: it
    is in one of these elements. `names`: one of these words is in the class or id of an
    element closely around it. `linked`: at least that share of its characters are links, and
    it isn't a sentence. These lines are left alone: those with one of the words `spared` in such
    a class or id; with `spare_text`, what the extractor takes for the article's text; a
    sentence that is all of an aside between two that the extractor takes; and, if a `role` is
    given, the sentences of a quotation. With `counted`, so does what is told of pictures that are
    counted out (3/50) between the article's paragraphs. In an example, each line is HTML, and what
    is in `<main>` was extracted.
    """

    inside: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    linked: Annotated[float, msgspec.Meta(gt=0, le=1)] | None = None
    role: Role | None = None
    place: Region = "anywhere"
    at_most: Count | None = None
    spared: tuple[str, ...] = ()
    spare_text: bool = True
    counted: bool = False

    example_as = "html"

    def run(self, draft: Draft) -> None:
        """Take the lines that stand in what the rule names, or give them its role."""
        if not draft.has_markup:
            return
        wrapper = _wrapper(draft) if self.spare_text and self.inside else None
        for line in draft.free(self.place):
            markup = line.block.markup
            if markup is None or (self.spare_text and markup.is_text):
                continue
            if not markup.names.isdisjoint(self.spared):
                continue
            if wrapper and wrapper == set(markup.inside).intersection(self.inside):
                continue
            if _is_noted(draft, line) or (self.role and _is_quoted(line, markup)):
                continue
            if (self.at_most is None or line.length <= self.at_most) and _fits(self, line, markup):
                line.taken_by, line.role = self.name, self.role
        for line in _counted(draft) if self.counted else ():
            line.taken_by, line.role = line.taken_by or self.name, line.role or self.role


def _counted(draft: Draft) -> Iterator[Line]:
    """The lines of each series of counted pictures that stands between an element's paragraphs."""
    series: dict[str, list[Line]] = {}
    for line in draft.lines:
        found = _COUNTED.match(line.text) if line.text[:1].isdigit() else None
        if found and int(found[1]) == len(series.get(found[2], ())) + 1:
            series.setdefault(found[2], []).append(line)
    for total, heads in series.items():
        if len(heads) < _SERIES or len(heads) != int(total):
            continue
        first, last, holder = heads[0].index, heads[-1].index, _holder(heads[-1])
        while last + 1 < len(draft.lines) and _holder(draft.lines[last + 1]) == holder:
            last += 1
        around = [line for line in draft.lines if line.sentence and _was_extracted(line)]
        above = Counter(_holder(line) for line in around if line.index < first)
        below = Counter(_holder(line) for line in around if line.index > last)
        if any(one != holder and above[one] + below[one] >= _AROUND for one in above & below):
            yield from draft.lines[first : last + 1]


def _holder(line: Line) -> str:
    return line.block.markup.holder if line.block.markup else ""


class ExtractionRule(Rule, frozen=True, kw_only=True, tag="extraction"):
    """Lines on which the extractor of HTML pages and the rules above disagree.

    Where both find text, the elements that hold it hold the article, if their share of its words is
    `share` or more. A line in one of these that only the extractor takes for text is text, though
    it lies outside of the body, unless its characters are links to the share `teaser`. A line of
    the body that only the rules keep goes if it is in no such element, or if its characters are
    links to the share `linked`; but a sentence by itself, and a table, stay where text is directly
    above and below; so do a table and a subhead between lines that both find. Where sentences
    between such that would go have more than the share `missed` of the body's words, the extractor
    has missed the article, and they stay. Cards with other stories, each with a heading that is a
    link, go, unless they are most of the body. Where `enough` words were extracted of which the
    rules find less than the share `lost`, what was extracted is the body. In an example, each line
    is HTML, and what is in `<main>` was extracted.
    """

    share: Fraction = 0
    teaser: Fraction = 0.6
    linked: Fraction = 0.9
    enough: Count = 80
    lost: Fraction = 0.1
    missed: Fraction = 0.5

    example_as = "html"

    def run(self, draft: Draft) -> None:
        """Let the body go on to what was extracted, and take from it what is nowhere near."""
        if _has_lost(self, draft):
            _take_over(self, draft)
        if draft.first is None or draft.last is None:
            return
        holders = _holders(self, draft)
        if not holders:
            return
        indexes = _text_lines(self, draft, draft.first, holders)
        first = min(draft.first, *indexes, draft.last)
        last = max(draft.last, *indexes, draft.first)
        inside = range(draft.first, draft.last + 1)
        left = [
            line
            for line in draft.free()
            if first <= line.index <= last and line.index not in indexes
        ]
        for line in left:
            if line.index not in inside and not _is_part(self, draft, line, holders):
                line.taken_by = draft.body_rule
        foreign = [one for one in left if one.index in inside and _is_foreign(self, one, holders)]
        missed = _missed(self, draft, foreign, holders)
        self._take_foreign(draft, [one for one in foreign if one.index not in missed], holders)
        draft.first, draft.last = first, last
        cards = _cards(self, draft)
        others = [line for line in draft.free("body") if _holder(line) in cards]
        for line in others + _link_lists(draft):
            line.taken_by = self.name
            above = draft.lines[line.index - 1]
            if _is_heading(above) and above.index > first:
                above.taken_by = above.taken_by or self.name

    def _take_foreign(self, draft: Draft, foreign: Sequence[Line], holders: set[str]) -> None:
        """Take what is in no element that holds text, but where the article goes on in it."""
        for stretch in _stretches(draft, foreign):
            if not _is_within(self, draft, stretch, holders):
                lead = _lead(self, draft, stretch)
                for line in stretch:
                    if line is not lead:
                        line.taken_by = line.taken_by or self.name
            elif _are_alike(stretch):
                for line in stretch:
                    line.taken_by = None if line.sentence else self.name


def _text_lines(rule: ExtractionRule, draft: Draft, above: int, holders: set[str]) -> set[int]:
    """The indexes of the lines that were extracted where the article stands."""
    text_lines = (line for line in draft.free() if _is_text(rule, line, holders))
    # A heading at the top is the headline: what stands between it and the text is no body.
    below = dropwhile(lambda line: line.index < above and _is_heading(line), text_lines)
    return {line.index for line in below}


def _missed(
    rule: ExtractionRule, draft: Draft, foreign: Sequence[Line], holders: set[str]
) -> set[int]:
    """The sentences between lines that were extracted, if they are most of the body."""
    found = [
        line.index
        for line in draft.lines
        if line.block.markup and line.block.markup.is_text and line.block.markup.holder in holders
    ]
    missed = [
        line
        for line in foreign
        if line.sentence and _is_unlinked(rule, line) and min(found) < line.index < max(found)
    ]
    words = sum(line.length for line in missed)
    enough = rule.missed * sum(line.length for line in draft.free("body"))
    return {line.index for line in missed} if words > enough else set()


def _is_unlinked(rule: ExtractionRule, line: Line) -> bool:
    return line.block.markup is not None and line.block.markup.linked < rule.teaser


def _is_part(rule: ExtractionRule, draft: Draft, line: Line, holders: set[str]) -> bool:
    """Whether a line between two extracted ones is a row or an item, or heads the one below."""
    markup = line.block.markup
    if markup is None:
        return False
    if markup.is_row or (markup.is_item and not line.sentence) or not line.said:
        # The stars of a review have no words, and the extractor takes none.
        return bool(markup.is_text or not line.said) and markup.linked < rule.teaser
    below = next((one for one in draft.lines[line.index + 1 :] if not one.taken_by), None)
    heads = below is not None and below.sentence and _is_text(rule, below, holders)
    return heads and _is_heading(line) and markup.holder in holders


def _has_lost(rule: ExtractionRule, draft: Draft) -> bool:
    """Whether the body is hardly anything of what was extracted, or was not found at all."""
    extracted = [line for line in draft.lines if _is_telling(rule, line)]
    words = sum(line.length for line in extracted)
    if words < rule.enough:
        return False
    if draft.first is None or draft.last is None:
        return True
    body = range(draft.first, draft.last + 1)
    found = sum(line.length for line in extracted if line.index in body and not line.taken_by)
    return found < rule.lost * words


def _take_over(rule: ExtractionRule, draft: Draft) -> None:
    """Make what was extracted the body; of what other rules took, its sentences."""
    telling = [line for line in draft.lines if _is_telling(rule, line)]
    text_lines = [line for line in telling if line.sentence or line.taken_by is None]
    if not text_lines:
        return
    draft.first, draft.last = text_lines[0].index, text_lines[-1].index
    draft.body_rule = draft.body_rule or rule.name
    indexes = {line.index for line in text_lines}
    for line in draft.lines[draft.first : draft.last + 1]:
        if line.index in indexes:
            line.taken_by = None
        elif line.taken_by is None and not _was_extracted(line):
            line.taken_by = rule.name


def _is_telling(rule: ExtractionRule, line: Line) -> bool:
    """Whether a line was extracted and is text by itself: neither a heading nor a link."""
    markup = line.block.markup
    return (
        markup is not None
        and bool(markup.is_text)
        and markup.linked < rule.teaser
        and line.role is None
        and not _is_heading(line)
    )


def _fits(rule: MarkupRule, line: Line, markup: Markup) -> bool:
    return (
        not markup.names.isdisjoint(rule.names)
        or not set(markup.inside).isdisjoint(rule.inside)
        or (rule.linked is not None and markup.linked >= rule.linked and not line.sentence)
    )


def _wrapper(draft: Draft) -> set[str]:
    """The element for what stands beside an article that holds the whole page; else none."""
    words: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for line in draft.free():
        markup = line.block.markup
        if markup is None or not line.sentence or markup.linked:
            continue
        tag = next((tag for tag in markup.inside if tag in _WRAPPERS), "")
        words[tag] += int(line.length)
        sentences[tag] += 1
    tag = max(words, key=words.__getitem__, default="")
    elsewhere = words.total() - words[tag]
    is_page = tag and sentences[tag] >= _REPORT and words[tag] > _ONLY_THERE * elsewhere
    return {tag} if is_page else set()


def _is_quoted(line: Line, markup: Markup) -> bool:
    """Whether a sentence is a quotation that a figure holds, not the words below its picture."""
    return line.sentence and "blockquote" in markup.inside and "figcaption" not in markup.inside


def _is_noted(draft: Draft, line: Line) -> bool:
    """Whether a sentence is all of an aside that stands among the article's paragraphs."""
    markup = line.block.markup
    if markup is None or not line.sentence or markup.linked or markup.inside[-2:-1] != _ASIDE:
        return False
    beside = _beside(draft, line)
    return len(beside) > 1 and all(
        one.sentence and _was_extracted(one) and _outside(one) == markup.inside[:-2]
        for one in beside
    )


def _beside(draft: Draft, line: Line) -> list[Line]:
    """The lines right above and right below, of which the page's first and last lack one."""
    at = line.index
    return [*draft.lines[max(0, at - 1) : at], *draft.lines[at + 1 : at + 2]]


def _holders(rule: ExtractionRule, draft: Draft) -> set[str]:
    """The elements that hold what both find, by their `Markup.holder`."""
    words: Counter[str] = Counter()
    for line in draft.free("body"):
        if line.block.markup is not None and line.block.markup.is_text:
            words[line.block.markup.holder] += max(1, int(line.length))
    least = rule.share * words.total()
    return {holder for holder, count in words.items() if count >= least}


def _cards(rule: ExtractionRule, draft: Draft) -> set[str]:
    """The elements of which each holds a heading that leads to another page, and its teaser.

    They have a name of their own and begin with the heading, or with one line above it.
    """
    heads: dict[str, list[bool]] = {}
    above: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in draft.lines:
        markup = line.block.markup
        if markup is None:
            continue
        if line.taken_by is None:
            words[markup.holder] += int(line.length)
        if _is_heading(line):
            heads.setdefault(markup.holder, []).append(markup.linked >= rule.linked)
        elif markup.holder not in heads:
            above[markup.holder] += 1
    most = words.total() / 2
    return {
        holder
        for holder, links in heads.items()
        if sum(links) >= max(_CARDS, _MOSTLY * len(links))
        and above[holder] < 2
        and 0 < words[holder] < most
        and not holder.endswith(".None")
    }


def _link_lists(draft: Draft) -> list[Line]:
    """The items of lists that say little but where each leads, unless they are most of the body."""
    body = list(draft.free("body"))
    lists = [list(group) for leads, group in groupby(body, _leads_on) if leads]
    found = [line for items in lists if len(items) >= _CARDS for line in items]
    few = 2 * sum(line.length for line in found) < sum(line.length for line in body)
    return found if few else []


def _leads_on(line: Line) -> bool:
    """Whether a line is an item of a list that is half a link and no sentence."""
    markup = line.block.markup
    return markup is not None and markup.is_item and markup.linked > _HALF and not line.ended


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


def _stretches(draft: Draft, foreign: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in stretches, within which only lines stand that other rules took."""
    stretch: list[Line] = []
    for line in foreign:
        if stretch and any(
            between.taken_by is None for between in draft.lines[stretch[-1].index + 1 : line.index]
        ):
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _is_within(
    rule: ExtractionRule, draft: Draft, stretch: Sequence[Line], holders: set[str]
) -> bool:
    """Whether the article goes on in a stretch, by what stands directly above and below it.

    That is a sentence by itself, which is no link unless it stands among the body's paragraphs,
    or the rows of a table, or the items of a list that stands among these paragraphs, or what is
    told of pictures one after the other.
    """
    if all(_is_item(rule, line) for line in stretch):
        return _is_list_of_body(draft, stretch)
    if len(stretch) == 1 and (_is_subhead(rule, draft, stretch[0]) or _is_noted(draft, stretch[0])):
        return True
    rows = all(_is_row(rule, line) for line in stretch) or _are_alike(stretch)
    if not rows and not (len(stretch) == 1 and _is_sentence(rule, stretch[0], holders)):
        return False
    above = next(filter(_counts, reversed(draft.lines[: stretch[0].index])), None)
    below = next((line for line in draft.lines[stretch[-1].index + 1 :] if not line.taken_by), None)
    if above is None or below is None or not _was_extracted(below):
        return False
    if _is_heading(above):
        return True
    # A box stands further in than the paragraphs around it, and no figure with a quotation is one.
    markup = stretch[0].block.markup
    quoted = bool(markup and "figure" in markup.inside and _is_quoted(stretch[0], markup))
    around = (_outside(above), _outside(below))
    return _was_extracted(above) and (rows or quoted or _outside(stretch[0]) in around)


def _are_alike(stretch: Sequence[Line]) -> bool:
    """Whether sentences without links, each in an element of the same kind, are all but numbers."""
    told = [line.block.markup for line in stretch if line.sentence]
    return (
        len(told) >= _PICTURES
        and all(line.sentence or line.is_numbers for line in stretch)
        and all(markup and not markup.linked for markup in told)
        and len({(markup.holder, markup.inside) for markup in told if markup}) == 1
    )


def _lead(rule: ExtractionRule, draft: Draft, stretch: Sequence[Line]) -> Line | None:
    """The sentence right below the last heading above the text: who wrote it may follow."""
    below = next((one for one in draft.lines[stretch[-1].index + 1 :] if not one.taken_by), None)
    heads = [line for line in stretch if _is_heading(line)]
    at = heads[-1].index + 1 if heads else stretch[0].index
    lead = draft.lines[at]
    leads = (
        below is not None
        and _was_extracted(below)
        and lead in stretch
        and at > 0
        and _is_heading(draft.lines[at - 1])
        and lead.sentence
        and lead.length >= draft.sentences.label_words
        and _is_unlinked(rule, lead)
        and not any(
            line.sentence and _was_extracted(line) for line in draft.free("body") if line.index < at
        )
    )
    return lead if leads else None


def _is_subhead(rule: ExtractionRule, draft: Draft, line: Line) -> bool:
    """Whether a heading stands right between two sentences that were extracted."""
    beside = _beside(draft, line)
    return (
        _is_heading(line)
        and _is_unlinked(rule, line)
        and len(beside) > 1
        and all(one.sentence and one.taken_by is None and _was_extracted(one) for one in beside)
    )


def _is_list_of_body(draft: Draft, items: Sequence[Line]) -> bool:
    """Whether the paragraphs directly above and below a list were extracted and stand beside it."""
    at, end = items[0].index, items[-1].index
    beside = [*draft.lines[max(0, at - 1) : at], *draft.lines[end + 1 : end + 2]]
    return len(beside) > 1 and all(
        _was_extracted(line) and line.taken_by is None and _outside(line) == _outside(items[0])[:-1]
        for line in beside
    )


def _outside(line: Line) -> tuple[str, ...]:
    """The elements around the one that a line is the text of."""
    return line.block.markup.inside[:-1] if line.block.markup else ()


def _counts(line: Line) -> bool:
    """Whether a line parts what is below it from what is above: not a byline, a date, a button."""
    return _is_heading(line) or (line.taken_by is None and line.sentence)


def _was_extracted(line: Line) -> bool:
    return bool(line.block.markup and line.block.markup.is_text)


def _is_row(rule: ExtractionRule, line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and markup.is_row and markup.linked < rule.teaser


def _is_item(rule: ExtractionRule, line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and markup.is_item and markup.linked < rule.teaser


def _is_sentence(rule: ExtractionRule, line: Line, holders: set[str]) -> bool:
    markup = line.block.markup
    return (
        markup is not None
        and line.sentence
        and (markup.linked < rule.linked or markup.holder in holders)
    )


def _is_foreign(rule: ExtractionRule, line: Line, holders: set[str]) -> bool:
    markup = line.block.markup
    return (
        markup is not None
        and not markup.is_text
        and (markup.holder not in holders or markup.linked >= rule.linked)
    )
