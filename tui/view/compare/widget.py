"""The comparison: two columns of aligned rows in one scrolling view.

One widget paints gutter, left column, divider and right column, so the two sides cannot lose
each other; at its right end it draws the whole pair in one column.

A document that scrolls and has a cursor: what a window on aligned rows is, without colours.

It lays out when it is first asked for a line or a size, and keeps the reader's place, as a
character of the text, when its width changes.

Selecting text in a document with the mouse: press, drag, scroll at the edges, let go.

The view of two articles: whose they are above, the aligned rows below.
"""

from __future__ import annotations

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
from tui.view.compare.anchor import Anchor, anchor, counterpart, next_row, row_of
from tui.view.compare.choose import choices_said
from tui.view.compare.header import Header
from tui.view.compare.layout import Columns, Layout, MeasuredRows, TextPlace
from tui.view.compare.paint import LOOK_SIGNS, Painter, line_at, overview
from tui.view.compare.select import point_at, selected_text, selection, side_at
from tui.view.state import Move
from tui.view.styles import PaintStyles
from tui.view.widgets.table import SCROLLED_EVERY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui.presentation.rows import Lens, Look, ShownRow, Side
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.layout import Spans
    from tui.view.compare.select import Point, TextSelection, Whole


OVERVIEW = 1
"""Cells at the right end in which the whole document is drawn."""


class DocumentView(ScrollView, can_focus=True, inherit_bindings=False):
    """A document in a window, with a cursor on one of its rows."""

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor."""

    stacked: reactive[bool] = reactive(False, repaint=False)
    """Left over right in each row, for narrow windows."""

    class RowReached(Message):
        """The cursor stands on another row, or on a row of another document."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__()
        self._document = MeasuredRows(())
        self._layout: Layout | None = None
        self._place: TextPlace | None = None
        self._scrolled_at: Columns | None = None
        self._cursor_in_sight = True
        self._lead = 0

    @property
    def document(self) -> MeasuredRows:
        """What is shown."""
        return self._document

    def show(self, document: MeasuredRows, keep: Anchor | None = None) -> None:
        """Show other rows.

        Args:
            document: The rows.
            keep: A paragraph and the line of the window that it stays on; None begins at
                the top.
        """
        self._document = document
        self._forget_layout()
        self._lead = 0
        row = None if keep is None else row_of(document, keep.side, keep.paragraph)
        if not self.size:
            # Not on the screen yet: the first resize will lay it out.
            self.set_reactive(DocumentView.cursor, 0)
        elif keep is None or row is None:
            self.lay_out()
            self._jump(0)
            self.set_reactive(DocumentView.cursor, 0)
        else:
            self._hold(row, keep)
            self.set_reactive(DocumentView.cursor, row)
        layout = self._layout
        if layout is not None:
            self._scrolled_at = layout.columns
            self._place = layout.place(self.scroll_offset.y - self._lead)
            self._cursor_in_sight = self._is_seen(self.cursor)
        self.refresh()
        self.post_message(self.RowReached(self.cursor))

    def held(self, side: Side, *, strict: bool = True) -> Anchor | None:
        """The paragraph that a reader of one side is at, and the window line it stands on.

        Args:
            side: The side that stays while the other one changes.
            strict: Whether a paragraph of the other side will not do where this side has none.
        """
        layout = self.lay_out()
        top = self.scroll_offset.y - self._lead
        return anchor(layout, self.cursor, top, self.size.height, side, strict=strict)

    def move(self, how: Move) -> None:
        """Move the cursor as a key says."""
        layout = self.lay_out()
        last = len(self._document.rows) - 1
        if last < 0:
            return
        if how == "first":
            self._lead = 0
            self._update_size()
            self.cursor = 0
            self._jump(0)
        elif how == "last":
            self.cursor = last
            self._jump(self.max_scroll_y)
        elif how in ("page-down", "page-up"):
            self._page(1 if how == "page-down" else -1)
        else:
            self._step(layout, 1 if how == "down" else -1)

    def go(self, row: int) -> None:
        """Put the cursor on a row and show it, a third of the way down if it was out of sight."""
        layout = self.lay_out()
        self.cursor = row
        top, height = self._window_top(row), self.size.height
        if not 0 <= top <= height - min(layout.row_height(row), height):
            self._jump(layout.top(row) + self._lead - height // 3)

    def reach(self, place: TextPlace) -> None:
        """Go to a row, and on to a place in it where the row is taller than the window."""
        self.go(place.row)
        line, height = self.lay_out().find(place) + self._lead, self.size.height
        if not 0 <= line - self.scroll_offset.y < height:
            self._jump(line - height // 3)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place in the text that the reader has scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        layout = self._layout
        # Not while a resize is on its way: then it is not the reader who scrolls.
        if layout is not None and layout.columns == self._scrolled_at:
            self._place = layout.place(round(new_value) - self._lead)
            self._cursor_in_sight = self._is_seen(self.cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the rows that the cursor left and reached."""
        layout = self.lay_out()
        for row in (old, new):
            if row < len(self._document.rows):
                self.refresh_lines(layout.top(row) + self._lead, layout.row_height(row))
        self._cursor_in_sight = True
        self.post_message(self.RowReached(new))

    def watch_stacked(self) -> None:
        """Lay out anew."""
        self._forget_layout()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width and keep the reader's place."""
        layout = self.lay_out()
        if layout.columns != self._scrolled_at:
            self._lead = 0
            self._update_size()
            self._scrolled_at = layout.columns
            if self._place is not None:
                place = self._place
                self._jump(layout.find(place))
                self._place = place
        if self._cursor_in_sight and not self._is_seen(self.cursor):
            self._jump(layout.top(self.cursor))
        self.refresh()

    def _columns(self) -> Columns:
        width = self.scrollable_content_region.width - OVERVIEW
        return Columns(max(width, 2 * 8), self.stacked)

    def lay_out(self) -> Layout:
        """The document at the present width."""
        columns = self._columns()
        if self._layout is None or self._layout.columns != columns:
            self._layout = self._document.layout(columns)
            self._update_size()
        return self._layout

    def _forget_layout(self) -> None:
        self._layout = None

    def _update_size(self, trail: int = 0) -> None:
        layout = self._layout
        if layout is not None:
            height = layout.height + self._lead + trail
            self.virtual_size = Size(layout.columns.width + OVERVIEW, height)

    def _hold(self, row: int, keep: Anchor) -> None:
        """Scroll so that a paragraph stands on the window line where it stood.

        Where the document is too short above or below for that, empty lines make up for it. A
        paragraph that would be out of sight there is brought into sight instead.
        """
        layout = self.lay_out()
        paragraphs = self._document.rows[row].cell(keep.side)
        places = (i for i, one in enumerate(paragraphs) if one.paragraph == keep.paragraph)
        # It may be folded away.
        passage = next(places, 0)
        stands = layout.find(TextPlace(row, keep.side, passage, 0))
        height = self.size.height
        wanted = 0 if keep.y is None else stands - keep.y
        if not wanted - layout.row_height(row) < layout.top(row) < wanted + height:
            wanted = max(min(stands - height // 3, layout.height - height), 0)
        self._lead = max(0, -wanted)
        self._update_size(max(0, wanted + height - layout.height))
        self._jump(wanted + self._lead)

    def _jump(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _window_top(self, row: int) -> int:
        return self.lay_out().top(row) + self._lead - self.scroll_offset.y

    def _is_seen(self, row: int) -> bool:
        if row >= len(self._document.rows):
            return False
        top = self._window_top(row)
        return top < self.size.height and top + self.lay_out().row_height(row) > 0

    def _row_at(self, window_line: int) -> int:
        """The row on a line of the window, or the one below where that line is empty."""
        layout = self.lay_out()
        y = min(max(self.scroll_offset.y - self._lead + window_line, 0), layout.height - 1)
        row, line = layout.locate(y) or (0, 0)
        is_gap = line >= layout.row_height(row)
        return min(row + is_gap, len(self._document.rows) - 1)

    def _step(self, layout: Layout, step: int) -> None:
        """Go one row on; a row that is taller than what is left of the window is scrolled."""
        if not self._is_seen(self.cursor):
            self.cursor = self._row_at(0)
            return
        height = self.size.height
        top = self._window_top(self.cursor)
        bottom = top + layout.row_height(self.cursor)
        hidden = bottom - height if step > 0 else -top
        if hidden > 0:
            self._jump(self.scroll_offset.y + step * min(hidden, height - 2))
            return
        row = min(max(self.cursor + step, 0), len(self._document.rows) - 1)
        self.cursor = row
        top = self._window_top(row)
        below = top + layout.row_height(row) - height
        # A row that is taller than the window is entered at the end that one comes from.
        if step > 0 and below > 0:
            self._jump(self.scroll_offset.y + min(below + 1, top))
        elif step < 0 and top < 0:
            self._jump(self.scroll_offset.y + max(below, top))

    def _page(self, step: int) -> None:
        """Turn a page and keep the cursor on the same line of the window, as nearly as can be."""
        window_line = min(max(self._window_top(self.cursor), 0), self.size.height - 1)
        before = self.scroll_offset.y
        self._jump(before + step * max(self.size.height - 2, 1))
        moved = self.scroll_offset.y - before
        if moved == 0:
            self.cursor = len(self._document.rows) - 1 if step > 0 else 0
            return
        self.cursor = self._row_at(window_line)


LEFT_BUTTON = 1


class SelectableView(DocumentView, inherit_bindings=False):
    """A document whose text can be selected, inside the column where the mouse was pressed."""

    class Selected(Message):
        """Another stretch of text is selected, or none any more, and the mouse is let go."""

    def __init__(self) -> None:
        super().__init__()
        self._selected: TextSelection | None = None
        self._anchor: tuple[Side, Point] | None = None
        self._pressed = (0, 0)
        self._mouse = (0, 0)
        self._dragged = False
        self._scrolling: Timer | None = None

    @property
    def selected(self) -> TextSelection | None:
        """What is selected, if anything."""
        return self._selected

    @property
    def selected_text(self) -> str:
        """The selected text as the article has it, without gutter and line ends; inert."""
        return "" if self._selected is None else selected_text(self._document, self._selected)

    def select(self, selected: TextSelection | None) -> None:
        """Select some text, or none."""
        if selected is not None and not selected:
            selected = None
        if selected != self._selected:
            self._selected = selected
            self.refresh()

    def show(self, document: MeasuredRows, keep: Anchor | None = None) -> None:
        """Show other rows; nothing is selected in them."""
        self._let_go()
        self._selected = None
        super().show(document, keep)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin where the mouse is pressed."""
        self._dragged = False
        layout = self.lay_out()
        if event.button != LEFT_BUTTON or event.x >= layout.columns.width:
            return
        side = side_at(layout, event.x, self._line_at(event.y))
        point = None if side is None else point_at(layout, side, event.x, self._line_at(event.y))
        if side is not None and point is not None:
            self._anchor = (side, point)
            self._pressed = self._mouse = (event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse is."""
        if self._anchor is None:
            return
        self._mouse = (event.x, event.y)
        if self._mouse == self._pressed and not self._dragged:
            return
        self._dragged = True
        self._extend()
        outside = not 0 <= event.y < self.size.height
        if outside and self._scrolling is None:
            self._scrolling = self.set_interval(SCROLLED_EVERY, self._scroll_on)
        elif not outside:
            self._stop_scrolling()

    def on_mouse_up(self) -> None:
        """Keep what is selected."""
        was_pressed = self._anchor is not None
        self._let_go()
        if was_pressed and self._dragged:
            self.post_message(self.Selected())

    def clicked(self, event: events.Click) -> bool:
        """Select a word or a paragraph where the mouse was pressed twice or three times.

        Returns:
            Whether that was it, or the end of a drag, and not a simple click.
        """
        if self._dragged:
            return True
        layout, y = self.lay_out(), self._line_at(event.y)
        side = side_at(layout, event.x, y) if event.x < layout.columns.width else None
        point = None if side is None else point_at(layout, side, event.x, y)
        if event.chain == 1 or side is None or point is None:
            had_one = self._selected is not None
            self.select(None)
            if had_one:
                self.post_message(self.Selected())
            return False
        least: Whole = "word" if event.chain % 2 == 0 else "paragraph"
        self.select(selection(side, point, point, least, self._document))
        self.post_message(self.Selected())
        return True

    def _line_at(self, y: int) -> int:
        """The layout's line on a line of the window."""
        return y + self.scroll_offset.y - self._lead

    def _extend(self) -> None:
        if self._anchor is None:
            return
        side, anchor = self._anchor
        x, y = self._mouse
        end = point_at(self.lay_out(), side, x, self._line_at(y))
        if end is not None:
            self.select(selection(side, anchor, end, "character", self._document))

    def _scroll_on(self) -> None:
        step = -1 if self._mouse[1] < 0 else 1
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)
        self._extend()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _let_go(self) -> None:
        self._stop_scrolling()
        if self._anchor is not None:
            self._anchor = None
            self.release_mouse()


__all__ = ["ComparisonView", "Move"]


class ComparisonView(SelectableView, inherit_bindings=False):
    """Two aligned articles, side by side or stacked."""

    lens: reactive[Lens] = reactive("all", repaint=False)
    """Which words that differ are set off, and where "next difference" stops."""

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._painter: Painter | None = None
        self._found: Spans = {}
        self._strips: LRUCache[tuple[int, int, bool, TextSelection | None], Strip] = LRUCache(2048)
        self._overview: tuple[Layout, int, list[Look | None]] | None = None

    def seek(self, step: Literal[1, -1], look: Look | None = None) -> bool:
        """Move to the next or previous difference, or row of a kind.

        Returns:
            False where there is none that way; nothing moves then.
        """
        row = next_row(self._document, self.cursor, step, look, self.lens)
        if row is None:
            return False
        self.go(row)
        return True

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        layout = self.lay_out()
        located = layout.locate(y + self.scroll_offset.y - self._lead)
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
        if self.clicked(event):
            return
        located = layout.locate(event.y + self.scroll_offset.y - self._lead)
        if located is not None:
            self.cursor = located[0]
            if self.document.rows[self.cursor].folded:
                await self.run_action("screen.choose")

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


class CompareView(Vertical):
    """Two articles, aligned. The comparison in it takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._header = Header()
        self._comparison = ComparisonView()
        self._shown: ComparedPair | None = None

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

    def show(self, comparison: ComparedPair, names: tuple[str, str]) -> None:
        """Show a comparison; a paragraph that was shown before stays where it stands.

        Args:
            comparison: The rows and their alignment.
            names: Short inert names of the left and the right article.
        """
        keep = self._kept(comparison)
        self._shown = comparison
        self._header.show(comparison.alignment, names)
        self._comparison.show(comparison.document, keep)

    def show_verdicts(self, verdicts: Mapping[str, str]) -> None:
        """Say under the headlines whose copy the articles are, by path; inert."""
        self._header.show_verdicts(verdicts)

    def stack(self, stacked: bool) -> None:
        """Set the left article over the right one in each row, or beside it."""
        self._header.stacked = stacked
        self._comparison.stacked = stacked

    def move(self, how: Move) -> None:
        """Move the cursor as a key says."""
        self._comparison.move(how)

    def seek(self, step: Literal[1, -1], look: Look | None = None) -> bool:
        """Go to the next or previous difference, or row of a kind; False where there is none."""
        return self._comparison.seek(step, look)

    def detail(self) -> str:
        """What was decided about the row under the cursor, and what differs in it; inert."""
        row = self.row
        if self._shown is None or row is None:
            return ""
        alignment = self._shown.alignment
        said = (
            choices_said(alignment, row),
            sentence(alignment, row, self._comparison.lens),
        )
        return " · ".join(filter(None, said))

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
        found = counterpart(self._shown.alignment, row)
        target = None if found is None else row_of(self._comparison.document, *found)
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
            found = self._comparison.held("left", strict=False)
            return None if found is None else _mirrored(found)
        if was == now:
            # What comes to stand above the first row must not stay out of sight there.
            at_top = self._comparison.scroll_offset.y == 0
            found = self._comparison.held("left", strict=False)
            return None if found is None else replace(found, y=None if at_top else found.y)
        if was[0] == now[0]:
            return self._comparison.held("left")
        return self._comparison.held("right") if was[1] == now[1] else None


def _mirrored(one: Anchor) -> Anchor:
    return Anchor(SIDES[1 - SIDES.index(one.side)], one.paragraph, one.y)
