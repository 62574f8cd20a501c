"""The app on an index: its groups first, then the articles of one.

Of a corpus nobody reads a list of articles. What is shown is asked of the index when it is shown,
two hundred rows at a time, so that the first screen takes no longer for a hundred thousand
articles than for five.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.cells import cell_len
from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Static

from tui.corpus.files import short_names
from tui.corpus.index import CorpusError
from tui.corpus.index.browse import CLUSTER_SORTS, MOST_LISTED, ClusterFilter, groups_said
from tui.presentation.kinds import palette
from tui.text.inert import inert
from tui.view.standing import Dialog, OnTerminal, Standing
from tui.view.styles import DARK_THEME, LIGHT_THEME, has_light_background
from tui.view.widgets.line import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.corpus.index.browse import ClusterRow, OutletRow


BARS = "▁▂▃▄▅▆▇█"


TITLE_WIDTHS = (16, 80)
"""Columns of a headline at least and at most, as wide as the terminal allows."""


SILENT = 3
"""The column of those that don't credit the service: what a reader looks for."""


BESIDE_TITLE = 70
"""Columns that numbers, service, days and the bar at the edge take beside headline and source."""


SOURCE_WIDTHS = (8, 24)
"""Columns of a source at least and at most."""


TABLE_HEADS = ("articles", "headline", "service", "no credit", "outlets", "days", "source")


NARROW_TABLE = 90
"""Columns of the terminal below which the number of outlets gives way to the source."""


BESIDE_SOURCE = 71
"""Columns that all others take there."""


ASKED = {
    "outlet": "Only groups with an article from the outlet …",
    "service": "Only groups with copy from the service …",
    "day": "Only groups with an article from the day … (2024-02-19)",
}


class ClusterSource(Protocol):
    """What the app asks."""

    is_current: bool

    def totals(self) -> tuple[int, int]:
        """How many clusters there are, and how many articles."""

    def clusters(self, wanted: ClusterFilter, start: int = 0) -> tuple[list[ClusterRow], int]:
        """Some of the clusters, and how many there are of the kind."""

    def outlets(self) -> tuple[list[OutletRow], int]:
        """The outlets, and how many there are."""


GROUPS_HELP = """\
Each row is a group of articles that share text.

headline    of the source, or its first words
service     the wire service that an article in the group credits
no credit   the share of the group's articles that don't credit it
outlets     how many papers are in the group (in a wide window)
days        from the first article to the last
source      the paper whose article the others are compared with

Enter opens the group: its articles side by side. q comes back here.

o, v and d ask for an outlet, a service or a day; u shows only groups with \
articles that don't credit the service. Esc or c shows all groups again. t \
lists outlets instead: how much each printed without credit, and when. s sorts; \
n and p show the next and the previous rows.

y copies the ID of the group under the cursor, which the line at the top ends \
with: compare report INDEX --cluster ID writes a report on it."""


class _GroupsHelp(Dialog[None]):
    """What the columns say and the keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "dismiss")]

    def compose(self) -> ComposeResult:
        """The text in its frame."""
        with self.framed("The groups of an index", frame=VerticalScroll):
            yield Static(GROUPS_HELP, markup=False)


class _Groups(Standing, Screen[None]):
    """The screen of the app; all of what is on it, the app puts there."""


class _Rows(DataTable[Text]):
    """The table, which says in the footer what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "open", key_display="Enter"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "scroll_top", show=False),
        Binding("G", "scroll_bottom", show=False),
    ]


class ClusterApp(OnTerminal, App[str]):
    """Lists clusters, or outlets; ends with the cluster that is to be opened."""

    TITLE = "compare"
    CSS = """
    #state { height: auto; padding: 0 1 0 0; background: $panel; }
    #asked { display: none; }
    DataTable {
        height: 1fr; scrollbar-size-vertical: 1;
        & > .datatable--header { background: $panel; color: $foreground; text-style: bold; }
        & > .datatable--cursor { background: $foreground 22%; color: $foreground; }
        & > .datatable--even-row, & > .datatable--odd-row { background: $background; }
    }
    Footer {
        background: $panel;
        &.-compact FooterKey { margin-right: 2; }
        & FooterKey .footer-key--key { color: $foreground; text-style: bold; }
    }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("s", "sort", "sort"),
        ("u", "uncredited", "no credit"),
        ("o", "ask('outlet')", "outlet"),
        ("v", "ask('service')", "service"),
        ("t", "turn", "outlets"),
        # These two have to be seen in a window of 80 columns.
        ("question_mark", "explain", "help"),
        ("q", "quit", "quit"),
        ("d", "ask('day')", "day"),
        ("c", "clear", "all"),
        ("y", "copy_id", "copy ID"),
        # Said once, so that all of them are seen whole in a window of 120 columns.
        Binding("n", "page(1)", "more rows", key_display="n p"),
        Binding("p", "page(-1)", show=False),
        Binding("escape", "clear", show=False),
        Binding("ctrl+z", "suspend_process", show=False),
    ]

    def __init__(
        self,
        browser: ClusterSource,
        title: str,
        wanted: ClusterFilter | None = None,
        *,
        place: tuple[int, int] = (0, 0),
        sample: int = 1,
    ) -> None:
        """Take what is asked, and what was shown last time.

        Args:
            title: What the index is called.
            place: The number of the first row, and on which of those shown the cursor stands.
            sample: Of how many runs one was looked at.
        """
        super().__init__()
        self.take_themes(LIGHT_THEME if has_light_background(os.environ) else DARK_THEME)
        self._browser = browser
        self._index_name = title
        self._sample = sample
        self.wanted = wanted or ClusterFilter()
        self._start, self._row = place
        self._width = 0
        self._of_outlets = False
        self._about = ""
        self._shown = ""
        self._count = 0
        self._totals = (0, 0)
        self._last = (self.wanted, self._start, self._of_outlets)
        """What was asked for and could be shown."""

    @property
    def place(self) -> tuple[int, int]:
        """Where the cursor stood when a cluster was opened."""
        return self._start, self._row

    def get_default_screen(self) -> Screen[None]:
        """The only screen."""
        return _Groups()

    def compose(self) -> ComposeResult:
        """The line that says what is shown, the table, and a line to type in."""
        with Vertical():
            yield Static(id="state", markup=False)
            # What alarms keeps its colour in the row under the cursor.
            yield _Rows(cursor_type="row", cursor_foreground_priority="renderable")
            yield Input(id="asked")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Show the first rows."""
        self._width = self.size.width
        self._show(self._row)

    def on_resize(self, event: events.Resize) -> None:
        """Give headlines the room that there is now."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._show(self.query_one(DataTable).cursor_row)

    def _show(self, row: int = 0) -> None:
        """Show what is asked for; what is shown stays where the index cannot be read any more."""
        outlets: list[OutletRow] = []
        rows: list[ClusterRow] = []
        try:
            if self._of_outlets:
                outlets, count = self._browser.outlets()
            else:
                rows, count = self._browser.clusters(self.wanted, self._start)
            self._totals = self._browser.totals()
        except CorpusError as error:
            if not self._shown:
                raise
            self.wanted, self._start, self._of_outlets = self._last
            self.notify(str(error), severity="error", markup=False)
            return
        self._last = (self.wanted, self._start, self._of_outlets)
        self._fill(outlets, rows, count)
        table = self.query_one(DataTable)
        table.move_cursor(row=row)
        table.focus()

    def _fill(self, outlets: Sequence[OutletRow], rows: Sequence[ClusterRow], count: int) -> None:
        """Put rows into the table, and say what part they are of how many."""
        self._count = count
        table = self.query_one(DataTable)
        table.clear(columns=True)
        if self._of_outlets:
            table.add_columns("outlet", "articles", "in groups", "no credit", "share", "days")
            for outlet in outlets:
                table.add_row(*map(Text, _outlet_cells(outlet)), key=outlet.outlet)
            shown = f"{len(outlets):,} of {count:,} outlets, most without a credit first"
        else:
            narrow = self._width < NARROW_TABLE
            columns = [at for at, name in enumerate(TABLE_HEADS) if not narrow or name != "outlets"]
            table.add_columns(*(TABLE_HEADS[at] for at in columns))
            fewest, room = SOURCE_WIDTHS
            room = min(room, max(fewest, self._width - BESIDE_SOURCE)) if narrow else room
            sources = [shortened(source, room) for source in _sources(rows)]
            least, most = TITLE_WIDTHS
            left = self._width - BESIDE_TITLE - max(map(cell_len, sources), default=0)
            width = min(most, max(least, left))
            ink = palette(dark=self.current_theme.dark)["ink-alarm"]
            # Without colours, this one would be fainter than the rest.
            alarm = "bold underline" if self.no_color else f"bold {ink}"
            for found, source in zip(rows, sources, strict=True):
                cells = list(map(Text, _cluster_cells(found, source, width)))
                if found.uncredited:
                    cells[SILENT].stylize(alarm)
                table.add_row(*(cells[at] for at in columns), key=found.cluster)
            shown = _filtered(self.wanted)
            if not rows:
                shown = f"no group found: {shown}; Esc shows all groups"
            elif count != len(rows):
                part = f"{self._start + 1:,}–{self._start + len(rows):,} of {groups_said(count)}"
                shown = f"{part}, {shown}"
            elif self.wanted != ClusterFilter(self.wanted.sort):
                shown = f"{groups_said(count)} found: {shown}"
        self._say(shown)

    @property
    def _cluster_id(self) -> str:
        """The ID of the group under the cursor; empty where there is none."""
        table = self.query_one(DataTable)
        if self._of_outlets or not table.is_valid_row_index(table.cursor_row):
            return ""
        return table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value or ""

    def on_data_table_row_highlighted(self) -> None:
        """Say which group the cursor is on, by the ID that commands take."""
        self._say(self._shown)

    def action_copy_id(self) -> None:
        """Copy the ID of the group under the cursor."""
        if found := self._cluster_id:
            self.copy_to_clipboard(found)
            self.notify(f"Copied {found}. compare report INDEX --cluster {found}", markup=False)
        else:
            self.bell()

    def _say(self, shown: str) -> None:
        """Say in the first line what is open, what of it is shown, and the group's ID."""
        self._shown = shown
        every, articles = self._totals
        name = PurePath(self._index_name).name or self._index_name
        parts = [f"{name}: {articles:,} articles, {groups_said(every)}", shown]
        parts += [f"found by one of {self._sample} runs of words"] if self._sample > 1 else []
        parts += (
            []
            if self._browser.is_current
            else ["older than the index: run `compare cluster` again"]
        )
        parts += [f"ID {self._cluster_id}"] if self._cluster_id else []
        # As the other views say what they are.
        view = Text.assemble((f" {'outlets' if self._of_outlets else 'groups'} ", "bold reverse"))
        self.query_one("#state", Static).update(view.append(f" {inert(' · '.join(parts))}"))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open a cluster, or the clusters of an outlet."""
        chosen = event.row_key.value
        if chosen is None:
            # Articles without an outlet have no clusters of their own.
            self.bell()
        elif self._of_outlets:
            self._of_outlets = False
            self._filter(replace(self.wanted, outlet=chosen))
        else:
            self._row = event.cursor_row
            self.exit(chosen)

    def action_sort(self) -> None:
        """Sort by the next column."""
        names = list(CLUSTER_SORTS)
        self._filter(
            replace(self.wanted, sort=names[(names.index(self.wanted.sort) + 1) % len(names)])
        )

    def action_uncredited(self) -> None:
        """Only clusters in which somebody names no service, or all."""
        self._filter(replace(self.wanted, uncredited=not self.wanted.uncredited))

    def action_explain(self) -> None:
        """Say what the columns and the keys mean."""
        self.push_screen(_GroupsHelp())

    def action_clear(self) -> None:
        """Show all clusters, or close the line to type in."""
        asked = self.query_one("#asked", Input)
        if asked.display:
            asked.display = False
            self.query_one(DataTable).focus()
            return
        every = ClusterFilter(self.wanted.sort)
        if self._of_outlets or self.wanted != every:
            self._of_outlets = False
            self._filter(every)

    def action_page(self, step: int) -> None:
        """Show the rows before or after."""
        start = self._start + step * MOST_LISTED
        if not self._of_outlets and 0 <= start < self._count:
            self._start = start
            self._show()

    def action_turn(self) -> None:
        """Show outlets instead of clusters, or clusters again."""
        self._of_outlets = not self._of_outlets
        self._show()

    def action_ask(self, about: str) -> None:
        """Ask for an outlet, a service or a day."""
        self._about = about
        line = self.query_one("#asked", Input)
        line.placeholder = ASKED[about]
        line.value = ""
        line.display = True
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Show what was asked for."""
        event.input.display = False
        self._of_outlets = False
        asked = event.value.strip()
        match self._about:
            case "outlet":
                self._filter(replace(self.wanted, outlet=asked))
            case "service":
                self._filter(replace(self.wanted, service=asked))
            case _:
                self._filter(replace(self.wanted, day=asked))

    def _filter(self, wanted: ClusterFilter) -> None:
        self.wanted = wanted
        self._start = 0
        self._show()


def _filtered(wanted: ClusterFilter) -> str:
    said = [f"by {wanted.sort}"]
    said += [f"outlet “{wanted.outlet}”"] if wanted.outlet else []
    said += [f"service {wanted.service}"] if wanted.service else []
    said += [f"on {wanted.day}"] if wanted.day else []
    said += ["with uncredited articles"] if wanted.uncredited else []
    return ", ".join(said)


def _sources(rows: Sequence[ClusterRow]) -> list[str]:
    """What the sources are called: by their outlets, or by their files where these are unknown."""
    files = iter(short_names([row.source for row in rows if row.source]))
    named = [(next(files) if row.source else "", row.source_outlet) for row in rows]
    return [inert(outlet or file) for file, outlet in named]


def _cluster_cells(row: ClusterRow, source: str, title_width: int) -> Sequence[str]:
    days = row.first_day or "undated"
    if row.last_day and row.last_day != row.first_day:
        days += f" – {row.last_day[5:]}"
    return (
        f"{row.size:>5,}",
        shortened(inert(row.title or "(no headline)"), title_width),
        inert(row.service or ""),
        f"{row.uncredited / row.size:>4.0%}" if row.service else "",
        f"{row.outlets:>4,}" if row.outlets else "",
        days,
        source,
    )


def _outlet_cells(row: OutletRow) -> Sequence[str]:
    most = max((*row.days, 1))
    days = "".join(BARS[(len(BARS) - 1) * number // most] if number else " " for number in row.days)
    return (
        inert(row.outlet or "(no outlet)"),
        f"{row.articles:>6,}",
        f"{row.in_clusters:>6,}",
        f"{row.uncredited:>6,}",
        f"{row.uncredited / row.articles:>4.0%}",
        days,
    )
