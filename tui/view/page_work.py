"""Reading a page for the view of it, off the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.corpus.finding import Unreadable
from tui.text.page import PageError
from tui.view.page_sheet import PageLine, page_rows
from tui.view.view_screen import ViewScreen

if TYPE_CHECKING:
    from tui.text.article import Article


class PageWork(ViewScreen):
    """A view that has pages read, and is told what they say."""

    class PageRead(Message):
        """A page was read under all rules and without those that are switched off."""

        def __init__(
            self, path: str, lines: tuple[PageLine, ...], usual: tuple[PageLine, ...]
        ) -> None:
            super().__init__()
            self.path = path
            self.lines = lines
            self.usual = usual

    class PageReadAnew(Message):
        """The rules have changed, and what they make of the page."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    class PageFailed(Message):
        """A page could not be read again."""

        def __init__(self, path: str, reason: str) -> None:
            super().__init__()
            self.path = path
            self.reason = reason

    def read_in_thread(self, article: Article, off: frozenset[str]) -> None:
        """Read a page, with all rules and without some.

        Args:
            article: The page as all rules have read it.
            off: The names of the rules that are switched off.
        """
        self.run_worker(
            lambda: self._read_lines(article, off), thread=True, group="page", exclusive=True
        )

    def read_again(self, path: str) -> None:
        """Read a page with the rules as they are now; to be called in a thread.

        Args:
            path: The page.
        """
        found = self.context.library.read(path)
        if isinstance(found, Unreadable):
            self.post_message(self.PageFailed(path, found.reason))
        else:
            self.post_message(self.PageReadAnew(found))

    def _read_lines(self, article: Article, off: frozenset[str]) -> None:
        try:
            page = self.context.library.page(article.path)
        except PageError as error:
            self.post_message(self.PageFailed(article.path, error.reason))
            return
        usual = page_rows(page, article)
        lines = usual
        if off:
            found = self.context.library.read_without(article.path, off)
            if isinstance(found, Unreadable):
                self.post_message(self.PageFailed(article.path, found.reason))
                return
            lines = page_rows(page, found)
        self.post_message(self.PageRead(article.path, lines, usual))
