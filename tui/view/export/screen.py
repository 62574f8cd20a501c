"""The window in which a reader says what to hand over, as what, and where to.

The format and the end of the file's name say the same: whichever is changed, the other
follows. The file is written in a thread and can be stopped; nothing is left of it then.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from tui.text.inert import inert
from tui.view.export import (
    WHATS,
    RefusedError,
    StoppedError,
    Task,
    ThereAlreadyError,
    default_name,
    with_form,
)
from tui.view.standing import Dialog
from tui.view.threads import REPORT_EVERY
from tui.view.widgets.input import OneLine
from tui.view.widgets.line import Bar, BarPart, parts_width, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import App, ComposeResult

    from tui.view.export import Exporter, Form, Subject, What
    from tui.view.services import Services


_LABEL = 8
"""Cells of the words before the choices."""


class WhatLine(Bar):
    """One of the things that can be handed over; a click chooses it."""

    def __init__(self, what: What, subject: Subject, names: Mapping[str, str]) -> None:
        super().__init__()
        self._what = what
        self._subject = subject
        self._names = names
        self._chosen = False

    def choose(self, what: What) -> None:
        """Show which one is chosen."""
        self._chosen = what == self._what
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """What it is, set off where it is chosen."""
        place = WHATS.index(self._what)
        label = BarPart(f"{'' if place else 'what':{_LABEL}}", "faint")
        text = f"{'●' if self._chosen else '○'} {self._said()}"
        style = "name" if self._chosen else "text"
        text = shortened(text, width - _LABEL)
        return [label, BarPart(text, style, f"screen.what({place})")], []

    def _said(self) -> str:
        names = self._names
        if self._what == "pair":
            left, right = (names[article.path] for article in self._subject.pair)
            return f"this pair: {left} │ {right}"
        if self._what == "coverage":
            name = names[self._subject.chosen.path]
            return f"coverage of {name}: which articles have each paragraph"
        return f"the whole set: {len(self._subject.articles)} articles"


class FormLine(Bar):
    """The formats there are; a click chooses one."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: Sequence[Form] = ()
        self._chosen: Form | None = None

    def show(self, forms: Sequence[Form], chosen: Form | None) -> None:
        """Show the formats, and which one the name of the file asks for, if any."""
        self._forms, self._chosen = forms, chosen
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """All of them, or where there is no room the chosen one and how many there are."""
        parts = [BarPart(f"{'as':{_LABEL}}", "faint")]
        for place, form in enumerate(self._forms):
            chosen = form == self._chosen
            text = f"{'●' if chosen else '○'} {form.name}  "
            style = "name" if chosen else "text"
            parts.append(BarPart(text, style, f"screen.choose_form({place})"))
        if parts_width(parts) <= width:
            return parts, []
        name = "no format" if self._chosen is None else self._chosen.name
        more = BarPart(f"  Tab for {len(self._forms) - 1} more", "faint")
        return [parts[0], BarPart(f"● {name}", "name", "screen.form(1)"), more], []


class FileLine(OneLine, inherit_bindings=True):
    """Where the name of the file is typed."""

    DEFAULT_CSS = """
    FileLine { height: 1; border: none; padding: 0 1; background: $boost; }
    FileLine:focus { border: none; background: $boost; }
    """


@dataclass
class Told(Message):
    """How far the writing is, in percent."""

    doing: str
    percent: int


@dataclass
class Ended(Message):
    """The writing has ended: with a file, a question, a refusal, or nothing."""

    path: str = ""
    asks: bool = False
    refused: RefusedError | None = None


SHOWN = 12.0
"""Seconds for which the path of what was written is told."""


NOTHING_TO_EXPORT = "Nothing to export yet: that takes two articles."
"""Why no window is opened."""


def open_export(
    app: App[object], services: Services, subject: Subject | None, names: Mapping[str, str]
) -> bool:
    """Ask what to hand over, as what, and where to.

    No window is opened, and the answer is False, where there is nothing to hand over, or the app
    was opened without an exporter.
    """
    if subject is None or services.exporter is None:
        return False
    app.push_screen(ExportScreen(services.exporter(), subject, names, inert(services.title)))
    return True


class ExportScreen(Dialog[None], inherit_bindings=False):
    """A window over the view. The name of the file has the focus all the time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Write nothing.", id="close-export"),
        Binding("up", "turn(-1)", "Up", tooltip="Choose the option above.", id="export-up"),
        Binding("down", "turn(1)", "Down", tooltip="Choose the option below.", id="export-down"),
        Binding("tab", "form(1)", "Format", tooltip="The next format.", id="next-format"),
        Binding(
            "shift+tab", "form(-1)", "Format", tooltip="The previous format.", id="previous-format"
        ),
    ]

    CSS = """
    ExportScreen > .dialog { width: 76; padding: 1 2; }
    ExportScreen FormLine { margin: 1 0; }
    ExportScreen Horizontal { height: 1; }
    ExportScreen #to { width: 8; color: $foreground 70%; }
    ExportScreen FileLine { width: 1fr; }
    ExportScreen #said { height: auto; min-height: 2; margin: 1 0 0 8; color: $foreground 72%; }
    """

    def __init__(
        self, exporter: Exporter, subject: Subject, names: Mapping[str, str], title: str
    ) -> None:
        super().__init__()
        self._exporter = exporter
        self._subject = subject
        self._names = names
        self._of = title
        self._what = subject.what
        self._form = exporter.forms(self._what)[0]
        self._own_name = self._usual_name()
        self._asked = False
        self._stop: Event | None = None

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        with self.framed("Export", "↑↓ what", "Tab format", "Enter saves"):
            for what in WHATS:
                yield WhatLine(what, self._subject, self._names)
            yield FormLine()
            with Horizontal():
                yield Static("to", id="to")
                yield FileLine(self._own_name, select_on_focus=False)
            yield Static(id="said", markup=False)

    def on_mount(self) -> None:
        """Begin with the name that the file would have."""
        self.query_exactly_one(FileLine).focus()
        self._show()

    def on_unmount(self) -> None:
        """Stop what is being written."""
        if self._stop is not None:
            self._stop.set()

    # Keys

    def action_turn(self, step: int) -> None:
        """Hand over something else."""
        self.action_what(WHATS.index(self._what) + step)

    def action_what(self, place: int) -> None:
        """Hand over one of the things there are, by its place; round the ends."""
        self._what = WHATS[place % len(WHATS)]
        forms = self._exporter.forms(self._what)
        if self._form not in forms:
            self._form = forms[0]
        self._rename()

    def action_form(self, step: int) -> None:
        """Write it in another format."""
        forms = self._exporter.forms(self._what)
        self._choose_form(forms[(forms.index(self._form) + step) % len(forms)])

    def action_choose_form(self, place: int) -> None:
        """Write it in one of the formats, by its place."""
        self._choose_form(self._exporter.forms(self._what)[place])

    def action_close(self) -> None:
        """Take a question back, stop what is being written, or leave."""
        if self._stop is not None and not self._stop.is_set():
            self._stop.set()
            self._say("stopping …")
        elif self._asked:
            self._show()
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _typed(self) -> None:
        form = self._exporter.form_of(self._path, self._what)
        self._form = form or self._form
        if self._stop is None:
            self._show()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._stop is not None:
            return
        if self._exporter.form_of(self._path, self._what) is None:
            self.app.bell()
            self._show()
            return
        self._stop = Event()
        task = Task(self._what, self._subject, self._path, overwrite=self._asked)
        self._asked = False
        self._say("starting … · Esc stops it")
        stop = self._stop
        self.run_worker(lambda: self._write(task, stop), thread=True, group="export")

    # In a thread, and what comes back from it

    def _write(self, task: Task, stop: Event) -> None:
        reported = 0.0

        def told(doing: str, done: int, steps: int) -> None:
            nonlocal reported
            if stop.is_set():
                raise StoppedError
            if steps and monotonic() - reported > REPORT_EVERY:
                self.post_message(Told(doing, done * 100 // steps))
                reported = monotonic()

        ended = Ended()
        try:
            ended = Ended(self._exporter.write(task, told))
        except ThereAlreadyError:
            ended = Ended(asks=True)
        except RefusedError as error:
            ended = Ended(refused=error)
        except StoppedError:
            pass
        self.post_message(ended)

    @on(Told)
    def _told(self, message: Told) -> None:
        if self._stop is not None and not self._stop.is_set():
            self._say(f"{message.doing} … {message.percent}% · Esc stops it")

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        self._stop = None
        if message.path:
            self.app.notify(
                f"Wrote {inert(message.path)}", title="Export", timeout=SHOWN, markup=False
            )
            self.dismiss(None)
        elif message.asks:
            self._asked = True
            self._say("That file already exists. Enter replaces it, Esc keeps it.")
        elif message.refused is not None:
            if message.refused.instead:
                with self.prevent(Input.Changed):
                    self.query_exactly_one(FileLine).value = message.refused.instead
            self._say(f"✗ {inert(str(message.refused))}")
        else:
            self._say("Stopped; nothing was written.")

    @on(Worker.StateChanged)
    def _failed(self, message: Worker.StateChanged) -> None:
        if message.state is WorkerState.ERROR:
            self._stop = None
            self._say("✗ That failed; nothing was written.")

    # Parts

    @property
    def _path(self) -> str:
        return self.query_exactly_one(FileLine).value.strip()

    def _usual_name(self) -> str:
        return default_name(self._subject, self._what, self._names, self._of, self._form)

    def _rename(self) -> None:
        """Give the file its usual name, unless the reader has given it another."""
        line, before = self.query_exactly_one(FileLine), self._own_name
        self._own_name = self._usual_name()
        if line.value == before:
            self._set_path(self._own_name)
        else:
            self._set_path(with_form(line.value, self._every_form, self._form))

    def _choose_form(self, form: Form) -> None:
        self._form = form
        self._rename()

    @property
    def _every_form(self) -> tuple[Form, ...]:
        return tuple(form for what in WHATS for form in self._exporter.forms(what))

    def _set_path(self, path: str) -> None:
        line = self.query_exactly_one(FileLine)
        with self.prevent(Input.Changed):
            line.value = path
        line.cursor_position = len(path)
        self._show()

    def _show(self) -> None:
        """Show what is chosen, and where it would be written."""
        self._asked = False
        for line in self.query(WhatLine):
            line.choose(self._what)
        forms = self._exporter.forms(self._what)
        known = self._exporter.form_of(self._path, self._what) is not None
        self.query_exactly_one(FormLine).show(forms, self._form if known else None)
        if known:
            self._say(f"in {inert(_folder())}" if not Path(self._path).is_absolute() else "")
        else:
            suffixes = ", ".join(form.suffix for form in forms)
            self._say(f"End the name in one of {suffixes}.")

    def _say(self, text: str) -> None:
        self.query_exactly_one("#said", Static).update(text)


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return "a folder that is gone"
