"""The kinds of row as a reader meets them: glyph, name and meaning, in one place.

The summary line, the help and the gutter all read this table, so they cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.presentation.rows import Look

if TYPE_CHECKING:
    from tui.text.choices import Choice


class Kind(msgspec.Struct, frozen=True):
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


KINDS: tuple[Kind, ...] = (
    Kind("same", "=", "same", "The same text, but for spelling and punctuation habits."),
    Kind("near", "≈", "near", "One is an edited copy of the other; differing words are marked."),
    Kind("related", "∼", "related", "The same fact or quotation, in other words."),
    Kind("moved", "↕", "moved", "It stands elsewhere in the other article; the note says where."),
    Kind("only-left", "◆", "only left", "Only the left article has it."),
    Kind("only-right", "◆", "only right", "Only the right article has it."),
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
