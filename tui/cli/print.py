"""The commands that print what pages say and what they have of each other.

`clean` prints articles, `diff` two of them aligned, `story` whose copy each is, and `check` ends
with 1 where an article is mostly uncredited copy. Each imports what it needs when it runs, so
that its help does not wait for that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

import click

from tui.cli.options import (
    ARTICLE_FORMAT,
    CHOICES,
    CONFIG,
    MAX_SIZE,
    NO_CACHE,
    NO_NOTES,
    NO_RULES,
    ORIGINALS,
    PAGES,
    PATHS,
    RECORD_FORMAT,
    WITHOUT,
    PathAsOnDisk,
    asks,
)
from tui.cli.streams import columns, has_colour, on_terminal, reading_width, write_json, write_text
from tui.corpus.files import short_names
from tui.report.report import REPORT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.cli.reading import Reading
    from tui.cli.request import Asked
    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.story import Story
    from tui.report.report import ReportFormat
    from tui.text.model import Alignment, Article


PairLayout = Literal["columns", "linear"]
"""Whether two articles are printed side by side, or row after row in words."""


PAIR_FORMATS = tuple(dict.fromkeys(("text", "json", "jsonl", *REPORT_FORMATS)))


@click.command()
@asks(ARTICLE_FORMAT, CONFIG, *PAGES, NO_RULES, WITHOUT, PATHS)
def clean_command(asked: Asked) -> int:
    """Print articles without page chrome.

    PATH is a file or a folder of pages. Pages that can't be read are named on standard error;
    the others are still printed, and the exit code is 2.
    """
    from tui.cli.reading import Reading

    reading = Reading(asked)
    # One after the other as they are read, however many there are.
    articles = reading.in_stream()
    if asked.format == "text":
        _print_texts(articles)
    else:
        _print_records(articles, in_array=asked.format == "json")
    return reading.exit_code


@click.command()
@asks(
    click.option(
        "--format",
        type=click.Choice(PAIR_FORMATS),
        default="text",
        show_default=True,
        help="What to print: text for reading, records for scripts, or what `report` writes.",
    ),
    CONFIG,
    MAX_SIZE,
    NO_CACHE,
    NO_RULES,
    WITHOUT,
    CHOICES,
    NO_NOTES,
    click.option(
        "--layout",
        type=click.Choice(get_args(PairLayout)),
        help="Print text side by side, or one row after the other in words, as for a screen "
        "reader. Default: columns on a terminal, linear when piped.",
    ),
    click.option("--exit-code", is_flag=True, help="Exit with 1 where the articles differ."),
    click.argument("left", type=PathAsOnDisk()),
    click.argument("right", type=PathAsOnDisk()),
)
def diff(asked: Asked, left: str, right: str, layout: PairLayout | None, exit_code: bool) -> int:
    """Print two articles aligned, paragraph by paragraph.

    Differences of house style, such as quotation marks or U.S. for US, do not count.
    """
    from tui.cli.reading import Reading
    from tui.corpus.library import side_by_side

    reading = Reading(asked, originals=True)
    reading.take_piped_in((left, right))
    if asked.choices:
        from tui.corpus.choices import RememberedChoices

        reading.library.choices = RememberedChoices()
    # Not as members of a library, where a folder would stand for all of its pages.
    first = reading.read(left)
    # What is wrong with one file is said once.
    pair = first, first if first is None and left == right else reading.read(right)
    if pair[0] is None or pair[1] is None:
        return 2
    alignment = side_by_side(reading.library, pair[0], pair[1])
    is_linear = layout == "linear" or (layout is None and not on_terminal())
    _print_pair(reading, alignment, is_linear=is_linear)
    return reading.exit_code or (1 if exit_code and differs(alignment) else 0)


@click.command()
@asks(ARTICLE_FORMAT, NO_NOTES, ORIGINALS, CONFIG, *PAGES, NO_RULES, WITHOUT, PATHS)
def story(asked: Asked) -> int:
    """Print where each article's text comes from.

    PATH is a file or a folder of pages. Pages about one event form a group. Each page gets a
    verdict, with the evidence for it: press release; copy of a wire service, a release or another
    page, credited or not; part copy; shared text, where it is unclear who had it first; own
    reporting, where the page shows signs of it; no match; can't tell. With --originals, sources
    are known, not inferred.
    """
    from tui.cli.reading import Reading
    from tui.report.notes import notes_record, notes_text, tell_notes
    from tui.report.records import as_json, as_line
    from tui.report.story import STORY_SCHEMA, cluster_record, story_record, story_text
    from tui.report.text import Ink

    reading = Reading(asked, originals=True)
    articles = reading.articles()
    stories = reading.stories(articles)
    if not stories:
        return reading.exit_code
    names = short_names([article.path for article in articles])
    if asked.format == "text":
        ink, width = Ink(has_colour()), reading_width()
        write_text(story_text(stories, ink, width))
        write_text(notes_text(tell_notes(reading.noted(articles), articles, names), ink, width))
    elif asked.format == "json":
        noted = notes_record(reading.noted(articles), articles, names)
        write_json(as_json(story_record(stories) | noted))
    else:
        for told in stories:
            inside = {verdict.path for verdict in told.verdicts}
            some = [article for article in articles if article.path in inside]
            noted = notes_record(reading.noted(some), some, [article.path for article in some])
            write_json(as_line({"schema": STORY_SCHEMA, **cluster_record(told), **noted}))
    return reading.exit_code


@click.command()
@asks(
    click.option(
        "--max-uncredited",
        "limit",
        metavar="PERCENT",
        type=click.FloatRange(0, 100),
        default=60,
        show_default=True,
        help="Fail when more than this share of an article is uncredited wire copy.",
    ),
    RECORD_FORMAT,
    ORIGINALS,
    CONFIG,
    *PAGES,
    NO_RULES,
    PATHS,
)
def check(asked: Asked, limit: float) -> int:
    """Check that no article is mostly wire copy without a credit.

    PATH is a file or a folder of pages. If uncredited wire copy exceeds PERCENT of an article, the
    article is listed with the evidence, and the exit code is 1. Verdicts are those of `story` and
    the app. Where the saved wire text ends early, the share counts up to there. Articles just
    below the limit are listed too.
    """
    from tui.cli.reading import Reading
    from tui.report.records import as_json
    from tui.report.story import check_record, check_text, checked
    from tui.report.text import Ink

    reading = Reading(asked, originals=True)
    outcome = checked(reading.stories(reading.articles()), limit)
    if asked.format == "json":
        write_json(as_json(check_record(outcome)))
    else:
        write_text(check_text(outcome, Ink(has_colour()), reading_width()))
    return reading.exit_code or (1 if outcome.over else 0)


@click.command()
@asks(
    click.option(
        "--format",
        type=click.Choice(["text", "json", "csv"]),
        default="text",
        show_default=True,
        help="What to print: text for reading, a record for scripts, or a table.",
    ),
    CONFIG,
    *PAGES,
    NO_RULES,
    WITHOUT,
    PATHS,
)
def history(asked: Asked) -> int:
    """Print what changed between versions of an article.

    PATH is a file or a folder of pages. Pages of one address, or of one outlet and headline, at
    different times are versions of an article. Each is compared with the one before: key changes
    and corrections first, then what was added, dropped and reworded. Times are those of a web
    archive, a feed or the page itself.
    """
    from tui.cli.reading import Reading
    from tui.corpus.library import side_by_side
    from tui.corpus.story.versions import find_versions
    from tui.report.history import history_csv, history_record, history_text
    from tui.report.records import as_json
    from tui.report.text import Ink

    reading = Reading(asked)
    histories = find_versions(reading.articles())
    align = partial(side_by_side, reading.library)
    if asked.format == "json":
        write_json(as_json(history_record(histories, align)))
    elif asked.format == "csv":
        for written in history_csv(histories, align):
            write_json(written)
    else:
        write_text(history_text(histories, align, Ink(has_colour()), reading_width()))
    return reading.exit_code


def differs(alignment: Alignment) -> bool:
    """Whether two articles differ in anything but house style.

    Returns:
        False where every paragraph has its equal on the other side, in the same order.
    """
    summary = alignment.summary
    return any(
        (
            summary.near,
            summary.related,
            summary.moved,
            summary.left_only,
            summary.right_only,
        )
    )


def _print_pair(reading: Reading, alignment: Alignment, *, is_linear: bool) -> None:
    """Print two aligned articles in the format that was asked for."""
    from tui.report.notes import notes_record, notes_text, tell_notes

    format_ = reading.asked.format
    pair = (alignment.left, alignment.right)
    names = short_names([article.path for article in pair])
    if format_ == "text":
        from tui.report.story import pair_text
        from tui.report.text import Ink, alignment_text, linear_text

        ink = Ink(has_colour())
        if is_linear:
            write_text(linear_text(alignment, ink, reading_width()) + "\n")
        else:
            write_text(alignment_text(alignment, ink, columns()))
        write_text(pair_text(*_whose(reading, alignment), ink, reading_width()))
        told = tell_notes(reading.noted(pair), pair, names)
        write_text(notes_text(told, ink, reading_width()))
    elif format_ == "json" or format_ == "jsonl":  # noqa: PLR1714
        from tui.report.records import alignment_record, as_json, as_line
        from tui.report.story import pair_record

        record = alignment_record(alignment) | pair_record(*_whose(reading, alignment))
        record |= notes_record(reading.noted(pair), pair, names)
        write_json(as_json(record) if format_ == "json" else as_line(record))
    elif format_ is not None:
        _print_pair_report(reading, alignment, format_)


def _whose(
    reading: Reading, alignment: Alignment
) -> tuple[tuple[Story, ...], tuple[Derivation, Derivation]]:
    """The stories that two articles tell, none where they are one file, and what each has."""
    from tui.corpus.story.derivation import derive
    from tui.corpus.story.story import find_stories
    from tui.files.names import are_one

    pair = (alignment.left, alignment.right)
    is_one = are_one(pair[0].path, pair[1].path)
    stories = () if is_one else find_stories(pair, reading.library.align, reading.config)
    return stories, derive(alignment, reading.config.story)


def _print_pair_report(reading: Reading, alignment: Alignment, format_: ReportFormat) -> None:
    """Print two aligned articles in a format that reports on sets have."""
    from tui.corpus.findings import find_out
    from tui.corpus.library import side_by_side
    from tui.files.names import are_one
    from tui.report.report import Report, written

    pair = (alignment.left, alignment.right)
    if are_one(pair[0].path, pair[1].path):
        raise click.UsageError(f"{format_} takes two articles; this is one and the same file")
    library = reading.library
    beside = partial(side_by_side, library)
    findings = find_out(pair, library.align, reading.config, compare=beside)
    made = Report(findings, reading.provenance(), noted=reading.noted(findings.articles))
    for part in written(made, format_):
        write_json(part)


def _print_texts(articles: Iterator[Article]) -> None:
    from tui.report.text import Ink, article_text

    ink = Ink(has_colour())
    width = reading_width()
    for number, article in enumerate(articles):
        if number:
            write_text("\n" + ink("─" * 40, "quiet") + "\n\n")
        write_text(article_text(article, ink, width))


def _print_records(articles: Iterator[Article], *, in_array: bool) -> None:
    from tui.report.records import article_record, as_line, json_array

    records = map(article_record, articles)
    for written in json_array(records) if in_array else map(as_line, records):
        write_json(written)
