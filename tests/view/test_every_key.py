"""Every key of every view, at three sizes, in two themes or without colour: nothing breaks.

What each key does is in the tests of its view; here is what must hold whatever is pressed.
"""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from view_factory import compare_app, press, settled, text_of

from tui.view.commands import BY_ID, COMMANDS, VIEWS

SIZES = [(80, 24), (120, 36), (200, 50)]
LOOKS = ["textual-dark", "textual-light", "NO_COLOR"]
"""One for each size: what a key does depends on neither the theme nor both together."""
LEAVING = {"quit", "quit-anywhere", "how-to-quit", "palette", "help"}


def view_of(app) -> str | None:
    """The view that is on top; None where something else covers it."""
    top = app.screen_stack[-1]
    return "compare" if len(app.screen_stack) == 1 else getattr(top, "view_name", None)


async def enter(pilot, view: str) -> None:
    """Go to a view from wherever a key has led; stay where it is open."""
    if view_of(pilot.app) == view:
        return
    while len(pilot.app.screen_stack) > 1:
        await pilot.press("escape")
    await pilot.press("escape")
    if view != "compare":
        await pilot.press(BY_ID[view].keys)
    await settled(pilot)
    assert view_of(pilot.app) == view


def assert_whole(app, said: str) -> None:
    """Every line is as wide as the window, and the app is well."""
    assert app._exception is None, said
    assert app.is_running, said
    for strip in app.screen._compositor.render_strips():
        assert cell_len(strip.text) == app.size.width, f"{said}: {strip.text!r}"


@pytest.mark.parametrize(("size", "look"), zip(SIZES, LOOKS, strict=True), ids=LOOKS)
async def test_every_key_of_every_view(size, look, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    if look == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    app = compare_app()
    async with app.run_test(size=size) as pilot:
        app.theme = "textual-dark" if look == "NO_COLOR" else look
        await settled(pilot)
        for view in VIEWS:
            for command in COMMANDS:
                if not command.works_in(view) or command.id in LEAVING:
                    continue
                await enter(pilot, view)
                await pilot.press(command.keys.split(",")[0])
                assert_whole(app, f"{view}: {command.id}")


@pytest.mark.parametrize("view", VIEWS)
async def test_help_and_palette_know_every_command_of_a_view(view: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 200)) as pilot:
        await settled(pilot)
        await enter(pilot, view)
        await press(pilot, "?")
        shown = " ".join(text_of(app).split())
        for command in COMMANDS:
            if command.works_in(view):
                assert command.tooltip[:24] in shown, command.id
