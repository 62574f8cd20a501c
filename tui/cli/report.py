"""What `report` does: find out all about a set of pages, and write it to a file or print it.

The commands that look at a whole set of pages and hand over what they found.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    PairCount,
    PathAsOnDisk,
    config_option,
    no_rules_option,
    page_options,
    report_format_option,
    without_option,
)
from tui.cli.streams import FAILED, complain, progress_bar, write_json
from tui.corpus.findings import find_out
from tui.report.report import MOST_PAIRS, SUFFIXES, Report, format_of, provenance, written
from tui.report.save import TakenError, UnwritableError, save
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.cli.reading import Reading
    from tui.report.report import ReportFormat


STDOUT = "-"


def chosen_format(format_: ReportFormat | None, output: str) -> ReportFormat:
    """The format that was asked for, by name or by the suffix of the file.

    Args:
        format_: What `--format` says, if anything.
        output: The file to write, or `-`.

    Raises:
        UsageError: Neither says which.
    """
    if format_ is not None:
        return format_
    if output == STDOUT:
        raise click.UsageError("say what to print with --format, or where to write it with -o")
    found = format_of(output)
    if found is None:
        known = ", ".join(SUFFIXES)
        suffix = PurePath(output).suffix or "no suffix"
        raise click.UsageError(
            f"{inert(output)}: {inert(suffix)} says no format; end it in one of {known}, "
            "or add --format"
        )
    return found


def print_report(
    reading: Reading, format_: ReportFormat, output: str, most_pairs: int | None, *, force: bool
) -> int:
    """Write a report on some pages.

    Args:
        reading: The pages.
        format_: How to write it.
        output: The file to write, or `-` for standard output.
        most_pairs: How many pairs are shown side by side; None for all.
        force: Whether a file that is there may be replaced.

    Returns:
        0, or 2 where something could not be read or written.
    """
    # Asked before the work, which may take long.
    overwrite = output != STDOUT and os.path.lexists(output)
    if overwrite and not force and not _may_replace(output):
        return FAILED
    articles = reading.articles()
    if not articles:
        complain("no page could be read: there is nothing to report")
        return FAILED
    with progress_bar("Comparing", 2 * len(articles)) as progress:
        found = find_out(articles, reading.library.align, reading.config, progress)
    made = provenance(
        reading.config,
        rules=reading.rules,
        without=reading.without,
        configuration=reading.configuration,
    )
    report = Report(found, made, tuple(reading.failures), most_pairs)
    if output == STDOUT:
        for part in written(report, format_):
            write_json(part)
    else:
        with progress_bar("Writing", report.pair_count) as progress:
            told = replace(report, told=progress) if progress else report
            if not _save(output, written(told, format_), overwrite=overwrite):
                return FAILED
    if report.pairs_left_out and format_ != "collatex":
        complain(f"{report.pairs_left_out} pairs that share least are left out; see --pairs")
    return reading.exit_code


def _may_replace(output: str) -> bool:
    """Ask a person at a terminal; a script has to say it beforehand."""
    name = inert(output)
    if os.path.isdir(output):  # noqa: PTH112
        complain(f"{name}: is a folder; name a file in it")
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(f"{name}: is there already; --force replaces it")
        return False
    try:
        said = click.confirm(f"{name} is there already. Replace it?", err=True)
    except click.Abort:
        said = False
    if not said:
        complain(f"{name}: left as it is")
    return said


def _save(output: str, parts: Iterator[str], *, overwrite: bool) -> bool:
    try:
        save(output, parts, overwrite=overwrite)
    except (TakenError, UnwritableError) as error:
        complain(f"{inert(output)}: cannot be written ({error})")
        return False
    return True


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    type=PathAsOnDisk(allow_dash=True),
    help="Write to this file; its suffix says the format. Without it, or with -, print.",
)
@report_format_option
@click.option(
    "--pairs",
    metavar="N|all",
    type=PairCount(),
    default=str(MOST_PAIRS),
    show_default=True,
    help="How many pairs to show side by side, those that share most first. Where there are "
    "more, those that share nothing are left out.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@config_option
@page_options
@no_rules_option
@without_option
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PathAsOnDisk())
def report(  # noqa: PLR0913, PLR0917
    paths: tuple[str, ...],
    config: str | None,
    no_rules: bool,
    without: tuple[str, ...],
    output: str,
    format_: ReportFormat | None,
    pairs: int | None,
    force: bool,
) -> int:
    """Report on a whole set of pages, for people without a terminal.

    Whose copy each article is with the evidence, how much they have of each other, who has
    which paragraph, every pair side by side with what differs, and what was removed by which
    rule: as one HTML file that needs nothing else (.html), as Markdown (.md) or JSON (.json),
    the aligned paragraphs as a table (.csv), or all articles as an alignment table in
    CollateX's JSON (.collatex.json).
    """
    from tui.cli.reading import Reading

    chosen = chosen_format(format_, output)
    reading = Reading(paths, config, rules=not no_rules, without=without)
    return print_report(reading, chosen, output, pairs, force=force)
