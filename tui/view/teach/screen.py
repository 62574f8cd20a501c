"""Teaching a rule: what it would say, where it would stand, what else it would change.

Nobody can tell from a rule alone what it does to pages that aren't open. So it is tried on all
of them while the reader looks at it, and written only when the reader says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.config.errors import ConfigError
from tui.config.own_rules import carry_out, own_file, plan
from tui.corpus.teaching import anchor_rule, effects, lesson_of, renamed, rules_in, taught_rule
from tui.text.inert import inert
from tui.text.model import place_said
from tui.text.page.model import PageError
from tui.view.keys import bindings
from tui.view.screen import ViewScreen, ViewTitle
from tui.view.standing import Standing
from tui.view.teach.sheet import EffectSheet, YamlPane, conclusion, is_settled, shown_path
from tui.view.threads import REPORT_EVERY
from tui.view.widgets.input import OneLine
from tui.view.widgets.line import Bar, BarPart, shortened
from tui.view.widgets.table import Detail, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.config.own_rules import Addition
    from tui.corpus.teaching import Chosen, Effect, Lesson, Taught
    from tui.text.chrome.derive import DropOrKeep
    from tui.text.model import Article
    from tui.view.screen import Context
    from tui.view.state import Move


class KeepSwitch(Bar):
    """Drop or keep; a click turns it."""

    DEFAULT_CSS = "KeepSwitch { width: 26; }"

    def __init__(self) -> None:
        super().__init__()
        self._verdict: DropOrKeep = "drop"

    def show(self, verdict: DropOrKeep) -> None:
        """Show what was chosen."""
        self._verdict = verdict
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Both, the chosen one set off."""
        parts = [BarPart(" ", "text")]
        for verdict in ("drop", "keep"):
            chosen = verdict == self._verdict
            style = "name" if chosen else "faint"
            sign = "●" if chosen else "○"
            parts.append(BarPart(f"{sign} {verdict}  ", style, "screen.turn_verdict"))
        return [*parts, BarPart("  name", "faint")], []


class SentenceBar(Bar):
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

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """The sentence, cut to the room."""
        return [BarPart(f" {shortened(self._text, width - 2)}", self._style)], []


class NameLine(OneLine, inherit_bindings=True):
    """Where the rule's name is typed."""

    joint = "-"

    DEFAULT_CSS = """
    NameLine { height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; }
    NameLine:focus { border: none; background: $boost; }
    """


def is_name(name: str) -> bool:
    """Whether a rule may have a name."""
    return bool(name) and all(part.isascii() and part.isalnum() for part in name.split("-"))


@dataclass
class Planned(Message):
    """It is known what would be written."""

    lesson: Lesson
    rule: Taught
    addition: Addition


@dataclass
class Refused(Message):
    """No rule can be made or written, and why; `again` where another try may do."""

    reason: str
    again: bool = False


@dataclass
class EffectsFound(Message):
    """It is known what would change, on so many of the pages."""

    lesson: Lesson
    effects: tuple[Effect, ...]
    done: int


class Written(Message):
    """The rule was written."""


RULE_BESIDE = 110
"""Columns from which the rule stands beside its effect."""


RULE_LOW_BESIDE = 24
"""Lines of a window below which the line under the cursor is not shown in full."""


RULE_LOW = 34
"""The same where the rule stands over its effect."""


class TeachScreen(Standing, ViewScreen):
    """A rule that is about to be taught from lines of a page.

    Args:
        context: What the page is shown with.
        article: The page.
        chosen: Its lines.
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

    def __init__(
        self,
        context: Context,
        article: Article,
        chosen: Chosen,
        verdict: DropOrKeep,
        asked: str | None,
    ) -> None:
        super().__init__(context)
        self.addition: Addition | None = None
        """What was written, once it was."""
        self._article = article
        self._chosen = chosen
        self._verdict: DropOrKeep = verdict
        self._asked = asked
        self._chosen_name: str | None = None
        self._lesson: Lesson | None = None
        self._rule: Taught | None = None
        self._planned: Addition | None = None
        self._is_refused = False

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield ViewTitle("teach a rule")
        with Horizontal(id="choice"):
            yield KeepSwitch()
            yield NameLine(restrict=r"[a-z0-9-]*", select_on_focus=False)
        yield SentenceBar(id="target")
        with Container(id="parts"):
            yield YamlPane()
            yield Grid()
        yield SentenceBar(id="conclusion")
        yield Detail()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin to work the rule out."""
        self.grid.focus()
        self._begin()

    def say(self, text: str) -> None:
        """Say something inert over the rule: every line below it says something already."""
        if text:
            self.notify(text, severity="warning", markup=False)

    # Keys

    def action_move(self, how: Move) -> None:
        """Go to another line of the effect, or scroll the rule."""
        pane = self.query_exactly_one(YamlPane)
        if not pane.has_focus:
            self.grid.move(how)
            return
        page = max(pane.size.height - 1, 1)
        half = max(page // 2, 1)
        steps = {"down": 1, "up": -1, "half-down": half, "half-up": -half}
        steps |= {"page-down": page, "page-up": -page}
        if how in steps:
            pane.scroll_relative(y=steps[how], animate=False)
        else:
            pane.scroll_to(y=0 if how == "first" else pane.max_scroll_y, animate=False)

    def action_turn_verdict(self) -> None:
        """Drop instead of keep, or the other way round."""
        self._verdict = "keep" if self._verdict == "drop" else "drop"
        self._chosen_name = None
        self._begin()

    def action_name(self) -> None:
        """Go to the name, to the rule, and to the effect again."""
        ring = [self.grid, self.query_exactly_one(NameLine), self.query_exactly_one(YamlPane)]
        at = next((at for at, widget in enumerate(ring) if widget.has_focus), 0)
        ring[(at + 1) % len(ring)].focus()

    def action_write(self) -> None:
        """Write the rule to the user's own."""
        addition = self._planned
        if addition is None:
            none = "Nothing to save: no rule can be made from these lines."
            self.refuse(none if self._is_refused else "The rule is still being worked out.")
            return
        self._planned = None
        self.run_worker(lambda: self._carry_out(addition), thread=True, group="write")

    def action_close(self) -> None:
        """Stop typing, or leave with nothing written."""
        if self.query_exactly_one(NameLine).has_focus:
            self.grid.focus()
        else:
            super().action_close()

    def _begin(self) -> None:
        self._planned = None
        self._is_refused = False
        verdict, name = self._verdict, self._chosen_name
        self.query_exactly_one(KeepSwitch).show(verdict)
        self._saying("conclusion").say("working it out …", "faint")
        self.run_worker(
            lambda: self._work_out(verdict, name), thread=True, group="teach", exclusive=True
        )

    # What has come of it

    @on(Planned)
    def _show_plan(self, message: Planned) -> None:
        if message.lesson.verdict != self._verdict:
            return
        first = self._lesson is not message.lesson
        self._lesson, self._rule = message.lesson, message.rule
        if first:
            self.grid.show(
                EffectSheet(message.lesson, (), self.context.names, complete=False), (0, 0)
            )
            self._title("")
        chosen = self._chosen_name
        if chosen is not None and message.rule.name != chosen:
            # Another name was typed meanwhile.
            if first:
                self._plan_name(chosen)
            return
        self._planned = message.addition
        name = self.query_exactly_one(NameLine)
        if name.value != message.rule.name:
            with name.prevent(Input.Changed):
                name.value = message.rule.name
        addition = message.addition
        where = "Enter saves it to " + inert(shown_path(addition.path))
        new = ", a new file" if addition.before is None else ""
        self._saying("target").say(f"{where}{new}")
        self.query_exactly_one(YamlPane).show("the rule, as it will be saved", addition.lines)

    @on(Refused)
    def _say_refusal(self, message: Refused) -> None:
        self._planned = None
        self._is_refused = True
        if message.again:
            self.notify(message.reason, severity="error", markup=False)
            self._begin()
            return
        self._saying("target").say(f"✗ {message.reason}", "failure")
        if self._rule is None or self._lesson is None or self._lesson.verdict != self._verdict:
            self._saying("conclusion").say("nothing can be saved; Esc goes back", "faint")

    @on(EffectsFound)
    def _show_effects(self, message: EffectsFound) -> None:
        lesson = self._lesson
        if lesson is None or lesson is not message.lesson:
            return
        total = len(self.context.library)
        self._title(f"{message.done} of {total} pages looked at")
        complete = message.done >= total
        names = self.context.names
        self.grid.show(EffectSheet(lesson, message.effects, names, complete=complete))
        text, style = conclusion(lesson, message.effects, is_settled(lesson, self._article))
        more = " …" if message.done < total else ""
        self._saying("conclusion").say(text + more, style)

    @on(Written)
    def _leave(self) -> None:
        self.dismiss(None)

    @on(Input.Changed)
    def _name_typed(self, message: Input.Changed) -> None:
        name = self._chosen_name = message.value
        self._planned = None
        self._is_refused = not is_name(name)
        if self._is_refused:
            said = "✗ use small letters and digits in a name, with single hyphens between them"
            self._saying("target").say(said, "failure")
            return
        self._plan_name(name)

    def _plan_name(self, name: str) -> None:
        self.run_worker(lambda: self._rename(name), thread=True, group="name", exclusive=True)

    @on(Input.Submitted)
    def _name_given(self) -> None:
        self.grid.focus()

    @on(Grid.CellReached)
    def _cell_reached(self) -> None:
        self._show_details()

    def on_resize(self, event: events.Resize) -> None:
        """Put the rule over its effect where they have no room beside each other."""
        stacked = event.size.width < RULE_BESIDE
        self.set_class(stacked, "-stacked")
        self._show_details()

    def _show_details(self) -> None:
        """Show the line under the cursor in full, where there is one and room for it."""
        sheet, low = self.grid.sheet, RULE_LOW if self.has_class("-stacked") else RULE_LOW_BESIDE
        quoted = sheet.details(self.grid.row) if isinstance(sheet, EffectSheet) else ()
        detail = self.query_exactly_one(Detail)
        detail.display = bool(quoted) and self.size.height >= low
        detail.show(quoted)

    def _saying(self, which: str) -> SentenceBar:
        return self.query_exactly_one(f"#{which}", SentenceBar)

    def _title(self, state: str) -> None:
        first, last, _ = self._chosen
        where = place_said((first, last), self._article.places)
        name = self.context.names.get(self._article.path, "")
        self.query_exactly_one(ViewTitle).show(f"{self._verdict} {where} of {name}", state)

    # Work off the main thread

    def _work_out(self, verdict: DropOrKeep, name: str | None) -> None:
        config = self.context.config
        worker = get_current_worker()
        try:
            page = self.context.library.page(self._article.path)
            lesson = lesson_of(page, self._chosen, verdict)
            if not lesson.texts:
                raise ValueError("there are no words on these lines")
            path = own_file(self._asked)
            rule = taught_rule(
                lesson, self._articles(), {rule.name for rule, _ in rules_in(config)}
            )
            rule = renamed(rule, name) if name else rule
            addition = plan(path, rule, anchor_rule(lesson, config.chrome))
        except (ConfigError, PageError, ValueError) as error:
            if not worker.is_cancelled:
                self.post_message(Refused(inert(str(error))))
            return
        if worker.is_cancelled:
            return
        self.post_message(Planned(lesson, rule, addition))
        changes: list[Effect] = []
        reported = 0.0
        looked = effects(self.context.library, addition.config, rule, lesson, self._paths())
        for done, effect in enumerate(looked, start=1):
            if worker.is_cancelled:
                return
            if effect.dropped or effect.kept or effect.missed:
                changes.append(effect)
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self.post_message(EffectsFound(lesson, tuple(changes), done))
        self.post_message(EffectsFound(lesson, tuple(changes), len(self.context.library)))

    def _rename(self, name: str) -> None:
        lesson, rule = self._lesson, self._rule
        if lesson is None or rule is None:
            return
        worker = get_current_worker()
        message: Message
        try:
            again = renamed(rule, name)
            before = anchor_rule(lesson, self.context.config.chrome)
            message = Planned(lesson, again, plan(own_file(self._asked), again, before))
        except (ConfigError, ValueError) as error:
            message = Refused(inert(str(error)))
        if not worker.is_cancelled:
            self.post_message(message)

    def _carry_out(self, addition: Addition) -> None:
        try:
            carry_out(addition)
        except ConfigError as error:
            self.post_message(Refused(str(error), again=True))
            return
        self.addition = addition
        self.post_message(Written())

    def _articles(self) -> Iterator[Article]:
        """The pages that are read, this one first."""
        yield self._article
        own = self._article.path
        yield from (article for article in self.context.articles if article.path != own)

    def _paths(self) -> list[str]:
        """All pages: this one, those that are read, and the others."""
        read = [article.path for article in self.context.articles]
        return list(dict.fromkeys([self._article.path, *read, *self.context.library.paths]))
