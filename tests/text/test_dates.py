"""Dates as ISO dates: better none than a wrong one."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from support.default import default_config

from tui.text.article import read
from tui.text.article.read import clean
from tui.text.chrome.date import date_in
from tui.text.page.model import Metadata
from tui.text.page.read import page_from_bytes

CONFIG = default_config()
HEADLINE = "Council agrees to rebuild the old bridge"
STORY = [
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
]
GESCHICHTE = [
    "Der Rat beschloss am Dienstag, die alte Brücke wieder aufzubauen, die das Hochwasser nahm.",
    "Die Arbeiten sollen im Mai beginnen und nach Meinung der Fachleute zwei Jahre dauern.",
    "Bis dahin bringt eine Fähre die Leute über den Fluss, jede Stunde und ohne jedes Entgelt.",
]


def date_of(*lines: str, story: list[str] = STORY, below: tuple[str, ...] = ()) -> str | None:
    page = page_from_bytes("\n\n".join([*lines, *story, *below]).encode(), "page.txt")
    return clean(page, CONFIG).date


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Rada zgodziła się we wtorek odbudować stary most, który zabrała powódź.", "2019-11-05"),
        (
            "Vijeće je u utorak odlučilo da će obnoviti stari most koji je odnijela riječna voda.",
            "2019-10-05",
        ),
        ("Council of the town.", None),
    ],
)
def test_a_month_of_two_languages_is_the_pages_own(sentence: str, day: str | None) -> None:
    assert date_in("5 listopada 2019", CONFIG.chrome.dates, [sentence]) == day


@pytest.mark.parametrize(
    "written",
    [
        "2019-08-05",
        "2019-08-05T13:22:00Z",
        "2019年（令和元年）8月5日 5時00分",
        "5 August 2019",
        "August 5, 2019",
        "by Marl PostAugust 5, 20190174",
        "نُشر في: 5 أغسطس/آب 2019",
        "Aug. 5, 2019 at 1:22 p.m.",
        "Monday, 5th August 2019",
        "13:22, 05-Aug-2019",
        "5. August 2019, 13:22 Uhr",
        "Montag, 05.08.2019",
        "05.08.19",
        "5 août 2019 à 13h22",
        "5 aou\u0302t 2019",
        "5 au\u00adgustus 2019",
        "5 de agosto de 2019",
        "5 agosto 2019",
        "5 augustus 2019",
        "5 sierpnia 2019",
        "5 de agosto de 2019 às 13:22",
        "5 augusti 2019",
        "2019年8月5日",
        "5 августа 2019",
    ],
)
def test_a_date_below_the_headline_is_read(written: str) -> None:
    assert date_of(HEADLINE, written) == "2019-08-05"


def test_numbers_that_can_be_read_in_two_ways_are_none() -> None:
    assert date_of(HEADLINE, "05/08/2019") is None


def test_other_dates_of_the_page_tell_how_it_writes_them() -> None:
    assert date_of(HEADLINE, "05/08/2019", below=("Last visited 23/08/2019",)) == "2019-08-05"
    assert date_of(HEADLINE, "08/05/2019", below=("Last visited 08/23/2019",)) == "2019-08-05"


def test_no_other_language_writes_the_month_first() -> None:
    assert date_of("Der Rat baut die Brücke auf", "05/08/2019", story=GESCHICHTE) == "2019-08-05"


def test_the_day_of_publication_goes_before_that_of_an_update() -> None:
    assert date_of(HEADLINE, "Updated 7 August 2019", "Published 5 August 2019") == "2019-08-05"
    assert date_of(HEADLINE, "Updated 7 August 2019") == "2019-08-07"


def test_below_the_story_a_date_must_say_that_it_is_of_publication() -> None:
    assert date_of(HEADLINE, below=("Posted on 5 August 2019",)) == "2019-08-05"
    assert date_of(HEADLINE, below=("Jane Doe, 5 August 2019",)) is None


def test_a_date_cut_off_the_lead_counts() -> None:
    assert date_of(f"date 2019-08-05 {STORY[0]}") == "2019-08-05"


@pytest.mark.parametrize(
    "written", ["31 February 2019", "2019-13-05", "99.99.2019", "5 Foo 2019", "5 Wochen 2011"]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert date_of(HEADLINE, written) is None


def test_dates_in_the_story_and_its_captions_are_not_its_own() -> None:
    told = "The flood of August 5, 2018, was the worst that the town had seen in sixty years."
    caption = "The old bridge on August 4, 2018. (AP Photo/Jane Doe)"
    assert date_of(HEADLINE, "By Jane Doe", caption, *STORY, told) is None


def test_no_language_is_asked_for_a_month_called_the(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    assert date_of("Page 9 the 2018 report") is None


def test_on_an_english_page_no_other_language_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    assert date_of("Opened in 2012 with 7 halls of the fair") is None


@pytest.mark.parametrize(
    "lines",
    [
        ["Uppdaterad 2025-02-20 11.32", "Publicerad 2025-02-18 09.14"],
        ["Обновлено 20.02.2025 11:32", "18.02.2025 09:14"],
        ["Mis à jour le 20/02/2025 à 11h32, publié le 18/02/2025 à 09h14"],
        ["Aktualisiert am 20.02.2025, veröffentlicht am 18.02.2025"],
    ],
)
def test_the_day_of_publication_counts_whatever_stands_first(lines: list[str]) -> None:
    assert date_of(HEADLINE, *lines) == "2025-02-18"


def test_a_wire_stamps_its_day_below_the_text() -> None:
    assert date_of(HEADLINE, below=("AP-WF-02-18-25 1634GMT",)) == "2025-02-18"


def test_a_day_below_the_text_counts_where_a_word_with_an_accent_says_so() -> None:
    assert (
        date_of(HEADLINE, story=GESCHICHTE, below=("Veröffentlicht am 18.02.2025",)) == "2025-02-18"
    )


@pytest.mark.parametrize(
    "line",
    [
        "18-Feb-25 21:14",
        "令和7年2月18日",
        "١٨ فبراير ٢٠٢٥",
        "۱۸/۰۲/۲۰۲۵",
        "18 شباط 2025",
        "१८ फ़रवरी २०२५, 21:14",
    ],
)
def test_further_ways_to_write_a_day(line: str) -> None:
    assert date_of(HEADLINE, line, story=GESCHICHTE) == "2025-02-18"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("۲۴ تیر ۱۴۰۴ - ۱۸:۴۴", "2025-07-15"),
        ("تاریخ انتشار: ۱۴۰۳/۱۲/۳۰", "2025-03-20"),
        ("۱۱ بهمن ماه ۱۴۰۰", "2022-01-31"),
        ("15 กรกฎาคม 2568 18:44 น.", "2025-07-15"),
        ("15 ก.ค. 68 18:44 น.", "2025-07-15"),
        ("Case 1404/04/24", None),
        ("۳۱ مهر ۱۴۰۴", None),
    ],
)
def test_days_of_the_persian_calendar_and_in_the_years_of_the_buddha(
    line: str, day: str | None
) -> None:
    assert date_of(HEADLINE, line) == day


@pytest.mark.parametrize(
    "lines",
    [
        ["Bridge is rebuilt", "28 June 2025 - 16.03", "Upravljeno 29 June 2025 - 21.18"],
        ["Upravljeno 29 June 2025", "28 June 2025", "Bridge is rebuilt"],
    ],
)
def test_of_two_days_side_by_side_the_earlier_counts(lines: list[str]) -> None:
    assert date_of(*lines) == "2025-06-28"


def test_from_one_day_to_another_is_no_day_of_the_articles() -> None:
    issue = "The issue of December 25, 2023/January 1, 2024"
    assert date_of(issue, "Politics / January 11, 2024", HEADLINE) == "2024-01-11"
    assert date_of(issue, HEADLINE) is None


@pytest.mark.parametrize(
    "line",
    [
        "02:57 Min. Verfügbar bis 06.05.2024.",
        "Disponible jusqu’au 6 mai 2024",
        "Available until 6 May 2024",
        "Доступно до 06.05.2024",
    ],
)
def test_a_day_until_which_something_can_be_seen_is_not_the_articles(line: str) -> None:
    assert date_of(line, "Bridge is rebuilt", "Stand: 22.04.2024, 06:00 Uhr") == "2024-04-22"
    assert date_of(line, "Bridge is rebuilt") is None


def test_only_languages_that_have_the_month_are_asked_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        "dateparser.parse", lambda text, languages, **_: asked.append((text, languages))
    )
    line = "February 11, 2026 Zweunsday 6:01 AM GMT, 3 Gorffennaf 2026"
    for _ in range(3):
        assert date_in(line, CONFIG.archives.dates) == "2026-02-11"
    assert asked == [("3 Gorffennaf 2026", ["cy"])]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("news/2021/04/25/bridge-rebuilt", "2021-04-25"),
        ("2021-04-25-bridge/", "2021-04-25"),
        ("20210425/bridge", "2021-04-25"),
        ("journal/2021/04/92713", None),
        ("2021/04/bridge", None),
        ("2021/13/25/bridge", None),
        ("2021/04/25/2021/04/26/bridge", None),
    ],
)
def test_the_address_of_a_page_without_a_date_has_it(path: str, day: str | None) -> None:
    head = f"<link rel='canonical' href='https://marl.example/{path}'>"
    text = "".join(f"<p>{one}</p>" for one in STORY)
    page = f"<html><head>{head}</head><body><h1>{HEADLINE}</h1>{text}</body></html>"
    assert clean(page_from_bytes(page.encode(), "page.html"), CONFIG).date == day


def test_the_only_line_that_is_nothing_but_a_day_has_the_date() -> None:
    pictures = ["The ferry crosses the river on a morning in the spring after the flood."]
    story = [*STORY[:1], *pictures, "5 August 2019,", "15:59", *STORY[1:]]
    assert date_of(HEADLINE, story=story) == "2019-08-05"
    others = ("4 August 2019", "Ferry sold")
    assert date_of(HEADLINE, story=story, below=others) is None
    assert date_of(HEADLINE, below=("5 August 2019",)) is None


@pytest.mark.parametrize("day", ["5 August 2019", "Friday, 5 July 2019", "5. August 2019"])
def test_a_subhead_that_is_a_day_is_not_the_articles(day: str) -> None:
    assert date_of(HEADLINE, story=[*STORY, GESCHICHTE[0], day, *GESCHICHTE[1:]]) is None


def test_no_date_is_looked_for_where_the_file_is_certain_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = page_from_bytes("\n\n".join([HEADLINE, "9 words 2018", *STORY]).encode(), "page.txt")
    monkeypatch.setattr(read, "article_date", lambda *_, **__: pytest.fail("it was looked for"))
    certain = Metadata(date="2024-03-05", certain=True)
    assert clean(replace(page, metadata=certain), CONFIG).date == "2024-03-05"


@pytest.mark.parametrize(
    "dateline",
    ["Marl, June 5, 2025 (AFP) - ", "MARL, 5 June 2025 /TASS/. ", "Marl, 5 juin 2025 (AFP) — "],
)
def test_a_dateline_has_the_day_where_nothing_else_does(dateline: str) -> None:
    first, *rest = STORY
    assert date_of(HEADLINE, story=[dateline + first, *rest]) == "2025-06-05"
    assert date_of(HEADLINE, "6 June 2025", story=[dateline + first, *rest]) == "2025-06-06"


def test_a_day_in_the_story_is_no_dateline() -> None:
    first, *rest = STORY
    told = f"The bridge fell on June 5, 2024 (a Wednesday) and nobody was hurt. {first}"
    assert date_of(HEADLINE, story=[told, *rest]) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025. 02. 18. 19:47", "2025-02-18"),
        ("2025. 2. 18.", "2025-02-18"),
        ("18.2. 14:02 | Päivitetty 18.2.2025 18:30", "2025-02-18"),
        ("18.2. 14.02", None),
        ("18.02. 09:15 Uhr", None),
    ],
)
def test_the_hour_behind_a_day_without_a_year_is_no_year(line: str, day: str | None) -> None:
    assert date_of(HEADLINE, line, story=GESCHICHTE) == day


def test_a_dateline_may_say_the_country_in_brackets() -> None:
    first, *rest = STORY
    lines = [f"Marl (Germany), June 5, 2025 (AFP) - {first}", *rest]
    assert date_of(HEADLINE, story=lines) == "2025-06-05"
