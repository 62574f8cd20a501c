"""Why the paragraph under the cursor stands where it stands: what the link rests on.

A score alone convinces nobody. So the sheet has a row for each word that both paragraphs have,
with what it counts for, and notes on what else decided. A reader who is not convinced pins the
pair or forbids it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from tui.corpus.library import side_by_side
from tui.presentation.kinds import CHOICE_SIGNS, GLYPHS
from tui.presentation.rows import numbers, place_name
from tui.presentation.sentence import told_singly
from tui.text.alignment.rows import percent
from tui.text.alignment.why import Explainer
from tui.text.inert import inert
from tui.text.model import Alignment
from tui.view.compare.choose import decide
from tui.view.keys import bindings
from tui.view.screen import Legend, Opened, ViewScreen, ViewTitle
from tui.view.standing import Standing
from tui.view.widgets.line import bar
from tui.view.widgets.table import Cell, Detail, Grid, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.text.alignment.choices import Choice
    from tui.text.alignment.why import Explanation, Rival, SharedWord
    from tui.view.compare.anchor import Anchor
    from tui.view.compare.choose import Decision
    from tui.view.screen import Context


WORD_SIGNS = {"number": "#", "name": "A", "word": "·"}
"""What stands before a shared word, by its kind."""


_HEADINGS = ("weight", "¶s on left", "¶s on right")


class WhySheet:
    """Shows an explanation as a table.

    Args:
        alignment: The two articles.
        explanation: Why two of their paragraphs are linked, or not.
        names: Short inert names of the left and the right article.
    """

    cell_width = (8, 14)
    numbered = False

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
        why = self.explanation
        if why.forbidden:
            return f"{CHOICE_SIGNS['forbidden']} blocked by you"
        if why.link is None:
            return "not matched"
        moved = ", moved" if why.link.moved else ""
        pinned = f", {CHOICE_SIGNS['pinned']} pinned by you" if why.link.pinned else ""
        link = why.link
        return f"{GLYPHS[link.kind]} {link.kind}, {percent(link.similarity)}{moved}{pinned}"

    def corner(self) -> str:
        """What the rows are."""
        return "shared words, rarest first"

    def heading(self, column: int) -> Cell:
        """What a column says of a word."""
        return Cell(_HEADINGS[column], "headline")

    def note(self, row: int) -> str | None:
        """A sentence of the explanation."""
        shown = self._rows[row]
        return shown if isinstance(shown, str) else None

    def label(self, row: int) -> Label:
        """A word as both sides write it."""
        word = self._rows[row]
        if isinstance(word, str):
            return Label("")
        left, right = inert(word.left), inert(word.right)
        text = left if left == right else f"{left} ↔ {right}"
        style = "text" if word.kind == "word" else "unique"
        return Label(text, style, WORD_SIGNS[word.kind], "name")

    def cell(self, row: int, column: int, room: int) -> Cell:
        """A word's weight, or in how many paragraphs of an article it stands."""
        word = self._rows[row]
        if isinstance(word, str):
            return Cell("", "text")
        if column == 0:
            filled = bar(word.weight / self._heaviest, room - 4)
            return Cell(f"{word.weight:>3.1f} {filled}", "bar")
        return Cell(str(word.paragraphs[column - 1]), "faint")

    def details(self) -> tuple[Quoted, Quoted]:
        """Both paragraphs."""
        pair = self.explanation
        left = self._alignment.left.paragraphs[pair.left].text
        right = self._alignment.right.paragraphs[pair.right].text
        return (
            Quoted(self._where(0, pair.left), inert(left)),
            Quoted(self._where(1, pair.right), inert(right)),
        )

    def _where(self, side: int, paragraph: int) -> str:
        return f"{self._names[side]} {place_name(self._numbers[side], paragraph)}"

    def _notes(self) -> Iterator[str]:
        why = self.explanation
        if why.equal:
            yield "The same text, apart from spelling and punctuation habits"
        if why.link is not None and why.link.kind != "related":
            yield from told_singly(self._alignment, why.link)
        enough = f"{why.needed:.2f} is enough when no other paragraph comes close"
        yield f"Match score {why.score:.2f} ({enough})"
        if why.link is not None and why.score < why.needed and not why.equal:
            yield "Less is enough here: no other comes close, or their neighbours are matched"
        if why.runner_up is not None:
            yield f"Next best: {self._rival(why.runner_up)}, score {why.runner_up.score:.2f}"
        for text in why.quotations:
            yield f"Both quote “{inert(text)}”"
        if why.layers:
            yield f"Not counted as differences: {', '.join(map(inert, why.layers))}"
        if not why.words:
            yield "Only very common words are shared"

    def _rival(self, rival: Rival) -> str:
        return f"{self._where(0, rival.left)} and {self._where(1, rival.right)}"


NOTHING_TO_EXPLAIN = "There is nothing to explain: no paragraph of the text is under the cursor."
"""Where the cursor stands on a line that no article has."""


@dataclass
class Explained(Message):
    """A pair of the paragraph under the cursor was explained.

    Attributes:
        pairs: All its pairs; None where there is nothing to explain.
        shown: Which of them was explained.
        sheet: The explanation.
        decision: What was decided about it just before, if anything.
    """

    pairs: FoundPairs | None
    shown: int = 0
    sheet: WhySheet | None = None
    decision: Decision | None = None


class WhyScreen(Standing, ViewScreen):
    """The evidence for a pair of paragraphs."""

    view_name = "why"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "why")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: FoundPairs | None = None
        self._sheet: WhySheet | None = None
        self._shown = 0

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle("why")
        yield Detail()
        yield Grid()
        yield Legend()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin to explain."""
        self.grid.focus()
        signs = {"number": "number", "name": "name", "word": "other word"}
        self.query_exactly_one(Legend).show(
            [(WORD_SIGNS[kind], "name", meaning) for kind, meaning in signs.items()]
        )
        self._in_thread(self._begin)

    def renew(self, context: Context) -> None:
        """Stay with the two articles as they were when the question was asked."""

    def action_pair(self, step: int) -> None:
        """Explain another pair that the paragraph is in, or could be."""
        pairs = self._pairs
        if pairs is None:
            self.refuse(NOTHING_TO_EXPLAIN)
            return
        if len(pairs.pairs) < 2:
            self.refuse("No other paragraph comes close to this one.")
            return
        self._shown = shown = (self._shown + step) % len(pairs.pairs)
        self._in_thread(lambda: self._explain(pairs, shown))

    def action_open(self) -> None:
        """Go to the pair in the comparison."""
        pair = self.context.session.pair
        if self._pairs is not None and pair is not None:
            left, right = self._pairs.pairs[self._shown]
            self.dismiss(Opened(pair[0].path, pair[1].path, left, right))

    def action_choose_pair(self, choice: Choice | None) -> None:
        """Pin the pair, forbid it, or take that back; and align again."""
        pairs, shown = self._pairs, self._shown
        if pairs is None:
            self.refuse(NOTHING_TO_EXPLAIN)
            return
        self._in_thread(lambda: self._decide(pairs, pairs.pairs[shown], choice))

    @on(Explained)
    def _show_explained(self, message: Explained) -> None:
        """Show an explanation, or say that there is none."""
        self._pairs, self._sheet, self._shown = message.pairs, message.sheet, message.shown
        if message.decision is not None:
            self.context.changed(message.decision)
        if message.pairs is None or message.sheet is None:
            title = self.query_exactly_one(ViewTitle)
            title.show("", "nothing to explain")
            self.say(NOTHING_TO_EXPLAIN)
        else:
            self._show(message.pairs, message.sheet)

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self.say("")

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the paragraphs where the window is low."""
        self.fit(event.size.height)

    def _show(self, pairs: FoundPairs, sheet: WhySheet) -> None:
        left, right = sheet.details()
        self.query_exactly_one(ViewTitle).show(
            f"{left.title} and {right.title} · {pairs.place(self._shown)}", sheet.verdict
        )
        self.query_exactly_one(Detail).show((left, right))
        self.grid.show(sheet, (0, 0))

    # Work off the main thread

    def _in_thread(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="why", exclusive=True)

    def _begin(self) -> None:
        pairs = self._find()
        if pairs is None:
            self.post_message(Explained(None))
        else:
            self._explain(pairs, 0)

    def _explain(self, pairs: FoundPairs, shown: int, decision: Decision | None = None) -> None:
        worker = get_current_worker()
        left, right = pairs.alignment.left, pairs.alignment.right
        names = (self.context.names[left.path], self.context.names[right.path])
        sheet = WhySheet(pairs.alignment, pairs.explainer.explain(*pairs.pairs[shown]), names)
        if decision is not None or not worker.is_cancelled:
            self.post_message(Explained(pairs, shown, sheet, decision))

    def _decide(self, pairs: FoundPairs, pair: tuple[int, int], choice: Choice | None) -> None:
        articles = (pairs.alignment.left, pairs.alignment.right)
        decision = decide(self.context.library, articles, pair, choice)
        if decision is None:
            return
        again = self._find() or pairs
        self._explain(again, again.pairs.index(pair), decision)

    def _find(self) -> FoundPairs | None:
        """Align the two articles and list the pairs of the paragraph."""
        pair, at = self.context.session.pair, self.context.at
        if pair is None or at is None:
            return None
        alignment = side_by_side(self.context.library, *pair)
        config = self.context.config
        explainer = Explainer(alignment, config.house_style, config.alignment)
        pairs = pairs_of(alignment, explainer, at)
        linked = sum(getattr(link, at.side) == at.paragraph for link in alignment.links)
        return FoundPairs(alignment, explainer, tuple(pairs), linked) if pairs else None


class FoundPairs(msgspec.Struct, frozen=True):
    """The pairs of a paragraph.

    Attributes:
        alignment: The two articles.
        explainer: Explains the pairs.
        pairs: The paragraphs of each by index, left and right: its links, the closest first,
            then what else it could be linked with, the best score first.
        linked: How many of them are links.
    """

    alignment: Alignment
    explainer: Explainer
    pairs: tuple[tuple[int, int], ...]
    linked: int

    def place(self, shown: int) -> str:
        """Where a pair stands among them, in words."""
        if shown < self.linked:
            return f"match {shown + 1} of {self.linked}"
        return f"near miss {shown + 1 - self.linked} of {len(self.pairs) - self.linked}"


def pairs_of(alignment: Alignment, explainer: Explainer, at: Anchor) -> list[tuple[int, int]]:
    """The pairs of paragraphs to explain for one of them.

    Returns:
        Its links, the closest first; then the pairs that it makes with the other paragraphs
        of the other side, the best score first.
    """
    article = alignment.left if at.side == "left" else alignment.right
    if not article.paragraphs[at.paragraph].linkable:
        return []
    links = [link for link in alignment.links if getattr(link, at.side) == at.paragraph]
    links.sort(key=lambda link: -link.similarity)
    linked = [(link.left, link.right) for link in links]
    rest = explainer.candidates(at.side, at.paragraph)
    return linked + [pair for pair in rest if pair not in linked]
