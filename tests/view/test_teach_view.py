"""Teaching a rule from the page: marking, what is shown, writing, taking back, refusing."""

from __future__ import annotations

import errno
import os
import re
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Key
from view_factory import compare_app, lines_of, press, settled, text_of
from watched_folder import until

from tui.config import load_config
from tui.config.errors import ConfigError
from tui.config.own_rules import delete_rule, own_rules, switch_rule
from tui.corpus.library import Library
from tui.corpus.teaching import Effect, Lesson, TaughtChange
from tui.view.app import CompareApp
from tui.view.page import PageScreen
from tui.view.services import Services, SettingsFiles
from tui.view.teach.screen import TeachScreen, is_name
from tui.view.teach.sheet import EffectSheet, conclusion, shown_path, yaml_content
from tui.view.widgets.table import Grid

SNAPSHOTS = Path(__file__).parent / "snapshots"
OWN = "# my rules\nextends: default\nkeys: {}\n"
STORY = (
    "The harbour board said on Monday that a new quay will be built in the east of the town.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Fishermen have asked for their own berths, and the board has promised them an answer.",
)
LIKED = "{} readers liked this story, [b]so[/b] please join them now and follow the page of ours"
SAID = "{} readers liked this story about the quay, the editor said in the town hall on Tuesday."


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own rules, beside four pages of which each has lines like another's."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, odd in enumerate((LIKED, LIKED, SAID, STORY[2]), start=1):
        lines = [f"A new quay for the town, part {number}", *STORY[:2], odd.format(number)]
        lines += [STORY[2], "Share this page", "About us"]
        (pages / f"00{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def app_on(config: Path) -> CompareApp:
    library, mine = Library(["pages"], load_config(config)), Path("mine.yaml")
    files = SettingsFiles(partial(load_config, mine), (str(mine),), str(mine))
    return CompareApp(Services(library, title="pages", settings=lambda: files))


@pytest.fixture(autouse=True)
def _unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is watched: a watch has no end to wait for."""
    monkeypatch.setattr("tui.view.main.watch.watch_folders", lambda *_args, **_more: None)


async def to_line(pilot, line: int, *keys: str) -> PageScreen:
    """Open the first page, go to a line and press keys."""
    app = pilot.app
    await settled(pilot)
    await press(pilot, "p")
    while app.screen.article.path != "pages/001.txt":
        await press(pilot, "}")
    await press(pilot, "g", *["down"] * (line - 1), *keys)
    return app.screen_stack[1]


def marked(app) -> range:
    return app.screen.query_exactly_one(Grid).marked


async def test_lines_are_marked_with_keys_and_mouse(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 3, "shift+down", "J")
        assert marked(app) == range(2, 5)
        assert "3 marked" in lines_of(app)[0]
        assert sum(line.startswith("┃") for line in lines_of(app)) == 2
        await press(pilot, "K")
        assert marked(app) == range(2, 4)
        await press(pilot, "down")
        assert not marked(app)
        await press(pilot, "v", "down", "G")
        assert marked(app) == range(4, 13)
        await press(pilot, "v")
        assert not marked(app)
        grid = app.screen.query_exactly_one(Grid)
        await pilot.mouse_down(grid, offset=(20, 2))
        await pilot.hover(grid, offset=(20, 5))
        await pilot.mouse_up(grid, offset=(20, 5))
        await settled(pilot)
        assert marked(app) == range(1, 5)
        # Past the edges it goes on by itself, as far as there are rows.
        await pilot.mouse_down(grid, offset=(20, 4))
        await pilot.hover(offset=(20, 35))
        await pilot.pause(0.3)
        assert marked(app).start == 3
        assert len(marked(app)) > 3
        await pilot.hover(offset=(20, 0))
        await pilot.pause(1)
        await pilot.mouse_up(offset=(20, 0))
        await settled(pilot)
        assert marked(app) == range(4)
        await pilot.click(grid, offset=(20, 3))
        await settled(pilot)
        assert not marked(app)
        await pilot.click(grid, offset=(20, 7), shift=True)
        await settled(pilot)
        assert marked(app) == range(2, 7)
        await press(pilot, "escape")
        assert not marked(app)
        assert isinstance(app.screen, PageScreen)


async def test_keys_that_follow_at_once_teach_from_all_marked_lines(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 3)
        for key in ("shift+down", "shift+down", "t"):
            app.post_message(Key(key, None))
        await settled(pilot)
        assert "lines 3–5 of 001" in lines_of(app)[0]


async def test_a_dropping_rule_is_shown_written_and_taken_back(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await to_line(pilot, 7, "t")
        assert isinstance(app.screen, TeachScreen)
        shown = text_of(app)
        assert "drop line 7 of 001" in shown
        assert "4 of 4 pages looked at" in shown
        assert "before: outside-the-article" in shown
        assert "'# readers liked this story" in shown
        assert "002 · drops 1 line" in shown
        assert "takes 1 body paragraph of 1 other page: they read like" in shown
        assert "mine.yaml" in shown
        assert config.read_text(encoding="utf-8") == OWN
        await press(pilot, "enter")
        assert app.screen is page
        written = load_config(config).chrome.rules
        (rule,) = [one for one in written if one.name.startswith("readers-liked")]
        assert rule.examples.drop == (LIKED.format(1),)
        assert any(rule.name in line and "1 readers" in line for line in lines_of(app))
        assert any(rule.name in one.message for one in app._notifications)
        main = await settled(pilot)
        assert all(rule.name in str(entry.removed) for entry in main.desk.session.entries[:2])
        await press(pilot, "u")
        assert config.read_text(encoding="utf-8") == OWN
        assert "1 readers liked" in text_of(app)
        assert not any(rule.name in line for line in lines_of(app))
        await press(pilot, "u")
        assert any("Nothing to undo" in one.message for one in app._notifications)


async def test_a_keeping_rule_brings_a_line_back(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 11, "t")
        shown = text_of(app)
        assert "keep line 11 of 001" in shown
        assert "kind: keep" in shown
        assert "keeps the line, brings back 3 more lines on 3 pages" in shown
        await press(pilot, "enter")
        assert any("keep-share-this-page" in line and "11" in line for line in lines_of(app))
        await press(pilot, "d")
        assert "without keep-share-this-page" in lines_of(app)[0]
        await press(pilot, "D", "t")
        assert "line 11 stays all the same: keep-share-this-page decides" in text_of(app)
        await press(pilot, "t")
        assert "kept already, without this rule" in text_of(app)
        await press(pilot, "escape", "u")
        assert config.read_text(encoding="utf-8") == OWN


async def test_several_rules_are_taken_back_one_by_one_but_no_edit_is_lost(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 7, "t", "enter", "down", "down", "t", "enter")
        assert len(app.screen.context.taught) == 2
        twice = config.read_bytes()
        config.write_bytes(twice + b"# an edit\n")
        await press(pilot, "u")
        assert config.read_bytes() == twice + b"# an edit\n"
        assert any("was changed since" in one.message for one in app._notifications)
        config.write_bytes(twice)
        await press(pilot, "u", "u")
        assert config.read_text(encoding="utf-8") == OWN
        assert not app.screen.context.taught


async def test_the_name_can_be_changed(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_line(pilot, 7, "t", "tab", "end", *"-T!x", "enter")
        assert isinstance(app.screen, TeachScreen)
        assert "readers-liked-this-story-x" in text_of(app)
        await press(pilot, "tab", "ctrl+u", *"button")
        assert "has a rule named `button` already" in text_of(app)
        await press(pilot, "backspace", "-")
        assert "use small letters and digits" in text_of(app)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, TeachScreen)
        await press(
            pilot, "tab", "backspace", "enter", "tab", "tab", "page-down", "G", "g", "enter"
        )
        assert isinstance(app.screen, PageScreen)
        assert "butto" in [one.name for one in load_config(config).chrome.rules]


async def test_nothing_is_written_unasked_or_where_it_cannot_be(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 7, "t", "escape")
        assert isinstance(app.screen, PageScreen)
        config.chmod(0o444)
        await press(pilot, "t", "enter")
        assert "may only be read; allow writing" in text_of(app)
        await press(pilot, "escape")
        config.chmod(0o644)
        config.write_text(f"{OWN}nonsense: 1\n", encoding="utf-8")
        await press(pilot, "t", "enter")
        assert "mine.yaml:4:1" in text_of(app)
        await press(pilot, "escape")
        config.write_text(OWN, encoding="utf-8")
        await press(pilot, "t")
        config.write_text(f"{OWN}# an edit\n", encoding="utf-8")
        await press(pilot, "enter")
        assert isinstance(app.screen, TeachScreen)
        assert any("changed meanwhile" in one.message for one in app._notifications)
        await press(pilot, "enter")
        assert config.read_text(encoding="utf-8").startswith(f"{OWN}# an edit\nchrome:")
        before = config.read_bytes()
        await press(pilot, "down", "down", "t")
        with monkeypatch.context() as disk:
            disk.setattr(os, "fsync", full)
            await press(pilot, "enter")
            told = "mine.yaml: cannot be written (No space"
            await until(pilot, lambda: any(told in m.message for m in app._notifications))
        assert config.read_bytes() == before
        assert not list(config.parent.glob(".mine*"))
        await press(pilot, "escape")
        Path("pages/001.txt").unlink()
        await press(pilot, "t")
        assert "does not exist" in text_of(app)


async def test_a_blank_line_teaches_nothing(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 2, "t")
        assert isinstance(app.screen, PageScreen)
    without_settings = compare_app()
    async with without_settings.run_test(size=(120, 36)) as pilot:
        await press(pilot, "p", "u")
        assert isinstance(without_settings.screen, PageScreen)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 50)])
async def test_screen(config: Path, size: tuple[int, int]) -> None:
    """A picture in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    text = Path("pages/002.txt").read_text(encoding="utf-8")
    wide = text.replace("page of ours", "page 🎉\x9b\t of ours")
    Path("pages/002.txt").write_text(wide, encoding="utf-8")
    app = app_on(config)
    async with app.run_test(size=size) as pilot:
        await to_line(pilot, 7, "t")
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]
            assert not set("\x1b\x9b\t") & set(strip.text)
        shown = text_of(app)
    path = SNAPSHOTS / f"teach-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def change(line: int, role="body", *, likewise: bool = False) -> TaughtChange:
    return TaughtChange((line, line), f"line {line} \x1b[1m", role, likewise)


LESSON = Lesson("a", "drop", ("x",), ((1, 1), (2, 2)))


@pytest.mark.parametrize(
    ("effects", "said", "style"),
    [
        ([], "✓ drops the 2 lines", "same"),
        ([Effect("b", (change(1, "caption"),))], "1 more line on 1 page", "same"),
        ([Effect("a", (change(1),), (change(3),))], "brings back 1 more line on 1 page", "same"),
        ([Effect("b", (change(1), change(2)))], "takes 2 body paragraphs of 1 other", "failure"),
        ([Effect("b", (change(1, likewise=True),))], "read like the lines here", "only-left"),
        ([Effect("a", missed=(((1, 1), "mine"),))], "line 1 stays all the same: mine", "failure"),
    ],
)
def test_what_it_comes_to_in_a_sentence(effects, said: str, style: str) -> None:
    found = conclusion(LESSON, effects, settled=False)
    assert said in found[0]
    assert found[1] == style


def test_the_effect_as_a_table() -> None:
    effects = [Effect("a", (change(4),), (change(3),)), Effect("b", (change(5),)), Effect("c")]
    sheet = EffectSheet(LESSON, effects, {"a": "A"})
    assert [sheet.note(row) for row in range(sheet.row_count)] == [
        "A · also drops 1 line and brings back 1 line",
        None,
        None,
        "b · drops 1 line",
        None,
    ]
    assert [sheet.label(row).number for row in (1, 2, 4)] == [3, 4, 5]
    assert [sheet.label(row).style for row in (1, 2, 4)] == ["text", "text", "failure"]
    assert [sheet.label(row).glyph for row in (1, 2, 4)] == ["│", "┆", "!"]
    assert "\x1b" not in sheet.label(4).text
    assert sheet.details(2)[0].title == "A, line 4, would be dropped"
    assert sheet.details(0) == sheet.details(9) == ()


def test_yaml_is_wrapped_and_inert() -> None:
    lines = ["- name: x", "  why: 'a [b]long[/b] reason that goes on and on'", "# \x1b[1m"]
    shown = str(yaml_content("rule", lines, 24)).split("\n")
    assert shown[:2] == ["rule", "- name: x"]
    assert all(cell_len(line) <= 24 for line in shown)
    assert "[b]long[/b]" in " ".join(shown)
    assert "\x1b" not in "".join(shown)


def test_names_of_rules() -> None:
    assert is_name("a-1")
    assert not any(map(is_name, ["", "-a", "a--b", "ä", "a b"]))


def test_paths_are_written_as_people_write_them() -> None:
    assert shown_path(Path.home() / "a" / "b.yaml") == "~/a/b.yaml"
    assert shown_path(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
    assert shown_path(Path(f"{Path.home()}-2/b.yaml")) == f"{Path.home()}-2/b.yaml"


async def test_what_was_taught_can_be_undone_in_the_next_run(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 7, "t", "enter")
    assert config.read_text(encoding="utf-8") != OWN
    again = app_on(config)
    async with again.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 1, "u")
        await settled(pilot)
        assert config.read_text(encoding="utf-8") == OWN
        await press(pilot, "u")
        assert any("Nothing to undo" in one.message for one in again._notifications)


async def test_own_rules_are_listed_switched_and_deleted(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await to_line(pilot, 7, "t", "enter")
        taught = config.read_text(encoding="utf-8")
        (name,) = {one.name for one in load_config(config).chrome.rules if "readers" in one.name}
        await press(pilot, "M")
        assert "My rules" in text_of(app)
        assert f"● {name} · takes " in text_of(app)
        await press(pilot, "end", "d")
        await settled(pilot)
        assert f"○ {name} · off" in text_of(app)
        (rule,) = [one for one in load_config(config).chrome.rules if one.name == name]
        assert not rule.enabled
        await press(pilot, "d")
        assert config.read_text(encoding="utf-8") == taught
        # The window is open while the pages are read again, and counts once they are.
        await until(pilot, lambda: bool(re.search(rf"● {name} · takes \d", text_of(app))))
        await press(pilot, "x")
        assert "x again deletes" in text_of(app)
        await press(pilot, "x")
        await settled(pilot)
        assert config.read_text(encoding="utf-8") == OWN
        await press(pilot, "escape", "u")
        assert app.screen is page
        await settled(pilot)
        assert config.read_text(encoding="utf-8") == taught


async def test_what_own_rules_take_is_counted_again_in_a_window_opened_before(
    config: Path,
) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36)) as pilot:
        await to_line(pilot, 7, "t", "enter")
        await press(pilot, "M", "end", "d")
        await settled(pilot)
        await press(pilot, "escape", "M")
        assert "○ " in text_of(app)
        await press(pilot, "end", "d")
        await until(pilot, lambda: bool(re.search(r"● \S+ · takes \d", text_of(app))))


@pytest.mark.parametrize("end", ["", "# a comment at the end\n"])
def test_a_rule_alone_in_its_file_is_deleted_with_the_list(tmp_path: Path, end: str) -> None:
    path = tmp_path / "mine.yaml"
    rule = "    # why\n    - name: button\n      why: mine\n"
    path.write_text(f"extends: default\nchrome:\n  rules:\n{rule}{end}", encoding="utf-8")
    assert [one.name for one in own_rules(path)] == ["button"]
    switch_rule(path, "button")
    assert "      enabled: false\n" in path.read_text(encoding="utf-8")
    assert not own_rules(path)[0].enabled
    delete_rule(path, "button")
    assert path.read_text(encoding="utf-8") == f"extends: default\n{end}"
    with pytest.raises(ConfigError, match="no rule"):
        delete_rule(path, "button")


async def test_enter_while_a_rule_is_worked_out_says_that_it_waits(config: Path) -> None:
    app = app_on(config)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await to_line(pilot, 3, "t")
        assert isinstance(app.screen, TeachScreen)
        app.screen.action_turn_verdict()
        app.screen.action_write()
        await settled(pilot)
        said = "The rule is still being worked out."
        assert said in [one.message for one in app._notifications]
