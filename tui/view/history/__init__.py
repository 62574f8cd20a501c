"""What was changed from one version of an article to the next, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.corpus.story.versions import History, Step, moment_said
from tui.presentation.history import counts_said, key_changes
from tui.presentation.kinds import GLYPHS
from tui.presentation.rows import called
from tui.text.inert import inert
from tui.view.screen import Opened
from tui.view.widgets.table import Cell, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui.text.model import Article


ADDED, DROPPED = "+", "−"


class _Row(msgspec.Struct, frozen=True):
    """A change, or a note.

    Attributes:
        kind: What the change is called.
        text: It in a line; inert.
        quotes: It in full.
        opens: The two versions, and the paragraph to go to.
        glyph: Its sign; the name of its style is `style`.
    """

    text: str
    kind: str = ""
    quotes: tuple[Quoted, ...] = ()
    opens: Opened | None = None
    glyph: str = " "
    style: str = "text"


class HistorySheet:
    """Shows what was changed as a table.

    Args:
        told: The histories with each step of them.
        names: Short inert names by path.
        none: What to say where there is no history.
    """

    cell_width = (14, 14)
    numbered = False
    column_count = 1

    def __init__(
        self,
        told: Sequence[tuple[History, tuple[Step, ...]]],
        names: Mapping[str, str],
        none: str = "",
    ) -> None:
        self._names = names
        rows = tuple(row for history, steps in told for row in self._of(history, steps))
        self._rows = rows or ((_Row(none),) if none else ())

    @property
    def row_count(self) -> int:
        """How many rows there are, notes among them."""
        return len(self._rows)

    def corner(self) -> str:
        """What the rows are."""
        return "changed since the previous version"

    def heading(self, column: int) -> Cell:
        """What the column says."""
        return Cell("kind", "name")

    def note(self, row: int) -> str | None:
        """The article, or the version, that the rows below are of."""
        return None if self._rows[row].kind else self._rows[row].text

    def label(self, row: int) -> Label:
        """A change."""
        shown = self._rows[row]
        return Label(shown.text, glyph=shown.glyph, glyph_style=shown.style)

    def cell(self, row: int, column: int, room: int) -> Cell:
        """What kind of change it is."""
        return Cell(self._rows[row].kind, self._rows[row].style)

    def details(self, row: int) -> tuple[Quoted, ...]:
        """The change under the cursor in full."""
        return self._rows[row].quotes if row < len(self._rows) else ()

    def opened(self, row: int) -> Opened | None:
        """What the row opens."""
        return self._rows[row].opens if row < len(self._rows) else None

    def _of(self, history: History, steps: Sequence[Step]) -> Iterator[_Row]:
        known = (called(history.latest, history.title), history.outlet and inert(history.outlet))
        headline = " · ".join(one for one in known if one)
        yield _Row(f"{headline} · {len(history.versions)} versions")
        first = history.versions[0]
        yield _Row(f"{self._when(first)} · first version")
        for step in steps:
            yield _Row(f"{self._when(step.after)} · {counts_said(step)}")
            yield from self._changes(step)

    def _when(self, article: Article) -> str:
        return f"{moment_said(article)} · {self._names.get(article.path, inert(article.path))}"

    def _changes(self, step: Step) -> Iterator[_Row]:
        pair = (step.before.path, step.after.path)
        for change in key_changes(step):
            opens = Opened(*pair, right_paragraph=change.place)
            quotes = (Quoted("before", change.before), Quoted("after", change.after))
            yield _Row(change.said, "key change", quotes, opens, "!", "mark")
        opens = Opened(*pair)
        for kind, notes in (("correction", step.corrections), ("withdrawn", step.withdrawn)):
            for note in notes:
                text = inert(note.text)
                yield _Row(text, kind, (Quoted(kind, text),), opens, "!", "mark")
        for kind, glyph, style, paragraphs in (
            ("added", ADDED, "only-right", step.added),
            ("dropped", DROPPED, "only-left", step.dropped),
        ):
            article = step.after if kind == "added" else step.before
            for one in paragraphs:
                place, text = article.paragraphs.index(one), inert(one.text)
                left, right = (None, place) if kind == "added" else (place, None)
                yield _Row(text, kind, (Quoted(kind, text),), Opened(*pair, left, right),
                           glyph, style)  # fmt: skip
        for link in step.changed:
            before = inert(step.before.paragraphs[link.left].text)
            after = inert(step.after.paragraphs[link.right].text)
            quotes = (Quoted("before", before), Quoted("after", after))
            opens = Opened(*pair, right_paragraph=link.right)
            yield _Row(after, "reworded", quotes, opens, GLYPHS[link.kind], link.kind)
