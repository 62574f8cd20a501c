"""Text for readers: what it shows, what it never writes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from report_factory import LEAD, MORE, report_on
from report_factory import article as made
from support.default import default_config

from tui.config import Config, demo_folder
from tui.corpus.library import Library
from tui.presentation import sentence as lens
from tui.presentation.rows import counts, shown_rows
from tui.presentation.wrap import cells
from tui.report.pairs import pair_part
from tui.report.records import alignment_record
from tui.report.report import written
from tui.report.text import Ink, alignment_text, article_text
from tui.text.model import Article, Paragraph, Removed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.presentation.rows import ShownRow
    from tui.text.model import Alignment, Link

PLAIN, COLOURED = Ink(colour=False), Ink(colour=True)
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def library() -> Library:
    config: Config = default_config()
    return Library([demo_folder()], config)


@pytest.fixture(scope="module")
def alignment(library: Library) -> Alignment:
    articles = list(library.articles())
    return library.align(articles[3], articles[2])


@pytest.mark.parametrize("width", [20, 60, 76, 100, 160, 300])
@pytest.mark.parametrize("ink", [PLAIN, COLOURED], ids=["plain", "coloured"])
def test_no_line_is_wider_than_asked(alignment: Alignment, ink: Ink, width: int) -> None:
    text = ESCAPE.sub("", alignment_text(alignment, ink, width))
    assert max(map(cells, text.splitlines())) <= min(width, 160)


def test_every_paragraph_of_both_sides_is_shown_whole(alignment: Alignment) -> None:
    text = ESCAPE.sub("", alignment_text(alignment, COLOURED, 121))
    columns = [
        re.sub(r"\W+", "", "".join(line[at] for line in text.splitlines()))
        for at in (slice(0, 59), slice(59, None))
    ]
    for article, column in zip((alignment.left, alignment.right), columns, strict=True):
        for paragraph in article.paragraphs:
            if paragraph.linkable:
                assert re.sub(r"\W+", "", paragraph.text) in column


def test_differing_words_stand_in_brackets_only_without_colour(alignment: Alignment) -> None:
    plain, coloured = (alignment_text(alignment, ink, 120) for ink in (PLAIN, COLOURED))
    assert "‹start›" in plain
    assert "‹begin›" in plain
    assert "\x1b" not in plain
    assert "‹" not in coloured
    assert "\x1b[1;35mstart\x1b[0m" in coloured


def test_the_summary_counts_what_the_alignment_counts(alignment: Alignment) -> None:
    *_, numbers, shares = alignment_text(alignment, PLAIN, 120).splitlines()
    summary, found = alignment.summary, counts(shown_rows(alignment))
    # Rows as the app counts them, of which subheads are none.
    assert f"≈ {found.get('near', 0)} near" in numbers
    assert f"∼ {found.get('related', 0)} paraphrase" in numbers
    assert f"◆ {found.get('only-right', 0)} only in 002" in numbers
    assert shares.startswith(f"{summary.left_copied:.0%} of 003 is in 002")


def test_a_paraphrase_with_a_row_on_each_side_counts_once(library: Library) -> None:
    by_name = {article.path[-7:-4]: article for article in library.articles()}
    for pair in permutations(by_name.values(), 2):
        alignment = library.align(*pair)
        found = counts(shown_rows(alignment))
        linked = {(link.left, link.right) for link in alignment.links if link.kind == "related"}
        assert found.get("related", 0) <= len(linked)


def test_a_moved_paragraph_says_where_it_stands(library: Library) -> None:
    articles = list(library.articles())
    text = alignment_text(library.align(articles[1], articles[2]), PLAIN, 120)
    assert re.search(r"↕ moved: ¶ \d+ on the (left|right), “", text)


def test_an_article_reads_from_headline_to_end(library: Library) -> None:
    article = list(library.articles())[3]
    text = article_text(article, PLAIN, None)
    paragraphs = text.strip().split("\n\n")
    assert paragraphs[0].startswith(article.path)
    assert "credits AP" in paragraphs[0]
    assert article.title in paragraphs
    body = [paragraph.text for paragraph in article.paragraphs if paragraph.role == "body"]
    assert [text for text in paragraphs if text in body] == body
    narrow = article_text(article, COLOURED, 40)
    assert max(map(cells, ESCAPE.sub("", narrow).splitlines())) <= 40


def hostile(path: str) -> Article:
    bad = "Red \x1b[31m alert \x9b2J and \u202eover\u202c [b]bold[/b] \x07 \udcff end of it."
    return Article(
        path,
        "",
        "utf-8",
        bad,
        bad,
        None,
        None,
        (Paragraph(bad, "headline", (1, 1)), Paragraph(bad + path, "body", (2, 2))),
        (Removed(bad, "rule", (3, 3)),),
        outlet=bad,
    )


def test_hostile_text_is_inert_in_every_place(library: Library) -> None:
    left, right = hostile("a\x1b]0;x\x07\n.txt"), hostile("b\udcff\x9b.txt")
    texts = [alignment_text(library.align(left, right), PLAIN, width) for width in (50, 120)]
    texts += [article_text(left, PLAIN, width) for width in (None, 50)]
    for text in texts:
        assert not OBEYED.search(text)
        assert "␛" in text
        assert "[b]bold[/b]" in re.sub(r"\s+", " ", text)


def test_a_page_without_text_says_so(library: Library) -> None:
    empty = Article("x.txt", "", "utf-8", None, None, None, None, (), ())
    assert "No article text was found" in article_text(empty, PLAIN, None)
    assert "Neither article" in alignment_text(library.align(empty, empty), PLAIN, 80)


def test_what_differs_in_a_pair_is_said_by_class() -> None:
    library = Library([demo_folder()], default_config())
    articles = list(library.articles())
    text = alignment_text(library.align(articles[3], articles[2]), Ink(colour=False), 120)
    said = [line for line in text.splitlines() if line.startswith("  ↳ ")]
    assert len(said) >= 15
    assert any("attribution “said” → “claimed”" in line for line in said)
    assert all(len(line) > len("  ↳ ") for line in said)


@pytest.mark.parametrize("written", ["text", "pair"])
def test_a_row_is_not_searched_for_among_all_links(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 200
    left, right = (
        Article(name, name, "utf-8", None, None, None, None, paragraphs, ())
        for name, paragraphs in (
            (day, tuple(_matter(number, day) for number in range(count)))
            for day in ("Monday", "Tuesday")
        )
    )
    aligned = Library((), default_config()).align(left, right)
    assert aligned.summary.near == count
    looked_at: list[int] = []
    links_shown = lens.links_shown

    def counting(links: Iterable[Link], row: ShownRow) -> Iterator[Link]:
        links = list(links)
        looked_at.append(len(links))
        return links_shown(links, row)

    monkeypatch.setattr(lens, "links_shown", counting)
    if written == "text":
        assert alignment_text(aligned, PLAIN, 120).count("“Monday” → “Tuesday”") == count
    else:
        rows = pair_part(0, 1, aligned).rows
        assert sum(len(changes) for row in rows for _name, changes in row.changes) == count
    assert sum(looked_at) == count


def _matter(number: int, day: str) -> Paragraph:
    words = f"On {day} the hall heard of matter {number * 7919}, and of street {number * 104_729}."
    return Paragraph(words, "body", (number + 1, number + 1))


def test_it_is_said_that_counterparts_may_be_missing(
    alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "may be missing" not in alignment_text(alignment, PLAIN, 100)
    lost = replace(alignment, summary=replace(alignment.summary, unheard=1234))
    told = alignment_text(lost, PLAIN, 100)
    assert "1234 unmatched paragraphs are so similar to many others" in " ".join(told.split())
    assert alignment_record(lost)["summary"]["unheard"] == 1234
    report = report_on(made("a.txt", "One", LEAD, MORE), made("b.txt", "Two", MORE, LEAD))
    monkeypatch.setattr(type(report.findings), "alignment", lambda *_pair: lost)
    for form in ("html", "markdown"):
        assert "1234 unmatched paragraphs are so similar" in "".join(written(report, form))


def test_links_that_set_phrases_made_are_said_to_be_taken_back(
    alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "set phrases" not in alignment_text(alignment, PLAIN, 100)
    formulas = replace(alignment, formulaic=True, withdrawn=3)
    told = "3 similar pairs of paragraphs are not matched: their names or numbers differ"
    assert told in " ".join(alignment_text(formulas, PLAIN, 100).split())
    assert alignment_record(formulas)["summary"]["withdrawn"] == 3
    assert alignment_record(formulas)["summary"]["formulaic"] is True
    assert "formulaic" not in alignment_record(alignment)["summary"]
    shown = alignment_text(replace(alignment, formulaic=True), PLAIN, 100)
    assert "two events told in the same set phrases. Neither page counts" in " ".join(shown.split())
    report = report_on(made("a.txt", "One", LEAD, MORE), made("b.txt", "Two", MORE, LEAD))
    monkeypatch.setattr(type(report.findings), "alignment", lambda *_pair: formulas)
    for form in ("html", "markdown"):
        assert told in "".join(written(report, form))
