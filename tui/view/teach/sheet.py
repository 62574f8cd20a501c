"""What a rule that is taught says and does: as YAML, as a sheet, in a sentence.

The YAML is shown as it will stand in the file, wrapped below its own indentation, and never
read as markup. The sheet has the lines that would change on all pages; the sentence warns where
the rule would take text out of other articles, or do nothing at all.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import msgspec
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tui.corpus.teaching import TaughtChange, seat_of
from tui.files.names import known_as
from tui.presentation.kinds import GLYPHS, KEPT
from tui.presentation.wrap import MeasuredText
from tui.text.inert import inert
from tui.text.model import LINKABLE_ROLES
from tui.view.widgets.table import Cell, Label, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.corpus.teaching import Effect, Lesson
    from tui.text.model import Article


ALARM = "!"
"""Article text of another page that does not read like the lines the rule is made from."""


class _Row(msgspec.Struct, frozen=True):
    """A line that changes, or, without a change, the heading of a page."""

    text: str
    path: str
    change: TaughtChange | None = None
    dropped: bool = True


class EffectSheet:
    """Shows the lines that a rule would change, page by page.

    Args:
        lesson: What the rule is made from.
        effects: What it changes, as far as pages were looked at.
        names: Short inert names by path.
        complete: Whether all of them were, so that nothing else changes.
    """

    cell_width = (12, 22)
    numbered = True

    def __init__(
        self,
        lesson: Lesson,
        effects: Sequence[Effect],
        names: Mapping[str, str],
        *,
        complete: bool = True,
    ) -> None:
        self._lesson = lesson
        self._complete = complete
        self._names = names
        self._rows = [row for effect in effects for row in self._rows_of(effect)]

    def _rows_of(self, effect: Effect) -> Iterator[_Row]:
        parts = []
        if effect.dropped:
            parts.append(f"drops {lines(len(effect.dropped))}")
        if effect.kept:
            parts.append(f"brings back {lines(len(effect.kept))}")
        if not parts:
            return
        also = "also " if effect.path == self._lesson.path else ""
        name = self._names.get(effect.path, inert(effect.path))
        yield _Row(f"{name} · {also}{' and '.join(parts)}", effect.path)
        both = [(change, True) for change in effect.dropped]
        both += [(change, False) for change in effect.kept]
        for change, dropped in sorted(both, key=lambda pair: pair[0].lines):
            text = " ".join(inert(change.text).split())
            yield _Row(text, effect.path, change, dropped)

    @property
    def column_count(self) -> int:
        """One, where any line changes."""
        return min(len(self._rows), 1)

    @property
    def row_count(self) -> int:
        """How many lines change, headings of pages among them."""
        return len(self._rows)

    def corner(self) -> str:
        """What the rows are."""
        if not self._complete:
            return "checking the other pages …"
        return "what else it changes" if self._rows else "it changes nothing else"

    def heading(self, _column: int) -> Cell:
        """What the column says."""
        return Cell("kept so far as" if self._lesson.verdict == "drop" else "will be", "headline")

    def note(self, row: int) -> str | None:
        """The heading of a page."""
        shown = self._rows[row]
        return shown.text if shown.change is None else None

    def label(self, row: int) -> Label:
        """A line's text."""
        shown = self._rows[row]
        if shown.change is None:
            return Label(shown.text)
        if self._alarms(shown):
            return Label(shown.text, "failure", ALARM, "failure", shown.change.lines[0])
        glyph, style = (GLYPHS["chrome"], "chrome") if shown.dropped else (KEPT, "same")
        return Label(shown.text, "text", glyph, style, shown.change.lines[0])

    def cell(self, row: int, _column: int, _room: int) -> Cell:
        """What the line is while it is kept."""
        shown = self._rows[row]
        if shown.change is None:
            return Cell("", "text")
        return Cell(shown.change.role, "failure" if self._alarms(shown) else "service")

    def details(self, row: int) -> tuple[Quoted, ...]:
        """The line in full."""
        if row >= len(self._rows):
            return ()
        shown = self._rows[row]
        if shown.change is None:
            return ()
        name = self._names.get(shown.path, inert(shown.path))
        becomes = "would be dropped" if shown.dropped else "would be brought back"
        return (Quoted(f"{name}, line {shown.change.lines[0]}, {becomes}", shown.text),)

    def _alarms(self, row: _Row) -> bool:
        return (
            row.change is not None
            and row.dropped
            and is_alarming(self._lesson, row.path, row.change)
        )


def is_text(lesson: Lesson, path: str, change: TaughtChange) -> bool:
    """Whether a line that goes is article text of another page."""
    return path != lesson.path and change.role in LINKABLE_ROLES


def is_alarming(lesson: Lesson, path: str, change: TaughtChange) -> bool:
    """Whether it is, and does not even read like the lines that the rule is made from."""
    return is_text(lesson, path, change) and not change.likewise


def is_settled(lesson: Lesson, article: Article) -> bool:
    """Whether the lesson's lines are already what the rule would make of them.

    The article is their page as it is read now.
    """
    own = lesson.seats()
    kept = (paragraph for paragraph in article.paragraphs if seat_of(paragraph) in own)
    if lesson.verdict == "drop":
        return not any(kept)
    gone = any(seat_of(removed) in own for removed in article.removed)
    return not gone and not any(paragraph.trimmed for paragraph in kept)


def lines(count: int) -> str:
    """A number of lines, in words."""
    return "1 line" if count == 1 else f"{count} lines"


def conclusion(lesson: Lesson, effects: Sequence[Effect], settled: bool) -> tuple[str, str]:
    """What a rule comes to, in a sentence.

    `settled` says whether the lesson's lines are treated as wanted already.

    Returns:
        The sentence, inert, and the name of the style to show it in.
    """
    missed = [line for effect in effects for line in effect.missed]
    if missed:
        (first, _last), rule = missed[0]
        stays = "stays" if lesson.verdict == "drop" else "goes"
        why = f": {inert(rule)} decides about it" if rule else ""
        return f"! line {first} {stays} all the same{why}", "failure"
    here = "the line" if len(lesson.lines) == 1 else f"the {len(lesson.lines)} lines"
    if settled:
        done = "dropped" if lesson.verdict == "drop" else "kept"
        return f"! {here} here: {done} already, without this rule", "failure"
    if text := _text_of_others(lesson, effects):
        return text
    does = "drops" if lesson.verdict == "drop" else "keeps"
    parts = [f"{does} {here}"]
    for changes, verb in (("dropped", "drops"), ("kept", "brings back")):
        numbers = {effect.path: len(getattr(effect, changes)) for effect in effects}
        counts = {path: number for path, number in numbers.items() if number}
        if counts:
            verb_again = "" if does == verb else f"{verb} "
            more = lines(sum(counts.values())).replace(" ", " more ", 1)
            parts.append(f"{verb_again}{more} on {_pages(len(counts))}")
    return "✓ " + ", ".join(parts), "same"


def _text_of_others(lesson: Lesson, effects: Sequence[Effect]) -> tuple[str, str] | None:
    """A warning where the rule would take article text of other pages."""
    for takes, which, style in (
        (is_alarming, "see the lines marked !", "failure"),
        (is_text, "they read like the lines here", "only-left"),
    ):
        paths = [
            effect.path
            for effect in effects
            for change in effect.dropped
            if takes(lesson, effect.path, change)
        ]
        if paths:
            many = "1 body paragraph" if len(paths) == 1 else f"{len(paths)} body paragraphs"
            return f"! takes {many} of {_pages(len(set(paths)), other=True)}: {which}", style
    return None


def _pages(count: int, *, other: bool = False) -> str:
    word = "other page" if other else "page"
    return f"1 {word}" if count == 1 else f"{count} {word}s"


def shown_path(path: Path) -> str:
    """A path as people write it, `~` for their home."""
    home = os.path.expanduser("~")  # noqa: PTH111 - a path, not a pattern of one
    text = str(path)
    inside = known_as(text).startswith(known_as(home + os.sep))
    return f"~{text[len(home) :]}" if inside else text


_LINE = re.compile(r"(?P<lead> *(?:- )*)(?:(?P<key>[a-z_]+:)(?= |$))?(?P<value>.*)")


class _Lines(Widget):
    """The lines, at the width that there is."""

    DEFAULT_CSS = "_Lines { height: auto; }"

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.lines: Sequence[str] = ()

    def render(self) -> Content:
        """The lines at the present width."""
        return yaml_content(self.heading, self.lines, max(self.size.width, 8))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines they take at a width."""
        return str(yaml_content(self.heading, self.lines, max(width, 8))).count("\n") + 1


class YamlPane(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A heading and lines of YAML that can be scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines()

    def compose(self) -> ComposeResult:
        """One widget with all lines."""
        yield self._lines

    def show(self, heading: str, lines: Sequence[str]) -> None:
        """Show other lines under an inert heading."""
        self._lines.heading, self._lines.lines = heading, lines
        self._lines.refresh(layout=True)


def yaml_content(heading: str, lines: Sequence[str], width: int) -> Content:
    """An inert heading and lines of YAML as styled text, for a width in cells."""
    shown = [Content.styled(heading, "bold $foreground")]
    for line in lines:
        shown += _wrapped(inert(line), width)
    return Content("\n").join(shown)


def _wrapped(line: str, width: int) -> list[Content]:
    if line.lstrip().startswith("#"):
        return [Content.styled(line, "$foreground 50%")]
    parts = _LINE.fullmatch(line)
    if parts is None:
        return [Content(line)]
    lead, key, value = parts["lead"], parts["key"] or "", parts["value"]
    hang = min(len(lead) + 2 * bool(key), width // 2)
    spans = MeasuredText(key + value).lines(max(width - hang, 4))
    made: list[Content] = []
    for start, end in spans:
        text = (key + value)[start:end]
        split = max(min(len(key) - start, len(text)), 0)
        made.append(
            Content.assemble(
                Content.styled(lead, "$foreground 50%") if not made else " " * hang,
                Content.styled(text[:split], "$text-accent"),
                Content.styled(text[split:], "$foreground"),
            )
        )
    return made
