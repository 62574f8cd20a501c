"""A report on a set of articles: what every format of it tells.

The formats of a report: how each is called, what its files end in, and what writes it.

What a report was made with, so that it can be made again and checked.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from tui import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.corpus.files import Unreadable
    from tui.corpus.findings import Findings
    from tui.corpus.settings import Settings


ReportFormat = Literal["html", "markdown", "csv", "json", "collatex"]


REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


COVERAGE_FORMATS: tuple[ReportFormat, ...] = ("html", "markdown", "csv")
"""The formats in which the coverage of one article can be told by itself."""


MOST_PAIRS = 40
"""How many pairs stand side by side unless more are asked for: two megabytes of HTML."""


_WRITERS: dict[ReportFormat, str] = {
    "html": "tui.report.html",
    "markdown": "tui.report.markdown",
    "csv": "tui.report.csv",
    "json": "tui.report.json",
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


def _nobody_waits(done: int, steps: int) -> None:
    """Takes progress that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be told about some articles.

    Attributes:
        findings: What was found out.
        provenance: What it was found with.
        unreadable: The pages that gave no article, and why.
        most_pairs: How many pairs are shown side by side; None for all.
        told: Is told how many parts are written, and of how many.
    """

    findings: Findings
    provenance: Provenance
    unreadable: tuple[Unreadable, ...] = ()
    most_pairs: int | None = MOST_PAIRS
    told: Callable[[int, int], object] = _nobody_waits

    @property
    def pair_count(self) -> int:
        """How many pairs are shown.

        Where there are too many to show all, those that share nothing are left out, unless
        there are no others.
        """
        count = self.findings.pair_count
        if self.most_pairs is None or count <= self.most_pairs:
            return count
        return min(len(self.findings.sharing_pairs) or count, self.most_pairs)

    @property
    def pairs_left_out(self) -> int:
        """How many pairs are not shown."""
        return self.findings.pair_count - self.pair_count

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs that are shown, by the places of their articles, told as they are taken."""
        for done, pair in enumerate(self.shown_pairs(), 1):
            yield pair
            self.told(done, self.pair_count)

    def shown_pairs(self) -> Iterator[tuple[int, int]]:
        """The same, for whoever only wants to know which they are."""
        return islice(self.findings.pairs(), self.pair_count)


CLOCK = "SOURCE_DATE_EPOCH"
"""The environment variable with the seconds since 1970 that a report may be dated with. The
same input gives the same bytes: without it no report has a date."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report was made with.

    Attributes:
        version: The program's version.
        rules_sha256: The hash of the configuration in force, as far as it decides about text.
        rules: Whether chrome rules were applied.
        without: The names of rules that were left out, in order.
        configuration: The file of the configuration in force, where it is neither the default
            nor the user's own; else None.
        made: The day that SOURCE_DATE_EPOCH gives, as an ISO date; None where it is not set.
    """

    version: str
    rules_sha256: str
    rules: bool
    without: tuple[str, ...]
    made: str | None
    configuration: str | None = None


def provenance(
    config: Settings, *, rules: bool, without: Iterable[str], configuration: str | None = None
) -> Provenance:
    """Say what a report is made with.

    Args:
        config: The configuration in force.
        rules: Whether chrome rules are applied.
        without: The names of rules that are left out.
        configuration: Its file, where it is neither the default nor the user's own.
    """
    # Help names the formats of reports; it needs no configuration.
    from tui.config.cache import fingerprint

    return Provenance(
        __version__,
        fingerprint(config),
        rules,
        tuple(sorted(without)),
        _day(os.environ.get(CLOCK)),
        configuration,
    )


def _day(seconds: str | None) -> str | None:
    if seconds is None or not seconds.isdecimal():
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None
