"""The articles under some paths: found at once, read when asked for, kept while fresh.

Everything that reads an article or aligns two goes through the library, whose memory is what
makes it quick to look at the same pair again: an article is kept while its file's stamp is the
same, an alignment by what the two files say. The lines that pages of one site or folder have in
common, which some rules ask for, are gathered (`SharedLines`) when such a rule first reads a
page.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from tui import log
from tui.corpus.files import FoundFiles, Unreadable, holding_file
from tui.corpus.likeness import Remembered
from tui.corpus.pages import Pages
from tui.text.model import Article

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.choices import RememberedChoices
    from tui.corpus.cleaner import Cleaner
    from tui.corpus.files import Stamp
    from tui.corpus.kept import KeptComparisons
    from tui.corpus.parts import Ranges, SharesParts
    from tui.corpus.readers import ReadingAhead
    from tui.corpus.settings import Settings
    from tui.text.alignment.choices import Choices
    from tui.text.archive.model import Part
    from tui.text.article.read import LineTrace
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

    processes: int | None = None
    """In how many processes many pages are read; None is one for each core."""

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
        keeps: bool = False,
        parts: Ranges = (),
    ) -> None:
        """Find the pages; none is read yet.

        Args:
            paths: Files and folders. Of a folder, its pages and those of the folders in it are
                taken, by name, as the settings say.
            rules: False takes every page as it is.
            without: Names of chrome rules; what these took is kept as body text.
            originals: Whether the settings' originals are among the pages, and known as such.
            keeps: Whether cleaned articles are kept between runs, and those that are used.
            parts: Which parts of files that hold several are read; without any, all.
        """
        self.config = config
        self.pages = Pages(paths, originals=originals, parts=parts)
        """Which pages there are, and their bytes."""
        self._rules = rules
        self._without = without
        self.keeps = keeps
        """Whether what was found out is kept between runs, and what is kept is used."""
        self._made: Cleaner | None = None
        self._ahead: ReadingAhead | None = None
        self._lock = threading.Lock()
        self._read: dict[str, tuple[Stamp | None, LibraryEntry]] = {}
        self._alignments: OrderedDict[tuple[object, ...], Alignment] = OrderedDict()
        self.runs = Remembered()
        """The runs of words in an article, by which likeness is estimated."""
        self.pages.find(config)

    def __getstate__(self) -> dict[str, object]:
        left_out = ("config", "choices", "_lock", *_NEW)
        return {name: value for name, value in vars(self).items() if name not in left_out}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state, _lock=threading.Lock())
        vars(self).update((name, make()) for name, make in _NEW.items())

    def blank(self) -> Library:
        """A copy that has read nothing, for another process."""
        copy = object.__new__(Library)
        pages = self.pages.without_supplies()
        copy.__setstate__({**self.__getstate__(), "_read": {}, "pages": pages})
        return copy

    def take_over(self, other: Library) -> None:
        """Take over what a copy of this library has read, in another process perhaps.

        Args:
            other: The copy, whose pages are the same.
        """
        with self._lock:
            self._read.update(other._read)
            self.pages.held.take_over(other.pages.held)

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
        return self.pages.paths

    def refresh(self) -> None:
        """Look for the pages again; what has changed is read anew when it is asked for."""
        self.pages.find(self.settings)
        with self._lock:
            self._made = None

    def reconfigure(self, config: Settings) -> None:
        """Read and align with other settings from now on."""
        self.pages.reconfigure(config)
        with self._lock:
            self.config = config
            self._read = {}
            self._made = None
            self._alignments.clear()

    def __len__(self) -> int:
        return len(self.pages)

    def count_files(self, paths: Iterable[str]) -> int:
        """How many of its files the paths of articles are of."""
        return len(set(map(holding_file, paths)))

    def read(self, path: str, *, remember: bool = True) -> LibraryEntry:
        """Read an article, or take it from memory while its file has not changed.

        Args:
            path: One of `paths`.
            remember: False forgets it again, so that any number can be read one by one.

        Returns:
            The article, or why there is none.
        """
        stamp = self.pages.stamp(path)
        known = self._known(path, stamp)
        if known is not None:
            return known
        # Here, so that what another process has read can be shown without what reads.
        from tui.text.page.model import PageError

        entry: LibraryEntry
        with log.step("read", path=path, bytes=stamp[1] if stamp else 0) as facts:
            try:
                entry = self._as_given(
                    self.cleaner.article(path, stamp, keep=self.can_be_sent(path))
                )
                facts |= {"encoding": entry.encoding, "paragraphs": len(entry.paragraphs)}
                facts["removed"] = len(entry.removed)
            except PageError as error:
                entry = Unreadable(path, error.reason)
                facts["unreadable"] = error.reason
        if remember:
            self.take(path, stamp, entry)
        return entry

    def _article_of(self, page: Page) -> Article:
        return self._as_given(self.cleaner.article_in(page))

    def _as_given(self, article: Article) -> Article:
        # Not needed before a page is read.
        from tui.corpus.beside import with_what_is_beside

        article = with_what_is_beside(article)
        is_original = self.pages.is_original(article.file)
        return replace(article, original=True) if is_original else article

    def _known(self, path: str, stamp: Stamp | None) -> LibraryEntry | None:
        """What is in memory of a path, while its file has not changed."""
        if path in self.pages.faults:
            return self.pages.faults[path]
        with self._lock:
            known = self._read.get(path)
        return known[1] if known is not None and known[0] == stamp is not None else None

    def take(self, path: str, stamp: Stamp | None, entry: LibraryEntry) -> None:
        """Remember what was read of a path, and the stamp that its file had before."""
        with self._lock:
            self._read[path] = (stamp, entry)

    def page_stamp(self, file: str) -> Stamp | None:
        """The stamp that a file had when it was seen to be a page itself; None where it was not."""
        return self.pages.held.page_stamp(file)

    def take_for_page(self, file: str, stamp: Stamp) -> None:
        """Remember that a file is one page, as another process has found out."""
        self.pages.held.take_for_page(file, stamp)

    def trace(self, path: str) -> list[LineTrace] | Unreadable:
        """Find out what the rules do to each line of a page.

        Args:
            path: One of `paths`, or another one.

        Returns:
            A trace for each paragraph of the page, or why there is none.
        """
        from tui.text.page.model import PageError

        if path in self.pages.faults:
            return self.pages.faults[path]
        try:
            with log.step("trace", path=path):
                return self.cleaner.trace(path, self.pages.stamp(path))
        except PageError as error:
            return Unreadable(path, error.reason)

    @property
    def has_rules(self) -> bool:
        """Whether rules are run; without them every page is taken as it is."""
        return self._rules

    @property
    def without(self) -> frozenset[str]:
        """The names of the chrome rules that are left out."""
        return self._without

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
        from tui.text.page.model import PageError

        try:
            return self.cleaner.article_without(path, self.pages.stamp(path), without, settings)
        except PageError as error:
            return Unreadable(path, error.reason)

    def page(self, path: str) -> Page:
        """Read a page as it was saved.

        Args:
            path: One of `paths`, or another one.

        Raises:
            PageError: The page cannot be read.
        """
        return self.pages.page(path, self.settings)

    def can_be_sent(self, path: str) -> bool:
        """Whether another process can read a path as well, and what it makes be kept."""
        return self.pages.can_be_sent(path, self.settings)

    def entries_in(
        self, file: str, *, remember: bool = True, share: SharesParts | None = None
    ) -> Iterator[LibraryEntry]:
        """The entries of a file, several where it holds several articles, as they are read.

        Args:
            file: One of `paths`.
            remember: False forgets each again, so that any number can be read one by one.
            share: Has its parts made articles by other processes.
        """
        stamp, archive = self.pages.stamp(file), self.pages.several_in(file, self.settings)
        if archive is None:
            yield self.pages.held.noted(file, self.read(file, remember=remember))
            return
        paths = self.pages.held.known(file, stamp)
        known = [self._read[path][1] for path in paths if path in self._read]
        if known and len(known) == len(paths):
            yield from known
            return
        for entry in self.pages.held.entries(
            archive, stamp, self._article_of, remember=remember, share=share
        ):
            if remember:
                with self._lock:
                    self._read[entry.path] = (stamp, entry)
            yield entry

    def articles_of(self, file: str, parts: Sequence[Part]) -> list[LibraryEntry]:
        """The articles that some parts of a file are, which another process has read.

        Raises:
            PageError: The file is no longer what it was.
        """
        from tui.corpus.parts import article_in
        from tui.text.page.model import PageError

        archive = self.pages.several_in(file, self.settings)
        if archive is None:
            raise PageError(file, "has changed")
        return [article_in(archive, part, self._article_of) for part in parts]

    @property
    def cleaner(self) -> Cleaner:
        """What makes articles of the pages, as they and the settings are now."""
        # Here, so that a library that reads no page, as at the start, loads nothing for it.
        from tui.corpus.cleaner import Cleaner

        settings = self.settings
        with self._lock:
            if self._made is None:
                self._made = Cleaner(
                    self.pages.paths,
                    settings,
                    self.page,
                    self._looked,
                    rules=self._rules,
                    without=self._without,
                    keeps=self.keeps,
                )
            return self._made

    def _looked(self, paths: Sequence[str]) -> list[Page | None] | None:
        """Pages as other processes have read them for their lines; None where none do."""
        return None if self._ahead is None else self._ahead.look(paths)

    def missing(self) -> list[Unreadable]:
        """The paths that are seen to give no article without reading a file."""
        absent = (
            path
            for path in self.pages.paths
            if path in self.pages.faults or not self.pages.is_there(path)
        )
        return [entry for path in absent if isinstance(entry := self.read(path), Unreadable)]

    def entries(self, *, remember: bool = True) -> Iterator[LibraryEntry]:
        """Every entry in order, further savings of one too, with those to come read ahead.

        Args:
            remember: False forgets them again, so that any number can be read.
        """
        from tui.corpus.readers import ReadingAhead

        self._ahead = ahead = ReadingAhead(self, self.processes)
        try:
            yield from ahead.entries(self.pages.paths, remember=remember)
        finally:
            ahead.close()
            self._ahead = None
            if self._made is not None:
                self._made.tidy()

    def at_hand(self, path: str, *, remember: bool = True) -> LibraryEntry | None:
        """An article that was read before, in this run or another; None where it is to be read."""
        stamp = self.pages.stamp(path)
        known = self._known(path, stamp)
        if known is not None or not self.pages.is_whole_file(path):
            return known
        from tui.text.page.model import PageError

        article = None
        with log.step("recall", path=path) as facts, contextlib.suppress(PageError):
            article = self.cleaner.recalled(path)
            facts["kept"] = article is not None
        known = article and self._as_given(article)
        if known is not None and remember:
            self.take(path, stamp, known)
        return known

    def articles(self) -> Iterator[Article]:
        """Every article once, in order; all are read first, what is unreadable is left out."""
        from tui.corpus.copies import once

        return (entry for entry in once(self.entries()) if isinstance(entry, Article))

    def kept_comparisons(self, number: int) -> KeptComparisons | None:
        """What was found out about pairs in other runs; None where nothing is to be kept.

        Args:
            number: Of how many articles: a few are compared again as quickly.
        """
        # Not needed by a library that compares no such number.
        from tui.corpus.kept import MANY_COMPARED, KeptComparisons, is_switched_off

        if number < MANY_COMPARED or not self.keeps or is_switched_off():
            return None
        return KeptComparisons(self.settings, self.choices)

    def align(self, left: Article, right: Article, *, side_by_side: bool = False) -> Alignment:
        """Align two articles, or take their alignment from memory.

        Returns:
            Their alignment; the same object for the same content under the same paths, as
            long as the reader decides nothing new about them.
        """
        choices: Choices | None = None if self.choices is None else self.choices.of(left, right)
        key = (left.path, left.sha256, right.path, right.sha256, choices or None, side_by_side)
        with self._lock:
            known = self._alignments.get(key)
            if known is not None:
                self._alignments.move_to_end(key)
                return known
        from tui.text import align

        with log.step("align", left=left.path, right=right.path) as facts:
            alignment = align(left, right, self.settings, choices, side_by_side=side_by_side)
            facts["links"] = len(alignment.links)
        with self._lock:
            self._alignments[key] = alignment
            while len(self._alignments) > MOST_ALIGNMENTS:
                self._alignments.popitem(last=False)
        return alignment


def side_by_side(library: Library, left: Article, right: Article) -> Alignment:
    """Align two articles that a reader compares.

    Returns:
        What `Library.align` returns; but reports with the same sentences keep their links, even
        where it can't be told whether they are on one event.
    """
    alignment = library.align(left, right)
    return library.align(left, right, side_by_side=True) if alignment.withdrawn else alignment


_NEW: dict[str, Callable[[], object]] = {
    "_made": lambda: None,
    "_ahead": lambda: None,
    "_alignments": OrderedDict,
    "runs": Remembered,
}
"""What a copy of a library begins with anew."""


class GivenLibrary(Library):
    """Articles that are given, such as those of a group; their pages are read where they are."""

    def __init__(self, articles: Sequence[Article], config: Settings) -> None:
        self._own = {article.path: article for article in articles}
        super().__init__((), config)
        # What is given does not change while it is looked at.
        self.pages = Pages((), found=FoundFiles(tuple(self._own), {}, ()))

    def count_files(self, paths: Iterable[str]) -> int:
        """Each article counts, as one file may hold them all."""
        return len(set(paths))

    def missing(self) -> list[Unreadable]:
        """Nothing is: all of them are given."""
        return []

    def read(self, path: str, *, remember: bool = True) -> LibraryEntry:
        """An article as it was given."""
        own = self._own.get(path)
        return super().read(path, remember=remember) if own is None else own
