"""Rules tried on their own examples."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.text.chrome.draft import Draft
from tui.text.chrome.engine import run_rule
from tui.text.chrome.marked import ExtractionRule, MarkupRule
from tui.text.chrome.marked_example import example_markup
from tui.text.chrome.recurring import RecurringRule
from tui.text.chrome.rules import BodyRule, HeadlineRule, KeepRule
from tui.text.chrome.sites import needs_body
from tui.text.page import Block, Page, fold
from tui.text.recurrence import recurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.chrome.draft import Line
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.recurrence import Recurrence

MARK = ">>"
"""What the lines of an example begin with that the rule must act on."""

NEXT_PAGE = "---"
"""The line that parts two pages in an example of what recurs."""

_LEFT = "must be left alone"
_HEADLINE = "Council agrees to rebuild the old bridge"
_PROSE = (
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
)
_STAGES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), _PROSE),
    ((_HEADLINE,), _PROSE),
    ((_HEADLINE, _PROSE[0]), _PROSE[1:]),
    ((_HEADLINE, *_PROSE), ()),
)


class Failure(NamedTuple):
    """An example that a rule fails: where in the rule it stands, the text, what is wrong."""

    where: tuple[str | int, ...]
    text: str
    reason: str


def failures(rule: RuleKind, chrome: ChromeSettings) -> Iterator[Failure]:
    """Try a rule on its examples.

    A text of several lines is a page, or several pages for a rule about what recurs on them.
    So is a single line, unless the rule asks for a place in or around an article: then it is
    tried above, within and below a made-up one.

    Args:
        rule: The rule.
        chrome: The rules among which it stands.

    Yields:
        The examples that fail, in order.
    """
    sides = ("drop", "keep")
    on, off = reversed(sides) if isinstance(rule, KeepRule) else sides
    for index, text in enumerate(getattr(rule.examples, on)):
        if found := _missed(rule, chrome, text.splitlines()):
            yield Failure(("examples", on, index), *found)
    for index, text in enumerate(getattr(rule.examples, off)):
        for line, acted in zip(*_tried(rule, chrome, text.splitlines()), strict=True):
            if acted:
                yield Failure(("examples", off, index), line, _LEFT)


def _missed(rule: RuleKind, chrome: ChromeSettings, lines: list[str]) -> tuple[str, str] | None:
    """The first line that the rule treats wrongly in a text that is for it, and how it should."""
    must = "must be kept" if isinstance(rule, KeepRule) else "must be dropped"
    marked = any(line.startswith(MARK) for line in lines)
    wanted = [line.startswith(MARK) for line in lines if line.strip() not in ("", NEXT_PAGE)]
    texts, acted = _tried(rule, chrome, lines)
    if not marked:
        return None if any(acted) else (texts[0] if texts else "", must)
    for text, want, did in zip(texts, wanted, acted, strict=True):
        if want != did:
            return text, must if want else _LEFT
    return None


def _tried(
    rule: RuleKind, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    """The lines of an example, without marks, and on which of them the rule acts."""
    if isinstance(rule, MarkupRule | ExtractionRule):
        return _tried_as_html(rule, chrome, lines)
    bare = [fold(line.removeprefix(MARK)) for line in lines if line.strip()]
    if isinstance(rule, RecurringRule):
        pages = [
            _page(list(group)) for parts, group in groupby(bare, NEXT_PAGE.__eq__) if not parts
        ]
        common = recurrence_of(pages, chrome.recurrence, "example.com")
        acted = [did for page in pages for did in _acts([rule], chrome, page, common)]
        return [line for line in bare if line != NEXT_PAGE], acted
    if len(bare) == 1 and needs_body(rule):
        before = _before(rule, chrome)
        finders = [other for other in before if isinstance(other, BodyRule | HeadlineRule)]
        stages = (
            _acts([*finders, rule], chrome, _page([*above, *bare, *below]))[len(above)]
            for above, below in _STAGES
        )
        return bare, [any(stages)]
    company = _before(rule, chrome) if needs_body(rule) else []
    return bare, _acts([*company, rule], chrome, _page(bare))


def _tried_as_html(
    rule: MarkupRule | ExtractionRule, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    marked = [example_markup(line.removeprefix(MARK)) for line in lines if line.strip()]
    blocks = tuple(
        Block(text, at, at, 0, text, markup=markup)
        for at, (text, markup) in enumerate(marked, start=1)
    )
    texts = [text for text, _ in marked]
    company = _before(rule, chrome) if needs_body(rule) else []
    page = Page("example", "", "utf-8", tuple(texts), blocks)
    return texts, _acts([*company, rule], chrome, page)


def _before(rule: RuleKind, chrome: ChromeSettings) -> list[RuleKind]:
    """The rules that run before a rule; all of them where it is not among them."""
    names = [other.name for other in chrome.rules]
    before = chrome.rules[: names.index(rule.name) if rule.name in names else len(names)]
    return [other for other in before if other.enabled]


def _acts(
    rules: Sequence[RuleKind], chrome: ChromeSettings, page: Page, common: Recurrence | None = None
) -> list[bool]:
    """On which lines of a page the last of some rules acts."""
    own = msgspec.structs.replace(chrome, rules=tuple(rules))
    draft = Draft(page, own.sentences, own.lexicon)
    draft.recurrence = common
    for rule in rules[:-1]:
        run_rule(rule, draft)
    before = [_state(line, draft) for line in draft.lines]
    run_rule(rules[-1], draft)
    if isinstance(rules[-1], BodyRule):
        # It keeps what it finds; what it takes is the rest of the page.
        draft.close()
        return [line.taken_by == rules[-1].name for line in draft.lines]
    return [_state(line, draft) != old for line, old in zip(draft.lines, before, strict=True)]


def _state(line: Line, draft: Draft) -> tuple[object, ...]:
    """What a rule can change about a line."""
    inside = draft.first is not None and draft.last is not None
    inside = inside and draft.first <= line.index <= draft.last  # type: ignore[operator]
    stops = line.index in draft.stops
    return (line.taken_by, line.kept_by, line.role, line.cost, line.trimmed, inside, stops)


def _page(texts: Sequence[str]) -> Page:
    blocks = tuple(Block(text, at, at, 0, text) for at, text in enumerate(texts, start=1))
    return Page("example", "", "utf-8", tuple(texts), blocks)
