"""Headline, byline, standfirst, captions, subheads and credits are named as such."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chrome_pages import HEADLINE, MENU, STORY, page_of
from support.default import default_config

from tui.config import demo_folder
from tui.text import read_article
from tui.text.article.read import clean
from tui.text.chrome.outlet.address import said_alone
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.model import Article

GOLD = json.loads(
    (Path(__file__).parents[2] / "quality" / "made" / "seeds.json").read_text(encoding="utf-8")
)["roles"]


def article_of(*lines: str) -> Article:
    return clean(page_of(*lines), default_config())


def roles(article: Article) -> dict[str, str]:
    return {paragraph.text: paragraph.role for paragraph in article.paragraphs}


@pytest.mark.parametrize("name", sorted(GOLD))
def test_each_line_of_the_shipped_pages_has_its_role(name: str) -> None:
    article = read_article(demo_folder() / name, default_config())
    got: dict[int, str] = {}
    for paragraph in article.paragraphs:
        got |= dict.fromkeys(range(paragraph.lines[0], paragraph.lines[1] + 1), paragraph.role)
    for removed in article.removed:
        got |= dict.fromkeys(range(removed.lines[0], removed.lines[1] + 1), "chrome")
    wanted = {line: role for role, lines in GOLD[name].items() for line in lines}
    assert {line: got[line] for line in wanted} == wanted


def test_the_parts_of_a_page_are_told_apart() -> None:
    summary = "The new one will be wider, and it will take two years to build."
    caption = "The old bridge in the flood of last spring. (AP Photo/Jane Doe)"
    article = article_of(
        *MENU, HEADLINE, summary, "By Jane Doe", "5 May 2020", "Share", caption,
        *STORY[:3], "Free of charge", *STORY[3:], "With inputs from agencies", "3 Comments",
    )  # fmt: skip
    assert roles(article) == {
        HEADLINE: "headline",
        summary: "standfirst",
        "By Jane Doe": "byline",
        "5 May 2020": "byline",
        caption: "caption",
        **dict.fromkeys(STORY, "body"),
        "Free of charge": "subhead",
        "With inputs from agencies": "credit",
    }
    assert [removed.text for removed in article.removed] == [*MENU, "Share", "3 Comments"]
    assert (article.title, article.byline, article.date) == (HEADLINE, "By Jane Doe", "2020-05-05")


def test_a_page_may_have_no_headline() -> None:
    article = article_of(*STORY)
    assert article.title is None
    assert [paragraph.text for paragraph in article.paragraphs] == STORY


@pytest.mark.parametrize(
    "above",
    [
        [*MENU, HEADLINE, "By Jane Doe"],
        [f"{HEADLINE} | The Valley Record", *MENU, HEADLINE, "5 May 2020"],
        ["Home » Our town » Bridge", HEADLINE],
        [HEADLINE, "Work is to begin in May, and a ferry goes until then."],
        [*MENU, "Council", HEADLINE, "Von Erika Muster"],
        # The standfirst below has more of the article's words, and stands nearer to it.
        [*MENU, HEADLINE, "Work begins in May and takes the engineers about two years", "Share"],
        # Other stories above, one like the next.
        [
            "Ferry takes people for free",
            "Flood took the old bridge",
            "Mayor thanks the ferrymen",
            HEADLINE,
            "By Jane Doe",
        ],
        # A label that many pages have, and a breadcrumb that has the headline in it.
        ["The Valley Record on bridges", f"Home » {HEADLINE}", *MENU, HEADLINE, "Share"],
        # One that says as much, but that no list cuts off.
        ["Council agrees to rebuild …", *MENU, "Ferry passengers and the mayor", HEADLINE],
    ],
)
def test_the_headline_is_found(above: list[str]) -> None:
    assert article_of(*above, *STORY).title == HEADLINE


def test_a_summary_in_bullets_has_no_headline_in_it() -> None:
    summary = ["- Council will rebuild the bridge", "- Ferry takes people across the river"]
    page = f"CLOSE\n\n{HEADLINE}\n\nStory Highlights\n\n{chr(10).join(summary)}\n\nBy Jane Doe\n"
    page += "The Valley Record\n\n" + "\n\n".join(STORY)
    assert clean(page_from_bytes(page.encode(), "page.txt"), default_config()).title == HEADLINE


def test_a_headline_that_looks_like_a_caption_is_known_by_its_second_place() -> None:
    headline = "First photo: Council shows how the old bridge might look"
    story = [*STORY, "The photo shows how the council thinks that the bridge might look in May."]
    assert article_of(*MENU, headline, "Region", headline, "By Jane Doe", *story).title == headline


def test_a_teaser_that_stands_twice_is_no_headline() -> None:
    teaser = (
        "Council agrees with the engineers that the bridge which the flood took away comes back"
    )
    cut = "The council heard on Monday from the engineers who..."
    above = [f"  * {entry}" for entry in MENU]
    lines = ["Ferrymen wait for the bridge", "By Jane Doe", "More On:", teaser, teaser, cut, *STORY]
    article = article_of(*above, *(f"   {line}" for line in lines))
    assert (article.title, article.byline) == ("Ferrymen wait for the bridge", "By Jane Doe")


def test_a_teaser_that_comes_again_in_the_article_tells_nothing_of_it() -> None:
    teaser, caption = "New market on the central square", "The old bridge on Monday evening"
    day = "5 May 2020, 08:15"
    above = [*MENU, "Public pool opens in May", teaser, caption, "Flood", HEADLINE, "Jane Doe", day]
    article = article_of(*above, "A ferry goes for two years", *STORY[:2], teaser, *STORY[2:])
    assert article.title == HEADLINE


def test_the_line_that_the_article_says_most_of_is_the_headline_not_another_storys() -> None:
    other = "Initial plans for trams: is there work and free time?"
    above = [
        *MENU,
        "Column",
        other,
        "Jim Poe",
        "Council bridge ferry passengers to be free",
        "By J D",
    ]
    assert article_of(*above, *STORY).title == "Council bridge ferry passengers to be free"


def test_capitals_tell_a_name_only_where_no_text_follows() -> None:
    above = [f"  * {entry}" for entry in MENU]
    indented = [f"   {line}" for line in ("Contact", "Wider Bridge", *STORY)]
    assert article_of(*above, *indented).title == "Wider Bridge"


def test_a_headline_may_inflect_the_words_of_the_article() -> None:
    headline = "Agreement on rebuilding bridges"
    article = article_of(*MENU, headline, "Engineers and passengers", "Share", *STORY)
    assert article.title == headline


def test_words_of_chinese_headlines_are_compared() -> None:
    headline = "议会同意重建老桥"
    story = [
        "议会周二同意重建春天被洪水冲走的老桥，工程将在五月开始，预计需要两年时间才能完成。",
        "在那之前，渡船每小时免费接送过河的人，船夫说他们从来没有运送过这么多的乘客。",
        "市长感谢了船夫，并承诺新的老桥会比以前更宽，议会也同意为重建提供更多的资金。",
    ]
    label = "本地新闻频道首页"
    assert article_of(*MENU, headline, label, *story).title == headline
    assert article_of(*MENU, label, headline, *story).title == headline


def test_a_date_or_byline_is_no_headline() -> None:
    assert article_of("By Jane Doe", "5 May 2020", *STORY).title is None


@pytest.mark.parametrize(
    "caption",
    [
        "The old bridge in the flood of last spring. Jane Doe for The Record",
        "The old bridge in the flood of last spring. (AFP/Jane Doe)",
        "Foto: Erika Muster/dpa",
        "The old bridge in the flood of last spring. Photograph: Jane Doe/Getty Images",
        "The old bridge in the flood of last spring. © Jane Doe",
        "Die alte Brücke im Hochwasser des Frühjahrs. (Foto: dpa)",
        "Die alte Brücke im Hochwasser des Frühjahrs. (Archivbild)",
        "The old bridge in the flood of last spring. (AP)",
    ],
)
def test_a_picture_is_no_text(caption: str) -> None:
    found = roles(article_of(HEADLINE, "By Jane Doe", caption, *STORY))
    assert found[caption] == "caption"


def test_a_sentence_that_a_credit_hangs_on_belongs_to_the_picture() -> None:
    shown = "The mayor, here with the ferrymen, wants the new bridge to be wider than the old one."
    text = "\n\n".join(
        [HEADLINE, *STORY[:2], f"{shown}\nFoto: Erika Muster (Keystone)", *STORY[2:]]
    )
    found = roles(clean(page_from_bytes(text.encode(), "page.txt"), default_config()))
    assert found[shown] == "caption"
    assert all(found[line] == "body" for line in STORY)


def test_a_credit_below_the_story_is_no_picture() -> None:
    last = "Die Brücke soll breiter werden als die alte, sagte die Bürgermeisterin. (dpa)"
    article = article_of(HEADLINE, *STORY, last)
    assert roles(article)[last] == "body"
    assert article.credit is not None
    assert article.credit.service == "dpa"


def test_the_outlet_is_what_the_page_says() -> None:
    title = article_of(f"{HEADLINE} | The Valley Record", *MENU, HEADLINE, "By Jane Doe", *STORY)
    assert title.outlet == "The Valley Record"
    address = "https://www.record.example/2020/council-rebuild-bridge-agrees"
    page = article_of(HEADLINE, "By Jane Doe", *STORY, "Original url:", address)
    assert (page.outlet, page.url) == ("record.example", address)
    footer = article_of(HEADLINE, *STORY, "© 2020 The Valley Record. All rights reserved.")
    assert footer.outlet == "The Valley Record"
    assert article_of(HEADLINE, *STORY, "© All rights reserved").outlet is None


@pytest.mark.parametrize(
    ("footer", "outlet"),
    [
        ("Copyright 2020 Wierumer Courant B.V. - Alle rechten voorbehouden", "Wierumer Courant"),
        ("Tüm hakları saklıdır © 2020 Marl Postası Gazetecilik A.Ş.", "Marl Postası"),
        ("저작권자 ⓒ 달내신문. 무단전재 및 재배포 금지", "달내신문"),
        ("© 2020 Valley Abendzeitung Ltd. Our terms apply to all", "Valley Abendzeitung"),
        ("© 2020 Valley Holdings Ltd. Our terms apply to all", None),
        ("Copyright © 1998-2020 三崎新報社 All Rights Reserved.", "三崎新報"),
        (
            "Il Corriere di Marl - Testata registrata presso il Tribunale di Viterbo n. 4/1987",
            "Il Corriere di Marl",
        ),
    ],
)
def test_a_copyright_names_the_outlet_where_it_is_called_as_papers_are(
    footer: str, outlet: str | None
) -> None:
    assert article_of(*MENU, HEADLINE, *STORY, footer).outlet == outlet


def test_a_running_head_names_the_outlet() -> None:
    head = "THE VALLEY GAZETTE | Tuesday 5 May 2020 | page {}"
    page = f"{head.format(3)}\n\n{HEADLINE}\n\n" + "\n\n".join(STORY)
    page += f"\n\n\f{head.format(4)}\n\nThe mayor said that she would be the first to cross.\n"
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert (article.outlet, article.date) == ("THE VALLEY GAZETTE", "2020-05-05")


def test_a_foreign_address_is_not_the_pages_own() -> None:
    assert article_of(HEADLINE, *STORY, "https://elsewhere.example/cats").url is None


def test_a_word_of_an_address_counts_where_it_is_no_part_of_one() -> None:
    text = "CityLab, citylab.com, @citylab, CityLabs, mail@CityLab.com, CITYLAB."
    assert list(said_alone(text, "citylab")) == ["CityLab", "CITYLAB"]
    assert not list(said_alone(text, ""))


@pytest.mark.parametrize(
    ("name", "is_paper"),
    [
        ("Marler Abendzeitung", True),
        ("Novi list", True),
        ("Kim Douglas", False),
        ("Playlist", False),
    ],
)
def test_a_word_of_a_paper_ends_a_compound_but_no_name_by_chance(name: str, is_paper: bool) -> None:
    assert default_config().chrome.outlets.is_called_paper(name) == is_paper


def test_the_first_line_of_a_file_without_a_site_is_its_headline() -> None:
    # Only the indent of the text parts the headline from it.
    text = "\n".join([HEADLINE, *(f"    {one[:50]}\n{one[50:]}" for one in STORY)])
    article = clean(page_from_bytes(text.encode(), "page.txt"), default_config())
    assert article.title == HEADLINE


def test_no_line_of_a_box_is_the_headline_of_a_page_that_says_its_title() -> None:
    box = "<div><h3>The ferry and its passengers</h3></div><p>Every hour</p>"
    text = "".join(map("<p>{}</p>".format, STORY))
    page = f"<html><head><title>{HEADLINE}</title></head><body>{'<p>Sport</p>' * 9}{box}{text}"
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert article.title == HEADLINE


def test_the_pages_title_at_its_head_tells_which_line_below_is_the_headline() -> None:
    headline = "Last boat to Lyngvik sails in spring"
    page = [
        headline,
        *("Home", "News", "Sport", "Weather", "Subscribe"),
        headline,
        "County ends ferry service after council vote",
        "12 March 2024",
        "The ferry Ingrid will stop sailing to Lyngvik at the end of March, the county said.",
        "The county council voted to end the ferry service, which has run since 1952.",
        "Council leader Anna Berg said the county could no longer pay for the crossing.",
        "Passengers in Lyngvik said the ferry was their only way to work and to school.",
    ]
    article = clean(page_from_bytes("\n".join(page).encode(), "page.txt"), default_config())
    assert article.title == headline
