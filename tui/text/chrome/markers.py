"""Markers: what stands before one, after one, or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft
    from tui.text.chrome.rules import AfterRule, BeforeRule, BetweenRule


def take_before(rule: BeforeRule, draft: Draft) -> None:
    """Take everything down to the last marker near the top of the page."""
    markers = [line for line in draft.fitting((rule.name, "match")) if line.index < rule.within]
    for line in draft.lines[: markers[-1].index + 1] if markers else ():
        if line.taken_by is None:
            line.taken_by = rule.name


def mark_after(rule: AfterRule, draft: Draft) -> None:
    """Take the markers and note where they stand; the `body` rule weighs them."""
    if rule.times > 1:
        _mark_runs(rule, draft)
        return
    for line in draft.fitting((rule.name, "match")):
        if line.length <= rule.at_most:
            line.taken_by = rule.name
            draft.stops[line.index] = rule


def _mark_runs(rule: AfterRule, draft: Draft) -> None:
    """Note where runs of markers begin; their lines may be the article's own, and stay."""
    found = (line for line in draft.fitting_any((rule.name, "match")) if not line.sentence)
    run: list[int] = []
    for line in found:
        if line.length > rule.at_most:
            continue
        if run and line.index - run[-1] > rule.apart:
            run = []
        run.append(line.index)
        if len(run) == rule.times:
            draft.stops.setdefault(run[0], rule)


def take_between(rule: BetweenRule, draft: Draft) -> None:
    """Take the blocks that one line opens and another closes."""
    closing = [line.index for line in draft.fitting((rule.name, "closes"))]
    for line in draft.fitting((rule.name, "opens")):
        closed = next((at for at in closing if line.index < at <= line.index + rule.at_most), None)
        for inner in draft.lines[line.index : closed + 1] if closed is not None else ():
            if inner.taken_by is None:
                inner.taken_by = rule.name
