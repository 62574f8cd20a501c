"""The articles under some paths: found at once, read when asked for, kept while fresh."""

from __future__ import annotations

import glob
import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tui.corpus.freshness import stamp_of
from tui.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.freshness import Stamp
    from tui.corpus.shared_lines import SharedLines
    from tui.text.alignment import Alignment
    from tui.text.settings import TextSettings
    from tui.text.tracing import LineTrace

SUFFIXES = frozenset({".txt"})
"""What a page's file name ends in; a file that is named itself may end in anything."""

MOST_ALIGNMENTS = 512
"""How many alignments are remembered; the least recently used one is forgotten first."""


_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no article, and why, for a person to read."""

    path: str
    reason: str


Entry: TypeAlias = "Article | Unreadable"


class Library:
    """The articles under some paths.

    Safe to use from several threads. Reading and aligning happen in the thread that asks.
    A library can be pickled, with what it has read; the copy wants its `config` set before it
    reads more.
    """

    config: TextSettings | Callable[[], TextSettings]
    """The settings, or what loads them when a page is first read."""

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        config: TextSettings,
        *,
        rules: bool = True,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """Find the pages; none is read yet.

        Args:
            paths: Files and folders. Of a folder, its own pages are taken, by name.
            config: The settings for reading and aligning.
            rules: False takes every page as it is.
            without: Names of chrome rules; what these took is kept as body text.
        """
        self.config = config
        self._rules = rules
        self._without = without
        self._shared: SharedLines | None = None
        self._lock = threading.Lock()
        self._read: dict[str, tuple[Stamp | None, Entry]] = {}
        self._alignments: OrderedDict[tuple[str, ...], Alignment] = OrderedDict()
        self._faults: dict[str, Unreadable] = {}
        self._given = tuple(os.fspath(path) for path in paths)
        self._paths = tuple(self._find(self._given))

    def __getstate__(self) -> dict[str, object]:
        left_out = ("config", "_lock", "_shared", "_alignments")
        return {name: value for name, value in vars(self).items() if name not in left_out}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state, _lock=threading.Lock(), _shared=None, _alignments=OrderedDict())

    @property
    def settings(self) -> TextSettings:
        """The settings for reading and aligning.

        Raises:
            ConfigError: They are loaded now, and cannot be.
        """
        # One thread at a time: msgspec crashes where two meet the settings' types at once.
        with _LOADING:
            if callable(self.config):
                self.config = self.config()
            return self.config

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all entries, in the order in which they are listed."""
        return self._paths

    def size(self) -> int:
        """Bytes of all files together; what cannot be read counts nothing."""
        stamps = map(stamp_of, self._paths)
        return sum(stamp[1] for stamp in stamps if stamp is not None)

    @property
    def given(self) -> tuple[str, ...]:
        """The files and folders that were asked for."""
        return self._given

    def refresh(self) -> None:
        """Look for the pages again; what has changed is read anew when it is asked for."""
        self._faults = {}
        self._paths = tuple(self._find(self._given))
        with self._lock:
            self._shared = None

    def reconfigure(self, config: TextSettings) -> None:
        """Read and align with other settings from now on.

        Args:
            config: The settings.
        """
        with self._lock:
            self.config = config
            self._read = {}
            self._shared = None
            self._alignments.clear()

    def __len__(self) -> int:
        return len(self._paths)

    def read(self, path: str) -> Entry:
        """Read an article, or take it from memory while its file has not changed.

        Args:
            path: One of `paths`.

        Returns:
            The article, or why there is none.
        """
        if path in self._faults:
            return self._faults[path]
        stamp = stamp_of(path)
        with self._lock:
            known = self._read.get(path)
        if known is not None and known[0] == stamp is not None:
            return known[1]
        # Here, so that what another process has read can be shown without what reads.
        from tui.text.page import PageError

        entry: Entry
        try:
            entry = self._article(path, stamp)
        except PageError as error:
            entry = Unreadable(path, error.reason)
        with self._lock:
            self._read[path] = (stamp, entry)
        return entry

    def _article(self, path: str, stamp: Stamp | None) -> Article:
        page = self._lines.page(path, stamp)
        if not self._rules:
            from tui.text.whole import whole_page

            return whole_page(page)
        from tui.text.reading import clean

        return clean(page, self.settings, self._without, self._lines.of(page))

    def trace(self, path: str) -> list[LineTrace] | Unreadable:
        """Find out what the rules do to each line of a page.

        Args:
            path: One of `paths`, or another one.

        Returns:
            A trace for each paragraph of the page, or why there is none.
        """
        from tui.text.page import PageError
        from tui.text.tracing import trace

        if path in self._faults:
            return self._faults[path]
        try:
            page = self._lines.page(path, stamp_of(path))
        except PageError as error:
            return Unreadable(path, error.reason)
        return trace(page, self.settings, self._without, self._lines.of(page))

    def read_without(self, path: str, without: frozenset[str]) -> Entry:
        """Read an article anew, some rules left out; it is not remembered.

        Args:
            path: One of `paths`.
            without: Names of chrome rules; what these took is kept as body text.

        Returns:
            The article, or why there is none.
        """
        from tui.text.page import PageError
        from tui.text.reading import clean

        try:
            page = self._lines.page(path, stamp_of(path))
        except PageError as error:
            return Unreadable(path, error.reason)
        return clean(page, self.settings, self._without | without, self._lines.of(page))

    @property
    def _lines(self) -> SharedLines:
        from tui.corpus.shared_lines import SharedLines

        with self._lock:
            if self._shared is None:
                self._shared = SharedLines(self._paths, self.settings)
            return self._shared

    def missing(self) -> list[Unreadable]:
        """The paths that are seen to give no article without reading a file."""
        absent = (path for path in self._paths if path in self._faults or not os.path.lexists(path))
        return [entry for path in absent if isinstance(entry := self.read(path), Unreadable)]

    def entries(self) -> Iterator[Entry]:
        """Every entry in order, each read as it is asked for."""
        return map(self.read, self._paths)

    def articles(self) -> Iterator[Article]:
        """Every article in order, each read as it is asked for; what is unreadable is left out."""
        return (entry for entry in self.entries() if isinstance(entry, Article))

    def align(self, left: Article, right: Article) -> Alignment:
        """Align two articles, or take their alignment from memory.

        Args:
            left: An article.
            right: The other one.

        Returns:
            Their alignment; the same object for the same content under the same paths.
        """
        key = (left.path, left.sha256, right.path, right.sha256)
        with self._lock:
            known = self._alignments.get(key)
            if known is not None:
                self._alignments.move_to_end(key)
                return known
        from tui.text import align

        alignment = align(left, right, self.settings)
        with self._lock:
            self._alignments[key] = alignment
            while len(self._alignments) > MOST_ALIGNMENTS:
                self._alignments.popitem(last=False)
        return alignment

    def _find(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
        seen: set[str] = set()
        for given in paths:
            path = os.fspath(given)
            found: Sequence[str] = (path,)
            if Path(path).is_dir():
                found = self._pages_of(path)
            for page in found:
                if (same := os.path.normpath(page)) not in seen:
                    seen.add(same)
                    yield page

    def _pages_of(self, folder: str) -> Sequence[str]:
        try:
            pages = pages_in(folder)
        except OSError as error:
            reason = f"cannot be listed ({error.strerror}); check its permissions"
            self._faults[folder] = Unreadable(folder, reason)
            return (folder,)
        if not pages:
            reason = "has no pages (.txt files); save pages as text there, or name another folder"
            self._faults[folder] = Unreadable(folder, reason)
            return (folder,)
        return pages


def pages_in(folder: str) -> list[str]:
    """The pages that stand in a folder itself.

    Args:
        folder: A folder that is there.

    Returns:
        Their paths below the folder as given, sorted by name; hidden files are left out.

    Raises:
        OSError: The folder cannot be listed.
    """
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and Path(entry.name).suffix.lower() in SUFFIXES
            and not _is_folder(entry)
        )
    return [name if folder == "." else os.path.join(folder, name) for name in names]  # noqa: PTH118


def configured_paths(articles: Iterable[str]) -> list[str]:
    """What a configuration's `articles` come to on this machine.

    Args:
        articles: Files, folders and glob patterns.

    Returns:
        The files and folders that are there, in order; none where nothing is.
    """
    found: list[str] = []
    for entry in articles:
        if os.path.lexists(entry):
            found.append(entry)
        elif glob.has_magic(entry):
            found += sorted(glob.glob(entry, recursive=True))  # noqa: PTH207
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A looping link; reading it will say so.
        return False
