"""The work behind the main screen: reading, aligning, telling whose copy.

Threads do it and post frozen results; nothing is found out before the first comparison is
painted that is not in it.

What the app does off its main thread: read, align, lay out rows. It only calls the core.

What the app finds out about many articles off its main thread: whose copy, and how much.
"""

from __future__ import annotations

import contextlib
import dataclasses
from time import monotonic
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.corpus.copies import Listing, once
from tui.corpus.files import short_names
from tui.text.model import Alignment, Article
from tui.view.compare.arrange import AS_USUAL, Arrangement, ComparedPair, Stops, arranged
from tui.view.compare.choose import decide
from tui.view.compare.layout import MeasuredRows
from tui.view.compare.widget import CompareView
from tui.view.messages import ArticlesRead, Decided, Judged, PairCompared, SharesFound, WhoseFound
from tui.view.standing import Standing
from tui.view.state import Session
from tui.view.threads import REPORT_EVERY, Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.worker import Worker

    from tui.corpus.files import Unreadable
    from tui.corpus.library import Library
    from tui.corpus.sharing import Share
    from tui.text.alignment.choices import Choice
    from tui.view.compare.choose import Places
    from tui.view.place import Bookmark
    from tui.view.whose import Whose


MANY = 100
"""Articles from which on whose copy they are is found out in a second process, and no more of
whose shares are found exactly than those nearest in the list and the likest."""


ON_SCREEN = 12
"""More articles than a list shows at once; of these the share is found first."""


def find_whose(
    library: Library,
    session: Session,
    names: Mapping[str, str],
    is_cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> Whose | None:
    """Find out whose copy the articles are; None where it was cancelled meanwhile.

    Args:
        library: The articles.
        session: Which of them.
        names: Short inert names by path.
        is_cancelled: Whether nobody waits for it any more.
        progress: Is told how many articles are judged, and of how many.
    """
    # Not needed before the first screen is painted.
    from tui.corpus.story.process import AsideError, find_stories_aside
    from tui.corpus.story.story import find_stories
    from tui.view.whose import whose

    def align(left: Article, right: Article) -> Alignment:
        if is_cancelled():
            raise _CancelledError
        return library.align(left, right)

    articles = [entry for entry in session.entries if isinstance(entry, Article)]
    config = library.settings
    if len(articles) >= MANY:
        with contextlib.suppress(AsideError):
            heed = library.choices is not None
            found = find_stories_aside(articles, config, is_cancelled, progress, heed_choices=heed)
            return None if found is None else whose(found, names)
    try:
        stories = find_stories(articles, align, config, progress)
    except _CancelledError:
        return None
    return whose(stories, names)


class _CancelledError(Exception):
    """The work is not wanted any more."""


def shares(library: Library, session: Session) -> Iterator[tuple[int, Share]]:
    """How much of each article stands in the one on the left, by index.

    Of many articles the shares are estimated, but for those nearest in the list to the one on
    the right and for the likest, which are aligned; an article may come twice, then exactly.

    Args:
        library: The articles.
        session: The list and the pair.
    """
    if session.left is None or session.right is None:
        return
    from tui.corpus.sharing import estimated_shares

    left, near = session.entries[session.left], session.right
    others = {
        index: entry
        for index, entry in enumerate(session.entries)
        if index != session.left and isinstance(entry, Article)
    }
    if not isinstance(left, Article):
        return
    ordered = sorted(others, key=lambda index: abs(index - near))
    near_by, rest = ordered[:MANY], ordered[MANY:]
    for index in near_by[:ON_SCREEN]:
        yield index, _exact_share(library, left, others[index])
    found: dict[int, float] = {}
    estimates = estimated_shares((others[index] for index in rest), left, library.runs)
    for index, share in zip(rest, estimates, strict=True):
        found[index] = share.copied
        yield index, share
    likest = sorted(filter(found.__getitem__, rest), key=lambda index: -found[index])
    for index in (*near_by[ON_SCREEN:], *likest[:MANY]):
        yield index, _exact_share(library, left, others[index])


def _exact_share(library: Library, left: Article, right: Article) -> Share:
    from tui.corpus.sharing import Share

    summary = library.align(left, right).summary
    return Share(summary.right_share, summary.right_copied, True)


FIRST_PARAGRAPHS = 16
"""More paragraphs than stand on a first screen, headlines and bylines counted."""


PAIR_AFTER = 0.25
"""Seconds of reading after which a pair is chosen among the articles that are read by then."""


CHOSEN_AMONG = 12
"""How many these must be. Fewer are all read first, so that they open on the same pair wherever
reading takes longer."""


def open_library(
    library: Library,
    report: Callable[[Session], object],
    is_cancelled: Callable[[], bool] = lambda: False,
    at: Bookmark | None = None,
) -> Session:
    """Read every page and choose the two that are most alike.

    Args:
        library: The articles. Of many, the pair is chosen among the first, as a reader will
            not wait for the rest.
        report: Called with the entries so far, now and then, and with the pair of many.
        is_cancelled: Whether nobody waits for it any more; then it stops.
        at: Where the reader was, whose two articles are chosen if they are there.

    Returns:
        The session to begin with; without a pair where there are not two articles.
    """
    listing = Listing()
    entries = listing.entries
    reported = began = monotonic()
    session = Session()
    for entry in library.entries():
        if is_cancelled():
            break
        listing.add(entry)
        if monotonic() - reported > REPORT_EVERY:
            late = monotonic() - began > PAIR_AFTER
            if session.pair is None and late and len(entries) >= CHOSEN_AMONG:
                session = with_pair(entries, at)
            session = replace(session, entries=tuple(entries))
            report(session)
            reported = monotonic()
    return replace(session, entries=tuple(entries)) if session.pair else with_pair(entries, at)


def reread(library: Library, session: Session, at: Bookmark | None) -> Session:
    """Read what has changed, and keep the pair; where a file is gone, by another saving of it.

    Args:
        library: The articles.
        session: What was shown until now.
        at: Where the reader is.
    """
    entries = once(library.entries())
    if at is not None:
        known = _places(entries)
        shown = {one.path: one for one in session.pair or ()}
        same = {one.sha256: one.path for one in entries if isinstance(one, Article)}

        def kept(path: str) -> str:
            one = shown.get(path)
            if path in known or one is None:
                return path
            # Under another of its names, or under the one that it was given since.
            names = (name for name in one.also if name in known)
            return next(names, same.get(one.sha256, path))

        at = replace(at, left=kept(at.left), right=kept(at.right))
    return with_pair(entries, at)


def with_pair(entries: Sequence[Article | Unreadable], at: Bookmark | None = None) -> Session:
    """The two articles that are most alike of those read, a copy beside what it was taken from.

    Args:
        entries: What was read.
        at: Where the reader was, whose two articles are chosen if they are there.
    """
    if at is not None:
        found = _places(entries)
        session = Session(tuple(entries), found.get(at.left), found.get(at.right))
        if session.pair is not None:
            return session
    articles = [entry for entry in entries if isinstance(entry, Article)]
    places = [place for place, entry in enumerate(entries) if isinstance(entry, Article)]
    pair: tuple[int, int] | None = (0, 1) if len(places) == 2 else None
    if len(places) > 2:
        from tui.corpus.likeness import Likeness

        pair = Likeness(articles).most_alike()
    if pair is None:
        return Session(tuple(entries))
    left, right = (articles[place] for place in pair)
    session = Session(tuple(entries), places[pair[0]], places[pair[1]])
    return session.swap() if right.credit and not left.credit else session


def _places(entries: Sequence[Article | Unreadable]) -> dict[str, int]:
    """The index of every entry by its path, and by those of its other savings."""
    also = {
        path: place
        for place, entry in enumerate(entries)
        if isinstance(entry, Article)
        for path in entry.also
    }
    return also | {entry.path: place for place, entry in enumerate(entries)}


def compare_pair(
    library: Library,
    session: Session,
    arrangement: Arrangement = AS_USUAL,
    stops: Stops = (None, None),
) -> ComparedPair | None:
    """Align the session's pair and make its rows; None where it has no pair.

    Args:
        library: The articles.
        session: The pair.
        arrangement: What is wanted of its rows.
        stops: Where one article stops early and the other goes on, where it is known.
    """
    pair = session.pair
    if pair is None:
        return None
    return _arranged(session, library.align(*pair), arrangement, stops)


def compare_beginning(
    library: Library, session: Session, arrangement: Arrangement = AS_USUAL
) -> ComparedPair | None:
    """Compare the session's pair, but find differences in its first rows only.

    Finding all of them takes longer than all the rest; the others follow when the first
    screen has been painted.
    """
    pair = session.pair
    if pair is None:
        return None
    alignment = library.align(*pair)
    links = (
        link
        if min(link.left, link.right) < FIRST_PARAGRAPHS
        else dataclasses.replace(link, differences=())
        for link in alignment.links
    )
    beginning = dataclasses.replace(alignment, links=tuple(links))
    return _arranged(session, beginning, arrangement, (None, None))


def _arranged(
    session: Session, alignment: Alignment, arrangement: Arrangement, stops: Stops
) -> ComparedPair:
    names = ("left", "right")
    if stops != (None, None):
        one, other = short_names([alignment.left.path, alignment.right.path])
        names = (one, other)
    document = MeasuredRows(arranged(alignment, arrangement, stops, names))
    return ComparedPair(session, alignment, document, arrangement, stops)


def stops_of(library: Library, alignment: Alignment) -> Stops:
    """Where one of two articles stops early and the other goes on."""
    from tui.corpus.story.derivation import derive

    left, right = derive(alignment, library.settings.story)
    return left.model_stop, right.model_stop


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
        self.place_at: Bookmark | None = None
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

    def find_stops_in_thread(self, shown: ComparedPair) -> None:
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

        session = open_library(self.library, report, is_cancelled, self.place_at)
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
            comparison = compare_pair(self.library, session, arrangement, stops or (None, None))
        if comparison is None:
            return
        self.post_message(PairCompared(comparison))
        # Where one stops early is said once the first comparison has been painted.
        if stops is None and self.view.shown is not None and len(comparison.document.rows):
            self._find_stops(session, arrangement, comparison.alignment)

    def _find_stops(self, session: Session, arrangement: Arrangement, alignment: Alignment) -> None:
        key = _key(alignment.left, alignment.right)
        stops = self._stops[key] = stops_of(self.library, alignment)
        # What was made for the first screen has not all the differences.
        whole = alignment is self.library.align(alignment.left, alignment.right)
        if (stops != (None, None) or not whole) and not get_current_worker().is_cancelled:
            again = compare_pair(self.library, session, arrangement, stops)
            if again is not None:
                self.post_message(PairCompared(again))

    def _find_shares(self, session: Session) -> None:
        worker = get_current_worker()
        found: dict[int, Share] = {}
        reported = monotonic()
        for index, share in shares(self.library, session):
            self.turns.wait()
            if worker.is_cancelled:
                return
            found[index] = share
            if monotonic() - reported > REPORT_EVERY:
                self.post_message(SharesFound(session, dict(found)))
                reported = monotonic()
        self.post_message(SharesFound(session, found))

    def _find_whose(self, session: Session) -> None:
        worker = get_current_worker()
        reported = monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal reported
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self.post_message(Judged(done, total))

        found = find_whose(
            self.library, session, self._names, lambda: worker.is_cancelled, progress
        )
        if found is not None:
            self.post_message(WhoseFound(session, found))


def _key(left: Article, right: Article) -> tuple[str, ...]:
    return left.path, left.sha256, right.path, right.sha256
