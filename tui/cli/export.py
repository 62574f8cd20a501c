"""Writes what a reader hands over from the app, as `report` and `diff` do.

Here, as view and report know nothing of each other: the app is given an `Exporter`, and whoever
opens it can write reports.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tui.config.locate import decided_by
from tui.corpus.findings import find_out
from tui.report.report import (
    FORMAT_BY_NAME,
    FORMATS,
    Report,
    coverage_written,
    format_of,
    provenance,
    written,
)
from tui.report.save import TakenError, UnwritableError, save
from tui.text.exports import OWN_ENDING
from tui.view.export import Form, RefusedError, ThereAlreadyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.corpus.library import Library
    from tui.report.report import Format
    from tui.view.export import Task, What

    Told = Callable[[str, int, int], None]


class ReportExporter:
    """Writes reports on the articles of a library.

    Args:
        library: The articles; what is written is aligned as the reader sees it.
        asked: The file after `--config`, which a report names as what it was made with.
    """

    def __init__(self, library: Library, asked: str | None = None) -> None:
        self._library = library
        self._asked = asked

    def forms(self, what: What) -> Sequence[Form]:
        """The formats there are, the usual one first."""
        return [_form(format_) for format_ in FORMATS if _can_tell(format_, what)]

    def form_of(self, path: str, what: What) -> Form | None:
        """The format that a file's name asks for; None where it asks for none of them."""
        name = format_of(path) if path else None
        if name is None or not _can_tell(FORMAT_BY_NAME[name], what):
            return None
        return _form(FORMAT_BY_NAME[name])

    def write(self, task: Task, told: Told) -> str:
        """Write a file whole or not at all.

        Args:
            task: What to write; a `~` in its path is the user's home.
            told: Is told what is done, how many steps of it, and of how many; what it raises
                ends the work.

        Returns:
            The file's whole path.

        Raises:
            ThereAlreadyError: There is a file already, and it may not be replaced.
            RefusedError: It cannot be written.
        """
        path = os.path.expanduser(task.path)  # noqa: PTH111
        self._refuse_page(task.path, path)
        try:
            save(path, self._parts(task, told), overwrite=task.overwrite)
        except TakenError as error:
            raise ThereAlreadyError from error
        except UnwritableError as error:
            raise RefusedError(f"It cannot be written: {error}") from error
        return os.path.abspath(path)  # noqa: PTH100

    def _refuse_page(self, typed: str, path: str) -> None:
        """Refuse what is a page, or would be read as one."""
        try:
            os.fsencode(path)
        except ValueError as error:
            raise RefusedError("No file can have that name.") from error
        if "\0" in path:
            raise RefusedError("No file can have that name.")
        if self._library.is_page(path):
            raise RefusedError("That is one of the pages; it stays as it is.")
        if self._library.would_list(path):
            stem, suffix = os.path.splitext(typed)  # noqa: PTH122
            raise RefusedError(
                "In that folder it would be read as a page. Under the name above it is not:"
                " Enter writes it.",
                f"{stem}{OWN_ENDING}{suffix}",
            )

    def _parts(self, task: Task, told: Told) -> Iterator[str]:
        """What is written. Nothing is found out before the first part is asked for."""
        library, subject = self._library, task.subject
        config = library.settings
        format_ = format_of(task.path)
        assert format_ is not None  # noqa: S101
        pair = task.what == "pair"
        articles = subject.pair if pair else subject.articles
        findings = find_out(
            articles, library.align, config, partial(told, "comparing"), as_given=pair
        )
        made = provenance(
            config,
            rules=library.has_rules,
            without=library.without,
            configuration=decided_by(self._asked),
        )
        unreadable = () if pair else subject.unreadable
        report = Report(findings, made, unreadable, told=partial(told, "writing"))
        if task.what == "coverage":
            places = [article.path for article in articles]
            parts = coverage_written(report, places.index(subject.chosen.path), format_)
        else:
            parts = written(report, format_)
        for part in parts:
            # Not every part is counted; but work can be ended after each.
            told("writing", 0, 0)
            yield part


def _form(format_: Format) -> Form:
    return Form(format_.label, format_.suffixes[0])


def _can_tell(format_: Format, what: What) -> bool:
    return format_.coverage or what != "coverage"
