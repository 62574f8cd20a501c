"""Exports of press databases: many articles in one file, parted and read by its layout.

Nothing of an export may get lost in silence. Every line goes to an article, to what the layout
takes off, or to what stands around the articles; a part without text is an entry that says so;
and what the export itself says it holds is given with what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tui.text.archive.lines import (
    LABEL,
    begins_alike,
    coded_articles,
    end_of_text,
    glued,
    html_lines,
    laid,
    laid_out,
    number_in,
    on_cover,
    text_lines,
)
from tui.text.archive.model import PartParagraph
from tui.text.archive.settings import LINE_KINDS
from tui.text.chrome.date import date_in
from tui.text.chrome.rule import phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import re2

    from tui.text.archive.lines import SourceLine
    from tui.text.archive.settings import (
        Compiled,
        ExportLayout,
        ExportSettings,
        LineKind,
        LineLabel,
        LinePlace,
        Made,
    )
    from tui.text.chrome.date import DateSettings
    from tui.text.model import Role


_MOST_ABOVE = 40
"""Lines above the text of an article that are looked at; more are a cover."""


_LONGEST_ABOVE = 25
"""Lines in which the text must begin where nothing but the order of the lines tells where."""


_MOST_LAID = 1000
"""Lines that an order is laid over at most: the time for it grows with their number."""


_TOP, _LINES_OF_TEXT = 3, 3
"""Lines at the top of an article in which its number is looked for, and lines from which on what
stands behind the last article is one that was cut off."""


class ExportedArticle(NamedTuple):
    """An article of an export.

    Attributes:
        said: What its lines say, by what they are; of a date, the ISO date.
        passages: Its lines, each with what it is or the rule that took it.
        first: Where it begins.
        number: The number that the export gives it.
        unreadable: What stands in the place of its text.
    """

    said: dict[LineKind, str]
    passages: tuple[PartParagraph, ...]
    first: int
    number: int | None = None
    unreadable: str | None = None

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read in it."""
        return any(one.role == "body" for one in self.passages)

    @property
    def is_certain(self) -> bool:
        """Whether it is more than a few lines that could be anything."""
        if self.unreadable is not None or self.number is not None or "length" in self.said:
            return True
        words = sum(len(one.text.split()) for one in self.passages if one.role == "body")
        return words >= _LEAST_WORDS or {"headline", "outlet", "date"} <= self.said.keys()


_LEAST_WORDS = 20
"""Words of an article that nothing but its place behind the last one tells."""


@dataclass(slots=True)
class Export:
    """An export being read: `around` and `listed` grow as its articles are.

    Attributes:
        listed: How many articles it says it holds, where it does.
        titles: The headlines that its cover lists.
        around: The lines that belong to no article, and the rule that took them.
        strays: The headlines of articles that their markup does not part from these.
    """

    layout: ExportLayout
    lines: list[SourceLine]
    groups: list[list[SourceLine]] | None
    listed: int | None = None
    titles: list[str] = field(default_factory=list)
    around: list[PartParagraph] = field(default_factory=list)
    strays: tuple[str, ...] = ()


def opened(
    layout: ExportLayout, made: Made, content: str | Iterable[SourceLine], patterns: Compiled
) -> Export:
    """An export, parted where markup or codes part it.

    Args:
        content: The text of the file, or its lines where it is no text.
    """
    if isinstance(content, str) and made == "html":
        lines, groups = html_lines(content, layout.element)
        if groups:
            return Export(layout, lines, groups)
    else:
        found = text_lines(content) if isinstance(content, str) else content
        lines = list(laid_out(found, layout))
    outside, groups = coded_articles(lines, layout, patterns) if layout.coded else ([], [])
    if groups:
        return Export(layout, outside, groups)
    return Export(layout, lines, None if layout.begin or layout.end else [])


def entries(
    export: Export, settings: ExportSettings, dates: DateSettings
) -> Iterator[ExportedArticle]:
    """The articles of an export, in its order."""
    reader = _Reader(export, settings.compiled, dates)
    last: ExportedArticle | None = None
    is_whole = False
    for group in reader.groups():
        if last is not None:
            yield last
        last, is_whole = reader.entry(group), reader.is_whole(group)
    # The search that found the articles, and whose they are, may stand below the last of them.
    if last is not None and (is_whole or last.is_certain):
        yield last


class _Reader:
    """Reads one export by its layout."""

    def __init__(self, export: Export, patterns: Compiled, dates: DateSettings) -> None:
        self._export = export
        self._layout = export.layout
        self._patterns = patterns
        self._dates = dates
        self._on_cover = partial(on_cover, export.layout, patterns, dates)
        self._labels = {
            word: label for label in self._layout.labels for word in phrases_of(label.words)
        }
        self._marks = {mark.lower(): one for one in self._layout.labels for mark in one.marks}
        self._fitting = tuple(one for one in self._layout.labels if one.pattern is not None)

    def groups(self) -> Iterator[list[SourceLine]]:
        """The lines of each article; what stands around them is told of in the export."""
        if self._export.groups is not None:
            self._cover(outside := self._export.lines)
            known = [(self._what(line), line.text) for line in outside]
            if any(what == "body" for what, _ in known):
                self._export.strays = tuple(text for what, text in known if what == "headline")
            yield from self._export.groups
        elif self._layout.begin:
            yield from self._begun(self._layout.begin)
        else:
            yield from self._ended(self._layout.end)

    def is_whole(self, group: Sequence[SourceLine]) -> bool:
        """Whether what parts articles, or their markup, tells of a group that it is one."""
        if self._export.groups is not None:
            return True
        if end := self._layout.end:
            return self._patterns.first(end, group[-1].text) is not None
        return any((rule := self._rule(line)) and rule.words for line in group)

    def _begun(self, begin: tuple[str, ...]) -> Iterator[list[SourceLine]]:
        covered = True
        for group in self._groups_begun(begin):
            # What stands before the articles may be parted from them as they are from each other.
            covered = covered and not self._is_article(group)
            if covered:
                self._cover(group)
            else:
                yield group

    def _groups_begun(self, begin: tuple[str, ...]) -> Iterator[list[SourceLine]]:
        lines, above = self._without_closing(begin), self._layout.above
        group: list[SourceLine] = []
        for at, line in enumerate(lines):
            told = lines[min(at + above, len(lines) - 1)]
            if self._patterns.first(begin, told.text) and group:
                yield group
                group = []
            group.append(line)
        yield group

    def _is_article(self, group: Sequence[SourceLine]) -> bool:
        """Whether something in a group tells that it is an article."""
        numbering = (*self._layout.begin, *self._layout.numbered)
        return any(
            (match := self._patterns.first(numbering, line.text)) and match.groupdict()
            for line in group[:_TOP]
        ) or any((rule := self._rule(line)) and rule.words for line in group)

    def _ended(self, end: tuple[str, ...]) -> Iterator[list[SourceLine]]:
        group: list[SourceLine] = []
        parted = 0
        for line in self._without_closing(end):
            group.append(line)
            if self._patterns.first(end, line.text):
                yield group if parted else self._uncovered(group)
                parted += 1
                group = []
        # A file that was cut off ends within an article.
        if sum(self._rule(line) is None for line in group) >= _LINES_OF_TEXT:
            yield group if parted else self._uncovered(group)
        else:
            self._cover(group)

    def _without_closing(self, parting: tuple[str, ...]) -> list[SourceLine]:
        """The lines up to what says that no article follows."""
        lines = self._export.lines
        last = max(
            (at for at, line in enumerate(lines) if self._patterns.first(parting, line.text)),
            default=0,
        )
        for at in range(last, len(lines)):
            if self._patterns.first(self._layout.closing, lines[at].text):
                self._cover(lines[at:])
                return lines[:at]
        return lines

    def _uncovered(self, group: list[SourceLine]) -> list[SourceLine]:
        """The first article without the cover above it, which says what the export holds."""
        text_at = next(
            (at for at, line in enumerate(group) if self._what(line) == "body"), len(group)
        )
        ends = 0
        titles = [
            match["title"]
            for line in group[:text_at]
            if (match := self._on_cover(line)) and match.groupdict().get("title")
        ]
        for at, line in enumerate(group[:text_at]):
            if self._on_cover(line):
                ends = at + 1
            elif titles and begins_alike(line.text, titles[0]):
                # The first headline on the list stands again above its article.
                ends = at
                break
        self._cover(group[:ends])
        return group[ends:]

    def _cover(self, lines: Iterable[SourceLine]) -> None:
        for line in lines:
            groups = match.groupdict() if (match := self._on_cover(line)) else {}
            if count := groups.get("count"):
                self._export.listed = number_in(count)
            if title := groups.get("title"):
                self._export.titles.append(title)
            rule = f"{self._layout.name}-cover"
            self._export.around.append(PartParagraph(line.text, line.number, None, rule))

    def entry(self, group: list[SourceLine]) -> ExportedArticle | None:
        """One article; None where the lines are none."""
        sorted_ = _Sorted(group[0].number, self._layout.name)
        lines = self._unframed(group, sorted_)
        if not lines:
            self._cover(group)
            return None
        for line in lines[:_MOST_ABOVE]:
            if self._patterns.first(self._layout.unreadable, line.text):
                return sorted_.entry(unreadable=line.text)
        start, end = self._text(lines)
        self._above(lines[:start], sorted_, open_ended=start == end)
        if start == end:
            # Nothing names the text: it is what the order of lines leaves.
            for line in sorted_.rest:
                sorted_.add(line, "body", line.text)
        else:
            self._body(lines[start:end], sorted_)
        self._below(lines[end:], sorted_)
        return sorted_.entry()

    def _unframed(self, group: list[SourceLine], into: _Sorted) -> list[SourceLine]:
        """An article's lines without those that part it from others or number it."""
        lines = []
        layout = self._layout
        for at, line in enumerate(group):
            framing = layout.begin if at == layout.above else ()
            framing += layout.numbered if at < _TOP else ()
            framing += layout.end if at == len(group) - 1 else ()
            match = self._patterns.first(framing, line.text)
            if match is None:
                lines.append(line)
                continue
            said = match.groupdict()
            if number := said.get("number"):
                into.number = number_in(number)
            if count := said.get("count"):
                self._export.listed = number_in(count)
            self._know(match, into)
            into.take(line, "frame")
        return lines

    def _text(self, lines: Sequence[SourceLine]) -> tuple[int, int]:
        """Where the text begins and where it ends; twice the same where nothing names it."""
        named = [at for at, line in enumerate(lines) if self._what(line) == "body"]
        start = named[0] if named else None
        if start is None:
            end = self._end(lines, 0)
            return end, end
        if self._rule_is_inside(lines[start]):
            return start, end_of_text(lines[: named[-1] + 1], start, self._fitting, self._patterns)
        return start, self._end(lines, start + 1)

    def _rule_is_inside(self, line: SourceLine) -> bool:
        """Whether markup or a table tells of every line of the text that it is."""
        rule = self._rule(line)
        return line.label is not None or (
            rule is not None and not line.marks.isdisjoint(mark.lower() for mark in rule.marks)
        )

    def _end(self, lines: Sequence[SourceLine], start: int) -> int:
        """Where what stands below the text begins."""
        end = len(lines)
        rules = [self._rule(line) for line in lines]
        # What stands below the text of most articles may stand above that of others.
        labelled = start > 0 or not any(rule and rule.words and not rule.below for rule in rules)
        has_text = labelled
        for at in range(start, len(lines)):
            rule = rules[at]
            if rule is None:
                has_text = labelled
            elif not rule.below:
                labelled, has_text = True, start > 0
            elif not rule.loose and has_text:
                end = at
                break
        while end > start:
            rule = rules[end - 1]
            if rule is None or rule.what == "body" or not (rule.below or end < len(lines)):
                return end
            end -= 1
        return end

    def _rule(self, line: SourceLine) -> LineLabel | None:
        """What is said of a line by its label or its markup."""
        if line.label is not None:
            return self._labels.get(line.label.rstrip(" :"))
        for mark, marked in self._marks.items():
            if mark in line.marks:
                return marked
        beginning, colon, rest = line.text.partition(":")
        rule = self._labels.get(beginning.strip())
        if rule is not None and not (rest.strip() if rule.alone else not colon):
            return rule
        return next(
            (one for one in self._fitting if self._patterns.search(one.pattern or "", line.text)),
            None,
        )

    def _what(self, line: SourceLine) -> LineKind | None:
        rule = self._rule(line)
        return rule.what if rule else None

    def _value(self, line: SourceLine, rule: LineLabel, into: _Sorted) -> str:
        """What a line says, without its label."""
        text = line.text
        if line.label is None and rule.words:
            beginning, colon, rest = text.partition(":")
            if beginning.strip() in phrases_of(rule.words):
                text = rest.strip() if colon else ""
        return self._taken(text, rule.take, into)

    def _taken(self, text: str, take: str | None, into: _Sorted) -> str:
        if take is not None and (match := self._patterns.search(take, text)):
            self._know(match, into)
            return (match[1] or "").strip()
        return text

    def _know(self, match: re2._Match[str], into: _Sorted) -> None:
        """Note what groups of a pattern say of an article, unless a line has said it before."""
        said = match.groupdict()
        if said.get("month"):
            said["date"] = "{year}-{month:0>2}-{day:0>2}".format_map(said)
        for what in LINE_KINDS & said.keys():
            value = (said[what] or "").strip()
            if value and (what != "date" or (value := date_in(value, self._dates) or "")):
                into.said.setdefault(what, value)

    def _below(self, lines: Sequence[SourceLine], into: _Sorted) -> None:
        for line in lines:
            rule = self._rule(line)
            if rule is None or rule.what == "body":
                into.take(line, "below")
            else:
                self._say(into, rule.what, line, self._value(line, rule, into))

    def _above(self, lines: Sequence[SourceLine], into: _Sorted, *, open_ended: bool) -> None:
        loose: list[SourceLine] = []
        labelled = 0
        headline: int | None = None
        for line in lines:
            rule = self._rule(line)
            if LABEL in line.marks or (rule is None and line.label is not None):
                into.take(line, "label")
            elif rule is None or (rule.below and (rule.alone or rule.loose or not open_ended)):
                loose.append(line)
            elif rule.below:
                into.take(line, "above")
            else:
                labelled = line.number
                if rule.what == "headline" and headline is None:
                    headline = len(loose)
                self._say(into, rule.what, line, self._value(line, rule, into))
        if open_ended:
            # What is labelled stands above the text, so the text is below the last of these.
            self._ordered(loose, into, after=labelled, headline=headline)
        else:
            far = max(0, len(loose) - _MOST_ABOVE)
            known = None if headline is None else max(0, headline - far)
            self._ordered(loose[far:], into, after=None, headline=known)
            for line in loose[:far]:
                into.take(line, "cover")

    def _ordered(
        self, lines: list[SourceLine], into: _Sorted, after: int | None, headline: int | None
    ) -> None:
        """Say of the lines above the text what they are by their order.

        Args:
            after: The number of the line below which the text begins, where it is known.
            headline: How many of the lines stand above the headline, where something else tells
                which line that is.
        """
        head = lines if after is None else [one for one in lines if one.number < after]
        unlabelled = after is not None and not head
        if unlabelled:
            head = lines[:_LONGEST_ABOVE]
        taken = len(head)
        for line in head[:-_MOST_LAID]:
            into.take(line, "above")
        head = head[-_MOST_LAID:]
        # Below the last place, words may stand before lines in a language that isn't known.
        free = after is None or unlabelled
        cut = max(0, taken - _MOST_LAID)
        known = None if headline is None else min(max(0, headline - cut), len(head))
        places = self._places(head, known, free=free)
        last = max((at for at, place in enumerate(places) if place is not None), default=-1)
        for at, (line, place) in enumerate(zip(head, places, strict=True)):
            if place is None:
                if unlabelled and at > last:
                    into.rest.append(line)
                else:
                    into.take(line, "above")
                continue
            value = self._taken(line.text, place.take, into)
            self._say(into, place.what, line, value, more=place.many)
        if after is not None:
            into.rest += lines[taken:]

    def _places(
        self, lines: Sequence[SourceLine], headline: int | None, *, free: bool
    ) -> list[LinePlace | None]:
        """The place of each line; a known headline parts those above it from those below."""
        order = self._layout.order
        at = next((at for at, place in enumerate(order) if place.what == "headline"), None)
        pieces = [(order, lines, free)]
        if headline is not None and at is not None:
            pieces = [(order[:at], lines[:headline], False)]
            pieces += [(order[at + 1 :], lines[headline:], free)]
        return [
            None if index is None else places[index]
            for places, some, is_free in pieces
            for index in laid(places, some, self._patterns, self._dates, free=is_free)
        ]

    def _body(self, lines: Sequence[SourceLine], into: _Sorted) -> None:
        inside = self._rule_is_inside(lines[0])
        paged = False
        for at, line in enumerate(lines):
            rule = self._rule(line)
            if (
                inside
                and (rule is None or rule.what != "body")
                and (rule is not None or line.label is not None or LABEL in line.marks)
            ):
                if rule is not None:
                    self._say(into, rule.what, line, self._value(line, rule, into))
                else:
                    into.take(line, "label")
            elif at == 0 and rule is not None and not inside:
                value = self._value(line, rule, into)
                if value:
                    into.add(line, "body", value)
                else:
                    into.take(line, "label")
            elif rule is not None and rule.what == "other" and rule.pattern and not rule.below:
                # What stood at the head of each page: the number of it, and the headline again.
                into.take(line, "page")
                paged = True
                continue
            elif paged and line.text == into.said.get("headline"):
                into.take(line, "page")
            else:
                into.add(line, "body", line.text)
            paged = False

    def _say(
        self, into: _Sorted, what: LineKind, line: SourceLine, text: str, *, more: bool = False
    ) -> None:
        """Note what a line says, unless another has said it before."""
        value = (date_in(text, self._dates) or "") if what == "date" else text
        if not value or what in ("other", "body"):
            into.take(line, "below" if what == "body" else what)
        elif what not in into.said:
            into.said[what] = value
            into.add(line, _ROLES.get(what), value, what)
        elif more and into.said[what] and value != into.said[what]:
            into.said[what] = glued(into.said[what], value)
            into.lengthen(what, into.said[what])
        else:
            into.take(line, what)


_ROLES: dict[LineKind, Role] = {
    "headline": "headline",
    "byline": "byline",
    "standfirst": "standfirst",
    "credit": "credit",
}
"""What of an article's lines its readers see."""


class _Sorted:
    """An article's lines, as far as they are sorted."""

    def __init__(self, first: int, layout: str) -> None:
        self.first = first
        self.number: int | None = None
        self.said: dict[LineKind, str] = {}
        self.rest: list[SourceLine] = []
        self._layout = layout
        self._passages: list[PartParagraph] = []
        self._places: dict[str, int] = {}

    def take(self, line: SourceLine, what: str) -> None:
        """Take a line off the article."""
        rule = f"{self._layout}-{what}"
        self._passages.append(PartParagraph(line.text, line.number, None, rule))

    def add(self, line: SourceLine, role: Role | None, text: str, what: str = "") -> None:
        """Give a line to the article, or take it off where readers don't see what it says."""
        again = role == "body" and what not in self._places and text == self.said.get("headline")
        if role is None or again:
            self.take(line, what or "headline")
            return
        self._places[what] = len(self._passages)
        self._passages.append(PartParagraph(text, line.number, role))

    def lengthen(self, what: str, text: str) -> None:
        """Give a line another text, since the next one goes on with it."""
        at = self._places.get(what)
        if at is not None:
            self._passages[at] = replace(self._passages[at], text=text)

    def entry(self, unreadable: str | None = None) -> ExportedArticle:
        """What they come to."""
        passages = tuple(sorted(self._passages, key=lambda one: one.at))
        return ExportedArticle(self.said, passages, self.first, self.number, unreadable)
