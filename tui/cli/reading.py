"""The pages a printing command was asked for: read in order, the unreadable ones named."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from tui.cli.request import check_originals, configuration, undone
from tui.cli.streams import (
    complain,
    complain_of,
    piped_in,
    tell_of_configuration,
    tell_of_reports,
    tell_of_strangers,
)
from tui.config.locate import decided_by
from tui.corpus.files import STANDARD_INPUT, Unreadable
from tui.corpus.library import Library
from tui.files.program import COLLECT_SELDOM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.request import Asked
    from tui.corpus.story.story import Story
    from tui.report.report import NotesToTell, Provenance
    from tui.text.article.read import LineTrace
    from tui.text.model import Article


class Reading:
    """Reads pages, and names on standard error each one that gives no article.

    Attributes:
        asked: What was asked for.
        config: The configuration in force.
        library: The pages; it remembers what is read and aligned.
        failures: What could not be read so far.
    """

    def __init__(self, asked: Asked, *, originals: bool = False) -> None:
        """Load the configuration and find the pages; none is read yet.

        Args:
            originals: Whether the originals that the configuration and the command line name
                are read as well, and known as such.

        Raises:
            ConfigError: The configuration cannot be used, or has no rule of a name, or an
                original is not there.
        """
        tell_of_configuration(asked.config)
        self.asked = asked
        self.config = configuration(asked)
        if originals:
            check_originals(asked, self.config)
        without = undone(asked, self.config)
        self.library = Library(
            asked.paths,
            self.config,
            rules=asked.rules,
            without=without,
            originals=originals,
            keeps=not asked.no_cache,
            parts=asked.parts,
        )
        tell_of_reports(self.library.pages.reports)
        tell_of_strangers(self.library.pages.held.strangers)
        self.take_piped_in(asked.paths)
        self.failures: list[Unreadable] = []
        # The start is over: from here on there may be garbage.
        gc.set_threshold(*COLLECT_SELDOM)
        gc.enable()

    @property
    def exit_code(self) -> int:
        """0, or 2 where something could not be read."""
        return 2 if self.failures else 0

    def take_piped_in(self, paths: Sequence[str]) -> None:
        """Read what is piped in, where `-` is among the paths.

        Raises:
            click.UsageError: It is asked for twice, or nothing can be piped in.
        """
        data = piped_in(paths, self.config.pages.most_bytes)
        if data is not None:
            self.library.pages.supply(STANDARD_INPUT, data)

    def articles(self) -> list[Article]:
        """Every article once, in the order of the paths; all are read first."""
        from tui.corpus.copies import once

        entries = once(self._told_of_many(self._read_all(remember=True)))
        visited = self.library.pages.held.visited
        return [visited(entry) for entry in entries if not isinstance(entry, Unreadable)]

    def _told_of_many(self, articles: Iterator[Article]) -> Iterator[Article]:
        """The articles; that they are too many for memory is said as soon as that shows."""
        from tui.corpus import pages

        told = self.library.pages.are_many()
        if told:
            complain(pages.MANY_SAID)
        for number, article in enumerate(articles, start=1):
            if not told and pages.too_many_for_memory(number):
                told = True
                complain(pages.MANY_SAID)
            yield article

    def in_stream(self) -> Iterator[Article]:
        """The article of every file, in order, any number of them: each is forgotten again."""
        from tui.corpus.copies import each

        return each(self._read_all(remember=False), tell=complain)

    def _read_all(self, *, remember: bool) -> Iterator[Article]:
        """Every article, further savings of one too; what cannot be read is named."""
        for entry in self.library.entries(remember=remember):
            if isinstance(entry, Unreadable):
                self._fail(entry)
            else:
                self._tell_of_end(entry)
                yield entry
        for path, passed_over in self.library.pages.held.passed_over.items():
            if passed_over:
                complain(f"{path}: {passed_over}")

    def read(self, path: str, *, remember: bool = True) -> Article | None:
        """Read one file, one of the library's or not, and remember it unless told otherwise.

        Returns:
            The article, or None where there is none, which is then named.
        """
        entry = self.library.read(path, remember=remember)
        if isinstance(entry, Unreadable):
            self._fail(entry)
            return None
        self._tell_of_end(entry)
        return entry

    def trace(self, path: str) -> list[LineTrace] | None:
        """What became of each line of a page; None where it cannot be read, which is said."""
        traces = self.library.trace(path)
        if isinstance(traces, Unreadable):
            self._fail(traces)
            return None
        return traces

    def traces(self) -> Iterator[tuple[str, list[LineTrace]]]:
        """Every page that can be read, by its path, with what became of its lines."""
        for path in self.library.paths:
            traces = self.trace(path)
            if traces is not None:
                yield path, traces

    def noted(self, articles: Sequence[Article], author: str = "", date: str = "") -> NotesToTell:
        """What the user has noted on some articles in the app, unless it is to be left out."""
        from tui.corpus.notes import RememberedNotes
        from tui.report.report import NotesToTell

        if not self.asked.notes:
            return NotesToTell()
        return NotesToTell(RememberedNotes().on(articles), author, date)

    def stories(self, articles: Sequence[Article]) -> tuple[Story, ...]:
        """The stories that articles tell; a person at a terminal sees how far it is."""
        from tui.cli.streams import progress_bar
        from tui.corpus.story.story import find_stories

        with progress_bar("Comparing", len(articles)) as progress:
            kept = self.library.kept_comparisons(len(articles))
            return tuple(find_stories(articles, self.library.align, self.config, progress, kept))

    def provenance(self) -> Provenance:
        """What a report on these pages is made with."""
        from tui.report.report import provenance

        return provenance(
            self.config,
            rules=self.library.has_rules,
            without=self.library.without,
            configuration=decided_by(self.asked.config),
        )

    def _tell_of_end(self, article: Article) -> None:
        """Say that a mail or web archive was cut off, which is read as far as it goes."""
        # A file that holds several tells it itself.
        if not article.cut_off or article.part is not None:
            return
        if any(one.path == article.path for one in self.failures):
            return
        from tui.text.page.mail import CUT_SAID

        self._fail(Unreadable(article.path, CUT_SAID))

    def _fail(self, unreadable: Unreadable) -> None:
        complain_of(unreadable)
        self.failures.append(unreadable)
