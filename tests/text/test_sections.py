"""An article whose pages were saved one after the other is read as one."""

from __future__ import annotations

import textwrap

import pytest
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

ENGLISH = MARL
GERMAN = [
    "Die Gemeinde Marl hat ihr einziges Hallenbad für den Winter geschlossen, weil unter dem Boden "
    "ein Rohr geplatzt ist, teilte der Rat am Montag mit.",
    "Die Arbeiten dauern bis mindestens März und kosten rund 340.000 Kronen, zwei Drittel zahlt "
    "die Versicherung. Den Rest trägt der Haushalt für Parks.",
    "„Wir haben nach jedem anderen Weg gesucht“, sagte Ana Petrovic, die das Sportamt leitet. „Es "
    "gab keinen.“",
    "Die Schulen fahren nun in das Bad von Linde, das 14 Kilometer entfernt liegt. Die Busse "
    "starten um acht am Markt.",
]
CHINESE = [
    "马尔镇议会星期一宣布,由于大厅地板下的一根水管破裂,该镇唯一的游泳馆将在整个冬季关闭。",
    "维修工作至少要持续到三月,费用约为三十四万克朗,其中三分之二由保险公司承担。",
    "学校将把学生送到十四公里以外的林德游泳馆,公共汽车八点从市场广场出发。",
    "议会将在星期四开会,关于这笔资金的表决计划在假期前的最后一次会议上进行。",
]
MENU = ["Home", "Region", "Sport", "Opinion", "Subscribe today for full access"]
FOOT = ["Contact us", "Privacy policy", "© 2025 The Marl Post"]


def saved(pages: list[list[str]], top: list[str], foot: list[str], between: str = "") -> str:
    """Pages one after the other; `between` says below each which it is."""
    return "\n\n\n".join(
        "\n".join([*top, "", "\n\n".join(page), "", between.format(number), *foot])
        for number, page in enumerate(pages, start=1)
    )


def in_twos(story: list[str]) -> list[list[str]]:
    return [story[at : at + 2] for at in range(0, len(story), 2)]


def text_of(source: str) -> list[str]:
    article = clean(page_from_bytes(source.encode(), "page.txt"), default_config())
    return [one.text for one in article.paragraphs if one.role in ("body", "subhead")]


@pytest.mark.parametrize(
    ("story", "top", "foot", "between"),
    [
        (
            ENGLISH,
            [*MENU, "", "Marl closes its swimming pool for the winter", "", "By Ann Lee"],
            FOOT,
            "Page {} of 3\nNext page »",
        ),
        (
            GERMAN,
            ["Marl schließt sein einziges Hallenbad im Winter", "Von Anna Lee", "3. März 2025"],
            ["Impressum", "Datenschutz"],
            "Seite {}",
        ),
        (
            CHINESE,
            ["首页", "新闻", "体育", "马尔镇唯一的游泳馆冬季关闭", "2025年3月3日"],
            ["联系我们"],
            "第{}页",
        ),
    ],
)
def test_pages_of_one_article_are_joined(
    story: list[str], top: list[str], foot: list[str], between: str
) -> None:
    assert text_of(saved(in_twos(story), top, foot, between)) == story


def test_a_heading_at_the_top_of_a_further_page_stays() -> None:
    pages = in_twos(ENGLISH)
    pages[1].insert(0, "Buses to the next town")
    top = [*MENU, "Marl closes its swimming pool for the winter", "By Ann Lee", "3 March 2025"]
    assert "Buses to the next town" in text_of(saved(pages, top, FOOT))


def test_wrapped_pages_keep_the_last_words_of_their_text() -> None:
    pages = [[textwrap.fill(text, 66) for text in page] for page in in_twos(ENGLISH)]
    top = [*MENU, "", "Marl closes its swimming pool for the winter", "By Ann Lee", "3 March 2025"]
    assert text_of(saved(pages, top, FOOT, "Page {} of 3")) == ENGLISH


def test_the_same_page_twice_is_read_once() -> None:
    top = [*MENU, "Marl closes its swimming pool for the winter", "By Ann Lee", "3 March 2025"]
    assert text_of(saved([ENGLISH, ENGLISH], top, FOOT)) == ENGLISH


def furniture(source: str) -> list[str]:
    page = page_from_bytes(source.encode(), "page.txt")
    return [block.text for block in page.blocks if block.furniture]


def test_a_column_of_one_name_on_two_days_is_no_article_of_two_pages() -> None:
    first, second = ENGLISH[:3], ENGLISH[3:]
    columns = (
        "\n".join([*MENU, "What the town of Marl is talking about", "By Ann Lee", day, *text])
        for day, text in (("3 March 2025", first), ("10 March 2025", second))
    )
    assert not furniture("\n\n".join(columns))


@pytest.mark.parametrize(
    "again",
    [
        ["Reply to this comment", "Like", "Report"],
        ["Advertisement", "Continue reading the main story", "Skip advertisement"],
    ],
)
def test_labels_between_paragraphs_part_no_pages(again: list[str]) -> None:
    title = "Marl closes its swimming pool for the winter"
    lines = [line for text in ENGLISH for line in (text, *again)]
    assert not furniture("\n".join([*MENU, title, "By Ann Lee", *lines, *FOOT]))


def test_a_headline_that_a_box_below_repeats_begins_no_page() -> None:
    title = "Marl closes its swimming pool for the winter"
    box = [title, "By Ann Lee", "Ann Lee has reported on the towns of the region since 2011."]
    assert not furniture("\n".join([*MENU, title, "By Ann Lee", *ENGLISH, "About", *box, *FOOT]))
