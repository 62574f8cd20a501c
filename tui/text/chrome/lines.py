"""Single lines: by their wording, by how many phrases they hold, and parts of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from tui.text.article import Trim
from tui.text.page import fold

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import LineRule, PhraseCountRule, RoleRule, TrimRule


def take_lines(rule: LineRule, draft: Draft) -> None:
    """Take the lines that fit the rule, or make them pay."""
    for line in draft.free(rule.place):
        if (
            rule.at_least <= line.length
            and (rule.at_most is None or line.length <= rule.at_most)
            and draft.fits(line, (rule.name, "match"))
        ):
            _charge(line, rule.name, rule.cost)


def take_phrases(rule: PhraseCountRule, draft: Draft) -> None:
    """Take the lines that hold enough of the rule's phrases for their length."""
    for line in draft.free(rule.place):
        hits = draft.fits(line, (rule.name, "phrases"))
        if hits >= max(rule.hits, -(-line.length // rule.words_per_hit)):
            _charge(line, rule.name, rule.cost)


def name_roles(rule: RoleRule, draft: Draft) -> None:
    """Give the lines that fit the rule its role."""
    for line in draft.free(rule.place):
        if (
            rule.at_least <= line.length
            and (rule.at_most is None or line.length <= rule.at_most)
            and draft.fits(line, (rule.name, "match"))
        ):
            line.taken_by, line.role = rule.name, rule.role


def trim_lines(rule: TrimRule, draft: Draft) -> None:
    """Take the part that fits the rule out of every line that has it."""
    expression = re2.compile(rule.pattern)
    for line in draft.free():
        found = expression.search(line.text)
        if found is None:
            continue
        group = next((i for i, part in enumerate(found.groups(), 1) if part is not None), 0)
        start, end = found.span(group)
        rest = fold(f"{line.text[:start]} {line.text[end:]}")
        if rest and end > start:
            line.trimmed += (Trim(line.text[start:end].strip(), rule.name),)
            line.read(rest, draft.sentences)


def _charge(line: Line, rule: str, cost: float | None) -> None:
    if cost is None:
        line.taken_by = rule
    else:
        line.cost += cost
