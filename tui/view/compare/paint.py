"""Painting rows: a line of a layout becomes a strip of styled cells.

The eye first: unique paragraphs stand at full strength beside a bar, differing words are bold,
and underlined where they matter; shared text is calm. Colour says nothing that a glyph or a
style does not. The overview says the same of the whole comparison in one column, at a glance.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.presentation.kinds import CHOICE_SIGNS, GLYPHS, KINDS, MARK_SIGNS, SIDE_SIGNS
from tui.presentation.rows import SIDES, Lens, Look, Mark, Passage, ShownRow, Side
from tui.text.model import Offsets
from tui.view.compare.layout import GUTTER, CellKey, Layout, label
from tui.view.compare.select import TextSelection
from tui.view.styles import CURSOR

if TYPE_CHECKING:
    from tui.view.compare.layout import CellLine


StyleOf = Callable[..., Style]
"""Gives the style for names in `STYLES`."""


_UNIQUE: frozenset[Look] = frozenset({"only-left", "only-right"})


class Painter(msgspec.Struct, frozen=True):
    """Paints the rows of one layout.

    Attributes:
        layout: What stands where.
        style: Gives the style for names in `STYLES`; `cursor` is among them for the row under
            the cursor.
        focused: Whether the keys act on these rows.
        lens: Which words that differ are set off.
        found: Where the words that are searched for stand.
        selected: What is selected with the mouse.
    """

    layout: Layout
    style: StyleOf
    focused: bool = True
    lens: Lens = "all"
    found: Mapping[CellKey, Sequence[Offsets]] = {}
    selected: TextSelection | None = None

    def strip(self, row: int, line: int, *, cursor: bool) -> Strip:
        """Paint one line of a row, exactly as wide as the layout's columns.

        A line past the row's last one is the gap below it.
        """
        document, columns = self.layout.document, self.layout.columns
        if document.rows[row].banner:
            return self._banner(document.rows[row], line, cursor=cursor)
        lines = self.layout.lines(row)
        gap = line >= len(lines)
        left, right = (None, None) if gap else lines[line]
        names = ("cursor",) if cursor and not gap else ()
        bar = CURSOR if names else " "
        if columns.stacked:
            segments = self._stacked(row, left or right, bar, names)
        else:
            segments = [
                Segment(bar, self._bar_style(names)),
                *self._cell(row, "left", left, names),
                Segment("│", self.style("line", *names)),
                Segment(" ", self.style("text", *names)),
                *self._cell(row, "right", right, names),
            ]
        return Strip(segments, columns.width)

    def _banner(self, shown: ShownRow, line: int, *, cursor: bool) -> Strip:
        """A line across both columns."""
        names = ("cursor",) if cursor and not line else ()
        width = self.layout.columns.width
        if line:
            return Strip.blank(width, self.style("text"))
        words = set_cell_size(shown.banner, min(cell_len(shown.banner), max(width - 8, 0)))
        dashes = width - 3 - cell_len(words)
        left = dashes // 2
        rule = "╌" if shown.look == "stop" else "┈"
        segments = [
            Segment(CURSOR if names else " ", self._bar_style(names)),
            Segment(rule * left + " ", self.style("line", *names)),
            Segment(words, self.style(shown.look, *names)),
            Segment(" " + rule * (dashes - left), self.style("line", *names)),
        ]
        return Strip(segments, width)

    def _bar_style(self, names: tuple[str, ...]) -> Style:
        return self.style("cursor-bar-focus" if self.focused else "cursor-bar", *names)

    def _stacked(
        self, row: int, line: CellLine | None, bar: str, names: tuple[str, ...]
    ) -> list[Segment]:
        segments = [Segment(bar, self._bar_style(names))]
        side: Side = "left" if line is None else line.side
        return [*segments, *self._cell(row, side, line, names)]

    def _cell(
        self,
        row: int,
        side: Side,
        line: CellLine | None,
        names: tuple[str, ...],
    ) -> Iterator[Segment]:
        """One line of a cell, without the bar's column, padded to the column's width."""
        columns = self.layout.columns
        room = columns.column(side) - 1
        shown = self.layout.document.rows[row]
        if line is None:
            yield Segment(" " * room, self.style("text", *names))
            return
        passage = shown.cell(side)[line.passage]
        paper = _paper(shown, passage)
        spans = self.found.get((row, side, line.passage), ())
        gutter = self._gutter(shown, passage, line)
        number = f"{passage.number:>3} " if passage.number and line.line == 0 else " " * 4
        beside = self._beside(passage, line) if gutter.strip() else " "
        yield Segment(gutter + beside, self.style(passage.look, *paper, *names))
        if columns.gutter > GUTTER:
            yield Segment(number, self.style("faint", *paper, *names))
        used = columns.gutter - 1
        selected = None
        if self.selected is not None and passage.look != "note":
            selected = self.selected.span(row, side, line.passage, len(passage.text))
        for segment in self._text(passage, (spans, selected), line, (paper, names)):
            used += cell_len(segment.text)
            yield segment
        sign = self._sign(shown, passage, line)
        yield Segment(" " * (room - used - len(sign)), self.style("text", *paper, *names))
        if sign:
            yield Segment(sign, self.style("choice", *paper, *names))

    def _sign(self, shown: ShownRow, passage: Passage, line: CellLine) -> str:
        """What the margin says of the reader's own choice and note; the left speaks for both."""
        if line.line:
            return ""
        above = shown.left if line.side == "right" else ()
        sign = ""
        if passage.noted is not None and all(left.noted != passage.noted for left in above):
            sign = MARK_SIGNS[passage.noted]
        if passage.choice is not None and all(left.choice != passage.choice for left in above):
            sign += CHOICE_SIGNS[passage.choice]
        return sign

    def _beside(self, passage: Passage, line: CellLine) -> str:
        """What says in a stacked row on which side a paragraph stands that is there alone."""
        alone = passage.look in _UNIQUE or passage.look == "moved"
        if not self.layout.columns.stacked or not alone or line.line:
            return " "
        return SIDE_SIGNS[line.side]

    def _gutter(self, shown: ShownRow, passage: Passage, line: CellLine) -> str:
        """The glyph, the bar beside a unique paragraph, or the bracket of several in a cell."""
        if passage.look in _UNIQUE:
            bar = GLYPHS[passage.look] if line.line == 0 else "┃"
            return bar if shown.counted else " "
        cell = shown.cell(line.side)
        if passage.look in ("same", "near", "related") and len(cell) > 1:
            return _bracket(line, len(cell), first=GLYPHS[passage.look])
        if line.line:
            return " "
        if passage.look == "note":
            return GLYPHS[shown.look]
        if passage.look == "chrome" or shown.look == "moved" or line.side == SIDES[0]:
            return GLYPHS[passage.look]
        # The glyph on the left speaks for both, unless nothing stands there.
        return SIDE_SIGNS["right"] if self.layout.columns.stacked else " "

    def _text(
        self,
        passage: Passage,
        set_off: tuple[Sequence[Offsets], Offsets | None],
        line: CellLine,
        below_and_above: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> Iterator[Segment]:
        """The text of a line; set off are the words searched for and what is selected.

        The paper is below the words set off, and what says that the cursor is there above them.
        """
        spans, selected = set_off
        paper, names = below_and_above
        text = passage.text
        end = min(line.span[1], len(text))
        for first, last, styles in self._runs(passage, paper, line.span[0], end):
            for start, stop, matches in _split(first, last, spans):
                extra = (*styles, *names, "match") if matches else (*styles, *names)
                parts = _split(start, stop, (selected,) if selected else ())
                for begin, close, inside in parts:
                    every = (*extra, "selected") if inside else extra
                    yield Segment(text[begin:close], self.style(*every))
        if line.span[1] > len(text):
            start = max(line.span[0] - len(text), 0)
            yield Segment(
                label(passage)[start : line.span[1] - len(text)], self.style("rule", *paper, *names)
            )

    def _runs(
        self, passage: Passage, paper: tuple[str, ...], start: int, end: int
    ) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The stretches of a line that are painted alike: words set off, and what is between."""
        base = (*_text_style(passage), *paper)
        marks = passage.marked(self.lens)
        for mark in marks[_touching(marks, start, end)]:
            first, last = max(mark.start, start), min(mark.end, end)
            if first >= last:
                continue
            if first > start:
                yield start, first, base
            yield first, last, (*base, mark.weight)
            start = last
        if start < end:
            yield start, end, base


def _split(start: int, end: int, spans: Sequence[Offsets]) -> Iterator[tuple[int, int, bool]]:
    """A stretch in parts that are inside some spans, which are in order, or not."""
    for first, last in spans[_touching(spans, start, end)]:
        inner, outer = max(first, start), min(last, end)
        if inner < outer:
            if start < inner:
                yield start, inner, False
            yield inner, outer, True
            start = outer
    if start < end:
        yield start, end, False


def _touching(spans: Sequence[Offsets] | Sequence[Mark], start: int, end: int) -> slice:
    """Which of some spans in order may touch a stretch; a paragraph may have very many."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return slice(first, bisect_left(spans, end, first, key=itemgetter(0)))


_CLOSE, _LESS_CLOSE = 0.8, 0.6
"""From which likeness on a pair of near-duplicates has how strong a tint."""


def _paper(row: ShownRow, passage: Passage) -> tuple[str, ...]:
    """What a passage is tinted with, on the whole width of its column."""
    look = passage.look
    if look == "near" and row.closeness < _CLOSE:
        return ("near-paper-far",) if row.closeness < _LESS_CLOSE else ("near-paper-less",)
    if look not in _TINTED or (look in _UNIQUE and not row.counted):
        return ()
    return (f"{look}-paper",)


_TINTED: frozenset[Look] = frozenset(kind.look for kind in KINDS)


def _text_style(passage: Passage) -> tuple[str, ...]:
    name = "unique" if passage.look in _UNIQUE else "text"
    if passage.look in ("chrome", "note"):
        name = passage.look
    return (name, passage.role) if passage.role in ("subhead", "standfirst") else (name,)


def _bracket(line: CellLine, passages: int, *, first: str) -> str:
    if line.passage == 0 and line.line == 0:
        return first
    if line.passage == passages - 1 and line.last:
        return "╰"
    return "│"


LOOK_SIGNS: dict[Look, str] = {
    "same": "░",
    "near": "▒",
    "related": "∼",
    "moved": "↕",
    "only-left": "▌",
    "only-right": "▐",
    "fold": "┈",
    "stop": "╌",
}
"""What stands for a kind of row; the half blocks stand on the side that has the paragraph."""


_WEIGHTS: dict[Look, int] = {"moved": 3, "chrome": 0}
"""How many lines a line counts for: what moved is rare, and looked for."""


def overview(layout: Layout, height: int) -> list[Look | None]:
    """What stands where, drawn to scale on so many lines.

    Each line has the kind of row that takes most of its stretch; None below the end.
    """
    if not height or not layout.height:
        return [None] * height
    # A comparison that is shorter than the window is not stretched.
    scale = max(layout.height / height, 1.0)
    taken: list[defaultdict[Look, float]] = [defaultdict(float) for _ in range(height)]
    for index, row in enumerate(layout.document.rows):
        top = layout.top(index)
        bottom = top + max(layout.row_height(index), 1)
        weight = _WEIGHTS.get(row.look, 1)
        first = min(int(top / scale), height - 1)
        last = min(int((bottom - 0.001) / scale), height - 1)
        for line in range(first, last + 1):
            inside = min(bottom, (line + 1) * scale) - max(top, line * scale)
            taken[line][row.look] += weight * inside
    return [_most(looks) for looks in taken]


def _most(looks: dict[Look, float]) -> Look | None:
    taken, look = max(((lines, look) for look, lines in looks.items()), default=(0.0, None))
    return look if taken else None


def line_at(layout: Layout, y: int, height: int) -> int:
    """The layout's line that a line of the overview, which is `height` lines high, stands for."""
    scale = max(layout.height / max(height, 1), 1.0)
    return min(int((y + 0.5) * scale), max(layout.height - 1, 0))
