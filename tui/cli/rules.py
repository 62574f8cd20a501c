"""The commands under `compare rules`, but for `new`: list, explain, show, schema and test.

Each imports what it needs when it runs, so that its help does not wait for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    ANY_PATHS,
    CONFIG,
    MAX_SIZE,
    PAGES,
    RECORD_FORMAT,
    VERBOSE,
    PathAsOnDisk,
    asks,
)
from tui.cli.streams import (
    complain,
    has_colour,
    reading_width,
    tell_of_configuration,
    write_json,
    write_text,
)

if TYPE_CHECKING:
    from tui.cli.request import Asked


@click.command("list")
@asks(RECORD_FORMAT, CONFIG, *PAGES, ANY_PATHS)
def list_(asked: Asked) -> int:
    """List the rules: name, kind and why.

    With PATH, files and folders of pages, each rule's hits on them are counted: the lines that
    it took, named, trimmed or made pay, and the pages on which it did.
    """
    from tui.cli.reading import Reading
    from tui.corpus.teaching import rule_uses
    from tui.report.records import as_json
    from tui.report.rules import rules_record, rules_text
    from tui.report.text import Ink

    reading = Reading(asked)
    traces = (lines for _, lines in reading.traces()) if asked.paths else None
    uses = rule_uses(reading.config, traces)
    pages = len(reading.library) - len(reading.failures) if asked.paths else None
    if asked.format == "json":
        write_json(as_json(rules_record(uses, pages)))
    else:
        write_text(rules_text(uses, pages, Ink(has_colour()), reading_width()))
    return reading.exit_code


@click.command()
@asks(
    RECORD_FORMAT,
    CONFIG,
    click.argument("cases", metavar="[CASES]...", nargs=-1, type=PathAsOnDisk()),
)
def test(asked: Asked, cases: tuple[str, ...]) -> int:
    """Try every rule and wire credit on its own examples, and saved cases on their pages.

    Layers of house style that are your own are tried on their examples too.

    CASES are YAML files; without any, cases.yaml beside the configuration is taken if it is
    there. A case is a page (`page: FILE` or `text: …`) with lines that must be kept (`keep:`)
    and dropped (`drop:`), each given as its text, or its beginning and `…`. Exits with 1
    where something does not hold.
    """
    from tui.cli.examples import failed_examples, try_cases
    from tui.config.load import inspect_config
    from tui.corpus.teaching import rules_in
    from tui.report.records import as_json
    from tui.report.rules import outcome_record, outcome_text
    from tui.report.text import Ink

    tell_of_configuration(asked.config)
    composed = inspect_config(asked.config)
    tried = try_cases(cases, asked.config, composed.config)
    failed = [*failed_examples(composed), *tried.failed]
    for error in tried.unread:
        complain(str(error))
    rules = sum(1 for _ in rules_in(composed.config)) + len(composed.config.wire_services.frames)
    if asked.format == "json":
        write_json(as_json(outcome_record(rules, tried.cases, failed)))
    else:
        write_text(outcome_text(rules, tried.cases, failed, Ink(has_colour())))
    return 2 if tried.unread else 1 if failed else 0


@click.command()
@asks(RECORD_FORMAT, CONFIG, MAX_SIZE, click.argument("file", type=PathAsOnDisk()))
def explain_command(asked: Asked, file: str) -> int:
    """Show a page line by line: kept or dropped, and the rule that decided.

    The score is what a line earned, or below 0 cost, in words, when the article was looked
    for among the lines that no rule before had taken.
    """
    from tui.cli.reading import Reading
    from tui.report.records import as_json
    from tui.report.rules import page_record, page_text
    from tui.report.text import Ink

    reading = Reading(asked)
    reading.take_piped_in((file,))
    traces = reading.trace(file)
    if traces is None:
        return 2
    if asked.format == "json":
        write_json(as_json(page_record(file, traces)))
    else:
        write_text(page_text(traces, Ink(has_colour()), reading_width()))
    return 0


@click.command()
@asks(RECORD_FORMAT, CONFIG, click.argument("name"))
def show(asked: Asked, name: str) -> int:
    """Print a rule whole, with the file and line that each part of it is from.

    NAME is that of a rule, a wire credit or service, a site or a layer of house style. Several
    files may say something of one: the default configuration and its lists, a file for each
    language, and your own.
    """
    from tui.cli.request import did_you_mean
    from tui.config.errors import ConfigError
    from tui.config.load import inspect_config
    from tui.config.whole import entries_named, entry_yaml, names_of, parts_of
    from tui.report.records import as_json
    from tui.report.rules import entries_record

    tell_of_configuration(asked.config)
    document = inspect_config(asked.config).document
    entries = entries_named(document, name)
    if not entries:
        meant = did_you_mean(name, names_of(document)) or "`compare rules list` lists the rules"
        raise ConfigError(f"there is nothing named `{name}`; {meant}")
    if asked.format == "json":
        placed = [(entry, parts_of(document, entry)) for entry in entries]
        write_json(as_json(entries_record(placed)))
    else:
        write_text("\n".join(entry_yaml(document, entry) for entry in entries))
    return 0


@click.command()
@VERBOSE
def schema() -> int:
    """Print the JSON Schema of config.yaml, for editors that check as one types."""
    from tui.config.schema import config_schema
    from tui.report.records import as_json

    write_json(as_json(config_schema()))
    return 0
