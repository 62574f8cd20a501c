"""Stories as printed: the record's names, and text that no page can abuse."""

from __future__ import annotations

import json
from dataclasses import replace

from tui.corpus.story.story import Story, Verdict
from tui.report.records import as_json
from tui.report.story import story_record, story_text
from tui.report.text import Ink

VERDICT = Verdict(
    path="pages/002.txt",
    kind="uncredited-copy",
    line="No credit: AP copy",
    service="AP",
    compared_with="pages/003.txt",
    share_from_source=0.97,
    source_share_found=1.0,
    truncated=False,
    evidence=(
        "Credits no wire service.",
        "“told \x1b[31mthe AP” mentions AP, but is not a credit.",
    ),
    derivation=None,
)
SOURCE = Verdict(
    path="pages/003.txt",
    kind="credited-copy",
    line="AP copy, credited",
    service="AP",
    compared_with=None,
    share_from_source=1.0,
    source_share_found=1.0,
    truncated=True,
    evidence=("Credits AP: “By AP” (line 3).",),
    derivation=None,
)
STORIES = (Story("pages/003.txt", "AP", (VERDICT, SOURCE)),)


def test_record_keeps_its_names() -> None:
    record = json.loads(as_json(story_record(STORIES)))
    assert record["schema"] == "compare/story/1"
    (cluster,) = record["clusters"]
    assert (cluster["source"], cluster["service"]) == ("pages/003.txt", "AP")
    article = cluster["articles"][0]
    assert article["path"] == "pages/002.txt"
    assert article["verdict"] == "uncredited-copy"
    assert (article["share_from_source"], article["source_share_found"]) == (0.97, 1.0)
    assert article["truncated"] is False
    assert article["evidence"] == list(VERDICT.evidence)


def test_text_puts_the_source_first_and_is_inert() -> None:
    text = story_text(STORIES, Ink(colour=False), 40)
    assert text.index("003  AP copy, credited") < text.index("002  No credit: AP copy")
    assert "\x1b" not in text
    assert "␛[31m" in text
    assert all(len(line) <= 40 for line in text.splitlines() if line.startswith("    "))


def test_a_service_that_writes_itself_small_begins_a_line_so() -> None:
    dpa = replace(SOURCE, line="dpa copy, credited", service="dpa")
    assert dpa.opening == "dpa copy, credited"
    assert replace(dpa, line="part dpa, part own").opening == "Part dpa, part own"


def test_text_without_stories() -> None:
    assert story_text((), Ink(colour=False), None) == ""


def test_text_numbers_groups_as_the_report_does() -> None:
    lone = replace(SOURCE, path="pages/007.txt")
    stories = (Story(None, None, (lone,)), *STORIES)
    lines = story_text(stories, Ink(colour=False), None).splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads == ["Group 1 · 2 pages · AP copy: 003", "No shared text · 1 page"]
