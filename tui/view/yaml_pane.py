"""YAML to look at: wrapped below its own indentation, keys set off, never read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tui.text.inert import inert
from tui.view.wrap import MeasuredText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size

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
    """A heading and lines of YAML as styled text.

    Args:
        heading: Inert text.
        lines: The lines; shown inert.
        width: Cells of a line.
    """
    shown = [Content.styled(heading, "bold $foreground")]
    for line in lines:
        shown += _wrapped(inert(line), width)
    return Content("\n").join(shown)


def _wrapped(line: str, width: int) -> list[Content]:
    if line.lstrip().startswith("#"):
        return [Content.styled(line, "$foreground 50%")]
    found = _LINE.fullmatch(line)
    if found is None:
        return [Content(line)]
    lead, key, value = found["lead"], found["key"] or "", found["value"]
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
