"""The same article saved twice is known by its content and listed once, with all of its paths.

Two files are one article where their bytes are the same, or where all that is known of them says
that they are savings of one page. Words alone are no evidence: papers print wire copy word for
word, and each of them is an article of its own. In doubt both are kept.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import zlib
from collections import defaultdict
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from tui.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.corpus.finding import Unreadable

MOST_HELD = 1_000_000
"""Bytes of packed articles that are held back while their copies may still come. Savings of one
page mostly stand side by side, and who reads what is printed should not wait for long."""

_LEAST_COUNTED = 8_000
"""Bytes for which a short article counts, so that a hundred or so are held back at most."""

_LEAST_LETTERS = 200
"""Shorter texts, such as a notice that an article is gone, are the same on many pages."""

_NO_LETTERS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)", re.IGNORECASE)


class _Facts(NamedTuple):
    """What tells which page an article is from; None where it is not known.

    Attributes:
        path: The file.
        name: Its folder, and its name without what says the format.
        headline: The letters of the headline.
        outlet: The letters of the outlet's name, where it is not that of a wire service.
        address: The host and path of the page.
        date: The ISO date.
    """

    path: str
    name: str
    headline: str | None
    outlet: str | None
    address: str | None
    date: str | None


class Copies:
    """Finds articles that were seen before; of each article little more than hashes is kept."""

    def __init__(self) -> None:
        self._by_bytes: dict[str, int] = {}
        self._by_text: defaultdict[bytes, list[tuple[int, _Facts]]] = defaultdict(list)

    def first_of(self, article: Article, place: int) -> int | None:
        """Find the article of which this one is another saving, and note this one.

        Args:
            article: The article.
            place: The number by which it is to be known.

        Returns:
            The number of the first saving; None where this is the first.
        """
        known = self._by_bytes.get(article.sha256)
        text = _text_key(article) if known is None else None
        if text is not None:
            facts = _facts(article)
            known = next((at for at, one in self._by_text[text] if _is_same_page(one, facts)), None)
            self._by_text[text].append((place if known is None else known, facts))
        self._by_bytes.setdefault(article.sha256, place if known is None else known)
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
        if first is None:
            self.entries.append(entry)
            return
        article = self.entries[first]
        if isinstance(article, Article) and entry.path != article.path:
            self.entries[first] = replace(article, also=(*article.also, entry.path))


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


def once_in_stream(articles: Iterable[Article], most_held: int = MOST_HELD) -> Iterator[Article]:
    """List any number of articles once, in bounded memory.

    Args:
        articles: The articles, each taken when there is room for it.
        most_held: Bytes of packed articles that are held back at most.

    Yields:
        Every article with the paths of its other savings in `also`, in the order of the first
        ones. A saving that comes when the first is no longer held back is given too, with the
        first one's path.
    """
    copies = Copies()
    # Packed, an article takes a tenth of its memory.
    held: dict[int, bytes] = {}
    also: defaultdict[int, list[str]] = defaultdict(list)
    paths: list[str] = []
    size = 0
    for place, article in enumerate(articles):
        paths.append(article.path)
        first = copies.first_of(article, place)
        if first is not None and first in held:
            also[first] += (article.path, *article.also)
            continue
        also[place] += article.also if first is None else (paths[first], *article.also)
        held[place] = zlib.compress(pickle.dumps(article, pickle.HIGHEST_PROTOCOL), 1)
        size += _counted(held[place])
        while size > most_held:
            oldest = next(iter(held))
            size -= _counted(held[oldest])
            yield _unpacked(held.pop(oldest), also.pop(oldest))
    for place, packed in held.items():
        yield _unpacked(packed, also[place])


def _counted(packed: bytes) -> int:
    return max(len(packed), _LEAST_COUNTED)


def _unpacked(packed: bytes, also: Sequence[str]) -> Article:
    # Packed by this process a moment ago.
    article: Article = pickle.loads(zlib.decompress(packed))  # noqa: S301
    return replace(article, also=tuple(also))


def identical_files(paths: Iterable[str], most_bytes: int) -> dict[str, tuple[str, ...]]:
    """Find files with the same bytes; only those of the same size are read.

    Args:
        paths: The files.
        most_bytes: The largest file that is read.

    Returns:
        For the first of each set of identical files, the paths of the others.
    """
    from tui.corpus.freshness import stamp_of
    from tui.text.page import PageError, read_bytes

    by_size: defaultdict[int, list[str]] = defaultdict(list)
    for path in paths:
        stamp = stamp_of(path)
        if stamp is not None and 0 < stamp[1] <= most_bytes:
            by_size[stamp[1]].append(path)
    found: defaultdict[bytes, list[str]] = defaultdict(list)
    for some in by_size.values():
        for path in some if len(some) > 1 else ():
            try:
                data = read_bytes(path, most_bytes)
            except PageError:
                # Whoever reads the page is told.
                continue
            found[hashlib.sha256(data).digest()].append(path)
    return {same[0]: tuple(same[1:]) for same in found.values() if len(same) > 1}


def _text_key(article: Article) -> bytes | None:
    """A hash of the letters of an article's text; None where there are few."""
    text = "".join(_letters(one.text) for one in article.paragraphs if one.linkable)
    if len(text) < _LEAST_LETTERS:
        return None
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).digest()


def _facts(article: Article) -> _Facts:
    path = PurePath(article.path)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    address = _ADDRESS.match(article.url or "")
    return _Facts(
        article.path,
        str(path.with_suffix("")) if path.name else article.path,
        _letters(article.title or "") or None,
        _outlet(article),
        address and address[1].lower() + address[2].rstrip("/"),
        article.date,
    )


def _outlet(article: Article) -> str | None:
    """The outlet's name where it tells papers apart: not where it is that of a wire service."""
    outlet = _letters(article.outlet or "")
    credit = article.credit
    credited = [_letters(credit.service)] if credit else []
    credited += [_letters(found.text) for found in credit.evidence] if credit else []
    is_wire = outlet == _letters(article.byline or "") or any(outlet in one for one in credited)
    return outlet if outlet and not is_wire else None


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def _is_same_page(one: _Facts, other: _Facts) -> bool:
    """Whether two articles with the same text are savings of one page."""
    if _differ(one.headline, other.headline) or _differ(one.address, other.address):
        return False
    if one.address is not None and one.address == other.address:
        return True
    if _differ(one.outlet, other.outlet) or _differ(one.date, other.date):
        return False
    return one.name == other.name or (one.outlet is not None and one.outlet == other.outlet)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
