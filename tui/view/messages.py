"""What the threads behind the main screen tell it.

A thread never touches a widget: it posts one of these, and the screen heeds it in its own time.
What a message carries is frozen, so that neither side can change it under the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.sharing import Share
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.choose import Decision
    from tui.view.state import Session
    from tui.view.whose import Whose


@dataclass
class ArticlesRead(Message):
    """Articles were read; `done` when all of them were."""

    session: Session
    done: bool


@dataclass
class PairCompared(Message):
    """A pair was aligned."""

    comparison: ComparedPair


@dataclass
class SharesFound(Message):
    """It is known how much of some articles, by index, stands in the session's left one."""

    session: Session
    shares: Mapping[int, Share]


@dataclass
class WhoseFound(Message):
    """It is known whose copy the session's articles are."""

    session: Session
    whose: Whose


@dataclass
class Judged(Message):
    """It is known of some articles whose copy they are, of so many."""

    done: int
    total: int


@dataclass
class Decided(Message):
    """The reader has decided something about a pair of paragraphs."""

    decision: Decision


@dataclass
class FilesChanged(Message):
    """Pages were added, changed or deleted; `settings` when the configuration was changed."""

    settings: bool


@dataclass
class SettingsRead(Message):
    """The configuration was read again, and the keys that it gives to commands."""

    keys: Mapping[str, str]


@dataclass
class SettingsBroken(Message):
    """The configuration cannot be used: where and why; inert. The last good one is in force."""

    where: str
    reason: str


@dataclass
class ArticlesReread(Message):
    """The articles as they are now."""

    session: Session


@dataclass
class Failed(Message):
    """Something that a reader should know could not be done, and why; inert."""

    title: str
    reason: str
