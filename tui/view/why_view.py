"""Why the paragraph under the cursor stands where it stands: what the link rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from tui.presentation.rows import numbers
from tui.text.why import Explainer
from tui.view.bindings import bindings
from tui.view.detail import Detail
from tui.view.grid import Grid
from tui.view.view_screen import LOW, Legend, Opened, ViewScreen, ViewTitle
from tui.view.why_sheet import SIGNS, WhySheet

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.text.alignment import Alignment
    from tui.view.comparison import Move
    from tui.view.reading import Anchor
    from tui.view.view_screen import Context


class WhyScreen(ViewScreen):
    """The evidence for a pair of paragraphs."""

    view_name = "why"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "why")]

    class Explained(Message):
        """The pairs of the paragraph under the cursor were explained, its own first."""

        def __init__(self, sheets: tuple[WhySheet, ...]) -> None:
            super().__init__()
            self.sheets = sheets

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheets: tuple[WhySheet, ...] = ()
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
        self.run_worker(self._explain, thread=True, group="why")

    @property
    def grid(self) -> Grid:
        """The words."""
        return self.query_exactly_one(Grid)

    def action_move(self, how: Move) -> None:
        """Go to another word."""
        self.grid.move(how)

    def action_pair(self, step: int) -> None:
        """Explain another pair that the paragraph is in."""
        if len(self._sheets) < 2:
            self.app.bell()
            return
        self._shown = (self._shown + step) % len(self._sheets)
        self._show()

    def action_open(self) -> None:
        """Go to the pair in the comparison."""
        pair = self.context.session.pair
        if self._sheets and pair is not None:
            one = self._sheets[self._shown].explanation
            self.dismiss(Opened(pair[0].path, pair[1].path, one.left, one.right))

    def on_why_screen_explained(self, message: Explained) -> None:
        """Show the first explanation, or say that there is none."""
        self._sheets = message.sheets
        if self._sheets:
            self._show()
        else:
            title = self.query_exactly_one(ViewTitle)
            title.show("", "nothing to explain: no word of it stands in the other article")

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the paragraphs where the window is low."""
        self.query_exactly_one(Detail).display = event.size.height >= LOW

    def _show(self) -> None:
        sheet = self._sheets[self._shown]
        count = len(self._sheets)
        which = f" · pair {self._shown + 1} of {count}" if count > 1 else ""
        left, right = sheet.details()
        subject = f"{left.title} and {right.title}{which}"
        self.query_exactly_one(ViewTitle).show(subject, sheet.verdict)
        self.query_exactly_one(Detail).show((left, right))
        self.grid.show(sheet, (0, 0))

    def _explain(self) -> None:
        pair, at = self.context.session.pair, self.context.at
        sheets: tuple[WhySheet, ...] = ()
        if pair is not None and at is not None:
            alignment = self.context.library.align(*pair)
            explainer = Explainer(alignment, self.context.config)
            names = (self.context.names[pair[0].path], self.context.names[pair[1].path])
            sheets = tuple(
                WhySheet(alignment, explainer.explain(*one), names)
                for one in pairs_of(alignment, explainer, at)
            )
        self.post_message(self.Explained(sheets))


def pairs_of(alignment: Alignment, explainer: Explainer, at: Anchor) -> list[tuple[int, int]]:
    """The pairs of paragraphs to explain for one of them.

    Args:
        alignment: The two articles.
        explainer: Knows the scores.
        at: The paragraph.

    Returns:
        Its links, the closest first; without any, the pair that comes nearest to being one.
    """
    article = alignment.left if at.side == "left" else alignment.right
    if at.paragraph not in numbers(article):
        return []
    links = [link for link in alignment.links if getattr(link, at.side) == at.paragraph]
    if links:
        links.sort(key=lambda link: -link.similarity)
        return [(link.left, link.right) for link in links]
    best = explainer.best(at.side, at.paragraph)
    return [] if best is None else [best]
