"""Notes with `b`: made on a pair or a paragraph, kept, listed, searched, filtered and removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_pages import RIGHT, written_to
from view_factory import CONFIG, line_of, lines_of, press, settled, text_of

from tui.corpus.library import Library
from tui.corpus.notes import RememberedNotes, notes_folder
from tui.view.app import CompareApp
from tui.view.main.work import reread
from tui.view.services import Services


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return written_to(tmp_path, RIGHT[:3])


def app_on(folder: Path) -> CompareApp:
    library = Library([folder], CONFIG, rules=False)
    return CompareApp(Services(library, title="pages", notes=RememberedNotes()))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_note_on_a_pair_is_kept_shown_and_removed(
    folder: Path, size: tuple[int, int]
) -> None:
    app = app_on(folder)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "b")
        assert "? To check · on 001 ¶ 2 and 002 ¶ 2" in text_of(app)
        await press(pilot, "tab", *"ask the brigade", "enter")
        assert "✓ Checked: 001 ¶ 2 and 002 ¶ 2." in text_of(app)
        await press(pilot, "up", "down")
        assert "✓ Checked: ask the brigade (001 ¶ 2 and 002 ¶ 2)" in text_of(app)
        assert lines_of(app)[line_of(app, "Firefighters brought")].count("✓") == 1
    again = app_on(folder)
    async with again.run_test(size=size) as pilot:
        await settled(pilot)
        assert "✓" in lines_of(again)[line_of(again, "Firefighters brought")]
        # With the sides swapped it stays on the same two paragraphs.
        await press(pilot, "s", "down")
        assert "✓ Checked: ask the brigade" in text_of(again)
        await press(pilot, "b", "tab", "tab")
        assert "No note" in text_of(again)
        await press(pilot, "enter")
        assert not list(notes_folder().glob("*.json"))
        assert "✓" not in lines_of(again)[line_of(again, "Firefighters brought")]


async def test_notes_are_filtered_listed_and_searched(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        # Of a pair, one side alone can be noted on.
        await press(pilot, "b", "down")
        assert "on 001 ¶ 1" in text_of(app)
        await press(pilot, *"metres or feet", "enter", "G", "b", "tab", "tab", *"why", "enter")
        screen = await settled(pilot)
        screen.action_arrange("shown", "noted")
        await settled(pilot)
        assert "Showing 2 of" in text_of(app)
        await press(pilot, "B")
        assert "Notes · 2" in text_of(app)
        assert "! Important: why (001 ¶ 3)" in text_of(app)
        await press(pilot, *"feet")
        assert "? To check: metres or feet (001 ¶ 1)" in text_of(app)
        assert "! Important: why" not in text_of(app)
        await press(pilot, "backspace", "backspace", "backspace", "backspace", "tab", "tab", "tab")
        assert "metres or feet" not in text_of(app)
        await press(pilot, "enter")
        assert app.screen is screen
        assert screen.view.row is not None
        assert screen.view.row.paragraphs("left") == (2,)


async def test_escape_leaves_no_note_and_other_keys_are_text(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "b", *"quit", "escape")
        assert app.is_running
        assert not notes_folder().exists()
        await press(pilot, "B")
        assert "No notes yet" in text_of(app)


async def test_a_note_on_pages_that_are_gone_but_still_shown(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        desk, shown = screen.desk, screen.desk.shown
        for article in shown.alignment.left, shown.alignment.right:
            Path(article.path).unlink()
        desk.library.refresh()
        desk.reread(reread(desk.library, desk.session, screen.place()))
        assert shown.alignment.left.path not in desk.library.paths
        screen.action_note("write")
        await pilot.pause()
        assert "To check · on 001 ¶ 1 and 002 ¶ 1" in text_of(app)
        await press(pilot, "escape")
        assert app.fault is None


async def test_a_note_that_cannot_be_kept_says_so_in_a_sentence_of_its_own(folder: Path) -> None:
    notes_folder().parent.mkdir(parents=True)
    notes_folder().write_text("a file where the folder should be")
    app = app_on(folder)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await press(pilot, "down", "b", "enter")
        (told,) = [one.message for one in app._notifications]
        assert told.startswith("? To check: 001 ¶ 2 and 002 ¶ 2. It cannot be kept after this run")


@pytest.mark.parametrize("removes", [False, True], ids=["writes", "removes"])
async def test_what_another_compare_noted_there_meanwhile_is_not_lost(
    folder: Path, removes: bool
) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "b", *"mine", "enter")
        shown = (await settled(pilot)).desk.shown
        pair = [(shown.alignment.left, 0), (shown.alignment.right, 0)]
        another = RememberedNotes()
        assert another.on([article for article, _ in pair])[0].note.text == "mine"
        assert another.write(pair, "checked", "theirs") is None
        await press(pilot, "b", *(["tab"] * 3 if removes else "!"), "enter")
        said = text_of(app)
        assert "another compare had noted “theirs” here." in said
        assert ("It stays." if removes else "Both are kept.") in said
        (kept,) = RememberedNotes().on([article for article, _ in pair])
        assert kept.note.text == ("theirs" if removes else "theirs · mine!")
        assert kept == shown_again(app)
        # What is known now is replaced as ever.
        await press(pilot, "b", *(["tab"] * 2 if removes else ["?"]), "enter")
        assert "another compare" not in text_of(app)


def shown_again(app: CompareApp) -> object:
    (note,) = app.screen.desk.shown.notes
    return note
