"""Reading many pages in processes of their own, one for each core.

Python runs one thread of a process at a time, so that a second core is of use only to a second
Python. Each gets a copy of the library that has read nothing, and then one page after the other;
what it cleans it keeps for the next run, and sends back. What a reader cannot do, or does not
live to do, is done by whoever asked.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections import deque
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from tui import log
from tui.corpus.files import Unreadable, stamp_of
from tui.files.aside import NO_THREAD, AsideError, SecondProcess
from tui.text.page.names import PACKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from tui.corpus.cleaner import Cleaner
    from tui.corpus.files import Stamp
    from tui.corpus.lines import Recurring
    from tui.corpus.parts import SharesParts
    from tui.corpus.settings import Settings
    from tui.text.archive.model import Part
    from tui.text.model import Article
    from tui.text.page.model import Page


AT_ONCE = 32
"""Pages that are looked for among what is kept before those that are not are begun to be read."""


MOST_ALONE = 2_000_000
"""Bytes of pages that are read in this process: beginning another takes as long."""


_TIMES = 5
"""How many times as long as its file a compressed page is, more or less."""


MOST_PARTS, MOST_IN_BATCH = 16, 1_000_000
"""Parts of a file that are sent at once, and the characters from which on they are, however few,
so that memory stays bounded."""


BATCHES_AHEAD = 2
"""Batches of such parts that each reader has, so that none idles."""


MOST_BATCHES = 16
"""Batches that are begun or wait for one before them; memory stays bounded."""


MOST_READERS = 4
"""More readers than this take more memory than they save time."""


READERS_POLITE = 5
"""How much less urgent than the first process readers are, as `nice` counts."""


_START = (
    "import sys; sys.path[:] = {path!r}; from tui.corpus.readers import serve_pages; serve_pages()"
)


class PageSource(Protocol):
    """What readers need of a library."""

    config: Settings | Callable[[], Settings]

    @property
    def settings(self) -> Settings:
        """As `Library.settings`; the others are as they are there too."""

    @property
    def cleaner(self) -> Cleaner:
        """What makes articles."""

    def blank(self) -> PageSource:
        """A copy that has read nothing."""

    def at_hand(self, path: str, *, remember: bool = True) -> Article | Unreadable | None:
        """An article that was read before."""

    def can_be_sent(self, path: str) -> bool:
        """Whether another process can read it."""

    def take(self, path: str, stamp: Stamp | None, entry: Article | Unreadable) -> None:
        """Remember what another process has read."""

    def page_stamp(self, file: str) -> Stamp | None:
        """The stamp that a file had when it was seen to be a page itself; None where it was not."""

    def take_for_page(self, file: str, stamp: Stamp) -> None:
        """Remember that a file is one page, as another process has found out."""

    def read(self, path: str, *, remember: bool = True) -> Article | Unreadable:
        """Read an article in this process."""

    def entries_in(
        self, file: str, *, remember: bool = True, share: SharesParts | None = None
    ) -> Iterator[Article | Unreadable]:
        """Read the articles of a file in this process, or have others make them of its parts."""

    def articles_of(self, file: str, parts: Sequence[Part]) -> list[Article | Unreadable]:
        """The articles that some parts of a file are."""


class ReadTask(NamedTuple):
    """A page to be cleaned, with the stamp that it had when it was seen to be a page itself.

    A document or a feed of one article has no such stamp. `recurring` is what recurs in its
    folder, where it was not told yet.
    """

    path: str
    stamp: Stamp | None
    folder: str
    recurring: Recurring | None


class LookTask(NamedTuple):
    """A page that is looked at for its lines."""

    path: str


class HelloTask(NamedTuple):
    """Nothing but an answer, which tells that a reader has started."""


class PartsTask(NamedTuple):
    """Parts of a file that are to be cleaned; `recurring` as for a page."""

    path: str
    folder: str
    recurring: Recurring | None
    parts: Sequence[Part]


class KeepTask(NamedTuple):
    """Write what is to be kept for the next run."""


_Task: TypeAlias = ReadTask | LookTask | PartsTask | HelloTask | KeepTask
"""What a reader is asked for."""


_Coming: TypeAlias = "Future[list[Article | Unreadable]]"
"""What will have the articles of some parts."""


class Readers:
    """Processes that read the pages of a library. To be used from one thread, and closed."""

    def __init__(self, library: PageSource, count: int) -> None:
        """Start so many, and send each a copy of the library.

        Raises:
            AsideError: They cannot be started.
        """
        greeting = pickle.dumps((library.settings, library.blank()), pickle.HIGHEST_PROTOCOL)
        self._readers: list[_Reader] = []
        self._has: dict[str, _Reader] = {}
        try:
            for _ in range(count):
                self._readers.append(_Reader(greeting))
        except AsideError:
            self.close()
            raise

    def look(self, paths: Sequence[str]) -> list[Page | None]:
        """What stands on some pages, without the markup; None for those that cannot be read.

        Raises:
            AsideError: A reader has ended early.
        """
        answers = []
        for place, path in enumerate(paths):
            reader = self._has[path] = self._readers[place % len(self._readers)]
            answers.append(reader.ask(LookTask(path)))
        return [answer.result() for answer in answers]

    def read(
        self, path: str, stamp: Stamp | None, folder: str, recurring: Recurring | None
    ) -> Future[Article | Unreadable]:
        """Have a page cleaned, which shares what recurs in its folder.

        Returns:
            What will have the entry, or an AsideError.
        """
        # Whoever looked at it has it already.
        reader = self._has.pop(path, None) or min(self._readers, key=lambda one: one.waiting)
        new = recurring if folder not in reader.told else None
        reader.told.add(folder)
        return reader.ask(ReadTask(path, stamp, folder, new))

    def make(
        self, path: str, folder: str, recurring: Recurring | None, parts: Sequence[Part]
    ) -> _Coming:
        """Have some parts of a file cleaned, as `read` has a page."""
        reader = min(self._up(), key=lambda one: one.waiting)
        new = recurring if folder not in reader.told else None
        reader.told.add(folder)
        return reader.ask(PartsTask(path, folder, new, parts))

    def finish(self) -> None:
        """Have them write what they keep, before they are ended.

        Raises:
            AsideError: A reader has ended early.
        """
        for answer in [reader.ask(KeepTask()) for reader in self._up()]:
            answer.result()

    @property
    def are_busy(self) -> bool:
        """Whether each of them is still starting, or has parts enough to make."""
        return all(one.waiting >= BATCHES_AHEAD for one in self._up())

    def _up(self) -> list[_Reader]:
        """Those that have started; a reader of this program does not wait for the others."""
        return [one for one in self._readers if one.is_up]

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for reader in self._readers:
            reader.close()


class ReadingAhead:
    """Reads the pages of a library in order, those to come before they are asked for.

    Args:
        library: Whose pages they are.
        processes: In how many processes at most; None is one for each core.
    """

    def __init__(self, library: PageSource, processes: int | None = None) -> None:
        self._library = library
        self._most = min(cores(), MOST_READERS) if processes is None else processes
        self._most_for_parts = self._most
        self._readers: Readers | None = None

    def entries(
        self, paths: Sequence[str], *, remember: bool = True
    ) -> Iterator[Article | Unreadable]:
        """Every entry in order, as `Library.entries` gives them."""
        # One page alone has none that could be read meanwhile.
        self._most = min(self._most, len(paths))
        begun: deque[list[_Begun]] = deque()
        for at in range(0, len(paths), AT_ONCE):
            begun.append(self._begin(paths[at : at + AT_ONCE], remember=remember))
            # While these are being read, those before them are waited for.
            if len(begun) > 1:
                yield from self._ended(begun.popleft(), remember=remember)
        while begun:
            yield from self._ended(begun.popleft(), remember=remember)
        with contextlib.suppress(AsideError, CancelledError):
            if self._readers is not None:
                self._readers.finish()

    def look(self, paths: Sequence[str]) -> list[Page | None] | None:
        """What stands on some pages; None where they are to be read in this process."""
        stamps = [(path, stamp) for path in paths if (stamp := stamp_of(path))]
        if not self._is_worth_while(sum(_bytes_in(*one) for one in stamps)):
            return None
        try:
            return None if self._readers is None else self._readers.look(paths)
        except AsideError:
            self._give_up()
            return None

    def close(self) -> None:
        """End the processes."""
        if self._readers is not None:
            self._readers.close()
            self._readers = None

    def _begin(self, paths: Sequence[str], *, remember: bool) -> list[_Begun]:
        begun: list[_Begun] = []
        size = 0
        for path in paths:
            stamp = stamp_of(path)
            entry = self._library.at_hand(path, remember=remember)
            begun.append(_Begun(path, stamp, entry, None))
            if entry is None and stamp is not None and self._library.can_be_sent(path):
                size += _bytes_in(path, stamp)
        if not self._is_worth_while(size):
            return begun
        return [
            one._replace(coming=self._sent(one.path)) if one.entry is None else one for one in begun
        ]

    def _sent(self, path: str) -> Future[Article | Unreadable] | None:
        if not self._library.can_be_sent(path):
            return None
        folder = os.path.dirname(path)  # noqa: PTH120
        # It may take the readers to find that out, and they may end over it.
        recurring = self._library.cleaner.recurring_in(folder)
        if self._readers is None:
            return None
        return self._readers.read(path, self._library.page_stamp(path), folder, recurring)

    def _ended(self, begun: Sequence[_Begun], *, remember: bool) -> Iterator[Article | Unreadable]:
        for one in begun:
            entry = one.entry or self._came(one)
            if entry is None:
                share = self._shared if self._is_long(one) else None
                yield from self._library.entries_in(one.path, remember=remember, share=share)
                continue
            if one.entry is None and remember:
                self._library.take(one.path, one.stamp, entry)
            yield entry

    def _is_long(self, begun: _Begun) -> bool:
        """Whether a file may hold so many articles that other processes are worth while."""
        size = 0 if begun.stamp is None else begun.stamp[1]
        return self._most_for_parts > 1 and size > MOST_ALONE

    def _shared(
        self,
        path: str,
        parts: Iterator[Part | Unreadable],
        made: Callable[[Part], Article | Unreadable],
    ) -> Iterator[Article | Unreadable]:
        """The articles of a file's parts in their order, some of them made by other processes."""
        # A reader waits for the first of them, and a short file has no more.
        yield from _made_here(islice(parts, AT_ONCE), made)
        begun: deque[tuple[Sequence[Part | Article | Unreadable], _Coming | None]] = deque()
        for batch in _batches(parts):
            coming = self._made_aside(path, batch)
            # While the others have enough to do, this process makes some itself.
            begun.append((list(_made_here(batch, made)) if coming is None else batch, coming))
            while begun and _is_due(begun[0][1], len(begun)):
                yield from self._in_order(*begun.popleft(), made)
        for here, coming in begun:
            yield from self._in_order(here, coming, made)

    def _made_aside(self, path: str, batch: Sequence[Part | Unreadable]) -> _Coming | None:
        """Have the parts in a batch made; None where this process had better do it."""
        if self._readers is None and self._most_for_parts > 1:
            self._start(self._most_for_parts - 1)
        if self._readers is None or self._readers.are_busy:
            return None
        folder = os.path.dirname(path)  # noqa: PTH120
        recurring = self._library.cleaner.recurring_in(folder)
        wanted = [part for part in batch if not isinstance(part, Unreadable)]
        readers = self._readers
        return None if readers is None else readers.make(path, folder, recurring, wanted)

    def _in_order(
        self,
        batch: Sequence[Part | Article | Unreadable],
        coming: _Coming | None,
        made: Callable[[Part], Article | Unreadable],
    ) -> Iterator[Article | Unreadable]:
        came: Iterator[Article | Unreadable] | None = None
        if coming is not None and self._readers is not None:
            try:
                came = iter(coming.result())
            except (AsideError, CancelledError):
                self._give_up()
        if came is None:
            yield from _made_here(batch, made)
            return
        for part in batch:
            yield part if isinstance(part, Unreadable) else next(came)

    def _came(self, begun: _Begun) -> Article | Unreadable | None:
        """What a reader has made of a page; None where it is to be read in this process."""
        if begun.coming is None or self._readers is None:
            return None
        try:
            entry = begun.coming.result()
        except (AsideError, CancelledError):
            self._give_up()
            return None
        log.note("read aside", path=begun.path)
        return entry

    def _is_worth_while(self, size: int) -> bool:
        """Whether other processes read pages of so many bytes, which are then begun."""
        if self._readers is None and self._most > 1 and size > MOST_ALONE:
            self._start(self._most)
        return self._readers is not None

    def _start(self, count: int) -> None:
        try:
            self._readers = Readers(self._library, count)
        except AsideError as error:
            self._most = self._most_for_parts = 0
            log.note("no readers", reason=str(error))

    def _give_up(self) -> None:
        log.note("a reader has ended")
        self.close()
        self._most = self._most_for_parts = 0


def _bytes_in(path: str, stamp: Stamp) -> int:
    """About how many bytes a file has, unpacked."""
    return stamp[1] * (_TIMES if path.lower().endswith(PACKED) else 1)


def _is_due(coming: _Coming | None, begun: int) -> bool:
    """Whether the first of some batches is to be given out, for which it may be waited."""
    return coming is None or coming.done() or begun > MOST_BATCHES


def _made_here(
    batch: Iterable[Part | Article | Unreadable], made: Callable[[Part], Article | Unreadable]
) -> Iterator[Article | Unreadable]:
    """The articles of parts, those that were made already and what cannot be read as they are."""
    from tui.text.archive.model import Part

    for part in batch:
        yield made(part) if isinstance(part, Part) else part


def _batches(parts: Iterator[Part | Unreadable]) -> Iterator[list[Part | Unreadable]]:
    """The parts of a file, some at a time: so many, or so much, that it is worth sending them."""
    batch: list[Part | Unreadable] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += 0 if isinstance(part, Unreadable) else _size_of(part)
        if len(batch) == MOST_PARTS or size > MOST_IN_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size_of(part: Part) -> int:
    """The characters of a part, whatever it comes as."""
    content = part.content
    if isinstance(content, str | bytes):
        return len(content)
    passages = content if isinstance(content, tuple) else content.paragraphs
    return sum(len(one.text) for one in passages)


class _Begun(NamedTuple):
    """A page with the stamp it had, its entry if that is known, and what will have it if not."""

    path: str
    stamp: Stamp | None
    entry: Article | Unreadable | None
    coming: Future[Article | Unreadable] | None


class _Reader:
    """One process, and the thread that waits for its answers."""

    def __init__(self, greeting: bytes) -> None:
        self.told: set[str] = set()
        self.waiting = 0
        self._process = SecondProcess(_START)
        self._thread = ThreadPoolExecutor(1)
        try:
            self._thread.submit(self._process.send, greeting)
        except RuntimeError as error:
            self._process.close()
            raise AsideError(NO_THREAD) from error
        self._started = self.ask(HelloTask())

    @property
    def is_up(self) -> bool:
        """Whether it has answered."""
        return self._started.done() and self._started.exception() is None

    def ask(self, task: _Task) -> Future[Any]:
        self.waiting += 1
        return self._thread.submit(self._answer, task)

    def _answer(self, task: _Task) -> Any:
        try:
            self._process.send(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
            return self._process.receive()
        finally:
            self.waiting -= 1

    def close(self) -> None:
        self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        self._process.close()


def cores() -> int:
    """How many processes can work at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve_pages() -> None:
    """Read the pages that are asked for, until nobody asks any more: the second process."""
    if hasattr(os, "nice"):
        os.nice(READERS_POLITE)
    receive, send = sys.stdin.buffer, sys.stdout.buffer
    library: PageSource
    does: dict[type, Callable[[PageSource, Any], Any]]
    does = {LookTask: _looked, ReadTask: _read, PartsTask: _parts_made, KeepTask: _kept}
    does[HelloTask] = _greeted
    settings, library = pickle.load(receive)  # noqa: S301
    library.config = settings
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            task = pickle.load(receive)  # noqa: S301
            pickle.dump(does[type(task)](library, task), send, pickle.HIGHEST_PROTOCOL)
            send.flush()


def _greeted(_library: PageSource, _task: HelloTask) -> None:
    """Answer."""


def _kept(library: PageSource, _task: KeepTask) -> None:
    library.cleaner.tidy()


def _looked(library: PageSource, task: LookTask) -> Page | None:
    page = library.cleaner.lines.look(task.path)
    if page is None:
        return None
    # What counts lines asks for nothing else.
    blocks = tuple(block._replace(source="", markup=None) for block in page.blocks)
    return replace(page, lines=(), blocks=blocks)


def _read(library: PageSource, task: ReadTask) -> Article | Unreadable:
    if task.recurring is not None:
        library.cleaner.lines.tell(task.folder, task.recurring)
    if task.stamp is not None:
        library.take_for_page(task.path, task.stamp)
    return library.read(task.path, remember=False)


def _parts_made(library: PageSource, task: PartsTask) -> list[Article | Unreadable]:
    if task.recurring is not None:
        library.cleaner.lines.tell(task.folder, task.recurring)
    return library.articles_of(task.path, task.parts)
