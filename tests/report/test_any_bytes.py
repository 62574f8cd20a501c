"""Whatever bytes pages are made of, they are refused with a reason or give records that hold."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hostile import assert_inert, hostile_page
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invariants import check_alignment, check_article, check_story
from support.default import default_config

from tui.corpus.story.story import find_stories
from tui.report.story import story_text
from tui.report.text import Ink, alignment_text, article_text
from tui.text import align
from tui.text.article.read import clean, whole_page
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.model import Article

PLAIN = Ink(False)

SENTENCES = [
    "The council agreed on Tuesday to rebuild the bridge that the flood took away last year.",
    "The council agreed on Monday to rebuild the bridge which the flood had taken away.",
    "“We have waited for 14 months,” Mayor Jane Roe told The Associated Press in Springfield.",
    "“We have waited for 15 months”, said the mayor Jane Roe to reporters on Tuesday, Feb. 18.",
    "Work is to begin in the spring and to last for two years, officials said on Tuesday evening.",
    "Le conseil a décidé mardi de reconstruire le pont que la crue avait emporté, selon l’AFP.",
    "外務大臣は火曜日、会談は有益だったと述べた。来週も協議を続けることで合意したという。",
]
CHROME = [
    "",
    "",
    "By Jane Roe",
    "(AP) —",
    "Share",
    "Read more:",
    "© 2025 The Paper",
    "<br>",
    "ADVERTISEMENT",
]

LINE = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(CHROME),
    st.text(max_size=30),
    st.builds(" ".join, st.lists(st.sampled_from(" ".join(SENTENCES).split()), max_size=40)),
)
PAGE = st.lists(LINE, max_size=14).map(lambda lines: "\n\n".join(lines).encode("utf-8", "replace"))
DAMAGED = st.tuples(PAGE, st.binary(max_size=12), st.integers(0, 400)).map(
    lambda found: found[0][: found[2]] + found[1] + found[0][found[2] :]
)
BYTES = st.one_of(PAGE, DAMAGED, st.binary(max_size=200))


def article_of(data: bytes, path: str, *, rules: bool = True) -> Article | None:
    """The article, checked, or None where the page is refused with a reason to read."""
    try:
        page = page_from_bytes(data, path)
    except PageError as error:
        assert_inert(str(error))
        return None
    article = clean(page, default_config()) if rules else whole_page(page)
    assert check_article(article, page.lines)["path"] == path
    assert_inert(article_text(article, PLAIN, 60))
    return article


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BYTES, min_size=1, max_size=3), st.booleans())
@example([hostile_page().encode(), hostile_page().replace("Tuesday", "Monday").encode()], True)
@example([hostile_page().encode("utf-16"), hostile_page().encode()], False)
def test_any_bytes_give_records_that_hold(pages: list[bytes], rules: bool) -> None:
    found = [article_of(data, f"{at}.txt", rules=rules) for at, data in enumerate(pages)]
    articles = [article for article in found if article is not None]
    for left, right in pairwise(articles):
        record = check_alignment(align(left, right, default_config()))
        assert record == check_alignment(align(left, right, default_config()))
        mirrored = check_alignment(align(right, left, default_config()))
        assert len(mirrored["links"]) == len(record["links"])
        for width in (60, 140):
            assert_inert(alignment_text(align(left, right, default_config()), PLAIN, width))
    if articles:
        stories = find_stories(
            articles, lambda a, b: align(a, b, default_config()), default_config(), None
        )
        check_story(stories, [article.path for article in articles])
        assert_inert(story_text(stories, PLAIN, 80))


PROSE = "\n\n".join(SENTENCES * 3)


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode("utf-16"),
        PROSE.encode("utf-16-le"),
        PROSE.encode("utf-16-be"),
        b"\xfe\xff" + PROSE.encode("utf-16-be"),
        PROSE.encode("utf-16") + b"x",
        PROSE.encode("utf-32"),
        PROSE.encode("utf-8-sig"),
        PROSE.encode("cp1252", "replace"),
        PROSE.encode("koi8-r", "replace"),
        PROSE.encode()[:-1] + b"\xff\xc3(\xe2\x82",
        PROSE.replace("Jane", "\ud800 \udfff").encode("utf-8", "surrogatepass"),
        PROSE.replace("Jane", "\ud800 \udfff").encode("utf-16", "surrogatepass"),
        PROSE.replace("\n", "\r").encode(),
        PROSE.replace("Jane", "Z" + "\u0301" * 5000).encode(),
        PROSE.replace(" ", "\u00a0\u200b").encode(),
        ("<b>" * 20_000 + PROSE).encode(),
        ("[" * 20_000 + PROSE).encode(),
        ("“" * 5_000 + PROSE + "”" * 5_000).encode(),
        ("\n" * 50_000 + PROSE + "\n" * 50_000).encode(),
        ("a\n" * 3_000 + PROSE).encode(),
        ("1,2." * 20_000 + PROSE).encode(),
        ("👩\u200d🚀" * 5_000 + PROSE).encode(),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_odd_pages_are_read_and_compared(data: bytes) -> None:
    odd, plain = article_of(data, "odd.txt"), article_of(PROSE.encode(), "plain.txt")
    assert odd is not None
    assert plain is not None
    assert check_alignment(align(odd, plain, default_config()))["summary"]["same"] > 3


def test_five_megabytes_in_one_line_are_read() -> None:
    line = " ".join(SENTENCES[:5] * (5_000_000 // 440))
    assert article_of(line.encode(), "long.txt") is not None


def test_a_page_without_line_ends_is_compared() -> None:
    line = " ".join(SENTENCES[:5] * 1_000)
    changed = line.replace("Tuesday", "Friday")
    left, right = article_of(line.encode(), "a.txt"), article_of(changed.encode(), "b.txt")
    assert left is not None
    assert right is not None
    (link,) = check_alignment(align(left, right, default_config()))["links"]
    assert link["kind"] == "near"
    ((start, _),) = {tuple(one["left"]) for one in link["differences"]}
    assert line[start:].startswith("Tuesday")


def test_ten_thousand_paragraphs_are_read_and_compared() -> None:
    words = PROSE.split()
    paragraphs = [
        f"Matter {number} was read out, {words[number % 97]} {words[number % 89]}, to those who "
        f"had come to the hall, {number * 7919 % 10_007} in all."
        for number in range(10_000)
    ]
    page = page_from_bytes("\n\n".join(paragraphs).encode(), "many.txt")
    assert len(page.blocks) == 10_000
    check_article(clean(page, default_config()), page.lines)
    some = whole_page(page_from_bytes("\n\n".join(paragraphs[::100]).encode(), "few.txt"))
    assert len(check_alignment(align(whole_page(page), some, default_config()))["links"]) >= 100
