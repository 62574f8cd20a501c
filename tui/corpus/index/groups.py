"""Clusters of articles out of pairs that share copy, and the weak links that hold some together.

A cluster is what hangs together by links. Two stories that one article's worth of chance links
would be one cluster, so that a link which alone joins two groups, and is weak, is asked about.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Strand(NamedTuple):
    """A link between two articles, by their places, and how much the one has of the other."""

    one: int
    other: int
    strength: float
    sure: bool = False


@dataclass
class Clusters:
    """Which articles hang together.

    Attributes:
        first: The first article of each one's cluster, by the articles' places; its own place
            where it is in none.
        weakest: The strength of the weakest link that a cluster needs, by its first article.
        parted: The first articles of clusters that were parted from one another.
    """

    first: array[int]
    weakest: dict[int, float] = field(default_factory=dict)
    parted: list[tuple[int, int]] = field(default_factory=list)

    def members(self) -> Iterator[tuple[int, int]]:
        """Each article in a cluster, with the first one of that."""
        for place, first in enumerate(self.first):
            if first in self.weakest:
                yield place, first


class Strands:
    """The links of a corpus; kept as numbers, as there may be many millions."""

    def __init__(self, size: int, strands: Iterable[Strand]) -> None:
        """Take the links, the strongest first.

        Args:
            size: How many articles there are.
        """
        self._size = size
        self._ones = array("i")
        self._others = array("i")
        self._strengths = array("f")
        self._sure = array("b")
        for one, other, strength, sure in strands:
            self._ones.append(one)
            self._others.append(other)
            self._strengths.append(strength)
            self._sure.append(sure)

    def weak_bridges(self, below: float, least: int = 2) -> list[tuple[int, int]]:
        """The links, weak and not sure, without which a cluster would be two.

        Args:
            below: What a weak link is weaker than.
            least: The fewest articles of the smaller part.
        """
        clusters = self.clusters()
        suspicious = {
            clusters.first[self._ones[at]] for at in range(len(self._ones)) if self._weak(at, below)
        }
        edges: dict[int, list[int]] = {}
        for at in range(len(self._ones)):
            first = clusters.first[self._ones[at]]
            if first in suspicious:
                edges.setdefault(first, []).append(at)
        found: list[tuple[int, int]] = []
        for own in edges.values():
            found += [
                (self._ones[at], self._others[at])
                for at in self._bridges(own, least)
                if self._weak(at, below)
            ]
        return sorted(found)

    def _weak(self, at: int, below: float) -> bool:
        return self._strengths[at] < below and not self._sure[at]

    def _bridges(self, edges: Iterable[int], least: int) -> Iterator[int]:
        """The links of a cluster that lie on no circle, with so many articles on either side."""
        near: dict[int, list[tuple[int, int]]] = {}
        for at in edges:
            one, other = self._ones[at], self._others[at]
            near.setdefault(one, []).append((other, at))
            near.setdefault(other, []).append((one, at))
        root = min(near)
        order, low, size = {root: 0}, {root: 0}, {root: 1}
        path = [(root, -1, iter(near[root]))]
        # Not by recursion: a chain may have a thousand links. (Tarjan 1974.)
        while path:
            place, came_by, ways = path[-1]
            way = next(ways, None)
            if way is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[place])
                    size[above] += size[place]
                    if low[place] > order[above] and least <= size[place] <= len(near) - least:
                        yield came_by
                continue
            to, at = way
            if at == came_by:
                continue
            if to in order:
                low[place] = min(low[place], order[to])
            else:
                order[to] = low[to] = len(order)
                size[to] = 1
                path.append((to, at, iter(near[to])))

    def clusters(self, without: Collection[tuple[int, int]] = ()) -> Clusters:
        """What hangs together, some links left out."""
        first = array("i", range(self._size))
        weakest: dict[int, float] = {}

        def find(place: int) -> int:
            while first[place] != place:
                first[place] = place = first[first[place]]
            return place

        for one, other, strength in zip(self._ones, self._others, self._strengths, strict=True):
            if without and (one, other) in without:
                continue
            low, high = sorted((find(one), find(other)))
            if low != high:
                first[high] = low
                weakest.pop(high, None)
                # As they come by strength, the last one that joins is the weakest.
                weakest[low] = strength
        for place in range(self._size):
            first[place] = find(place)
        parted = sorted({(first[one], first[other]) for one, other in without})
        return Clusters(first, weakest, parted)
