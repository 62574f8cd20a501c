"""What `rules test` tries: the examples in a configuration, and saved cases.

The examples of rules and wire credits are tried whoever wrote them, as a rule further up may
have taken their lines; those of house-style layers only where the user wrote them, since the
shipped layers are tried by the tests.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.config.cases import load_cases, saved_cases
from tui.config.errors import ConfigError
from tui.config.lists import shipped_paths
from tui.report.rules import FailedExample
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
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.page.model import Page
    from tui.text.words.house_style import HouseStyle


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
                reason = "is no example of a layer; write one text | the other"
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
