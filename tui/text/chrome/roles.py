"""The parts of the article that are not body text: headline, byline, standfirst, subheads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.chrome.wording import phrases_of

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import (
        BylineRule,
        CaptionRule,
        HeadlineRule,
        StandfirstRule,
        SubheadRule,
    )


def name_headline(rule: HeadlineRule, draft: Draft) -> None:
    """Find the headline above the body and give it its role."""
    if draft.first is None or draft.last is None:
        return
    article = {
        word
        for line in draft.lines[draft.first : draft.last + 1]
        for word in line.words
        if len(word) > 3
    }
    candidates = [
        (
            _headline_worth(rule, draft, line, article)
            - rule.distance * (draft.first - line.index),
            line,
        )
        for line in draft.lines[max(0, draft.first - rule.within) : draft.first + 1]
        if (line.taken_by is None or line.taken_by in rule.despite)
        and not (line.index == draft.first and line.text.endswith("."))
        and rule.at_least <= line.length <= rule.at_most
        and not draft.fits(line, (rule.name, "not_like"))
    ]
    worth, line = max(candidates, key=lambda pair: pair[0], default=(0.0, None))
    if line is not None and worth >= rule.enough:
        line.taken_by, line.role = rule.name, "headline"
        draft.headline = line.index


def _headline_worth(rule: HeadlineRule, draft: Draft, line: Line, article: set[str]) -> float:
    long_words = [word for word in line.words if len(word) > 3]
    worth = 0.0
    if long_words:
        worth += rule.shared * sum(word in article for word in long_words) / len(long_words)
    text = " ".join(line.words)
    if any(" ".join(other.words).startswith(text) for other in draft.lines if other is not line):
        worth += rule.repeated
    if line.length <= rule.short_words:
        worth -= rule.short
    if line.text.isupper():
        worth -= rule.label
    if line.sentence and line.text.endswith("."):
        worth -= rule.label
    return worth


def name_bylines(rule: BylineRule, draft: Draft) -> None:
    """Name the lines between headline and body that say who wrote it and when."""
    found = [
        line
        for line in draft.free("above")
        if line.length <= rule.longest and draft.fits(line, (rule.name, "match"))
    ]
    for line in found:
        line.taken_by, line.role = rule.name, "byline"
    if not found or draft.headline is None:
        return
    for line in draft.lines[draft.headline + 1 : found[-1].index]:
        if line.taken_by is None and line.length <= rule.at_most:
            line.taken_by, line.role = rule.name, "byline"


def name_standfirst(rule: StandfirstRule, draft: Draft) -> None:
    """Name the sentences that something parts from the body below them."""
    if draft.first is None or draft.last is None or draft.headline is None:
        return
    top = draft.lines[draft.headline + 1 : min(max(draft.first, draft.headline) + 5, draft.last)]
    cut = max((line.index for line in top if line.taken_by is not None), default=-1)
    for line in top:
        if (
            line.taken_by is None
            and line.index < cut
            and line.ended
            and rule.at_least <= line.length <= rule.at_most
        ):
            line.taken_by, line.role = rule.name, "standfirst"


def name_subheads(rule: SubheadRule, draft: Draft) -> None:
    """Name the short lines without a full stop that stand above a paragraph."""
    body = list(draft.free("body"))
    for line, below in zip(body, body[1:], strict=False):
        if (
            line.length <= rule.at_most
            and not line.bullet
            and not line.text.endswith((".", ",", ";", ":", "”", '"'))
            and below.ended
        ):
            line.taken_by, line.role = rule.name, "subhead"


_CREDIT = re.compile(r"[.!?][\"'”’)]* (?P<credit>[^.!?]+(?:\.[^.!?\s]+)*)$")


def name_captions(rule: CaptionRule, draft: Draft) -> None:
    """Name the captions that end in an unmarked credit."""
    particles = set(phrases_of(rule.particles))
    for line in draft.free(rule.place):
        if line.ended or line.length > rule.at_most:
            continue
        found = re.search(r"[.!?][\"'”’)]* ((?:\S+ ?){1,%d})$" % rule.credit_words, line.text)
        if found and all(w[0].isupper() or w in particles for w in found[1].split()):
            line.taken_by, line.role = rule.name, "caption"
