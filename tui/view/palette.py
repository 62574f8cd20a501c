"""What the command palette offers: every command, every article, themes and screenshots.

It is Textual's own, but for what breaks when keys come quickly. Commands of other views are
offered too, with the way to them, so that nobody has to know where something can be done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.markup import escape
from textual.widgets import LoadingIndicator

from tui.presentation.rows import LENS_NAMES, called
from tui.view.commands import COMMANDS
from tui.view.compare.arrange import FILTER_NAMES, FOLD_NAMES, ORDER_NAMES
from tui.view.keys import PLACES, elsewhere, key_names
from tui.view.main.entries import SORT_NAMES
from tui.view.main.screen import MainScreen
from tui.view.screen import Opened, ViewScreen
from tui.view.standing import Standing, doing
from tui.view.widgets.input import OneLine, OptionsAtAnySize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult

    from tui.view.commands import Command, View
    from tui.view.compare.arrange import Filter


PLACEHOLDER = "Search commands, filters, articles and themes…"


MOVES = ("move(", "sideways(")
"""How the actions begin that only move the cursor."""


MOST_DISCOVERED = 20
"""Articles that are offered before anything is typed."""


class PaletteLine(CommandInput, OneLine):
    """Where the words of a command are typed."""


class OfferList(CommandList, OptionsAtAnySize, can_focus=False):
    """What is offered. Textual asks for it by the name of its first base."""


class Palette(Standing, CommandPalette):
    """Textual's palette, which can be left and used however fast the keys come."""

    DEFAULT_CSS = """
    Palette SearchIcon { color: $foreground; }
    """

    def __init__(self) -> None:
        # Without Textual's id for it: the one that is being left may not be gone yet.
        super().__init__(placeholder=PLACEHOLDER)

    def compose(self) -> ComposeResult:
        """Textual's own widgets, but for the line and the list."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                icon = SearchIcon()
                # Textual's own is a picture that many terminals don't have.
                icon.icon = "/"
                yield icon
                yield PaletteLine(placeholder=PLACEHOLDER, select_on_focus=False)
            with Vertical(id="--results"):
                yield OfferList()
                yield LoadingIndicator()

    def on_mount(self, event: events.Mount) -> None:
        """Offer nothing where the palette has been left already."""
        if self not in self.app.screen_stack:
            event.prevent_default()

    def _watch__list_visible(self) -> None:
        if self.is_there:
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        # Called a little later than what it shows has changed, for which a timer and a search care.
        if self.is_there:
            await super()._watch__show_busy()


class Offer(msgspec.Struct, frozen=True):
    """A line of the palette. Its texts are inert and never read as markup."""

    name: str
    explanation: str
    run: Callable[[], object]
    also: str = ""


def _told(query: str, offer: Offer) -> float:
    """How plainly an offer has the words typed: in its name, in what is said of it, or not.

    Who types `graph` looks for no paragraph first; who types a part of a long word finds it.
    """
    words = query.casefold().split()
    if not words:
        return 0
    name = offer.name.casefold()
    if all(_begins(word, name) for word in words):
        return 2
    every = f"{name} {offer.explanation} {offer.also}".casefold()
    if all(_begins(word, every) for word in words):
        return 1
    return WITHIN if all(word in every for word in words) else 0


WITHIN = 0.5
"""How plainly an offer has words that are only parts of its own."""


def _begins(word: str, text: str) -> bool:
    """Whether a text has a word that begins so; anywhere where words aren't set apart."""
    if not (word.isascii() and word.isalnum()):
        return word in text
    return re.search(rf"(?<![^\W_]){word}", text) is not None


ALSO: Mapping[str, str] = {
    "help": "manual tutorial guide documentation keyboard shortcuts keys bindings hotkeys legend"
    " settings preferences options configure configuration customise customize about",
    "export": "report save as write file html markdown csv excel spreadsheet json word pdf print"
    " download share email send",
    "matrix": "stats statistics summary overlap similarity table percent numbers chart graph"
    " heat map heatmap groups clusters duplicates shared plagiarism copied all pairs",
    "history": "versions edits corrections changed after publication updates timeline log",
    "coverage": "unique missing omitted dropped added absent left out gaps exclusive who has what",
    "next-difference": "difference different change diff jump",
    "previous-difference": "difference change diff jump back",
    "next-right": "open compare another other file",
    "lens": "colour color mark difference show hide",
    "filter": "unique only hide show same identical different missing paraphrase moved narrow",
    "key-changes": "filter only substance important",
    "quotations": "filter only quote quotes",
    "numbers": "filter only figures amounts",
    "fold": "collapse expand hide unchanged",
    "choose": "expand open",
    "close": "cancel reset clear leave home",
    "order": "sort arrange rearrange sequence",
    "forbid": "unlink forbid never separate split",
    "take-back": "undo redo revert reset unlink",
    "note": "bookmark mark comment annotate annotation check important star flag favourite"
    " favorite tag label todo to-do highlight",
    "notes": "bookmarks marks comments annotations list search todo checklist favourites",
    "pin": "link join together align match merge",
    "chrome": "menu ads advert adverts advertising removed junk boilerplate clean cleaning",
    "page": "source original raw html url address line numbers headline outlet date",
    "why": "explain explanation reason evidence score credit uncredited agency wire verdict align",
    "counterpart": "moved jump",
    "stack": "layout vertical horizontal split columns wide one above the other",
    "swap": "flip reverse switch exchange sides",
    "search": "search find look for names words text",
    "copy-left": "clipboard quote cite text",
    "copy-right": "clipboard quote cite text",
    "copy-selection": "clipboard text pause cancel interrupt",
    "quit": "exit close leave",
    "read-on": "refresh reload update continue load open add import new files folder",
    "sort": "arrange rank groups clusters dates",
    "take-rule-back": "undo revert",
    "teach": "ads advert junk clean delete remove new add",
    "my-rules": "settings ads clean remove",
    "articles": "files pages sidebar hide show credit uncredited agency wire groups plagiarism"
    " plagiarized copied without",
    "page-down": "scroll",
    "page-up": "scroll",
    "suspend": "shell pause background",
}
"""By command: words that readers of other programs look for."""


ALSO_TEXTUAL: Mapping[str, str] = {
    "Theme": "colour color dark light mode night appearance settings preferences",
    "Screenshot": "picture image photo svg print save",
}
"""The same for what Textual itself offers."""


ALSO_SHOWN: Mapping[Filter, str] = {
    "shared": "same identical duplicates copied common",
    "only left": "unique exclusive missing dropped omitted",
    "only right": "unique exclusive missing added new",
}
"""The same by filter."""


NEEDS_NO_LINE = frozenset({"my-rules"})
"""Commands of other views that are done at once there: they are on no line that must be chosen."""


def _help(offer: Offer) -> str | None:
    """What stands below an offer's name; nothing where that would only say the name again."""
    name = offer.name.partition("  (")[0]
    return None if offer.explanation.rstrip(".") == name else escape(offer.explanation)


class CommandProvider(Provider):
    """Offers everything that can be done, and every article."""

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for offer in self._offers(MOST_DISCOVERED):
            yield DiscoveryHit(Content(offer.name), offer.run, text=offer.name, help=_help(offer))

    async def search(self, query: str) -> Hits:
        """What matches the words typed."""
        matcher = self.matcher(query)
        for offer in self._offers():
            score, places = matcher.fuzzy_search.match(query, offer.name)
            told = _told(query, offer)
            if score > 0 or told:
                name = Content(offer.name)
                for place in places if score > 0 else ():
                    name = name.stylize(matcher.match_style, place, place + 1)
                # Letters strewn over a name are the weakest match.
                weight = told + min(score, 99) / 100
                yield Hit(weight, name, offer.run, text=offer.name, help=_help(offer))

    def _offers(self, most_articles: int | None = None) -> Iterator[Offer]:
        yield from self._commands()
        yield from self._choices()
        yield from islice(self._articles(), most_articles)
        yield from self._commands_elsewhere()
        yield from self._themes()

    @property
    def _keys(self) -> Mapping[str, str]:
        main = self.app.screen_stack[0]
        return main.keys if isinstance(main, MainScreen) else {}

    @property
    def _view(self) -> View | None:
        """The view that it was opened over; None over a window, which has commands of its own."""
        if isinstance(self.screen, ViewScreen):
            return self.screen.view_name
        return "compare" if isinstance(self.screen, MainScreen) else None

    def _commands(self) -> Iterator[Offer]:
        # Nobody looks for the arrows here first.
        for command in sorted(COMMANDS, key=lambda one: one.action.startswith(MOVES)):
            if not command.works_in(self._view):
                continue
            name = f"{command.name}  ({' '.join(key_names(command.id, self._keys))})"
            run = doing(command.full_action, self.screen)
            yield Offer(name, command.tooltip, run, ALSO.get(command.id, ""))
        for system in self.app.get_system_commands(self.screen):
            also = ALSO_TEXTUAL.get(system.title, "")
            yield Offer(system.title, system.help, system.callback, also)

    def _choices(self) -> Iterator[Offer]:
        """Each filter, highlight, fold, order and sort by itself, where they can be chosen."""
        if self._view != "compare":
            return
        commands = {command.action for command in COMMANDS}
        for shown, name in FILTER_NAMES.items():
            action = f"arrange('shown', {shown!r})"
            if action not in commands:
                also = ALSO_SHOWN.get(shown, "")
                yield self._choice(f"Show {name}", "Filter the rows.", action, also)
        for lens, name in LENS_NAMES.items():
            yield self._choice(f"Highlight: {name}", "Changed words.", f"highlight({lens!r})")
        for fold, name in FOLD_NAMES.items():
            yield self._choice(f"Fold: {name}", "Fold runs of rows.", f"arrange('fold', {fold!r})")
        for order, name in ORDER_NAMES.items():
            yield self._choice(
                f"Order: {name}", "Order of the rows.", f"arrange('order', {order!r})"
            )
        for sort, name in SORT_NAMES.items():
            also = "word count size" if sort == "length" else ""
            yield self._choice(
                f"Sort the list by {name}", "Order of the list.", f"sort_by({sort!r})", also
            )

    def _choice(self, name: str, explanation: str, action: str, also: str = "") -> Offer:
        return Offer(name, explanation, doing(f"screen.{action}", self.screen), also)

    def _commands_elsewhere(self) -> Iterator[Offer]:
        """What other views can do; a rule that is being made is not left for it."""
        view = self._view
        if view is None or view == "teach":
            return
        for command, place in elsewhere(view):
            key = key_names(command.id, self._keys)[0]
            name = f"{command.name}  ({key} {PLACES[place]})"
            run = partial(self._do_elsewhere, command, place)
            yield Offer(name, command.tooltip, run, ALSO.get(command.id, ""))

    async def _do_elsewhere(self, command: Command, place: View) -> None:
        """Do it in the comparison; elsewhere go there, where a line must be chosen, and say how."""
        screen, main = self.screen, self.app.screen_stack[0]
        if place != "compare":
            await doing(f"screen.view({place!r})", screen)()
            if command.id in NEEDS_NO_LINE:
                self.app.call_later(doing(command.full_action, self.app.screen))
                return
            key = key_names(command.id, self._keys)[0]
            self.app.notify(f"{key}: {command.tooltip}", title=command.name, markup=False)
            return
        if isinstance(screen, ViewScreen):
            screen.dismiss(None)
        main.call_after_refresh(doing(command.full_action, main))

    def _articles(self) -> Iterator[Offer]:
        screen = self.screen
        if isinstance(screen, MainScreen):
            for index, entry in enumerate(screen.desk.entries):
                if entry.failure is None:
                    run = partial(screen.read_beside_left, index)
                    yield Offer(f"Compare {entry.title}", entry.headline, run)
        elif isinstance(screen, ViewScreen) and self._view != "teach":
            yield from self._articles_of(screen)

    def _articles_of(self, screen: ViewScreen) -> Iterator[Offer]:
        pair = screen.context.session.pair
        for article in screen.context.articles:
            if pair is not None and article.path != pair[0].path:
                run = partial(screen.dismiss, Opened(pair[0].path, article.path))
                name = f"Compare {screen.context.names[article.path]}"
                yield Offer(name, called(article), run)

    def _themes(self) -> Iterator[Offer]:
        for name, theme in sorted(self.app.available_themes.items()):
            kind = "Dark colours." if theme.dark else "Light colours."
            run = partial(setattr, self.app, "theme", name)
            yield Offer(f"Theme {name}", kind, run, "mode night")
