from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from view_factory import aligned, article, link

from tui.text.model import Difference, Link, Row
from tui.view.compare.arrange import FILTERS, FOLDS, ORDERS, Arrangement, arranged, key_of, ordered

LEFT = article("a.txt", ["Moved", "Same one", "Same two", "Changed 18", "Only left", "Also left"])
RIGHT = article("b.txt", ["Same one", "Same two", "Changed 19", "Only right", "Moved"])
LINKS = [
    link(LEFT, RIGHT, (0, 4), "same", moved=True),
    link(LEFT, RIGHT, (1, 0), "same"),
    link(LEFT, RIGHT, (2, 1), "same"),
    Link(3, 2, "near", 0.9, False, (Difference("substance", "number", (8, 10), (8, 10)),)),
]
ROWS = [
    Row((0,), (), "same"),
    Row((1,), (0,), "same"),
    Row((2,), (1,), "same"),
    Row((3,), (2,), "near"),
    Row((4,), (), "left"),
    Row((5,), (), "left"),
    Row((), (3,), "right"),
    Row((), (4,), "same"),
]
PAIR = aligned(LEFT, RIGHT, LINKS, ROWS)


def looks(arrangement, **more):
    return [row.look for row in arranged(PAIR, arrangement, **more)]


def test_as_usual_every_row_is_shown() -> None:
    assert [(row.left, row.right) for row in ordered(PAIR, "own")] == [
        (row.left, row.right) for row in ROWS
    ]
    assert "fold" not in looks(Arrangement())


def test_what_moved_stands_beside_its_counterpart_when_one_side_leads() -> None:
    by_left = ordered(PAIR, "left")
    assert (by_left[0].left, by_left[0].right) == ((0,), (4,))
    assert [row.left for row in by_left if row.left] == [(place,) for place in range(6)]
    by_right = ordered(PAIR, "right")
    assert (by_right[-1].left, by_right[-1].right) == ((0,), (4,))
    assert [row.right for row in by_right if row.right] == [(place,) for place in range(5)]
    assert arranged(PAIR, Arrangement(order="left"))[0].look == "moved"


def test_runs_are_folded_and_single_rows_are_not() -> None:
    rows = arranged(PAIR, Arrangement(fold="unchanged"))
    assert [row.look for row in rows[:3]] == ["moved", "fold", "near"]
    assert rows[1].banner == "2 rows folded, unchanged"
    unshared = arranged(PAIR, Arrangement(fold="unshared"))
    assert [len(row.folded) for row in unshared if row.look == "fold"] == [3]


def test_a_fold_unfolds_in_place() -> None:
    arrangement = Arrangement(fold="both")
    rows = arranged(PAIR, arrangement)
    (first, *_rest) = (row for row in rows if row.folded)
    again = arranged(PAIR, arrangement.with_unfolded(first.folded))
    assert [row.look for row in again] == ["moved", "same", "same", "near", "fold", "moved"]
    assert arrangement.with_choice("fold").unfolded == frozenset()


def test_filters_show_only_what_is_asked_for() -> None:
    def shown(which):
        rows = arranged(PAIR, Arrangement(shown=which))
        return [row.look for row in rows if not row.folded]

    assert shown("everything") == looks(Arrangement())
    assert shown("shared") == ["moved", "same", "same", "near", "moved"]
    assert shown("only left") == ["only-left", "only-left"]
    assert shown("only right") == ["only-right"]
    assert shown("substance") == ["near"]


def test_where_an_article_stops_a_line_says_so() -> None:
    rows = arranged(PAIR, Arrangement(), (3, None), ("001", "002"))
    (at,) = (index for index, row in enumerate(rows) if row.look == "stop")
    assert rows[at].banner == "002 ends here; 001 has 2 more paragraphs"
    assert rows[at - 1].paragraphs("left") == (3,)
    assert not rows[at].differs()
    folded = arranged(PAIR, Arrangement(shown="only right"), (None, 3), ("001", "002"))
    assert "001 ends here; 002 has 1 more paragraph" in [row.banner for row in folded]


@given(st.sampled_from(ORDERS), st.sampled_from(FILTERS), st.sampled_from(FOLDS))
def test_no_paragraph_is_lost_or_doubled(order, shown, fold) -> None:
    rows = arranged(PAIR, Arrangement(order=order, shown=shown, fold=fold))
    inner = [one for row in rows for one in (row.folded or (row,))]
    assert sorted(place for row in inner for place in row.paragraphs("left")) == list(range(6))
    assert sorted(place for row in inner for place in row.paragraphs("right")) == list(range(5))
    assert len({key_of(row) for row in inner}) == len(inner)


def test_what_is_unlike_the_usual_is_said() -> None:
    assert Arrangement(chrome=True).said == ""
    arrangement = Arrangement().with_choice("order").with_choice("shown").with_choice("fold")
    assert arrangement.said == "right follows left · what both have · unchanged folded"


def test_filters_are_gone_through_both_ways() -> None:
    there = Arrangement().with_choice("shown").with_choice("shown")
    assert there.shown == "only left"
    assert there.with_choice("shown", step=-1).shown == "shared"
    assert Arrangement().with_choice("shown", step=-1).shown == "noted"
