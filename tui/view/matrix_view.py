"""The matrix: who shares how much with whom, both ways, ordered by cluster."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from tui.corpus.sharing import sharing
from tui.presentation.shades import ITSELF, NOTHING, SHADES
from tui.view.bindings import bindings
from tui.view.detail import Detail
from tui.view.grid import Grid
from tui.view.matrix_sheet import MatrixSheet
from tui.view.view_screen import LOW, Legend, Opened, ViewScreen, ViewTitle
from tui.view.work import REPORT_EVERY

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.sharing import Sharing
    from tui.view.comparison import Move
    from tui.view.grid import Sideways
    from tui.view.view_screen import Context


class MatrixScreen(ViewScreen):
    """A heat map over all articles."""

    view_name = "matrix"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "matrix")]

    class Shared(Message):
        """More is known of what the articles share."""

        def __init__(self, sharing: Sharing) -> None:
            super().__init__()
            self.sharing = sharing

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        self._at = ("", "") if pair is None else (pair[0].path, pair[1].path)
        self._sheet: MatrixSheet | None = None

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle("matrix")
        yield Grid()
        yield Detail()
        yield Legend()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin to compare."""
        self.grid.focus()
        self._show_state(None)
        self.run_worker(self._share, thread=True, group="share", exclusive=True)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_exactly_one(Grid)

    def action_move(self, how: Move) -> None:
        """Go to another row."""
        self.grid.move(how)

    def action_sideways(self, how: Sideways) -> None:
        """Go to another column."""
        self.grid.move_sideways(how)

    @on(Grid.CellClicked)
    def action_open(self) -> None:
        """Compare the row's article with the column's."""
        pair = self._sheet and self._sheet.pair(self.grid.row, self.grid.column)
        if not pair:
            self.app.bell()
            return
        self.dismiss(Opened(*pair))

    @on(Shared)
    def _shared(self, message: Shared) -> None:
        self._show_state(message.sharing)
        if not message.sharing.clusters:
            return
        before = self._sheet
        if before is not None:
            # Rows may have changed places: the cursor stays on its pair.
            self._at = before.pair(self.grid.row, self.grid.column) or self._at
        sheet = MatrixSheet(message.sharing, self.context.names)
        self._sheet = sheet
        self.grid.show(sheet, sheet.cell_of(*self._at))

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        if self._sheet is not None:
            details = self._sheet.details(self.grid.row, self.grid.column)
            self.query_exactly_one(Detail).show(details)

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.query_exactly_one(Detail).display = event.size.height >= LOW

    def _share(self) -> None:
        worker = get_current_worker()
        library = self.context.library
        reported = 0.0
        for found in sharing(self.context.articles, library.align, library.runs):
            if worker.is_cancelled:
                return
            if found.complete or monotonic() - reported > REPORT_EVERY:
                self.post_message(self.Shared(found))
                reported = monotonic()

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
