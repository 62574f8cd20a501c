"""What a stranger wrote to take time or memory is read in the end, or refused with a reason."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from support.default import default_config

from tui.text.archive import rss
from tui.text.archive.lines import html_lines
from tui.text.archive.model import Census, Part, Source, Unread
from tui.text.archive.open import open_archive
from tui.text.archive.signs import is_mbox, is_nitf, refusal_of
from tui.text.page import html
from tui.text.page.decode import decode, mend
from tui.text.page.model import LONGEST_LINE, PageError, split_lines, text_blocks
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.archive.settings import ArchiveSettings

SENTENCE = "The council agreed on Tuesday to rebuild the old bridge that the flood took away."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def settings() -> ArchiveSettings:
    return default_config().archives


def refusal(name: str, data: bytes) -> str:
    archive = open_archive(name, settings(), data)
    assert archive is not None
    with pytest.raises(PageError) as caught:
        archive.page_at(None)
    return caught.value.reason


def texts(name: str, data: bytes) -> list[str]:
    archive = open_archive(name, settings(), data)
    assert archive is not None
    return [block.text for block in archive.page_at(None).blocks]


def docx(body: str, **others: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
            f'Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
        for name, data in others.items():
            package.writestr(f"word/{name}.xml", data)
    return file.getvalue()


def test_comments_above_the_first_element_take_no_longer_the_more_there_are() -> None:
    page = Source("page.html", settings(), b"<!---->" * 2_000 + b"<p>a</p>")
    assert not is_nitf(page)
    assert refusal_of(page) is None
    story = b"<?xml version='1.0'?> " + b"<!-- a -->" * 2_000 + b"<n:nitf>"
    assert is_nitf(Source("story.xml", settings(), story))


def test_a_line_without_a_year_parts_no_mails_however_long() -> None:
    below = b"\nSubject: a\n\na\n"
    assert not is_mbox(Source("a", settings(), b"From " + b"a" * 60_000 + below))
    assert is_mbox(Source("a", settings(), b"From a@b.c Mon Jan 1 00:00:00 2024" + below))


def test_a_line_longer_than_books_is_refused() -> None:
    assert split_lines("a" * LONGEST_LINE, "page.txt")
    with pytest.raises(PageError, match="characters in a line"):
        split_lines("a" * (LONGEST_LINE + 1), "page.txt")


def test_a_paragraph_of_many_lines_is_joined_with_all_of_them() -> None:
    line = "the council of the town on the river agreed to mend the bridge and"
    (block,) = text_blocks(["The mayor said that", *[line] * 9_000, "left."])[-1:]
    assert block.text.count("council") > 6_000


def test_cells_of_tables_in_tables_are_read_once() -> None:
    pytest.importorskip("docx")
    open_, close = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    cell = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    assert texts("a.docx", docx(open_ * 40 + cell + close * 40)) == [SENTENCE]


def test_no_more_of_a_document_is_unpacked_than_it_says_it_has() -> None:
    pytest.importorskip("docx")
    paragraph = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    data = docx(paragraph, big=b"<a/>" + b" " * 3_000_000)
    lying = data.replace((3_000_004).to_bytes(4, "little"), (3_004).to_bytes(4, "little"))
    assert lying != data
    # What it says is all that is looked at; the rest may be any number of gigabytes.
    assert "damaged" in refusal("a.docx", lying) or texts("a.docx", lying) == [SENTENCE]


def test_documents_of_more_tags_than_any_has_are_refused() -> None:
    pytest.importorskip("docx")
    assert "tags" in refusal("a.docx", docx("<w:p/>" * 600_001))


def test_an_element_with_more_attributes_than_any_has_is_refused() -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(600))
    data = f"<nitf><body><body.content><p {attributes}>a</p></body.content></body></nitf>"
    assert "attributes in a tag" in refusal("a.xml", data.encode())


def test_rich_text_of_more_controls_than_any_has_is_refused() -> None:
    pytest.importorskip("striprtf")
    assert "controls" in refusal("a.rtf", b"{\\rtf1 a " + b"{}" * 500_001 + b"}")


def test_rich_text_of_more_cells_than_any_has_is_refused_before_it_is_read() -> None:
    pytest.importorskip("striprtf")
    assert "lines" in refusal("a.rtf", b"{\\rtf1 a " + b"a\\cell b\\row " * 60_000 + b"}")


def test_lists_in_lists_of_a_story_are_read_once() -> None:
    items = f"<li>{SENTENCE}" * 80 + "</li>" * 80
    data = f"<nitf><body><body.content>{items}</body.content></body></nitf>".encode()
    assert sum(text.count("council") for text in texts("a.xml", data)) == 80


def test_marks_of_a_line_are_bounded_however_many_its_elements_have() -> None:
    many = " ".join(f"c{number}" for number in range(50_000))
    ((line,), _) = html_lines(f"<div class='{many}'><p class='{many}'>a</p></div>", None)
    assert len(line.marks) < 1_000


@pytest.mark.parametrize("name", ["list.json", "ninjs.json"])
def test_json_of_more_objects_than_articles_have_is_refused(name: str) -> None:
    keys = {"text": SENTENCE, "uri": "a", "versioncreated": "2025", "body_text": SENTENCE}
    data = f"[{json.dumps(keys)},{'[],' * 500_001}1]".encode()
    assert "objects and lists" in refusal(name, data)


def test_a_first_row_of_a_table_that_never_ends_is_a_reason() -> None:
    assert "first row" in refusal("a.csv", b"title,text," + b"a" * 9_000_000)


def test_records_of_a_web_archive_with_lengths_too_great_are_told_apart() -> None:
    pytest.importorskip("warcio")
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000\r\n\r\na\r\n\r\n"
    archive = open_archive("a.warc", settings(), record * 1_200)
    assert archive is not None
    pieces = list(archive.pieces())
    assert len(pieces) > 500


def test_what_was_pasted_into_utf_8_is_read_line_by_line_in_bounded_time() -> None:
    whole = "Die Brücke über die Größe des Flusses.\n" * 600
    pasted = "Für die Bürger ist die Brücke schön.\n"
    text, encoding = decode(whole.encode() + pasted.encode("cp1252") * 3_000)
    assert encoding == "utf-8"
    assert text == whole + pasted * 3_000


def test_letters_beyond_all_measure_are_not_looked_through_for_mojibake() -> None:
    assert mend("fÃ¼r\n") == "für\n"
    long = "é" * 510_000 + "\nfÃ¼r\n"
    assert mend(long) == long


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl", b"{}\n" * 11_000), ("a.csv", b"title,text\n" + b"a\n" * 11_000)],
)
def test_what_has_nothing_but_broken_rows_is_not_read_to_its_end(name: str, data: bytes) -> None:
    archive = open_archive(name, settings(), data)
    assert archive is not None
    *_, last = archive.pieces()
    assert isinstance(last, Census)
    assert "10,000" in (last.broken or "")


@pytest.mark.parametrize(("paragraphs", "fast"), [(300, False), (5_100, True)])
def test_of_a_page_of_thousands_of_paragraphs_only_the_quick_extractor_is_asked(
    paragraphs: int, fast: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    asked: list[bool] = []
    monkeypatch.setattr(
        trafilatura, "bare_extraction", lambda _, **how: asked.append(how.get("fast", False))
    )
    page_from_bytes(b"<html>" + b"<p>The council agreed.</p>\n" * paragraphs, "page.html")
    assert asked == [fast]


def test_a_page_as_deep_as_a_well_is_not_given_to_the_extractor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import trafilatura

    asked: list[bool] = []
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: asked.append(True))
    for deep, expected in ((10, True), (400, False)):
        asked.clear()
        page = "<div>" * deep + f"<p>{SENTENCE}" * 1_500
        assert len(page_from_bytes(page.encode(), "a.html").blocks) == 1_500
        assert any(asked) == expected


def test_of_the_elements_around_a_line_the_innermost_are_told() -> None:
    page = page_from_bytes(("<div>" * 400 + f"<p>{SENTENCE}").encode(), "a.html")
    markup = page.blocks[0].markup
    assert markup is not None
    assert markup.inside == ("div",) * 99 + ("p",)


def test_links_that_stand_in_links_without_end_hide_nothing() -> None:
    page = page_from_bytes(("<a href=x><p>" + f"{SENTENCE}\n").encode() * 3_000, "a.html")
    assert len(page.blocks) == 3_000
    assert page.blocks[-1].lines == (3_000, 3_000)


def test_of_an_item_of_a_feed_without_its_text_no_more_is_read_than_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr(rss, "mail_date", asked.append)
    day = "<pubDate>Mon, 3 Mar 2025 00:00:00 GMT</pubDate>"
    summary = f"<item><title>Bridge</title>{day}<description>{SENTENCE}</description></item>"
    whole = f"<item><title>Bridge</title>{day}<description>{SENTENCE * 9}</description></item>"
    feed = f"<rss><channel>{summary * 50}{whole}</channel></rss>"
    archive = open_archive("feed.xml", settings(), feed.encode())
    assert archive is not None
    assert [type(piece) for piece in archive.pieces()] == [Unread] * 50 + [Part]
    assert len(asked) == 1


def test_html_in_tens_of_thousands_of_items_is_read_by_one_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html_lines("<p>a</p>", None)
    monkeypatch.setattr(etree, "HTMLParser", None)
    lines, _ = html_lines("<p>b</p>", None)
    assert [line.text for line in lines] == ["b"]


def test_what_paragraphs_side_by_side_stand_in_is_found_once() -> None:
    paragraphs = f"<p>{SENTENCE}" * 3 + f"<p class=a>{SENTENCE}<p><a href=x>{SENTENCE}</a>"
    page = page_from_bytes(f"<div class=b>{paragraphs}</div>".encode(), "a.html")
    *plain, named, linked = [block.markup for block in page.blocks]
    assert len({id(one.inside) for one in plain if one}) == 1
    assert [one.names for one in (plain[0], named, linked) if one] == [{"b"}, {"a", "b"}, {"b"}]
    assert [one.linked for one in (plain[0], named, linked) if one] == [0, 0, 1]


def test_html_of_more_paragraphs_than_any_page_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(html, "MOST_PARAGRAPHS", 20)
    assert len(page_from_bytes(b"<html>" + b"<p>Agreed." * 20, "a.html").blocks) == 20
    with pytest.raises(PageError, match="21 paragraphs"):
        page_from_bytes(b"<html>" + b"<p>Agreed." * 21, "a.html")
