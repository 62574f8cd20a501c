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
