"""Which articles are over the limit of uncredited wire copy, and how that is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.corpus.story.story import Story, Verdict
from tui.report.story import check_record, check_text, checked
from tui.report.text import Ink

SOURCE = Verdict(
    "wire.txt", "credited-copy", "AP copy", "AP", None, 1.0, 1.0, False, (), None, True
)
COPY = replace(
    SOURCE,
    path="copy\x1b.txt",
    kind="uncredited-copy",
    line="No credit: AP copy",
    compared_with="wire.txt",
    share_from_source=0.61,
    evidence=("Credits \x1b[1m none.",),
    credited=False,
)


@pytest.mark.parametrize(
    ("verdict", "limit", "is_over"),
    [
        (COPY, 60, True),
        (COPY, 61, False),
        (replace(COPY, kind="part-copy"), 60, True),
        (replace(COPY, kind="part-copy", credited=True), 60, False),
        (replace(COPY, service=None), 0, False),
        (replace(COPY, service=None, release=True), 60, True),
        (replace(COPY, kind="shared", service=None), 0, False),
        (replace(COPY, kind="own"), 0, False),
        (SOURCE, 0, False),
    ],
)
def test_what_is_over(verdict: Verdict, limit: float, is_over: bool) -> None:
    found = checked([Story(None, None, (verdict,))], limit)
    assert found.over == ((verdict,) if is_over else ())


def test_the_most_comes_first_and_text_is_inert() -> None:
    more = replace(COPY, path="more.txt", share_from_source=0.9)
    found = checked([Story("wire.txt", "AP", (SOURCE, COPY, more))], 60)
    assert [one["share"] for one in check_record(found)["over"]] == [0.9, 0.61]
    text = check_text(found, Ink(colour=False), 30)
    assert "\x1b" not in text
    assert text.startswith("more.txt: 90% is AP copy without credit (source: wire)\n  - ")
    assert text.endswith("\nFails: 2 of 3 articles are more than 60% uncredited wire copy.\n")


@pytest.mark.parametrize(
    ("share", "limit", "over", "near"),
    [
        (0.61, 60, True, False),
        (0.6, 60, False, True),
        (0.5, 60, False, True),
        (0.4999, 60, False, False),
        (0.57, 57, False, True),
        (0.05, 8, False, True),
        (0.0, 8, False, False),
    ],
)
def test_what_is_just_below_the_limit_is_named(
    share: float, limit: float, over: bool, near: bool
) -> None:
    one = replace(COPY, share_from_source=share)
    found = checked([Story("wire.txt", "AP", (SOURCE, one))], limit)
    assert (found.over == (one,), found.near == (one,)) == (over, near)
    said = "Just below the limit: copy␛.txt: "
    text = check_text(found, Ink(colour=False), 80)
    assert (said in text) == near
    assert (f"OK: none of 2 articles is more than {limit}% uncredited wire copy." in text) != over


def test_the_other_paths_of_an_article_are_named() -> None:
    twice = replace(COPY, also=("b/\x1b.txt", "c.txt"))
    found = checked([Story("wire.txt", "AP", (SOURCE, twice))], 60)
    (over,) = check_record(found)["over"]
    assert over["also"] == ["b/\x1b.txt", "c.txt"]
    lines = check_text(found, Ink(colour=False), 80).splitlines()
    assert lines[1:3] == ["    also saved as b/␛.txt", "    also saved as c.txt"]
