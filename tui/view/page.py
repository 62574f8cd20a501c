"""One page as it was saved: what is kept, what is removed, by which rule, and without a rule.

Here a reader finds out why a line is gone, or still there, and teaches a rule about it. A rule
that is switched off is off in this view only: the page is read twice then, beside what all
rules make of it. Both are done in a thread, since a page may be long. `PageSheet` is the page as
a table: its source lines, and what became of each.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import msgspec
from msgspec.structs import replace
from rich.segment import Segment
from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.corpus.files import Unreadable
from tui.corpus.teaching import Chosen, rules_in
from tui.presentation.kinds import GLYPHS, KEPT
from tui.presentation.rows import called
from tui.text.inert import inert
from tui.text.model import PlaceKind, place_said
from tui.text.page.model import PageError
from tui.view.keys import bindings
from tui.view.screen import Legend, Opened, ViewScreen, ViewTitle, turned
from tui.view.standing import Standing
from tui.view.styles import PaintStyles
from tui.view.teach.teacher import OwnRulesKey, Teacher
from tui.view.widgets.table import Cell, Detail, Grid, Label, MarkingGrid, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.presentation.rows import Side
    from tui.text.model import Article, Lines, Paragraph
    from tui.text.page.model import Block, Page
    from tui.view.screen import Context
    from tui.view.state import Move


State = Literal["kept", "removed", "blank"]


CHANGED = "±"
"""A line that is kept without the rules that are switched off, or removed without them."""


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
        places: What its number counts.
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
    places: PlaceKind = "line"


def page_rows(page: Page, article: Article) -> tuple[PageLine, ...]:
    """A page line by line, or paragraph by paragraph where lines are not what a reader sees.

    On a page with markup a paragraph can go over many lines, and many can share one.
    """
    if article.part is not None or any(block.markup is not None for block in page.blocks):
        return tuple(_paragraphs(page.blocks, article))
    return page_lines(page.lines, article)


def _paragraphs(blocks: Sequence[Block], article: Article) -> Iterator[PageLine]:
    paragraphs = enumerate(article.paragraphs)
    kept = {paragraph.place: (index, paragraph) for index, paragraph in paragraphs}
    removed = {line.place: line for line in article.removed}
    for place, block in enumerate(blocks):
        text = inert(block.text or block.source)
        at, last = block.lines
        row = PageLine(at, text, "blank", last=last, place=place, places=article.places)
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
    numbered = True

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
        where = place_said((line.number, line.last), line.places)
        if line.state == "blank":
            return (Quoted(f"{where} is blank", ""),)
        fate = f"removed by {line.what}" if line.state == "removed" else f"kept as {line.what}"
        quotes = [Quoted(f"{where}, {fate}", " ".join(line.text.split()))]
        rules = [line.what, *line.trims] if line.state == "removed" else list(line.trims)
        rules += [line.kept_by] if line.kept_by else []
        usual = self.rule_of(row)
        if usual is not None and usual not in rules:
            quotes.append(Quoted(f"usually decided by {usual}", self._reasons.get(usual, "")))
        quotes += [Quoted(rule, self._reasons.get(rule, "")) for rule in rules]
        return tuple(quotes[:2])

    def _is_changed(self, row: int) -> bool:
        return self.lines[row].state != self.usual[row].state


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


class Totals(Widget):
    """How many lines each rule removed, and which rules are switched off."""

    ALLOW_SELECT = False

    DEFAULT_CSS = "Totals { width: 34; padding: 0 1; border-left: solid $foreground 22%; }"

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._unit = "lines"
        self._lines: list[tuple[str, str, int, str]] = []

    def show(self, sheet: PageSheet, off: frozenset[str]) -> None:
        """Show the totals of a page."""
        self._unit = sheet.unit
        self._lines = list(total_lines(sheet, off, 30))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.size.width
        parts = [(f"removed {self._unit} by rule", "headline")] if y == 0 else []
        if 0 < y <= len(self._lines):
            sign, rule, count, style = self._lines[y - 1]
            number = f"{count:>4}" if count else " off"
            parts = [(f"{sign} ", "chrome"), (f"{rule:<{width - 6}}", style), (number, "count")]
        strip = Strip([Segment(text, self._styles(style)) for text, style in parts])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()


@dataclass
class PageRead(Message):
    """A page was read: its lines under the rules that are on, and under all rules."""

    path: str
    lines: tuple[PageLine, ...]
    usual: tuple[PageLine, ...]


@dataclass
class PageReadAnew(Message):
    """The rules have changed, and what they make of the page."""

    article: Article


@dataclass
class PageFailed(Message):
    """A page could not be read again."""

    path: str
    reason: str


TOTALS_BESIDE = 96
"""Columns from which the totals stand beside the page."""


class PageScreen(Standing, ViewScreen):
    """A page line by line."""

    view_name = "page"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "page")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        on_right = context.at is not None and context.at.side == "right"
        self._article = context.articles[0] if pair is None else pair[on_right]
        self._off: frozenset[str] = frozenset()
        self._sheet: PageSheet | None = None
        self._place = None if context.at is None else context.at.paragraph
        self._from: int | None = None
        self._marking = False
        self._teacher = Teacher(self, unmark=self.unmark, read_again=self._read_again)

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle("page")
        with Horizontal():
            yield MarkingGrid()
            yield Totals()
        yield Detail()
        yield Legend()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin to read."""
        self.grid.focus()
        self._read()

    @property
    def article(self) -> Article:
        """The page that is shown, as the rules have read it."""
        return self._article

    def action_move(self, how: Move) -> None:
        """Go to another line; what was marked with Shift is marked no longer."""
        if not self._marking:
            self._from = None
        self.grid.move(how)

    def action_mark(self) -> None:
        """Mark lines from here on, or no longer."""
        self._marking = not self._marking
        self._from = self.grid.row if self._marking else None
        self._show_marked()

    def action_mark_to(self, how: Move) -> None:
        """Mark one more line, or one less."""
        self._from = self.grid.row if self._from is None else self._from
        self.grid.move(how)

    def action_teach(self) -> None:
        """Make a rule from the marked lines, or from the line under the cursor."""
        # The cursor's last step may not have been told yet.
        self._show_marked()
        rows = self.grid.marked or range(self.grid.row, self.grid.row + 1)
        lines = [] if self._sheet is None else self._sheet.usual[rows.start : rows.stop]
        if all(line.state == "blank" for line in lines):
            blank = "A blank line teaches nothing; go to a line with text."
            self.refuse(blank if lines else "The page is still being read.")
            return
        states = [line.state for line in lines]
        mostly_gone = states.count("removed") > states.count("kept")
        first, last = lines[0], lines[-1]
        places = None
        if first.place is not None and last.place is not None:
            places = range(first.place, last.place + 1)
        chosen = Chosen(first.number, max(last.number, last.last), places)
        self._teacher.teach(self._article, chosen, "keep" if mostly_gone else "drop")

    def action_own_rules(self, what: OwnRulesKey) -> None:
        """Undo the last change of the reader's own rules, or list them."""
        self._teacher.act(what)

    def action_close(self) -> None:
        """Mark nothing any more, or go back to the comparison."""
        if self.grid.marked:
            self.unmark()
        else:
            super().action_close()

    def unmark(self) -> None:
        """Mark nothing any more."""
        self._from, self._marking = None, False
        self._show_marked()

    def renewed(self) -> None:
        """Show the page as it is read now."""
        self._article = self.context.again(self._article)
        self._read()

    def action_turn(self, _side: Side, step: int) -> None:
        """Show another page."""
        article = turned(self.context.articles, self._article, step)
        if article is None:
            self.refuse("That page is gone.")
            return
        if article == self._article:
            self.refuse("There is no other page.")
            return
        self._article = article
        self._place = None
        self._sheet = None
        self.unmark()
        self.grid.row = 0
        self._read()

    def action_switch_rule(self) -> None:
        """Switch the rule that takes the line under the cursor off, or on again."""
        rule = self._sheet and self._sheet.rule_of(self.grid.row)
        if not rule:
            self.refuse("No rule took or kept this line, so there is none to switch off.")
            return
        self._off ^= {rule}
        self._read()

    def action_rules_on(self) -> None:
        """Switch all rules on again."""
        if not self._off:
            self.refuse("All rules are on already.")
            return
        self._off = frozenset()
        self._read()

    def action_open(self) -> None:
        """Go to the line's paragraph in the comparison."""
        paragraph = None
        if self._sheet is not None and self.grid.row < self._sheet.row_count:
            paragraph = self._sheet.usual[self.grid.row].paragraph
        pair = self.context.session.pair
        if pair is None:
            self.refuse("There is no other article to compare it with.")
            return
        if paragraph is None or not self._article.paragraphs[paragraph].linkable:
            self.refuse("This line is not in the comparison: it is not a paragraph of the article.")
            return
        left, right = pair
        if self._article.path == right.path:
            self.dismiss(Opened(left.path, right.path, right_paragraph=paragraph))
        else:
            other = right if self._article.path == left.path else left
            self.dismiss(Opened(self._article.path, other.path, paragraph))

    @on(PageRead)
    def _page_read(self, message: PageRead) -> None:
        if message.path != self._article.path:
            return
        name = self.context.names[message.path]
        reasons = {rule.name: inert(rule.why) for rule, _ in rules_in(self.context.config)}
        sheet = PageSheet(name, message.lines, message.usual, reasons)
        row = self.grid.row
        if self._sheet is None and self._place is not None:
            row = sheet.row_of(self._place)
        self._sheet = sheet
        self.grid.show(sheet, (row, 0))
        self.query_exactly_one(Totals).show(sheet, self._off)
        self._show_state(sheet)

    @on(PageReadAnew)
    def _page_read_anew(self, message: PageReadAnew) -> None:
        if message.article.path == self._article.path:
            self._article = message.article
            self._off &= {rule.name for rule, _ in rules_in(self.context.config)}
            self._read()

    @on(PageFailed)
    def _page_failed(self, message: PageFailed) -> None:
        self.query_exactly_one(ViewTitle).show(
            self.context.names[message.path], inert(message.reason)
        )

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self.say("")
        self._show_marked()
        if self._sheet is not None:
            self.query_exactly_one(Detail).show(self._sheet.details(self.grid.row))

    @on(MarkingGrid.RowsMarked)
    def _rows_marked(self, message: MarkingGrid.RowsMarked) -> None:
        if message.start is not None or not self._marking:
            self._from, self._marking = message.start, False
            self._show_marked()

    def _show_marked(self) -> None:
        row, start = self.grid.row, self._from
        marked = range(0) if start is None else range(min(row, start), max(row, start) + 1)
        if marked != self.grid.marked:
            self.grid.marked = marked
            self.grid.refresh()
            if self._sheet is not None:
                self._show_state(self._sheet)

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what there is no room for."""
        self.fit(event.size.height)
        self.query_exactly_one(Totals).display = event.size.width >= TOTALS_BESIDE
        if self._sheet is not None:
            self._show_state(self._sheet)

    def _show_state(self, sheet: PageSheet) -> None:
        kept = sum(line.state == "kept" for line in sheet.lines)
        removed = sum(line.state == "removed" for line in sheet.lines)
        off = f"without {', '.join(sorted(self._off))}: " if self._off else ""
        changed = f"{sheet.changed} {sheet.unit} changed · " if self._off else ""
        marked = f"{len(self.grid.marked)} marked · " if self.grid.marked else ""
        subject = f"{self.context.names[self._article.path]} · {called(self._article)}"
        self.query_exactly_one(ViewTitle).show(
            subject, f"{marked}{off}{changed}{kept} {sheet.unit} kept, {removed} removed"
        )
        # Where there is room, the rules stand beside the page.
        totals = () if self.size.width >= TOTALS_BESIDE else sheet.totals
        entries = [
            (KEPT, "same", "kept"),
            (GLYPHS["chrome"], "chrome", "removed"),
            (CHANGED, "only-left", "differs from the default rules"),
            *((str(count), "count", rule) for rule, count in totals),
        ]
        self.query_exactly_one(Legend).show(entries)

    def _read(self) -> None:
        work = partial(self._read_lines, self._article, self._off)
        self.run_worker(work, thread=True, group="page", exclusive=True)

    def _read_lines(self, article: Article, off: frozenset[str]) -> None:
        library = self.context.library
        try:
            page = library.page(article.path)
        except PageError as error:
            self.post_message(PageFailed(article.path, error.reason))
            return
        lines = usual = page_rows(page, article)
        if off:
            without = library.read_without(article.path, off)
            if isinstance(without, Unreadable):
                self.post_message(PageFailed(article.path, without.reason))
                return
            lines = page_rows(page, without)
        self.post_message(PageRead(article.path, lines, usual))

    def _read_again(self) -> None:
        """Read the page with the rules as they are now."""
        path = self._article.path
        article = self.context.library.read(path)
        if isinstance(article, Unreadable):
            self.post_message(PageFailed(path, article.reason))
        else:
            self.post_message(PageReadAnew(article))
