"""Which pages stand under some paths."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.text.exports import is_own_name, is_own_report
from tui.text.formats import is_page_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STANDARD_INPUT = "-"
"""The path that stands for what is piped in."""

_SAVED_WITH = ("_files", "_file", ".files", "-Dateien", "_fichiers", "_archivos", "_ficheiros",
    "_arquivos", "_bestanden", "-filer", "_pliki", "_soubory", "-file", "_elemei")  # fmt: skip
"""What browsers add to a page's name for the folder of its pictures and scripts."""

_HTML = (".html", ".htm", ".xhtml")


OWN_REPORT = "is a report that compare has written; name the pages that it is about"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no article, and why, for a person to read."""

    path: str
    reason: str


class Found(NamedTuple):
    """What stands under some paths.

    Attributes:
        paths: The pages in the order in which they are listed, each once, and what of the paths
            gives none.
        faults: What is wrong with those among them that are folders without pages or that
            cannot be listed.
        folders: The folders that were looked through.
        reports: The files among the pages that are reports which the program has written; they
            are left out.
    """

    paths: tuple[str, ...]
    faults: dict[str, Unreadable]
    folders: tuple[str, ...]
    reports: tuple[str, ...] = ()


class Patterns:
    """Which files of a folder are pages, by patterns as in `.gitignore`."""

    def __init__(self, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> None:
        """Take the patterns.

        Args:
            include: Patterns of the files to take, whatever their names end in; without any,
                those with the ending of a page.
            exclude: Patterns of the files and folders to leave out.
        """
        self._include = _matcher(tuple(include))
        self._exclude = _matcher(tuple(exclude))

    def has_file(self, below: str) -> bool:
        """Whether a file is taken.

        Args:
            below: Its path below the folder that is read, with `/` between its parts.
        """
        taken = self._include(below) if self._include else is_page_name(below)
        if is_own_name(below):
            return False
        return taken and not (self._exclude and self._exclude(below))

    def has_folder(self, below: str) -> bool:
        """Whether a folder is read.

        Args:
            below: Its path below the folder that is read, with `/` between its parts.
        """
        return not (self._exclude and self._exclude(f"{below}/"))


def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool] | None:
    if not patterns:
        return None
    # Few give patterns, and those who do not need not wait for what reads them.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns).match_file


def find(given: Iterable[str], patterns: Patterns | None = None) -> Found:
    """Find the pages under some paths.

    Args:
        given: Files and folders. Of a folder, its pages and those of the folders in it are
            taken, by name; a file that is named itself is taken whatever it is called.
            Reports that the program has written are left out.
        patterns: Which files of a folder are pages.

    Returns:
        The pages, and the folders that were looked through.
    """
    search = _Search(patterns or Patterns())
    found: dict[str, str] = {}
    for path in given:
        for page in search.pages_of(path) if Path(path).is_dir() else search.file(path):
            found.setdefault(os.path.normpath(page), page)
    if not found:
        # Nothing but reports was named.
        for path in search.reports:
            found[path] = path
            search.faults[path] = Unreadable(path, OWN_REPORT)
        search.reports.clear()
    return Found(tuple(found.values()), search.faults, tuple(search.folders), tuple(search.reports))


class _Search:
    """Looks through folders, and notes what is wrong with them."""

    def __init__(self, patterns: Patterns) -> None:
        self.faults: dict[str, Unreadable] = {}
        self.folders: list[str] = []
        self.reports: list[str] = []
        self._patterns = patterns
        self._seen: set[tuple[int, int]] = set()

    def file(self, path: str) -> Iterator[str]:
        """A file that is named itself, unless it is a report of the program's own."""
        if is_own_report(path):
            self.reports.append(path)
        else:
            yield path

    def pages_of(self, folder: str) -> Iterator[str]:
        """The pages under a folder, or the folder itself where there are none."""
        empty = not self._was_read(folder)
        for page in self._below(folder):
            empty = False
            yield page
        if empty:
            reason = (
                "has no pages (.txt, .html, .md, .eml); save some there, or name another folder"
            )
            yield self._fault(folder, reason)

    def _was_read(self, folder: str) -> bool:
        try:
            return _identity(folder) in self._seen
        except OSError:
            return False

    def _below(self, folder: str) -> Iterator[str]:
        """The pages of a folder, then those of the folders in it; each folder is read once."""
        pending = [(folder, "")]
        while pending:
            path, below = pending.pop()
            try:
                if (where := _identity(path)) in self._seen:
                    # A link led back, or to a folder that another path leads to.
                    continue
                self._seen.add(where)
                files, folders = _listed(path)
            except OSError as error:
                yield self._fault(
                    path, f"cannot be listed ({error.strerror}); check its permissions"
                )
                continue
            self.folders.append(path)
            for name in files:
                if self._patterns.has_file(below + name):
                    yield from self.file(_join(path, name))
            pending += [
                (_join(path, name), f"{below}{name}/")
                for name in reversed(folders)
                if self._patterns.has_folder(below + name)
            ]

    def _fault(self, path: str, reason: str) -> str:
        self.faults[path] = Unreadable(path, reason)
        return path


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The names of a folder's files and of the folders in it, sorted, hidden ones left out."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                (folders if _is_folder(entry) else files).append(entry.name)
    files.sort()
    names = {name.lower() for name in files}
    return files, sorted(name for name in folders if not _is_saved_with(name, names))


def _is_saved_with(folder: str, files: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a page beside it."""
    return any(
        folder.endswith(added) and f"{folder.removesuffix(added)}{ending}".lower() in files
        for added in _SAVED_WITH
        for ending in _HTML
    )


def _identity(folder: str) -> tuple[int, int]:
    found = os.stat(folder)  # noqa: PTH116
    return (found.st_dev, found.st_ino)


def _join(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)  # noqa: PTH118


def pages_in(folder: str, patterns: Patterns | None = None) -> list[str]:
    """The pages that stand in a folder itself.

    Args:
        folder: A folder that is there.
        patterns: Which of its files are pages.

    Returns:
        Their paths below the folder as given, sorted by name; hidden files are left out.

    Raises:
        OSError: The folder cannot be listed.
    """
    patterns = patterns or Patterns()
    return [_join(folder, name) for name in _listed(folder)[0] if patterns.has_file(name)]


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
