"""What the command palette offers: every command, every article, themes and screenshots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from tui.view.bindings import key_names
from tui.view.commands import COMMANDS
from tui.view.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.view.command import View


class Offer(msgspec.Struct, frozen=True):
    """A line of the palette. Its texts are inert and never read as markup."""

    name: str
    explanation: str
    run: Callable[[], object]


class CommandProvider(Provider):
    """Offers everything that can be done, and every article."""

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for offer in self._commands():
            yield DiscoveryHit(
                Content(offer.name), offer.run, text=offer.name, help=escape(offer.explanation)
            )

    async def search(self, query: str) -> Hits:
        """What matches the words typed."""
        matcher = self.matcher(query)
        for offer in (*self._commands(), *self._articles(), *self._themes()):
            score, places = matcher.fuzzy_search.match(query, offer.name)
            if score > 0:
                name = Content(offer.name)
                for place in places:
                    name = name.stylize(matcher.match_style, place, place + 1)
                yield Hit(score, name, offer.run, text=offer.name, help=escape(offer.explanation))

    def _commands(self) -> Iterator[Offer]:
        keys = getattr(self.app, "key_overrides", {})
        view: View = getattr(self.screen, "view_name", "compare")
        for command in COMMANDS:
            if not command.works_in(view):
                continue
            name = f"{command.name}  ({' '.join(key_names(command.id, keys))})"
            run = partial(self.screen.run_action, command.full_action)
            yield Offer(name, command.tooltip, run)
        for system in self.app.get_system_commands(self.screen):
            yield Offer(system.title, system.help, system.callback)

    def _articles(self) -> Iterator[Offer]:
        if isinstance(self.screen, MainScreen):
            for index, entry in enumerate(self.screen.entries):
                if entry.failure is None:
                    run = partial(self.screen.read_beside_left, index)
                    yield Offer(f"Compare {entry.title}", entry.headline, run)

    def _themes(self) -> Iterator[Offer]:
        for name, theme in sorted(self.app.available_themes.items()):
            kind = "Dark colours." if theme.dark else "Light colours."
            yield Offer(f"Theme {name}", kind, partial(setattr, self.app, "theme", name))
