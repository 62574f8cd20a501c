"""How the pages of a library become articles: recalled where they are kept, cleaned where not.

It holds all that an article depends on beside its page: settings, rules that are left out, and
what recurs on the pages beside it. What is cleaned is kept for the next run, unless that is
switched off.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from tui.corpus.kept import MOST_KEPT_PARTS, KeptArticles, PageKey, is_switched_off
from tui.corpus.lines import SharedLines
from tui.text.article.read import clean, trace, whole_page
from tui.text.chrome.sites import host_of
from tui.text.page.read import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.corpus.files import Stamp
    from tui.corpus.lines import Recurring
    from tui.corpus.settings import Settings
    from tui.text.article.read import LineTrace
    from tui.text.model import Article
    from tui.text.page.model import Page


class Cleaner:
    """Makes articles of pages. Safe to use from several threads.

    Attributes:
        lines: What recurs on the pages.
    """

    def __init__(
        self,
        paths: Iterable[str],
        settings: Settings,
        read: Callable[[str], Page],
        look: Callable[[Sequence[str]], list[Page | None] | None] = lambda _: None,
        *,
        rules: bool = True,
        without: frozenset[str] = frozenset(),
        keeps: bool = False,
    ) -> None:
        """Read nothing yet.

        Args:
            paths: The pages.
            read: Reads one of them; raises PageError.
            look: Has pages read elsewhere, for their lines alone; None where that cannot be.
            rules: False takes every page as it is.
            without: Names of chrome rules that are left out.
            keeps: Whether articles are kept between runs, and those that are used.
        """
        self._settings = settings
        self._rules = rules
        self._without = without
        self._kept: KeptArticles | None = None
        if keeps and not is_switched_off():
            self._kept = KeptArticles(settings, rules=rules, without=without)
        self.lines = SharedLines(paths, settings, read, look, self._kept, self._key)

    def recalled(self, path: str) -> Article | None:
        """The article of a file as it was cleaned before; None where that is not kept.

        Raises:
            PageError: The file cannot be read.
        """
        if self._kept is None:
            return None
        key = self._key(path)
        # Of a file that holds several articles none is kept under its own name: what recurs
        # beside it need not be found out.
        if not self._kept.has(key):
            return None
        return self._kept.recall(key, self.recurring_in(os.path.dirname(path)))  # noqa: PTH120

    def article(self, path: str, stamp: Stamp | None, *, keep: bool = True) -> Article:
        """The article of a page: recalled, or cleaned and kept.

        Args:
            stamp: The file's stamp now; what was read of it for its lines is as old.
            keep: False for what is no file, and therefore neither recalled nor kept.

        Raises:
            PageError: The page cannot be read.
        """
        kept = self._kept if keep else None
        article = self.recalled(path) if kept is not None else None
        if article is not None:
            return article
        page = self.lines.page(path, stamp)
        article = self.article_of(page)
        if kept is not None:
            self._keep(kept, PageKey(page.sha256, page.path), page, article)
        return article

    def article_in(self, page: Page) -> Article:
        """The article of a page that is part of a file: recalled, or cleaned and kept."""
        kept = self._kept
        if kept is None or not page.part or page.part > MOST_KEPT_PARTS or page.article:
            return self.article_of(page)
        first = min((block.first for block in page.blocks), default=0)
        told = repr((page.sha256, page.metadata)).encode(errors="surrogatepass")
        key = PageKey(hashlib.sha256(told).hexdigest(), page.path, page.part, first)
        article = kept.recall(key, self.recurring_in(os.path.dirname(page.path)))  # noqa: PTH120
        if article is None:
            article = self.article_of(page)
            self._keep(kept, key, page, article)
        return article

    def _keep(self, kept: KeptArticles, key: PageKey, page: Page, article: Article) -> None:
        recurrence = self.lines.of(page) if self._rules else None
        kept.keep(key, page, host_of(page), recurrence, article)

    def article_of(self, page: Page) -> Article:
        """The article of a page that was read already, cleaned anew."""
        if not self._rules:
            return whole_page(page)
        return clean(page, self._settings, self._without, self.lines.of(page))

    def article_without(
        self, path: str, stamp: Stamp | None, without: frozenset[str], settings: Settings | None
    ) -> Article:
        """The article of a page, cleaned anew with other rules left out, or other settings.

        Raises:
            PageError: The page cannot be read.
        """
        page = self.lines.page(path, stamp)
        without = self._without | without
        return clean(page, settings or self._settings, without, self.lines.of(page))

    def trace(self, path: str, stamp: Stamp | None) -> list[LineTrace]:
        """What the rules do to each line of a page.

        Raises:
            PageError: The page cannot be read.
        """
        page = self.lines.page(path, stamp)
        return trace(page, self._settings, self._without, self.lines.of(page))

    def recurring_in(self, folder: str) -> Recurring | None:
        """What recurs on the pages of a folder; None where no rule asks, or they are few."""
        return self.lines.in_folder(folder) if self._rules else None

    def tidy(self) -> None:
        """Remove what was not used for the longest time, where too much is kept."""
        if self._kept is not None:
            self._kept.tidy()

    def _key(self, path: str) -> PageKey:
        data = read_bytes(path, self._settings.pages.most_bytes)
        return PageKey(hashlib.sha256(data).hexdigest(), path)
