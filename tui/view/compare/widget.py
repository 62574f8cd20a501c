"""The comparison: two columns of aligned rows in one scrolling view, and whose they are above.

One widget paints gutter, left column, divider and right column, so that the two sides cannot
lose each other; at its right end it draws the whole pair in one column. What a reader does in
it, going through the rows and selecting text, is in two objects that it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from rich.segment import Segment
from textual import on
from textual.cache import LRUCache
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.presentation.rows import SIDES
from tui.presentation.sentence import sentence
from tui.view.compare.anchor import Anchor, counterpart, next_row, row_of
from tui.view.compare.arrange import CHANGES_WANTED
from tui.view.compare.choose import choices_said, notes_said
from tui.view.compare.cursor import Cursor
from tui.view.compare.header import Header
from tui.view.compare.layout import Columns
from tui.view.compare.paint import LOOK_SIGNS, Painter, line_at, overview
from tui.view.compare.select import point_at, selected_text, selection, side_at
from tui.view.standing import doing
from tui.view.styles import PaintStyles
from tui.view.threads import SCROLLED_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui.presentation.kinds import PaintedLook
    from tui.presentation.rows import Lens, Look, ShownRow, Side
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.layout import Layout, MeasuredRows, Spans, TextPlace
    from tui.view.compare.select import Point, TextSelection, Whole
    from tui.view.state import Move


OVERVIEW = 1
"""Cells at the right end in which the whole document is drawn."""


LEAST_COLUMNS = 16
"""Columns for which rows are laid out in a narrower window too."""


MOST_ROWS_COUNTED = 2000
"""Rows of which the changes are counted."""


LEFT_BUTTON = 1


class ComparisonView(ScrollView, can_focus=True, inherit_bindings=False):
    """Two aligned articles, side by side or stacked, with a cursor on one of their rows."""

    ALLOW_SELECT = False

    stacked: reactive[bool] = reactive(False, repaint=False)
    """Left over right in each row, for narrow windows."""

    lens: reactive[Lens] = reactive("all", repaint=False)
    """Which words that differ are set off, and where "next difference" stops."""

    @dataclass
    class RowReached(Message):
        """The cursor stands on another row, or on a row of another document."""

        row: int

    class Selected(Message):
        """Another stretch of text is selected, or none any more, and the mouse is let go."""

    def __init__(self) -> None:
        super().__init__()
        self._cursor = Cursor(self)
        self._selection = MouseSelection(self)
        self._styles = PaintStyles(self)
        self._painter: Painter | None = None
        self._found: Spans = {}
        self._strips: LRUCache[tuple[int, int, bool, TextSelection | None], Strip] = LRUCache(2048)
        self._overview: tuple[Layout, int, list[Look | None]] | None = None

    @property
    def document(self) -> MeasuredRows:
        """What is shown."""
        return self._cursor.document

    def show(
        self, document: MeasuredRows, keep: Anchor | None = None, row: int | None = None
    ) -> None:
        """Show other rows; nothing is selected in them.

        `keep` is a paragraph that stays put, `row` the row to go to.
        """
        self._selection.end()
        self._cursor.show(document, keep)
        if row is not None:
            self._cursor.go(row)
        self.refresh()
        self.post_message(self.RowReached(self.cursor))

    def lay_out(self) -> Layout:
        """The document at the present width."""
        return self._cursor.layout()

    def line_at(self, y: int) -> int:
        """The layout's line on a line of the window."""
        return self._cursor.line_at(y)

    # The window that the cursor is in

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return bool(self.size)

    @property
    def height(self) -> int:
        """Lines of the window."""
        return self.size.height

    @property
    def top(self) -> int:
        """Lines that are scrolled out above it."""
        return self.scroll_offset.y

    @property
    def columns(self) -> Columns:
        """What stands where in a line, beside the overview."""
        width = self.scrollable_content_region.width - OVERVIEW
        return Columns(max(width, LEAST_COLUMNS), self.stacked)

    def jump(self, line: int) -> None:
        """Scroll to a line at once."""
        self.scroll_to(y=line, animate=False, force=True)

    def make_room(self, layout: Layout, empty: int) -> None:
        """Let a layout and some empty lines be scrolled through."""
        self.virtual_size = Size(layout.columns.width + OVERVIEW, layout.height + empty)

    def cursor_moved(self, before: int, row: int) -> None:
        """Paint the rows that the cursor left and reached."""
        layout = self.lay_out()
        for one in (before, row):
            if one < len(self.document.rows):
                self.refresh_lines(layout.top(one) + self._cursor.lead, layout.row_height(one))
        self.post_message(self.RowReached(row))

    # Going through the rows

    @property
    def cursor(self) -> int:
        """Index of the row under the cursor."""
        return self._cursor.row

    def held(self, side: Side, *, strict: bool = True) -> Anchor | None:
        """The paragraph that a reader of one side is at, and the window line it stands on."""
        return self._cursor.held(side, strict=strict)

    def move(self, how: Move) -> None:
        """Move the cursor as a key says."""
        self._cursor.move(how)

    def go(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        self._cursor.go(row)

    def reach(self, place: TextPlace) -> None:
        """Go to a row, and on to a place in it."""
        self._cursor.reach(place)

    def seek(self, step: Literal[1, -1], look: Look | None = None) -> bool:
        """Move to the next or previous difference, or row of a kind.

        Returns:
            False where there is none that way; nothing moves then.
        """
        row = next_row(self.document, self.cursor, step, look, self.lens)
        if row is None:
            return False
        self.go(row)
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place in the text that the reader has scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        self._cursor.scrolled(round(new_value))

    def watch_stacked(self) -> None:
        """Lay out anew."""
        self._cursor.forget_layout()
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap to the new width and keep the reader's place."""
        self._cursor.resized()
        self.refresh()

    # Selecting

    @property
    def selected(self) -> TextSelection | None:
        """What is selected, if anything."""
        return self._selection.selected

    @property
    def selected_text(self) -> str:
        """The selected text as the article has it, without gutter and line ends; inert."""
        return "" if self.selected is None else selected_text(self.document, self.selected)

    def select(self, selected: TextSelection | None) -> None:
        """Select some text, or none."""
        self._selection.select(selected)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select where the mouse is pressed."""
        self._selection.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse is."""
        self._selection.drag(event)

    def on_mouse_up(self) -> None:
        """Keep what is selected."""
        self._selection.release()

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked and unfold it; or go where the overview is.

        A second click selects the word, a third one the paragraph.
        """
        layout = self.lay_out()
        if event.x >= layout.columns.width:
            located = layout.locate(line_at(layout, event.y, self.size.height))
            if located is not None:
                self.go(located[0])
            return
        if self._selection.click(event):
            return
        located = layout.locate(self.line_at(event.y))
        if located is not None:
            self._cursor.put(located[0])
            if self.document.rows[self.cursor].folded:
                await doing("screen.choose", self.screen)()

    # Painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        layout = self.lay_out()
        located = layout.locate(self.line_at(y))
        if located is None:
            strip = Strip.blank(layout.columns.width, self._styles("text"))
        else:
            strip = self._strip(layout, *located)
        return Strip([*strip, self._sign(layout, y)], layout.columns.width + 1)

    def notify_style_update(self) -> None:
        """Paint again when theme or focus have changed."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the keys act here."""
        super().watch_has_focus(has_focus)
        self.paint_anew()

    def watch_lens(self) -> None:
        """Paint other words."""
        self.paint_anew()

    def mark(self, found: Spans) -> None:
        """Mark where the words that are searched for stand."""
        self._found = found
        self.paint_anew()

    def paint_anew(self) -> None:
        """Paint every line again."""
        self._painter = None
        self.refresh()

    def _strip(self, layout: Layout, row: int, line: int) -> Strip:
        if self._painter is None or self._painter.layout is not layout:
            self._painter = Painter(layout, self._styles, self.has_focus, self.lens, self._found)
            self._strips.clear()
        selected = self.selected
        if selected is not None and not selected.touches(row):
            selected = None
        key = (row, line, row == self.cursor, selected)
        strip = self._strips.get(key)
        if strip is None:
            painter = replace(self._painter, selected=selected) if selected else self._painter
            strip = self._strips[key] = painter.strip(row, line, cursor=row == self.cursor)
        return strip

    def _sign(self, layout: Layout, y: int) -> Segment:
        """What the overview has on a line of the window."""
        height = self.size.height
        if self._overview is None or self._overview[:2] != (layout, height):
            self._overview = (layout, height, overview(layout, height))
        signs = self._overview[2]
        look = signs[y] if y < len(signs) else None
        if look is None:
            return Segment(" ", self._styles("text"))
        return Segment(LOOK_SIGNS.get(look, " "), self._styles(look))


class MouseSelection:
    """Selects text with the mouse, inside the column where it was pressed.

    A drag past an edge of the window scrolls it for as long as the mouse is there.
    """

    def __init__(self, view: ComparisonView) -> None:
        self.selected: TextSelection | None = None
        self._view = view
        self._anchor: tuple[Side, Point] | None = None
        self._pressed = (0, 0)
        self._mouse = (0, 0)
        self._dragged = False
        self._scrolling: Timer | None = None

    def select(self, selected: TextSelection | None) -> None:
        """Select some text, or none."""
        if selected is not None and not selected:
            selected = None
        if selected != self.selected:
            self.selected = selected
            self._view.refresh()

    def end(self) -> None:
        """Let the mouse go, with nothing selected."""
        self._let_go()
        self.selected = None

    def press(self, event: events.MouseDown) -> None:
        """Begin where the mouse is pressed."""
        self._dragged = False
        view, layout = self._view, self._view.lay_out()
        if event.button != LEFT_BUTTON or event.x >= layout.columns.width:
            return
        y = view.line_at(event.y)
        side = side_at(layout, event.x, y)
        point = None if side is None else point_at(layout, side, event.x, y)
        if side is not None and point is not None:
            self._anchor = (side, point)
            self._pressed = self._mouse = (event.x, event.y)
            view.capture_mouse()

    def drag(self, event: events.MouseMove) -> None:
        """Select as far as the mouse is."""
        if self._anchor is None:
            return
        self._mouse = (event.x, event.y)
        if self._mouse == self._pressed and not self._dragged:
            return
        self._dragged = True
        self._extend()
        outside = not 0 <= event.y < self._view.size.height
        if outside and self._scrolling is None:
            self._scrolling = self._view.set_interval(SCROLLED_EVERY, self._scroll_on)
        elif not outside:
            self._stop_scrolling()

    def release(self) -> None:
        """Keep what is selected."""
        was_pressed = self._anchor is not None
        self._let_go()
        if was_pressed and self._dragged:
            self._view.post_message(self._view.Selected())

    def click(self, event: events.Click) -> bool:
        """Select a word or a paragraph where the mouse was pressed twice or three times.

        Returns:
            Whether that was it, or the end of a drag, and not a simple click.
        """
        if self._dragged:
            return True
        view, layout = self._view, self._view.lay_out()
        y = view.line_at(event.y)
        side = side_at(layout, event.x, y) if event.x < layout.columns.width else None
        point = None if side is None else point_at(layout, side, event.x, y)
        if event.chain == 1 or side is None or point is None:
            had_one = self.selected is not None
            self.select(None)
            if had_one:
                view.post_message(view.Selected())
            return False
        least: Whole = "word" if event.chain % 2 == 0 else "paragraph"
        self.select(selection(side, point, point, least, view.document))
        view.post_message(view.Selected())
        return True

    def _extend(self) -> None:
        if self._anchor is None:
            return
        side, anchor = self._anchor
        view, (x, y) = self._view, self._mouse
        end = point_at(view.lay_out(), side, x, view.line_at(y))
        if end is not None:
            self.select(selection(side, anchor, end, "character", view.document))

    def _scroll_on(self) -> None:
        self._view.jump(self._view.top + (-1 if self._mouse[1] < 0 else 1))
        self._extend()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _let_go(self) -> None:
        self._stop_scrolling()
        if self._anchor is not None:
            self._anchor = None
            self._view.release_mouse()


class CompareView(Vertical):
    """Two articles, aligned. The comparison in it takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._header = Header()
        self._comparison = ComparisonView()
        self._shown: ComparedPair | None = None
        self._names = ("", "")
        self._changes: tuple[MeasuredRows | None, Lens, list[int]] = (None, "all", [])

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield self._header
        yield self._comparison

    @property
    def comparison(self) -> ComparisonView:
        """The widget with the rows."""
        return self._comparison

    @property
    def shown(self) -> ComparedPair | None:
        """What is shown now."""
        return self._shown

    def show(
        self, comparison: ComparedPair, names: tuple[str, str], row: int | None = None
    ) -> None:
        """Show a comparison under the inert names of its articles.

        A paragraph that was shown before stays where it stands; `row` is the row to go to.
        """
        keep = self._kept(comparison)
        self._shown = comparison
        self._names = names
        self._header.show(comparison.alignment, names)
        self._comparison.show(comparison.document, keep, row)

    def show_verdicts(self, verdicts: Mapping[str, str], looks: Mapping[str, PaintedLook]) -> None:
        """Say under the headlines whose copy the articles are, by path; inert."""
        self._header.show_verdicts(verdicts, looks)

    def stack(self, stacked: bool) -> None:
        """Set the left article over the right one in each row, or beside it."""
        self._header.stacked = stacked
        self._comparison.stacked = stacked

    def move(self, how: Move) -> None:
        """Move the cursor as a key says."""
        self._comparison.move(how)

    def seek(self, step: Literal[1, -1], look: Look | None = None) -> bool:
        """Go to the next or previous difference, or row of a kind; False where there is none."""
        if look is None:
            self._count_changes()
        return self._comparison.seek(step, look)

    def _count_changes(self) -> None:
        """Find out which rows differ, once a reader goes from one to the next."""
        document, lens = self._comparison.document, self._comparison.lens
        if self._changes[:2] != (document, lens) and len(document.rows) <= MOST_ROWS_COUNTED:
            found = [at for at, row in enumerate(document.rows) if row.differs(lens)]
            self._changes = (document, lens, found)

    def _which_change(self) -> str:
        document, lens, found = self._changes
        now = (self._comparison.document, self._comparison.lens)
        if (document, lens) != now or self._comparison.cursor not in found:
            return ""
        return f"Change {found.index(self._comparison.cursor) + 1} of {len(found)}"

    def _kind_said(self, row: ShownRow) -> str:
        """What a row is whose words are not compared."""
        if row.look in ("only-left", "only-right") and row.counted:
            return f"Only in {self._names[row.look != 'only-left']}"
        if row.look == "moved":
            return "Moved: elsewhere in the other article"
        return "Paraphrase: the same facts in other words" if row.look == "related" else ""

    def detail(self) -> str:
        """Which change it is, what was decided about the row, and what differs in it; inert."""
        row = self.row
        if self._shown is None or row is None:
            return ""
        alignment = self._shown.alignment
        parts = (
            self._which_change(),
            *self._notes_on(row),
            choices_said(alignment, row),
            self._kind_said(row),
            sentence(
                alignment,
                row,
                self._comparison.lens,
                first=CHANGES_WANTED.get(self._shown.arrangement.shown, frozenset()),
            ),
        )
        return " · ".join(filter(None, parts))

    def _notes_on(self, row: ShownRow) -> Iterator[str]:
        """What the reader has noted on a row's paragraphs; inert."""
        if self._shown is None or not row.noted:
            return
        articles = self._shown.alignment.left, self._shown.alignment.right
        here = [set(row.paragraphs(side)) for side in SIDES]
        for one in self._shown.notes:
            if any(paragraph in here[place] for place, paragraph in one.places):
                yield notes_said(one, articles, self._names)

    @property
    def row(self) -> ShownRow | None:
        """The row under the cursor."""
        rows = self._comparison.document.rows
        cursor = self._comparison.cursor
        return rows[cursor] if cursor < len(rows) else None

    def jump(self) -> bool:
        """Go to the counterpart of the row under the cursor; False where it has none elsewhere."""
        row = self.row
        if self._shown is None or row is None:
            return False
        place = counterpart(self._shown.alignment, row)
        target = None if place is None else row_of(self._comparison.document, *place)
        if target is None:
            return False
        self._comparison.go(target)
        return True

    @on(ComparisonView.RowReached)
    def _row_reached(self) -> None:
        self._header.show_place(self.row)

    def _kept(self, new: ComparedPair) -> Anchor | None:
        """The paragraph that stays on its line of the window."""
        if self._shown is None:
            return None
        before, after = self._shown.alignment, new.alignment
        was = before.left.path, before.right.path
        now = after.left.path, after.right.path
        if was == now[::-1]:
            held = self._comparison.held("left", strict=False)
            return None if held is None else _mirrored(held)
        if was == now:
            # What comes to stand above the first row must not stay out of sight there.
            at_top = self._comparison.scroll_offset.y == 0
            held = self._comparison.held("left", strict=False)
            return None if held is None else replace(held, y=None if at_top else held.y)
        if was[0] == now[0]:
            return self._comparison.held("left")
        return self._comparison.held("right") if was[1] == now[1] else None


def _mirrored(held: Anchor) -> Anchor:
    return Anchor(SIDES[1 - SIDES.index(held.side)], held.paragraph, held.y)
