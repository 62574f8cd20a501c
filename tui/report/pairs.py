"""Two articles side by side as a report shows them, before a format writes it.

The rows are those of the app; each paragraph is cut into stretches that are set off or not, so
that a format only has to put its markup around them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.presentation.kinds import GLYPHS, KINDS
from tui.presentation.rows import counts, numbers, place_name, shown_rows
from tui.presentation.sentence import CLASS_NAMES, RowLinks, kind_said, place_moved
from tui.report.text import counted
from tui.text.inert import inert
from tui.text.model import place_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.presentation.rows import Look, Passage, ShownRow
    from tui.report.report import Report
    from tui.text.model import Alignment, Article, Difference, DifferenceClass, Link, Offsets


CLASSES: tuple[DifferenceClass, ...] = ("substance", "quotation", "wording", "house-style")
"""The classes of difference, what matters most first."""


_COUNTED: dict[DifferenceClass, str] = {
    "substance": "key change",
    "quotation": "changed quote",
    "wording": "wording change",
}


_NAMES = {kind.look: kind.name for kind in KINDS} | {"chrome": "correction"}
"""What rows are called; of what is no part of the comparison, corrections alone are shown."""


class Stretch(NamedTuple):
    """Words of a paragraph, and how strongly they are set off: "", style, mark or weighty."""

    text: str
    weight: str


class ShownParagraph(NamedTuple):
    """A paragraph in a cell, or a note on where it stands.

    Attributes:
        stretches: Its words, inert; what the other side does not have is set off.
        place: Its index in the article; for a note, that of the paragraph it is on.
        name: What readers call it: "¶ 3", or "subhead".
        where: The source lines that it stands on, in words; empty for a note.
        is_note: Whether it is a note.
        is_subhead: Whether it is a heading inside the article.
    """

    stretches: tuple[Stretch, ...]
    place: int | None
    name: str
    where: str
    is_note: bool
    is_subhead: bool


class WordChange(NamedTuple):
    """What differs in a row: the words of either side, inert, and their offsets there.

    `what` names the kind of it where the words don't show that; of words that stand in another
    paragraph, it says in which.
    """

    what: str
    left: str
    right: str
    left_offsets: Offsets | None
    right_offsets: Offsets | None


ChangesByClass = tuple[tuple["DifferenceClass", tuple[WordChange, ...]], ...]
"""What differs, by class, what matters most first."""


class ShownPair(NamedTuple):
    """Two paragraphs or cells side by side.

    Attributes:
        look: What kind of row it is.
        glyph: Its glyph.
        name: Its name.
        left: What stands on the left.
        right: What stands on the right.
        changes: What differs, by class, what matters most first.
    """

    look: Look
    glyph: str
    name: str
    left: tuple[ShownParagraph, ...]
    right: tuple[ShownParagraph, ...]
    changes: ChangesByClass


class PairPart(NamedTuple):
    """Two articles side by side.

    Attributes:
        left: The place of the left article.
        right: The place of the right one.
        alignment: The two, aligned.
        rows: The rows from top to bottom.
        classes: How many differences there are of each class, what matters most first.
        counts: How many rows of each kind there are, as the app counts them.
    """

    left: int
    right: int
    alignment: Alignment
    rows: tuple[ShownPair, ...]
    classes: tuple[tuple[DifferenceClass, int], ...]
    counts: Mapping[Look, int]


def differences_said(classes: Iterable[tuple[DifferenceClass, int]]) -> str:
    """How many differences of each class there are, in the words of the app."""
    return ", ".join(
        f"{number} of {CLASS_NAMES[name].lower()}"
        if name == "house-style"
        else counted(number, _COUNTED[name])
        for name, number in classes
    )


def pair_parts(report: Report) -> Iterator[PairPart]:
    """The pairs of a report, each aligned when it is asked for."""
    for left, right in report.pairs():
        yield pair_part(left, right, report.findings.alignment(left, right))


def pair_part(left: int, right: int, alignment: Alignment) -> PairPart:
    """Put two aligned articles into rows.

    Args:
        alignment: The two, aligned.
    """
    links = RowLinks(alignment)
    sides = _Side(alignment.left), _Side(alignment.right)
    shown = shown_rows(alignment)
    rows = tuple(_shown(row, sides, _changes(list(links.shown(row)), alignment)) for row in shown)
    count = Counter(difference.category for link in links.copied for difference in link.differences)
    classes = tuple((name, count[name]) for name in CLASSES)
    return PairPart(left, right, alignment, rows, classes, counts(shown))


class _Side:
    """One article of a pair, and what readers call its paragraphs."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._numbers = numbers(article)

    def cell(self, passages: Iterable[Passage]) -> tuple[ShownParagraph, ...]:
        return tuple(map(self._paragraph, passages))

    def _where(self, index: int) -> str:
        return place_said(self._article.paragraphs[index].lines, self._article.places)

    def _paragraph(self, passage: Passage) -> ShownParagraph:
        index = passage.paragraph
        is_note = passage.look == "note"
        return ShownParagraph(
            tuple(_stretches(passage)),
            index,
            "" if index is None else place_name(self._numbers, index),
            "" if is_note or index is None else self._where(index),
            is_note,
            passage.role == "subhead",
        )


def _shown(row: ShownRow, sides: tuple[_Side, _Side], changes: ChangesByClass) -> ShownPair:
    left, right = sides
    return ShownPair(
        row.look,
        GLYPHS[row.look],
        _NAMES[row.look],
        left.cell(row.left),
        right.cell(row.right),
        changes,
    )


def _stretches(passage: Passage) -> Iterator[Stretch]:
    at = 0
    for mark in passage.marked("all"):
        if mark.start > at:
            yield Stretch(passage.text[at : mark.start], "")
        yield Stretch(passage.text[mark.start : mark.end], mark.weight)
        at = mark.end
    if at < len(passage.text):
        yield Stretch(passage.text[at:], "")


def _changes(links: Sequence[Link], alignment: Alignment) -> ChangesByClass:
    changes: defaultdict[DifferenceClass, list[WordChange]] = defaultdict(list)
    for link in links:
        texts = (
            alignment.left.paragraphs[link.left].text,
            alignment.right.paragraphs[link.right].text,
        )
        for difference in link.differences:
            what = place_moved(difference, alignment) or kind_said(difference)
            if difference.category == "substance" and difference.elsewhere is not None:
                what = f"{kind_said(difference)} {what}"
            changes[difference.category].append(_change(difference, what, texts))
    return tuple((name, tuple(changes[name])) for name in CLASSES if name in changes)


def _change(difference: Difference, what: str, texts: tuple[str, str]) -> WordChange:
    left, right = (
        "" if span is None else inert(text[slice(*span)])
        for text, span in zip(texts, (difference.left, difference.right), strict=True)
    )
    return WordChange(what, left, right, difference.left, difference.right)
