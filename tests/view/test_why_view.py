"""Why: what it shows at several sizes, its keys, and the way back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_factory import article, compare_app, line_of, lines_of, press, settled, text_of

from tui.view.compare.widget import ComparisonView
from tui.view.why import WhyScreen

SNAPSHOTS = Path(__file__).parent / "snapshots"

SIZES = [(80, 24), (120, 36), (200, 50)]

LEFT = [
    "By midday 31 ships were at anchor, pilots said.",
    "Marta Kolind said “patience does not pay the rent” again.",
    "Only left has herons.",
]
RIGHT = [
    "By midday pilots in Velmar counted 31 ships at anchor.",
    "Marta Kolind shouted “patience does not pay the rent” once.",
    "Coffee will run short first.",
]


def pages():
    return [article("001_a.txt", LEFT), article("002_b.txt", RIGHT)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(size: tuple[int, int]) -> None:
    """A picture of the view in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    app = compare_app(pages())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "w", "down")
        shown = text_of(app)
    path = SNAPSHOTS / f"why-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def test_says_score_quotation_and_words() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "down", "w")
        assert isinstance(app.screen, WhyScreen)
        shown = lines_of(app)
        assert "001 ¶ 2 and 002 ¶ 2" in shown[0]
        assert "≈ near" in shown[0]
        assert "Both quote “patience does not pay the rent”" in text_of(app)
        assert "A Kolind" in shown[line_of(app, " Kolind  ")]
        await press(pilot, "escape")
        await press(pilot, "up", "w")
        assert "# 31" in text_of(app)


@pytest.mark.parametrize("key", ["w", "escape"])
async def test_the_way_back_keeps_the_readers_place(key: str) -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "down")
        before = screen.query_exactly_one(ComparisonView).cursor
        await press(pilot, "w", "down", "n", key)
        assert app.screen is screen
        assert screen.query_exactly_one(ComparisonView).cursor == before


async def test_a_paragraph_with_nothing_in_common_is_said_to_be() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "down", "down", "w")
        assert "001 ¶ 3 and 002 ¶ 1 · near miss 1 of 3" in lines_of(app)[0]
        assert "not matched" in lines_of(app)[0]
        assert "Only very common words are shared" in text_of(app)
        await press(pilot, "N")
        assert "near miss 3 of 3" in lines_of(app)[0]


async def test_the_other_links_of_a_paragraph_follow() -> None:
    from view_factory import aligned, link

    from tui.text.model import Row

    def merged(left, right):
        links = [link(left, right, (0, 0)), link(left, right, (0, 1))]
        rows = [Row((0,), (0, 1), "near"), Row((1,), (), "left"), Row((2,), (), "left")]
        return aligned(left, right, links, [*rows, Row((), (2,), "right")])

    app = compare_app(pages(), align=merged)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "w")
        assert "001 ¶ 1 and 002 ¶ 1 · match 1 of 2" in lines_of(app)[0]
        await press(pilot, "n")
        assert "001 ¶ 1 and 002 ¶ 2 · match 2 of 2" in lines_of(app)[0]
        await press(pilot, "enter")
        await settled(pilot)
        assert app.screen is screen


@pytest.mark.parametrize("size", [(36, 12), *SIZES, (300, 100)])
async def test_every_line_is_as_wide_as_the_window(size: tuple[int, int]) -> None:
    hostile = "日本語の段落です 31 [b]x[/b] \x1b[31m “[@click=app.quit]quoted words here now[/]”"
    app = compare_app([article("a.txt", [hostile]), article("日本.txt", [hostile + " more"])])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "w", "down")
        shown = ""
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]
            shown += strip.text
            for segment in strip:
                assert not (segment.style and segment.style.meta.get("@click"))
        assert "\x1b" not in shown


async def test_what_is_opened_while_another_pair_is_compared_asks_about_no_other_article() -> None:
    entries = [article(f"{at}.txt", ["Some words."] * count) for at, count in enumerate((9, 9, 2))]
    app = compare_app(entries)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await press(pilot, "G")
        screen.action_turn("left", 1)
        assert screen.views.context().at is None
        screen.action_view("why")
        await settled(pilot)
        assert "nothing to explain" in text_of(app)
        await press(pilot, "escape", "g")
        assert screen.views.context().at is not None
