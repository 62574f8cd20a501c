"""Articles one below the other, which are refused, and pages of one article that look so."""

from __future__ import annotations

import time

import pytest
from text.archive.archive_files import Sheet
from text.archive.parted import CONFIG, is_page, parted, word

from tui.text.archive.open import open_archive
from tui.text.page.model import PageError

TITLES = (
    "Council closes three of its libraries in spring",
    "Nurses at the hospital walk out for a second day",
    "Harbour town fights to keep its last ferry running",
)
DAYS = ("12 March 2024", "13 March 2024", "2 April 2024")


def text(about: str, paragraphs: int = 5) -> list[str]:
    return [
        f"Paragraph {at} of the story about the {about} says what happened there on that day, who "
        "was present when it did, what they think of it now, and what they expect to come of it."
        for at in range(paragraphs)
    ]


TEXTS = (text("libraries"), text("nurses"), text("ferry"))


def refused(data: bytes | str, name: str) -> str:
    with pytest.raises(PageError) as error:
        parted(data, name)
    return error.value.reason


def stacked(card: str, rule: str = "") -> str:
    parts = (
        "\n\n".join([card.format(title=title, day=day), *paragraphs])
        for title, day, paragraphs in zip(TITLES, DAYS, TEXTS, strict=True)
    )
    return f"\n\n{rule}".join(parts)


@pytest.mark.parametrize(
    ("card", "rule"),
    [
        ("{title}\n\n{day} | The Standard", ""),
        ("{title}\nThe Standard\n{day}", "----------\n\n"),
        ("The Standard, {day}\n\n{title}", ""),
        ("# {title}\n\n*The Standard, {day}*", ""),
        ("# {title}", ""),
    ],
)
def test_articles_one_below_the_other_are_refused(card, rule):
    why = refused(stacked(card, rule), "clips.txt")
    assert "several articles one below the other" in why
    assert TITLES[1] in why


NAMES = ("Jane Smith", "Tom O’Hara and Ann-Marie Cole", "Maria de la Cruz")


def signed(card: str, several: int = 3, titles: tuple[str, ...] = TITLES) -> str:
    parts = (
        "\n\n".join([card.format(title=title, name=name), *one])
        for title, name, one in zip(titles, NAMES, (*TEXTS,), strict=True)
    )
    return "\n\n".join(list(parts)[:several])


@pytest.mark.parametrize(
    "by", ["By {name}", "Von {name}", "par {name}", "BY {name}, Court Reporter"]
)
@pytest.mark.parametrize(
    "card", ["{{title}}\n{}", "**{{title}}**\n\n*{}*", "{{title}}\n\nA line\n\n{}"]
)
def test_articles_with_bylines_and_no_days_are_refused(card, by):
    why = refused(signed(card.format(by)), "clips.txt")
    assert "several articles one below the other" in why
    assert TITLES[1] in why


def test_a_long_headline_above_a_byline_is_no_text():
    long = f"{TITLES[1]} and the council meets behind closed doors to talk about what it will pay"
    several = signed("{title}\nBy {name}", titles=(TITLES[0], long, TITLES[2]))
    assert long[:60] in refused(several, "clips.txt")


def test_a_box_with_a_byline_is_part_of_its_article():
    assert is_page(
        signed("{title}\n\nBy {name}", 2, (TITLES[0], "At the scene in town", "")), "a.txt"
    )
    assert is_page(signed("{title}\n\n10:15\n\nBy {name}"), "live.txt")
    assert is_page(signed("{title}\n\nPor Madrid y Barcelona"), "subheads.txt")


def browser(title: str, paragraphs: list[str], foot: str = "© {} The Standard") -> str:
    menu = ["Home", "News", "Sport", "Culture", "Weather", "Subscribe", "Sign in"]
    end = ["Contact", "Privacy", "Terms", "Jobs", foot.format(2024)]
    return "\n".join([*menu, title, "By Jane Smith", "", "\n\n".join(paragraphs), "", *end])


def test_pages_of_a_browser_one_behind_the_other_are_refused():
    several = "\n\n".join(map(browser, TITLES, TEXTS))
    assert "several pages, one behind the other" in refused(several, "pages.txt")
    others = [
        browser(TITLES[0], TEXTS[0]),
        "Menu\nStart\n" + browser(TITLES[1], TEXTS[1], "© {} The Post"),
    ]
    assert "several pages" in refused(
        "\n\n".join(others).replace("Home\nNews", "Start"), "pages.txt"
    )
    with_addresses = "\n\n".join(
        f"https://example.com/{at}.html\n{title}\n\n" + "\n\n".join(one)
        for at, (title, one) in enumerate(zip(TITLES, TEXTS, strict=True))
    )
    assert "several pages" in refused(with_addresses, "pages.txt")


def test_the_pages_of_one_article_and_menus_below_it_are_one_page():
    parts = [browser(TITLES[0], one) for one in TEXTS]
    assert is_page("\n\n".join(parts), "page.txt")
    assert is_page(f"{parts[0]}\n\n{parts[0].partition('By')[0]}", "page.txt")


def test_headlines_in_capitals_part_articles_where_more_than_a_line_is_above():
    several = "\n\n\n".join(
        "\n\n".join([title.upper(), *paragraphs])
        for title, paragraphs in zip(TITLES, TEXTS, strict=True)
    )
    assert "several articles" in refused(several, "clips.txt")
    assert is_page(several.replace("\n\n\n", "\n\n"), "page.txt")


def test_headlines_as_large_as_the_first_of_a_pdf_begin_articles():
    sheet = Sheet()
    for at, (title, paragraphs) in enumerate(zip(TITLES, TEXTS, strict=True)):
        if at:
            sheet.turn()
        # It recurs on each page, as a running head does.
        sheet.at(50, 770, "The Standard")
        sheet.at(50, 720, title, 18)
        for row, one in enumerate(paragraphs):
            sheet.at(50, 690 - 50 * row, one[:90])
            sheet.at(50, 678 - 50 * row, one[90:])
    assert "several articles" in refused(sheet.save(), "clips.pdf")


def test_what_the_refusal_says_helps():
    labelled = stacked("Title: {title}\nDate: {day}")
    assert [one.title for one in parted(labelled, "clips.txt").articles] == list(TITLES)


def test_documents_with_articles_one_below_the_other_are_refused():
    paragraphs = [
        line
        for title, day, several in zip(TITLES, DAYS, TEXTS, strict=True)
        for line in (title, f"The Standard, {day}", *several)
    ]
    assert "several articles" in refused(word(*paragraphs), "clips.docx")


@pytest.mark.parametrize("level", [1, 2])
def test_headings_of_a_document_with_bylines_are_headlines(level):
    import io

    import docx

    document = docx.Document()
    document.add_heading("Press clippings", level=0)
    for title, name, paragraphs in zip(("Libraries close", *TITLES[1:]), NAMES, TEXTS, strict=True):
        document.add_heading(title, level=level)
        for one in (f"By {name}", *paragraphs):
            document.add_paragraph(one)
    document.save(file := io.BytesIO())
    assert "several articles" in refused(file.getvalue(), "clips.docx")


def test_posts_of_a_blog_that_lead_to_pages_of_their_own_are_refused():
    posts = "".join(
        f'<article><h2><a href="/{at}">{title}</a></h2><p><time>{DAYS[at]}</time></p>'
        + "".join(f"<p>{one}</p>" for one in TEXTS[at])
        + "</article>"
        for at, title in enumerate(TITLES)
    )
    page = f"<!DOCTYPE html><html><body><h1>The Desk</h1><main>{posts}</main></body></html>"
    assert "several articles" in refused(page, "blog.html")
    assert is_page(page.replace('<a href="/', '<a href="#'), "live.html")
    one = page.replace("<body>", '<head><meta property="og:type" content="article"></head><body>')
    assert is_page(one, "page.html")


def test_a_document_saved_as_a_page_is_refused_as_it_is():
    clips = "".join(
        f"<h3>{title}</h3><p><i>The Standard, {day}</i></p>" + "".join(map("<p>{}</p>".format, one))
        for title, day, one in zip(TITLES, DAYS, TEXTS, strict=True)
    )
    page = f"<html><body><h1>Press review</h1>{clips}</body></html>"
    assert "several articles" in refused(page, "review.html")
    # A page with menus has boxes with other articles, too.
    assert is_page(page.replace("<h1>", '<a href="/x">Home</a><h1>'), "page.html")


def test_sections_below_a_title_are_no_articles():
    import io

    import docx

    document = docx.Document()
    document.add_heading("Annual report of the press council", level=0)
    for title, paragraphs in zip(TITLES, TEXTS, strict=True):
        document.add_heading(title, level=1)
        for one in paragraphs:
            document.add_paragraph(one)
    document.save(file := io.BytesIO())
    assert len(parted(file.getvalue(), "report.docx").articles) == 1


def test_pages_one_behind_the_other_are_refused():
    page = "<!DOCTYPE html><html><body><h1>{}</h1><p>{}</p></body></html>\n"
    pages = [page.format(title, " ".join(one)) for title, one in zip(TITLES, TEXTS, strict=True)]
    assert "several pages" in refused("".join(pages), "all.html")
    assert is_page(pages[0], "page.html")


@pytest.mark.parametrize(
    "page",
    [
        # A live page: times of one day; a chronicle: days without headlines.
        "\n\n".join(
            (
                TITLES[0],
                "12 March 2024 09:00",
                *TEXTS[0],
                TITLES[1],
                "12 March 2024 9:15",
                *TEXTS[1],
            )
        ),
        "\n\n".join([TITLES[0], DAYS[0], *TEXTS[0], DAYS[1], *TEXTS[1], DAYS[2], *TEXTS[2]]),
        # Subheads, numbered or short; other articles with their days; comments with names.
        "\n\n".join([f"# {TITLES[0]}", *TEXTS[0], "# A long way home", *TEXTS[1]]),
        "\n\n".join([f"# 1. {TITLES[0]}", *TEXTS[0], f"# 2. {TITLES[1]}", *TEXTS[1]]),
        "\n\n".join(
            [TITLES[0], DAYS[0], *TEXTS[0], "More", TITLES[1], DAYS[1], TITLES[2], DAYS[2]]
        ),
        "\n\n".join([TITLES[0], DAYS[0], *TEXTS[0], "Jane Smith", DAYS[1], *TEXTS[1]]),
        "\n\n".join(
            [TITLES[0], DAYS[0], *TEXTS[0], "A Reader From Leeds", f"{DAYS[1]} at 10:12", *TEXTS[1]]
        ),
        # Days of which the article tells: of years before, of a span; the chronicle of a dispute.
        "\n\n".join(
            [
                TITLES[0],
                DAYS[0],
                *TEXTS[0],
                TITLES[1],
                "3 May 1998",
                *TEXTS[1],
                TITLES[2],
                *TEXTS[2],
            ]
        ),
        "\n\n".join(
            [
                TITLES[0],
                f"J. Lee, {DAYS[0]}",
                *TEXTS[0],
                TITLES[1],
                f"{DAYS[0]} to {DAYS[2]}",
                *TEXTS[1],
            ]
        ),
        "\n\n".join(
            line
            for title, day in zip(TITLES, DAYS, strict=True)
            for line in (title, day, *TEXTS[0][:3])
        ),
        # Comments on an article with a time, which have theirs; a text that goes on next day.
        "\n\n".join(
            [
                TITLES[0],
                f"{DAYS[0]} 09:00",
                *TEXTS[0],
                "A Reader From Leeds",
                f"{DAYS[1]} 10:12",
                *TEXTS[1][:3],
            ]
        ),
        "\n\n".join(
            [
                TITLES[0],
                DAYS[0],
                *TEXTS[0],
                "From our archive: how it began",
                DAYS[1],
                *TEXTS[1][:3],
            ]
        ),
        # Subheads that are set as headlines, where the first one alone has a day or a byline.
        "\n\n\n".join(
            "\n\n".join([title.upper(), *card, *paragraphs])
            for title, card, paragraphs in zip(TITLES, ([DAYS[0]], [], []), TEXTS, strict=True)
        ),
        "\n\n".join([f"# {TITLES[0]}", "By Jane Lee", *TEXTS[0], f"# {TITLES[1]}", *TEXTS[1]]),
        # White that is everywhere; days within, some below a line without its full stop.
        "\n\n\n".join([TITLES[0].upper(), *TEXTS[0], TITLES[1].upper(), *TEXTS[1]]),
        "\n\n".join(
            [
                TITLES[0],
                DAYS[0],
                *TEXTS[0],
                "And what they saw",
                DAYS[1],
                *TEXTS[1],
                DAYS[2],
                *TEXTS[2],
            ]
        ),
    ],
)
def test_one_article_is_not_taken_for_several(page):
    assert is_page(page, "page.txt")


def test_a_draft_with_sections_is_one_article():
    document = word(
        *TEXTS[0], "Notes to editors", *TEXTS[1], "About us", *TEXTS[2], title=TITLES[0]
    )
    assert len(parted(document, "draft.docx").articles) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("# newdoc id = a\n# text = Rain fell.\n1\tRain\train\tNOUN\tNN\t_\n", "single words"),
        (
            '<doc id="1" title="Rain">\n<p>\n<s>\nRain\tNN\train-n\nfell\tVB\tfall-v\n',
            "single words",
        ),
        ('var articles = [{"title": "Rain", "text": "Rain fell."}];', "script"),
        ("<TEI><teiHeader/><text><p>Rain</p></text></TEI>", "TEI"),
        ("<mediawiki><page><title>Rain</title></page></mediawiki>", "wiki"),
        ('com,example)/a 20240301101112 {"url": "https://example.com/a"}\n', "CDX"),
        (
            '<html><body><div class="page_body chat_page"><div class="message default clearfix" '
            'id="m1"><div class="text">Rain</div></div></div></body></html>',
            "Telegram",
        ),
    ],
)
def test_corpora_and_lists_that_are_no_pages_are_refused(data, says):
    assert says in refused(data, "x")


def test_a_story_of_the_reuters_corpus_is_read():
    story = (
        '<?xml version="1.0"?><newsitem itemid="2286" date="1996-08-20"><title>USA: Rain</title>'
        f"<headline>{TITLES[0]}</headline><byline>Ann Lee</byline><text><p>{TEXTS[0][0]}</p>"
        f'<p>{TEXTS[0][1]}</p></text><metadata><dc element="dc.source" value="Reuters"/></metadata>'
        "</newsitem>"
    )
    article = parted(story, "2286.xml").articles[0]
    assert (article.title, article.date) == (TITLES[0], "1996-08-20")
    assert article.credit is not None
    assert article.credit.service == "Reuters"
    assert [one.text for one in article.paragraphs if one.counted] == TEXTS[0][:2]


@pytest.mark.parametrize(
    "data",
    [
        "<h1>a<h1>b" + "<nav <a href=" * 10000,
        "<h1></h1>" * 2 + "<script>" * 20000,
        "</html>" + " " * 100_000 + "</html>" * 2000,
        "Rain in May\n" + "\n \n" * 30_000,
        "Rain in May" + " " * 100_000 + "x",
        "1 2 3 4 5 6 " * 10_000,
    ],
)
def test_the_look_takes_linear_time(data):
    begun = time.process_time()
    open_archive("x.txt", CONFIG.archives, data.encode())
    assert time.process_time() - begun < 2
