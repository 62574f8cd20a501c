"""Help: what the screen says and what the keys do.

The signs of each view stand here, with what they mean; what the keys do comes from the table of
commands. It is wrapped anew for each width, so that it can be read on a narrow terminal too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tui.presentation.kinds import GLYPHS, KINDS, LOOKS
from tui.presentation.wrap import MeasuredText
from tui.view.commands import COMMANDS
from tui.view.keys import key_names
from tui.view.standing import Dialog
from tui.view.styles import CURSOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.presentation.rows import Look
    from tui.view.commands import View


_READING = (
    ("│", "Matched paragraphs are side by side."),
    ("bold", "Changed words; a key change is underlined and has a background."),
    ("faint", "With all changes highlighted: a difference of house style."),
    ("╰", "Several paragraphs that together match the other side."),
    (CURSOR, "The row that the keys act on."),
    ("59% in 003", "In the list: how much of it is in paragraphs that match the left one, 003."),
    ("LEFT RIGHT", "In the list: the two articles that are compared."),
    ("┆", "With the chrome shown: a line that a rule removed, and the rule's name."),
    ("┈ 3 rows", "Rows that are folded away; Enter or a click unfolds them."),
    ("⊕ ⊖", "You pinned or blocked a pair with this paragraph; w shows which."),
    ("╌ 003 ends", "One article ends here; the other continues."),
    (
        "░ ▒ ∼ ↕",
        "At the right edge, the whole pair by kind of row. Click to go there.",
    ),
    ("▌ ▐", "At the right edge: only in the left or only in the right article."),
)


_MOUSE = (
    "Click an article to compare it, a row to go there, a kind in the line below to find the next"
    " row of that kind. Drag to select text within one column; double-click selects a word, triple"
    " a paragraph; ^c copies it. Keys can be changed in config.yaml, under keys, by the"
    " ids in docs/keys.md."
)


_INDENT = 17


class HelpText(Widget):
    """The help on a view, wrapped to the width it is given."""

    DEFAULT_CSS = "HelpText { height: auto; margin: 0 1 0 0; }"

    def __init__(self, keys: Mapping[str, str], view: View) -> None:
        super().__init__()
        self._keys = keys
        self._view = view

    def render(self) -> Content:
        """The text at the present width."""
        return help_text(self._keys, self.size.width, self._view)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines it takes at a width."""
        return str(help_text(self._keys, width, self._view)).count("\n") + 1


class HelpScreen(Dialog[None], inherit_bindings=False):
    """A window over the screen; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,?,f1,enter",
            "dismiss",
            "Close the help",
            tooltip="Go back to the articles.",
            id="close-help",
        ),
        Binding("down,j", "scroll(1)", "Down", tooltip="Scroll down.", id="help-down"),
        Binding("up,k", "scroll(-1)", "Up", tooltip="Scroll up.", id="help-up"),
        Binding(
            "pagedown,space,ctrl+f,ctrl+d",
            "page(1)",
            "Page down",
            tooltip="Page down.",
            id="help-page-down",
        ),
        Binding(
            "pageup,ctrl+b,ctrl+u", "page(-1)", "Page up", tooltip="Page up.", id="help-page-up"
        ),
        Binding("g,home", "page(-99)", "Top", tooltip="To the top.", id="help-first"),
        Binding("G,end", "page(99)", "Bottom", tooltip="To the bottom.", id="help-last"),
    ]

    CSS = """
    HelpScreen > .dialog { width: 84; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, keys: Mapping[str, str], view: View = "compare") -> None:
        super().__init__()
        self._keys = keys
        self._view = view

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with self.framed(f"Help · {self._view}", frame=VerticalScroll):
            yield HelpText(self._keys, self._view)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by some pages; two lines stay in sight."""
        height = self.query_one(VerticalScroll).scrollable_content_region.height
        self.action_scroll(pages * max(height - 2, 1))


def help_text(keys: Mapping[str, str], width: int, view: View = "compare") -> Content:
    """The help on a view as styled text, for a width in cells."""
    heading = "bold underline"
    if view == "compare":
        lines: list[Content] = [Content.styled("What a row is", heading)]
        for kind in KINDS:
            name = f"{kind.glyph} {kind.name}"
            lines.append(_entry(name, kind.meaning, _bold(kind.look), width))
        lines += [Content(""), Content.styled("How to read it", heading)]
        lines += [_entry(sign, meaning, "bold", width) for sign, meaning in _READING]
    else:
        what, signs = VIEW_HELP[view]
        lines = [Content.styled("How to read it", heading)]
        lines += [_entry(view, what, "bold", width)]
        lines += [_entry(sign, meaning, "bold", width) for sign, meaning in signs]
    lines += [Content(""), Content.styled("Keys", heading)]
    for command in COMMANDS:
        if not command.works_in(view):
            continue
        names = " ".join(key_names(command.id, keys))
        lines.append(_entry(names, command.tooltip, "bold", width))
    if view != "compare":
        return Content("\n").join(lines)
    lines.append(Content(""))
    tail = MeasuredText(_MOUSE)
    lines += [Content.styled(_MOUSE[start:end], "$text-muted") for start, end in tail.lines(width)]
    return Content("\n").join(lines)


def _bold(look: Look) -> str:
    """A look in bold, as Textual's markup has it."""
    return f"bold {LOOKS[look].theme.removeprefix('bold ')}"


def _entry(sign: str, meaning: str, style: str, width: int) -> Content:
    """A sign and what it means, wrapped beside it."""
    indent = _INDENT if width > 2 * _INDENT else 4
    lines = [meaning[start:end] for start, end in MeasuredText(meaning).lines(width - indent)]
    gap = " " * max(indent - 2 - cell_len(sign), 2)
    below = "".join(f"\n{' ' * indent}{line}" for line in lines[1:])
    return Content.assemble("  ", Content.styled(sign, style), gap, lines[0], below)


VIEW_HELP: Mapping[View, tuple[str, tuple[tuple[str, str], ...]]] = {
    "coverage": (
        "The paragraphs of the left article, and which other articles have each. Below are the"
        " paragraphs that only other articles have.",
        (
            ("◆", "In no other article shown."),
            ("·", "Missing from that article, but in others."),
            ("= ≈ ∼", "That article has it: same, near or paraphrase."),
            ("█▓▒░", "How similar the two paragraphs are, from nearly equal to barely."),
            ("●", "Below: the article whose words the row shows."),
            ("╌╌╌", "That article had already ended."),
            ("[   ]", "The cell under the cursor; below, its two paragraphs in full."),
        ),
    ),
    "matrix": (
        "How much of the row's article is in paragraphs that match the column's. Both"
        " directions are shown: the share of A found in B is not the share of B found in A."
        " Articles that share text are grouped.",
        (
            ("█▓▒░", "At least three quarters of the article, half, a quarter, and less."),
            (
                "~",
                "Estimated from shared runs of three words; only the closest pairs are aligned.",
            ),
            ("·", "Nothing in common."),
            ("│", "A group of articles that share text."),
            ("60% in 003", "Of more than 60 articles: what a row has most in common with."),
            ("[   ]", "The pair under the cursor; below, both directions in words."),
        ),
    ),
    "history": (
        "What a paper changed in an article after it was published: each version against the one"
        " before, key changes and corrections first. Versions are pages of one address, or of one"
        " outlet and headline, at different times.",
        (
            ("!", "A key change, or a correction that came or went."),
            ("+ −", "A paragraph was added, or dropped."),
            (f"{GLYPHS['near']} {GLYPHS['related']}", "It was reworded."),
        ),
    ),
    "page": (
        "One page as it was saved, line by line: which lines are kept and as what, and which"
        " are removed and by which rule. Below is the line under the cursor in full, and why its"
        " rule exists. A rule you switch off is off in this view only.",
        (
            ("│", "Kept; the word beside it says as what."),
            ("┆", "Removed by the rule beside it."),
            ("− rule", "Kept, except for a part that this rule removed."),
            ("+ rule", "Kept by this rule, which overrides all others."),
            ("┃", "Marked: a rule you teach covers all marked lines."),
            ("±", "Differs from what the default rules do."),
        ),
    ),
    "teach": (
        "The rule made from the marked lines, as it will be saved to your own rules with the lines"
        " as its examples, and what else it would change on every page. Nothing is saved until you"
        " press Enter, and it can be undone from the page.",
        (
            ("● ○", "The lines will be dropped, or kept."),
            ("┆", "It would drop this line too."),
            ("│", "It would bring this line back."),
            ("!", "It would take text from another article: check before you save."),
        ),
    ),
    "why": (
        "Why the paragraph under the cursor has its match; then the near misses, closest first, and"
        " by how much they fall short. You can pin or block a pair; that is remembered for these"
        " two files.",
        (
            ("weight", "The rarer a word is among the paragraphs of both, the more it counts."),
            ("¶s on left", "How many of the left article's paragraphs have the word."),
            ("# A ·", "A number, a name, another word."),
            ("↔", "Spelt differently, but counted as the same word."),
            ("⊕ ⊖", "You pinned the pair, or blocked it."),
            ("score", "Shared weight relative to both paragraphs' own, from 0 to about 1."),
        ),
    ),
}
"""By view: what it shows, and its signs with their meanings."""
