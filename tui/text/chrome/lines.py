"""Single lines: by their wording, by how many phrases they hold, and parts of them."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from tui.text.article import Trim
from tui.text.chrome.tails import take_tail
from tui.text.page import fold

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import KeepRule, LineRule, PhraseCountRule, RoleRule, TrimRule


def take_lines(rule: LineRule, draft: Draft) -> None:
    """Take the lines that fit the rule, or make them pay."""
    found = [
        line
        for line in draft.fitting((rule.name, "match"), rule.place)
        if _fits_in(rule, line) and (not rule.capitals or line.text.isupper())
    ]
    _take(rule, draft, found)


def keep_lines(rule: KeepRule, draft: Draft) -> None:
    """Keep the lines that fit the rule from all rules, those before it too."""
    for line in draft.fitting_any((rule.name, "match")):
        if _fits_in(rule, line):
            draft.keep(line, rule.name)


def take_phrases(rule: PhraseCountRule, draft: Draft) -> None:
    """Take the lines that hold enough of the rule's phrases for their length, or make them pay."""
    key = (rule.name, "phrases")
    found = [
        line
        for line in draft.fitting(key, rule.place)
        if draft.fits(line, key) >= max(rule.hits, ceil(line.length / rule.words_per_hit))
    ]
    _take(rule, draft, found)


def name_roles(rule: RoleRule, draft: Draft) -> None:
    """Give the lines that fit the rule its role."""
    for line in draft.fitting((rule.name, "match"), rule.place):
        if _fits_in(rule, line):
            line.taken_by, line.role = rule.name, rule.role


def trim_lines(rule: TrimRule, draft: Draft) -> None:
    """Take the part that fits the rule out of every line that has it."""
    for line in draft.free():
        found = rule.expression.search(line.text)
        if found is None:
            continue
        group = next((i for i, part in enumerate(found.groups(), 1) if part is not None), 0)
        start, end = found.span(group)
        rest = fold(f"{line.text[:start]} {line.text[end:]}")
        if rest and end > start:
            line.trimmed += (Trim(line.text[start:end].strip(), rule.name),)
            draft.reread(line, rest)


def _fits_in(rule: LineRule | KeepRule | RoleRule, line: Line) -> bool:
    return line.length >= rule.at_least and (rule.at_most is None or line.length <= rule.at_most)


def _take(rule: LineRule | PhraseCountRule, draft: Draft, found: list[Line]) -> None:
    if rule.place == "tail":
        take_tail(rule.name, draft, {line.index for line in found})
        return
    for line in found:
        if rule.cost is None:
            line.taken_by = rule.name
        else:
            line.cost += rule.cost
