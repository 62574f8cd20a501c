"""The same article saved twice is known by its content and listed once, with all of its paths.

Two files are one article where their bytes are the same, or where all that is known of them says
that they are savings of one page. Words alone are no evidence: papers print wire copy word for
word, and each of them is an article of its own. In doubt both are kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from tui.text.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.corpus.files import Unreadable


_LEAST_LETTERS = 200
"""Shorter texts, such as a notice that an article is gone, are the same on many pages."""


_NO_LETTERS = re.compile(r"[\W_]+")


_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)", re.IGNORECASE)


class _Facts(NamedTuple):
    """What tells which page an article is from; None where it is not known.

    They are kept of every article of a file that may have millions, most of them as hashes.

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


class Copies:
    """Finds articles that were seen before; of each article little more than hashes is kept."""

    def __init__(self) -> None:
        self._by_bytes: dict[bytes | None, int] = {}
        self._by_text: defaultdict[bytes, list[tuple[int, _Facts]]] = defaultdict(list)

    def first_of(self, article: Article, place: int) -> int | None:
        """Find the article of which this one is another saving, and note this one.

        Args:
            place: The number by which it is to be known.

        Returns:
            The number of the first saving; None where this is the first.
        """
        saved = _hash(article.sha256)
        known = self._by_bytes.get(saved)
        text = _text_key(article) if known is None else None
        if text is not None:
            facts = _facts(article)
            known = next((at for at, one in self._by_text[text] if _is_same_page(one, facts)), None)
            self._by_text[text].append((place if known is None else known, facts))
        self._by_bytes.setdefault(saved, place if known is None else known)
        return known


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


def each(articles: Iterable[Article]) -> Iterator[Article]:
    """Name at every article the savings of it that came before; any number of articles will do.

    Yields:
        Every one, with the paths of its earlier savings in `also`.
    """
    copies = Copies()
    savings: dict[int, tuple[str, ...]] = {}
    for place, article in enumerate(articles):
        first = copies.first_of(article, place)
        earlier = () if first is None else savings[first]
        savings[place if first is None else first] = (*earlier, article.path)
        yield replace(article, also=earlier)


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
    path = PurePath(article.path)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    address = _ADDRESS.match(article.url or "")
    outlet = outlet_of_paper(article)
    whole = "".join(one.text for one in article.paragraphs) if article.captured else ""
    return _Facts(
        str(path.with_suffix("")) if path.name and article.part is None else article.path,
        _hash(letters_of(article.title or "")),
        # Few differ, so that one of each is enough.
        outlet and sys.intern(outlet),
        _hash(address[1].lower() + address[2].rstrip("/") if address else ""),
        article.date and sys.intern(article.date),
        _hash(letters_of(whole)),
    )


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
