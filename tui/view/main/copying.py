"""Copying a paragraph with its source, to the clipboard or into a file.

A passage without its source is worth little to who checks it, so the source goes along unless
the key is pressed again. No terminal says whether it took what was copied; the file is for those
that take nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from tui.presentation.rows import SIDES
from tui.text.inert import inert
from tui.text.model import place_said
from tui.text.page.names import PASSAGES
from tui.view.compare.select import selected_paragraphs
from tui.view.keys import key_names

if TYPE_CHECKING:
    import io
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui.presentation.rows import ShownRow, Side
    from tui.text.model import Article
    from tui.view.main.desk import Desk
    from tui.view.main.face import Face


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
    lines = place_said((first, last), article.places)
    facts = [article.title, article.outlet, article.date, f"{article.path}, {lines}"]
    source = inert(" · ".join(fact for fact in facts if fact))
    return Copied(text, f"{name}, {lines}", source)


class Clipboard:
    """What was copied last: into the terminal's clipboard, and into a file where that took nothing.

    Args:
        face: Where it is read, and where it is said what was copied.
        desk: The pair and its names.
        keys: Keys from config.yaml by command id.
    """

    def __init__(self, face: Face, desk: Desk, keys: Mapping[str, str]) -> None:
        self._face = face
        self._desk = desk
        self._keys = keys
        self._last: Copied | None = None

    def offer(self) -> None:
        """Say how what is selected can be copied, if anything is."""
        comparison = self._face.view.comparison
        text, selected = comparison.selected_text, comparison.selected
        side: Side = "left" if selected is None else selected.side
        copies = f"{self._key('copy-selection')} copies it, {self._key(f'copy-{side}')}"
        self._face.say(f"Selected {_counted(text)}: {copies} with its source." if text else "")

    def copy(self, side: Side) -> None:
        """Copy the paragraph under the cursor, or what is selected on a side, with its source.

        What was copied just before is copied without it, and with it again after that.
        """
        passage, key = self._passage(side), self._key(f"copy-{side}")
        if passage is None:
            self._face.refuse(self._no_text(side))
        elif passage == self._last:
            self._keep(passage.alone(), f" without its source. {key} again adds it.")
        else:
            self._keep(passage, f" with its source. {key} again: without it.")

    def copy_selected(self) -> bool:
        """Copy the text that is selected and nothing else; False where none is."""
        comparison = self._face.view.comparison
        text, selected = comparison.selected_text, comparison.selected
        article = None if selected is None else self._shown(selected.side)
        if article is None or not text:
            return False
        self._keep(Copied(text, f"{_counted(text)} of {self._name(article)}"), ".")
        return True

    def write(self, folder: Path) -> None:
        """Add what was copied last to a folder's file of passages; first copy where nothing was."""
        # Not needed before a passage is written.
        from rich.cells import cell_len

        row, screen = self._face.view.row, self._face.screen
        if self._last is None and row is not None:
            self.copy("left" if row.paragraphs("left") else "right")
        if self._last is None:
            return
        try:
            file = write(self._last, folder)
        except OSError as error:
            said = f"{folder / PASSAGES} cannot be written ({error.strerror})."
            screen.notify(inert(said), severity="error", markup=False)
            return
        said = f"Added {self._last.name} to {inert(str(file))}."
        if cell_len(said) < screen.size.width:
            self._face.say(said)
        else:
            # The line would not show all of it.
            screen.notify(said, markup=False)

    def _shown(self, side: Side) -> Article | None:
        # Not the pair that was asked for since, which may still be at work.
        if self._desk.shown is None:
            return None
        alignment = self._desk.shown.alignment
        return alignment.left if side == "left" else alignment.right

    def _name(self, article: Article) -> str:
        # A page that has gone since has no name in the list any more.
        return self._desk.names.get(article.path) or inert(PurePath(article.path).name)

    def _passage(self, side: Side) -> Copied | None:
        row, article = self._face.view.row, self._shown(side)
        if row is None or article is None:
            return None
        comparison, name = self._face.view.comparison, self._name(article)
        selected = comparison.selected
        if selected is None or selected.side != side:
            return passage_of(article, row, side, name)
        places = selected_paragraphs(comparison.document, selected)
        return with_source(comparison.selected_text, article, places, name) if places else None

    def _no_text(self, side: Side) -> str:
        said = f"Nothing to copy: the {side} article has no text in this row"
        other, row = SIDES[1 - SIDES.index(side)], self._face.view.row
        if row is None or not row.paragraphs(other):
            return f"{said}."
        return f"{said}; {self._key(f'copy-{other}')} copies the {other} one."

    def _keep(self, passage: Copied, how: str) -> None:
        self._last = passage
        self._face.screen.app.copy_to_clipboard(passage.text)
        key = self._key("write")
        self._face.say(f"Copied {passage.name}{how} Nothing to paste? {key} saves it to a file.")

    def _key(self, command_id: str) -> str:
        return key_names(command_id, self._keys)[0]


def _counted(text: str) -> str:
    words = len(text.split())
    return "1 word" if words == 1 else f"{words} words"


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
        raise OSError(errno.EINVAL, "it is not a regular file")
    out = open(file, "ab", buffering=0, opener=_unlinked)  # noqa: SIM115 - closed before it goes
    try:
        with out:
            if not stat.S_ISREG(os.fstat(out.fileno()).st_mode):
                raise OSError(errno.EINVAL, "it is not a regular file")
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
