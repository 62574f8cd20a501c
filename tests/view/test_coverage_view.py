"""The coverage: what it shows at several sizes, its keys, and the way back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_factory import (
    SHARED,
    article,
    compare_app,
    line_of,
    lines_of,
    numbered,
    press,
    settled,
    story,
    text_of,
)

from tui.corpus.coverage import Survey
from tui.view.compare.widget import ComparisonView
from tui.view.coverage import CoverageScreen, CoverageSheet
from tui.view.help import HelpScreen
from tui.view.widgets.table import Grid

SNAPSHOTS = Path(__file__).parent / "snapshots"

SIZES = [(80, 24), (120, 36), (200, 50)]


def grid_of(app):
    return app.screen.query_exactly_one(Grid)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(size: tuple[int, int]) -> None:
    """A picture of the coverage in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    app = compare_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "m", "down", "down", "right")
        shown = text_of(app)
    path = SNAPSHOTS / f"coverage-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["m", "escape"])
async def test_the_way_back_keeps_the_readers_place(key: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "down", "down", "down", "down", "down", "down", "down")
        comparison = screen.query_exactly_one(ComparisonView)
        before = (comparison.cursor, comparison.scroll_offset, screen.desk.session)
        await press(pilot, "m")
        assert isinstance(app.screen, CoverageScreen)
        assert grid_of(app).row == 6
        await press(pilot, "down", key)
        assert app.screen is screen
        assert (comparison.cursor, comparison.scroll_offset, screen.desk.session) == before


async def test_enter_opens_the_pair_at_the_paragraph() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m", "down", "down", "right", "enter")
        screen = await settled(pilot)
        assert app.screen is screen
        left, right = screen.desk.session.pair
        assert (left.path, right.path) == ("pages/001_wire.txt", "pages/003_part.txt")
        comparison = screen.query_exactly_one(ComparisonView)
        row = comparison.document.rows[comparison.cursor]
        assert row.paragraphs("left") == (2,)
        assert row.paragraphs("right") == (0,)


async def test_enter_on_what_only_others_have_goes_to_it_on_the_right() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await press(pilot, "m", "G", "enter")
        screen = await settled(pilot)
        comparison = screen.query_exactly_one(ComparisonView)
        row = comparison.document.rows[comparison.cursor]
        assert row.left == ()
        assert row.right[0].text.startswith("Part 2")
        assert screen.desk.session.pair[1].path == "pages/003_part.txt"


async def test_two_kinds_of_unique_are_kept_apart() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await press(pilot, "m")
        shown = lines_of(app)
        # The copy has it and the part does not; nobody else has what is the copy's own.
        assert "◆" not in shown[line_of(app, "Shared 1 ")]
        assert shown[line_of(app, "Shared 1 ")].split("▓")[-1].count("·") == 1
        assert "◆" in shown[line_of(app, "Own 1 ")]
        await press(pilot, "}")
        shown = lines_of(app)
        assert "002" in shown[0]
        assert "◆" in shown[line_of(app, "Own 1 ")]
        assert "◆" not in shown[line_of(app, "Shared 1 ")]


def test_no_more_is_said_of_a_paragraph_than_was_looked_into() -> None:
    one = article("001.txt", SHARED)
    said = [
        CoverageSheet(Survey(one, done=done, left_out=left_out), {one.path: "001"}).details(0, 0)
        for done, left_out in ((0, 0), (1, 3), (1, 0))
    ]
    assert [quoted[0].title.rpartition(" · ")[2] for quoted in said] == [
        "◆ in no other article so far",
        "◆ in no other article compared",
        "◆ in no other article",
    ]


async def test_subheads_are_no_paragraphs_that_only_one_has() -> None:
    app = compare_app()
    async with app.run_test(size=(200, 50)) as pilot:
        await press(pilot, "m", "}")
        shown = lines_of(app)
        assert "◆" not in shown[line_of(app, "A heading of its own")]
        marked = sum(line[1:2] == "◆" and line[3:6].strip().isdigit() for line in shown)
        assert f"in no other article: {marked} ¶" in text_of(app)
        others = next(line for line in shown if "paragraphs that only others have" in line)
        number = re.search(r"\d+", others)[0]
        assert f"only in others: {number} ¶" in text_of(app)


async def test_an_article_that_stops_early_is_said_to() -> None:
    pages = [article("a.txt", SHARED), article("b.txt", SHARED[:5])]
    app = compare_app(pages)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        assert "b ends here; a has 7 more paragraphs" in text_of(app)
        assert line_of(app, "Shared 4 ") < line_of(app, "b ends here") < line_of(app, "Shared 5 ")
        await press(pilot, "down", "down", "down", "down", "down")
        assert "b had already ended" in text_of(app)
        await press(pilot, "}")
        assert "b ends here; a has 7 more paragraphs" in text_of(app)
        assert "7 paragraphs that only others have" in text_of(app)


async def test_articles_that_stop_at_one_place_share_a_line() -> None:
    cut = [article(f"{number:03}_cut.txt", SHARED[:5]) for number in range(2, 7)]
    app = compare_app([article("001_full.txt", SHARED), *cut])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        if "001" not in lines_of(app)[0]:
            await press(pilot, "{")
        assert "002, 003, 004 and 2 more end here; 001 has 7 more" in text_of(app)


async def test_help_explains_the_view_and_its_keys() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await press(pilot, "m", "?")
        assert isinstance(app.screen, HelpScreen)
        shown = text_of(app)
        assert "In no other article" in shown
        assert "Previous column." in shown
        assert "Let the two articles change sides." not in shown
        await press(pilot, "escape", "ctrl+p", *"open the pair")
        await pilot.pause(0.3)
        assert "Open the pair" in text_of(app)


async def test_many_articles_scroll_sideways() -> None:
    pages = [article(f"{number:03}_x.txt", SHARED) for number in range(40)]
    app = compare_app(pages)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        await press(pilot, *["right"] * 38)
        assert "039" in lines_of(app)[1]
        assert grid_of(app).column == 38
        await press(pilot, "right", *["left"] * 38)
        assert grid_of(app).column == 0
        assert "039" not in lines_of(app)[1]


@pytest.mark.parametrize("size", [(36, 12), (50, 16), *SIZES, (300, 100)])
async def test_every_line_is_as_wide_as_the_window(size: tuple[int, int]) -> None:
    wide = ["日本語の段落です。" * 9, "Cafe\u0301 " * 40, "🎉 emoji " * 30, "مرحبا بالعالم " * 20]
    app = compare_app([article("a.txt", wide), article("日本語.txt", wide[1:])])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "m", "down", "right")
        assert isinstance(app.screen, CoverageScreen)
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]


async def test_no_page_text_acts_as_markup_or_escape() -> None:
    hostile = "[bold red]Not bold[/] [@click=app.quit]quit[/] \x1b[31mred\x1b[0m \x9b2J"
    pages = [
        article("[b]\x1b[2J.txt", [hostile, "Else"], title=hostile),
        article("c.txt", [hostile, hostile + " more"], title=hostile),
    ]
    app = compare_app(pages)
    async with app.run_test(size=(160, 30)) as pilot:
        await press(pilot, "m", "down")
        shown = text_of(app)
        assert "[bold red]Not bold[/]" in shown
        assert not set("\x1b\x9b") & set(shown)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert not (segment.style and (segment.style.meta.get("@click")))


async def test_kinds_are_told_apart_without_colour(monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m")
        shown = text_of(app)
        assert all(sign in shown for sign in ("[=▓", "≈▓", "·", "◆", "●"))


@pytest.mark.parametrize("theme", ["textual-light", "nord", "ansi-dark"])
async def test_text_can_be_told_from_its_background(theme: str) -> None:
    app = compare_app(story())
    if theme not in app.available_themes:
        pytest.skip(f"this Textual has no theme {theme}")
    app.theme = theme
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m", "down")
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style and style.color and style.bgcolor and segment.text.strip(" ▌▁█▕"):
                    same = style.color == style.bgcolor and not style.color.is_default
                    assert not same, segment.text


async def test_without_a_pair_there_is_no_coverage() -> None:
    app = compare_app([article("a.txt", numbered("Lone", 3))])
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "m")
        assert app.screen is screen
