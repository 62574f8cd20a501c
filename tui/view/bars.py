"""The lines above and below: title, summary with legend, and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.presentation.kinds import KINDS, Kind
from tui.presentation.lens import LENS_NAMES
from tui.view.bindings import key_names
from tui.view.commands import BY_ID
from tui.view.footers import ENOUGH, FOOTER, SHORT_FOOTER
from tui.view.line import Line, Part, cells, percent, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.presentation.lens import Lens
    from tui.presentation.rows import Look
    from tui.text.alignment import Alignment, Summary
    from tui.view.footers import Footer


MOST_OF_A_PATH = 30
"""Cells that the path of a configuration has in the title line."""


class TitleBar(Line):
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
        self._stories = 0
        self._claim = ""
        self._progress = ""
        self._broken = ""
        self._configuration = ""

    def show_configuration(self, path: str) -> None:
        """Say which configuration decides; inert, and empty for the default or the user's own."""
        self._configuration = path
        self.refresh()

    def show_broken(self, said: str) -> None:
        """Say that something must be mended; empty when it is."""
        self._broken = said
        self.refresh()

    def show_arranged(self, said: str, *, chrome: bool) -> None:
        """Say how the rows are arranged, if not as usual, and whether the chrome is shown."""
        self._arranged, self._chrome = said, chrome
        self.refresh()

    def show_story(self, stories: int, claim: str) -> None:
        """Say how many stories there are, and what the one being read comes to; inert."""
        self._stories, self._claim = stories, claim
        self.refresh()

    def show_progress(self, said: str) -> None:
        """Say how far some work has come; empty when it is done."""
        self._progress = said
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

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """App, folder and counts; at the right end what is unusual, and whose story it is."""
        right = self._state()
        room = width - cells(right) - 12
        facts = [self._place, *self._counts()]
        said = " · ".join(fact for fact in facts if fact)
        return [Part(" compare ", "title"), Part(f" {shortened(said, room)}", "text")], right

    def _counts(self) -> list[str]:
        if self._read < self._total:
            doing = "stopped at" if self._stopped else "reading"
            return [f"{doing} {self._read} of {self._total}"]
        counts = [_counted(self._articles, "article", "articles")]
        if self._stories:
            counts.append(_counted(self._stories, "story", "stories"))
        return counts

    def _state(self) -> list[Part]:
        parts = []
        if self._arranged:
            parts.append(Part(self._arranged, "key", "screen.arrange_as_usual", "As usual again."))
        if self._chrome:
            parts.append(Part("chrome shown", "key", "screen.chrome", "Hide it again."))
        if self._configuration:
            said = f"rules: {shortened(self._configuration, MOST_OF_A_PATH)}"
            parts.append(Part(said, "count", tooltip=self._configuration))
        if self._broken:
            parts.append(Part(self._broken, "failure"))
        if self._failed:
            parts.append(Part(f"{self._failed} not readable", "failure"))
        if self._progress:
            parts.append(Part(self._progress, "text"))
        if self._claim:
            parts.append(Part(self._claim, "count"))
        for index in range(len(parts) - 1, 0, -1):
            parts.insert(index, Part(" · ", "text"))
        return [*parts, Part(" ", "text")]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class DetailBar(Line):
    """What differs in the row under the cursor, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def show(self, text: str) -> None:
        """Show an inert sentence; an empty one leaves the line empty."""
        if text != self._text:
            self._text = text
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The sentence, as much of it as there is room for; hovering says all of it."""
        return [Part(f" {shortened(self._text, width - 2)}", "text", tooltip=self._text)], []


class SummaryBar(Line):
    """How many rows of each kind there are: the legend, in numbers. A click goes to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._alignment: Alignment | None = None
        self._lens: Lens = "all"

    def show_lens(self, lens: Lens) -> None:
        """Say which words that differ are set off."""
        self._lens = lens
        self.refresh()

    def show(self, alignment: Alignment) -> None:
        """Show the summary of an alignment."""
        self._alignment = alignment
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The kinds with their counts; at the right end the shares, where there is room."""
        if self._alignment is None:
            return [Part("", "text")], []
        summary = self._alignment.summary
        left, right = percent(summary.left_copied), percent(summary.right_copied)
        lens = LENS_NAMES[self._lens]
        for gap, names, shares, said in (
            ("   ", True, f"{left} of left, {right} of right found in the other   ", "lens: "),
            ("   ", True, f"{left} of left, {right} of right shared   ", "lens: "),
            ("   ", True, "", "lens: "),
            ("  ", True, "", "lens: "),
            ("  ", False, f"{left} of left, {right} of right shared   ", "lens: "),
            ("  ", False, "", "lens: "),
            (" ", False, "", ""),
        ):
            legend = _legend(summary, gap, names=names)
            facts = [
                Part(shares, "text"),
                Part(f"{said}{lens} ", "key", "screen.lens", BY_ID["lens"].tooltip),
            ]
            if cells(legend) + cells(facts) + len(gap) <= width:
                return legend, facts
        return _legend(summary, " ", names=False), []


_SIDE_SIGNS: dict[Look, str] = {"only-left": "◂", "only-right": "▸"}


def _legend(summary: Summary, gap: str, *, names: bool) -> list[Part]:
    parts = [Part(" ", "text")]
    for kind in KINDS:
        count = count_of(summary, kind)
        action = f"screen.seek(1, {kind.look!r})"
        side = _SIDE_SIGNS.get(kind.look, "")
        sign = f"{kind.glyph} {kind.name}" if names else f"{side}{kind.glyph}"
        parts.append(Part(sign, kind.look, action, kind.meaning))
        parts.append(Part(f" {count}", "count", action, kind.meaning))
        parts.append(Part(gap, "text"))
    return parts[:-1]


def count_of(summary: Summary, kind: Kind) -> int:
    """How many links or paragraphs of a kind there are."""
    counts = {
        "same": summary.same,
        "near": summary.near,
        "related": summary.related,
        "moved": summary.moved,
        "only-left": summary.left_only,
        "only-right": summary.right_only,
    }
    return counts[kind.look]


class KeyBar(Line):
    """The keys that matter most, as many as there is room for. Each can be clicked."""

    def __init__(self, keys: Mapping[str, str], footer: Footer = FOOTER) -> None:
        super().__init__()
        self._keys = keys
        self._footer = footer

    def use(self, footer: Footer) -> None:
        """Show other keys."""
        if footer is not self._footer:
            self._footer = footer
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The entries that fit, the most wanted first to be kept."""
        short = self._footer is FOOTER and width < ENOUGH
        footer = SHORT_FOOTER if short else self._footer
        entries = [(rank, self._entry(ids, word)) for ids, word, rank in footer]
        while sum(cells(entry) for _rank, entry in entries) > width and len(entries) > 1:
            entries.remove(max(entries, key=lambda ranked: ranked[0]))
        return [part for _rank, entry in entries for part in entry], []

    def _entry(self, ids: tuple[str, ...], word: str) -> list[Part]:
        parts = [Part(" ", "text")]
        for index, command_id in enumerate(ids):
            command = BY_ID[command_id]
            key = key_names(command_id, self._keys)[0]
            text = f" {key}" if index else key
            parts.append(Part(text, "key", command.full_action, command.tooltip))
        command = BY_ID[ids[0]]
        return [*parts, Part(f" {word} ", "text", command.full_action, command.tooltip)]
