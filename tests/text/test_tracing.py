"""A page line by line: what became of each, and which rule decided."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.config import demo_folder
from tui.text.article.read import clean, trace
from tui.text.page.read import page_from_bytes, read_page

SEEDS = sorted(demo_folder().glob("*.txt"))
CONFIG = default_config()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_trace_says_what_the_article_says(path: object) -> None:
    page = read_page(str(path))
    article = clean(page, CONFIG)
    traces = trace(page, CONFIG)
    kept = {(one.lines, one.role) for one in traces if one.kept}
    assert kept == {(one.lines, one.role) for one in article.paragraphs}
    dropped = {(one.lines, one.rule, one.text) for one in traces if not one.kept}
    assert dropped == {(one.lines, one.rule, one.text) for one in article.removed}


def test_sentences_earn_and_labels_cost() -> None:
    traces = trace(read_page(SEEDS[3]), CONFIG)
    body = [one.score for one in traces if one.role == "body" and one.score is not None]
    dropped = [one.score for one in traces if not one.kept and one.score is not None]
    assert min(body) > 0
    assert len(body) > 15
    assert sum(score < 0 for score in dropped) > 0.9 * len(dropped)


def test_a_trimmed_line_names_the_rule_that_trimmed_it() -> None:
    text = "date 2026-03-01 The council agreed on Tuesday to rebuild the old bridge in spring."
    (one,) = trace(page_from_bytes(text.encode(), "x"), CONFIG)
    assert one.kept
    assert one.touched[0] == "scraped-metadata"
    assert one.text == text


def test_without_a_rule_its_lines_are_body_text() -> None:
    page = read_page(SEEDS[4])
    before = {one.lines for one in trace(page, CONFIG) if one.rule == "related-link"}
    after = {one.lines: one.role for one in trace(page, CONFIG, frozenset({"related-link"}))}
    assert before
    assert {after[lines] for lines in before} == {"body"}
