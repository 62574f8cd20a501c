"""What the threads behind the main screen tell it.

A thread never touches a widget: it posts one of these, and the screen heeds it in its own time.
What a message carries is frozen, so that neither side can change it under the other. What was
found out about the articles tells the desk itself, so that the screen heeds all of it alike.

They are compared by nobody, and Textual shows them in its own way; without those methods they
are made several times as fast, which counts when the app starts.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.sharing import Share
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.choose import Decision
    from tui.view.main.desk import Changed, Desk
    from tui.view.state import Session
    from tui.view.whose import Whose


class FoundOut(Message):
    """Something was found out about the articles of a desk."""

    @abstractmethod
    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it; gives what has changed by it."""


@dataclass(eq=False, repr=False)
class ArticlesRead(FoundOut):
    """Articles were read; `done` when all of them were."""

    session: Session
    done: bool

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it."""
        return desk.read(self.session, done=self.done)


@dataclass(eq=False, repr=False)
class PairCompared(FoundOut):
    """A pair was aligned."""

    comparison: ComparedPair

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it."""
        return desk.compared(self.comparison)


@dataclass(eq=False, repr=False)
class SharesFound(FoundOut):
    """It is known how much of some articles, by index, stands in the session's left one."""

    session: Session
    shares: Mapping[int, Share]

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it."""
        return desk.found_shares(self.session, self.shares)


@dataclass(eq=False, repr=False)
class WhoseFound(FoundOut):
    """It is known whose copy the session's articles are."""

    session: Session
    whose: Whose

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it."""
        return desk.found_whose(self.session, self.whose)


@dataclass(eq=False, repr=False)
class PairChosen(FoundOut):
    """It is known which two of all articles show most: the session's."""

    session: Session

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it; nothing changes for a reader who goes on, or has pressed a key."""
        at, now = ((one.left, one.right) for one in (desk.session, self.session))
        stays = desk.touched or desk.place is not None or at in (now, now[::-1])
        if stays or len(self.session.entries) != len(desk.session.entries):
            return frozenset()
        # Whose copy they are is being found out already.
        return desk.read(self.session, done=True) - {"find whose", "find shares"}


@dataclass(eq=False, repr=False)
class Judged(FoundOut):
    """It is known of some articles whose copy they are, of so many."""

    done: int
    total: int

    def tell(self, desk: Desk) -> Changed:
        """Let the desk know it."""
        return desk.judged(self.done, self.total)


@dataclass(eq=False, repr=False)
class Decided(Message):
    """The reader has decided something about a pair of paragraphs."""

    decision: Decision


@dataclass(eq=False, repr=False)
class FilesChanged(Message):
    """Pages were added, changed or deleted; `settings` when the configuration was changed."""

    settings: bool


@dataclass(eq=False, repr=False)
class SettingsRead(Message):
    """The configuration was read again, and the keys that it gives to commands."""

    keys: Mapping[str, str]


@dataclass(eq=False, repr=False)
class SettingsBroken(Message):
    """The configuration cannot be used: where and why; inert. The last good one is in force."""

    where: str
    reason: str


@dataclass(eq=False, repr=False)
class ArticlesReread(Message):
    """The articles as they are now, and what was shown when they began to be read again."""

    session: Session
    before: Session


@dataclass(eq=False, repr=False)
class Failed(Message):
    """Something that a reader should know could not be done, and why; inert."""

    title: str
    reason: str
