"""Markers: what stands before one, after one, or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft
    from tui.text.chrome.rules import AfterRule, BeforeRule, BetweenRule


def take_before(rule: BeforeRule, draft: Draft) -> None:
    """Take everything down to the last marker near the top of the page."""
    key = (rule.name, "match")
    top = draft.lines[: rule.within]
    last = max((line.index for line in top if draft.fits(line, key)), default=-1)
    for line in draft.lines[: last + 1]:
        if line.taken_by is None:
            line.taken_by = rule.name


def mark_after(rule: AfterRule, draft: Draft) -> None:
    """Note where the markers stand; the `body` rule weighs them."""
    for line in draft.free():
        if line.length <= rule.at_most and draft.fits(line, (rule.name, "match")):
            line.taken_by = rule.name
            draft.stops.setdefault(line.index, rule)


def take_between(rule: BetweenRule, draft: Draft) -> None:
    """Take the blocks that one line opens and another closes."""
    opened: int | None = None
    for line in draft.free():
        if opened is not None and line.index - opened > rule.at_most:
            opened = None
        if opened is not None and draft.fits(line, (rule.name, "closes")):
            for inner in draft.lines[opened : line.index + 1]:
                inner.taken_by = inner.taken_by or rule.name
            opened = None
        elif opened is None and draft.fits(line, (rule.name, "opens")):
            opened = line.index
