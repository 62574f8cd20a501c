"""What a story comes to, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.story import Story
    from tui.text.alignment import Summary

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
