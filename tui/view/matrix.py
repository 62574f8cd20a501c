"""The matrix: who shares how much with whom, both ways, ordered by group.

A cell says how much of its row's article stands in its column's. Both directions are there, as a
short piece can stand in a long one whole. What is estimated is marked until it is aligned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on

from tui.corpus.sharing import Sharing, sharing
from tui.presentation.kinds import ITSELF, NOTHING, SHADES, shade
from tui.text.alignment.rows import percent
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

    from tui.corpus.sharing import Share
    from tui.view.export import Subject
    from tui.view.screen import Context


_WITH_PERCENT = 5
"""The room from which a cell gives its share as a percentage."""


MOST_SQUARE = 60
"""Articles up to which all stand in one matrix; of more, each group has its own."""


class _Row(msgspec.Struct, frozen=True):
    """A row: an article by its place and the number of its cluster, or a note."""

    place: int = -1
    cluster: int | None = None
    note: str | None = None


class MatrixSheet:
    """Shows what articles share as a table.

    Args:
        sharing: What is known.
        names: Short inert names by path.
        group: The number of the group whose matrix is shown, where there are too many articles
            for one matrix; 0 for the first.
    """

    cell_width = (5, 8)

    def __init__(self, sharing: Sharing, names: Mapping[str, str], group: int = 0) -> None:
        self.sharing = sharing
        self.group = group or 1
        self.is_large = len(sharing.articles) > MOST_SQUARE
        self._names = [names[article.path] for article in sharing.articles]
        self._rows = tuple(self._make_rows())
        self._columns = [
            row.place
            for row in self._rows
            if row.note is None and (not self.is_large or row.cluster == self.group)
        ]

    def with_group_at(self, row: int, names: Mapping[str, str]) -> MatrixSheet | None:
        """The same with the columns of a row's group; None where these are shown already."""
        group = self._rows[row].cluster if row < len(self._rows) else None
        if not self.is_large or group is None or group == self.group:
            return None
        return MatrixSheet(self.sharing, names, group)

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    @property
    def column_count(self) -> int:
        """How many articles there are."""
        return len(self._columns)

    def cell_of(self, of: str, within: str) -> tuple[int, int]:
        """The row of one article and the column of another, by their paths."""
        paths = {article.path: place for place, article in enumerate(self.sharing.articles)}
        places = [row.place for row in self._rows]
        row, column = paths.get(of, -1), paths.get(within, -1)
        return (
            places.index(row) if row in places else 0,
            self._columns.index(column) if column in self._columns else 0,
        )

    def row_of(self, path: str) -> int:
        """The row of an article by its path; the first one where it has none."""
        return self.cell_of(path, "")[0]

    def column_beside(self, row: int) -> int:
        """A column for the cursor on a row: the first that is not the row's own article."""
        own = self._rows[row].place
        return next((at for at, place in enumerate(self._columns) if place != own), 0)

    def pair(self, row: int, column: int) -> tuple[str, str] | None:
        """The paths of a cell's two articles; None where it is one and the same."""
        if not (row < len(self._rows) and column < len(self._columns)):
            return None
        of, within = self._rows[row].place, self._columns[column]
        if of == within or of < 0:
            return None
        return self.sharing.articles[of].path, self.sharing.articles[within].path

    def corner(self) -> str:
        """What the cells say."""
        return "% of this row’s words found in →"

    def heading(self, column: int) -> Cell:
        """A column's article."""
        return Cell(self._names[self._columns[column]], "name")

    def note(self, row: int) -> str | None:
        """What stands over a cluster."""
        return self._rows[row].note

    def label(self, row: int) -> Label:
        """A row's article."""
        shown = self._rows[row]
        article = self.sharing.articles[shown.place]
        text = f"{self._names[shown.place]} · {inert(article.title or '(no headline)')}"
        glyph = " " if shown.cluster is None else "│"
        return Label(text, glyph=glyph, glyph_style="name", number=shown.cluster)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """How much of the row's article stands in the column's."""
        of, within = self._rows[row].place, self._columns[column]
        if of == within:
            return Cell(ITSELF.rjust(min(room, 2)), "faint")
        share = self.sharing.shares.get((of, within))
        if share is None:
            return Cell(NOTHING.rjust(min(room, 2)), "faint")
        return _shaded(share, room)

    def details(self, row: int, column: int) -> tuple[Quoted, ...]:
        """Both directions of the pair under the cursor."""
        pair = self.pair(row, column)
        if pair is None:
            return (Quoted("An article is not compared with itself.", ""),)
        of, within = self._rows[row].place, self._columns[column]
        return self._direction(of, within), self._direction(within, of)

    def _direction(self, of: int, within: int) -> Quoted:
        article = self.sharing.articles[of]
        share = self.sharing.shares.get((of, within))
        words = f"of {self._names[of]} is copied in {self._names[within]}"
        text = inert(article.title or "(no headline)")
        if share is None:
            return Quoted(f"nothing {words}", text)
        about = "" if share.exact else "about "
        more = share.paraphrased
        told = f"; {about}{percent(more)} more is paraphrased" if more > 0 else ""
        return Quoted(f"{about}{share.said.lstrip('~')} {words}{told}", text)

    def _make_rows(self) -> Iterator[_Row]:
        clusters = self.sharing.clusters
        several = [places for places in clusters if len(places) > 1]
        for number, places in enumerate(several, 1):
            yield _Row(note=f"Group {number} · {len(places)} articles that share text")
            for place in self._ranked(places):
                yield _Row(place, number)
        alone = [places[0] for places in clusters if len(places) == 1]
        if alone:
            count = f" · {len(alone)} article" + ("" if len(alone) == 1 else "s")
            yield _Row(note=f"No shared text{count if self.is_large else ''}")
            # Of very many, those that share nothing only hide those that do.
            yield from (_Row(place) for place in alone if not self.is_large or not several)

    def _ranked(self, places: Sequence[int]) -> Sequence[int]:
        """A group's articles: of very many, those first that the others have most of."""
        if not self.is_large:
            return places
        shares = self.sharing.shares

        def most(one: int) -> float:
            held = (shares.get((one, other)) for other in places if other != one)
            return -max((share.copied for share in held if share is not None), default=0.0)

        return sorted(places, key=lambda one: (most(one), one))


def _shaded(share: Share, room: int) -> Cell:
    """A shade and a number; `~` before what is estimated."""
    sign = shade(share.copied)
    style = "near" if share.copied >= SHADES[1][0] else "related"
    if room < _WITH_PERCENT:
        whole = min(round(share.copied * 100), 99)
        return Cell(f"{sign}{whole:>2}", style)
    return Cell(f"{sign * (room - 4)}{share.said:>4}", style)


class MatrixScreen(Standing, ViewScreen):
    """A heat map over all articles."""

    view_name = "matrix"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "matrix")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        self._at = ("", "") if pair is None else (pair[0].path, pair[1].path)
        self._sheet: MatrixSheet | None = None
        same = "Row and column are one and the same article: go to another column."
        self._table = FillingTable(self, self._opens, same)

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        return self._table.compose()

    def on_mount(self) -> None:
        """Begin to compare."""
        self.grid.focus()
        self.renewed()

    def renewed(self) -> None:
        """Compare the articles as they are now; the cursor stays on its pair."""
        self._show_state(None)
        library = self.context.library
        self._table.fill(sharing(self.context.articles, library.align, library.runs))

    def action_open(self) -> None:
        """Compare the row's article and the column's."""
        self._table.open()

    def _opens(self, row: int, column: int) -> Opened | None:
        pair = self._sheet and self._sheet.pair(row, column)
        return Opened(*pair) if pair else None

    def exported(self) -> Subject | None:
        """The whole set, or the pair under the cursor."""
        return self._table.subject("set")

    @on(Grid.CellClicked)
    def _cell_clicked(self) -> None:
        self._table.open()

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        if self._sheet is None:
            return
        row = self.grid.row
        other = self._sheet.with_group_at(row, self.context.names)
        if other is not None:
            # Of very many articles, the columns are those of the group under the cursor.
            self._sheet = other
            self.grid.show(other, (row, other.column_beside(row)))
        self._table.show_details(self._sheet.details(self.grid.row, self.grid.column))

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.fit(event.size.height)

    @on(StepDone)
    def _show_known(self, message: StepDone) -> None:
        """Show the shares; the cursor stays on its pair, as rows may change places."""
        known: Sharing = message.step
        self._show_state(known)
        if not known.clusters:
            return
        before = self._sheet
        if before is not None:
            self._at = before.pair(self.grid.row, self.grid.column) or self._at
        sheet = MatrixSheet(known, self.context.names)
        sheet = sheet.with_group_at(sheet.row_of(self._at[0]), self.context.names) or sheet
        self._sheet = sheet
        self.grid.show(sheet, sheet.cell_of(*self._at))

    def _show_state(self, known: Sharing | None) -> None:
        count = len(self.context.articles)
        title = self.query_exactly_one(ViewTitle)
        subject = f"Overlap of {count} articles"
        if known is None or not known.complete:
            done = 0 if known is None else known.done * 100 // max(known.steps, 1)
            title.show(subject, f"comparing … {done}%")
        else:
            several = sum(len(places) > 1 for places in known.clusters)
            groups = f"{several} group" + ("" if several == 1 else "s")
            aligned = f"{known.aligned} of {known.pairs} pairs aligned"
            title.show(subject, f"{groups} · {aligned}" if _estimates(known) else groups)
        entries = [
            *((sign, "near", f"{round(least * 100)}%+") for least, sign in SHADES[:-1]),
            (SHADES[-1][1], "related", "less"),
            (NOTHING, "faint", "nothing"),
            (ITSELF, "faint", "itself"),
        ]
        if known is not None and _estimates(known):
            entries.append(("~", "related", "estimated from runs of three words in common"))
        self.query_exactly_one(Legend).show(entries)


def _estimates(sharing: Sharing) -> bool:
    return sharing.aligned < sharing.pairs
