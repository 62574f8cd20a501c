"""Pages of every format that would take a reader's time or memory: read or refused at once.

What each of these would cost otherwise is minutes, so that a test that hangs has failed.
"""

from __future__ import annotations

import gzip
from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING

import pytest
from format_pages import HTML, PARAGRAPHS, STORY, article_of, body_of, check_blocks
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.page.model import MOST_LINES, PageError
from tui.text.page.read import page_from_bytes, sniff

if TYPE_CHECKING:
    from pathlib import Path

OF_A_PAGE = "<html><body><h1>Council agrees to rebuild</h1>" + PARAGRAPHS
ELSEWHERE = "what stands in another file"


@pytest.mark.parametrize(
    ("begun", "form"),
    [
        ("<!-- --> " * 7_000, "text"),
        ("<!---->" * 9_000 + "<html>", "html"),
        ("<!-->" * 9_000 + "<html>", "html"),
        ("<!--" * 15_000, "text"),
        ("<?xml" * 12_000, "text"),
        ("<?xml version='1.0'?> <!-- a > b -->\n<!DOCTYPE HTML>", "html"),
        (" " * 60_000 + "<html>", "html"),
        ("A:\n" * 20_000, "text"),
        ("A: b\n c\n" * 8_000, "text"),
    ],
)
def test_a_beginning_of_whatever_length_is_told(begun: str, form: str) -> None:
    assert sniff(begun.encode()) == form


HOSTILE_HTML = {
    "nested": "<div>" * 6_000,
    "nested-inline": "<b><font>" * 4_000,
    "nested-tables": "<table><tr><td>" * 2_000,
    "nested-lists": "<ul><li>" * 4_000,
    "nested-svg": "<svg><foreignObject>" * 4_000,
    "huge-attribute": "<p class='" + "x " * 300_000 + "'>",
    "many-attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
    "entities": "<p>" + "&amp;" * 200_000 + "</p>",
    "unknown-entities": "<p>" + "&nosuch;" * 30_000 + "</p>",
    "numbers": "<p>" + "&#27;&#155;&#xD800;&#0;&#99999999;" * 1000 + "</p>",
    "unclosed-comments": "<!-- " * 50_000,
    "comments": "<!-- -->" * 60_000 + "<?x ?>" * 60_000,
    "unclosed-script": "<script>" + "x<" * 50_000,
    "unclosed-quotes": "<a \"'" * 100_000,
    "declarations": "<![CDATA[" * 50_000 + "<?x " * 50_000,
    "nul": "\0<p>a\0b\0</p>",
    "json": '<script type="application/ld+json">' + '{"@graph":[' * 50_000 + "</script>",
    "number": '<script type="application/ld+json">{"headline":' + "9" * 9_000 + "}</script>",
    "frames": "<iframe src='javascript:x'><base href='//x'><object data='file:///etc/passwd'>",
}


@pytest.mark.parametrize("name", HOSTILE_HTML)
def test_hostile_html_neither_hangs_nor_hides_the_story(name: str) -> None:
    article = article_of(OF_A_PAGE + HOSTILE_HTML[name], "page.html")
    kept = " ".join(body_of(article))
    assert all(text in kept for text in STORY)
    with suppress(PageError):
        check_blocks(HOSTILE_HTML[name] + "x", "page.html")


@pytest.mark.parametrize("ending", ["html", "xhtml", "mhtml"])
def test_no_entity_is_resolved_and_no_file_is_read(tmp_path: Path, ending: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(ELSEWHERE, "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 12))
    where = secret.as_uri()
    page = (
        f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "{where}">'
        f'<!ENTITY % y SYSTEM "{where}"> %y;]>\n<html xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<body>{PARAGRAPHS}<p>&x; &l11;</p><xi:include href="{where}" parse="text"/></body></html>'
    )
    if ending == "mhtml":
        page = f"From: <Saved by Blink>\nContent-Type: text/html\n\n{page}"
    article = article_of(page, f"page.{ending}")
    said = [one.text for one in (*article.paragraphs, *article.removed)]
    assert all(text in said for text in STORY)
    assert ELSEWHERE not in " ".join(said)
    assert "haha" not in " ".join(said)


def nested(depth: int) -> bytes:
    body = "Content-Type: text/plain\n\n" + "\n\n".join(STORY)
    for at in range(depth):
        body = f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n{body}\n--b{at}--\n"
    return f"MIME-Version: 1.0\nSubject: Council agrees\n{body}".encode()


HOSTILE_MAIL = {
    "nested": nested(1000),
    "nested-mails": b"Content-Type: message/rfc822\n\n" * 10_000 + STORY[0].encode(),
    "encoded-words": b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\n" + STORY[0].encode(),
    "senders": b"From: " + b"a," * 500_000 + b"\n\n" + STORY[0].encode(),
    "comments": b"From: " + b"(" * 1900 + b"\n\n" + STORY[0].encode(),
    "date": b"Date: " + b"1 " * 500_000 + b"\n\n" + STORY[0].encode(),
    "parameters": b"Content-Type: " + b"a;" * 500_000 + b"\n\n" + STORY[0].encode(),
    "pieces": b"Content-Type: text/html;" + b" a*0=b;" * 90_000 + b"\n\n" + STORY[0].encode(),
    "same-fields": b"A: b\n" * 90_000 + b"From: b\n" * 90_000 + b"\n" + STORY[0].encode(),
    "charset": b'Content-Type: text/plain; charset="\0=?x"\n\n' + STORY[0].encode(),
    "circle": b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    b"Content-ID: <1>\nContent-Location: cid:1\n\n<iframe src=cid:1></iframe><p>"
    + STORY[0].encode()
    + b"\n--b--\n",
}


@pytest.mark.parametrize("name", HOSTILE_MAIL)
@pytest.mark.parametrize("ending", ["eml", "mhtml"])
def test_a_hostile_mail_is_read_or_refused_with_a_reason(name: str, ending: str) -> None:
    try:
        page = page_from_bytes(HOSTILE_MAIL[name], f"page.{ending}")
    except PageError:
        assert name.startswith("nested")
        return
    assert STORY[0] in " ".join(block.text for block in page.blocks)
    assert all(1 <= block.first <= block.last <= len(page.lines) for block in page.blocks)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/mixed"])
@pytest.mark.parametrize(
    "parameters",
    [
        "a*0=b; a*=b",
        "charset*=c; charset*0=d",
        "boundary*0*=\0''a",
        "boundary*=undefined''a",
        "boundary*0*=idna''a; charset*=\0''a",
        "boundary*0*=utf-8''%ff",
    ],
)
def test_what_a_mail_says_wrongly_of_itself_is_passed_over(kind: str, parameters: str) -> None:
    head = f"Subject: Council agrees\nContent-Type: {kind}; {parameters}\n\n"
    data = f"{head}{STORY[0]}\n".encode()
    if kind == "text/plain":
        assert page_from_bytes(data, "page.eml").blocks[-1].text == STORY[0]
        return
    with suppress(PageError):
        page_from_bytes(data, "page.eml")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", None])
def test_a_mail_of_8_bit_characters_is_read_on_its_lines(charset: str | None) -> None:
    text = "Der Gemeinderat beschloss am Dienstag, die alte Brücke für 40 Millionen zu erneuern."
    said = f"; charset={charset}" if charset else ""
    head = f"Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain{said}\n\n"
    data = head.encode() + (f"{text}\n\n" * 3).encode(charset or "utf-8")
    blocks = page_from_bytes(data, "page.eml").blocks[1:]
    assert [(block.text, block.lines) for block in blocks] == [
        (text, (line, line)) for line in (5, 7, 9)
    ]


@given(st.binary(max_size=200), st.sampled_from(["eml", "mhtml", "html", "md", "gz", "html.gz"]))
@example(gzip.compress(b"a"), "eml")
@example(b"<p>a\xe9\xff</p>", "mhtml")
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    with suppress(PageError):
        check_blocks(data, f"page.{ending}")


def test_of_a_field_that_is_there_twice_the_first_is_shown() -> None:
    mail = f"Subject: One headline\nFrom: a\nSubject: Another\nFrom: b\n\n{STORY[0]}"
    page = page_from_bytes(mail.encode(), "page.eml")
    assert [block.text for block in page.blocks] == ["One headline", "From: a", STORY[0]]


def test_gzip_in_gzip_and_gzip_in_many_pieces_are_refused() -> None:
    deep = reduce(lambda data, _: gzip.compress(data), range(30), HTML.encode())
    for name in ("a.gz", "a.txt.gz", "a.html.gz", "a.eml.gz", "a.md.gz"):
        with pytest.raises(PageError):
            page_from_bytes(deep, name)
    with pytest.raises(PageError, match="too many pieces"):
        page_from_bytes(gzip.compress(b"a") * 900_000, "a.gz")
    some = page_from_bytes(gzip.compress(b"a") * 9_000, "a.gz")
    assert some.blocks[0].text == "a" * 9_000


@pytest.mark.parametrize("name", ["page.txt", "page.html", "page.eml", "page.md"])
def test_a_page_of_too_many_lines_is_refused(name: str) -> None:
    line = "<p>a\n" if name.endswith("html") else "a\n\n"
    head = "Subject: a\n\n" if name.endswith("eml") else ""
    with pytest.raises(PageError, match=f"at most {MOST_LINES:,} are read"):
        page_from_bytes((head + line * (MOST_LINES + 1)).encode(), name)


def test_blank_lines_are_not_counted() -> None:
    page = page_from_bytes(("\n" * MOST_LINES + STORY[0]).encode(), "page.txt")
    assert [block.text for block in page.blocks] == [STORY[0]]


def test_a_mail_whose_header_is_nothing_but_goes_on_is_read() -> None:
    page = page_from_bytes(f" a\n\n{STORY[0]}\n".encode(), "page.eml")
    assert [(block.text, block.lines) for block in page.blocks] == [(STORY[0], (3, 3))]


@pytest.mark.parametrize(
    ("head", "row"),
    [("Subject: a\n\n", 3), ("Subject: a\n\n\n", 4), ("Subject: a\nno field\n\n", 4)],
)
def test_text_of_a_mail_begins_where_its_header_ends(head: str, row: int) -> None:
    page = page_from_bytes(f"{head}{STORY[0]}\n\n{STORY[1]}".encode(), "page.eml")
    assert [(block.text, block.lines) for block in page.blocks[-2:]] == [
        (STORY[0], (row, row)),
        (STORY[1], (row + 2, row + 2)),
    ]
