"""Teaching rules from a page: opening the view, reading the pages anew, taking rules back."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING

from tui.config.errors import ConfigError
from tui.files.names import known_as
from tui.text.inert import inert
from tui.view.keys import key_names
from tui.view.main.messages import FilesChanged

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.own_rules import Addition
    from tui.corpus.teaching import Chosen
    from tui.text.chrome.derive import DropOrKeep
    from tui.view.page.screen import PageScreen
    from tui.view.services import SettingsFiles
    from tui.view.teach.screen import TeachScreen


SAID = 10.0
"""Seconds for which it is said where a rule was written."""


class Teacher:
    """Teaches rules from the page that a screen shows, and takes them back.

    Args:
        screen: The screen.
    """

    def __init__(self, screen: PageScreen) -> None:
        self._screen = screen
        self._lock = Lock()

    def teach(self, lines: Chosen, verdict: DropOrKeep) -> None:
        """Open the view in which a rule is made.

        Args:
            lines: The lines.
            verdict: What is to become of them, to begin with.
        """
        screen, settings = self._screen, self._settings
        if settings is None or not screen.context.library.has_rules:
            reason = "No rules are at work here, so none can be taught."
            screen.notify(reason, severity="warning", markup=False)
            return
        # Not needed before.
        from tui.view.teach.screen import TeachScreen

        teaching = TeachScreen(screen.context, screen.article, lines, verdict, settings.asked)
        screen.app.push_screen(teaching, lambda _outcome: self._taught(teaching))

    def take_back(self) -> None:
        """Make the file what it was before the last rule was added to it."""
        if not self._additions:
            self._screen.notify("No rule was taught that could be taken back.", markup=False)
            return
        addition = self._additions.pop()
        self._screen.run_worker(lambda: self._take_back(addition), thread=True, group="take-back")

    def _taught(self, teaching: TeachScreen) -> None:
        addition = teaching.addition
        if addition is None:
            return
        self._additions.append(addition)
        key = key_names("take-rule-back", self._screen.context.keys)[0]
        path = inert(shown_path(addition.path))
        self._screen.unmark()
        self._screen.notify(
            f"Added {addition.rule} to {path}. {key} takes it back.",
            title="Rule taught",
            timeout=SAID,
            markup=False,
        )
        self._screen.run_worker(self._reread, thread=True, group="reread")

    def _take_back(self, addition: Addition) -> None:
        from tui.config.own_rules import take_back

        with self._lock:
            try:
                take_back(addition)
            except ConfigError as error:
                self._additions.append(addition)
                self._say("Not taken back", str(error))
                return
        left = f" {len(self._additions)} more can be." if self._additions else ""
        said = f"{addition.rule} is out of {inert(shown_path(addition.path))} again.{left}"
        self._screen.app.notify(said, title="Taken back", timeout=SAID, markup=False)
        self._reread()

    def _reread(self) -> None:
        """Read the page with the rules as they are now, then all others."""
        settings = self._settings
        if settings is None:
            return
        library = self._screen.context.library
        try:
            library.reconfigure(settings.load())
        except ConfigError as error:
            self._say("The rules cannot be read", str(error))
            return
        self._screen.read_anew()
        self._screen.app.screen_stack[0].post_message(FilesChanged(settings=False))

    def _say(self, title: str, reason: str) -> None:
        self._screen.app.notify(reason, title=title, severity="error", timeout=SAID, markup=False)

    @property
    def _settings(self) -> SettingsFiles | None:
        find = self._screen.context.services.settings
        return None if find is None else find()

    @property
    def _additions(self) -> list[Addition]:
        """The rules that were taught since the app was opened, the last one last."""
        return self._screen.context.taught


def shown_path(path: Path) -> str:
    """A path as people write it, `~` for their home."""
    home = os.path.expanduser("~")  # noqa: PTH111 - a path, not a pattern of one
    text = str(path)
    inside = known_as(text).startswith(known_as(home + os.sep))
    return f"~{text[len(home) :]}" if inside else text
