"""Whose articles are compared: both headlines, where they come from, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.kinds import SIDE_SIGNS
from tui.presentation.rows import SIDES, Side, called, numbers
from tui.text.alignment.rows import counted_links, found_places, percent
from tui.text.inert import inert
from tui.text.model import readable_date
from tui.view.compare.layout import Columns
from tui.view.main.entries import CUT_OFF, credit_words, outlet_said
from tui.view.styles import PaintStyles
from tui.view.widgets.line import (
    BarPart,
    bar,
    facts_that_fit,
    parts_that_fit,
    parts_width,
    shortened,
    shortened_name,
    told_apart,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from tui.presentation.kinds import PaintedLook
    from tui.presentation.rows import ShownRow
    from tui.text.model import Alignment, Article


HEIGHT = 4
"""Lines of the header side by side; stacked it takes two for each article and a rule."""


LEAST_BAR = 8
"""Cells of a bar, below which there is none."""


LEAST_SHARE = 14
"""Cells that the share has at least on one line with the verdict."""


ROOMY_SHARE = 52
"""Cells in which a share has its whole bar and all of its words."""


BESIDE_TEXT = 2
"""Cells that the comparison below has for its overview and its scroll bar."""


def origin(article: Article, verdict: str = "") -> str:
    """Whose copy an article is, who published and wrote it, and when; inert.

    Without a verdict, until that is known, it is said whom the page credits.
    """
    facts = [
        verdict or credit_words(article),
        readable_date(article.date) if article.date else None,
        outlet_said(article),
        article.byline,
    ]
    return inert(" · ".join(fact for fact in facts if fact))


def found_of(alignment: Alignment, side: Side) -> tuple[int, int, float]:
    """How much of an article the other one has as text.

    Returns:
        How many of its paragraphs are the same as or near to one there, how many it has, and
        the share by words.
    """
    summary = alignment.summary
    counted = counted_links(alignment.links, formulaic=alignment.formulaic)
    found_left, found_right = found_places(counted)
    if side == "left":
        article, share, found = alignment.left, summary.left_copied, found_left
    else:
        article, share, found = alignment.right, summary.right_copied, found_right
    total = sum(paragraph.counted for paragraph in article.paragraphs)
    return sum(article.paragraphs[at].counted for at in found), total, share


def place_of(article: Article, paragraphs: Sequence[int]) -> str:
    """Which of an article's paragraphs these are: "¶ 3 of 18", "¶ 3–4 of 18", "¶ – of 18"."""
    counted = numbers(article)
    places = [counted[index] for index in paragraphs if index in counted]
    first = str(places[0]) if places else "–"
    last = f"–{places[-1]}" if len(places) > 1 else ""
    return f"¶ {first}{last} of {len(counted)}"


def _rule(text: str, width: int) -> Sequence[BarPart]:
    """A line with a few words in it."""
    if not text or cell_len(text) > width - 4:
        return [BarPart("─" * width, "line")]
    rest = width - cell_len(text) - 4
    return [BarPart(f"{'─' * rest} ", "line"), BarPart(f"{text} ", "faint"), BarPart("──", "line")]


class Header(Widget, inherit_bindings=False):
    """Both articles above their columns."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)
        self._alignment: Alignment | None = None
        self._names = ("", "")
        self._places = ("", "")
        self._verdicts: Mapping[str, str] = {}
        self._looks: Mapping[str, PaintedLook] = {}
        self.stacked = False

    def show(self, alignment: Alignment, names: tuple[str, str]) -> None:
        """Show the two articles of an alignment under their short, inert names."""
        self._alignment = alignment
        self._names = names
        self.refresh()

    def show_verdicts(self, verdicts: Mapping[str, str], looks: Mapping[str, PaintedLook]) -> None:
        """Say whose copy the articles are, by path, and how that is painted; inert."""
        self._verdicts, self._looks = verdicts, looks
        self.refresh()

    def show_place(self, row: ShownRow | None) -> None:
        """Say which paragraphs of each article the cursor is on."""
        self._places = ("", "")
        if self._alignment is not None and row is not None:
            articles = (self._alignment.left, self._alignment.right)
            left, right = map(place_of, articles, map(row.paragraphs, SIDES))
            self._places = (left, right)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.size.width
        # Until it is laid out anew, it may be as high as it was when it was stacked.
        if self._alignment is None or y >= HEIGHT + self.stacked:
            return Strip.blank(width, self._styles("text"))
        parts = self._stacked(y, width) if self.stacked else self._beside(y, width)
        strip = Strip([Segment(part.text, self._styles(part.style)) for part in parts])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say in full what a column has no room for."""
        tooltip = None
        if self._alignment is not None:
            side = self._side_at(event.x, event.y)
            article = self._alignment.left if side == "left" else self._alignment.right
            tooltip = Content(f"{called(article)}\n{self._origin_of(article)}")
        if str(tooltip) != str(self.tooltip):
            self.tooltip = tooltip

    def _side_at(self, x: int, y: int) -> Side:
        if self.stacked:
            return SIDES[min(y // 2, 1)]
        return "left" if x <= Columns(self.size.width - BESIDE_TEXT).left else "right"

    def _beside(self, y: int, width: int) -> Sequence[BarPart]:
        columns = Columns(width - BESIDE_TEXT)
        if y == HEIGHT - 1:
            left, right = self._places
            return [
                *_rule(left, columns.left),
                BarPart("┼", "line"),
                *_rule(right, width - columns.left - 1),
            ]
        return [
            *self._column(y, "left", columns.left),
            BarPart("│", "line"),
            *self._column(y, "right", columns.right),
        ]

    def _column(self, y: int, side: Side, width: int) -> Sequence[BarPart]:
        # The shares are told alike on both sides, of which the left one may be narrower by a cell.
        least = Columns(self.size.width - BESIDE_TEXT).left
        line = (
            self._share(side, least - 2)
            if y == HEIGHT - 2
            else (self._headline, self._origin)[y](side, width - 2)
        )
        return [BarPart(" ", "text"), *line, BarPart(" " * (width - 1 - parts_width(line)), "text")]

    def _stacked(self, y: int, width: int) -> Sequence[BarPart]:
        if y == HEIGHT:
            return _rule(" │ ".join(filter(None, self._places)), width)
        side = SIDES[min(y // 2, 1)]
        mark = BarPart(f" {SIDE_SIGNS[side]} ", "text")
        if y % 2:
            room, roomy = width - 4 - LEAST_SHARE, width - 6 - ROOMY_SHARE
            facts = [self._origin(one, roomy) for one in SIDES]
            # The verdicts first: date, outlet and byline where both bars have their room too.
            alone = [self._origin(one, room, alone=True) for one in SIDES]
            fit = max(map(parts_width, alone)) <= roomy
            verdicts = facts if fit else alone
            verdict, widest = verdicts[SIDES.index(side)], max(map(parts_width, verdicts))
            indent = BarPart("   ", "text")
            gap = BarPart(" " * (widest - parts_width(verdict) + 2), "text")
            return [indent, *verdict, gap, *self._share(side, width - widest - 6)]
        return [mark, *self._headline(side, width - 4)]

    def _article(self, side: Side) -> Article:
        alignment = self._aligned()
        return alignment.left if side == "left" else alignment.right

    def _aligned(self) -> Alignment:
        if self._alignment is None:
            raise LookupError("no articles are shown yet")
        return self._alignment

    def _headline(self, side: Side, width: int) -> Sequence[BarPart]:
        room = max(width // 3, 1)
        cut = [shortened_name(name, room) for name in self._names]
        # Two names may differ at their end only.
        name = (told_apart(self._names, room) if cut[0] == cut[1] else cut)[SIDES.index(side)]
        article = self._article(side)
        text = shortened(called(article), width - cell_len(name) - 2)
        look = "headline" if article.title else "first-words"
        return [BarPart(f"{name}  ", "name"), BarPart(text, look)]

    def _origin(self, side: Side, width: int, *, alone: bool = False) -> Sequence[BarPart]:
        """Where an article comes from; the verdict alone, if asked."""
        article = self._article(side)
        verdict = inert(self._verdicts.get(article.path, "") or credit_words(article))
        look = self._looks.get(article.path, "text")
        begin = [BarPart(f"{CUT_OFF} · ", "failure")] if article.cut_off else []
        room = width - parts_width(begin)
        if alone or cell_len(verdict) > room:
            return [*begin, BarPart(parts_that_fit(verdict, room), look)]
        said = facts_that_fit(self._origin_of(article), room)
        more = said[len(verdict) :]
        return [*begin, BarPart(said[: len(verdict)], look), BarPart(more, "text")]

    def _origin_of(self, article: Article) -> str:
        return origin(article, self._verdicts.get(article.path, ""))

    def _share(self, side: Side, width: int) -> Sequence[BarPart]:
        copied, total, share = found_of(self._aligned(), side)
        other = self._names[1 - SIDES.index(side)]
        # Formulas are nobody's: who sees how much is the same should see that it may mean nothing.
        doubt = " · maybe another event" if self._aligned().formulaic else ""
        full = 0
        for words in (
            f" {percent(share)} in {other} · {copied} of {total} ¶{doubt}",
            f" {percent(share)} in {other}{doubt}",
            f" {percent(share)} in {other}",
        ):
            full = min(width - cell_len(words), 24)
            if full >= (0 if doubt else 10):
                break
        # A stump says nothing.
        full = full if full >= LEAST_BAR else 0
        filled = bar(share, full) if full else ""
        return [
            BarPart(filled, "bar"),
            BarPart("░" * (full - len(filled)), "track"),
            BarPart(shortened_name(words, width - full), "text"),
        ]
