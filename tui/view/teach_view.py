"""Teaching a rule: what it would say, where it would stand, what else it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal
from textual.widgets import Input

from tui.text.inert import inert
from tui.view.bindings import bindings
from tui.view.detail import Detail
from tui.view.grid import Grid
from tui.view.teach_parts import Choice, NameLine, Saying, is_name
from tui.view.teach_sheet import EffectSheet, conclusion, is_settled
from tui.view.teach_work import TeachWork
from tui.view.teaching import shown_path
from tui.view.view_screen import ViewTitle
from tui.view.yaml_pane import YamlPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.view.comparison import Move

BESIDE = 110
"""Columns from which the rule stands beside its effect."""

LOW_BESIDE = 24
"""Lines of a window below which the line under the cursor is not shown in full."""

LOW = 34
"""The same where the rule stands over its effect."""


class TeachScreen(TeachWork):
    """A rule that is about to be taught from lines of a page."""

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

    def say(self, text: str) -> None:
        """Say something inert over the rule: every line below it says something already."""
        if text:
            self.notify(text, severity="warning", markup=False)

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
        self._chosen_name = None
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
            self.refuse("Nothing is written: there is no rule that can be.")
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

    # What has come of it

    @on(TeachWork.Planned)
    def _show_plan(self, message: TeachWork.Planned) -> None:
        if message.lesson.verdict != self._verdict:
            return
        first = self._lesson is not message.lesson
        self._lesson, self._rule = message.lesson, message.rule
        if first:
            self._grid.show(EffectSheet(message.lesson, (), self.context.names), (0, 0))
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
        where = "Enter writes it to " + inert(shown_path(addition.path))
        new = ", a new file" if addition.before is None else ""
        self._saying("target").say(f"{where}{new}")
        self.query_exactly_one(YamlPane).show("the rule, as it will be written", addition.lines)

    @on(TeachWork.Refused)
    def _say_refusal(self, message: TeachWork.Refused) -> None:
        self._planned = None
        if message.again:
            self.notify(message.reason, severity="error", markup=False)
            self._begin()
            return
        self._saying("target").say(f"✗ {message.reason}", "failure")
        if self._rule is None or self._lesson is None or self._lesson.verdict != self._verdict:
            self._saying("conclusion").say("nothing can be written; Esc goes back", "faint")

    @on(TeachWork.EffectsFound)
    def _show_effects(self, message: TeachWork.EffectsFound) -> None:
        lesson = self._lesson
        if lesson is None or lesson is not message.lesson:
            return
        total = len(self.context.library)
        self._title(f"{message.done} of {total} pages looked at")
        self._grid.show(EffectSheet(lesson, message.found, self.context.names))
        text, style = conclusion(lesson, message.found, is_settled(lesson, self._article))
        more = " …" if message.done < total else ""
        self._saying("conclusion").say(text + more, style)

    @on(TeachWork.Written)
    def _leave(self) -> None:
        self.dismiss(None)

    @on(Input.Changed)
    def _name_typed(self, message: Input.Changed) -> None:
        name = self._chosen_name = message.value
        self._planned = None
        if not is_name(name):
            said = "✗ a name is made of small letters and digits, with single hyphens between"
            self._saying("target").say(said, "failure")
            return
        self._plan_name(name)

    def _plan_name(self, name: str) -> None:
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
        first, last, _ = self._chosen
        where = f"line {first}" if first == last else f"lines {first}–{last}"
        name = self.context.names.get(self._article.path, "")
        self.query_exactly_one(ViewTitle).show(f"{self._verdict} {where} of {name}", state)
