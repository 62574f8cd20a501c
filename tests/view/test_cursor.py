"""The cursor of a document in a window, without an app."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.presentation.rows import Passage, ShownRow
from tui.view.compare.anchor import Anchor
from tui.view.compare.cursor import Cursor
from tui.view.compare.layout import Columns, Layout, MeasuredRows

WORDS = "words that run on for some lines "


class PlainWindow:
    """Lines of a document, some of which are seen."""

    def __init__(self, height: int = 12, width: int = 80) -> None:
        self.is_open = True
        self.height = height
        self.top = 0
        self.columns = Columns(width)
        self.moves: list[tuple[int, int]] = []
        self._lines = 0

    def jump(self, line: int) -> None:
        self.top = min(max(line, 0), max(self._lines - self.height, 0))

    def make_room(self, layout: Layout, empty: int) -> None:
        self._lines = layout.height + empty

    def cursor_moved(self, before: int, row: int) -> None:
        self.moves.append((before, row))


def document(count: int) -> MeasuredRows:
    """Rows of paragraphs that have both sides, one longer than the other."""
    return MeasuredRows(
        tuple(
            ShownRow(
                (Passage(WORDS * (1 + number % 4), "near", paragraph=number),),
                (Passage(WORDS, "near", paragraph=number),),
                "near",
            )
            for number in range(count)
        )
    )


def shown(count: int, window: PlainWindow) -> Cursor:
    cursor = Cursor(window)
    cursor.show(document(count))
    return cursor


moves = st.sampled_from(["down", "up", "page-down", "page-up", "first", "last"])


@given(st.lists(moves, max_size=30), st.integers(1, 12), st.integers(3, 30))
def test_the_cursor_stays_on_a_row(keys: list[str], count: int, height: int) -> None:
    window = PlainWindow(height)
    cursor = shown(count, window)
    for key in keys:
        cursor.move(key)
        assert 0 <= cursor.row < count
    assert all(before != row for before, row in window.moves)


def test_down_goes_through_every_row_and_shows_it() -> None:
    window = PlainWindow()
    cursor = shown(9, window)
    seen = {0}
    for _ in range(200):
        cursor.move("down")
        seen.add(cursor.row)
    assert seen == set(range(9))
    layout = cursor.layout()
    assert layout.top(8) >= window.top
    assert layout.top(8) + layout.row_height(8) <= window.top + window.height


def test_another_width_keeps_the_text_at_the_top() -> None:
    window = PlainWindow()
    cursor = shown(9, window)
    window.jump(cursor.layout().top(4))
    cursor.scrolled(window.top)
    cursor.put(4)
    window.columns = Columns(40)
    cursor.resized()
    assert window.top == cursor.layout().top(4)


def test_a_paragraph_that_is_kept_stays_on_its_line() -> None:
    window = PlainWindow()
    cursor = shown(9, window)
    cursor.show(document(9), Anchor("left", 2, 5))
    line = cursor.layout().top(cursor.row) + cursor.lead - window.top
    assert (cursor.row, line) == (2, 5)
    assert cursor.held("left") == Anchor("left", 2, 5)


def test_a_window_that_is_not_open_yet_begins_at_the_top() -> None:
    window = PlainWindow()
    window.is_open = False
    cursor = Cursor(window)
    cursor.show(document(3), Anchor("left", 2, 5))
    assert (cursor.row, cursor.lead) == (0, 0)
    window.is_open = True
    cursor.resized()
    cursor.move("last")
    assert cursor.row == 2
