"""The matrix: what it shows at several sizes, its keys, and the way back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_factory import SHARED, article, compare_app, lines_of, press, settled, text_of
from watched_folder import until

from tui.corpus.sharing import Share, Sharing
from tui.view.coverage import CoverageScreen
from tui.view.main.messages import WhoseFound
from tui.view.matrix import MOST_SQUARE, MatrixScreen, MatrixSheet
from tui.view.whose import Cluster, Whose
from tui.view.widgets.table import Grid

SNAPSHOTS = Path(__file__).parent / "snapshots"

SIZES = [(80, 24), (120, 36), (200, 50)]


def grid_of(app):
    return app.screen.query_exactly_one(Grid)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(size: tuple[int, int]) -> None:
    """A picture of the matrix in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    app = compare_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x", "down")
        shown = text_of(app)
    path = SNAPSHOTS / f"matrix-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def test_opens_on_the_pair_being_read_and_says_both_directions() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        shown = text_of(app)
        assert "99% of 001 also appears in 002" not in shown
        assert "100% of 001 also appears in 002" in shown
        assert "of 002 also appears in 001" in shown


async def test_the_legend_explains_what_cells_say_and_nothing_else() -> None:
    pages = [article("a.txt", SHARED), article("b.txt", SHARED), article("c.txt", ["Lime felled."])]
    app = compare_app(pages)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        assert "· nothing" in text_of(app)
        assert "only paraphrased" not in text_of(app)
    app = compare_app(pages[:2])
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        assert "· nothing" not in text_of(app)


async def test_names_that_differ_at_their_end_are_told_apart() -> None:
    pages = [article(f"{number:05}.txt", SHARED, title="Same") for number in range(12)]
    app = compare_app(pages)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x")
        headings = lines_of(app)[1].split("found in →")[-1].split()
        assert len(headings) > 3
        assert len(set(headings)) == len(headings)


async def test_enter_opens_the_pair() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "x", "down", "left", "enter")
        assert app.screen is screen
        left, right = screen.desk.session.pair
        assert (left.path, right.path) == ("pages/002_copy.txt", "pages/001_wire.txt")


async def test_an_article_is_not_compared_with_itself() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "x", "left", "enter")
        assert isinstance(app.screen, MatrixScreen)
        await press(pilot, "x")
        assert app.screen is screen


async def test_views_are_one_key_from_each_other() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "x")
        await press(pilot, "m")
        assert isinstance(app.screen, CoverageScreen)
        await press(pilot, "x")
        assert isinstance(app.screen, MatrixScreen)
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        assert app.screen is screen


async def test_an_estimate_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.corpus.sharing.MOST_ALIGNED", 1)
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        shown = text_of(app)
        assert "1 of 6 pairs compared in full" in shown
        assert "~ estimated" in shown
        assert any("~" in line for line in lines_of(app)[2:8])


async def test_forty_articles_scroll_both_ways() -> None:
    app = compare_app([article(f"{number:03}_x.txt", SHARED[:2]) for number in range(40)])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x", "G", *["right"] * 39)
        await settled(pilot)
        grid = grid_of(app)
        assert (grid.row, grid.column) == (40, 39)
        assert "039" in lines_of(app)[1]
        assert any(line.startswith("▌│ 039") for line in lines_of(app))


@pytest.mark.parametrize("size", [(36, 12), *SIZES, (300, 100)])
async def test_every_line_is_as_wide_as_the_window(size: tuple[int, int]) -> None:
    wide = ["日本語の段落です。" * 9, "Cafe\u0301 " * 40, "🎉 emoji " * 30]
    app = compare_app([article("a.txt", wide, title="日本語"), article("日本語.txt", wide[1:])])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x", "down")
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
async def test_text_can_be_told_from_its_background(theme: str, monkeypatch) -> None:
    app = compare_app()
    if theme not in app.available_themes:
        pytest.skip(f"this Textual has no theme {theme}")
    app.theme = theme
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style and style.color and style.bgcolor and segment.text.strip(" ▌▁█▕"):
                    same = style.color == style.bgcolor and not style.color.is_default
                    assert not same, segment.text


def test_of_very_many_articles_each_group_has_a_matrix_of_its_own() -> None:
    count = MOST_SQUARE + 10
    articles = tuple(article(f"{at:03}", ["Some words."]) for at in range(count))
    groups = ((0, 1, 2), (3, 4), *((at,) for at in range(5, count)))
    shares = {
        (one, other): Share(0.5 + one / 10, 0.5 + one / 10, True)
        for places in groups
        for one in places
        for other in places
        if one != other
    }
    names = {one.path: one.path for one in articles}
    sheet = MatrixSheet(Sharing(articles, groups, shares, 1, 1, 1), names)
    # Headings, those that share text, most first, and how many share none.
    assert sheet.row_count == 2 + 3 + 2 + 1
    assert [sheet.note(row) for row in (0, 4, 7)] == [
        "Group 1 · 3 articles that share text",
        "Group 2 · 2 articles that share text",
        f"No shared text · {count - 5} articles",
    ]
    assert sheet.label(1).text.startswith("002")
    assert sheet.column_count == 3
    assert sheet.with_group_at(2, names) is None
    other = sheet.with_group_at(5, names)
    assert other is not None
    assert other.column_count == 2
    assert other.pair(5, other.column_beside(5)) == ("004", "003")
    # Elsewhere each says what it has most in common with, and has no cells.
    assert sheet.label(5).end == "90% in 003"
    assert sheet.label(1).end == ""
    assert sheet.cell(5, 0, 6).text == ""
    unknown = MatrixSheet(Sharing(articles), names)
    assert unknown.row_count == count
    assert unknown.label(0).text.startswith("000")
    assert unknown.details(9, 0)[0].title == "009 is still being compared …"
    alone = MatrixSheet(Sharing(articles, tuple((at,) for at in range(count)), {}, 1, 1, 1), names)
    assert alone.details(10, 0)[0].title == "009 shares no text with the other articles."


def test_the_matrix_has_the_groups_of_the_list_under_the_same_headings() -> None:
    articles = tuple(article(name, ["Some words."]) for name in "abcd")
    names = {one.path: one.path for one in articles}
    groups = (
        Cluster("Group 1: AP copy", ("c", "a"), 1),
        Cluster("Group 2: one article", ("d",), 2, "version"),
        Cluster("No shared text", ("b", "gone")),
    )
    sheet = MatrixSheet(Sharing(articles), names, groups)
    rows = [sheet.note(row) or sheet.label(row).text[0] for row in range(sheet.row_count)]
    assert rows == [
        "Group 1: AP copy · 2 articles",
        "c",
        "a",
        "Group 2: one article · 1 version",
        "d",
        "No shared text · 1 article",
        "b",
    ]
    assert sheet.group_count == 2
    # Nothing is known of a pair yet.
    assert sheet.cell(1, 1, 6).text.strip() == "…"


async def test_groups_that_are_known_later_are_shown_in_a_matrix_that_is_open() -> None:
    pages = [article(f"{number}.txt", SHARED, title="Same") for number in range(3)]
    app = compare_app(pages)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        main = app.screen_stack[0]
        paths = tuple(page.path for page in pages)
        groups = (Cluster("Found later", paths[:2], 1), Cluster("No shared text", paths[2:]))
        whose = Whose(dict.fromkeys(paths, "AP copy"), {}, groups, {})
        main.post_message(WhoseFound(main.desk.session, whose))
        await settled(pilot)
        await until(pilot, lambda: "Found later · 2 articles" in text_of(app))


def test_a_narrow_cell_says_all_of_a_whole_share() -> None:
    articles = tuple(article(name, ["Some words."]) for name in "ab")
    shares = {(0, 1): Share(1.0, 1.0, True), (1, 0): Share(0.9, 0.58, True)}
    sheet = MatrixSheet(Sharing(articles, ((0, 1),), shares, 1, 1, 1), {"a": "a", "b": "b"})
    first = sheet.row_of("a")
    assert sheet.cell(first, 1, 3).text == "100"
    assert sheet.cell(first, 1, 6).text == "██100%"
    assert sheet.cell(sheet.row_of("b"), 0, 3).text == "▓58"
