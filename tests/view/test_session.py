from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from view_factory import HandmadeLibrary, article, story

from tui.corpus.files import Unreadable
from tui.corpus.story.showing import CANDIDATES
from tui.view.main import work
from tui.view.state import Session

if TYPE_CHECKING:
    from tui.text.model import Article

ENTRIES = (*story()[:2], Unreadable("pages/bad.txt", "is empty"), *story()[2:])


def pair(session: Session) -> tuple[int | None, int | None]:
    return session.left, session.right


def test_turning_skips_the_unreadable_and_the_other_side() -> None:
    session = Session(ENTRIES, 0, 1)
    assert pair(session.turn("right", 1)) == (0, 3)
    assert pair(session.turn("right", -1)) == (0, 4)
    assert pair(session.turn("left", 1)) == (3, 1)
    assert pair(session.turn("right", 1).turn("right", 1).turn("right", 1)) == (0, 1)


def test_turning_two_articles_changes_nothing() -> None:
    session = Session(ENTRIES[:3], 0, 1)
    assert session.turn("right", 1) == session
    assert session.turn("left", -1) == session


def test_choosing_the_unreadable_or_the_left_one_changes_nothing() -> None:
    session = Session(ENTRIES, 0, 1)
    assert pair(session.choose_right(3)) == (0, 3)
    assert session.choose_right(2) == session
    assert session.choose_right(0) == session


def test_swapping() -> None:
    assert pair(Session(ENTRIES, 0, 1).swap()) == (1, 0)
    assert Session(ENTRIES, 0, 1).swap().sides == {1: "left", 0: "right"}


def test_without_a_pair_nothing_can_be_turned() -> None:
    session = Session(ENTRIES[:1])
    assert session.pair is None
    assert session.turn("right", 1) == session


def test_the_most_alike_pair_is_opened_with_the_credited_one_on_the_left() -> None:
    entries = [ENTRIES[2], *reversed(story())]
    session = work.open_library(HandmadeLibrary(entries), lambda session: None)
    assert session.pair is not None
    assert [one.path for one in session.pair] == ["pages/001_wire.txt", "pages/002_copy.txt"]
    assert session.failed == 1


def test_a_slow_machine_opens_few_articles_on_the_same_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    library = HandmadeLibrary([*reversed(story())])
    session = work.open_library(library, lambda session: None)
    assert session.pair is not None
    assert [one.path for one in session.pair] == ["pages/001_wire.txt", "pages/002_copy.txt"]


@pytest.mark.parametrize(("within", "pair"), [(99.0, ("001", "002")), (-1.0, ("004", "003"))])
def test_the_pair_is_chosen_again_among_all_if_they_are_read_soon(
    monkeypatch: pytest.MonkeyPatch, within: float, pair: tuple[str, str]
) -> None:
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    monkeypatch.setattr(work, "CHOSEN_AMONG", 2)
    monkeypatch.setattr(work, "CHOSEN_AGAIN_WITHIN", within)
    session = work.open_library(HandmadeLibrary([*reversed(story())]), lambda session: None)
    assert session.pair is not None
    assert tuple(one.path.removeprefix("pages/")[:3] for one in session.pair) == pair


def test_two_versions_of_one_page_are_not_what_is_opened() -> None:
    wire, copy, part, _other = story()
    address = "https://wire.example/2024/the-story"
    entries = [replace(wire, url=address), replace(copy, url=address), part]
    session = work.open_library(HandmadeLibrary(entries), lambda session: None)
    assert session.pair is not None
    assert part in session.pair
    # Where there is nothing else, they are.
    session = work.open_library(HandmadeLibrary(entries[:2]), lambda session: None)
    assert session.pair == tuple(entries[:2])


def test_of_many_the_same_text_twice_is_not_what_is_opened() -> None:
    twice = [
        article(
            f"{number}{one}", [f"Word{number}a{at} says word{number}b{at} of it" for at in range(9)]
        )
        for number in range(CANDIDATES + 1)
        for one in "ab"
    ]
    session = work.open_library(HandmadeLibrary([*twice, *story()]), lambda session: None)
    assert session.pair is not None
    assert [one.path for one in session.pair] == ["pages/001_wire.txt", "pages/002_copy.txt"]


def texts_of(page: int, version: int) -> list[str]:
    own = [f"Line{page}x{at} said nobody had seen storm{page}y{at}" for at in range(6)]
    shared = "The ferries stay in harbour until the wind has died down"
    new = f"Version {version} adds words{version}z{page} here"
    return [*own, new, *([shared] if page > 1 else [])]


def captures(addresses: int, versions: int) -> list[Article]:
    """Pages of a web archive that have little in common, each in several versions."""
    return [
        replace(
            article(f"pages.warc#{page}-{version}", texts_of(page, version)),
            url=f"https://paper.example/{page}",
            captured=f"2025-02-1{version}T08:00:00Z",
        )
        for page in range(addresses)
        for version in range(versions)
    ]


@pytest.mark.parametrize("addresses", [2, 4, 9])
def test_no_number_of_versions_is_opened_beside_one_another(addresses: int) -> None:
    entries = captures(addresses, 4)
    session = work.open_library(HandmadeLibrary(entries), lambda session: None)
    assert session.pair is not None
    left, right = session.pair
    assert left.url != right.url
    # Where pages have something in common, it is two of these.
    assert addresses == 2 or min(left.url or "", right.url or "") > "https://paper.example/1"


@pytest.mark.parametrize("again", ["pages/001_wire.html.gz", "pages/001_wire (1).txt"])
def test_a_page_that_was_saved_once_more_is_not_opened_beside_itself(again: str) -> None:
    wire, copy, part, _other = story()
    saved = replace(wire, path=again, sha256="another", paragraphs=wire.paragraphs[:-1])
    entries = [saved, wire, part]
    session = work.open_library(HandmadeLibrary(entries), lambda session: None)
    assert session.pair is not None
    assert part in session.pair
    # Two papers' pages are two, also where the browser counted them.
    entries = [replace(copy, path="pages/001_wire (1).txt"), wire, part]
    session = work.open_library(HandmadeLibrary(entries), lambda session: None)
    assert session.pair == (wire, entries[0])


def test_no_pair_is_chosen_while_all_that_is_read_is_one_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    monkeypatch.setattr(work, "CHOSEN_AMONG", 2)
    monkeypatch.setattr(work, "CHOSEN_AGAIN_WITHIN", -1)
    told: list[Session] = []
    session = work.open_library(HandmadeLibrary(captures(3, 5)), told.append)
    pairs = [one.pair for one in (*told, session)]
    assert pairs[:5] == [None] * 5
    assert pairs[-1] is not None
    assert all(left.url != right.url for left, right in filter(None, pairs))


def test_less_than_two_articles_make_no_pair() -> None:
    library = HandmadeLibrary([ENTRIES[2], article("a.txt", ["One"])])
    session = work.open_library(library, lambda session: None)
    assert session.pair is None
    assert work.compare_pair(library, session) is None
    assert list(work.shares(library, session)) == []


def test_shares_are_those_of_the_other_articles_in_the_left_one() -> None:
    library = HandmadeLibrary(story())
    found = dict(work.shares(library, Session(tuple(story()), 0, 1)))
    assert set(found) == {1, 2, 3}
    assert found[2].copied == 2 / 5
    assert found[3].copied == 0
    assert all(share.exact for share in found.values())


def test_of_many_the_nearest_and_the_likest_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MANY", 1)
    left, near, copy, other = story()
    told = list(
        work.shares(
            HandmadeLibrary([left, near, other, copy]), Session((left, near, other, copy), 0, 1)
        )
    )
    assert [(index, share.exact) for index, share in told] == [
        (1, True),
        (2, False),
        (3, False),
        (3, True),
    ]
