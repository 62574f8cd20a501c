"""`report`: find out all about a set of pages, and write it to a file or print it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import CONFIG, NO_RULES, PAGES, PATHS, WITHOUT, PathAsOnDisk, asks
from tui.cli.streams import FAILED, complain, progress_bar, write_json
from tui.report.report import (
    MOST_PAIRS,
    REPORT_FORMATS,
    SUFFIXES,
    Report,
    format_of,
    written,
)
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.cli.reading import Reading
    from tui.cli.request import Asked
    from tui.report.report import ReportFormat


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
        help="Write to this file; its suffix says the format. Without it, or with -, print.",
    ),
    click.option(
        "--format",
        type=click.Choice(REPORT_FORMATS),
        help="What to write, where the suffix of the file does not say it.",
    ),
    click.option(
        "--pairs",
        metavar="N|all",
        type=PairCount(),
        default=str(MOST_PAIRS),
        show_default=True,
        help="How many pairs to show side by side, those that share most first. Where there are "
        "more, those that share nothing are left out.",
    ),
    click.option("--force", is_flag=True, help="Replace the file if it is there."),
    CONFIG,
    *PAGES,
    NO_RULES,
    WITHOUT,
    PATHS,
)
def report(asked: Asked, output: str, pairs: int | None, force: bool) -> int:
    """Report on a whole set of pages, for people without a terminal.

    Whose copy each article is with the evidence, how much they have of each other, who has
    which paragraph, every pair side by side with what differs, and what was removed by which
    rule: as one HTML file that needs nothing else (.html), as Markdown (.md) or JSON (.json),
    the aligned paragraphs as a table (.csv), or all articles as an alignment table in
    CollateX's JSON (.collatex.json).
    """
    from tui.cli.reading import Reading

    format_ = chosen_format(asked, output)
    reading = Reading(asked)
    # Asked before the work, which may take long.
    overwrite = output != STDOUT and os.path.lexists(output)
    if overwrite and not force and not _may_replace(output):
        return FAILED
    made = _report(reading, pairs)
    if made is None:
        complain("no page could be read: there is nothing to report")
        return FAILED
    if output == STDOUT:
        for part in written(made, format_):
            write_json(part)
    else:
        with progress_bar("Writing", made.pair_count) as progress:
            told = replace(made, told=progress) if progress else made
            if not _save(output, written(told, format_), overwrite=overwrite):
                return FAILED
    if made.pairs_left_out and format_ != "collatex":
        complain(f"{made.pairs_left_out} pairs that share least are left out; see --pairs")
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
        raise click.UsageError("say what to print with --format, or where to write it with -o")
    by_suffix = format_of(output)
    if by_suffix is None:
        endings = ", ".join(SUFFIXES)
        suffix = PurePath(output).suffix or "no suffix"
        raise click.UsageError(
            f"{inert(output)}: {inert(suffix)} says no format; end it in one of {endings}, "
            "or add --format"
        )
    return by_suffix


def _report(reading: Reading, most_pairs: int | None) -> Report | None:
    """All there is to report on some pages; None where none could be read."""
    from tui.corpus.findings import find_out

    articles = reading.articles()
    if not articles:
        return None
    with progress_bar("Comparing", 2 * len(articles)) as progress:
        findings = find_out(articles, reading.library.align, reading.config, progress)
    return Report(findings, reading.provenance(), tuple(reading.failures), most_pairs)


def _may_replace(output: str) -> bool:
    """Whether a file may be replaced: a person at a terminal is asked; a script says it before."""
    name = inert(output)
    if os.path.isdir(output):  # noqa: PTH112
        complain(f"{name}: is a folder; name a file in it")
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(f"{name}: is there already; --force replaces it")
        return False
    try:
        agreed = click.confirm(f"{name} is there already. Replace it?", err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        complain(f"{name}: left as it is")
    return agreed


def _save(output: str, parts: Iterator[str], *, overwrite: bool) -> bool:
    """Write a file whole, or say why it cannot be."""
    from tui.report.save import TakenError, UnwritableError, save

    try:
        save(output, parts, overwrite=overwrite)
    except (TakenError, UnwritableError) as error:
        complain(f"{inert(output)}: cannot be written ({error})")
        return False
    return True
