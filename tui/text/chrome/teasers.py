"""Runs of teasers: label, headline, label, headline…, or headline, time, headline, time…"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import TeaserRule


def take_teasers(rule: TeaserRule, draft: Draft) -> None:
    """Take every run in which labels or times part short lines."""
    often = Counter(" ".join(line.words) for line in draft.lines)
    run: list[Line] = []
    for line in draft.lines:
        label = line.length <= rule.at_most and (
            often[" ".join(line.words)] >= rule.times
            or bool(draft.fits(line, (rule.name, "label")))
        )
        if label and run and line.index - run[-1].index <= rule.apart + 1:
            run.append(line)
        elif label:
            _take(rule, draft, run)
            run = [line]
        elif line.sentence and run:
            _take(rule, draft, run)
            run = []
    _take(rule, draft, run)


def _take(rule: TeaserRule, draft: Draft, run: list[Line]) -> None:
    if len(run) < rule.times:
        return
    for line in draft.lines[run[0].index : run[-1].index + 1]:
        line.taken_by = line.taken_by or rule.name
