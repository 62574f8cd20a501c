"""What `compare` and `compare PATH...` do: find the pages and open the app on them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tui.cli.first import Beginning, begin, can_work_ahead, settings_files
from tui.cli.request import app_configuration, find_pages
from tui.cli.signals import run_app
from tui.cli.streams import complain, tell_of_configuration
from tui.cli.terminal import Background
from tui.corpus.files import STANDARD_INPUT

if TYPE_CHECKING:
    from tui.cli.request import Asked
    from tui.corpus.library import Library
    from tui.view.app import CompareApp
    from tui.view.export import Exporter
    from tui.view.services import Services, SettingsFiles


UNDRAWABLE = ("dumb",)
"""Terminals, as TERM names them, on which nothing can be drawn."""


NO_TERMINAL = "the app needs a terminal; `compare clean` and `compare diff` print instead"


TOO_PLAIN = """\
the app cannot run in this terminal, which can only print plain text (TERM={}).
  `compare clean` and `compare diff` print instead. For the app, use another terminal, or set
  TERM to what this one is."""


def open_app(asked: Asked) -> int:
    """Open the app.

    Returns:
        0, or 2 where there is nothing to open, or no terminal to open it on.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    tell_of_configuration(asked.config)
    if len(asked.paths) == 1 and os.path.isfile(os.path.join(asked.paths[0], "about.json")):  # noqa: PTH113, PTH118
        from tui.corpus.index import is_index

        if is_index(asked.paths[0]):
            # Not needed for pages, and not loaded then.
            from tui.cli.browse import open_index

            return open_index(asked, asked.paths[0], _no_terminal())
    if STANDARD_INPUT in asked.paths:
        asked = _with_piped_in(asked)
    background = None if _no_terminal() else Background(os.environ)
    try:
        return _open(asked, background)
    finally:
        if background is not None:
            background.end()


def _no_terminal() -> str:
    """What to say where the app cannot be drawn; empty where it can."""
    if sys.stdout.isatty() and os.environ.get("TERM") in UNDRAWABLE:
        return TOO_PLAIN.format(os.environ["TERM"])
    return "" if sys.stdin.isatty() and sys.stdout.isatty() else NO_TERMINAL


def _open(asked: Asked, background: Background | None) -> int:
    beginning = begin(asked, _load_app) if background and can_work_ahead() else None
    if beginning is None:
        # In this process: what is wrong can be said, and a big folder shown at once.
        opening = find_pages(asked)
        if opening is None:
            return 2
        beginning = Beginning(opening, lambda: None)
    if background is None:
        complain(_no_terminal())
        return 2
    try:
        _run(beginning, asked, background)
    finally:
        if beginning.ahead is not None:
            beginning.ahead.end()
    return 0


def _with_piped_in(asked: Asked) -> Asked:
    """The same with the page that is piped in; keys come from the terminal from now on."""
    from tui.cli.streams import piped_in, take_keys_from_terminal

    data = piped_in(asked.paths, app_configuration(asked).pages.most_bytes)
    take_keys_from_terminal()
    return asked._replace(piped=data)


def _run(beginning: Beginning, asked: Asked, background: Background) -> None:
    app = _load_app()(_services(beginning, asked, background))
    if asked.fresh:
        from tui.view.place import forget_place

        forget_place(beginning.opening.library.paths, beginning.opening.library.pages.given)
    run_app(app)
    if app.place_lost:
        complain(_place_lost())


def _services(beginning: Beginning, asked: Asked, background: Background) -> Services:
    from tui.corpus.notes import RememberedNotes
    from tui.view.services import Services

    late_answer = None
    light = background.is_light()
    if background.is_awaited:
        from tui.cli.terminal import is_light
        from tui.view.terminal import LateAnswer

        late_answer = LateAnswer(is_light)
    library, keys, title, at = beginning.opening[:4]
    return Services(
        library,
        keys,
        title,
        first=beginning.first,
        whose=beginning.whose,
        place=at,
        keeps_place=True,
        settings=lambda: _settings(asked),
        exporter=lambda: _exporter(library, asked.config),
        late_answer=late_answer,
        notes=RememberedNotes(),
        light=light,
    )


def _place_lost() -> str:
    from tui.config.cache import why_not_kept
    from tui.files.folders import is_nowhere
    from tui.view.place import places_file

    file = places_file()
    if is_nowhere(file):
        return "your place could not be saved, as no HOME is set"
    return f"your place could not be saved in {file} ({why_not_kept(file)})"


def _settings(asked: Asked) -> SettingsFiles:
    from tui.view.services import SettingsFiles

    files = settings_files(asked)
    return SettingsFiles(lambda: app_configuration(asked), files, asked.config)


def _exporter(library: Library, asked: str | None) -> Exporter:
    from tui.cli.report import ReportExporter

    return ReportExporter(library, asked)


def _load_app() -> type[CompareApp]:
    from tui.view.app import CompareApp

    return CompareApp
