from __future__ import annotations

from dataclasses import replace

from view_factory import aligned, article, link

from tui.presentation.rows import numbers, shown_rows
from tui.text.model import Difference, Link, Row, Trim

LEFT = article(
    "a.txt",
    ["First of all", "Second here", "Third and last"],
    removed=[(1, "Accept cookies"), (6, "DON'T MISS"), (90, "About us"), (91, "Terms")],
)
RIGHT = article("b.txt", ["First of them", ("caption", "A picture"), "Third and last"])


def texts(cell):
    return [passage.text for passage in cell]


def looks(rows):
    return [row.look for row in rows]


def plain():
    links = [link(LEFT, RIGHT, (0, 0)), link(LEFT, RIGHT, (2, 2), "same")]
    rows = [Row((0,), (0,), "near"), Row((1,), (), "left"), Row((2,), (2,), "same")]
    return aligned(LEFT, RIGHT, links, rows)


def test_rows_show_the_paragraphs_side_by_side_with_their_numbers() -> None:
    rows = shown_rows(plain())
    assert looks(rows) == ["near", "only-left", "same"]
    assert [texts(row.left) for row in rows] == [[p.text] for p in LEFT.paragraphs]
    assert [one.number for row in rows for one in row.right] == [1, 2]  # a caption has none


def test_differing_words_are_marked_on_their_side() -> None:
    near = shown_rows(plain())[0]
    marked = [one.text[slice(*mark)] for one in near.left for mark in one.marks]
    assert marked == ["all"]
    assert [one.text[slice(*mark)] for one in near.right for mark in one.marks] == ["them"]


def test_next_difference_skips_what_is_the_same() -> None:
    assert [row.differs() for row in shown_rows(plain())] == [True, True, False]


def test_house_style_is_no_difference() -> None:
    one = Link(0, 0, "near", 0.9, False, (Difference("house-style", "quotes", (0, 5), (0, 5)),))
    alignment = aligned(LEFT, RIGHT, [one], [Row((0,), (0,), "near")])
    row = shown_rows(alignment)[0]
    assert row.left[0].marks == ()
    assert not row.differs()


def test_a_merged_paragraph_is_marked_part_by_part() -> None:
    left = article("a.txt", ["one two", "three four"])
    right = article("b.txt", ["ein two three five"])
    links = [
        Link(0, 0, "near", 0.9, False, (Difference("wording", "words", (0, 3), (0, 3)),)),
        Link(1, 0, "near", 0.9, False, (Difference("substance", "number", (6, 10), (14, 18)),)),
    ]
    row = shown_rows(aligned(left, right, links, [Row((0, 1), (0,), "near")]))[0]
    assert [one.text[slice(*mark)] for one in row.right for mark in one.marks] == ["ein", "five"]
    assert [one.text[slice(*mark)] for one in row.left for mark in one.marks] == ["one", "four"]


def test_words_that_one_of_two_counterparts_has_are_not_marked() -> None:
    left = article("a.txt", ["one two", "two three"])
    right = article("b.txt", ["one two three"])
    links = [
        Link(0, 0, "near", 0.9, False, (Difference("wording", "words", None, (8, 13)),)),
        Link(1, 0, "near", 0.9, False, (
            Difference("wording", "words", None, (0, 3)),
            Difference("house-style", "case", (4, 9), (8, 13)),
        )),
    ]  # fmt: skip
    row = shown_rows(aligned(left, right, links, [Row((0, 1), (0,), "near")]))[0]
    assert [tuple(mark) for one in row.right for mark in one.marked("all")] == [
        (0, 3, "mark"),
        (8, 13, "mark"),
    ]


def test_a_moved_paragraph_says_where_its_counterpart_stands() -> None:
    left = article("a.txt", ["Moved away", "Stays here"])
    right = article("b.txt", ["Stays here", ("subhead", "A heading"), "Moved away"])
    links = [link(left, right, (0, 2), "same", moved=True), link(left, right, (1, 0), "same")]
    placed = [((0,), (), "same"), ((1,), (0,), "same"), ((), (1,), "right"), ((), (2,), "same")]
    rows = shown_rows(aligned(left, right, links, [Row(*row) for row in placed]))
    assert looks(rows) == ["moved", "same", "only-right", "moved"]
    assert texts(rows[0].right) == ["moved: ¶ 2 on the right"]
    assert texts(rows[3].left) == ["moved: ¶ 1 on the left"]
    assert rows[0].right[0].paragraph == 2
    assert rows[0].paragraphs("right") == ()
    assert all(row.differs() for row in (rows[0], rows[3]))


def test_a_linked_paragraph_in_a_row_of_its_own_is_not_called_moved() -> None:
    links = [link(LEFT, RIGHT, (0, 0)), link(LEFT, RIGHT, (1, 0))]
    rows = [Row((0,), (0,), "near"), Row((1,), (), "near"), Row((2,), (), "left")]
    shown = shown_rows(aligned(LEFT, RIGHT, links, rows))
    assert shown[1].look == "near"
    assert texts(shown[1].right) == ["goes with ¶ 1 on the right"]


def test_chrome_stands_where_it_was_removed() -> None:
    rows = shown_rows(plain(), chrome=True)
    assert [(texts(row.left), texts(row.right)) for row in rows] == [
        (["Accept cookies"], []),
        (["First of all"], ["First of them"]),
        ([], ["A picture"]),
        (["Second here"], []),
        (["DON'T MISS"], []),
        (["Third and last"], ["Third and last"]),
        (["About us"], []),
        (["Terms"], []),
    ]
    assert rows[0].left[0].label == "teaser-run"
    assert rows[2].right[0].label == "caption"
    assert not any(row.differs() for row in rows if row.look == "chrome")


def test_what_was_cut_from_a_paragraph_stands_above_it() -> None:
    first = replace(LEFT.paragraphs[0], trimmed=(Trim("date 2025-02-19 ", "metadata"),))
    left = replace(LEFT, paragraphs=(first, *LEFT.paragraphs[1:]))
    rows = shown_rows(aligned(left, RIGHT, [], [Row((0,), (), "left")]), chrome=True)
    assert [(one.text, one.label) for row in rows[:2] for one in row.left] == [
        ("Accept cookies", "teaser-run"),
        ("date 2025-02-19", "metadata"),
    ]


def test_page_text_is_inert() -> None:
    left = article("a.txt", ["\x1b]0;title\x07 [bold]text[/bold]"], removed=[(1, "\x9b2J")])
    right = article("b.txt", ["x"])
    rows = shown_rows(aligned(left, right, [], [Row((0,), (), "left")]), chrome=True)
    assert [texts(row.left) for row in rows] == [["�2J"], ["␛]0;title␇ [bold]text[/bold]"]]


def test_subheads_are_linked_but_not_counted() -> None:
    left = article("a.txt", ["One", ("subhead", "A heading"), "Two"])
    right = article("b.txt", [("subhead", "A heading"), "Two"])
    assert numbers(left) == {0: 1, 2: 2}
    links = [link(left, right, (1, 0), "same", moved=True), link(left, right, (2, 1), "same")]
    placed = [((0,), (), "left"), ((1,), (), "same"), ((2,), (1,), "same"), ((), (0,), "same")]
    rows = shown_rows(aligned(left, right, links, [Row(*row) for row in placed]))
    assert [row.left[0].number for row in rows[:3]] == [1, None, 2]
    assert texts(rows[1].right) == ["moved: subhead on the right"]
