"""Text in columns, side by side on the same lines: one column is read after the other.

So terminal browsers set the tables by which old pages were laid out, and programs the text of
printed pages. A column shows by its left edge: line after line, text begins at one place behind a
gap, and no line crosses it. What is a table of words and numbers has no sentences that run on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.page.paragraphs import runs_on, wide_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet


class ColumnLine(NamedTuple):
    """A line of one column, with the index of the source line that it is a part of."""

    source: int
    text: str


_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


_INDENT = re.compile(r" +(?=\S)")


_LEAST = 6
"""Lines with text on both sides of a gap that make columns."""


_LEAST_RUNNING_ON = 4
"""Lines of a column whose sentences run on."""


_LEAST_WIDTH = 24
"""Cells of a column that holds text."""


_INDENTED = 4
"""Cells by which a paragraph's first line stands behind the others at the most."""


_MOST_APART = 12
"""Lines without text to the right of a gap that may stand between two with it."""


_MOST_LINES = 5_000
"""Lines of a page that are looked at: no page laid out with tables has more."""


_WIDEST = 1_000
"""Characters of a line in which gaps are looked for: what is longer is no line as it is shown."""


_DEEPEST = 4
"""How often a page is parted: above, in and below the columns that were found, again."""


def in_columns(lines: Sequence[str | None]) -> list[ColumnLine] | None:
    """The lines of a page with columns, column after column.

    Args:
        lines: The lines as they are shown; None for one whose text has been read with another.

    Returns:
        Its rows, a blank one between two columns; None where there are no columns.
    """
    if len(lines) > _MOST_LINES:
        return None
    # Most pages have indents at most.
    if sum("  " in line.strip() for line in lines if line and "  " in line) < _LEAST:
        return None
    rows = [ColumnLine(at, (line or "").expandtabs().rstrip()) for at, line in enumerate(lines)]
    parted = _parted(rows, _DEEPEST)
    return None if parted is rows else parted


def _parted(rows: list[ColumnLine], depth: int) -> list[ColumnLine]:
    """The rows, with those of each region of two columns one column after the other."""
    if depth == 0:
        return rows
    layout = [_Layout(row.text) for row in rows]
    starts = Counter(at for row in layout for at in row.starts)
    for edge, _ in starts.most_common(3):
        near = sum(starts[at] for at in range(edge, edge + _INDENTED + 1))
        region = _region(layout, edge) if near >= _LEAST else None
        if region is None:
            continue
        start, end = region
        left = [ColumnLine(row.source, layout[at].before(edge)) for at, row in _part(rows, region)]
        right = [ColumnLine(row.source, layout[at].behind(edge)) for at, row in _part(rows, region)]
        if _is_text(left) or _is_text(right):
            between = [ColumnLine(left[-1].source, "")]
            if _goes_on(left, right):
                between = []
                left = list(dropwhile(_is_blank, reversed(left)))[::-1]
                right = list(dropwhile(_is_blank, right))
            return [
                *_parted(rows[:start], depth - 1),
                *_parted(left, depth - 1),
                *between,
                *_parted(right, depth - 1),
                ColumnLine(rows[end - 1].source, ""),
                *_parted(rows[end:], depth - 1),
            ]
    return rows


def _goes_on(left: list[ColumnLine], right: list[ColumnLine]) -> bool:
    """Whether a sentence goes on from the foot of a column at the head of the next."""
    foot, head = (
        next((row.text.strip() for row in rows if not _is_blank(row)), "")
        for rows in (reversed(left), right)
    )
    return head[:1].islower() and len(foot) >= _LEAST_WIDTH and runs_on(foot, head)


def _is_blank(row: ColumnLine) -> bool:
    return not row.text.strip()


def _part(rows: list[ColumnLine], region: tuple[int, int]) -> Iterable[tuple[int, ColumnLine]]:
    start, end = region
    return enumerate(rows[start:end], start)


_NOWHERE: frozenset[int] = frozenset()


class _Layout:
    """Where in a line text begins and ends, counted in cells.

    `starts` are the places at which text begins behind a gap, or behind an indent as wide as a
    column; `indent` is how far in the line begins.
    """

    __slots__ = ("_cells", "indent", "starts", "text", "width")

    def __init__(self, text: str) -> None:
        self.text = text
        # Where no character is wide, each is at the cell of its number.
        self._cells = _cells(text) if wide_characters(text) else None
        self.width = self._cell(len(text))
        gaps: list[int] = []
        # Most lines have a space between words at most.
        if "  " in text and len(text) <= _WIDEST:
            gaps = [match.end() for match in _GAP.finditer(text)]
        indent = _INDENT.match(text) if text[:1] == " " else None
        self.indent = indent.end() if indent else 0
        if self.indent >= _LEAST_WIDTH:
            gaps.append(self.indent)
        self.starts: AbstractSet[int] = set(map(self._cell, gaps)) if gaps else _NOWHERE

    def _cell(self, at: int) -> int:
        return at if self._cells is None else self._cells[at]

    def _place(self, cell: int) -> int:
        """The character at a cell, or the first one behind it."""
        at = cell if self._cells is None else bisect_left(self._cells, cell)
        return min(at, len(self.text))

    def clears(self, edge: int) -> bool:
        """Whether no text crosses the gap before an edge."""
        return (
            self.width <= edge - 2
            or not self.text[self._place(edge - 2) : self._place(edge)].strip()
        )

    def touches(self, edge: int) -> bool:
        """Whether one space alone parts the texts at an edge, as where a cell is widest."""
        at = self._place(edge)
        around = self.text[max(0, at - 2) : at + 1]
        return len(around) == len("a b") and around.split() == [around[0], around[-1]]

    def begins(self, edge: int) -> bool:
        """Whether text begins at an edge, or a little behind it, as a paragraph does."""
        return edge in self.starts or any(0 < at - edge <= _INDENTED for at in self.starts)

    def before(self, edge: int) -> str:
        return self.text[: self._place(edge)].rstrip()

    def behind(self, edge: int) -> str:
        return self.text[self._place(edge) :]


def _cells(text: str) -> list[int]:
    """The cell at which each character stands, and the one behind the last."""
    wide = wide_characters(text)
    cells = [0]
    for at in range(len(text)):
        cells.append(cells[-1] + 1 + (at in wide))
    return cells


def _width(text: str) -> int:
    return len(text) + len(wide_characters(text))


def _region(layout: list[_Layout], edge: int) -> tuple[int, int] | None:
    """The longest stretch of lines that a column's edge parts, from the first to the last."""
    best: tuple[int, int, int] | None = None
    both = 0
    first = last = None
    for at, row in enumerate([*layout, None]):
        crossed = row is None or not (row.clears(edge) or (first is not None and row.touches(edge)))
        if first is not None and last is not None and (crossed or at - last > _MOST_APART):
            if both >= _LEAST and (best is None or both > best[0]):
                best = (both, first, last + 1)
            first = last = None
            both = 0
        if (
            row is not None
            and not crossed
            and (row.begins(edge) or (first is not None and row.indent == edge))
        ):
            first = at if first is None else first
            last = at
            # The numbers of a listing are no column.
            both += any(map(str.isalpha, row.before(edge)))
    if best is None:
        return None
    _, start, end = best
    # The column on the left may be the longer one.
    while end < len(layout) and layout[end].text.strip() and layout[end].clears(edge):
        end += 1
    return start, end


def _is_text(rows: list[ColumnLine]) -> bool:
    """Whether a column's sentences run on from line to line."""
    texts = [" ".join(row.text.split()) for row in rows]
    running = [
        max(map(_width, (before, after)))
        for before, after in pairwise(texts)
        if before and after and runs_on(before, after)
    ]
    wide = [width for width in running if width >= _LEAST_WIDTH]
    return len(wide) >= _LEAST_RUNNING_ON
