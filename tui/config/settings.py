"""What config.yaml may say: the text core's settings, the articles and the keys."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tui.config.story import StorySettings
from tui.text.settings import TextSettings

Name = Annotated[str, msgspec.Meta(min_length=1)]


class Config(TextSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that config.yaml decides.

    Attributes:
        articles: Files, folders and glob patterns to open when none are given, as paths that
            hold from the current folder.
        story: When articles are one story, and who copied whom.
        keys: Keys for the app by the id of a binding, several separated by commas.
    """

    articles: tuple[Name, ...] = ("seeds",)
    story: StorySettings
    keys: dict[str, Name] = msgspec.field(default_factory=dict)
