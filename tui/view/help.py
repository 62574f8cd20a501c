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
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.presentation.kinds import KINDS, LOOKS
from tui.presentation.wrap import MeasuredText
from tui.view.commands import COMMANDS
from tui.view.keys import key_names
from tui.view.standing import Standing
from tui.view.styles import CURSOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.presentation.rows import Look
    from tui.view.commands import View


_READING = (
    ("│", "Paragraphs that belong together stand side by side."),
    ("bold", "The other article lacks these words; underlined where that matters."),
    ("faint", "With the lens on all words: it differs in house style only."),
    ("╰", "Several paragraphs that together match what stands beside them."),
    (CURSOR, "The row that the keys act on."),
    ("58%", "In the list: the share of that article’s words which stand in the left one too."),
    ("◂ ▸", "In the list: the articles on the left and on the right."),
    ("┆", "With the chrome shown: a line that a rule removed, and the rule’s name."),
    ("┈ 3 rows", "Rows that are folded away; Enter or a click unfolds them."),
    ("⊕ ⊖", "You have pinned a pair that it is in, or forbidden one; why (w) says which."),
    ("╌ 003 stops", "One article stops early here, and the other one goes on."),
    (
        "░ ▒ ∼ ↕",
        "At the right edge, the whole pair: same, near, related, moved. A click goes there.",
    ),
    ("▌ ▐", "There, what only the left or only the right article has."),
)


_MOUSE = (
    "A click on an article compares it, one on a row goes there; in the line below the comparison"
    " it goes to the next row of that kind. Dragging selects text inside one column, two clicks a"
    " word, three a paragraph; ^c copies it. Keys can be changed in config.yaml, under keys, by the"
    " ids in docs/keys.md."
)


_INDENT = 16


class HelpText(Widget):
    """The help on a view, wrapped to the width it is given."""

    DEFAULT_CSS = "HelpText { height: auto; }"

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


class HelpScreen(Standing, ModalScreen[None], inherit_bindings=False):
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
            "pagedown,space", "page(1)", "Page down", tooltip="A page down.", id="help-page-down"
        ),
        Binding("pageup", "page(-1)", "Page up", tooltip="A page up.", id="help-page-up"),
        Binding("g,home", "page(-99)", "Top", tooltip="To the top.", id="help-first"),
        Binding("G,end", "page(99)", "Bottom", tooltip="To the bottom.", id="help-last"),
    ]

    CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; border-title-color: $text-accent;
        padding: 0 2; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, keys: Mapping[str, str], view: View = "compare") -> None:
        super().__init__()
        self._keys = keys
        self._view = view

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll() as scroll:
            scroll.border_title = f"Help · {self._view}"
            scroll.border_subtitle = "Esc closes"
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
    heading = "bold $text-accent"
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
        "The paragraphs of the article on the left, and what each of the other articles has of"
        " them. Below stand the paragraphs that only others have.",
        (
            ("◆", "In no other article of those that are shown."),
            ("·", "Not in that article, though others have it."),
            ("= ≈ ∼", "What that article has is the same, near or related."),
            ("█▓▒░", "How alike the two paragraphs are, from nearly equal to barely."),
            ("●", "Below: the paragraph whose words the row shows stands there."),
            ("╌╌╌", "That article has stopped before this paragraph."),
            ("[   ]", "The cell under the cursor; below, its two paragraphs in full."),
        ),
    ),
    "matrix": (
        "How much of the row’s article stands in the column’s. Both directions are there: the"
        " share of A found in B is not the share of B found in A. Articles that share text stand"
        " together.",
        (
            ("█▓▒░", "From three quarters, half, a quarter of its words on, and less."),
            ("~", "Estimated from runs of three words in common; the likest pairs are aligned."),
            ("·", "Nothing in common."),
            ("│ 1", "A cluster of articles that share text, and its number."),
            ("[   ]", "The pair under the cursor; below, both directions in words."),
        ),
    ),
    "page": (
        "One page as it was saved, line by line: which lines are kept and as what, and which"
        " are removed and by which rule. Below stands the line under the cursor in full, and why"
        " its rule is there. A rule that is switched off is off in this view only.",
        (
            ("│", "Kept, as what the word beside it says."),
            ("┆", "Removed by the rule beside it."),
            ("− rule", "Kept, but for a part that this rule took out."),
            ("+ rule", "Kept because this rule says so, whatever others say."),
            ("┃", "Marked: a rule that is taught is about all marked lines."),
            ("±", "Kept or removed otherwise than with all rules on."),
        ),
    ),
    "teach": (
        "The rule that the lines would teach, as it will be written to your own rules with the"
        " lines as its examples, and what else it would change on every page. Nothing is written"
        " before Enter; afterwards it can be taken back from the page.",
        (
            ("● ○", "Whether the lines are to be dropped or kept."),
            ("┆", "It would drop this line too."),
            ("│", "It would bring this line back."),
            ("!", "It would take text out of another article: look before you write."),
        ),
    ),
    "why": (
        "What the links of the paragraph under the cursor rest on; then the other paragraphs that"
        " it could be linked with, the closest first, and by how much they fail. A pair can be"
        " pinned or forbidden; that is remembered for these two files.",
        (
            ("weight", "The rarer a word is among the paragraphs of both, the more it counts."),
            ("¶", "In how many paragraphs of the left and of the right article the word stands."),
            ("# A ·", "A number, a name, another word."),
            ("↔", "The two write it differently; it counts as the same word."),
            ("⊕ ⊖", "You have pinned the pair: it is linked for good; or forbidden it."),
            ("score", "Shared weight in proportion to both paragraphs’ own, from 0 to about 1."),
        ),
    ),
}
"""By view: what it shows, and its signs with their meanings."""
