"""Selecting text with the mouse inside one column: what is under it, and the words between.

A selection belongs to one side. It is a stretch of that article's text in the order in which
its rows stand, so it never takes in the other column, the gutter, notes or the ends of lines.
Nothing here knows Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from rich.cells import get_character_cell_size

from tui.presentation.rows import SIDES, Side
from tui.view.compare.layout import BETWEEN, CellLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.presentation.rows import Passage
    from tui.text.model import Offsets
    from tui.view.compare.layout import Layout, MeasuredRows


Whole = Literal["character", "word", "paragraph"]
"""What is selected at least where the mouse was pressed once, twice or three times."""


PARTS_OF_WORDS = "'’-"
"""Characters that belong to a word where they stand inside it."""


class Point(msgspec.Struct, frozen=True, order=True):
    """A character of a passage; its offsets are `[start, end)`, marks on it included.

    `start` is `end` past the end of a line. Points are in the order of the text.
    """

    row: int
    passage: int
    start: int
    end: int


class TextSelection(msgspec.Struct, frozen=True):
    """A stretch of one side's text.

    Attributes:
        side: The side.
        first: The first character.
        last: The last one, which is selected too.
    """

    side: Side
    first: Point
    last: Point

    def __bool__(self) -> bool:
        """Whether any character is in it."""
        return (self.first.row, self.first.passage, self.first.start) < (
            self.last.row,
            self.last.passage,
            self.last.end,
        )

    def touches(self, row: int) -> bool:
        """Whether something of a row may be in it."""
        return self.first.row <= row <= self.last.row

    def span(self, row: int, side: Side, passage: int, length: int) -> Offsets | None:
        """Which characters are selected of a passage, of which `length` is the number."""
        here = (row, passage)
        first, last = self.first, self.last
        if side != self.side or not (first.row, first.passage) <= here <= (last.row, last.passage):
            return None
        start = first.start if here == (first.row, first.passage) else 0
        end = last.end if here == (last.row, last.passage) else length
        return (start, min(end, length)) if start < min(end, length) else None


def selection(
    side: Side, anchor: Point, end: Point, least: Whole, document: MeasuredRows
) -> TextSelection:
    """What is selected between two characters of one side, in whatever order.

    `least` is what is selected as a whole at both ends.
    """
    first, last = sorted((anchor, end))
    if least != "character":
        first = _widened(first, side, least, document)
        last = _widened(last, side, least, document)
    return TextSelection(side, first, last)


def selected_text(document: MeasuredRows, selected: TextSelection) -> str:
    """The selected text as the article has it: a paragraph a line, an empty line between."""
    parts = []
    for row in range(selected.first.row, selected.last.row + 1):
        for place, passage in enumerate(document.rows[row].cell(selected.side)):
            span = selected.span(row, selected.side, place, len(passage.text))
            if span is not None and _is_text(passage):
                parts.append(passage.text[slice(*span)].strip())
    return "\n\n".join(filter(None, parts))


def selected_paragraphs(document: MeasuredRows, selected: TextSelection) -> tuple[int, ...]:
    """Indexes of the article's paragraphs of which something is selected, in order."""
    paragraphs = set()
    for row in range(selected.first.row, selected.last.row + 1):
        for place, passage in enumerate(document.rows[row].cell(selected.side)):
            inside = selected.span(row, selected.side, place, len(passage.text)) is not None
            if inside and _is_text(passage) and passage.paragraph is not None:
                paragraphs.add(passage.paragraph)
    return tuple(sorted(paragraphs))


def side_at(layout: Layout, x: int, y: int) -> Side | None:
    """The side whose text stands in a cell of one of the layout's lines; None where none can."""
    located = layout.locate(y)
    if located is None or layout.document.rows[located[0]].banner:
        return None
    if not layout.columns.stacked:
        return "left" if x <= layout.columns.left else "right"
    row, line = located
    lines = layout.lines(row)
    pair = lines[line] if line < len(lines) else (None, None)
    return next((cell.side for cell in pair if cell is not None), None)


def point_at(layout: Layout, side: Side, x: int, y: int) -> Point | None:
    """The character of one side that is under the mouse, or the nearest before it.

    `x` may be outside that side's column, and the line `y` above or below the layout's ends.
    None where that side has no text at all.
    """
    if layout.height == 0:
        return None
    row, line = layout.locate(min(max(y, 0), layout.height - 1)) or (0, 0)
    if y < 0:
        line, x = 0, 0
    for at, cell in _text_lines(layout, side, row, range(line, -1, -1)):
        if at == line:
            return _in_line(layout, side, cell, row, x)
        return Point(row, cell.passage, cell.span[1], cell.span[1])
    for above in range(row - 1, -1, -1):
        last = layout.row_height(above) - 1
        for _at, cell in _text_lines(layout, side, above, range(last, -1, -1)):
            return Point(above, cell.passage, cell.span[1], cell.span[1])
    for below in range(row, len(layout.document.rows)):
        for _at, cell in _text_lines(layout, side, below, range(layout.row_height(below))):
            return Point(below, cell.passage, cell.span[0], cell.span[0])
    return None


def _text_lines(
    layout: Layout, side: Side, row: int, wanted: range
) -> Iterator[tuple[int, CellLine]]:
    """Those of the wanted lines of a row that show one side's text, with their numbers."""
    shown = layout.document.rows[row]
    if shown.banner:
        return
    lines = layout.lines(row)
    for at in wanted:
        cell = lines[at][SIDES.index(side)] if at < len(lines) else None
        if cell is not None and cell.line != BETWEEN:
            passage = shown.cell(side)[cell.passage]
            # A label may take the last lines of a passage for itself.
            if _is_text(passage) and (cell.span[0] < len(passage.text) or cell.line == 0):
                end = min(cell.span[1], len(passage.text))
                yield at, msgspec.structs.replace(cell, span=(cell.span[0], end))


def _in_line(layout: Layout, side: Side, line: CellLine, row: int, x: int) -> Point:
    columns = layout.columns
    # The right column begins behind the left one, the divider's cell included.
    begins = columns.left + 1 if side == "right" and not columns.stacked else 0
    text = layout.document.rows[row].cell(side)[line.passage].text
    start, end = line.span
    cells = x - begins - columns.gutter
    if cells < 0:
        return Point(row, line.passage, start, start)
    for first, last, width in _characters(text, start, end):
        if cells < width:
            return Point(row, line.passage, first, last)
        cells -= width
    return Point(row, line.passage, end, end)


def _characters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The characters of a line with the marks on them, and their widths in cells."""
    at = start
    while at < end:
        width = get_character_cell_size(text[at])
        after = at + 1
        while after < end and not get_character_cell_size(text[after]):
            after += 1
        yield at, after, width
        at = after


def _widened(point: Point, side: Side, least: Whole, document: MeasuredRows) -> Point:
    text = document.rows[point.row].cell(side)[point.passage].text
    if least == "paragraph":
        return msgspec.structs.replace(point, start=0, end=len(text))
    start, end = point.start, max(point.end, point.start)
    if not _in_word(text, start):
        return point
    while start and _in_word(text, start - 1):
        start -= 1
    while end < len(text) and _in_word(text, end):
        end += 1
    return msgspec.structs.replace(point, start=start, end=end)


def _in_word(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    if text[at] in PARTS_OF_WORDS:
        return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
    return text[at].isalnum() or not get_character_cell_size(text[at])


def _is_text(passage: Passage) -> bool:
    return passage.look != "note"
