"""Thousands of random keys, clicks, pastes and sizes, over ordinary pages and hostile ones."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile import hostile_page
from support.default import default_config
from textual import events
from textual.keys import _character_to_key

from tui.cli.report import ReportExporter
from tui.corpus.choices import RememberedChoices
from tui.corpus.library import Library
from tui.corpus.notes import RememberedNotes
from tui.view.app import CompareApp
from tui.view.services import Services

if TYPE_CHECKING:
    from textual.pilot import Pilot

ROOT = Path(__file__).parents[2]
KEYS = [
    *"jkgGnNscflzo%/yYSrmxpwu+-dDtvJKhlabW1?[]{} ",
    *("tab", "enter", "escape", "escape", "pagedown", "pageup", "home", "end", "f1", "backspace"),
    *("up", "down", "left", "right", "shift+down", "shift+tab", "ctrl+p", "ctrl+p", "ctrl+c"),
    *("ctrl+z", "ctrl+home", "ctrl+end"),
]
SIZES = ((20, 6), (44, 10), (60, 24), (79, 24), (100, 40), (120, 40), (200, 60))
STEPS = 500
BURST = 20
"""How many things are done before it is waited for what they do."""


async def stay(_app: CompareApp) -> None:
    """Do not let the app be left."""


def fill(folder: Path, kind: str) -> None:
    """Put pages into a folder."""
    if kind == "hostile":
        for day in ("Monday", "Friday"):
            text = hostile_page().replace("Tuesday", day)
            (folder / f"[b]{day}.txt").write_text(text, encoding="utf-8")
        (folder / "empty.txt").write_bytes(b"")
        (folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    pages = sorted((ROOT / "seeds").glob("*.txt"))
    for page in pages[: 1 if kind == "hostile" else 3]:
        shutil.copy(page, folder)


def pressed(key: str) -> events.Key:
    """A key as the terminal's driver posts it."""
    if len(key) > 1:
        return events.Key(key, None)
    return events.Key(key if key.isalnum() else _character_to_key(key), key)


async def do_something(pilot: Pilot[None], chance: random.Random) -> str:
    """Do one thing at random, mostly without waiting for what it does."""
    app, what = pilot.app, chance.random()
    if what < 0.86:
        key = chance.choice(KEYS)
        app.post_message(pressed(key))
        return key
    if what < 0.96:
        width, height = app.size
        x, y = chance.randrange(width), chance.randrange(height)
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        return f"click {x, y}"
    if what < 0.97:
        size = chance.choice(SIZES)
        await pilot.resize_terminal(*size)
        return f"size {size}"
    app.post_message(events.Paste("two\nlines"))
    return "paste"


def change(folder: Path, chance: random.Random) -> str:
    """Let a page come, go or grow, as others may while the app is open."""
    pages = sorted(folder.iterdir())
    page, what = chance.choice(pages), chance.random()
    if what < 0.4 and len(pages) > 2:
        page.unlink()
        return f"without {page.name}"
    if what < 0.7:
        page = folder / f"new{chance.randrange(3)}.txt"
        page.write_text(hostile_page()[: chance.randrange(9_000)], encoding="utf-8")
        return f"with {page.name}"
    with page.open("a", encoding="utf-8") as grown:
        grown.write("\n\nOne more paragraph was added to this page.\n")
    return f"more in {page.name}"


@pytest.mark.parametrize("changes", [0.0, 0.02], ids=["", "changes"])
@pytest.mark.parametrize("kind", ["ordinary", "hostile"])
@pytest.mark.parametrize("seed", range(2))
async def test_a_monkey_at_the_keyboard_does_no_harm(
    kind: str, seed: int, changes: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for where in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{where}_HOME", str(tmp_path / where))
    pages = tmp_path / "pages"
    pages.mkdir()
    fill(pages, kind)
    library = Library([str(pages)], default_config())
    library.choices = RememberedChoices()
    monkeypatch.setattr(CompareApp, "action_quit", stay)
    exporter = ReportExporter(library)
    notes = RememberedNotes()
    app = CompareApp(Services(library, title="pages", exporter=lambda: exporter, notes=notes))
    chance, done = random.Random(f"{kind} {seed}"), []  # noqa: S311
    async with app.run_test(size=(120, 40)) as pilot:
        for step in range(STEPS):
            if changes and chance.random() < changes:
                done.append(change(pages, chance))
            done.append(await do_something(pilot, chance))
            if step % BURST == 0:
                await pilot.pause(0)
            assert app._exception is None, done[-12:]
        await pilot.pause()
        assert app.is_running, done[-12:]
        assert app.fault is None, done[-12:]
    assert not list(tmp_path.rglob("*.log")), next(tmp_path.rglob("*.log")).read_text()[-2000:]


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_pressed_while_it_is_left_does_no_harm(seed: int, tmp_path: Path) -> None:
    fill(tmp_path, "ordinary")
    chance = random.Random(seed)  # noqa: S311
    app = CompareApp(Services(Library([str(tmp_path)], default_config())))
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(20):
            app.post_message(pressed(chance.choice(KEYS)))
        await pilot.pause()
        app.post_message(pressed("ctrl+q"))
        for _ in range(20):
            app.post_message(pressed(chance.choice(KEYS)))
            app.post_message(events.Paste("two\nlines"))
    assert app.fault is None
