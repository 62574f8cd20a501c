"""The view of two articles: whose they are above, the aligned rows below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.containers import Vertical

from tui.presentation.lens import sentence
from tui.presentation.rows import SIDES
from tui.view.choosing import choices_said
from tui.view.comparison import Comparison
from tui.view.header import Header
from tui.view.reading import Anchor, counterpart, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from textual.app import ComposeResult

    from tui.presentation.rows import Look, ShownRow
    from tui.view import work
    from tui.view.comparison import Move


class CompareView(Vertical):
    """Two articles, aligned. The comparison in it takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._header = Header()
        self._comparison = Comparison()
        self._shown: work.Comparison | None = None

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield self._header
        yield self._comparison

    @property
    def comparison(self) -> Comparison:
        """The widget with the rows."""
        return self._comparison

    @property
    def shown(self) -> work.Comparison | None:
        """What is shown now."""
        return self._shown

    def show(self, comparison: work.Comparison, names: tuple[str, str]) -> None:
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

    @on(Comparison.RowReached)
    def _row_reached(self) -> None:
        self._header.show_place(self.row)

    def _kept(self, new: work.Comparison) -> Anchor | None:
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
