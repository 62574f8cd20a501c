"""What the quality gate measures, each as a number from 0 to 1, on data in this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.config import load_config
from tui.text import align, read_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config import Config
    from tui.text.alignment import Alignment
    from tui.text.article import Article

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"

LinePair = tuple[int, int]


def measure() -> dict[str, float]:
    """Run every measure with the default configuration.

    Returns:
        Name to value, 1 being perfect.
    """
    config = load_config(HERE.parent.parent / "config.yaml")
    gold = json.loads((HERE / "seeds.json").read_text(encoding="utf-8"))
    articles = {name: read_article(SEEDS / name, config) for name in gold["roles"]}
    values = {"seeds: lines with the right role": _roles(articles, gold["roles"])}
    values |= _links(articles, gold["links"], config)
    return values


def roles_by_line(article: Article) -> dict[int, str]:
    """The role of each source line on which a paragraph or a removed stretch begins."""
    kept = {paragraph.lines[0]: str(paragraph.role) for paragraph in article.paragraphs}
    return kept | {removed.lines[0]: "chrome" for removed in article.removed}


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall, 1 where there was nothing to find."""
    return 2 * right / (found + wanted) if found + wanted else 1.0


def _roles(articles: dict[str, Article], gold: dict[str, dict[str, list[int]]]) -> float:
    right = total = 0
    for name, roles in gold.items():
        wanted = {line: role for role, lines in roles.items() for line in lines}
        got = roles_by_line(articles[name])
        right += sum(got.get(line) == role for line, role in wanted.items())
        total += len(wanted)
    return right / total


def _links(
    articles: dict[str, Article], gold: dict[str, dict[str, Any]], config: Config
) -> dict[str, float]:
    near = _Tally()
    linked = _Tally()
    for pair, answers in gold.items():
        left, right = (articles[name] for name in pair.split())
        alignment = align(left, right, config)
        close = _line_pairs(alignment, lambda kind: kind != "related")
        every = _line_pairs(alignment, lambda _: True)
        wanted_near = {tuple(link) for link in answers["near"]}
        wanted = wanted_near | {tuple(link) for link in answers["related"]}
        unscored = {tuple(link) for link in answers["unscored"]}
        near.add(close - unscored, wanted_near)
        linked.add(every - unscored, wanted)
    return {"seeds: near links F1": near.f1, "seeds: any link F1": linked.f1}


def _line_pairs(alignment: Alignment, wanted: Callable[[str], bool]) -> set[LinePair]:
    left, right = alignment.left.paragraphs, alignment.right.paragraphs
    return {
        (left[link.left].lines[0], right[link.right].lines[0])
        for link in alignment.links
        if wanted(link.kind)
    }


class _Tally:
    def __init__(self) -> None:
        self.right = self.found = self.wanted = 0

    def add(self, found: set[LinePair], wanted: set[tuple[Any, ...]]) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return f1(self.right, self.found, self.wanted)
