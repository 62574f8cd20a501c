"""Lines of parts that can be clicked: title, summary with legend, keys.

A `Bar` paints parts in one strip, some at its left end and some at its right, and does what the
part under the mouse does. What has no room is cut or left out in an order that each bar knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.kinds import KINDS, SIDE_SIGNS, corrected, corrections_said
from tui.presentation.rows import LENS_NAMES
from tui.presentation.wrap import MeasuredText
from tui.view.commands import BY_ID, ENOUGH, FOOTER, LITTLE, NARROW_FOOTER, SHORT_FOOTER
from tui.view.keys import key_names
from tui.view.standing import doing
from tui.view.styles import PaintStyles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.geometry import Size

    from tui.presentation.rows import Lens, Look, Side
    from tui.text.model import Alignment
    from tui.view.commands import Footer


class BarPart(msgspec.Struct, frozen=True):
    """A piece of a line.

    Attributes:
        text: Inert text.
        style: A name in `STYLES`.
        action: What a click does, with its namespace; never made from page text.
        tooltip: What hovering says.
    """

    text: str
    style: str
    action: str = ""
    tooltip: str = ""


WORD_FROM = 0.6
"""From which part of a line on a word that would be cut is left out."""


LEAST_NAME = 4
"""Cells that a file's name has before the number of an article in it."""


_PART_OF_FILE = re.compile(r"(.+?)(#[0-9]+)((?: .+)?)")


def parts_width(parts: Sequence[BarPart]) -> int:
    """The width of some parts in terminal cells."""
    return sum(cell_len(part.text) for part in parts)


def shortened(text: str, width: int) -> str:
    """Cut a text to at most `width` cells, with an ellipsis where something is missing.

    Not inside a word, unless that is a long one.
    """
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    cut = set_cell_size(text, width - 1)
    kept = cut.rstrip()
    space = kept.rfind(" ")
    if len(kept) == len(cut) and not text[len(cut) :][:1].isspace() and space > width * WORD_FROM:
        kept = kept[:space]
    return kept.rstrip(" ,;:·–—(“") + "…"


def shortened_name(name: str, width: int) -> str:
    """The same for an article's name: `export#17`, with its outlet behind that or without.

    What tells it from the others in its file stays as long as there is room.
    """
    found = _PART_OF_FILE.fullmatch(name)
    if found is None or cell_len(name) <= width:
        return shortened(name, width)
    file, number, outlet = found.groups()
    if (room := width - cell_len(number + outlet)) >= max(width // 3, LEAST_NAME):
        return shortened(file, room) + number + outlet
    room = width - cell_len(number)
    if room < LEAST_NAME or cell_len(file) < room:
        return shortened(name, width)
    return shortened(file, room) + number


_DANGLING = re.compile(r" (?:with|by|in|of|from|and|or)(?=…?$)")


def parts_that_fit(text: str, width: int) -> str:
    """The same for a list with commas, of which whole parts are left out at the end.

    Of facts with points between them, each says something without those behind it.
    """
    kept = text
    if " · " in text:
        return facts_that_fit(text, width)
    while cell_len(kept) > width - (kept != text) and "," in kept:
        kept = kept.rpartition(",")[0]
    cut = shortened(text if kept == text else f"{kept}…", width)
    return cut if cut == text else _DANGLING.sub("", cut)


def facts_that_fit(text: str, width: int) -> str:
    """As many of the facts with points between them as have room, each whole.

    That there are more is not said: those left say nothing less without them.
    """
    while cell_len(text) > width and " · " in text:
        text = text.rpartition(" · ")[0]
    return shortened(text, width)


def told_apart(texts: Sequence[str], width: int) -> list[str]:
    """Cut texts to at most `width` cells, so that as many as can be are told apart.

    Names such as 00041 and 00042 differ at their end only, page-041-en and page-042-en in the
    middle: what all of them share at both ends is left out where nothing else tells more apart.
    """
    if width < 1:
        return [shortened(text, width) for text in texts]
    start, end = _shared(texts), _shared([text[::-1] for text in texts])
    middles = [text[start : max(start, len(text) - end)] for text in texts]
    ways = (
        [shortened(text, width) for text in texts],
        [text if cell_len(text) <= width else _last(text, width) for text in texts],
        [shortened(middle or text, width) for middle, text in zip(middles, texts, strict=True)],
    )
    return max(ways, key=lambda way: len(set(way)))


def _shared(texts: Sequence[str]) -> int:
    """How many characters all texts begin with in common."""
    first, last = min(texts, default=""), max(texts, default="")
    pairs = enumerate(zip(first, last, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(last)))


def _last(text: str, width: int) -> str:
    while cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def bar(share: float, width: int) -> str:
    """A bar of eighths of a cell.

    Args:
        share: From 0 to 1; any share above 0 shows at least an eighth.
        width: Cells of a full bar.

    Returns:
        The filled part, at most `width` cells.
    """
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    if share > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[rest]


class Bar(Widget, inherit_bindings=False):
    """A line of parts, some at the left end and some at the right, painted in one strip."""

    DEFAULT_CSS = "Bar { height: 1; }"

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._styles = PaintStyles(self)

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """The parts at the left and at the right end, for a width in cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width = self.size.width
        left, right = self.parts(width)
        gap = max(width - parts_width(left) - parts_width(right), 0)
        parts = [*left, BarPart(" " * gap, "text"), *right]
        strip = Strip([Segment(part.text, self._styles(part.style)) for part in parts])
        return strip.adjust_cell_length(width, self._styles("text"))

    def notify_style_update(self) -> None:
        """Paint again when the theme has changed."""
        super().notify_style_update()
        self._styles.clear()

    def part_at(self, x: int) -> BarPart | None:
        """The part in a column."""
        left, right = self.parts(self.size.width)
        offset = 0
        gap = max(self.size.width - parts_width(left) - parts_width(right), 0)
        for part in (*left, BarPart(" " * gap, "text"), *right):
            offset += cell_len(part.text)
            if x < offset:
                return part
        return None

    async def on_click(self, event: events.Click) -> None:
        """Do what the part under the mouse does."""
        part = self.part_at(event.x)
        if part is not None and part.action:
            event.stop()
            await doing(part.action, self.screen)()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the part under the mouse."""
        part = self.part_at(event.x)
        tooltip = Content(part.tooltip) if part is not None and part.tooltip else None
        if str(tooltip) != str(self.tooltip):
            self.tooltip = tooltip


LEAST_SUBJECT = 3
"""Cells up to which what is open is left out."""


MOST_OF_A_PATH = 30
"""Cells that the path of a configuration has in the title line."""


class TitleBar(Bar):
    """What is open."""

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self._read = 0
        self._total = 0
        self._articles = 0
        self._failed = 0
        self._stopped = False
        self._chrome = False
        self._arranged = ""
        self._groups = 0
        self._claim = ""
        self._progress = ""
        self._broken = ""
        self._configuration = ""

    def show_configuration(self, path: str) -> None:
        """Say which configuration decides; inert, and empty for the default or the user's own."""
        self._configuration = path
        self.refresh()

    def show_broken(self, fault: str) -> None:
        """Say that something must be mended; empty when it is."""
        self._broken = fault
        self.refresh()

    def show_arranged(self, arranged: str, *, chrome: bool) -> None:
        """Say how the rows are arranged, if not as usual, and whether the chrome is shown."""
        self._arranged, self._chrome = arranged, chrome
        self.refresh()

    def show_story(self, groups: int, claim: str) -> None:
        """Say how many groups there are, and what the one being read comes to; inert."""
        self._groups, self._claim = groups, claim
        self.refresh()

    def show_progress(self, progress: str) -> None:
        """Say how far some work has come; empty when it is done."""
        self._progress = progress
        self.refresh()

    def show(
        self,
        place: str,
        files: tuple[int, int],
        articles: int,
        failed: int,
        *,
        stopped: bool = False,
    ) -> None:
        """Say what is open.

        Args:
            place: The folder or files; inert.
            files: How many files have been tried, and how many there are.
            articles: How many articles they give.
            failed: How many of the files could not be read.
            stopped: Whether no more of them are being read.
        """
        self._stopped = stopped
        self._place, self._articles, self._failed = place, articles, failed
        self._read, self._total = files
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """App, folder and counts; at the right end what is unusual, and whose story it is."""
        right = self._state()
        while len(right) > 3 and parts_width(right) > width - 11 and not self._broken:
            # What decides comes last, and stays longest.
            right = right[2:]
        room = width - parts_width(right) - 12
        facts = [self._place, *self._counts()]
        subject = " · ".join(fact for fact in facts if fact)
        return [
            BarPart(" compare ", "title"),
            BarPart(f" {shortened(subject, room) if room > LEAST_SUBJECT else ''}", "text"),
        ], right

    def _counts(self) -> list[str]:
        counts = [_counted(self._articles, "article", "articles")]
        if self._read < self._total:
            doing = "stopped at" if self._stopped else "reading"
            if self._articles <= self._read:
                return [f"{doing} {self._read} of {self._total}"]
            # A file may hold thousands, and take its time.
            single = "stopped" if self._stopped else "reading"
            files = f"{doing} file {self._read + 1} of {self._total}"
            return [single if self._total == 1 else files, f"{counts[0]} so far"]
        if self._groups > 1:
            counts.append(f"{self._groups} groups")
        return counts

    def _state(self) -> list[BarPart]:
        parts = []
        if self._arranged:
            parts.append(
                BarPart(self._arranged, "key", "screen.arrange_as_usual", "As usual again.")
            )
        if self._chrome:
            parts.append(
                BarPart("chrome shown", "key", "screen.arrange('chrome')", "Hide it again.")
            )
        if self._configuration:
            rules = f"rules: {shortened(self._configuration, MOST_OF_A_PATH)}"
            parts.append(BarPart(rules, "count", tooltip=self._configuration))
        if self._broken:
            parts.append(BarPart(self._broken, "failure"))
        if self._failed:
            parts.append(BarPart(f"{self._failed} not readable", "failure"))
        if self._progress:
            parts.append(BarPart(self._progress, "text"))
        if self._claim:
            told, _, silent = self._claim.partition(" · ")
            parts.append(BarPart(told, "count"))
            if silent:
                parts.append(BarPart(silent, "alarm"))
        for index in range(len(parts) - 1, 0, -1):
            parts.insert(index, BarPart(" · ", "text"))
        return [*parts, BarPart(" ", "text")]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


SENTENCE_LINES = 2
"""Lines that the sentence on a row has."""


READ_FOR = 30.0
"""Seconds for which the whole sentence is shown."""


READ_ON = " (w: all)"
"""Where the rest of a sentence is that has no room."""


class DetailBar(Bar):
    """What differs in the row under the cursor, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._lines: list[str] = []

    def show(self, text: str) -> None:
        """Show an inert sentence; an empty one leaves the line empty."""
        if text != self._text:
            before = len(self._wrapped())
            self._text = text
            self.refresh(layout=len(self._wrapped()) != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the sentence takes, as far as they are shown."""
        return len(self._wrapped(width))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the sentence."""
        lines = self._wrapped()
        text = f" {lines[y]}" if y < len(lines) else ""
        return Strip([Segment(text, self._styles("text"))]).adjust_cell_length(
            self.size.width, self._styles("text")
        )

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """The sentence in one part: hovering says all of it."""
        return [BarPart(" " * width, "text", tooltip=self._text)], []

    async def on_click(self, event: events.Click) -> None:
        """Show the whole sentence where it has no room."""
        event.stop()
        if self._wrapped()[-1].endswith(READ_ON):
            self.app.notify(self._text, title="This row", markup=False, timeout=READ_FOR)

    @property
    def said(self) -> str:
        """The whole sentence."""
        return self._text

    def _wrapped(self, width: int | None = None) -> list[str]:
        """The sentence in lines; the last one says where there is more."""
        room = max((self.size.width if width is None else width) - 2, 10)
        text = self._text
        lines = [text[slice(*span)].strip() for span in MeasuredText(text).lines(room)]
        if len(lines) > SENTENCE_LINES:
            kept = shortened(lines[SENTENCE_LINES - 1], room - len(READ_ON) - 2)
            head, point, stump = kept.rpartition(" · ")
            # A number or a word of the next fact says nothing.
            kept = f"{head}…" if point and " " not in stump else kept
            kept = kept if kept.endswith("…") else f"{kept} …"
            lines = [*lines[: SENTENCE_LINES - 1], f"{kept}{READ_ON}"]
        return lines


class SummaryBar(Bar):
    """How many rows of each kind there are: the legend, in numbers. A click goes to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._alignment: Alignment | None = None
        self._counts: Mapping[Look, int] = {}
        self._lens: Lens = "all"

    def show_lens(self, lens: Lens) -> None:
        """Say which words that differ are set off."""
        self._lens = lens
        self.refresh()

    def show(self, alignment: Alignment, counts: Mapping[Look, int]) -> None:
        """Show how much two articles share, and how many rows of each kind there are."""
        self._alignment, self._counts = alignment, counts
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """The kinds with their counts; at the right end what is highlighted, if there is room."""
        if self._alignment is None:
            return [BarPart("", "text")], []
        lens = LENS_NAMES[self._lens]
        for gap, names, before in (
            ("   ", True, "highlight: "),
            ("  ", True, "highlight: "),
            # What the signs mean is worth more than that nothing is unusual.
            *((gap, True, None) for gap in ("  ", " ") if self._lens == "all"),
            ("  ", False, "highlight: "),
            (" ", False, ""),
        ):
            legend = _legend(self._counts, gap, names=names)
            facts = _corrections(self._alignment) if before else []
            if before is not None:
                said = f"{before}{lens} "
                facts.append(BarPart(said, "key", "screen.lens", BY_ID["lens"].tooltip))
            if parts_width(legend) + parts_width(facts) + len(gap) <= width:
                return legend, facts
        return _legend(self._counts, " ", names=False), []


def _corrections(alignment: Alignment) -> list[BarPart]:
    """That one article carries a correction that the other lacks."""
    _both, left, right = corrected(alignment)
    if not left and not right:
        return []
    side = "each its own" if left and right else "left only" if left else "right only"
    said = corrections_said(alignment, ("The left article", "the right one"))
    return [BarPart(f"correction: {side}   ", "count", "", said)]


_SIDES: dict[Look, Side] = {"only-left": "left", "only-right": "right"}


def _legend(counts: Mapping[Look, int], gap: str, *, names: bool) -> list[BarPart]:
    parts = [BarPart(" ", "text")]
    for kind in KINDS:
        count = counts.get(kind.look, 0)
        action = f"screen.seek(1, {kind.look!r})"
        side = SIDE_SIGNS[_SIDES[kind.look]] if kind.look in _SIDES else ""
        sign = f"{kind.glyph} {kind.name}" if names else f"{side}{kind.glyph}"
        parts.append(BarPart(sign, kind.look, action, kind.meaning))
        parts.append(BarPart(f" {count}", "count", action, kind.meaning))
        parts.append(BarPart(gap, "text"))
    return parts[:-1]


class KeyBar(Bar):
    """The keys that matter most, as many as there is room for. Each can be clicked."""

    def __init__(self, keys: Mapping[str, str], footer: Footer = FOOTER) -> None:
        super().__init__()
        self._keys = keys
        self._footer = footer
        self._idle = {"history"}

    def offer(self, command_id: str, wanted: bool) -> None:
        """Show the key of a command that there is not always something for, or leave it out."""
        if wanted == (command_id in self._idle):
            self._idle ^= {command_id}
            self.refresh()

    def use(self, footer: Footer) -> None:
        """Show other keys."""
        if footer is not self._footer:
            self._footer = footer
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """The entries that fit, the most wanted first to be kept."""
        footer = self._footer
        if footer is FOOTER and width < ENOUGH:
            footer = SHORT_FOOTER if width >= LITTLE else NARROW_FOOTER
        offered = (
            (tuple(one for one in ids if one not in self._idle), word, rank)
            for ids, word, rank in footer
        )
        entries = [(rank, self._entry(ids, word)) for ids, word, rank in offered if ids]
        while sum(parts_width(entry) for _rank, entry in entries) > width and len(entries) > 1:
            entries.remove(max(entries, key=lambda ranked: ranked[0]))
        return [part for _rank, entry in entries for part in entry], []

    def _entry(self, ids: tuple[str, ...], word: str) -> list[BarPart]:
        parts = [BarPart(" ", "text")]
        for index, command_id in enumerate(ids):
            command = BY_ID[command_id]
            key = key_names(command_id, self._keys)[0]
            text = f" {key}" if index else key
            parts.append(BarPart(text, "key", command.full_action, command.tooltip))
        command = BY_ID[ids[0]]
        return [*parts, BarPart(f" {word} ", "text", command.full_action, command.tooltip)]
