"""Two pages on a flood, with paragraphs that answer to each other and some that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEFT = [
    "The river rose three metres overnight and flooded the old town of Marlow, the mayor said.",
    "Firefighters brought 140 people out of their houses by boat, among them a school class.",
    "A recipe for plum cake needs butter, sugar, flour, six eggs and a warm kitchen.",
]
RIGHT = [
    "Marlow’s mayor said the river had risen three meters overnight, flooding the old town.",
    "Among 140 people whom firefighters brought from their houses by boat was a school class.",
    "Trains will be late until Monday, the railway announced in a brief note.",
    "Nobody at the harbour office was in the kitchen when the strike of the pilots began.",
]


def written_to(folder: Path, right: Sequence[str] = RIGHT) -> Path:
    """The folder that the two were written to, below another one."""
    pages = folder / "pages"
    pages.mkdir()
    for name, texts in (("001_a.txt", LEFT), ("002_b.txt", right)):
        (pages / name).write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return pages
