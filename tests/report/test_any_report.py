"""Whatever pages of whatever format are made of, every report on them keeps what it promises."""

from __future__ import annotations

import gzip
import os

import pytest
from hostile import FILE_NAMES, HOSTILE, assert_inert, hostile_page
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invariants import read_back
from report_invariants import check_html, check_report
from support.default import default_config

from tui.corpus.files import Unreadable
from tui.corpus.findings import find_out
from tui.corpus.library import Library
from tui.report.records import article_record
from tui.report.report import Report, provenance
from tui.report.text import Ink, article_text
from tui.text.article.read import clean, whole_page
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

STORY = [
    "The council agreed on Tuesday to rebuild the bridge that the flood took away last year.",
    "“We have waited for 14 months,” Mayor Jane Roe told The Associated Press in Springfield.",
    "Work is to begin in the spring and to last for two years, officials said on Tuesday evening.",
]
WORDS = " ".join(STORY).split()

TEXT = st.one_of(
    st.sampled_from(STORY),
    st.sampled_from([*HOSTILE.values()]),
    st.builds("{} {}".format, st.sampled_from(STORY), st.sampled_from([*HOSTILE.values()])),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.text(max_size=20),
)
ARTICLE = st.lists(TEXT, min_size=1, max_size=8)

AROUND = {
    "txt": ("", "\n\n", ""),
    "md": ("---\ntitle: a\n---\n# ", "\n\n", "\n"),
    "html": ("<html><head><title>a</title><body><h1>", "</h1><p>", "</p>"),
    "eml": ("From: a <b@c.example>\nSubject: ", "\n\n", "\n"),
    "mhtml": ("Content-Type: text/html\n\n<h1>", "</h1><p>", "</p>"),
}
"""By the ending of a page's name: what stands before, between and behind its paragraphs."""


def page_of(ending: str, texts: list[str]) -> bytes:
    """The bytes of a page of some paragraphs."""
    before, between, behind = AROUND[ending.removesuffix(".gz")]
    data = (before + between.join(texts) + behind).encode("utf-8", "replace")
    return gzip.compress(data) if ending.endswith(".gz") else data


PAGE = st.one_of(
    st.builds(
        lambda ending, texts: (ending, page_of(ending, texts)),
        st.sampled_from([*AROUND, "html.gz", "txt.gz"]),
        ARTICLE,
    ),
    st.tuples(st.sampled_from([*AROUND, "gz"]), st.binary(max_size=80)),
)
NAME = st.one_of(
    st.sampled_from([os.fsdecode(name) for name in FILE_NAMES.values()]), st.just("page")
)


def report_on_pages(pages: list[tuple[str, bytes]], name: str, *, rules: bool) -> Report | None:
    """A report on the pages that can be read; None where none can."""
    articles, unreadable = [], []
    for at, (ending, data) in enumerate(pages):
        path = f"{at}{name}.{ending}"
        try:
            page = page_from_bytes(data, path)
        except PageError as error:
            unreadable.append(Unreadable(path, error.reason))
            continue
        article = clean(page, default_config()) if rules else whole_page(page)
        assert_inert(article_text(article, Ink(False), 60))
        entries = read_back(article_record(article))
        held = [one["lines"] for one in (*entries["paragraphs"], *entries["removed"])]
        assert sorted(held) == sorted([*block.lines] for block in page.blocks)
        articles.append(article)
    if not articles:
        return None
    findings = find_out(articles, Library((), default_config()).align, default_config())
    made = provenance(default_config(), rules=rules, without=())
    return Report(findings, made, tuple(unreadable))


HOSTILE_TEXTS = [text for text in hostile_page().split("\n\n") if text.strip()]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PAGE, min_size=1, max_size=3), NAME, st.booleans())
@example(
    [(ending, page_of(ending, HOSTILE_TEXTS[:25])) for ending in ("txt", "html")],
    os.fsdecode(FILE_NAMES["not-utf8"]) + os.fsdecode(FILE_NAMES["html"]),
    True,
)
@example(
    [(ending, page_of(ending, HOSTILE_TEXTS[25:])) for ending in ("md", "eml", "mhtml")],
    os.fsdecode(FILE_NAMES["newline"]) + os.fsdecode(FILE_NAMES["escape"]),
    False,
)
@example([("txt", b"\xad\x1b")], "page", False)
@example([("eml", b"\xc2\xad"), ("txt", b"\xc2\xad\n\na")], "page", False)
def test_any_pages_give_reports_that_hold(
    pages: list[tuple[str, bytes]], name: str, rules: bool
) -> None:
    report = report_on_pages(pages, name, rules=rules)
    if report is not None:
        check_report(report)


@pytest.mark.parametrize(
    "active",
    [
        "<script>x()</script>",
        "<p onclick=x()>a</p>",
        "<a href='javascript:x()'>a</a>",
        "<a href='https://evil.example/'>a</a>",
        "<svg><use href='#a'/></svg>",
        "<p style='background:red'>a</p>",
        "<!-- a -->",
        "<meta http-equiv=refresh content=0>",
        "<h1>another</h1>",
    ],
)
def test_what_could_act_in_a_report_would_be_found(active: str) -> None:
    plain = (
        "<html><head><title>a</title><style>p{}</style></head><body><h1>a</h1><main>"
        "default-src 'none'{}</main></body></html>"
    )
    check_html(plain.replace("{}</main>", "</main>"))
    with pytest.raises(AssertionError):
        check_html(plain.replace("{}</main>", active + "</main>"))
