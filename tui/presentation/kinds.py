"""The kinds of row as a reader meets them: glyph, name and meaning, in one place.

The summary line, the help and the gutter all read this table, so they cannot disagree.

What a story comes to, in a few words.

The shades of a heat map: how much of one article stands in another, at a glance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.presentation.rows import Look
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.story.story import Story
    from tui.text.alignment.choices import Choice
    from tui.text.model import Summary


class ShownKind(msgspec.Struct, frozen=True):
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


COPY = frozenset({"credited-copy", "uncredited-copy", "part-copy"})
"""The verdicts on articles that carry another's text."""


def missing(summary: Summary) -> str:
    """That counterparts may be missing, as a sentence; empty where that is not so.

    Args:
        summary: The counts of an alignment.
    """
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
        story: The story.
        names: Short inert names by path.

    Returns:
        Such as "3 of 5 carry AP's story", inert; empty where no two do.
    """
    if story.source is None:
        return ""
    carrying = [
        verdict
        for verdict in story.verdicts
        if verdict.path == story.source
        or (verdict.kind in COPY and verdict.service == story.service)
    ]
    if len(carrying) < 2:
        return ""
    owner = inert(story.service) if story.service else names[story.source]
    mark = "’" if owner.endswith("s") else "’s"
    return f"{len(carrying)} of {len(story.verdicts)} carry {owner}{mark} story"


SHADES = ((0.75, "█"), (0.5, "▓"), (0.25, "▒"), (0.0, "░"))
"""From which share on a cell is shaded how."""


NOTHING = "·"


ITSELF = "╲"


def shade(share: float) -> str:
    """The shade of a share from 0 to 1."""
    return next(sign for least, sign in SHADES if share >= least)


ABSENT = "·"
"""A paragraph that an article does not have, though others do."""
