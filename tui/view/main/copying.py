"""Copying a paragraph with its source, to the clipboard or into a file."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

import msgspec

from tui.text.exports import PASSAGES
from tui.text.inert import inert

if TYPE_CHECKING:
    import io
    from collections.abc import Sequence
    from pathlib import Path

    from tui.presentation.rows import ShownRow, Side
    from tui.text.model import Article


class Copied(msgspec.Struct, frozen=True):
    """A passage that can be copied.

    Attributes:
        words: Its text; inert.
        name: What it is called in a sentence.
        source: Where it is from; inert, and empty where that is not wanted.
    """

    words: str
    name: str
    source: str = ""

    @property
    def text(self) -> str:
        """What is copied: the words, with the source below them where it is wanted."""
        return f"{self.words}\n\n— {self.source}\n" if self.source else self.words

    def alone(self) -> Copied:
        """The same without its source."""
        return msgspec.structs.replace(self, source="")


def passage_of(article: Article, row: ShownRow, side: Side, name: str) -> Copied | None:
    """The paragraphs of one side of a row, with their source; None where it has none.

    Args:
        article: The article on that side.
        row: The row.
        side: The side.
        name: The article's short inert name.
    """
    places = row.paragraphs(side)
    if not places:
        return None
    text = "\n\n".join(inert(article.paragraphs[place].text) for place in places)
    return with_source(text, article, places, name)


def with_source(text: str, article: Article, places: Sequence[int], name: str) -> Copied:
    """A passage with its source below.

    Args:
        text: The passage; inert.
        article: The article that it is from.
        places: The article's paragraphs that it is from, in order; at least one.
        name: The article's short inert name.
    """
    first, last = article.paragraphs[places[0]].lines[0], article.paragraphs[places[-1]].lines[1]
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    facts = [article.title, article.outlet, article.date, f"{article.path}, {lines}"]
    source = inert(" · ".join(fact for fact in facts if fact))
    return Copied(text, f"{name}, {lines}", source)


def write(passage: Copied, folder: Path) -> Path:
    """Add a passage to the file of passages, `PASSAGES`.

    Args:
        passage: What to add.
        folder: Where the file is.

    Returns:
        The file.

    Raises:
        OSError: It cannot be written, or is a link; the file is as it was.
    """
    file = folder / PASSAGES
    there = os.path.lexists(file)
    if file.is_symlink():
        # The folder may be somebody else's, and the link lead anywhere.
        raise OSError(errno.ELOOP, "it is a link to elsewhere")
    if there and not (file.is_file() or file.is_dir()):
        # Opening a pipe would wait for its reader.
        raise OSError(errno.EINVAL, "it is no regular file")
    out = open(file, "ab", buffering=0, opener=_unlinked)  # noqa: SIM115 - closed before it goes
    try:
        with out:
            if not stat.S_ISREG(os.fstat(out.fileno()).st_mode):
                raise OSError(errno.EINVAL, "it is no regular file")
            _append(out, f"{passage.text.rstrip()}\n\n".encode())
    except OSError:
        # Closed first: Windows deletes no file that is open.
        if not there:
            with contextlib.suppress(OSError):
                file.unlink()
        raise
    return file


def _append(out: io.FileIO, data: bytes) -> None:
    size = out.tell()
    left = memoryview(data)
    try:
        while left:
            left = left[out.write(left) :]
        os.fsync(out.fileno())
    except OSError:
        # Half a passage would run into the next one.
        out.truncate(size)
        raise


def _unlinked(name: str, flags: int) -> int:
    # Something else may have come into its place since: no link is followed, no pipe waited for.
    safe = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.open(name, flags | safe, 0o666)
