"""The main screen: list, comparison and the lines around them, and what their keys do."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from tui.corpus.library import Library, Unreadable
from tui.corpus.names import short_names
from tui.view import work
from tui.view.article_list import ArticleList
from tui.view.bars import DetailBar, KeyBar, SummaryBar, TitleBar
from tui.view.bindings import bindings
from tui.view.compare_view import CompareView
from tui.view.comparison import Comparison
from tui.view.lens import next_lens
from tui.view.listing import Entry, entry_of, failed_entry
from tui.view.messages import ArticlesRead, PairCompared, SharesFound
from tui.view.notice import is_too_small, too_few, too_small
from tui.view.reading import row_of
from tui.view.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.text.article import Article
    from tui.view.bindings import View
    from tui.view.comparison import Move
    from tui.view.reading import Anchor
    from tui.view.rows import Look, Side
    from tui.view.view_screen import Context

WIDE = 100
"""Columns from which the list stays beside the comparison."""

BESIDE = 60
"""Columns from which the two articles stand side by side."""

PATIENCE = 0.25
"""Seconds that nothing is painted while the first comparison is being made."""


class MainScreen(Screen[None], inherit_bindings=False):
    """The list on the left, the comparison on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen")]

    def __init__(
        self,
        library: Library,
        place: str,
        keys: Mapping[str, str],
        first: work.Comparison | None = None,
    ) -> None:
        super().__init__(id="main")
        self.library = library
        self.session = Session()
        self.chrome = False
        self._place = place
        self._keys = keys
        self._first = first
        self._names = dict(zip(library.paths, short_names(library.paths), strict=True))
        self._all_read = False
        self._at: Anchor | None = None
        self._painted = False
        self._body = Horizontal(id="body")
        self.entries: list[Entry] = []

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
        self._show_title()
        if self._first is not None:
            self._articles_read(ArticlesRead(self._first.session, done=True))
            self._pair_compared(PairCompared(self._first))
            return
        # The first thing to be painted is the comparison, unless it takes long.
        self._body.display = False
        self.set_timer(PATIENCE, self._show_body)
        self.run_worker(self._open, thread=True, group="open")

    @property
    def view(self) -> CompareView:
        """The view beside the list."""
        return self.query_exactly_one(CompareView)

    @property
    def articles(self) -> ArticleList:
        """The list's widget."""
        return self.query_exactly_one(ArticleList)

    # Work off the main thread

    def _open(self) -> None:
        session = work.open_library(
            self.library, lambda session: self.post_message(ArticlesRead(session, done=False))
        )
        self.post_message(ArticlesRead(session, done=True))
        self._compare(session, chrome=self.chrome)

    def _compare(self, session: Session, *, chrome: bool) -> None:
        comparison = work.compare(self.library, session, chrome=chrome)
        if comparison is not None:
            self.post_message(PairCompared(comparison))

    def _find_shares(self, session: Session) -> None:
        worker = get_current_worker()
        found: dict[int, float] = {}
        reported = monotonic()
        for index, share in work.shares(self.library, session):
            if worker.is_cancelled:
                return
            found[index] = share
            if monotonic() - reported > work.REPORT_EVERY:
                self.post_message(SharesFound(session, dict(found)))
                reported = monotonic()
        self.post_message(SharesFound(session, found))

    # What comes back from it

    @on(ArticlesRead)
    def _articles_read(self, message: ArticlesRead) -> None:
        self.session = message.session
        self.entries = [self._entry(entry) for entry in message.session.entries]
        self.articles.show(self.entries, self.session.sides)
        if message.session.right is not None:
            self.articles.place_cursor(message.session.right)
        self._show_title()
        self._all_read = message.done
        if message.done:
            self._show_notice()
        if message.session.pair is None:
            self._show_body()

    @on(PairCompared)
    def _pair_compared(self, message: PairCompared) -> None:
        comparison = message.comparison
        session = self.session
        wanted = (session.left, session.right, self.chrome)
        if (comparison.session.left, comparison.session.right, comparison.chrome) != wanted:
            return
        before = self.view.shown
        left, right = comparison.alignment.left, comparison.alignment.right
        names = (self._names[left.path], self._names[right.path])
        self.view.show(comparison, names)
        if self._at is not None:
            row = row_of(comparison.document, self._at.side, self._at.paragraph)
            self.view.comparison.go(row or 0)
            self._at = None
        self.query_exactly_one(SummaryBar).show(comparison.alignment)
        self.articles.show(self.entries, session.sides)
        self._show_body()
        if before is None or before.session.left != session.left:
            self.articles.show_shares({})
            self.run_worker(
                lambda: self._find_shares(session), thread=True, group="shares", exclusive=True
            )

    @on(SharesFound)
    def _shares_found(self, message: SharesFound) -> None:
        if message.session.left == self.session.left:
            self.articles.show_shares(message.shares)

    @on(Comparison.RowReached)
    def _row_reached(self) -> None:
        self.query_exactly_one(DetailBar).show(self.view.detail())

    @on(ArticleList.Chosen)
    def _article_chosen(self, message: ArticleList.Chosen) -> None:
        self._go_to(self.session.choose_right(message.index))

    # Keys

    def action_move(self, how: Move) -> None:
        """Move in the list or in the comparison, whichever has the focus."""
        target = self.articles if self.articles.has_focus else self.view
        target.move(how)

    def action_seek(self, step: Literal[1, -1], look: Look | None = None) -> None:
        """Go to the next or previous difference."""
        if not self.view.seek(step, look):
            self.app.bell()

    def action_turn(self, side: Side, step: int) -> None:
        """Compare another article."""
        self._go_to(self.session.turn(side, step))

    def action_swap(self) -> None:
        """Let the two articles change sides."""
        self._go_to(self.session.swap())

    def action_chrome(self) -> None:
        """Show what was removed, or hide it."""
        self.chrome = not self.chrome
        self.query_exactly_one(TitleBar).show_chrome(self.chrome)
        self._compare_in_thread()

    def action_lens(self) -> None:
        """Set off all words that differ, only those that matter, or none."""
        lens = next_lens(self.view.comparison.lens)
        self.view.comparison.lens = lens
        self.query_exactly_one(SummaryBar).show_lens(lens)
        self._row_reached()

    def action_articles(self) -> None:
        """Go to the list, or back to the comparison."""
        if self.articles.has_focus:
            self.action_close()
        else:
            self.add_class("-listing")
            self.articles.focus()

    def action_choose(self) -> None:
        """Read what the list has chosen."""
        self.action_close()

    def action_close(self) -> None:
        """Go back to the comparison."""
        self.view.comparison.focus()
        self.remove_class("-listing")

    def action_view(self, view: View) -> None:
        """Go to another view."""
        from tui.view.views import open_view

        open_view(self, view)

    def action_help(self) -> None:
        """Explain the screen."""
        from tui.view.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys))

    def read_beside_left(self, index: int) -> None:
        """Compare an article of the list with the one on the left."""
        self._go_to(self.session.choose_right(index))

    def context(self) -> Context:
        """What another view starts from."""
        from tui.view.view_screen import Context

        at = self.view.comparison.held("left", strict=False)
        return Context(self.library, self.session, self._names, self._keys, at)

    def open_at(self, session: Session, at: Anchor | None) -> None:
        """Compare a pair and go to a paragraph of it, the top where there is none."""
        self._at = at
        if session == self.session:
            self._compare_in_thread()
        else:
            self._go_to(session)

    # Sizes

    def on_resize(self, event: events.Resize) -> None:
        """Fold away what there is no room for."""
        width, height = event.size
        stacked = width < BESIDE
        self.set_class(width < WIDE, "-narrow")
        self.set_class(stacked, "-stacked")
        self.set_class(is_too_small(width, height), "-tiny")
        self.view.stack(stacked)
        self._show_notice()

    # Parts

    def _go_to(self, session: Session) -> None:
        if session == self.session:
            return
        self.session = session
        if session.right is not None:
            self.articles.place_cursor(session.right)
        self.articles.show(self.entries, session.sides)
        self._compare_in_thread()

    def _compare_in_thread(self) -> None:
        session, chrome = self.session, self.chrome
        self.run_worker(
            lambda: self._compare(session, chrome=chrome),
            thread=True,
            group="compare",
            exclusive=True,
        )

    def _entry(self, entry: Article | Unreadable) -> Entry:
        if isinstance(entry, Unreadable):
            return failed_entry(entry.path, self._names[entry.path], entry.reason)
        return entry_of(entry, self._names[entry.path])

    def _show_body(self) -> None:
        """Display list and view from now on, unless there is a notice instead of them."""
        self._painted = True
        self._body.display = not self.has_class("-notice")

    def _show_title(self) -> None:
        read = len(self.session.entries)
        title = self.query_exactly_one(TitleBar)
        title.show(self._place, read, len(self.library), self.session.failed)

    def _show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        text = ""
        if self.has_class("-tiny"):
            text = too_small(*self.size)
        elif self._all_read and self.session.pair is None:
            text = too_few(self.entries)
        notice = self.query_exactly_one("#notice", Static)
        notice.update(text)
        self.set_class(bool(text), "-notice")
        self._body.display = self._painted and not text
