"""The main screen: list, comparison and the lines around them, and what their keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.containers import Horizontal
from textual.widgets import Static

from tui.presentation.lens import next_lens
from tui.view.arranging import Arrangement
from tui.view.article_list import ArticleList
from tui.view.bars import DetailBar, KeyBar, SummaryBar, TitleBar
from tui.view.bindings import bindings, key_names
from tui.view.choosing import pairs_meant
from tui.view.compare_view import CompareView
from tui.view.footers import ALONE_FOOTER, FOOTER
from tui.view.messages import FilesChanged
from tui.view.notice import is_too_small, too_few, too_small
from tui.view.ordering import next_sort
from tui.view.viewing_screen import ViewingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.library import Library
    from tui.presentation.rows import Look, Side
    from tui.text.choices import Choice
    from tui.view import work
    from tui.view.command import View
    from tui.view.comparison import Move

WIDE = 100
"""Columns from which the list stays beside the comparison."""

BESIDE = 60
"""Columns from which the two articles stand side by side."""

PATIENCE = 0.25
"""Seconds that nothing is painted while the first comparison is being made."""


class MainScreen(ViewingScreen, inherit_bindings=False):
    """The list on the left, the comparison on the right."""

    view_name: ClassVar[View] = "compare"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen")]

    def __init__(
        self,
        library: Library,
        place: str,
        keys: Mapping[str, str],
        first: Callable[[], work.Comparison | None] | None = None,
    ) -> None:
        super().__init__(library, keys, first)
        self._place = place
        self._painted = False
        self._body = Horizontal(id="body")

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield TitleBar()
        with self._body:
            yield ArticleList()
            yield CompareView()
        yield Static(id="notice", markup=False)
        yield DetailBar()
        yield SummaryBar()
        yield KeyBar(self._keys)

    def on_mount(self) -> None:
        """Begin to read."""
        self.view.comparison.focus()
        self.show_title()
        self.take_place(getattr(self.app, "at", None))
        if self.begin():
            # The first thing to be painted is the comparison, unless it takes long.
            self._body.display = False
            self.set_timer(PATIENCE, self.show_body)

    @on(ArticleList.Chosen)
    def _article_chosen(self, message: ArticleList.Chosen) -> None:
        self.go_to(self.session.choose_right(message.index))

    def first_painted(self) -> None:
        """Do what could wait, and keep up with the files from now on."""
        super().first_painted()
        find_settings = getattr(self.app, "settings", None)
        if find_settings is not None:
            self.watch_files(find_settings())
        at, pair = self.place_at, self.session.pair or ()
        there = at is not None and [at.left, at.right] == [article.path for article in pair]
        if at is not None and there and at.view != "compare":
            self.action_view(at.view)

    # Keys

    def action_move(self, how: Move) -> None:
        """Move in the list or in the comparison, whichever has the focus."""
        target = self.articles if self.articles.has_focus else self.view
        target.move(how)

    def action_seek(self, step: Literal[1, -1], look: Look | None = None) -> None:
        """Go to the next or previous difference, or place where the words are found."""
        if self.search is not None and look is None:
            self.search.step(step)
        elif not self.view.seek(step, look):
            what = "of these" if look else "differences"
            self.refuse(f"No more {what} {'below' if step > 0 else 'above'}.")

    def action_turn(self, side: Side, step: int) -> None:
        """Compare another article."""
        turned = self.session.turn(side, step, self.articles.order)
        if turned == self.session:
            few = "There is no other article to compare."
            self.refuse(few if self.session.pair else self.nothing_yet)
        self.go_to(turned)

    def action_swap(self) -> None:
        """Let the two articles change sides."""
        if self.session.pair is None:
            self.refuse(self.nothing_yet)
        self.go_to(self.session.swap())

    def action_chrome(self) -> None:
        """Show what was removed, or hide it."""
        self.rearrange(replace(self.arrangement, chrome=not self.chrome))

    def action_order(self) -> None:
        """Let one article's order lead, the other's, or neither."""
        self.rearrange(self.arrangement.with_next_order())

    def action_filter(self) -> None:
        """Show everything, or only some rows."""
        self.rearrange(self.arrangement.with_next_filter())

    def action_fold(self) -> None:
        """Fold other runs of rows away."""
        self.rearrange(self.arrangement.with_next_fold())

    def action_arrange_as_usual(self) -> None:
        """Show everything again, both articles in their own order."""
        self.rearrange(Arrangement(chrome=self.chrome))

    def stop(self) -> bool:
        """Read no further pages, and say how to go on; False where none are being read."""
        if not self.stop_reading():
            return False
        read, key = self.session.file_count, key_names("read-on", self._keys)[0]
        self.say(f"Stopped at {read} of {len(self.library)} pages. {key} reads on.")
        return True

    def action_read_on(self) -> None:
        """Read on where it was stopped, or look for pages that have changed."""
        if not self._all_read:
            self.refuse(self.nothing_yet)
        elif self.session.file_count < len(self.library):
            self.place_at = self.place()
            self._all_read = False
            self.open_in_thread()
            self.say("Reading on …")
        else:
            self.post_message(FilesChanged(settings=False))
            self.say("The pages are read again where they have changed.")

    def action_sort(self) -> None:
        """Show the list in another order."""
        self.sort = next_sort(self.sort)
        self.show_list()
        self.query_exactly_one(DetailBar).show(f"The list is sorted by {self.sort}.")

    def action_lens(self) -> None:
        """Set off all words that differ, only those that matter, or none."""
        lens = next_lens(self.view.comparison.lens)
        self.view.comparison.lens = lens
        self.query_exactly_one(SummaryBar).show_lens(lens)
        if self.search is None:
            self.say("")

    def action_articles(self) -> None:
        """Go to the list, or back to the comparison; while typing, search elsewhere."""
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
            self.leave_list()
        elif row is not None and row.folded:
            self.unfold(row)
        else:
            self.action_counterpart()

    def action_counterpart(self) -> None:
        """Jump between a moved paragraph and its counterpart."""
        if not self.view.jump():
            self.refuse("This row was not moved: it has no counterpart elsewhere.")

    def action_close(self) -> None:
        """End the search or the selection, or go back to the comparison."""
        if self.search is None and self.view.comparison.selected is not None:
            self.view.comparison.select(None)
            self.say("")
            return
        if self.search is not None:
            search, self.search = self.search, None
            search.close()
        elif self.wanted:
            self.wanted = ""
            self.show_list()
            self.say("All articles are listed again.")
            return
        self.leave_list()

    def leave_list(self) -> None:
        """Go to the comparison; what the list was filtered to stays."""
        self.view.comparison.focus()
        self.remove_class("-listing")

    def action_choose_pair(self, choice: Choice | None) -> None:
        """Pin the pair of the row, forbid it, or take that back; without a clear one ask why."""
        row, shown = self.view.row, self.view.shown
        meant = [] if row is None or shown is None else pairs_meant(shown.alignment, row, choice)
        if shown is not None and len(meant) == 1:
            self.decide(shown.alignment, meant[0], choice)
        elif choice is None and not meant:
            self.refuse("Nothing in this row was pinned or forbidden.")
        else:
            self.action_view("why")

    def read_beside_left(self, index: int) -> None:
        """Compare an article of the list with the one on the left."""
        self.go_to(self.session.choose_right(index))

    # Sizes

    def on_resize(self, event: events.Resize) -> None:
        """Fold away what there is no room for."""
        width, height = event.size
        stacked = width < BESIDE
        self.set_class(width < WIDE, "-narrow")
        self.set_class(stacked, "-stacked")
        self.set_class(is_too_small(width, height), "-tiny")
        self.view.stack(stacked)
        self.show_notice()

    # Parts

    def show_body(self) -> None:
        """Display list and view from now on, unless there is a notice instead of them."""
        self._painted = True
        self._body.display = not self.has_class("-notice")

    def show_title(self) -> None:
        """Show what is open, in the title line."""
        session, failed = self.session, self.session.failed
        self.query_exactly_one(TitleBar).show(
            self._place,
            (session.file_count, len(self.library)),
            len(session.entries) - failed,
            failed,
            stopped=self._all_read,
        )

    def show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        text = ""
        if self.has_class("-tiny"):
            text = too_small(*self.size)
        elif self._all_read and self.session.pair is None:
            text = too_few(self.entries, key_names("page", self._keys)[0])
            # What was known of articles that are gone.
            self.query_exactly_one(TitleBar).show_story(0, "")
        few = self._all_read and self.session.pair is None
        self.query_exactly_one(KeyBar).use(ALONE_FOOTER if few else FOOTER)
        notice = self.query_exactly_one("#notice", Static)
        notice.update(text)
        self.set_class(bool(text), "-notice")
        self._body.display = self._painted and not text
