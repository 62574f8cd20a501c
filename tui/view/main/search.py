"""Searching with `/`: where words stand, the line to type them in, and going through the hits.

A search has a desk to look in and to change, and a comparison in which it marks what it finds;
what it changes it has shown like any key does. It is not loaded before the first search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.presentation.rows import SIDES
from tui.text.inert import inert
from tui.text.model import Article
from tui.view.compare.anchor import Anchor, row_of
from tui.view.compare.layout import TextPlace
from tui.view.keys import key_names
from tui.view.main.desk import parts
from tui.view.widgets.input import OneLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui.corpus.files import Unreadable
    from tui.presentation.rows import ShownRow, Side
    from tui.view.compare.layout import Spans
    from tui.view.compare.widget import ComparisonView
    from tui.view.main.desk import Changed, Desk


class Hit(NamedTuple):
    """A place where the words stand.

    `entry` is the article's index in the list where all articles are searched, else None;
    `row` the row's index, or -1 where it is not among the rows; then `paragraph` says where.
    `passage` is the index in the row's cell, if the row is among the rows.
    """

    row: int
    side: Side
    paragraph: int
    start: int
    entry: int | None = None
    passage: int | None = None

    @property
    def words(self) -> tuple[Side, int, int]:
        """What stays of it when the rows are others: the side, the paragraph and the offset."""
        return self.side, self.paragraph, self.start


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds some words in any case, with any white space; None where there are none."""
    parts = words.split()
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE) if parts else None


def in_rows(rows: Sequence[ShownRow], words: str) -> tuple[list[Hit], Spans]:
    """Find words in the rows of a comparison.

    Args:
        rows: The rows; those that are folded away are searched too.
        words: What to look for, in any case.

    Returns:
        The hits from top to bottom, left before right, and where to mark them.
    """
    pattern = pattern_of(words)
    hits: list[Hit] = []
    spans: Spans = defaultdict(list)
    if pattern is None:
        return hits, spans
    for index, row in enumerate(rows):
        for inner in row.folded or (row,):
            for side in SIDES:
                for place, passage in enumerate(inner.cell(side)):
                    paragraph = passage.paragraph or 0
                    for match in pattern.finditer(passage.text):
                        hits.append(Hit(index, side, paragraph, match.start(), None, place))
                        if not row.folded:
                            spans[index, side, place].append(match.span())
    return hits, dict(spans)


def in_articles(entries: Sequence[object], order: Sequence[int], words: str) -> Iterator[Hit]:
    """Find words in all articles.

    Args:
        entries: The articles, and what could not be read.
        order: In which order to look, by index.
        words: What to look for, in any case.

    Yields:
        The hits, article by article.
    """
    pattern = pattern_of(words)
    if pattern is None:
        return
    for index in order:
        entry = entries[index]
        if not isinstance(entry, Article):
            continue
        for place, paragraph in enumerate(entry.paragraphs):
            if paragraph.linkable:
                for match in pattern.finditer(inert(paragraph.text)):
                    yield Hit(-1, "right", place, match.start(), index)


Entries = tuple["Article | Unreadable", ...]
"""The articles of the list, and what could not be read."""


SearchScope = Literal["pair", "all", "list"]


class SearchLine(OneLine, inherit_bindings=True):
    """Where the words to look for are typed; looks for them in all articles, in a thread."""

    @dataclass(eq=False, repr=False)
    class Found(Message):
        """Words were looked for in all articles of a list, and stand there."""

        words: str
        entries: Entries
        hits: list[Hit]

    DEFAULT_CSS = """
    SearchLine { height: 1; border: none; padding: 0 1; background: $panel; }
    SearchLine:focus { border: none; background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.close", "End the search", tooltip="Forget it.", id="end-search"),
    ]

    def __init__(self, search: Search, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self._search = search

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._search.type(message.value)

    def look_everywhere(self, words: str, entries: Entries, order: tuple[int, ...]) -> None:
        """Look for words in all articles, instead of what was looked for before.

        Args:
            words: The words.
            entries: The articles, and what could not be read.
            order: In which order to look, by index.
        """

        def look() -> None:
            worker, hits = get_current_worker(), []
            for hit in in_articles(entries, order, words):
                if worker.is_cancelled:
                    return
                hits.append(hit)
            self.post_message(self.Found(words, entries, hits))

        self.run_worker(look, thread=True, group="search", exclusive=True)

    @on(Found)
    def _found(self, message: Found) -> None:
        self._search.found(message)


class Search:
    """A search in the comparison, in all articles, or for articles in the list.

    Args:
        desk: Where to look.
        comparison: Shows what is found in the rows.
        keys: Keys from config.yaml by command id.
        show: Shows the parts of the screen that have changed.
        scope: Where to look first.

    Attributes:
        line: Where the words are typed; to be mounted before the search is begun.
    """

    def __init__(
        self,
        desk: Desk,
        comparison: ComparisonView,
        keys: Mapping[str, str],
        show: Callable[[Changed], object],
        scope: SearchScope,
    ) -> None:
        self.scope: SearchScope = scope
        self.words = ""
        self.line = SearchLine(self, "filter the list" if scope == "list" else "find")
        self._desk = desk
        self._comparison = comparison
        self._keys = keys
        self._show = show
        self._from = comparison.cursor
        self._hits: list[Hit] = []
        self._at = -1
        self._looked_in: Entries | None = None

    def begin(self) -> None:
        """Let words be typed."""
        self.line.focus()
        self._say()

    def type(self, words: str) -> None:
        """Look for other words, from where the reader was."""
        self.words = words
        if self.scope == "list":
            self._show(self._desk.filter(words) | parts("said"))
            return
        self._look()
        if self.scope == "all":
            self._hits, self._at, self._looked_in = [], -1, None
            self._look_everywhere()
            self._say()
            return
        after = (at for at, hit in enumerate(self._hits) if self._place(hit) >= self._from)
        self._at = next(after, 0) if self._hits else -1
        self._go()

    def found(self, message: SearchLine.Found) -> None:
        """Go to the first of the hits in all articles, one in the two that are compared if any.

        Where the articles were read anew, the reader stays at the hit there was.
        """
        if self.scope != "all" or message.words != self.words:
            return
        here = self._hits[self._at] if 0 <= self._at < len(self._hits) else None
        self._hits, self._looked_in = message.hits, message.entries
        if here is not None and here in self._hits:
            self._at = self._hits.index(here)
            self._say()
            return
        sides = self._desk.session.sides
        beside = (at for at, hit in enumerate(self._hits) if hit.entry in sides)
        self._at = next(beside, 0) if self._hits else -1
        self._go()

    def leave_line(self) -> None:
        """Go through what was found: the line that was typed in goes away."""
        self.line.display = False

    def change_scope(self) -> None:
        """Look in all articles, or in the two that are compared."""
        if self.scope != "list":
            self.scope = "pair" if self.scope == "all" else "all"
            self.type(self.words)

    def step(self, step: int) -> bool:
        """Go to the next or previous hit, round the end; False where there is none."""
        if not self._hits:
            return False
        self._at = (self._at + step) % len(self._hits)
        self._go()
        return True

    def heed(self, changed: Changed) -> None:
        """Look anew in what has changed."""
        if "pair" in changed:
            self._pair_changed()
        if "articles" in changed:
            self._articles_changed()

    def end(self) -> None:
        """Forget the words."""
        self.line.remove()
        if self.scope == "list":
            self._show(self._desk.filter(""))
        self._comparison.mark({})

    @property
    def kept(self) -> str:
        """Which articles the list goes on showing when the line is left; inert."""
        if not self.words.strip():
            return ""
        return f"{self._counted()} for “{inert(self.words)}” · Esc shows all"

    @property
    def said(self) -> str:
        """How many hits there are, and which one this is; inert."""
        if self.scope == "list":
            return f"{self._counted()} · Enter keeps them, Esc shows all"
        where = "both columns" if self.scope == "pair" else "all articles"
        other = "all articles" if self.scope == "pair" else "both columns"
        if not self.words.strip():
            return f"Find in {where} · {self._key('articles')}: {other} · Esc ends"
        hits = f"“{inert(self.words)}”: {self._said_of_hits(where)}"
        if self.line.has_focus:
            goes = "Enter goes through them · " if self._hits else ""
            return f"{hits} · {goes}{self._key('articles')}: {other} · Esc ends"
        goes = f"{self._key('next-difference')}/{self._key('previous-difference')} next, previous"
        return f"{hits} · {goes} · Esc ends" if self._hits else f"{hits} · Esc ends"

    def _pair_changed(self) -> None:
        """Mark the words in the rows that are shown now."""
        if self.scope == "list":
            return
        here = self._hits[self._at] if 0 <= self._at < len(self._hits) else None
        self._look()
        self._articles_changed()
        if here is not None and here.entry is None:
            same = (at for at, hit in enumerate(self._hits) if hit.words == here.words)
            self._at = next(same, min(self._at, len(self._hits) - 1))
        self._say()

    def _articles_changed(self) -> None:
        """Look in all articles again, if these are searched and are others than they were."""
        looked_in = self._looked_in
        if self.scope == "all" and looked_in and looked_in is not self._desk.session.entries:
            self._look_everywhere()

    def _said_of_hits(self, where: str) -> str:
        """How many hits there are and which one this is, and in how many articles."""
        if self.scope == "all" and self._looked_in is None:
            return f"looking in {where} …"
        if not self._hits:
            return f"not found in {'either column' if self.scope == 'pair' else 'any article'}"
        if self.scope == "all":
            having = len({hit.entry for hit in self._hits})
            articles = sum(isinstance(entry, Article) for entry in self._looked_in or ())
            where = f"{having} of {articles} articles"
        return f"{self._at + 1} of {len(self._hits)} in {where}"

    def _counted(self) -> str:
        return f"{len(self._desk.order)} of {len(self._desk.entries)} articles"

    def _key(self, command_id: str) -> str:
        return key_names(command_id, self._keys)[0]

    def _say(self) -> None:
        self._show(parts("said"))

    def _look(self) -> None:
        hits, spans = in_rows(self._comparison.document.rows, self.words)
        self._comparison.mark(spans)
        if self.scope == "pair":
            self._hits = hits

    def _look_everywhere(self) -> None:
        entries = self._desk.session.entries
        # In the list's order; what the list leaves out is an article as well.
        order = dict.fromkeys([*self._desk.order, *range(len(entries))])
        self.line.look_everywhere(self.words, entries, tuple(order))

    def _place(self, hit: Hit) -> int:
        return hit.row if hit.entry is None else self._from

    def _go(self) -> None:
        self._say()
        if not 0 <= self._at < len(self._hits):
            return
        hit = self._hits[self._at]
        session = self._desk.session
        if hit.entry is not None and hit.entry not in session.sides:
            at = Anchor("right", hit.paragraph, None)
            self._show(self._desk.open_at(session.choose_right(hit.entry), at))
            return
        document = self._comparison.document
        row: int | None = hit.row
        side = hit.side
        if hit.entry is not None:
            side = session.sides[hit.entry]
            row = row_of(document, side, hit.paragraph)
        if row is None or row >= len(document.rows):
            return
        shown = document.rows[row]
        if shown.folded:
            self._show(self._desk.unfold(shown, Anchor(side, hit.paragraph, None)))
        else:
            paragraphs = [one.paragraph for one in shown.cell(side)]
            passage = paragraphs.index(hit.paragraph) if hit.passage is None else hit.passage
            self._comparison.reach(TextPlace(row, side, passage, hit.start))
