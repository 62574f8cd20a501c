"""What the threads that read and align tell the main screen. All of it is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.corpus.sharing import Share
    from tui.view.compare.arrange import ComparedPair
    from tui.view.compare.choose import Decision
    from tui.view.state import Session
    from tui.view.whose import Whose


class ArticlesRead(Message):
    """Articles were read; `done` when all of them were."""

    def __init__(self, session: Session, *, done: bool) -> None:
        super().__init__()
        self.session = session
        self.done = done


class PairCompared(Message):
    """A pair was aligned."""

    def __init__(self, comparison: ComparedPair) -> None:
        super().__init__()
        self.comparison = comparison


class SharesFound(Message):
    """It is known how much of some articles, by index, stands in the session's left one."""

    def __init__(self, session: Session, shares: Mapping[int, Share]) -> None:
        super().__init__()
        self.session = session
        self.shares = shares


class WhoseFound(Message):
    """It is known whose copy the session's articles are."""

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__()
        self.session = session
        self.whose = whose


class FilesChanged(Message):
    """Pages were added, changed or deleted; `settings` when the configuration was changed."""

    def __init__(self, *, settings: bool) -> None:
        super().__init__()
        self.settings = settings


class SettingsRead(Message):
    """The configuration was read again, and the keys that it gives to commands."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.keys = keys


class SettingsBroken(Message):
    """The configuration cannot be used: where and why; inert. The last good one is in force."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__()
        self.where = where
        self.reason = reason


class ArticlesReread(Message):
    """The articles as they are now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class Failed(Message):
    """Something that a reader should know could not be done, and why; inert."""

    def __init__(self, title: str, reason: str) -> None:
        super().__init__()
        self.title = title
        self.reason = reason


class Decided(Message):
    """The reader has decided something about a pair of paragraphs."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


class Judged(Message):
    """It is known of some articles whose copy they are, of so many."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total
