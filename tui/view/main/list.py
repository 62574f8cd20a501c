"""The widget that lists the articles: five lines each, two or one, and the cursor that chooses.

It shows entries in the groups it is given and decides nothing: what an entry says stands in
`entries`, which of them are shown and in which order is the desk's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.presentation.wrap import MeasuredText
from tui.view.main.entries import CUT_OFF
from tui.view.styles import PaintStyles
from tui.view.widgets.line import (
    BarPart,
    bar,
    parts_that_fit,
    parts_width,
    shortened,
    shortened_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from textual import events

    from tui.corpus.sharing import Share
    from tui.presentation.rows import Side
    from tui.view.main.entries import Group, ListEntry
    from tui.view.state import Move


ENTRY_LINES = 5
"""Lines of an entry: name, verdict, headline, share and an empty one."""


BADGES: dict[Side | None, str] = {"left": "LEFT ", "right": "RIGHT", None: "     "}
"""What says that an article is being compared, and on which side."""


SHORT_LINES = 2
"""Lines of an entry in a low or narrow window where all articles are seen with as many."""


LEAST_FOR_HEADLINE = 20
"""Cells that a headline has to have in an entry of one line."""


LEAST_FOR_VERDICT = 24
"""Cells that a verdict has to have in an entry of one line."""


def entry_lines(
    entry: ListEntry,
    width: int,
    side: Side | None,
    share: Share | None,
    other: str = "",
) -> list[list[BarPart]]:
    """The lines of an entry, the empty one below it not included.

    Args:
        entry: The article.
        width: Cells of a line.
        side: The side on which it is compared, if any.
        share: The share of its words that the article on the left has; None while it is not
            known. The one on the left has more of its headline instead.
        other: The name of the article on the left; inert.
    """
    badge = _badge(side)
    indent = BarPart("      " if width > ROOMY_LIST else "   ", "text")
    room = width - parts_width([indent]) - 1
    if entry.failure is not None or entry.waits:
        said = "" if entry.failure is None else shortened(f"✗ {entry.failure}", room)
        name = shortened_name(entry.title, width - parts_width(badge) - 1)
        named = BarPart(name, "faint" if entry.waits else "headline")
        return [[*badge, named], [indent, BarPart(said, "failure")], [], []]
    facts = _facts(entry)
    name = shortened_name(entry.title, width - parts_width([*badge, *facts]) - 1)
    title = BarPart(name, "headline")
    gap = BarPart(" " * (width - parts_width([*badge, title, *facts])), "text")
    look = "text" if entry.has_headline else "first-words"
    headline, rest = _headline(entry.headline, room, lines=2 if side == "left" else 1)
    more = [BarPart(rest, look)] if side == "left" else _share_parts(room, share, other)
    return [
        [*badge, title, gap, *facts],
        [indent, BarPart(parts_that_fit(entry.verdict, room), entry.verdict_look)],
        [indent, BarPart(headline, look)],
        [indent, *more],
    ]


def _facts(entry: ListEntry) -> list[BarPart]:
    """What is at the end of an entry's first line."""
    length = BarPart(f"{entry.paragraphs} ¶ ", "text")
    # There is no room for more than one.
    if entry.cut_off:
        return [BarPart(f"{CUT_OFF} ", "failure"), length]
    if entry.also:
        return [BarPart(f"{saved(entry)} ", "faint"), length]
    return [length]


def _headline(text: str, width: int, lines: int) -> tuple[str, str]:
    """A headline in one line or two, of which the last is cut where it has no room."""
    if cell_len(text) <= width or lines == 1:
        return shortened(text, width), ""
    end = MeasuredText(text).lines(width)[0][1]
    return text[:end].strip(), shortened(text[end:].strip(), width)


ROOMY_LIST = 34
"""Cells of a line from which an entry is set in as far as its badge is wide."""


def _badge(side: Side | None) -> list[BarPart]:
    style = "badge" if side else "text"
    word = BADGES[side].strip()
    return [
        BarPart(" ", "text"),
        *([BarPart(word, style)] if word else []),
        BarPart(" " * (2 if word == "" else 1), "text"),
    ]


def entry_line(
    entry: ListEntry,
    width: int,
    side: Side | None,
    share: Share | None,
    other: str = "",
    *,
    headline: bool = True,
) -> list[BarPart]:
    """An entry on one line: its side, its name, whose copy it is and how much is shared.

    What room is left takes the headline, unless that has a line of its own.
    """
    word = BADGES[side]
    begin = [BarPart(" ", "text"), BarPart(word, "badge" if side else "text"), BarPart(" ", "text")]
    named = shortened_name(other, MOST_OTHER)
    end = "" if share is None else f" {share.said} in {named}"
    if parts_width(begin) + len(end) + 2 * LEAST_FOR_VERDICT > width:
        end = "" if share is None else f" {share.said}"
    room = width - parts_width(begin) - cell_len(end) - 1
    name = shortened_name(entry.title, max(min(room // 3, cell_len(entry.title)), 4))
    said = entry.failure or entry.verdict
    style = "failure" if entry.failure else entry.verdict_look
    cut = [BarPart(f"{CUT_OFF} · ", "failure")] if entry.cut_off else []
    said = parts_that_fit(said, room - cell_len(name) - 2 - parts_width(cut))
    parts = [*begin, BarPart(f"{name}  ", "headline"), *cut, BarPart(said, style)]
    left = width - parts_width(parts) - cell_len(end) - 5
    if headline and left >= LEAST_FOR_HEADLINE and entry.headline:
        look = "faint" if entry.has_headline else "first-words"
        parts += [BarPart(" · ", "faint"), BarPart(shortened(entry.headline, left), look)]
    gap = max(width - parts_width(parts) - cell_len(end) - 1, 0)
    return [*parts, BarPart(" " * gap, "text"), BarPart(end, "count")]


def headline_line(entry: ListEntry, width: int) -> list[BarPart]:
    """The headline below an entry of one line."""
    indent = BarPart(" " * 7, "text")
    said = shortened(entry.headline, width - parts_width([indent]) - 1)
    return [indent, BarPart(said, "text" if entry.has_headline else "first-words")]


def saved(entry: ListEntry) -> str:
    """How many other savings an article has; nothing where it has none."""
    count = len(entry.also)
    return f"+{count} {'copy' if count == 1 else 'copies'}" if count else ""


def _share_parts(width: int, share: Share | None, other: str) -> list[BarPart]:
    if share is None:
        return [BarPart("…", "first-words")]
    said = f" {share.said} in "
    room = width - cell_len(said) - BAR_BESIDE
    said = f"{said}{shortened_name(other, room)}" if room >= LEAST_OTHER else f" {share.said}"
    full = max(width - cell_len(said), 0)
    filled = bar(share.copied, full)
    return [
        BarPart(filled, "bar"),
        BarPart("░" * (full - len(filled)), "track"),
        BarPart(said, "count"),
    ]


BAR_BESIDE = 6
"""Cells of the bar beside what it says."""


LEAST_OTHER, MOST_OTHER = 5, 16
"""Cells that the name of the left article has behind a share."""


_Line = tuple[int | None, int, str]
"""The index of an article and the line in its entry; or none of them, and a heading."""


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """Every article, some lines each, in groups; the one under the cursor is compared."""

    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the article under the cursor."""

    compact: reactive[bool] = reactive(False, repaint=False)
    """One line an article where there is little room, two where all are seen with two."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The reader went to the article at an index."""

        index: int

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._entries: Sequence[ListEntry] = ()
        self._sides: Mapping[int, Side] = {}
        self._shares: Mapping[int, Share] = {}
        self._groups: Sequence[Group] = ()
        self._order: list[int] = []
        # Of each heading and each article: that, and its first line. Numbers and words only:
        # while pages are read these are made anew again and again, and made of anything else
        # they would have the whole memory searched for garbage.
        self._blocks: list[int | str] = []
        self._begins: list[int] = []
        self._height = 0
        self._tops: dict[int, int] = {}
        self._each = ENTRY_LINES

    @property
    def order(self) -> Sequence[int]:
        """The indexes of the articles from top to bottom."""
        return self._order

    def show(
        self, entries: Sequence[ListEntry], sides: Mapping[int, Side], groups: Sequence[Group]
    ) -> None:
        """Show these articles; the one under the cursor stays on its line of the window.

        Args:
            entries: The articles.
            sides: Which of them, by index, are being compared, and on which side.
            groups: In which order, and under which headings, by index.
        """
        stale = self._stale(entries, sides)
        self._entries = entries
        self._sides = sides
        if groups != self._groups:
            before = self._tops.get(self.cursor)
            self._group(groups)
            after = self._tops.get(self.cursor)
            if before is not None and after is not None and self.scroll_offset.y:
                self.scroll_to(y=self.scroll_offset.y + after - before, animate=False)
            else:
                self.watch_cursor(self.cursor, self.cursor)
            self.refresh()
        elif stale is None:
            self.refresh()
        else:
            # To paint all of them takes longer than to align what was gone to.
            self._refresh_entries(stale)

    def _stale(
        self, entries: Sequence[ListEntry], sides: Mapping[int, Side]
    ) -> AbstractSet[int] | None:
        """The indexes of the articles that look another way now; None if all of them may."""
        if entries != self._entries:
            return None
        moved = {index for index, _ in self._sides.items() ^ sides.items()}
        left = {index for index, side in sides.items() if side == "left"}
        # All others say how much of them the one on the left has.
        return None if moved & left else moved

    def _refresh_entries(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            if index in self._tops:
                self.refresh_lines(self._tops[index], self._each)

    def _lines_of_each(self) -> int:
        """Lines of an entry."""
        if not self.compact:
            return ENTRY_LINES
        lines = sum(SHORT_LINES * len(group.places) + bool(group.heading) for group in self._groups)
        return SHORT_LINES if lines <= self.size.height else 1

    @property
    def _name_of_left(self) -> str:
        """The name of the article on the left; inert."""
        index = next((index for index, one in self._sides.items() if one == "left"), None)
        return "" if index is None or index >= len(self._entries) else self._entries[index].name

    def watch_compact(self) -> None:
        """Lay out anew."""
        self._group(self._groups)
        self.watch_cursor(self.cursor, self.cursor)
        self.refresh()

    def _group(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._each = self._lines_of_each()
        self._order, self._blocks, self._begins, self._tops = [], [], [], {}
        height = 0
        for group in groups:
            # What the list is filtered to stands by itself.
            headings = [group.heading] if group.heading else []
            for heading in headings if group.places else [*headings, ""]:
                self._blocks.append(heading)
                self._begins.append(height)
                height += 1
            for place in group.places:
                # The cursor passes over what there is nothing to compare of yet.
                if not self._entries[place].waits:
                    self._tops[place] = height
                    self._order.append(place)
                self._blocks.append(place)
                self._begins.append(height)
                height += self._each
        self._height = height
        self.virtual_size = Size(self.size.width, max(height - (not self.compact), 0))

    def _line(self, y: int) -> _Line | None:
        """What is on a line of the list; None below the last one and above the first."""
        if not 0 <= y < self._height:
            return None
        at = bisect_right(self._begins, y) - 1
        block = self._blocks[at]
        return (None, 0, block) if isinstance(block, str) else (block, y - self._begins[at], "")

    def show_shares(self, shares: Mapping[int, Share]) -> None:
        """Show how much of each article, by index, the one on the left has."""
        before, self._shares = self._shares, shares
        top = self.scroll_offset.y
        lines = map(self._line, range(top, top + self.size.height))
        seen = {line[0] for line in lines if line is not None and line[0] is not None}
        self._refresh_entries(at for at in seen if shares.get(at) != before.get(at))

    def place_cursor(self, index: int) -> None:
        """Put the cursor on an article without going to it."""
        if 0 <= index < len(self._entries):
            self.cursor = index

    def move(self, how: Move) -> None:
        """Move the cursor as a key says, and go to the article it reaches."""
        if not self._order:
            return
        page = max(self.size.height // self._each, 1)
        last = len(self._order) - 1
        here = self._order.index(self.cursor) if self.cursor in self._tops else -1
        target = {
            "down": here + 1,
            "up": here - 1,
            "half-down": here + max(page // 2, 1),
            "half-up": here - max(page // 2, 1),
            "page-down": here + page,
            "page-up": here - page,
            "first": 0,
            "last": last,
        }[how]
        self._choose(self._order[min(max(target, 0), last)])

    def choose_shown(self) -> None:
        """Go to the first article that is shown, unless the cursor stands on one that is."""
        if self._order and self.cursor not in self._tops:
            self._choose(self._order[0])

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        blank = Strip.blank(width, self._styles("text"))
        found = self._line(y)
        if found is None:
            return blank
        index, line, heading = found
        if heading:
            if cell_len(heading) > width - 2:
                # That these are articles goes without saying.
                heading = heading.rpartition(" ")[0]
            indent = Segment(" ", self._styles("text"))
            said = Segment(shortened(heading, width - 2), self._styles("heading"))
            return Strip([indent, said]).adjust_cell_length(width, self._styles("text"))
        if index is None or (line == ENTRY_LINES - 1 and not self.compact):
            return blank
        cursor = "list-cursor-focus" if self.has_focus else "list-cursor"
        names = (cursor,) if index == self.cursor else ()
        entry, side = self._entries[index], self._sides.get(index)
        share = None if side == "left" else self._shares.get(index)
        other = self._name_of_left
        if self.compact and line:
            parts = headline_line(entry, width)
        elif self.compact:
            parts = entry_line(entry, width, side, share, other, headline=self._each == 1)
        else:
            parts = entry_lines(entry, width, side, share, other)[line]
        strip = Strip([Segment(part.text, self._styles(part.style, *names)) for part in parts])
        return strip.adjust_cell_length(width, self._styles("text", *names))

    def notify_style_update(self) -> None:
        """Paint again when theme or focus have changed."""
        super().notify_style_update()
        self._styles.clear()

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the articles that the cursor left and reached, and show the latter."""
        self._refresh_entries((old, new))
        if new not in self._tops:
            return
        top, height = self._tops[new], self.size.height
        if top < self.scroll_offset.y:
            # With the heading above the first article of a group.
            above = self._line(top - 1)
            self.scroll_to(y=top - (above is not None and above[0] is None), animate=False)
        elif (end := top + max(self._each - 1, 1)) > self.scroll_offset.y + height > 0:
            self.scroll_to(y=end - height, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight; there may be room for headlines now, or none any more."""
        if self._each != self._lines_of_each():
            self._group(self._groups)
            self.refresh()
        self.watch_cursor(self.cursor, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Go to the article that was clicked."""
        index = self._index_at(event.y)
        if index is not None:
            self._choose(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say all of what a line has no room for."""
        index = self._index_at(event.y)
        tooltip = None
        if index is not None:
            entry = self._entries[index]
            paths = (f"also saved as {path}" for path in entry.also)
            facts = (
                *(entry.failure or entry.headline, entry.title, *paths),
                *("The file ends in the middle: the end may be missing.",) * entry.cut_off,
                *(entry.verdict, *entry.evidence),
            )
            tooltip = Content("\n".join(fact for fact in facts if fact))
        if str(tooltip) != str(self.tooltip):
            self.tooltip = tooltip

    def _index_at(self, y: int) -> int | None:
        """The index of the article on a line of the window."""
        found = self._line(y + self.scroll_offset.y)
        return None if found is None else found[0]

    def _choose(self, index: int) -> None:
        if self._entries and index != self.cursor and not self._entries[index].waits:
            self.cursor = index
            self.post_message(self.Chosen(index))
