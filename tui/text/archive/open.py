"""A file that holds articles, opened: which reader it has, and its parts one by one."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.text.archive.model import Census, Part, Source, Unread
from tui.text.archive.readers import pieces_of, reader_of
from tui.text.archive.signs import is_pdf, refusal_of
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tui.text.archive.model import Piece, Reader
    from tui.text.archive.settings import ArchiveSettings
    from tui.text.page.model import Page


_PART = re.compile(r"(?s)(.+)#([1-9]\d{0,8})")


class SeveralError(PageError):
    """A file that was to be one page holds several articles."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A file that holds articles, with what reads it."""

    source: Source
    reader: Reader

    def pieces(self) -> Iterator[Piece]:
        """Go through the file from its beginning.

        Yields:
            Its parts and what could not be read, and a count where there is something to say.
        """
        yield from pieces_of(self.source, self.reader)

    def path_of(self, number: int) -> str:
        """What one of its parts is called."""
        return self.source.path if self.reader.holds_one else f"{self.source.path}#{number}"

    def page(self, part: Part) -> Page:
        """Make a page of one of its parts.

        Raises:
            PageError: There is nothing to read in it.
        """
        from tui.text.archive.page import page_of

        most = self.source.settings.most_bytes
        page = page_of(part, self.path_of(part.number), self.reader.places, most)
        if self.reader.holds_one:
            from dataclasses import replace

            return replace(page, part=None)
        return page

    def page_at(self, number: int | None) -> Page:
        """The page of the part with a number, or of the only part there is.

        Raises:
            PageError: There is no such part, it cannot be read, or there are several.
        """
        path = self.source.path
        pieces: list[Part | Unread] = []
        count = 0
        for piece in self.pieces():
            if isinstance(piece, Census):
                if piece.broken and not pieces:
                    raise PageError(path, piece.broken)
                continue
            count += 1
            if number == piece.number or (number is None and not pieces):
                pieces.append(piece)
            if number == piece.number or (count > MANY_PARTS and number is None):
                break
        if not pieces:
            if number is None:
                raise PageError(path, "holds no article")
            raise PageError(
                self.path_of(number), f"is not there; {path} holds {articles_said(count)}"
            )
        if number is None and count > 1:
            many = f"more than {MANY_PARTS}" if count > MANY_PARTS else str(count)
            raise SeveralError(path, f"holds {many} articles; name one of them, such as {path}#1")
        if isinstance(pieces[0], Unread):
            raise PageError(self.path_of(pieces[0].number), pieces[0].reason)
        return self.page(pieces[0])


MANY_PARTS = 1000
"""Parts from which on it is only said that there are more."""


def articles_said(count: int) -> str:
    """How many articles there are, in words."""
    return "1 article" if count == 1 else f"{count} articles"


def open_archive(path: str, settings: ArchiveSettings, data: bytes | None = None) -> Archive | None:
    """Open a file that holds articles.

    Args:
        data: Its bytes, where it is no file.

    Returns:
        The file with what reads it; None where it is a page like any other.

    Raises:
        PageError: It is no page, and nothing reads it.
    """
    source = Source(path, settings, data)
    reader = reader_of(source) if source.head else None
    if reader is None and (refused := refusal_of(source)) is not None:
        raise PageError(path, refused)
    return None if reader is None else Archive(source, reader)


def read_page_at(path: str, settings: ArchiveSettings) -> Page:
    """Read a saved page, or the article in a file that holds several that a path names.

    Raises:
        PageError: It cannot be read, or the path names a file that holds several.
    """
    file, number = parted(path)
    archive = open_archive(file, settings)
    if archive is not None:
        return archive.page_at(number)
    from tui.text.page.read import read_page

    return read_page(path, settings.most_bytes)


def holds_articles(path: str, settings: ArchiveSettings) -> bool:
    """Whether a file of a folder, which has the name of such files, holds articles."""
    source = Source(path, settings)
    if is_pdf(source):
        # It is one article or several, for which it would have to be read.
        return True
    reader = reader_of(source)
    return reader is not None and (reader.holds_one or reader.holds is None or reader.holds(source))


def parted(path: str, known: Collection[str] = ()) -> tuple[str, int | None]:
    """Take the number of a part off a path; a file that is called so wins.

    Args:
        known: What is to be taken for files, though it is none.

    Returns:
        The file, and the number of the part in it, if the path names one.
    """
    match = _PART.fullmatch(path)
    if match is None or path in known or os.path.lexists(path):
        return path, None
    if match[1] not in known and not os.path.isfile(match[1]):  # noqa: PTH113
        return path, None
    return match[1], int(match[2])
