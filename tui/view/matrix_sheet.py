"""The matrix as a sheet: how much of each row's article stands in each column's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.presentation.shades import ITSELF, NOTHING, SHADES, shade
from tui.text.inert import inert
from tui.view.line import percent
from tui.view.sheet import Cell, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.corpus.sharing import Share, Sharing

_WITH_PERCENT = 5
"""The room from which a cell gives its share as a percentage."""


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
    """

    cell_width = (5, 8)

    def __init__(self, sharing: Sharing, names: Mapping[str, str]) -> None:
        self.sharing = sharing
        self._names = [names[article.path] for article in sharing.articles]
        self._rows = tuple(self._make_rows())
        self._columns = [row.place for row in self._rows if row.note is None]

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    @property
    def column_count(self) -> int:
        """How many articles there are."""
        return len(self._columns)

    def cell_of(self, one: str, other: str) -> tuple[int, int]:
        """The row of one article and the column of another, by their paths."""
        paths = {article.path: place for place, article in enumerate(self.sharing.articles)}
        places = [row.place for row in self._rows]
        row, column = paths.get(one, -1), paths.get(other, -1)
        return (
            places.index(row) if row in places else 0,
            self._columns.index(column) if column in self._columns else 0,
        )

    def pair(self, row: int, column: int) -> tuple[str, str] | None:
        """The paths of a cell's two articles; None where it is one and the same."""
        if not (row < len(self._rows) and column < len(self._columns)):
            return None
        one, other = self._rows[row].place, self._columns[column]
        if one == other or one < 0:
            return None
        return self.sharing.articles[one].path, self.sharing.articles[other].path

    def corner(self) -> str:
        """What the cells say."""
        return "of this article’s words … stand in:"

    def heading(self, column: int) -> Cell:
        """A column's article."""
        return Cell(self._names[self._columns[column]], "name")

    def note(self, row: int) -> str | None:
        """What stands over a cluster."""
        return self._rows[row].note

    def label(self, row: int) -> Label:
        """A row's article."""
        one = self._rows[row]
        article = self.sharing.articles[one.place]
        text = f"{self._names[one.place]} · {inert(article.title or '(no headline)')}"
        glyph = " " if one.cluster is None else "│"
        return Label(text, glyph=glyph, glyph_style="name", number=one.cluster)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """How much of the row's article stands in the column's."""
        one, other = self._rows[row].place, self._columns[column]
        if one == other:
            return Cell(ITSELF.rjust(min(room, 2)), "faint")
        share = self.sharing.shares.get((one, other))
        if share is None:
            return Cell(NOTHING.rjust(min(room, 2)), "faint")
        return _shaded(share, room)

    def details(self, row: int, column: int) -> tuple[Quoted, ...]:
        """Both directions of the pair under the cursor."""
        pair = self.pair(row, column)
        if pair is None:
            return (Quoted("An article is not compared with itself.", ""),)
        one, other = self._rows[row].place, self._columns[column]
        return self._direction(one, other), self._direction(other, one)

    def _direction(self, one: int, other: int) -> Quoted:
        article = self.sharing.articles[one]
        share = self.sharing.shares.get((one, other))
        words = f"of {self._names[one]} stands in {self._names[other]}"
        text = inert(article.title or "(no headline)")
        if share is None:
            return Quoted(f"nothing {words}", text)
        about = "" if share.exact else "about "
        more = share.share - share.copied
        told = f"; {about}{percent(more)} more tells the same in other words" if more > 0 else ""
        return Quoted(f"{about}{percent(share.copied)} {words}{told}", text)

    def _make_rows(self) -> Iterator[_Row]:
        alone = False
        number = 0
        for places in self.sharing.clusters:
            if len(places) > 1:
                number += 1
                yield _Row(note=f"{len(places)} articles that share text")
            elif not alone:
                alone = True
                yield _Row(note="articles on their own")
            for place in places:
                yield _Row(place, number if len(places) > 1 else None)


def _shaded(share: Share, room: int) -> Cell:
    """A shade and a number; `~` before what is estimated."""
    sign = shade(share.copied)
    style = "near" if share.copied >= SHADES[1][0] else "related"
    if room < _WITH_PERCENT:
        whole = min(round(share.copied * 100), 99)
        return Cell(f"{sign}{whole:>2}", style)
    # An estimate is never a hundred percent sure.
    said = percent(share.copied) if share.exact else f"~{percent(min(share.copied, 0.99))}"
    return Cell(f"{sign * (room - 4)}{said:>4}", style)
