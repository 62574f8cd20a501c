"""What the main screen knows, and the work behind it: reading, aligning, telling whose copy.

Threads do the work and post frozen results; nothing is found out before the first comparison
is painted that is not in it.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.corpus.finding import Unreadable
from tui.corpus.names import short_names
from tui.view import work
from tui.view.arranging import Arrangement
from tui.view.article_list import ArticleList
from tui.view.bars import SummaryBar, TitleBar
from tui.view.choosing import decide
from tui.view.compare_view import CompareView
from tui.view.listing import Entry, entry_of, failed_entry
from tui.view.messages import ArticlesRead, Decided, Judged, PairCompared, SharesFound, WhoseFound
from tui.view.ordering import Sort, groups
from tui.view.reading import row_of
from tui.view.session import Session
from tui.view.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.notifications import SeverityLevel

    from tui.corpus.library import Library
    from tui.corpus.sharing import Share
    from tui.text.alignment import Alignment
    from tui.text.article import Article
    from tui.text.choices import Choice
    from tui.view.arranging import Stops
    from tui.view.choosing import Decision, Places
    from tui.view.memory import Place
    from tui.view.reading import Anchor
    from tui.view.whose import Whose


class Desk(Screen[None], inherit_bindings=False):
    """The articles that are open, the pair that is read, and what is known of them.

    Args:
        library: The articles.
        first: The comparison to begin with, where it is made already.
    """

    def __init__(self, library: Library, first: work.Comparison | None) -> None:
        super().__init__(id="main")
        self.library = library
        self.session = Session()
        self.arrangement = Arrangement()
        self.entries: list[Entry] = []
        self.whose: Whose | None = None
        self.sort: Sort = "cluster"
        self.wanted = ""
        self._first = first
        self._names = dict(zip(library.paths, short_names(library.paths), strict=True))
        self._shares: Mapping[int, Share] = {}
        self._stops: dict[tuple[str, ...], Stops] = {}
        self._all_read = False
        self.place_at: Place | None = None
        self.turns = Turns()
        self._at: Anchor | None = None

    @property
    def view(self) -> CompareView:
        """The view beside the list."""
        return self.query_exactly_one(CompareView)

    @property
    def articles(self) -> ArticleList:
        """The list's widget."""
        return self.query_exactly_one(ArticleList)

    @property
    def chrome(self) -> bool:
        """Whether what was removed is shown."""
        return self.arrangement.chrome

    # To be told by the screen

    def show_title(self) -> None:
        """Show what is open, in the title line."""
        raise NotImplementedError

    def show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        raise NotImplementedError

    def show_body(self) -> None:
        """Display list and comparison from now on."""
        raise NotImplementedError

    def pair_shown(self) -> None:
        """A comparison has been shown."""

    # Beginning

    def begin(self) -> bool:
        """Begin to read; False where the first comparison was there already."""
        if self._first is not None:
            self._articles_read(ArticlesRead(self._first.session, done=True))
            self._pair_compared(PairCompared(self._first))
            return False
        self.run_worker(self._open, thread=True, group="open")
        return True

    def _open(self) -> None:
        worker = get_current_worker()
        compared = False

        def report(session: Session) -> None:
            nonlocal compared
            self.post_message(ArticlesRead(session, done=False))
            if session.pair is not None and not compared:
                compared = True
                self._compare(session, self.arrangement)

        def is_cancelled() -> bool:
            self.turns.wait()
            return worker.is_cancelled

        session = work.open_library(self.library, report, is_cancelled, self.place_at)
        self.post_message(ArticlesRead(session, done=True))
        if not compared:
            self._compare(session, self.arrangement)

    # Work off the main thread

    def _compare(self, session: Session, arrangement: Arrangement) -> None:
        pair = session.pair
        if pair is None:
            return
        key = _key(*pair)
        stops = self._stops.get(key)
        with self.turns.urgent():
            comparison = work.compare(self.library, session, arrangement, stops or (None, None))
        if comparison is None:
            return
        self.post_message(PairCompared(comparison))
        # Where one stops early is said once the first comparison has been painted.
        if stops is None and self.view.shown is not None and len(comparison.document.rows):
            self._find_stops(session, arrangement, comparison.alignment)

    def _find_stops(self, session: Session, arrangement: Arrangement, alignment: Alignment) -> None:
        key = _key(alignment.left, alignment.right)
        stops = self._stops[key] = work.stops_of(self.library, alignment)
        # What was made for the first screen has not all the differences.
        whole = alignment is self.library.align(alignment.left, alignment.right)
        if (stops != (None, None) or not whole) and not get_current_worker().is_cancelled:
            again = work.compare(self.library, session, arrangement, stops)
            if again is not None:
                self.post_message(PairCompared(again))

    def _find_shares(self, session: Session) -> None:
        worker = get_current_worker()
        found: dict[int, Share] = {}
        reported = monotonic()
        for index, share in work.shares(self.library, session):
            self.turns.wait()
            if worker.is_cancelled:
                return
            found[index] = share
            if monotonic() - reported > work.REPORT_EVERY:
                self.post_message(SharesFound(session, dict(found)))
                reported = monotonic()
        self.post_message(SharesFound(session, found))

    def _find_whose(self, session: Session) -> None:
        worker = get_current_worker()
        reported = monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal reported
            if monotonic() - reported > work.REPORT_EVERY:
                reported = monotonic()
                self.post_message(Judged(done, total))

        found = work.find_whose(
            self.library, session, self._names, lambda: worker.is_cancelled, progress
        )
        if found is not None:
            self.post_message(WhoseFound(session, found))

    def compare_in_thread(self) -> None:
        """Compare the session's pair as it is to be arranged."""
        session, arrangement = self.session, self.arrangement
        self.run_worker(
            lambda: self._compare(session, arrangement),
            thread=True,
            group="compare",
            exclusive=True,
        )

    def decide(self, alignment: Alignment, places: Places, choice: Choice | None) -> None:
        """Decide something about a pair of paragraphs, and align again."""

        def work_off() -> None:
            decision = decide(self.library, (alignment.left, alignment.right), places, choice)
            if decision is not None:
                self.post_message(Decided(decision))

        self.run_worker(work_off, thread=True, group="decide")

    # What comes back from it

    @on(Decided)
    def _decided(self, message: Decided) -> None:
        self.show_decision(message.decision)

    def show_decision(self, decision: Decision) -> None:
        """Show what a decision about a pair of paragraphs has changed."""
        severity: SeverityLevel = "warning" if decision.problem else "information"
        said = f"{decision.said} {decision.problem}".strip()
        self.notify(said, severity=severity, markup=False)
        self._stops.clear()
        self.whose = None
        self.compare_in_thread()
        self._shares_in_thread()
        self._work_behind()

    @on(ArticlesRead)
    def _articles_read(self, message: ArticlesRead) -> None:
        before, session = self.session, message.session
        if before.left is not None and before.right is not None:
            # The reader may have gone on while the rest was being read.
            session = replace(session, left=before.left, right=before.right)
        self.session = session
        new = session.entries[len(self.entries) :]
        self.entries = [*self.entries, *map(self._entry, new)]
        self.show_list()
        if before.right is None and session.right is not None:
            self.articles.place_cursor(session.right)
        self._all_read = message.done
        self.show_title()
        if message.done:
            self.show_notice()
            if self.view.shown is not None:
                self._work_behind()
        if session.pair is None:
            self.show_body()

    @on(PairCompared)
    def _pair_compared(self, message: PairCompared) -> None:
        comparison = message.comparison
        session = self.session
        wanted = (session.left, session.right, self.arrangement)
        if (comparison.session.left, comparison.session.right, comparison.arrangement) != wanted:
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
        self._show_claim()
        self.show_list()
        self.show_body()
        self.pair_shown()
        if before is None:
            self.call_after_refresh(self.first_painted)
        elif before.session.left != session.left:
            self._shares_in_thread()

    def first_painted(self) -> None:
        """Do what could wait until something was to be seen."""
        self._shares_in_thread()
        if self._all_read:
            self._work_behind()
        shown = self.view.shown
        if shown is not None and shown.stops == (None, None):
            session, arrangement, alignment = shown.session, shown.arrangement, shown.alignment
            self.run_worker(
                lambda: self._find_stops(session, arrangement, alignment),
                thread=True,
                group="compare",
            )

    def _work_behind(self) -> None:
        """Find out what is not needed at once."""
        session = self.session
        if self.whose is None and session.pair is not None:
            self.query_exactly_one(TitleBar).show_progress("whose copy it is …")
            self.run_worker(
                lambda: self._find_whose(session), thread=True, group="whose", exclusive=True
            )

    def _shares_in_thread(self) -> None:
        session = self.session
        self._shares = {}
        self.articles.show_shares({})
        self.run_worker(
            lambda: self._find_shares(session), thread=True, group="shares", exclusive=True
        )

    @on(SharesFound)
    def _shares_found(self, message: SharesFound) -> None:
        if message.session.left == self.session.left:
            self._shares = message.shares
            self.articles.show_shares(message.shares)
            if self.sort == "similarity":
                self.show_list()

    @on(Judged)
    def _judged(self, message: Judged) -> None:
        if self.whose is None:
            said = f"judged {message.done} of {message.total}"
            self.query_exactly_one(TitleBar).show_progress(said)

    @on(WhoseFound)
    def _whose_found(self, message: WhoseFound) -> None:
        self.query_exactly_one(TitleBar).show_progress("")
        if len(message.session.entries) != len(self.session.entries):
            return
        self.whose = message.whose
        self.entries = [self._entry(entry) for entry in self.session.entries]
        self.view.show_verdicts(message.whose.lines)
        self._show_claim()
        self.show_list()

    # Parts

    def go_to(self, session: Session) -> None:
        """Compare another pair."""
        if session == self.session:
            return
        self.session = session
        if session.right is not None:
            self.articles.place_cursor(session.right)
        self.show_list()
        self.compare_in_thread()

    def show_list(self) -> None:
        """Show the articles in their order."""
        clusters = self.whose.clusters if self.whose else ()
        found = groups(self.entries, clusters, self._shares, self.sort, self.wanted)
        self.articles.show(self.entries, self.session.sides, found)

    def _show_claim(self) -> None:
        pair = self.session.pair
        if self.whose is not None and pair is not None:
            claims = self.whose.claims
            claim = claims.get(pair[0].path) or claims.get(pair[1].path, "")
            self.query_exactly_one(TitleBar).show_story(self.whose.stories, claim)

    def _entry(self, entry: Article | Unreadable) -> Entry:
        name = self._names[entry.path]
        if isinstance(entry, Unreadable):
            return failed_entry(entry.path, name, entry.reason)
        if self.whose is None:
            return entry_of(entry, name)
        lines, evidence = self.whose.lines, self.whose.evidence
        return entry_of(entry, name, lines.get(entry.path, ""), evidence.get(entry.path, ()))


def _key(left: Article, right: Article) -> tuple[str, ...]:
    return left.path, left.sha256, right.path, right.sha256
