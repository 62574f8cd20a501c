"""Pages saved as HTML: body, metadata, source lines, and rules that name their elements."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pytest
import trafilatura
from format_pages import HEADLINE, HTML, PARAGRAPHS, STORY, article_of, body_of, check_blocks
from trafilatura import bare_extraction

from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from pathlib import Path


def test_the_article_of_a_page_and_what_the_page_says_of_itself() -> None:
    article = article_of(HTML, "page.html")
    assert body_of(article) == list(STORY)
    assert (article.title, article.author, article.date) == (HEADLINE, "Jane Doe", "2025-03-04")
    assert article.outlet == "The Valley Record"
    assert article.url == "https://valley.example/2025/bridge"
    assert article.byline == "Jane Doe"
    gone = {one.rule for one in article.removed}
    assert {"page-furniture"} <= gone
    check_blocks(HTML, "page.html")


@pytest.mark.parametrize("around", ["article", "main", "section"])
def test_a_page_need_not_say_where_its_body_begins(around: str) -> None:
    body = "".join(f"<p>{text}" for text in STORY)
    page = (
        f"<!doctype html><meta charset=utf-8><title>{HEADLINE}</title>"
        f"<{around}><h1>{HEADLINE}</h1>{body}</{around}><p>Three more lines of an old parser."
    )
    article = article_of(page, "page.html")
    assert (article.title, body_of(article)[: len(STORY)]) == (HEADLINE, list(STORY))
    check_blocks(page, "page.html")


@pytest.mark.parametrize(
    ("byline", "service"),
    [
        ('<p class="byline">By Associated Press</p>', "AP"),
        ('<div class="article-author"><a href="/a">Associated Press</a></div>', "AP"),
        ('<div class="author">By <a href="/jane">Jane Doe</a></div>', None),
        ('<p class="c-byline"><a href="/jane">Jane Doe</a></p>', None),
    ],
)
def test_a_byline_that_the_markup_names_is_one(byline: str, service: str | None) -> None:
    body = "".join(f"<p>{text}</p>\n" for text in STORY)
    page = (
        "<html><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>{HEADLINE}</h1>\n{byline}\n{body}</article>"
        '<div class="author"><a href="/jane">Jane Doe</a></div></body></html>'
    )
    article = article_of(page, "page.html")
    (found,) = (one.text for one in article.paragraphs if one.role == "byline")
    assert found in ("By Associated Press", "Associated Press", "By Jane Doe", "Jane Doe")
    assert article.byline == found
    assert (article.credit.service if article.credit else None) == service
    assert body_of(article) == list(STORY)


def test_lines_are_those_of_the_source() -> None:
    lines = HTML.split("\n")
    article = article_of(HTML, "page.htm")
    for paragraph in article.paragraphs:
        first, last = paragraph.lines
        assert first == last
        assert paragraph.text in lines[first - 1]
    caption = next(one for one in article.paragraphs if one.role == "caption")
    assert "figcaption" in lines[caption.lines[0] - 1]


def test_blocks_of_one_source_line_keep_their_order() -> None:
    flat = HTML.replace("\n", " ")
    article = article_of(flat, "page.html")
    assert body_of(article) == list(STORY)
    assert {one.lines for one in article.paragraphs} == {(1, 1)}
    check_blocks(flat, "page.html")


def test_a_paragraph_over_several_lines_says_so() -> None:
    wrapped = HTML.replace("agreed on Tuesday", "agreed\n  on\n<b>Tuesday</b>")
    article = article_of(wrapped, "page.html")
    first = next(one for one in article.paragraphs if one.role == "body")
    assert first.text == STORY[0]
    assert first.lines[1] - first.lines[0] == 2


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (HTML.encode("utf-8-sig"), "utf-8"),
        (HTML.encode("utf-16"), "utf-16"),
        (HTML.replace("utf-8", "iso-8859-2").replace("mayor", "mayor Łoś").encode("iso-8859-2"),
         "iso8859-2"),
        (HTML.replace("utf-8", "latin1").replace("mayor", "“mayor”").encode("cp1252"),
         "windows-1252"),
        (HTML.replace("utf-8", "no-such-code").encode(), "utf-8"),
        (HTML.replace("utf-8", "utf-16").encode(), "utf-8"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str) -> None:
    page = page_from_bytes(data, "page.html")
    assert page.encoding == encoding
    text = "\n".join(block.text for block in page.blocks)
    assert STORY[1] in text
    assert "\ufffd" not in text


def test_a_title_with_the_outlet_is_cut_down_to_what_stands_on_the_page() -> None:
    plain = HTML.split("<script")[0] + "</head><body><h1>" + HEADLINE + "</h1>" + PARAGRAPHS
    article = article_of(plain, "page.html")
    assert article.title == HEADLINE
    assert next(one.role for one in article.paragraphs) == "headline"


def test_metadata_that_lies_or_is_broken_does_no_harm() -> None:
    broken = HTML.replace('"@type": "NewsArticle"', '"@type": {"a": [}')
    assert article_of(broken, "page.html").title == HEADLINE
    odd = HTML.replace("2025-03-04T09:00:00Z", "0001-01-01").replace(
        '[{"@type": "Person", "name": "Jane Doe"}]', '"https://valley.example/jane"'
    )
    article = article_of(odd, "page.html")
    assert (article.date, article.author) == (None, None)
    deep = HTML.replace('"@type": "NewsArticle"', '"a": ' + "[" * 100_000)
    assert article_of(deep, "page.html").title == HEADLINE


def test_line_breaks_part_lines_and_two_of_them_paragraphs() -> None:
    text = "<br><br>".join(STORY)
    page = page_from_bytes(f"<html><body><div>{text}</div></body></html>".encode(), "p.html")
    assert [block.text for block in page.blocks] == list(STORY)
    assert [block.parted for block in page.blocks][1:] == [True] * 4
    verse = page_from_bytes(b"<html><p>One line<br>another line</p><pre>a b\n c</pre>", "p.html")
    assert [block.text for block in verse.blocks] == ["One line", "another line", "a b", "c"]


def test_what_is_not_seen_is_no_block() -> None:
    page = page_from_bytes(
        b"<html><head><title>T</title><style>p{}</style></head><body><script>x()</script>"
        b"<p hidden>a</p><p style='Display: none'>b</p><template><p>c</p></template>"
        b"<noscript>d</noscript><!-- e --><p>seen</p></body></html>",
        "p.html",
    )
    assert [block.text for block in page.blocks] == ["seen"]


@pytest.mark.parametrize("data", [b"<html><p hidden>a</p></html>", b"<html></html>", b"<!-- a -->"])
def test_a_page_with_nothing_to_see_is_refused(data: bytes) -> None:
    with pytest.raises(PageError, match="shows no text"):
        page_from_bytes(data, "p.html")


HOSTILE = {
    "deep divs": "<div>" * 100_000 + PARAGRAPHS,
    "deep inline": "<b><i>" * 5_000 + PARAGRAPHS,
    "deep tables": "<table><tr><td>" * 5_000 + PARAGRAPHS,
    "deep tables of text": "<table><tr><td><p>words of a story, said the mayor</p>" * 500
    + PARAGRAPHS,
    "deep lists": "<ul><li>" * 5_000 + PARAGRAPHS,
    "many siblings": "<p>a</p>" * 8_000 + PARAGRAPHS,
    "huge attribute": f"<p class='{'x ' * 500_000}'>a</p>" + PARAGRAPHS,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">a</p>" + PARAGRAPHS,
    "open comment": PARAGRAPHS + "<!-- never closed " * 10_000,
    "open tags": PARAGRAPHS + "<" * 100_000,
    "instruction": "<?php system('x') ?><?xml-stylesheet href='http://x.invalid/'?>" + PARAGRAPHS,
    "entities": PARAGRAPHS + "&#0;&#xD800;&#x110000;&nosuch;&amp" * 1000,
    "elsewhere": "<base href='http://x.invalid/'><link rel=import href='http://x.invalid/'>"
    "<iframe src='http://x.invalid/'></iframe><img src='file:///etc/passwd'>" + PARAGRAPHS,
    "many comments": "<!-- a -->" * 20_000 + PARAGRAPHS,
    "many breaks": "a<br>" * 5_000 + PARAGRAPHS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_like_any_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a page fetched something")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = page_from_bytes(f"<html><body>{HOSTILE[name]}</body></html>".encode(), "p.html")
    text = "\n".join(block.text for block in page.blocks)
    assert all(paragraph in text for paragraph in STORY)


def test_external_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    page = page_from_bytes(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "{"b" * 1000}">]>'
        f"<html><body><p>&x; {'&a;' * 1000}</p>{PARAGRAPHS}</body></html>".encode(),
        "page.html",
    )
    assert "the secret" not in "\n".join(block.text for block in page.blocks)


def test_plain_text_needs_nothing_that_reads_html() -> None:
    code = (
        "import sys; from tui.text.page.read import page_from_bytes;"
        "page_from_bytes(b'a', 'a.txt');"
        "page_from_bytes(b'a', 'a'); assert not {'lxml', 'trafilatura', 'email', 'markdown_it'}"
        " & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


HIDDEN = {
    "style": f"<div style='display: none'>{PARAGRAPHS}</div>",
    "attribute": f"<div hidden>{PARAGRAPHS}</div>",
    "noscript": f"<noscript>{PARAGRAPHS}</noscript>",
    "template": f"<news-story><template shadowrootmode=open>{PARAGRAPHS}</template></news-story>",
    "metadata": "<div id='root'></div><script type='application/ld+json'>"
    + json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(STORY)})
    + "</script>",
}


@pytest.mark.parametrize("teaser", ["", "<p>Log in to read on, or take out a subscription.</p>"])
@pytest.mark.parametrize("where", HIDDEN)
def test_an_article_that_is_hidden_until_a_script_has_run_is_read(where: str, teaser: str) -> None:
    page = f"<html><body>\n\n<h1>{HEADLINE}</h1>\n{teaser}\n{HIDDEN[where]}</body></html>"
    article = article_of(page, "page.html")
    assert body_of(article) == list(STORY)
    assert article.title == HEADLINE
    assert all(paragraph.lines[0] >= 5 for paragraph in article.paragraphs[-len(STORY) :])


def test_frames_without_frames_are_read_and_a_mere_notice_is_not() -> None:
    frames = "<html><frameset><frame src='a.html'><noframes><body>{}</body></noframes></frameset>"
    assert body_of(article_of(frames.format(PARAGRAPHS), "page.html")) == list(STORY)
    for empty in (
        frames.format("<p>Your browser shows no frames.</p>"),
        "<html><frameset><frame src='a.html'></frameset></html>",
    ):
        with pytest.raises(PageError, match="shows no text: it is empty, or frames have it"):
            article_of(empty, "page.html")


def test_a_page_whose_text_scripts_add_says_so_and_how_to_save_it() -> None:
    for body in (
        "<noscript>You need scripts to run this app.</noscript>",
        "<div id='root'></div><script src='app.js'></script>",
        "<div id='app'><header>Quay Post</header><p>Bitte aktivieren Sie JavaScript.</p></div>"
        "<script>run({a: 1})</script>",
    ):
        with pytest.raises(PageError, match="scripts add the text in the browser; open the page"):
            article_of(f"<html><head><title>A</title></head><body>{body}</body></html>", "p.html")


def test_a_short_report_above_a_notice_that_asks_for_scripts_is_read() -> None:
    report = "The ferry to the island ran aground on Monday; all 12 people aboard are safe and dry."
    page = (
        f"<h1>{HEADLINE}</h1><p>{report}</p><p>Enable JavaScript to comment.</p><script></script>"
    )
    assert report in body_of(article_of(f"<html><body>{page}</body></html>", "page.html"))


def test_what_a_page_hides_beside_its_article_stays_hidden() -> None:
    unseen = "<div style='display:none'><p>Nobody is meant to read this line of the page.</p></div>"
    article = article_of(HTML.replace("</article>", f"{unseen}</article>"), "page.html")
    assert "meant to read" not in str(article)
    assert body_of(article) == list(STORY)


def test_spans_that_are_shown_as_blocks_are_paragraphs() -> None:
    spans = "".join(f"<span style='display:block'>{text}</span>" for text in STORY)
    article = article_of(f"<h1>{HEADLINE}</h1><main>{spans}</main>", "page.html")
    assert body_of(article) == list(STORY)


def test_the_site_s_name_goes_before_the_company_that_publishes_it() -> None:
    head = """<meta property="og:site_name" content="Harbour Post">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "The bridge",
    "publisher": {"name": "Example Media US"}, "author": {"name": "Example Media US"}}</script>"""
    text = f"<html><head>{head}</head><body><h1>The bridge</h1>{PARAGRAPHS}</body></html>"
    page = article_of(text, "page.html")
    assert (page.outlet, page.byline) == ("Harbour Post", None)


def test_paragraphs_for_browsers_without_scripts_are_shown_among_those_that_all_show() -> None:
    hidden = [
        f"<noscript><p>{text}</p></noscript><script>1</script>" if at % 2 else f"<p>{text}</p>"
        for at, text in enumerate(STORY)
    ]
    notice = "<noscript>Please enable JavaScript to view the comments of this page.</noscript>"
    page = f"<html><body><article><h1>{HEADLINE}</h1>{''.join(hidden)}{notice}</article></body>"
    assert body_of(article_of(page, "page.html")) == list(STORY)
    check_blocks(page, "page.html")


def test_a_typed_text_has_one_width_for_all_its_paragraphs() -> None:
    told = [*(text for text in STORY if len(text) > 80), "The mayor, Ada Lund, and a ferryman who"
            " had waited since five came first.", "Nobody fell in, and the"
            " band played until the lamps at both ends went out."]  # fmt: skip
    typed = "\n\n".join(textwrap.fill(text, 52) for text in told)
    page = f"<html><body><h1>{HEADLINE}</h1><pre>{typed}</pre></body></html>"
    blocks = [block.text for block in page_from_bytes(page.encode(), "page.html").blocks]
    assert blocks[1:] == told


ELSEWHERE = "".join(
    f"<div class='x{at}'><p><a href='/{at}'>Another story of the town, number {at}</a></p></div>"
    for at in range(8)
)
LONG = "".join(f"<p>{text} {more}</p>" for text in STORY for more in reversed(STORY))


def asked_of(page: str, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How the extractor was asked for a page: each time, whether for its own way alone."""
    asked: list[bool] = []

    def ask(tree: object, **how: Any) -> object:
        asked.append(how.get("fast", False))
        return bare_extraction(tree, **how)

    monkeypatch.setattr(trafilatura, "bare_extraction", ask)
    page_from_bytes(page.encode(), "page.html")
    return asked


def test_the_extractor_s_further_ways_are_asked_for_where_its_own_may_miss_the_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    around = f"<html><body>{ELSEWHERE}<article><h1>{HEADLINE}</h1>%s</article></body></html>"
    assert asked_of(around % LONG, monkeypatch) == [True]
    # Not in elements for paragraphs, or too little to say.
    divided = LONG.replace("<p>", "<div>").replace("</p>", "</div>")
    assert asked_of(around % divided, monkeypatch) == [False]
    assert asked_of(around % f"<p>{STORY[0]}</p>", monkeypatch) == [False]
    # Most of the text stands where it does not look: it is asked once more.
    beside = f"<aside>{LONG}</aside>{PARAGRAPHS}"
    assert asked_of(around % beside, monkeypatch) == [True, False]


def test_what_the_extractor_does_not_read_costs_no_word_beside_it() -> None:
    parts = [
        f"{text[:30]}<svg><text>Icon</text></svg><style>p {{}}</style>{text[30:60]}"
        f"<script>var a = 'Not read.'</script>{text[60:]}"
        for text in STORY
    ]
    paragraphs = "".join(f"<p>{part}</p>" for part in parts)
    page = page_from_bytes(f"<html><body><h1>{HEADLINE}</h1>{paragraphs}</body>".encode(), "a.html")
    assert [block.text for block in page.blocks if "Icon" in block.text] == []
    assert [block.text for block in page.blocks][1:] == list(STORY)
    assert all(block.markup and block.markup.is_text for block in page.blocks[1:])


def test_long_tags_are_told_whatever_their_values_hold() -> None:
    crowd = " ".join(f"a{at}='>'" for at in range(900))
    page = f"<html><body><h1>{HEADLINE}</h1><p {crowd}\n>{STORY[0]}</p>{PARAGRAPHS}</body></html>"
    blocks = page_from_bytes(page.encode(), "page.html").blocks
    assert [block.text for block in blocks[1:]] == [STORY[0], *STORY]
    assert blocks[1].first == 2
