"""The commands that look at a whole set of pages and hand over what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    PairCount,
    PathAsOnDisk,
    RecordFormat,
    config_option,
    no_rules_option,
    page_options,
    record_format_option,
    report_format_option,
    without_option,
)
from tui.report.formats import MOST_PAIRS

if TYPE_CHECKING:
    from tui.report.formats import ReportFormat


@click.command()
@click.option(
    "--max-uncredited",
    "limit",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    default=60,
    show_default=True,
    help="The most of an article that may be a service's text without a credit to it.",
)
@record_format_option
@config_option
@page_options
@no_rules_option
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PathAsOnDisk())
def check(
    paths: tuple[str, ...],
    config: str | None,
    no_rules: bool,
    format_: RecordFormat,
    limit: float,
) -> int:
    """Check that no article is mostly wire copy without a credit.

    PATH is a file or a folder of pages. Articles of which more than that percentage of the
    words is a wire service's copy, and which do not credit that service, are named with the
    evidence, and the exit code is 1.
    """
    from tui.cli.checking import print_check

    return print_check(paths, config, format_, limit, rules=not no_rules)


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
    from tui.cli.reporting import chosen_format, print_report

    chosen = chosen_format(format_, output)
    reading = Reading(paths, config, rules=not no_rules, without=without)
    return print_report(reading, chosen, output, pairs, force=force)
