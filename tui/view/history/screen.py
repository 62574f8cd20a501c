"""The history: what was changed in an article from one version to the next, key changes first.

The article that is being compared comes first, then all others of which there are versions. Every
version is compared with the one before it, whichever pair is on the screen.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on

from tui.corpus.library import side_by_side
from tui.corpus.story.versions import History, Step, find_versions
from tui.presentation.history import NO_VERSIONS
from tui.presentation.kinds import GLYPHS
from tui.view.history import ADDED, DROPPED, HistorySheet
from tui.view.keys import bindings
from tui.view.screen import FillingTable, Legend, Opened, StepDone, ViewScreen, ViewTitle
from tui.view.standing import Standing
from tui.view.widgets.table import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.library import Library
    from tui.text.model import Article
    from tui.view.export import Subject
    from tui.view.screen import Context


NONE_YET = "No versions so far; the pages are still being read."


class _Known(msgspec.Struct, frozen=True):
    """What is known so far: the histories that were gone through, and how many there are."""

    told: tuple[tuple[History, tuple[Step, ...]], ...]
    total: int

    @property
    def complete(self) -> bool:
        """Whether all were gone through."""
        return len(self.told) == self.total


class HistoryScreen(Standing, ViewScreen):
    """The versions of each article, one after the other."""

    view_name = "history"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "history")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheet: HistorySheet | None = None
        self._table = FillingTable(self, self._opens, "There is nothing to open in this row.")

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        return self._table.compose()

    def on_mount(self) -> None:
        """Begin to compare the versions."""
        self.grid.focus()
        self.renewed()

    def renewed(self) -> None:
        """Go through the articles as they are now."""
        self._show_state(None)
        pair = self.context.session.pair or ()
        paths = [article.path for article in pair]
        self._table.fill(_steps(self.context.articles, paths, self.context.library))

    def action_open(self) -> None:
        """Compare the two versions of the row."""
        self._table.open()

    def _opens(self, row: int, _column: int) -> Opened | None:
        return self._sheet.opened(row) if self._sheet is not None else None

    def exported(self) -> Subject | None:
        """The pair of versions under the cursor, or the whole set."""
        return self._table.subject("set")

    @on(Grid.CellClicked)
    def _cell_clicked(self) -> None:
        self._table.open()

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        if self._sheet is not None:
            self._table.show_details(self._sheet.details(self.grid.row))

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.fit(event.size.height)

    @on(StepDone)
    def _show_known(self, message: StepDone) -> None:
        known: _Known = message.step
        self._show_state(known)
        if not known.told and not known.complete:
            return
        is_first = self._sheet is None
        none = NONE_YET if self.context.is_reading else NO_VERSIONS
        self._sheet = HistorySheet(known.told, self.context.names, none)
        # Below the two notes of the first version and that of the second.
        row = min(3, self._sheet.row_count - 1)
        self.grid.show(self._sheet, (row, 0) if is_first else None)

    def _show_state(self, known: _Known | None) -> None:
        title = self.query_exactly_one(ViewTitle)
        subject = "what changed between versions"
        if known is None or not known.complete:
            title.show(subject, self.so_far("comparing …"))
        else:
            several = "article" if known.total == 1 else "articles"
            title.show(subject, self.so_far(f"{known.total} {several} with versions"))
        self.query_exactly_one(Legend).show(
            [
                ("!", "mark", "key change or correction"),
                (ADDED, "only-right", "added"),
                (DROPPED, "only-left", "dropped"),
                (GLYPHS["near"], "near", "reworded"),
            ]
        )


def _steps(articles: Sequence[Article], shown: Sequence[str], library: Library) -> Iterator[_Known]:
    """Go through the histories, that of the article on the screen first."""
    histories = sorted(
        find_versions(list(map(library.pages.held.visited, articles))),
        key=lambda history: not any(one.path in shown for one in history.versions),
    )
    told: list[tuple[History, tuple[Step, ...]]] = []
    yield _Known((), len(histories))
    for history in histories:
        told.append((history, tuple(history.steps(partial(side_by_side, library)))))
        yield _Known(tuple(told), len(histories))
