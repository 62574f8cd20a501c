"""Screens that nothing reaches before they are there, or once they have been left.

Textual delivers a message to a screen whatever has become of it; a handler then looks for
widgets that are gone, and the app ends. Each screen of the app is guarded here once, instead of
in every handler. A `Dialog` is such a screen in a frame. Each app stands `OnTerminal`, which may
be taken from it.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.errors import NoWidget
from textual.events import (
    AppBlur,
    AppFocus,
    Callback,
    Click,
    Compose,
    InputEvent,
    Mount,
    MouseDown,
    MouseMove,
    Paste,
    Resize,
    Unmount,
)
from textual.messages import CloseMessages, Prune
from textual.screen import ModalScreen

from tui.view.styles import themes

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.app import App
    from textual.events import Event
    from textual.message import Message
    from textual.screen import Screen
    from textual.widget import Widget

    from tui.view.terminal import Suspension

    _App = App[Any]
    _Screen = Screen[Any]
else:
    # Textual takes the styles of the first base that has any: that must be the screen's own.
    _App = _Screen = object


_ALWAYS = (Compose, Mount, Unmount, Callback, Prune, CloseMessages)
"""What makes a screen, and ends it."""


_FOR_A_SCREEN = (InputEvent, Paste, Resize, AppFocus, AppBlur)
"""Events that Textual passes on to the screen on top."""


CLOSE_HINT = "✕ Esc closes"
"""What the frame of a window says; a click there closes it too."""


NO_SHELL = "Can't suspend here: there is no shell to return to."


DialogResult = TypeVar("DialogResult")
"""What a window is left with."""


def doing(action: str, screen: Screen[Any]) -> Callable[[], Coroutine[Any, Any, None]]:
    """What does an action of a screen, whatever is open over it by then; once it is left, nothing.

    Textual would ask the screen on top for it, which may have another one of that name.
    """

    async def do() -> None:
        if screen.is_attached:
            await screen.run_action(action, {"screen": screen})

    return do


class Standing(_Screen):
    """Lets a screen heed messages only while it stands among those that are open.

    What a thread or a widget has sent may arrive when the screen has been left and its widgets
    are gone; and a screen may be left twice, by a click and a key at once. To be named before
    the kind of screen that it is.
    """

    _leaves: Callable[[], object] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it is mounted, and has not been left."""
        app = self.app
        return app.is_running and self.is_mounted and self.is_attached and self in app.screen_stack

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the screen: at once, or where another one is open over it, after that one.

        Nothing happens where it has been left already.
        """
        if self.is_active:
            leaving: AwaitComplete = super().dismiss(result)
            return leaving
        if self.is_there:
            self._leaves = lambda: self.dismiss(result)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Leave at last, if that was to be."""
        leaves, self._leaves = self._leaves, None
        if leaves is not None:
            leaves()

    async def _on_message(self, message: Message) -> None:
        # Textual has no public hook for events and other messages alike.
        if self.is_there or isinstance(message, _ALWAYS):
            await super()._on_message(message)

    def _forward_event(self, event: Event) -> None:
        """Pass on what a widget is to hear, if it is there still.

        One that was taken away is seen until the screen is painted again, and Textual would look
        for what it stands in to select text there.
        """
        if not isinstance(event, MouseDown | MouseMove) or self._is_on_widget(event):
            super()._forward_event(event)

    def _is_on_widget(self, event: MouseDown | MouseMove) -> bool:
        try:
            return self.get_widget_at(event.x, event.y)[0].is_attached
        except NoWidget:
            return True


class Dialog(Standing, ModalScreen[DialogResult], inherit_bindings=False):
    """A framed window over the screen, which a click on its frame or outside closes."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > .dialog {
        width: 96; max-width: 96%; height: auto; max-height: 92%; padding: 0 1;
        background: $surface; border: round $foreground 60%;
        border-title-color: $foreground; border-subtitle-color: $foreground;
    }
    Dialog OptionList { height: auto; max-height: 24; background: $surface; }
    Dialog OptionList, Dialog OptionList:focus { border: none; }
    """

    def framed(self, title: str, *hints: str, frame: type[Widget] = Vertical) -> Widget:
        """The frame, with a title above and what the keys do below.

        Args:
            title: Inert.
            hints: What the keys do, each in a word or two, besides Escape.
        """
        window = frame(classes="dialog")
        window.border_title = title
        window.border_subtitle = " · ".join((*hints, CLOSE_HINT))
        return window

    def on_click(self, event: Click) -> None:
        """Close where the click is outside the window, or on its frame."""
        frame = self.query_exactly_one(".dialog").region
        inside = frame.shrink((1, 1, 1, 1))
        if not inside.contains(event.screen_x, event.screen_y):
            event.stop()
            self.dismiss(None)


class OnTerminal(_App):
    """An app that is suspended in order, ends where its terminal goes away, and ends quietly.

    To be named before the kind of app that it is.

    Attributes:
        fault: The fault of the program that ended the app, if one did.
    """

    fault: Exception | None = None
    _suspension: Suspension | None = None

    def take_themes(self, chosen: str) -> None:
        """Make the two usual themes known, and take one of them."""
        for theme in themes():
            self.register_theme(theme)
        self.theme = chosen
        # Textual has a dark theme of the same name, and its colours are in the style sheet already.
        self.stylesheet.set_variables(self.get_css_variables())

    def on_ready(self) -> None:
        """Heed the terminal from now on."""
        if self._driver is not None and self._driver.can_suspend and hasattr(signal, "SIGTSTP"):
            # Not needed before the screen is painted, and not everywhere.
            from tui.view.terminal import LOOKED_FOR, Suspension, leave_where_gone

            self._suspension = Suspension(self, self._driver)
            self._suspension.heed()
            terminal = sys.__stdin__.fileno() if sys.__stdin__ else 0
            self.set_interval(LOOKED_FOR, lambda: leave_where_gone(terminal))

    def is_for_no_screen(self, event: Event) -> bool:
        """Whether a screen is to hear an event, and none is there any more as the app is left."""
        stack = self.screen_stack
        has_screen = self.is_running and bool(stack) and stack[-1].is_attached
        return isinstance(event, _FOR_A_SCREEN) and not has_screen

    async def on_event(self, event: Event) -> None:
        """Handle what happens, unless nothing is there for it."""
        if not self.is_for_no_screen(event):
            await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """End quietly where a message could not be handled, and keep the first fault.

        Textual has no public hook for this. Its own way ends the app with a traceback.
        """
        if self.fault is None:
            self.fault = error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End the app without a traceback: the command says what happened."""
        self.panic()

    def on_unmount(self) -> None:
        """Give the terminal back for good."""
        if self._suspension is not None:
            self._suspension.heed_no_longer()

    def action_suspend_process(self) -> None:
        """Go back to the shell, or say that there is none."""
        if self._suspension is None or not self._suspension.suspend(whole_job=True):
            self.bell()
            self.notify(NO_SHELL, severity="warning", markup=False)
