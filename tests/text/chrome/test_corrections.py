"""Corrections keep a role of their own and are compared; what is like one stays as it is."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from chrome_pages import HEADLINE, MENU, STORY, page_of
from support.default import default_config

from tui.presentation.kinds import corrections_said
from tui.report.records import alignment_record
from tui.text import align
from tui.text.article.read import clean

if TYPE_CHECKING:
    from tui.text.model import Article

NOTE = "Correction: The flood came in spring, not in autumn as this paper said."


def article_of(*lines: str) -> Article:
    return clean(page_of(*lines), default_config())


def corrections(article: Article) -> list[str]:
    return [one.text for one in article.paragraphs if one.role == "correction"]


@pytest.mark.parametrize(
    "note",
    [
        NOTE,
        "This article was amended on 3 March. The flood came in spring, not in autumn.",
        "An earlier version of this story gave the wrong length of the bridge.",
        "In einer früheren Version dieses Artikels war die Länge der Brücke falsch.",
        "Исправление: в первой редакции была указана неверная длина моста.",
        "訂正：橋の長さが間違っていました。お詫びします。",
        "(Corrects the length of the bridge in paragraph 3)",
    ],
)
def test_a_correction_is_kept_wherever_it_stands(note: str) -> None:
    below = article_of(*MENU, HEADLINE, "By Jane Doe", *STORY, note, "Share", "Privacy policy")
    above = article_of(*MENU, HEADLINE, "By Jane Doe", note, *STORY)
    assert corrections(below) == corrections(above) == [note]


def test_a_label_of_its_own_goes_with_the_sentence_below_it() -> None:
    said = "The flood came in spring, and the bridge is forty metres long."
    assert corrections(article_of(HEADLINE, *STORY, "Correction", said)) == ["Correction", said]


@pytest.mark.parametrize(
    "line",
    [
        "An earlier version of the plan had a tunnel, and its correction took a year.",
        "Correction officers crossed the bridge each morning, as the mayor said.",
        "The article of the law was amended in March so that the county may pay.",
    ],
)
def test_what_the_story_tells_is_no_correction(line: str) -> None:
    article = article_of(HEADLINE, "By Jane Doe", *STORY[:3], line, *STORY[3:])
    assert not corrections(article)
    assert line in [one.text for one in article.paragraphs if one.role == "body"]


def test_a_page_of_corrections_is_about_them() -> None:
    notes = [f"Correction: The bridge number {n} is {n} metres long, as it was." for n in range(9)]
    assert not corrections(article_of(HEADLINE, *notes))


def test_corrections_are_linked_with_corrections_alone() -> None:
    one, other = article_of(HEADLINE, *STORY, NOTE), article_of(HEADLINE, *STORY)
    both, lacking = align(one, one, default_config()), align(one, other, default_config())
    record = alignment_record(both)
    roles = [
        {record["left"]["paragraphs"][link["left"]]["role"] == "correction"}
        | {record["right"]["paragraphs"][link["right"]]["role"] == "correction"}
        for link in record["links"]
    ]
    assert {True} in roles
    assert {True, False} not in roles
    assert alignment_record(lacking)["summary"]["corrections"] == {
        "both": 0, "left_only": 1, "right_only": 0,
    }  # fmt: skip
    assert corrections_said(lacking, ("A", "B")) == "A carries a correction or note that B doesn't."
    assert corrections_said(align(other, other, default_config()), ("A", "B")) == ""


def test_labels_between_paragraphs_are_no_menu() -> None:
    words = ("mason", "ferry", "river", "mayor", "school", "winter", "market", "garden", "harbour")
    story = [
        " ".join(f"the {one} {word} and {other}," for word in words)
        + " as they were in those years."
        for one, other in combinations(words, 2)
    ][:30]
    page = [line for one in story for line in (one, "Article content")]
    kept = [one.text for one in article_of(HEADLINE, "By Jane Doe", *page).paragraphs]
    assert [one for one in story if one not in kept] == []


def test_paragraphs_without_cases_are_not_in_capitals() -> None:
    story = (
        "市议会周二同意由AP公司重建春天被洪水冲走的旧桥",
        "工程将于五月开始而工程师预计需要大约两年时间完成NATO标准",
        "在那之前渡船每小时免费运送乘客过河并接受VISA付款",
        "船夫们说这几周的乘客比以往任何时候都多其中不少来自EU各国",
    )
    assert {*story} <= {one.text for one in article_of(HEADLINE, *STORY, *story, *STORY).paragraphs}


def test_a_pull_quote_goes_and_a_subhead_stays() -> None:
    quoted = "“We crossed it each day,” said John Roe. “It was never safe for two carts at once.”"
    pulled = "“It was never safe for two carts at once.”"
    article = article_of(
        HEADLINE, *STORY[:2], quoted, STORY[2], pulled, "John Roe, ferryman", *STORY[3:]
    )
    kept = [one.text for one in article.paragraphs]
    assert quoted in kept
    assert pulled not in kept
    assert "John Roe, ferryman" not in kept


def test_short_paragraphs_between_labels_keep_each_other_company() -> None:
    page = [line for one in STORY for line in (one, "Article content")]
    kept = [one.text for one in article_of(*MENU, HEADLINE, "By Jane Doe", *page).paragraphs]
    assert [one for one in STORY if one not in kept] == []
