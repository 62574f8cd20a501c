"""The coverage: one article's paragraphs down, the other articles across."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from tui.corpus.survey import Survey, survey
from tui.presentation.kinds import GLYPHS
from tui.text.inert import inert
from tui.view.bindings import bindings
from tui.view.coverage_sheet import ABSENT, STOPPED, UNIQUE, CoverageSheet
from tui.view.table_screen import TableScreen
from tui.view.view_screen import Legend, Opened, ViewTitle, turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from tui.presentation.rows import Side
    from tui.text.article import Article
    from tui.view.comparison import Move
    from tui.view.exporting import Subject
    from tui.view.grid import Sideways
    from tui.view.sheet import Quoted
    from tui.view.view_screen import Context


class CoverageScreen(TableScreen[Survey]):
    """The story across all articles, as one of them sees it."""

    view_name = "coverage"
    nothing_opens = "There is no other article to open beside this one."

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "coverage")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        self._chosen = context.articles[0] if pair is None else pair[0]
        self._beside = self._chosen if pair is None else pair[1]
        self._sheet: CoverageSheet | None = None
        self._moved = False

    def on_mount(self) -> None:
        """Begin to look into the other articles."""
        self.grid.focus()
        self._begin(self._chosen)

    def action_move(self, how: Move) -> None:
        """Go to another paragraph."""
        self._moved = True
        super().action_move(how)

    def action_sideways(self, how: Sideways) -> None:
        """Go to another article."""
        self._moved = True
        super().action_sideways(how)

    def action_turn(self, _side: Side, step: int) -> None:
        """Choose another article, whose paragraphs are the rows then."""
        found = turned(self.context.articles, self._chosen, step)
        if found is None:
            self.refuse("There is no article any more.")
            return
        if found == self._chosen:
            self.refuse("There is no other article.")
            return
        self._moved = True
        self._begin(found)
        self.grid.row = 0

    def renewed(self) -> None:
        """Look into the articles as they are now; the cursor stays."""
        self._moved = True
        self._begin(self.context.again(self._chosen))

    def opened(self, row: int, column: int) -> Opened | None:
        """The chosen article beside the column's, at the row's paragraph."""
        target = self._sheet and self._sheet.target(row, column)
        if not target:
            return None
        return Opened(self._chosen.path, target.path, target.own, target.other)

    def exported(self) -> Subject | None:
        """The coverage, or the chosen article beside the one under the cursor."""
        found = self.under_cursor("coverage")
        return found and replace(found, chosen=self._chosen)

    def details(self, row: int, column: int) -> Sequence[Quoted]:
        """The row's paragraph and what the column's article has of it."""
        return () if self._sheet is None else self._sheet.details(row, column)

    def show_known(self, found: Survey) -> None:
        """Show who else has what; the cursor stays on its article, as columns change places."""
        if found.article.path != self._chosen.path:
            return
        self._show_title(found)
        if not (found.columns or found.complete):
            return
        sheet = CoverageSheet(found, self.context.names)
        at = (self.grid.row, self._column_of(sheet))
        if not self._moved:
            at = (self._first_row(sheet), sheet.column_of(self._beside.path))
        self._sheet = sheet
        self.grid.show(sheet, at)
        self._show_legend(sheet)

    def _begin(self, article: Article) -> None:
        self._chosen = article
        library, others = self.context.library, self.context.articles
        story = self.context.config.story
        self.find_out(survey(article, others, library.align, story, library.runs))
        self._show_title(None)

    def _column_of(self, sheet: CoverageSheet) -> int:
        """The column of the article under the cursor, wherever it stands now."""
        before, column = self._sheet, self.grid.column
        if before is None or column >= before.column_count:
            return column
        return sheet.column_of(before.survey.columns[column].article.path)

    def _first_row(self, sheet: CoverageSheet) -> int:
        at = self.context.at
        if at is None or self._chosen.path == self._beside.path:
            return 0
        return sheet.row_of(at.paragraph) if at.side == "left" else 0

    def _show_title(self, found: Survey | None) -> None:
        name = self.context.names[self._chosen.path]
        subject = f"{name} · {inert(self._chosen.title or '(no headline)')}"
        state = "looking …"
        if found is not None and not found.complete:
            state = f"looking … {found.done * 100 // max(found.steps, 1)}%"
        elif found is not None:
            state = _state(found, [self.context.names[one.path] for one in found.apart])
        self.query_exactly_one(ViewTitle).show(subject, state)

    def _show_legend(self, sheet: CoverageSheet) -> None:
        others = len(sheet.survey.elsewhere)
        entries = [
            (UNIQUE, "only-left", f"in no other article: {sheet.unique_count} ¶"),
            (ABSENT, "faint", "not in that article"),
            *((GLYPHS[kind], kind, kind) for kind in ("same", "near", "related")),
            ("█▓▒░", "bar", "how alike"),
            (STOPPED, "faint", "has stopped before"),
            ("+", "note", f"{others} only elsewhere"),
        ]
        self.query_exactly_one(Legend).show(entries)


def _state(found: Survey, apart: list[str]) -> str:
    count = len(found.columns)
    words = f"{count} other article{'' if count == 1 else 's'}"
    if apart:
        listed = ", ".join(apart[:3]) if len(apart) <= 3 else f"{len(apart)} articles"
        words += f" · {listed} share{'s' if len(apart) == 1 else ''} nothing"
    if found.left_out:
        words += f" · {found.left_out} less alike left out"
    return words
