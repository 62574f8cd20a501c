"""What goes on behind the main screen, in threads: what a reader waits for goes first.

A job takes from the desk what is to be done when it is begun, does it off the main thread, and
posts what it found as a frozen message; the screen hands that to the desk. So a job never
changes anything that a reader sees, and one whose answer nobody wants any more may go on.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.corpus import pages
from tui.corpus.library import side_by_side
from tui.view.compare.choose import decide
from tui.view.main.messages import (
    ArticlesRead,
    Decided,
    Judged,
    PairChosen,
    PairCompared,
    SharesFound,
    WhoseFound,
)
from tui.view.main.work import (
    CHOSEN_AGAIN_WITHIN,
    compare_pair,
    find_whose,
    open_library,
    shares,
    stops_of,
)
from tui.view.threads import REPORT_EVERY, Turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.screen import Screen
    from textual.worker import Worker

    from tui.corpus.sharing import Share
    from tui.text.alignment.choices import Choice
    from tui.text.model import Alignment, Article
    from tui.view.compare.arrange import Arrangement, ComparedPair, Stops
    from tui.view.compare.choose import Places
    from tui.view.main.desk import Desk
    from tui.view.services import KnownWhose
    from tui.view.state import Session


class Jobs:
    """Reads, compares and judges what is on a desk.

    Args:
        screen: Runs the threads, and is sent the messages.
        desk: Says what is to be done.
        known: Gives whose copy the articles of the first session are, once.

    Attributes:
        turns: Lets every other job pause while a comparison is made that is waited for.
    """

    def __init__(self, screen: Screen[Any], desk: Desk, known: KnownWhose | None = None) -> None:
        self.turns = Turns()
        self._screen = screen
        self._desk = desk
        self._library = desk.library
        self._reading: Worker[None] | None = None
        self._stops: dict[tuple[str, ...], Stops] = {}
        self._known = known
        self._opened = monotonic()

    def open(self) -> None:
        """Read every page, and compare the first pair as soon as it is known."""
        self._reading = self._run(self._open, "open", exclusive=False)

    def stop_reading(self, key: str) -> str:
        """Read no further pages, and say so; nothing where none are being read.

        Args:
            key: The key that reads on, as readers call it.
        """
        reading = self._reading
        if reading is None or reading.is_finished or reading.is_cancelled:
            return ""
        reading.cancel()
        return f"Stopped at {self._desk.files_read} of {len(self._library)} pages. {key} resumes."

    def compare(self) -> None:
        """Compare the desk's pair as it is to be arranged, instead of any other pair."""
        session, arrangement = self._desk.session, self._desk.arrangement
        self._run(lambda: self._compare(session, arrangement), "compare")

    def find_stops(self, shown: ComparedPair) -> None:
        """Find out where one of two articles stops early, and compare them anew if one does."""
        self._run(
            lambda: self._find_stops(shown.session, shown.arrangement, shown.alignment),
            "compare",
            exclusive=False,
        )

    def forget_stops(self) -> None:
        """Find out anew where articles stop early, as something was decided about them."""
        self._stops.clear()

    def find_shares(self) -> None:
        """Find out how much of each article stands in the one on the left."""
        session = self._desk.session
        self._run(lambda: self._find_shares(session), "shares")

    def tell_whose(self, session: Session) -> None:
        """Tell whose copy the articles are if that is known by now.

        The list is then painted once, in the order that it keeps.
        """
        whose = self._known and self._known(wait=False)
        if whose:
            self._screen.post_message(WhoseFound(session, whose))

    def find_whose(self) -> None:
        """Find out whose copy the articles are, unless a second process has found it already."""
        session, known, self._known = self._desk.session, self._known, None
        self._run(lambda: self._find_whose(session, known), "whose")

    def decide(self, alignment: Alignment, places: Places, choice: Choice | None) -> None:
        """Decide something about a pair of paragraphs, and keep it."""

        def choose() -> None:
            decision = decide(self._library, (alignment.left, alignment.right), places, choice)
            if decision is not None:
                self._screen.post_message(Decided(decision))

        self._run(choose, "decide", exclusive=False)

    def _run(self, work: Callable[[], None], group: str, *, exclusive: bool = True) -> Worker[None]:
        """Work in a thread; exclusive: what is at work in its group is not wanted any more."""
        return self._screen.run_worker(work, thread=True, group=group, exclusive=exclusive)

    def _open(self) -> None:
        worker, desk = get_current_worker(), self._desk
        compared, told = False, self._library.pages.are_many()

        def report(session: Session) -> None:
            nonlocal compared, told
            if not told and pages.too_many_for_memory(len(session.entries)):
                # What one file holds shows only as it is read.
                told = True
                self._screen.notify(pages.MANY_SAID, title="Many articles", markup=False)
            self._screen.post_message(ArticlesRead(session, done=False))
            if session.pair is not None and not compared:
                compared = True
                self._compare(session, desk.arrangement)

        def is_cancelled() -> bool:
            self.turns.wait()
            return worker.is_cancelled

        session = open_library(self._library, report, is_cancelled, desk.place)
        self._screen.post_message(ArticlesRead(session, done=True))
        if not compared:
            self._compare(session, desk.arrangement)

    def _compare(self, session: Session, arrangement: Arrangement) -> None:
        pair = session.pair
        if pair is None:
            return
        key = _key(*pair)
        stops = self._stops.get(key)
        with self.turns.urgent():
            comparison = compare_pair(
                self._library, session, arrangement, stops or (None, None), self._desk.notes
            )
        if comparison is None:
            return
        self._screen.post_message(PairCompared(comparison))
        # Where one stops early is said once the first comparison has been painted.
        if stops is None and self._desk.shown is not None and len(comparison.document.rows):
            self.turns.wait()
            self._find_stops(session, arrangement, comparison.alignment)

    def _find_stops(self, session: Session, arrangement: Arrangement, alignment: Alignment) -> None:
        key = _key(alignment.left, alignment.right)
        stops = self._stops[key] = stops_of(self._library, alignment)
        # What was made for the first screen has not all the differences.
        whole = alignment is side_by_side(self._library, alignment.left, alignment.right)
        if (stops != (None, None) or not whole) and not get_current_worker().is_cancelled:
            again = compare_pair(self._library, session, arrangement, stops, self._desk.notes)
            if again is not None:
                self._screen.post_message(PairCompared(again))

    def _find_shares(self, session: Session) -> None:
        worker = get_current_worker()
        known: dict[int, Share] = {}
        reported = monotonic()
        for index, share in shares(self._library, session):
            self.turns.wait()
            if worker.is_cancelled:
                return
            known[index] = share
            if monotonic() - reported > REPORT_EVERY:
                self._screen.post_message(SharesFound(session, dict(known)))
                reported = monotonic()
        self._screen.post_message(SharesFound(session, known))

    def _find_whose(self, session: Session, known: KnownWhose | None) -> None:
        worker = get_current_worker()
        reported = monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal reported
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self._screen.post_message(Judged(done, total))

        def is_cancelled() -> bool:
            self.turns.wait()
            return worker.is_cancelled

        def opens(pair: Session) -> None:
            if monotonic() - self._opened < CHOSEN_AGAIN_WITHIN:
                self._screen.post_message(PairChosen(pair))

        whose = None if known is None else known(wait=True)
        if whose is None:
            names = self._desk.names
            whose = find_whose(self._library, session, names, is_cancelled, progress, opens)
        if whose is not None and not worker.is_cancelled:
            self._screen.post_message(WhoseFound(session, whose))


def _key(left: Article, right: Article) -> tuple[str, ...]:
    return left.path, left.sha256, right.path, right.sha256
