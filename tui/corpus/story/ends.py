"""Where an article stops early: it has nearly everything up to a point, and nothing after it.

Papers cut an agency's copy from the end to fit. What such an article lacks is no reporting of the
other one's own, unless the other's ending shows that it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.story.names import names_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tui.corpus.likeness import Prose
    from tui.corpus.settings import TruncationSettings
    from tui.text.model import Alignment, Article, Link


def find_ends(
    alignment: Alignment,
    links: list[Link],
    left: Prose,
    right: Prose,
    quoted: Sequence[Mapping[int, int]],
    settings: TruncationSettings,
) -> tuple[int | None, int | None]:
    """Where the right article stops, as an index into the left one, and the reverse.

    An article does not stop early where the other goes on with what is its own.
    """
    articles, words = (alignment.left, alignment.right), (left, right)
    copied = [(link.left, link.right) for link in links]
    linked = [(link.left, link.right) for link in alignment.links]

    def end_in(side: int) -> int | None:
        other = 1 - side
        stop = stop_of(
            words[other].sizes,
            words[side].sizes,
            [(pair[other], pair[side]) for pair in copied],
            {pair[side] for pair in linked},
            settings,
        )
        if stop is None or _is_own_ending(
            articles[side], words[side], quoted[side], stop, settings
        ):
            return None
        return stop

    return end_in(0), end_in(1)


def _is_own_ending(
    article: Article,
    words: Prose,
    quoted: Mapping[int, int],
    stop: int,
    settings: TruncationSettings,
) -> bool:
    """Whether what follows where the other article stops is the article's own, as far as it shows.

    Much of it is what people said that the other one does not have, or it names several people
    and places, and none of those before.
    """
    tail = [place for place in words.sizes if place > stop]
    said = sum(quoted.get(place, 0) for place in tail)
    if said >= settings.own_quotations * sum(words.sizes[place] for place in tail):
        return True
    paragraphs = article.paragraphs
    named = names_in([paragraphs[place].text for place in tail])
    before = names_in([paragraphs[place].text for place in words.sizes if place <= stop])
    return len(named) >= settings.own_names and named.isdisjoint(before)


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
        copied: Copied pairs of paragraphs, the article's own first.
        linked: The other article's paragraphs that are linked in any way.

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
    held = {place for _, place in copied}
    before = other_total - tail_size
    enough = (
        len(tail) >= settings.paragraphs
        and tail_size >= settings.tail * other_total
        and sum(other[place] for place in tail if place in linked)
        <= settings.tail_found * tail_size
        and sum(own[place] for place in own if place > end) <= settings.rest * total
        and sum(own[place] for place in kept) >= settings.found_before * total
        and sum(other[place] for place in held) >= settings.found_before * before
    )
    return stop if enough else None
