"""Files as a set of pages: which there are, whether one has changed, what each is called.

Which files of a folder are pages is told by their names alone, so that a folder of thousands is
listed at once; what the program has written itself is known by a mark at its start and left
out. A stamp says without reading whether a file is still the one that was read. Short names are
the shortest that tell the files of a set apart, for sentences and headings.
"""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui.files.names import composed, folded_name, on_disk
from tui.text.archive.readers import ENDINGS
from tui.text.inert import inert
from tui.text.page.names import (
    BY_ENDING,
    PACKED,
    USUAL_ENDINGS,
    ending_of,
    is_own_name,
    is_own_report,
    is_page_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.text.archive.settings import ArchiveSettings


STANDARD_INPUT = "-"
"""The path that stands for what is piped in."""


_SAVED_WITH = ("_files", "_file", ".files", "-Dateien", "_fichiers", "_archivos", "_ficheiros",
    "_arquivos", "_bestanden", "-filer", "_pliki", "_soubory", "-file", "_elemei")  # fmt: skip
"""What browsers add to a page's name for the folder of its pictures and scripts."""


_HTML = (".html", ".htm", ".xhtml")


OWN_REPORT = "is a report written by compare; name the pages it covers"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no article, and why, for a person to read."""

    path: str
    reason: str


class FoundFiles(NamedTuple):
    """What stands under some paths.

    Attributes:
        paths: The pages in the order in which they are listed, each once, and what of the paths
            gives none.
        faults: What is wrong with those among them that are folders without pages or that
            cannot be listed.
        folders: The folders that were looked through.
        reports: The files among the pages that are reports which the program has written; they
            are left out.
        passed_over: How many files of folders were passed over as no pages, by their ending.
    """

    paths: tuple[str, ...]
    faults: dict[str, Unreadable]
    folders: tuple[str, ...]
    reports: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = MappingProxyType({})


class Patterns:
    """Which files of a folder are pages, by patterns as in `.gitignore`."""

    def __init__(
        self,
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
        archives: ArchiveSettings | None = None,
    ) -> None:
        """Take the patterns.

        Args:
            include: Patterns of the files to take, whatever their names end in; without any,
                those with the ending of a page.
            exclude: Patterns of the files and folders to leave out.
            archives: How files that hold several articles are read; without it, they are no
                pages.
        """
        self._archives = archives
        self._include = _matcher(tuple(include))
        self._exclude = _matcher(tuple(exclude))
        self._spelled = _spelling(sys.platform)

    def has_file(self, below: str) -> bool:
        """Whether a file is taken.

        Args:
            below: Its path below the folder that is read, with `/` between its parts.
        """
        spelled = self._spelled(below)
        named = is_page_name if self._archives is None else is_listed_name
        taken = self._include(spelled) if self._include else named(below)
        if is_own_name(below):
            return False
        return taken and not (self._exclude and self._exclude(spelled))

    def is_wanted(self, below: str) -> bool:
        """Whether a file that is not taken is missed: nobody has left it out by a pattern.

        Args:
            below: Its path below the folder that is read, with `/` between its parts.
        """
        left_out = self._exclude is not None and self._exclude(self._spelled(below))
        is_own = is_own_name(below) or below.rpartition("/")[2] == "config.yaml"
        return not (self._include or left_out or is_own)

    def leaves_out(self, below: str) -> bool:
        """Whether a file that a pattern kept from being taken would be taken without any."""
        return is_listed_name(below) and not (is_own_name(below) or self.has_file(below))

    def holds_articles(self, path: str) -> bool:
        """Whether a file of a folder holds articles, where its name leaves that open."""
        name_says = self._archives is None or self._include or ending_of(path) not in ENDINGS
        if name_says or self._archives is None:
            return True
        # Not needed where there are pages alone.
        from tui.text.archive.open import holds_articles

        return holds_articles(path, self._archives)

    def has_folder(self, below: str) -> bool:
        """Whether a folder is read.

        Args:
            below: Its path below the folder that is read, with `/` between its parts.
        """
        return not (self._exclude and self._exclude(f"{self._spelled(below)}/"))


def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool] | None:
    if not patterns:
        return None
    # Few give patterns, and those who do not need not wait for what reads them.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(map(_spelling(sys.platform), patterns)).match_file


def _spelling(system: str) -> Callable[[str], str]:
    """How names and patterns are spelled to be compared: as the system takes names for equal."""
    return folded_name if system in ("win32", "darwin") else composed


def find(given: Iterable[str], patterns: Patterns | None = None) -> FoundFiles:
    """Find the pages under some paths.

    Args:
        given: Files and folders. Of a folder, its pages and those of the folders in it are
            taken, by name, also through links, unless one leads to what the folder itself is
            in; a file that is named itself is taken whatever it is called.
            Reports that the program has written are left out.
        patterns: Which files of a folder are pages.

    Returns:
        The pages, and the folders that were looked through.
    """
    search = _Search(patterns or Patterns())
    pages_by_name: dict[str, str] = {}
    once = _Once()
    # Not with pathlib, here and below: it raises where a name is longer than a name can be.
    for path in _as_meant(given, sys.platform):
        for page in search.pages_of(path) if os.path.isdir(path) else search.file(path):  # noqa: PTH112
            if once.is_new(name := os.path.normpath(page)):
                pages_by_name[name] = page
    if not pages_by_name:
        # Nothing but reports was named.
        for path in search.reports:
            pages_by_name[path] = path
            search.faults[path] = Unreadable(path, OWN_REPORT)
        search.reports.clear()
    return FoundFiles(
        tuple(pages_by_name.values()),
        search.faults,
        tuple(search.folders),
        tuple(search.reports),
        search.passed_over,
    )


class _Once:
    """Tells a file that comes again, also under a name with other capitals or accents."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._first: dict[str, str] = {}
        self._files: dict[str, set[tuple[int, int] | None]] = {}

    def is_new(self, name: str) -> bool:
        """Whether a file has not come yet; its normal path says which it is."""
        if name in self._names:
            return False
        self._names.add(name)
        spelled = folded_name(name)
        first = self._first.setdefault(spelled, name)
        if first == name:
            return True
        # Most systems tell some names apart that look alike, so the disk is asked.
        files = self._files.setdefault(spelled, {_file_of(first)})
        file = _file_of(name)
        if file is not None and file in files:
            return False
        files.add(file)
        return True


def _file_of(path: str) -> tuple[int, int] | None:
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino)


def _as_meant(given: Iterable[str], system: str) -> Iterator[str]:
    """The paths that were given, with what the shells of Windows leave to the program."""
    for path in given:
        if system != "win32":
            yield path
            continue
        # What ends in a backslash between quotation marks comes with the second mark on Windows.
        meant = path.removesuffix('"') or path
        # The shells of other systems have done this already.
        named = not glob.has_magic(meant) or os.path.lexists(meant)
        yield from ([] if named else sorted(glob.glob(meant, recursive=True))) or [meant]  # noqa: PTH207


def is_listed_name(name: str) -> bool:
    """Whether a file of this name may be a page, or hold several articles."""
    return is_page_name(name) or (ending_of(name) in ENDINGS and not is_own_name(name))


NO_PAGES = (
    "has no pages, documents, tables or archives that can be read; save pages "
    f"({USUAL_ENDINGS}) there, or name another folder"
)
"""What is said of a folder without any."""


LEFT_OUT = "has pages, but --include, --exclude or the configuration leave all of them out"
"""What is said of a folder whose pages nobody wants."""


IS_INDEX = (
    "is an index; open it with `compare INDEX`, search it with `compare find TEXT INDEX`, or "
    "report on one of its groups with `compare report INDEX --cluster ID`"
)
"""What is said of an index where pages are asked for."""


class _Search:
    """Looks through folders, and notes what is wrong with them."""

    def __init__(self, patterns: Patterns) -> None:
        self.passed_over: Counter[str] = Counter()
        self.faults: dict[str, Unreadable] = {}
        self.folders: list[str] = []
        self.reports: list[str] = []
        self._patterns = patterns
        self._left_out = False
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
        self._left_out = False
        for page in self._below(folder):
            empty = False
            yield page
        if empty:
            yield self._fault(folder, LEFT_OUT if self._left_out else NO_PAGES)

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
            if below and _leads_out(path, folder):
                continue
            try:
                if (where := _identity(path)) in self._seen:
                    # A link led back, or to a folder that another path leads to.
                    continue
                self._seen.add(where)
                files, folders = _listed(path)
            except OSError as error:
                yield self._fault(path, _unlisted(error))
                continue
            if INDEX_FILE in files and _is_index(path):
                yield from () if below else (self._fault(path, IS_INDEX),)
                continue
            self.folders.append(path)
            for name in files:
                file = _join(path, name)
                taken = self._patterns.has_file(below + name)
                if taken and (self._patterns.holds_articles(file) or is_own_report(file)):
                    yield from self.file(file)
                elif self._patterns.is_wanted(below + name):
                    self.passed_over[PurePath(name).suffix.lower() or name] += 1
                elif self._patterns.leaves_out(below + name):
                    self._left_out = True
            pending += [
                (_join(path, name), f"{below}{name}/")
                for name in reversed(folders)
                if self._patterns.has_folder(below + name)
            ]

    def _fault(self, path: str, reason: str) -> str:
        self.faults[path] = Unreadable(path, reason)
        return path


INDEX_FILE = "about.json"
"""What every index has in it."""


def _is_index(folder: str) -> bool:
    """Whether a folder is an index, whose tables are no pages."""
    from tui.corpus.index import is_index

    return is_index(folder)


def _leads_out(path: str, folder: str) -> bool:
    """Whether a link leads to what the folder itself is in, as /proc/self/root to the disk."""
    if not os.path.islink(path):  # noqa: PTH114 - as in `find`
        return False
    target, given = os.path.realpath(path), os.path.realpath(folder)
    return given != target and given.startswith(os.path.join(target, ""))  # noqa: PTH118


def _unlisted(error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "is no longer a folder; check whether it was moved or deleted"
        case PermissionError():
            return f"cannot be listed ({error.strerror}); check its permissions"
        case _:
            return f"cannot be listed ({error.strerror})"


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
    status = os.stat(folder)  # noqa: PTH116
    return (status.st_dev, status.st_ino)


def _join(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)  # noqa: PTH118


def pages_in(folder: str, patterns: Patterns | None = None) -> list[str]:
    """The pages that stand in a folder itself.

    Args:
        folder: A folder that is there.

    Returns:
        Their paths below the folder as given, sorted by name; hidden files are left out.

    Raises:
        OSError: The folder cannot be listed.
    """
    patterns = patterns or Patterns()
    files = (_join(folder, name) for name in _listed(folder)[0] if patterns.has_file(name))
    return [file for file in files if patterns.holds_articles(file)]


def configured_paths(articles: Iterable[str]) -> list[str]:
    """What a configuration's `articles` come to on this machine.

    Returns:
        The files and folders that are there, in order; none where nothing is.
    """
    paths: list[str] = []
    for entry in articles:
        if os.path.lexists(spelled := on_disk(entry)):
            paths.append(spelled)
        elif glob.has_magic(entry):
            paths += sorted(glob.glob(entry, recursive=True))  # noqa: PTH207
    return paths


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A looping link; reading it will say so.
        return False


Stamp: TypeAlias = tuple[int, int, int, int, int]
"""When a file's content was last changed (nanoseconds), its size in bytes, its number on the disk,
the disk's own, and when anything about it was changed: what writes a page can set the first of
these back, but not the last."""


def stamp_of(path: str) -> Stamp | None:
    """What tells that a file has changed.

    Returns:
        Its stamp; None where there is no file.
    """
    try:
        # Asked several times of each page: a path as an object takes longer than the disk.
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return (
        status.st_mtime_ns,
        status.st_size,
        status.st_ino,
        status.st_dev,
        status.st_ctime_ns,
    )


_PART = re.compile(r"(?s)(.+\.\w+)#([1-9]\d*)")
"""An article in a file that holds several."""


_NUMBERED = re.compile(r"\d{1,6}(?=[-_ ]|\.(?!\d))")
"""A number that a name begins with, if it is not the first of an address or a date."""


_HASH = re.compile(r"[-_. ](?=[0-9a-f]*[0-9])[0-9a-f]{8,64}$")


def strangers_said(passed_over: Mapping[str, int]) -> str:
    """Files that are no pages, in words: how many, and of which endings; inert."""
    count = sum(passed_over.values())
    kinds = ", ".join(f"{inert(ending)} {passed_over[ending]}" for ending in sorted(passed_over))
    files = "1 file (not a page" if count == 1 else f"{count} files (not pages"
    return f"{files}: {kinds})"


def holding_file(path: str) -> str:
    """The file of an article, which may hold several."""
    found = _PART.fullmatch(path) if "#" in path else None
    return found[1] if found else path


def short_names(paths: Sequence[str]) -> list[str]:
    """Name files by what tells them apart.

    A number that the file name begins with is enough, or the name without a hash at its end;
    an article in a file that holds several has its number after that. Where two files would be
    called the same, they keep their whole names, then their folders.

    Returns:
        An inert name for each path, all different unless two paths are equal.
    """
    parts = {path: part for path in paths if "#" in path and (part := _PART.fullmatch(path))}
    if parts:
        files = list(dict.fromkeys(parts[path][1] if path in parts else path for path in paths))
        called = dict(zip(files, short_names(files), strict=True))
        return [
            f"{called[parts[path][1]]}#{parts[path][2]}" if path in parts else called[path]
            for path in paths
        ]
    shown = [composed(path) for path in paths]
    # Two files may differ in nothing but how their accents are written.
    paths = shown if len(set(shown)) == len(set(paths)) else paths
    stems = [_stem(path) or path for path in paths]
    plain = [_HASH.sub("", stem) or stem for stem in stems]
    for names in ([_number(stem) or stem for stem in plain], plain, stems):
        if len(set(names)) == len(names):
            return [inert(name) for name in names]
    count = Counter(stems)
    return [
        inert(stem if count[stem] == 1 else str(PurePath(path).with_suffix("")))
        for stem, path in zip(stems, paths, strict=True)
    ]


def _stem(path: str) -> str:
    """A file's name without its ending; of a compressed page, without both."""
    stem = PurePath(path).stem
    packed = path.lower().endswith(PACKED) and ending_of(path) in BY_ENDING
    return PurePath(stem).stem if packed else stem


def _number(stem: str) -> str:
    """The number that a name begins with, or nothing."""
    match = _NUMBERED.match(stem)
    return match[0] if match else ""
