"""The main screen: the list on the left, the comparison on the right, and what their keys do.

It decides nothing. A key goes to the desk, which says what has changed; what a thread has found
comes as a message and goes the same way. One method, `show`, then paints the parts that changed
and begins the work that is wanted, in one order, which stands in one table. Searching, watching
and copying are objects of their own, which the screen has.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.screen import Screen

from tui.presentation.rows import next_lens
from tui.view.compare.arrange import Arrangement
from tui.view.compare.choose import pairs_meant
from tui.view.compare.widget import ComparisonView
from tui.view.keys import bindings, key_names
from tui.view.main.copying import Clipboard
from tui.view.main.desk import Desk, parts
from tui.view.main.entries import SORT_NAMES, next_sort
from tui.view.main.face import Face
from tui.view.main.jobs import Jobs
from tui.view.main.list import ArticleList
from tui.view.main.messages import (
    ArticlesReread,
    Decided,
    Failed,
    FilesChanged,
    FoundOut,
    SettingsBroken,
    SettingsRead,
)
from tui.view.main.views import Views
from tui.view.main.watch import Watch
from tui.view.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.presentation.rows import Lens, Look, Side
    from tui.text.alignment.choices import Choice
    from tui.view.commands import View
    from tui.view.compare.arrange import Arranged
    from tui.view.compare.choose import Decision
    from tui.view.main.desk import Changed, DeskPart
    from tui.view.main.notes import Notes
    from tui.view.main.search import Search
    from tui.view.place import Bookmark
    from tui.view.services import Services
    from tui.view.state import Move, Sort


PATIENCE = 0.25
"""Seconds that nothing is painted while the first comparison is being made."""


class MainScreen(Standing, Screen[None], inherit_bindings=False):
    """The list, the comparison, and the lines around them.

    Args:
        services: All that the app was opened with.
        keys: Keys that are in force instead of the default ones, by command id; they may change.
        use_keys: Lets other keys be in force.
        chosen_theme: Gives the theme that the reader chose; empty where it follows the terminal.

    Attributes:
        desk: What is open and known, and where the reader is.
        jobs: What is done in threads.
        search: The search that goes on, if one does.
        clipboard: What was copied last.
        files: Keeps up with the files.
        face: The widgets, and what they show.
        views: Opens the other views.
    """

    view_name: ClassVar[View] = "compare"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen")]

    def __init__(
        self,
        services: Services,
        keys: Mapping[str, str],
        use_keys: Callable[[Mapping[str, str]], object],
        chosen_theme: Callable[[], str],
    ) -> None:
        super().__init__(id="main")
        self.services = services
        self.keys = keys
        self.desk = Desk(services.library, services.place, services.notes)
        self.jobs = Jobs(self, self.desk, services.whose)
        self.files = Watch(self, self.desk, self.show, self.place)
        self.search: Search | None = None
        self._notes: Notes | None = None
        self.face = Face(self, self.desk, services.title, keys)
        self.view = self.face.view
        self.articles = self.face.articles
        self.clipboard = Clipboard(self.face, self.desk, keys)
        self.views = Views(
            self.face, self.desk, services, keys, self.jobs.turns, self.show, self.show_decision
        )
        self._use_keys = use_keys
        self._chosen_theme = chosen_theme
        self._acts: tuple[tuple[DeskPart, Callable[[], object]], ...] = (
            ("said", lambda: self.face.tell(self.search)),
            ("first", lambda: self.call_after_refresh(self._first_painted)),
            ("compare", self.jobs.compare),
            ("find shares", self.jobs.find_shares),
            ("find whose", self.jobs.find_whose),
            ("articles", self.views.renew),
            ("verdicts", self.views.renew),
        )

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield from self.face.compose()

    def show(self, changed: Changed) -> None:
        """Paint the parts that have changed, and begin the work that is wanted."""
        self.face.show(changed)
        if self.search is not None:
            self.search.heed(changed)
        for part, act in self._acts:
            if part in changed:
                act()

    # Beginning and ending

    def on_mount(self) -> None:
        """Begin to read, where the reader was."""
        self.view.comparison.focus()
        self.face.show(parts("title", "list"))
        place = self.desk.place
        if place is not None:
            self.face.take_place(place)
            if place.theme in self.app.available_themes:
                self.app.theme = place.theme
        first = None if self.services.first is None else self.services.first()
        if first is not None:
            self.show(self.desk.read(first.session, done=True) | self.desk.compared(first))
            self.jobs.tell_whose(first.session)
        else:
            self.jobs.open()
            # The first thing to be painted is the comparison, unless it takes long.
            self.face.hide_body()
            self.set_timer(PATIENCE, self.face.show_body)

    def on_unmount(self) -> None:
        """Watch no longer."""
        self.files.end()

    def _first_painted(self) -> None:
        """Do what could wait, and keep up with the files from now on."""
        desk = self.desk
        self.show(desk.first_painted())
        if desk.notes is not None and desk.notes.on(desk.session.pair or ()):
            # The first rows were made without.
            self.show(parts("compare"))
        if desk.shown is not None and desk.shown.stops == (None, None):
            self.jobs.find_stops(desk.shown)
        if self.services.settings is not None:
            self.files.begin(self.services.settings())
        at, pair = desk.place, desk.session.pair or ()
        there = at is not None and [at.left, at.right] == [article.path for article in pair]
        if at is not None and there and at.view != "compare":
            self.action_view(at.view)

    def place(self) -> Bookmark | None:
        """Where the reader is; None where no pair is shown."""
        comparison = self.view.comparison
        held = None if self.desk.shown is None else comparison.held("left", strict=False)
        theme, view = self._chosen_theme(), self.views.on_top()
        return self.desk.bookmark(held, comparison.lens, theme, view, stacked=self.face.stacks)

    # What threads have found

    @on(FoundOut)
    def _found_out(self, message: FoundOut) -> None:
        self.show(message.tell(self.desk))

    @on(Decided)
    def _decided(self, message: Decided) -> None:
        self.show_decision(message.decision)

    def show_decision(self, decision: Decision) -> None:
        """Show what a decision about a pair of paragraphs has changed."""
        self.face.notify_of(decision)
        self.jobs.forget_stops()
        self.show(self.desk.decided())

    @on(FilesChanged)
    def _files_changed(self, message: FilesChanged) -> None:
        self.files.reread(settings=message.settings)

    @on(ArticlesReread)
    def _articles_reread(self, message: ArticlesReread) -> None:
        self.show(self.desk.reread(message.session.following(self.desk.session, message.before)))
        self.files.follow()

    @on(SettingsRead)
    def _settings_read(self, message: SettingsRead) -> None:
        self._use_keys(message.keys)
        self.files.settings_read()

    @on(SettingsBroken)
    def _settings_broken(self, message: SettingsBroken) -> None:
        self.files.settings_broken(message)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.files.failed(message)

    # What widgets tell

    @on(ArticleList.Chosen)
    def _article_chosen(self, message: ArticleList.Chosen) -> None:
        self.read_beside_left(message.index)

    @on(ComparisonView.RowReached)
    def _row_reached(self, message: ComparisonView.RowReached) -> None:
        changed = self.desk.reached(message.row)
        if self.search is None:
            self.show(changed)

    @on(ComparisonView.Selected)
    def _selected(self) -> None:
        self.clipboard.offer()

    def on_input_submitted(self) -> None:
        """Go through what was found, or to the list that was filtered."""
        search = self.search
        if search is None:
            return
        search.leave_line()
        if search.scope == "list":
            self.search = None
            self.articles.focus()
            self.articles.choose_shown()
            self.face.say(search.kept)
        else:
            self.view.comparison.focus()
            self.show(parts("said"))

    def on_resize(self, event: events.Resize) -> None:
        """Fold away what there is no room for."""
        self.face.fit(event.size)

    def refuse(self, why: str) -> None:
        """Say why a key does nothing here, to the ear too."""
        self.face.refuse(why)

    # Reading

    def action_move(self, how: Move) -> None:
        """Move in the list or in the comparison, whichever has the focus."""
        target = self.articles if self.articles.has_focus else self.view
        target.move(how)

    def action_seek(self, step: Literal[1, -1], look: Look | None = None) -> None:
        """Go to the next or previous difference, or place where the words are found."""
        if self.search is not None and look is None:
            if not self.search.step(step):
                self.refuse(self.search.said)
        elif not self.view.seek(step, look):
            what = "of these" if look else "changes"
            self.refuse(f"No more {what} {'below' if step > 0 else 'above'}.")

    def action_turn(self, side: Side, step: int) -> None:
        """Compare another article."""
        desk = self.desk
        turned = desk.session.turn(side, step, desk.order)
        if turned == desk.session:
            few = "There is no other article to compare with."
            self.refuse(few if desk.session.pair else desk.nothing_yet)
        self.show(desk.go_to(turned))

    def action_swap(self) -> None:
        """Let the two articles change sides."""
        if self.desk.session.pair is None:
            self.refuse(self.desk.nothing_yet)
        self.show(self.desk.go_to(self.desk.session.swap()))

    def read_beside_left(self, index: int) -> None:
        """Compare an article of the list with the one on the left."""
        self.show(self.desk.go_to(self.desk.session.choose_right(index)))

    def action_counterpart(self) -> None:
        """Jump between a moved paragraph and its counterpart."""
        if not self.view.jump():
            self.refuse("This row has no counterpart elsewhere: it was not moved.")

    def stop(self) -> bool:
        """Read no further pages, and say how to go on; False where none are being read."""
        said = self.jobs.stop_reading(key_names("read-on", self.keys)[0])
        if said:
            self.face.say(said)
        return bool(said)

    def action_read_on(self) -> None:
        """Read on where it was stopped, or look for pages that have changed."""
        if not self.desk.all_read:
            self.refuse(self.desk.nothing_yet)
        elif self.desk.is_part_read:
            self.desk.read_on(self.place())
            self.jobs.open()
            self.face.say("Reading the rest …")
        else:
            self.post_message(FilesChanged(settings=False))
            self.face.say("Reloading the pages that have changed …")

    # Arranging

    def action_stack(self) -> None:
        """Show the left paragraph above the right one, or both side by side."""
        said = self.face.stack_on()
        if self.search is None:
            self.face.say(said)

    def action_arrange(self, what: Arranged, choice: str = "", step: int = 1) -> None:
        """Choose what is shown, folded away, or whose order leads: one by name, or the next."""
        self._rearrange(self.desk.arrangement.with_choice(what, choice, step))

    def action_arrange_as_usual(self) -> None:
        """Show everything again, both articles in their own order."""
        self._rearrange(Arrangement(chrome=self.desk.arrangement.chrome))

    def _rearrange(self, arrangement: Arrangement) -> None:
        if self.desk.session.pair is None:
            self.refuse(self.desk.nothing_yet)
        else:
            self.show(self.desk.rearrange(arrangement))

    def action_sort(self) -> None:
        """Show the list in another order."""
        self.action_sort_by(next_sort(self.desk.sort))

    def action_sort_by(self, sort: Sort) -> None:
        """Show the list in an order."""
        self.show(self.desk.sort_by(sort))
        self.face.detail.show(f"The list is sorted by {SORT_NAMES[sort]}.")

    def action_lens(self) -> None:
        """Set off all words that differ, only those that matter, or none."""
        self.action_highlight(next_lens(self.view.comparison.lens))

    def action_highlight(self, lens: Lens) -> None:
        """Set off some of the words that differ."""
        self.view.comparison.lens = lens
        self.face.summary.show_lens(lens)
        if self.search is None:
            self.face.say("")

    # Searching, going to the list and back

    def action_search(self) -> None:
        """Search the comparison, or the list where that has the focus."""
        # Not needed before words are looked for.
        from tui.view.main.search import Search

        if self.search is not None:
            if self.search.line.has_focus:
                return
            self.search.end()
        scope: Literal["list", "pair"] = "list" if self.articles.has_focus else "pair"
        self.search = Search(self.desk, self.view.comparison, self.keys, self.show, scope)
        self.mount(self.search.line, before="DetailBar")
        self.search.begin()

    def action_articles(self) -> None:
        """Go to the list, or back to the comparison; while typing, search elsewhere."""
        if self._notes is not None and self._notes.change_mark():
            return
        if self.search is not None and self.search.line.has_focus:
            self.search.change_scope()
        elif self.articles.has_focus:
            self.action_close()
        else:
            self.add_class("-listing")
            self.articles.focus()

    def action_choose(self) -> None:
        """Read what the list has chosen; in the comparison, unfold a row or jump from it."""
        row = self.view.row
        if self.articles.has_focus:
            self._leave_list()
        elif row is not None and row.folded:
            self.show(self.desk.unfold(row))
        else:
            self.action_counterpart()

    def action_close(self) -> None:
        """End the search, the selection or a filter, or go back to the comparison."""
        if self.search is None and self.view.comparison.selected is not None:
            self.view.comparison.select(None)
            self.face.say("")
            return
        if self.search is not None:
            search, self.search = self.search, None
            search.end()
            self.face.say("")
        elif self.desk.wanted:
            self.show(self.desk.filter(""))
            self.face.say("Showing all articles again.")
            return
        elif not self.articles.has_focus:
            self.show(self.desk.show_all())
        self._leave_list()

    def _leave_list(self) -> None:
        """Go to the comparison; what the list was filtered to stays."""
        self.view.comparison.focus()
        self.remove_class("-listing")

    # Copying and choosing

    def action_copy(self, side: Side) -> None:
        """Copy the paragraph under the cursor, or what is selected on a side, with its source."""
        self.clipboard.copy(side)

    def action_write(self) -> None:
        """Write what was copied last to a file; first copy, where nothing was."""
        self.clipboard.write(Path.cwd())

    def action_choose_pair(self, choice: Choice | None) -> None:
        """Pin the pair of the row, forbid it, or take that back; without a clear one ask why."""
        row, shown = self.view.row, self.desk.shown
        meant = [] if row is None or shown is None else pairs_meant(shown.alignment, row, choice)
        if shown is not None and len(meant) == 1:
            self.jobs.decide(shown.alignment, meant[0], choice)
        elif choice is None and not meant:
            self.refuse("No pin to undo in this row.")
        else:
            self.action_view("why")

    def action_note(self, what: Literal["write", "list"]) -> None:
        """Note something on the row under the cursor, or list what was noted."""
        # Not needed before the first note.
        from tui.view.main.notes import Notes

        self._notes = self._notes or Notes(self.face, self.desk, self.show)
        self._notes.act(what)

    # Other views

    def action_view(self, view: View) -> None:
        """Go to another view."""
        self.views.open(view)

    def action_export(self) -> None:
        """Hand something over."""
        self.views.export()

    def action_help(self) -> None:
        """Explain the screen."""
        self.views.help()
