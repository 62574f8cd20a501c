"""The commands under `compare rules`, but for `new`: list, explain, show, schema and test.

Each imports what it needs when it runs, so that its help does not wait for that.

`test` tries the examples in a configuration, and saved cases. The examples of rules and wire
credits are tried whoever wrote them, as a rule further up may have taken their lines; those of
house-style layers only where the user wrote them, since the tests try the shipped ones.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

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
from tui.config.cases import load_cases, saved_cases
from tui.config.errors import ConfigError
from tui.config.locate import shipped_paths
from tui.report.rules import FailedExample
from tui.text.article.examples import frame_failures, misjudged, rule_failures
from tui.text.article.read import trace
from tui.text.chrome.sites import combined
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes, read_page
from tui.text.words.house_style import house_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.request import Asked
    from tui.config.cases import PlacedCase
    from tui.config.compose import Composed
    from tui.config.document import DataKey
    from tui.config.settings import Config
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.page.model import Page
    from tui.text.words.house_style import HouseStyle


@click.command("list")
@asks(RECORD_FORMAT, CONFIG, *PAGES, ANY_PATHS)
def list_(asked: Asked) -> int:
    """List the rules: name, kind and why.

    With PATH (files and folders of pages), each rule's hits on them are counted: how many lines
    it removed, labelled, trimmed or marked down, and on how many pages.
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
    """Test all rules and wire credits on their examples and cases.

    Your own layers of house style are tested on their examples too.

    CASES are YAML files; by default cases.yaml beside the configuration, if there is one. A case
    is a page (`page: FILE` or `text: …`) with lines that must be kept (`keep:`) and dropped
    (`drop:`), each given as its text, or its beginning and `…`. Exits with 1 if a test fails.
    """
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
    """Show each line of a page: kept or dropped, and by which rule.

    The score says how strongly a line counted as text of the article (below 0: against it), in
    words. Lines that an earlier rule had already removed have no score.
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
    """Print a whole rule, with the file and line of each part.

    NAME is that of a rule, a wire credit or service, a site or a layer of house style. Several
    files may say something of one: the default configuration and its lists, a file for each
    language, and your own.
    """
    from tui.cli.request import did_you_mean
    from tui.config.errors import ConfigError
    from tui.config.load import inspect_config
    from tui.config.whole import entries_named, entry_yaml, parts_of, shown_names
    from tui.report.records import as_json
    from tui.report.rules import entries_record

    tell_of_configuration(asked.config)
    document = inspect_config(asked.config).document
    entries = entries_named(document, name)
    if not entries:
        meant = did_you_mean(name, shown_names(document)) or "`compare rules list` lists the rules"
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
    """Print the JSON Schema of config.yaml, for your editor."""
    from tui.config.schema import config_schema
    from tui.report.records import as_json

    write_json(as_json(config_schema()))
    return 0


class TriedCases(NamedTuple):
    """How many cases there are, what does not hold of them, and which pages cannot be read."""

    cases: int
    failed: list[FailedExample]
    unread: list[ConfigError]


def try_cases(files: Sequence[str], config_path: str | None, config: Config) -> TriedCases:
    """Try saved cases on their pages; without files, those beside the configuration's own file.

    Raises:
        ConfigError: A file of cases cannot be used.
    """
    saved = saved_cases(config_path)
    files = files or ([saved] if saved else [])
    cases = list(chain.from_iterable(map(load_cases, files)))
    tried = TriedCases(len(cases), [], [])
    for case in cases:
        try:
            tried.failed.extend(_case(case, config))
        except ConfigError as error:
            tried.unread.append(error)
    return tried


def failed_examples(composed: Composed) -> Iterator[FailedExample]:
    """The examples of rules, wire credits and the user's own layers that do not hold."""
    yield from _examples(composed)
    yield from _own_layers(composed)


def _own_layers(composed: Composed) -> Iterator[FailedExample]:
    """The examples of a user's own layers of house style that do not need these layers."""
    config, document, _ = composed
    layers, stems = config.house_style, config.alignment.stems
    written = document.data.get("house_style")
    shipped = shipped_paths()
    for index, layer in enumerate(layers):
        if not layer.enabled or document.file_of(written, index) in shipped:
            continue
        without = tuple(kept for kept in layers if kept is not layer)
        place = document.place(document.data, ("house_style", index, "examples"))
        for line in filter(str.strip, layer.examples.splitlines()):
            text, bar, equal = line.partition(" | ")
            reason = None
            if not bar:
                reason = "is not an example of a layer; write one text | the other"
            elif not _equal(house_style(layers, stems), text, equal):
                reason = "must be equal, and are not"
            elif _equal(house_style(without, stems), text, equal):
                reason = "are equal without this layer"
            if reason:
                yield FailedExample(*place, None, layer.name, line, reason)


def _equal(style: HouseStyle, left: str, right: str) -> bool:
    return style.read(left).essence == style.read(right).essence


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
