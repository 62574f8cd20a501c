"""A report on a set of articles: what it tells, the formats it is told in, and its provenance.

What is told is the same in every format, so a `Report` knows none of them; a format is one row
of `FORMATS` and the module that it names. The provenance says what a report was made with, so
that it can be made again and checked: the same pages, rules and version give the same bytes.

`save` writes one to a file, whole or not at all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui import __version__
from tui.files.names import fault_of_name
from tui.files.write import refusal, usual_mode, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.corpus.files import Unreadable
    from tui.corpus.findings import Findings
    from tui.corpus.notes import PlacedNote
    from tui.corpus.settings import Settings


ReportFormat = Literal[
    "html", "markdown", "csv", "csv-articles", "csv-pairs", "csv-notes", "json", "collatex"
]


class Format(NamedTuple):
    """A format of reports.

    Attributes:
        name: What `--format` calls it.
        label: What people call it.
        suffixes: What its files end in, the usual one first.
        writer: The module with `NAME_report(report)` and, where the coverage of one article can
            be told by itself, `NAME_coverage(report, place)`; both give the parts of a file.
        coverage: Whether it can.
        pairs: Whether it shows pairs, of which those that share least may be left out.
    """

    name: ReportFormat
    label: str
    suffixes: tuple[str, ...]
    writer: str
    coverage: bool = False
    pairs: bool = True


FORMATS: tuple[Format, ...] = (
    Format("html", "HTML", (".html", ".htm"), "tui.report.html", coverage=True),
    Format("markdown", "Markdown", (".md", ".markdown"), "tui.report.markdown", coverage=True),
    Format("csv", "CSV", (".csv",), "tui.report.csv", coverage=True),
    Format("csv-articles", "CSV of articles", (".articles.csv",), "tui.report.csv", pairs=False),
    Format("csv-pairs", "of pairs", (".pairs.csv",), "tui.report.csv", pairs=False),
    Format("csv-notes", "of notes", (".notes.csv",), "tui.report.csv", pairs=False),
    Format("json", "JSON", (".json",), "tui.report.json"),
    Format("collatex", "CollateX", (".collatex.json",), "tui.report.collatex", pairs=False),
)
"""Every format, the usual one first: what `--format`, the export window and the messages on
suffixes know of them comes from here."""


REPORT_FORMATS: tuple[ReportFormat, ...] = tuple(format_.name for format_ in FORMATS)


FORMAT_BY_NAME: dict[ReportFormat, Format] = {format_.name: format_ for format_ in FORMATS}


SUFFIXES: dict[str, ReportFormat] = {
    suffix: format_.name for format_ in FORMATS for suffix in format_.suffixes
}


def format_of(path: str | os.PathLike[str]) -> ReportFormat | None:
    """The format that a file's name asks for; None where it asks for none that there is."""
    name = PurePath(path).name.lower()
    # A name that is nothing but a suffix has none.
    suffixes = [suffix for suffix in SUFFIXES if name.endswith(suffix) and name != suffix]
    # CollateX's tables are JSON too, and there are several tables in CSV.
    return SUFFIXES[max(suffixes, key=len)] if suffixes else None


def written(report: Report, format_: ReportFormat) -> Iterator[str]:
    """A report in a format, in parts, so that it need not be in memory as a whole.

    `save` takes the parts.
    """
    yield from _writer(format_, "report")(report)


def coverage_written(report: Report, place: int, format_: ReportFormat) -> Iterator[str]:
    """Who has which paragraph of the article at a place, in parts.

    The format is one that tells it: its row in `FORMATS` says so.
    """
    yield from _writer(format_, "coverage")(report, place)


def _writer(format_: ReportFormat, what: str) -> Callable[..., Iterator[str]]:
    # Only what is wanted is imported: HTML needs a template library.
    module = import_module(FORMAT_BY_NAME[format_].writer)
    writer: Callable[..., Iterator[str]] = getattr(module, f"{format_.replace('-', '_')}_{what}")
    return writer


@dataclass(frozen=True, slots=True)
class NotesToTell:
    """What the reader has noted on the articles of a report.

    Attributes:
        notes: The notes.
        author: Who made them; empty where nobody said that it is to be told.
        date: When; the same.
    """

    notes: tuple[PlacedNote, ...] = ()
    author: str = ""
    date: str = ""


MOST_PAIRS = 40
"""How many pairs stand side by side unless more are asked for: two megabytes of HTML."""


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
        noted: What the reader has noted on the articles.
    """

    findings: Findings
    provenance: Provenance
    unreadable: tuple[Unreadable, ...] = ()
    most_pairs: int | None = MOST_PAIRS
    told: Callable[[int, int], object] = _nobody_waits
    noted: NotesToTell = NotesToTell()

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


class TakenError(Exception):
    """There is a file of that name already, and nobody said that it may be replaced."""


class UnwritableError(Exception):
    """The file could not be written; the message says why, and what to do.

    Nothing of it is left, and what was in its place is as it was.
    """


def save(path: str | os.PathLike[str], chunks: Iterable[str], *, overwrite: bool = False) -> None:
    """Write a file whole or not at all.

    Args:
        path: Where to; its folder must be there.
        chunks: The text, in parts that are written as they come.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        TakenError: There is something of that name, and it may not be replaced. Nothing is
            asked of `chunks` then.
        UnwritableError: The folder is missing or may not be written, the disk is full, or what
            is there is no regular file, such as a link, which is never followed.
    """
    file = Path(os.fspath(path))
    if fault := fault_of_name(file.name):
        raise UnwritableError(f"{fault}; choose another name")
    if os.path.isdir(file):  # noqa: PTH112 - pathlib raises where a name is too long
        raise UnwritableError("it is a folder; name a file in it")
    if not overwrite and os.path.lexists(file):
        raise TakenError(f"{os.fspath(path)} already exists")
    if os.path.islink(file):  # noqa: PTH114 - which never raises
        # The folder may be somebody else's, and the link lead anywhere.
        target = os.fspath(file.parent / file.readlink())
        raise UnwritableError(f"it is a link to {target}; name that file itself")
    if os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113
        # A device or a pipe would be replaced by a file, for everyone.
        raise UnwritableError("it is not a regular file; print to it instead")
    try:
        mode = file.stat().st_mode & 0o777 if os.path.exists(file) else usual_mode()  # noqa: PTH110
        # "\n" on every system: the same input gives the same bytes.
        parts = (chunk.encode("utf-8", "replace") for chunk in chunks)
        write_whole(file, parts, mode=mode, replace=overwrite)
    except FileExistsError:
        raise TakenError(f"{file} already exists") from None
    except OSError as error:
        raise UnwritableError(refusal(error)) from error
