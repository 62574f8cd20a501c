"""Teaching a rule: what it would say, where it would stand, what else it would change."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.config import ConfigError
from tui.config.own_rules import carry_out, own_file, plan
from tui.corpus.rule_use import rules_in
from tui.corpus.teaching import anchor, derive, effects, lesson_of, renamed
from tui.text.inert import inert
from tui.text.page import PageError, read_page
from tui.view.bindings import bindings
from tui.view.detail import Detail
from tui.view.grid import Grid
from tui.view.line import Line, Part, shortened
from tui.view.teach_sheet import EffectSheet, conclusion
from tui.view.view_screen import ViewScreen, ViewTitle
from tui.view.work import REPORT_EVERY
from tui.view.yaml_pane import YamlPane

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.config.own_rules import Addition
    from tui.corpus.teaching import Effect, Lesson, Taught
    from tui.text.article import Article
    from tui.text.chrome.deriving import Verdict
    from tui.view.comparison import Move
    from tui.view.view_screen import Context

BESIDE = 110
"""Columns from which the rule stands beside its effect."""

LOW_BESIDE = 24
"""Lines of a window below which the line under the cursor is not shown in full."""

LOW = 34
"""The same where the rule stands over its effect."""


class Choice(Line):
    """Drop or keep; a click turns it."""

    DEFAULT_CSS = "Choice { width: 26; }"

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict = "drop"

    def show(self, verdict: Verdict) -> None:
        """Show what was chosen."""
        self._verdict = verdict
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Both, the chosen one set off."""
        parts = [Part(" ", "text")]
        for verdict in ("drop", "keep"):
            chosen = verdict == self._verdict
            style = "name" if chosen else "faint"
            sign = "●" if chosen else "○"
            parts.append(Part(f"{sign} {verdict}  ", style, "screen.turn_verdict"))
        return [*parts, Part("  name", "faint")], []


class Saying(Line):
    """One sentence."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual calls it so
        super().__init__()
        self.id = id
        self._text = ""
        self._style = "text"

    def say(self, text: str, style: str = "text") -> None:
        """Say something inert in a style."""
        self._text, self._style = text, style
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The sentence, cut to the room."""
        return [Part(f" {shortened(self._text, width - 2)}", self._style)], []


class NameLine(Input, inherit_bindings=True):
    """Where the rule's name is typed."""

    DEFAULT_CSS = """
    NameLine { height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; }
    NameLine:focus { border: none; background: $boost; }
    """


class TeachScreen(ViewScreen):
    """A rule that is about to be taught from lines of a page.

    Args:
        context: What the page is shown with.
        article: The page.
        chosen: The first and the last source line, counted from 1.
        verdict: What is to become of the lines, to begin with.
        asked: The configuration that was asked for, if any.
    """

    view_name = "teach"

    CSS = """
    #parts { height: 1fr; layout: horizontal; }
    #parts YamlPane { width: 46%; height: 1fr; padding: 0 1 0 1; scrollbar-size-vertical: 1;
        border-right: solid $foreground 22%; }
    #parts YamlPane:focus { background: $boost; }
    #parts Grid { width: 1fr; height: 1fr; }
    TeachScreen.-stacked #parts { layout: vertical; }
    TeachScreen.-stacked #parts YamlPane { width: 1fr; height: auto; max-height: 62%;
        border-right: none; border-bottom: solid $foreground 22%; }
    #choice { height: 1; background: $surface; }
    #target, #conclusion { background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "teach")]

    class Planned(Message):
        """It is known what would be written."""

        def __init__(self, lesson: Lesson, rule: Taught, addition: Addition) -> None:
            super().__init__()
            self.lesson = lesson
            self.rule = rule
            self.addition = addition

    class Refused(Message):
        """No rule can be made or written, and why; `again` where another try may do."""

        def __init__(self, reason: str, *, again: bool = False) -> None:
            super().__init__()
            self.reason = reason
            self.again = again

    class EffectsFound(Message):
        """It is known what would change on some of the pages."""

        def __init__(self, lesson: Lesson, found: tuple[Effect, ...], done: int) -> None:
            super().__init__()
            self.lesson = lesson
            self.found = found
            self.done = done

    class Written(Message):
        """The rule was written."""

    def __init__(
        self,
        context: Context,
        article: Article,
        chosen: tuple[int, int],
        verdict: Verdict,
        asked: str | None,
    ) -> None:
        super().__init__(context)
        self.addition: Addition | None = None
        """What was written, once it was."""
        self._article = article
        self._chosen = chosen
        self._verdict: Verdict = verdict
        self._asked = asked
        self._chosen_name = ""
        self._lesson: Lesson | None = None
        self._rule: Taught | None = None
        self._planned: Addition | None = None

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle("teach a rule")
        with Horizontal(id="choice"):
            yield Choice()
            yield NameLine(restrict=r"[a-z0-9-]*", select_on_focus=False)
        yield Saying(id="target")
        with Container(id="parts"):
            yield YamlPane()
            yield Grid()
        yield Saying(id="conclusion")
        yield Detail()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin to work the rule out."""
        self._grid.focus()
        self._begin()

    # Keys

    def action_move(self, how: Move) -> None:
        """Go to another line of the effect, or scroll the rule."""
        pane = self.query_exactly_one(YamlPane)
        if not pane.has_focus:
            self._grid.move(how)
            return
        page = max(pane.size.height - 1, 1)
        steps = {"down": 1, "up": -1, "page-down": page, "page-up": -page}
        if how in steps:
            pane.scroll_relative(y=steps[how], animate=False)
        else:
            pane.scroll_to(y=0 if how == "first" else pane.max_scroll_y, animate=False)

    def action_turn_verdict(self) -> None:
        """Drop instead of keep, or the other way round."""
        self._verdict = "keep" if self._verdict == "drop" else "drop"
        self._chosen_name = ""
        self._begin()

    def action_name(self) -> None:
        """Go to the name, to the rule, and to the effect again."""
        ring = [self._grid, self.query_exactly_one(NameLine), self.query_exactly_one(YamlPane)]
        at = next((at for at, widget in enumerate(ring) if widget.has_focus), 0)
        ring[(at + 1) % len(ring)].focus()

    def action_write(self) -> None:
        """Write the rule to the user's own."""
        addition = self._planned
        if addition is None:
            self.app.bell()
            return
        self._planned = None
        self.run_worker(lambda: self._carry_out(addition), thread=True, group="write")

    def action_close(self) -> None:
        """Stop typing, or leave with nothing written."""
        if self.query_exactly_one(NameLine).has_focus:
            self._grid.focus()
        else:
            super().action_close()

    # Work off the main thread

    def _begin(self) -> None:
        self._planned = None
        verdict, name = self._verdict, self._chosen_name
        self.query_exactly_one(Choice).show(verdict)
        self._saying("conclusion").say("working it out …", "faint")
        self.run_worker(
            lambda: self._work_out(verdict, name), thread=True, group="teach", exclusive=True
        )

    def _work_out(self, verdict: Verdict, name: str) -> None:
        config = self.context.config
        worker = get_current_worker()
        try:
            page = read_page(self._article.path)
            lesson = lesson_of(page, *self._chosen, verdict)
            if not lesson.texts:
                raise ValueError("there are no words on these lines")
            path = own_file(self._asked)
            rule = derive(lesson, self._articles(), {rule.name for rule, _ in rules_in(config)})
            rule = renamed(rule, name) if name else rule
            addition = plan(path, rule, anchor(lesson, config.chrome))
        except (ConfigError, PageError, ValueError) as error:
            if not worker.is_cancelled:
                self.post_message(self.Refused(inert(str(error))))
            return
        if worker.is_cancelled:
            return
        self.post_message(self.Planned(lesson, rule, addition))
        found: list[Effect] = []
        reported = 0.0
        looked = effects(self.context.library, addition.config, rule, lesson, self._paths())
        for done, effect in enumerate(looked, start=1):
            if worker.is_cancelled:
                return
            if effect.dropped or effect.kept or effect.missed:
                found.append(effect)
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self.post_message(self.EffectsFound(lesson, tuple(found), done))
        self.post_message(self.EffectsFound(lesson, tuple(found), len(self.context.library)))

    def _rename(self, name: str) -> None:
        lesson, rule = self._lesson, self._rule
        if lesson is None or rule is None:
            return
        worker = get_current_worker()
        message: Message
        try:
            again = renamed(rule, name)
            before = anchor(lesson, self.context.config.chrome)
            message = self.Planned(lesson, again, plan(own_file(self._asked), again, before))
        except (ConfigError, ValueError) as error:
            message = self.Refused(inert(str(error)))
        if not worker.is_cancelled:
            self.post_message(message)

    def _carry_out(self, addition: Addition) -> None:
        try:
            carry_out(addition)
        except ConfigError as error:
            self.post_message(self.Refused(str(error), again=True))
            return
        self.addition = addition
        self.post_message(self.Written())

    def _articles(self) -> Iterator[Article]:
        """The pages that are read, this one first."""
        yield self._article
        yield from (one for one in self.context.articles if one.path != self._article.path)

    def _paths(self) -> list[str]:
        """All pages: this one, those that are read, and the others."""
        read = [one.path for one in self.context.articles]
        return list(dict.fromkeys([self._article.path, *read, *self.context.library.paths]))

    # What has come of it

    @on(Planned)
    def _show_plan(self, message: Planned) -> None:
        if message.lesson.verdict != self._verdict:
            return
        first = self._lesson is not message.lesson
        self._lesson, self._rule, self._planned = message.lesson, message.rule, message.addition
        name = self.query_exactly_one(NameLine)
        if name.value != message.rule.name:
            with name.prevent(Input.Changed):
                name.value = message.rule.name
        addition = message.addition
        where = "Enter writes it to " + inert(shown_path(addition.path))
        new = ", a new file" if addition.before is None else ""
        self._saying("target").say(f"{where}{new}")
        self.query_exactly_one(YamlPane).show("the rule, as it will be written", addition.lines)
        if first:
            self._grid.show(EffectSheet(message.lesson, (), self.context.names), (0, 0))
            self._title("")

    @on(Refused)
    def _say_refusal(self, message: Refused) -> None:
        self._planned = None
        if message.again:
            self.notify(message.reason, severity="error", markup=False)
            self._begin()
            return
        self._saying("target").say(f"✗ {message.reason}", "failure")
        if self._rule is None or self._lesson is None or self._lesson.verdict != self._verdict:
            self._saying("conclusion").say("nothing can be written; Esc goes back", "faint")

    @on(EffectsFound)
    def _show_effects(self, message: EffectsFound) -> None:
        lesson = self._lesson
        if lesson is None or lesson is not message.lesson:
            return
        total = len(self.context.library)
        self._title(f"{message.done} of {total} pages looked at")
        self._grid.show(EffectSheet(lesson, message.found, self.context.names))
        text, style = conclusion(lesson, message.found, self._is_settled(lesson))
        more = " …" if message.done < total else ""
        self._saying("conclusion").say(text + more, style)

    @on(Written)
    def _leave(self) -> None:
        self.dismiss(None)

    @on(Input.Changed)
    def _name_typed(self, message: Input.Changed) -> None:
        self._chosen_name = message.value
        self._planned = None
        if not is_name(self._chosen_name):
            said = "✗ a name is made of small letters and digits, with single hyphens between"
            self._saying("target").say(said, "failure")
            return
        name = self._chosen_name
        self.run_worker(lambda: self._rename(name), thread=True, group="name", exclusive=True)

    @on(Input.Submitted)
    def _name_given(self) -> None:
        self._grid.focus()

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self._show_details()

    def on_resize(self, event: events.Resize) -> None:
        """Put the rule over its effect where they have no room beside each other."""
        stacked = event.size.width < BESIDE
        self.set_class(stacked, "-stacked")
        self._show_details()

    def _show_details(self) -> None:
        """Show the line under the cursor in full, where there is one and room for it."""
        sheet, low = self._grid.sheet, LOW if self.has_class("-stacked") else LOW_BESIDE
        quoted = sheet.details(self._grid.row) if isinstance(sheet, EffectSheet) else ()
        detail = self.query_exactly_one(Detail)
        detail.display = bool(quoted) and self.size.height >= low
        detail.show(quoted)

    @property
    def _grid(self) -> Grid:
        return self.query_exactly_one(Grid)

    def _saying(self, which: str) -> Saying:
        return self.query_exactly_one(f"#{which}", Saying)

    def _title(self, state: str) -> None:
        first, last = self._chosen
        where = f"line {first}" if first == last else f"lines {first}–{last}"
        name = self.context.names.get(self._article.path, "")
        self.query_exactly_one(ViewTitle).show(f"{self._verdict} {where} of {name}", state)

    def _is_settled(self, lesson: Lesson) -> bool:
        """Whether the lines are already what the rule would make of them."""
        own = set(lesson.lines)
        removed = {one.lines for one in self._article.removed}
        if lesson.verdict == "drop":
            return own <= removed
        trimmed = {one.lines for one in self._article.paragraphs if one.trimmed}
        return own.isdisjoint(removed | trimmed)


def is_name(name: str) -> bool:
    """Whether a rule may have a name."""
    return bool(name) and all(part.isascii() and part.isalnum() for part in name.split("-"))


def shown_path(path: Path) -> str:
    """A path as people write it, `~` for their home."""
    home = os.path.expanduser("~")  # noqa: PTH111 - a path, not a pattern of one
    text = str(path)
    return f"~{text.removeprefix(home)}" if text.startswith(home + os.sep) else text
