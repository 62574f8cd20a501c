"""Why two paragraphs stand together, as a sheet: a word a row, and what it counts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.presentation.kinds import CHOICE_SIGNS, GLYPHS
from tui.presentation.rows import numbers, place_name
from tui.text.inert import inert
from tui.view.line import bar, percent
from tui.view.sheet import Cell, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.alignment import Alignment
    from tui.text.why import Explanation, Rival, SharedWord

SIGNS = {"number": "#", "name": "A", "word": "·"}
"""What stands before a shared word, by its kind."""

_HEADINGS = ("weight", "left ¶", "right ¶")


class WhySheet:
    """Shows an explanation as a table.

    Args:
        alignment: The two articles.
        explanation: Why two of their paragraphs are linked, or not.
        names: Short inert names of the left and the right article.
    """

    cell_width = (8, 14)

    column_count = len(_HEADINGS)

    def __init__(
        self, alignment: Alignment, explanation: Explanation, names: tuple[str, str]
    ) -> None:
        self.explanation = explanation
        self._alignment = alignment
        self._names = names
        self._numbers = (numbers(alignment.left), numbers(alignment.right))
        self._rows: tuple[str | SharedWord, ...] = (*self._notes(), *explanation.words)
        self._heaviest = max((word.weight for word in explanation.words), default=1.0) or 1.0

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    @property
    def verdict(self) -> str:
        """What the pair is, in a few words."""
        one = self.explanation
        if one.forbidden:
            return f"{CHOICE_SIGNS['forbidden']} forbidden by you"
        if one.link is None:
            return "not linked"
        moved = ", moved" if one.link.moved else ""
        pinned = f", {CHOICE_SIGNS['pinned']} pinned by you" if one.link.pinned else ""
        link = one.link
        return f"{GLYPHS[link.kind]} {link.kind}, {percent(link.similarity)}{moved}{pinned}"

    def corner(self) -> str:
        """What the rows are."""
        return "words that both have, the rarest first"

    def heading(self, column: int) -> Cell:
        """What a column says of a word."""
        return Cell(_HEADINGS[column], "headline")

    def note(self, row: int) -> str | None:
        """A sentence of the explanation."""
        one = self._rows[row]
        return one if isinstance(one, str) else None

    def label(self, row: int) -> Label:
        """A word as both sides write it."""
        one = self._rows[row]
        if isinstance(one, str):
            return Label("")
        left, right = inert(one.left), inert(one.right)
        text = left if left == right else f"{left} ↔ {right}"
        style = "text" if one.kind == "word" else "unique"
        return Label(text, style, SIGNS[one.kind], "name")

    def cell(self, row: int, column: int, room: int) -> Cell:
        """A word's weight, or in how many paragraphs of an article it stands."""
        one = self._rows[row]
        if isinstance(one, str):
            return Cell("", "text")
        if column == 0:
            filled = bar(one.weight / self._heaviest, room - 4)
            return Cell(f"{one.weight:>3.1f} {filled}", "bar")
        return Cell(str(one.paragraphs[column - 1]), "faint")

    def details(self) -> tuple[Quoted, Quoted]:
        """Both paragraphs."""
        one = self.explanation
        left = self._alignment.left.paragraphs[one.left].text
        right = self._alignment.right.paragraphs[one.right].text
        return (
            Quoted(self._where(0, one.left), inert(left)),
            Quoted(self._where(1, one.right), inert(right)),
        )

    def _where(self, side: int, paragraph: int) -> str:
        return f"{self._names[side]} {place_name(self._numbers[side], paragraph)}"

    def _notes(self) -> Iterator[str]:
        one = self.explanation
        if one.equal:
            yield "the same text, but for spelling and punctuation habits"
        yield f"score {one.score:.2f}; {one.needed:.2f} links two that have no far better match"
        if one.link is not None and one.score < one.needed and not one.equal:
            yield "less will do here: no other comes close, or their neighbours are linked"
        if one.runner_up is not None:
            yield f"runner-up: {self._rival(one.runner_up)}, score {one.runner_up.score:.2f}"
        for text in one.quotations:
            yield f"both quote “{inert(text)}”"
        if one.layers:
            yield f"not counted as differences: {', '.join(map(inert, one.layers))}"
        if not one.words:
            yield "no words in common but very common ones"

    def _rival(self, rival: Rival) -> str:
        return f"{self._where(0, rival.left)} and {self._where(1, rival.right)}"
