"""Rules that are taught from a page: opening the view for it, reading anew, taking rules back.

A rule that was written is in force at once: the page is read with it first, as the reader looks
at it, then all others. What was taught is remembered as long as the app is open.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from tui.config.errors import ConfigError
from tui.config.undo import forget_change, keep_change, undoable
from tui.text.inert import inert
from tui.view.keys import key_names
from tui.view.teach.sheet import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config.own_rules import Addition
    from tui.config.undo import Undoable
    from tui.corpus.teaching import Chosen
    from tui.text.chrome.derive import DropOrKeep
    from tui.text.model import Article
    from tui.view.screen import ViewScreen
    from tui.view.teach.screen import TeachScreen


OwnRulesKey = Literal["undo", "list"]
"""What a key does with the reader's own rules."""


SAID = 10.0
"""Seconds for which it is said where a rule was written."""


class Teacher:
    """Teaches rules from the page that a screen shows, and takes them back.

    Args:
        screen: The screen.
        unmark: Called when a rule was written: the lines it was made from are done with.
        read_again: Reads the page with other rules; called in a thread.
    """

    def __init__(
        self,
        screen: ViewScreen,
        *,
        unmark: Callable[[], object],
        read_again: Callable[[], object],
    ) -> None:
        self._screen = screen
        self._unmark = unmark
        self._read_again = read_again
        self._lock = Lock()

    def teach(self, article: Article, lines: Chosen, verdict: DropOrKeep) -> None:
        """Open the view in which a rule is made from lines of a page.

        The verdict says what is to become of them, to begin with.
        """
        screen, context = self._screen, self._screen.context
        if context.services.settings is None or not context.library.has_rules:
            reason = "No rules are in use here, so none can be taught."
            screen.notify(reason, severity="warning", markup=False)
            return
        # Not needed before.
        from tui.view.teach.screen import TeachScreen

        teaching = TeachScreen(context, article, lines, verdict, context.services.settings().asked)
        screen.app.push_screen(teaching, lambda _outcome: self._taught(teaching))

    def act(self, what: OwnRulesKey) -> None:
        """Undo the last change of the reader's own rules, or list them."""
        self.take_back() if what == "undo" else self.show_rules()

    def take_back(self) -> None:
        """Make the file what it was before the last rule was added to it."""
        kept = self._kept()
        if not self._screen.context.taught and not kept:
            self._screen.notify("Nothing to undo.", markup=False)
            return
        addition = self._screen.context.taught.pop() if self._screen.context.taught else kept[-1]
        self._screen.run_worker(lambda: self._take_back(addition), thread=True, group="take-back")

    def _kept(self) -> list[Undoable]:
        """What earlier runs have changed of the reader's own rules, the last one last."""
        from tui.config.own_rules import own_file

        settings = self._screen.context.services.settings
        try:
            return [] if settings is None else undoable(own_file(settings().asked))
        except ConfigError:
            return []

    def show_rules(self) -> None:
        """List the reader's own rules, to switch off, edit or delete."""
        context = self._screen.context
        if context.services.settings is None or not context.library.has_rules:
            self._screen.notify("No rules are in use here.", severity="warning", markup=False)
            return
        # Not needed before.
        from tui.view.teach.mine import RulesScreen

        asked = context.services.settings().asked

        def pages() -> tuple[Article, ...]:
            # The view has another context whenever pages were read again.
            return self._screen.context.articles

        self._screen.app.push_screen(RulesScreen(pages, asked, self._changed))

    def _changed(self) -> None:
        """Rules were changed: what was taught before can't be undone byte for byte any more."""
        self._screen.context.taught.clear()
        self._screen.run_worker(self._reread, thread=True, group="reread")

    def _taught(self, teaching: TeachScreen) -> None:
        addition = teaching.addition
        if addition is None:
            return
        screen, context = self._screen, self._screen.context
        context.taught.append(addition)
        keep_change(addition.change)
        key = key_names("take-rule-back", context.keys)[0]
        path = inert(shown_path(addition.path))
        self._unmark()
        screen.notify(
            f"Rule {addition.rule} saved to {path}. {key} undoes it.",
            title="Rule saved",
            timeout=SAID,
            markup=False,
        )
        screen.run_worker(self._reread, thread=True, group="reread")

    def _take_back(self, addition: Addition | Undoable) -> None:
        from tui.config.own_rules import Addition, take_back

        taught = self._screen.context.taught
        with self._lock:
            try:
                take_back(addition)
            except ConfigError as error:
                if isinstance(addition, Addition):
                    taught.append(addition)
                self._say("Not undone", str(error))
                return
            forget_change(addition.change if isinstance(addition, Addition) else addition)
        left = f" {len(self._kept())} more can be undone." if self._kept() else ""
        said = f"{addition.rule}: undone in {inert(shown_path(Path(addition.path)))}.{left}"
        self._screen.app.notify(said, title="Undone", timeout=SAID, markup=False)
        self._reread()

    def _reread(self) -> None:
        """Read the page with the rules as they are now, then all others."""
        context = self._screen.context
        if context.services.settings is None:
            return
        try:
            context.library.reconfigure(context.services.settings().load())
        except ConfigError as error:
            self._say("The rules cannot be read", str(error))
            return
        self._read_again()
        context.reread()

    def _say(self, title: str, reason: str) -> None:
        self._screen.app.notify(reason, title=title, severity="error", timeout=SAID, markup=False)
