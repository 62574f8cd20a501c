"""Why the paragraph under the cursor stands where it stands: what the link rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from tui.text.alignment import Alignment
from tui.text.why import Explainer
from tui.view.bindings import bindings
from tui.view.choosing import decide
from tui.view.detail import Detail
from tui.view.grid import Grid
from tui.view.view_screen import LOW, Legend, Opened, ViewScreen, ViewTitle
from tui.view.why_sheet import SIGNS, WhySheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.text.choices import Choice
    from tui.view.choosing import Decision
    from tui.view.comparison import Move
    from tui.view.reading import Anchor
    from tui.view.view_screen import Context


NOTHING = "There is nothing to explain: no paragraph of the text is under the cursor."
"""Where the cursor stands on a line that no article has."""


class WhyScreen(ViewScreen):
    """The evidence for a pair of paragraphs."""

    view_name = "why"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "why")]

    class Explained(Message):
        """A pair of the paragraph under the cursor was explained.

        Attributes:
            found: All its pairs; None where there is nothing to explain.
            shown: Which of them was explained.
            sheet: The explanation.
            decision: What was decided about it just before, if anything.
        """

        def __init__(
            self,
            found: Found | None,
            shown: int = 0,
            sheet: WhySheet | None = None,
            decision: Decision | None = None,
        ) -> None:
            super().__init__()
            self.found = found
            self.shown = shown
            self.sheet = sheet
            self.decision = decision

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Found | None = None
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
            [(SIGNS[kind], "name", said) for kind, said in signs.items()]
        )
        self._in_thread(self._begin)

    def renew(self, context: Context) -> None:
        """Stay with the two articles as they were when the question was asked."""

    @property
    def grid(self) -> Grid:
        """The words."""
        return self.query_exactly_one(Grid)

    def action_move(self, how: Move) -> None:
        """Go to another word."""
        self.grid.move(how)

    def action_pair(self, step: int) -> None:
        """Explain another pair that the paragraph is in, or could be."""
        found = self._found
        if found is None:
            self.refuse(NOTHING)
            return
        if len(found.pairs) < 2:
            self.refuse("There is no other paragraph that it could be linked with.")
            return
        self._shown = shown = (self._shown + step) % len(found.pairs)
        self._in_thread(lambda: self._explain(found, shown))

    def action_open(self) -> None:
        """Go to the pair in the comparison."""
        pair = self.context.session.pair
        if self._found is not None and pair is not None:
            left, right = self._found.pairs[self._shown]
            self.dismiss(Opened(pair[0].path, pair[1].path, left, right))

    def action_choose_pair(self, choice: Choice | None) -> None:
        """Pin the pair, forbid it, or take that back; and align again."""
        found, shown = self._found, self._shown
        if found is None:
            self.refuse(NOTHING)
            return
        self._in_thread(lambda: self._decide(found, found.pairs[shown], choice))

    def on_why_screen_explained(self, message: Explained) -> None:
        """Show an explanation, or say that there is none."""
        self._found, self._sheet, self._shown = message.found, message.sheet, message.shown
        if message.decision is not None:
            self.context.changed(message.decision)
        if message.found is None or message.sheet is None:
            title = self.query_exactly_one(ViewTitle)
            title.show("", "nothing to explain")
            self.say(NOTHING)
        else:
            self._show(message.found, message.sheet)

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self.say("")

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the paragraphs where the window is low."""
        self.query_exactly_one(Detail).display = event.size.height >= LOW

    def _show(self, found: Found, sheet: WhySheet) -> None:
        left, right = sheet.details()
        self.query_exactly_one(ViewTitle).show(
            f"{left.title} and {right.title} · {found.place(self._shown)}", sheet.verdict
        )
        self.query_exactly_one(Detail).show((left, right))
        self.grid.show(sheet, (0, 0))

    # Work off the main thread

    def _in_thread(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="why", exclusive=True)

    def _begin(self) -> None:
        found = self._find()
        if found is None:
            self.post_message(self.Explained(None))
        else:
            self._explain(found, 0)

    def _explain(self, found: Found, shown: int, decision: Decision | None = None) -> None:
        worker = get_current_worker()
        left, right = found.alignment.left, found.alignment.right
        names = (self.context.names[left.path], self.context.names[right.path])
        sheet = WhySheet(found.alignment, found.explainer.explain(*found.pairs[shown]), names)
        if decision is not None or not worker.is_cancelled:
            self.post_message(self.Explained(found, shown, sheet, decision))

    def _decide(self, found: Found, pair: tuple[int, int], choice: Choice | None) -> None:
        articles = (found.alignment.left, found.alignment.right)
        decision = decide(self.context.library, articles, pair, choice)
        if decision is None:
            return
        again = self._find() or found
        self._explain(again, again.pairs.index(pair), decision)

    def _find(self) -> Found | None:
        """Align the two articles and list the pairs of the paragraph."""
        pair, at = self.context.session.pair, self.context.at
        if pair is None or at is None:
            return None
        alignment = self.context.library.align(*pair)
        explainer = Explainer(alignment, self.context.config)
        pairs = pairs_of(alignment, explainer, at)
        linked = sum(getattr(link, at.side) == at.paragraph for link in alignment.links)
        return Found(alignment, explainer, tuple(pairs), linked) if pairs else None


class Found(msgspec.Struct, frozen=True):
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
            return f"link {shown + 1} of {self.linked}"
        return f"candidate {shown + 1 - self.linked} of {len(self.pairs) - self.linked}"


def pairs_of(alignment: Alignment, explainer: Explainer, at: Anchor) -> list[tuple[int, int]]:
    """The pairs of paragraphs to explain for one of them.

    Args:
        alignment: The two articles.
        explainer: Knows the scores.
        at: The paragraph.

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
