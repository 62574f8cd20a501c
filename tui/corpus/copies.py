"""The same article saved twice is known by its content and listed once, with all of its paths.

Two files are one article where their bytes are the same, or where all that is known of them says
that they are savings of one page. Words alone are no evidence: papers print wire copy word for
word, and each of them is an article of its own. In doubt both are kept.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.text.model import Article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from tui.corpus.files import Unreadable


_LEAST_LETTERS = 200
"""Shorter texts, such as a notice that an article is gone, are the same on many pages."""


_NO_LETTERS = re.compile(r"[\W_]+")


_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)", re.IGNORECASE)


class _Facts(NamedTuple):
    """What tells which page an article is from; None where it is not known.

    Attributes:
        name: Its folder, and its name without what says the format.
        headline: The letters of the headline.
        outlet: The letters of the outlet's name, where it is not that of a wire service.
        address: The host and path of the page.
        date: The ISO date.
        captured: The letters of all that stands in the article, corrections and credits too, where
            a web archive took it: it may be another version of one that has the same text.
    """

    name: str
    headline: bytes | None
    outlet: str | None
    address: bytes | None
    date: str | None
    captured: bytes | None


MOST_IN_MEMORY = 30_000
"""Things that are kept in memory of articles that are forgotten again, some 300 bytes each."""


class KeptAside:
    """Values by keys, several to a key: past some number they are in a file, so memory is bounded.

    The file has no name and is gone with the process. Where none can be written, as on a full
    disk, memory grows, which is told; it is tried again whenever twice as much is there.
    """

    def __init__(self, most: int | None = None, tell: Callable[[str], object] = str) -> None:
        """Keep nothing yet.

        Args:
            most: How many values are in memory, all where it is None.
            tell: Is told, once, why memory grows all the same.
        """
        self.in_memory = 0
        self._tell: Callable[[str], object] | None = tell
        self._most = most
        self._limit = most
        self._values: dict[bytes, list[Any]] = {}
        self._file: sqlite3.Connection | None = None

    def of(self, key: bytes) -> list[Any]:
        """The values of a key, in the order in which they came."""
        if self._file is None:
            return self._values.get(key, [])
        found = self._file.execute("SELECT value FROM kept WHERE key = ? ORDER BY rowid", (key,))
        return [*(marshal.loads(value) for (value,) in found), *self._values.get(key, [])]  # noqa: S302

    def add(self, key: bytes, value: Any) -> None:
        """Keep one more: a text, bytes, a number, None, or a tuple of these."""
        self._values.setdefault(key, []).append(value)
        self.in_memory += 1
        if self._limit is not None and self.in_memory >= self._limit:
            self._move()

    def _move(self) -> None:
        """Move what is in memory to the file; where there can be none, it stays."""
        try:
            # Only for tens of thousands of articles; some Pythons were built without.
            import sqlite3
        except ImportError:
            self._stay("this Python has no sqlite3")
            return
        rows = (
            (key, marshal.dumps(value)) for key, values in self._values.items() for value in values
        )
        try:
            file = self._file or _unnamed_file()
            with file:
                file.executemany("INSERT INTO kept VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            self._stay(f"{error}; TMPDIR can name another folder")
            return
        self._file, self._values, self.in_memory, self._limit = file, {}, 0, self._most

    def _stay(self, why: str) -> None:
        self._limit = 2 * self.in_memory
        if self._tell is not None:
            self._tell(f"no temporary file, so memory use will grow ({why})")
        self._tell = None


def _unnamed_file() -> sqlite3.Connection:
    import sqlite3

    file = sqlite3.connect("", check_same_thread=False)
    file.execute("CREATE TABLE kept (key BLOB, value BLOB)")
    file.execute("CREATE INDEX by_key ON kept (key)")
    return file


class Copies:
    """Finds articles that were seen before; of each article little more than hashes is kept."""

    def __init__(self, most: int | None = None, tell: Callable[[str], object] = str) -> None:
        """Know none yet; how much of them is kept in memory is told as to `KeptAside`."""
        self._kept = KeptAside(most, tell)

    def first_of(self, article: Article, place: int) -> int | None:
        """Find the article of which this one is another saving, and note this one.

        Args:
            place: The number by which it is to be known.

        Returns:
            The number of the first saving; None where this is the first.
        """
        saved = b"bytes" + (_hash(article.sha256) or b"")
        at: int | None = next(iter(self._kept.of(saved)), None)
        known = at
        text = _text_key(article) if known is None else None
        if text is not None:
            facts = _facts(article)
            known = next(
                (
                    first
                    for first, *one in self._kept.of(b"text" + text)
                    if _is_same_page(_Facts(*one), facts)
                ),
                None,
            )
            self._kept.add(b"text" + text, (place if known is None else known, *facts))
        if at is None:
            self._kept.add(saved, place if known is None else known)
        return known

    def paths_before(self, first: int, path: str) -> tuple[str, ...]:
        """Note a saving of an article; gives the paths of those before.

        Args:
            first: The number of the article's first saving.
        """
        key = b"path" + first.to_bytes(8, "big")
        earlier = tuple(self._kept.of(key))
        self._kept.add(key, path)
        return earlier


class Listing:
    """Articles and what could not be read, in the order of their first savings."""

    def __init__(self) -> None:
        self.entries: list[Article | Unreadable] = []
        self._copies = Copies()

    def add(self, entry: Article | Unreadable) -> None:
        """Put an entry at the end, or its path to the article that it is another saving of."""
        first = None
        if isinstance(entry, Article):
            first = self._copies.first_of(entry, len(self.entries))
        if first is None or not isinstance(entry, Article):
            self.entries.append(entry)
            return
        article = self.entries[first]
        if isinstance(article, Article) and entry.path != article.path:
            also, original = (*article.also, entry.path), article.original or entry.original
            times = sorted({one for saving in (article, entry) for one in _times_of(saving)})
            self.entries[first] = replace(
                article,
                also=also,
                original=original,
                captured=times[0] if times else None,
                unchanged=tuple(times[1:]),
            )


def _times_of(article: Article) -> tuple[str, ...]:
    """When it was captured, each time."""
    return (article.captured, *article.unchanged) if article.captured else article.unchanged


def once(entries: Iterable[Article | Unreadable]) -> tuple[Article | Unreadable, ...]:
    """List every article once.

    Args:
        entries: Articles, and what could not be read.

    Returns:
        The same without further savings of an article, whose paths the first one has in `also`.
    """
    listing = Listing()
    for entry in entries:
        listing.add(entry)
    return tuple(listing.entries)


def each(
    articles: Iterable[Article],
    most: int = MOST_IN_MEMORY,
    tell: Callable[[str], object] = str,
) -> Iterator[Article]:
    """Name at every article the savings of it that came before; any number of articles will do.

    Args:
        articles: Those that are to be named, one after the other.
        most: How much of them is kept in memory.
        tell: Is told why memory grows, where no more than that can be put into a file.

    Yields:
        Every one, with the paths of its earlier savings in `also`.
    """
    copies = Copies(most, tell)

    def also(article: Article, place: int) -> tuple[str, ...]:
        first = copies.first_of(article, place)
        return copies.paths_before(place if first is None else first, article.path)

    only: Article | None = None
    for place, article in enumerate(articles):
        if place == 0:
            # Its letters, of a long text many, are gathered once there is another to compare.
            only = article
            yield replace(article, also=())
            continue
        if only is not None:
            also(only, 0)
            only = None
        yield replace(article, also=also(article, place))


def _text_key(article: Article) -> bytes | None:
    """A hash of the letters of an article's text; None where there are few."""
    text = letters_of("".join([one.text for one in article.paragraphs if one.linkable]))
    if len(text) < _LEAST_LETTERS:
        return None
    # What a correction was added to is another version.
    text += "".join(f" {letters_of(one.text)}" for one in article.paragraphs if one.corrects)
    return _hash(text)


def _hash(text: str) -> bytes | None:
    """Sixteen bytes for a text; None where it is empty."""
    data = text.encode(errors="replace")
    return hashlib.blake2b(data, digest_size=16).digest() if data else None


def _facts(article: Article) -> _Facts:
    address = _ADDRESS.match(article.url or "")
    outlet = outlet_of_paper(article)
    whole = "".join(one.text for one in article.paragraphs) if article.captured else ""
    return _Facts(
        _name_of(article.path) if article.part is None else article.path,
        _hash(letters_of(article.title or "")),
        # Few differ, so that one of each is enough.
        outlet and sys.intern(outlet),
        _hash(address[1].lower() + address[2].rstrip("/") if address else ""),
        article.date and sys.intern(article.date),
        _hash(letters_of(whole)),
    )


def _name_of(path: str) -> str:
    whole = PurePath(path)
    whole = whole.with_suffix("") if whole.suffix.lower() == ".gz" else whole
    return str(whole.with_suffix("")) if whole.name else path


def outlet_of_paper(article: Article) -> str | None:
    """The outlet's name where it tells papers apart: not where it is that of a wire service."""
    outlet = letters_of(article.outlet or "")
    credit = article.credit
    credited = [letters_of(credit.service)] if credit else []
    credited += [letters_of(credit_line.text) for credit_line in credit.evidence] if credit else []
    is_wire = outlet == letters_of(article.byline or "") or any(outlet in one for one in credited)
    return outlet if outlet and not is_wire else None


def letters_of(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    # Most marks are ASCII: bytes lose these at once, and UTF-8 has them in no other character.
    kept = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS)
    letters = kept.decode("utf-8", "surrogatepass")
    return (letters if letters.isascii() else _NO_LETTERS.sub("", letters)).casefold()


def _is_same_page(one: _Facts, other: _Facts) -> bool:
    """Whether two articles with the same text are savings of one page."""
    if _differ(one.headline, other.headline) or _differ(one.address, other.address):
        return False
    if _differ(one.captured, other.captured):
        return False
    if one.address is not None and one.address == other.address:
        return True
    if _differ(one.outlet, other.outlet) or _differ(one.date, other.date):
        return False
    return one.name == other.name or (one.outlet is not None and one.outlet == other.outlet)


def _differ(one: str | bytes | None, other: str | bytes | None) -> bool:
    return one is not None and other is not None and one != other
