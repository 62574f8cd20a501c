"""How what the program finds is shown: one table each for looks, kinds of row and verdicts.

The app, printed text and the HTML report paint the same things. Each look has its colours for
all three in one row here, so that a colour is changed once and the three agree; the gutter, the
summary line, the help and the legends read the same table of kinds, so that they say the same
of a glyph; and what a verdict looks like stands beside what a list of articles calls it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.story.story import Story, Verdict
    from tui.corpus.story.verdicts import VerdictKind
    from tui.presentation.rows import Look, Weight
    from tui.text.alignment.choices import Choice
    from tui.text.model import Summary


PaintedLook: TypeAlias = "Look | Weight"
"""What has a look of its own: a kind of row or passage, or words that differ."""


class Colours(NamedTuple):
    """One look, everywhere.

    Attributes:
        theme: In the app: text styles, a theme's variable and its opacity, as in
            `tui.view.styles.STYLES`.
        sgr: In printed text: the parameters of the escape sequence, of the sixteen colours
            that every terminal's theme defines.
        light: In the HTML report on light paper, `#rrggbb`; empty where it has no colour there.
        dark: The same on dark paper.
    """

    theme: str
    sgr: str
    light: str = ""
    dark: str = ""


# Blue and yellow are far apart for readers who confuse red and green.
LOOKS: dict[PaintedLook, Colours] = {
    "same": Colours("$text-success", "2", "#6a6e73", "#9aa0a6"),
    "near": Colours("$text-primary", "94", "#1450a8", "#86b4ff"),
    "related": Colours("$text-secondary", "36", "#00706e", "#4fc4bf"),
    "moved": Colours("$text-error", "35", "#7b3f91", "#cf9be0"),
    "only-left": Colours("bold $text-accent", "1;33", "#a86200", "#f0a840"),
    "only-right": Colours("bold $text-accent", "1;33", "#a86200", "#f0a840"),
    "chrome": Colours("$foreground 45%", "2"),
    "note": Colours("italic $text-error", "2"),
    "fold": Colours("italic $foreground 65%", "2"),
    "stop": Colours("bold $foreground 85%", "2"),
    "style": Colours("$foreground 48%", ""),
    "mark": Colours("bold $foreground 92%", "1;4;33", "#a86200", "#f0a840"),
    "weighty": Colours("bold underline $text-accent", "1;4;33", "#8a4b00", "#ffc766"),
}
"""Of words that differ, the HTML report's colour is that of the line below them."""


class ShownKind(NamedTuple):
    """A kind of row.

    Attributes:
        look: Its name in the code, and in the component classes of the comparison.
        glyph: One cell wide, in the gutter.
        name: One or two words for the summary line.
        meaning: A sentence for the help.
    """

    look: Look
    glyph: str
    name: str
    meaning: str


KINDS: tuple[ShownKind, ...] = (
    ShownKind("same", "=", "same", "The same text, but for spelling and punctuation habits."),
    ShownKind(
        "near", "≈", "near", "One is an edited copy of the other; differing words are marked."
    ),
    ShownKind("related", "∼", "related", "The same fact or quotation, in other words."),
    ShownKind(
        "moved", "↕", "moved", "It stands elsewhere in the other article; the note says where."
    ),
    ShownKind("only-left", "◆", "only left", "Only the left article has it."),
    ShownKind("only-right", "◆", "only right", "Only the right article has it."),
)


GLYPHS: dict[Look, str] = {
    **{kind.look: kind.glyph for kind in KINDS},
    "chrome": "┆",
    "note": "↕",
    "fold": "┈",
    "stop": "╌",
}


CHOICE_SIGNS: dict[Choice, str] = {"pinned": "⊕", "forbidden": "⊖"}
"""What says in the margin that a reader has decided about a pair that a paragraph is in."""


class ShownVerdict(NamedTuple):
    """A verdict as it is shown.

    Attributes:
        look: How its words are painted, and the edge of its card in the HTML report.
        edge: How that edge is drawn, so that colour is not all that tells it.
        heading: What the list of articles writes over those that have it; empty where that
            names whose copy they are.
    """

    look: PaintedLook
    edge: Literal["solid", "double", "dashed"] = "solid"
    heading: str = ""


SHOWN_VERDICTS: dict[VerdictKind, ShownVerdict] = {
    "original": ShownVerdict("near", heading="Originals"),
    "credited-copy": ShownVerdict("near"),
    "uncredited-copy": ShownVerdict("weighty", edge="double"),
    "part-copy": ShownVerdict("related"),
    "shared": ShownVerdict("related", edge="dashed", heading="Shared text"),
    "unclear": ShownVerdict("moved", edge="dashed", heading="Can’t tell"),
    "own": ShownVerdict("only-left", heading="Own reporting"),
    "no-match": ShownVerdict("only-left", edge="dashed", heading="No match in these pages"),
}


def missing(summary: Summary) -> str:
    """That counterparts may be missing, as a sentence; empty where that is not so."""
    if not summary.unheard:
        return ""
    are = "paragraph is" if summary.unheard == 1 else "paragraphs are"
    return (
        f"{summary.unheard} unmatched {are} so like very many others that not all words could be "
        "compared: counterparts may be missing."
    )


def claim(story: Story, names: Mapping[str, str]) -> str:
    """How many articles of a story carry its source's text.

    Args:
        names: Short inert names by path.

    Returns:
        Such as "3 of 5 carry AP's story", inert; empty where no two do.
    """
    if story.source is None:
        return ""
    # Here, so that what paints the first screen loads nothing that judges.
    from tui.corpus.story.verdicts import COPY

    carrying = [
        verdict
        for verdict in story.verdicts
        if verdict.path == story.source or (verdict.kind in COPY and _is_of(verdict, story))
    ]
    if len(carrying) < 2:
        return ""
    owner = inert(story.service) if story.service else names[story.source]
    mark = "’" if owner.endswith("s") else "’s"
    given = " (original given)" if story.given else ""
    return f"{len(carrying)} of {len(story.verdicts)} carry {owner}{mark} story{given}"


def _is_of(verdict: Verdict, story: Story) -> bool:
    """Whether an article carries the text of a story's source, as far as is known whose it is."""
    if story.service:
        return verdict.service == story.service
    return verdict.compared_with == story.source


SHADES = ((0.75, "█"), (0.5, "▓"), (0.25, "▒"), (0.0, "░"))
"""From which share on a cell is shaded how."""


NOTHING = "·"


ITSELF = "╲"


def shade(share: float) -> str:
    """The shade of a share from 0 to 1."""
    return next(sign for least, sign in SHADES if share >= least)


KEPT = "│"
"""A line of a page that stays in the article."""


ABSENT = "·"
"""A paragraph that an article does not have, though others do."""
