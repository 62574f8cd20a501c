"""What `rules list`, `rules explain` and `rules schema` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.reading import Reading
from tui.cli.streams import complain_of, has_colour, reading_width, write_json, write_text
from tui.corpus.finding import Unreadable
from tui.corpus.rule_use import rule_uses
from tui.report.ink import Ink
from tui.report.records import as_json
from tui.report.rules import page_record, page_text, rules_record, rules_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.options import RecordFormat
    from tui.corpus.library import Library
    from tui.text.tracing import LineTrace


def print_rules(paths: Sequence[str], config_path: str | None, format_: RecordFormat) -> int:
    """Print the rules, with their hits on some pages.

    Args:
        paths: Files and folders; none to count nothing.
        config_path: The configuration that was asked for, if any.
        format_: How to print them.

    Returns:
        0, or 2 where a page could not be read.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    reading = Reading(paths, config_path)
    library, failures = reading.library, reading.failures
    uses = rule_uses(reading.config, _traces(library, failures) if paths else None)
    pages = len(library) - len(failures) if paths else None
    if format_ == "json":
        write_json(as_json(rules_record(uses, pages)))
    else:
        write_text(rules_text(uses, pages, Ink(has_colour()), reading_width()))
    return 2 if failures else 0


def print_page(path: str, config_path: str | None, format_: RecordFormat) -> int:
    """Print what became of each line of a page.

    Args:
        path: The page.
        config_path: The configuration that was asked for, if any.
        format_: How to print it.

    Returns:
        0, or 2 where the page could not be read.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    reading = Reading((), config_path)
    reading.take_piped_in((path,))
    traces = reading.library.trace(path)
    if isinstance(traces, Unreadable):
        complain_of(traces)
        return 2
    if format_ == "json":
        write_json(as_json(page_record(path, traces)))
    else:
        write_text(page_text(traces, Ink(has_colour()), reading_width()))
    return 0


def print_schema() -> int:
    """Print the JSON Schema of config.yaml."""
    from tui.config.schema import config_schema

    write_json(as_json(config_schema()))
    return 0


def _traces(library: Library, failures: list[Unreadable]) -> Iterator[list[LineTrace]]:
    for path in library.paths:
        traces = library.trace(path)
        if isinstance(traces, Unreadable):
            complain_of(traces)
            failures.append(traces)
        else:
            yield traces
