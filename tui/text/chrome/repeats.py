"""Lines that stand on the page more than once, word for word or nearly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import RepeatRule


_COUNTER = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"\d+")
_LONGEST = 20_000
"""Characters past which a line is looked for word for word only: finding what is nearly the same
takes thirty times its memory, and no caption is as long."""


def take_repeats(rule: RepeatRule, draft: Draft) -> None:
    """Take lines that stand there often enough, sparing the first where the rule says so."""
    lines = [
        line
        for line in draft.free(rule.place)
        if rule.at_least <= line.length and (rule.at_most is None or line.length <= rule.at_most)
    ]
    for group in _groups(rule, lines):
        if len(group) < rule.times:
            continue
        for line in group[0 if rule.first == "drop" else 1 :]:
            line.taken_by = rule.name
        if rule.first == "caption":
            group[0].taken_by, group[0].role = rule.name, "caption"


def _groups(rule: RepeatRule, lines: list[Line]) -> list[list[Line]]:
    """The lines in groups of such as say the same close to one another, in page order.

    What gives other numbers says something else, but for a number before the first word, with
    which galleries count their pictures.
    """
    latest: dict[tuple[str, ...], dict[str, list[Line]]] = {}
    groups = []
    for line in lines:
        text = " ".join(line.words) or line.text
        counter = _COUNTER.match(line.text)
        numbers = tuple(_NUMBER.findall(line.text, counter.end() if counter else 0))
        near = _near(rule, latest.setdefault(numbers, {}), line)
        group = near.get(text)
        if group is None and near and rule.similarity < 100 and len(text) <= _LONGEST:
            like = process.extractOne(
                text, near.keys(), scorer=fuzz.ratio, score_cutoff=rule.similarity
            )
            group = near[like[0]] if like else None
        if group is None:
            group = []
            groups.append(group)
        group.append(line)
        near[text] = group
    return groups


def _near(rule: RepeatRule, latest: dict[str, list[Line]], line: Line) -> dict[str, list[Line]]:
    """The groups whose last line is near enough, by their texts; the others are done with."""
    if rule.within is None:
        return latest
    for text in [t for t, group in latest.items() if line.index - group[-1].index > rule.within]:
        del latest[text]
    return latest
