"""What the views beside the comparison share: a title, a place for the reader to return to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.message import Message
from textual.screen import Screen

from tui.corpus.library import Library
from tui.text.model import Article
from tui.view.commands import VIEW_FOOTERS, View
from tui.view.compare.anchor import Anchor
from tui.view.compare.choose import Decision
from tui.view.export import Subject, subject_of
from tui.view.standing import Standing
from tui.view.state import Session
from tui.view.threads import Turns
from tui.view.widgets.line import Bar, BarPart, KeyBar, parts_width, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.settings import Settings


DETAIL_LOW = 20
"""Lines of a window below which what is under the cursor is not shown in full."""


class Context(msgspec.Struct, frozen=True):
    """What a view starts from.

    Attributes:
        library: The articles.
        session: The list and the pair that is being compared.
        names: Short inert names by path.
        keys: Keys from config.yaml by command id.
        at: The paragraph that the reader is at in the comparison, if any.
        changed: To be told when the reader has decided something about a pair of paragraphs.
        turns: Lets other work wait while a view is being made.
    """

    library: Library
    session: Session
    names: Mapping[str, str]
    keys: Mapping[str, str]
    at: Anchor | None
    changed: Callable[[Decision], object]
    turns: Turns

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

        Args:
            article: The article as it was.

        Returns:
            It, or where it is gone what it was.
        """
        named = (one for one in self.articles if one.path == article.path)
        same = (one for one in self.articles if one.sha256 == article.sha256)
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
    """The article some steps on from another one, round the end.

    Args:
        articles: All of them.
        from_here: One of them, or one that is gone.
        step: How many on; negative goes back.

    Returns:
        It; None where there is no article. From one that is gone, the first or the last.
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


class ViewScreen(Standing, Screen[Outcome], inherit_bindings=False):
    """A view of its own over the comparison. It keeps no place: the comparison does."""

    view_name: ClassVar[View]

    CSS = """
    ViewTitle, ViewScreen KeyBar { background: $panel; }
    Legend { background: $surface; }
    """

    class ReadAgain(Message):
        """The articles were read again while the view is open, or is being opened."""

        def __init__(self, context: Context) -> None:
            super().__init__()
            self.context = context

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def renew(self, context: Context) -> None:
        """Take over the articles as they were read again, once the view is there."""
        self.post_message(self.ReadAgain(context))

    @on(ReadAgain)
    def _read_again(self, message: ReadAgain) -> None:
        # What is shown may be of an article that is gone by now: it keeps its name.
        names = {**self.context.names, **message.context.names}
        self.context = msgspec.structs.replace(message.context, names=names)
        self.renewed()

    def renewed(self) -> None:
        """The context is a new one; a view that shows no other articles stays as it is."""

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
        from tui.view.export_screen import NOTHING_TO_EXPORT, open_export

        if not open_export(self.app, self.exported(), self.context.names):
            self.refuse(NOTHING_TO_EXPORT)

    def action_close(self) -> None:
        """Go back to the comparison."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Explain the view."""
        from tui.view.help import HelpScreen

        self.app.push_screen(HelpScreen(self.context.keys, self.view_name))
