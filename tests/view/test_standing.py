"""Nothing reaches a screen that is not there yet, or not any more."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Static
from view_factory import compare_app, press, settled

import tui.view
from tui.view.help import HelpScreen
from tui.view.palette import OfferList, Palette
from tui.view.screen import ViewScreen
from tui.view.standing import Standing, doing
from tui.view.widgets.input import as_one_line


@pytest.mark.parametrize("key", ["m", "x", "p"])
async def test_articles_that_are_read_again_reach_a_view_once_it_is_there(key: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        await pilot.press(key)
        screen.views.renew()
        await settled(pilot)
        assert isinstance(app.screen, ViewScreen)
        context, view = screen.views.context(), app.screen
        # Before it is mounted, and after it has been left.
        again = type(view)(context)
        again.renew(context)
        app.push_screen(again)
        again.renew(context)
        await settled(pilot)
        await press(pilot, "escape")
        again.renew(context)
        await settled(pilot)
        assert app.screen is view
        assert app.fault is None


async def test_a_screen_that_is_left_twice_takes_no_other_one_with_it() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m", "?")
        window = app.screen
        assert isinstance(window, HelpScreen)
        window.dismiss()
        window.dismiss()
        await settled(pilot)
        assert isinstance(app.screen, ViewScreen)


async def test_a_view_that_is_done_under_another_one_is_left_after_it() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        main = await press(pilot, "m", "?")
        app.screen_stack[1].dismiss(None)
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape")
        assert app.screen is main


def test_every_screen_stands() -> None:
    modules = pkgutil.walk_packages(tui.view.__path__, "tui.view.")
    for module in [importlib.import_module(one.name) for one in modules]:
        for name, kind in vars(module).items():
            own = isinstance(kind, type) and kind.__module__ == module.__name__
            if own and issubclass(kind, Screen) and kind is not ViewScreen:
                # Before all other bases, so that a message meets it first.
                assert kind.__mro__.index(Standing) < kind.__mro__.index(Screen), name
                if ViewScreen in kind.__mro__:
                    assert kind.__bases__ == (Standing, ViewScreen), name


async def test_the_palette_is_opened_again_while_it_is_still_being_left() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.action_command_palette()
        left = app.screen
        assert isinstance(left, Palette)
        left.dismiss(None)
        assert app.screen is not left
        app.action_command_palette()
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        assert app.fault is None


async def test_a_search_that_ends_when_the_palette_has_been_left_shows_nothing() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.action_command_palette()
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, Palette)
        palette.dismiss()
        await settled(pilot)
        assert not palette.query(OfferList)
        palette._list_visible = not palette._list_visible
        # Textual calls this one a little later than it learns of what is to be shown.
        await palette._watch__show_busy()


MOVING = ["pagedown", "pageup", "down", "up", "ctrl+home", "ctrl+end", "shift+end"]


@pytest.mark.parametrize("key", MOVING)
@pytest.mark.parametrize("typed", ["", "x", "qqz"])
async def test_keys_that_move_in_the_palette_before_it_has_its_layout(key: str, typed: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.action_command_palette()
        await pilot.pause(0)
        palette = app.screen
        assert isinstance(palette, Palette)
        for one in (*typed, key, key):
            app.post_message(events.Key(one, one if len(one) == 1 else None))
            offers = palette.query(OfferList)
            for list_ in offers:
                list_.add_option("one more")
                list_.action_page_down()
                list_.clear_options()
                list_.add_options(["one", "two"])
                list_.highlighted = 1
                list_.action_page_up()
                list_.action_page_down()
        await pilot.pause()
        assert app.fault is None


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one\ntwo", "one two"),
        ("one\r\n   two\n\nthree\n", "one two three"),
        (" one ", " one "),
        ("one\n", "one"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_lines_become_one(pasted: str, line: str) -> None:
    assert as_one_line(pasted) == line


async def test_two_pasted_lines_are_searched_for_as_one() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "/")
        app.post_message(events.Paste("words that\nrun on"))
        await settled(pilot)
        assert screen.search is not None
        assert screen.search.words == "words that run on"


async def test_an_action_is_done_by_the_screen_that_it_is_of() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        main = await settled(pilot)
        before = main.desk.session
        turns = doing("screen.turn('right', 1)", main)
        # Where this one is open, it has an action of that name, too.
        await press(pilot, "e")
        above = app.screen
        await turns()
        assert app.screen is above
        assert main.desk.session != before
        closes = doing("screen.close", above)
        await press(pilot, "escape")
        await closes()
        assert app.screen is main


async def test_a_click_on_what_is_gone_and_is_painted_still_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        main = await settled(pilot)
        gone = Static("taken away")
        monkeypatch.setattr(main, "get_widget_at", lambda x, y: (gone, main.region))
        monkeypatch.setattr(main, "get_widget_and_offset_at", lambda x, y: (gone, Offset(0, 0)))
        app.post_message(events.MouseDown(None, 60, 20, 0, 0, 1, False, False, False, 60, 20))
        await pilot.pause()
        assert app.fault is None


@pytest.mark.parametrize(
    "keys", [("ctrl+p",), ("B",), ("p", "M"), ("e",), ("?",), ("b",)], ids="-".join
)
async def test_windows_open_where_there_is_hardly_room(keys: tuple[str, ...]) -> None:
    app = compare_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
        for size in ((1, 1), (3, 2), (8, 3)):
            await pilot.resize_terminal(*size)
            await pilot.press("pagedown", "pageup")
            await pilot.pause()
            assert app.fault is None, size
