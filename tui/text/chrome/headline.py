"""The headline: which line above the body is likeliest to be it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.surroundings import Surroundings
from tui.text.chrome.titled import titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.article_rules import HeadlineRule
    from tui.text.chrome.draft import Draft, Line


def name_headline(rule: HeadlineRule, draft: Draft) -> None:
    """Find the headline above the body and give it its role."""
    if draft.first is None or draft.last is None:
        return
    if own := titled(draft):
        own.taken_by, own.role = rule.name, "headline"
        draft.headline = own.index
        return
    weights: dict[str, float] = msgspec.structs.asdict(rule.weights)
    worths = [
        (sum(weights[name] * value for name, value in traits.items()), line)
        for line, traits in candidates(rule, draft)
    ]
    worth, line = max(worths, key=lambda pair: pair[0], default=(0.0, None))
    if line is not None and worth >= rule.enough:
        line.taken_by, line.role = rule.name, "headline"
        draft.headline = line.index


def candidates(rule: HeadlineRule, draft: Draft) -> Iterator[tuple[Line, dict[str, float]]]:
    """The lines that may be the headline.

    Args:
        rule: What they must be like.
        draft: The page, its body found.

    Yields:
        Each such line from the top down, with its traits by the names that the rule's weights
        have, most of them 0 or 1.
    """
    surroundings = Surroundings(rule, draft)
    for line in draft.lines[surroundings.top : surroundings.first + 2]:
        if surroundings.may_be_headline(line):
            yield line, surroundings.traits(line)
