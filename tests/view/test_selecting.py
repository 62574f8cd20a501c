"""Selecting text with the mouse: inside one column, as the article has it, and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from view_factory import article, compare_app, lines_of, press, settled, simply_aligned

from tui.view.compare.arrange import AS_USUAL, arranged
from tui.view.compare.layout import Columns, MeasuredRows
from tui.view.compare.select import point_at, selected_text, selection, side_at
from tui.view.compare.widget import ComparisonView

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.view.app import CompareApp

LEFT = [
    "Shared first paragraph of a wire story that runs on for some lines, so that it wraps here.",
    "Only left tells of herons that stand in quiet water and never say a word to anyone.",
    "Shared last paragraph: Café Nüwa 日本語の段落です e\u0301te\u0301 ends it.",
]
RIGHT = [
    "Shared first paragraph of another story that runs on for some lines, so that it wraps too.",
    "Shared last paragraph: nothing else is said in it before it ends.",
]

SIZES = [(80, 24), (120, 36), (50, 30)]


def pages():
    return [article("001_a.txt", LEFT), article("002_b.txt", RIGHT)]


def document() -> MeasuredRows:
    return MeasuredRows(arranged(simply_aligned(*pages()), AS_USUAL))


def place_of(app: CompareApp, words: str) -> tuple[int, int]:
    """The column and the line of the screen on which some words begin."""
    from rich.cells import cell_len

    for y, line in enumerate(lines_of(app)):
        region = app.screen.query_exactly_one(ComparisonView).region
        if words in line and region.y <= y < region.bottom:
            return cell_len(line[: line.index(words)]), y
    raise AssertionError(words)


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> ComparisonView:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await settled(pilot)
    return pilot.app.screen.query_exactly_one(ComparisonView)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_drag_stays_in_the_column_where_it_began(size: tuple[int, int]) -> None:
    app = compare_app(pages())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        start = place_of(app, "first paragraph of a wire")
        x, y = place_of(app, "herons")
        right = x + 1 if size[0] == 50 else size[0] - 4
        view = await drag(pilot, start, (x + 5, y))
        assert view.selected_text == (
            "first paragraph of a wire story that runs on for some lines, so that it wraps here."
            "\n\nOnly left tells of herons"
        )
        # Into the other column, which belongs to another article: to the end of the line here.
        view = await drag(pilot, start, (right, start[1] + 1))
        assert view.selected_text.startswith("first paragraph of a wire")
        assert "another" not in view.selected_text
        assert view.selected is not None
        assert view.selected.side == "left"
        await drag(pilot, place_of(app, "paragraph: nothing"), place_of(app, "Shared first"))
        assert view.selected is not None
        assert view.selected.side == "right"
        assert "another story" in view.selected_text
        assert "herons" not in view.selected_text


async def test_the_selection_is_seen_copied_and_ended() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        x, y = place_of(app, "herons")
        view = await drag(pilot, (x, y), (x + 5, y))
        strip = list(app.screen._compositor.render_strips())[y].crop(x, x + 6)
        backgrounds = {segment.style.bgcolor for segment in strip if segment.style}
        beside = list(app.screen._compositor.render_strips())[y].crop(x - 3, x)
        assert backgrounds.isdisjoint({one.style.bgcolor for one in beside if one.style})
        assert "Selected 1 word: ^c copies it, y with its source." in "\n".join(lines_of(app))
        await press(pilot, "ctrl+c")
        assert app.clipboard == "herons"
        await press(pilot, "y")
        assert app.clipboard.startswith("herons\n\n— A headline")
        assert "001_a.txt, line 5" in app.clipboard
        await press(pilot, "Y")
        assert app.clipboard.startswith(RIGHT[0])
        await press(pilot, "escape")
        assert view.selected is None
        await press(pilot, "ctrl+c")
        assert app.clipboard.startswith(RIGHT[0])
        assert app.screen is screen


async def test_a_double_click_takes_a_word_a_third_the_paragraph_and_one_more_none() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        view = app.screen.query_exactly_one(ComparisonView)
        at = place_of(app, "erons")
        await pilot.click(offset=at, times=2)
        assert view.selected_text == "herons"
        await pilot.click(offset=at, times=3)
        assert view.selected_text == LEFT[1]
        cursor = view.cursor
        await pilot.click(offset=place_of(app, "first paragraph"))
        assert view.selected is None
        assert view.cursor != cursor


async def test_another_pair_has_nothing_selected() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        x, y = place_of(app, "herons")
        view = await drag(pilot, (x, y), (x + 5, y))
        await press(pilot, "s")
        assert view.selected is None


async def test_dragging_below_the_window_scrolls() -> None:
    long = [f"Paragraph {number} " + "and more words " * 20 for number in range(30)]
    app = compare_app([article("a.txt", long), article("b.txt", long)])
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        view = app.screen.query_exactly_one(ComparisonView)
        x, y = place_of(app, "Paragraph 0")
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x, 19))
        await pilot.pause(0.2)
        await pilot.mouse_up(offset=(x, 19))
        assert view.scroll_offset.y > 0
        assert view.selected_text.startswith("Paragraph 0 and more")
        assert app.mouse_captured is None


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize("width", [30, 63, 121])
def test_every_character_is_found_under_its_cell(width: int, *, stacked: bool) -> None:
    rows = document()
    layout = rows.layout(Columns(width, stacked))
    for side, texts in (("left", LEFT), ("right", RIGHT)):
        found: dict[tuple[int, int], set[int]] = {}
        for y in range(layout.height):
            for x in range(width):
                if side_at(layout, x, y) == side:
                    point = point_at(layout, side, x, y)
                    assert point is not None
                    seen = found.setdefault((point.row, point.passage), set())
                    seen.update(range(point.start, point.end))
        # But for the spaces at which lines are broken.
        for (row, passage), seen in found.items():
            text = rows.rows[row].cell(side)[passage].text
            assert {text[at] for at in set(range(len(text))) - seen} <= {" "}
        assert len(found) == len(texts)


def test_marks_stay_with_their_letters_and_wide_characters_are_whole() -> None:
    rows = document()
    layout = rows.layout(Columns(200))
    last = len(rows.rows) - 1
    text = rows.rows[last].left[0].text
    for y in range(layout.top(last), layout.height):
        for x in range(layout.columns.left):
            point = point_at(layout, "left", x, y)
            assert point is not None
            part = text[point.start : point.end]
            assert part != "\u0301"
            assert len(part) == 1 + part.count("\u0301") or not part


def test_all_of_a_side_is_the_article_in_its_order() -> None:
    rows = document()
    layout = rows.layout(Columns(61))
    for side, texts in (("left", LEFT), ("right", RIGHT)):
        first = point_at(layout, side, 0, -5)
        last = point_at(layout, side, 61, layout.height + 5)
        assert first is not None
        assert last is not None
        whole = selection(side, last, first, "character", rows)
        assert selected_text(rows, whole) == "\n\n".join(texts)
        one = selection(side, first, first, "paragraph", rows)
        assert selected_text(rows, one) == texts[0]


def test_a_document_without_text_has_nothing_to_select() -> None:
    assert point_at(MeasuredRows(()).layout(Columns(40)), "left", 3, 0) is None


async def test_what_is_shown_is_copied_when_its_page_has_no_name_any_more() -> None:
    app = compare_app(pages())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        x, y = place_of(app, "herons")
        await drag(pilot, (x, y), (x + 5, y))
        # A page that has gone since, with which the list leaves the pair that is still shown.
        screen.desk.names.clear()
        await press(pilot, "ctrl+c")
        assert app.clipboard == "herons"
        await press(pilot, "y")
        assert "001_a.txt, line 5" in app.clipboard
