"""Who wrote an article and when, where no word such as "by" says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.model import Article

STORY = [*MARL[:4], MARL[5]]
TITLE = "Marl closes its swimming pool for the winter"
MENU = ["Home", "Region", "Sport", "Opinion"]


def read(above: list[str], below: list[str] | None = None, top: list[str] | None = None) -> Article:
    lines = [*(top or MENU), "", TITLE, "", *above, "", "\n\n".join(STORY), "", *(below or [])]
    return clean(page_from_bytes("\n".join(lines).encode(), "page.txt"), default_config())


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["Tuva Løland", "3. mars 2025 09:14"], "Tuva Løland"),
        (["Marl", "Jan de Vries", "Bijgewerkt 14.05"], "Jan de Vries"),
        (["Fouzia Adams|Published 4 months ago"], "Fouzia Adams"),
        (["Ярослав Кузишин", "8 января, 17:46"], "Ярослав Кузишин"),
        (["Maren Holloway", "5–6 minutes"], "Maren Holloway"),
        (["Sidney Weber", "Sidney Weber"], "Sidney Weber"),
        (["Sidney Weber, Business reporter"], "Sidney Weber"),
        (["Ann Lee for the Marl Post", "Mon, March 3, 2025 at 7:15 AM"], "Ann Lee"),
        (["[oona-small] Oona Radcliffe", "03.05.2024 15:42"], "Oona Radcliffe"),
        (["Oona Radcliffe", "@oonarad", "Business correspondent"], "Oona Radcliffe"),
        (["Ann Lee and Ben Roe in Marl", "Mon 3 Mar 2025 09.14 GMT"], "Ann Lee and Ben Roe"),
        (["Ann Lee · The Post · Posted: Mar 03, 2025 4:00 AM | Last Updated: March 4"], "Ann Lee"),
    ],
)
def test_a_name_in_company_is_the_author(above: list[str], name: str) -> None:
    article = read(above)
    assert article.byline == name
    assert [one.text for one in article.paragraphs if one.role == "body"] == STORY


@pytest.mark.parametrize(
    "byline",
    [
        "BYLINE: Maren Holloway",
        "11 minutes ago by Maren Holloway",
        "Par Clémence Aubertin",
        "2025年03月06日 08:12 来源：石湾晚报 作者：顾彦青、马知远",
        "Автор: Ирина Белова",
        "Text: Elin Sjöstrand",
        "Szerző: Szalontai Piroska",
        "Συντάκτης: Νίκος Αλεξάκης",
        "Της Μαρίας Σταθοπούλου",
        "文／周强",
        "بقلم: سليم البرغوثي",
    ],
)
def test_a_label_says_who_wrote_it(byline: str) -> None:
    assert read([byline]).byline == byline


@pytest.mark.parametrize(
    "byline",
    [
        "（早瀬千春記者）", "【早瀬千春記者】", "文・早瀬千春", "取材・文／早瀬千春",
        "ワシントン＝早瀬千春", "論説委員・早瀬千春", "社会部記者・早瀬千春", "كتبت ليلى الحسيني",
        "عمان - كتب سامر الحسيني", "بقلم ليلى الحسيني",
    ],
)  # fmt: skip
def test_who_wrote_it_is_said_in_scripts_without_case(byline: str) -> None:
    # A day is too far away to tell a bare name.
    assert read([byline]).byline == byline


@pytest.mark.parametrize(
    "line", ["有料記事", "【独自取材】", "ドイツ＝日本戦の詳報と写真", "كتب الأطفال"]
)
def test_a_label_in_scripts_without_case_names_no_author(line: str) -> None:
    assert read([line]).byline is None


def test_a_label_that_only_a_day_follows_names_nobody() -> None:
    assert read(["author: | 2020-05-05 (15:07)"]).byline is None
    assert read(["author: Ann Lee | 2020-05-05 (15:07)"]).byline is not None


def test_the_row_of_a_table_names_no_author() -> None:
    rows = ["Ida Brandt Harbour List 10,467", "Omar Feld Civic Union 9,812"]
    page = "\n\n".join([TITLE, *STORY[:2], *rows, *STORY[2:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert article.byline is None


@pytest.mark.parametrize("label", ["Our reporter", "Staff writer"])
def test_a_note_below_confirms_a_name(label: str) -> None:
    note = "Maren Holloway has reported on the towns of the region since 2011."
    assert read(["Maren Holloway", label], ["", note]).byline == "Maren Holloway"
    assert read(["Maren Holloway", label]).byline is None


@pytest.mark.parametrize(
    "above",
    [
        ["Ana Petrovic", "3 March 2025"],  # of whom the article tells
        ["Swimming Pool", "3 March 2025"],  # of ordinary words
        ["Regional", "3 March 2025"],
        ["منوعات", "3 March 2025"],
        ["Updated Mar. 3, 2025"],
    ],
)
def test_what_is_no_author_is_none(above: list[str]) -> None:
    assert read(above).byline is None


def test_entries_of_a_menu_above_are_no_author() -> None:
    assert (
        read(["3 March 2025"], ["Green Valley"], top=[*MENU, "Green Valley", "Shop"]).byline is None
    )


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (["— Felix Moreau, Sandholm"], "Felix Moreau"),
        (["-- Felix Anders Moreau"], "Felix Anders Moreau"),
        (["(Reporting by Ann Lee in Marl; Editing by Ben Roe)"], "Ann Lee"),
        (["Reporting by Ann Lee; editing by Ben Roe"], "Ann Lee"),
        (["Autor: Petra Halova"], "Petra Halova"),
    ],
)
def test_an_article_may_be_signed_below(below: list[str], name: str) -> None:
    article = read([], [*below, "", "Privacy policy"])
    assert name in (article.byline or "")


def test_who_is_quoted_at_the_end_did_not_write_it() -> None:
    quote = "“Nothing is as sad as a swimming pool without any water in it, and we had it all.”"
    assert read([], [quote, "", "— Felix Moreau, swimmer", "", "Privacy policy"]).byline is None


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        (
            ["Published 9:14 p.m. GMT Feb. 17, 2025 | Updated 11:02 a.m. GMT Feb. 18, 2025"],
            [],
            "2025-02-17",
        ),
        (["By Ann Lee", "October 17, 20236:01 PM ET"], [], "2023-10-17"),
        (["AP-WF-02-18-25 1634GMT", "By ANN LEE"], [], "2025-02-18"),
        ([], ["Thursday, 20 February 2025 11:42:07ENDS"], "2025-02-20"),
        ([], ["Thursday, 20 February 2025"], None),
    ],
)
def test_days_as_papers_and_wires_write_them(
    above: list[str], below: list[str], day: str | None
) -> None:
    assert read(above, below).date == day


def test_a_forwarded_mail_says_when_it_was_sent() -> None:
    header = [
        "---------- Forwarded message ---------",
        "From: The Marl Post <news@marl.example>",
        "Date: Tue, Feb 18, 2025 at 7:02 PM",
        f"Subject: {TITLE}",
        "To: <reader@mail.example>",
        "",
        "[image: The Marl Post]",
    ]
    article = read(["_By Maren Holloway_"], top=header)
    assert (article.date, article.byline) == ("2025-02-18", "By Maren Holloway")


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Ann Lee", "Ann Lee"),
        ("MARL-POST.EXAMPLE, marlpost.com", None),
        ("MARL.PL", None),
        ("marlpost.example", None),
        ("The Marl Post", None),
        ("105092", None),
        ("by A. Lee22 Dec 2016651", "A. Lee"),
        ("St. John Lee", "St. John Lee"),
    ],
)
def test_what_metadata_give_as_author_may_be_none(said: str, author: str | None) -> None:
    text = "".join(f"<p>{one}</p>" for one in STORY)
    page = (
        f'<html><head><meta name="author" content="{said}"><meta property="og:site_name" '
        f'content="The Marl Post"></head><body><article><h1>{TITLE}</h1>'
        f'<time datetime="2025-03-03T19:00:00Z">10 days ago</time>{text}</article></body></html>'
    )
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert (article.author, article.date) == (author, "2025-03-03")


def test_the_day_beside_the_headline_is_the_articles_where_others_stand_on_the_page() -> None:
    text = "".join(f"<p>{one}</p>" for one in STORY)
    other = (
        '<aside><time datetime="2025-04-01">1 April</time><a href="/x">Mayor resigns</a></aside>'
    )
    page = (
        f'<html><body><time datetime="2025-05-05">today</time><article><h1>{TITLE}</h1>'
        '<p>Changed <time datetime="2025-03-09T10:00Z">yesterday</time>, published '
        f'<time datetime="2025-03-07">on Friday</time></p>{text}</article>{other}</body></html>'
    )
    assert clean(page_from_bytes(page.encode(), "page.html"), default_config()).date == "2025-03-07"


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("김민지 기자", "김민지"),
        ("(부산=연합뉴스) 박준호 기자 =", "박준호"),
        ("記者陳怡君／台北報導", "陳怡君"),
        ("Propos recueillis par Julien Mercier", "Julien Mercier"),
        ("Autor: Sofía Barrios", "Sofía Barrios"),
        ("Scritto da Marco Rinaldi", "Marco Rinaldi"),
        ("De notre correspondante Émilie Roche", "Émilie Roche"),
        ("Ein Kommentar von\n\nLukas Hofer", "Lukas Hofer"),
        ("Door onze verslaggever\n\nSanne de Wit", "Sanne de Wit"),
    ],
)
def test_who_reported_is_the_author(byline: str, name: str) -> None:
    assert name in (read([byline, "2025-03-03 09:14"]).byline or "")


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Marl Echo, Marl, Ireland", "By Hannah Whitlock"),
        ("admin", "By Hannah Whitlock"),
        ("Hannah Whitlock", "By Hannah Whitlock"),
    ],
)
def test_the_page_names_its_author_where_metadata_name_nobody_on_it(said: str, author: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = (
        f'<head><meta name="author" content="{said}"></head><body><h1>{TITLE}</h1>'
        f"<p>By Hannah Whitlock</p>{body}</body>"
    )
    assert clean(page_from_bytes(page.encode(), "page.html"), default_config()).byline == author


@pytest.mark.parametrize(
    ("title", "said", "outlet"),
    [
        (f"{TITLE} | Marl Echo", "", "Marl Echo"),
        (f"{TITLE} - News - Marl Echo", "", "Marl Echo"),
        (f"{TITLE} | Politics", "", None),
        (f"{TITLE} - 3 March 2025", "", None),
        (TITLE, '{"@graph": [{"@type": "WebSite", "name": "Marl Echo"}]}', "Marl Echo"),
    ],
)
def test_a_title_or_the_site_names_the_outlet(title: str, said: str, outlet: str | None) -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = (
        f'<head><title>{title}</title><script type="application/ld+json">{said}</script></head>'
        f"<body><h1>{TITLE}</h1>{body}</body>"
    )
    assert clean(page_from_bytes(page.encode(), "page.html"), default_config()).outlet == outlet


def test_the_day_of_an_update_does_not_beat_that_of_metadata() -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = (
        '<head><meta property="article:published_time" content="2025-03-03T21:34:00+01:00"></head>'
        f"<body><h1>{TITLE}</h1><p>Updated 2025-03-04</p>{body}</body>"
    )
    assert clean(page_from_bytes(page.encode(), "page.html"), default_config()).date == "2025-03-03"


def test_a_byline_that_is_a_link_is_one() -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = f'<body><h1>{TITLE}</h1><div>By <a href="/a">Jack Thirlwell</a></div>{body}</body>'
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert article.byline == "By Jack Thirlwell"


def test_a_name_without_case_stands_between_headline_and_day() -> None:
    story = [
        "三崎町の漁師十五人が月曜日、十年前に閉校した小学校の給食室で弁当をつくり始めた。",
        "市場で値がつかない小さな魚を使い、一食四百八十円で役場や工場に届けているという。",
        "初日は百二十食が一時間で売り切れ、翌日から二百食に増やした。",
        "来春には体育館を食堂にする計画もあり、県の補助金を申請している。",
    ]

    def byline(name: str) -> str | None:
        lines = ["社会", "経済", "廃校の給食室で漁師が弁当づくり", name, "2025年11月25日 5時00分"]
        page = "\n\n".join([*lines, *story]).encode()
        return clean(page_from_bytes(page, "page.txt"), default_config()).byline

    assert byline("早乙女 汐里") == "早乙女 汐里"
    assert byline("社会 経済") is None


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Limited, Marl Post Public Company", None),
        ("Marl Broadcasting Corporation", None),
        ("Jo Lind, Marl Publishing Ltd.", "Jo Lind"),
        ("PA Media", "PA Media"),
        ("Editorial Board", "Editorial Board"),
        ("Ann Lee, Jo Sas", "Ann Lee, Jo Sas"),
        ("Jo Lind", "Jo Lind"),
    ],
)
def test_a_company_is_no_author_but_a_desk_and_a_service_are(said: str, author: str | None) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in STORY)
    head = f"<head><title>{TITLE}</title><meta name='author' content='{said}'></head>"
    page = f"<html>{head}<body><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert (article.byline, article.author) == (author, author)


@pytest.mark.parametrize("line", ["By Jane Doe with AP", "Von Ina Rask mit AP"])
def test_who_writes_with_a_service_is_still_the_author(line: str) -> None:
    page = "\n\n".join([TITLE, line, "4 May 2026", *STORY]).encode()
    article = clean(page_from_bytes(page, "page.txt"), default_config())
    assert article.byline == line
    assert article.credit is not None


@pytest.mark.parametrize(
    "above",
    [
        "Analysis by Ann Lee",
        "Opinion by Ann Lee, Marl Post",
        "Analyse par Ann Lee",
        "Un reportaje de Ann Lee",
        "Scritto da Ann Lee",
        "Een analyse van Ann Lee",
        "Kommentar von Ann Lee",
        "Analyse af Ann Lee",
        "marlpost.example · by Ann Lee · March 3, 2025",
    ],
)
def test_what_kind_of_article_someone_wrote_may_stand_before_the_name(above: str) -> None:
    assert read([above]).byline == above


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["Our courts reporter Ann Lee", "3 March 2025 07:00"], "Ann Lee"),
        (["notre correspondante Ann Lee", "3 mars 2025"], "Ann Lee"),
        (["a letter from New Linde", "3 March 2025"], None),
        (["the view across Ann Lee Bridge", "3 March 2025"], None),
    ],
)
def test_what_the_author_does_may_stand_before_the_name(above: list[str], name: str | None) -> None:
    assert read(above).byline == name


def test_a_month_in_front_of_its_day_is_no_name() -> None:
    assert read(["Published Mar 17, 2025 • 3 minute read"]).byline is None
    named = read(["Author of the article:Maren Holloway", "Published Mar 17, 2025 • 3 minute read"])
    assert named.byline == "Author of the article:Maren Holloway"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Maren Holloway November 19, 2019, 07:47 PM EST", "Maren Holloway"),
        ("Maren Holloway November 19, 2019", "Maren Holloway"),
        ("Associated Press November 19, 2019, 9:02 AM", "Associated Press"),
        ("Monday November 18, 2019 7:45 am PST by Maren Holloway", "Maren Holloway"),
        ("Posted on November 18, 2019 by Maren Holloway", "Maren Holloway"),
        ("Published November 18, 2019 8:14 a.m. EDT by Maren Holloway", "Maren Holloway"),
    ],
)
def test_a_month_behind_a_name_hides_no_author(byline: str, author: str) -> None:
    assert author in (read([byline, "Extra Sharing Buttons"]).byline or "")


@pytest.mark.parametrize(
    "byline",
    [
        "Posted on March 3, 2025 by Maren Holloway",
        "Posted on March 3, 2025March 4, 2025 by Maren Holloway",
        "Publié le 3 mars 2025 09:14 par Maren Holloway",
    ],
)
def test_who_posted_it_stands_behind_the_day(byline: str) -> None:
    article = read([byline])
    assert (article.byline, article.date) == (byline, "2025-03-03")


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["AFP", "3 March 2025 07:00"], "AFP"),
        (["AFP", "Sunday", "3 March 2025", "07:00"], "AFP"),
        (["SPORT", "TRAVEL", "CULTURE", "VIDEO", "WEATHER", TITLE, "3 March 2025 07:00"], None),
        (["HIGH COURT", "The pool costs too much, the town says.", TITLE, "4 March 2025"], None),
    ],
)
def test_a_name_in_capitals_is_beside_a_day_and_in_no_menu(
    above: list[str], name: str | None
) -> None:
    article = read(above)
    assert (article.byline, article.outlet) == (name, None)


def test_a_byline_between_two_of_the_headline_is_its_own() -> None:
    # The page's title is the headline, and so is what stands right above the text.
    byline = "By Ann Lee, published on 25 March 2025"
    lines = "\n\n".join([TITLE, "All posts", byline, TITLE, *STORY])
    article = clean(page_from_bytes(lines.encode(), "page.txt"), default_config())
    assert (article.title, article.byline) == (TITLE, byline)
    assert article.paragraphs[-len(STORY)].text == STORY[0]
