"""What config.yaml may say: the text core's settings, the articles and the keys."""

from __future__ import annotations

import msgspec

from tui.corpus.settings import Settings
from tui.text.fields import Name


class Config(Settings, frozen=True, kw_only=True):
    """Everything that config.yaml decides.

    Attributes:
        articles: Files, folders and glob patterns to open when none are given, as paths that
            hold from the current folder.
        keys: Keys for the app by the id of a binding, several separated by commas.
    """

    articles: tuple[Name, ...] = ("seeds",)
    keys: dict[str, Name] = msgspec.field(default_factory=dict)
