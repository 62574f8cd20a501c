"""Notes with `b`: the line to type one in, and the window that lists and searches all of them.

A note is on a paragraph of the row under the cursor, or on a pair of them. None of this is loaded
before the first note is made or looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tui.presentation.kinds import mark_said
from tui.presentation.rows import SIDES, numbers, place_name
from tui.text.alignment.choices import NOTE_MARKS
from tui.text.inert import inert
from tui.view.compare.anchor import Anchor
from tui.view.compare.choose import Decision, notes_said, pairs_meant
from tui.view.standing import Dialog
from tui.view.widgets.input import OneLine, OptionsAtAnySize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui.corpus.notes import Noted, PlacedNote
    from tui.presentation.rows import ShownRow
    from tui.text.alignment.choices import NoteMark
    from tui.text.model import Article
    from tui.view.compare.arrange import ComparedPair
    from tui.view.main.desk import Changed, Desk
    from tui.view.main.face import Face


class NoteSubject(NamedTuple):
    """What a note can be on.

    Attributes:
        said: What readers call it.
        noted: The paragraph, or one of either article.
        before: The note that is on it.
    """

    said: str
    noted: tuple[Noted, ...]
    before: PlacedNote | None


def subjects(shown: ComparedPair, row: ShownRow, names: tuple[str, str]) -> tuple[NoteSubject, ...]:
    """What a reader who is at a row can note something on: its pairs, then its paragraphs.

    Args:
        shown: The comparison.
        row: The row under the cursor, of which folded ones give nothing.
        names: Short inert names of both articles, left and right.
    """
    alignment = shown.alignment
    articles = alignment.left, alignment.right
    numbered = [numbers(article) for article in articles]
    pairs = [tuple(enumerate(pair)) for pair in pairs_meant(alignment, row, "pinned")]
    alone = [((at, one),) for at, side in enumerate(SIDES) for one in row.paragraphs(side)]
    before = {one.places: one for one in shown.notes}
    found = []
    for places in (*pairs, *alone):
        said = " and ".join(f"{names[at]} {place_name(numbered[at], one)}" for at, one in places)
        noted = tuple((articles[at], one) for at, one in places)
        found.append(NoteSubject(said, noted, before.get(tuple(places))))
    # What has a note already is meant first.
    return tuple(sorted(found, key=lambda one: one.before is None))


class NoteLine(OneLine, inherit_bindings=True):
    """Where a note is typed."""

    DEFAULT_CSS = """
    NoteLine { height: 1; border: none; padding: 0 1; background: $panel; }
    NoteLine:focus { border: none; background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", tooltip="Note nothing.", id="end-note"),
        Binding("up", "turn(-1)", "Up", tooltip="Put it on the choice above.", id="note-up"),
        Binding("down", "turn(1)", "Down", tooltip="Put it on the choice below.", id="note-down"),
    ]

    def __init__(self, notes: Notes) -> None:
        super().__init__(placeholder="type a note", select_on_focus=False)
        self._notes = notes

    def action_leave(self) -> None:
        """Note nothing."""
        self._notes.end("")

    def action_turn(self, step: int) -> None:
        """Note it on something else."""
        self._notes.turn(step)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._notes.save(message.value)


class Notes:
    """Makes notes in the comparison, and lists them.

    Args:
        face: Where they are made, and where what was done is said.
        desk: What is open, and where the notes are kept.
        show: Shows the parts of the screen that have changed.
    """

    def __init__(self, face: Face, desk: Desk, show: Callable[[Changed], object]) -> None:
        self._face = face
        self._desk = desk
        self._show = show
        self._line: NoteLine | None = None
        self._subjects: tuple[NoteSubject, ...] = ()
        self._at = 0
        self._mark: NoteMark | None = NOTE_MARKS[0]

    def act(self, what: Literal["write", "list"]) -> None:
        """Make a note, or list those that there are."""
        self.begin() if what == "write" else self.list()

    def begin(self) -> None:
        """Let a note on the row under the cursor be typed, or say why there can be none."""
        row, shown, names = self._face.view.row, self._desk.shown, self._desk.names
        if self._line is not None:
            return
        if self._desk.notes is None:
            self._face.refuse("Notes can't be kept here.")
        elif row is None or shown is None:
            self._face.refuse(self._desk.nothing_yet)
        else:
            pair = shown.alignment.left.path, shown.alignment.right.path
            self._subjects = subjects(shown, row, (names[pair[0]], names[pair[1]]))
            if not self._subjects:
                self._face.refuse("This row has no paragraph to make a note on.")
                return
            self._line, self._mark = NoteLine(self), NOTE_MARKS[0]
            self._face.screen.mount(self._line, before="DetailBar")
            self._line.focus()
            self._choose(0)

    def change_mark(self) -> bool:
        """Mark it as something else; False where no note is being typed."""
        if self._line is None or not self._line.has_focus:
            return False
        marks: list[NoteMark | None] = [*NOTE_MARKS]
        if self._subjects[self._at].before is not None:
            marks.append(None)
        at = marks.index(self._mark) if self._mark in marks else -1
        self._mark = marks[(at + 1) % len(marks)]
        self._say()
        return True

    def turn(self, step: int) -> None:
        """Make the note on something else of the row."""
        self._choose((self._at + step) % len(self._subjects))

    def save(self, text: str) -> None:
        """Keep the note."""
        subject, mark, notes = self._subjects[self._at], self._mark, self._desk.notes
        if notes is None:
            return
        said = "Note removed" if mark is None else mark_said(mark)
        said = f"{said}: {subject.said}."
        try:
            others = notes.write(subject.noted, mark, text)
            if others is not None:
                words = f" “{inert(others.text)}”" if others.text else ""
                kept = "It stays." if mark is None else "Both are kept."
                said = f"{subject.said}: another compare had noted{words} here. {kept}"
        except OSError as error:
            reason = inert(error.strerror or str(error))
            self._face.notify_of(Decision(said, f"It cannot be kept after this run ({reason})."))
        self.end("")
        self._show(self._desk.noted(said))

    def end(self, said: str) -> None:
        """Leave the line, and say something inert."""
        if self._line is not None:
            self._line.remove()
            self._line = None
        self._face.view.comparison.focus()
        self._face.say(said)

    def list(self) -> None:
        """List the notes on the articles that are open, or say that there are none."""
        notes, session = self._desk.notes, self._desk.session
        articles = _articles(session.entries)
        found = notes.on(articles) if notes is not None else ()
        if not found:
            self._face.refuse("No notes yet: b on a paragraph makes one.")
            return
        names = [self._desk.names[article.path] for article in articles]
        self._face.screen.app.push_screen(NotesScreen(found, articles, names), self._open)

    def _choose(self, at: int) -> None:
        assert self._line is not None  # noqa: S101
        self._at = at
        before = self._subjects[at].before
        if before is not None:
            self._mark = before.note.mark
            self._line.value = before.note.text
        elif self._mark is None:
            self._mark = NOTE_MARKS[0]
        self._line.cursor_position = len(self._line.value)
        self._say()

    def _say(self) -> None:
        mark = "No note" if self._mark is None else mark_said(self._mark)
        other = " · ↑ ↓ another" if len(self._subjects) > 1 else ""
        on = self._subjects[self._at].said
        self._face.say(
            f"{mark} · on {on}{other} · Tab changes the flag · Enter saves · Esc cancels"
        )

    def _open(self, chosen: PlacedNote | None) -> None:
        """Go to what a note is on."""
        if chosen is None:
            return
        articles = _articles(self._desk.session.entries)
        pair = self._desk.session.pair
        paths = [articles[place].path for place, _ in chosen.places]
        if pair is None:
            return
        now = [article.path for article in pair]
        left, right = (now[0], paths[0]) if len(paths) == 1 else (paths[0], paths[1])
        if set(paths) <= set(now):
            left, right = now
        place, paragraph = chosen.places[0]
        side = SIDES[articles[place].path == right]
        at = None if paragraph is None else Anchor(side, paragraph, None)
        self._show(self._desk.open_paths(left, right, at))


def _articles(entries: Sequence[object]) -> tuple[Article, ...]:
    from tui.text.model import Article

    return tuple(entry for entry in entries if isinstance(entry, Article))


class NotesList(OptionsAtAnySize, can_focus=False):
    """The notes that have the words typed; the line above it keeps the focus."""


class NotesScreen(Dialog["PlacedNote | None"], inherit_bindings=False):
    """A window with every note on the articles that are open.

    Args:
        notes: The notes, in the order in which they are listed.
        articles: The articles that they are on, by place.
        names: Short inert names of the articles, by place.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", tooltip="Go back.", id="close-notes"),
        Binding("up", "move(-1)", "Up", tooltip="Previous note.", id="notes-up"),
        Binding("down", "move(1)", "Down", tooltip="Next note.", id="notes-down"),
        Binding("tab", "marks", "Flags", tooltip="Only notes with one flag.", id="notes-marks"),
    ]

    CSS = """
    NotesScreen OneLine { height: 1; border: none; background: $boost; }
    NotesScreen #marks { height: 1; color: $foreground 72%; }
    """

    def __init__(
        self, notes: Sequence[PlacedNote], articles: Sequence[Article], names: Sequence[str]
    ) -> None:
        super().__init__()
        self._notes = notes
        self._articles = articles
        self._names = names
        self._mark: NoteMark | None = None
        self._found: list[PlacedNote] = []

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        with self.framed(f"Notes · {len(self._notes)}", "↑↓ Enter opens", "Tab flags"):
            yield OneLine(placeholder="search the notes", select_on_focus=False)
            yield Static(id="marks", markup=False)
            yield NotesList()

    def on_mount(self) -> None:
        """List all of them."""
        self.query_exactly_one(OneLine).focus()
        self._list()

    def action_move(self, step: int) -> None:
        """Go to another note."""
        shown = self.query_exactly_one(NotesList)
        if step > 0:
            shown.action_cursor_down()
        else:
            shown.action_cursor_up()

    def action_marks(self) -> None:
        """List only what is marked as one thing, the next one, or all again."""
        marks = [None, *NOTE_MARKS]
        self._mark = marks[(marks.index(self._mark) + 1) % len(marks)]
        self._list()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._list()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        at = self.query_exactly_one(NotesList).highlighted
        if at is not None and at < len(self._found):
            self.dismiss(self._found[at])

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[message.option_index])

    def _list(self) -> None:
        """List the notes that have the mark and the words."""
        words = self.query_exactly_one(OneLine).value.casefold().split()
        said = {id(one): notes_said(one, self._articles, self._names) for one in self._notes}
        self._found = [
            one
            for one in self._notes
            if self._mark in (None, one.note.mark)
            and all(word in f"{said[id(one)]} {_words(one)}".casefold() for word in words)
        ]
        shown = self.query_exactly_one(NotesList)
        shown.clear_options()
        shown.add_options([Content(f"{said[id(one)]}\n    {_words(one)}") for one in self._found])
        shown.highlighted = 0 if self._found else None
        marks = (
            f"{'●' if mark == self._mark else '○'} {'all' if mark is None else mark_said(mark)}"
            for mark in (None, *NOTE_MARKS)
        )
        none = "" if self._found else "   nothing found"
        self.query_exactly_one("#marks", Static).update("  ".join(marks) + none)


def _words(placed: PlacedNote) -> str:
    """How what a note is on begins."""
    return " / ".join(f"“{inert(words)}”" for words in placed.words)
