"""What is open on the main screen, what is known of it, and where its reader is.

The desk knows no widget and no thread, and loads nothing of Textual, so that all that a key or
an answer changes can be made and tried by itself. Each of its methods takes what has happened
and says what has changed by it: parts to be shown anew, and work that is to be done. The screen
does both (`show`); how it looks and when it comes is not the desk's matter.
"""

from __future__ import annotations

from itertools import zip_longest
from operator import is_
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from tui.corpus.files import Unreadable, short_names
from tui.presentation.rows import SIDES
from tui.text.model import Article
from tui.view.compare.anchor import Anchor, row_of
from tui.view.compare.arrange import AS_USUAL, effect_of, landing
from tui.view.main.entries import (
    Group,
    entry_of,
    failed_entry,
    filter_heading,
    list_groups,
    waiting_entry,
)
from tui.view.state import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.config.own_rules import Addition
    from tui.corpus.library import Library
    from tui.corpus.notes import RememberedNotes
    from tui.corpus.sharing import Share
    from tui.presentation.rows import Lens, ShownRow, Side
    from tui.view.commands import View
    from tui.view.compare.arrange import Arrangement, ComparedPair
    from tui.view.main.entries import ListEntry
    from tui.view.place import Bookmark
    from tui.view.state import Sort
    from tui.view.whose import Cluster, Whose


DeskPart = Literal[
    "pair",  # another comparison
    "arranged",  # in what the rows are unlike the usual
    "story",  # how many groups there are, and what the one that is read comes to
    "list",  # what the list says, its order, and who stands on which side
    "cursor",  # the article in the list that is read
    "shares",  # how much of each article the one on the left has
    "title",  # how much is open
    "progress",  # how far the work behind has come
    "verdicts",  # whose copy the two articles are
    "notice",  # whether there is anything to compare
    "articles",  # all are read that there are, or they were read again
    "body",  # there is something to be seen, or there will be nothing
    "said",  # the sentence below the comparison
    "configuration",  # which one decides, and whether it is broken
    "first",  # the first comparison is there: what could wait can be done
    "compare",  # the pair is to be compared
    "find shares",  # they are not known any more
    "find whose",  # it is not known whose copy the articles are
]


MOST_WAITING = 100
"""Pages that are listed while they have not been read yet; how many there are is said."""


Changed = frozenset[DeskPart]
"""What is to be shown anew, and what is to be found out."""


UNCHANGED: Changed = frozenset()


def parts(*changed: DeskPart) -> Changed:
    """Some parts that have changed."""
    return frozenset(changed)


class Desk:
    """The articles that are open, the pair that is read, and what is known of them.

    Args:
        library: The articles.
        place: Where the reader was, if that is known.
        notes: What the reader has noted, if notes are kept.

    Attributes:
        session: The list and the pair.
        arrangement: What is wanted of the pair's rows, and in which order.
        shown: The comparison that is shown; None before the first one.
        row: The row to go to when the comparison is shown; None stays where the reader is.
        entries: What the list says of each article.
        names: Short inert names by path, also of pages that are gone: they are shown for a while.
        groups: What the list shows, in its order.
        sort: How it is sorted.
        wanted: The words to which it is filtered; empty for all articles.
        shares: How much of each article, by index, stands in the one on the left, so far.
        whose: Whose copy the articles are; None while it is not known.
        progress: How far the work behind has come, in words; empty when it is done.
        all_read: Whether all articles are read, or no more of them are being read.
        effect: What the last key that arranges the rows has changed, in words.
        place: The place to go back to, whose two articles are chosen if they are there.
        configuration: The file that decides where the reader may not expect it; inert, else empty.
        broken: What must be mended in it, in words; else empty.
        touched: Whether the reader has done anything yet.
        taught: The rules that were taught, the last one last, so that they can be taken back.
    """

    def __init__(
        self,
        library: Library,
        place: Bookmark | None = None,
        notes: RememberedNotes | None = None,
    ) -> None:
        self.library = library
        self.notes = notes
        self.place = place
        self.session = Session()
        self.arrangement = AS_USUAL if place is None else place.arrangement
        self.shown: ComparedPair | None = None
        self.row: int | None = None
        self.entries: list[ListEntry] = []
        self.names: Mapping[str, str] = _names_in(library)
        self.groups: Sequence[Group] = ()
        self.sort: Sort = "cluster" if place is None else place.sort
        self.wanted = ""
        self.shares: Mapping[int, Share] = {}
        self.whose: Whose | None = None
        self.progress = ""
        self.all_read = False
        self.touched = False
        self.effect = ""
        self.configuration = ""
        self.broken = ""
        self.taught: list[Addition] = []
        self._first: Sequence[str] = ()
        self._clusters: Sequence[Cluster] = ()
        self._counted: tuple[tuple[object, ...], Sequence[str]] = ((None, None), ())
        self._grouped: tuple[object, ...] = (None,) * 6
        self._at: Anchor | None = None
        if place is not None and place.paragraph is not None:
            self._at = Anchor(place.side, place.paragraph, None)
        self._before: tuple[Arrangement, Sequence[ShownRow]] | None = None
        self._effect_at: int | None = None
        self._reader_at: ShownRow | None = None

    @property
    def order(self) -> list[int]:
        """The indexes of the articles that the list shows, from top to bottom."""
        return [index for group in self.groups for index in group.places]

    @property
    def listed(self) -> tuple[Sequence[ListEntry], Sequence[Group]]:
        """What the list shows: the articles in their groups, and below them what is to be read."""
        unread = self._unread
        if not unread or self.wanted.strip():
            return self.entries, self.groups
        # Those that have come since the names were given are listed when they are read.
        named = [path for path in unread[:MOST_WAITING] if path in self.names]
        waiting = [waiting_entry(path, self.names[path]) for path in named]
        places = tuple(range(len(self.entries), len(self.entries) + len(waiting)))
        group = Group(f"Not read yet · {len(unread)}", places)
        return [*self.entries, *waiting], [*self.groups, group]

    @property
    def _unread(self) -> Sequence[str]:
        """The files that are still to be read, counted anew only where some have been since."""
        made_of = (self.session.entries, self.library.paths)
        if not all(map(is_, made_of, self._counted[0])):
            tried = self.library.count_files(self.session.tried)
            self._counted = (made_of, self.library.paths[tried:])
        return self._counted[1]

    @property
    def claim(self) -> tuple[int, str] | None:
        """How many groups there are, and what that of the pair comes to; None if unknown."""
        pair = self.session.pair
        if self.whose is None or pair is None:
            return None
        claims = self.whose.claims
        return self.whose.group_count, claims.get(pair[0].path) or claims.get(pair[1].path, "")

    @property
    def nothing_yet(self) -> str:
        """Why there is no comparison, where there is none."""
        if not self.all_read:
            return "The pages are still being read."
        return "Comparing takes two articles, and there aren't two here."

    @property
    def is_part_read(self) -> bool:
        """Whether reading was stopped before all pages were read."""
        return self.all_read and self.files_read < len(self.library)

    @property
    def files_read(self) -> int:
        """How many files were read, not counting one that holds more articles than were read."""
        tried = self.library.count_files(self.session.tried)
        return tried - self.library.pages.held.is_part_read

    # What a reader does

    def go_to(self, session: Session) -> Changed:
        """Compare another pair."""
        self.touched = True
        if session == self.session:
            return UNCHANGED
        self.session, self.effect = session, ""  # That was said of the other pair.
        changed = self._list() | parts("compare")
        return changed if session.right is None else changed | parts("cursor")

    def open_at(self, session: Session, at: Anchor | None) -> Changed:
        """Compare a pair and go to a paragraph of it, the top where there is none."""
        self._at = at
        return parts("compare") if session == self.session else self.go_to(session)

    def open_paths(self, left: str, right: str, at: Anchor | None) -> Changed:
        """The same for two files; nothing where one of them is gone meanwhile."""
        places = {
            entry.path: place
            for place, entry in enumerate(self.session.entries)
            if isinstance(entry, Article)
        }
        if left not in places or right not in places:
            return UNCHANGED
        return self.open_at(replace(self.session, left=places[left], right=places[right]), at)

    def rearrange(self, arrangement: Arrangement) -> Changed:
        """Want the rows in another arrangement; what that changes is said once they are there."""
        if self.shown is not None and self._before is None:
            self._before = (self.shown.arrangement, self.shown.document.rows)
        self.arrangement = arrangement
        return parts("arranged", "compare")

    def show_all(self) -> Changed:
        """Want no rows folded away any more; nothing changes where none are."""
        wanted = self.arrangement.with_all
        same = wanted == self.arrangement or self.session.pair is None
        return UNCHANGED if same else self.rearrange(wanted)

    def unfold(self, row: ShownRow, at: Anchor | None = None) -> Changed:
        """Unfold a row in place and go to a paragraph of it, the first if none is given."""
        for side in SIDES:
            if paragraphs := row.folded[0].paragraphs(side):
                self._at = at or Anchor(side, paragraphs[0], None)
        return self.rearrange(self.arrangement.with_unfolded(row.folded))

    def reached(self, row: int) -> Changed:
        """The cursor stands on a row: what a key has changed is said until it moves on.

        The rows may be shown once more when more is known of them; the cursor stays then.
        """
        moved = self._effect_at not in (None, row)
        if self._effect_at is None:
            self._effect_at = row
        elif moved:
            self.effect = ""
        rows = () if self.shown is None else self.shown.document.rows
        # The cursor that a filter puts elsewhere moves no reader: the next may show their row.
        if row < len(rows) and (moved or self.arrangement.shown == "everything"):
            self._reader_at = rows[row]
        return parts("said")

    def sort_by(self, sort: Sort) -> Changed:
        """Sort the list in a way."""
        self.sort = sort
        return self._list()

    def filter(self, words: str) -> Changed:
        """List the articles that have some words; all of them where there are none."""
        self.wanted = words
        return self._list()

    def read_on(self, place: Bookmark | None) -> None:
        """Pages are being read again, from where it was stopped; the reader stays at a place."""
        self.place = place
        self.all_read = False

    def decided(self) -> Changed:
        """Something was decided about two paragraphs: what rests on it is not known any more."""
        self.whose = None
        return parts("compare") | self._forget_shares() | self._judge()

    def noted(self, said: str) -> Changed:
        """Something was noted, which is said until the cursor moves on; inert."""
        self.effect, self._effect_at = said, None
        return parts("said", "compare")

    # What is found out

    def read(self, session: Session, *, done: bool) -> Changed:
        """Articles were read; `done` when all of them were."""
        before = self.session
        if len(session.entries) < len(before.entries):
            # Reading goes on after it was stopped, and is not where it was yet.
            session = replace(session, entries=before.entries)
        was, now = (before.left, before.right), (session.left, session.right)
        better = done and not self.touched and None not in now and now != was
        if None not in was and not better:
            # The reader may have gone on while the rest was being read.
            session = replace(session, left=before.left, right=before.right)
        if not self.touched:
            # What a reader goes to later leaves the list in its order.
            self._first = tuple(one.path for one in session.pair or ())
        self.session = session
        self._name_parts(session)
        told = zip_longest(session.entries, before.entries, self.entries)
        # Another saving of an article may have come.
        self.entries = [
            shown if shown is not None and entry is old else self._entry(entry)
            for entry, old, shown in told
        ]
        self.all_read = done
        changed = self._list() | parts("title")
        if before.right is None and session.right is not None:
            changed |= parts("cursor")
        if better and None not in was:
            self.effect, self._effect_at = _better_said(session, self.place), None
            changed |= parts("cursor", "compare")
        if done:
            changed |= parts("notice", "articles")
            if self.shown is not None:
                # Those of the articles that were read since the first comparison.
                changed |= parts("find shares") | self._judge()
        return changed if session.pair is not None else changed | parts("body")

    def reread(self, session: Session) -> Changed:
        """The articles were read again, with the pair that is to be shown of them."""
        self.names = {**self.names, **_names_in(self.library)}
        self._name_parts(session)
        self.session = session
        self.whose = None
        self.entries = [self._entry(entry) for entry in session.entries]
        changed = self._list() | parts("title", "notice", "articles", "compare")
        if session.right is not None:
            changed |= parts("cursor")
        return changed | self._forget_shares() | self._judge()

    def compared(self, pair: ComparedPair) -> Changed:
        """A pair was compared; nothing has changed where the reader has gone on meanwhile."""
        session = self.session
        wanted = (session.left, session.right, self.arrangement)
        if (pair.session.left, pair.session.right, pair.arrangement) != wanted:
            return UNCHANGED
        before, self.shown = self.shown, pair
        paths = (pair.alignment.left.path, pair.alignment.right.path)
        if before is None and self.place and (self.place.left, self.place.right) != paths:
            # The place was in another pair.
            self._at = None
        at, self._at = self._at, None
        self.row = None if at is None else row_of(pair.document, at.side, at.paragraph) or 0
        if self._before is not None:
            named = dict(zip(SIDES, (self.names[path] for path in paths), strict=True))
            self.effect = effect_of(self._before, (pair.arrangement, pair.document.rows), named)
            if at is None and pair.arrangement.shown not in ("everything", self._before[0].shown):
                self.row = landing(pair.document.rows, self._reader_at)
            self._before = self._effect_at = None
        changed = self._list() | parts("pair", "story", "body")
        if before is None:
            return changed | parts("first")
        return changed if before.session.left == session.left else changed | self._forget_shares()

    def first_painted(self) -> Changed:
        """Something is to be seen: what could wait is to be found out now."""
        return self._forget_shares() | (self._judge() if self.all_read else UNCHANGED)

    def found_shares(self, session: Session, shares: Mapping[int, Share]) -> Changed:
        """It is known how much of some articles stands in a session's left one."""
        if session.left != self.session.left:
            return UNCHANGED
        self.shares = {**self.shares, **shares}
        changed = parts("shares")
        return changed | self._list() if self.sort == "similarity" else changed

    def judged(self, done: int, total: int) -> Changed:
        """It is known of some articles whose copy they are."""
        if self.whose is not None:
            return UNCHANGED
        self.progress = f"Checking {done} of {total} …"
        return parts("progress")

    def found_whose(self, session: Session, whose: Whose) -> Changed:
        """It is known whose copy a session's articles are; others may have come meanwhile."""
        self.progress = ""
        if len(session.entries) != len(self.session.entries):
            return parts("progress")
        self.whose, self._clusters = whose, whose.clusters
        self.entries = [self._entry(entry) for entry in self.session.entries]
        return self._list() | parts("progress", "verdicts", "story")

    def configured(self, path: str) -> Changed:
        """A configuration decides; inert, and empty for the default or the user's own."""
        self.configuration = path
        return parts("configuration")

    def configuration_broke(self, words: str) -> Changed:
        """The configuration cannot be used, and why; empty when it can be again."""
        self.broken = words
        return parts("configuration")

    # Where the reader is

    def bookmark(
        self, held: Anchor | None, lens: Lens, theme: str, view: View, *, stacked: bool = False
    ) -> Bookmark | None:
        """The place of a reader; None where no pair is shown.

        Args:
            held: The paragraph under the cursor, if there is one.
            lens: Which differences are set off.
            theme: The theme that was chosen; empty where it follows the terminal.
            view: The view that is open.
            stacked: Whether the left paragraph is shown above the right one.
        """
        if self.shown is None:
            return None
        # Not needed before the reader leaves.
        from tui.view.place import Bookmark

        side: Side = "left" if held is None else held.side
        arrangement = self.arrangement
        return Bookmark(
            self.shown.alignment.left.path,
            self.shown.alignment.right.path,
            side,
            None if held is None else held.paragraph,
            arrangement.order,
            lens,
            theme,
            chrome=arrangement.chrome,
            shown=arrangement.shown,
            fold=arrangement.fold,
            unfolded=arrangement.unfolded,
            sort=self.sort,
            view=view,
            stacked=stacked,
        )

    def _judge(self) -> Changed:
        """It is to be found out whose copy the articles are, unless it is known."""
        if self.whose is not None or self.session.pair is None:
            return UNCHANGED
        self.progress = "Checking …"
        return parts("progress", "find whose")

    def _forget_shares(self) -> Changed:
        self.shares = {}
        return parts("shares", "find shares")

    def _list(self) -> Changed:
        """Put the articles in their order, in the groups that were known last, if it is another."""
        shares = self.shares if self.sort == "similarity" else _NONE
        made_of = (self.entries, self._clusters, shares, self.sort, self.wanted, self._first)
        if not all(map(is_, made_of, self._grouped)):
            self._grouped, self.groups = made_of, list_groups(*made_of)
            if self.wanted.strip():
                heading = filter_heading(self.wanted, self.groups, len(self.entries))
                self.groups = (heading, *self.groups)
        return parts("list")

    def _name_parts(self, session: Session) -> None:
        """Name the articles that came to light when a file that holds several was read."""
        if any(entry.path not in self.names for entry in session.entries):
            also = (path for entry in session.entries for path in _also(entry))
            paths = (*self.library.paths, *(entry.path for entry in session.entries), *also)
            known = tuple(dict.fromkeys(paths))
            self.names = {**self.names, **dict(zip(known, short_names(known), strict=True))}

    def _entry(self, entry: Article | Unreadable) -> ListEntry:
        name = self.names[entry.path]
        if isinstance(entry, Unreadable):
            return failed_entry(entry.path, name, entry.reason)
        if self.whose is None:
            return entry_of(entry, name)
        whose, path = self.whose, entry.path
        look = whose.looks.get(path, "faint")
        return entry_of(entry, name, whose.lines.get(path, ""), whose.evidence.get(path, ()), look)


_NONE: Mapping[int, Share] = {}
"""The shares, where the order of the list doesn't rest on them."""


def _better_said(session: Session, place: Bookmark | None) -> str:
    """Why a pair takes the place of the one that was chosen among the first pages.

    Nothing is said where it is the one that the reader had left.
    """
    left = place and (place.left, place.right)
    known = left == tuple(one.path for one in session.pair or ())
    return "" if known else "All pages are read: these two show most."


def _also(entry: Article | Unreadable) -> tuple[str, ...]:
    return entry.also if isinstance(entry, Article) else ()


def _names_in(library: Library) -> Mapping[str, str]:
    return dict(zip(library.paths, short_names(library.paths), strict=True))
