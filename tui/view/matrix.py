"""The matrix: who shares how much with whom, both ways, in the groups of the list.

A cell says how much of its row's article stands in its column's. Both directions are there, as a
short piece can stand in a long one whole. What is estimated is marked until it is aligned. Of very
many articles there is a list, in which each says what it has most in common with; the group under
the cursor has its matrix beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on

from tui.corpus.sharing import Sharing, sharing
from tui.presentation.kinds import ITSELF, NOT_SHARED, NOTHING, PARAPHRASED_ALONE, SHADES, shade
from tui.presentation.rows import called
from tui.text.alignment.rows import percent
from tui.view.keys import bindings
from tui.view.main.entries import NOT_CHECKED
from tui.view.screen import FillingTable, Legend, Opened, StepDone, ViewScreen, ViewTitle
from tui.view.standing import Standing
from tui.view.whose import count_groups
from tui.view.widgets.table import Cell, Grid, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.sharing import Share
    from tui.view.export import Subject
    from tui.view.screen import Context
    from tui.view.whose import Cluster


_WITH_PERCENT = 5
"""The room from which a cell gives its share as a percentage."""


MOST_SQUARE = 60
"""Articles up to which all stand in one matrix; of more, each group has its own."""


class _Row(msgspec.Struct, frozen=True):
    """A row: an article by its place and its block of rows, or the note over a block.

    Attributes:
        place: The article's place.
        block: Which block it is in, from 0.
        sign: What joins it with the rest of its group.
        note: What stands over a block; None in the row of an article.
    """

    place: int = -1
    block: int = -1
    sign: str = " "
    note: str | None = None


class _Block(msgspec.Struct, frozen=True):
    """Articles under one heading; an empty one takes no row. `joined` if they share text."""

    heading: str
    places: tuple[int, ...]
    joined: bool = False


class MatrixSheet:
    """Shows what articles share as a table.

    Args:
        sharing: What is known; nothing but the articles at first.
        names: Short inert names by path.
        groups: The articles as the list has them; empty while that isn't known.
        block: The block whose matrix is shown, where there are too many articles for one.
    """

    cell_width = (5, 8)
    numbered = False

    def __init__(
        self,
        sharing: Sharing,
        names: Mapping[str, str],
        groups: Sequence[Cluster] = (),
        block: int = 0,
    ) -> None:
        self.sharing = sharing
        self.is_large = len(sharing.articles) > MOST_SQUARE
        self._block = block
        self._groups = groups
        self._names = [names[article.path] for article in sharing.articles]
        self._blocks = self._make_blocks()
        self._rows = tuple(self._make_rows())
        self._columns = [
            row.place
            for row in self._rows
            if row.note is None and (not self.is_large or self._is_shown(row))
        ]

    @property
    def group_count(self) -> int:
        """How many groups there are of articles that share text."""
        if self._groups:
            return count_groups(self._groups)
        return sum(block.joined for block in self._blocks)

    def with_group_at(self, row: int, names: Mapping[str, str]) -> MatrixSheet | None:
        """The same with the columns of a row's group; None where these are shown already."""
        block = self._rows[row].block if row < len(self._rows) else -1
        if not self.is_large or block in (-1, self._block) or not self._blocks[block].joined:
            return None
        return MatrixSheet(self.sharing, names, self._groups, block)

    def _is_shown(self, row: _Row) -> bool:
        """Whether the row's group is the one whose matrix is shown."""
        return row.block == self._block and self._blocks[row.block].joined

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

    def at(self, row: int, column: int, else_at: tuple[str, str]) -> tuple[str, str]:
        """The paths of a cell's two articles, as far as there are two; else those given."""
        pair = self.pair(row, column)
        if pair is not None:
            return pair
        place = self._rows[row].place if row < len(self._rows) else -1
        of = else_at[0] if place < 0 else self.sharing.articles[place].path
        return of, else_at[1]

    def corner(self) -> str:
        """What the cells say."""
        return "% of this row found in →"

    def heading(self, column: int) -> Cell:
        """A column's article."""
        return Cell(self._names[self._columns[column]], "name")

    def note(self, row: int) -> str | None:
        """What stands over a cluster."""
        return self._rows[row].note

    def label(self, row: int) -> Label:
        """A row's article; where its cells aren't shown, what it has most in common with."""
        shown = self._rows[row]
        article = self.sharing.articles[shown.place]
        text = f"{self._names[shown.place]} · {called(article)}"
        end = "" if not self.is_large or self._is_shown(shown) else self._most(shown)
        return Label(text, glyph=shown.sign, glyph_style="name", end=end)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """How much of the row's article stands in the column's."""
        of, within = self._rows[row].place, self._columns[column]
        if self.is_large and not self._is_shown(self._rows[row]):
            return Cell("", "faint")
        if of == within:
            return Cell(ITSELF.rjust(min(room, 2)), "faint")
        share = self.sharing.shares.get((of, within))
        if share is None:
            sign = NOTHING if self.sharing.clusters else "…"
            return Cell(sign.rjust(min(room, 2)), "faint")
        return _shaded(share, room)

    def _most(self, row: _Row) -> str:
        """The article of its group that has most of a row's: "98% in 002"."""
        others = (place for place in self._blocks[row.block].places if place != row.place)
        shares = ((self.sharing.shares.get((row.place, other)), other) for other in others)
        known = [(share, other) for share, other in shares if share is not None]
        if not known:
            return ""
        share, other = max(known, key=lambda one: one[0].copied)
        return f"{share.said} in {self._names[other]}"

    def details(self, row: int, column: int) -> tuple[Quoted, ...]:
        """Both directions of the pair under the cursor."""
        pair = self.pair(row, column)
        if pair is None:
            return (Quoted(self._alone(row), ""),)
        of, within = self._rows[row].place, self._columns[column]
        return self._direction(of, within), self._direction(within, of)

    def _alone(self, row: int) -> str:
        """Why there is no pair under the cursor."""
        at = self._rows[row] if row < len(self._rows) else None
        if at is None or at.note is not None or not self.is_large or self._is_shown(at):
            return "An article is not compared with itself."
        name, most = self._names[at.place], self._most(at)
        if most:
            return f"{name} has most in common with one article: {most}."
        if not self.sharing.complete:
            return f"{name} is still being compared …"
        return f"{name} shares no text with the other articles."

    def _direction(self, of: int, within: int) -> Quoted:
        article = self.sharing.articles[of]
        share = self.sharing.shares.get((of, within))
        words = f"of {self._names[of]} also appears in {self._names[within]}"
        text = called(article)
        if share is None:
            return Quoted(f"none {words}", text)
        about = "" if share.exact else "about "
        more = share.paraphrased
        told = f"; {about}{percent(more)} more is paraphrased" if more > 0 else ""
        return Quoted(f"{about}{share.said.lstrip('~')} {words}{told}", text)

    def _make_blocks(self) -> Sequence[_Block]:
        """The articles in the list's groups, or in those that their shares make."""
        every = range(len(self.sharing.articles))
        if self._groups:
            at = {article.path: place for place, article in enumerate(self.sharing.articles)}
            found = [
                _Block(group.heading(len(places)), places, group.shares_text and len(places) > 1)
                for group in self._groups
                if (places := tuple(at.pop(path) for path in group.paths if path in at))
            ]
            rest = tuple(at.values())
            blocks = [*found, _Block(NOT_CHECKED, rest)] if rest else found
        elif self.sharing.clusters:
            several = [places for places in self.sharing.clusters if len(places) > 1]
            alone = [places[0] for places in self.sharing.clusters if len(places) == 1]
            heading = "Group {} · {} articles that share text"
            blocks = [
                _Block(heading.format(number, len(places)), places, joined=True)
                for number, places in enumerate(several, 1)
            ]
            if alone:
                blocks.append(_Block(NOT_SHARED, tuple(alone)))
        else:
            blocks = [_Block("", tuple(every))]
        # Those of the list stay in its order: one number is one group, and they count up.
        return sorted(blocks, key=self._rank) if self.is_large and not self._groups else blocks

    def _rank(self, block: _Block) -> tuple[bool, int, float]:
        """Of very many articles, large groups first, then those that share most."""
        most = max((self._held(place, block.places) for place in block.places), default=0.0)
        return not block.joined, -len(block.places), -most

    def _make_rows(self) -> Iterator[_Row]:
        grouped = any(block.joined for block in self._blocks)
        for at, block in enumerate(self._blocks):
            if block.heading:
                count = len(block.places)
                several = "article" if count == 1 else "articles"
                told = f" · {count} {several}" if block.heading == NOT_SHARED else ""
                yield _Row(note=f"{block.heading}{told}")
            # Of very many, those that share nothing only hide those that do.
            if self.is_large and grouped and not block.joined:
                continue
            sign = "│" if block.joined else " "
            yield from (_Row(place, at, sign) for place in self._ranked(block.places))

    def _ranked(self, places: Sequence[int]) -> Sequence[int]:
        """A group's articles: of very many, those first that the others have most of."""
        if not self.is_large:
            return places
        return sorted(places, key=lambda one: (-self._held(one, places), one))

    def _held(self, one: int, places: Sequence[int]) -> float:
        """The most of an article that one of some others has."""
        held = (self.sharing.shares.get((one, other)) for other in places if other != one)
        return max((share.copied for share in held if share is not None), default=0.0)


def _shaded(share: Share, room: int) -> Cell:
    """A shade and a number; `~` before what is estimated."""
    sign, style = shade(share.copied), "near"
    if not round(share.copied * 100):
        # No shade for what is nothing to speak of.
        sign, style = " ", "faint"
    if room < _WITH_PERCENT:
        digits = share.said.strip("~%")
        # All of it needs the shade's cell for its own third digit.
        return Cell(digits if len(digits) >= room else f"{sign}{digits:>2}", style)
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
        self._row = 0
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
        self._show(Sharing(self.context.articles))
        articles, library = self.context.articles, self.context.library
        places = {article.path: place for place, article in enumerate(articles)}
        together = [
            [places[path] for path in group.paths if path in places]
            for group in self.context.groups
            if group.shares_text
        ]
        self._table.fill(sharing(articles, library.align, library.runs, together))

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
        row, column = self.grid.row, self.grid.column
        other = self._sheet.with_group_at(row, self.context.names)
        if other is not None:
            # Of very many articles, the columns are those of the group under the cursor.
            self._sheet = other
            self.grid.show(other, (row, other.column_beside(row)))
        elif self._sheet.is_large and row != self._row and self._sheet.pair(row, column) is None:
            # Nor does the cursor come down on an article itself.
            self.grid.show(self._sheet, (row, self._sheet.column_beside(row)))
        self._row = row
        self._table.show_details(self._sheet.details(self.grid.row, self.grid.column))

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.fit(event.size.height)

    @on(StepDone)
    def _show_known(self, message: StepDone) -> None:
        self._show(message.step)

    def _show(self, known: Sharing) -> None:
        """Show the shares; the cursor stays on its pair, as rows may change places."""
        before = self._sheet
        if before is not None:
            self._at = before.at(self.grid.row, self.grid.column, self._at)
        sheet = MatrixSheet(known, self.context.names, self.context.groups)
        sheet = sheet.with_group_at(sheet.row_of(self._at[0]), self.context.names) or sheet
        self._sheet = sheet
        self._show_state(sheet)
        row, column = sheet.cell_of(*self._at)
        self._row = row
        self.grid.show(sheet, (row, column))

    def _show_state(self, sheet: MatrixSheet) -> None:
        known = sheet.sharing
        count = len(known.articles)
        title = self.query_exactly_one(ViewTitle)
        subject = f"Overlap of {count} articles"
        if not known.complete:
            title.show(subject, f"comparing … {known.done * 100 // max(known.steps, 1)}%")
        else:
            several = sheet.group_count
            groups = f"{several} group" + ("" if several == 1 else "s")
            aligned = f"{known.aligned:,} of {known.pairs:,} pairs compared in full"
            state = f"{groups} · {aligned}" if _estimates(known) else groups
            title.show(subject, self.so_far(state))
        entries = [
            *((sign, "near", f"{round(least * 100)}%+") for least, sign in SHADES[:-1]),
            (SHADES[-1][1], "near", "less"),
            *([("0%", "faint", PARAPHRASED_ALONE)] if known.has_paraphrase_alone else []),
            *([(NOTHING, "faint", "nothing")] if known.clusters and known.has_strangers else []),
            (ITSELF, "faint", "itself"),
        ]
        if _estimates(known):
            entries.append(("~", "near", "estimated from runs of three words in common"))
        self.query_exactly_one(Legend).show(entries)


def _estimates(sharing: Sharing) -> bool:
    return sharing.aligned < sharing.pairs
