from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.presentation.rows import Passage, ShownRow
from tui.view.compare.layout import Columns, MeasuredRows

texts = st.lists(st.text("ab ", max_size=12), max_size=30).map(
    lambda words: " ".join(words).strip()
)
cells = st.lists(texts, max_size=3).map(lambda cell: tuple(Passage(text, "near") for text in cell))
rows = st.builds(
    ShownRow, cells, cells, st.sampled_from(["near", "chrome", "only-left"]), st.booleans()
)
documents = st.lists(rows.filter(lambda row: row.left or row.right), max_size=6).map(
    lambda found: MeasuredRows(tuple(found))
)
columns = st.builds(Columns, st.integers(16, 150), st.booleans())


@given(documents, columns)
def test_every_line_belongs_to_one_row(document: MeasuredRows, widths: Columns) -> None:
    layout = document.layout(widths)
    y = 0
    for row in range(len(document.rows)):
        assert layout.top(row) == y
        assert len(layout.lines(row)) == layout.row_height(row)
        for line in range(layout.row_height(row) + document.gap(row)):
            assert layout.locate(y) == (row, line)
            y += 1
    assert layout.height == y
    assert layout.locate(y) is None
    assert layout.locate(-1) is None


@given(documents, columns)
def test_a_place_is_found_again(document: MeasuredRows, widths: Columns) -> None:
    layout = document.layout(widths)
    for y in range(0, layout.height, 3):
        place = layout.place(y)
        assert place is not None
        assert layout.find(place) == y


@given(documents, columns, columns)
def test_a_place_keeps_its_words_at_another_width(
    document: MeasuredRows, before: Columns, after: Columns
) -> None:
    old, new = document.layout(before), document.layout(after)
    for y in range(0, old.height, 5):
        place = old.place(y)
        assert place is not None
        row, line = new.locate(new.find(place)) or (-1, 0)
        assert row == place.row
        if line < new.row_height(row) and not place.gap:
            spans = [one.span for one in new.lines(row)[line] if one and one.side == place.side]
            assert all(start <= place.offset for start, _end in spans)


def test_side_by_side_the_columns_share_the_width() -> None:
    for width in range(20, 200):
        widths = Columns(width)
        assert widths.left + 1 + widths.right == width
        assert 0 <= widths.right - widths.left <= 1


def test_stacked_rows_give_each_article_the_whole_width() -> None:
    row = ShownRow(
        (Passage("left " * 20, "near"),), (Passage("right " * 20, "near"),), "near", True
    )
    layout = MeasuredRows((row,)).layout(Columns(50, stacked=True))
    sides = [(left is not None, right is not None) for left, right in layout.lines(0)]
    assert sides == [(True, False)] * 3 + [(False, True)] * 3


def test_paragraph_numbers_need_room() -> None:
    assert Columns(80).gutter < Columns(150).gutter


def test_an_empty_document_has_no_lines() -> None:
    layout = MeasuredRows(()).layout(Columns(80))
    assert layout.height == 0
    assert layout.place(0) is None
