"""In which order the list shows its articles, and which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.corpus.sharing import Share
    from tui.view.listing import Entry
    from tui.view.whose import Cluster

Sort = Literal["cluster", "similarity", "name", "date", "length"]

SORTS: tuple[Sort, ...] = get_args(Sort)


class Group(msgspec.Struct, frozen=True):
    """Entries under one heading, by their index; an empty heading takes no line."""

    heading: str
    places: tuple[int, ...]


def next_sort(sort: Sort) -> Sort:
    """The order that comes after another."""
    return SORTS[(SORTS.index(sort) + 1) % len(SORTS)]


def groups(
    entries: Sequence[Entry],
    clusters: Sequence[Cluster],
    shares: Mapping[int, Share],
    sort: Sort = "cluster",
    wanted: str = "",
) -> tuple[Group, ...]:
    """The entries in order, under their headings.

    Args:
        entries: All of them.
        clusters: Those that belong together, as far as it is known.
        shares: How much of each stands in the article on the left, by index.
        sort: The order. Only clusters have headings.
        wanted: Words that an entry must have; empty for all entries.

    Returns:
        Groups without an empty one; what could not be read comes last, unless by name.
    """
    words = wanted.casefold().split()
    places = [
        place
        for place, entry in enumerate(entries)
        if all(word in entry.searched for word in words)
    ]
    if sort == "cluster":
        return _by_cluster(entries, clusters, places)
    keys: dict[Sort, Callable[[int], object]] = {
        "similarity": lambda place: -shares[place].copied if place in shares else -2.0,
        "name": lambda place: entries[place].title.casefold(),
        "date": lambda place: (not entries[place].date, entries[place].date),
        "length": lambda place: -entries[place].paragraphs,
    }
    key = keys[sort]
    failed = [place for place in places if entries[place].failure is not None]
    read = [place for place in places if entries[place].failure is None]
    ordered = (*sorted(read, key=key), *failed)  # type: ignore[arg-type]
    return (Group("", ordered),) if ordered else ()


def _by_cluster(
    entries: Sequence[Entry], clusters: Sequence[Cluster], places: Sequence[int]
) -> tuple[Group, ...]:
    at = {entries[place].path: place for place in places}
    found: list[Group] = []
    for cluster in clusters:
        inside = tuple(at.pop(path) for path in cluster.paths if path in at)
        if inside:
            noun = "article" if len(inside) == 1 else "articles"
            found.append(Group(f"{cluster.name} · {len(inside)} {noun}", inside))
    rest = tuple(at.values())
    if rest:
        found.append(Group("Not compared yet" if found and _readable(entries, rest) else "", rest))
    return tuple(found)


def _readable(entries: Sequence[Entry], places: Sequence[int]) -> bool:
    return any(entries[place].failure is None for place in places)
