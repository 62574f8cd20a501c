"""The page: what it shows of a saved page, and what a rule that is switched off changes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_factory import CONFIG, compare_app, line_of, lines_of, press, settled, story, text_of

from tui.corpus.library import Library
from tui.text.model import Trim
from tui.view.app import CompareApp
from tui.view.compare.widget import ComparisonView
from tui.view.page import PageScreen, PageSheet, page_lines, totals
from tui.view.services import Services
from tui.view.widgets.table import Grid

SNAPSHOTS = Path(__file__).parent / "snapshots"

SIZES = [(80, 24), (120, 36), (200, 50)]


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The handmade story as files whose lines stand where the articles say."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    pages = story()
    copy = pages[1]
    first = replace(copy.paragraphs[0], trimmed=(Trim("ADVERTISEMENT", "made-up-trim"),))
    paragraphs = (first, *copy.paragraphs[1:])
    pages[1] = replace(copy, paragraphs=paragraphs)
    for page in pages:
        lines = [""] * 100
        for one in (*page.paragraphs, *page.removed):
            lines[one.lines[0] - 1] = one.text
        Path(page.path).write_text("\n".join(lines), encoding="utf-8")
    return pages


def grid_of(app):
    return app.screen.query_exactly_one(Grid)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(saved, size: tuple[int, int]) -> None:
    """A picture of the page in plain text; UPDATE_SNAPSHOTS=1 takes it anew."""
    app = compare_app(saved)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "p", "g", "down", "down")
        shown = text_of(app)
    path = SNAPSHOTS / f"page-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def test_opens_at_the_paragraph_and_comes_back_to_it(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "down", "down", "down")
        comparison = screen.query_exactly_one(ComparisonView)
        before = comparison.cursor
        await press(pilot, "p")
        assert isinstance(app.screen, PageScreen)
        # The fourth paragraph stands on line 9.
        assert grid_of(app).row == 8
        await press(pilot, "p")
        assert app.screen is screen
        assert comparison.cursor == before


async def test_enter_goes_to_the_paragraph(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "p", "g", *["down"] * 4, "enter")
        screen = await settled(pilot)
        comparison = screen.query_exactly_one(ComparisonView)
        assert comparison.document.rows[comparison.cursor].paragraphs("left") == (1,)


async def test_a_rule_is_switched_off_and_on_again(saved, monkeypatch) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "s", "p", "g")
        assert "┆   1 Share this page" in text_of(app)
        assert "3 removed" in text_of(app)
        await press(pilot, "d")
        shown = lines_of(app)
        assert "±   1 Share this page" in shown[line_of(app, "  1 Share this page")]
        assert "without teaser-run: 3 lines changed" in shown[0]
        assert any("✗ teaser-run" in line and "off" in line for line in shown)
        await press(pilot, "d")
        assert "┆   1 Share this page" in text_of(app)
        await press(pilot, "d", "D")
        assert "without" not in lines_of(app)[0]


async def test_a_line_without_a_rule_has_none_to_switch_off(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "p", "g", "down", "down", "d")
        assert "without" not in lines_of(app)[0]


async def test_braces_turn_the_page(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "p", "}")
        assert "002 · The copy" in lines_of(app)[0]
        await press(pilot, "{", "{")
        assert "004 · Something else" in lines_of(app)[0]


async def test_a_page_that_is_gone_is_said_to_be(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        Path("pages/001_wire.txt").unlink()
        await press(pilot, "p", "down", "d", "enter")
        assert "does not exist" in lines_of(app)[0]


@pytest.mark.parametrize("size", [(36, 12), (60, 18), *SIZES, (300, 100)])
async def test_every_line_is_as_wide_as_the_window(saved, size: tuple[int, int]) -> None:
    text = Path("pages/001_wire.txt").read_text(encoding="utf-8")
    wide = text.replace("Shared 2", "日本語の段落です🎉 [b]x[/b]\t\x1b[31m مرحبا\x9b")
    Path("pages/001_wire.txt").write_text(wide, encoding="utf-8")
    app = compare_app(saved)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "p", *["down"] * 6)
        shown = ""
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]
            shown += strip.text
        assert not set("\x1b\x9b\t") & set(shown)


async def test_what_there_is_no_room_for_is_left_out(saved) -> None:
    app = compare_app(saved)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "s", "p", "g")
        assert "removed lines by rule" in text_of(app)
        assert "line 1, removed by" in text_of(app)
        # Told beside the page, the rules aren't told again below it.
        assert "teaser-run" not in lines_of(app)[-2]
        await pilot.resize_terminal(80, 16)
        await settled(pilot)
        assert "teaser-run" in lines_of(app)[-2]
        assert "removed lines by rule" not in text_of(app)
        assert "line 1, removed by" not in text_of(app)


def test_every_line_that_is_not_blank_is_kept_or_removed(saved) -> None:
    page = saved[1]
    source = Path(page.path).read_text(encoding="utf-8").split("\n")
    lines = page_lines(source, page)
    assert [line.number for line in lines] == list(range(1, len(source) + 1))
    for line, text in zip(lines, source, strict=True):
        assert (line.state == "blank") == (not text.strip())
    assert totals(lines) == [("teaser-run", 3), ("made-up-trim", 1)]
    sheet = PageSheet("002", lines, lines, {})
    assert sheet.changed == 0
    assert sheet.rule_of(0) == "teaser-run"
    assert sheet.rule_of(2) == "made-up-trim"
    assert sheet.rule_of(4) is None


async def test_a_page_on_one_line_is_shown_paragraph_by_paragraph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    headline = "Council Votes to Rebuild the Bridge"
    body = [
        "The council agreed on Tuesday to rebuild the old bridge that the flood took in spring.",
        "Work is to begin in May, and the engineers expect that it will take about two years.",
        "Until then a ferry takes people across the river, every hour and free of any charge.",
    ]
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", headline))
    text = "".join(f"<p>{words}</p>" for words in body)
    page = f"<nav><ul>{menu}</ul></nav><article><h1>{headline}</h1>{text}</article>"
    for name, end in (("a", ""), ("b", "<p>The mayor called the vote a great day for all.</p>")):
        html = f"<!DOCTYPE html>\n<html><body>{page}{end}\n</body></html>"
        Path(f"{name}.html").write_text(html, encoding="utf-8")
    app = CompareApp(Services(Library(["a.html", "b.html"], CONFIG)))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "p", "g")
        sheet = app.screen._sheet
        rows = [(line.number, line.state, line.text) for line in sheet.lines]
        shown = text_of(app)
    removed = [(2, "removed", name) for name in ("News", "Sport", headline)]
    kept = [(2, "kept", name) for name in (headline, *body)]
    assert rows[:7] == [*removed, *kept]
    assert [line.what for line in sheet.lines[3:7]] == ["headline", "body", "body", "body"]
    assert [line.paragraph for line in sheet.lines[3:7]] == [0, 1, 2, 3]
    assert sheet.details(0)[0].title == "line 2, removed by page-furniture"
    assert "by paragraphs" in shown
    assert "3 removed" in shown
    assert shown.count(headline) >= 2
