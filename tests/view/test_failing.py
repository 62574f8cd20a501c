"""What fails behind the screen is told and outlived; what fails on it ends the app quietly."""

from __future__ import annotations

import pytest
from view_factory import compare_app, press, settled, simply_aligned, story

from tui import log as logbook
from tui.cli import open as cli_opening
from tui.view.help import HelpScreen


@pytest.fixture(autouse=True)
def _own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


async def test_a_fault_in_a_worker_is_shown_logged_and_outlived() -> None:
    failing = True

    def align(left, right):
        if failing and "part" in right.path:
            raise ZeroDivisionError("boom [b]x[/b] \x1b[31m")
        return simply_aligned(left, right)

    app = compare_app(align=align)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "]")
        said = [notice.message for notice in app._notifications]
        assert any("ZeroDivisionError: boom [b]x[/b]" in one for one in said)
        assert not any("\x1b" in one for one in said)
        assert str(logbook.log_file()) in said[0].replace("\n", "")
        assert "ZeroDivisionError: boom" in logbook.log_file().read_text(encoding="utf-8")
        # The keys still work, and so does the work once nothing fails.
        await press(pilot, "?")
        assert isinstance(app.screen, HelpScreen)
        failing = False
        await press(pilot, "escape", "]")
        assert screen.view.shown is not None
        assert screen.view.shown.alignment.right.path == "pages/004_other.txt"


async def test_a_fault_in_a_worker_of_another_view_leaves_the_view_open() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)

        def align(left, right):
            raise ZeroDivisionError

        app.services.library._align = align
        await press(pilot, "w")
        assert any("ZeroDivisionError" in one.message for one in app._notifications)
        await press(pilot, "escape")
        assert app.screen is screen


async def test_a_log_that_cannot_be_written_is_no_further_fault(tmp_path) -> None:
    (tmp_path / "state").write_text("no folder")

    def align(left, right):
        raise ZeroDivisionError("boom")

    app = compare_app(align=align)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert any("log cannot be written" in one.message for one in app._notifications)


async def test_a_fault_in_a_message_handler_ends_the_app_without_a_traceback(capfd) -> None:
    app = compare_app(story()[:2])

    def fail() -> None:
        raise ZeroDivisionError("boom")

    async def use() -> None:
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await settled(pilot)
            screen.action_lens = fail  # type: ignore[method-assign]
            await pilot.press("l")
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await use()
    assert isinstance(app.fault, ZeroDivisionError)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("fault", [ZeroDivisionError("boom"), OSError(5, "boom")])
def test_the_command_says_what_ended_the_app(monkeypatch, capfd, fault: Exception) -> None:
    class Ended:
        def __init__(self, *_given, **_more) -> None:
            self.fault = fault

        def run(self) -> None:
            """End as an app does that had a fault."""

        def exit(self) -> None:
            """End as it is asked to."""

    from tui.cli.run import run

    monkeypatch.setattr(cli_opening, "_load_app", lambda: Ended)
    monkeypatch.setattr(cli_opening, "can_work_ahead", lambda: False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["--demo"]) == 2
    said = capfd.readouterr().err
    assert "this is a bug in compare, not your mistake" in said
    assert "boom" in said
    assert "compare.log" in said
    assert "Traceback" not in said
