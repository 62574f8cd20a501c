"""What the main screen knows, and what it makes of the results that come from its threads."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on

from tui.corpus.files import Unreadable
from tui.text.inert import inert
from tui.view.compare.anchor import row_of
from tui.view.main.jobs import DeskWork
from tui.view.main.list import ArticleList, Group, ListEntry, entry_of, failed_entry, list_groups
from tui.view.messages import ArticlesRead, Decided, Judged, PairCompared, SharesFound, WhoseFound
from tui.view.widgets.line import SummaryBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.notifications import SeverityLevel

    from tui.corpus.library import Library
    from tui.corpus.sharing import Share
    from tui.text.model import Article
    from tui.view.compare.anchor import Anchor
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.choose import Decision
    from tui.view.state import Session, Sort
    from tui.view.whose import Whose


class Desk(DeskWork, inherit_bindings=False):
    """The articles that are open, the pair that is read, and what is known of them.

    Args:
        library: The articles.
        first: Gives the comparison to begin with; without it, or where it gives None, the app
            makes it.
    """

    def __init__(self, library: Library, first: Callable[[], ComparedPair | None] | None) -> None:
        super().__init__(library)
        self.entries: list[ListEntry] = []
        self.whose: Whose | None = None
        self.sort: Sort = "cluster"
        self.wanted = ""
        self._first = first
        self._shares: Mapping[int, Share] = {}
        self._all_read = False
        self._at: Anchor | None = None

    @property
    def articles(self) -> ArticleList:
        """The list's widget."""
        return self.query_exactly_one(ArticleList)

    @property
    def known_shares(self) -> Mapping[int, Share]:
        """How much of each article, by index, stands in the one on the left, so far."""
        return self._shares

    @property
    def chrome(self) -> bool:
        """Whether what was removed is shown."""
        return self.arrangement.chrome

    # To be told by the screen

    def show_title(self) -> None:
        """Show what is open, in the title line."""
        raise NotImplementedError

    def show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        raise NotImplementedError

    def show_body(self) -> None:
        """Display list and comparison from now on."""
        raise NotImplementedError

    def all_read(self) -> None:
        """Every article has been read that there is."""

    def pair_shown(self) -> None:
        """A comparison has been shown."""

    # Beginning

    def begin(self) -> bool:
        """Begin to read; False where the first comparison was there already."""
        first = None if self._first is None else self._first()
        if first is not None:
            self._articles_read(ArticlesRead(first.session, done=True))
            self._pair_compared(PairCompared(first))
            return False
        self.open_in_thread()
        return True

    # What comes back from it

    @on(Decided)
    def _decided(self, message: Decided) -> None:
        self.show_decision(message.decision)

    def show_decision(self, decision: Decision) -> None:
        """Show what a decision about a pair of paragraphs has changed."""
        severity: SeverityLevel = "warning" if decision.problem else "information"
        said = f"{decision.said} {decision.problem}".strip()
        self.notify(said, severity=severity, markup=False)
        self._stops.clear()
        self.whose = None
        self.compare_in_thread()
        self._shares_in_thread()
        self._work_behind()

    @on(ArticlesRead)
    def _articles_read(self, message: ArticlesRead) -> None:
        before, session = self.session, message.session
        if len(session.entries) < len(before.entries):
            # Reading goes on after it was stopped, and is not where it was yet.
            session = replace(session, entries=before.entries)
        if before.left is not None and before.right is not None:
            # The reader may have gone on while the rest was being read.
            session = replace(session, left=before.left, right=before.right)
        self.session = session
        told = zip_longest(session.entries, before.entries, self.entries)
        # Another saving of an article may have come.
        self.entries = [
            shown if shown is not None and entry is old else self._entry(entry)
            for entry, old, shown in told
        ]
        self.show_list()
        if before.right is None and session.right is not None:
            self.articles.place_cursor(session.right)
        self._all_read = message.done
        self.show_title()
        if message.done:
            self.show_notice()
            self.all_read()
            if self.view.shown is not None:
                # Those of the articles that were read since the first comparison.
                self.find_shares_in_thread()
                self._work_behind()
        if session.pair is None:
            self.show_body()

    @on(PairCompared)
    def _pair_compared(self, message: PairCompared) -> None:
        comparison = message.comparison
        session = self.session
        wanted = (session.left, session.right, self.arrangement)
        if (comparison.session.left, comparison.session.right, comparison.arrangement) != wanted:
            return
        before = self.view.shown
        left, right = comparison.alignment.left, comparison.alignment.right
        names = (self._names[left.path], self._names[right.path])
        self.view.show(comparison, names)
        at = self.place_at
        if before is None and at is not None and (at.left, at.right) != (left.path, right.path):
            # The place was in another pair.
            self._at = None
        if self._at is not None:
            row = row_of(comparison.document, self._at.side, self._at.paragraph)
            self.view.comparison.go(row or 0)
            self._at = None
        self.query_exactly_one(SummaryBar).show(comparison.alignment)
        self._show_claim()
        self.show_list()
        self.show_body()
        self.pair_shown()
        if before is None:
            self.call_after_refresh(self.first_painted)
        elif before.session.left != session.left:
            self._shares_in_thread()

    def first_painted(self) -> None:
        """Do what could wait until something was to be seen."""
        self._shares_in_thread()
        if self._all_read:
            self._work_behind()
        shown = self.view.shown
        if shown is not None and shown.stops == (None, None):
            self.find_stops_in_thread(shown)

    def _work_behind(self) -> None:
        """Find out what is not needed at once."""
        if self.whose is None and self.session.pair is not None:
            self.query_exactly_one(TitleBar).show_progress("whose copy it is …")
            self.find_whose_in_thread()

    def _shares_in_thread(self) -> None:
        self._shares = {}
        self.articles.show_shares({})
        self.find_shares_in_thread()

    @on(SharesFound)
    def _shares_found(self, message: SharesFound) -> None:
        if message.session.left == self.session.left:
            self._shares = {**self._shares, **message.shares}
            self.articles.show_shares(self._shares)
            if self.sort == "similarity":
                self.show_list()

    @on(Judged)
    def _judged(self, message: Judged) -> None:
        if self.whose is None:
            said = f"judged {message.done} of {message.total}"
            self.query_exactly_one(TitleBar).show_progress(said)

    @on(WhoseFound)
    def _whose_found(self, message: WhoseFound) -> None:
        self.query_exactly_one(TitleBar).show_progress("")
        if len(message.session.entries) != len(self.session.entries):
            return
        self.whose = message.whose
        self.entries = [self._entry(entry) for entry in self.session.entries]
        self.view.show_verdicts(message.whose.lines)
        self._show_claim()
        self.show_list()

    # Parts

    def go_to(self, session: Session) -> None:
        """Compare another pair."""
        if session == self.session:
            return
        self.session = session
        if session.right is not None:
            self.articles.place_cursor(session.right)
        self.show_list()
        self.compare_in_thread()

    def show_list(self) -> None:
        """Show the articles in their order."""
        clusters = self.whose.clusters if self.whose else ()
        found = list_groups(self.entries, clusters, self._shares, self.sort, self.wanted)
        if self.wanted.strip():
            kept = sum(len(group.places) for group in found)
            said = f"only “{inert(self.wanted.strip())}” · {kept} of {len(self.entries)}"
            found = (Group(said, ()), *found)
        self.articles.show(self.entries, self.session.sides, found)

    def _show_claim(self) -> None:
        pair = self.session.pair
        if self.whose is not None and pair is not None:
            claims = self.whose.claims
            claim = claims.get(pair[0].path) or claims.get(pair[1].path, "")
            self.query_exactly_one(TitleBar).show_story(self.whose.stories, claim)

    def _entry(self, entry: Article | Unreadable) -> ListEntry:
        name = self._names[entry.path]
        if isinstance(entry, Unreadable):
            return failed_entry(entry.path, name, entry.reason)
        if self.whose is None:
            return entry_of(entry, name)
        lines, evidence = self.whose.lines, self.whose.evidence
        return entry_of(entry, name, lines.get(entry.path, ""), evidence.get(entry.path, ()))
