"""What `clean` and `diff` do: read, and print what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.reading import Reading
from tui.cli.streams import columns, has_colour, reading_width, write_json, write_text
from tui.report.ink import Ink
from tui.text.file_names import are_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.commands import Format
    from tui.cli.options import PairFormat
    from tui.corpus.derivation import Derivation
    from tui.corpus.story import Story
    from tui.report.formats import ReportFormat
    from tui.text.alignment import Alignment
    from tui.text.article import Article


def print_articles(
    paths: Sequence[str],
    config_path: str | None,
    format_: Format,
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
        from tui.corpus.remembered_choices import RememberedChoices

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
    from tui.corpus.derivation import derive
    from tui.corpus.story import find_stories

    pair = (alignment.left, alignment.right)
    one = are_one(pair[0].path, pair[1].path)
    stories = () if one else find_stories(pair, reading.library.align, reading.config)
    return stories, derive(alignment, reading.config.story)


def _print_pair(reading: Reading, alignment: Alignment, format_: ReportFormat) -> None:
    """Print two aligned articles in a format that reports on sets have."""
    from tui.corpus.findings import find_out
    from tui.report.formats import written
    from tui.report.provenance import provenance
    from tui.report.report import Report

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
    from tui.report.article_text import article_text

    ink = Ink(has_colour())
    width = reading_width()
    for number, article in enumerate(articles):
        if number:
            write_text("\n" + ink("─" * 40, "quiet") + "\n\n")
        write_text(article_text(article, ink, width))


def _print_records(articles: Iterator[Article], format_: Format) -> None:
    from tui.report.records import article_record, as_line, json_array

    records = map(article_record, articles)
    for written in json_array(records) if format_ == "json" else map(as_line, records):
        write_json(written)
