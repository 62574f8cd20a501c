"""What `check` does: find out whose copy the pages are, and name what is over the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.progress import progress_bar
from tui.cli.reading import Reading
from tui.cli.streams import has_colour, reading_width, write_json, write_text
from tui.corpus.story import find_stories
from tui.report.check import check_record, check_text, checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.cli.options import RecordFormat


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
        from tui.report.ink import Ink

        write_text(check_text(found, Ink(has_colour()), reading_width()))
    return reading.exit_code or (1 if found.over else 0)
