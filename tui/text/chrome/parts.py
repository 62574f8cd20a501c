"""The parts of the article beside headline and body: byline, standfirst, captions, subheads."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.article_rules import BylineRule, CaptionRule, StandfirstRule, SubheadRule
    from tui.text.chrome.draft import Draft, Line

_AFTER_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»)]* ")


def name_captions(rule: CaptionRule, draft: Draft) -> None:
    """Name the captions that end in an unmarked credit."""
    for line in draft.free(rule.place):
        if line.ended or not rule.at_least <= line.length <= rule.at_most:
            continue
        credit = _AFTER_SENTENCE.split(line.text)[-1].split()
        parted = 0 < len(credit) <= rule.credit_words and len(credit) < len(line.text.split())
        if parted and all(word[0].isupper() or word in rule.particles for word in credit):
            line.taken_by, line.role = rule.name, "caption"


def name_bylines(rule: BylineRule, draft: Draft) -> None:
    """Name the lines between headline and body that say who wrote it and when."""
    if draft.first is None:
        return
    found = [
        line
        for line in draft.fitting((rule.name, "match"), "article")
        if line.length <= rule.longest
        and line.index < draft.first + rule.top
        and (line.index < draft.first or not line.sentence)
    ]
    for line in found:
        line.taken_by, line.role = rule.name, "byline"
    if not found or draft.headline is None:
        return
    for line in draft.lines[draft.headline + 1 : found[-1].index]:
        short = line.length <= rule.at_most and not line.ended and not line.bullet
        if line.taken_by is None and short:
            line.taken_by, line.role = rule.name, "byline"


def name_standfirst(rule: StandfirstRule, draft: Draft) -> None:
    """Name the sentences below the headline that something parts from the body."""
    if draft.first is None or draft.last is None or draft.headline is None:
        return
    above = max(draft.headline + 1, draft.first - rule.within)
    for line in draft.lines[above : draft.first]:
        if _may_be_standfirst(rule, line):
            line.taken_by, line.role = rule.name, "standfirst"
    top = max(draft.first, draft.headline + 1)
    if top < draft.last and _may_be_standfirst(rule, draft.lines[top]):
        line, below = draft.lines[top], draft.lines[top + 1]
        if below.taken_by is not None and below.index < draft.last:
            line.taken_by, line.role = rule.name, "standfirst"


def _may_be_standfirst(rule: StandfirstRule, line: Line) -> bool:
    return (
        line.taken_by is None
        and (line.ended or line.length >= rule.without_end)
        and not line.cut_off
        and not line.cost
        and rule.at_least <= line.length <= rule.at_most
    )


def name_subheads(rule: SubheadRule, draft: Draft) -> None:
    """Name the short lines without a full stop that stand above a paragraph."""
    for line, below in pairwise(list(draft.free("body"))):
        if (
            line.length <= rule.at_most
            and not line.bullet
            and not line.text.endswith(rule.not_ending)
            and below.ended
            # A line that the next one goes on with was broken off by whoever saved the page.
            and not below.text[:1].islower()
        ):
            line.taken_by, line.role = rule.name, "subhead"
