"""The work itself that goes on behind the main screen: it calls the core, and knows no screen.

Reading the pages and choosing two, comparing them, and finding out of all of them whose copy
they are and how much of each stands in another. `jobs` runs it in threads; the second process
that works while Textual loads runs it by itself, so that nothing here may import Textual.
"""

from __future__ import annotations

import contextlib
import dataclasses
from time import monotonic
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.corpus.copies import Listing, once
from tui.corpus.files import short_names
from tui.corpus.library import side_by_side
from tui.corpus.story.showing import show_most
from tui.text.model import Article
from tui.view.compare.arrange import AS_USUAL, Arrangement, ComparedPair, Stops, arranged
from tui.view.compare.layout import MeasuredRows
from tui.view.state import Session
from tui.view.threads import REPORT_EVERY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui.corpus.files import Unreadable
    from tui.corpus.library import Library
    from tui.corpus.notes import PlacedNote, RememberedNotes
    from tui.corpus.sharing import Share
    from tui.corpus.story.showing import Align
    from tui.text.model import Alignment
    from tui.view.place import Bookmark
    from tui.view.whose import Whose


FIRST_PARAGRAPHS = 16
"""More paragraphs than stand on a first screen, headlines and bylines counted."""


PAIR_AFTER = 0.25
"""Seconds of reading after which a pair is chosen among the articles that are read by then."""


QUICKLY_LISTED = 400
"""Articles that are listed anew in a few milliseconds; of more the list is told less often, so
that a reader's keys find the screen free."""


CHOSEN_AMONG = 12
"""How many these must be. Fewer are all read first, so that they open on the same pair wherever
reading takes longer."""


CHOSEN_AGAIN_AMONG = 500
"""Of no more articles the pair is chosen again once all are read. Of more it takes seconds: the
second process that judges them finds it on its way."""


CHOSEN_AGAIN_WITHIN = 15.0
"""Seconds from the first choice until which another one is made. Later a reader who has touched
nothing is likely to be reading."""


def open_library(
    library: Library,
    report: Callable[[Session], object],
    is_cancelled: Callable[[], bool] = lambda: False,
    at: Bookmark | None = None,
) -> Session:
    """Read every page and choose the two that show most beside each other.

    Args:
        library: The articles. Of many, the pair is chosen among the first, as a reader will
            not wait for the rest; where all are read soon after, it is chosen among all.
        report: Called with the entries so far, now and then, and with the pair of many.
        is_cancelled: Whether nobody waits for it any more; then it stops.
        at: Where the reader was, whose two articles are chosen if they are there.

    Returns:
        The session to begin with; without a pair where there are not two articles.
    """
    listing = Listing()
    entries = listing.entries
    reported = began = chosen = monotonic()
    session, enough = Session(), CHOSEN_AMONG
    for entry in library.entries():
        if is_cancelled():
            break
        listing.add(entry)
        if monotonic() - reported > REPORT_EVERY * max(len(entries) / QUICKLY_LISTED, 1):
            late = monotonic() - began > PAIR_AFTER
            if session.pair is None and late and len(entries) >= enough:
                session, chosen = with_pair(entries, at, library.align, more=True), monotonic()
                # What is read so far may all be versions of one page.
                enough = 2 * len(entries)
            session = replace(session, entries=tuple(entries))
            report(session)
            reported = monotonic()
    late = is_cancelled() or monotonic() - chosen > CHOSEN_AGAIN_WITHIN
    if session.pair and (late or len(entries) > CHOSEN_AGAIN_AMONG):
        return replace(session, entries=tuple(entries))
    return with_pair(entries, at, library.align)


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
    return with_pair(entries, at, library.align)


def with_pair(
    entries: Sequence[Article | Unreadable],
    at: Bookmark | None = None,
    align: Align | None = None,
    *,
    more: bool = False,
) -> Session:
    """The two articles read that show most, a copy beside what it was taken from.

    Args:
        entries: What was read.
        at: Where the reader was, whose two articles are chosen if they are there.
        align: Aligns two articles, to see how much the closest pairs show. Without it the
            closest pair is taken.
        more: Whether more will be read: then there is no pair where all is one page so far.
    """
    if at is not None:
        found = _places(entries)
        session = Session(tuple(entries), found.get(at.left), found.get(at.right))
        if session.pair is not None:
            return session
    places = [place for place, entry in enumerate(entries) if isinstance(entry, Article)]
    articles = [entry for entry in entries if isinstance(entry, Article)]
    pair = show_most(articles, align, more=more) if len(places) > 1 else None
    return _beside(entries, *(places[one] for one in pair)) if pair else Session(tuple(entries))


def _beside(entries: Sequence[Article | Unreadable], one: int, other: int) -> Session:
    """Two articles, one that credits where it comes from on the left."""
    session = Session(tuple(entries), one, other)
    left, right = session.pair or (None, None)
    credited = right is not None and right.credit and left is not None and not left.credit
    return session.swap() if credited else session


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
    notes: RememberedNotes | None = None,
) -> ComparedPair | None:
    """Align the session's pair and make its rows; None where it has no pair.

    Args:
        library: The articles.
        session: The pair.
        arrangement: What is wanted of its rows.
        stops: Where one article stops early and the other goes on, where it is known.
        notes: What the reader has noted; without, rows show no notes.
    """
    pair = session.pair
    if pair is None:
        return None
    noted = notes.on(pair) if notes else ()
    return _arranged(session, side_by_side(library, *pair), arrangement, stops, noted)


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
    alignment = side_by_side(library, *pair)
    links = (
        link
        if min(link.left, link.right) < FIRST_PARAGRAPHS
        else dataclasses.replace(link, differences=())
        for link in alignment.links
    )
    beginning = dataclasses.replace(alignment, links=tuple(links))
    return _arranged(session, beginning, arrangement, (None, None))


def _arranged(
    session: Session,
    alignment: Alignment,
    arrangement: Arrangement,
    stops: Stops,
    notes: tuple[PlacedNote, ...] = (),
) -> ComparedPair:
    names = ("left", "right")
    if stops != (None, None):
        one, other = short_names([alignment.left.path, alignment.right.path])
        names = (one, other)
    document = MeasuredRows(arranged(alignment, arrangement, stops, names, notes))
    return ComparedPair(session, alignment, document, arrangement, stops, notes)


def stops_of(library: Library, alignment: Alignment) -> Stops:
    """Where one of two articles stops early and the other goes on."""
    from tui.corpus.story.derivation import derive

    left, right = derive(alignment, library.settings.story)
    return left.model_stop, right.model_stop


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
    opens: Callable[[Session], None] = lambda _: None,
) -> Whose | None:
    """Find out whose copy the articles are; None where it was cancelled meanwhile.

    Args:
        library: The articles.
        session: Which of them.
        names: Short inert names by path.
        is_cancelled: Whether nobody waits for it any more.
        progress: Is told how many articles are judged, and of how many.
        opens: Is told, of very many, which two of all of them show most.
    """
    # Not needed before the first screen is painted.
    from tui.corpus.story.process import find_stories_aside
    from tui.corpus.story.story import find_stories
    from tui.files.aside import AsideError
    from tui.view.whose import whose

    def align(left: Article, right: Article) -> Alignment:
        if is_cancelled():
            raise _CancelledError
        return library.align(left, right)

    articles = [entry for entry in session.entries if isinstance(entry, Article)]
    config = library.settings
    if len(articles) >= MANY:
        habits = {"heed_choices": library.choices is not None, "keeps": library.keeps}
        told = _opening(session, opens) if len(articles) > CHOSEN_AGAIN_AMONG else None
        with contextlib.suppress(AsideError):
            found = find_stories_aside(articles, config, is_cancelled, progress, told, **habits)
            return None if found is None else whose(found, names)
    with contextlib.suppress(_CancelledError):
        return whose(find_stories(articles, align, config, progress), names)
    return None


def _opening(session: Session, opens: Callable[[Session], None]) -> Callable[[str, str], None]:
    """Tells the session with a pair that is known by its paths."""
    places = _places(session.entries)
    return lambda one, other: opens(_beside(session.entries, places[one], places[other]))


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

    summary = side_by_side(library, left, right).summary
    return Share(summary.right_share, summary.right_copied, True)
