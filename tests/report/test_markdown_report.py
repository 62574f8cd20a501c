"""The report as Markdown: a parser finds the report's own markup in it and none of a page's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_factory import hostile_report, seeds_report

from tui.report.markdown import escaped, markdown_report
from tui.report.report import coverage_written
from tui.text.inert import inert

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def kinds(text: str) -> set[str]:
    """The kinds of everything that a parser finds."""
    found = set()
    for token in PARSER.parse(text):
        found.add(token.type)
        found |= {child.type for child in token.children or ()}
    return found


def words(text: str) -> str:
    """The words that a reader of the parsed text sees, without white space."""
    parts = (child for token in PARSER.parse(text) for child in token.children or ())
    return re.sub(r"\s+", "", "".join(part.content for part in parts))


@settings(max_examples=150)
@given(
    st.text(st.sampled_from("\\`*_{}[]<>()#+-=.!|~^$&@:/123 abwx'\"\x1b\u202e\n\t"), max_size=30)
)
@pytest.mark.parametrize("around", ["{}", "- {}", "| a |\n| --- |\n| {} |", "# {}"])
def test_escaped_text_is_text(around: str, text: str) -> None:
    written = around.format(escaped(text))
    allowed = kinds(around.format("a")) | {"text", "text_special"}
    assert kinds(written) <= allowed
    shown = re.sub(r"\s+", "", inert(text))
    assert words(written).removeprefix(words(around.format(""))) == shown


LINKING = MarkdownIt("gfm-like", {"html": True})
LINKING.linkify.set({"fuzzy_ip": True})

# How GitHub finds bare addresses in what is written (GFM, "Autolinks (extension)").
GFM = re.compile(r"(?:\bwww\.|(?:https?|ftp)://|\b(?:mailto|xmpp):)[\w-]|[\w.+-]+@[\w-]+\.\w")

ADDRESSES = [
    "evil.com",
    "see EVIL.com/path?a=1.",
    "(evil.co.uk:8080/x)",
    "//evil.com/x",
    "//localhost/x",
    "www.evil.com",
    "http://evil.com",
    "https://localhost",
    "ftp://evil.com/x",
    "mailto:a@evil.com",
    "mailto:a@localhost",
    "a.b+c@evil.com",
    "127.0.0.1/x",
    "1.com",
    "9to5.net",
    "пример.рф",
    "page.md",
]


PARTS = "evil com www http mailto localhost 1 23 de рф a-b _ . . : / // @ :// ( ) - ? # ' ‹ 、"


def links(text: str) -> list[str]:
    """The kinds of everything that a parser which makes links of bare addresses finds."""
    return [child.type for token in LINKING.parse(text) for child in token.children or ()]


@pytest.mark.parametrize("around", ["{}", "- {}", "| a |\n| --- |\n| {} |", "# {}", "**{}** ({})"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_bare_address_becomes_a_link(address: str, around: str) -> None:
    assert "link_open" in links(address)
    written = escaped(address)
    assert "link_open" not in links(around.format(written, written))
    assert GFM.search(written) is None
    assert words(written) == re.sub(r"\s+", "", address)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(f"{PARTS} \N{NO-BREAK SPACE}".split(" ")),
        max_size=14,
    ).map("".join)
)
def test_nothing_that_is_made_of_their_parts_does_either(text: str) -> None:
    written = escaped(text)
    assert "link_open" not in links(f"| a |\n| --- |\n| {written} |")
    assert GFM.search(written) is None
    assert words(written) == re.sub(r"\s+", "", text)


def test_numbers_and_abbreviations_stay_readable() -> None:
    assert escaped("It rose by 3.5 percent at 10:30. Then...") == (
        "It rose by 3.5 percent at 10:30. Then..."
    )


def test_hostile_pages_add_no_markup() -> None:
    text = "".join(markdown_report(hostile_report()))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    found = kinds(text)
    assert not {"html_inline", "html_block", "link_open", "image", "em_open", "code_block"} & found
    assert "http://evil" not in text
    assert "www.evil" not in text
    assert "a@evil" not in text


def test_all_parts_are_there() -> None:
    text = "".join(markdown_report(seeds_report()))
    shown = words(text)
    for one in seeds_report().findings.articles:
        assert one.sha256 in shown
        for paragraph in one.paragraphs:
            # Words that differ stand in brackets.
            plain = re.sub(r"[\s‹›]+", "", paragraph.text)
            assert plain in re.sub("[‹›]", "", shown)
        for gone in one.removed:
            assert re.sub(r"\s+", "", gone.text) in shown
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(heads) == 6


def test_the_coverage_of_one_article_stands_by_itself() -> None:
    report = seeds_report()
    text = "".join(coverage_written(report, 3, "markdown"))
    assert text.startswith("# Coverage of 003, paragraph by paragraph\n")
    shown = words(text)
    assert report.findings.articles[3].sha256 in shown
    assert report.provenance.rules_sha256 in shown
    assert "Sidebyside" not in shown
    hostile = kinds("".join(coverage_written(hostile_report(), 0, "markdown")))
    assert not {"html_inline", "html_block", "link_open", "image", "em_open"} & hostile
