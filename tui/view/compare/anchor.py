"""Where a reader is: the paragraph that must not move while the other article changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.presentation.rows import Side
from tui.view.compare.layout import Layout, MeasuredRows, TextPlace

if TYPE_CHECKING:
    from tui.presentation.rows import Lens, Look, ShownRow
    from tui.text.model import Alignment


class Anchor(msgspec.Struct, frozen=True):
    """A paragraph and where it stands.

    Attributes:
        side: The article it belongs to.
        paragraph: Index into that article's paragraphs.
        y: The line of the window on which it begins; negative above the window. None lets it
            stand wherever it comes to stand with the document's top in sight.
    """

    side: Side
    paragraph: int
    y: int | None


def anchor(
    layout: Layout, cursor: int, top: int, height: int, side: Side, *, strict: bool
) -> Anchor | None:
    """Find the paragraph that a reader of one side is at.

    That is the one under the cursor, or, where the cursor's row has none on that side or is
    out of sight, the nearest row above it that has one.

    Args:
        layout: What is shown.
        cursor: The cursor's row.
        top: The layout's line at the top of the window.
        height: Lines of the window.
        side: The side that the reader keeps.
        strict: Whether the other side's paragraph will not do.

    Returns:
        The anchor, or None where nothing above has a paragraph.
    """
    rows = layout.document.rows
    if not rows:
        return None
    if not top - layout.row_height(cursor) < layout.top(cursor) < top + height:
        located = layout.locate(max(top, 0))
        cursor = cursor if located is None else located[0]
    other: Side = "right" if side == "left" else "left"
    for row in range(cursor, -1, -1):
        for candidate in (side,) if strict else (side, other):
            for passage, one in enumerate(rows[row].cell(candidate)):
                if one.paragraph is not None and one.look not in ("note", "chrome"):
                    y = layout.find(TextPlace(row, candidate, passage, 0)) - top
                    return Anchor(candidate, one.paragraph, y)
    return None


def row_of(document: MeasuredRows, side: Side, paragraph: int) -> int | None:
    """The row in which a paragraph of one side stands, or is folded away."""
    for index, row in enumerate(document.rows):
        if any(paragraph in one.paragraphs(side) for one in row.folded or (row,)):
            return index
    return None


def counterpart(alignment: Alignment, row: ShownRow) -> tuple[Side, int] | None:
    """The paragraph that belongs to a row and stands in another one.

    Args:
        alignment: The pair whose row it is.
        row: A row.

    Returns:
        Its side and its index there, or None where everything stands beside its counterpart.
    """
    left, right = row.paragraphs("left"), row.paragraphs("right")
    for link in alignment.links:
        if link.left in left and link.right not in right:
            return "right", link.right
        if link.right in right and link.left not in left:
            return "left", link.left
    return None


def next_row(
    document: MeasuredRows, start: int, step: int, look: Look | None, lens: Lens
) -> int | None:
    """The next row after `start` that differs, or that has a given look.

    Args:
        document: The rows.
        start: The row to start after; it is not looked at itself.
        step: 1 for down, -1 for up.
        look: The kind to look for; None for any difference.
        lens: Which differences count.

    Returns:
        The row's index, or None where there is none that way.
    """
    rows = document.rows
    index = start + step
    while 0 <= index < len(rows):
        row = rows[index]
        if row.differs(lens) if look is None else row.look == look:
            return index
        index += step
    return None
