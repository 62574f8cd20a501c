"""A folder that changes under the app, and the place kept between runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace
from view_factory import CONFIG, article, compare_app, press, settled, story, text_of
from watched_folder import PATIENCE, ROOT, opened, press_now, until, watched

from tui.view.coverage import CoverageScreen
from tui.view.main import work
from tui.view.main.watch import folders_of
from tui.view.place import (
    MOST_PLACES,
    Bookmark,
    forget_place,
    places_file,
    recall_place,
    remember_place,
)
from tui.view.screen import ViewScreen
from tui.view.services import SettingsFiles


async def test_new_changed_and_deleted_pages_show(folder: Path) -> None:
    app = watched(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press_now(pilot, "j", "j")
        before = screen.place()
        shutil.copy(next((ROOT / "seeds").glob("000*.txt")), folder / "000.txt")
        await until(pilot, lambda: len(screen.desk.entries) == 4)
        await until(pilot, lambda: screen.desk.whose is not None)
        assert screen.place() == before
        assert "4 articles" in text_of(app)
        (folder / "000.txt").unlink()
        await until(pilot, lambda: len(screen.desk.entries) == 3)
        page = folder / "003.txt"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("Lavrov", "Lawrow"), encoding="utf-8")
        await until(pilot, lambda: "Lawrow" in text_of(app))
        for page in sorted(folder.glob("*.txt"))[1:]:
            page.unlink()
        await until(pilot, lambda: "comparing takes two" in text_of(app))


async def test_another_saving_of_an_article_comes_and_the_first_one_goes(folder: Path) -> None:
    app = watched(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        left = screen.view.shown.alignment.left.path
        again = str(folder / "z-again.txt")
        shutil.copy(left, again)
        await until(pilot, lambda: "+1 copy" in text_of(app))
        assert "3 articles" in text_of(app)
        (entry,) = [one for one in screen.desk.entries if one.also]
        assert (entry.path, entry.also) == (left, (again,))
        screen.show(screen.desk.filter("z-again"))
        assert [screen.desk.entries[place] for place in screen.articles.order] == [entry]
        screen.show(screen.desk.filter(""))
        Path(left).unlink()
        await until(pilot, lambda: screen.view.shown.alignment.left.path == again)
        assert "+1 copy" not in text_of(app)
        assert "3 articles" in text_of(app)


@pytest.mark.parametrize("view", ["p", "m", "x", "w"])
async def test_a_page_that_is_deleted_while_a_view_shows_it(folder: Path, view: str) -> None:
    app = watched(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        shown = screen.view.shown.alignment.left.path
        await press_now(pilot, view)
        await until(pilot, lambda: isinstance(app.screen, ViewScreen))
        Path(shown).unlink()
        await until(pilot, lambda: len(screen.desk.entries) == 2)
        # Every key goes on working, also from an article that is gone.
        await press_now(pilot, "j", "d", "n", "}", "{", "enter")
        await press_now(pilot, "escape", "escape")
        assert app.fault is None
        assert shown not in [article.path for article in screen.desk.session.pair]


async def test_coverage_and_matrix_show_a_page_that_is_added(folder: Path) -> None:
    app = watched(folder)
    added = next((ROOT / "seeds").glob("000*.txt"))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for key, before, after in (
            ("m", "2 other articles", "3 other articles"),
            ("x", "of 3 articles", "of 4 articles"),
        ):
            await press_now(pilot, key)
            await until(pilot, lambda said=before: said in text_of(app))
            shutil.copy(added, folder / "000.txt")
            await until(pilot, lambda said=after: said in text_of(app))
            (folder / "000.txt").unlink()
            await until(pilot, lambda said=before: said in text_of(app))
        assert screen.desk.session.pair is not None


async def test_a_single_page_can_be_looked_at(folder: Path) -> None:
    for page in sorted(folder.glob("*.txt"))[1:]:
        page.unlink()
    app = watched(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "comparing takes two" in text_of(app))
        assert "p shows it line by line" in text_of(app)
        await press_now(pilot, "p")
        await until(pilot, lambda: "lines kept" in text_of(app))
        await press_now(pilot, "}", "enter", "t", "escape", "m")
        assert "comparing takes two" in text_of(app)
        assert app.fault is None


async def test_folders_that_come_and_go_are_followed(folder: Path) -> None:
    app = watched(folder)
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        later = folder / "later" / "deep"
        later.mkdir(parents=True)
        await until(pilot, lambda: later in screen.files.folders)
        shutil.copy(seeds[0], later / "000.txt")
        await until(pilot, lambda: len(screen.desk.entries) == 4)
        shutil.copy(seeds[4], later / "004.txt")
        await until(pilot, lambda: len(screen.desk.entries) == 5)
        shutil.rmtree(folder / "later")
        await until(pilot, lambda: len(screen.desk.entries) == 3)
        assert later not in screen.files.folders


def test_folders_are_those_of_pages_what_was_opened_and_the_configuration(folder: Path) -> None:
    settings = SettingsFiles(lambda: CONFIG, (str(folder.parent / "config.yaml"),))
    found = folders_of([str(folder / "001.txt")], [str(folder)], settings)
    assert found == [folder.parent, folder]
    assert folders_of([], ["/nowhere/at/all.txt"], None) == []


def test_a_place_is_kept_for_its_folder_only(tmp_path: Path) -> None:
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    place = Bookmark(*paths, "right", 7, "left", "substance", "nord")
    assert recall_place(paths) is None
    remember_place(paths, place)
    assert recall_place(paths) == place
    other = [str(tmp_path / "other" / "a.txt")]
    assert recall_place(other) is None
    remember_place(other, place)
    forget_place(other)
    forget_place(other)
    assert recall_place(other) is None
    assert recall_place(paths) == place
    for number in range(MOST_PLACES):
        remember_place([str(tmp_path / str(number) / "a.txt")], place)
    assert recall_place(paths) is None


def test_what_was_opened_has_a_place_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    every = ["news/a.txt", "news/b.txt", "news/c.txt"]
    folder, two = (
        Bookmark("news/a.txt", "news/b.txt", lens="none"),
        Bookmark("news/c.txt", "news/a.txt"),
    )
    remember_place(every, folder, ["news"])
    # Two of its pages alone do not move the place in the folder.
    remember_place(["news/c.txt", "news/a.txt"], two, ["news/c.txt", "news/a.txt"])
    assert recall_place(every, ["news"]) == folder
    assert recall_place(["news/a.txt", "news/c.txt"], ["news/a.txt", "news/c.txt"]) == two
    # What was never opened so has the last place in the folder.
    assert recall_place(every, every) == two
    # Wherever one stands when it is opened, and whatever it is called from there.
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")
    here = replace(folder, left="a.txt", right="b.txt")
    assert recall_place(["a.txt", "b.txt", "c.txt"], ["."]) == here
    forget_place(["a.txt", "b.txt", "c.txt"], ["."])
    assert recall_place(["a.txt", "b.txt", "c.txt"], ["."]) is None


async def test_a_position_counts_in_its_own_pair_only() -> None:
    place = Bookmark("pages/003_part.txt", "pages/gone.txt", "left", 3, lens="substance")
    app = compare_app(place=place)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert screen.view.comparison.cursor == 0
        assert "highlight: key changes" in text_of(app)


async def test_the_place_is_kept_and_taken_up_again() -> None:
    app = compare_app(keeps_place=True)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "]", "j", "j", "l", "o")
        place = screen.place()
        await pilot.press("q")
    again = compare_app(place=recall_place(app.services.library.paths))
    assert again.services.place == place
    async with again.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert screen.place() == place
        assert "highlight: key changes" in text_of(again)
        assert "right follows left" in text_of(again)


async def test_a_place_that_cannot_be_kept_leaves_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = compare_app(keeps_place=True)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert remember_place(app.services.library.paths, screen.place())
        before = places_file().read_bytes()
        await press(pilot, "j", "j", "l")
        monkeypatch.setattr(os, "fsync", lambda *_: _fail(OSError(28, "No space left")))
        await pilot.press("q")
    monkeypatch.undo()
    assert app.place_lost
    assert places_file().read_bytes() == before


def _fail(error: OSError) -> int:
    raise error


async def test_view_filter_folds_chrome_and_sorting_are_kept_too() -> None:
    app = compare_app(keeps_place=True)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "c", "z", "z", "f", "S", "S")
        # Unfold the first run of folded rows.
        rows = screen.view.comparison.document.rows
        screen.view.comparison.go(next(at for at, row in enumerate(rows) if row.folded))
        await press(pilot, "enter", "m", "?")
        place = screen.place()
        assert place.arrangement == screen.desk.arrangement
        assert (place.chrome, place.shown, place.fold) == (True, "shared", "unshared")
        assert place.unfolded
        assert (place.sort, place.view) == ("name", "coverage")
        await pilot.press("escape")
        await pilot.press("q")
    again = compare_app(place=recall_place(app.services.library.paths))
    assert again.services.place == place
    async with again.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert isinstance(again.screen, CoverageScreen)
        await press(pilot, "escape")
        assert screen.place() == replace(place, view="compare")
        assert "chrome shown" in text_of(again)


@pytest.mark.parametrize("rubbish", [b"", b"{", b"\xff", b'{"a": 1}', b'{"a": {"left": 1}}'])
def test_a_broken_memory_holds_no_place_and_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    file = tmp_path / "compare" / "places.json"
    file.parent.mkdir()
    file.write_bytes(rubbish)
    paths = ["a.txt", "b.txt"]
    assert recall_place(paths) is None
    remember_place(paths, Bookmark(*paths))
    assert recall_place(paths) == Bookmark(*paths)


def test_a_place_under_a_name_that_is_no_text_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    paths = ["\udcff.txt", "b.txt"]
    remember_place(paths, Bookmark(*paths))
    assert recall_place(paths) is None


async def test_a_place_whose_page_is_gone_is_passed_over() -> None:
    place = Bookmark("pages/001_wire.txt", "pages/gone.txt", "left", 99)
    app = compare_app(story()[:2], place=place)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert screen.desk.session.pair is not None
        assert app._exception is None


@pytest.mark.parametrize(
    ("value", "theme"),
    [
        ("0;15", "textual-light"),
        ("15;0", "textual-dark"),
        ("", "textual-dark"),
        ("0;default;7", "textual-light"),
    ],
)
def test_the_theme_follows_the_terminal(monkeypatch, value: str, theme: str) -> None:
    monkeypatch.setenv("COLORFGBG", value)
    assert compare_app().theme == theme


@pytest.mark.parametrize(("light", "theme"), [(True, "textual-light"), (False, "textual-dark")])
def test_what_the_terminal_itself_says_counts_first(monkeypatch, light: bool, theme: str) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15" if not light else "15;0")
    app = compare_app(light=light)
    assert app.theme == app.usual_theme == theme


async def test_a_theme_that_was_chosen_is_kept() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "ctrl+p", *"theme nord")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert app.theme == "nord"
        assert screen.place().theme == "nord"
    screen_place = Bookmark("pages/001_wire.txt", "pages/003_part.txt", theme="nord")
    again = compare_app(place=screen_place)
    async with again.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert again.theme == "nord"
        assert screen_place.theme == "nord"


async def test_shares_of_articles_that_are_read_later_show_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What is read is told after every article, and a pair chosen once four are read.
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "CHOSEN_AMONG", 4)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    late = article("pages/005_late.txt", ["Read last of all."])
    app = compare_app([*story(), late])
    known = Event()

    def entries():
        yield from story()
        known.wait(PATIENCE)
        yield late

    app.services.library.entries = entries
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen_stack[0]
        await until(pilot, lambda: len(screen.desk.shares) >= 2)
        known.set()
        await until(pilot, lambda: len(screen.desk.shares) == 4)
        assert screen.desk.session.left not in screen.desk.shares


async def test_reading_can_be_stopped_and_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "CHOSEN_AMONG", 4)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    late = [article(f"pages/{number:03}_late.txt", [f"Read as {number}."]) for number in (5, 6)]
    app = compare_app([*story(), *late])
    known, read = Event(), list(app.services.library.entries())

    def entries():
        yield from read[:4]
        known.wait(PATIENCE)
        yield from read[4:]

    app.services.library.entries = entries
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen_stack[0]
        await until(pilot, lambda: len(screen.desk.shares) >= 2)
        assert "reading 4 of 6" in text_of(app)
        await pilot.press("r")
        assert "still being read" in text_of(app)
        await pilot.press("ctrl+c")
        assert "Stopped at 4 of 6 pages. r resumes." in text_of(app)
        known.set()
        await until(pilot, lambda: "stopped at 4 of 6" in text_of(app))
        await press(pilot, "]", "j")
        pair, place = screen.desk.session.pair, screen.place()
        assert "4 of 6" in text_of(app)
        await press(pilot, "r")
        await until(pilot, lambda: len(screen.desk.entries) == 6)
        assert "6 articles" in text_of(app)
        assert (screen.desk.session.pair, screen.place()) == (pair, place)
        # Nothing is being read any more: the key has its other meaning.
        await press(pilot, "ctrl+c")
        assert "Stopped" not in text_of(app)


@pytest.mark.parametrize("view", ["", "p", "m"])
async def test_a_page_that_is_renamed_is_followed(folder: Path, view: str) -> None:
    app = watched(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        # The list, whose article on the right is looked at, has the focus.
        side = "right" if view == "p" else "left"
        path = Path(getattr(screen.view.shown.alignment, side).path)
        await press_now(pilot, *([view] if view else []))
        await until(pilot, lambda: not view or isinstance(app.screen, ViewScreen))
        path.rename(path.with_name("z-renamed.txt"))
        await until(pilot, lambda: "z-renamed" in text_of(app))
        await until(pilot, lambda: "z-renamed" in getattr(screen.view.shown.alignment, side).path)
        assert "does not exist" not in text_of(app)
