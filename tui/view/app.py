"""The app: what holds for all screens, such as keys, colours, faults and pictures of them.

It is handed `Services` and opens the main screen on them; what is read and compared is that
screen's matter. What goes wrong behind a screen is told and outlived here, and a late answer of
the terminal is told from keys before any screen sees it.
"""

from __future__ import annotations

import gc
import os
import re
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.events import InputEvent, Key, MouseMove
from textual.worker import WorkerFailed

from tui.corpus.files import strangers_said
from tui.corpus.pages import MANY_SAID
from tui.files.write import usual_mode, write_whole
from tui.presentation.kinds import palette, terminal_palette
from tui.text.inert import inert
from tui.view.commands import BY_ID
from tui.view.keys import bindings
from tui.view.main.screen import MainScreen
from tui.view.screen import ViewScreen
from tui.view.standing import OnTerminal
from tui.view.styles import DARK_THEME, LIGHT_THEME, has_light_background
from tui.view.threads import FAILURE_SHOWN, failure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.binding import BindingType
    from textual.command import Provider
    from textual.events import Event
    from textual.screen import Screen

    from tui.view.services import Services


GARBAGE_AFTER = 1.0
"""Seconds after which garbage is collected, when the first screen has been painted."""


PALETTE_GONE = 0.1
"""Seconds after which the palette is no longer to be seen."""


def _collect_garbage() -> None:
    gc.freeze()
    gc.enable()


def _commands() -> type[Provider]:
    """The palette's provider, which is not needed before the palette is opened."""
    from tui.view.palette import CommandProvider

    return CommandProvider


class CompareApp(OnTerminal, App[None], inherit_bindings=False):
    """Compares saved articles, two at a time.

    Attributes:
        services: All that it was opened with.
        key_overrides: The keys that are in force now instead of the default ones.
        place_lost: Whether the place could not be kept for the next run.
    """

    TITLE = "compare"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.key_overrides = dict(services.keys)
        self.set_keymap(self.key_overrides)

        light = services.light
        light = has_light_background(os.environ) if light is None else light
        self.usual_theme = LIGHT_THEME if light else DARK_THEME
        """The theme that goes with the terminal."""
        self.take_themes(self.usual_theme)
        self.place_lost = False
        self._late_answer = services.late_answer

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The inks and papers of the kinds of row, for a light or a dark theme."""
        theme = self.current_theme
        return terminal_palette() if "ansi" in theme.name else palette(dark=theme.dark)

    async def on_event(self, event: Event) -> None:
        """Handle what happens; a late answer of the terminal is no key that was pressed.

        What is pressed once the app is being left, and its screens are taken away, does nothing.
        """
        if self.is_for_no_screen(event):
            return
        if self._suspends(event):
            self.action_suspend_process()
            return
        late = self._late_answer
        if late is not None and isinstance(event, Key) and not event.is_forwarded:
            passed = late.take(event)
            if passed.holds:
                self.set_timer(late.one_burst, self._release_keys)
            if passed.light is not None:
                self._follow(light=passed.light)
            if not late.awaited:
                self._late_answer = None
            for key in passed.keys:
                await self._take(key)
        else:
            await self._take(event)

    async def _take(self, event: Event) -> None:
        """Pass an event on; what a reader has begun to use is not changed for a better pair."""
        if isinstance(event, InputEvent) and not isinstance(event, MouseMove):
            main = self.screen_stack[0]
            if isinstance(main, MainScreen):
                main.desk.touched = True
        await super().on_event(event)

    def _suspends(self, event: Event) -> bool:
        """Whether it is the key that suspends, in a window that has keys of its own only."""
        if not isinstance(event, Key) or event.is_forwarded or not self.screen.is_modal:
            return False
        suspend = BY_ID["suspend"]
        return event.key in self.key_overrides.get(suspend.id, suspend.keys).split(",")

    async def _release_keys(self) -> None:
        late = self._late_answer
        if late is not None and not late.is_sure:
            for key in late.release():
                await self._take(key)

    def _await_no_longer(self) -> None:
        self._late_answer = None

    def _follow(self, *, light: bool) -> None:
        """Take the colours that go with the terminal, unless others were chosen."""
        before, self.usual_theme = self.usual_theme, LIGHT_THEME if light else DARK_THEME
        if self.theme == before:
            self.theme = self.usual_theme

    async def action_quit(self) -> None:
        """Leave, and keep the place."""
        screen = self.screen_stack[0] if self.screen_stack else None
        place = screen.place() if isinstance(screen, MainScreen) else None
        if self.services.keeps_place and place is not None:
            from tui.view.place import remember_place

            library = self.services.library
            self.place_lost = not remember_place(library.paths, place, library.pages.given)
        await super().action_quit()

    def action_help_quit(self) -> None:
        """Copy what is selected; where nothing is, stop reading, or say how to leave."""
        screen = self.screen
        if isinstance(screen, MainScreen) and (screen.clipboard.copy_selected() or screen.stop()):
            return
        super().action_help_quit()

    def on_key(self, event: Key) -> None:
        """Say of a key that does nothing here where it does something."""
        screen = self.screen
        if not isinstance(screen, MainScreen | ViewScreen):
            return
        if event.key in screen.active_bindings:
            return
        # Not needed before such a key is pressed.
        from tui.view.keys import said_of

        said = said_of(event.key, event.character, screen.view_name, self.key_overrides)
        if said:
            screen.refuse(said)

    def _handle_exception(self, error: Exception) -> None:
        """Outlive what failed in a worker."""
        if isinstance(error, WorkerFailed):
            failure = failure_of(error.error)
            self.notify(
                failure.said,
                title=failure.title,
                severity="error",
                timeout=FAILURE_SHOWN,
                markup=False,
            )
            return
        super()._handle_exception(error)

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Let other keys be in force from now on.

        Args:
            keys: Keys that replace the default ones, by the id of a binding; without faults.
        """
        if keys == self.key_overrides:
            return
        # Not needed before the configuration is changed.
        from tui.view.widgets.line import KeyBar

        # The screens name the keys from this very mapping.
        self.key_overrides.clear()
        self.key_overrides.update(keys)
        self.set_keymap(keys)
        for screen in self.screen_stack:
            for bar in screen.query(KeyBar):
                bar.refresh()

    def chosen_theme(self) -> str:
        """The theme that the reader chose; empty where it follows the terminal."""
        return "" if self.theme == self.usual_theme else self.theme

    def get_default_screen(self) -> Screen[None]:
        """The screen to begin with."""
        return MainScreen(self.services, self.key_overrides, self.use_keys, self.chosen_theme)

    def on_ready(self) -> None:
        """Do what can wait until the app is there."""
        # The command turns the collector off for the start. What is there by now stays.
        self.set_timer(GARBAGE_AFTER, _collect_garbage)
        if self._late_answer is not None:
            self.set_timer(self._late_answer.awaited_for, self._await_no_longer)
        reports = self.services.library.pages.reports
        if reports:
            names = ", ".join(map(inert, reports))
            self.notify(names, title="Left out: written by compare itself", markup=False)
        if strangers := self.services.library.pages.held.strangers:
            self.notify(strangers_said(strangers), title="Skipped", markup=False)
        if self.services.library.pages.are_many():
            self.notify(MANY_SAID, title="Many articles", markup=False)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from tui.view.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What Textual itself offers in the palette and makes sense here."""
        yield from (one for one in super().get_system_commands(screen) if one.title == "Theme")
        # Not needed before the palette is opened.
        from textual.app import SystemCommand

        explained = "Save a picture of the screen (SVG) in the current folder."
        yield SystemCommand("Screenshot", explained, self._take_picture)

    def _take_picture(self) -> None:
        # The palette must be gone by then.
        self.set_timer(PALETTE_GONE, self._save_picture)

    def _save_picture(self) -> None:
        from pathlib import Path

        try:
            file = save_picture(self.export_screenshot(), Path.cwd())
        except OSError as error:
            said = f"The picture cannot be saved here ({error.strerror or error})."
            self.notify(inert(said), severity="error", markup=False)
        else:
            self.notify(f"Saved {inert(file.name)} in {inert(str(file.parent))}.", markup=False)


MOST_TRIED = 100
"""Names that are tried where pictures are taken within one second."""


_FONTS = re.compile(r"@font-face\s*\{[^}]*\}")


def save_picture(svg: str, folder: Path) -> Path:
    """Save a picture under a name of its own; no file is replaced.

    Args:
        svg: The picture.
        folder: Where to.

    Returns:
        The file, such as `compare-2025-02-19-143005.svg`.

    Raises:
        OSError: It cannot be written.
    """
    taken = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    data = without_fonts(svg).encode("utf-8", "replace")
    for number in range(MOST_TRIED):
        file = folder / f"compare-{taken}{f'-{number + 1}' if number else ''}.svg"
        try:
            write_whole(file, [data], mode=usual_mode(), replace=False)
        except FileExistsError:
            continue
        return file
    raise FileExistsError(f"{MOST_TRIED} pictures were taken this second")


def without_fonts(svg: str) -> str:
    """A picture that asks nobody for its fonts.

    Args:
        svg: The picture, as Textual draws it, with fonts from an address.

    Returns:
        The same, in a font that the reader's computer has.
    """
    style, end, rest = svg.partition("</style>")
    return _FONTS.sub("", style) + end + rest
