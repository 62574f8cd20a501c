"""The pages a printing command was asked for: read in order, the unreadable ones named."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from tui.cli.options import limited, page_choice, undone
from tui.cli.streams import complain_of, piped_in, tell_of_configuration, tell_of_reports
from tui.config.load import load_config
from tui.config.locate import decided_by
from tui.corpus.files import STANDARD_INPUT, Unreadable
from tui.corpus.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.model import Article


class Reading:
    """Reads pages, and names on standard error each one that gives no article.

    Attributes:
        config: The configuration in force.
        configuration: Its file, where that is neither the default nor the user's own.
        library: The pages; it remembers what is read and aligned.
        rules: Whether chrome rules are applied.
        without: The names of rules that are left out.
        failures: What could not be read so far.
    """

    def __init__(
        self,
        paths: Sequence[str],
        config_path: str | None,
        *,
        rules: bool = True,
        without: Sequence[str] = (),
    ) -> None:
        """Load the configuration and find the pages; none is read yet.

        Args:
            paths: Files and folders.
            config_path: The configuration that was asked for, if any.
            rules: False takes every page as it is.
            without: Names of rules; what these took is kept.

        Raises:
            ConfigError: The configuration cannot be used, or has no rule of a name.
        """
        tell_of_configuration(config_path)
        self.configuration = decided_by(config_path)
        self.config = limited(load_config(config_path), page_choice())
        self.rules = rules
        self.without = undone(without, self.config)
        self.library = Library(paths, self.config, rules=rules, without=self.without)
        tell_of_reports(self.library.reports)
        self.take_piped_in(paths)
        self.failures: list[Unreadable] = []
        # The start is over: from here on there may be garbage.
        gc.enable()

    @property
    def exit_code(self) -> int:
        """0, or 2 where something could not be read."""
        return 2 if self.failures else 0

    def take_piped_in(self, paths: Sequence[str]) -> None:
        """Read what is piped in, where `-` is among the paths.

        Args:
            paths: What was asked for.

        Raises:
            click.UsageError: It is asked for twice, or nothing can be piped in.
        """
        data = piped_in(paths, self.config.pages.most_bytes)
        if data is not None:
            self.library.supply(STANDARD_INPUT, data)

    def articles(self) -> list[Article]:
        """Every article once, in the order of the paths; all are read first."""
        from tui.corpus.copies import once

        found = (self.read(path) for path in self.library.paths)
        entries = once(article for article in found if article is not None)
        return [entry for entry in entries if not isinstance(entry, Unreadable)]

    def in_stream(self) -> Iterator[Article]:
        """The article of every file, in order, any number of them: each is forgotten again."""
        from tui.corpus.copies import each

        found = (self.read(path, remember=False) for path in self.library.paths)
        return each(article for article in found if article is not None)

    def read(self, path: str, *, remember: bool = True) -> Article | None:
        """Read one page.

        Args:
            path: A file; it need not be one of the library's.
            remember: False forgets it again.

        Returns:
            The article, or None where there is none, which is then named.
        """
        entry = self.library.read(path, remember=remember)
        if isinstance(entry, Unreadable):
            complain_of(entry)
            self.failures.append(entry)
            return None
        return entry
