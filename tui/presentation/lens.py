"""Which of the words that differ are set off: all of them, those that matter, or none.

Differences are found when a row is painted or asked about, as most rows are never looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.presentation.rows import ShownRow, Side
    from tui.text.alignment import Alignment, Difference, DifferenceClass, Link, Offsets

Lens = Literal["all", "substance", "none"]
"""What is set off: all differences, only substance and quotations, or nothing."""

LENSES: tuple[Lens, ...] = get_args(Lens)

LENS_NAMES: dict[Lens, str] = {"all": "all words", "substance": "substance", "none": "no words"}

Weight = Literal["style", "mark", "weighty"]
"""How strongly words are set off; also the names of their styles."""

WEIGHTS: dict[DifferenceClass, Weight] = {
    "house-style": "style",
    "wording": "mark",
    "substance": "weighty",
    "quotation": "weighty",
}

_STRENGTH: dict[Weight, int] = {"style": 0, "mark": 1, "weighty": 2}

_SHOWN: dict[Lens, frozenset[Weight]] = {
    "all": frozenset({"style", "mark", "weighty"}),
    "substance": frozenset({"weighty"}),
    "none": frozenset(),
}

QUOTED = 28
"""Characters of a difference that a sentence about it quotes."""


class Mark(NamedTuple):
    """Characters `[start, end)` of a paragraph and how strongly they are set off."""

    start: int
    end: int
    weight: Weight


class Changes:
    """The words of one paragraph that its counterparts do not have.

    Args:
        links: The links to the counterparts that stand beside it.
        side: The side on which the paragraph stands.
    """

    __slots__ = ("_links", "_marks", "_shown", "_side")

    def __init__(self, links: Sequence[Link], side: Side) -> None:
        self._links = links
        self._side = side
        self._marks: tuple[Mark, ...] | None = None
        self._shown: tuple[Lens, tuple[Mark, ...]] = ("none", ())

    def __reduce__(self) -> tuple[object, ...]:
        # What goes to another process is found before: the texts' words stay behind.
        return _found, (self.marks("all"),)

    def marks(self, lens: Lens) -> tuple[Mark, ...]:
        """The words to set off, in order, not overlapping."""
        if lens == "none":
            return ()
        if self._marks is None:
            self._marks = tuple(_merged([self._spans(link) for link in self._links]))
        if self._shown[0] != lens:
            shown = _SHOWN[lens]
            self._shown = lens, tuple(mark for mark in self._marks if mark.weight in shown)
        return self._shown[1]

    def _spans(self, link: Link) -> list[Mark]:
        spans = []
        for difference in link.differences:
            span = difference.left if self._side == "left" else difference.right
            if span is not None:
                spans.append(Mark(*span, WEIGHTS[difference.category]))
        return spans


def _found(marks: tuple[Mark, ...]) -> Changes:
    changes = Changes((), "left")
    changes._marks = marks
    return changes


NO_CHANGES = _found(())


def _merged(links: list[list[Mark]]) -> Iterator[Mark]:
    """What differs from every counterpart that could have it.

    A paragraph that was merged with another is compared part by part: beyond the first and
    the last difference from one counterpart, that one has no say.
    """
    links = [spans for spans in links if spans]
    if len(links) == 1 and _in_order(links[0]):
        yield from links[0]
        return
    hulls = [(min(s.start for s in spans), max(s.end for s in spans)) for spans in links]
    points = sorted({point for spans in links for mark in spans for point in mark[:2]})
    last: Mark | None = None
    for start, end in pairwise(points):
        weights: list[Weight] = []
        for (first, stop), spans in zip(hulls, links, strict=True):
            if first <= start and end <= stop:
                found = [mark.weight for mark in spans if mark.start <= start and end <= mark.end]
                if not found:
                    break
                weights += found
        else:
            if weights:
                mark = Mark(start, end, max(weights, key=_STRENGTH.__getitem__))
                if last is not None and (last.end, last.weight) == (start, mark.weight):
                    mark = last._replace(end=end)
                elif last is not None:
                    yield last
                last = mark
    if last is not None:
        yield last


def _in_order(spans: list[Mark]) -> bool:
    return all(one.end <= two.start for one, two in pairwise(spans))


def next_lens(lens: Lens) -> Lens:
    """The lens that comes after another."""
    return LENSES[(LENSES.index(lens) + 1) % len(LENSES)]


def sentence(
    alignment: Alignment, row: ShownRow, lens: Lens, links: Iterable[Link] | None = None
) -> str:
    """What differs in a row, in words, what matters most first; inert.

    Args:
        alignment: The pair whose row it is.
        row: The row.
        lens: What of it to tell.
        links: The links whose differences the row shows, where that is known; all of the
            pair's are gone through otherwise.

    Returns:
        Such as "substance: number 18 → 19, attribution said → claimed · wording: 3 changes";
        empty where nothing differs or no differences are wanted.
    """
    if lens == "none":
        return ""
    found: dict[DifferenceClass, list[str]] = {}
    styles: dict[str, None] = {}
    for link in links_shown(alignment.links, row) if links is None else links:
        texts = (
            alignment.left.paragraphs[link.left].text,
            alignment.right.paragraphs[link.right].text,
        )
        for difference in link.differences:
            found.setdefault(difference.category, []).append(_told(difference, texts))
            if difference.category == "house-style":
                styles[difference.what] = None
    return " · ".join(_told_by_class(found, styles, lens))


def links_shown(links: Iterable[Link], row: ShownRow) -> Iterator[Link]:
    """The links whose differences a row shows.

    Args:
        links: Those of the pair whose row it is, or those of the row's paragraphs.
        row: The row.
    """
    left, right = row.paragraphs("left"), row.paragraphs("right")
    for link in links:
        if link.kind == "related" or (link.left not in left and link.right not in right):
            continue
        if left and right and (link.left not in left or link.right not in right):
            continue
        yield link


class RowLinks:
    """Which links each row of an alignment shows; for those who go through all rows.

    Attributes:
        copied: The links of copies: all but `related`.
    """

    def __init__(self, alignment: Alignment) -> None:
        self.copied = [link for link in alignment.links if link.kind != "related"]
        self._left: defaultdict[int, list[Link]] = defaultdict(list)
        self._right: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.copied:
            self._left[link.left].append(link)
            self._right[link.right].append(link)

    def shown(self, row: ShownRow) -> Iterator[Link]:
        """The links whose differences a row shows."""
        found = [link for index in row.paragraphs("left") for link in self._left.get(index, ())]
        if not found:
            of_right = row.paragraphs("right")
            found = [link for index in of_right for link in self._right.get(index, ())]
        return links_shown(found, row)


def _told_by_class(
    found: dict[DifferenceClass, list[str]], styles: Iterable[str], lens: Lens
) -> Iterator[str]:
    for category in ("substance", "quotation"):
        if category in found:
            yield f"{category}: {', '.join(_counted(found[category]))}"
    if lens == "all" and "wording" in found:
        number = len(found["wording"])
        yield "wording: " + (f"{number} changes" if number > 1 else found["wording"][0])
    if lens == "all" and styles:
        yield f"house style: {', '.join(styles)}"


def _counted(told: Iterable[str]) -> Iterator[str]:
    """What was told, once each, with how often where it was more than once."""
    for said, times in Counter(told).items():
        yield said if times == 1 else f"{said} (×{times})"


def _told(difference: Difference, texts: tuple[str, str]) -> str:
    left = _words(texts[0], difference.left)
    right = _words(texts[1], difference.right)
    changed = f"{left} → {right}" if left and right else f"−{left}" if left else f"+{right}"
    return changed if difference.category == "wording" else f"{difference.what} {changed}"


def _words(text: str, span: Offsets | None) -> str:
    if span is None:
        return ""
    words = inert(text[slice(*span)]).strip()
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"
