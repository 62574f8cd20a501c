"""Stories that are found in a second process."""

from __future__ import annotations

import sys

import made_stories as made
import pytest
from support.default import default_config

from tui.corpus.story import process as module
from tui.corpus.story.process import find_stories_aside
from tui.corpus.story.story import find_stories
from tui.files.aside import AsideError, BoundedWork, OutOfBoundsError
from tui.text import align

CONFIG = default_config()
ARTICLES = [
    made.article("full.txt", made.AGENCY),
    made.article("head.txt", made.AGENCY[:5]),
    made.article("own.txt", made.OWN),
]


def test_the_same_stories_are_found_as_in_this_process() -> None:
    told: list[tuple[int, int]] = []
    found = find_stories_aside(ARTICLES, CONFIG, lambda: False, lambda *now: told.append(now))
    assert found == find_stories(ARTICLES, lambda one, other: align(one, other, CONFIG), CONFIG)
    assert all(done <= total == len(ARTICLES) for done, total in told)


def test_which_two_show_most_is_told_before_the_stories_are() -> None:
    told: list[tuple[str, str]] = []
    find_stories_aside(
        ARTICLES, CONFIG, lambda: False, lambda *_: None, lambda *pair: told.append(pair)
    )
    assert told == [("full.txt", "head.txt")]


def test_what_nobody_waits_for_any_more_is_ended() -> None:
    assert find_stories_aside(ARTICLES, CONFIG, lambda: True, lambda *_: None) is None


@pytest.mark.parametrize("start", ["raise SystemExit(3)", "print('no pickle')"])
def test_a_second_process_that_fails_is_said_to(
    start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_START", start)
    with pytest.raises(AsideError):
        find_stories_aside(ARTICLES, CONFIG, lambda: False, lambda *_: None)


def test_so_is_one_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(AsideError, match=r"^No such file or directory$"):
        find_stories_aside(ARTICLES, CONFIG, lambda: False, lambda *_: None)


def test_work_that_takes_too_much_ends_alone_and_the_next_task_is_done() -> None:
    pytest.importorskip("resource")
    work = BoundedWork("builtins:bytes", seconds=1, megabytes=50)
    with pytest.raises(OutOfBoundsError):
        work.do(200_000_000)
    assert work.do(3) == bytes(3)
    work.end()
    assert work.do(4) == bytes(4)
    work.end()
    endless = BoundedWork("collections:deque", seconds=0, megabytes=50)
    with pytest.raises(OutOfBoundsError):
        endless.do(range(10**12), 0)


def test_work_for_which_no_process_is_to_be_had_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(AsideError):
        BoundedWork("builtins:bytes", seconds=1, megabytes=50).do(3)
