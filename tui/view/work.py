"""What the app does off its main thread: read, align, lay out rows. It only calls the core."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from tui.text.alignment import Alignment
from tui.text.article import Article
from tui.view.layout import Document
from tui.view.rows import shown_rows
from tui.view.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.corpus.library import Library, Unreadable

REPORT_EVERY = 0.1
"""Seconds between reports of progress, so that painting them does not slow the work down."""


class Comparison(msgspec.Struct, frozen=True):
    """Two articles aligned and made into rows.

    Attributes:
        session: The session whose pair it is.
        alignment: The pair aligned.
        document: The rows, measured.
        chrome: Whether the rows show what was removed.
    """

    session: Session
    alignment: Alignment
    document: Document
    chrome: bool


def open_library(library: Library, report: Callable[[Session], object]) -> Session:
    """Read every page and choose the two that are most alike.

    Args:
        library: The articles.
        report: Called with the entries so far, now and then.

    Returns:
        The session to begin with; without a pair where there are not two articles.
    """
    entries: list[Article | Unreadable] = []
    reported = monotonic()
    for entry in library.entries():
        entries.append(entry)
        if monotonic() - reported > REPORT_EVERY:
            report(Session(tuple(entries)))
            reported = monotonic()
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
    # A copy is read beside what it was copied from.
    return session.swap() if right.credit and not left.credit else session


def compare(library: Library, session: Session, *, chrome: bool) -> Comparison | None:
    """Align the session's pair and make its rows; None where it has no pair."""
    pair = session.pair
    if pair is None:
        return None
    alignment = library.align(*pair)
    document = Document(shown_rows(alignment, chrome=chrome))
    return Comparison(session, alignment, document, chrome)


def shares(library: Library, session: Session) -> Iterator[tuple[int, float]]:
    """How much of each article stands in the one on the left, by index, from 0 to 1.

    The articles nearest in the list to the one on the right come first.
    """
    if session.left is None or session.right is None:
        return
    left, near = session.entries[session.left], session.right
    for index in sorted(range(len(session.entries)), key=lambda index: abs(index - near)):
        entry = session.entries[index]
        if index != session.left and isinstance(entry, Article) and isinstance(left, Article):
            yield index, library.align(left, entry).summary.right_share
