"""The lines that pages of one site or folder have in common, gathered when first needed."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from tui.corpus.files import stamp_of
from tui.text.chrome.recurrence import recurrence_of
from tui.text.chrome.recurring import RecurringRule
from tui.text.chrome.sites import host_of
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.corpus.files import Stamp
    from tui.corpus.settings import Settings
    from tui.text.chrome.recurrence import Recurrence, RecurrenceSettings
    from tui.text.page.model import Page


class SharedLines:
    """What recurs on the pages of a library. Safe to use from several threads.

    What a page is found to share depends on the pages of its folder that are in the library,
    and on nothing else: not on the order in which they are read.
    """

    def __init__(self, paths: Iterable[str], config: Settings, read: Callable[[str], Page]) -> None:
        """Note which pages stand in which folder; none is read yet.

        Args:
            config: The settings, with the rules that ask what recurs.
            read: Reads a page; raises PageError.
        """
        self._settings = config.chrome.recurrence
        self._read = read
        rules = (config.chrome.rules, *(site.rules for site in config.sites))
        wanted = any(
            isinstance(rule, RecurringRule) and rule.enabled for some in rules for rule in some
        )
        self._paths: dict[str, list[str]] = {}
        for path in paths if wanted else ():
            self._paths.setdefault(os.path.dirname(path), []).append(path)  # noqa: PTH120
        self._lock = threading.Lock()
        self._found: dict[str, dict[str | None, Recurrence]] = {}
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
        folder = os.path.dirname(page.path)  # noqa: PTH120
        if len(self._paths.get(folder, ())) < self._settings.pages:
            return None
        with self._lock:
            recurring = self._found.get(folder)
            if recurring is None:
                recurring = self._found[folder] = self._gather(self._paths[folder])
        return recurring.get(host_of(page)) or recurring.get(None)

    def _gather(self, paths: Sequence[str]) -> dict[str | None, Recurrence]:
        pages: list[Page] = []
        seen: set[str] = set()
        for path in spread(paths, self._settings.sample):
            stamp = stamp_of(path)
            try:
                page = self._read(path)
            except PageError:
                # Whoever asks for this page is told; the others have lines enough without it.
                continue
            # A page that was saved twice is one page: its article does not recur.
            if page.sha256 not in seen:
                seen.add(page.sha256)
                pages.append(page)
            self._pages[path] = (stamp, page)
        return shared_by(pages, self._settings)


def shared_by(pages: Sequence[Page], settings: RecurrenceSettings) -> dict[str | None, Recurrence]:
    """Count what recurs on the pages of a folder, and on those of each site among them.

    Returns:
        What recurs by host, and under None on all of the pages. Hosts with too few pages are
        left out, as is everything where there are too few pages in all.
    """
    hosts = [host_of(page) for page in pages]
    groups: dict[str | None, list[Page]] = {None: list(pages)}
    for host, page in zip(hosts, pages, strict=True):
        if host is not None:
            groups.setdefault(host, []).append(page)
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
