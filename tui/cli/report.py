"""`report`: find out all about a set of pages, and write it to a file or print it.

The app hands over the same reports. View and report know nothing of each other, so what writes
them for the app stands here (`ReportExporter`), and whoever opens the app gives it one.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import (
    CONFIG,
    NO_NOTES,
    NO_RULES,
    ORIGINALS,
    PAGES,
    PATHS,
    WITHOUT,
    PathAsOnDisk,
    asks,
)
from tui.cli.streams import FAILED, complain, progress_bar, write_json
from tui.config.locate import decided_by
from tui.corpus.findings import find_out
from tui.corpus.library import side_by_side
from tui.report.report import (
    FORMAT_BY_NAME,
    FORMATS,
    MOST_PAIRS,
    REPORT_FORMATS,
    SUFFIXES,
    NotesToTell,
    Report,
    TakenError,
    UnwritableError,
    coverage_written,
    format_of,
    provenance,
    save,
    written,
)
from tui.text.inert import inert
from tui.text.page.names import OWN_ENDING
from tui.view.export import Form, RefusedError, ThereAlreadyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.cli.reading import Reading
    from tui.cli.request import Asked
    from tui.corpus.library import Library
    from tui.report.report import Format, ReportFormat
    from tui.text.model import Article
    from tui.view.export import Task, What


STDOUT = "-"


class PairCount(click.ParamType[int | None]):
    """A number of pairs, or `all`, which is None."""

    name = "count"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """The number of pairs."""
        if value is None or isinstance(value, int):
            return value
        if value == "all":
            return None
        if not (value.isascii() and value.isdecimal()):
            self.fail(f"{value!r} is neither a number of pairs nor `all`.", param, ctx)
        return int(value)


@click.command()
@asks(
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        type=PathAsOnDisk(allow_dash=True),
        help="Output file; the extension sets the format. Without it, or with -, print.",
    ),
    click.option(
        "--format",
        type=click.Choice(REPORT_FORMATS),
        help="Output format, if the extension does not set it.",
    ),
    click.option(
        "--pairs",
        metavar="N|all",
        type=PairCount(),
        default=str(MOST_PAIRS),
        show_default=True,
        help="How many pairs to show side by side, closest first. If there are more, pairs that "
        "share nothing are left out.",
    ),
    click.option("--force", is_flag=True, help="Replace the file if it exists."),
    click.option(
        "--cluster", metavar="ID", help="PATH is an index: report on the articles of this group."
    ),
    NO_NOTES,
    click.option("--author", metavar="NAME", default="", help="Say who made the notes."),
    click.option("--date", metavar="DATE", default="", help="Say when the notes were made."),
    ORIGINALS,
    CONFIG,
    *PAGES,
    NO_RULES,
    WITHOUT,
    PATHS,
)
def report(
    asked: Asked,
    /,
    output: str,
    pairs: int | None,
    force: bool,
    cluster: str | None,
    **of_notes: str,
) -> int:
    """Write a report on all pages, as HTML or in other formats.

    Where each text comes from with the evidence, how much the articles share, which of them have
    each paragraph, every pair side by side with what differs, and what was removed by which
    rule: as one self-contained HTML file (.html), as Markdown (.md) or JSON (.json), as tables
    of the aligned paragraphs (.csv), the articles (.articles.csv), the pairs (.pairs.csv) or the
    notes (.notes.csv), or all articles as an alignment table in CollateX's JSON
    (.collatex.json). Notes made in the app are included; give their author and date to name them.
    """
    from tui.cli.reading import Reading

    format_ = chosen_format(asked, output)
    articles = None if cluster is None else _in_cluster(asked, cluster)
    if cluster is not None:
        if articles is None:
            return FAILED
        asked = asked._replace(paths=())
    reading = Reading(asked, originals=True)
    # Asked before the work, which may take long.
    overwrite = output != STDOUT and os.path.lexists(output)
    if overwrite and not force and not _may_replace(output):
        return FAILED
    made = _report(reading, pairs, articles)
    if made is None:
        return FAILED
    made = replace(made, noted=reading.noted(made.findings.articles, **of_notes))
    if not _write(made, format_, output, overwrite=overwrite):
        return FAILED
    _tell_of_pairs(made, format_)
    return reading.exit_code


def chosen_format(asked: Asked, output: str) -> ReportFormat:
    """The format that was asked for, by name or by the suffix of the file to write.

    Raises:
        UsageError: Neither says which.
    """
    for known in REPORT_FORMATS:
        if asked.format == known:
            return known
    if output == STDOUT:
        raise click.UsageError("name a format with --format, or a file with -o")
    by_suffix = format_of(output)
    if by_suffix is None:
        endings = ", ".join(SUFFIXES)
        suffix = PurePath(output).suffix or "no suffix"
        raise click.UsageError(
            f"{inert(output)}: unknown format {inert(suffix)}; end the name in one of {endings}, "
            "or add --format"
        )
    return by_suffix


def _in_cluster(asked: Asked, cluster: str) -> Sequence[Article] | None:
    """The articles of a cluster in an index; None where there are none, which is said."""
    from tui.corpus.index import CorpusError, Index, require_corpus

    if len(asked.paths) != 1:
        raise click.UsageError("with --cluster, PATH must be one index")
    try:
        require_corpus()
        from tui.corpus.index.browse import Browser

        with Browser(Index(asked.paths[0])) as browser:
            articles, count = browser.articles(cluster)
    except CorpusError as error:
        complain(str(error))
        return None
    if len(articles) < count:
        complain(f"the group has {count} articles; this report covers the first {len(articles)}")
    return articles


def _tell_of_pairs(made: Report, format_: ReportFormat) -> None:
    """Say so where not every pair is shown."""
    if made.pairs_left_out and FORMAT_BY_NAME[format_].pairs:
        every = made.findings.pair_count
        complain(
            f"showing the {made.pair_count} closest of {every} pairs; --pairs all shows every pair"
        )


def _report(
    reading: Reading, most_pairs: int | None, given: Sequence[Article] | None = None
) -> Report | None:
    """All there is to report on some articles; None where none could be read, which is said."""
    from tui.corpus.findings import find_out

    articles = reading.articles() if given is None else given
    if not articles:
        complain("no page could be read, so there is nothing to report")
        return None
    with progress_bar("Comparing", 2 * len(articles)) as progress:
        findings = find_out(articles, reading.library.align, reading.config, progress)
    return Report(findings, reading.provenance(), tuple(reading.failures), most_pairs)


def _write(made: Report, format_: ReportFormat, output: str, *, overwrite: bool) -> bool:
    """Print a report or save it; False where it cannot be saved, which is said."""
    if output == STDOUT:
        for part in written(made, format_):
            write_json(part)
        return True
    with progress_bar("Writing", made.pair_count) as progress:
        told = replace(made, told=progress) if progress else made
        return _save(output, written(told, format_), overwrite=overwrite)


def _may_replace(output: str) -> bool:
    """Whether a file may be replaced: a person at a terminal is asked; a script says it before."""
    name = inert(output)
    if os.path.isdir(output):  # noqa: PTH112
        complain(f"{name} is a folder; name a file in it")
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(f"{name} already exists; --force replaces it")
        return False
    try:
        agreed = click.confirm(f"{name} already exists. Replace it?", err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        complain(f"{name}: not replaced")
    return agreed


def _save(output: str, parts: Iterator[str], *, overwrite: bool) -> bool:
    """Write a file whole, or say why it cannot be."""
    from tui.report.report import TakenError, UnwritableError, save

    try:
        save(output, parts, overwrite=overwrite)
    except (TakenError, UnwritableError) as error:
        complain(f"{inert(output)}: cannot be written ({error})")
        return False
    return True


if TYPE_CHECKING:
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
        if self._library.pages.is_page(path):
            raise RefusedError("That is one of the pages, which are never overwritten.")
        if self._library.pages.would_list(path, self._library.settings):
            stem, suffix = os.path.splitext(typed)  # noqa: PTH122
            raise RefusedError(
                "In that folder it would be read as a page. Under the name above it is not:"
                " Enter saves it.",
                f"{stem}{OWN_ENDING}{suffix}",
            )

    def _parts(self, task: Task, told: Told) -> Iterator[str]:
        """What is written. Nothing is found out before the first part is asked for."""
        # Not needed before something is written.
        from tui.corpus.notes import RememberedNotes

        library, subject = self._library, task.subject
        config = library.settings
        format_ = format_of(task.path)
        assert format_ is not None  # noqa: S101
        pair = task.what == "pair"
        articles = subject.pair if pair else subject.articles
        beside = partial(side_by_side, library) if pair else None
        findings = find_out(
            articles, library.align, config, partial(told, "comparing"), compare=beside
        )
        made = provenance(
            config,
            rules=library.has_rules,
            without=library.without,
            configuration=decided_by(self._asked),
        )
        unreadable = () if pair else subject.unreadable
        report = Report(
            findings,
            made,
            unreadable,
            told=partial(told, "writing"),
            noted=NotesToTell(RememberedNotes().on(findings.articles)),
        )
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
