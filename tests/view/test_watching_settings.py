"""A configuration that is edited while the app is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from view_factory import text_of
from watched_folder import opened, press_now, until, watched

from tui.config import load_config
from tui.view.services import SettingsFiles

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tui.view.app import CompareApp


async def test_a_broken_edit_of_the_configuration_keeps_the_last_good_rules(folder: Path) -> None:
    app = watched(folder)
    config = folder.parent / "config.yaml"
    good = config.read_text(encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        shown = screen.view.shown
        config.write_text(f"nonsense: 1\n{good}", encoding="utf-8")
        await until(pilot, lambda: bool(app._notifications))
        (notice,) = list(app._notifications)
        assert notice.title == "config.yaml:1:1"
        assert "nonsense" in notice.message
        assert screen.view.shown is shown
        config.write_text(f"# harmless\n{good}", encoding="utf-8")
        await until(pilot, lambda: screen.view.shown is not shown)
        assert screen.view.shown.alignment.left.path == shown.alignment.left.path


def said(app: CompareApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_a_broken_configuration_is_said_and_is_over_when_it_is_mended(folder: Path) -> None:
    app = watched(folder)
    config = folder.parent / "config.yaml"
    good = config.read_text(encoding="utf-8")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        config.write_text(good.replace("most_bytes: 20000000", "most_bytes: many"), "utf-8")
        await until(pilot, lambda: "config.yaml is broken" in text_of(app))
        await until(pilot, lambda: bool(app._notifications))
        (notice,) = list(app._notifications)
        line = good[: good.index("most_bytes")].count("\n") + 1
        assert notice.title == f"config.yaml:{line}:15"
        assert notice.message.startswith("expected a whole number, found the text `many`\n")
        assert "last good rules" in notice.message
        # Other mistakes take the place of the first one.
        config.write_text(f"{good}\n- nonsense\n", "utf-8")
        await until(pilot, lambda: said(app) not in ([], [notice.message]))
        assert len(said(app)) == 1
        config.write_text(good.replace("keys: {}", "keys: {swap: f6}"), "utf-8")
        await until(pilot, lambda: "config.yaml is broken" not in text_of(app))
        await until(pilot, lambda: len(said(app)) == 1 and "is valid again" in said(app)[0])


async def test_keys_that_are_changed_while_the_app_is_open_work_at_once(folder: Path) -> None:
    app = watched(folder)
    config = folder.parent / "config.yaml"
    good = config.read_text(encoding="utf-8")
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await opened(pilot)
        config.write_text(good.replace("keys: {}", "keys: {swap: f6}"), "utf-8")
        await until(pilot, lambda: "f6 swap" in text_of(app))
        pair = screen.desk.session.pair
        await press_now(pilot, "s")
        assert screen.desk.session.pair == pair
        await press_now(pilot, "f6")
        await until(pilot, lambda: screen.desk.session.pair == pair[::-1])


async def test_the_title_names_a_configuration_that_came_with_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    app = watched(folder)
    config = folder.parent / "config.yaml"
    good = config.read_text(encoding="utf-8")
    config.write_text(f"# mine\n{good}", encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "rules: ./config.yaml" in text_of(app))
        config.write_text(good, encoding="utf-8")
        await until(pilot, lambda: "rules: ./config.yaml" not in text_of(app))


async def test_another_programs_configuration_is_passed_over_with_a_notice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    app = watched(folder, SettingsFiles(load_config, ("config.yaml",)))
    (folder.parent / "config.yaml").write_text("theme: hugo\n", encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: any("another program" in one for one in said(app)))
        assert "rules:" not in text_of(app)


async def test_a_configuration_that_breaks_before_it_is_watched_is_told_and_taken_up_again(
    folder: Path,
) -> None:
    app = watched(folder)
    config = folder.parent / "config.yaml"
    good = config.read_text(encoding="utf-8")
    # The pages were read with the good one.
    config.write_text(f"nonsense: 1\n{good}", encoding="utf-8")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: "config.yaml is broken" in text_of(app))
        await until(pilot, lambda: len(app._notifications) > 0)
        assert [notice.title for notice in app._notifications] == ["config.yaml:1:1"]
        assert screen.view.shown is not None
        config.write_text(good.replace("keys: {}", "keys: {swap: f6}"), "utf-8")
        await until(pilot, lambda: "config.yaml is broken" not in text_of(app))
        await until(pilot, lambda: "f6 swap" in text_of(app))
