"""Where an article stops and another one goes on.

A copy that was cut from the end, as papers cut agency copy to fit, has nearly everything up
to a point and nothing after it. What it lacks is no reporting of the other article's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tui.config.story import TruncationSettings


def stop_of(
    own: Mapping[int, int],
    other: Mapping[int, int],
    copied: Sequence[tuple[int, int]],
    linked: Collection[int],
    settings: TruncationSettings,
) -> int | None:
    """Find where an article is cut off.

    Args:
        own: The words of each of its linkable paragraphs by index, in order.
        other: The same of the other article.
        copied: Copied pairs of paragraphs, the article's own first.
        linked: The other article's paragraphs that are linked in any way.
        settings: The section `story.truncation`.

    Returns:
        The index of the other article's last paragraph that the article has, where it stops
        early there; else None.
    """
    if not copied:
        return None
    total, other_total = sum(own.values()), sum(other.values())
    end = max(place for place, _ in copied)
    stop = max(place for _, place in copied)
    tail = [place for place in other if place > stop]
    tail_size = sum(other[place] for place in tail)
    kept = {place for place, _ in copied}
    found = {place for _, place in copied}
    before = other_total - tail_size
    enough = (
        len(tail) >= settings.paragraphs
        and tail_size >= settings.tail * other_total
        and sum(other[place] for place in tail if place in linked)
        <= settings.tail_found * tail_size
        and sum(own[place] for place in own if place > end) <= settings.rest * total
        and sum(own[place] for place in kept) >= settings.found_before * total
        and sum(other[place] for place in found) >= settings.found_before * before
    )
    return stop if enough else None
