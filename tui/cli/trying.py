"""What `rules test` does: try the rules on their examples and on saved cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.streams import complain, has_colour, tell_of_configuration, write_json, write_text
from tui.config import ConfigError, default_config_path, inspect_config
from tui.config.cases import load_cases, saved_cases
from tui.corpus.rule_use import rules_in
from tui.report.ink import Ink
from tui.report.records import as_json
from tui.report.rules import Failed, outcome_record, outcome_text
from tui.text import credit_examples
from tui.text.checking import misjudged
from tui.text.chrome.proving import failures
from tui.text.chrome.sites import combined
from tui.text.house_style import house_style
from tui.text.page import PageError, page_from_bytes, read_page
from tui.text.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.options import RecordFormat
    from tui.config import Config
    from tui.config.cases import PlacedCase
    from tui.config.composing import Composed
    from tui.config.document import Key
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.house_style import HouseStyle
    from tui.text.page import Page


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


def _layers(composed: Composed) -> Iterator[Failed]:
    """The examples of a user's own layers of house style that do not need these layers."""
    config, document, _ = composed
    layers, stems = config.house_style, config.alignment.stems
    written = document.data.get("house_style")
    for index, layer in enumerate(layers):
        if not layer.enabled or document.file_of(written, index) == str(default_config_path()):
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
                yield Failed(*place, None, layer.name, line, reason)


def _equal(style: HouseStyle, one: str, other: str) -> bool:
    return style.read(one).essence == style.read(other).essence


def _examples(composed: Composed) -> Iterator[Failed]:
    """The examples in the configuration that their rules fail."""
    config, document, _ = composed
    groups: list[tuple[tuple[Key, ...], Sequence[RuleKind], ChromeSettings]] = [
        (("chrome", "rules"), config.chrome.rules, config.chrome)
    ]
    for at, site in enumerate(config.sites):
        groups.append((("sites", at, "rules"), site.rules, combined(config.chrome, [site])))
    for where, rules, chrome in groups:
        for index, rule in enumerate(rules):
            for failure in failures(rule, chrome) if rule.enabled else ():
                place = document.place(document.data, (*where, index, *failure.where))
                yield Failed(*place, None, rule.name, failure.text, failure.reason)
    for index, frame in enumerate(config.wire_services.frames):
        for failure in credit_examples.failures(frame, config.wire_services):
            where = ("wire_services", "frames", index, *failure.where)
            place = document.place(document.data, where)
            yield Failed(*place, None, frame.name, failure.text, failure.reason)


def _case(case: PlacedCase, config: Config) -> Iterator[Failed]:
    """What does not hold of a case."""
    wishes = case.case
    for wrong in misjudged(trace(_page(case, config), config), wishes.keep, wishes.drop):
        place = case.place(wrong.wish, wrong.at)
        yield Failed(*place, wishes.name or wishes.page, wrong.rule, wrong.text, wrong.reason)


def _page(case: PlacedCase, config: Config) -> Page:
    try:
        if case.page is not None:
            return read_page(case.page, config.pages.most_bytes)
        return page_from_bytes((case.case.text or "").encode(), "text")
    except PageError as error:
        given = "page" if case.page is not None else "text"
        raise ConfigError(f"the page {error.reason}", case.place(given)) from None
