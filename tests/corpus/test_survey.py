"""A story as one article sees it: columns, stops, and what only others have."""

from __future__ import annotations

import made_stories as made
from support.default import default_config

from tui.corpus.coverage import MOST_COMPARED, survey
from tui.text import align

CONFIG = default_config()
FULL = made.article("full.txt", made.AGENCY)
HEAD = made.article("head.txt", made.AGENCY[:5])
TAIL = made.article("tail.txt", made.AGENCY[8:12])


def aligned(left, right):
    return align(left, right, CONFIG)


def last(article, others):
    *_, found = survey(article, others, aligned, CONFIG.story)
    assert found.complete
    return found


def paths(columns):
    return [column.article.path for column in columns]


def test_a_copy_that_was_cut_stops_and_the_full_one_goes_on() -> None:
    (column,) = last(FULL, [HEAD]).columns
    assert column.stops_after == 4
    assert column.goes_on_after is None
    (column,) = last(HEAD, [FULL]).columns
    assert column.goes_on_after == 4
    assert column.stops_after is None


def test_the_likest_stands_first() -> None:
    assert paths(last(FULL, [TAIL, HEAD]).columns) == ["head.txt", "tail.txt"]


def test_what_two_others_have_is_one_row_with_two_holders() -> None:
    middle = made.article("middle.txt", made.AGENCY[3:11])
    found = last(HEAD, [FULL, middle])
    rows = {one.seat: one.holders for one in found.elsewhere}
    assert set(rows) >= {(0, index) for index in (5, 6, 7, 11, 12)}
    for index in (5, 6, 7):
        assert rows[0, index] == {0: (index, "same", 1.0), 1: (index - 3, "same", 1.0)}
    assert set(rows[0, 11]) == set(rows[0, 12]) == {0}


def test_an_article_that_shares_nothing_is_no_column_and_gives_no_rows() -> None:
    stranger = made.article("stranger.txt", ("Seven herons slept beside quiet water.",))
    found = last(HEAD, [FULL, stranger])
    assert paths(found.columns) == ["full.txt"]
    assert [article.path for article in found.apart] == ["stranger.txt"]
    assert all(set(one.holders) == {0} for one in found.elsewhere)


def test_unique_is_what_no_column_has() -> None:
    assert last(FULL, [HEAD, TAIL]).unique() == {5, 6, 7, 12}
    assert last(FULL, []).unique() == set(range(13))


def test_every_paragraph_that_the_chosen_one_lacks_stands_in_one_row() -> None:
    others = [made.article("own.txt", made.OWN), FULL, TAIL]
    found = last(HEAD, others)
    seats = [(place, held[0]) for one in found.elsewhere for place, held in one.holders.items()]
    assert len(seats) == len(set(seats))
    for place, column in enumerate(found.columns):
        links = aligned(HEAD, column.article).links
        lacking = set(range(len(column.article.paragraphs))) - {link.right for link in links}
        assert lacking == {index for at, index in seats if at == place}


def test_progress_only_grows_and_reaches_the_end() -> None:
    steps = list(survey(FULL, [HEAD, TAIL, FULL], aligned, CONFIG.story))
    done = [step.done / step.steps for step in steps]
    assert all(step.done <= step.steps for step in steps)
    assert [step.complete for step in steps] == [False] * (len(steps) - 1) + [True]
    assert done[-1] == 1


def test_of_a_big_folder_the_likest_are_compared() -> None:
    many = [made.article(f"{number}.txt", made.AGENCY[:2]) for number in range(MOST_COMPARED)]
    calls: list[str] = []

    def counted(left, right):
        if left.path == FULL.path:
            calls.append(right.path)
        return aligned(left, right)

    other = made.article("other.txt", ("Nothing in common with anything at all.",))
    steps = survey(FULL, [other, *many], counted, CONFIG.story)
    found = next(step for step in steps if len(step.columns) == MOST_COMPARED)
    assert found.left_out == 1
    assert "other.txt" not in calls
