"""Corrections, clarifications and editors' notes: what a paper says of its own story.

Who checks facts looks for them first, so they stay in the article, with a role of their own. They
stand among the notes that go, at either end of it; another rule may have taken them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tui.text.chrome.rule import Rule, Wording
from tui.text.fields import Count, Fraction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft, Line


class CorrectionRule(Rule, frozen=True, kw_only=True, tag="correction"):
    """What the paper corrects, explains or adds to its story, by its wording.

    It is between the headline and `below` lines under the article, above any comments. A
    `label` of at most `label_words` words alone on a line makes the sentence below it one. Lines
    that a rule in `spared` took are left to that. Where corrections make up more than the share
    `most` of the article they are what it is about, and stay its body.
    """

    match: Wording
    label: Wording = Wording()
    at_most: Count = 120
    label_words: Count = 4
    below: Count = 12
    most: Fraction = 0.5
    spared: tuple[str, ...] = ()

    def run(self, draft: Draft) -> None:
        """Give corrections their role, whichever rule took them before."""
        if draft.first is None or draft.last is None:
            return
        within = range(min(draft.top, draft.first), _end(self, draft, draft.last))
        found = {
            line.index: line
            for line in chain(draft.fitting_any((self.name, "match")), _labelled(self, draft))
            if line.index in within
            and line.length <= self.at_most
            and line.taken_by not in self.spared
            and line.role != "headline"
        }
        body = sum(
            line.length
            for line in draft.lines[draft.first : draft.last + 1]
            if line.taken_by is None and line.index not in found
        )
        said = sum(line.length for line in found.values())
        if said > self.most * (body + said):
            return
        for line in found.values():
            line.taken_by, line.role = self.name, "correction"


def _end(rule: CorrectionRule, draft: Draft, last: int) -> int:
    """The index below the last line in which a correction of the article may stand."""
    end = min(len(draft.lines), last + 1 + rule.below)
    return min(
        (at for at, stop in draft.stops.items() if stop.hard and last < at < end), default=end
    )


def _labelled(rule: CorrectionRule, draft: Draft) -> Iterator[Line]:
    """Labels that stand alone, each with the sentence below it."""
    for line in draft.fitting_any((rule.name, "label")):
        below = draft.lines[line.index + 1 : line.index + 2]
        if line.length <= rule.label_words and below and below[0].sentence:
            yield from (line, *below)
