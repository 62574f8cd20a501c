"""The first comparison: kept from the last run, or made by a second process meanwhile.

Loading Textual takes longer than reading five pages and aligning two, and Python runs only one
thread of a process at a time. So a forked copy of this process does the work meanwhile, on
another core, and sends its results through a pipe. What it has made is kept for the next start,
which then makes nothing at all.

What is kept counts only while everything it was made from is as it was: the pages, their
folders, the configuration, and the program itself, each by times of change, size and inode. It
stands in the user's cache folder, in a file that only the user may write, and can be deleted
at any time.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import signal
import sys
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.cli.request import find_pages
from tui.cli.signals import forget_signals
from tui.files.folders import read_own
from tui.files.program import program_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.cli.request import Asked, Opening
    from tui.corpus.library import Library
    from tui.view.compare.arrange import ComparedPair
    from tui.view.services import KnownWhose
    from tui.view.whose import Whose


MOST_AHEAD = 300_000
"""Bytes of pages that are read and compared while Textual loads, so that the first screen never
waits."""


MOST_READ_AHEAD = 20_000_000
"""Bytes of pages that are read while Textual loads, where they are few."""


FEW = 4
"""Pages that are few, however long."""


class Beginning(NamedTuple):
    """What the app is opened on, and what gives its first comparison, None where none is made.

    `whose` gives whose copy the articles are, after the first comparison and once. `ahead` is the
    process that works on both, which must be ended.
    """

    opening: Opening
    first: Callable[[], ComparedPair | None]
    ahead: Ahead | None = None
    whose: KnownWhose | None = None


class Read(NamedTuple):
    """What the second process has read, and compared where that does not take long."""

    library: Library
    first: ComparedPair | None = None


def begin(asked: Asked, load_app: Callable[[], object]) -> Beginning | None:
    """Find the pages with their first comparison, kept or made by a second process.

    Args:
        asked: What was asked for; the result is kept under it.
        load_app: Loads the app while the second process works.

    Returns:
        What to begin with; None where nothing was found, for whatever reason.
    """
    beginning = _recalled(asked) or _made_ahead(asked, load_app)
    if beginning is not None:
        from tui.corpus.choices import RememberedChoices

        library, settings = beginning.opening.library, beginning.opening.settings
        # Not from the file, which may be another one by now, or broken: the desk tells of that.
        # It comes from a copy of this very process, or from the user's own cache.
        library.config = lambda: pickle.loads(settings)  # noqa: S301
        library.choices = RememberedChoices()
    return beginning


def settings_files(asked: Asked) -> tuple[str, ...]:
    """The files that the settings come from, whether or not they are there."""
    from tui.config.locate import CONFIG_FILE, user_config_path

    if asked.config is not None:
        return (asked.config,)
    return (CONFIG_FILE, str(user_config_path()))


def _made_ahead(asked: Asked, load_app: Callable[[], object]) -> Beginning | None:
    # What looks for pages and reads them is imported in the second process only.
    ahead = Ahead(lambda: _work_ahead(asked))
    load_app()
    opening, is_short = ahead.result() or (None, False)
    if opening is None:
        ahead.end()
        return None

    def first() -> ComparedPair | None:
        read = ahead.result()
        if read is not None:
            opening.library.take_over(read.library)
        return None if read is None else read.first

    def judged(*, wait: bool) -> Whose | None:
        return ahead.result() if wait or ahead.has_sent() else None

    if is_short:
        # The app can begin meanwhile: it will not wait for as long as anybody would notice.
        return Beginning(opening, first, ahead, judged)
    made = first()
    return Beginning(opening, lambda: made, ahead)


def _work_ahead(asked: Asked) -> Iterator[object]:
    """What the second process finds, and then what it reads there."""
    begun = time_ns()
    opening = find_pages(asked)
    if opening is None:
        return
    settings = pickle.dumps(opening.library.settings, protocol=pickle.HIGHEST_PROTOCOL)
    opening = opening._replace(settings=settings)
    size = opening.library.pages.size()
    few = len(opening.library) <= FEW and size <= MOST_READ_AHEAD
    # The articles of one file may be thousands, which are listed as they are read.
    many = (few or size <= MOST_AHEAD) and any(
        opening.library.pages.several_in(path, opening.library.settings)
        for path in opening.library.paths
    )
    is_short = size <= (MOST_AHEAD // 3 if many else MOST_AHEAD)
    yield opening, is_short
    first = _compare(opening) if is_short else None
    if first is None and few and not many:
        list(opening.library.entries())
    yield Read(opening.library, first)
    # A terminal that is closed ends this process at any time.
    _keep(asked, opening, (first, None), begun)
    # While the app paints what has been sent.
    whose = None if first is None else _judge(opening.library, first)
    if whose is not None:
        # Before it is sent: whoever has quit already has closed the pipe.
        _keep(asked, opening, (first, whose), begun)
    yield whose


def _compare(opening: Opening) -> ComparedPair | None:
    from tui.view.compare.arrange import AS_USUAL
    from tui.view.main.work import compare_beginning, compare_pair, open_library

    library, at = opening.library, opening.at
    session = open_library(library, lambda _: None, at=at)
    make = compare_pair if at else compare_beginning
    return make(library, session, at.arrangement if at else AS_USUAL)


def _judge(library: Library, first: ComparedPair) -> Whose | None:
    """Whose copy the articles are that the first comparison was chosen among, if they are few."""
    from tui.view.main.desk import Desk
    from tui.view.main.work import MANY, find_whose

    if len(first.session.entries) >= MANY:
        return None
    desk = Desk(library)
    desk.read(first.session, done=True)
    return find_whose(library, first.session, desk.names, lambda: False, lambda *_: None)


def _recalled(asked: Asked) -> Beginning | None:
    """What these pages were opened on last time, where nothing has changed since."""
    # What is piped in has no time of change that would tell whether it is the same.
    kept = recall_result(asked) if asked.piped is None else None
    if kept is None:
        return None
    opening: Opening
    first: ComparedPair | None
    whose: Whose | None
    opening, first, whose = kept
    at = None
    if not asked.fresh:
        from tui.view.place import recall_place

        at = recall_place(opening.library.paths, opening.library.pages.given)
    if first is not None and first.session.pair is not None and at is not None:
        # The reader may have gone on to another pair since, or see other rows of it.
        shown = tuple(article.path for article in first.session.pair)
        if (at.left, at.right) != shown or at.arrangement != first.arrangement:
            return None
    return Beginning(opening._replace(at=at), lambda: first, whose=lambda *, wait: whose)


def _keep(
    asked: Asked, opening: Opening, made: tuple[ComparedPair | None, Whose | None], begun: int
) -> None:
    """Keep what these pages are opened on for the next time, and whose copy they are."""
    library, (first, whose) = opening.library, made
    if asked.piped is not None or (first is None and len(library) > FEW):
        return
    from tui.config.locate import default_config_path

    folders = [*library.pages.folders, *(str(Path(path).parent) for path in library.paths)]
    # The current folder too: without paths, what is opened depends on what stands there.
    depends = [*library.paths, *library.pages.given, *folders, ".", str(default_config_path())]
    pair = None if first is None else first.session.pair
    if pair is not None:
        from tui.corpus.choices import choices_file, choices_folder

        # Whose copy they are rests on what was decided about any two of them.
        depends += [str(choices_file(*pair)), *([str(choices_folder())] if whose else ())]
    keep_result(asked, (opening, first, whose), [*depends, *settings_files(asked)], begun)


class Ahead:
    """Results that a forked copy of this process is working on."""

    def __init__(self, work: Callable[[], Iterator[object]]) -> None:
        """Start the work. Only to be called while the process has a single thread.

        Args:
            work: Yields one picklable result after the other; it goes on when one has been
                sent. What it raises is lost, and so is what it prints, as the caller will
                then do the work itself.
        """
        results, sender = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(results)
            _work_and_exit(work, sender)
        os.close(sender)
        self._results = open(results, "rb")  # noqa: PTH123, SIM115

    def result(self) -> Any:
        """Wait for the next result; None where the work failed, or has no more of them."""
        try:
            # From a copy of this very process through a pipe of its own: nobody else can
            # write it.
            return pickle.load(self._results)  # noqa: S301
        except (EOFError, pickle.UnpicklingError):
            return None

    def has_sent(self) -> bool:
        """Whether there is a result to be had without waiting for it."""
        os.set_blocking(self._results.fileno(), False)
        try:
            return bool(self._results.peek(1))
        finally:
            os.set_blocking(self._results.fileno(), True)

    def end(self) -> None:
        """Want no more results, and wait until the second process has ended."""
        self._results.close()
        os.waitpid(self._process, 0)


def can_work_ahead() -> bool:
    """Whether this system can fork, and has a second core to make it worth while."""
    return hasattr(os, "fork") and sys.platform != "darwin" and (os.cpu_count() or 1) > 1


def _work_and_exit(work: Callable[[], Iterator[object]], sender: int) -> None:
    status = 1
    try:
        gc.disable()
        # The parent answers Ctrl+C and ends the work by closing its end of the pipe.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        forget_signals()
        _be_silent()
        with open(sender, "wb") as pipe:
            for result in work():
                pipe.write(pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL))
                pipe.flush()
        status = 0
    finally:
        # Not sys.exit: nothing that the parent has open may be flushed or ended twice.
        os._exit(status)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


MOST_KEPT_BYTES = 2_000_000
"""More than the first comparison of the pages that are read ahead ever takes."""


TICK = 20_000_000
"""Nanoseconds by which the time of a change may lag behind the clock."""


# A file that was cut off can make unpickling raise any of these.
_UNREADABLE = (
    OSError,
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)


KeptStamp = tuple[int, int, int, int, int] | None
"""Of a file or folder the times of change (of its content and of anything about it), its size, and
where it is on which disk; None where there is none."""


class Kept(NamedTuple):
    """What was kept: what it depends on, with its stamps, and the pickled result."""

    program: str
    stamps: dict[str, KeptStamp]
    result: bytes


def recall_result(request: Sequence[object]) -> Any:
    """The result of a request, or None where none is kept that still holds.

    Args:
        request: What was asked for, as plain values that say all of it.
    """
    with contextlib.suppress(*_UNREADABLE):
        # Unpickling may run anything, as importing may: only what the user alone could write.
        data = read_own(_file(request), MOST_KEPT_BYTES, trusted=True)
        kept = Kept(*pickle.loads(data))  # noqa: S301
        if kept.program == program_state() and kept.stamps == _stamps(kept.stamps):
            return pickle.loads(kept.result)  # noqa: S301
    return None


def keep_result(
    request: Sequence[object], result: object, depends: Sequence[str], since: int | None = None
) -> None:
    """Keep a picklable result under a request; where nothing can be kept, nothing is.

    Args:
        request: What was asked for, as plain values that say all of it.
        result: What `recall_result` is to give for the same request.
        depends: The files and folders that it was made from, whether or not they are there.
        since: When they were begun to be read, in nanoseconds since 1970; where one has been
            changed since, what was read may be older than it, and nothing is kept.
    """
    # What kept the last result need not be loaded where it is only recalled.
    from tui.config.cache import keep_file

    stamps = _stamps(depends)
    if since is not None and any(stamp and stamp[1] > since - TICK for stamp in stamps.values()):
        return
    pickled = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    kept = Kept(program_state(), stamps, pickled)
    with contextlib.suppress(OSError):
        keep_file(_file(request), pickle.dumps(tuple(kept)), flush=False)


def _stamps(paths: Sequence[str] | dict[str, KeptStamp]) -> dict[str, KeptStamp]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> KeptStamp:
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    # Who edits a page can set the first time back, but not the second.
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return (*times, status.st_size, status.st_ino, status.st_dev)


def _file(request: Sequence[object]) -> Path:
    from tui.config.locate import cache_folder

    # A folder that was deleted has no path: an OSError, as where nothing can be read.
    asked = hashlib.sha256(repr((os.getcwd(), *request)).encode(errors="surrogateescape"))  # noqa: PTH109
    return cache_folder() / f"opening-{asked.hexdigest()[:16]}.pickle"
