"""An app on a folder that is watched, and how to wait for what it shows."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import load_config
from tui.corpus.library import Library
from tui.view.app import CompareApp
from tui.view.services import Services, SettingsFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tui.view.main.screen import MainScreen

ROOT = Path(__file__).parents[2]
PATIENCE = 8.0


def watched(folder: Path, settings: SettingsFiles | None = None) -> CompareApp:
    """An app on a folder, with the configuration that stands beside it if no other is given."""
    config = folder.parent / "config.yaml"
    files = settings or SettingsFiles(lambda: load_config(config), (str(config),))
    library = Library([str(folder)], files.load())
    return CompareApp(Services(library, title="pages", settings=lambda: files))


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(int(PATIENCE / 0.05)):
        if is_so():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not come about")


async def opened(pilot: Pilot[None]) -> MainScreen:
    """The main screen, once all is known and the folder is watched."""
    screen = pilot.app.screen_stack[0]
    await until(pilot, lambda: screen.view.shown is not None and screen.desk.whose is not None)
    await asyncio.sleep(0.3)  # the watch needs a moment to be set up
    return screen


async def press_now(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for the workers: the watch never ends."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause(0.1)
