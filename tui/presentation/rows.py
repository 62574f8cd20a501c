"""What the comparison shows: an alignment as rows of passages, still without a width.

Each linkable paragraph of both articles stands in exactly one row, in its article's order.
With the chrome shown, what a rule removed and what is no part of the comparison (headline,
byline, caption, credit) stands where it was on the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import msgspec
from msgspec.structs import replace

from tui.presentation.wrap import shorten
from tui.text.alignment.choices import Choice, NoteMark
from tui.text.inert import inert
from tui.text.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.model import (
        Alignment,
        Article,
        DifferenceClass,
        Link,
        Offsets,
        Paragraph,
        Removed,
        Row,
    )


Side = Literal["left", "right"]


SIDES: tuple[Side, Side] = ("left", "right")


Look = Literal[
    "same", "near", "related", "moved", "only-left", "only-right", "chrome", "note", "fold", "stop"
]
"""How a passage is painted; `note` is a sentence of ours in an empty cell. A row may also be a
line across both columns: `fold` stands for rows that are folded away, `stop` says that one
article stops here."""


Lens = Literal["all", "substance", "none"]
"""What is set off: all differences, only substance and quotations, or nothing."""


LENSES: tuple[Lens, ...] = get_args(Lens)


LENS_NAMES: dict[Lens, str] = {"all": "all changes", "substance": "key changes", "none": "off"}


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


def next_lens(lens: Lens) -> Lens:
    """The lens that comes after another."""
    return LENSES[(LENSES.index(lens) + 1) % len(LENSES)]


class Mark(NamedTuple):
    """Characters `[start, end)` of a paragraph and how strongly they are set off."""

    start: int
    end: int
    weight: Weight


class ChangedWords:
    """The words of the paragraph on one side that the counterparts beside it do not have.

    They are found when they are first asked for: most rows are never looked at.
    """

    __slots__ = ("_links", "_marks", "_shown", "_side")

    def __init__(self, links: Sequence[Link], side: Side) -> None:
        self._links = links
        self._side = side
        self._marks: tuple[Mark, ...] | None = None
        self._shown: tuple[Lens, tuple[Mark, ...]] = ("none", ())

    def __reduce__(self) -> tuple[object, ...]:
        # What goes to another process is found before: the texts' words stay behind.
        return _known_changes, (self.marks("all"),)

    @property
    def kinds(self) -> frozenset[str]:
        """The classes of differences that there are, and the kinds of substance."""
        found = [one for link in self._links for one in link.differences]
        substance = (one.what for one in found if one.category == "substance")
        return frozenset((*substance, *(one.category for one in found)))

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
                here = [mark.weight for mark in spans if mark.start <= start and end <= mark.end]
                if not here:
                    break
                weights += here
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


def _known_changes(marks: tuple[Mark, ...]) -> ChangedWords:
    changes = ChangedWords((), "left")
    changes._marks = marks
    return changes


NO_CHANGES = _known_changes(())


class Passage(msgspec.Struct, frozen=True):
    """A paragraph, a removed line or a note, as one cell shows it.

    Attributes:
        text: Inert text; offsets in it are those of the source paragraph.
        look: How it is painted.
        role: The paragraph's role; None for what is no paragraph.
        paragraph: Index into the article's paragraphs; for a note, that of the counterpart.
        number: The paragraph's number for readers, counted from 1; a subhead has none.
        changes: The words that the other side does not have.
        label: The rule or role that explains a chrome passage.
        choice: What the reader has decided about a pair that the paragraph is in, if anything.
        noted: What the reader has marked it, or a pair that it is in, as.
    """

    text: str
    look: Look
    role: Role | None = None
    paragraph: int | None = None
    number: int | None = None
    changes: ChangedWords = NO_CHANGES
    label: str = ""
    choice: Choice | None = None
    noted: NoteMark | None = None

    @property
    def marks(self) -> tuple[Offsets, ...]:
        """The words that differ in more than house style, as offsets in the text."""
        marks = self.changes.marks("all")
        return tuple((mark.start, mark.end) for mark in marks if mark.weight != "style")

    def marked(self, lens: Lens) -> tuple[Mark, ...]:
        """The words that a lens sets off, in order, not overlapping."""
        return self.changes.marks(lens)


class ShownRow(msgspec.Struct, frozen=True):
    """What stands side by side.

    Attributes:
        left: The passages of the left cell, top to bottom.
        right: The passages of the right cell.
        look: The row's kind.
        banner: What a line across both columns says; inert.
        folded: The rows that are folded away here.
        closeness: How alike the linked paragraphs in it are, from 0 to 1.
    """

    left: tuple[Passage, ...]
    right: tuple[Passage, ...]
    look: Look
    banner: str = ""
    folded: tuple[ShownRow, ...] = ()
    closeness: float = 1.0

    @property
    def counted(self) -> bool:
        """Whether readers count it: a subhead is no paragraph."""
        return any(one.number is not None for one in (*self.left, *self.right))

    def differs(self, lens: Lens = "all") -> bool:
        """Whether "next difference" stops here.

        A paragraph that one side lacks is a difference through any lens, one that stands
        elsewhere or is told in other words unless only substance is looked for, and one with
        changed words where the lens sets them off.
        """
        if self.look in ("chrome", "fold", "stop"):
            return False
        if self.look in ("only-left", "only-right"):
            return self.counted
        paired = self.look in ("same", "near") and self.left and self.right
        if not paired and lens != "substance":
            return True
        return self.changed(lens)

    def changed(self, lens: Lens) -> bool:
        """Whether words in it differ, in more than house style, as a lens shows them."""
        return any(
            mark.weight != "style"
            for passage in (*self.left, *self.right)
            for mark in passage.marked(lens)
        )

    @property
    def noted(self) -> bool:
        """Whether the reader has noted something on it."""
        return any(one.noted is not None for one in (*self.left, *self.right))

    def changed_in(self, kinds: frozenset[str]) -> bool:
        """Whether something of some kinds differs in it: substance or class by its name."""
        passages = (*self.left, *self.right)
        return any(not kinds.isdisjoint(passage.changes.kinds) for passage in passages)

    def cell(self, side: Side) -> tuple[Passage, ...]:
        """The passages of one side."""
        return self.left if side == "left" else self.right

    def paragraphs(self, side: Side) -> tuple[int, ...]:
        """Indexes of the article's own paragraphs that stand in one cell."""
        return tuple(
            passage.paragraph
            for passage in self.cell(side)
            if passage.paragraph is not None and passage.look not in ("note", "chrome")
        )


PAIRED: frozenset[Look] = frozenset({"same", "near", "related", "moved"})
"""The looks of rows whose paragraphs have a counterpart."""


def counts(rows: Iterable[ShownRow]) -> dict[Look, int]:
    """How many rows of each kind there are, as a reader counts them: without subheads.

    A pair that has a row on each side, as what moved has, counts once.
    """
    every = [inner for row in rows for inner in row.folded or (row,)]
    alone = {one for row in every if not row.paragraphs("right") for one in row.paragraphs("left")}
    return Counter(row.look for row in every if row.counted and not _told_before(row, alone))


def _told_before(row: ShownRow, alone: AbstractSet[int]) -> bool:
    """Whether a row is the right half of a pair whose left half has a row to itself.

    Args:
        alone: The paragraphs on the left that have nothing beside them.
    """
    if row.look not in PAIRED or row.paragraphs("left"):
        return False
    beside = row.left[0].paragraph if row.left else None
    return row.look == "moved" or beside in alone


MOST_FIRST_WORDS = 80
"""Cells of its text by which an article without a headline is called."""


def called(article: Article, title: str | None = None) -> str:
    """The headline of an article, or its first words, quoted, where it has none; inert.

    Args:
        title: A headline that another version of it has.
    """
    if headline := title or article.title:
        return inert(headline)
    first = next((one.text for one in article.paragraphs if one.linkable), "")
    return f"“{shorten(inert(first), MOST_FIRST_WORDS)}”" if first else "(no headline)"


def numbers(article: Article) -> dict[int, int]:
    """The number that readers see for each paragraph, by its index; subheads have none."""
    counted = (index for index, one in enumerate(article.paragraphs) if one.counted)
    return {index: number for number, index in enumerate(counted, start=1)}


def place_name(numbered: Mapping[int, int], index: int) -> str:
    """What readers call a linkable paragraph: "¶ 3", or "subhead".

    Args:
        numbered: What `numbers` says of its article.
        index: Its index among the article's paragraphs.
    """
    return f"¶ {numbered[index]}" if index in numbered else "subhead"


def note_place(
    places: Iterable[tuple[int, int | None]], articles: Sequence[Article], names: Sequence[str]
) -> str:
    """What readers call what a note is on: "003 ¶ 3 and 001 ¶ 2".

    Args:
        places: The article's place, and the paragraph's index; None where that is gone.
        articles: The articles by place.
        names: Short inert names of the articles.
    """
    return " and ".join(
        f"{names[place]} {place_name(numbers(articles[place]), index)}"
        if index is not None
        else f"{names[place]}, a paragraph that is gone"
        for place, index in places
    )


def shown_rows(
    alignment: Alignment, *, chrome: bool = False, rows: Sequence[Row] | None = None
) -> tuple[ShownRow, ...]:
    """Turn an alignment into the rows a reader sees.

    Args:
        alignment: Two articles aligned.
        chrome: Whether to show what was removed, in its place.

    Returns:
        The rows from top to bottom.
    """
    left = _Page(alignment, "left", chrome=chrome)
    right = _Page(alignment, "right", chrome=chrome)
    shown = list(_chrome_rows(left.before_all(), right.before_all()))
    for row in alignment.rows if rows is None else rows:
        shown.append(_shown(row, left, right))
        shown.extend(_chrome_rows(left.after(row.left), right.after(row.right)))
    return tuple(shown)


def _shown(row: Row, left: _Page, right: _Page) -> ShownRow:
    look: Look
    if row.kind == "left":
        look = "only-left"
    elif row.kind == "right":
        look = "only-right"
    else:
        moved = (left.moved(row.left), right.moved(row.right))
        # What moved may have been brought beside its counterpart.
        look = "moved" if (all if row.left and row.right else any)(moved) else row.kind
    left_cell = left.cell(row.left, row.right, look)
    right_cell = right.cell(row.right, row.left, look)
    if row.kind not in ("left", "right"):
        left_cell = left_cell or right.notes(row.right)
        right_cell = right_cell or left.notes(row.left)
    closeness = max(left.closeness(row.left, row.right), right.closeness(row.right, row.left))
    return ShownRow(left_cell, right_cell, look, closeness=closeness)


def _chrome_rows(left: Sequence[Passage], right: Sequence[Passage]) -> Iterable[ShownRow]:
    for one, other in zip_longest(left, right):
        yield ShownRow(
            () if one is None else (one,),
            () if other is None else (other,),
            "chrome",
        )


class _Page:
    """One side of an alignment: its passages, and the chrome that stood between them."""

    def __init__(self, alignment: Alignment, side: Side, *, chrome: bool) -> None:
        other = alignment.right if side == "left" else alignment.left
        self._article = alignment.left if side == "left" else alignment.right
        self._side = side
        self._numbers = numbers(self._article)
        self._other_numbers = numbers(other)
        linkable = (index for index, one in enumerate(self._article.paragraphs) if one.linkable)
        self._positions = {index: position for position, index in enumerate(linkable, start=1)}
        self._chrome = _chrome_passages(self._article, _corrections(alignment, side), chrome=chrome)
        self._links: defaultdict[int, list[Link]] = defaultdict(list)
        for link in alignment.links:
            self._links[link.left if side == "left" else link.right].append(link)
        self._forbidden = {pair[side == "right"] for pair in alignment.forbidden}

    def before_all(self) -> Sequence[Passage]:
        """The chrome above the first linkable paragraph."""
        return self._chrome.get(0, ())

    def after(self, paragraphs: tuple[int, ...]) -> Sequence[Passage]:
        """The chrome between the last of these paragraphs and the next linkable one."""
        return self._chrome.get(self._positions[paragraphs[-1]], ()) if paragraphs else ()

    def cell(
        self, paragraphs: tuple[int, ...], counterparts: tuple[int, ...], look: Look
    ) -> tuple[Passage, ...]:
        """The passages of a cell, with the chrome that stood between them."""
        passages: list[Passage] = []
        for index in paragraphs:
            if passages:
                passages.extend(self._chrome.get(self._positions[index] - 1, ()))
            passages.append(self._passage(index, counterparts, look))
        return tuple(passages)

    def moved(self, paragraphs: tuple[int, ...]) -> bool:
        """Whether any of these paragraphs stands elsewhere in the other article."""
        return any(link.moved for index in paragraphs for link in self._links.get(index, ()))

    def closeness(self, paragraphs: tuple[int, ...], counterparts: tuple[int, ...]) -> float:
        """How alike these paragraphs and those beside them are; 0 where none are linked."""
        links = [link for index in paragraphs for link in self._links.get(index, ())]
        beside = [link for link in links if self._counterpart(link) in counterparts] or links
        return max((link.similarity for link in beside), default=0.0)

    def notes(self, paragraphs: tuple[int, ...]) -> tuple[Passage, ...]:
        """What an empty cell says beside paragraphs whose counterpart stands in another row."""
        links = [link for index in paragraphs for link in self._links.get(index, ())]
        targets = sorted({self._counterpart(link) for link in links})
        if not targets:
            return ()
        where = ", ".join(place_name(self._other_numbers, index) for index in targets)
        where = where.replace(", ¶", ",")
        other = "right" if self._side == "left" else "left"
        what = "moved:" if self.moved(paragraphs) else "goes with"
        return (Passage(f"{what} {where} on the {other}", "note", paragraph=targets[0]),)

    def _counterpart(self, link: Link) -> int:
        return link.right if self._side == "left" else link.left

    def _passage(self, index: int, counterparts: tuple[int, ...], look: Look) -> Passage:
        paragraph = self._article.paragraphs[index]
        return Passage(
            inert(paragraph.text),
            look,
            role=paragraph.role,
            paragraph=index,
            number=self._numbers.get(index),
            changes=self._changes(index, counterparts),
            choice=self._choice(index),
        )

    def _choice(self, index: int) -> Choice | None:
        if any(link.pinned for link in self._links.get(index, ())):
            return "pinned"
        return "forbidden" if index in self._forbidden else None

    def _changes(self, index: int, counterparts: tuple[int, ...]) -> ChangedWords:
        links = [link for link in self._links.get(index, ()) if link.kind != "related"]
        beside = [link for link in links if self._counterpart(link) in counterparts]
        return ChangedWords(beside or links, self._side) if links else NO_CHANGES


def _order_of(article: Article, part: Paragraph | Removed) -> int:
    """What its place among the others is told by: all of a row or record stand on one line."""
    return part.lines[0] if article.part is None or part.place is None else part.place


def _corrections(alignment: Alignment, side: Side) -> dict[int, str]:
    """What each correction of one side is called, by its index: whether the other has it too."""
    article = alignment.left if side == "left" else alignment.right
    shared = {link.left if side == "left" else link.right for link in alignment.corrections}
    return {
        index: one.role if index in shared else f"{one.role}, only here"
        for index, one in enumerate(article.paragraphs)
        if one.corrects
    }


def _chrome_passages(
    article: Article, corrections: Mapping[int, str], *, chrome: bool
) -> dict[int, list[Passage]]:
    """Chrome by the position of the linkable paragraph it follows; 0 is above them all.

    Without `chrome`, only the corrections, which are shown always.
    """
    passages: list[tuple[int, int, Passage]] = []
    starts: list[int] = []
    for index, paragraph in enumerate(article.paragraphs):
        line = _order_of(article, paragraph)
        if paragraph.linkable:
            starts.append(line)
        else:
            passage = Passage(inert(paragraph.text), "chrome", paragraph.role, index)
            named = replace(passage, label=corrections.get(index, paragraph.role))
            if chrome or index in corrections:
                passages.append((line, len(starts), named))
        for trim in paragraph.trimmed if chrome else ():
            above = len(starts) - 1 if paragraph.linkable else len(starts)
            cut = Passage(inert(trim.text.strip()), "chrome", label=inert(trim.rule))
            passages.append((line, above, cut))
    for removed in article.removed if chrome else ():
        line = _order_of(article, removed)
        cut = Passage(inert(removed.text), "chrome", label=inert(removed.rule))
        passages.append((line, bisect_left(starts, line), cut))
    by_number: dict[int, list[Passage]] = {}
    for _line, above, passage in sorted(passages, key=lambda item: item[:2]):
        by_number.setdefault(above, []).append(passage)
    return by_number
