"""What files that hold exports and drafts are read as: lines that know where they stand.

Whatever a file is made as (a word processor's document, rich text, HTML, plain text), a reader of
its format gives lines, and everything else goes by these: the layouts of press databases, and
what takes a draft for one article.

Lines that no word stands before are known by their order: which is headline, outlet, date. A layout
names the places above the text in their order. These are laid over the lines that are there at the
least cost, so that a line that a vendor adds or leaves out spoils nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tui.text.chrome.date import date_in
from tui.text.chrome.rule import phrases_of
from tui.text.page.model import Block, Markup

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    import re2
    from lxml import etree

    from tui.text.archive.settings import Compiled, ExportLayout, LineKind, LineLabel, LinePlace
    from tui.text.chrome.date import DateSettings


INDENTED = 8
"""Columns from which on a line of plain text is set in the middle rather than at its margin."""


_MARK = re.compile(r"[a-z0-9]+")


_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip


_UNSEEN = frozenset({"script", "style", "head", "noscript", "template", "title"})


LONGEST_LABEL = 24
"""Characters of the longest cell that names what stands in the cells beside it."""


_LONGEST_NAMES, _MOST_MARKS = 500, 300
"""Characters of a class or an id that are looked at, and marks that a line is given: each line in
an element has all of the element's."""


LABEL = "label"
"""What marks a cell that names what stands beside it."""


_LIST_ITEM = re.compile(r"(?:[*•·‣▪◦–—-]|\(?\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line, or a paragraph of a document that has no lines.

    Attributes:
        number: Where it stands, from 1.
        text: Its text with white space folded; never empty.
        marks: What it stands in or is set as, in small letters.
        label: What names it, where it stands in a table beside that.
        parted: Whether blank space parts it from the line above.
        last: The number of the last line where it is several.
    """

    number: int
    text: str
    marks: frozenset[str] = frozenset()
    label: str | None = None
    parted: bool = False
    last: int = 0

    @property
    def lines(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return (self.number, self.last or self.number)

    @property
    def block(self) -> Block:
        """The line as a paragraph of a page."""
        inside = tuple(mark for mark in ("h1", "h2", "h3", "li") if mark in self.marks)
        markup = Markup(inside) if inside else None
        return Block(self.text, *self.lines, 0, self.text, parted=True, markup=markup)


def text_lines(text: str) -> Iterator[SourceLine]:
    """The lines of plain text that are not blank."""
    parted = True
    for number, raw in enumerate(re.split(r"\r\n|\r|\n|\f", text), start=1):
        shown = shown_text(raw)
        if shown:
            indent = len(raw) - len(raw.lstrip())
            marks = frozenset({"indented"}) if indent >= INDENTED else frozenset()
            yield SourceLine(number, shown, marks, None, parted)
        parted = not shown


def on_cover(
    layout: ExportLayout, patterns: Compiled, dates: DateSettings, line: SourceLine
) -> re2._Match[str] | None:
    """How a line fits what stands on covers; “15. April 2026” is no fifteenth headline there."""
    match = patterns.first(layout.cover, line.text)
    title = match and match.groupdict().get("title")
    if title and line.text[:1].isdigit() and date_in(line.text, dates):
        return match if date_in(title, dates) else None
    return match


def laid_out(lines: Iterable[SourceLine], layout: ExportLayout) -> Iterator[SourceLine]:
    """The lines of plain text as a layout has them: its paragraphs and its fields are one each."""
    if layout.stacked:
        lines = _unstacked(lines, {word for one in layout.labels for word in phrases_of(one.words)})
    return joined(lines) if layout.wrapped else iter(lines)


def _unstacked(lines: Iterable[SourceLine], names: Container[str]) -> Iterator[SourceLine]:
    """Fields whose names stand in a line of their own, each with what stands below it."""
    field: SourceLine | None = None
    for line in lines:
        is_named = line.text.partition(":")[0] in names
        if field is not None and not is_named and not line.parted:
            field = replace(field, text=f"{field.text} {line.text}", last=line.number)
            continue
        if field is not None:
            yield field
        # Blank space around it, so that no paragraph is made of several fields.
        field = replace(line, marks=frozenset(), parted=True) if is_named else None
        if field is None:
            yield line
    if field is not None:
        yield field


def joined(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """Lines of wrapped text as paragraphs: what no blank line parts is one.

    Lines set in the middle stay apart.
    """
    held: list[SourceLine] = []
    for line in lines:
        anew = (
            line.parted
            or line.marks
            or (held and held[-1].marks)
            or (held and held[-1].number != line.number - 1)
            or _LIST_ITEM.match(line.text)
        )
        if anew and held:
            yield _one(held)
            held = []
        held.append(line)
    if held:
        yield _one(held)


def _one(lines: Sequence[SourceLine]) -> SourceLine:
    first, *others = lines
    text = first.text
    for line in others:
        text = glued(text, line.text)
    return replace(first, text=text, last=lines[-1].number)


def glued(above: str, text: str) -> str:
    """A line and the one that goes on with it: what a hyphen ends goes on without a space."""
    goes_on = above[-1:] == "-" and above[-2:-1].isalpha() and text[:1].isalpha()
    return f"{above}{text}" if goes_on else f"{above} {text}"


def number_in(text: str) -> int:
    """A number that thousands may be parted in."""
    return int(re.sub(r"\D", "", text))


def end_of_text(
    lines: Sequence[SourceLine], start: int, known: Iterable[LineLabel], patterns: Compiled
) -> int:
    """Where a text that markup tells ends, without what may stand below any, such as rights."""
    loose = tuple(one.pattern for one in known if one.pattern and one.below and one.loose)
    end = len(lines)
    while end - 1 > start and patterns.first(loose, lines[end - 1].text):
        end -= 1
    return end


def begins_alike(text: str, title: str) -> bool:
    """Whether a line is a headline that a list gives, or the beginning of one that it cuts off."""
    return bool(title := title.rstrip(" .…").casefold()) and text.casefold().startswith(title)


def coded_articles(
    lines: Sequence[SourceLine], layout: ExportLayout, patterns: Compiled
) -> tuple[list[SourceLine], list[list[SourceLine]]]:
    """The lines of an export whose fields have codes that no colon parts from what they name.

    A tab may, blanks, a cell's border, or a line of their own. What follows a field's line is of
    the same field, up to the next code.

    Returns:
        The lines outside of articles, and those of each, which know their codes; none where the
        lines have no codes.
    """
    kinds = {word: one.what for one in layout.labels for word in phrases_of(one.words)}
    codes = [_code(line, kinds) for line in lines]
    if not {kinds[code] for code, _ in filter(None, codes)} >= {"headline", "body"}:
        return [], []
    outside: list[SourceLine] = []
    articles: list[list[SourceLine]] = []
    for fields in _parted(lines, codes, layout, patterns, kinds):
        what = {kinds.get(line.label or "") for line in fields}
        if what.isdisjoint({"headline", "body"}):
            outside += fields
        else:
            articles.append(fields)
    return outside, articles


def _code(line: SourceLine, kinds: Mapping[str, LineKind]) -> tuple[str, str] | None:
    """The code that a line begins with, and the rest of it."""
    if line.label is not None:
        return None
    code, _, rest = line.text.partition(" ")
    code = code.rstrip(":")
    return (code, rest) if code in kinds else None


def _parted(
    lines: Sequence[SourceLine],
    codes: Sequence[tuple[str, str] | None],
    layout: ExportLayout,
    patterns: Compiled,
    kinds: Mapping[str, LineKind],
) -> Iterator[list[SourceLine]]:
    """The fields of each article: one ends where its last line is, or where a code comes again."""
    fields = _Fields(kinds)
    for at, (line, code) in enumerate(zip(lines, codes, strict=True)):
        # A code in a line of its own needs no other below it to be one.
        below = codes[at + 1] if at + 1 < len(lines) else code
        is_followed = below is not None or (code is not None and not code[1])
        if code is not None and fields.begins_anew(code, is_followed=is_followed):
            yield fields.ended()
        fields.add(line, code, is_followed=is_followed)
        if patterns.first(layout.end, fields.lines[-1].text):
            yield fields.ended()
    yield fields.ended()


class _Fields:
    """The fields of one article, being gathered."""

    def __init__(self, kinds: Mapping[str, LineKind]) -> None:
        self.lines: list[SourceLine] = []
        self._kinds = kinds
        self._seen: set[str] = set()
        self._current: str | None = None

    def ended(self) -> list[SourceLine]:
        """The lines so far, after which another article begins."""
        lines = self.lines
        self.lines, self._seen, self._current = [], set(), None
        return lines

    @property
    def _has_text(self) -> bool:
        return any(self._kinds[code] == "body" for code in self._seen)

    def begins_anew(self, code: tuple[str, str], *, is_followed: bool) -> bool:
        """Whether a code is the first one of the next article."""
        again = code[0] in self._seen and self._kinds[code[0]] != "body"
        return again and self._has_text and is_followed and not self._is_sentence(*code)

    def add(self, line: SourceLine, code: tuple[str, str] | None, *, is_followed: bool) -> None:
        """Take in a line."""
        if code is not None and self._is_field(*code, is_followed=is_followed):
            self._current, rest = code
            self._seen.add(self._current)
            if rest:
                line = replace(line, text=rest, label=self._current)
            else:
                line = replace(line, marks=line.marks | {LABEL})
        elif self._current is not None and line.label is None:
            line = replace(line, label=self._current)
            above = self.lines[-1]
            if (
                not line.parted
                and above.label == self._current
                and self._kinds[self._current] != "body"
            ):
                # What a field names goes on in the line below.
                self.lines[-1] = replace(above, text=glued(above.text, line.text), last=line.number)
                return
        self.lines.append(line)

    def _is_field(self, code: str, rest: str, *, is_followed: bool) -> bool:
        """Whether a line that begins with a code's letters is no paragraph of the text.

        "IN BRIEF" and "BY NOON" are words where the text has begun.
        """
        what = self._kinds[code]
        if what == "body" or not self._has_text:
            return what == "body" or code not in self._seen
        if code in self._seen or self._is_sentence(code, rest):
            return False
        return is_followed or what == "other"

    def _is_sentence(self, code: str, rest: str) -> bool:
        return self._kinds[code] != "headline" and bool(rest) and rest[-1] in ".?!"


def html_lines(text: str, element: str | None) -> tuple[list[SourceLine], list[list[SourceLine]]]:
    """The lines of HTML.

    Args:
        element: The name or class of the elements that are an article each, if any are.

    Returns:
        The lines outside of such elements, and the lines of each.
    """
    # Plain text, which is looked at for exports too, needs none of it.
    from lxml import etree

    tree = etree.fromstring(text.encode(), _parser())
    outside: list[SourceLine] = []
    inside: list[list[SourceLine]] = []
    if tree is not None:
        for which, lines in groupby(_Walk(tree, element).lines(), key=lambda pair: pair[0]):
            found = [line for _, line in lines]
            if which:
                inside.append(found)
            else:
                outside += found
    return outside, inside


@cache
def _parser() -> etree.HTMLParser:
    """Made once: of a feed each of tens of thousands of summaries is parsed."""
    from lxml import etree

    return etree.HTMLParser(encoding="utf-8", remove_comments=True)


class _Walk:
    """Goes through a tree in the order of its text, without recursion."""

    def __init__(self, tree: etree._Element, element: str | None) -> None:
        self._tree = tree
        self._element = element
        self._pieces: list[str] = []
        self._row = 0
        self._article = 0
        self._depth = 0
        self._marks: list[frozenset[str]] = [frozenset()]
        self._told: frozenset[str] = frozenset()
        self._cells = 0
        self._cell = 0
        self._label: str | None = None

    def lines(self) -> Iterator[tuple[int, SourceLine]]:
        """Each line, with the number of the article that it stands in, or 0."""
        from lxml import etree

        unseen = 0
        row = 1
        for event, node in etree.iterwalk(self._tree, events=("start", "end")):
            seen = isinstance(node.tag, str)
            row = node.sourceline or row
            if seen and node.tag in _BREAKS and (line := self._ended()):
                yield (self._article if self._depth else 0), line
            if event == "start":
                unseen += node.tag in _UNSEEN
                self._enter(node)
                self._add(node.text if seen and not unseen else None, row)
            else:
                self._leave(node)
                unseen -= node.tag in _UNSEEN
                self._add(None if unseen else node.tail, row)
        if line := self._ended():
            yield (self._article if self._depth else 0), line

    def _enter(self, node: etree._Element) -> None:
        told = f"{_named(node, 'class')} {_named(node, 'id')}".lower()
        names = told.split()
        own = {str(node.tag), *names, *(_MARK.findall(told) if names else ())}
        is_article = self._element is not None and (
            node.tag == self._element or self._element.lower() in names
        )
        # What stands around all articles tells nothing of a line in one.
        around = self._marks[-1] if self._depth or not is_article else frozenset()
        self._marks.append(around | own if len(around) < _MOST_MARKS else around)
        if self._depth or is_article:
            self._article += not self._depth
            self._depth += 1
        if node.tag == "tr":
            self._cells = sum(cell.tag in ("td", "th") for cell in node)
            self._cell, self._label = 0, None
        elif node.tag in ("td", "th"):
            self._cell += 1

    def _leave(self, node: etree._Element) -> None:
        self._marks.pop()
        self._depth -= self._depth > 0
        if node.tag == "tr":
            self._cell = self._cells = 0

    def _add(self, text: str | None, row: int) -> None:
        if not text or not (self._pieces or text.strip()):
            return
        if not self._pieces:
            self._row = row + text[: len(text) - len(text.lstrip())].count("\n")
            self._told = self._marks[-1]
        self._pieces.append(text)

    def _ended(self) -> SourceLine | None:
        text = shown_text("".join(self._pieces))
        self._pieces = []
        if not text:
            return None
        marks = self._told | ({"bold"} if self._told & {"b", "strong"} else frozenset())
        is_label = self._cell == 1 and self._cells > 1 and len(text) <= LONGEST_LABEL
        if is_label:
            self._label = text
            marks |= {LABEL}
        label = self._label if self._cell > 1 else None
        return SourceLine(self._row, text, marks, label, parted=True)


def _named(node: etree._Element, name: str) -> str:
    return str(node.get(name) or "")[:_LONGEST_NAMES]


_UNSHOWN = re.compile("[\u200b\u2060\ufeff]")


def shown_text(text: str) -> str:
    """Text with white space folded, and without characters that have no width."""
    return " ".join((text if text.isascii() else _UNSHOWN.sub("", text)).split())


_SKIPPED = 1.5
_MISSING = 3.0
_FITS = -2.0
_LIKELY = -1.0
_ANY = -0.2
"""What it costs to pass over a line, or to have none for a place, and what a line is worth in a
place that has a pattern, that it is likely for, or that takes any."""


_LATER = 0.3
"""What each line above a date takes from what it is worth."""


_LONG_HEADLINE = 60
"""Characters of a headline that is surely longer than what stands above and below it."""


def laid(
    order: Sequence[LinePlace],
    lines: Sequence[SourceLine],
    patterns: Compiled,
    dates: DateSettings,
    *,
    free: bool,
) -> list[int | None]:
    """Lay an order over lines at the least cost.

    Args:
        patterns: What the patterns of the order are compiled to.
        free: Whether lines below the last place cost nothing.

    Returns:
        For each line the index of its place, or None where it has none.
    """
    costs = [
        [_cost(line, place, at, patterns, dates) for place in order]
        for at, line in enumerate(lines)
    ]
    return _steps(_least(order, costs, free=free), len(lines), len(order))


def _least(
    order: Sequence[LinePlace], costs: Sequence[Sequence[float | None]], *, free: bool
) -> list[list[tuple[float, str]]]:
    """The least cost of the lines from each on in the places from each on, and what is done."""
    count, places = len(costs), len(order)
    best: list[list[tuple[float, str]]] = [
        [(0.0, "") for _ in range(places + 1)] for _ in range(count + 1)
    ]
    for i in range(count, -1, -1):
        for j in range(places, -1, -1):
            choices: list[tuple[float, str]] = []
            if i == count and j == places:
                continue
            cost = costs[i][j] if i < count and j < places else None
            if cost is not None:
                choices.append((best[i + 1][j + 1][0] + cost, "take"))
                if order[j].many:
                    choices.append((best[i + 1][j][0] + cost, "more"))
            if j < places:
                missing = 0.0 if order[j].optional else _MISSING
                choices.append((best[i][j + 1][0] + missing, "miss"))
            if i < count:
                skipped = 0.0 if free and j == places else _SKIPPED
                choices.append((best[i + 1][j][0] + skipped, "skip"))
            best[i][j] = min(choices, key=lambda choice: choice[0])
    return best


def _steps(
    best: Sequence[Sequence[tuple[float, str]]], lines: int, places: int
) -> list[int | None]:
    """What is done with each line on the way that costs least."""
    done_with: list[int | None] = []
    j = 0
    while len(done_with) < lines or j < places:
        done = best[len(done_with)][j][1]
        if done == "miss":
            j += 1
            continue
        done_with.append(None if done == "skip" else j)
        j += done == "take"
    return done_with


def _cost(
    line: SourceLine, place: LinePlace, at: int, patterns: Compiled, dates: DateSettings
) -> float | None:
    """What a line is worth in a place; None where it cannot stand there."""
    if place.marks and line.marks.isdisjoint(place.marks):
        return None
    if not line.marks.isdisjoint(place.without):
        return None
    if place.pattern is not None and not patterns.search(place.pattern, line.text):
        return None
    if place.what == "date" and date_in(line.text, dates) is None:
        return None
    cost = _ANY
    if place.what == "date" or (place.pattern is not None and not place.likely):
        cost = _FITS
    if place.what == "date":
        # Of several dates the first is that of the article, others are of its delivery.
        cost += min(at * _LATER, -_FITS)
    if place.what == "other":
        # What is nothing of the article's draws no line away from what is.
        cost = _ANY / 2 if place.many else _LIKELY
    if patterns.first(place.likely, line.text):
        cost += _LIKELY
    if place.what == "headline":
        cost += _LIKELY * ("bold" in line.marks)
        # What a line could be else, such as a section or a byline, is shorter.
        cost -= min(len(line.text), _LONG_HEADLINE) / _LONG_HEADLINE * (not place.many)
    return cost
