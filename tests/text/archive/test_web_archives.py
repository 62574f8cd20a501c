"""Web archives and mail in bulk: each page and message that came whole, the rest counted."""

from __future__ import annotations

import gzip
import io
import logging
import plistlib
import zipfile
import zlib
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.archive.archive_files import BODY, CONFIG, Sheet, articles, census, faults, pieces

from tui.text.archive.model import Census
from tui.text.archive.open import open_archive
from tui.text.page.model import PageError

pytest.importorskip("warcio")

PAGE = (
    "<html><head><title>Dredging begins</title></head><body><h1>Dredging begins</h1>"
    + "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    + "</body></html>"
).encode()


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def record(
    block: bytes, kind: str = "response", at: str = "https://quay.example/a", length: object = None
) -> bytes:
    size = len(block) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {at}\r\n"
        f"WARC-Date: 2026-03-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


WHOLE = b"".join(
    (
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(answer(PAGE)),
        record(answer(b"\x89PNG", kind="image/png")),
        record(answer(b"moved", "301 Moved Permanently")),
        record(answer(b"gone", "404 Not Found")),
        record(answer(PAGE), at="https://quay.example/b"),
    )
)


def test_pages_come_with_their_address_and_time_and_the_rest_is_counted() -> None:
    first, second = articles(WHOLE, "crawl.warc")
    assert (first.path, first.url, first.captured) == (
        "crawl.warc#1", "https://quay.example/a", "2026-03-01T10:00:00Z",
    )  # fmt: skip
    assert (first.title, first.places) == ("Dredging begins", "record")
    assert {one.lines for one in second.paragraphs} == {(6, 6)}
    passed_over = census(WHOLE, "crawl.warc").passed_over
    assert passed_over == {"images": 1, "redirects": 1, "errors": 1}


def test_a_pdf_among_the_pages_is_an_article_with_its_address_and_time() -> None:
    pytest.importorskip("pypdfium2")
    sheet = Sheet()
    title = "The harbour is dredged once more"
    for at, line in enumerate((title, "", *wrap(BODY.split("\n\n")[2], 60))):
        sheet.at(60, 740 - 14 * at, line, 10 if at else 18)
    pdf = record(answer(sheet.save(), kind="application/pdf"), at="https://quay.example/a.pdf")
    broken = record(answer(b"%PDF-1.4 no more", kind="application/pdf"))
    [first, second] = articles(pdf + broken + record(answer(PAGE)), "crawl.warc")
    assert (first.title, first.url) == (title, "https://quay.example/a.pdf")
    assert first.captured == "2026-03-01T10:00:00Z"
    assert [one.lines for one in first.paragraphs] == [(1, 1)] * len(first.paragraphs)
    assert [one.role for one in second.paragraphs][:1] == ["headline"]
    [(number, reason)] = faults(pdf + broken, "crawl.warc")
    assert (number, "damaged PDF" in reason) == (2, True)
    assert "PDF documents (1)" in census(pdf, "crawl.warc").notes[0]


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_saved_by_safari_has_its_address(form: plistlib.PlistFormat) -> None:
    page = {
        "WebResourceData": PAGE, "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": "https://quay.example/a",
    }  # fmt: skip
    data = plistlib.dumps({"WebMainResource": page}, fmt=form)
    [article] = articles(data, "page.webarchive")
    assert (article.path, article.url) == ("page.webarchive", "https://quay.example/a")
    assert article.title == "Dredging begins"
    for damaged in (data[:-9], plistlib.dumps({"WebMainResource": {}}, fmt=form)):
        with pytest.raises(PageError, match="damaged web archive of Safari"):
            pieces(damaged, "page.webarchive")


def test_texts_that_a_crawl_has_made_of_pages_are_articles() -> None:
    text = record(BODY.encode(), "conversion").replace(
        b"application/http; msgtype=conversion", b"text/plain"
    )
    first, _ = articles(text * 2, "crawl.warc.wet")
    assert (first.url, first.captured) == ("https://quay.example/a", "2026-03-01T10:00:00Z")
    assert len(first.paragraphs) == 3


def test_nothing_of_an_odd_address_is_written_to_the_terminal(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    data = record(answer(PAGE), at="https://quay.example/a b\x1b[31m")
    assert len(articles(data, "crawl.warc")) == 1
    assert capsys.readouterr().err == ""
    assert caplog.records
    assert logging.getLogger("warcio").handlers


def test_packed_by_record_or_in_a_package() -> None:
    packed = gzip.compress(WHOLE)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/data.warc.gz", packed)
        package.writestr("datapackage.json", "{}")
    assert len(articles(packed, "crawl.warc.gz")) == 2
    assert len(articles(out.getvalue(), "crawl.wacz")) == 2


def test_a_package_with_a_password_says_so() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/data.warc.gz", gzip.compress(WHOLE))
    data = bytearray(out.getvalue())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PageError, match="protected by a password"):
        articles(bytes(data), "crawl.wacz")


def test_pages_in_other_encodings_are_read_as_their_sender_says() -> None:
    page = PAGE.replace(b"harbor", b"caf\xe9")
    data = record(answer(page.replace("—".encode(), b"-").replace("“".encode(), b'"')
        .replace("”".encode(), b'"'), kind="text/html; charset=windows-1252"))  # fmt: skip
    (article,) = articles(data, "x.warc")
    assert any("old café" in one.text for one in article.paragraphs)


def in_pieces(data: bytes) -> bytes:
    pieces = (data[at : at + 99] for at in range(0, len(data), 99))
    return b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def packed_answer(body: bytes, coding: str, *, pieced: bool = False) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n"
    head += "Transfer-Encoding: chunked\r\n" if pieced else ""
    return head.encode() + b"\r\n" + (in_pieces(body) if pieced else body)


@pytest.mark.parametrize("pieced", [False, True])
@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", pytest.importorskip("brotli").compress(PAGE)),
        ("br, gzip", gzip.compress(pytest.importorskip("brotli").compress(PAGE))),
        ("br", PAGE),
        ("gzip", PAGE),
    ],
)
def test_what_a_server_packed_is_unpacked(coding: str, body: bytes, *, pieced: bool) -> None:
    (article,) = articles(record(packed_answer(body, coding, pieced=pieced)), "x.warc")
    assert article.title == "Dredging begins"
    assert [one.text for one in article.paragraphs if one.linkable] == BODY.split("\n\n")


def test_what_cannot_be_unpacked_is_said_and_nothing_is_written(
    capfd: pytest.CaptureFixture[str],
) -> None:
    torn = gzip.compress(PAGE)[:-30]
    bad = gzip.compress(bytes(range(256)) * 300 + PAGE)
    bad = bad[:200] + b"\xff" * 200 + bad[400:]
    data = b"".join(
        record(packed_answer(body, coding))
        for body, coding in ((torn, "gzip"), (bad, "gzip"), (b"\x28\xb5", "zstd"), (b"\x05", "br"))
    )
    found = faults(data + record(answer(PAGE)), "x.warc")
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert ["cut off" in found[0][1], "zstd" in found[2][1]] == [True, True]
    assert len(articles(data + record(answer(PAGE)), "x.warc")) == 1
    assert capfd.readouterr() == ("", "")


def revisit(taken: str, at: str = "https://quay.example/a", **fields: str) -> bytes:
    block = record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit", at)
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return block.replace(b"2026-03-01T10:00:00Z\r\n", f"{taken}\r\n{more}".encode())


def test_a_visit_that_found_a_page_as_it_was_is_a_time_of_the_page() -> None:
    later = "2026-03-05T09:00:00Z"
    data = record(answer(PAGE)) + record(answer(PAGE), at="https://quay.example/b")
    visits = [
        revisit(later, WARC_Refers_To_Date="2026-03-01T10:00:00Z"),
        revisit("2026-03-06T09:00:00Z"),
        revisit("2026-03-07T09:00:00Z", WARC_Refers_To_Date="2026-02-01T10:00:00Z"),
        revisit("2026-02-07T09:00:00Z"),
    ]
    first, second = articles(data + b"".join(visits), "x.warc")
    assert first.unchanged == (later, "2026-03-06T09:00:00Z")
    assert second.unchanged == ()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/a.warc.gz", gzip.compress(data))
        package.writestr("archive/b.warc.gz", gzip.compress(visits[0]))
    assert [one.unchanged for one in articles(out.getvalue(), "x.wacz")] == [(later,), ()]


@pytest.mark.parametrize("length", ["many", 20, 100_000])
def test_a_record_of_a_wrong_length_costs_only_itself(length: object) -> None:
    data = record(answer(PAGE)) + record(answer(PAGE), length=length) + record(answer(PAGE)) * 2
    found = articles(data, "x.warc")
    assert {1, 3, 4} >= {one.part for one in found} >= {1, 3}
    assert [number for number, _ in faults(data, "x.warc")] == [2]


@pytest.mark.parametrize("kind", ["conversion", "request", "warcinfo", "odd"])
def test_what_stands_where_a_record_would_begin_is_said(kind: str) -> None:
    lost = record(answer(PAGE)).replace(b"WARC/1.0", b"WXRC/1.0", 1)
    data = record(b"software: x", kind) + lost + record(answer(PAGE))
    assert [number for number, _ in faults(data, "crawl.warc")] == [1]
    assert len(articles(data, "crawl.warc")) == 1


def test_what_is_cut_off_says_so_and_keeps_what_stands_before() -> None:
    for data in (WHOLE[:-200], gzip.compress(WHOLE)[:-60]):
        found = pieces(data, "x.warc")
        assert isinstance(found[-1], Census)
        assert "cut off" in (found[-1].broken or "")
        assert len(found) == 2


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_any_bytes_inside_lose_no_number(data: bytes, at: int) -> None:
    try:
        found = pieces(WHOLE[:at] + data + WHOLE[at:], "x.warc") if at > 20 else []
    except PageError:
        return
    numbers = [one.number for one in found if not isinstance(one, Census)]
    assert numbers == list(range(1, len(numbers) + 1))


def mail(subject: str, body: str = BODY) -> bytes:
    head = f"From: Quay Post <news@quay.example>\nSubject: {subject}\n"
    head += "Date: Sun, 01 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
    head += "Content-Type: text/plain; charset=utf-8\n\n"
    return b"From news@quay.example Sun Mar  1 10:00:00 2026\n" + (head + body).encode() + b"\n\n"


def test_a_message_is_an_article_and_what_was_quoted_is_as_it_was() -> None:
    data = mail("One", ">From the quay it was heard that boats came in.\n\n" + BODY) + mail("Two")
    first, second = articles(data, "news.mbox")
    assert [(one.path, one.title, one.outlet, one.date) for one in (first, second)] == [
        ("news.mbox#1", "One", "Quay Post", "2026-03-01"),
        ("news.mbox#2", "Two", "Quay Post", "2026-03-01"),
    ]
    assert any(one.text.startswith("From the quay") for one in first.paragraphs)


def test_the_simplest_mail_is_one() -> None:
    data = mail("One").replace(b"MIME-Version: 1.0\n", b"")
    data = data.replace(b"Content-Type: text/plain; charset=utf-8\n", b"")
    [article] = articles(data, "news.mbox")
    assert (article.title, article.outlet, article.date) == ("One", "Quay Post", "2026-03-01")


def test_a_line_that_begins_with_from_parts_nothing() -> None:
    data = mail("One", "From here in 2026\n\nFrom the quay\n\n" + BODY)
    assert len(articles(data, "news.mbox")) == 1
    assert open_archive("page.txt", CONFIG.archives, b"From here in 2026\nby Jo") is None


@pytest.mark.parametrize(
    ("sent", "what"),
    [
        (answer(PAGE).replace(b"\r\n", b"\r\n" + b"A: b\r\n" * 2_000, 1), "lines at its head"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"1\r\na\r\n" * 30_000,
            "pieces",
        ),
    ],
    ids=["fields", "pieces"],
)
def test_what_no_server_sends_costs_only_its_record(sent: bytes, what: str) -> None:
    data = record(sent) + record(answer(PAGE))
    assert [one.part for one in articles(data, "x.warc")] == [2]
    assert what in faults(data, "x.warc")[0][1]


def test_a_header_of_many_lines_is_read_once() -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"A: b\r\n" * 160_000
    assert "no length" in faults(data + b"\r\n\r\n", "x.warc")[0][1]
