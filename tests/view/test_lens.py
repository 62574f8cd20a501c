from __future__ import annotations

import pickle

import pytest
from view_factory import aligned, article, compare_app, line_of, lines_of, press, text_of

from tui.presentation.rows import LENSES, ChangedWords, next_lens, shown_rows
from tui.presentation.sentence import sentence
from tui.report.pairs import pair_part
from tui.text.model import Difference, Link, Row

LEFT = article("a.txt", ["All said 18 people \x1b[1m died", "Calm here", "US rule", "Only left"])
RIGHT = article("b.txt", ["They claimed 19 men died", "Calm there", "U.S. rule"])
ROWS = [Row((0,), (0,), "near"), Row((1,), (1,), "near"), Row((2,), (2,), "near")]
FIRST = (
    Difference("wording", "words", (0, 3), (0, 4)),
    Difference("substance", "attribution", (4, 8), (5, 12)),
    Difference("substance", "number", (9, 11), (13, 15)),
    Difference("quotation", "words", (19, 23), None),
)
SECOND = (Difference("wording", "words", (5, 9), (5, 10)),)
THIRD = (Difference("house-style", "abbreviations", (0, 2), (0, 4)),)


def pair(*_articles):
    links = [
        Link(0, 0, "near", 0.9, False, FIRST),
        Link(1, 1, "near", 0.9, False, SECOND),
        Link(2, 2, "near", 0.9, False, THIRD),
    ]
    return aligned(LEFT, RIGHT, links, [*ROWS, Row((3,), (), "left")])


def test_a_sentence_says_where_words_went() -> None:
    left = article("a.txt", ["All said 18 people died", "Calm here"])
    right = article("b.txt", ["All said people died", "Calm here, 18"])
    moved = Difference("wording", "moved", (9, 11), None, 1)
    arrived = Difference("wording", "moved", None, (11, 13), 0)
    links = [
        Link(0, 0, "near", 0.9, False, (moved,)),
        Link(1, 1, "near", 0.9, False, (arrived,)),
    ]
    rows = [Row((0,), (0,), "near"), Row((1,), (1,), "near")]
    alignment = aligned(left, right, links, rows)
    said = [sentence(alignment, row, "all") for row in shown_rows(alignment)]
    assert said == ["“18” moved to ¶ 2", "“18” moved from ¶ 1"]
    reported = [several for row in pair_part(0, 1, alignment).rows for _, several in row.changes]
    whats = [change.what for several in reported for change in several]
    assert whats == ["moved to ¶ 2", "moved from ¶ 1"]
    # Of a paragraph that moved itself, "moved to ¶ 2" would read as where it went.
    links = [
        Link(link.left, link.right, "near", 0.9, True, tuple(link.differences)) for link in links
    ]
    alignment = aligned(left, right, links, rows)
    said = [sentence(alignment, row, "all") for row in shown_rows(alignment)]
    assert [one.rpartition("“18” ")[2] for one in said] == ["is in ¶ 2", "comes from ¶ 1"]


def test_substance_weighs_more_than_wording_and_house_style_least() -> None:
    rows = shown_rows(pair())
    weights = [[mark.weight for mark in row.left[0].marked("all")] for row in rows]
    assert weights == [["mark", "weighty", "weighty", "weighty"], ["mark"], ["style"], []]
    assert [len(row.left[0].marked("substance")) for row in rows] == [3, 0, 0, 0]
    assert all(not row.left[0].marked("none") for row in rows)


def test_the_next_difference_honours_the_lens() -> None:
    rows = shown_rows(pair())
    stops = {lens: [row.differs(lens) for row in rows] for lens in LENSES}
    assert stops["all"] == [True, True, False, True]
    assert stops["substance"] == [True, False, False, True]
    assert stops["none"] == [False, False, False, True]


@pytest.mark.parametrize(
    ("row", "lens", "said"),
    [
        (
            0,
            "all",
            "Key changes: attribution “said” → “claimed”, number “18” → “19” · Changed quote:"
            " drops “␛[1m” · Wording: “All” → “They”",
        ),
        (
            0,
            "substance",
            "Key changes: attribution “said” → “claimed”, number “18” → “19” · Changed quote:"
            " drops “␛[1m”",
        ),
        (0, "none", ""),
        (1, "substance", ""),
        (2, "all", "House style: abbreviations"),
        (3, "all", ""),
    ],
)
def test_a_sentence_says_what_differs(row, lens, said) -> None:
    alignment = pair()
    assert sentence(alignment, shown_rows(alignment)[row], lens) == said


def test_the_lenses_follow_one_another() -> None:
    assert [next_lens(lens) for lens in LENSES] == ["substance", "none", "all"]


def test_changes_found_in_another_process_are_the_same() -> None:
    changes = ChangedWords(pair().links[:1], "left")
    copied = pickle.loads(pickle.dumps(changes))
    assert copied.marks("all") == changes.marks("all")


async def test_the_key_changes_words_summary_and_stops(monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = compare_app([LEFT, RIGHT], align=pair)

    def styles():
        strips = list(app.screen._compositor.render_strips())
        line = strips[line_of(app, "All said 18")]
        found = [(one.text, bool(one.style.bold), bool(one.style.underline)) for one in line]
        return {text: style for text, *style in found}

    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot)
        assert "highlight: all changes" in text_of(app)
        assert "Key changes: attribution “said” → “claimed”, number “18” → “19”" in text_of(app)
        assert styles()["said"] == [True, True]
        assert styles()["All"] == [True, False]
        await press(pilot, "l")
        assert "highlight: key changes" in text_of(app)
        assert styles()["said"] == [True, True]
        assert "All" not in styles()
        await press(pilot, "n")
        assert screen.view.comparison.cursor == 3
        await press(pilot, "l", "g")
        assert "highlight: off" in text_of(app)
        assert "said" not in styles()
        assert not any("Key change" in line for line in lines_of(app))
        await press(pilot, "l")
        assert "highlight: all changes" in text_of(app)


async def test_a_key_shows_changed_quotations_and_esc_all_rows_again() -> None:
    """The cursor goes to the first of them, and what is said of it begins with the quotation."""
    app = compare_app([LEFT, RIGHT], align=pair)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "G", '"')
        said = screen.face.detail.said.replace("\N{NO-BREAK SPACE}", " ")
        assert said.startswith("Showing 1 of 4 rows: changed quotations · Esc all rows · Changed q")
        assert screen.view.comparison.cursor == 0
        await press(pilot, "f", "F", "n")
        assert screen.view.detail().split(" · ")[1] == "Changed quote: drops “␛[1m”"
        await press(pilot, "escape")
        assert screen.face.detail.said == "Showing all rows."
        assert len(screen.view.comparison.document.rows) == 4
        await press(pilot, "f")
        said = screen.face.detail.said.replace("\N{NO-BREAK SPACE}", " ")
        assert said.endswith('· ! key changes · " quotations · # numbers · Esc all rows')


def test_what_a_filter_is_for_is_said_first() -> None:
    alignment = pair()
    row = shown_rows(alignment)[0]
    said = sentence(alignment, row, "all", first=frozenset({"number"}))
    assert said.startswith("Key changes: number “18” → “19”, attribution “said”")
    said = sentence(alignment, row, "all", first=frozenset({"quotation"}))
    assert said.startswith("Changed quote: drops “␛[1m” · Key changes: attribution")
