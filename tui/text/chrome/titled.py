"""The headline of a page that says itself what its title is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line

_BELOW = 2
"""Lines from the top of the body that may be the headline still."""


def titled(draft: Draft) -> Line | None:
    """Find the line that stands for the page's own title.

    Args:
        draft: The page, its body found.

    Returns:
        The line above the body, or at its very top, that says the same as the title: one in a
        heading first, then the one nearest to the body. None where there is none, or no title.
    """
    title = draft.metadata.title if draft.metadata else None
    if title is None or draft.first is None:
        return None
    words = " ".join(title.lower().split())
    same = [
        line
        for line in draft.lines[: draft.first + _BELOW]
        if " ".join(line.text.lower().split()) == words
    ]
    return max(same, key=lambda line: (_is_heading(line), line.index), default=None)


def _is_heading(line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and not {"h1", "h2"}.isdisjoint(markup.inside)
