"""Markdown, mails, web archives and compressed pages."""

from __future__ import annotations

import base64
import contextlib
import gzip
import quopri
from typing import TYPE_CHECKING

import pytest
from format_pages import HEADLINE, HTML, STORY, article_of, body_of, check_blocks

from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes, read_page, sniff

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = f"""---
title: {HEADLINE}
author: [Jane Doe, John Roe]
date: 2025-03-04
url: https://valley.example/bridge
---

# {HEADLINE}

{STORY[0].replace("council", "*council*")}

## Who is to pay for it?

{STORY[1].replace("engineers", "[engineers](https://x.example)")}
{STORY[2]}

- {STORY[3]}

| boat | fare |
|------|------|
| one  | none |

***

{STORY[4]}

[1]: https://x.example
"""

HEADERS = """From: The Valley Record <news@valley.example>
To: Reader <reader@home.example>
Subject: =?utf-8?q?Council_agrees?=
 =?utf-8?q?_to_rebuild_the_old_bridge?=
Date: Tue, 04 Mar 2025 09:00:00 +0100
Message-ID: <1@valley.example>
MIME-Version: 1.0
"""


def test_markdown_loses_its_marks_and_keeps_its_lines() -> None:
    article = article_of(MARKDOWN, "page.md")
    assert (article.title, article.date) == (HEADLINE, "2025-03-04")
    assert article.author == "Jane Doe, John Roe"
    assert article.url == "https://valley.example/bridge"
    text = [one.text for one in article.paragraphs]
    assert text[:4] == [HEADLINE, STORY[0], "Who is to pay for it?", f"{STORY[1]} {STORY[2]}"]
    assert [one.role for one in article.paragraphs][:4] == ["headline", "body", "subhead", "body"]
    lines = MARKDOWN.split("\n")
    covered = [
        at
        for one in (*article.paragraphs, *article.removed)
        for at in range(one.lines[0], one.lines[1] + 1)
    ]
    assert len(covered) == len(set(covered))
    assert {at for at, line in enumerate(lines, 1) if line.strip()} <= set(covered)


@pytest.mark.parametrize(
    "text",
    [
        "---\n!!python/object:os.system x\n---\n# A\nb",
        "---\na: &a [x, x]\nb: [*a, *a]\n---\n# A\nb",
        "---\na: " + "[" * 5000 + "\n---\n# A\nb",
        "---\nnever closed\n# A",
        "\n".join("> " * 500 + "a" for _ in range(20)),
        "*_" * 5_000 + "a",
        "![" * 5000 + "a",
        "<script>\nx()\n</script>\n\n    code\n\n```\nfence\n\nmore\n```\nend",
    ],
    ids=["object", "aliases", "nested", "open", "quotes", "stars", "pictures", "code"],
)
def test_odd_markdown_is_read(text: str) -> None:
    check_blocks(text, "page.md")


def mail(body: bytes, kind: str, encoding: str) -> bytes:
    more = f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n'
    return (HEADERS + more).encode() + body


@pytest.mark.parametrize(
    "data",
    [
        mail("\n\n".join(STORY).encode(), "text/plain", "8bit"),
        mail(quopri.encodestring("\n\n".join(STORY).encode()), "text/plain", "quoted-printable"),
        mail(base64.encodebytes("\n\n".join(STORY).encode()), "text/plain", "base64"),
        mail(quopri.encodestring(HTML.encode()), "text/html", "quoted-printable"),
        mail(base64.encodebytes(HTML.encode()), "text/html", "base64").replace(b"\n", b"\r\n"),
    ],
    ids=["plain", "quoted", "base64", "html", "html-base64"],
)
def test_a_newsletter(data: bytes) -> None:
    article = article_of(data, "mail.eml")
    assert body_of(article) == list(STORY)
    assert (article.title, article.date) == (HEADLINE, "2025-03-04")
    assert article.outlet == "The Valley Record"
    check_blocks(data, "mail.eml")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "Halden Water today publishes its plan for the three Calder reservoirs.\n\n"
            "The plan sets out how the company will meet demand until 2050. It was\n"
            "drawn up with the county and with four parishes.\n\n"
            '"We heard from 1,900 people," said Joan Archer, who leads the work.\n'
            '"Most of them asked us to mend leaks first."\n\n'
            "The plan is open for comment until 30 June.\n",
            [2, 4, 7, 10],
        ),
        (
            # Headlines below each other are none of one paragraph.
            "Bridge over the Calder closed after cracks found in one pier\n"
            "Steel mill in Redholm to cut three hundred jobs by summer\n"
            "Museum returns painting to heirs of a dealer in Canada now\n",
            [2, 3, 4],
        ),
    ],
)
def test_a_short_mail_is_wrapped_where_a_line_runs_on(text: str, paragraphs: list[int]) -> None:
    page = page_from_bytes(b"From: a@b.example\n\n" + text.encode(), "m.eml")
    assert [block.first - 1 for block in page.blocks[1:]] == paragraphs


def test_the_lines_of_a_mail_are_those_of_the_file() -> None:
    encoded = quopri.encodestring("\n\n".join(STORY).encode())
    data = mail(encoded, "text/plain", "quoted-printable")
    lines = data.decode().split("\n")
    article = article_of(data, "mail.eml")
    for paragraph in article.paragraphs:
        source = "".join(
            line.removesuffix("=") for line in lines[paragraph.lines[0] - 1 : paragraph.lines[1]]
        )
        words = paragraph.text.split()
        assert all(word in source for word in words) or paragraph.role == "headline"


def test_of_two_versions_the_plain_one_unless_it_says_next_to_nothing() -> None:
    def both(plain: str) -> bytes:
        return (
            HEADERS + "Content-Type: multipart/alternative; boundary=xx\n\n--xx\n"
            f"Content-Type: text/plain\n\n{plain}\n--xx\n"
            f"Content-Type: text/html\n\n{HTML}\n--xx--\n"
        ).encode()

    assert article_of(both("\n\n".join(STORY)), "m.eml").url is None
    assert body_of(article_of(both("Read this mail in your browser."), "m.eml")) == list(STORY)


def test_a_web_archive() -> None:
    archive = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://valley.example/saved\n"
        b"Subject: x\nDate: Wed, 5 Mar 2025 10:00:00 -0000\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="yy"\n\n--yy\n'
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        b"Content-Location: https://valley.example/saved\n\n"
    ) + quopri.encodestring(HTML.replace('rel="canonical"', "").encode())
    archive += (
        b"\n--yy\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--yy--\n"
    )
    article = article_of(archive, "page.mhtml")
    assert body_of(article) == list(STORY)
    assert (article.title, article.date) == (HEADLINE, "2025-03-04")
    assert article.url == "https://valley.example/saved"


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: a\n\n",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a--\n",
        b"Content-Type: image/png\n\nAAAA",
        b"Content-Type: text/html\n\n<script>x</script>",
        b"Content-Type: text/plain\n\n\n",
    ],
)
def test_a_mail_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(PageError):
        page_from_bytes(data, "m.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: =?bad?x?\x1b]0;t\x07\xff?=\nFrom: \"\nDate: never\n\n" + STORY[0].encode(),
        b"Content-Type: text/plain; charset=zip\n\n" + STORY[0].encode(),
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!A\nQUJD\nQ",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60)
        )
        + b"\n" + STORY[0].encode(),
    ],
)  # fmt: skip
def test_a_damaged_mail_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(PageError):
        check_blocks(data, "m.eml")


def test_compressed_pages_are_what_they_hold() -> None:
    for name, text in (("a.txt.gz", "\n\n".join(STORY)), ("a.html.gz", HTML), ("a.gz", HTML)):
        data = gzip.compress(text.encode())
        article = article_of(data, name)
        assert body_of(article) == list(STORY)
    two = gzip.compress(b"One line.\n") + gzip.compress(b"\nAnother.") + b"\0" * 20
    assert [block.text for block in page_from_bytes(two, "a.gz").blocks] == [
        "One line.",
        "Another.",
    ]


def test_a_bomb_is_refused_and_so_is_what_is_damaged(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(b"\0" * 20_000_000))
    with pytest.raises(PageError, match="too large"):
        read_page(bomb, most_bytes=1_000_000)
    many = gzip.compress(b"a" * 900) * 2000
    with pytest.raises(PageError, match="too large"):
        page_from_bytes(many, "a.gz", most_bytes=1_000_000)
    data = gzip.compress(b"text " * 1000)
    for damaged in (data[:-10], data[:20] + b"xxxx" + data[24:], data + b"more"):
        with pytest.raises(PageError, match="gzip"):
            page_from_bytes(damaged, "a.gz")
    with pytest.raises(PageError):
        page_from_bytes(gzip.compress(data), "a.gz")


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (HTML.encode(), "html"),
        (b"\xef\xbb\xbf\n <!-- saved from url=(0020)https://x.example/ -->\n<HTML><p>a", "html"),
        (HTML.encode("utf-16"), "html"),
        (HEADERS.encode() + b"\ntext", "mail"),
        (HEADERS.replace("\n", "\r\n").encode() + b"\r\ntext", "mail"),
        (b"From: the river\nTo: the sea\n\nA story", "text"),
        (b"<p>A fragment", "text"),
        (b"Council agrees", "text"),
        (b"", "text"),
    ],
)
def test_the_format_of_what_has_no_telling_name(data: bytes, form: str) -> None:
    assert sniff(data) == form


def test_mail_as_apple_mail_keeps_it_is_mail() -> None:
    text = "\n\n".join(STORY)
    mail = f"Subject: {HEADLINE}\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{text}\n".encode()
    data = b"%-10d\n" % len(mail) + mail + b'<?xml version="1.0"?><plist><dict/></plist>\n'
    assert sniff(data) == "mail"
    article = article_of(data, "1234.emlx")
    assert (article.title, body_of(article)) == (HEADLINE, list(STORY))
    assert article.paragraphs[1].lines[0] == 6


def test_raw_mails_one_behind_the_other_are_refused_and_quoted_ones_are_not():
    head = (
        b"From: Desk <a@b.example>\nTo: c@d.example\nSubject: News\n"
        b"Date: Mon, 3 Mar 2025 08:00:00 +0000\nContent-Type: text/plain\n\n"
    )
    text = "\n\n".join(STORY).encode() + b"\n"
    parts = head.replace(b"text/plain", b'multipart/mixed; boundary="b"')
    parts += b"--b\nContent-Type: text/plain\n\n" + text + b"--b--\n"
    for several in ([head + text] * 2, [parts] * 2):
        with pytest.raises(PageError, match="several mails, one behind the other"):
            page_from_bytes(b"\n".join(several), "m.eml")
    quoted = head + text + b"\n----- Forwarded message from Desk -----\n\n" + head + text
    assert page_from_bytes(quoted, "m.eml").blocks
