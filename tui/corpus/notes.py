"""What a reader has noted on paragraphs and on pairs of them, kept in the user's state folder.

As with pins, there is a small file for every article, or two articles, with notes; a paragraph
is known by its text, so that a note outlives a rule that takes a line more or less off a page.
A note whose paragraph is gone is kept and listed with the words that it was on. Neither who wrote
a note nor when is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.corpus.choices import MOST_CHOICES_BYTES, kept_name
from tui.files.folders import own_folder
from tui.files.write import alone, write_whole
from tui.text.alignment.choices import NoteMark, paragraph_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tui.text.model import Article


NOTES_SCHEMA = "compare/notes/1"


WORDS_KEPT = 60
"""Characters of a paragraph that are kept with a note, to find it by where the text is gone."""


class Note(msgspec.Struct, frozen=True):
    """A note on one paragraph, or on a pair of them.

    Attributes:
        files: What the article is known by, or the two of them, in order.
        paragraphs: The hash of the paragraph in each.
        words: How each begins.
        mark: What it is marked as.
        text: What was typed; may be empty.
    """

    files: tuple[str, ...]
    paragraphs: tuple[str, ...]
    words: tuple[str, ...]
    mark: NoteMark
    text: str = ""

    @property
    def subject(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What it is on: there is one note on each."""
        return self.files, self.paragraphs


class _File(msgspec.Struct, frozen=True):
    schema: str
    notes: tuple[Note, ...]


Noted = tuple["Article", int]
"""An article and the index of one of its paragraphs."""


class PlacedNote(NamedTuple):
    """A note and where it stands.

    Attributes:
        note: The note.
        places: For each of its files the article's place among those asked about, and the index
            of the paragraph there; None where the paragraph is gone.
        words: How each of these paragraphs begins, or began.
    """

    note: Note
    places: tuple[tuple[int, int | None], ...]
    words: tuple[str, ...]


class RememberedNotes:
    """The notes of this user. Safe to use from several threads; files are read once."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._notes: dict[tuple[tuple[str, ...], tuple[str, ...]], Note] | None = None
        self._lock = threading.Lock()

    def on(self, articles: Sequence[Article]) -> tuple[PlacedNote, ...]:
        """The notes that are on these articles alone, in their order."""
        with self._lock:
            notes = self._known()
        if not notes:
            return ()
        places = {kept_name(article): place for place, article in enumerate(articles)}
        hashes: dict[int, dict[str, int]] = {}
        found = []
        for note in notes.values():
            if not all(file in places for file in note.files):
                continue
            where = []
            for file, digest, words in zip(note.files, note.paragraphs, note.words, strict=True):
                place = places[file]
                if place not in hashes:
                    hashes[place] = _hashes(articles[place])
                where.append((place, hashes[place].get(digest), words))
            where.sort(key=lambda one: one[0])
            places_of = tuple((place, index) for place, index, _ in where)
            found.append(PlacedNote(note, places_of, tuple(words for *_, words in where)))
        return tuple(sorted(found, key=_order))

    def write(self, subject: Sequence[Noted], mark: NoteMark | None, text: str) -> None:
        """Note something on a paragraph or a pair, instead of what was noted on it.

        Args:
            subject: The paragraph, or one of either article.
            mark: What it is marked as; None removes the note.
            text: The note.

        Raises:
            OSError: It cannot be kept; it holds until the program ends all the same.
        """
        named = sorted(
            (kept_name(article), article.paragraphs[index].text) for article, index in subject
        )
        files = tuple(name for name, _ in named)
        hashes = tuple(paragraph_hash(words) for _, words in named)
        words = tuple(_beginning(words) for _, words in named)
        note = None if mark is None else Note(files, hashes, words, mark, text.strip())
        with self._lock:
            known = self._known()
            _put(known, (files, hashes), note)
            folder = notes_folder()
            folder.mkdir(parents=True, exist_ok=True)
            with alone(folder / "lock"):
                # Another process may have noted something else meanwhile.
                path = _path(files)
                kept = {one.subject: one for one in _read(path)}
                _put(kept, (files, hashes), note)
                _write(path, kept.values())

    def forget(self) -> None:
        """Read everything anew when it is asked for."""
        with self._lock:
            self._notes = None

    def _known(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Note]:
        if self._notes is None:
            paths: list[Path] = []
            with contextlib.suppress(OSError):
                paths = sorted(notes_folder().glob("*.json"))
            self._notes = {note.subject: note for path in paths for note in _read(path)}
        return self._notes


def notes_folder() -> Path:
    """Where notes are kept, whether or not it is there."""
    return own_folder("state") / "notes"


def _put(
    notes: dict[tuple[tuple[str, ...], tuple[str, ...]], Note],
    subject: tuple[tuple[str, ...], tuple[str, ...]],
    note: Note | None,
) -> None:
    if note is None:
        notes.pop(subject, None)
    else:
        notes[subject] = note


def _beginning(text: str) -> str:
    if len(text) <= WORDS_KEPT:
        return text
    # Not inside a word, where there are several.
    cut = text[:WORDS_KEPT]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def _hashes(article: Article) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, paragraph in enumerate(article.paragraphs):
        found.setdefault(paragraph_hash(paragraph.text), index)
    return found


def _order(placed: PlacedNote) -> tuple[object, ...]:
    # What is gone comes last in its article.
    where = ((place, index is None, index or 0) for place, index in placed.places)
    return (*where,)


def _path(files: tuple[str, ...]) -> Path:
    digest = hashlib.sha256("\0".join(files).encode()).hexdigest()[:32]
    return notes_folder() / f"{digest}.json"


def _read(path: Path) -> tuple[Note, ...]:
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        if path.stat().st_size <= MOST_CHOICES_BYTES:
            file = msgspec.json.decode(path.read_bytes(), type=_File)
            if file.schema == NOTES_SCHEMA:
                return tuple(note for note in file.notes if _is_whole(note))
    return ()


def _is_whole(note: Note) -> bool:
    return len(note.files) == len(note.paragraphs) == len(note.words) in (1, 2)


def _write(path: Path, notes: Iterable[Note]) -> None:
    kept = tuple(sorted(notes, key=lambda note: note.paragraphs))
    if not kept:
        path.unlink(missing_ok=True)
        return
    data = msgspec.json.format(msgspec.json.encode(_File(NOTES_SCHEMA, kept)), indent=1)
    write_whole(path, [data], mode=0o600)
