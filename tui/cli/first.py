"""The first comparison: kept from the last run, or made by a second process meanwhile."""

from __future__ import annotations

import pickle
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.ahead import Ahead
from tui.cli.kept import keep, recall
from tui.cli.opened import find_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.cli.opened import Opening, Request
    from tui.corpus.library import Library
    from tui.view.work import Comparison

MOST_AHEAD = 300_000
"""Bytes of pages that are read and compared while Textual loads, so that the first screen never
waits."""

MOST_READ_AHEAD = 20_000_000
"""Bytes of pages that are read while Textual loads, where they are few."""

FEW = 4
"""Pages that are few, however long."""


class Beginning(NamedTuple):
    """What the app is opened on, and what gives its first comparison, None where none is made.

    `ahead` is the process that works on it, which must be ended.
    """

    opening: Opening
    first: Callable[[], Comparison | None]
    ahead: Ahead | None = None


class Read(NamedTuple):
    """What the second process has read, and compared where that does not take long."""

    library: Library
    first: Comparison | None = None


def begin(request: Request, load_app: Callable[[], object]) -> Beginning | None:
    """Find the pages with their first comparison, kept or made by a second process.

    Args:
        request: What was asked for.
        load_app: Loads the app while the second process works.

    Returns:
        What to begin with; None where nothing was found, for whatever reason.
    """
    beginning = _recalled(request) or _made_ahead(request, load_app)
    if beginning is not None:
        from tui.corpus.remembered_choices import RememberedChoices

        library, settings = beginning.opening.library, beginning.opening.settings
        # Not from the file, which may be another one by now, or broken: the desk tells of that.
        # It comes from a copy of this very process, or from the user's own cache.
        library.config = lambda: pickle.loads(settings)  # noqa: S301
        library.choices = RememberedChoices()
    return beginning


def settings_files(request: Request) -> tuple[str, ...]:
    """The files that the settings come from, whether or not they are there."""
    from tui.config.locating import FILE_NAME, user_config_path

    if request.config_path is not None:
        return (request.config_path,)
    return (FILE_NAME, str(user_config_path()))


def _made_ahead(request: Request, load_app: Callable[[], object]) -> Beginning | None:
    # What looks for pages and reads them is imported in the second process only.
    ahead = Ahead(lambda: _work_ahead(request))
    load_app()
    opening, is_short = ahead.result() or (None, False)
    if opening is None:
        ahead.end()
        return None

    def first() -> Comparison | None:
        read = ahead.result()
        if read is not None:
            opening.library.take_over(read.library)
        return None if read is None else read.first

    if is_short:
        # The app can begin meanwhile: it will not wait for as long as anybody would notice.
        return Beginning(opening, first, ahead)
    made = first()
    return Beginning(opening, lambda: made, ahead)


def _work_ahead(request: Request) -> Iterator[object]:
    """What the second process finds, and then what it reads there."""
    begun = time_ns()
    opening = find_pages(request)
    if opening is None:
        return
    settings = pickle.dumps(opening.library.settings, protocol=pickle.HIGHEST_PROTOCOL)
    opening = opening._replace(settings=settings)
    size = opening.library.size()
    yield opening, size <= MOST_AHEAD
    first = _compare(opening) if size <= MOST_AHEAD else None
    if first is None and len(opening.library) <= FEW and size <= MOST_READ_AHEAD:
        list(opening.library.entries())
    yield Read(opening.library, first)
    _keep(request, opening, first, begun)


def _compare(opening: Opening) -> Comparison | None:
    from tui.view.arranging import AS_USUAL
    from tui.view.work import compare, compare_beginning, open_library

    library, at = opening.library, opening.at
    session = open_library(library, lambda _: None, at=at)
    make = compare if at else compare_beginning
    return make(library, session, at.arrangement if at else AS_USUAL)


def _recalled(request: Request) -> Beginning | None:
    """What these pages were opened on last time, where nothing has changed since."""
    # What is piped in has no time of change that would tell whether it is the same.
    kept = recall(request) if request.piped is None else None
    if kept is None:
        return None
    opening: Opening
    first: Comparison | None
    opening, first = kept
    at = None
    if not request.fresh:
        from tui.view.memory import recall as recall_place

        at = recall_place(opening.library.paths, opening.library.given)
    if first is not None and first.session.pair is not None and at is not None:
        # The reader may have gone on to another pair since, or see other rows of it.
        shown = tuple(article.path for article in first.session.pair)
        if (at.left, at.right) != shown or at.arrangement != first.arrangement:
            return None
    return Beginning(opening._replace(at=at), lambda: first)


def _keep(request: Request, opening: Opening, first: Comparison | None, begun: int) -> None:
    """Keep what these pages are opened on for the next time."""
    library = opening.library
    if request.piped is not None or (first is None and len(library) > FEW):
        return
    from tui.config import default_config_path

    folders = [*library.folders, *(str(Path(path).parent) for path in library.paths)]
    # The current folder too: without paths, what is opened depends on what stands there.
    depends = [*library.paths, *library.given, *folders, ".", str(default_config_path())]
    pair = None if first is None else first.session.pair
    if pair is not None:
        from tui.corpus.remembered_choices import choices_file

        depends.append(str(choices_file(*pair)))
    keep(request, (opening, first), [*depends, *settings_files(request)], begun)
