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
    from collections.abc import Mapping, Sequence

    from tui.corpus.story.story import Story, Verdict
    from tui.corpus.story.verdicts import VerdictKind
    from tui.presentation.rows import Look, Side, Weight
    from tui.text.alignment.choices import Choice, NoteMark
    from tui.text.model import Alignment


PaintedLook: TypeAlias = 'Look | Weight | Literal["alarm"]'
"""What has a look of its own: a kind of row or passage, words that differ, or what is alarming."""


class Colours(NamedTuple):
    """One look, everywhere.

    Attributes:
        theme: In the app: text styles, a theme's variable and its opacity, as in
            `tui.view.styles.STYLES`.
        sgr: In printed text: the parameters of the escape sequence, of the sixteen colours
            that every terminal's theme defines.
        light: Its ink on light paper, on the screen and in the HTML report, `#rrggbb`; empty
            where it has no colour of its own.
        dark: The same on dark paper.
        paper: What it is tinted with on light paper and on dark; empty where it is not.
    """

    theme: str
    sgr: str
    light: str = ""
    dark: str = ""
    paper: tuple[str, str] = ("", "")


# No hue means two things: blue is what both have, amber what only one has, and magenta is a
# change. The three differ for readers who confuse red and green, and in lightness, so that they
# can be told apart in shades of grey.
LOOKS: dict[PaintedLook, Colours] = {
    "same": Colours("$ink-same", "2", "#3f5f80", "#8fb2d6", ("#c0d8f4", "#14345a")),
    "near": Colours("$ink-near", "94", "#0b4f9e", "#7db7ff", ("#cbdff6", "#122d4a")),
    "related": Colours("$ink-related", "36", "#00615a", "#6cc5b0", ("#e6eef8", "#131f2d")),
    "moved": Colours("$ink-moved", "37", "#4d5660", "#a9b4c0", ("#e6eef8", "#131f2d")),
    "only-left": Colours(
        "bold $ink-only-left", "1;33", "#6b3c00", "#ffc24d", ("#eec678", "#533e13")
    ),
    "only-right": Colours(
        "bold $ink-only-right", "1;33", "#6b3c00", "#ffc24d", ("#eec678", "#533e13")
    ),
    "chrome": Colours("$foreground 52%", "2"),
    "note": Colours("italic $foreground 70%", "2"),
    "fold": Colours("italic $foreground 70%", "2"),
    "stop": Colours("bold $foreground 85%", "2"),
    "style": Colours("$foreground 72%", ""),
    "mark": Colours("bold $ink-mark", "1;35", "#8a1368", "#f7b1dc", ("#f7d9ee", "#3d2038")),
    "weighty": Colours(
        "bold underline $ink-upon on $paper-weighty",
        "1;4;35",
        "#9c1f75",
        "#ff8fd0",
        ("#9c1f75", "#93246f"),
    ),
    "alarm": Colours("bold $ink-alarm", "1;31", "#a3161a", "#ff9a90", ("#fbdcd8", "#4a1512")),
}
"""Of words that differ, the HTML report's colour is that of the line below them."""


UPON = "#ffffff"
"""The ink on the paper of a key change, which is dark in the light too."""


def palette(*, dark: bool) -> dict[str, str]:
    """The inks and papers of all looks on dark or light paper, by the names in `LOOKS`."""
    found = {}
    for look, colours in LOOKS.items():
        if colours.light:
            found[f"ink-{look}"] = colours.dark if dark else colours.light
        if colours.paper[0]:
            found[f"paper-{look}"] = colours.paper[dark]
    return {**found, "ink-upon": UPON}


_TERMINALS = {
    "94": "blue",
    "36": "cyan",
    "37": "white",
    "33": "yellow",
    "35": "magenta",
    "31": "red",
}
"""The terminal's own colours, by their parameters."""


def terminal_palette() -> dict[str, str]:
    """The same in the terminal's own colours, of which no tint can be mixed."""
    found: dict[str, str] = {}
    for look, colours in LOOKS.items():
        name = _TERMINALS.get(colours.sgr.rpartition(";")[2], "default")
        found |= {f"ink-{look}": f"ansi_{name}", f"paper-{look}": "transparent"}
    return {**found, "paper-weighty": "ansi_magenta", "ink-upon": "ansi_default"}


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
    ShownKind("same", "=", "same", "The same text, apart from spelling and punctuation habits."),
    ShownKind("near", "≈", "near", "Shared text, reworded; changed words are marked."),
    ShownKind(
        "related", "∼", "paraphrase", "The same fact, paraphrased, or part of the same quotation."
    ),
    ShownKind("moved", "↕", "moved", "Elsewhere in the other article; the note says where."),
    ShownKind("only-left", "◆", "only left", "Only in the left article."),
    ShownKind("only-right", "◆", "only right", "Only in the right article."),
)


GLYPHS: dict[Look, str] = {
    **{kind.look: kind.glyph for kind in KINDS},
    "chrome": "┆",
    "note": "↕",
    "fold": "┈",
    "stop": "╌",
}


SIDE_SIGNS: dict[Side, str] = {"left": "◂", "right": "▸"}
"""What says on which side something is, where the two aren't side by side."""


CHOICE_SIGNS: dict[Choice, str] = {"pinned": "⊕", "forbidden": "⊖"}
"""What says in the margin that a reader has decided about a pair that a paragraph is in."""


CHOICE_NAMES: dict[Choice, str] = {"pinned": "pinned", "forbidden": "blocked"}
"""What the app calls a reader's decision; its name in files stays."""


MARK_SIGNS: dict[NoteMark, str] = {"to check": "?", "checked": "✓", "important": "!"}
"""What says in the margin that there is a note on a paragraph."""


def mark_said(mark: NoteMark) -> str:
    """A mark with its sign: "✓ Checked"."""
    return f"{MARK_SIGNS[mark]} {mark.capitalize()}"


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
    "uncredited-copy": ShownVerdict("alarm", edge="double"),
    "part-copy": ShownVerdict("near"),
    "shared": ShownVerdict("near", edge="dashed", heading="Shared text"),
    "unclear": ShownVerdict("moved", edge="dashed", heading="Can't tell"),
    "own": ShownVerdict("only-left", heading="Own reporting"),
    "no-match": ShownVerdict("only-left", edge="dashed", heading="No match in these pages"),
}


NOT_SHARED = "No shared text"
"""The heading over articles that share text with none of the others, in every list of groups."""


def look_of(verdict: Verdict) -> PaintedLook:
    """How a verdict is painted: what is copied without a credit alarms, all of it or a part."""
    # The start paints no verdict.
    from tui.corpus.story.verdicts import MAY_LACK_CREDIT

    silent = verdict.kind in MAY_LACK_CREDIT and not verdict.credited and verdict.service
    return "alarm" if silent else SHOWN_VERDICTS[verdict.kind].look


def missing(alignment: Alignment) -> str:
    """That counterparts may be missing, or were taken back, in sentences; empty where not so."""
    said: list[str] = []
    if unheard := alignment.summary.unheard:
        are = "paragraph is" if unheard == 1 else "paragraphs are"
        said.append(
            f"{unheard} unmatched {are} so similar to many others that not all words could be "
            "compared: counterparts may be missing."
        )
    if withdrawn := alignment.withdrawn:
        pairs = "pair of paragraphs is" if withdrawn == 1 else "pairs of paragraphs are"
        said.append(
            f"{withdrawn} similar {pairs} not matched: their names or numbers differ, so these "
            "seem to be two events told in the same set phrases."
        )
    elif alignment.formulaic and any(link.kind == "near" for link in alignment.links):
        said.append(
            "Nearly the same sentences with other names or numbers: this may be one event with "
            "its facts changed, or two events told in the same set phrases. Neither page counts "
            "as a copy."
        )
    return " ".join(said)


def corrected(alignment: Alignment) -> tuple[int, int, int]:
    """How many corrections both articles have, the left one alone, and the right one alone."""
    both = len(alignment.corrections)
    left, right = (
        sum(one.corrects for one in article.paragraphs)
        for article in (alignment.left, alignment.right)
    )
    return both, left - both, right - both


def corrections_said(alignment: Alignment, names: Sequence[str]) -> str:
    """Which of two articles carries a correction or note, as a sentence; empty where none does.

    Args:
        names: Short inert names of both.
    """
    both, left, right = corrected(alignment)
    if left and right:
        return "Each carries a correction or note that the other doesn't."
    if left or right:
        has, lacks = names if left else (names[1], names[0])
        return f"{has} carries a correction or note that {lacks} doesn't."
    return "Both carry the same correction or note." if both else ""


def claim(story: Story, names: Mapping[str, str]) -> str:
    """How many articles of a group carry its source's text, and how many don't say so.

    Args:
        names: Short inert names by path.

    Returns:
        Such as "AP copy in 3 of 5 · 2 without credit", inert; empty where no two do. What is no
        service's text is no copy of itself.
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
    whose = f"{inert(story.service)} copy" if story.service else f"Copy of {names[story.source]}"
    silent = sum(not verdict.credited and verdict.path != story.source for verdict in carrying)
    without = f" · {silent} without credit" if silent else ""
    given = " (original given)" if story.given else ""
    count = len(carrying) - (not story.service)
    return f"{whose} in {count} of {len(story.verdicts)}{without}{given}"


def _is_of(verdict: Verdict, story: Story) -> bool:
    """Whether an article carries the text of a story's source, as far as is known whose it is."""
    if story.service:
        return verdict.service == story.service
    return verdict.compared_with == story.source


SHADES = ((0.75, "█"), (0.5, "▓"), (0.25, "▒"), (0.0, "░"))
"""From which share on a cell is shaded how."""


NOTHING = "·"


PARAPHRASED_ALONE = "only paraphrased"
"""What 0% means in a matrix, where `NOTHING` is what shares nothing at all."""


ITSELF = "╲"


def shade(share: float) -> str:
    """The shade of a share from 0 to 1."""
    return next(sign for least, sign in SHADES if share >= least)


KEPT = "│"
"""A line of a page that stays in the article."""


ABSENT = "·"
"""A paragraph that an article does not have, though others do."""
