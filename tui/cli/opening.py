"""What `compare` and `compare PATH...` do: find the pages and open the app on them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.cli.ahead import Ahead, can_work_ahead
from tui.cli.background import Background
from tui.cli.kept import keep, recall
from tui.cli.limiting import PageChoice
from tui.cli.streams import complain, complain_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config import Config
    from tui.corpus.library import Library
    from tui.view.app import CompareApp
    from tui.view.exporting import Exporter
    from tui.view.memory import Place
    from tui.view.watching import Settings
    from tui.view.work import Comparison

STANDARD_INPUT = "-"
EVERY_PAGE = PageChoice()

MOST_AHEAD = 300_000
"""Bytes of pages that are read and compared while Textual loads, so that the first screen never
waits."""

MOST_READ_AHEAD = 20_000_000
"""Bytes of pages that are read while Textual loads, where they are few."""

FEW = 4
"""Pages that are few, however long."""

NOTHING_TO_OPEN = """\
there are no pages to open here.
  Save news pages (.txt, .html, .md, .eml) in this folder and run `compare` again,
  or name files or folders:           compare PATH...
  or see it at work on five pages:    compare --demo"""


class Opening(NamedTuple):
    """What the app is opened on.

    `first` is the first comparison, where it is made already, `at` where the reader was.
    """

    library: Library
    keys: dict[str, str]
    place: str
    first: Comparison | None = None
    at: Place | None = None


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


def open_app(
    paths: Sequence[str],
    config_path: str | None,
    *,
    rules: bool,
    demo: bool,
    without: Sequence[str] = (),
    fresh: bool = False,
    pages: PageChoice = EVERY_PAGE,
) -> int:
    """Open the app.

    Args:
        paths: Files and folders; without any, what the configuration names, or else the
            pages of the current folder.
        config_path: The configuration that was asked for, if any.
        rules: False takes every page as it is.
        demo: Whether to open the shipped pages.
        without: Names of rules; what these took is kept.
        fresh: Whether to forget where the reader was.
        pages: Which pages are read, if not those that the configuration says.

    Returns:
        0, or 2 where there is nothing to open, or no terminal to open it on.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    request = Request(tuple(paths), config_path, rules, demo, tuple(without), fresh, pages)
    if STANDARD_INPUT in paths:
        request = _with_piped_in(request)
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    background = Background(os.environ) if on_terminal else None
    try:
        return _open(request, background)
    finally:
        if background is not None:
            background.end()


def _open(request: Request, background: Background | None) -> int:
    on_terminal = background is not None
    opening, ahead = _made_ready(request) if on_terminal and can_work_ahead() else (None, None)
    if opening is None:
        # In this process: what is wrong can be said, and a big folder shown at once.
        opening = _with_place(_find(request), request)
    if opening is None:
        return 2
    if background is None:
        complain("the app needs a terminal; `compare clean` and `compare diff` print instead")
        return 2
    try:
        _run(opening, request, background)
    finally:
        if ahead is not None:
            ahead.end()
    return 0


def _with_piped_in(request: Request) -> Request:
    """The request with the page that is piped in; keys come from the terminal from now on."""
    from tui.cli.standard_input import piped_in, take_keys_from_terminal

    data = piped_in(request.paths, _load_config(request).pages.most_bytes)
    take_keys_from_terminal()
    return request._replace(piped=data)


def _made_ready(request: Request) -> tuple[Opening | None, Ahead | None]:
    """The opening with its first comparison, kept or made by a second process that must end."""
    ahead = None
    opening = _recalled(request)
    if opening is None:
        # What looks for pages and reads them is imported in the second process only.
        ahead = Ahead(
            lambda: _with_first(_with_place(_find(request), request)),
            lambda made, sent: _keep(request, made, sent),
        )
        _load_app()
        opening = ahead.result()
    if opening is not None:
        from tui.corpus.remembered_choices import RememberedChoices

        opening.library.config = lambda: _load_config(request)
        opening.library.choices = RememberedChoices()
    return opening, ahead


def _run(opening: Opening, request: Request, background: Background) -> None:
    library, keys, place, first, at = opening
    make_app = _load_app()
    app = make_app(library, keys, place=place, first=first, light=background.is_light())
    if background.is_awaited:
        from tui.cli.background import is_light
        from tui.view.late_answer import LateAnswer

        app.late_answer = LateAnswer(is_light)
    app.settings = lambda: _settings(request)
    app.exporter = lambda: _exporter(library)
    app.keeps_place = True
    app.at = at
    if request.fresh:
        from tui.view.memory import forget

        forget(library.paths)
    app.run()
    if isinstance(app.fault, OSError):
        # It came from inside: it is not the output that failed.
        raise RuntimeError(str(app.fault)) from app.fault
    if app.fault is not None:
        raise app.fault


def _recalled(request: Request) -> Opening | None:
    """What these pages were opened on last time, where nothing has changed since."""
    # What is piped in has no time of change that would tell whether it is the same.
    opening: Opening | None = recall(request) if request.piped is None else None
    if opening is None:
        return None
    first = opening.first
    at = None
    if not request.fresh:
        from tui.view.memory import recall as recall_place

        at = recall_place(opening.library.paths)
    opening = opening._replace(at=at)
    if first is None or first.session.pair is None or at is None:
        return opening
    # The reader has gone on to another pair since, or sees other rows of it.
    shown = tuple(article.path for article in first.session.pair)
    as_shown = (at.left, at.right) == shown and at.arrangement == first.arrangement
    return opening if as_shown else None


def _keep(request: Request, opening: Opening | None, pickled: bytes) -> None:
    """Keep what these pages are opened on for the next time."""
    if opening is None or request.piped is not None:
        return
    if opening.first is None and len(opening.library) > FEW:
        return
    from tui.config import default_config_path

    library = opening.library
    folders = [*library.folders, *(str(Path(path).parent) for path in library.paths)]
    # The current folder too: without paths, what is opened depends on what stands there.
    depends = [*library.paths, *library.given, *folders, ".", str(default_config_path())]
    pair = None if opening.first is None else opening.first.session.pair
    if pair is not None:
        from tui.corpus.remembered_choices import choices_file

        depends.append(str(choices_file(*pair)))
    keep(request, pickled, [*depends, *_settings(request).files])


def _settings(request: Request) -> Settings:
    from tui.config.locating import FILE_NAME, user_config_path
    from tui.view.watching import Settings

    config_path = request.config_path
    files = (config_path,) if config_path else (FILE_NAME, str(user_config_path()))
    return Settings(lambda: _load_config(request), files, config_path)


def _exporter(library: Library) -> Exporter:
    from tui.cli.exporting import ReportExporter

    return ReportExporter(library)


def _with_place(opening: Opening | None, request: Request) -> Opening | None:
    """The same with the place that is kept for these pages."""
    if opening is None or request.fresh:
        return opening
    from tui.view.memory import recall

    return opening._replace(at=recall(opening.library.paths))


def _load_app() -> type[CompareApp]:
    from tui.view.app import CompareApp

    return CompareApp


def _find(request: Request) -> Opening | None:
    """Find the pages; where there is nothing to open, say so and why."""
    from tui.corpus.library import Library
    from tui.corpus.remembered_choices import RememberedChoices

    config = _load_config(request)
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
    return Opening(library, config.keys, _place(chosen, demo=request.demo))


def _with_first(opening: Opening | None) -> Opening | None:
    """The same with the first comparison; where that would take long, with few long pages read."""
    if opening is None:
        return None
    library, at = opening.library, opening.at
    size = library.size()
    if size > MOST_AHEAD:
        if len(library) <= FEW and size <= MOST_READ_AHEAD:
            list(library.entries())
        return opening
    from tui.view.arranging import AS_USUAL
    from tui.view.work import compare, compare_beginning, open_library

    session = open_library(library, lambda _: None, at=at)
    arrangement = at.arrangement if at else AS_USUAL
    make = compare if at else compare_beginning
    return opening._replace(first=make(library, session, arrangement))


def _load_config(request: Request) -> Config:
    from tui.config import load_config

    config = load_config(request.config_path)
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
    folders = {Path(path) if Path(path).is_dir() else Path(path).parent for path in chosen}
    return folders.pop().resolve().name if len(folders) == 1 else ""
