"""What a page says of itself beside its text: its metadata, and what its markup says of a block.

Pages saved as plain text have neither.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's own metadata says; None where it says nothing.

    `date` is an ISO date, the one of publication where there are several.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None


NOTHING_SAID = Metadata()


@dataclass(frozen=True, slots=True)
class Markup:
    """What a block of a page stands in.

    Attributes:
        inside: The names of the elements that it stands in, from the outermost inwards.
        names: The words in the classes and ids of the innermost of them, in small letters.
        holder: What tells the elements apart that hold paragraphs: name, class and id of the
            one that this block stands in, itself not counted where it is a mere paragraph.
        linked: The share of its characters that are links, from 0 to 1.
        is_text: Whether the extractor takes it for the article's text; None where none was asked.
    """

    inside: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    holder: str = ""
    linked: float = 0.0
    is_text: bool | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.inside[-1:] == ("li",)
