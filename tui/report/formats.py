"""The formats of a report: how each is called, what its files end in, and what writes it."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from tui.report.report import Report

ReportFormat = Literal["html", "markdown", "csv", "json", "collatex"]

REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)

COVERAGE_FORMATS: tuple[ReportFormat, ...] = ("html", "markdown", "csv")
"""The formats in which the coverage of one article can be told by itself."""

MOST_PAIRS = 40
"""How many pairs stand side by side unless more are asked for: two megabytes of HTML."""

_WRITERS: dict[ReportFormat, str] = {
    "html": "tui.report.html",
    "markdown": "tui.report.markdown",
    "csv": "tui.report.csv_table",
    "json": "tui.report.json_record",
    "collatex": "tui.report.collatex",
}

SUFFIXES: dict[str, ReportFormat] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".json": "json",
}
"""What a report's file ends in. CollateX's tables are JSON too: `.collatex.json`."""


def format_of(path: str | os.PathLike[str]) -> ReportFormat | None:
    """The format that a file's name asks for; None where it asks for none that there is."""
    name = PurePath(path).name.lower()
    if name.endswith(".collatex.json"):
        return "collatex"
    return SUFFIXES.get(PurePath(name).suffix)


def written(report: Report, format_: ReportFormat) -> Iterator[str]:
    """A report in a format, in parts, so that it need not be in memory as a whole.

    Args:
        report: What to tell.
        format_: How.

    Yields:
        The parts, in order; `tui.report.writing.save` takes them.
    """
    # Only what is wanted is imported: HTML needs a template library.
    module = import_module(_WRITERS[format_])
    yield from getattr(module, f"{format_}_report")(report)


def coverage_written(report: Report, place: int, format_: ReportFormat) -> Iterator[str]:
    """Who has which paragraph of one article, in a format, in parts.

    Args:
        report: What is known.
        place: The article's place.
        format_: How; one of `COVERAGE_FORMATS`.

    Yields:
        The parts, in order.
    """
    module = import_module(_WRITERS[format_])
    yield from getattr(module, f"{format_}_coverage")(report, place)
