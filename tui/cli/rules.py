"""The commands under `compare rules`, but for what `rules new` does.

Each command is its options and a function that prints; how rules read as text and as records
says `report/rules.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    PathAsOnDisk,
    RecordFormat,
    config_option,
    max_size_option,
    page_options,
    record_format_option,
)
from tui.cli.reading import Reading
from tui.cli.streams import (
    complain,
    complain_of,
    has_colour,
    reading_width,
    tell_of_configuration,
    write_json,
    write_text,
)
from tui.config.cases import load_cases, saved_cases
from tui.config.errors import ConfigError
from tui.config.lists import shipped_paths
from tui.config.load import inspect_config
from tui.corpus.files import Unreadable
from tui.corpus.teaching import rule_uses, rules_in
from tui.report.records import as_json
from tui.report.rules import (
    FailedExample,
    entries_record,
    outcome_record,
    outcome_text,
    page_record,
    page_text,
    rules_record,
    rules_text,
)
from tui.report.text import Ink
from tui.text.article.examples import frame_failures, misjudged, rule_failures
from tui.text.article.trace import trace
from tui.text.chrome.sites import combined
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes, read_page
from tui.text.words.house_style import house_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.config.cases import PlacedCase
    from tui.config.compose import Composed
    from tui.config.document import DataKey
    from tui.config.settings import Config
    from tui.corpus.library import Library
    from tui.text.article.trace import LineTrace
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.page.model import Page
    from tui.text.words.house_style import HouseStyle


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def rules() -> None:
    """List, try, explain and make chrome rules."""


@rules.command("list")
@record_format_option
@config_option
@page_options
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PathAsOnDisk())
def list_(paths: tuple[str, ...], config: str | None, format_: RecordFormat) -> int:
    """List the rules: name, kind and why.

    With PATH, files and folders of pages, each rule's hits on them are counted: the lines that
    it took, named, trimmed or made pay, and the pages on which it did.
    """
    return print_rules(paths, config, format_)


@rules.command()
@record_format_option
@config_option
@click.argument("cases", metavar="[CASES]...", nargs=-1, type=PathAsOnDisk())
def test(cases: tuple[str, ...], config: str | None, format_: RecordFormat) -> int:
    """Try every rule and wire credit on its own examples, and saved cases on their pages.

    Layers of house style that are your own are tried on their examples too.

    CASES are YAML files; without any, cases.yaml beside the configuration is taken if it is
    there. A case is a page (`page: FILE` or `text: …`) with lines that must be kept (`keep:`)
    and dropped (`drop:`), each given as its text, or its beginning and `…`. Exits with 1
    where something does not hold.
    """
    return print_outcome(cases, config, format_)


@rules.command()
@record_format_option
@config_option
@max_size_option
@click.argument("file", type=PathAsOnDisk())
def explain_command(file: str, config: str | None, format_: RecordFormat) -> int:
    """Show a page line by line: kept or dropped, and the rule that decided.

    The score is what a line earned, or below 0 cost, in words, when the article was looked
    for among the lines that no rule before had taken.
    """
    return print_page(file, config, format_)


@rules.command()
@record_format_option
@config_option
@click.argument("name")
def show(name: str, config: str | None, format_: RecordFormat) -> int:
    """Print a rule whole, with the file and line that each part of it is from.

    NAME is that of a rule, a wire credit or service, a site or a layer of house style. Several
    files may say something of one: the default configuration and its lists, a file for each
    language, and your own.
    """
    return print_entries(name, config, format_)


@rules.command()
def schema() -> int:
    """Print the JSON Schema of config.yaml, for editors that check as one types."""
    return print_schema()


@rules.command()
@record_format_option
@config_option
@page_options
@click.option(
    "--pages",
    metavar="PATH",
    multiple=True,
    type=PathAsOnDisk(),
    help="Pages on which to show what else the rule would drop. Can be repeated.",
)
@click.option("--name", metavar="NAME", help="What to call the rule.")
@click.option("--why", metavar="TEXT", help="Why there is the rule, in a sentence.")
@click.option(
    "--write",
    is_flag=True,
    help="Add the rule to the configuration in use, or to your own if that is the default.",
)
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
def new(
    lines: tuple[str, ...],
    pages: tuple[str, ...],
    name: str | None,
    why: str | None,
    write: bool,
    config: str | None,
    format_: RecordFormat,
) -> int:
    """Make a rule that drops LINE and lines like it, and print it as YAML.

    Numbers stand for any number. The lines become examples of what to drop; the closest lines
    that are kept on the pages become examples of what to leave alone. Nothing that stands in
    your configuration is changed by --write: the rule is added to it.
    """
    from tui.cli.new_rule import Wanted, print_new_rule

    return print_new_rule(Wanted(lines, pages, name, why, write), config, format_)


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


def print_entries(name: str, config_path: str | None, format_: RecordFormat) -> int:
    """Print what has a name in the configuration, with the places of its parts.

    Args:
        name: The name of a rule, a frame, a service, a site or a layer.
        config_path: The configuration that was asked for, if any.
        format_: How to print it.

    Returns:
        0.

    Raises:
        ConfigError: The configuration cannot be used, or there is nothing of that name.
    """
    from tui.config.whole import entries_named, entry_yaml, names_of, parts_of

    tell_of_configuration(config_path)
    document = inspect_config(config_path).document
    entries = entries_named(document, name)
    if not entries:
        raise ConfigError(_nothing_named(name, names_of(document)))
    if format_ == "json":
        placed = [(entry, parts_of(document, entry)) for entry in entries]
        write_json(as_json(entries_record(placed)))
    else:
        write_text("\n".join(entry_yaml(document, entry) for entry in entries))
    return 0


def _nothing_named(name: str, names: Sequence[str]) -> str:
    # Imported here because a name is hardly ever mistyped.
    from rapidfuzz import process

    close = process.extractOne(name, names, score_cutoff=60)
    meant = f"did you mean `{close[0]}`?" if close else "`compare rules list` lists the rules"
    return f"there is nothing named `{name}`; {meant}"


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


def print_outcome(cases: Sequence[str], config_path: str | None, format_: RecordFormat) -> int:
    """Try the rules, and print what does not hold.

    Args:
        cases: Files of cases; without any, the saved ones beside the configuration.
        config_path: The configuration that was asked for, if any.
        format_: How to print the outcome.

    Returns:
        0, 1 where something does not hold, or 2 where the page of a case cannot be read.

    Raises:
        ConfigError: The configuration, or a file of cases, cannot be used.
    """
    tell_of_configuration(config_path)
    composed = inspect_config(config_path)
    saved = saved_cases(config_path)
    files = cases or ([saved] if saved else [])
    placed = [case for file in files for case in load_cases(file)]
    failed = [*_examples(composed), *_layers(composed)]
    unread = False
    for case in placed:
        try:
            failed += _case(case, composed.config)
        except ConfigError as error:
            complain(str(error))
            unread = True
    rules = sum(1 for _ in rules_in(composed.config)) + len(composed.config.wire_services.frames)
    if format_ == "json":
        write_json(as_json(outcome_record(rules, len(placed), failed)))
    else:
        write_text(outcome_text(rules, len(placed), failed, Ink(has_colour())))
    if unread:
        return 2
    return 1 if failed else 0


def _layers(composed: Composed) -> Iterator[FailedExample]:
    """The examples of a user's own layers of house style that do not need these layers."""
    config, document, _ = composed
    layers, stems = config.house_style, config.alignment.stems
    written = document.data.get("house_style")
    shipped = shipped_paths()
    for index, layer in enumerate(layers):
        if not layer.enabled or document.file_of(written, index) in shipped:
            continue
        others = tuple(one for one in layers if one is not layer)
        place = document.place(document.data, ("house_style", index, "examples"))
        for line in filter(str.strip, layer.examples.splitlines()):
            one, bar, other = line.partition(" | ")
            reason = None
            if not bar:
                reason = "is no example of a layer; write one text | the other"
            elif not _equal(house_style(layers, stems), one, other):
                reason = "must be equal, and are not"
            elif _equal(house_style(others, stems), one, other):
                reason = "are equal without this layer"
            if reason:
                yield FailedExample(*place, None, layer.name, line, reason)


def _equal(style: HouseStyle, one: str, other: str) -> bool:
    return style.read(one).essence == style.read(other).essence


def _examples(composed: Composed) -> Iterator[FailedExample]:
    """The examples in the configuration that their rules fail."""
    config, document, _ = composed
    groups: list[tuple[tuple[DataKey, ...], Sequence[RuleKind], ChromeSettings]] = [
        (("chrome", "rules"), config.chrome.rules, config.chrome)
    ]
    for at, site in enumerate(config.sites):
        groups.append((("sites", at, "rules"), site.rules, combined(config.chrome, [site])))
    for where, rules, chrome in groups:
        for index, rule in enumerate(rules):
            for failure in rule_failures(rule, chrome) if rule.enabled else ():
                place = document.place(document.data, (*where, index, *failure.where))
                yield FailedExample(*place, None, rule.name, failure.text, failure.reason)
    for index, frame in enumerate(config.wire_services.frames):
        for failure in frame_failures(frame, config.wire_services):
            where = ("wire_services", "frames", index, *failure.where)
            place = document.place(document.data, where)
            yield FailedExample(*place, None, frame.name, failure.text, failure.reason)


def _case(case: PlacedCase, config: Config) -> Iterator[FailedExample]:
    """What does not hold of a case."""
    wishes = case.case
    for wrong in misjudged(trace(_page(case, config), config), wishes.keep, wishes.drop):
        place = case.place(wrong.wish, wrong.at)
        yield FailedExample(
            *place, wishes.name or wishes.page, wrong.rule, wrong.text, wrong.reason
        )


def _page(case: PlacedCase, config: Config) -> Page:
    try:
        if case.page is not None:
            return read_page(case.page, config.pages.most_bytes)
        return page_from_bytes((case.case.text or "").encode(), "text")
    except PageError as error:
        given = "page" if case.page is not None else "text"
        raise ConfigError(f"the page {error.reason}", case.place(given)) from None
