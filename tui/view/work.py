"""What the app does off its main thread: read, align, lay out rows. It only calls the core."""

from __future__ import annotations

import dataclasses
from time import monotonic
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace

from tui.corpus.copies import Listing, once
from tui.corpus.names import short_names
from tui.text.alignment import Alignment
from tui.text.article import Article
from tui.view.arranging import AS_USUAL, Arrangement, Stops, arranged
from tui.view.layout import Document
from tui.view.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.config import Config
    from tui.corpus.finding import Unreadable
    from tui.corpus.library import Library
    from tui.view.memory import Place

FIRST_PARAGRAPHS = 16
"""More paragraphs than stand on a first screen, headlines and bylines counted."""

REPORT_EVERY = 0.1
"""Seconds between reports of progress, so that painting them does not slow the work down."""

PAIR_AFTER = 0.25
"""Seconds of reading after which a pair is chosen among the articles that are read by then."""

CHOSEN_AMONG = 12
"""How many these must be. Fewer are all read first, so that they open on the same pair wherever
reading takes longer."""


class Comparison(msgspec.Struct, frozen=True):
    """Two articles aligned and made into rows.

    Attributes:
        session: The session whose pair it is.
        alignment: The pair aligned.
        document: The rows, measured.
        arrangement: What is shown, and in which order.
        stops: Where one article stops early and the other goes on, as far as it is known.
    """

    session: Session
    alignment: Alignment
    document: Document
    arrangement: Arrangement = AS_USUAL
    stops: Stops = (None, None)


def open_library(
    library: Library,
    report: Callable[[Session], object],
    is_cancelled: Callable[[], bool] = lambda: False,
    at: Place | None = None,
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


def reread(library: Library, session: Session, at: Place | None) -> Session:
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


def with_pair(entries: Sequence[Article | Unreadable], at: Place | None = None) -> Session:
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


def compare(
    library: Library,
    session: Session,
    arrangement: Arrangement = AS_USUAL,
    stops: Stops = (None, None),
) -> Comparison | None:
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
) -> Comparison | None:
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
) -> Comparison:
    names = ("left", "right")
    if stops != (None, None):
        one, other = short_names([alignment.left.path, alignment.right.path])
        names = (one, other)
    document = Document(arranged(alignment, arrangement, stops, names))
    return Comparison(session, alignment, document, arrangement, stops)


def stops_of(library: Library, alignment: Alignment) -> Stops:
    """Where one of two articles stops early and the other goes on."""
    from tui.corpus.derivation import derive

    left, right = derive(alignment, cast("Config", library.settings).story)
    return left.model_stop, right.model_stop
