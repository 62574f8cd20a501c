"""The reader's own rules with what each takes, to be switched off, edited or deleted."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections import Counter
from operator import is_
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.config.errors import ConfigError
from tui.config.own_rules import (
    OwnRule,
    delete_rule,
    own_file,
    own_rules,
    switch_rule,
)
from tui.config.undo import keep_change
from tui.text.inert import inert
from tui.view.standing import Dialog
from tui.view.teach.sheet import lines, shown_path
from tui.view.widgets.input import OptionsAtAnySize

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.config.undo import Undoable
    from tui.text.model import Article


RECOUNT = 0.5
"""Seconds after which it is looked whether pages were read again."""


class RulesScreen(Dialog[None], inherit_bindings=False):
    """A window with every rule of the reader's own file.

    Args:
        pages: The articles as they are read now, of which is counted what each rule takes.
        asked: The configuration that was asked for, if any.
        changed: Reads the pages again when a rule was changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", tooltip="Go back to the page.", id="close-rules"),
        Binding("d,space", "switch", "Switch", tooltip="Switch the rule off or on.", id="own-off"),
        Binding("e,enter", "edit", "Edit", tooltip="Open the file at the rule.", id="own-edit"),
        Binding("x,delete", "delete", "Delete", tooltip="Delete the rule.", id="own-delete"),
    ]

    CSS = """
    RulesScreen #own-said { height: auto; min-height: 1; color: $foreground 72%; }
    """

    def __init__(
        self,
        pages: Callable[[], tuple[Article, ...]],
        asked: str | None,
        changed: Callable[[], object],
    ) -> None:
        super().__init__()
        self._pages = pages
        self._asked = asked
        self._changed = changed
        self._rules: tuple[OwnRule, ...] = ()
        self._to_delete = ""
        self._articles: tuple[Article, ...] = ()

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        with self.framed("My rules", "d off or on", "e edit", "x delete"):
            yield OptionsAtAnySize()
            yield Static(id="own-said", markup=False)

    def on_mount(self) -> None:
        """List them."""
        self.query_exactly_one(OptionList).focus()
        self._list()
        self.set_interval(RECOUNT, self._recount)

    def action_switch(self) -> None:
        """Switch the rule off, or on again."""
        if (rule := self._chosen) is not None:
            said = "off" if rule.enabled else "on again"
            self._carry_out(lambda: switch_rule(own_file(self._asked), rule.name), said, rule)

    def action_delete(self) -> None:
        """Delete the rule, when the key is pressed twice."""
        rule = self._chosen
        if rule is None:
            return
        if self._to_delete != rule.name:
            self._to_delete = rule.name
            self._say(f"x again deletes {rule.name} from the file; u on the page undoes it.")
            return
        self._carry_out(lambda: delete_rule(own_file(self._asked), rule.name), "deleted", rule)

    def action_edit(self) -> None:
        """Open the file in the reader's editor, at the rule."""
        rule = self._chosen
        if rule is None:
            return
        path = own_file(self._asked)
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not editor:
            self._say(f"{inert(shown_path(path))}, line {rule.line}. Set EDITOR to open it here.")
            return
        try:
            with self.app.suspend():
                subprocess.run([*shlex.split(editor), f"+{rule.line}", str(path)], check=False)  # noqa: S603
        except (SuspendNotSupported, OSError, ValueError):
            self._say(f"The editor cannot be opened: {inert(shown_path(path))}, line {rule.line}.")
            return
        self.app.refresh()
        self._changed()
        self._list()

    @property
    def _chosen(self) -> OwnRule | None:
        at = self.query_exactly_one(OptionList).highlighted
        return self._rules[at] if at is not None and at < len(self._rules) else None

    def _carry_out(self, change: Callable[[], Undoable], said: str, rule: OwnRule) -> None:
        self._to_delete = ""
        try:
            keep_change(change())
        except ConfigError as error:
            self._say(f"✗ {inert(str(error))}")
            return
        self._changed()
        self._list()
        self._say(f"{rule.name}: {said}. u on the page undoes it.")

    def _list(self) -> None:
        """List the rules as the file has them now."""
        shown = self.query_exactly_one(OptionList)
        at = shown.highlighted or 0
        try:
            path = own_file(self._asked)
            self._rules = own_rules(path)
        except ConfigError as error:
            self._rules = ()
            self._say(f"✗ {inert(str(error))}")
            return
        shown.clear_options()
        shown.add_options(self._counted())
        if self._rules:
            shown.highlighted = min(at, len(self._rules) - 1)
            self._say(inert(shown_path(path)))
        else:
            self._say("No rules of your own yet: t on a line of a page makes one.")

    def _recount(self) -> None:
        """Count again where pages were read again meanwhile, as after a rule was changed."""
        articles = self._pages()
        if len(articles) == len(self._articles) and all(map(is_, articles, self._articles)):
            return
        shown = self.query_exactly_one(OptionList)
        for at, told in enumerate(self._counted()):
            shown.replace_option_prompt_at_index(at, told)

    def _counted(self) -> list[Content]:
        """What is said of each rule, by the pages as they are read now."""
        taken: Counter[str] = Counter()
        pages: Counter[str] = Counter()
        self._articles = self._pages()
        for article in self._articles:
            here = Counter(gone.rule for gone in article.removed)
            here.update(trim.rule for one in article.paragraphs for trim in one.trimmed)
            taken.update(here)
            pages.update(here.keys())
        return [Content(self._told(rule, taken, pages)) for rule in self._rules]

    def _told(self, rule: OwnRule, taken: Counter[str], pages: Counter[str]) -> str:
        if not rule.enabled:
            return f"○ {inert(rule.name)} · off"
        count = pages[rule.name]
        on = f"{count} page" if count == 1 else f"{count} pages"
        what = f"takes {lines(taken[rule.name])} on {on}" if count else "takes nothing so far"
        return f"● {inert(rule.name)} · {what}"

    def _say(self, text: str) -> None:
        self.query_exactly_one("#own-said", Static).update(text)
