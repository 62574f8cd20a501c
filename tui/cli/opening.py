"""What `compare` and `compare PATH...` do: find the pages and open the app on them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.streams import complain, complain_of
from tui.config import demo_folder, load_config
from tui.corpus.library import Library, configured_paths, pages_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config import Config

NOTHING_TO_OPEN = """\
there are no pages to open here.
  Save news pages as text files (.txt) in this folder and run `compare` again,
  or name files or folders:           compare PATH...
  or see it at work on five pages:    compare --demo"""


def open_app(paths: Sequence[str], config_path: str | None, *, rules: bool, demo: bool) -> int:
    """Open the app.

    Args:
        paths: Files and folders; without any, what the configuration names, or else the
            pages of the current folder.
        config_path: The configuration that was asked for, if any.
        rules: False takes every page as it is.
        demo: Whether to open the shipped pages.

    Returns:
        0, or 2 where there is nothing to open, or no terminal to open it on.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    config = load_config(config_path)
    chosen = _choose(paths, config, demo=demo)
    if not chosen:
        complain(NOTHING_TO_OPEN)
        return 2
    library = Library(chosen, config, rules=rules)
    if not _openable(library):
        return 2
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain("the app needs a terminal; `compare clean` and `compare diff` print instead")
        return 2
    from tui.view.app import CompareApp

    CompareApp(library, config, place=_place(chosen, demo=demo)).run()
    return 0


def _choose(paths: Sequence[str], config: Config, *, demo: bool) -> Sequence[str]:
    if demo:
        return (str(demo_folder()),)
    if paths:
        return paths
    return configured_paths(config.articles) or pages_in(".")


def _openable(library: Library) -> bool:
    """Whether anything is there to be read; if not, say of each path why."""
    missing = library.missing()
    if len(missing) < len(library):
        return True
    for unreadable in missing:
        complain_of(unreadable)
        if unreadable.path in ("clean", "diff", "story"):
            complain(f"the command comes first: compare {unreadable.path} [OPTIONS] …")
    return False


def _place(chosen: Sequence[str], *, demo: bool) -> str:
    """What is open, in a word or two for the title line."""
    if demo:
        return "demo"
    folders = {Path(path) if Path(path).is_dir() else Path(path).parent for path in chosen}
    return folders.pop().resolve().name if len(folders) == 1 else ""
