"""Headline and outlet of text as a browser copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.text.article.read import clean
from tui.text.page.model import text_page

if TYPE_CHECKING:
    from tui.config import Config
    from tui.text.model import Article


STORY = """\
The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.

Work is to begin in May, and the engineers expect that it will take them about two years.

Until then a ferry takes people across the river, every hour and free of any charge.

The ferrymen say that they have never had as many passengers as in these weeks.

The mayor thanked them, and promised that the bridge would be wider than the old one."""


def article(config: Config, above: str, below: str = "") -> Article:
    """The article of a page of text with some lines around a story."""
    text = f"{above}\n\n{STORY}\n\n{below}\n"
    return clean(text_page(text.encode(), "page.txt"), config)


@pytest.mark.parametrize(
    "above",
    [
        "Local\n\nCouncil agrees to rebuild the bridge the flood took\n\nMaria Sommer",
        "Council agrees to rebuild the bridge the flood took\n\nMaria Sommer\n\nTown hall reporter",
        "Nach der Flut\n\nCouncil agrees to rebuild the bridge the flood took\n\n5 May 2020, 10:12",
    ],
)
def test_neither_kicker_nor_name_is_taken_for_the_headline(config: Config, above: str) -> None:
    found = article(config, above).title
    assert found == "Council agrees to rebuild the bridge the flood took"


HEADLINE = "Council agrees to rebuild the bridge the flood took"


@pytest.mark.parametrize(
    "below",
    [
        "© 2024 Example Media Group Ltd",
        "© 2024 Muster Mediengruppe",
        "Copyright © 2024 Przykład Polska Sp. z o.o.",
        "© 2024 Exemple Luxembourg S.A.",
    ],
)
def test_the_company_behind_a_paper_is_no_outlet(config: Config, below: str) -> None:
    assert article(config, HEADLINE, below).outlet is None


def test_a_name_that_an_address_on_the_page_has_is_the_outlet(config: Config) -> None:
    below = "About us\n\nWrite to newsdesk@rivertimes.example\n\nMore from River Times\n\nContact"
    assert article(config, HEADLINE, below).outlet == "River Times"


def test_an_address_of_another_site_names_none(config: Config) -> None:
    below = "Follow us on Facebook\n\nwww.facebook.com\n\nContact"
    assert article(config, HEADLINE, below).outlet is None


def test_a_name_that_is_said_all_around_the_article_is_the_outlet(config: Config) -> None:
    below = """Subscribe to Harbour Gazette

About Harbour Gazette

Letters to Harbour Gazette

All sites of Harbour Gazette"""
    assert article(config, f"Harbour Gazette\n\n{HEADLINE}", below).outlet == "Harbour Gazette"


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        # The paper's own name in the copyright line, its company's beside.
        ("", "Contact\n\n© 2019-2024 Harbour Post. Part of Example Media Group", "Harbour Post"),
        ("Harbour Post", "Subscribe to Harbour Post\n\nHarbour Post app", "Harbour Post"),
        ("", "Über hafenbote.de\n\nabo@hafenbote.de\n\nMehr vom Hafenboten\n\nJobs bei Hafenbote",
         "Hafenbote"),
        ("", "Источник: Вестник\n\n© «Вестник», 2024\n\nРеклама на Вестник", "Вестник"),
        ("", "© 2024 The Harbour Post. All rights reserved.\n\nContact", "The Harbour Post"),
        ("", "© 2011 Our Daily Paper \"HERON\" Contact\n\nHERON\n\nAbout HERON", "HERON"),
        # Many lines look like names; those of a menu are said around the article as well.
        ("", "Research\n\nLatest Research\n\nMore Research\n\nResearch topics\n\nAll Research"
         "\n\nMy Research\n\n© 2024 Marl Chemist", "Marl Chemist"),
        ("港灣新聞", "關於港灣新聞\n\n港灣新聞版權所有", "港灣新聞"),
        # What readers like, where nothing else is said, is no outlet.
        ("Sport", "Facebook\n\nPrivacy\n\nSport", None),
        ("", "Photo: River Agency\n\nMore stories", None),
    ],
)  # fmt: skip
def test_the_outlet_is_whom_the_signs_around_speak_for(
    config: Config, above: str, below: str, outlet: str | None
) -> None:
    assert article(config, f"{above}\n\n{HEADLINE}", below).outlet == outlet


def test_accents_and_the_article_make_no_other_name(config: Config) -> None:
    below = "© ΤΑ ΝΕΑ\n\nΣχετικά με Τα Νέα\n\nΠηγή: Τα Νέα"
    assert article(config, HEADLINE, below).outlet == "Τα Νέα"


def test_a_path_that_ends_in_the_headline_is_none(config: Config) -> None:
    assert article(config, f"Local Council News: {HEADLINE}\n\n{HEADLINE}").title == HEADLINE


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023. június 15. 18:21", "2023-06-15"),
        ("2024 m. kovo 31 d.", "2024-03-31"),
        ("2024. gada 5. aprīlis", "2024-04-05"),
        ("5 tháng 4, 2024", "2024-04-05"),
        ("الأحد 09/مارس/2025", "2025-03-09"),
        ("Aktualisiert am 28.04.2023-19:20", "2023-04-28"),
        ("Published 3 May 2021, updated 5 May 2021", "2021-05-03"),
        ("5 במאי 2024", "2024-05-05"),
        # No day, or nothing that is surely one.
        ("3 hours ago", None),
        ("28.04.2023-19", None),
    ],
)
def test_days_are_read_as_many_languages_write_them(
    config: Config, written: str, day: str | None
) -> None:
    assert article(config, f"{HEADLINE}\n\n{written}").date == day


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        # Its address has the name's letters without spaces and umlauts.
        ("", "Weather on Radio Marl 98.4 FM\n\nradiomarl.com", "Radio Marl"),
        ("Marler Bötin", "info@marlerboetin.de\n\n© Marler Bötin", "Marler Bötin"),
        # With the article and without it, and with a company's form.
        ("The Courier", "Sign up for The Courier's newsletter\n\n© Courier Ltd", "The Courier"),
        ("青浜新聞", "関連記事\n\n© 青浜新聞社", "青浜新聞"),
        # Rights that are reserved without a sign, and the company before its name.
        ("", "Follow Osterby Echo\n\nOsterby Echo - All rights reserved", "Osterby Echo"),
        ("", "كل الحقوق محفوظة لصحيفة صدى مرل © 2025\n\nصدى مرل", "صدى مرل"),
        ("", "© ООО Волга Медиа", None),
        ("", "© 2025 Marmara Yayıncılık A.Ş.", None),
    ],
)
def test_an_outlet_is_told_however_it_is_written(
    config: Config, above: str, below: str, outlet: str | None
) -> None:
    assert article(config, f"{above}\n\n{HEADLINE}", below).outlet == outlet


@pytest.mark.parametrize(
    "above",
    [
        "Bridge that the flood took is to be rebuilt by 2030\n\n"
        "Council agrees after four hours of talks in the town hall\n\nMaria Sommer, reporter",
        "Bridge that the flood took is to be rebuilt by 2030\n\n"
        "Engineers say the work takes two years\n\n5 May 2020, 10:12",
    ],
)
def test_the_line_below_a_headline_is_no_headline(config: Config, above: str) -> None:
    assert article(config, above).title == "Bridge that the flood took is to be rebuilt by 2030"


def test_a_path_glued_to_the_headline_is_none(config: Config) -> None:
    above = f"Record.plNewsLocal news{HEADLINE}\n\n2020-05-05 12:42\n\n{HEADLINE}"
    assert article(config, above).title == HEADLINE


def test_a_title_before_a_name_makes_no_caption(config: Config) -> None:
    headline = "How the council’s vote on the bridge angers Rep. Maria Sommer"
    assert article(config, f"Local\n\n{headline}\n\n5 May 2020").title == headline


HINDI = """\
नगर परिषद ने मंगलवार शाम को लिंडेन पुल को अठारह महीने के लिए बंद करने का फैसला किया।

दुकानदारों को डर है कि लिंडेन पुल बंद होने से उनके आधे ग्राहक कम हो जाएंगे।

मार्च के अंत तक पैदल चलने वालों के लिए एक अस्थायी पुल खोला जाएगा।"""


def test_vowel_signs_are_parts_of_words(config: Config) -> None:
    above = "राजनीति\n\nदरारों के बाद फैसला, 18 महीने नहीं खुलेगा लिंडेन पुल\n\nWritten by सुनीता वर्मा"
    page = f"{above}\n\n{HINDI}\n".encode()
    found = clean(text_page(page, "page.txt"), config)
    assert found.title == "दरारों के बाद फैसला, 18 महीने नहीं खुलेगा लिंडेन पुल"
    assert found.byline == "Written by सुनीता वर्मा"


def test_a_reporter_with_an_address_is_the_author(config: Config) -> None:
    found = article(config, f"{HEADLINE}\n\n이서연 기자 seoyeon@example.com\n\n2025.02.19. 6:30")
    assert found.byline is not None
    assert found.byline.startswith("이서연 기자")


def test_an_agency_in_the_place_of_the_author_is_no_outlet(config: Config) -> None:
    assert article(config, f"{HEADLINE}\n\nAFP\n\n28.04.2023 | 17:52 Uhr").outlet is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("valtimes.com", "Valley Times"),
        ("nvherald.com", "North Valley Herald"),
        ("nvh.com", "North Valley Herald"),
        ("morgenbote.de", "Talheimer Morgenbote"),
    ],
)
def test_an_address_may_be_short_for_the_outlet(config: Config, address: str, name: str) -> None:
    below = f"Contact\n\n{name}\n\nnews@{address}\n\nwww.{address}"
    assert article(config, HEADLINE, below).outlet == name


@pytest.mark.parametrize(
    ("address", "name"), [("valtimes.com", "Terms of Use"), ("vt.com", "Valley Times")]
)
def test_an_address_is_not_short_for_other_names(config: Config, address: str, name: str) -> None:
    below = f"Contact\n\n{name}\n\nnews@{address}\n\nwww.{address}"
    assert article(config, HEADLINE, below).outlet != name


@pytest.mark.parametrize(
    "carrier", ["Nyhedsbrev fra Dalens Avis", "Sekojte Dalens Avis", "Iratkozz fel: Dalens Avis"]
)
def test_a_name_that_other_lines_of_the_footer_have_is_the_outlet(
    config: Config, carrier: str
) -> None:
    below = f"Contact\n\nDalens Avis\n\nPrivacy\n\n{carrier}\n\nPublisher: Nordmedia A/S"
    assert article(config, HEADLINE, below).outlet == "Dalens Avis"


@pytest.mark.parametrize(
    "below",
    [
        "저작권자 © 낙동일보 무단전재 및 재배포 금지",
        "版权所有 江城晚报 未经授权禁止转载",
        "© 2568 สยามรายวัน สงวนลิขสิทธิ์",
        'כל הזכויות שמורות לחדשות הגליל בע"מ',
    ],
)
def test_what_forbids_to_copy_is_no_part_of_the_name(config: Config, below: str) -> None:
    name = next(
        name for name in ("낙동일보", "江城晚报", "สยามรายวัน", "חדשות הגליל") if name in below
    )
    assert article(config, HEADLINE, f"{name}\n\n{below}").outlet == name


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        # A town's name is a part of the paper's that has the copyright and is said again.
        (
            "Porto Vell\n\nSections\n\nPorto Vell",
            "Porto Vell\n\nGet the Porto Vell Tribune\n\nMore in the Porto Vell Tribune\n\n"
            "© 2024 The Porto Vell Tribune Company",
            "Porto Vell",
        ),
    ],
)
def test_a_town_is_no_outlet_where_a_paper_has_its_name(
    config: Config, above: str, below: str, outlet: str
) -> None:
    assert article(config, f"{above}\n\n{HEADLINE}", below).outlet != outlet


def test_an_address_that_is_named_once_is_no_outlet(config: Config) -> None:
    below = "\n\n".join(["Contact", "Write to privacy@brookholdings.com for what we know of you"])
    assert article(config, HEADLINE, below).outlet is None


def test_a_list_sign_is_no_part_of_an_outlets_name(config: Config) -> None:
    below = "• Dalens Avis\n\nFølg Dalens Avis\n\n© 2024 Dalens Avis"
    assert article(config, f"• Dalens Avis\n\n{HEADLINE}", below).outlet == "Dalens Avis"


def test_a_chinese_company_is_told_without_what_it_is(config: Config) -> None:
    below = "关于海港网\n\n海港网\n\n© 2024 海港网公司 版权所有"
    assert article(config, f"海港网\n\n{HEADLINE}", below).outlet == "海港网"


def test_an_outlet_that_is_only_an_address_is_called_by_its_host(config: Config) -> None:
    above = f"{HEADLINE}\n\nhttp://www.hillrecord.com"
    assert article(config, above, "Contact").outlet == "hillrecord.com"
