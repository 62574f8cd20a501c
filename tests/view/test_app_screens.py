"""What the app shows at several sizes, in several themes, and of hostile pages."""

from __future__ import annotations

import os
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

from tui.corpus.files import Unreadable
from tui.view.compare.widget import ComparisonView
from tui.view.main.list import ArticleList

SNAPSHOTS = Path(__file__).parent / "snapshots"

SIZES = [(50, 30), (80, 24), (120, 36), (200, 50)]


def rows_of(screen):
    return screen.query_exactly_one(ComparisonView)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(size: tuple[int, int]) -> None:
    """A picture of the screen in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    app = compare_app([*story(), Unreadable("pages/bad.txt", "is empty; save the page again")])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n", "n")
        shown = text_of(app)
    path = SNAPSHOTS / f"compare-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


SCRIPTS = [
    "日本語の段落です。" * 9,
    "Cafe\u0301 e\u0301\u0302\u0303 " * 20,
    "🎉 flags 🇺🇦🇷🇺 and hands 👍🏽👩‍👩‍👧 " * 9,
    "مرحبا بالعالم " * 20,
    "רוסיה וארצות הברית " * 12,
    "ข่าวการเมืองที่สำคัญ " * 9,
    "नमस्ते दुनिया की ख़बर " * 9,
    "한국어 각각의 문단 " * 9,
]


@pytest.mark.parametrize("size", [(60, 30), (80, 24), (120, 40), (200, 50)])
async def test_any_script_keeps_to_its_column(size: tuple[int, int]) -> None:
    """The line between the columns stands at one place on every line, in cells."""
    app = compare_app([article("a.txt", SCRIPTS), article("b.txt", SCRIPTS[::-1])])
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        comparison = screen.query_exactly_one(ComparisonView)
        places, seen = set(), ""
        for _ in range(8):
            for y in range(comparison.size.height):
                line = comparison.render_line(y).text
                seen += line
                if line.count("│") == 1:
                    places.add(cell_len(line[: line.index("│")]))
            await press(pilot, "pagedown")
        assert len(places) == 1
        assert all(text[:4] in seen for text in SCRIPTS if text[0] not in "C🎉")


@pytest.mark.parametrize("size", [*SIZES, (36, 12), (300, 100)])
async def test_every_line_is_as_wide_as_the_window(size: tuple[int, int]) -> None:
    wide = ["日本語の段落です。" * 9, "Cafe\u0301 " * 40, "🎉 emoji " * 30, "مرحبا بالعالم " * 20]
    app = compare_app([article("a.txt", wide), article("b.txt", wide[1:])])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]


async def test_below_a_hundred_columns_the_list_comes_when_asked_for() -> None:
    app = compare_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        articles = screen.query_exactly_one(ArticleList)
        assert not articles.display
        before = line_of(app, "Shared 1 ")
        await press(pilot, "tab")
        assert articles.display
        assert " LEFT  001 Wire" in text_of(app)
        await press(pilot, "tab")
        assert not articles.display
        assert line_of(app, "Shared 1 ") == before


async def test_a_narrow_window_stacks_left_over_right() -> None:
    app = compare_app()
    async with app.run_test(size=(50, 40)) as pilot:
        await settled(pilot)
        shown = lines_of(app)
        left = line_of(app, "≈ Shared 1")
        right = next(y for y, line in enumerate(shown) if "▸ Shared 1" in line)
        assert left < right < line_of(app, "≈ Shared 2")


@pytest.mark.parametrize("size", [(35, 24), (80, 11), (10, 3)])
async def test_a_window_that_is_too_small_says_so(size: tuple[int, int]) -> None:
    app = compare_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "This" in text_of(app)
        assert "Shared" not in text_of(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "too small" not in text_of(app)
        assert "Shared 1" in text_of(app)


async def test_resizing_keeps_the_readers_place() -> None:
    pages = [article("a.txt", numbered("Long", 60)), article("b.txt", numbered("Long", 60))]
    app = compare_app(pages)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "pagedown", "pagedown", "pagedown")
        comparison = rows_of(screen)
        first = comparison.lay_out().place(comparison.scroll_offset.y)
        for width, height in ((80, 24), (55, 30), (200, 50), (101, 20), (120, 36)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            layout = comparison.lay_out()
            top = layout.place(comparison.scroll_offset.y)
            assert top is not None
            assert abs(top.row - first.row) <= 1
            shown = [line for line in lines_of(app) if "▌" in line]
            assert shown, "the row under the cursor is out of sight"


async def test_a_smaller_window_still_shows_the_row_under_the_cursor() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *"jjjjjj", "]", "[")
        await pilot.resize_terminal(80, 16)
        await settled(pilot)
        assert any(line.startswith("▌≈ Shared 5") for line in lines_of(app))


async def test_one_article_is_not_enough() -> None:
    pages = [article("pages/a.txt", SHARED), Unreadable("pages/[b]d.txt", "is empty")]
    app = compare_app(pages)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        shown = text_of(app)
        assert "One article could be read" in shown
        assert "[b]d.txt: is empty" in shown
        for key in ("n", "]", "}", "s", "c", "j", "G", "pagedown", "tab", "tab"):
            await press(pilot, key)
        assert screen.desk.session.pair is None


HOSTILE = [
    "[bold red]Not bold[/] [@click=app.quit]quit[/] \x1b[31mred\x1b[0m \x9b2J",
    "A \u202eoverride\u202c and\u200bzero \x07 bell [/closing] \\[escaped]",
    "$primary {x} %s [link=https://example.com]link[/link] [on $error]",
]


async def test_no_page_text_acts_as_markup_or_escape() -> None:
    name = "[b]\x1b[2Jname\u202e.txt"
    first = article(
        name,
        HOSTILE,
        title="[@click=app.quit]Title[/] \x1b]0;x\x07",
        outlet="[i]Outlet\x1b",
        credit="[u]AP\x1b",
        byline="By [b]X\x9b",
        date="[d]",
        removed=[(1, HOSTILE[0])],
    )
    second = article("b.txt", [HOSTILE[0], "Else"], title=None, removed=[(1, HOSTILE[1])])
    app = compare_app([first, second, Unreadable("[bad]\x1b.txt", "[why] \x1b[1m")])
    async with app.run_test(size=(160, 50)) as pilot:
        seen = ""
        for keys in (["c"], ["tab", "down", "down", "up"], ["?"], ["escape"]):
            await press(pilot, *keys)
            seen += text_of(app)
        for y in range(2, 16, 2):
            await pilot.hover(offset=(6, y))
            await pilot.pause(0.35)
            seen += text_of(app)
        await pilot.hover("Header", offset=(4, 0))
        await pilot.pause(0.4)
        seen += text_of(app)
        await press(pilot, "ctrl+p", *"compare")
        await pilot.pause(0.4)
        seen += text_of(app)
    for word in ("[bold red]Not bold[/]", "[@click=app.quit]Title", "[i]Outlet", "[u]AP", "[bad]"):
        assert word in seen
    assert "␛[31mred␛[0m" in seen
    for active in "\x1b\x07\x9b\u202e\u202c\u200b":
        assert active not in seen
    assert app._exception is None


async def test_nothing_on_the_screen_carries_a_link_action_from_a_page() -> None:
    app = compare_app([article("a.txt", HOSTILE), article("b.txt", HOSTILE)])
    async with app.run_test(size=(160, 50)) as pilot:
        await settled(pilot)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or not segment.style.meta.get("@click")
                assert segment.style is None or segment.style.link is None


async def test_what_colour_says_a_glyph_or_a_style_says_too(monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        shown = text_of(app)
        assert app.no_color
        assert all(glyph in shown for glyph in ("= Shared", "≈ Shared"))
        strips = list(app.screen._compositor.render_strips())
        line = strips[line_of(app, "≈ Shared 1 ")]
        bold = {segment.text.strip() for segment in line if segment.style and segment.style.bold}
        assert "several" in bold


THEMES = ["textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "ansi-dark"]


@pytest.mark.parametrize("theme", THEMES)
async def test_text_can_be_told_from_its_background(theme: str) -> None:
    app = compare_app()
    if theme not in app.available_themes:
        pytest.skip(f"this Textual has no theme {theme}")
    app.theme = theme
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "c", "tab")
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style and style.color and style.bgcolor and segment.text.strip(" ▌▁█▕"):
                    same = style.color == style.bgcolor and not style.color.is_default
                    assert not same, segment.text


async def test_a_theme_chosen_before_the_start_shows_the_comparison() -> None:
    app = compare_app()
    app.theme = "textual-light"
    async with app.run_test(size=(132, 40)) as pilot:
        await settled(pilot)
        assert "≈ Shared 1" in text_of(app)


async def test_changing_the_theme_repaints() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)

        def background():
            strips = list(app.screen._compositor.render_strips())
            return [segment.style.bgcolor for segment in strips[line_of(app, "≈ Shared 1 ")]]

        before = background()
        app.theme = "textual-light"
        await settled(pilot)
        assert not set(map(str, before)) & set(map(str, background()))
