"""What a reader has decided about pairs of paragraphs, kept in the user's state folder.

There is one small file for every two articles that something was decided about, named for
their paths, so that a page that is saved anew or cleaned by another rule keeps what still has
its text. For parts of a file there is another, named for what they say, since their numbers
change when the file is exported anew. Files are replaced whole, and changed by one process at a
time; one that cannot be read counts as empty. All can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from typing import TYPE_CHECKING

import msgspec

from tui.files.folders import from_json, own_folder, read_own
from tui.files.names import known_as
from tui.files.write import alone, write_whole
from tui.text.alignment.choices import NO_CHOICES, Choices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui.text.alignment.choices import Choice, ParagraphPair
    from tui.text.model import Article


FOLDER = "choices"
"""The folder for these files below the user's state folder for the program."""


SCHEMA = "compare/choices/1"


MOST_CHOICES_BYTES = 4_000_000
"""A file that is larger was not written here, and is not read."""


class _File(msgspec.Struct, frozen=True):
    """What a file holds: the two paths in order, and pairs of paragraph hashes in that order."""

    schema: str
    files: tuple[str, str]
    pinned: tuple[tuple[str, str], ...]
    forbidden: tuple[tuple[str, str], ...]


class RememberedChoices:
    """The decisions about the pairs of some articles. Safe to use from several threads.

    Each pair's file is read once; `forget` has it read anew.
    """

    def __init__(self) -> None:
        """Read nothing yet."""
        self._known: dict[tuple[str, str], Choices] = {}
        self._names: frozenset[str] | None = None
        self._lock = threading.Lock()

    def of(self, left: Article, right: Article) -> Choices:
        """What was decided about two articles."""
        key, swapped = _key(left, right, text_name)
        with self._lock:
            choices = self._known.get(key)
            if choices is None:
                choices = self._known[key] = self._first_of(left, right, swapped=swapped)
        return choices.swapped() if swapped else choices

    def choose(
        self, left: Article, right: Article, pair: ParagraphPair, choice: Choice | None
    ) -> None:
        """Decide something about a pair of paragraphs and keep it.

        Args:
            pair: The hashes of a paragraph of either.
            choice: What is decided; None takes back what was.

        Raises:
            OSError: It cannot be kept; it holds until the program ends all the same.
        """
        key, swapped = _key(left, right, text_name)
        with self._lock:
            known = self._known.get(key)
            known = self._first_of(left, right, swapped=swapped) if known is None else known
            self._known[key] = known.with_choice(pair[::-1] if swapped else pair, choice)
            choices_folder().mkdir(parents=True, exist_ok=True)
            with alone(choices_folder() / "lock"):
                for named, turned in dict.fromkeys(_keys(left, right)):
                    # Another process may have decided something else meanwhile.
                    choices = _read(_path(named), named)
                    choices = choices.with_choice(pair[::-1] if turned else pair, choice)
                    _write(_path(named), named, choices)
                    if named == key:
                        self._known[key] = choices
            self._names = None

    def forget(self) -> None:
        """Read everything anew when it is asked for."""
        with self._lock:
            self._known.clear()
            self._names = None

    def _first_of(self, left: Article, right: Article, *, swapped: bool) -> Choices:
        """What was decided about two texts, or else about two numbers of a file."""
        for key, turned in _keys(left, right):
            if choices := self._read(key):
                return choices.swapped() if turned != swapped else choices
        return NO_CHOICES

    def _read(self, key: tuple[str, str]) -> Choices:
        if self._names is None:
            # Of hundreds of pairs, few have a file.
            with contextlib.suppress(OSError):
                self._names = frozenset(os.listdir(choices_folder()))  # noqa: PTH208
            self._names = self._names or frozenset()
        path = _path(key)
        return _read(path, key) if path.name in self._names else NO_CHOICES


def choices_folder() -> Path:
    """Where decisions are kept, whether or not it is there."""
    return own_folder("state") / FOLDER


def choices_file(left: Article, right: Article) -> Path:
    """Where the decisions about two articles are kept, whether or not it is there."""
    return _path(_key(left, right, text_name)[0])


def _keys(left: Article, right: Article) -> list[tuple[tuple[str, str], bool]]:
    return [_key(left, right, text_name), _key(left, right, kept_name)]


def _key(
    left: Article, right: Article, name: Callable[[Article], str]
) -> tuple[tuple[str, str], bool]:
    """What two articles are known by, and whether that has their sides swapped."""
    one, other = name(left), name(right)
    return ((other, one), True) if other < one else ((one, other), False)


def kept_name(article: Article) -> str:
    """What an article is known by in the state folder: its file, or else what it says."""
    if article.path == "-":
        return f"- {article.sha256}"
    known = known_as(os.path.abspath(article.path))  # noqa: PTH100
    return known.encode("utf-8", "backslashreplace").decode()


def text_name(article: Article) -> str:
    """The same, but for a part of a file: what it says tells it there, and not its number."""
    name = kept_name(article)
    return name if article.part is None else f"{name.rpartition('#')[0]}#{article.sha256}"


def _path(key: tuple[str, str]) -> Path:
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]
    return choices_folder() / f"{digest}.json"


def _read(path: Path, key: tuple[str, str]) -> Choices:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        file = from_json(read_own(path, MOST_CHOICES_BYTES), _File)
        if file.schema == SCHEMA and file.files == key:
            pinned = frozenset(file.pinned)
            return Choices(pinned, frozenset(file.forbidden) - pinned)
    return NO_CHOICES


def _write(path: Path, key: tuple[str, str], choices: Choices) -> None:
    if not choices:
        path.unlink(missing_ok=True)
        return
    record = _File(SCHEMA, key, tuple(sorted(choices.pinned)), tuple(sorted(choices.forbidden)))
    data = msgspec.json.format(msgspec.json.encode(record), indent=1)
    write_whole(path, [data], mode=0o600)
