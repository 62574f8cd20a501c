"""What was asked for on the command line, and the pages that this finds.

Refusing keys that cannot be used, at their line of the configuration.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.options import PageChoice
from tui.cli.streams import complain, complain_of
from tui.config.compose import FOLDER_HINT
from tui.config.errors import ConfigError
from tui.config.load import inspect_config
from tui.config.locate import locate
from tui.corpus.files import STANDARD_INPUT
from tui.text.page.names import USUAL_ENDINGS
from tui.view.keys import key_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.config.settings import Config
    from tui.corpus.library import Library
    from tui.view.place import Bookmark


EVERY_PAGE = PageChoice()


NOTHING_TO_OPEN = f"""\
there are no pages to open here.
  Save news pages ({USUAL_ENDINGS}) in this folder and run `compare` again,
  or name files or folders:           compare PATH...
  or see it at work on five pages:    compare --demo"""


class Request(NamedTuple):
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    config_path: str | None
    rules: bool
    demo: bool
    without: tuple[str, ...]
    fresh: bool
    pages: PageChoice = EVERY_PAGE
    piped: bytes | None = None


class Opening(NamedTuple):
    """What the app is opened on.

    `at` is where the reader was; `settings` the pickled configuration with which the pages were
    found, empty where the library has it.
    """

    library: Library
    keys: dict[str, str]
    place: str
    at: Bookmark | None = None
    settings: bytes = b""


def find_pages(request: Request) -> Opening | None:
    """Find the pages, and where the reader was in them.

    Args:
        request: What was asked for.

    Returns:
        What to open; None where there is nothing, which has been said with its reason.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    from tui.corpus.choices import RememberedChoices
    from tui.corpus.library import Library

    config = load_request_config(request)
    chosen = _choose(request.paths, config, demo=request.demo)
    if not chosen:
        complain(NOTHING_TO_OPEN)
        return None
    names: frozenset[str] = frozenset()
    if request.without:
        from tui.cli.options import undone

        names = undone(request.without, config)
    library = Library(chosen, config, rules=request.rules, without=names)
    library.choices = RememberedChoices()
    if request.piped is not None:
        library.supply(STANDARD_INPUT, request.piped)
    if not _openable(library):
        return None
    at = None
    if not request.fresh:
        from tui.view.place import recall_place

        at = recall_place(library.paths, library.given)
    return Opening(library, config.keys, _place(chosen, demo=request.demo), at)


def load_request_config(request: Request) -> Config:
    """The configuration that was asked for, with what the command line says of pages.

    Raises:
        ConfigError: It cannot be used.
    """
    from tui.config import load_config

    config = load_config(request.config_path)
    if config.keys:
        # Not needed where all keys are the usual ones.

        check_keys(config.keys, request.config_path)
    if request.pages == EVERY_PAGE:
        return config
    from tui.cli.options import limited

    return limited(config, request.pages)


def _choose(paths: Sequence[str], config: Config, *, demo: bool) -> Sequence[str]:
    from tui.config.locate import demo_folder
    from tui.corpus.files import Patterns, configured_paths, pages_in

    if demo:
        return (str(demo_folder()),)
    if paths:
        return paths
    return configured_paths(config.articles) or pages_in(
        ".", Patterns(config.pages.include, config.pages.exclude)
    )


def _openable(library: Library) -> bool:
    """Whether anything is there to be read; if not, say of each path why."""
    missing = library.missing()
    if len(missing) < len(library):
        return True
    for unreadable in missing:
        complain_of(unreadable)
        if unreadable.path in ("clean", "diff", "rules", "story"):
            complain(f"the command comes first: compare {unreadable.path} [OPTIONS] …")
    return False


def _place(chosen: Sequence[str], *, demo: bool) -> str:
    """What is open, in a word or two for the title line."""
    if demo:
        return "demo"
    folders = {Path(path) if os.path.isdir(path) else Path(path).parent for path in chosen}  # noqa: PTH112
    return folders.pop().resolve().name if len(folders) == 1 else ""


def check_keys(keys: Mapping[str, str], config_path: str | None) -> None:
    """Refuse keys for the app that cannot be used.

    Args:
        keys: Keys by command id, as the configuration has them.
        config_path: The configuration that was asked for, if any.

    Raises:
        ConfigError: There is no such command or key, or a key would do two things in one view;
            with the place of what stands first.
    """
    faults = key_faults(keys)
    if not faults:
        return
    document = inspect_config(config_path).document
    written = document.data["keys"]
    hint = FOLDER_HINT if locate(config_path).origin == "folder" else ""
    found = []
    for fault in faults:
        marks = document.marks(written, fault.command_id)
        place = marks.value if fault.known else marks.key
        found.append(ConfigError(f"keys: {fault.reason}", place, hint))
    raise min(found, key=lambda error: error.order)
