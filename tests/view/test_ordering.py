from __future__ import annotations

from dataclasses import replace

from support.articles import article_of

from tui.corpus.sharing import Share
from tui.view.main.entries import SORTS, ListEntry, entry_of, failed_entry, list_groups, next_sort
from tui.view.whose import Cluster

ENTRIES = [
    ListEntry("c.txt", "003", "003 Gazette", "Talks end", True, 5, None, date="2025-02-19"),
    ListEntry(
        "a.txt", "001", "001 Wire", "Talks begin", True, 9, "AP", verdict="AP copy, credited"
    ),
    ListEntry("b.txt", "002", "002 Herald", "Storm", True, 7, None, date="2025-02-18"),
    failed_entry("bad.txt", "bad", "is empty"),
]
CLUSTERS = [Cluster("AP copy", ("a.txt", "c.txt")), Cluster("Own reporting", ("b.txt",))]


def places(*more, **keywords):
    return [place for group in list_groups(ENTRIES, *more, **keywords) for place in group.places]


def test_clusters_have_headings_and_what_failed_comes_last() -> None:
    found = list_groups(ENTRIES, CLUSTERS, {})
    assert [(group.heading, group.places) for group in found] == [
        ("AP copy · 2 articles", (1, 0)),
        ("Own reporting · 1 article", (2,)),
        ("", (3,)),
    ]


def test_before_anything_is_known_the_order_is_the_folder_s() -> None:
    assert [(group.heading, group.places) for group in list_groups(ENTRIES, (), {})] == [
        ("Not checked yet · 3", (0, 1, 2, 3))
    ]


def test_before_anything_is_known_the_pair_is_listed_where_its_group_will_be() -> None:
    before = list_groups(ENTRIES, (), {}, first=("a.txt", "c.txt"))
    after = list_groups(ENTRIES, CLUSTERS, {}, first=("c.txt", "a.txt"))
    assert [group.places for group in before] == [(1, 0, 2, 3)]
    assert [place for group in after for place in group.places] == [1, 0, 2, 3]
    # What could not be read is not waited for.
    assert list_groups(ENTRIES[3:], (), {})[0].heading == ""


def test_articles_that_came_later_stand_under_a_heading_of_their_own() -> None:
    assert list_groups(ENTRIES, CLUSTERS[:1], {})[1].heading == "Not checked yet · 1"


def test_other_orders() -> None:
    assert places((), {0: Share(0.2, 0.2, True), 2: Share(0.9, 0.9, False)}, "similarity") == [
        1,
        2,
        0,
        3,
    ]  # the left one first
    assert places((), {}, "name") == [1, 2, 0, 3]
    assert places((), {}, "date") == [2, 0, 1, 3]
    assert places((), {}, "length") == [1, 2, 0, 3]
    assert [next_sort(sort) for sort in SORTS] == [*SORTS[1:], SORTS[0]]


def test_typed_words_filter() -> None:
    assert places(CLUSTERS, {}, wanted="TALKS") == [1, 0]
    assert places((), {}, "name", "talks credited") == [1]
    assert list_groups(ENTRIES, CLUSTERS, {}, wanted="nowhere") == ()


def test_before_its_verdict_a_page_is_not_said_to_credit_nobody() -> None:
    page = article_of("Compiled from wire services\n\nOne page and its words.", path="page.txt")
    assert entry_of(page, "page").verdict == "No service credited by name"


def test_articles_of_one_file_stand_under_its_name() -> None:
    one = entry_of(article_of("One page and its words.", path="page.txt"), "page")
    parts = [
        entry_of(
            replace(article_of("Words.", path=f"export.jsonl#{number}"), part=number),
            f"export#{number}",
        )
        for number in (1, 2)
    ]
    failed = failed_entry("export.jsonl#3", "export#3", "row 3 is not JSON")
    for sort in ("cluster", "name"):
        groups = list_groups([*parts, one, failed], (), {}, sort)
        assert [(group.heading, group.places) for group in groups] == [
            ("", (2,)),
            ("export · 2 articles", (0, 1, 3)),
        ]


def test_what_a_web_archive_holds_is_told_by_its_host_where_no_outlet_is_known() -> None:
    page = article_of("One page and its words.", path="a.warc#1")
    page = replace(page, part=1, url="https://www.Example.org:80/news?id=1")
    assert entry_of(page, "a#1").title == "a#1 example.org"
    assert entry_of(replace(page, outlet="Courier"), "a#1").title == "a#1 Courier"
    assert entry_of(replace(page, part=None), "a").title == "a"


def test_what_is_copied_without_credit_is_found_by_the_words_of_the_title() -> None:
    silent = ListEntry("a", "a", "a", verdict="No credit: AP copy", verdict_look="alarm")
    credited = ListEntry("b", "b", "b", verdict="AP copy, credited", verdict_look="near")
    for wanted in ("without credit", "uncredited"):
        assert wanted in silent.searched
        assert wanted not in credited.searched
