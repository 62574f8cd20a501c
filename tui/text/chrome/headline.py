"""The headline: which line above the body is likeliest to be it."""

from __future__ import annotations

import re
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.titled import titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.article_rules import HeadlineRule
    from tui.text.chrome.draft import Draft, Line

_SEPARATOR = re.compile(r"[|»>›/•·→]")
_FULL_STOP = re.compile(r"\.[\"'”“»]*$")
_LONG = 4
"""Letters from which on a word says something about the story."""


def name_headline(rule: HeadlineRule, draft: Draft) -> None:
    """Find the headline above the body and give it its role."""
    if draft.first is None or draft.last is None:
        return
    if own := titled(draft):
        own.taken_by, own.role = rule.name, "headline"
        draft.headline = own.index
        return
    worths = [(_worth(rule, traits), line) for line, traits in _candidates(rule, draft)]
    worth, line = max(worths, key=lambda pair: pair[0], default=(0.0, None))
    if line is not None and worth >= rule.enough:
        line.taken_by, line.role = rule.name, "headline"
        draft.headline = line.index


def _worth(rule: HeadlineRule, traits: dict[str, float]) -> float:
    weights: dict[str, float] = msgspec.structs.asdict(rule.weights)
    return sum(weights[name] * value for name, value in traits.items())


def _candidates(rule: HeadlineRule, draft: Draft) -> Iterator[tuple[Line, dict[str, float]]]:
    """The lines that may be the headline, in order, each with its traits."""
    view = _View(rule, draft)
    strong: list[int] = []
    for line in draft.lines[max(0, view.first - rule.within) : view.first + 2]:
        if not view.may_be(line):
            continue
        traits = view.traits(line)
        traits["second"] = any(line.index - 4 <= index for index in strong)
        if view.is_strong(line, traits):
            strong.append(line.index)
        yield line, traits


class _View:
    """What has to be known of a page to tell its headline."""

    def __init__(self, rule: HeadlineRule, draft: Draft) -> None:
        self._rule = rule
        self._draft = draft
        self.first = draft.first or 0
        body = draft.lines[self.first : (draft.last or 0) + 1]
        self._article: dict[str, int] = {}
        for line in body:
            for word in {word for word in line.words if len(word) >= _LONG}:
                self._article[word] = self._article.get(word, 0) + 1
        self._texts = [" ".join(line.words) for line in draft.lines]
        self._page = "\n".join(["", *self._texts, ""])
        # How many menu lines stand above each line, so that those between two are one subtraction.
        self._menu = [0, *accumulate(self._is_menu(line) for line in draft.lines[: self.first])]
        self._topmost = self._find_topmost()

    def may_be(self, line: Line) -> bool:
        return (
            (line.taken_by is None or line.taken_by in self._rule.despite)
            # A paragraph of the body that ends in a full stop is its first one.
            and not (line.index >= self.first and _FULL_STOP.search(line.text))
            and self._rule.at_least <= line.length <= self._rule.at_most
            and not self._draft.fits(line, (self._rule.name, "not_like"))
        )

    def is_strong(self, line: Line, traits: dict[str, float]) -> bool:
        """Whether a line has by itself what makes a headline."""
        return bool(
            traits["gap_above"]
            and traits["gap_below"]
            and not line.bullet
            and line.length >= 3
            and traits["shared"] > 0.5
        )

    def traits(self, line: Line) -> dict[str, float]:
        lines, at = self._draft.lines, line.index
        text = self._texts[at]
        inside = at >= self.first
        shared = sum(
            self._article.get(word, 0) > inside for word in line.words if len(word) >= _LONG
        )
        several = len(line.words) > 1
        return {
            "shared": min(3, shared) / 3,
            "repeated": self._texts.count(text) > 1,
            "begins": several and f"\n{text} " in self._page,
            "ends": several and f" {text}\n" in self._page,
            "fitting": 5 <= line.length <= 15,
            "long": line.length > 25,
            "bullet": line.bullet,
            "full_stop": _FULL_STOP.search(line.text) is not None,
            "colon": line.text.endswith(":"),
            "small_letter": line.text[:1].islower(),
            "separators": _SEPARATOR.search(line.text) is not None,
            "cut_off": line.text.endswith(("…", "...")),
            "above_byline": any(self._is_byline(below) for below in lines[at + 1 : at + 4]),
            "above_sentence": any(below.sentence for below in lines[at + 1 : at + 3]),
            "below_sentence": any(above.sentence for above in lines[max(0, at - 3) : at]),
            "page_top": at == 0,
            "gap_above": at == 0 or line.block.parted,
            "gap_below": at + 1 == len(lines) or lines[at + 1].block.parted,
            "same_indent": line.block.indent == lines[self.first].block.indent,
            "topmost": at == self._topmost,
            "distance": log1p(max(0, self.first - at)),
            "menu_below": log1p(self._menu[self.first] - self._menu[min(at + 1, self.first)]),
        }

    def _is_byline(self, line: Line) -> bool:
        return line.length <= 12 and bool(self._draft.fits(line, (self._rule.name, "byline")))

    def _is_menu(self, line: Line) -> bool:
        return line.bullet or (line.length < 3 and not self._is_byline(line))

    def _find_topmost(self) -> int | None:
        """The first line of text below the menu: above it stand two menu lines in a row."""
        found = None
        for line in self._draft.lines[max(0, self.first - self._rule.within) : self.first][::-1]:
            at = line.index
            menu = self._menu[at + 1] - self._menu[max(0, at - 1)]
            if menu == 2:
                break
            if self._menu[at + 1] == self._menu[at] and line.length >= 3 and self.may_be(line):
                found = line.index
        return found
