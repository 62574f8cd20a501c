"""What mutation testing found that no other test noticed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from support.articles import article_of
from support.default import default_config

from tui.text import align
from tui.text.alignment.rows import build_rows, kept_order, summarise
from tui.text.article.credit import Candidate, CreditFrame, WireService, WireServices
from tui.text.chrome.rule import Examples
from tui.text.model import Alignment, Kind, Link
from tui.text.page.decode import decode
from tui.text.page.model import PageError, too_large
from tui.text.page.read import page_from_bytes, read_bytes
from tui.text.words.tokens import (
    LONGEST_COMPOUND,
    features,
    is_unspaced,
    parts_of_compounds,
    stemmer,
)

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = default_config()
RIVER = "The river rose three metres overnight and flooded the old town of Marlow, the mayor said."
BOATS = "Firefighters brought 140 people out of their houses by boat, among them a school class."
BRIDGE = "The railway bridge, built in 1887, is closed until engineers have looked at its pillars."


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (1_500_000, "1.5 MB"),
        (1_000_000, "1 MB"),
        (1_000_000_000, "1 GB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert too_large(size, 20_000_000) == (
        f"is too large for a page ({said}; the limit is 20 MB); if it is one, raise the limit "
        "with --max-size or `pages: most_bytes`"
    )


def test_an_error_names_its_page() -> None:
    with pytest.raises(PageError) as caught:
        page_from_bytes(b"", "pages/empty.txt")
    assert caught.value.path == "pages/empty.txt"
    assert str(caught.value) == f"pages/empty.txt: {caught.value.reason}"


def test_bytes_that_no_encoding_fits_are_read_as_western() -> None:
    assert decode(bytes(range(128, 256)) * 3)[1] == "windows-1252"
    assert decode(b"caf\xe9 \x81 na\xefve") == ("café \ufffd naïve", "windows-1252")


def test_a_summary_counts_every_kind_for_itself() -> None:
    links = [
        Link(0, 0, "same", 1.0, False, ()),
        Link(1, 1, "near", 0.8, False, ()),
        Link(1, 2, "near", 0.7, True, ()),
        Link(2, 3, "related", 0.4, True, ()),
        Link(3, 3, "related", 0.4, False, ()),
        Link(4, 3, "related", 0.4, True, ()),
    ]
    words = dict.fromkeys(range(8), 10)
    summary = summarise(links, words, dict.fromkeys(range(5), 10))
    assert (summary.same, summary.near, summary.related, summary.moved) == (1, 2, 3, 3)
    assert (summary.left_only, summary.right_only) == (3, 1)
    assert (summary.left_share, summary.right_share) == (0.625, 0.8)
    assert (summary.left_copied, summary.right_copied) == (0.25, 0.6)


def shown(left: str, right: str) -> list[tuple[str, str]]:
    """The words that differ between two paragraphs, left and right."""
    (link,) = align(article_of([left]), article_of([right]), CONFIG).links
    spans = [(one.left or (0, 0), one.right or (0, 0)) for one in link.differences]
    return [(left[slice(*one)], right[slice(*other)]) for one, other in spans]


def rows_of(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...], str]]:
    return [(row.left, row.right, row.kind) for row in alignment.rows]


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("mayor's", "mayor"),
        ("mayor’s", "mayor"),
        ("talks", "talk"),
        ("4th", "4th"),
        ("is", "is"),
        ("a's", "a"),
        ("—", ""),
        ("’s", ""),
    ],
)
def test_a_stem_has_no_genitive_and_no_ending(key: str, stem: str) -> None:
    assert stemmer(CONFIG.alignment.stems)(key) == stem


@pytest.mark.parametrize(
    ("stems", "compared"),
    [
        (["乌", "克", "兰"], ["乌", "乌克", "克兰"]),
        (["乌", "克", "and", "兰"], ["乌", "乌克", "and", "兰"]),
        (["ж", "乌"], ["ж", "乌"]),
        (["한국어", "뉴스"], ["한국", "국어", "뉴스"]),
        (["뉴스", "가나다라", "news"], ["뉴스", "가나", "나다", "다라", "news"]),
        (["news", "été"], ["news", "été"]),
        ([], []),
    ],
)
def test_scripts_without_spaces_are_compared_by_neighbours(
    stems: list[str], compared: list[str]
) -> None:
    assert features(stems) == compared


def test_compounds_have_parts_of_a_least_length_at_either_end() -> None:
    settings = CONFIG.alignment.stems
    part, length = settings.part, settings.compound
    first, last = "a" * part, "b" * part
    for whole in (first + "x" * (length - 2 * part) + last, first + "x" * 50 + last):
        assert parts_of_compounds([whole, first, last], settings) == {whole: [first, last]}
        assert parts_of_compounds([whole, first[1:], last[1:]], settings) == {}
    short = first + "x" * (length - part - 1)
    assert parts_of_compounds([short, first], settings) == {}
    longest = first + "x" * (LONGEST_COMPOUND - part)
    assert parts_of_compounds([longest, first], settings) == {longest: [first]}
    assert parts_of_compounds([f"{longest}x", first], settings) == {}


def test_only_single_characters_are_unspaced() -> None:
    keys = ["乌", "ก", "x", "乌克", "한", "ж", "—"]
    assert [is_unspaced(key) for key in keys] == [True, True] + [False] * 5


def test_what_is_tied_by_hyphens_is_compared_and_nothing_equal_is_marked() -> None:
    assert shown(f"A ten-year plan. {RIVER}", f"A six-year plan. {RIVER}") == [("ten", "six")]
    assert shown(f"A ten-year-old plan. {RIVER}", f"A ten-month-old plan. {RIVER}") == [
        ("year", "month")
    ]
    assert shown(
        f"A ten-year and two-month plan. {RIVER}", f"A six-year and one-month plan. {RIVER}"
    ) == [("ten", "six"), ("two-month", "one-month")]


def test_a_shared_word_between_long_changes_is_no_island() -> None:
    left = (
        "Officials of the council, farmers, teachers and nurses, waited for many hours bridge "
        "while singers, dancers, players and painters rehearsed old songs outside"
    )
    right = (
        "Ministers from distant capitals, generals, bankers, lawyers, met with kings bridge when "
        "soldiers, drivers, pilots, sailors marched along broad streets inside"
    )
    # A paraphrase: of one that shares half of its words, key changes are sought one by one.
    same = "before the mayor spoke to reporters at the town hall."
    assert shown(f"{left} {same}", f"{right} {same}") == [(left, right)]
    short = f"sat in the town hall on Tuesday. {RIVER}"
    assert shown(f"Dogs bridge cats {short}", f"Birds bridge mice {short}") == [
        ("Dogs", "Birds"),
        ("cats", "mice"),
    ]
    # What stands before a kept run counts no more.
    many, others = (
        "farmers teachers nurses singers dancers players painters smiths pilots",
        ("generals bankers lawyers soldiers drivers sailors kings queens bishops"),
    )
    kept = "The river flooded the old town, the mayor said."
    assert shown(f"Yes. {kept} Dogs bridge {many}", f"No. {kept} Birds bridge {others}") == [
        ("Yes", "No"),
        ("Dogs", "Birds"),
        (many, others),
    ]


def test_every_run_that_stands_elsewhere_has_moved() -> None:
    one, other = "in the old town hall of Marlow", "under heavy autumn rain"
    found = shown(f"{one} {RIVER} {other}", f"{other} {RIVER} {one}")
    assert found == [(one, one), (other, other)]
    found = shown(f"{one}, {other}, {RIVER}", f"{RIVER} {other}, {one}")
    assert found[0] == (one, one)
    assert (other, other) in found
    assert all(words in (one, other, ",", "") for pair in found for words in pair)


def test_repeated_paragraphs_are_linked_in_order_and_the_rest_with_the_last() -> None:
    again = RIVER.replace("overnight", "by morning").replace("said", "told us")
    left, right = (
        article_of([RIVER, BOATS, RIVER]),
        article_of([again, BRIDGE, again, BOATS, again]),
    )
    alignment = align(left, right, CONFIG)
    assert [(link.left, link.right) for link in alignment.links] == [(0, 0), (1, 3), (2, 2), (2, 4)]
    back = align(right, left, CONFIG)
    assert [(link.left, link.right) for link in back.links] == [(0, 0), (2, 2), (3, 1), (4, 2)]


@pytest.mark.parametrize(("strong_share", "kind"), [(0.0, "near"), (1.1, "related")])
def test_pairs_of_articles_that_derive_from_one_another_are_sooner_near(
    strong_share: float, kind: Kind
) -> None:
    near = replace(CONFIG.alignment.near, strong_share=strong_share)
    config = replace(CONFIG, alignment=replace(CONFIG.alignment, near=near))
    reworded = "Engineers are to examine the railway bridge of 1887."
    boats = "By boat, firefighters reached 140 people; pupils were there too."
    alignment = align(article_of([BRIDGE, BOATS]), article_of([reworded, boats]), config)
    assert [link.kind for link in alignment.links] == [kind, kind]
    assert all(0 < link.similarity < 1 for link in alignment.links)


def test_a_row_of_several_links_is_same_only_where_all_are() -> None:
    more = article_of([RIVER, f"{RIVER} Nobody was hurt."])
    assert rows_of(align(more, article_of([RIVER]), CONFIG)) == [((0, 1), (0,), "near")]
    paragraphs = article_of([RIVER, BOATS]).paragraphs
    for kinds, shown_as in (
        (("same", "same"), "same"),
        (("same", "related"), "near"),
        (("related", "related"), "related"),
        (("related", "near"), "near"),
    ):
        links = [Link(at, 0, kind, 1.0, False, ()) for at, kind in enumerate(kinds)]
        (row,) = build_rows(paragraphs, paragraphs[:1], links)
        assert (row.left, row.right, row.kind) == ((0, 1), (0,), shown_as)


def test_a_moved_paragraph_has_the_closest_kind_of_its_links_on_either_side() -> None:
    paragraphs = article_of([RIVER, BOATS, BRIDGE]).paragraphs
    links = [
        Link(0, 2, "related", 0.5, True, ()),
        Link(1, 0, "same", 1.0, False, ()),
        Link(2, 1, "near", 0.9, False, ()),
    ]
    rows = [(row.left, row.right, row.kind) for row in build_rows(paragraphs, paragraphs, links)]
    assert rows == [
        ((0,), (), "related"),
        ((1,), (0,), "same"),
        ((2,), (1,), "near"),
        ((), (2,), "related"),
    ]


@pytest.mark.parametrize(
    ("pairs", "weights", "kept"),
    [
        ([], [], []),
        ([(0, 2), (1, 0), (2, 1)], [1.0, 1.0, 1.0], [False, True, True]),
        ([(0, 2), (1, 0), (2, 1)], [3.0, 1.0, 1.0], [True, False, False]),
        ([(0, 0), (0, 1), (1, 1), (2, 5)], [0.1, 0.1, 0.1, 0.1], [True] * 4),
    ],
)
def test_the_heaviest_chain_keeps_its_order(
    pairs: list[tuple[int, int]], weights: list[float], kept: list[bool]
) -> None:
    assert kept_order(pairs, weights) == kept


def credited(text: str, pattern: str, *services: WireService) -> list[tuple[str, str]]:
    """The services that a pattern finds in a text, with the words."""
    none = Examples(drop=(), keep=())
    frame = CreditFrame(
        name="test", why="A test.", examples=none, parts=("end",), patterns=(pattern,)
    )
    known = services or CONFIG.wire_services.services
    recogniser = WireServices(frames=(frame,), services=known).recogniser
    found = recogniser.find([Candidate("end", text, (1, 1), 0)])
    return [(finding.service, finding.words) for finding in found]


def test_a_credit_is_found_behind_other_names_and_told_in_the_pages_words() -> None:
    text = "AP and Agence France-Presse saw it, dpa says. (Reuters, Berlin)"
    assert credited(text, r"\({service}, [A-Z]\w+\)") == [("Reuters", "(Reuters, Berlin)")]
    both = "AP and Agence France-Presse saw it"
    assert credited(text, r"{service} saw it") == [("AP", both)]
    assert credited("wire_site_reuters_page_ap", "{slug}$") == [("AP", "ap")]
    assert credited("wire_site_reuters_page_ap", "{slug}_page") == [("Reuters", "reuters_page")]


def test_a_name_inside_a_word_is_none_and_the_longest_name_counts() -> None:
    for text in ("(XAP)", "(APX)", "(1AP)", "(AP2)"):
        assert credited(text, r"\(.?{service}.?\)") == []
    press = WireService(name="P", called=("press",))
    agency = WireService(name="A", called=("press agency",))
    assert credited("(press agency)", r"\({service}", press, agency) == [("A", "(press agency")]
    assert credited("(press)", r"\({service}", press, agency) == [("P", "(press")]


def test_an_error_of_reading_names_its_file(tmp_path: Path) -> None:
    page, pipe = tmp_path / "page.txt", tmp_path / "pipe.txt"
    page.write_bytes(b"x" * 100)
    os.mkfifo(pipe)
    for file, most in ((page, 99), (pipe, 100), (tmp_path / "none.txt", 100)):
        with pytest.raises(PageError) as caught:
            read_bytes(file, most)
        assert caught.value.path == str(file)
    with pytest.raises(PageError, match=r"many\.txt") as caught:
        page_from_bytes(b"x\n" * 100_001, "many.txt")
    assert caught.value.path == "many.txt"
