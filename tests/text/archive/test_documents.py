"""Drafts of word processors, and documents that are damaged or meant to harm."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import odfdo
import pytest
from text.archive.parted import body, parted, rich, word

from tui.text.archive.model import check_xml
from tui.text.page.model import PageError

FIRST = (
    "The mayor of Larkby said on Monday that the bridge over the Ouse would stay shut until May."
)
SECOND = "Two lorries have had to turn round on the north bank since it was closed in January."
THIRD = "“We cannot promise a day,” she told the council, which had asked for one in writing."


def only(data: bytes, name: str):
    found = parted(data, name)
    assert len(found.articles) == 1
    return found.articles[0]


def remade(data: bytes, change) -> bytes:
    """A packed document with its main part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            main = name in ("word/document.xml", "content.xml")
            new.writestr(name, change(content) if main else content)
    return out.getvalue()


def opened(paragraphs, title="Bridge stays shut"):
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, title))
    for paragraph in paragraphs:
        document.body.append(odfdo.Paragraph(paragraph))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_nothing_of_a_short_draft_is_taken_for_a_page_around_it():
    document = docx.Document()
    document.add_heading("Bridge stays shut", level=0)
    for paragraph in (FIRST, SECOND, THIRD):
        document.add_paragraph(paragraph)
    table = document.add_table(2, 2)
    cells = ["Bank", "Lorries", "North", "Two"]
    for at, cell in enumerate(cells):
        table.cell(at // 2, at % 2).text = cell
    document.add_paragraph("The bridge was built in 1931.")
    file = io.BytesIO()
    document.save(file)
    whole = [FIRST, SECOND, THIRD, *cells, "The bridge was built in 1931."]
    assert [one.text for one in only(file.getvalue(), "draft.docx").paragraphs][1:] == whole
    short = [FIRST, SECOND, THIRD, "What it costs", "Nobody knows."]
    article = only(word(*short, title="Bridge stays shut"), "draft.docx")
    assert [one.text for one in article.paragraphs][1:] == short


def test_rich_text_that_is_cut_off_says_so():
    draft = rich("{\\b Bridge stays shut}", FIRST, SECOND, THIRD)
    assert len(body(only(draft + b"\r\n\0", "draft.rtf"))) == 3
    with pytest.raises(PageError, match="is cut off at its end"):
        parted(draft[:-30], "draft.rtf")
    article = ["Bridge stays shut", "Larkby Courier", "May 4, 2026", "Length: 45 words", "Body"]
    article += [FIRST, SECOND, "Load-Date: May 4, 2026", "End of Document"]
    found = parted(rich(*article, *article)[:-2], "export.rtf")
    assert len(found.articles) == 2
    assert found.count.broken


def test_a_subtitle_may_be_the_byline():
    document = docx.Document()
    document.add_paragraph("Bridge stays shut", style="Title")
    document.add_paragraph("By Ada Ostler", style="Subtitle")
    for text in (FIRST, SECOND, THIRD):
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    article = only(file.getvalue(), "draft.docx")
    assert (article.byline, body(article)) == ("By Ada Ostler", [FIRST, SECOND, THIRD])


def test_a_draft_in_each_format():
    lines = ["By Ada Ostler", "May 4, 2026", FIRST, SECOND, THIRD]
    drafts = {
        "draft.docx": word(*lines, title="Bridge stays shut"),
        "draft.odt": opened(lines),
        "draft.rtf": rich("{\\b Bridge stays shut}", *lines),
    }
    for name, data in drafts.items():
        article = only(data, name)
        assert (article.path, article.part) == (name, None)
        assert article.title == "Bridge stays shut"
        assert article.byline == "By Ada Ostler"
        assert article.date == "2026-05-04"
        assert body(article) == [FIRST, SECOND, THIRD]
        assert article.places == "paragraph"


def test_what_was_inserted_is_read_and_what_was_deleted_is_not():
    run = "<w:r><w:t>of Larkby</w:t></w:r>"
    gone = "<w:del w:id='2'><w:r><w:delText>of nowhere</w:delText></w:r></w:del>"

    def change(xml: bytes) -> bytes:
        text = xml.decode()
        changed = f"</w:t></w:r><w:ins w:id='1'>{run}</w:ins>{gone}<w:r><w:t xml:space='preserve'>"
        return text.replace("of Larkby", changed, 1).encode()

    article = only(remade(word(FIRST, SECOND, THIRD, title="Bridge stays shut"), change), "a.docx")
    assert body(article)[0] == FIRST


@pytest.mark.parametrize(
    "kind",
    [
        "ms-word.document.macroEnabled.main",
        "ms-word.template.macroEnabledTemplate.main",
        "openxmlformats-officedocument.wordprocessingml.template.main",
    ],
)
def test_documents_with_macros_and_templates_are_read(kind):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(FIRST, SECOND, title="Bridge stays shut"))) as made,
        zipfile.ZipFile(file, "w") as other,
    ):
        for name in made.namelist():
            usual = b"openxmlformats-officedocument.wordprocessingml.document.main"
            other.writestr(name, made.read(name).replace(usual, kind.encode()))
    assert body(only(file.getvalue(), "a.docm")) == [FIRST, SECOND]


def test_what_is_hidden_in_rich_text_is_gone():
    hidden = rb"{\rtlch\v to be checked with the desk}\v0 "
    data = rich(FIRST, SECOND).replace(b"\\pard", hidden + rb"\pard")
    assert body(only(data, "a.rtf")) == [FIRST, SECOND]


def test_what_was_deleted_of_rich_text_is_gone():
    data = rich(FIRST, SECOND).replace(b"}\\par", rb"{\deleted\revauthdel0 of nowhere}}\par")
    assert body(only(data, "a.rtf")) == [FIRST, SECOND]


def test_page_heads_notes_and_hidden_text_are_no_part_of_a_draft():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "DRAFT, not for publication"
    document.add_heading("Bridge stays shut", level=0)
    for text in (FIRST, SECOND, THIRD):
        document.add_paragraph(text)
    document.add_paragraph().add_run("Hidden from readers of this page.").font.hidden = True
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "A box of facts stands in a table of one cell on that page, too."
    file = io.BytesIO()
    document.save(file)
    texts = [one.text for one in only(file.getvalue(), "a.docx").paragraphs]
    assert not any("DRAFT" in text or "Hidden" in text for text in texts)
    assert texts[-1].startswith("A box of facts")


def test_rich_text_in_other_letters():
    data = (
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 "
        rb"{\field{\*\fldinst{HYPERLINK \"http://example.org/x\"}}{\fldrslt \'cc\'ee\'f1\'f2}} "
        rb"\'e7\'e0\'ea\'f0\'fb\'f2, \'f1\'ea\'e0\'e7\'e0\'eb \'ec\'fd\'f0 \'e3\'ee\'f0\'ee\'e4"
        rb"\'e0 \u-10179?\u-8704?.\par}"
    )
    article = only(data, "a.rtf")
    assert [one.text for one in article.paragraphs] == ["Мост закрыт, сказал мэр города 😀."]


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_a_document_that_unpacks_to_too_much_is_refused_unread(name):
    data = word(FIRST) if name.endswith("docx") else opened([FIRST])
    bomb = remade(data, lambda xml: xml + b" " * 30_000_000)
    with pytest.raises(PageError, match="would unpack to 30 MB"):
        parted(bomb, name)


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_entities_in_a_document_are_refused(name):
    data = word(FIRST) if name.endswith("docx") else opened([FIRST])
    doctype = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'

    def change(xml: bytes) -> bytes:
        end = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return xml[:end] + doctype + xml[end:]

    with pytest.raises(PageError, match="entities"):
        parted(remade(data, change), name)


def test_what_is_no_document_says_so():
    with pytest.raises(PageError, match="damaged or something else"):
        parted(b"PK this is no zip\n<html><body><h1>Sign in</h1></body></html>", "a.docx")
    with pytest.raises(PageError, match="damaged"):
        parted(word(FIRST)[:-200], "a.docx")
    with pytest.raises(PageError, match="password"):
        parted(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    with pytest.raises(PageError, match="has no text"):
        parted(rb"{\rtf1 }", "a.rtf")


@pytest.mark.parametrize(
    "control",
    [
        r"\u99999999999999999999?", r"\u-99999?", r"\u-5555555?", rf"\u{'9' * 5000}?", r"\uc ",
        rf"\uc{'9' * 5000} ", r"{\fonttbl{\f0\fcharset" + "9" * 5000 + " Arial;}}",
    ],
)  # fmt: skip
def test_a_control_of_rich_text_with_an_impossible_number_costs_no_text(control: str) -> None:
    data = (rf"{{\rtf1\ansi\uc1 {control}{FIRST}\par {SECOND}\par}}").encode()
    first, second = body(only(data, "a.rtf"))
    assert first.endswith(FIRST[1:])
    assert second == SECOND


def test_a_protected_opendocument_text_says_so():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        new.writestr("content.xml", b"\x01\x02")
        new.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(PageError, match="password"):
        parted(out.getvalue(), "a.odt")


@pytest.mark.parametrize(
    ("module", "data", "name", "extra"),
    [
        ("docx", word(FIRST), "a.docx", "office"),
        ("odfdo", opened([FIRST]), "a.odt", "office"),
        ("striprtf.striprtf", rich(FIRST), "a.rtf", "office"),
        ("pypdfium2", b"%PDF-1.4\n", "a.pdf", "pdf"),
    ],
    # Not the bytes, in which the time stands: tests have the same names wherever they are listed.
    ids=["docx", "odt", "rtf", "pdf"],
)
def test_a_missing_library_is_named_with_the_command(monkeypatch, module, data, name, extra):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(PageError, match=re.escape(f"pip install 'article-compare[{extra}]'")):
        parted(data, name)


def test_long_runs_of_rich_text_are_read_as_short_ones_are():
    quoted = r"{\rtf1\ansi\uc2 Before it \u8220 ??The mayor of Larkby said so on Monday, \'e9 at a"
    data = quoted + r" meeting\u8221 ??.\par\b " + "W" * 200 + r"\b0  and a word that ends it.}"
    (article,) = parted(data, "a.rtf").articles
    texts = [one.text for one in article.paragraphs]
    assert texts == [
        "Before it “The mayor of Larkby said so on Monday, é at a meeting”.",
        "W" * 200 + " and a word that ends it.",
    ]


def test_rich_text_and_xml_of_more_than_a_document_has_are_refused():
    with pytest.raises(PageError, match="lines"):
        parted(r"{\rtf1\ansi " + "a\\par " * 100_001 + "}", "a.rtf")
    crowded = "".join(f"<a xmlns:n{at}='u'/>" for at in range(20_001))
    with pytest.raises(PageError, match="namespaces"):
        check_xml(crowded.encode(), "a.xml")
    with pytest.raises(PageError, match="attributes"):
        check_xml(b"<a b='1' c='2'/>" * 300_001, "a.xml")


def test_a_document_packed_as_none_is_is_refused():
    data = bytearray(word(FIRST, SECOND))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        # In the list of what is in it, and before each: a flag that nobody reads.
        data[at + 8] |= 0x20
        at += 4
    at = 0
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        data[at + 6] |= 0x20
        at += 4
    with pytest.raises(PageError, match="damaged"):
        only(bytes(data), "a.docx")


@pytest.mark.parametrize("page", [b"37", b"500", b"1140", b"99999"])
def test_a_code_page_that_rich_text_cannot_have_is_passed_over(page: bytes) -> None:
    data = rich("The harbor opens", "Caf\u00e9s on the quay were full on Monday.", "It rained.")
    assert b"ansicpg1252" in data
    article = parted(data.replace(b"ansicpg1252", b"ansicpg" + page, 1), "draft.rtf").articles[0]
    expected = parted(data, "draft.rtf").articles[0]
    assert [one.text for one in article.paragraphs] == [one.text for one in expected.paragraphs]
