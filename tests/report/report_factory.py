"""Reports on invented articles, some of them hostile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from support.default import default_config

from tui.config import demo_folder
from tui.corpus.files import Unreadable
from tui.corpus.findings import find_out
from tui.corpus.library import Library
from tui.report.report import Report, provenance
from tui.text.model import Article, Credit, Evidence, Paragraph, Removed, Trim

LEAD = "The council of Velmar agreed on Tuesday to rebuild the bridge that the flood took away."
MORE = "Work is to begin in the spring, Mayor Lena Okdal told reporters, and to cost 40 million."
LAST = "No contractor has been named, and the ferry will run until the work is done next year."

OTHER = "A thousand pupils of Aldmoor sang on the market square when the old lime was felled there."
MUCH = "The lime had stood for three hundred years; its wood goes to the workshop of the school."

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> "
    "</style></title><a href='javascript:document.title=1'>click</a> <svg/onload=alert(1)> "
    "&lt;b&gt; {{ 7*7 }} \x1b[31mred\x07 \u202eright to left\u202c \x9b2J | `code` **bold** _it_ "
    "[link](javascript:alert(1)) ![x](http://evil.example/x.png) http://evil.example "
    'www.evil.example a@evil.example " onmouseover="alert(1)'
)
"""Markup of every kind, escape sequences, bidirectional overrides; it may do nothing."""


def article(path: str, title: str, *texts: str) -> Article:
    """An article with a headline, something removed, and body paragraphs."""
    paragraphs = (
        Paragraph(title, "headline", (1, 1)),
        *(
            Paragraph(text, "body", (line, line), (Trim(title, "trim"),) if line == 3 else ())
            for line, text in enumerate(texts, 3)
        ),
    )
    credit = Credit(title, (Evidence((2, 2), "rule", title),)) if title == HOSTILE else None
    removed = (Removed(title, "share-bar", (2, 2)),)
    return Article(path, "0f" * 32, "utf-8", title, title, None, credit, paragraphs, removed, title)


def report_on(*articles: Article, most_pairs: int | None = None) -> Report:
    """A report on some articles."""
    library = Library((), default_config())
    findings = find_out(articles, library.align, default_config())
    made = provenance(default_config(), rules=True, without=())
    return Report(findings, made, most_pairs=most_pairs)


def two_groups() -> Report:
    """Two pages on one event, two on another, and one alone."""
    return report_on(
        article("1.txt", "Bridge to be rebuilt", LEAD, MORE, LAST),
        article("2.txt", "Velmar rebuilds", LEAD, MORE, LAST),
        article("3.txt", "Lime is felled", OTHER, MUCH),
        article("4.txt", "Old tree gone", OTHER, MUCH),
        article("5.txt", "Alone", "Nothing of this is in any other page of the five there are."),
    )


def hostile_report(text: str = HOSTILE) -> Report:
    """Two articles whose every field is hostile, and an unreadable page of such a name."""
    left = article(f"left{text}.txt", text, LEAD, MORE + " " + text, text)
    right = article(f"right{text}.txt", text, LEAD + " " + text, MORE.replace("40", "50"), LAST)
    made = report_on(left, replace(right, url=text, encoding=text))
    return replace(made, unreadable=(Unreadable(f"gone{text}", text),))


@cache
def seeds_report() -> Report:
    """A report on the pages that come with the program."""
    library = Library([demo_folder()], default_config())
    findings = find_out(list(library.articles()), library.align, default_config())
    return Report(findings, provenance(default_config(), rules=True, without=()))
