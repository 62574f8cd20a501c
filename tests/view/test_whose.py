from __future__ import annotations

from dataclasses import replace

from tui.corpus.story.story import Story, Verdict
from tui.presentation.kinds import SHOWN_VERDICTS
from tui.view.whose import whose

NAMES = {f"{number}.txt": number for number in ("001", "002", "003", "004", "005", "006")}


def verdict(number, kind, line, service=None, model=None):
    path = f"{number}.txt"
    return Verdict(path, kind, line, service, model, 0.5, 0.5, False, ("Because \x1b[1m.",), None)


AP = Story(
    "002.txt",
    "AP",
    (
        verdict("001", "part-copy", "No credit: part AP, part own", "AP"),
        verdict("002", "credited-copy", "AP copy, credited", "AP"),
        verdict("003", "own", "own reporting"),
        verdict("004", "unclear", "can't tell"),
    ),
)


def test_clusters_claims_and_lines() -> None:
    found = whose([AP], NAMES)
    assert [(cluster.name, cluster.paths) for cluster in found.clusters] == [
        ("AP copy", ("002.txt", "001.txt")),
        ("Can't tell", ("004.txt",)),
        ("Own reporting", ("003.txt",)),
    ]
    assert found.claims["003.txt"] == "AP copy in 2 of 4 · 1 without credit"
    assert found.lines["002.txt"] == "AP copy, credited"
    assert found.lines["003.txt"] == "Own reporting"
    own_letters = replace(AP.verdicts[1], service="dpa", line="dpa copy, credited")
    assert own_letters.opening == "dpa copy, credited"
    assert found.group_count == 1


def test_quoted_page_text_is_inert() -> None:
    assert whose([AP], NAMES).evidence["001.txt"] == ("Because ␛[1m.",)


def test_copy_without_a_service_is_named_after_its_source() -> None:
    story = Story(
        "005.txt",
        None,
        (
            verdict("005", "own", "own reporting"),
            verdict("006", "uncredited-copy", "No credit: copy of 005", None, "005.txt"),
        ),
    )
    found = whose([AP, story], NAMES)
    assert found.clusters[-1].name == "Group 2: Copy of 005"
    assert found.claims["006.txt"] == "Group 2: Copy of 005 in 1 of 2 · 1 without credit"
    alone = Story(None, None, (verdict("007", "no-match", "no match in these pages"),))
    assert (
        whose([story, alone], NAMES).claims["006.txt"].startswith("This group: Copy of 005 in 1 ")
    )


def test_copies_of_one_another_stand_together() -> None:
    pairs = (("001", "002"), ("003", "004"), ("002", "001"), ("004", "003"), ("005", "001"))
    copies = [
        verdict(one, "shared", f"shares text with {other}", None, f"{other}.txt")
        for one, other in pairs
    ]
    found = whose([Story(None, None, (*copies, verdict("006", "own", "own reporting")))], NAMES)
    assert [(cluster.name, cluster.paths) for cluster in found.clusters] == [
        ("Shared text 1", ("001.txt", "002.txt", "005.txt")),
        ("Shared text 2", ("003.txt", "004.txt")),
        ("Own reporting", ("006.txt",)),
    ]


def test_pages_with_no_story_in_common() -> None:
    alone = [Story(None, None, (verdict(number, "own", "own reporting"),)) for number in ("001",)]
    found = whose(alone, NAMES)
    assert [cluster.name for cluster in found.clusters] == ["No shared text"]
    assert found.claims == {}


def test_versions_of_an_article_stand_together_with_their_times() -> None:
    paths = ("003.txt", "001.txt")
    pages = [
        replace(verdict("001", "no-match", "no match in these pages"), versions=paths, moment="10"),
        verdict("002", "no-match", "no match in these pages"),
        replace(verdict("003", "no-match", "no match in these pages"), versions=paths, moment="9"),
    ]
    found = whose([Story(None, None, tuple(pages))], NAMES)
    assert [(one.name, one.paths, one.noun) for one in found.clusters] == [
        ("One article", paths, "version"),
        (SHOWN_VERDICTS["no-match"].heading, ("002.txt",), "article"),
    ]
    assert found.lines["003.txt"] == "1 of 2 · 9 · no match in these pages"
