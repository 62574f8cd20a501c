"""The pages under some paths: which there are, which are originals, and what their bytes hold.

A page is named by its path; one of several articles in a file by the file's path, `#` and a
number. What is asked for may also have been supplied as bytes, such as what is piped in.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui.corpus.files import FoundFiles, Patterns, configured_paths, find, stamp_of
from tui.corpus.parts import HeldArticles
from tui.files.names import known_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui.corpus.files import Stamp, Unreadable
    from tui.corpus.parts import Ranges
    from tui.corpus.settings import Settings
    from tui.text.archive.open import Archive
    from tui.text.page.model import Page


MANY_FOR_MEMORY, MUCH_FOR_MEMORY = 20_000, 200_000_000
"""Articles, and bytes, from which on an index is better than keeping all in memory: each takes
some 60 KB by the time that its story is known."""


MANY_SAID = (
    f"Here every article is kept in memory. For more than {MANY_FOR_MEMORY:,} of them, or "
    f"{MUCH_FOR_MEMORY // 1_000_000} MB, use `compare index`, then `compare cluster`, which need "
    "little memory however many there are."
)


def too_many_for_memory(articles: int) -> bool:
    """Whether so many articles are for an index."""
    return articles > MANY_FOR_MEMORY


_FEW_FILES = 1000
"""Files whose sizes are looked at: so much in more of them is hardly all text."""


class Pages:
    """The pages under some paths, as they were when `find` last looked.

    Attributes:
        given: The files and folders that were asked for.
        held: What is known of the files that hold several articles.
    """

    def __init__(
        self,
        given: Iterable[str | os.PathLike[str]],
        *,
        originals: bool = False,
        parts: Ranges = (),
        found: FoundFiles | None = None,
    ) -> None:
        """Look for nothing yet.

        Args:
            originals: Whether the settings' originals are among the pages, and known as such.
            parts: Which parts of files that hold several are read; without any, all.
            found: The pages, where they are known and stay what they are.
        """
        self.given = tuple(os.fspath(path) for path in given)
        self.held = HeldArticles(parts)
        self._takes_originals = originals
        self._is_fixed = found is not None
        self._found = FoundFiles((), {}, ()) if found is None else found
        self._originals: frozenset[str] = frozenset()
        self._supplied: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._found.paths)

    def find(self, settings: Settings) -> None:
        """Look for the pages, and for those of them that are originals."""
        if self._is_fixed:
            return
        patterns = _patterns(settings)
        originals = configured_paths(settings.originals) if self._takes_originals else []
        self._found = find((*self.given, *originals), patterns)
        self.held.strangers = self._found.passed_over
        # One file may be named in several ways.
        files = find(originals, patterns).paths if originals else ()
        self._originals = frozenset(map(_file_of, files))

    def reconfigure(self, settings: Settings) -> None:
        """Look for originals where other settings have them; files are read otherwise now."""
        if self._takes_originals:
            self.find(settings)
        self.held.forget()

    def without_supplies(self) -> Pages:
        """A copy that knows only what stands in files, for another process."""
        copy = object.__new__(Pages)
        vars(copy).update(vars(self), _supplied={})
        return copy

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of all entries, in the order in which they are listed."""
        return self._found.paths

    @property
    def faults(self) -> Mapping[str, Unreadable]:
        """The paths that lead to no page, with the reason."""
        return self._found.faults

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that were looked through for pages."""
        return self._found.folders

    @property
    def reports(self) -> tuple[str, ...]:
        """The files that were left out as reports which the program has written."""
        return self._found.reports

    def size(self) -> int:
        """Bytes of all files together; what cannot be read counts nothing."""
        # Of a file that holds several of them, each has the size of the whole.
        files = {self._parted(path)[0] for path in self.paths}
        stamps = map(self.stamp, files)
        return sum(stamp[1] for stamp in stamps if stamp is not None)

    def are_many(self) -> bool:
        """Whether they are more than memory is for, as far as that shows before they are read."""
        return too_many_for_memory(len(self)) or (
            len(self) <= _FEW_FILES and self.size() > MUCH_FOR_MEMORY
        )

    def supply(self, path: str, data: bytes) -> None:
        """Give the bytes of a path that is no file; they are read when it is asked for."""
        self._supplied[path] = data

    def is_there(self, path: str) -> bool:
        """Whether a path leads to something, be it readable or not."""
        return path in self._supplied or os.path.lexists(path)

    def is_page(self, path: str) -> bool:
        """Whether a path leads to one of the pages."""
        there = stamp_of(path)
        # A file can be deleted between two looks at it.
        with contextlib.suppress(OSError):
            return there is not None and any(
                stamp_of(page) == there and Path(page).samefile(path) for page in self.paths
            )
        return False

    def is_original(self, file: str) -> bool:
        """Whether a file is one of those that the settings name as originals."""
        return bool(self._originals) and _file_of(file) in self._originals

    def would_list(self, path: str, settings: Settings) -> bool:
        """Whether a file of this path, if it were written, would be taken for a page.

        That is, whether it would stand in a folder that is read or beside a page, and have
        the name of one.
        """
        folder = os.path.realpath(os.path.dirname(path) or ".")  # noqa: PTH120
        read = {*self.folders, *(os.path.dirname(page) or "." for page in self.paths)}  # noqa: PTH120
        if known_as(folder) not in (known_as(os.path.realpath(one)) for one in read):
            return False
        return _patterns(settings).has_file(os.path.basename(path))  # noqa: PTH119

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a page's file; None where there is no such file."""
        file = self._parted(path)[0]
        data = self._supplied.get(file)
        return stamp_of(file) if data is None else (0, len(data), 0, 0, 0)

    def page(self, path: str, settings: Settings) -> Page:
        """Read a page as it was saved.

        Args:
            path: One of `paths`, or another one.

        Raises:
            PageError: The page cannot be read.
        """
        from tui.text.page.model import PageError, too_large
        from tui.text.page.read import page_from_bytes, read_page

        file, number = self._parted(path)
        if (archive := self._archive(file, settings)) is not None:
            return archive.page_at(number)
        most_bytes = settings.pages.most_bytes
        data = self._supplied.get(path)
        if data is None:
            return read_page(path, most_bytes)
        if len(data) > most_bytes:
            raise PageError(path, too_large(len(data), most_bytes))
        return page_from_bytes(data, path, most_bytes)

    def several_in(self, file: str, settings: Settings) -> Archive | None:
        """What reads a file where it holds several articles; it is looked into."""
        from tui.text.page.model import PageError

        # What is wrong with a page is said when it is read.
        with contextlib.suppress(PageError):
            archive = None if file in self.faults else self._archive(file, settings)
            return None if archive is None or archive.reader.holds_one else archive
        return None

    def can_be_sent(self, path: str, settings: Settings) -> bool:
        """Whether another process can read a path as well, and what it makes be kept."""
        return self.is_whole_file(path) and self.several_in(path, settings) is None

    def is_whole_file(self, path: str) -> bool:
        """Whether a path names a file, rather than a part of one or what was piped in."""
        file, number = self._parted(path)
        return file not in self._supplied and number is None

    def _parted(self, path: str) -> tuple[str, int | None]:
        """The file that a path names, and the number of the part in it, if it names one."""
        if "#" not in path:
            return path, None
        # Not needed before a page is read.
        from tui.text.archive.open import parted

        return parted(path, self._supplied)

    def _archive(self, file: str, settings: Settings) -> Archive | None:
        """The file with what reads it where it holds articles, else None."""
        data = self._supplied.get(file)
        return self.held.archive(file, self.stamp(file), settings.archives, data)


def _file_of(path: str) -> str:
    """One name for a file, however it is written."""
    return known_as(os.path.realpath(path))


def _patterns(settings: Settings) -> Patterns:
    return Patterns(settings.pages.include, settings.pages.exclude, settings.archives)
