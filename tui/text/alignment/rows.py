"""What stands beside what: the order most links keep, moved links, rows, and the summary.

Every share of one article in another, wherever it is shown, is counted and rounded here, so that
one thing has one number: "A in B" is the share of A's words in paragraphs that are the same as or
near to one of B's. It is kept to four places, which say all that the method knows and are the
same on every machine, and `percent` is how people are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.model import Kind, Link, Row, RowKind, Summary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tui.text.model import Paragraph


_CLOSEST: tuple[Kind, ...] = ("same", "near", "related")


def kept_order(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[bool]:
    """Which pairs belong to the heaviest chain that goes back on neither side.

    A chain may stay where it is on a side, so that the pairs of a merged paragraph don't
    break it.

    Args:
        pairs: Pairs of indexes, sorted by left, then right.
        weights: What each counts, above 0.

    Returns:
        For each pair whether it is in the chain.
    """
    columns = sorted({right for _, right in pairs})
    place = {column: at for at, column in enumerate(columns, 1)}
    # A Fenwick tree of prefix maxima: the heaviest chain that ends at or before a column.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    before: list[int] = []
    for number, ((_, right), weight) in enumerate(zip(pairs, weights, strict=True)):
        best = (0.0, -1)
        at = place[right]
        while at:
            best = max(best, tree[at])
            at &= at - 1
        before.append(best[1])
        chain = (best[0] + weight, number)
        at = place[right]
        while at < len(tree):
            tree[at] = max(tree[at], chain)
            at += at & -at
    kept = [False] * len(pairs)
    number = max(tree)[1] if pairs else -1
    while number >= 0:
        kept[number] = True
        number = before[number]
    return kept


class _RowBuilder:
    """Rows in reading order; every index of each side is placed once."""

    def __init__(self, left: Sequence[Paragraph], right: Sequence[Paragraph]) -> None:
        self.rows: list[Row] = []
        self._paragraphs = (left, right)
        self._pending = (
            [index for index, paragraph in enumerate(left) if paragraph.linkable],
            [index for index, paragraph in enumerate(right) if paragraph.linkable],
        )
        self._next = [0, 0]
        self.alone: tuple[dict[int, Kind], dict[int, Kind]] = ({}, {})
        self.partners: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})

    def place(self, links: Sequence[Link]) -> None:
        """Lay out the links that keep order, and fill in everything else."""
        lefts: list[int] = []
        rights: list[int] = []
        kinds: list[Kind] = []
        for link in links:
            new_left = not self._is_placed(0, link.left)
            new_right = not self._is_placed(1, link.right)
            joined = link.left in lefts or link.right in rights
            if not joined and not new_left and not new_right:
                continue
            if not (
                joined
                and (not new_left or self._is_next(0, link.left))
                and (not new_right or self._is_next(1, link.right))
            ):
                self._close(lefts, rights, kinds)
                self._fill(link.left, link.right)
                lefts, rights, kinds = [], [], []
            if new_left:
                lefts.append(self._take(0))
            if new_right:
                rights.append(self._take(1))
            kinds.append(link.kind)
        self._close(lefts, rights, kinds)
        self._fill(None, None)

    def _close(self, lefts: list[int], rights: list[int], kinds: list[Kind]) -> None:
        if kinds:
            self.rows.append(Row(tuple(lefts), tuple(rights), _closest(kinds)))

    def _fill(self, left: int | None, right: int | None) -> None:
        """Give a row of its own to what stands before these indexes, or to all the rest.

        The shorter side comes first, whichever it is, so that swapping sides mirrors rows.
        """
        runs = [self._run(0, left), self._run(1, right)]
        sides = [0, 1]
        if all(runs):
            sides.sort(key=lambda side: self._bulk(side, runs[side]))
        for side in sides:
            for index in runs[side]:
                kind: RowKind = self.alone[side].get(index, ("left", "right")[side])
                alone = (index,)
                self.rows.append(Row(() if side else alone, alone if side else (), kind))

    def _take(self, side: int) -> int:
        """Place the next paragraph of a side."""
        index = self._pending[side][self._next[side]]
        self._next[side] += 1
        return index

    def _is_next(self, side: int, index: int) -> bool:
        """Whether this paragraph is the next of its side to be placed."""
        pending = self._pending[side]
        at = self._next[side]
        return at < len(pending) and pending[at] == index

    def _is_placed(self, side: int, index: int) -> bool:
        """Whether this paragraph stands in a row already."""
        at = self._next[side]
        return at == len(self._pending[side]) or self._pending[side][at] > index

    def _run(self, side: int, stop: int | None) -> list[int]:
        run: list[int] = []
        pending = self._pending[side]
        while self._next[side] < len(pending) and (
            stop is None or pending[self._next[side]] < stop
        ):
            run.append(self._take(side))
        return run

    def _bulk(self, side: int, run: list[int]) -> tuple[object, ...]:
        texts = [self._paragraphs[side][index].text for index in run]
        kinds = [self.alone[side].get(index, "") for index in run]
        # Only by their places and by those of their counterparts are paragraphs told apart that
        # say the same.
        partners = [self.partners[side].get(index, []) for index in run]
        return len(run), sum(map(len, texts)), texts, kinds, run, partners


def _closest(kinds: list[Kind]) -> Kind:
    """The kind of a row with several links: `same` only where all are, else the closest."""
    best = min(kinds, key=_CLOSEST.index)
    return "near" if best == "same" and len(set(kinds)) > 1 else best


def build_rows(
    left: Sequence[Paragraph], right: Sequence[Paragraph], links: Sequence[Link]
) -> tuple[Row, ...]:
    """Lay out both articles side by side.

    Merged and split paragraphs share a row where nothing stands between their parts. What
    stands elsewhere on the other side has a row of its own on each, with the kind of its link.

    Takes all paragraphs of both articles, and the links sorted by left, then right index.
    """
    builder = _RowBuilder(left, right)
    kept = [link for link in links if not (link.moved or link.elsewhere)]
    anchored = ({link.left for link in kept}, {link.right for link in kept})
    for link in links:
        builder.partners[0].setdefault(link.left, []).append(link.right)
        builder.partners[1].setdefault(link.right, []).append(link.left)
        for side, index in enumerate((link.left, link.right)):
            if index not in anchored[side]:
                known = builder.alone[side].get(index, link.kind)
                builder.alone[side][index] = _closest([known, link.kind])
    builder.place(kept)
    return tuple(builder.rows)


def summarise(
    links: Sequence[Link],
    left_words: dict[int, int],
    right_words: dict[int, int],
    *,
    formulaic: bool = False,
) -> Summary:
    """Count an alignment.

    Takes the number of words of each linkable paragraph of either side, by its index, and whether
    two events seem to be told in the same formulas (`counted_links`).
    """
    linked_left = {link.left for link in links}
    linked_right = {link.right for link in links}
    counted = counted_links(links, formulaic=formulaic)
    found_left, found_right = found_places(counted)
    return Summary(
        same=sum(link.kind == "same" for link in links),
        near=sum(link.kind == "near" for link in links),
        related=sum(link.kind == "related" for link in links),
        moved=sum(link.moved for link in links),
        left_only=len(left_words) - len(linked_left),
        right_only=len(right_words) - len(linked_right),
        left_share=share_of_words({link.left for link in counted}, left_words),
        right_share=share_of_words({link.right for link in counted}, right_words),
        left_copied=share_of_words(found_left, left_words),
        right_copied=share_of_words(found_right, right_words),
    )


def counted_links(links: Sequence[Link], *, formulaic: bool) -> Sequence[Link]:
    """The links that count for how much of one article is in another.

    Of two events told in the same formulas, a reader who compares them sees all of what was put in;
    but only what is the same, or what the reader has decided, is in the other article.
    """
    return [one for one in links if not formulaic or one.kind == "same" or one.pinned]


def found_places(links: Iterable[Link]) -> tuple[frozenset[int], frozenset[int]]:
    """The paragraphs of either side that are in the other article as text: same or near."""
    found = [link for link in links if link.kind != "related"]
    return frozenset(link.left for link in found), frozenset(link.right for link in found)


def share_of_words(
    places: Collection[int], words: Mapping[int, int], last: int | None = None
) -> float:
    """The share of an article's words that stand in some of its paragraphs, to four places.

    Args:
        places: The indexes of the paragraphs.
        words: The words of each paragraph that counts, by its index.
        last: The last paragraph that counts; None counts all.
    """
    counted = {at: size for at, size in words.items() if last is None or at <= last}
    total = sum(counted.values())
    return round(sum(counted[at] for at in counted if at in places) / total, 4) if total else 0.0


def percent(share: float) -> str:
    """A share as a percentage; 0% and 100% only where they are exact."""
    if 0 < share < 1:
        return f"{min(max(round(share * 100), 1), 99)}%"
    return f"{round(share * 100)}%"
