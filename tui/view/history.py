"""The history: what was changed in an article from one version to the next, key changes first.

The article that is being compared comes first, then all others of which there are versions. Every
version is compared with the one before it, whichever pair is on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on

from tui.corpus.versions import History, Step, find_versions, moment_said
from tui.presentation.history import counts_said, key_changes
from tui.presentation.kinds import GLYPHS
from tui.text.inert import inert
from tui.view.keys import bindings
from tui.view.screen import FillingTable, Legend, Opened, StepDone, ViewScreen, ViewTitle
from tui.view.standing import Standing
from tui.view.widgets.table import Cell, Grid, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.library import Library
    from tui.text.model import Article
    from tui.view.export import Subject
    from tui.view.screen import Context


NO_VERSIONS = (
    "No versions: no two of these pages are of one address, or of one outlet with one headline."
)


class _Known(msgspec.Struct, frozen=True):
    """What is known so far: the histories that were gone through, and how many there are."""

    told: tuple[tuple[History, tuple[Step, ...]], ...]
    total: int

    @property
    def complete(self) -> bool:
        """Whether all were gone through."""
        return len(self.told) == self.total


class _Row(msgspec.Struct, frozen=True):
    """A change, or a note.

    Attributes:
        kind: What the change is called.
        text: It in a line; inert.
        quotes: It in full.
        opens: The two versions, and the paragraph to go to.
        glyph: Its sign; the name of its style is `style`.
    """

    text: str
    kind: str = ""
    quotes: tuple[Quoted, ...] = ()
    opens: Opened | None = None
    glyph: str = " "
    style: str = "text"


class HistorySheet:
    """Shows what was changed as a table.

    Args:
        told: The histories with each step of them.
        names: Short inert names by path.
    """

    cell_width = (14, 14)
    column_count = 1

    def __init__(
        self, told: Sequence[tuple[History, tuple[Step, ...]]], names: Mapping[str, str]
    ) -> None:
        self._names = names
        self._rows = tuple(row for history, steps in told for row in self._of(history, steps))

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    def corner(self) -> str:
        """What the rows are."""
        return "changed since the version before"

    def heading(self, column: int) -> Cell:
        """What the column says."""
        return Cell("as", "name")

    def note(self, row: int) -> str | None:
        """The article, or the version, that the rows below are of."""
        return None if self._rows[row].kind else self._rows[row].text

    def label(self, row: int) -> Label:
        """A change."""
        shown = self._rows[row]
        return Label(shown.text, glyph=shown.glyph, glyph_style=shown.style)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """What kind of change it is."""
        return Cell(self._rows[row].kind, self._rows[row].style)

    def details(self, row: int) -> tuple[Quoted, ...]:
        """The change under the cursor in full."""
        return self._rows[row].quotes if row < len(self._rows) else ()

    def opened(self, row: int) -> Opened | None:
        """What the row opens."""
        return self._rows[row].opens if row < len(self._rows) else None

    def _of(self, history: History, steps: Sequence[Step]) -> Iterator[_Row]:
        known = (history.title or "(no headline)", history.outlet)
        headline = " · ".join(inert(one) for one in known if one)
        yield _Row(f"{headline} · {len(history.versions)} versions")
        first = history.versions[0]
        yield _Row(f"{self._when(first)} · first version")
        for step in steps:
            yield _Row(f"{self._when(step.after)} · {counts_said(step)}")
            yield from self._changes(step)

    def _when(self, article: Article) -> str:
        return f"{moment_said(article)} · {self._names.get(article.path, inert(article.path))}"

    def _changes(self, step: Step) -> Iterator[_Row]:
        pair = (step.before.path, step.after.path)
        for change in key_changes(step):
            opens = Opened(*pair, right_paragraph=change.place)
            quotes = (Quoted("before", change.before), Quoted("after", change.after))
            yield _Row(change.said, "key change", quotes, opens, "!", "mark")
        opens = Opened(*pair)
        for kind, notes in (("correction", step.corrections), ("withdrawn", step.withdrawn)):
            for note in notes:
                text = inert(note.text)
                yield _Row(text, kind, (Quoted(kind, text),), opens, "!", "mark")
        for kind, glyph, style, paragraphs in (
            ("added", GLYPHS["only-right"], "only-right", step.added),
            ("dropped", GLYPHS["only-left"], "only-left", step.dropped),
        ):
            article = step.after if kind == "added" else step.before
            for one in paragraphs:
                place, text = article.paragraphs.index(one), inert(one.text)
                left, right = (None, place) if kind == "added" else (place, None)
                yield _Row(text, kind, (Quoted(kind, text),), Opened(*pair, left, right),
                           glyph, style)  # fmt: skip
        for link in step.changed:
            before = inert(step.before.paragraphs[link.left].text)
            after = inert(step.after.paragraphs[link.right].text)
            quotes = (Quoted("before", before), Quoted("after", after))
            opens = Opened(*pair, right_paragraph=link.right)
            yield _Row(after, "reworded", quotes, opens, GLYPHS[link.kind], link.kind)


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
        if not known.told:
            if known.complete:
                self.say(NO_VERSIONS)
            return
        is_first = self._sheet is None
        self._sheet = HistorySheet(known.told, self.context.names)
        # Below the two notes of the first version and that of the second.
        row = min(3, self._sheet.row_count - 1)
        self.grid.show(self._sheet, (row, 0) if is_first else None)

    def _show_state(self, known: _Known | None) -> None:
        title = self.query_exactly_one(ViewTitle)
        subject = "what was changed from one version to the next"
        if known is None or not known.complete:
            title.show(subject, "comparing …")
        else:
            several = "article" if known.total == 1 else "articles"
            title.show(subject, f"{known.total} {several} with versions")
        self.query_exactly_one(Legend).show(
            [
                ("!", "mark", "key change or correction"),
                (GLYPHS["only-right"], "only-right", "added"),
                (GLYPHS["only-left"], "only-left", "dropped"),
                (GLYPHS["near"], "near", "reworded"),
            ]
        )


def _steps(articles: Sequence[Article], shown: Sequence[str], library: Library) -> Iterator[_Known]:
    """Go through the histories, that of the article on the screen first."""
    histories = sorted(
        find_versions(articles),
        key=lambda history: not any(one.path in shown for one in history.versions),
    )
    told: list[tuple[History, tuple[Step, ...]]] = []
    yield _Known((), len(histories))
    for history in histories:
        told.append((history, tuple(history.steps(library.align))))
        yield _Known(tuple(told), len(histories))
