"""What was asked for on the command line, and the pages that this finds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.limiting import PageChoice
from tui.cli.streams import complain, complain_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config import Config
    from tui.corpus.library import Library
    from tui.view.memory import Place

STANDARD_INPUT = "-"
EVERY_PAGE = PageChoice()

NOTHING_TO_OPEN = """\
there are no pages to open here.
  Save news pages (.txt, .html, .md, .eml) in this folder and run `compare` again,
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
    at: Place | None = None
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
    from tui.corpus.library import Library
    from tui.corpus.remembered_choices import RememberedChoices

    config = load_request_config(request)
    chosen = _choose(request.paths, config, demo=request.demo)
    if not chosen:
        complain(NOTHING_TO_OPEN)
        return None
    names: frozenset[str] = frozenset()
    if request.without:
        from tui.cli.without import undone

        names = undone(request.without, config)
    library = Library(chosen, config, rules=request.rules, without=names)
    library.choices = RememberedChoices()
    if request.piped is not None:
        library.supply(STANDARD_INPUT, request.piped)
    if not _openable(library):
        return None
    at = None
    if not request.fresh:
        from tui.view.memory import recall

        at = recall(library.paths, library.given)
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
        from tui.cli.keys import check_keys

        check_keys(config.keys, request.config_path)
    if request.pages == EVERY_PAGE:
        return config
    from tui.cli.limiting import limited

    return limited(config, request.pages)


def _choose(paths: Sequence[str], config: Config, *, demo: bool) -> Sequence[str]:
    from tui.config import demo_folder
    from tui.corpus.finding import Patterns, configured_paths, pages_in

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
