"""What is to be seen of a desk: the widgets of the main screen, and which of them shows what.

The screen says what has changed; one table says who shows it, in one order. What stands here
reads the desk and never changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.widgets import Static

from tui.presentation.rows import counts
from tui.text.inert import inert
from tui.text.page.names import USUAL_ENDINGS
from tui.view.commands import ALONE_FOOTER, FOOTER
from tui.view.compare.widget import CompareView
from tui.view.keys import key_names
from tui.view.main.list import ArticleList
from tui.view.widgets.line import DetailBar, KeyBar, SummaryBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from tui.view.compare.arrange import Filter
    from tui.view.compare.choose import Decision
    from tui.view.main.desk import Changed, Desk, DeskPart
    from tui.view.main.entries import ListEntry
    from tui.view.main.search import Search
    from tui.view.place import Bookmark


WIDE = 100
"""Columns from which the list stays beside the comparison."""


ARTICLES_BESIDE = 60
"""Columns from which the two articles stand side by side."""


HIGH = 30
"""Lines from which the sentence on a row always has two."""


OTHER_FILTERS: tuple[tuple[str, str], ...] = (
    ("filter", "next\N{NO-BREAK SPACE}filter"),
    ("key-changes", "key\N{NO-BREAK SPACE}changes"),
    ("quotations", "quotations"),
    ("numbers", "numbers"),
    ("close", "all\N{NO-BREAK SPACE}rows"),
)
"""The commands that lead from one filter to others, and what they show."""


MANY_ALIKE: frozenset[Filter] = frozenset({"shared", "only left", "only right", "noted"})
"""Filters after which others are named; after all others, what differs in the first row is."""


SMALLEST = (36, 12)
"""Columns and lines of the smallest window in which the app can be used."""


MOST_REASONS = 8
"""How many unreadable files are named with their reason."""


class Face:
    """The list, the comparison, and the lines around them.

    Args:
        screen: Has the widgets; its classes say for the style sheet what there is room for.
        desk: What is shown.
        title: What is open, in words.
        keys: Keys from config.yaml by command id.

    Attributes:
        screen: The screen.
        articles: The list.
        view: The comparison with its header.
        title_bar: The line at the top.
        detail: The line that says what differs in a row, or what a key has done.
        summary: The line of all kinds of row, with their numbers.
        stacks: Whether the reader wants one article above the other, however wide the window.
    """

    def __init__(
        self, screen: Screen[Any], desk: Desk, title: str, keys: Mapping[str, str]
    ) -> None:
        self.articles = ArticleList()
        self.view = CompareView()
        self.title_bar = TitleBar()
        self.detail = DetailBar()
        self.summary = SummaryBar()
        self._key_bar = KeyBar(keys)
        self._notice = Static(id="notice", markup=False)
        self._body = Horizontal(id="body")
        self._painted = True
        self.stacks = False
        self.screen = screen
        self._desk = desk
        self._title = inert(title)
        self._keys = keys
        self._parts: tuple[tuple[DeskPart, Callable[[], object]], ...] = (
            ("pair", self._show_pair),
            ("arranged", self._show_arranged),
            ("story", self._show_story),
            ("list", self._show_list),
            ("cursor", self._show_cursor),
            ("shares", lambda: self.articles.show_shares(desk.shares)),
            ("title", self._show_title),
            ("progress", lambda: self.title_bar.show_progress(desk.progress)),
            ("verdicts", self._show_verdicts),
            ("configuration", self._show_configuration),
            ("notice", self._show_notice),
            ("body", self.show_body),
        )

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield self.title_bar
        with self._body:
            yield self.articles
            yield self.view
        yield self._notice
        yield self.detail
        yield self.summary
        yield self._key_bar

    def show(self, changed: Changed) -> None:
        """Paint the parts that have changed."""
        for part, paint in self._parts:
            if part in changed:
                paint()

    def take_place(self, place: Bookmark) -> None:
        """Show what a reader had chosen to see."""
        self.view.comparison.lens = place.lens
        self.summary.show_lens(place.lens)
        self.stacks = place.stacked
        self._show_arranged()

    def say(self, text: str) -> None:
        """Say something inert below the comparison, or else what the cursor's row comes to."""
        self.detail.show(text or self.view.detail())

    def tell(self, search: Search | None) -> None:
        """Say what a search finds, or what the last key that arranges the rows has changed."""
        if search is not None:
            self.say(search.said)
            return
        effect, shown = self._desk.effect, self._desk.arrangement.shown
        if effect and shown != "everything":
            others = OTHER_FILTERS if shown in MANY_ALIKE else OTHER_FILTERS[-1:]
            # A key and its word stay on one line.
            hints = (f"{key_names(one, self._keys)[0]}\N{NO-BREAK SPACE}{to}" for one, to in others)
            row = "" if shown in MANY_ALIKE else self.view.detail()
            effect = " · ".join(filter(None, (effect.removesuffix("."), *hints, row)))
        self.say(effect)

    def refuse(self, why: str) -> None:
        """Say why a key does nothing here, to the ear too."""
        self.screen.app.bell()
        self.say(why)

    def notify_of(self, decision: Decision) -> None:
        """Tell what was decided about two paragraphs."""
        severity: SeverityLevel = "warning" if decision.problem else "information"
        told = f"{decision.said} {decision.problem}".strip()
        self.screen.notify(told, severity=severity, markup=False)

    def hide_body(self) -> None:
        """Show neither list nor comparison for the moment."""
        self._painted = False
        self._body.display = False

    def show_body(self) -> None:
        """Show list and comparison from now on, unless there is a notice instead of them."""
        self._painted = True
        self._body.display = not self.screen.has_class("-notice")

    def fit(self, size: Size) -> None:
        """Fold away what there is no room for."""
        stacked = self.stacks or size.width < ARTICLES_BESIDE
        self.screen.set_class(size.width < WIDE, "-narrow")
        self.screen.set_class(stacked, "-stacked")
        self.screen.set_class(size.height < HIGH, "-low")
        self.articles.compact = size.width < WIDE
        self.screen.set_class(is_too_small(*size), "-tiny")
        self.view.stack(stacked)
        self._show_notice()

    def stack_on(self) -> str:
        """Show one article above the other in each row, or beside it; says which."""
        self.stacks = not self.stacks
        self.fit(self.screen.size)
        if self.stacks:
            return "Stacked: left above right."
        narrow = self.screen.size.width < ARTICLES_BESIDE
        return "This window is too narrow for side by side." if narrow else "Side by side."

    def _show_pair(self) -> None:
        shown, names = self._desk.shown, self._desk.names
        if shown is None:
            return
        left, right = shown.alignment.left, shown.alignment.right
        self.view.show(shown, (names[left.path], names[right.path]), self._desk.row)
        self.summary.show(shown.alignment, counts(shown.document.rows))

    def _show_arranged(self) -> None:
        arrangement = self._desk.arrangement
        self.title_bar.show_arranged(arrangement.said, chrome=arrangement.chrome)

    def _show_story(self) -> None:
        if self._desk.claim is not None:
            self.title_bar.show_story(*self._desk.claim)

    def _show_list(self) -> None:
        entries, groups = self._desk.listed
        self.articles.show(entries, self._desk.session.sides, groups)

    def _show_cursor(self) -> None:
        if self._desk.session.right is not None:
            self.articles.place_cursor(self._desk.session.right)

    def _show_title(self) -> None:
        session, failed = self._desk.session, self._desk.session.failed
        self.title_bar.show(
            self._title,
            (self._desk.files_read, len(self._desk.library)),
            len(session.entries) - failed,
            failed,
            stopped=self._desk.all_read,
        )

    def _show_verdicts(self) -> None:
        if self._desk.whose is not None:
            self.view.show_verdicts(self._desk.whose.lines, self._desk.whose.looks)
            self._key_bar.offer("history", self._desk.whose.has_versions)

    def _show_configuration(self) -> None:
        self.title_bar.show_configuration(self._desk.configuration)
        self.title_bar.show_broken(self._desk.broken)

    def _show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        text = ""
        few = self._desk.all_read and self._desk.session.pair is None
        if self.screen.has_class("-tiny"):
            text = too_small(*self.screen.size)
        elif few:
            text = too_few(self._desk.entries, key_names("page", self._keys)[0])
            # What was known of articles that are gone.
            self.title_bar.show_story(0, "")
        self._key_bar.use(ALONE_FOOTER if few else FOOTER)
        self._notice.update(text)
        self.screen.set_class(bool(text), "-notice")
        self._body.display = self._painted and not text


def is_too_small(width: int, height: int) -> bool:
    """Whether a window of these columns and lines is too small."""
    return width < SMALLEST[0] or height < SMALLEST[1]


def too_small(width: int, height: int) -> str:
    """What a window that is too small says."""
    return f"This window is too small.\n{width}×{height} now; {SMALLEST[0]}×{SMALLEST[1]} needed."


def too_few(entries: Sequence[ListEntry], page_key: str) -> str:
    """Why there is nothing to compare, and what to do; inert.

    Args:
        entries: What was found: no article, or a single one, and what could not be read.
        page_key: The key that shows a page.
    """
    failed = [entry for entry in entries if entry.failure is not None]
    single = len(entries) > len(failed)
    number = "One article" if single else "No article"
    lines = [
        f"{number} could be read here, and comparing takes two.",
        *(
            f"{entry.title} is also saved as {path}."
            for entry in entries
            for path in entry.also[:MOST_REASONS]
        ),
        *(["", f"{page_key} shows it line by line, with what was removed."] if single else []),
        "",
        *(f"{entry.title}: {entry.failure}" for entry in failed[:MOST_REASONS]),
        *([f"and {len(failed) - MOST_REASONS} more"] if len(failed) > MOST_REASONS else []),
        "",
        f"Save more pages ({USUAL_ENDINGS}) in the folder you opened,",
        "or name files and folders: compare PATH…",
    ]
    return "\n".join(lines)
