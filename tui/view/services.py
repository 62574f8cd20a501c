"""All that the app is opened with, in one record that nobody changes afterwards.

The command makes it; the app, its main screen and every view are handed what they need of it.
Nothing else reaches them from outside, so that what an app can do is read off this page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.config.settings import Config
    from tui.corpus.library import Library
    from tui.corpus.notes import RememberedNotes
    from tui.view.compare.arrange import ComparedPair
    from tui.view.export import Exporter
    from tui.view.place import Bookmark
    from tui.view.terminal import LateAnswer
    from tui.view.whose import Whose


@dataclass(frozen=True, slots=True)
class SettingsFiles:
    """Where the configuration comes from.

    Attributes:
        load: Loads it; raises ConfigError.
        files: The files it may come from, whether or not they are there.
        asked: The file that was asked for, if any.
    """

    load: Callable[[], Config]
    files: tuple[str, ...]
    asked: str | None = None


class KnownWhose(Protocol):
    """Gives whose copy the articles are: waiting for it, or only where it is known already."""

    def __call__(self, *, wait: bool) -> Whose | None:
        """None where it cannot be had, or not yet."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the app works on and with.

    Attributes:
        library: The articles.
        keys: Keys that replace the default ones, by the id of a binding; without faults.
        title: What is open, in words for the title line, such as the folder's name.
        first: Gives the comparison to begin with; without it, or where it gives None, the app
            makes it.
        whose: Gives whose copy the articles of that comparison's session are, once and after
            it; without it, or where it gives None, the app finds it out.
        place: Where the reader was.
        keeps_place: Whether the place is kept for the next run.
        settings: Says where the configuration comes from; without it nothing is watched, and
            no rule can be taught.
        exporter: Makes what writes reports; without it nothing can be handed over.
        late_answer: Tells what the terminal answers late from what is typed; None where it has
            answered.
        notes: What the reader has noted; without it no note can be made.
        light: Whether the terminal's background is light; None asks the environment.
    """

    library: Library
    keys: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    first: Callable[[], ComparedPair | None] | None = None
    whose: KnownWhose | None = None
    place: Bookmark | None = None
    keeps_place: bool = False
    settings: Callable[[], SettingsFiles] | None = None
    exporter: Callable[[], Exporter] | None = None
    late_answer: LateAnswer | None = None
    notes: RememberedNotes | None = None
    light: bool | None = None
