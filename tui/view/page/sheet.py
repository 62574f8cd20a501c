"""A page as a sheet: its source lines, what became of each, and by which rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import replace

from tui.presentation.kinds import GLYPHS
from tui.text.inert import inert
from tui.view.widgets.table import Cell, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui.text.model import Article, Lines, Paragraph
    from tui.text.page.model import Block, Page


State = Literal["kept", "removed", "blank"]


CHANGED = "±"
"""A line that is kept without the rules that are switched off, or removed without them."""


KEPT = "│"


class PageLine(msgspec.Struct, frozen=True):
    """A source line; of a page with markup, a paragraph that is to be seen.

    Attributes:
        number: The source line, or the first one, counted from 1.
        text: The line as it was saved, or the paragraph's words; inert.
        state: What became of it.
        what: The rule that removed it, or the role of the paragraph that it belongs to.
        trims: The rules that took a part of the paragraph out.
        paragraph: Index of the article's paragraph that it belongs to, if any.
        kept_by: The rule that keeps it from all others, if one does.
        last: The last source line of a paragraph; 0 for a line.
        place: The index of the paragraph's block; None for a line.
    """

    number: int
    text: str
    state: State
    what: str = ""
    trims: tuple[str, ...] = ()
    paragraph: int | None = None
    kept_by: str | None = None
    last: int = 0
    place: int | None = None


def page_rows(page: Page, article: Article) -> tuple[PageLine, ...]:
    """A page line by line, or paragraph by paragraph where lines are not what a reader sees.

    On a page with markup a paragraph can go over many lines, and many can share one.
    """
    if any(block.markup is not None for block in page.blocks):
        return tuple(_paragraphs(page.blocks, article))
    return page_lines(page.lines, article)


def _paragraphs(blocks: Sequence[Block], article: Article) -> Iterator[PageLine]:
    paragraphs = enumerate(article.paragraphs)
    kept = {paragraph.place: (index, paragraph) for index, paragraph in paragraphs}
    removed = {line.place: line for line in article.removed}
    for place, block in enumerate(blocks):
        text = inert(block.text or block.source)
        row = PageLine(block.first, text, "blank", last=block.last, place=place)
        if place in kept:
            yield replace(row, **_kept(*kept[place]))
        elif place in removed:
            yield replace(row, state="removed", what=inert(removed[place].rule))
        else:
            yield row


def _kept(index: int, paragraph: Paragraph) -> dict[str, Any]:
    """What is said of the lines of a paragraph of the article."""
    return {
        "state": "kept",
        "what": paragraph.role,
        "trims": tuple(inert(trim.rule) for trim in paragraph.trimmed),
        "paragraph": index,
        "kept_by": paragraph.kept_by and inert(paragraph.kept_by),
    }


def page_lines(lines: Sequence[str], article: Article) -> tuple[PageLine, ...]:
    """What became of each source line of a page in the article that the rules made of it."""
    rows = {
        number: PageLine(number, text, "blank")
        for number, text in enumerate(map(inert, lines), start=1)
    }

    def put(where: Lines, facts: dict[str, Any]) -> None:
        for number in range(where[0], where[1] + 1):
            if number in rows and lines[number - 1].strip():
                rows[number] = replace(rows[number], **facts)

    for index, paragraph in enumerate(article.paragraphs):
        put(paragraph.lines, _kept(index, paragraph))
    for removed in article.removed:
        put(removed.lines, {"state": "removed", "what": inert(removed.rule)})
    return tuple(rows.values())


def totals(lines: Sequence[PageLine]) -> list[tuple[str, int]]:
    """How many lines each rule removed or took a part of, the greatest number first."""
    counts = Counter(line.what for line in lines if line.state == "removed")
    counts.update(rule for line in lines for rule in line.trims)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


class PageSheet:
    """Shows a page line by line.

    Args:
        name: The page's short inert name.
        lines: Its lines under the rules that are on.
        usual: Its lines under all rules.
        reasons: Why each rule is there, by name.
    """

    cell_width = (12, 26)

    column_count = 1

    def __init__(
        self,
        name: str,
        lines: tuple[PageLine, ...],
        usual: tuple[PageLine, ...],
        reasons: Mapping[str, str],
    ) -> None:
        self.lines = lines
        self.usual = usual
        self.totals = totals(lines)
        self._name = name
        self._reasons = reasons

    @property
    def row_count(self) -> int:
        """How many lines the page has."""
        return len(self.lines)

    @property
    def changed(self) -> int:
        """How many lines are kept or removed otherwise than usual."""
        return sum(map(self._is_changed, range(len(self.lines))))

    def rule_of(self, row: int) -> str | None:
        """The rule that usually removes a line or a part of it, or keeps it from all others."""
        usual = self.usual[row] if row < len(self.usual) else None
        if usual is None:
            return None
        return usual.what if usual.state == "removed" else next(iter(usual.trims), usual.kept_by)

    def row_of(self, paragraph: int) -> int:
        """The first line of one of the article's paragraphs."""
        rows = enumerate(self.usual)
        return next((row for row, line in rows if line.paragraph == paragraph), 0)

    @property
    def unit(self) -> str:
        """What a row is, in the plural."""
        return "paragraphs" if self.lines and self.lines[0].last else "lines"

    def corner(self) -> str:
        """Which page it is."""
        by = "" if self.unit == "lines" else f", by {self.unit}"
        return f"{self._name}, as it was saved{by}"

    def heading(self, _column: int) -> Cell:
        """What the column says."""
        return Cell("role or rule", "headline")

    def note(self, _row: int) -> str | None:
        """No row is a note."""
        return None

    def label(self, row: int) -> Label:
        """A line's text."""
        line = self.lines[row]
        glyph = {"kept": KEPT, "removed": GLYPHS["chrome"], "blank": " "}[line.state]
        glyph_style = {"kept": "same", "removed": "chrome", "blank": "text"}[line.state]
        if self._is_changed(row):
            glyph, glyph_style = CHANGED, "only-left"
        style = "chrome" if line.state == "removed" else "text"
        return Label(" ".join(line.text.split()), style, glyph, glyph_style, line.number)

    def cell(self, row: int, _column: int, _room: int) -> Cell:
        """The rule that removed a line, or the role that it has."""
        line = self.lines[row]
        if line.state == "removed":
            return Cell(line.what, "rule")
        rules = f" − {', '.join(line.trims)}" if line.trims else ""
        rules += f" + {line.kept_by}" if line.kept_by else ""
        return Cell(line.what + rules, "faint" if line.what == "body" else "service")

    def details(self, row: int) -> tuple[Quoted, ...]:
        """The line in full, and why its rule is there."""
        if row >= len(self.lines):
            return ()
        line = self.lines[row]
        if line.state == "blank":
            return (Quoted(f"{_where(line)} is blank", ""),)
        fate = f"removed by {line.what}" if line.state == "removed" else f"kept as {line.what}"
        quotes = [Quoted(f"{_where(line)}, {fate}", " ".join(line.text.split()))]
        rules = [line.what, *line.trims] if line.state == "removed" else list(line.trims)
        rules += [line.kept_by] if line.kept_by else []
        usual = self.rule_of(row)
        if usual is not None and usual not in rules:
            quotes.append(Quoted(f"usually decided by {usual}", self._reasons.get(usual, "")))
        quotes += [Quoted(rule, self._reasons.get(rule, "")) for rule in rules]
        return tuple(quotes[:2])

    def _is_changed(self, row: int) -> bool:
        return self.lines[row].state != self.usual[row].state


def _where(line: PageLine) -> str:
    if line.last > line.number:
        return f"lines {line.number}–{line.last}"
    return f"line {line.number}"


def total_lines(
    sheet: PageSheet, off: frozenset[str], width: int
) -> Iterator[tuple[str, str, int, str]]:
    """The totals for a list beside the page, `width` cells wide.

    Yields:
        A sign, a rule's name cut to the room, its number of lines, and a style's name.
    """
    room = width - 8
    for rule in sorted(off):
        yield "✗", rule[:room], 0, "failure"
    for rule, count in sheet.totals:
        yield GLYPHS["chrome"], rule[:room], count, "text"
