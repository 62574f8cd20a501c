"""Text in columns is read one column after the other, and what only looks like it stays."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.articles import MARL

from tui.text.page.model import text_blocks

LEFT, RIGHT = " ".join(MARL[:2]), " ".join(MARL[2:4])

CHINESE = (
    "市议会周二决定重建春天被洪水冲走的旧桥，工程将于五月开始，工程师们预计需要大约两年时间才能完成。"
    "在那之前，渡船每小时免费运送人们过河。船夫们说，他们从来没有像这几个星期那样有这么多乘客。"
)


def beside(left: list[str], right: list[str], edge: int) -> list[str]:
    """Two columns, the right one from a place on; East Asian characters take two cells."""
    return [
        (one.ljust(edge - sum(character > "\u2e80" for character in one)) + other).rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    ]


def texts(lines: list[str]) -> list[str]:
    return [block.text for block in text_blocks(lines)]


@pytest.mark.parametrize(("width", "edge"), [(40, 42), (40, 48), (60, 66)])
def test_two_columns_are_read_one_after_the_other(width: int, edge: int) -> None:
    lines = beside(textwrap.wrap(LEFT, width), textwrap.wrap(RIGHT, 40), edge)
    assert texts(lines) == [LEFT, RIGHT]


def test_a_list_of_links_beside_an_article_stands_below_it() -> None:
    links = [f"* Story {at} of the day" for at in range(1, 12)]
    lines = ["Town closes its pool", "", *beside(textwrap.wrap(LEFT, 44), links, 50), "", "Imprint"]
    assert texts(lines) == ["Town closes its pool", LEFT, *links, "Imprint"]


def test_east_asian_characters_take_two_cells() -> None:
    left = [CHINESE[at : at + 20] for at in range(0, len(CHINESE), 20)]
    links = [f"・ 新闻 {at}" for at in range(len(left) + 4)]
    assert texts(beside(left * 2, links, 46))[:2] == [CHINESE, CHINESE]


def test_columns_in_columns_are_found() -> None:
    right = beside(textwrap.wrap(RIGHT, 36), textwrap.wrap(LEFT, 36), 40)
    lines = beside([f"Menu {at}" for at in range(9)], right, 20)
    assert [text for text in texts(lines) if not text.startswith("Menu")] == [RIGHT, LEFT]


def test_a_block_of_a_column_has_the_lines_that_it_stands_on() -> None:
    lines = ["Town closes its pool", *beside(textwrap.wrap(LEFT, 40), textwrap.wrap(RIGHT, 40), 44)]
    blocks = text_blocks(lines)
    assert [block.lines for block in blocks] == [(1, 1), (2, len(lines)), (2, len(lines))]


@pytest.mark.parametrize(
    "lines",
    [
        [f"Ferry {at}        {at}20 passengers        {at}4 crowns" for at in range(9)],
        [f"{name}:          {name.lower()} of the town" for name in "ABCDEFGHIJ"],
        # Who learned to type on a machine sets two blanks behind a full stop.
        [line.replace(". ", ".  ") for line in textwrap.wrap(" ".join(MARL), 72)],
    ],
)
def test_tables_and_wide_blanks_are_no_columns(lines: list[str]) -> None:
    numbers = [block.first for block in text_blocks(lines)]
    assert numbers == sorted(set(numbers))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(textwrap.wrap(LEFT, 30)), max_size=14),
    st.lists(st.sampled_from(textwrap.wrap(RIGHT, 30)), max_size=14),
    st.integers(min_value=32, max_value=40),
)
def test_no_word_is_lost_in_columns(left: list[str], right: list[str], edge: int) -> None:
    lines = beside(left, right, edge)
    kept = Counter(" ".join(texts(lines)).split())
    assert kept == Counter(" ".join(lines).split())


def test_paragraphs_that_are_only_indented_go_on_from_column_to_column() -> None:
    story = [one for at in range(3) for one in (MARL[at], f"{MARL[at][:60]} by then.")]
    lines = [
        line
        for one in story
        for line in textwrap.wrap(one, 34, initial_indent="  ", break_on_hyphens=False)
    ]
    # In the middle of the fourth paragraph, whose next line begins in a small letter.
    middle = next(
        at
        for at in range(len(lines) // 2, len(lines))
        if lines[at][0].islower() and lines[at - 1][-1] not in ".!?”"
    )
    assert texts(beside(lines[:middle], lines[middle:], 40)) == story


def test_the_widest_entry_of_a_menu_beside_the_text_has_one_space_behind_it() -> None:
    menu = ["Politics", "Business", "Sports", "Opinion", "Classifieds", "Weather", "Tides", "Jobs"]
    text = [*textwrap.wrap(LEFT, 50)[:6], "", *textwrap.wrap(RIGHT, 50)]
    assert [one for one in texts(beside(menu, text, 12)) if one not in menu] == [
        " ".join(textwrap.wrap(LEFT, 50)[:6]),
        RIGHT,
    ]
