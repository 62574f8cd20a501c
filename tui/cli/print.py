"""What `clean` and `diff` do: read, and print what was read.

What `story` does: find out whose copy each article is, and print that.

What `check` does: find out whose copy the pages are, and name what is over the limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    PathAsOnDisk,
    RecordFormat,
    config_option,
    no_rules_option,
    page_options,
    record_format_option,
)
from tui.cli.reading import Reading
from tui.cli.streams import columns, has_colour, progress_bar, reading_width, write_json, write_text
from tui.corpus.story.story import find_stories
from tui.files.names import are_one
from tui.report.story import check_record, check_text, checked
from tui.report.text import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.options import ArticleFormat, PairFormat
    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.story import Story
    from tui.report.report import ReportFormat
    from tui.text.model import Alignment, Article


def print_articles(
    paths: Sequence[str],
    config_path: str | None,
    format_: ArticleFormat,
    *,
    rules: bool,
    without: Sequence[str] = (),
) -> int:
    """Print the articles under some paths, one after the other as they are read.

    Args:
        paths: Files and folders.
        config_path: The configuration that was asked for, if any.
        format_: How to print them.
        rules: False takes every page as it is.
        without: Names of rules; what these took is kept.

    Returns:
        0, or 2 where something could not be read.

    Raises:
        ConfigError: The configuration cannot be used, or has no rule of a name.
    """
    reading = Reading(paths, config_path, rules=rules, without=without)
    articles = reading.in_stream()
    if format_ == "text":
        _print_texts(articles)
    else:
        _print_records(articles, format_)
    return reading.exit_code


def print_alignment(
    paths: tuple[str, str],
    config_path: str | None,
    format_: PairFormat,
    *,
    rules: bool,
    without: Sequence[str] = (),
    choices: bool = False,
) -> bool | None:
    """Print two articles aligned.

    Args:
        paths: The two files.
        config_path: The configuration that was asked for, if any.
        format_: How to print the alignment.
        rules: False takes both pages as they are.
        without: Names of rules; what these took is kept.
        choices: Whether to heed the pairs that the user pinned or forbade in the app. What is
            printed depends on them then, and not on the two files alone.

    Returns:
        Whether the articles differ beyond house style; None where one could not be read.

    Raises:
        ConfigError: The configuration cannot be used, or has no rule of a name.
    """
    reading = Reading((), config_path, rules=rules, without=without)
    reading.take_piped_in(paths)
    if choices:
        from tui.corpus.choices import RememberedChoices

        reading.library.choices = RememberedChoices()
    # Not as members of a library, where a folder would stand for all of its pages.
    left, right = map(reading.read, paths)
    if left is None or right is None:
        return None
    alignment = reading.library.align(left, right)
    if format_ == "text":
        from tui.report.alignment_text import alignment_text
        from tui.report.story import pair_text

        ink = Ink(has_colour())
        write_text(alignment_text(alignment, ink, columns()))
        write_text(pair_text(*_whose(reading, alignment), ink, reading_width()))
    elif format_ == "json" or format_ == "jsonl":  # noqa: PLR1714
        from tui.report.records import alignment_record, as_json, as_line
        from tui.report.story import pair_record

        record = alignment_record(alignment) | pair_record(*_whose(reading, alignment))
        write_json(as_json(record) if format_ == "json" else as_line(record))
    else:
        _print_pair(reading, alignment, format_)
    return differs(alignment)


def differs(alignment: Alignment) -> bool:
    """Whether two articles differ in anything but house style.

    Args:
        alignment: The two, aligned.

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


def _whose(
    reading: Reading, alignment: Alignment
) -> tuple[tuple[Story, ...], tuple[Derivation, Derivation]]:
    """The stories that two articles tell, none where they are one file, and what each has."""
    from tui.corpus.story.derivation import derive
    from tui.corpus.story.story import find_stories

    pair = (alignment.left, alignment.right)
    one = are_one(pair[0].path, pair[1].path)
    stories = () if one else find_stories(pair, reading.library.align, reading.config)
    return stories, derive(alignment, reading.config.story)


def _print_pair(reading: Reading, alignment: Alignment, format_: ReportFormat) -> None:
    """Print two aligned articles in a format that reports on sets have."""
    from tui.corpus.findings import find_out
    from tui.report.report import Report, provenance, written

    pair = (alignment.left, alignment.right)
    if are_one(pair[0].path, pair[1].path):
        raise click.UsageError(f"{format_} takes two articles; this is one and the same file")
    findings = find_out(pair, reading.library.align, reading.config, as_given=True)
    made = provenance(
        reading.config,
        rules=reading.rules,
        without=reading.without,
        configuration=reading.configuration,
    )
    for part in written(Report(findings, made), format_):
        write_json(part)


def _print_texts(articles: Iterator[Article]) -> None:
    from tui.report.text import article_text

    ink = Ink(has_colour())
    width = reading_width()
    for number, article in enumerate(articles):
        if number:
            write_text("\n" + ink("─" * 40, "quiet") + "\n\n")
        write_text(article_text(article, ink, width))


def _print_records(articles: Iterator[Article], format_: ArticleFormat) -> None:
    from tui.report.records import article_record, as_line, json_array

    records = map(article_record, articles)
    for written in json_array(records) if format_ == "json" else map(as_line, records):
        write_json(written)


def print_stories(
    paths: Sequence[str],
    config_path: str | None,
    format_: ArticleFormat,
    *,
    rules: bool,
    without: Sequence[str] = (),
) -> int:
    """Print the stories under some paths, and whose copy each article is.

    Args:
        paths: Files and folders.
        config_path: The configuration that was asked for, if any.
        format_: How to print them.
        rules: False takes every page as it is.
        without: Names of rules; what these took is kept.

    Returns:
        0, or 2 where something could not be read.

    Raises:
        ConfigError: The configuration cannot be used, or has no rule of a name.
    """
    reading = Reading(paths, config_path, rules=rules, without=without)
    articles = reading.articles()
    if articles:
        with progress_bar("Comparing", len(articles)) as progress:
            stories = find_stories(articles, reading.library.align, reading.config, progress)
        _print(stories, format_)
    return reading.exit_code


def _print(stories: Sequence[Story], format_: ArticleFormat) -> None:
    if format_ == "text":
        from tui.report.story import story_text
        from tui.report.text import Ink

        write_text(story_text(stories, Ink(has_colour()), reading_width()))
        return
    from tui.report.records import as_json, as_line
    from tui.report.story import STORY_SCHEMA, cluster_record, story_record

    if format_ == "json":
        write_json(as_json(story_record(stories)))
        return
    for story in stories:
        write_json(as_line({"schema": STORY_SCHEMA, **cluster_record(story)}))


def print_check(
    paths: Sequence[str],
    config_path: str | None,
    format_: RecordFormat,
    limit: float,
    *,
    rules: bool,
) -> int:
    """Print which articles have too much of a service's text without a credit.

    Args:
        paths: Files and folders.
        config_path: The configuration that was asked for, if any.
        format_: How to print it.
        limit: The most that is allowed, in percent of an article's words.
        rules: False takes every page as it is.

    Returns:
        0; 1 where an article is over the limit; 2 where something could not be read.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    reading = Reading(paths, config_path, rules=rules)
    articles = reading.articles()
    with progress_bar("Comparing", len(articles)) as progress:
        stories = find_stories(articles, reading.library.align, reading.config, progress)
    found = checked(stories, limit)
    if format_ == "json":
        from tui.report.records import as_json

        write_json(as_json(check_record(found)))
    else:
        from tui.report.text import Ink

        write_text(check_text(found, Ink(has_colour()), reading_width()))
    return reading.exit_code or (1 if found.over else 0)


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
    return print_check(paths, config, format_, limit, rules=not no_rules)
