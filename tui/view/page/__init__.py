"""One page as it was saved: what is kept, what is removed, by which rule, and without a rule.

Here a reader finds out why a line is gone, or still there, and teaches a rule about it. A rule
that is switched off is off in this view only: the page is read twice then, beside what all
rules make of it. Both are done in a thread, since a page may be long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.corpus.files import Unreadable
from tui.corpus.teaching import Chosen, rules_in
from tui.presentation.kinds import GLYPHS
from tui.text.inert import inert
from tui.text.page.model import PageError
from tui.view.keys import bindings
from tui.view.page.sheet import CHANGED, KEPT, PageLine, PageSheet, page_rows, total_lines
from tui.view.screen import Legend, Opened, ViewScreen, ViewTitle, turned
from tui.view.standing import Standing
from tui.view.styles import PaintStyles
from tui.view.teach.teacher import Teacher
from tui.view.widgets.table import Detail, Grid, MarkingGrid

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.presentation.rows import Side
    from tui.text.model import Article
    from tui.view.screen import Context
    from tui.view.state import Move


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
        if self._from is None:
            self._from = self.grid.row
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
        removed = sum(line.state == "removed" for line in lines)
        kept = sum(line.state == "kept" for line in lines)
        first, last = lines[0], lines[-1]
        places = None
        if first.place is not None and last.place is not None:
            places = range(first.place, last.place + 1)
        chosen = Chosen(first.number, max(last.number, last.last), places)
        self._teacher.teach(self._article, chosen, "drop" if kept >= removed else "keep")

    def action_take_back(self) -> None:
        """Take the last rule that was taught back."""
        self._teacher.take_back()

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
            self.refuse("There is no page any more.")
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
            self.refuse("No rule has decided about this line: there is none to switch off.")
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
            self.refuse("There is no other article to compare this one with.")
            return
        if paragraph is None or not self._article.paragraphs[paragraph].linkable:
            self.refuse("This line is no paragraph of the text: the comparison does not have it.")
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

    def _show_state(self, sheet: PageSheet) -> None:
        kept = sum(line.state == "kept" for line in sheet.lines)
        removed = sum(line.state == "removed" for line in sheet.lines)
        off = f"without {', '.join(sorted(self._off))}: " if self._off else ""
        changed = f"{sheet.changed} {sheet.unit} changed · " if self._off else ""
        marked = f"{len(self.grid.marked)} marked · " if self.grid.marked else ""
        name = self.context.names[self._article.path]
        subject = f"{name} · {inert(self._article.title or '(no headline)')}"
        self.query_exactly_one(ViewTitle).show(
            subject, f"{marked}{off}{changed}{kept} {sheet.unit} kept, {removed} removed"
        )
        entries = [
            (KEPT, "same", "kept"),
            (GLYPHS["chrome"], "chrome", "removed"),
            (CHANGED, "only-left", "otherwise than usual"),
            *((str(count), "count", rule) for rule, count in sheet.totals),
        ]
        self.query_exactly_one(Legend).show(entries)

    # Work off the main thread

    def _read(self) -> None:
        article, off = self._article, self._off
        self.run_worker(
            lambda: self._read_lines(article, off), thread=True, group="page", exclusive=True
        )

    def _read_lines(self, article: Article, off: frozenset[str]) -> None:
        library = self.context.library
        try:
            page = library.page(article.path)
        except PageError as error:
            self.post_message(PageFailed(article.path, error.reason))
            return
        usual = page_rows(page, article)
        lines = usual
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
