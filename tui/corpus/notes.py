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

from tui.corpus.choices import MOST_CHOICES_BYTES, kept_name, text_name
from tui.files.folders import from_json, own_folder, read_own
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
        parts: For articles that are parts of a file, what tells each there by its text: numbers
            change when the file is exported anew.
    """

    files: tuple[str, ...]
    paragraphs: tuple[str, ...]
    words: tuple[str, ...]
    mark: NoteMark
    text: str = ""
    parts: tuple[str, ...] = ()

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
        asked = _Asked(articles)
        placed = (asked.placed(note) for note in notes.values())
        return tuple(sorted((one for one in placed if one is not None), key=_order))

    def write(self, subject: Sequence[Noted], mark: NoteMark | None, text: str) -> Note | None:
        """Note something on a paragraph or a pair, instead of what was noted on it.

        What another process has noted there meanwhile isn't replaced unseen: the words of both are
        kept, and a note that was to be removed stays.

        Args:
            subject: The paragraph, or one of either article.
            mark: What it is marked as; None removes the note.
            text: The note.

        Returns:
            The other process's note that was kept too, if there was one.

        Raises:
            OSError: It cannot be kept; it holds until the program ends all the same.
        """
        note = _note(subject, mark or "to check", text)
        # The same note may be kept under numbers that parts of a file had before.
        at = tuple(enumerate(index for _, index in subject))
        there = [one for one in self.on([one for one, _ in subject]) if one.places == at]
        earlier = [one.note.subject for one in there if one.note.files != note.files]
        put = None if mark is None else note
        with self._lock:
            known = self._known()
            knew = known.get(note.subject)
            _put(known, note.subject, put)  # holds even where it can't be kept
            notes_folder().mkdir(parents=True, exist_ok=True)
            with alone(notes_folder() / "lock"):
                for what in earlier:
                    _put(known, what, None)
                    _keep(what, None)
                stood = {one.subject: one for one in _read(_path(note.files))}.get(note.subject)
                others = None if stood in (knew, put) else stood
                put = put if others is None else _both(others, put)
                _put(known, note.subject, put)
                _keep(note.subject, put)
        return others

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


class _Asked:
    """Articles whose notes are asked for, by what these know them by."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._by_name = {kept_name(article): place for place, article in enumerate(articles)}
        self._by_text = {text_name(article): place for place, article in enumerate(articles)}
        self._hashes: dict[int, dict[str, int]] = {}

    def placed(self, note: Note) -> PlacedNote | None:
        """Where a note stands; None where it is on another article."""
        where = []
        texts = note.parts or note.files
        for file, text, digest in zip(note.files, texts, note.paragraphs, strict=True):
            place = self._by_text.get(text)
            is_told = place is not None
            place = place if is_told else self._by_name.get(file)
            if place is None:
                return None
            index = self._index(place, digest)
            # Of two articles alone, it isn't known whether another one is that part now.
            if index is None and note.parts and not is_told and len(self._articles) <= _PAIR:
                return None
            where.append((place, index))
        if len({place for place, _ in where}) < len(where):
            return None
        ordered = sorted(zip(where, note.words, strict=True), key=lambda one: one[0][0])
        return PlacedNote(
            note, tuple(at for at, _ in ordered), tuple(words for _, words in ordered)
        )

    def _index(self, place: int, digest: str) -> int | None:
        if place not in self._hashes:
            self._hashes[place] = _hashes(self._articles[place])
        return self._hashes[place].get(digest)


_PAIR = 2


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


def _note(subject: Sequence[Noted], mark: NoteMark, text: str) -> Note:
    named = sorted(
        (kept_name(article), article.paragraphs[index].text) for article, index in subject
    )
    files = tuple(name for name, _ in named)
    hashes = tuple(paragraph_hash(words) for _, words in named)
    words = tuple(_beginning(words) for _, words in named)
    by_name = {kept_name(article): article for article, _ in subject}
    has_parts = any(article.part is not None for article in by_name.values())
    parts = tuple(text_name(by_name[name]) for name in files) if has_parts else ()
    return Note(files, hashes, words, mark, text.strip(), parts)


def _keep(subject: tuple[tuple[str, ...], tuple[str, ...]], note: Note | None) -> None:
    # Another process may have noted something else in this file meanwhile.
    path = _path(subject[0])
    kept = {read.subject: read for read in _read(path)}
    _put(kept, subject, note)
    _write(path, kept.values())


def _both(stood: Note, note: Note | None) -> Note:
    if note is None:
        return stood
    texts = dict.fromkeys(text for text in (stood.text, note.text) if text)
    return msgspec.structs.replace(note, text=" · ".join(texts))


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
    with contextlib.suppress(OSError, msgspec.DecodeError):
        file = from_json(read_own(path, MOST_CHOICES_BYTES), _File)
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
