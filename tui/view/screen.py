"""What the views beside the comparison share: what they start from, look like, and leave with.

A view is a screen of its own over the comparison. It gets all that it needs as a `Context`, and
is left with an `Outcome`, which the main screen carries out: so no view knows another one. The
views of many articles have a `FillingTable`, whose work shows how far it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import msgspec
from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from tui.text.model import Article
from tui.view.commands import VIEW_FOOTERS, View
from tui.view.export import Subject, What, subject_of
from tui.view.threads import REPORT_EVERY, Turns
from tui.view.widgets.line import Bar, BarPart, KeyBar, parts_width, shortened
from tui.view.widgets.table import Detail, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.app import ComposeResult

    from tui.config.own_rules import Addition
    from tui.corpus.library import Library
    from tui.corpus.settings import Settings
    from tui.view.compare.anchor import Anchor
    from tui.view.compare.choose import Decision
    from tui.view.services import Services
    from tui.view.state import Move, Session, Sideways
    from tui.view.whose import Cluster
    from tui.view.widgets.table import Quoted


DETAIL_LOW = 20
"""Lines of a window below which what is under the cursor is not shown in full."""


@dataclass(frozen=True)
class Context:
    """What a view starts from.

    Attributes:
        library: The articles.
        session: The list and the pair that is being compared.
        names: Short inert names by path.
        keys: Keys from config.yaml by command id.
        at: The paragraph that the reader is at in the comparison, if any.
        changed: To be told when the reader has decided something about a pair of paragraphs.
        turns: Lets other work wait while a view is being made.
        services: All that the app was opened with.
        taught: The rules that were taught since the app was opened, the last one last. The
            views add to it and take away.
        reread: Has all pages read that have changed, or that other rules read otherwise.
        groups: The articles in the groups of the list; empty while these aren't known.
        is_reading: Whether more articles are still to come.
    """

    library: Library
    session: Session
    names: Mapping[str, str]
    keys: Mapping[str, str]
    at: Anchor | None
    changed: Callable[[Decision], object]
    turns: Turns
    services: Services
    taught: list[Addition]
    reread: Callable[[], object]
    groups: Sequence[Cluster] = ()
    is_reading: bool = False

    @property
    def config(self) -> Settings:
        """The configuration with which the articles are read."""
        return self.library.settings

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article of the list that could be read."""
        return tuple(entry for entry in self.session.entries if isinstance(entry, Article))

    def again(self, article: Article) -> Article:
        """An article as it is now: under its path, or under the one it was renamed to.

        One that is gone stays what it was.
        """
        named = (other for other in self.articles if other.path == article.path)
        same = (other for other in self.articles if other.sha256 == article.sha256)
        return next(named, next(same, article))


class Opened(msgspec.Struct, frozen=True):
    """A view was left for a pair: two paths, and the paragraph to go to on either side."""

    left: str
    right: str
    left_paragraph: int | None = None
    right_paragraph: int | None = None


class Turned(msgspec.Struct, frozen=True):
    """A view was left for another view."""

    view: View


Outcome = Opened | Turned | None
"""How a view was left; None goes back to the comparison as it was."""


def turned(articles: Sequence[Article], from_here: Article, step: int) -> Article | None:
    """The article some steps on from another one, round the end; negative steps go back.

    From one that is gone it is the first or the last. None where there is no article.
    """
    if not articles:
        return None
    paths = [article.path for article in articles]
    if from_here.path not in paths:
        return articles[0 if step > 0 else -1]
    return articles[(paths.index(from_here.path) + step) % len(articles)]


class ViewTitle(Bar):
    """A view's name and subject, and at the right end how far its work has come."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._subject = ""
        self._state = ""

    def show(self, subject: str, state: str) -> None:
        """Say what the view is about, and what is known; both inert."""
        self._subject, self._state = subject, state
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Name and subject; the state, which is cut last."""
        name = BarPart(f" {self._name} ", "title")
        right = [BarPart(f"{shortened(self._state, width - parts_width([name]) - 1)} ", "text")]
        room = width - parts_width([name, *right]) - 2
        return [name, BarPart(f" {shortened(self._subject, room)}", "text")], right


class Legend(Bar):
    """What the signs of a view mean and how often they occur, as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[tuple[str, str, str]] = ()
        self._said = ""

    def say(self, text: str) -> None:
        """Say something inert instead; empty when there is nothing to say any more."""
        if text != self._said:
            self._said = text
            self.refresh()

    def show(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Show signs, each with its style and its meaning."""
        self._entries, self._said = entries, ""
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """What is said, or the entries that fit, in order."""
        if self._said:
            return [BarPart(f" {shortened(self._said, width - 2)}", "note", tooltip=self._said)], []
        parts: list[BarPart] = []
        for sign, style, meaning in self._entries:
            more = [BarPart(f" {sign}", style), BarPart(f" {meaning} ", "text")]
            if parts_width([*parts, *more]) > width:
                break
            parts += more
        return parts, []


@dataclass
class ReadAgain(Message):
    """The articles were read again while the view is open, or is being opened."""

    context: Context


class ViewScreen(Screen[Outcome], inherit_bindings=False):
    """A view of its own over the comparison. It keeps no place: the comparison does.

    Each view is `Standing` too, and names that first.
    """

    view_name: ClassVar[View]

    CSS = """
    ViewTitle, ViewScreen KeyBar { background: $panel; }
    Legend { background: $surface; }
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def renew(self, context: Context) -> None:
        """Take over the articles as they were read again, once the view is there."""
        self.post_message(ReadAgain(context))

    @on(ReadAgain)
    def _articles_read(self, message: ReadAgain) -> None:
        # What is shown may be of an article that is gone by now: it keeps its name.
        names = {**self.context.names, **message.context.names}
        self.context = replace(message.context, names=names)
        self.renewed()

    def renewed(self) -> None:
        """The context is a new one; a view that shows no other articles stays as it is."""

    def so_far(self, state: str) -> str:
        """What is known, with a word where it is of the articles read so far only."""
        return f"{state} · still reading" if self.context.is_reading else state

    @property
    def grid(self) -> Grid:
        """The table, which every view has."""
        return self.query_exactly_one(Grid)

    def action_move(self, how: Move) -> None:
        """Go to another row."""
        self.grid.move(how)

    def action_sideways(self, how: Sideways) -> None:
        """Go to another column, where there are several."""
        self.grid.move_sideways(how)

    def fit(self, height: int) -> None:
        """Leave out what is under the cursor where the window is low."""
        self.query_exactly_one(Detail).display = height >= DETAIL_LOW

    def say(self, text: str) -> None:
        """Say something inert in the line above the keys, until the cursor moves."""
        self.query_exactly_one(Legend).say(text)

    def refuse(self, why: str) -> None:
        """Say why a key does nothing here, to the ear too."""
        self.app.bell()
        self.say(why)

    def key_bar(self) -> KeyBar:
        """The line with the view's keys."""
        return KeyBar(self.context.keys, VIEW_FOOTERS[self.view_name])

    def action_view(self, view: View) -> None:
        """Go to another view, or back to the comparison where this one's key is pressed again."""
        self.dismiss(None if view == self.view_name else Turned(view))

    def exported(self) -> Subject | None:
        """What can be handed over from here."""
        return subject_of(self.context.session, "pair")

    def action_export(self) -> None:
        """Hand something over."""
        from tui.view.export.screen import NOTHING_TO_EXPORT, open_export

        services, names = self.context.services, self.context.names
        if not open_export(self.app, services, self.exported(), names):
            self.refuse(NOTHING_TO_EXPORT)

    def action_close(self) -> None:
        """Go back to the comparison."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Explain the view."""
        from tui.view.help import HelpScreen

        self.app.push_screen(HelpScreen(self.context.keys, self.view_name))


class TableStep(Protocol):
    """What is known after a step of the work on a table."""

    @property
    def complete(self) -> bool:
        """Whether it was the last step."""


@dataclass
class StepDone(Message):
    """More is known of a table: as much as one step of its work has found."""

    step: Any


class FillingTable:
    """A table that fills while many articles are compared, and the pair under its cursor.

    Args:
        screen: Shows the table, and is told with `StepDone` of what is known.
        opens: What a cell opens, by row and column; None where there is nothing to open.
        opens_nothing: Why a cell opens nothing, where one does not.
    """

    def __init__(
        self,
        screen: ViewScreen,
        opens: Callable[[int, int], Opened | None],
        opens_nothing: str,
    ) -> None:
        self._screen = screen
        self._opens = opens
        self._opens_nothing = opens_nothing

    def compose(self) -> ComposeResult:
        """The widgets of the screen, top to bottom."""
        yield ViewTitle(self._screen.view_name)
        yield Grid()
        yield Detail()
        yield Legend()
        yield self._screen.key_bar()

    def show_details(self, details: Sequence[Quoted]) -> None:
        """Show what the cell under the cursor is about."""
        self._screen.say("")
        self._screen.query_exactly_one(Detail).show(details)

    def fill(self, steps: Iterator[TableStep]) -> None:
        """Work in a thread, instead of what was worked on before, and tell how far it is.

        Args:
            steps: The work; what is known after each step, the last one complete.
        """
        self._screen.run_worker(
            lambda: self._work_through(steps), thread=True, group="table", exclusive=True
        )

    def open(self) -> None:
        """Compare the two articles that meet under the cursor."""
        opened = self._opened()
        if opened is not None:
            self._screen.dismiss(opened)
        elif self._screen.grid.sheet is None:
            self._screen.refuse("Still comparing …")
        else:
            self._screen.refuse(self._opens_nothing)

    def subject(self, what: What) -> Subject | None:
        """What can be handed over, the pair under the cursor instead of the one compared.

        Of it, `what` is offered first.
        """
        context, opened = self._screen.context, self._opened()
        subject = subject_of(context.session, what)
        by_path = {article.path: article for article in context.articles}
        pair = opened and (by_path.get(opened.left), by_path.get(opened.right))
        if subject is None or not pair or pair[0] is None or pair[1] is None:
            return subject
        return msgspec.structs.replace(subject, pair=pair, chosen=pair[0])

    def _opened(self) -> Opened | None:
        grid = self._screen.grid
        return self._opens(grid.row, grid.column)

    def _work_through(self, steps: Iterator[TableStep]) -> None:
        worker = get_current_worker()
        reported = 0.0
        with self._screen.context.turns.urgent():
            for step in steps:
                if worker.is_cancelled:
                    return
                if step.complete or monotonic() - reported > REPORT_EVERY:
                    self._screen.post_message(StepDone(step))
                    reported = monotonic()
