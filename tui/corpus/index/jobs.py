"""Work shared among processes: each item is handed to one, results come as they are ready.

Python runs one thread of a process at a time, so that both cores of a machine are only used by
two processes. What they need in common is sent once, when they start.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from tui.corpus.index import CorpusError
from tui.corpus.readers import cores
from tui.files.program import COLLECT_SELDOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future


Item = TypeVar("Item")


Result = TypeVar("Result")


_AHEAD = 2
"""Items that wait for each process, so that none idles and memory stays bounded."""


class Workers(Protocol):
    """What shares work: processes of this machine, or a cluster."""

    def share(
        self,
        make: Callable[[], Callable[[Item], Result]],
        items: Iterable[Item],
        few: int = 1,
    ) -> Iterator[Result]:
        """Do some work on each item.

        Args:
            make: Makes what does the work, in each process. Has to be one that can be sent.
            few: So many items are not worth the start of a process.

        Yields:
            The results, in any order.
        """


class LocalWorkers:
    """Processes of this machine; those that do some work are kept for more of it."""

    def __init__(self, jobs: int | None = None) -> None:
        """Take their number; None takes that of the cores."""
        self.jobs = jobs or cores()
        self._pool: ProcessPoolExecutor | None = None
        self._make: Callable[[], Callable[[Any], Any]] | None = None

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._end()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool, self._make = None, None

    def share(
        self,
        make: Callable[[], Callable[[Item], Result]],
        items: Iterable[Item],
        few: int = 1,
    ) -> Iterator[Result]:
        """Do some work on each item, in this process where there are few.

        Raises:
            CorpusError: A process was killed.
        """
        waiting = iter(items)
        first = list(_taken(waiting, few + 1))
        if self.jobs == 1 or len(first) <= few:
            work = make() if first else None
            for item in _chain(first, waiting):
                if work is not None:
                    yield work(item)
            return
        try:
            yield from _results(self._made(make), _chain(first, waiting), _AHEAD * self.jobs)
        except BrokenProcessPool as error:
            self.close()
            raise CorpusError(
                "a process was killed, perhaps because memory ran out; what is done is kept, run"
                " it again with fewer --jobs"
            ) from error
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        """End the processes at what they are at: nothing counts before it is whole."""
        for process in multiprocessing.active_children():
            process.terminate()
        self.close()

    def _made(self, make: Callable[[], Callable[[Any], Any]]) -> ProcessPoolExecutor:
        """The processes for some work; who has done it knows how."""
        if self._pool is None or make is not self._make:
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self.jobs, context, initializer=_begin, initargs=(make,)
            )
            self._make = make
        return self._pool


def _results(pool: ProcessPoolExecutor, items: Iterator[Any], ahead: int) -> Iterator[Any]:
    pending: set[Future[Any]] = set()
    ready: deque[Any] = deque()
    while True:
        for item in _taken(items, ahead - len(pending)):
            with _undisturbed():
                pending.add(pool.submit(_work, item))
        if not pending:
            return
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        ready.extend(future.result() for future in done)
        while ready:
            yield ready.popleft()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl+C off: a process that was started halfway is known to nobody.

    It would wait for its work for ever, and whoever hands that out for it.
    """
    before = signal.getsignal(signal.SIGINT)
    # Only there does it interrupt anything, and only there may it be put off.
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _taken(items: Iterator[Item], most: int) -> Iterator[Item]:
    for _ in range(most):
        try:
            yield next(items)
        except StopIteration:
            return


def _chain(first: Iterable[Item], then: Iterable[Item]) -> Iterator[Item]:
    yield from first
    yield from then


_worker: list[Callable[[Any], Any]] = []


def _begin(make: Callable[[], Callable[[Any], Any]]) -> None:
    # Ctrl+C is for the first process, which ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*COLLECT_SELDOM)
    threading.Thread(target=_end_with_first, daemon=True).start()
    _worker[:] = [make()]


def _end_with_first() -> None:
    """End this process where the first was killed, which else would wait for work for ever."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _work(item: Any) -> Any:
    return _worker[0](item)
