"""What `story` does: find out whose copy each article is, and print that."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui.cli.streams import (
    columns,
    complain_of,
    has_colour,
    on_terminal,
    write_json,
    write_text,
)
from tui.config import load_config
from tui.corpus.finding import Unreadable
from tui.corpus.library import Library
from tui.corpus.story import find_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.cli.commands import Format
    from tui.corpus.story import Story
    from tui.text.article import Article

PATIENCE = 40
"""Articles from which on a person is told how far it has got."""


def print_stories(
    paths: Sequence[str], config_path: str | None, format_: Format, *, rules: bool
) -> int:
    """Print the stories under some paths, and whose copy each article is.

    Args:
        paths: Files and folders.
        config_path: The configuration that was asked for, if any.
        format_: How to print them.
        rules: False takes every page as it is.

    Returns:
        0, or 2 where something could not be read.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    config = load_config(config_path)
    library = Library(paths, config, rules=rules)
    gc.enable()
    articles: list[Article] = []
    failed = False
    for entry in library.entries():
        if isinstance(entry, Unreadable):
            complain_of(entry)
            failed = True
        else:
            articles.append(entry)
    if articles:
        with _progress(len(articles)) as progress:
            stories = find_stories(articles, library.align, config, progress)
        _print(stories, format_)
    return 2 if failed else 0


def _print(stories: Sequence[Story], format_: Format) -> None:
    if format_ == "text":
        from tui.report.ink import Ink
        from tui.report.story import story_text

        width = columns() if on_terminal() else None
        write_text(story_text(stories, Ink(has_colour()), width))
        return
    from tui.report.records import as_json, as_line
    from tui.report.story import STORY_SCHEMA, cluster_record, story_record

    if format_ == "json":
        write_json(as_json(story_record(stories)))
        return
    for story in stories:
        write_json(as_line({"schema": STORY_SCHEMA, **cluster_record(story)}))


@contextmanager
def _progress(count: int) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where a person waits for long."""
    if count < PATIENCE or not on_terminal():
        yield None
        return
    with click.progressbar(length=count, label="Comparing", file=sys.stderr) as bar:
        yield lambda done, _: bar.update(done - bar.pos)
