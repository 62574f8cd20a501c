"""What the views of many articles share: a table that fills while they are being compared."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from msgspec.structs import replace
from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from tui.view.export import subject_of
from tui.view.screen import DETAIL_LOW, Legend, Opened, ViewScreen, ViewTitle
from tui.view.threads import REPORT_EVERY
from tui.view.widgets.table import Detail, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.view.export import Subject, What
    from tui.view.state import Move, Sideways
    from tui.view.widgets.table import Quoted


class TableStep(Protocol):
    """What is known after a step of the work."""

    @property
    def complete(self) -> bool:
        """Whether it was the last step."""


_Found = TypeVar("_Found", bound=TableStep)


class TableScreen(ViewScreen, Generic[_Found]):
    """A table, what is under its cursor, and what its signs mean."""

    class Known(Message):
        """More is known, as one step of the work has it."""

        def __init__(self, found: Any) -> None:
            super().__init__()
            self.found = found

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle(self.view_name)
        yield Grid()
        yield Detail()
        yield Legend()
        yield self.key_bar()

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_exactly_one(Grid)

    # To be told by the view

    def show_known(self, found: _Found) -> None:
        """Show what is known after a step."""
        raise NotImplementedError

    def details(self, row: int, column: int) -> Sequence[Quoted]:
        """What a cell is about, in full."""
        raise NotImplementedError

    nothing_opens: ClassVar[str]
    """Why a cell opens nothing, where one does not."""

    def opened(self, row: int, column: int) -> Opened | None:
        """What a cell opens; None where there is nothing to open."""
        raise NotImplementedError

    def under_cursor(self, what: What) -> Subject | None:
        """What can be handed over, the pair under the cursor instead of the one compared.

        Args:
            what: What of it is offered first.
        """
        found = subject_of(self.context.session, what)
        opened = self.opened(self.grid.row, self.grid.column)
        by_path = {article.path: article for article in self.context.articles}
        pair = opened and (by_path.get(opened.left), by_path.get(opened.right))
        if found is None or not pair or pair[0] is None or pair[1] is None:
            return found
        return replace(found, pair=pair, chosen=pair[0])

    # Keys

    def action_move(self, how: Move) -> None:
        """Go to another row."""
        self.grid.move(how)

    def action_sideways(self, how: Sideways) -> None:
        """Go to another column."""
        self.grid.move_sideways(how)

    @on(Grid.CellClicked)
    def action_open(self) -> None:
        """Compare the two articles that meet under the cursor."""
        opened = self.opened(self.grid.row, self.grid.column)
        if opened is None:
            waits = "It is still being found out."
            self.refuse(waits if self.grid.sheet is None else self.nothing_opens)
            return
        self.dismiss(opened)

    # Work

    def find_out(self, steps: Iterator[_Found]) -> None:
        """Work in a thread, instead of what was worked on before, and show how far it is.

        Args:
            steps: The work; what is known after each step, the last one complete.
        """
        self.run_worker(
            lambda: self._work_through(steps), thread=True, group="table", exclusive=True
        )

    def _work_through(self, steps: Iterator[_Found]) -> None:
        worker = get_current_worker()
        reported = 0.0
        with self.context.turns.urgent():
            for found in steps:
                if worker.is_cancelled:
                    return
                if found.complete or monotonic() - reported > REPORT_EVERY:
                    self.post_message(self.Known(found))
                    reported = monotonic()

    @on(Known)
    def _known(self, message: Known) -> None:
        self.show_known(message.found)

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self.say("")
        if self.grid.sheet is not None:
            details = self.details(self.grid.row, self.grid.column)
            self.query_exactly_one(Detail).show(details)

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.query_exactly_one(Detail).display = event.size.height >= DETAIL_LOW
