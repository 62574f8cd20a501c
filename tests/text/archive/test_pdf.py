"""PDF files: columns, page heads, hyphens, and what has no text."""

from __future__ import annotations

import textwrap
import zlib

import pytest
from text.archive.archive_files import Sheet
from text.archive.parted import body, parted

from tui.files.aside import AsideError, BoundedWork
from tui.text.page.model import PageError

TITLE = "Bridge over the Ouse stays shut until May"
PARAGRAPHS = [
    "LARKBY (Reuters) - The mayor of Larkby said on Monday that the bridge over the river would "
    "stay shut until the end of May, and that nobody could promise more than that.",
    "Two lorries have had to turn round on the north bank since it was closed in January, and a "
    "bus that was to replace the tram has stopped running for want of a driver.",
    "The council had asked for a day in writing. It was told that the steel comes from abroad, "
    "that it is late, and that the well-known firm which rolls it has gone on strike.",
    "A decision is expected on Thursday, when the members of the council meet again in the hall.",
]


def flowed(sheet: Sheet, columns: list[tuple[float, int]], *, indent: bool, by_row: bool) -> None:
    """Set the paragraphs in columns, each from a place and of so many letters."""
    width = columns[0][1]
    lines: list[tuple[float, str]] = []
    for paragraph in PARAGRAPHS:
        wrapped = textwrap.wrap(paragraph, width - (2 if indent else 0), break_on_hyphens=True)
        for at, line in enumerate(wrapped):
            lines.append((12.0 if indent and at == 0 else 0.0, line))
        if not indent:
            lines.append((0.0, ""))
    length = -(-len(lines) // len(columns))
    placed = [
        (row, x + shift, line)
        for column, (x, _) in enumerate(columns)
        for row, (shift, line) in enumerate(lines[column * length : (column + 1) * length])
    ]
    for row, x, line in sorted(placed) if by_row else placed:
        if line:
            sheet.at(x, 640 - 12 * row, line)


@pytest.mark.parametrize("by_row", [False, True], ids=["by-column", "by-row"])
@pytest.mark.parametrize("indent", [True, False], ids=["indented", "spaced"])
@pytest.mark.parametrize("columns", [[(50, 60)], [(50, 38), (310, 38)]], ids=["one", "two"])
def test_columns_and_paragraphs(columns, indent, by_row):
    sheet = Sheet()
    sheet.at(50, 700, TITLE, 18)
    sheet.at(50, 680, "By Ada Ostler")
    flowed(sheet, columns, indent=indent, by_row=by_row)
    article = parted(sheet.save(), "page.pdf").articles[0]
    assert article.title == TITLE
    assert (article.path, article.part, article.places) == ("page.pdf", None, "page")
    assert [one.replace("well- known", "well-known") for one in body(article)] == PARAGRAPHS


def test_heads_and_feet_of_pages_are_no_text_and_paragraphs_run_over_pages():
    sheet = Sheet()
    for page in (1, 2, 3):
        if page > 1:
            sheet.turn()
        sheet.at(50, 770, f"LARKBY COURIER Monday, May 4, 2026   {page}")
        sheet.at(280, 30, str(page))
        if page == 1:
            sheet.at(50, 720, TITLE, 18)
        for row in range(4):
            sheet.at(
                50, 680 - 12 * row, f"and a line in the midst of paragraph {page} {row} goes on"
            )
    article = parted(sheet.save(), "page.pdf").articles[0]
    texts = [one.text for one in article.paragraphs]
    assert not any("COURIER" in text for text in texts)
    assert texts[0] == TITLE
    assert len(texts) == 2
    assert len(article.removed) >= 6
    assert {one.lines[0] for one in article.removed} == {1, 2, 3}


def test_words_that_a_hyphen_cuts_are_whole_and_others_keep_theirs():
    sheet = Sheet()
    sheet.at(50, 720, TITLE, 18)
    for row, line in enumerate([
        "The mayor of Larkby said on Monday that a well-known com-",
        "pany from abroad had been asked, and that a sum in the well-",
        "known range was named, which nobody on the council liked.",
    ]):  # fmt: skip
        sheet.at(50, 680 - 12 * row, line)
    assert body(parted(sheet.save(), "page.pdf").articles[0]) == [
        "The mayor of Larkby said on Monday that a well-known company from abroad had been asked, "
        "and that a sum in the well-known range was named, which nobody on the council liked."
    ]


def printed(*articles: list[str]) -> bytes:
    """An export, each article on a page of its own with its number above it."""
    sheet = Sheet()
    for at, (headline, *lines) in enumerate(articles, start=1):
        if at > 1:
            sheet.turn()
        sheet.at(500, 770, f"Page {at} of {len(articles)}")
        sheet.at(50, 740, headline, 16)
        for row, line in enumerate(lines):
            sheet.at(50, 700 - 24 * row, line)
    return sheet.save()


LINES = [TITLE, "Larkby Courier", "May 4, 2026", "Section: NEWS", "Length: 45 words", "Body",
         PARAGRAPHS[3][:80], "Load-Date: May 4, 2026", "End of Document"]  # fmt: skip


def test_an_export_that_was_printed_is_read_by_its_layout():
    found = parted(printed(LINES, [f"{TITLE}, again", *LINES[1:]], LINES), "export.pdf")
    assert [(one.path, one.title) for one in found.articles] == [
        ("export.pdf#1", TITLE), ("export.pdf#2", f"{TITLE}, again"), ("export.pdf#3", TITLE)
    ]  # fmt: skip
    for at, article in enumerate(found.articles, start=1):
        assert (article.outlet, article.date) == ("Larkby Courier", "2026-05-04")
        assert body(article) == [PARAGRAPHS[3][:80]]
        assert {one.lines for one in (*article.paragraphs, *article.removed)} == {(at, at)}
        assert "pdf-page-edge" in {one.rule for one in article.removed}


def test_pages_without_text_in_a_printed_export_are_counted():
    found = parted(printed(LINES, LINES), "export.pdf")
    assert not found.count.passed_over
    sheet = Sheet()
    for at in (1, 2):
        for row, line in enumerate(LINES):
            sheet.at(50, 740 - 30 * row, line, 16 if row == 0 else 11)
        if at == 1:
            sheet.turn()
    sheet.turn()
    assert parted(sheet.save(), "export.pdf").count.passed_over == {"pages without text": 1}


def test_a_printed_export_that_does_not_show_its_articles_is_refused():
    lines = [line for line in LINES if not line.startswith("May")]
    with pytest.raises(PageError, match=r"Nexis Uni .*with 2 articles.*Word document"):
        parted(printed(LINES, lines), "export.pdf")


def test_a_printed_export_of_a_database_that_is_not_known_is_not_read_as_one():
    lines = [TITLE, PARAGRAPHS[0][:80], PARAGRAPHS[1][:80], "ProQuest document ID: 3123456"]
    with pytest.raises(PageError, match="export of 2 articles"):
        parted(printed(lines, lines), "export.pdf")


def test_a_scan_says_that_it_has_no_text():
    with pytest.raises(PageError, match=r"no text.*scan"):
        parted(Sheet().save(), "scan.pdf")


def test_what_is_damaged_says_so():
    with pytest.raises(PageError, match="damaged PDF"):
        parted(b"%PDF-1.4\nnothing of the kind", "a.pdf")


def test_what_unpacks_to_gigabytes_is_refused_and_the_next_is_read():
    packed = zlib.compress(b"q " * 30_000_000)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
    )
    data = b"".join(b"%d 0 obj\n%b\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    with pytest.raises(PageError, match="more time or memory than a document does"):
        parted(b"%PDF-1.4\n" + data + b"trailer << /Root 1 0 R >>\n%%EOF", "a.pdf")
    sheet = Sheet()
    sheet.at(50, 700, PARAGRAPHS[0][:80])
    assert len(parted(sheet.save(), "b.pdf").articles) == 1


def test_where_there_is_no_second_process_this_one_reads(monkeypatch: pytest.MonkeyPatch):
    def missing(*_: object) -> object:
        raise AsideError("none")

    monkeypatch.setattr(BoundedWork, "do", missing)
    sheet = Sheet()
    sheet.at(50, 700, PARAGRAPHS[0][:80])
    assert len(parted(sheet.save(), "a.pdf").articles) == 1
    with pytest.raises(PageError, match="damaged PDF"):
        parted(b"%PDF-1.4\nnothing of the kind", "a.pdf")


def test_a_column_that_goes_on_for_a_line_or_two_is_one():
    sheet = Sheet()
    sheet.at(50, 740, TITLE, 18)
    lines = [line for one in PARAGRAPHS[:3] for line in (*textwrap.wrap(one, 38), "")]
    for row, line in enumerate(lines[:-3]):
        if line:
            sheet.at(50, 700 - 12 * row, line)
    for row, line in enumerate(lines[-3:-1]):
        sheet.at(310, 700 - 12 * row, line)
    sheet.at(50, 25, "Larkby Courier   7", 8)
    article = parted(sheet.save(), "page.pdf").articles[0]
    assert [one.replace("well- known", "well-known") for one in body(article)] == PARAGRAPHS[:3]
    assert [one.text for one in article.removed] == ["Larkby Courier 7"]


def test_a_short_line_before_a_long_word_ends_no_paragraph():
    sheet = Sheet()
    sheet.at(50, 740, TITLE, 18)
    lines = ("The council said of its", "plan that", "interdepartmental talks on",
             "the bridge had not begun", "and would not for a year.")  # fmt: skip
    for row, line in enumerate(lines):
        sheet.at(50, 700 - 12 * row, line)
    assert body(parted(sheet.save(), "page.pdf").articles[0]) == [" ".join(lines)]


def test_paragraphs_of_two_lines_are_told_from_their_lines():
    sheet = Sheet()
    sheet.at(50, 700, TITLE, 18)
    top = 660
    short = ("Nobody could say on Monday when that may be.", "The council meets again in the hall.")
    texts = [*("\n".join(textwrap.wrap(one, 60)[:2]) + "." for one in PARAGRAPHS[:3]), *short]
    for text in texts:
        for line in text.split("\n"):
            sheet.at(50, top, line)
            top -= 15
        top -= 12
    article = parted(sheet.save(), "page.pdf").articles[0]
    assert body(article) == [text.replace("\n", " ") for text in texts]
