"""Cleaned articles, kept between two runs, so that no page is cleaned twice.

What is kept counts for the bytes of a page, for the rules and wire services, and for the program
as it is. A page that is cleaned among others differs where its lines recur on these: so every
article is kept with how its lines recurred, and there may be several of one page. What recurs in
a folder is kept as well, by the bytes of the pages that were looked at; and of many articles what
was found out about pairs of them.

The entries are in a few files of the user's cache folder that only the user may read
(`tui/files/packs.py`). Each says itself whether it is undamaged, and any file can be deleted at
any time; what has not been used for the longest time goes first when there is too much. Nothing
is ever read that has to be trusted: an entry is plain data.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui import log
from tui.files.folders import own_folder
from tui.files.packs import NAME_BYTES, packs_in
from tui.files.program import program_state
from tui.files.write import refusal
from tui.text.chrome.recurrence import Occurrence, PageLines, Recurrence, line_key, texts_of
from tui.text.chrome.recurring import RecurringRule, Recurs
from tui.text.model import Article
from tui.text.page.names import ending_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tui.corpus.choices import RememberedChoices
    from tui.corpus.settings import Settings
    from tui.files.packs import Packs
    from tui.text.article.settings import ArticleSettings
    from tui.text.model import Lines
    from tui.text.page.model import Page


SWITCH = "COMPARE_NO_CACHE"
"""The environment variable with which nothing is kept, and nothing that was kept is used."""


ARTICLES_FOLDER = "articles"
"""The folder for these files below the user's cache folder for the program."""


MOST_BYTES_IN_ALL = 200_000_000
"""As much as all entries may take: some ten thousand articles."""


MOST_SAVINGS = 4
"""Articles that are kept of one page, as it was cleaned alone and among others; the last ones."""


MOST_KEPT_PARTS = 5_000
"""Articles of one file that are kept, its first ones: a corpus would leave no room for others."""


MANY_COMPARED = 100
"""Articles from which on what was found out about pairs is kept as well."""


_NAMES_AT_HAND = 512
"""Pages and pairs whose entries' names are remembered, as each is asked for several times."""


_LINE = 8
"""Bytes by which a line is known."""


class PageKey(NamedTuple):
    """What an article is kept under.

    Attributes:
        sha256: The hash of the file's bytes, in hex.
        path: The file, whose name says the format, and of which site it may be.
        part: Which of several articles of the file it is, from 1; 0 where it is the only one.
        first: Where in the file such an article begins. It may move there, as others are added.
    """

    sha256: str
    path: str
    part: int = 0
    first: int = 0


class _Saving(msgspec.Struct, frozen=True, array_like=True):
    """An article as it was cleaned while its lines recurred in one way."""

    recurring: bytes
    article: msgspec.Raw


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """All that is kept of one page: its host, what its lines are known by, articles and texts.

    The texts of its lines count what recurs; an article has some of them without a part.
    """

    host: str | None
    lines: bytes
    savings: tuple[_Saving, ...]
    texts: msgspec.Raw


class _Recurring(msgspec.Struct, frozen=True, array_like=True):
    """What recurs in a folder or on a site of it, as plain data."""

    host: str | None
    pages: int
    site: str | None
    lines: dict[str, Occurrence]


class KeptArticles:
    """What was cleaned before with the same settings. Safe to use from several threads."""

    def __init__(
        self,
        settings: ArticleSettings,
        *,
        rules: bool = True,
        without: Iterable[str] = (),
        most_bytes: int = MOST_BYTES_IN_ALL,
    ) -> None:
        """Read nothing yet.

        Args:
            rules: Whether pages are cleaned at all.
            without: The names of chrome rules that are left out.
            most_bytes: As much as all entries may take.
        """
        self._settings = settings
        self._most_bytes = most_bytes
        self._entries = _entries()
        # Those for tables and exports tell a page from a file of several articles.
        cleaning = (settings.chrome, settings.sites, settings.wire_services)
        deciding = (*cleaning, settings.tables, settings.exports)
        told = msgspec.json.encode(deciding, order="deterministic")
        self._made_by = _hash(
            program_state().encode(), told, repr((rules, sorted(without))).encode()
        )
        self._asking = [
            rule
            for some in (settings.chrome.rules, *(site.rules for site in settings.sites))
            for rule in some
            if isinstance(rule, RecurringRule)
        ]
        self._hashed: dict[int, tuple[Recurrence, dict[bytes, tuple[Recurs, ...]]]] = {}
        self._lock = threading.Lock()
        self._name = lru_cache(_NAMES_AT_HAND)(self._named)

    def has(self, key: PageKey) -> bool:
        """Whether an article of a page is kept, as it was cleaned once."""
        return self._entries.has(self._name(key))

    def recall(
        self, key: PageKey, recurring: Mapping[str | None, Recurrence] | None
    ) -> Article | None:
        """The article of a page, as it would be cleaned now; None where it is not kept.

        Args:
            recurring: What recurs on the pages of its folder, by host, and under None on all.
        """
        with contextlib.suppress(msgspec.DecodeError):
            entry = self._entry(key)
            if entry is None:
                return None
            known = (recurring or {}).get(entry.host) or (recurring or {}).get(None)
            lines = [entry.lines[at : at + _LINE] for at in range(0, len(entry.lines), _LINE)]
            state = self._state(lines, known)
            for saving in entry.savings:
                if saving.recurring == state:
                    article = msgspec.msgpack.decode(saving.article, type=Article)
                    article = replace(article, path=key.path, part=key.part or article.part)
                    return _moved(article, key.first)
        return None

    def keep(
        self,
        key: PageKey,
        page: Page,
        host: str | None,
        recurrence: Recurrence | None,
        article: Article,
    ) -> None:
        """Keep an article for the next time; where nothing can be kept, nothing is.

        Args:
            page: What it was made from.
            host: The page's host, by which is looked up what it shares with others.
            recurrence: What the page was found to share with others when it was cleaned.
        """
        lines = sorted({_known_line(line_key(block.text)) for block in page.blocks if block.text})
        try:
            plain = _moved(replace(article, path="", original=False), -key.first)
            raw = msgspec.Raw(msgspec.msgpack.encode(plain))
            # What recurs is not counted over the parts of a file.
            texts = msgspec.Raw(msgspec.msgpack.encode([] if key.part else texts_of(page)))
        except UnicodeError:
            # A page can hold halves of characters.
            return
        saving = _Saving(self._state(lines, recurrence), raw)
        before = self._entry(key)
        others = before.savings if before is not None else ()
        savings = (saving, *(one for one in others if one.recurring != saving.recurring))
        entry = _Entry(host, b"".join(lines), savings[:MOST_SAVINGS], texts)
        self._entries.put(self._name(key), msgspec.msgpack.encode(entry))

    def recall_lines(self, key: PageKey) -> PageLines | None:
        """What was read of a page to count what recurs; None where it is not kept."""
        entry = self._entry(key)
        with contextlib.suppress(msgspec.DecodeError):
            if entry is None:
                return None
            texts = msgspec.msgpack.decode(entry.texts, type=list[str])
            return PageLines(key.sha256, entry.host, texts)
        return None

    def recall_recurring(self, pages: Sequence[PageKey]) -> dict[str | None, Recurrence] | None:
        """What recurs on some pages, by host; None where it is not kept."""
        data = self._entries.get(self._recurring_name(pages))
        with contextlib.suppress(msgspec.DecodeError):
            if data is None:
                return None
            kept = msgspec.msgpack.decode(data, type=tuple[_Recurring, ...])
            return {one.host: Recurrence(one.pages, one.site, one.lines) for one in kept}
        return None

    def keep_recurring(
        self, pages: Sequence[PageKey], recurring: Mapping[str | None, Recurrence]
    ) -> None:
        """Keep what recurs on some pages."""
        data = tuple(
            _Recurring(host, one.pages, one.site, dict(one.lines))
            for host, one in recurring.items()
        )
        self._entries.put(self._recurring_name(pages), msgspec.msgpack.encode(data))

    def tidy(self) -> None:
        """Write what waits, and remove what was not used for long where there is too much."""
        self._entries.tidy(self._most_bytes)

    def _state(self, lines: Iterable[bytes], recurrence: Recurrence | None) -> bytes:
        """What rules are told of the lines of a page, in short; empty where that is nothing.

        How often a line recurs changes with each page that comes or goes, and that seldom.
        """
        if recurrence is None:
            return b""
        known = self._by_line(recurrence)
        found = sorted((line, known[line]) for line in known.keys() & set(lines))
        return hashlib.sha256(repr(found).encode()).digest() if found else b""

    def _by_line(self, recurrence: Recurrence) -> dict[bytes, tuple[Recurs, ...]]:
        with self._lock:
            known = self._hashed.get(id(recurrence))
            if known is None:
                told = (
                    (key, tuple([rule.told_by(recurrence, count) for rule in self._asking]))
                    for key, count in recurrence.lines.items()
                )
                found = {_known_line(key): each for key, each in told if any(map(any, each))}
                known = self._hashed[id(recurrence)] = (recurrence, found)
            return known[1]

    def _entry(self, key: PageKey) -> _Entry | None:
        data = self._entries.get(self._name(key))
        with contextlib.suppress(msgspec.DecodeError):
            return None if data is None else msgspec.msgpack.decode(data, type=_Entry)
        return None

    def _named(self, key: PageKey) -> bytes:
        sites = [site.name for site in self._settings.sites if site.has_file(key.path)]
        ending = ending_of(key.path.removesuffix(f"#{key.part}"))
        known = repr((key.sha256, ending, key.part > 0, sites))
        return _name_of(b"article", self._made_by.encode(), known.encode())

    def _recurring_name(self, pages: Sequence[PageKey]) -> bytes:
        told = msgspec.json.encode(self._settings.chrome.recurrence, order="deterministic")
        known = repr([(key.sha256, ending_of(key.path), key.part) for key in pages])
        return _name_of(b"recurring", program_state().encode(), told, known.encode())


class KeptComparisons:
    """What was found out about pairs of articles, in numbers. Safe to use from several threads.

    It counts for what the two say, whatever their files are called, for the settings and for what
    the reader has decided about their paragraphs.
    """

    def __init__(self, settings: Settings, choices: RememberedChoices | None = None) -> None:
        """Read nothing yet."""
        deciding = (settings.house_style, settings.alignment, settings.story)
        told = msgspec.json.encode(deciding, order="deterministic")
        self._made_by = _hash(program_state().encode(), told).encode()
        self._entries = _entries()
        self._choices = choices
        self._hashes: dict[tuple[str, str], bytes] = {}

    def recall(self, what: str, left: Article, right: Article) -> Any:
        """What was found out about two articles; None where it is not kept."""
        data = self._entries.get(self._name(what, left, right))
        with contextlib.suppress(msgspec.DecodeError):
            return None if data is None else msgspec.msgpack.decode(data)
        return None

    def keep(self, what: str, left: Article, right: Article, told: object) -> None:
        """Keep what was found out for the next time; where nothing can be kept, nothing is."""
        self._entries.put(self._name(what, left, right), msgspec.msgpack.encode(told))

    def tidy(self) -> None:
        """Write what waits, and remove what was not used for long where there is too much."""
        self._entries.tidy(MOST_BYTES_IN_ALL)

    def _name(self, what: str, left: Article, right: Article) -> bytes:
        decided = None if self._choices is None else self._choices.of(left, right) or None
        both = self._hash_of(left), self._hash_of(right)
        return _name_of(what.encode(), self._made_by, *both, repr(decided).encode(*_ANY))

    def _hash_of(self, article: Article) -> bytes:
        key = article.path, article.sha256
        known = self._hashes.get(key)
        if known is None:
            said = article.date, [(one.role, one.text) for one in article.paragraphs]
            known = self._hashes[key] = hashlib.sha256(repr(said).encode(*_ANY)).digest()
        return known


_ANY = "utf-8", "surrogatepass"


def _entries() -> Packs:
    """All entries, those too that other processes have written until now."""
    entries = packs_in(own_folder("cache") / ARTICLES_FOLDER)
    entries.look_again(_note_refusal)
    return entries


def _note_refusal(folder: Path, error: OSError) -> None:
    log.note("not kept", folder=folder, reason=refusal(error))


def _moved(article: Article, by: int) -> Article:
    """An article whose places are so many lines or rows further on in its file."""
    if not by:
        return article

    def there(lines: Lines) -> Lines:
        return lines[0] + by, lines[1] + by

    credit = article.credit
    if credit is not None:
        evidence = (replace(one, lines=there(one.lines)) for one in credit.evidence)
        credit = replace(credit, evidence=tuple(evidence))
    return replace(
        article,
        credit=credit,
        paragraphs=tuple(replace(one, lines=there(one.lines)) for one in article.paragraphs),
        removed=tuple(replace(one, lines=there(one.lines)) for one in article.removed),
    )


def is_switched_off() -> bool:
    """Whether the environment says that nothing is to be kept."""
    return bool(os.environ.get(SWITCH))


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _name_of(*parts: bytes) -> bytes:
    return bytes.fromhex(_hash(*parts))[:NAME_BYTES]


def _known_line(key: str) -> bytes:
    return hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=_LINE).digest()
