"""The lines that pages of one site or folder have in common, for the rules that ask for them.

They are gathered when such a rule first reads a page, from some pages of its folder, unless it is
kept what was found on the same pages before.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, TypeAlias

from tui.corpus.files import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui.corpus.files import Stamp
    from tui.corpus.kept import KeptArticles, PageKey
    from tui.corpus.settings import Settings
    from tui.text.chrome.recurrence import PageLines, Recurrence, RecurrenceSettings
    from tui.text.page.model import Page


Recurring: TypeAlias = "Mapping[str | None, Recurrence]"
"""What recurs on the pages of a folder: by host, and under None on all of them."""


def lines_to_count(page: Page) -> PageLines:
    """What is asked of a page that was read."""
    from tui.text.chrome.recurrence import PageLines, texts_of
    from tui.text.chrome.sites import host_of

    return PageLines(page.sha256, host_of(page), texts_of(page))


class SharedLines:
    """What recurs on the pages of a library. Safe to use from several threads.

    What a page is found to share depends on the pages of its folder that are in the library,
    and on nothing else: not on the order in which they are read.
    """

    def __init__(
        self,
        paths: Iterable[str],
        config: Settings,
        read: Callable[[str], Page],
        look: Callable[[Sequence[str]], list[Page | None] | None] = lambda _: None,
        kept: KeptArticles | None = None,
        key: Callable[[str], PageKey] | None = None,
    ) -> None:
        """Note which pages stand in which folder; none is read yet.

        Args:
            config: The settings, with the rules that ask what recurs.
            read: Reads a page; raises PageError.
            look: Has pages read elsewhere, for their lines alone; None where that cannot be.
            kept: What was found to recur before, if anything is kept.
            key: What a page is kept under; raises PageError.
        """
        # Here and below, so that a library that reads no page, as at the start, loads no rules.
        from tui.text.chrome.recurring import RecurringRule

        self._settings = config.chrome.recurrence
        self._read = read
        self._look = look
        self._kept = kept
        self._key = key
        rules = (config.chrome.rules, *(site.rules for site in config.sites))
        wanted = any(
            isinstance(rule, RecurringRule) and rule.enabled for some in rules for rule in some
        )
        self._paths: dict[str, list[str]] = {}
        for path in paths if wanted else ():
            self._paths.setdefault(os.path.dirname(path), []).append(path)  # noqa: PTH120
        self._lock = threading.Lock()
        self._found: dict[str, Recurring] = {}
        self._pages: dict[str, tuple[Stamp | None, Page]] = {}

    def page(self, path: str, stamp: Stamp | None) -> Page:
        """Read a page, or take it over where it was read for its lines a moment ago.

        Args:
            path: One of the library's paths, or another one.
            stamp: The file's stamp now.

        Returns:
            The page.

        Raises:
            PageError: The page cannot be read.
        """
        with self._lock:
            known = self._pages.pop(path, None)
        if known and known[0] == stamp is not None:
            return known[1]
        return self._read(path)

    def of(self, page: Page) -> Recurrence | None:
        """What a page shares with others of its site, or else of its folder.

        Returns:
            The lines that recur there; None where there are too few pages to tell.
        """
        from tui.text.chrome.sites import host_of

        recurring = self.in_folder(os.path.dirname(page.path))  # noqa: PTH120
        if recurring is None:
            return None
        return recurring.get(host_of(page)) or recurring.get(None)

    def in_folder(self, folder: str) -> Recurring | None:
        """What recurs on the pages of a folder; None where there are too few to tell."""
        if len(self._paths.get(folder, ())) < self._settings.pages:
            return None
        with self._lock:
            recurring = self._found.get(folder)
            if recurring is None:
                sample = spread(self._paths[folder], self._settings.sample)
                recurring = self._found[folder] = self._recalled(sample)
        return recurring

    def tell(self, folder: str, recurring: Recurring) -> None:
        """Say what recurs on the pages of a folder, where that is known already."""
        with self._lock:
            self._found[folder] = recurring

    def look(self, path: str) -> Page | None:
        """Read a page for its lines, and have it for when it is cleaned; None if it cannot be."""
        from tui.text.page.model import PageError

        stamp = stamp_of(path)
        try:
            page = self._read(path)
        except PageError:
            # Whoever asks for this page is told; the others have lines enough without it.
            return None
        self._pages[path] = (stamp, page)
        return page

    def _recalled(self, paths: Sequence[str]) -> Recurring:
        """What recurs on some pages: as it is kept, or as it is found now, and kept then."""
        if self._kept is None or self._key is None:
            return self._gather(paths, {})
        from tui.text.page.model import PageError

        keys = {}
        for path in paths:
            with contextlib.suppress(PageError):
                keys[path] = self._key(path)
        recurring: Recurring | None = self._kept.recall_recurring([*keys.values()])
        if recurring is None:
            # A page more has others looked at, which were read before.
            known = ((path, self._kept.recall_lines(key)) for path, key in keys.items())
            recurring = self._gather(paths, {path: one for path, one in known if one is not None})
            self._kept.keep_recurring([*keys.values()], recurring)
        return recurring

    def _gather(self, paths: Sequence[str], known: dict[str, PageLines]) -> Recurring:
        unread = [path for path in paths if path not in known]
        pages = self._look(unread) if unread else []
        if pages is None:
            pages = [self.look(path) for path in unread]
        for path, page in zip(unread, pages, strict=True):
            if page is not None:
                known[path] = lines_to_count(page)
        # A page that was saved twice is one page: its article does not recur.
        found = [known[path] for path in paths if path in known]
        different = {page.sha256: page for page in reversed(found)}
        return shared_by(tuple(reversed(different.values())), self._settings)


def shared_by(
    pages: Sequence[PageLines], settings: RecurrenceSettings
) -> dict[str | None, Recurrence]:
    """Count what recurs on the pages of a folder, and on those of each site among them.

    Returns:
        What recurs by host, and under None on all of the pages. Hosts with too few pages are
        left out, as is everything where there are too few pages in all.
    """
    from tui.text.chrome.recurrence import recurrence_of

    groups: dict[str | None, list[Sequence[str]]] = {None: [page.texts for page in pages]}
    for page in pages:
        if page.host is not None:
            groups.setdefault(page.host, []).append(page.texts)
    return {
        host: recurrence_of(group, settings, host)
        for host, group in groups.items()
        if len(group) >= settings.pages
    }


def spread(paths: Sequence[str], most: int) -> Sequence[str]:
    """So many of the paths at most, evenly spread over all of them."""
    if len(paths) <= most:
        return paths
    return [paths[at * len(paths) // most] for at in range(most)]
