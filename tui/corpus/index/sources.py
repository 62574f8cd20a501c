"""The articles under some paths before they are cleaned: pages, and parts of files of many.

Files of many articles are gone through once, and what they hold is handed out as it comes, so
that memory stays bounded however large they are.
"""

from __future__ import annotations

import hashlib
import heapq
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.corpus.files import Unreadable
from tui.corpus.parts import Tally
from tui.text.archive.model import Part, Source
from tui.text.archive.open import Archive, open_archive, read_page_at
from tui.text.page.model import Page, PageError
from tui.text.page.read import open_file, read_page

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from tui.corpus.settings import Settings
    from tui.text.archive.settings import ArchiveSettings
    from tui.text.model import PlaceKind


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """An article before it is read.

    Attributes:
        path: Its file.
        sha256: The hash of the file's bytes, or of what its part holds.
        part: The part of a file of many that it is; None where the file is one page.
        places: What the places in such a file are.
        is_page: Whether the file is known to be a page like any other, which no reader takes.
    """

    path: str
    sha256: str
    part: Part | None = None
    places: PlaceKind = "line"
    is_page: bool = False

    @property
    def key(self) -> int:
        """What tells it from all others: the same text under several paths is one article."""
        return int(self.sha256[:16], 16) - (1 << 63)

    @property
    def beside(self) -> str:
        """Where the pages are that may have lines in common with it: its folder, or its file."""
        return folder_of(self.path) if self.part is None else self.path

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        content = None if self.part is None else self.part.content
        return len(content) if isinstance(content, str | bytes) else 0

    def page(self, settings: Settings) -> Page:
        """The page that it is.

        Raises:
            PageError: It cannot be read.
        """
        most_bytes = settings.archives.most_bytes
        if self.part is not None:
            page = self._page_of(self.part, most_bytes)
        elif not self.is_page or (page := read_page(self.path, most_bytes)).sha256 != self.sha256:
            # Unless it is the file that was looked into, it may be anything by now.
            page = read_page_at(self.path, settings.archives)
        return page if page.sha256 == self.sha256 else replace(page, sha256=self.sha256)

    def _page_of(self, part: Part, most_bytes: int) -> Page:
        from tui.text.archive.page import page_of

        path = f"{self.path}#{part.number}"
        try:
            return page_of(part, path, self.places, most_bytes)
        except PageError as error:
            where = f"{self.places} {part.at} " if part.at else ""
            raise PageError(path, f"{where}{error.reason}") from error


def folder_of(path: str) -> str:
    """The folder that a page stands in."""
    return os.path.dirname(path)  # noqa: PTH120


def page_or_archive(path: str, settings: ArchiveSettings) -> ArticleSource | Archive:
    """What a file is: a page of its own, or one that holds several.

    Raises:
        PageError: It cannot be read.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        raise PageError(path, _of_name(path)) from None
    archive = open_archive(path, settings)
    if archive is not None and not archive.reader.holds_one:
        return archive
    digest = hashlib.sha256()
    try:
        # A pipe, too, may have the name of a page.
        with open_file(path) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise PageError(path, f"cannot be read ({error.strerror})") from error
    return ArticleSource(path, digest.hexdigest(), is_page=archive is None)


def _of_name(path: str) -> str:
    """Why a name cannot be kept as text."""
    try:
        os.fsencode(path).decode()
    except UnicodeError:
        return "has a name that is not UTF-8; rename it"
    return "has a name in UTF-8, which is not this locale's encoding; set PYTHONUTF8=1"


_CHUNK = 1 << 20


class HeldSources:
    """The articles in files of many, one by one.

    Attributes:
        found: How many there have been so far.
    """

    def __init__(self, archives: Sequence[Archive]) -> None:
        """Take the files; none is read yet."""
        self._archives = archives
        self._bytes = [_bytes_of(archive.source.path) for archive in archives]
        self._at = 0
        self._watched: _WatchedFile | None = None
        self.found = 0

    def __iter__(self) -> Iterator[ArticleSource | Unreadable]:
        for at, archive in enumerate(self._archives):
            self._at = at
            path = archive.source.path
            self._watched = watched = _WatchedFile(path, archive.source.settings)
            for piece in Tally(replace(archive, source=watched)).parts():
                if isinstance(piece, Unreadable):
                    yield piece
                    continue
                self.found += 1
                yield ArticleSource(path, _hash_of(piece), piece, archive.reader.places)
        self._at, self._watched = len(self._archives), None

    @property
    def has_pages(self) -> bool:
        """Whether the file that is being gone through holds pages of sites."""
        return self._archives[self._at].reader.has_pages

    def sample(self, most: int) -> list[ArticleSource]:
        """Those with the smallest hashes in that file, which is gone through once more for it."""
        archive = self._archives[self._at]
        found = (
            ArticleSource(archive.source.path, _hash_of(piece), piece, archive.reader.places)
            for piece in Tally(archive).parts()
            if isinstance(piece, Part)
        )
        first = heapq.nsmallest(most, found, key=lambda source: source.sha256)
        return list({source.sha256: source for source in first}.values())

    @property
    def done(self) -> float:
        """How much of all files has been gone through, by their bytes, from 0 to 1."""
        now = self._watched.position if self._watched is not None else 0
        return min(1.0, (sum(self._bytes[: self._at]) + now) / max(1, sum(self._bytes)))


def _bytes_of(path: str) -> int:
    try:
        return os.path.getsize(path)  # noqa: PTH202
    except OSError:
        return 0


def _hash_of(part: Part) -> str:
    # When a web archive took a page makes no other article of it.
    said = replace(part.metadata, captured=None, unchanged=())
    return hashlib.sha256(repr((part.content, said)).encode(errors="surrogatepass")).hexdigest()


class _WatchedFile(Source):
    """A file that tells how far it has been read."""

    _file: io.BufferedReader | io.BytesIO | None = None

    def open_as_is(self) -> io.BufferedReader | io.BytesIO:
        self._file = super().open_as_is()
        return self._file

    @property
    def position(self) -> int:
        """At which byte its reader is."""
        return 0 if self._file is None or self._file.closed else self._file.tell()
