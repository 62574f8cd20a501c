"""The coverage: one article's paragraphs down, the other articles across.

It answers who printed what of a story: which paragraphs only one paper has, where each of them
stops, and, below, what only others have. The sheet makes that of a survey and names; the screen
shows it while the survey is being made, the likest articles first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace
from textual import on

from tui.corpus.coverage import Elsewhere, Survey, survey
from tui.presentation.kinds import ABSENT, GLYPHS, KINDS
from tui.presentation.rows import called, numbers, place_name
from tui.text.alignment.rows import percent
from tui.text.inert import inert
from tui.view.keys import bindings
from tui.view.screen import FillingTable, Legend, Opened, StepDone, ViewScreen, ViewTitle, turned
from tui.view.standing import Standing
from tui.view.widgets.table import Cell, Grid, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.coverage import Column
    from tui.presentation.rows import Side
    from tui.text.model import Article, Kind
    from tui.view.export import Subject
    from tui.view.screen import Context
    from tui.view.state import Move, Sideways


STOPPED = "╌"
"""A paragraph below the place where an article stops early."""


HERE = "●"
"""Of the paragraphs that only others have: the one whose words the row shows."""


UNIQUE = GLYPHS["only-left"]


MOST_NAMED = 3
"""How many articles that stop at one place are named."""


_SHADES = ((0.95, "█"), (0.75, "▓"), (0.5, "▒"), (0.0, "░"))


_WITH_PERCENT = 9
"""The room from which a cell gives its similarity as a number too."""


class Target(msgspec.Struct, frozen=True):
    """What a cell opens: an article beside the chosen one, and the paragraph to go to.

    Attributes:
        path: The other article's path.
        own: A paragraph of the chosen article, or None.
        other: One of the other article's paragraphs, or None where it has no counterpart.
    """

    path: str
    own: int | None
    other: int | None


class _Row(msgspec.Struct, frozen=True):
    """A row: a paragraph of the chosen article, one that only others have, or a note."""

    own: int | None = None
    elsewhere: Elsewhere | None = None
    note: str | None = None


class CoverageSheet:
    """Shows a survey as a table.

    Args:
        survey: What is known.
        names: Short inert names by path.
    """

    cell_width = (5, 13)
    numbered = True

    def __init__(self, survey: Survey, names: Mapping[str, str]) -> None:
        self.survey = survey
        self._names = names
        self._name = names[survey.article.path]
        self._unique = survey.unique()
        self._numbers = numbers(survey.article)
        self._column_numbers = [numbers(column.article) for column in survey.columns]
        self._rows = tuple(self._make_rows())

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    @property
    def column_count(self) -> int:
        """How many articles stand beside the chosen one."""
        return len(self.survey.columns)

    @property
    def unique_count(self) -> int:
        """How many of the chosen one's paragraphs no other article has."""
        return len(self._unique & self._numbers.keys())

    @property
    def alone_said(self) -> str:
        """What is said of a paragraph that one article alone has, among those looked into."""
        if not self.survey.complete:
            return "in no other article so far"
        return "in no other article compared" if self.survey.left_out else "in no other article"

    def row_of(self, own: int) -> int:
        """The row of one of the chosen article's paragraphs; the first row where it has none."""
        return next((at for at, row in enumerate(self._rows) if row.own == own), 0)

    def column_of(self, path: str) -> int:
        """The column of an article; the first one where it has none."""
        columns = enumerate(self.survey.columns)
        return next((at for at, column in columns if column.article.path == path), 0)

    def corner(self) -> str:
        """Whose paragraphs the rows are."""
        return f"{self._name} · {called(self.survey.article)}"

    def heading(self, column: int) -> Cell:
        """A column's article."""
        return Cell(self._names[self.survey.columns[column].article.path], "name")

    def note(self, row: int) -> str | None:
        """What stands between the paragraphs."""
        return self._rows[row].note

    def label(self, row: int) -> Label:
        """A paragraph's beginning."""
        shown = self._rows[row]
        if shown.own is not None:
            text = inert(self.survey.article.paragraphs[shown.own].text)
            number = self._numbers.get(shown.own)
            # A subhead is no paragraph: the counts leave it out, and so does the comparison.
            if shown.own in self._unique and number is not None:
                return Label(text, "unique", UNIQUE, "only-left", number)
            return Label(text, number=number)
        if shown.elsewhere is None:
            return Label("")
        column, index = shown.elsewhere.seat
        text = inert(self.survey.columns[column].article.paragraphs[index].text)
        if len(shown.elsewhere.holders) == 1 and index in self._column_numbers[column]:
            return Label(text, "unique", UNIQUE, "only-right")
        return Label(text)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """How much of a row's paragraph an article has."""
        shown = self._rows[row]
        beside = self.survey.columns[column]
        if shown.elsewhere is not None:
            held = shown.elsewhere.holders.get(column)
            seat, index = shown.elsewhere.seat
            if column == seat:
                place = place_name(self._column_numbers[column], index)
                style = "only-right" if index in self._column_numbers[column] else "text"
                return Cell(f"{HERE} {place}" if room > len(place) + 2 else HERE, style)
            return Cell(ABSENT, "faint") if held is None else _shaded(held[1], held[2], room)
        if shown.own is None:
            return Cell("", "text")
        witness = beside.witnesses.get(shown.own)
        if witness is not None:
            return _shaded(witness.kind, witness.similarity, room)
        if beside.stops_after is not None and shown.own > beside.stops_after:
            return Cell(STOPPED * room, "faint")
        return Cell(ABSENT, "faint")

    def target(self, row: int, column: int) -> Target | None:
        """What the cell opens; None where there is nothing to open."""
        if not (row < len(self._rows) and column < len(self.survey.columns)):
            return None
        shown, beside = self._rows[row], self.survey.columns[column]
        if shown.own is not None:
            witness = beside.witnesses.get(shown.own)
            paragraph = None if witness is None else witness.paragraph
            return Target(beside.article.path, shown.own, paragraph)
        if shown.elsewhere is None:
            return None
        held = shown.elsewhere.holders.get(column)
        if held is None:
            # The article under the cursor does not have it: open the one that does.
            place, index = shown.elsewhere.seat
            return Target(self.survey.columns[place].article.path, None, index)
        return Target(beside.article.path, None, held[0])

    def details(self, row: int, column: int) -> tuple[Quoted, ...]:
        """The row's paragraph, and what the article under the cursor has of it."""
        if row >= len(self._rows):
            return ()
        shown = self._rows[row]
        quotes: list[Quoted] = []
        if shown.own is not None:
            where = f"{self._name} {place_name(self._numbers, shown.own)}"
            is_alone = shown.own in self._unique & self._numbers.keys()
            alone = f" · {UNIQUE} {self.alone_said}" if is_alone else ""
            text = self.survey.article.paragraphs[shown.own].text
            quotes.append(Quoted(where + alone, inert(text)))
        elif shown.elsewhere is not None:
            place, index = shown.elsewhere.seat
            if place != column:
                quotes.append(self._quoted(place, index, f"not in {self._name}"))
        if column < len(self.survey.columns):
            quotes.append(self._beside(shown, column))
        return tuple(quotes)

    def _beside(self, row: _Row, column: int) -> Quoted:
        beside = self.survey.columns[column]
        name = self._names[beside.article.path]
        if row.elsewhere is not None:
            held = row.elsewhere.holders.get(column)
            if held is None:
                return Quoted(f"{name} does not have it either", "")
            alone = len(row.elsewhere.holders) == 1
            words = f"{UNIQUE} {self.alone_said}" if alone else f"not in {self._name}"
            return self._quoted(column, held[0], words)
        witness = None if row.own is None else beside.witnesses.get(row.own)
        if witness is not None:
            words = f"{GLYPHS[witness.kind]} {witness.kind}, {percent(witness.similarity)}"
            return self._quoted(column, witness.paragraph, words)
        stops = beside.stops_after
        if stops is not None and row.own is not None and row.own > stops:
            return Quoted(f"{name} had already ended", "")
        others = "" if row.own in self._unique else ", but others have it"
        return Quoted(f"not in {name}{others}", "")

    def _quoted(self, column: int, index: int, words: str) -> Quoted:
        article = self.survey.columns[column].article
        place = place_name(self._column_numbers[column], index)
        where = f"{self._names[article.path]} {place}"
        return Quoted(f"{where} · {words}", inert(article.paragraphs[index].text))

    def _make_rows(self) -> Iterator[_Row]:
        stops: dict[int, list[str]] = {}
        ends: list[str] = []
        paragraphs = enumerate(self.survey.article.paragraphs)
        body = [index for index, paragraph in paragraphs if paragraph.linkable]
        for at, column in enumerate(self.survey.columns):
            if column.stops_after is not None:
                name = self._names[column.article.path]
                stops.setdefault(column.stops_after, []).append(name)
            ends.extend(self._end(column, at))
        for index in body:
            yield _Row(own=index)
            if index in stops:
                after = sum(later > index for later in self._numbers)
                yield _Row(note=self._stop(stops[index], self._name, after))
        for words in ends:
            yield _Row(note=words)
        if self.survey.elsewhere:
            yield _Row(note=self._only_others())
            for paragraph in self.survey.elsewhere:
                yield _Row(elsewhere=paragraph)

    def _end(self, column: Column, at: int) -> Iterator[str]:
        if column.goes_on_after is not None:
            after = sum(index > column.goes_on_after for index in self._column_numbers[at])
            yield self._stop([self._name], self._names[column.article.path], after)

    def _stop(self, stopped: Sequence[str], other: str, paragraphs: int) -> str:
        named = ", ".join(stopped[:MOST_NAMED])
        if len(stopped) > MOST_NAMED:
            named += f" and {len(stopped) - MOST_NAMED} more"
        verb = "ends" if len(stopped) == 1 else "end"
        noun = "paragraph" if paragraphs == 1 else "paragraphs"
        return f"{named} {verb} here; {other} has {paragraphs} more {noun}"

    @property
    def elsewhere_count(self) -> int:
        """How many paragraphs only others have."""
        seats = (lone.seat for lone in self.survey.elsewhere)
        return sum(index in self._column_numbers[column] for column, index in seats)

    def _only_others(self) -> str:
        survey = self.survey
        words = f"{_paragraphs(self.elsewhere_count)} that only others have"
        if survey.joined < len(survey.columns):
            words += f", from the {survey.joined} most alike"
        return words


_FOUND = frozenset({"same", "near", "related"})
"""The kinds of row that say that another article has a paragraph."""


def _paragraphs(count: int) -> str:
    return f"{count} paragraph" + ("" if count == 1 else "s")


def _shaded(kind: Kind, similarity: float, room: int) -> Cell:
    """A glyph for the kind and a shade for the similarity."""
    shade = next(sign for least, sign in _SHADES if similarity >= least)
    if room >= _WITH_PERCENT:
        return Cell(f"{GLYPHS[kind]}{shade * (room - 6)}{percent(similarity):>5}", kind)
    return Cell(GLYPHS[kind] + shade * (room - 1), kind)


class CoverageScreen(Standing, ViewScreen):
    """The story across all articles, as one of them sees it."""

    view_name = "coverage"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "coverage")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        pair = context.session.pair
        self._chosen = context.articles[0] if pair is None else pair[0]
        self._beside = self._chosen if pair is None else pair[1]
        self._sheet: CoverageSheet | None = None
        self._moved = False
        nothing = "There is no other article to open beside this one."
        self._table = FillingTable(self, self._opens, nothing)

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        return self._table.compose()

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
        article = turned(self.context.articles, self._chosen, step)
        if article is None:
            self.refuse("That article is gone.")
            return
        if article == self._chosen:
            self.refuse("There is no other article here.")
            return
        self._moved = True
        self._begin(article)
        self.grid.row = 0

    def renewed(self) -> None:
        """Look into the articles as they are now; the cursor stays."""
        self._moved = True
        self._begin(self.context.again(self._chosen))

    def action_open(self) -> None:
        """Compare the chosen article and the one under the cursor, at the row's paragraph."""
        self._table.open()

    def _opens(self, row: int, column: int) -> Opened | None:
        target = self._sheet and self._sheet.target(row, column)
        if not target:
            return None
        return Opened(self._chosen.path, target.path, target.own, target.other)

    def exported(self) -> Subject | None:
        """The coverage, or the chosen article beside the one under the cursor."""
        subject = self._table.subject("coverage")
        return subject and replace(subject, chosen=self._chosen)

    @on(Grid.CellClicked)
    def _cell_clicked(self) -> None:
        self._table.open()

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        if self._sheet is not None:
            self._table.show_details(self._sheet.details(self.grid.row, self.grid.column))

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the details where the window is low."""
        self.fit(event.size.height)

    @on(StepDone)
    def _show_known(self, message: StepDone) -> None:
        """Show who else has what; the cursor stays on its article, as columns change places."""
        survey: Survey = message.step
        if survey.article.path != self._chosen.path:
            return
        self._show_title(survey)
        if not (survey.columns or survey.complete):
            return
        sheet = CoverageSheet(survey, self.context.names)
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
        self._table.fill(survey(article, others, library.align, story, library.runs))
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

    def _show_title(self, survey: Survey | None) -> None:
        name = self.context.names[self._chosen.path]
        subject = f"{name} · {called(self._chosen)}"
        state = "looking …"
        if survey is not None and not survey.complete:
            state = f"looking … {survey.done * 100 // max(survey.steps, 1)}%"
        elif survey is not None:
            state = _state(survey, [self.context.names[article.path] for article in survey.apart])
        self.query_exactly_one(ViewTitle).show(subject, self.so_far(state))

    def _show_legend(self, sheet: CoverageSheet) -> None:
        entries = [
            (UNIQUE, "only-left", f"{sheet.alone_said}: {sheet.unique_count} ¶"),
            (ABSENT, "faint", "not there"),
            *((one.glyph, one.look, one.name) for one in KINDS if one.look in _FOUND),
            ("█▓▒░", "bar", "how alike"),
            (STOPPED, "faint", "had already ended"),
            (HERE, "only-right", f"only in others: {sheet.elsewhere_count} ¶"),
        ]
        self.query_exactly_one(Legend).show(entries)


def _state(survey: Survey, apart: list[str]) -> str:
    count = len(survey.columns)
    words = f"{count} other article{'' if count == 1 else 's'}"
    if apart:
        listed = ", ".join(apart[:3]) if len(apart) <= 3 else f"{len(apart)} articles"
        words += f" · {listed} share{'s' if len(apart) == 1 else ''} nothing"
    if survey.left_out:
        words += f" · {survey.left_out} less similar ones not compared"
    return words
