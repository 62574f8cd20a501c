"""Where words stand: in the rows that are shown, and in all articles. Nothing here paints."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.presentation.rows import SIDES
from tui.text.article import Article
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.presentation.rows import ShownRow, Side
    from tui.text.alignment import Offsets

CellKey = tuple[int, "Side", int]
"""A row, a side and a passage in that cell."""

Spans = dict[CellKey, list["Offsets"]]
"""Where the words stand in passages, as character offsets."""


class Hit(NamedTuple):
    """A place where the words stand.

    `entry` is the article's index in the list where all articles are searched, else None;
    `row` the row's index, or -1 where it is not among the rows; then `paragraph` says where.
    `passage` is the index in the row's cell, if the row is among the rows.
    """

    row: int
    side: Side
    paragraph: int
    start: int
    entry: int | None = None
    passage: int | None = None

    @property
    def words(self) -> tuple[Side, int, int]:
        """What stays of it when the rows are others: the side, the paragraph and the offset."""
        return self.side, self.paragraph, self.start


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds some words in any case, with any white space; None where there are none."""
    parts = words.split()
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE) if parts else None


def in_rows(rows: Sequence[ShownRow], words: str) -> tuple[list[Hit], Spans]:
    """Find words in the rows of a comparison.

    Args:
        rows: The rows; those that are folded away are searched too.
        words: What to look for, in any case.

    Returns:
        The hits from top to bottom, left before right, and where to mark them.
    """
    pattern = pattern_of(words)
    hits: list[Hit] = []
    spans: Spans = defaultdict(list)
    if pattern is None:
        return hits, spans
    for index, row in enumerate(rows):
        for inner in row.folded or (row,):
            for side in SIDES:
                for place, passage in enumerate(inner.cell(side)):
                    paragraph = passage.paragraph or 0
                    for match in pattern.finditer(passage.text):
                        hits.append(Hit(index, side, paragraph, match.start(), None, place))
                        if not row.folded:
                            spans[index, side, place].append(match.span())
    return hits, dict(spans)


def in_articles(entries: Sequence[object], order: Sequence[int], words: str) -> Iterator[Hit]:
    """Find words in all articles.

    Args:
        entries: The articles, and what could not be read.
        order: In which order to look, by index.
        words: What to look for, in any case.

    Yields:
        The hits, article by article.
    """
    pattern = pattern_of(words)
    if pattern is None:
        return
    for index in order:
        entry = entries[index]
        if not isinstance(entry, Article):
            continue
        for place, paragraph in enumerate(entry.paragraphs):
            if paragraph.linkable:
                for match in pattern.finditer(inert(paragraph.text)):
                    yield Hit(-1, "right", place, match.start(), index)
