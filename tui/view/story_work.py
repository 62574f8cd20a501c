"""What the app finds out about many articles off its main thread: whose copy, and how much."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast

from tui.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tui.config import Config
    from tui.corpus.library import Library
    from tui.corpus.sharing import Share
    from tui.text.alignment import Alignment
    from tui.view.session import Session
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
    from tui.corpus.aside import AsideError, find_stories_aside
    from tui.corpus.story import find_stories
    from tui.view.whose import whose

    def align(left: Article, right: Article) -> Alignment:
        if is_cancelled():
            raise _CancelledError
        return library.align(left, right)

    articles = [entry for entry in session.entries if isinstance(entry, Article)]
    config = cast("Config", library.settings)
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
