"""The matrix of a report: how much of each row's article stands in each column's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.presentation.shades import shade

if TYPE_CHECKING:
    from tui.report.report import Report

MOST_ARTICLES = 60
"""How many articles stand in the matrix, those that share most first."""


class MatrixCell(NamedTuple):
    """How much of one article stands in another.

    Attributes:
        other: The place of the other article.
        share: The share of the words that is copy, from 0 to 1; None where nothing is shared.
        related: The share that tells the same in other words.
        sign: The shade.
        heat: The share in tenths.
        exact: Whether both were aligned; else it is estimated.
        pair: The two places of the pair that is shown side by side; None where it is left out.
    """

    other: int
    share: float | None
    related: float
    sign: str
    heat: int
    exact: bool
    pair: tuple[int, int] | None


class MatrixRow(NamedTuple):
    """An article by its place, and its cells; None stands for the article itself."""

    place: int
    cells: tuple[MatrixCell | None, ...]


class Matrix(NamedTuple):
    """The rows, which are the columns too, and how many articles are left out."""

    rows: tuple[MatrixRow, ...]
    left_out: int
    estimates: bool


def matrix_of(report: Report) -> Matrix:
    """Make the matrix of a report; articles that share text stand together.

    Args:
        report: The report.
    """
    sharing = report.findings.sharing
    ordered = [place for cluster in sharing.clusters for place in cluster]
    places = ordered[:MOST_ARTICLES]
    limited = report.findings.pair_count > report.pair_count
    shown = set(report.shown_pairs()) if limited else None
    rows = tuple(
        MatrixRow(
            one,
            tuple(None if one == other else _cell(report, one, other, shown) for other in places),
        )
        for one in places
    )
    cells = (cell for row in rows for cell in row.cells if cell is not None)
    estimates = any(cell.share is not None and not cell.exact for cell in cells)
    return Matrix(rows, len(ordered) - len(places), estimates)


def _cell(report: Report, one: int, other: int, shown: set[tuple[int, int]] | None) -> MatrixCell:
    share = report.findings.share(one, other)
    pair = report.findings.oriented(one, other)
    target = pair if shown is None or pair in shown else None
    if share is None:
        return MatrixCell(other, None, 0.0, "", 0, True, target)
    heat = min(int(share.copied * 10), 10)
    return MatrixCell(
        other,
        share.copied,
        share.share - share.copied,
        shade(share.copied),
        heat,
        share.exact,
        target,
    )
