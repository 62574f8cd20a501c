from __future__ import annotations

from view_factory import aligned, article, numbered

from tui.presentation.rows import shown_rows
from tui.text.model import Row
from tui.view.compare.layout import Columns, MeasuredRows
from tui.view.compare.paint import line_at, overview


def layout(count, kinds):
    texts = numbered("Row", count, "a few words ")
    left, right = article("a.txt", texts), article("b.txt", texts)
    rows = []
    for index in range(count):
        kind = kinds(index)
        here = (index,)
        rows.append(Row(() if kind == "right" else here, () if kind == "left" else here, kind))
    return MeasuredRows(shown_rows(aligned(left, right, [], rows))).layout(Columns(80))


def test_a_long_comparison_is_drawn_to_scale() -> None:
    drawn = overview(layout(300, lambda index: "left" if index < 150 else "same"), 20)
    assert drawn == ["only-left"] * 10 + ["same"] * 10


def test_a_short_comparison_is_not_stretched() -> None:
    drawn = overview(layout(3, lambda index: "same"), 30)
    assert drawn[0] == "same"
    assert drawn[-1] is None


def test_a_line_leads_back_to_its_stretch() -> None:
    laid_out = layout(300, lambda index: "same")
    for y in range(20):
        assert (
            y * laid_out.height / 20 <= line_at(laid_out, y, 20) <= (y + 1) * laid_out.height / 20
        )


def test_nothing_to_draw() -> None:
    assert overview(layout(0, lambda index: "same"), 3) == [None] * 3
