"""Which articles are open and which two are compared. Frozen: every step gives a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

from tui.corpus.files import Unreadable
from tui.text.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.presentation.rows import Side


class Session(msgspec.Struct, frozen=True):
    """The articles in the list and the pair being compared.

    Attributes:
        entries: Articles, and files that could not be read, in the list's order.
        left: Index of the article on the left; None while there are not two articles.
        right: Index of the article on the right.
    """

    entries: tuple[Article | Unreadable, ...] = ()
    left: int | None = None
    right: int | None = None

    @property
    def pair(self) -> tuple[Article, Article] | None:
        """The two articles, left and right."""
        if self.left is None or self.right is None:
            return None
        left, right = self.entries[self.left], self.entries[self.right]
        if isinstance(left, Unreadable) or isinstance(right, Unreadable):
            return None
        return left, right

    @property
    def sides(self) -> dict[int, Side]:
        """On which side the compared articles stand, by index."""
        sides: dict[int, Side] = {}
        if self.left is not None and self.right is not None:
            sides = {self.left: "left", self.right: "right"}
        return sides

    @property
    def tried(self) -> list[str]:
        """The paths of all that was tried: of an article that was saved twice, both."""
        paths = [entry.path for entry in self.entries]
        for entry in self.entries:
            paths += entry.also if isinstance(entry, Article) else ()
        return paths

    @property
    def failed(self) -> int:
        """How many files could not be read."""
        return sum(isinstance(entry, Unreadable) for entry in self.entries)

    def following(self, now: Session, before: Session) -> Session:
        """The same with the pair that a reader has gone on to, where both articles are there.

        Args:
            now: What is shown now.
            before: What was shown when the articles of this one began to be read.
        """
        if now.pair is None or (now.left, now.right) == (before.left, before.right):
            return self
        places = {entry.path: place for place, entry in enumerate(self.entries)}
        left, right = (places.get(one.path) for one in now.pair)
        if left is None or right is None:
            return self
        return replace(self, left=left, right=right)

    def is_article(self, index: int) -> bool:
        """Whether an index of the list is an article rather than an unreadable file."""
        return isinstance(self.entries[index], Article)

    def choose_right(self, index: int) -> Session:
        """Put an article on the right, unless it is unreadable or on the left already."""
        if self.left is None or index == self.left or not self.is_article(index):
            return self
        return replace(self, right=index)

    def turn(self, side: Side, step: int, order: Sequence[int] | None = None) -> Session:
        """Put the next readable article on one side; the list is a ring.

        Args:
            side: The side to change.
            step: 1 for the next, -1 for the one before.
            order: The list's order, by index; None is the order of the entries.
        """
        if self.left is None or self.right is None:
            return self
        here, there = (self.left, self.right) if side == "left" else (self.right, self.left)
        ring = list(range(len(self.entries)) if order is None else order)
        at = ring.index(here) if here in ring else -1 if step > 0 else 0
        for _ in ring:
            at = (at + step) % len(ring)
            index = ring[at]
            if index not in (here, there) and self.is_article(index):
                break
        else:
            return self
        return replace(self, left=index) if side == "left" else replace(self, right=index)

    def swap(self) -> Session:
        """Let the two articles change sides."""
        return replace(self, left=self.right, right=self.left)


Move = Literal["down", "up", "half-down", "half-up", "page-down", "page-up", "first", "last"]


Sort = Literal["cluster", "similarity", "name", "date", "length"]


Sideways = Literal["left", "right"]
