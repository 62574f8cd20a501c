"""What `story` does: find out whose copy each article is, and print that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.progress import progress_bar
from tui.cli.reading import Reading
from tui.cli.streams import has_colour, reading_width, write_json, write_text
from tui.corpus.story import find_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.cli.commands import Format
    from tui.corpus.story import Story


def print_stories(
    paths: Sequence[str],
    config_path: str | None,
    format_: Format,
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


def _print(stories: Sequence[Story], format_: Format) -> None:
    if format_ == "text":
        from tui.report.ink import Ink
        from tui.report.story import story_text

        write_text(story_text(stories, Ink(has_colour()), reading_width()))
        return
    from tui.report.records import as_json, as_line
    from tui.report.story import STORY_SCHEMA, cluster_record, story_record

    if format_ == "json":
        write_json(as_json(story_record(stories)))
        return
    for story in stories:
        write_json(as_line({"schema": STORY_SCHEMA, **cluster_record(story)}))
