"""The articles under some paths: found at once, read when asked for, kept while fresh.

Everything that reads an article or aligns two goes through the library, whose memory is what
makes it quick to look at the same pair again: an article is kept while its file's stamp is the
same, an alignment by what the two files say. The lines that pages of one site or folder have in
common, which some rules ask for, are gathered (`SharedLines`) when such a rule first reads a
page.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import OrderedDict
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tui import log
from tui.corpus.files import Patterns, Unreadable, configured_paths, find, stamp_of
from tui.corpus.likeness import Remembered
from tui.corpus.parts import HeldArticles
from tui.files.names import known_as
from tui.text.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.choices import RememberedChoices
    from tui.corpus.files import Stamp
    from tui.corpus.parts import Ranges
    from tui.corpus.settings import Settings
    from tui.text.alignment.choices import Choices
    from tui.text.archive.open import Archive
    from tui.text.article.read import LineTrace
    from tui.text.chrome.recurrence import Recurrence, RecurrenceSettings
    from tui.text.model import Alignment
    from tui.text.page.model import Page


MOST_ALIGNMENTS = 512
"""How many alignments are remembered; the least recently used one is forgotten first."""


_LOADING = threading.Lock()


LibraryEntry: TypeAlias = "Article | Unreadable"


class Library:
    """The articles under some paths.

    Safe to use from several threads. Reading and aligning happen in the thread that asks.
    A library can be pickled, with what it has read; the copy wants its `config` set before it
    reads more, and its `choices` before it aligns, if it is to have any.
    """

    config: Settings | Callable[[], Settings]
    """The settings, or what loads them when a page is first read."""

    choices: RememberedChoices | None = None
    """What the reader has decided about pairs of paragraphs; None aligns without."""

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        config: Settings,
        *,
        rules: bool = True,
        without: frozenset[str] = frozenset(),
        originals: bool = False,
        parts: Ranges = (),
    ) -> None:
        """Find the pages; none is read yet.

        Args:
            paths: Files and folders. Of a folder, its pages and those of the folders in it are
                taken, by name, as the settings say.
            rules: False takes every page as it is.
            without: Names of chrome rules; what these took is kept as body text.
            originals: Whether the settings' originals are among the pages, and known as such.
            parts: Which parts of files that hold several are read; without any, all.
        """
        self.config = config
        self._takes_originals = originals
        self._supplied: dict[str, bytes] = {}
        self._rules = rules
        self._without = without
        self._shared: SharedLines | None = None
        self._lock = threading.Lock()
        self.held = HeldArticles(parts)
        """What is known of the files that hold several articles."""
        self._read: dict[str, tuple[Stamp | None, LibraryEntry]] = {}
        self._alignments: OrderedDict[tuple[object, ...], Alignment] = OrderedDict()
        self.runs = Remembered()
        """The runs of words in an article, by which likeness is estimated."""
        self._given = tuple(os.fspath(path) for path in paths)
        self._find(config)

    def _find(self, config: Settings) -> None:
        """Look for the pages, and which of them are originals."""
        patterns = _patterns(config)
        originals = configured_paths(config.originals) if self._takes_originals else []
        self._found = find((*self._given, *originals), patterns)
        self.held.strangers = self._found.passed_over
        # One file may be named in several ways.
        files = find(originals, patterns).paths if originals else ()
        self._originals = frozenset(map(_file_of, files))

    def __getstate__(self) -> dict[str, object]:
        left_out = ("config", "choices", "_lock", "_shared", "_alignments", "runs")
        return {name: value for name, value in vars(self).items() if name not in left_out}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state, _lock=threading.Lock(), _shared=None, _alignments=OrderedDict())
        self.runs = Remembered()

    def take_over(self, other: Library) -> None:
        """Take over what a copy of this library has read, in another process perhaps.

        Args:
            other: The copy, whose pages are the same.
        """
        with self._lock:
            self._read.update(other._read)
            self.held.take_over(other.held)

    @property
    def settings(self) -> Settings:
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
        """The files of all entries, in the order in which they are listed."""
        return self._found.paths

    def size(self) -> int:
        """Bytes of all files together; what cannot be read counts nothing."""
        stamps = map(self._stamp, self._found.paths)
        return sum(stamp[1] for stamp in stamps if stamp is not None)

    @property
    def given(self) -> tuple[str, ...]:
        """The files and folders that were asked for."""
        return self._given

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that were looked through for pages."""
        return self._found.folders

    @property
    def reports(self) -> tuple[str, ...]:
        """The files that were left out as reports which the program has written."""
        return self._found.reports

    def refresh(self) -> None:
        """Look for the pages again; what has changed is read anew when it is asked for."""
        self._find(self.settings)
        with self._lock:
            self._shared = None

    def reconfigure(self, config: Settings) -> None:
        """Read and align with other settings from now on."""
        if self._takes_originals:
            self._find(config)
        with self._lock:
            self.config = config
            self._read = {}
            self.held.forget()
            self._shared = None
            self._alignments.clear()

    def __len__(self) -> int:
        return len(self._found.paths)

    def read(self, path: str, *, remember: bool = True) -> LibraryEntry:
        """Read an article, or take it from memory while its file has not changed.

        Args:
            path: One of `paths`.
            remember: False forgets it again, so that any number can be read one by one.

        Returns:
            The article, or why there is none.
        """
        if path in self._found.faults:
            return self._found.faults[path]
        stamp = self._stamp(path)
        with self._lock:
            known = self._read.get(path)
        if known is not None and known[0] == stamp is not None:
            return known[1]
        # Here, so that what another process has read can be shown without what reads.
        from tui.text.page.model import PageError

        entry: LibraryEntry
        with log.step("read", path=path, bytes=stamp[1] if stamp else 0) as facts:
            try:
                entry = self._article(path, stamp)
                facts |= {"encoding": entry.encoding, "paragraphs": len(entry.paragraphs)}
                facts["removed"] = len(entry.removed)
            except PageError as error:
                entry = Unreadable(path, error.reason)
                facts["unreadable"] = error.reason
        if remember:
            with self._lock:
                self._read[path] = (stamp, entry)
        return entry

    def _article(self, path: str, stamp: Stamp | None) -> Article:
        return self._article_of(self._lines.page(path, stamp))

    def _article_of(self, page: Page) -> Article:
        if self._rules:
            from tui.text.article.read import clean

            article = clean(page, self.settings, self._without, self._lines.of(page))
        else:
            from tui.text.article.read import whole_page

            article = whole_page(page)
        if self._originals and _file_of(article.file) in self._originals:
            return replace(article, original=True)
        return article

    def trace(self, path: str) -> list[LineTrace] | Unreadable:
        """Find out what the rules do to each line of a page.

        Args:
            path: One of `paths`, or another one.

        Returns:
            A trace for each paragraph of the page, or why there is none.
        """
        from tui.text.article.read import trace
        from tui.text.page.model import PageError

        if path in self._found.faults:
            return self._found.faults[path]
        try:
            with log.step("trace", path=path):
                page = self._lines.page(path, self._stamp(path))
        except PageError as error:
            return Unreadable(path, error.reason)
        return trace(page, self.settings, self._without, self._lines.of(page))

    @property
    def has_rules(self) -> bool:
        """Whether rules are run; without them every page is taken as it is."""
        return self._rules

    @property
    def without(self) -> frozenset[str]:
        """The names of the chrome rules that are left out."""
        return self._without

    def is_page(self, path: str) -> bool:
        """Whether a path leads to one of the pages."""
        there = stamp_of(path)
        # A file can be deleted between two looks at it.
        with contextlib.suppress(OSError):
            return there is not None and any(
                stamp_of(page) == there and Path(page).samefile(path) for page in self._found.paths
            )
        return False

    def would_list(self, path: str) -> bool:
        """Whether a file of this path, if it were written, would be taken for a page.

        That is, whether it would stand in a folder that is read or beside a page, and have
        the name of one.
        """
        folder = os.path.realpath(os.path.dirname(path) or ".")  # noqa: PTH120
        read = {*self._found.folders, *(os.path.dirname(page) or "." for page in self._found.paths)}  # noqa: PTH120
        if known_as(folder) not in (known_as(os.path.realpath(one)) for one in read):
            return False
        return _patterns(self.settings).has_file(os.path.basename(path))  # noqa: PTH119

    def read_without(
        self, path: str, without: frozenset[str], settings: Settings | None = None
    ) -> LibraryEntry:
        """Read an article anew, some rules left out; it is not remembered.

        Args:
            path: One of `paths`.
            without: Names of chrome rules; what these took is kept as body text.
            settings: Other settings to read it with, if any.

        Returns:
            The article, or why there is none.
        """
        from tui.text.article.read import clean
        from tui.text.page.model import PageError

        try:
            page = self._lines.page(path, self._stamp(path))
        except PageError as error:
            return Unreadable(path, error.reason)
        own = settings or self.settings
        return clean(page, own, self._without | without, self._lines.of(page))

    def supply(self, path: str, data: bytes) -> None:
        """Give the bytes of a path that is no file, such as what is piped in.

        Args:
            data: What is read when it is asked for.
        """
        self._supplied[path] = data

    def page(self, path: str) -> Page:
        """Read a page as it was saved.

        Args:
            path: One of `paths`, or another one.

        Returns:
            The page.

        Raises:
            PageError: The page cannot be read.
        """
        from tui.text.page.model import PageError, too_large
        from tui.text.page.read import page_from_bytes, read_page

        file, number = self._parted(path)
        if (archive := self._archive(file)) is not None:
            return archive.page_at(number)
        most_bytes = self.settings.pages.most_bytes
        data = self._supplied.get(path)
        if data is None:
            return read_page(path, most_bytes)
        if len(data) > most_bytes:
            raise PageError(path, too_large(len(data), most_bytes))
        return page_from_bytes(data, path, most_bytes)

    def _parted(self, path: str) -> tuple[str, int | None]:
        """The file that a path names, and the number of the part in it, if it names one."""
        if "#" not in path:
            return path, None
        from tui.text.archive.open import parted

        return parted(path, self._supplied)

    def _archive(self, file: str) -> Archive | None:
        """The file with what reads it where it holds articles, else None."""
        data = self._supplied.get(file)
        return self.held.archive(file, self._stamp(file), self.settings.archives, data)

    def entries_in(self, file: str, *, remember: bool = True) -> Iterator[LibraryEntry]:
        """The entries of a file, several where it holds several articles, as they are read.

        Args:
            file: One of `paths`.
            remember: False forgets each again, so that any number can be read one by one.
        """
        stamp, archive = self._stamp(file), self.several_in(file)
        if archive is None:
            yield self.held.noted(file, self.read(file, remember=remember))
            return
        paths = self.held.known(file, stamp)
        known = [self._read[path][1] for path in paths if path in self._read]
        if known and len(known) == len(paths):
            yield from known
            return
        for entry in self.held.entries(archive, stamp, self._article_of):
            if remember:
                with self._lock:
                    self._read[entry.path] = (stamp, entry)
            yield entry

    def several_in(self, file: str) -> Archive | None:
        """What reads a file where it holds several articles; it is looked into."""
        from tui.text.page.model import PageError

        # What is wrong with a page is said when it is read.
        with contextlib.suppress(PageError):
            archive = None if file in self._found.faults else self._archive(file)
            return None if archive is None or archive.reader.holds_one else archive
        return None

    def _is_there(self, path: str) -> bool:
        return path in self._supplied or os.path.lexists(path)

    def _stamp(self, path: str) -> Stamp | None:
        path = self._parted(path)[0]
        data = self._supplied.get(path)
        return stamp_of(path) if data is None else (0, len(data), 0, 0, 0)

    @property
    def _lines(self) -> SharedLines:

        with self._lock:
            if self._shared is None:
                self._shared = SharedLines(self._found.paths, self.settings, self.page)
            return self._shared

    def missing(self) -> list[Unreadable]:
        """The paths that are seen to give no article without reading a file."""
        absent = (
            path
            for path in self._found.paths
            if path in self._found.faults or not self._is_there(path)
        )
        return [entry for path in absent if isinstance(entry := self.read(path), Unreadable)]

    def entries(self) -> Iterator[LibraryEntry]:
        """Every entry in order, each read as it is asked for, further savings of one too."""
        return chain.from_iterable(map(self.entries_in, self._found.paths))

    def articles(self) -> Iterator[Article]:
        """Every article once, in order; all are read first, what is unreadable is left out."""
        from tui.corpus.copies import once

        return (entry for entry in once(self.entries()) if isinstance(entry, Article))

    def align(self, left: Article, right: Article) -> Alignment:
        """Align two articles, or take their alignment from memory.

        Returns:
            Their alignment; the same object for the same content under the same paths, as
            long as the reader decides nothing new about them.
        """
        choices: Choices | None = None if self.choices is None else self.choices.of(left, right)
        key = (left.path, left.sha256, right.path, right.sha256, choices or None)
        with self._lock:
            known = self._alignments.get(key)
            if known is not None:
                self._alignments.move_to_end(key)
                return known
        from tui.text import align

        with log.step("align", left=left.path, right=right.path) as facts:
            alignment = align(left, right, self.settings, choices)
            facts["links"] = len(alignment.links)
        with self._lock:
            self._alignments[key] = alignment
            while len(self._alignments) > MOST_ALIGNMENTS:
                self._alignments.popitem(last=False)
        return alignment


def _file_of(path: str) -> str:
    """One name for a file, however it is written."""
    return known_as(os.path.realpath(path))


def _patterns(settings: Settings) -> Patterns:
    return Patterns(settings.pages.include, settings.pages.exclude, settings.archives)


class SharedLines:
    """What recurs on the pages of a library. Safe to use from several threads.

    What a page is found to share depends on the pages of its folder that are in the library,
    and on nothing else: not on the order in which they are read.
    """

    def __init__(self, paths: Iterable[str], config: Settings, read: Callable[[str], Page]) -> None:
        """Note which pages stand in which folder; none is read yet.

        Args:
            config: The settings, with the rules that ask what recurs.
            read: Reads a page; raises PageError.
        """
        # Here and below, so that a library that reads no page, as at the start, loads no rules.
        from tui.text.chrome.recurring import RecurringRule

        self._settings = config.chrome.recurrence
        self._read = read
        rules = (config.chrome.rules, *(site.rules for site in config.sites))
        wanted = any(
            isinstance(rule, RecurringRule) and rule.enabled for some in rules for rule in some
        )
        self._paths: dict[str, list[str]] = {}
        for path in paths if wanted else ():
            self._paths.setdefault(os.path.dirname(path), []).append(path)  # noqa: PTH120
        self._lock = threading.Lock()
        self._found: dict[str, dict[str | None, Recurrence]] = {}
        self._pages: dict[str, tuple[Stamp | None, Page]] = {}

    def page(self, path: str, stamp: Stamp | None) -> Page:
        """Read a page, or take it over where it was read for its lines a moment ago.

        Args:
            path: One of the library's paths, or another one.
            stamp: The file's stamp now.

        Returns:
            The page.

        Raises:
            PageError: The page cannot be read.
        """
        with self._lock:
            known = self._pages.pop(path, None)
        if known and known[0] == stamp is not None:
            return known[1]
        return self._read(path)

    def of(self, page: Page) -> Recurrence | None:
        """What a page shares with others of its site, or else of its folder.

        Returns:
            The lines that recur there; None where there are too few pages to tell.
        """
        from tui.text.chrome.sites import host_of

        folder = os.path.dirname(page.path)  # noqa: PTH120
        if len(self._paths.get(folder, ())) < self._settings.pages:
            return None
        with self._lock:
            recurring = self._found.get(folder)
            if recurring is None:
                recurring = self._found[folder] = self._gather(self._paths[folder])
        return recurring.get(host_of(page)) or recurring.get(None)

    def _gather(self, paths: Sequence[str]) -> dict[str | None, Recurrence]:
        from tui.text.page.model import PageError

        pages: list[Page] = []
        seen: set[str] = set()
        for path in spread(paths, self._settings.sample):
            stamp = stamp_of(path)
            try:
                page = self._read(path)
            except PageError:
                # Whoever asks for this page is told; the others have lines enough without it.
                continue
            # A page that was saved twice is one page: its article does not recur.
            if page.sha256 not in seen:
                seen.add(page.sha256)
                pages.append(page)
            self._pages[path] = (stamp, page)
        return shared_by(pages, self._settings)


def shared_by(pages: Sequence[Page], settings: RecurrenceSettings) -> dict[str | None, Recurrence]:
    """Count what recurs on the pages of a folder, and on those of each site among them.

    Returns:
        What recurs by host, and under None on all of the pages. Hosts with too few pages are
        left out, as is everything where there are too few pages in all.
    """
    from tui.text.chrome.recurrence import recurrence_of
    from tui.text.chrome.sites import host_of

    hosts = [host_of(page) for page in pages]
    groups: dict[str | None, list[Page]] = {None: list(pages)}
    for host, page in zip(hosts, pages, strict=True):
        if host is not None:
            groups.setdefault(host, []).append(page)
    return {
        host: recurrence_of(group, settings, host)
        for host, group in groups.items()
        if len(group) >= settings.pages
    }


def spread(paths: Sequence[str], most: int) -> Sequence[str]:
    """So many of the paths at most, evenly spread over all of them."""
    if len(paths) <= most:
        return paths
    return [paths[at * len(paths) // most] for at in range(most)]
