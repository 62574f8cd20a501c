"""Lines that stand on the page more than once, word for word or nearly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import RepeatRule


def take_repeats(rule: RepeatRule, draft: Draft) -> None:
    """Take lines that stand there often enough, sparing the first where the rule says so."""
    lines = [
        line
        for line in draft.free(rule.place)
        if rule.at_least <= line.length and (rule.at_most is None or line.length <= rule.at_most)
    ]
    for group in _groups(rule, lines):
        if len(group) >= rule.times:
            for line in group[1 if rule.keep_first else 0 :]:
                line.taken_by = rule.name


def _groups(rule: RepeatRule, lines: list[Line]) -> list[list[Line]]:
    """The lines in groups of such as say the same, each group in page order."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        text = " ".join(line.words) or line.text
        group = groups.get(text)
        if group is None and rule.similarity < 100:
            like = process.extractOne(
                text, groups.keys(), scorer=fuzz.ratio, score_cutoff=rule.similarity
            )
            group = groups[like[0]] if like else None
        if group is None:
            groups[text] = [line]
        elif rule.within is None or line.index - group[-1].index <= rule.within:
            group.append(line)
        else:
            groups[text] = [line]
    return list(groups.values())
