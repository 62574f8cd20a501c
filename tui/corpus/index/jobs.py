"""Work shared among processes: each item is handed to one, results come as they are ready.

Python runs one thread of a process at a time, so that both cores of a machine are only used by
two processes. What they need in common is sent once, when they start.

They are spoken to through pipes alone. A pool of Python's own has locks of the system besides,
about which a helper of it complains on the terminal when it is killed, and it waits for ever for
a process that was killed while it started.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import chain, islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from tui.corpus.index import CorpusError
from tui.corpus.readers import cores
from tui.files.aside import NO_THREAD, AsideEndedError, AsideError, SecondProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future


Item = TypeVar("Item")


Result = TypeVar("Result")


_AHEAD = 2
"""Items that wait for each process, so that none idles and memory stays bounded."""


_START = (
    "import sys; sys.path[:] = {path!r}; from tui.corpus.index.jobs import serve_items;"
    " serve_items()"
)


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
        self._pool: _Pool | None = None
        self._make: Callable[[], Callable[[Any], Any]] | None = None

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes at what they are at: nothing counts before it is whole."""
        if self._pool is not None:
            self._pool.close()
        self._pool, self._make = None, None

    def share(
        self,
        make: Callable[[], Callable[[Item], Result]],
        items: Iterable[Item],
        few: int = 1,
    ) -> Iterator[Result]:
        """Do some work on each item, in this process where there are few.

        Raises:
            CorpusError: A process was killed, or none could be started, or no thread.
        """
        waiting = iter(items)
        first = list(islice(waiting, few + 1))
        if self.jobs == 1 or len(first) <= few:
            work = make() if first else None
            for item in chain(first, waiting):
                if work is not None:
                    yield work(item)
            return
        try:
            yield from _results(self._made(make), chain(first, waiting), _AHEAD * self.jobs)
        except BaseException:
            self.close()
            raise

    def _made(self, make: Callable[[], Callable[[Any], Any]]) -> _Pool:
        """The processes for some work; who has done it knows how."""
        if self._pool is None or make is not self._make:
            self.close()
            self._pool = _Pool(self.jobs, make)
            self._make = make
        return self._pool


def _results(pool: _Pool, items: Iterator[Any], ahead: int) -> Iterator[Any]:
    pending: set[Future[Any]] = set()
    ready: deque[Any] = deque()
    while True:
        for item in islice(items, ahead - len(pending)):
            pending.add(pool.submit(item))
        if not pending:
            return
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        ready.extend(future.result() for future in done)
        while ready:
            yield ready.popleft()


class _Pool:
    """Processes that are started as they are needed, and a thread for each that talks to it.

    Ctrl+C never comes while one is started, as it only interrupts the main thread.
    """

    def __init__(self, jobs: int, make: Callable[[], Callable[[Any], Any]]) -> None:
        self._greeting = pickle.dumps(make, pickle.HIGHEST_PROTOCOL)
        self._threads = ThreadPoolExecutor(jobs)
        self._lock = threading.Lock()
        self._all: list[SecondProcess] = []
        self._idle: list[SecondProcess] = []
        self._is_closed = False

    def submit(self, item: Any) -> Future[Any]:
        try:
            return self._threads.submit(self._answer, item)
        except RuntimeError as error:
            raise CorpusError(
                f"{NO_THREAD}; run it again with --jobs 1, or with more memory"
            ) from error

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            for process in self._all:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.close()

    def _answer(self, item: Any) -> Any:
        task = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        try:
            process = self._free()
            process.send(task)
            is_done, answer = process.receive()
        except AsideEndedError as error:
            raise CorpusError(
                "a process was killed, perhaps because memory ran out; what is done is kept, run"
                " it again with fewer --jobs"
            ) from error
        except AsideError as error:
            raise CorpusError(
                f"no more processes can be started ({error}); run it again with --jobs 1"
            ) from error
        self._idle.append(process)
        if not is_done:
            raise answer
        return answer

    def _free(self) -> SecondProcess:
        try:
            return self._idle.pop()
        except IndexError:  # Asked first, another thread might take the last one in between.
            return self._started()

    def _started(self) -> SecondProcess:
        with self._lock:
            if self._is_closed:
                raise AsideEndedError
            process = SecondProcess(_START)
            self._all.append(process)
        process.send(self._greeting)
        return process


def serve_items() -> None:
    """Work on what comes in, until the first process has ended: the second process."""
    # Ctrl+C is for the first process, which ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    received: SimpleQueue[Any] = SimpleQueue()
    # In a thread of its own, so that it ends with the first one, whatever it is at.
    threading.Thread(target=_receive, args=(received,), daemon=True).start()
    make = received.get()
    work = None
    while True:
        item = received.get()
        try:
            work = work or make()
            answer = pickle.dumps((True, work(item)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - whatever it is, the first process raises it
            answer = _failed(error)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def _receive(received: SimpleQueue[Any]) -> None:
    try:
        while True:
            received.put(pickle.load(sys.stdin.buffer))  # noqa: S301
    finally:
        os._exit(1)


def _failed(error: Exception) -> bytes:
    """What ended the work, with where it happened, which does not come along by itself."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        answer = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        # Some can be sent, and not be made again of what came.
        pickle.loads(answer)  # noqa: S301
    except Exception:  # noqa: BLE001 - as above
        return pickle.dumps((False, RuntimeError("\n".join(error.__notes__))))
    return answer
