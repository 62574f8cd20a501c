"""The matrix: who shares how much with whom, both ways, ordered by cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.corpus.sharing import Sharing, sharing
from tui.presentation.shades import ITSELF, NOTHING, SHADES
from tui.view.bindings import bindings
from tui.view.matrix_sheet import MatrixSheet
from tui.view.table_screen import TableScreen
from tui.view.view_screen import Legend, Opened, ViewTitle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from tui.view.exporting import Subject
    from tui.view.sheet import Quoted
    from tui.view.view_screen import Context


class MatrixScreen(TableScreen[Sharing]):
    """A heat map over all articles."""

    view_name = "matrix"
    nothing_opens = "Row and column are one and the same article: go to another column."

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "matrix")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        self._at = ("", "") if pair is None else (pair[0].path, pair[1].path)
        self._sheet: MatrixSheet | None = None

    def on_mount(self) -> None:
        """Begin to compare."""
        self.grid.focus()
        self.renewed()

    def renewed(self) -> None:
        """Compare the articles as they are now; the cursor stays on its pair."""
        self._show_state(None)
        library = self.context.library
        self.find_out(sharing(self.context.articles, library.align, library.runs))

    def opened(self, row: int, column: int) -> Opened | None:
        """The row's article beside the column's."""
        pair = self._sheet and self._sheet.pair(row, column)
        return Opened(*pair) if pair else None

    def exported(self) -> Subject | None:
        """The whole set, or the pair under the cursor."""
        return self.under_cursor("set")

    def details(self, row: int, column: int) -> Sequence[Quoted]:
        """Both directions of the pair."""
        return () if self._sheet is None else self._sheet.details(row, column)

    def show_known(self, found: Sharing) -> None:
        """Show the shares; the cursor stays on its pair, as rows may change places."""
        self._show_state(found)
        if not found.clusters:
            return
        before = self._sheet
        if before is not None:
            self._at = before.pair(self.grid.row, self.grid.column) or self._at
        sheet = MatrixSheet(found, self.context.names)
        self._sheet = sheet
        self.grid.show(sheet, sheet.cell_of(*self._at))

    def _show_state(self, found: Sharing | None) -> None:
        count = len(self.context.articles)
        title = self.query_exactly_one(ViewTitle)
        subject = f"{count} articles: how much of one stands in another"
        if found is None or not found.complete:
            done = 0 if found is None else found.done * 100 // max(found.steps, 1)
            title.show(subject, f"comparing … {done}%")
        else:
            several = sum(len(places) > 1 for places in found.clusters)
            clusters = f"{several} cluster" + ("" if several == 1 else "s")
            aligned = f"{found.aligned} of {found.pairs} pairs aligned"
            title.show(subject, f"{clusters} · {aligned}" if _estimates(found) else clusters)
        entries = [
            *((sign, "near", f"{round(least * 100)}%+") for least, sign in SHADES[:-1]),
            (SHADES[-1][1], "related", "less"),
            (NOTHING, "faint", "nothing"),
            (ITSELF, "faint", "itself"),
        ]
        if found is not None and _estimates(found):
            entries.append(("~", "related", "estimated from runs of three words in common"))
        self.query_exactly_one(Legend).show(entries)


def _estimates(found: Sharing) -> bool:
    return found.aligned < found.pairs
