"""The work behind the main screen: reading, aligning, telling whose copy.

Threads do it and post frozen results; nothing is found out before the first comparison is
painted that is not in it.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import get_current_worker

from tui.corpus.names import short_names
from tui.view import story_work, work
from tui.view.arranging import Arrangement
from tui.view.choosing import decide
from tui.view.compare_view import CompareView
from tui.view.messages import ArticlesRead, Decided, Judged, PairCompared, SharesFound, WhoseFound
from tui.view.session import Session
from tui.view.standing import Standing
from tui.view.turns import Turns

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.corpus.library import Library
    from tui.corpus.sharing import Share
    from tui.text.alignment import Alignment
    from tui.text.article import Article
    from tui.text.choices import Choice
    from tui.view.arranging import Stops
    from tui.view.choosing import Places
    from tui.view.memory import Place


class DeskWork(Standing, Screen[None], inherit_bindings=False):
    """What a desk does off the main thread.

    Args:
        library: The articles.
    """

    def __init__(self, library: Library) -> None:
        super().__init__(id="main")
        self.library = library
        self.session = Session()
        self.arrangement = Arrangement()
        self.place_at: Place | None = None
        self.turns = Turns()
        self._names = dict(zip(library.paths, short_names(library.paths), strict=True))
        self._reading: Worker[None] | None = None
        self._stops: dict[tuple[str, ...], Stops] = {}

    @property
    def view(self) -> CompareView:
        """The view beside the list."""
        return self.query_exactly_one(CompareView)

    def open_in_thread(self) -> None:
        """Read every page, and compare the first pair as soon as it is known."""
        self._reading = self.run_worker(self._open, thread=True, group="open")

    def stop_reading(self) -> bool:
        """Read no further pages; False where none are being read."""
        reading = self._reading
        if reading is None or reading.is_finished or reading.is_cancelled:
            return False
        reading.cancel()
        return True

    def compare_in_thread(self) -> None:
        """Compare the session's pair as it is to be arranged."""
        session, arrangement = self.session, self.arrangement
        self.run_worker(
            lambda: self._compare(session, arrangement),
            thread=True,
            group="compare",
            exclusive=True,
        )

    def find_stops_in_thread(self, shown: work.Comparison) -> None:
        """Find out where one of two articles stops early, and show them anew if one does."""
        session, arrangement, alignment = shown.session, shown.arrangement, shown.alignment
        self.run_worker(
            lambda: self._find_stops(session, arrangement, alignment),
            thread=True,
            group="compare",
        )

    def find_shares_in_thread(self) -> None:
        """Find out how much of each article stands in the one on the left."""
        session = self.session
        self.run_worker(
            lambda: self._find_shares(session), thread=True, group="shares", exclusive=True
        )

    def find_whose_in_thread(self) -> None:
        """Find out whose copy the articles are."""
        session = self.session
        self.run_worker(
            lambda: self._find_whose(session), thread=True, group="whose", exclusive=True
        )

    def decide(self, alignment: Alignment, places: Places, choice: Choice | None) -> None:
        """Decide something about a pair of paragraphs, and align again."""

        def work_off() -> None:
            decision = decide(self.library, (alignment.left, alignment.right), places, choice)
            if decision is not None:
                self.post_message(Decided(decision))

        self.run_worker(work_off, thread=True, group="decide")

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
        for index, share in story_work.shares(self.library, session):
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

        found = story_work.find_whose(
            self.library, session, self._names, lambda: worker.is_cancelled, progress
        )
        if found is not None:
            self.post_message(WhoseFound(session, found))


def _key(left: Article, right: Article) -> tuple[str, ...]:
    return left.path, left.sha256, right.path, right.sha256
