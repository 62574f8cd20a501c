"""Files of every kind, damaged anywhere: read in part or refused, each part with its number."""

from __future__ import annotations

import base64
import gzip
import io
import json
import plistlib
import quopri
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text.archive.archive_files import BODY, json_lines, numbered_pieces, opened, record, table
from text.archive.parted import parted, rich, word

from tui.text.archive.model import Census, Part, Unpacked
from tui.text.page.model import PageError

LINES = ["The harbor opens", "The Quay Post", "March 1, 2026", "Length: 45 words", "Body",
         *BODY.split("\n\n"), "Load-Date: March 1, 2026", "End of Document"]  # fmt: skip
XHTML = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
ITEM = {"type": "text", "versioncreated": "2026-03-01", "headline": "Open", "body_html": XHTML}
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quay.example/1\r\n"
    "WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Type: application/http\r\n"
    "Content-Length: {}\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}\r\n\r\n"
)
PAGE = f"<html><body><h1>The harbor opens</h1>{XHTML}</body></html>"


def warc() -> bytes:
    size = len(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode())
    return WARC.format(size, PAGE).encode()


SAMPLES = {
    "rows.csv": table([record(1), record(2)]),
    "sheet.csv": b"sep=;\r\n" + table([record(1)], delimiter=";"),
    "rows.jsonl": json_lines(2),
    "list.json": json.dumps([record(1), record(2)]).encode(),
    "feed.json": json.dumps([ITEM, ITEM]).encode(),
    "feed.rss": f"<rss><channel><item><title>A</title><description><![CDATA[{XHTML}{XHTML}]]>"
    "</description></item></channel></rss>".encode(),
    "story.xml": f"<nitf><body><body.content>{XHTML}</body.content></body></nitf>".encode(),
    "nexis.txt": "\n\n".join(LINES * 2).encode(),
    "nexis.docx": word(*LINES, *LINES),
    "nexis.rtf": rich(*LINES, *LINES),
    "factiva.html": f"<div class='article'><p>A</p><p class='articleParagraph'>{BODY}</p>"
    "<p>Document LBCR000020260504em5400001</p></div>".encode(),
    "letters.mbox": f"From a@b Mon Mar  4 10:00:00 2024\nSubject: A\n\n{BODY}\n".encode() * 2,
    "page.webarchive": plistlib.dumps(
        {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceMIMEType": "text/html"}},
        fmt=plistlib.FMT_BINARY,
    ),
    "crawl.warc": warc() * 2,
    "crawl.warc.gz": gzip.compress(warc()) * 2,
}
EDITS = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=6)),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.parametrize("name", list(SAMPLES))
@settings(max_examples=5, deadline=None)
@given(edits=EDITS)
def test_what_is_damaged_is_read_in_part_or_refused(name: str, edits: list) -> None:
    data = SAMPLES[name]
    for place, size, instead in edits:
        at = place % (len(data) + 1)
        data = data[:at] + instead + data[at + size :]
    archive, found = numbered_pieces(name, data)
    for part in found:
        if isinstance(part, Part):
            with suppress(PageError):
                archive.page(part)


@settings(max_examples=30, deadline=None)
@given(
    members=st.lists(st.binary(max_size=300), min_size=1, max_size=6),
    padding=st.integers(0, 9000),
    steps=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), max_size=6),
)
def test_what_is_gzipped_is_read_as_if_it_were_not(
    members: list[bytes], padding: int, steps: list[tuple[int, int]]
) -> None:
    plain = io.BytesIO(b"".join(members))
    packed = b"".join(map(gzip.compress, members)) + bytes(padding)
    with Unpacked(io.BytesIO(packed), len(packed)) as unpacked:
        for wanted, size in steps:
            place = min(wanted, len(plain.getvalue()))
            assert (unpacked.seek(place), plain.seek(place)) == (place, place)
            assert unpacked.read(size) == plain.read(size)
        assert unpacked.read() == plain.read()


@pytest.mark.parametrize("member", [b"", b"{}\n"], ids=["empty", "tiny"])
def test_gzip_data_in_very_many_pieces_are_refused(member: bytes) -> None:
    packed = gzip.compress(member) * 10_001
    with pytest.raises(OSError, match="too many pieces"):
        Unpacked(io.BytesIO(packed), len(packed)).read()


@pytest.mark.parametrize(
    ("name", "member", "what"),
    [
        ("saved", "archive/data.warc.gz", "a web archive"),
        ("crawl.wacz", "fuzzy.bin", "a web archive"),
        ("saved", "word/document.xml", "a Word document"),
        ("saved", "other.bin", "a zip archive or an office document"),
    ],
)
def test_a_package_that_is_cut_off_is_named(name: str, member: str, what: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("first.bin", b"\0" * 100)
        package.writestr(member, b"\0" * 5000)
    with pytest.raises(PageError, match=f"is {what} .*damaged or cut off") as refused:
        opened(packed.getvalue()[:3000], name)
    assert "save the page as text" not in refused.value.reason


def test_rich_text_whose_braces_hide_some_of_it_is_not_said_to_be_whole():
    articles = [
        line
        for at in range(3)
        for line in (
            *(f"Headline {at}", "9 words", "5 March 2026", "The Post", "English", ""),
            *BODY.split("\n\n"),
            *(f"Document POST0000020260305el350000{at}", ""),
        )
    ]
    whole = rich(*articles)
    assert parted(whole, "x.rtf").count.broken is None
    middle = whole.index(b"{Headline 1")
    for damage in (b"}", rb"{\rtf1\ansi{\fonttbl{\f0 Times", rb"{\*\generator "):
        found = parted(whole[:middle] + damage + whole[middle:], "x.rtf")
        assert len(found.articles) < 3
        assert "brace too" in (found.count.broken or "")
    for harmless in (rb"\{ and \} and \\ ", rb"{\b bold} ", rb"{\b bold "):
        found = parted(whole[:middle] + harmless + whole[middle:], "x.rtf")
        assert (len(found.articles), found.count.broken) == (3, None)
    assert parted(whole + b"}\n", "x.rtf").count.broken is None


FROM = "From a@b Mon Mar  4 10:00:00 2024\nSubject: A\n"
PARTS = (
    'MIME-Version: 1.0\nContent-Type: multipart/alternative;\n boundary="=_x"\n\n'
    f"--=_x\nContent-Type: text/plain\n\n{BODY}\n\n--=_x--\n\n"
)
LETTERS = {
    "parts": PARTS,
    "base64": "Content-Transfer-Encoding: base64\n\n"
    f"{base64.encodebytes(BODY.encode()).decode()}\n",
    "quoted": "Content-Transfer-Encoding: quoted-printable\n\n"
    f"{quopri.encodestring(BODY.encode()).decode()}\n\n",
    "length": f"Content-Length: {len(BODY)}\n\n{BODY}\n\n",
    "plain": f"\n{BODY}\n\n",
}


def cut_reasons(letters: str) -> list[str | None]:
    found = numbered_pieces("letters.mbox", letters.encode())[1]
    return [one.broken for one in found if isinstance(one, Census)]


@pytest.mark.parametrize("kind", LETTERS)
def test_a_mailbox_that_ends_in_the_middle_of_a_mail_says_so_where_that_is_known(kind: str) -> None:
    letters = (FROM + LETTERS[kind]) * 2
    assert cut_reasons(letters) == []
    end = len(letters) - 30
    (*_, reason) = [None, *cut_reasons(letters[:end])]
    assert (reason or "").startswith("ends in the middle of message 2;") == (kind != "plain")
    if kind in ("base64", "quoted"):
        for end in range(len(letters) - 120, len(letters) - 8, 7):
            assert letters[end - 1] in ".\n" or len(cut_reasons(letters[:end])) == 1, end


def test_what_other_programs_write_is_no_mail_that_ends_in_the_middle() -> None:
    signed = LETTERS["base64"] + "_____________\nTo leave the list, write to us.\n\n"
    wrong = f"Content-Length: 9000\n\n{BODY}\n\n"
    for whole in (
        FROM + signed,
        (FROM + wrong) * 2,
        (FROM + LETTERS["length"]).replace(str(len(BODY)), str(len(BODY) + BODY.count("\n"))),
        FROM + f"Content-Transfer-Encoding: quoted-printable\n\n{BODY}=\n\n",
        FROM + PARTS.removesuffix("\n\n"),
        FROM + LETTERS["quoted"].rstrip(),
    ):
        assert cut_reasons(whole) == []
