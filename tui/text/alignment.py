"""What an alignment of two articles is: links, rows and their summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.article import Article

Kind = Literal["same", "near", "related"]
"""How close two linked paragraphs are.

`same`: equal after the house-style layers; `near`: one is an edited or closely reworded
copy of the other or of a part of it; `related`: the same fact or quotation in other words.
"""

RowKind = Literal["same", "near", "related", "left", "right"]
"""A row's kind; `left` and `right` are paragraphs that only that side has."""

DifferenceClass = Literal["house-style", "wording", "substance", "quotation"]

Offsets = tuple[int, int]
"""Character offsets `[start, end)` into a paragraph's `text`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ inside a linked pair; None on the side where they are absent.

    `what` names the kind of substance, the quotation difference or the house-style layer.
    """

    category: DifferenceClass
    what: str
    left: Offsets | None
    right: Offsets | None


@dataclass(frozen=True, slots=True)
class Link:
    """One pair of paragraphs, as indexes into the two articles' `paragraphs`.

    `similarity` is from 0 to 1. `moved`: the pair breaks the order that most links keep.
    `differences` are in reading order; those of an aligned pair are found when they are first
    looked at, as most links are never shown. `pinned`: a reader has decided that it is one.
    """

    left: int
    right: int
    kind: Kind
    similarity: float
    moved: bool
    differences: Sequence[Difference] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: paragraph indexes of each side, in that side's order.

    A moved paragraph stands in a row of its own on each side, with its link's kind; its
    counterpart is found through the links.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Summary:
    """Paragraph counts of an alignment, and shares from 0 to 1 by words.

    `same`, `near`, `related` and `moved` count links; `left_only` and `right_only` count
    linkable paragraphs without a link; `left_share` is the share of the left article's
    words that stand in linked paragraphs, `right_share` the right one's. `left_copied` and
    `right_copied` leave out paragraphs that are only related: how much is in the other
    article as text, and not only as the same facts. `unheard` counts linkable paragraphs of both
    sides without a link which are so like very many others that not all of their words could be
    compared (`most_votes`): 0 but for articles of tens of thousands of paragraphs.
    """

    same: int
    near: int
    related: int
    moved: int
    left_only: int
    right_only: int
    left_share: float
    right_share: float
    left_copied: float
    right_copied: float
    unheard: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two articles aligned. Each linkable paragraph of each side is in exactly one row.

    `forbidden` are the pairs, as indexes into both articles' `paragraphs`, that a reader has
    decided are none.
    """

    left: Article
    right: Article
    links: tuple[Link, ...]
    rows: tuple[Row, ...]
    summary: Summary
    forbidden: tuple[tuple[int, int], ...] = ()
