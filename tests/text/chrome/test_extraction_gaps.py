"""Of an HTML page, nothing that stands between the article's paragraphs is lost."""

from __future__ import annotations

import pytest
from support.articles import MARL
from support.default import default_config

from tui.text.article.examples import example_markup
from tui.text.article.read import clean
from tui.text.page.model import Block, Page
from tui.text.page.read import page_from_bytes

LEAD, *STORY = MARL
PARAGRAPHS = [f"<p>{one}</p>" for one in STORY]
PAGE = (
    "<html><head><title>Marl shuts its swimming pool</title></head><body><nav><ul><li><a>Home</a>"
    "</li><li><a>Sport</a></li></ul></nav><article><h1>Marl shuts its swimming pool</h1>{}"
    "<div class='body'>{}</div></article><footer><p>© Marl Echo</p></footer></body></html>"
)


def kept(top: str, paragraphs: list[str]) -> list[str]:
    page = page_from_bytes(PAGE.format(top, "\n".join(paragraphs)).encode(), "page.html")
    parts = clean(page, default_config()).paragraphs
    return [one.text for one in parts if one.role in {"body", "standfirst", "subhead"}]


@pytest.mark.parametrize(
    "names", ["lead", "teaser", "article-teaser", "shared", "social-lead", "intro", "x1", "summary"]
)
def test_a_lead_stays_whatever_its_element_is_called(names: str) -> None:
    byline = "<div class='meta'>By Jo Lind</div>"
    lead = f"<div class='{names}'><strong>{LEAD}</strong></div>"
    assert kept(byline + lead, PARAGRAPHS) == [LEAD, *STORY]


def test_a_paragraph_that_is_a_link_stays_and_a_call_goes() -> None:
    linked = [*PARAGRAPHS]
    linked[2] = f"<p><a href='/x'><b>{STORY[2]}</b></a></p>"
    linked.insert(2, "<p><a href='/app'><b>GET OUR APP</b></a></p>")
    assert kept(f"<p>{LEAD}</p>", linked) == [LEAD, *STORY]


def test_a_table_in_the_article_is_a_line_for_each_row() -> None:
    rows = [("Pool", "Visitors"), ("Marl", "10,481"), ("Linde", "9,012")]
    table = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
    shown = kept(f"<p>{LEAD}</p>", [*PARAGRAPHS[:3], f"<table>{table}</table>", *PARAGRAPHS[3:]])
    assert shown == [LEAD, *STORY[:3], *(f"{a} {b}" for a, b in rows), *STORY[3:]]


def test_a_table_that_lays_out_a_page_keeps_its_paragraphs_apart() -> None:
    page = page_from_bytes(
        f"<table><tr><td><a>Home</a><br><a>Sport</a></td><td>{PARAGRAPHS[0]}{PARAGRAPHS[1]}</td>"
        "</tr></table>".encode(),
        "page.html",
    )
    assert [block.text for block in page.blocks] == ["Home", "Sport", *STORY[:2]]


def test_where_the_rules_find_no_text_the_extractors_is_taken() -> None:
    # Lines without a full stop are no sentences to the rules.
    lines = [one.replace(".", "").replace("”", "") for one in [LEAD, *STORY]]
    shown = kept("", [f"<p>{one}</p>" for one in lines])
    assert shown == lines


def test_what_the_extractor_misses_between_its_paragraphs_stays() -> None:
    found = "<article><p><main>{}</main></p></article>"
    missed = "<div><p>{}</p></div>"
    last = "A plan for the baths of the neighbouring towns is to be made by the end of the year."
    lines = [found.format(LEAD), *map(missed.format, STORY), found.format(last)]
    marked = [example_markup(line) for line in lines]
    blocks = [Block(text, at, at, 0, text, markup=one) for at, (text, one) in enumerate(marked, 1)]
    page = Page("page.html", "", "utf-8", tuple(text for text, _ in marked), tuple(blocks))
    parts = clean(page, default_config()).paragraphs
    assert {LEAD, *STORY, last} <= {one.text for one in parts}


def test_a_lead_stays_though_more_stands_between_it_and_the_text() -> None:
    above = "<header><section><{0}>{1}</{0}></section></header>"
    radio = "Our radio reported on this on Tuesday evening."
    lines = [
        above.format("h2", "Marl shuts its swimming pool"),
        above.format("p", LEAD),
        above.format("p", radio),
        *(f"<article><p><main>{one}</main></p></article>" for one in STORY),
    ]
    marked = [example_markup(line) for line in lines]
    blocks = [Block(text, at, at, 0, text, markup=one) for at, (text, one) in enumerate(marked, 1)]
    page = Page("page.html", "", "utf-8", tuple(text for text, _ in marked), tuple(blocks))
    shown = [one.text for one in clean(page, default_config()).paragraphs]
    assert LEAD in shown
    assert radio not in shown


def test_a_heading_above_another_is_the_headline() -> None:
    # The one below has more of the words that the article begins with.
    title, below = "Marl shuts its pool", "Repairs to take until March at least"
    page = PAGE.replace("<title>Marl shuts its swimming pool", "<title>Papers and magazines")
    page = page.replace("<h1>Marl shuts its swimming pool", f"<h1>{title}")
    page = page.format(f"<h2>{below}</h2>", "\n".join(PARAGRAPHS))
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert article.title == title


def test_cells_that_hold_a_paragraph_or_a_list_are_one_row() -> None:
    rows = [("Marl", "10,481 visitors"), ("Linde", "closed"), ("Oer", "9,012 visitors")]
    table = "".join(
        f"<tr><td>\n  <p><b>{a}</b></p>\n</td><td><ul><li>{b}</li></ul></td></tr>" for a, b in rows
    )
    shown = kept(f"<p>{LEAD}</p>", [*PARAGRAPHS[:3], f"<table>{table}</table>", *PARAGRAPHS[3:]])
    assert shown == [LEAD, *STORY[:3], *(f"{a} {b}" for a, b in rows), *STORY[3:]]


def test_a_list_that_the_extractor_misses_among_paragraphs_stays() -> None:
    items = ["the big pool is shut", "the small one is open on some days", "the sauna is cold"]
    text = "<body><p><main>{}</main></p></body>"
    lines = [*map(text.format, [LEAD, *STORY[:2], "What is known so far:"])]
    lines += [f"<body><ul><li>{one}</li></ul></body>" for one in items]
    lines += map(text.format, STORY[2:])
    marked = [example_markup(line) for line in lines]
    blocks = [Block(text, at, at, 0, text, markup=one) for at, (text, one) in enumerate(marked, 1)]
    page = Page("page.html", "", "utf-8", tuple(text for text, _ in marked), tuple(blocks))
    parts = clean(page, default_config()).paragraphs
    assert [one.text for one in parts if one.text in items] == items


def test_items_that_were_extracted_below_a_lead_stay() -> None:
    dish = [
        "225 g of butter",
        "225 g of sugar",
        "4 eggs, beaten",
        "2 tsp of salt",
        "280 g of flour",
    ]
    listed = "<ul class='list'>" + "".join(f"<li>{one}</li>" for one in dish) + "</ul>"
    todo = [
        "Heat the oven to 160C and line a deep tin with two layers of paper.",
        "Beat the butter until pale, then add the eggs a spoonful at a time.",
        "Fold in the flour and the salt, and spread all of it in the tin.",
        "Bake for an hour and ten minutes, and leave it a day before cutting.",
    ]
    steps = "<ol>" + "".join(f"<li>{one}</li>" for one in todo) + "</ol>"
    lead = "Jo Lind, who runs the swimming pool, has baked this cake for its guests since 1971."
    end = "It keeps for two weeks in a tin, if nobody knows where the tin is."
    shown = kept(f"<p>{lead}</p><h2>Ingredients</h2>{listed}<h2>Method</h2>{steps}<p>{end}</p>", [])
    assert shown == [lead, "Ingredients", *dish, "Method", *todo, end]


def test_a_lead_for_screens_of_two_sizes_is_text_once() -> None:
    picture = "<figure><img src='a.jpg'><figcaption>The pool. Photo: Jo Lind</figcaption></figure>"
    shown = kept(
        f"<div class='lead small'><p>{LEAD}</p></div>{picture}<div class='lead big'><p>{LEAD}</p>"
        "</div>",
        PARAGRAPHS,
    )
    assert shown == [LEAD, *STORY]


def test_a_lead_with_a_great_number_and_a_year_is_no_byline() -> None:
    lead = "From 2027 on some 9.000 homes will be warmed by the river, the town of Marl says today."
    assert lead in kept(f"<div class='big'>{lead}</div><div>By Jo Lind</div>", PARAGRAPHS)


def test_a_label_beside_the_headline_is_no_part_of_its_first_word() -> None:
    page = "<h2><span>Sport</span><span>Marl <span>sh</span><span>uts</span> its pool</span></h2>"
    blocks = page_from_bytes(f"{page}{PARAGRAPHS[0]}".encode(), "page.html").blocks
    assert blocks[0].text == "Sport Marl shuts its pool"


def test_how_characters_are_read_aloud_parts_no_words() -> None:
    written = (
        "<p>島の<ruby>学校<rp>（</rp><rt>がっこう</rt><rp>）</rp></ruby>は、来年度も続く。</p>"
    )
    blocks = page_from_bytes(written.encode(), "page.html").blocks
    assert [block.text for block in blocks] == ["島の学校は、来年度も続く。"]


def test_a_sentence_that_is_all_of_an_aside_stays_among_paragraphs() -> None:
    paragraphs = [*PARAGRAPHS]
    paragraphs[1] = f"<aside class='note'><p>{STORY[1]}</p></aside>"
    links = (
        "<aside><h3>More on Marl</h3><ul><li><a href='/1'>Hunters get days</a></li></ul></aside>"
    )
    assert kept(f"<p>{LEAD}</p>", [*paragraphs, links]) == [LEAD, *STORY]


def test_a_subhead_in_a_box_of_its_own_stays_between_sentences() -> None:
    head = (
        f"<div class='c1'><h1>Marl shuts its swimming pool</h1><p>{LEAD}</p>{PARAGRAPHS[0]}</div>"
    )
    boxes = "<div class='c2'><h2>Wood and a blackboard</h2></div><div class='c3'>{}</div>"
    inner = head + boxes.format("".join(PARAGRAPHS[1:]))
    page = f"<html><body><div id='wrap'>{inner}</div></body></html>"
    parts = clean(page_from_bytes(page.encode(), "page.html"), default_config()).paragraphs
    assert ("Wood and a blackboard", "subhead") in [(one.text, one.role) for one in parts]


def test_a_quotation_in_a_figure_is_no_caption() -> None:
    paragraphs = [*PARAGRAPHS]
    paragraphs[1] = f"<figure><blockquote>{STORY[1]}</blockquote></figure>"
    paragraphs[2] += (
        "<figure><img><figcaption>The pool in Marl, before it was shut.</figcaption></figure>"
    )
    assert kept(f"<p>{LEAD}</p>", paragraphs) == [LEAD, *STORY]


def test_an_offer_in_an_aside_goes() -> None:
    offer = "Listen to our podcast about swimming, wherever you get your podcasts."
    paragraphs = [*PARAGRAPHS]
    paragraphs.insert(2, f"<aside><p>{offer}</p></aside>")
    assert kept(f"<p>{LEAD}</p>", paragraphs) == [LEAD, *STORY]


@pytest.mark.parametrize(
    "sentence",
    [
        "La serie estará disponible en todas las plataformas desde el martes, anunció el estudio.",
        "Le film est disponible sur toutes les plateformes depuis mardi, a annoncé le studio.",
    ],
)
def test_where_a_film_can_be_seen_is_no_offer(sentence: str) -> None:
    page = "\n\n".join(["Marl shuts its swimming pool", LEAD, sentence, *STORY]).encode()
    article = clean(page_from_bytes(page, "page.txt"), default_config())
    assert sentence in [one.text for one in article.paragraphs if one.role == "body"]


def test_an_outlet_that_json_ld_gives_as_author_is_the_outlet() -> None:
    said = (
        '{"@type": "NewsArticle", "headline": "Marl shuts its swimming pool", "author":'
        ' {"@type": "NewsMediaOrganization", "name": "Marl Echo"},'
        ' "publisher": {"@type": "Organization", "name": "Lind & Son GmbH"}}'
    )
    script = f"<script type='application/ld+json'>{said}</script><div class='meta'>By Jo Lind</div>"
    page = PAGE.format(f"{script}<p>{LEAD}</p>", "".join(PARAGRAPHS))
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    assert (article.byline, article.outlet) == ("By Jo Lind", "Marl Echo")


def test_the_subject_of_a_mail_may_be_the_beginning_of_its_headline() -> None:
    title = "Marl shuts its swimming pool for the winter"
    body = f"<html><body><h1>{title}</h1><p>{LEAD}</p>{''.join(PARAGRAPHS)}</body></html>"
    mail = (
        "From: Marl Echo <a@echo.example>\r\nTo: b@c.example\r\n"
        "Subject: Marl shuts its swimming pool\r\nDate: Tue, 25 Nov 2025 06:10:00 +0100\r\n"
        "MIME-Version: 1.0\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{body}"
    )
    assert clean(page_from_bytes(mail.encode(), "page.eml"), default_config()).title == title


@pytest.mark.parametrize(("linked", "kept"), [(False, True), (True, False)])
def test_what_is_told_of_pictures_one_after_the_other_stays(linked: bool, kept: bool) -> None:
    told = [
        "The first loaves of the morning, at ten past four.",
        "Grandmother Delfina weighs the flour on her old scales.",
        "The children wait for the bread in front of the door.",
    ]
    link = "<a href='/x'>{}</a>" if linked else "{}"
    slides = "".join(
        f"<div class='slide'><p>{link.format(text)}</p><span>{at} / 3</span></div>"
        for at, text in enumerate(told, start=1)
    )
    html = "<html><body><main><h1>{}</h1>{}<div class='gallery'>{}</div>{}</main></body></html>"
    above, below = ("".join(f"<p>{one}</p>" for one in part) for part in (STORY[:3], STORY[3:]))
    page = html.format("Council agrees to rebuild the old bridge", above, slides, below)
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    found = [one.text for one in article.paragraphs]
    assert [text in found for text in told] == [kept] * 3
    assert not any("/ 3" in text for text in found)


@pytest.mark.parametrize("tag", ["aside", "form"])
def test_an_article_stays_where_all_of_it_stands_in_an_element_for_what_is_beside(
    tag: str,
) -> None:
    notice = "<div><p>We use cookies to make this site work. You can change that.</p></div>"
    text = "".join(f"<p>{one}</p>" for one in MARL)
    markup = f"<nav><a>Home</a></nav><{tag}><h1>Marl shuts its pool</h1>{text}</{tag}>{notice}"
    page = page_from_bytes(f"<html><body>{markup}</body></html>".encode(), "page.html")
    shown = [one.text for one in clean(page, default_config()).paragraphs]
    assert shown == ["Marl shuts its pool", *MARL]


CARD = (
    "<div class='card'><h2><span class='sr-only'>{0}</span> <a href='/{1}'>{0}</a></h2>"
    "<p>{2}</p></div>"
)
OTHERS = [
    (
        "Linde paints its town hall yellow",
        "The painters are expected to be done with it by autumn.",
    ),
    ("Rain keeps the vines waiting", "Growers along the Marl say that they have never seen this."),
    (
        "A library on wheels stops at night",
        "It lends as many books as the house in the square does.",
    ),
]


EACH = list(enumerate(OTHERS))


def test_cards_with_other_stories_go_and_an_article_of_cards_stays() -> None:
    cards = "".join(CARD.format(title, at, text) for at, (title, text) in EACH)
    box = f"<section><h2>All of our town</h2>{cards}</section>"
    assert kept(f"<p>{LEAD}</p>", [*PARAGRAPHS, box])[-1] == STORY[-1]
    digest = kept("", [f"<p>{LEAD}</p>", cards])
    assert [text for _, text in OTHERS] == [one for one in digest if one in dict(OTHERS).values()]


def test_a_linked_subhead_here_and_there_takes_no_paragraph() -> None:
    heads = [f"<h2><a href='/{at}'>{title}</a></h2>" for at, (title, _) in enumerate(OTHERS)]
    mixed = [one for pair in zip(heads, PARAGRAPHS[1:4], strict=True) for one in pair]
    shown = kept(f"<p>{LEAD}</p>", [PARAGRAPHS[0], *mixed, *PARAGRAPHS[4:]])
    assert [one for one in shown if one in STORY] == STORY


@pytest.mark.parametrize(("shown", "goes"), [(range(1, 7), True), (range(1, 4), False)])
def test_pictures_that_are_counted_out_are_captions(shown: range, goes: bool) -> None:
    told = "The {}th picture shows a town hall that a painter from another country has painted."
    slides = "".join(
        f"<li><h2><span>{at}/6</span> Halls</h2><p>{told.format(at)}</p></li>" for at in shown
    )
    lines = kept(f"<p>{LEAD}</p>", [*PARAGRAPHS[:3], f"<ul>{slides}</ul>", *PARAGRAPHS[3:]])
    assert [one for one in lines if one in STORY] == STORY
    assert (told.format(2) not in lines) == goes


def test_a_list_of_links_goes_and_one_that_is_told_stays() -> None:
    links = "".join(f"<li>Marl: <a href='/{at}'>{title}</a></li>" for at, (title, _) in EACH)
    told = "".join(f"<li><a href='/{at}'>Marl</a> {text}</li>" for at, (_, text) in EACH)
    for where in (3, 5):
        lines = [*PARAGRAPHS]
        lines.insert(where, f"<ul>{links}</ul>")
        assert kept(f"<p>{LEAD}</p>", lines) == [LEAD, *STORY]
    shown = kept(f"<p>{LEAD}</p>", [*PARAGRAPHS[:3], f"<ul>{told}</ul>", *PARAGRAPHS[3:]])
    assert [f"Marl {text}" for _, (_, text) in EACH] == shown[4:7]


@pytest.mark.parametrize("where", ["<article>", "</h1>"])
def test_who_wrote_it_and_when_counts_below_what_the_extractor_has_above_it(where: str) -> None:
    lines = ["By Jo Lind", "published on 3 March 2025 at 09:14 (updated on 4 March 2025)"]
    told = "<p>The town saves money and the swimmers have to wait until spring comes.</p>"
    kicker = "<p>Health</p>" if where == "<article>" else told
    markup = PAGE.format(
        "".join(f"<div>{line}</div>" for line in lines), f"<p>{LEAD}</p>{''.join(PARAGRAPHS)}"
    )
    markup = markup.replace("<div class='body'>", "").replace("</div></article>", "</article>")
    page = page_from_bytes(markup.replace(where, where + kicker).encode(), "page.html")
    article = clean(page, default_config())
    assert (article.byline, article.date) == (lines[0], "2025-03-03")
