from __future__ import annotations

import pytest
from view_factory import compare_app

from tui.view.app import CompareApp
from tui.view.commands import (
    ALONE_FOOTER,
    BY_ID,
    COMMANDS,
    ENOUGH,
    FOOTER,
    NARROW_FOOTER,
    SHORT_FOOTER,
    VIEW_FOOTERS,
)
from tui.view.coverage import CoverageScreen
from tui.view.help import HelpScreen
from tui.view.history.screen import HistoryScreen
from tui.view.keys import key_faults, key_names, key_table
from tui.view.main.screen import MainScreen
from tui.view.matrix import MatrixScreen
from tui.view.page import PageScreen
from tui.view.teach.screen import TeachScreen
from tui.view.why import WhyScreen
from tui.view.widgets.line import KeyBar, parts_width

SCREENS = {
    "compare": MainScreen,
    "coverage": CoverageScreen,
    "matrix": MatrixScreen,
    "history": HistoryScreen,
    "page": PageScreen,
    "why": WhyScreen,
    "teach": TeachScreen,
}


def all_bindings():
    for node in (CompareApp, *SCREENS.values(), HelpScreen):
        yield from node.BINDINGS


def test_every_binding_has_an_id_a_name_and_a_tooltip() -> None:
    for binding in all_bindings():
        assert binding.id
        assert binding.description
        assert binding.tooltip


def test_ids_and_keys_are_given_once() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for view in SCREENS:
        here = [command for command in COMMANDS if command.works_in(view)]
        keys = [key for command in here for key in command.keys.split(",")]
        assert len(keys) == len(set(keys)), view


def test_every_command_has_an_action() -> None:
    for view, screen in SCREENS.items():
        for command in COMMANDS:
            if command.works_in(view):
                owner = CompareApp if command.scope == "app" else screen
                assert hasattr(owner, f"action_{command.action.split('(')[0]}"), command.id


def test_every_command_works_in_some_view() -> None:
    for command in COMMANDS:
        assert any(command.works_in(view) for view in SCREENS), command.id


def test_views_that_share_no_command_may_share_a_key() -> None:
    assert key_faults({"open": "f5", "choose": "f5"}) == []
    assert key_faults({"open": "f5", "help": "f5"})


def test_no_binding_comes_from_textual_itself() -> None:
    ids = {binding.id for binding in all_bindings()}
    app = compare_app()
    found = {binding.id for _key, binding in app._bindings}
    assert found <= ids


def test_the_footer_names_commands() -> None:
    mains = [("compare", footer) for footer in (FOOTER, SHORT_FOOTER, NARROW_FOOTER, ALONE_FOOTER)]
    for view, footer in [*mains, *VIEW_FOOTERS.items()]:
        for ids, _word, _rank in footer:
            assert all(BY_ID[command_id].works_in(view) for command_id in ids)


@pytest.mark.parametrize("width", [80, 111, 112, 200])
def test_no_view_is_out_of_sight_in_the_footer(width: int) -> None:
    left, right = KeyBar({}).parts(width)
    shown = "".join(part.text for part in left)
    assert parts_width([*left, *right]) <= width
    assert "m" in shown.split()
    assert "? help" in shown
    assert "f filter" in shown
    if width < ENOUGH:
        assert "m x p w views" in shown


def test_keys_have_readable_names() -> None:
    assert key_names("down", {}) == ["↓", "j"]
    assert key_names("next-right", {}) == ["]"]
    assert key_names("palette", {}) == ["^p"]
    assert key_names("swap", {"swap": "question_mark,f5"}) == ["?", "f5"]


def test_the_table_has_a_line_for_each_command() -> None:
    lines = key_table().splitlines()
    assert len(lines) == len(COMMANDS) + 2
    assert "| `s` | Swap left and right. | `swap` |" in lines


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"swop": "f5"}, "no command `swop`; did you mean `swap`?"),
        ({"zzz": "f5"}, "no command `zzz`; docs/keys.md lists them all"),
        ({"swap": "f5,zork"}, "`zork` is not a key"),
        ({"swap": "hyper+x"}, "`hyper+x` is not a key"),
        ({"swap": "l"}, "`l` is the key of `lens`"),
        ({"quit": "d"}, "`d` is the key of `switch-rule`"),
    ],
)
def test_a_fault_of_keys_is_named(keys, said) -> None:
    (fault,) = key_faults(keys)
    assert said in fault.reason
    assert fault.command_id in keys


@pytest.mark.parametrize(
    "keys", [{"swap": "f5", "help": "f5"}, {"swap": "!", "chrome": "exclamation_mark"}]
)
def test_a_key_that_is_given_twice_is_a_fault_of_both(keys) -> None:
    one, other = key_faults(keys)
    assert [one.command_id, other.command_id] == list(keys)
    assert f"given to `{other.command_id}` too" in one.reason


def test_good_keys_have_no_faults() -> None:
    keys = {"swap": "ctrl+x, f2", "quit": "Q", "help": "question_mark", "page-down": "space"}
    assert key_faults(keys) == []
    # A key goes to another command where its own one gets another.
    assert key_faults({"swap": "l", "lens": "s"}) == []
