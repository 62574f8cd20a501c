from __future__ import annotations

from pathlib import Path

import pytest
from view_factory import (
    aligned,
    article,
    compare_app,
    line_of,
    lines_of,
    link,
    numbered,
    press,
    settled,
    story,
    text_of,
)

from tui.corpus.files import Unreadable
from tui.text.model import Row
from tui.view.compare.widget import ComparisonView
from tui.view.help import HelpScreen
from tui.view.main.list import ArticleList
from tui.view.palette import CommandProvider

SIZE = (120, 36)


def rows_of(screen):
    return screen.query_exactly_one(ComparisonView)


def names_of(screen):
    session = screen.desk.session
    return screen.desk.entries[session.left].name, screen.desk.entries[session.right].name


async def test_opens_on_the_most_alike_pair() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert names_of(screen) == ("001", "002")
        shown = text_of(app)
        assert "The wire story" in shown
        assert "= Shared 0" in shown
        assert "≈ Shared 1" in shown
        assert "A heading of its own" in shown


async def test_the_list_says_what_each_article_is() -> None:
    app = compare_app([*story(), Unreadable("pages/bad.txt", "is empty; save the page again")])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = [line[:30] for line in lines_of(app)]
        assert any("LEFT 001 Wire" in line and "12 ¶" in line for line in shown)
        assert any("RIGHT 002" in line and "16 ¶" in line for line in shown)
        assert any("The copy" in line for line in shown)
        assert any("Shared 2 of" in line for line in shown)  # no headline: the first words
        assert any("70%" in line or "71%" in line for line in shown)
        assert any("✗ is empty" in line for line in shown)


@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k")])
async def test_moves_a_row_at_a_time(down: str, up: str) -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, down, down)
        assert rows_of(screen).cursor == 2
        await press(pilot, up)
        assert rows_of(screen).cursor == 1
        await press(pilot, up, up, up)
        assert rows_of(screen).cursor == 0


async def test_the_row_under_the_cursor_is_in_sight() -> None:
    app = compare_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        comparison = rows_of(screen)
        steps = 0
        while comparison.cursor < len(comparison.document.rows) - 1:
            await pilot.press("down")
            steps += 1
            assert steps < 100
            assert any(line.startswith("▌") for line in lines_of(app)[5:]), comparison.cursor
        while comparison.cursor:
            await pilot.press("up")
            assert any(line.startswith("▌") for line in lines_of(app)[5:]), comparison.cursor


async def test_a_row_taller_than_the_window_can_be_read_to_its_end() -> None:
    long = " ".join(f"word{number}" for number in range(400)) + " end"
    pages = [article("a.txt", [long, "After it"]), article("b.txt", [long, "After it"])]
    app = compare_app(pages)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        seen = text_of(app)
        for _ in range(12):
            await pilot.press("down")
            seen += text_of(app)
            if rows_of(screen).cursor == 1:
                break
        assert rows_of(screen).cursor == 1
        assert all(f"word{number} " in seen.replace("\n", " ") for number in range(0, 400, 7))


async def test_pages_and_ends() -> None:
    app = compare_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "pagedown")
        after_page = rows_of(screen).cursor
        assert after_page > 0
        assert rows_of(screen).scroll_offset.y > 0
        await press(pilot, "pageup")
        assert rows_of(screen).scroll_offset.y == 0
        await press(pilot, "G")
        last = len(rows_of(screen).document.rows) - 1
        assert rows_of(screen).cursor == last
        assert "Own 3" in text_of(app)
        await press(pilot, "g")
        assert rows_of(screen).cursor == 0
        await press(pilot, "end")
        assert rows_of(screen).cursor == last
        await press(pilot, "home")
        assert rows_of(screen).scroll_offset.y == 0


async def test_next_and_previous_difference() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "n")
        rows = rows_of(screen).document.rows
        assert rows_of(screen).cursor == next(i for i, row in enumerate(rows) if row.differs())
        stops = []
        for _ in rows:
            stops.append(rows_of(screen).cursor)
            await pilot.press("n")
        assert sorted(set(stops)) == [i for i, row in enumerate(rows) if row.differs()]
        assert rows_of(screen).cursor == stops[-1]  # it stays on the last one
        await press(pilot, "N")
        assert rows[rows_of(screen).cursor].differs()
        assert rows_of(screen).cursor < stops[-1]


async def test_brackets_turn_the_right_article_and_braces_the_left() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "]")
        assert names_of(screen) == ("001", "003")
        assert "RIGHT 003" in text_of(app)
        await press(pilot, "[")
        assert names_of(screen) == ("001", "002")
        await press(pilot, "}")
        assert names_of(screen) == ("003", "002")
        await press(pilot, "{")
        assert names_of(screen) == ("001", "002")
        await press(pilot, "[")
        assert names_of(screen) == ("001", "004")


async def test_another_right_article_leaves_the_left_paragraph_where_it_was() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"jjjjjj")
        before = line_of(app, "Shared 5")
        for key in ("]", "]", "]", "[", "["):
            await press(pilot, key)
            assert line_of(app, "Shared 5") == before


async def test_another_left_article_leaves_the_right_paragraph_where_it_was() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *"jjjjjj")
        heading = line_of(app, "A heading of its own")
        for key in ("}", "}", "{", "{"):
            await press(pilot, key)
            assert line_of(app, "A heading of its own") == heading


async def test_swapping_leaves_the_row_where_it_was() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, *"jjjj")
        before = line_of(app, "Shared 4")
        await press(pilot, "s")
        assert names_of(screen) == ("002", "001")
        assert line_of(app, "Shared 4") == before
        await press(pilot, "s")
        assert names_of(screen) == ("001", "002")
        assert line_of(app, "Shared 4") == before


async def test_chrome_is_shown_in_its_place_and_hidden_again() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Share this page" not in text_of(app)
        screen = await press(pilot, "c")
        assert "┆ Share this page  · teaser-run" in text_of(app).replace("\N{NO-BREAK SPACE}", " ")
        assert line_of(app, "Share this page") < line_of(app, "Shared 0")
        assert "chrome shown" in lines_of(app)[0]
        await press(pilot, "G")
        assert "About us" in text_of(app)
        await press(pilot, "c")
        assert "About us" not in text_of(app)
        assert rows_of(screen).cursor < len(rows_of(screen).document.rows)


async def test_chrome_does_not_move_the_paragraph_under_the_cursor() -> None:
    app = compare_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown", "j")
        shown = next(line for line in lines_of(app)[5:] if line.startswith("▌"))
        before = lines_of(app).index(shown)
        await press(pilot, "c")
        assert lines_of(app)[before] == shown


async def test_tab_goes_to_the_list_and_back() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "tab")
        articles = screen.query_exactly_one(ArticleList)
        assert articles.has_focus
        await press(pilot, "down")
        assert names_of(screen) == ("001", "003")
        await press(pilot, "k", "k")  # over the one on the left: nothing changes
        assert articles.cursor == 0
        assert names_of(screen) == ("001", "002")
        await press(pilot, "G")
        assert names_of(screen) == ("001", "004")
        await press(pilot, "enter")
        assert rows_of(screen).has_focus
        await press(pilot, "tab", "escape")
        assert rows_of(screen).has_focus
        await press(pilot, "tab", "tab")
        assert rows_of(screen).has_focus


async def test_the_list_passes_over_the_unreadable() -> None:
    pages = story()
    app = compare_app([*pages[:2], Unreadable("pages/bad.txt", "is empty"), pages[2]])
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "tab", "down")
        assert names_of(screen) == ("001", "003")
        await press(pilot, "down")
        assert screen.desk.entries[screen.articles.cursor].failure
        assert names_of(screen) == ("001", "003")


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_help_explains_kinds_and_keys(key: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, key)
        shown = text_of(app)
        assert isinstance(app.screen, HelpScreen)
        for words in ("◆ only left", "Only in the left article", "folded away", "whole pair"):
            assert words in shown
        for _ in range(3):
            await press(pilot, "pagedown")
            shown += text_of(app)
        assert "Swap left and right" in shown
        assert "config.yaml" in shown
        await press(pilot, "g")
        assert "Only in the left article" in text_of(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_help_scrolls_in_a_small_window() -> None:
    app = compare_app()
    async with app.run_test(size=(60, 16)) as pilot:
        await press(pilot, "?")
        assert "What a row is" in text_of(app)
        await press(pilot, *["pagedown"] * 16)
        assert "config.yaml" in text_of(app)
        await press(pilot, "k", "j", "pageup", "?")
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quits(key: str) -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(key)
    assert app.return_code == 0


async def test_quits_from_help() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "?")
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_control_c_says_how_to_quit() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+c")
        assert "quit" in text_of(app)
        assert app.is_running


async def test_the_palette_has_the_commands_of_other_views() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "ctrl+p")
        assert "Search commands, filters, articles" in text_of(app)
        await press(pilot, *"matrix", "enter")
        assert app.screen.view_name == "matrix"
        # What only the comparison can do is done there.
        await press(pilot, "ctrl+p", *"swap left")
        assert "Swap left and right  (s in the comparison)" in text_of(app)
        await press(pilot, "enter")
        assert app.screen is screen
        assert names_of(screen) == ("002", "001")
        # Articles are offered everywhere.
        await press(pilot, "x", "ctrl+p", *"compare 004", "enter")
        assert app.screen is screen
        assert names_of(screen) == ("002", "004")
        # Where a line must be chosen first, it is said how to go on.
        await press(pilot, "ctrl+p", *"pin the pair")
        await press(pilot, "escape", "ctrl+p", *"teach a rule", "enter")
        assert app.screen.view_name == "page"
        assert any("t: Make a rule" in one.message for one in app._notifications)


async def test_over_a_window_the_palette_has_only_what_works_anywhere() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "?")
        window = app.screen
        assert isinstance(window, HelpScreen)
        # It is opened there where keys come faster than windows; others have actions of the same
        # names as the comparison.
        offered = [hit.text async for hit in CommandProvider(window).discover()]
        assert {"Theme", "Screenshot", "Quit  (q)"} <= set(offered)
        everything = [hit.text async for hit in CommandProvider(screen).discover()]
        turns = [one for one in everything if one.startswith("Next article")]
        assert turns
        assert set(turns).isdisjoint(offered)


async def test_the_palette_runs_commands_and_opens_articles() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "ctrl+p", *"swap left")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert names_of(screen) == ("002", "001")
        await press(pilot, "ctrl+p", *"compare 004")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert names_of(screen) == ("002", "004")


async def test_clicks_choose_articles_rows_kinds_and_keys() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.click(offset=(5, line_of(app, "004")))
        await settled(pilot)
        assert names_of(screen) == ("001", "004")
        await press(pilot, "[", "[")
        await pilot.click(offset=(60, line_of(app, "≈ Shared 2 ")))
        await settled(pilot)
        assert rows_of(screen).cursor == 2
        y = line_of(app, "only right")
        await pilot.click(offset=(lines_of(app)[y].index("only right"), y))
        await settled(pilot)
        assert rows_of(screen).document.rows[rows_of(screen).cursor].look == "only-right"
        y = line_of(app, "swap")
        await pilot.click(offset=(lines_of(app)[y].index("swap"), y))
        await settled(pilot)
        assert names_of(screen)[0] != "001"


async def test_keys_can_be_remapped() -> None:
    app = compare_app(keys={"swap": "f6"})
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "s")
        assert names_of(screen) == ("001", "002")
        assert "f6 swap" in text_of(app)
        assert "s does nothing here. ? lists the keys" in text_of(app)
        await press(pilot, "f6")
        assert names_of(screen) == ("002", "001")


async def test_a_moved_paragraph_and_a_merged_one() -> None:
    left = article("a.txt", ["Moved away from here", "One half", "Other half"])
    right = article("b.txt", ["One half Other half", "Moved away from here"])
    links = [
        link(left, right, (0, 1), "same", moved=True),
        link(left, right, (1, 0)),
        link(left, right, (2, 0)),
    ]
    rows = [Row((0,), (), "same"), Row((1, 2), (0,), "near"), Row((), (1,), "same")]
    app = compare_app([left, right], align=lambda one, other: aligned(left, right, links, rows))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = lines_of(app)
        assert any("↕ Moved away" in line and "↕ moved: ¶ 2 on the right" in line for line in shown)
        assert any("↕ moved: ¶ 1 on the left" in line for line in shown)
        first = line_of(app, "≈ One half")
        assert "│ " in shown[first + 1][29:34]
        assert "╰ Other half" in shown[first + 2]


async def test_rows_come_fast_in_long_articles() -> None:
    pages = [article(f"{name}.txt", numbered("Long", 800)) for name in "ab"]
    app = compare_app(pages)
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "G")
        assert rows_of(screen).cursor == 799
        assert "Long 799" in text_of(app)


async def test_filters_folds_and_orders_follow_their_keys() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "f")
        assert "what both have" in lines_of(app)[0]
        assert "A heading of its own" not in text_of(app)
        await press(pilot, "f", "f")
        assert "only right" in lines_of(app)[0]
        assert "rows folded" in text_of(app)
        # A heading is no paragraph.
        assert "A heading of its own" not in text_of(app)
        await press(pilot, "f", "f", "f", "f", "f", "z", "z")
        assert "unshared folded" in lines_of(app)[0]
        await press(pilot, "G")
        assert "4 rows folded, only right" in text_of(app)
        await press(pilot, "enter")
        assert "Own 0" in text_of(app)
        row = rows_of(screen).document.rows[rows_of(screen).cursor]
        assert row.right[0].text.startswith("Own 0")
        await press(pilot, "o")
        assert "right follows left" in lines_of(app)[0]
        y = 0
        await pilot.click(offset=(lines_of(app)[y].index("right follows"), y))
        await settled(pilot)
        assert "follows" not in lines_of(app)[0]
        await press(pilot, "z", "z")
        await pilot.click(
            offset=(60, next(y for y, one in enumerate(lines_of(app)) if "rows folded" in one))
        )
        await settled(pilot)
        assert "Own 0" in text_of(app)


async def test_a_key_that_does_nothing_here_says_why() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "%")
        assert "was not moved" in text_of(app)
        await press(pilot, "down")
        assert "was not moved" not in text_of(app)
        await press(pilot, "G", "n")
        assert "No more changes below." in text_of(app)
        await press(pilot, "y")
        assert "the left article has no text in this row" in text_of(app)


async def test_a_passage_of_the_right_alone_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G", "W")
    assert Path("compare-passages.md").read_text(encoding="utf-8").startswith("Own 3")


async def test_the_palette_saves_pictures_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):
            await press(pilot, "ctrl+p", *"screenshot")
            await pilot.pause(0.3)
            await press(pilot, "enter")
            await pilot.pause(0.3)
        pictures = sorted(tmp_path.glob("compare-*.svg"))
        assert len(pictures) == 2
        for picture in pictures:
            svg = picture.read_text(encoding="utf-8")
            # The screen, and not the palette over it.
            assert "The&#160;wire&#160;story" in svg
            assert "Save&#160;a&#160;picture" not in svg
        monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
        await press(pilot, "ctrl+p", *"screenshot")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause(0.3)
        said = list(app._notifications)[-1].message
        assert "cannot be saved here (No such file or directory)" in said


async def test_jumps_between_a_moved_paragraph_and_its_counterpart() -> None:
    left = article("a.txt", ["Moved away", "Stays", "Stays too"])
    right = article("b.txt", ["Stays", "Stays too", "Moved away"])
    links = [
        link(left, right, (0, 2), "same", moved=True),
        link(left, right, (1, 0), "same"),
        link(left, right, (2, 1), "same"),
    ]
    rows = [((0,), ()), ((1,), (0,)), ((2,), (1,)), ((), (2,))]
    placed = [Row(*row, "same") for row in rows]
    app = compare_app([left, right], align=lambda one, other: aligned(left, right, links, placed))
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "%")
        assert rows_of(screen).cursor == 3
        await press(pilot, "enter")
        assert rows_of(screen).cursor == 0
        await press(pilot, "j", "%")
        assert rows_of(screen).cursor == 1
        await press(pilot, "o", "g")
        assert rows_of(screen).document.rows[0].paragraphs("right") == (2,)


async def test_a_click_in_the_overview_goes_there() -> None:
    pages = [article(f"{name}.txt", numbered("Long", 200)) for name in "ab"]
    app = compare_app(pages)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        widget = rows_of(screen)
        await pilot.click(widget, offset=(widget.lay_out().columns.width, widget.size.height // 2))
        await settled(pilot)
        assert 85 < widget.cursor < 115


async def test_whose_copy_it_is_stands_in_list_header_and_title() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = lines_of(app)
        assert "AP copy in 2 of 2 · 1 without credit" in shown[0]
        assert "AP copy, credited · Wire" in shown[2]
        assert "No credit: AP copy" in shown[2][74:]
        assert any(line.startswith(" AP copy · 2 articles") for line in shown)
        assert any("No shared text · 2" in line for line in shown)


async def test_the_list_is_sorted_with_a_key() -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, "S")
        assert list(screen.articles.order) == [0, 1, 2, 3]
        assert "AP copy · 2" not in text_of(app)
        await press(pilot, "S", "S", "S")
        assert screen.desk.sort == "length"
        assert list(screen.articles.order) == [1, 0, 3, 2]
        await press(pilot, "]")
        assert names_of(screen) == ("001", "004")


@pytest.mark.parametrize(("many", "told"), [(1, True), (1000, False)])
async def test_that_so_many_pages_are_for_an_index_is_said(
    many: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.corpus.pages.MANY_FOR_MEMORY", many)
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert any("`compare index`" in one.message for one in app._notifications) == told


async def test_that_one_file_holds_so_many_articles_is_said_as_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.corpus.pages.MANY_FOR_MEMORY", 1)
    # Before it is read, it is but one file.
    monkeypatch.setattr("tui.corpus.pages.Pages.are_many", lambda _: False)
    monkeypatch.setattr("tui.view.main.work.REPORT_EVERY", -1.0)
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert sum("`compare index`" in one.message for one in app._notifications) == 1
