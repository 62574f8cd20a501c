"""Whatever a page holds, each of its lines is in exactly one entry of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chrome_pages import HEADLINE, MENU, STORY
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.model import Article

LINES = st.one_of(
    st.sampled_from(
        [
            "", " ", HEADLINE, *MENU, *STORY, "3 Comments", "Related articles", "By Jane Doe",
            "5 May 2020", "* Sport", "- ", "2 hours ago", "date 2025-02-19 It rained.", "<u></u>",
            "Share", "© 2020 The Record", "Photo: Jane Doe", "Sign up for our newsletter now",
            "https://record.example/a", "PARIS (AFP) — It rained.", "AFP contributed reporting.",
        ]
    ),
    st.text(max_size=60),
)  # fmt: skip
PAGES = st.lists(LINES, min_size=1, max_size=40)


def cleaned(lines: list[str], without: frozenset[str] = frozenset()) -> tuple[list[str], Article]:
    try:
        page = page_from_bytes("\n".join(lines).encode("utf-8", "replace"), "page.txt")
    except PageError:
        reject()
    return list(page.lines), clean(page, default_config(), without)


def check(lines: list[str], article: Article) -> None:
    entries = [entry.lines for entry in (*article.paragraphs, *article.removed)]
    covered = [line for first, last in entries for line in range(first, last + 1)]
    # A line in which one printed page ends and the next begins is in an entry of each.
    parted = any("\f" in line.strip() for line in lines)
    assert parted or len(covered) == len(set(covered))
    assert {number for number, line in enumerate(lines, 1) if line.strip()} <= set(covered)
    for several in (article.paragraphs, article.removed):
        assert [entry.lines for entry in several] == sorted(entry.lines for entry in several)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(PAGES)
def test_every_line_is_in_one_entry(lines: list[str]) -> None:
    check(*cleaned(lines))


@settings(max_examples=60, deadline=None)
@given(PAGES, st.data())
def test_so_it_is_with_any_rules_left_out(lines: list[str], data: st.DataObject) -> None:
    names = [rule.name for rule in default_config().chrome.rules]
    without = frozenset(data.draw(st.sets(st.sampled_from(names))))
    own, article = cleaned(lines, without)
    check(own, article)
    assert not {removed.rule for removed in article.removed} & without


@settings(max_examples=40, deadline=None)
@given(PAGES)
def test_the_same_page_gives_the_same_article(lines: list[str]) -> None:
    assert cleaned(lines)[1] == cleaned(lines)[1]


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_text_is_the_source_folded_and_nothing_else(lines: list[str]) -> None:
    own, article = cleaned(lines)
    for paragraph in article.paragraphs:
        first, last = paragraph.lines
        source = "".join("".join(own[first - 1 : last]).split())
        trimmed = "".join("".join(trim.text.split()) for trim in paragraph.trimmed)
        text = "".join(paragraph.text.split())
        assert len(text) + len(trimmed) <= len(source)
