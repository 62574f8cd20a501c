"""What must hold of every report on a set of articles, in every format, whatever the pages were."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from hostile import assert_inert
from invariants import check_story
from markdown_it import MarkdownIt

from tui.report.csv import COLUMNS
from tui.report.records import alignment_record, article_record, as_json
from tui.report.report import REPORT_FORMATS, written
from tui.report.story import check_record, check_text, checked, story_text
from tui.report.text import Ink

if TYPE_CHECKING:
    from tui.report.report import Report

PLAIN = Ink(False)

ACTIVE = {
    "script", "img", "image", "iframe", "object", "embed", "form", "input", "button", "textarea",
    "select", "link", "base", "audio", "video", "source", "frame", "frameset", "applet", "math",
    "foreignobject", "use", "animate", "set", "template", "noscript", "plaintext",
}  # fmt: skip
"""Elements that a browser fetches for, runs, sends from or reads otherwise."""

ADDRESSES = {"href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster"}

OF_PAGES = {"html_inline", "html_block", "link_open", "image", "em_open", "code_block", "fence"}
"""What a Markdown parser finds in no report unless a page put it there."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class _Active(HTMLParser):
    """Notes everything in a page that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.once: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found.append(tag)
        if tag in ("html", "head", "body", "main", "h1", "style", "title"):
            self.once.append(tag)
        for name, value in attrs:
            address = name in ADDRESSES and not (value or "").startswith("#")
            if address or name.startswith("on") or name in ("style", "target"):
                self.found.append(f"{tag} {name}={value}")
            if name == "http-equiv" and value != "Content-Security-Policy":
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def check_report(report: Report) -> None:
    """Check every format of a report, and what `story` and `check` say of its articles."""
    texts = {form: "".join(written(report, form)) for form in REPORT_FORMATS}
    for form, text in texts.items():
        assert_inert(text)
        assert text.encode().decode() == text, form
        assert text == "".join(written(report, form)), form
    check_html(texts["html"])
    check_markdown(texts["markdown"])
    check_csv(texts["csv"], report)
    check_json(texts["json"], report)
    check_collatex(texts["collatex"], report)
    check_sayings(report)


def check_html(text: str) -> None:
    """Check that nothing in an HTML report could act, whoever wrote it."""
    active = _Active()
    active.feed(text)
    active.close()
    assert active.found == []
    assert sorted(active.once) == ["body", "h1", "head", "html", "main", "style", "title"]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in text


def check_markdown(text: str) -> None:
    """Check that a parser finds no markup in a Markdown report but the report's own."""
    found = set()
    for token in _MARKDOWN.parse(text):
        found.add(token.type)
        found |= {child.type for child in token.children or ()}
    assert not OF_PAGES & found


def check_csv(text: str, report: Report) -> None:
    """Check that a table has all links, in cells that no spreadsheet runs."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    links = sum(len(report.findings.alignment(*pair).links) for pair in report.pairs())
    assert len(rows) == 1 + links
    for row in rows:
        assert len(row) == len(COLUMNS)
        assert not any(cell.lstrip()[:1] in tuple("=+@\t\r") for cell in row if cell)
        assert not any(cell.startswith("-") and len(cell) > 1 for cell in row)


def check_json(text: str, report: Report) -> None:
    """Check that a script finds the records that it knows."""
    record = json.loads(text)
    findings = report.findings
    assert record["articles"] == json.loads(as_json([*map(article_record, findings.articles)]))
    assert record["alignments"] == [
        json.loads(as_json(alignment_record(findings.alignment(*pair)))) for pair in report.pairs()
    ]
    assert len(record["coverage"]) == len(findings.articles)
    for one in record["sharing"]:
        assert 0 <= one["copied"] <= 1
        assert 0 <= one["share"] <= 1


def check_collatex(text: str, report: Report) -> None:
    """Check that every word of each witness stands once in its column, in order."""
    record = json.loads(text)
    articles = report.findings.articles
    assert len(set(record["witnesses"])) == len(record["witnesses"]) == len(articles)
    for place, article in enumerate(articles):
        said = "".join(token["t"] for row in record["table"] for token in row[place])
        expected = "".join(one.text + "\n" for one in article.paragraphs if one.linkable)
        assert said == json.loads(as_json({"t": expected}))["t"]


def check_sayings(report: Report) -> None:
    """Check what `story` and `check` say of a report's articles."""
    stories = report.findings.stories
    check_story(stories, [article.path for article in report.findings.articles])
    assert_inert(story_text(stories, PLAIN, 80))
    found = checked(stories, 60)
    record = json.loads(as_json(check_record(found)))
    assert record["checked"] == len(report.findings.articles)
    assert all(0.6 < one["share"] <= 1 and one["evidence"] for one in record["over"])
    assert_inert(check_text(found, PLAIN, 80))
