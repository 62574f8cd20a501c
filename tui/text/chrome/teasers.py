"""Runs of teasers: label, headline, label, headline; or headline, time, headline, time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import TeaserRule


def take_teasers(rule: TeaserRule, draft: Draft) -> None:
    """Take every run in which labels or times part short lines."""
    labels = _labels(rule, draft)
    run: list[Line] = []
    for line in draft.lines if labels else ():
        if line.index in labels:
            if run and line.index - run[-1].index > rule.apart:
                _take(rule, draft, run)
                run = []
            run.append(line)
        elif run and (line.sentence or line.length > rule.longest):
            _take(rule, draft, run)
            run = []
    _take(rule, draft, run)


def _labels(rule: TeaserRule, draft: Draft) -> set[int]:
    """The indexes of lines that are like a label, or that come again shortly."""
    seen: dict[str, int] = {}
    labels: set[int] = set()
    for line in draft.lines:
        # Numbers alone part the rows of a table as well.
        if line.length > rule.at_most or all(word == "#" for word in line.words):
            continue
        text = " ".join(line.words)
        if draft.fits(line, (rule.name, "label")):
            labels.add(line.index)
        elif line.index - seen.get(text, -rule.apart - 1) <= rule.apart:
            labels |= {seen[text], line.index}
        seen[text] = line.index
    return labels


def _take(rule: TeaserRule, draft: Draft, run: list[Line]) -> None:
    if len(run) < rule.times:
        return
    for line in draft.lines[run[0].index : run[-1].index + 1]:
        if line.taken_by is None:
            line.taken_by = rule.name
