"""The desk: what is open and known, tried without a screen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from view_factory import HandmadeLibrary, story

from tui.config import load_config
from tui.corpus.files import Unreadable
from tui.corpus.library import GivenLibrary
from tui.view.main.desk import UNCHANGED, Desk
from tui.view.main.messages import PairChosen
from tui.view.main.work import compare_pair, open_library
from tui.view.place import Bookmark
from tui.view.state import Session
from tui.view.whose import Cluster, Whose


def opened(place: Bookmark | None = None) -> Desk:
    """A desk with four articles that are read, the first two compared."""
    library = HandmadeLibrary(story())
    desk = Desk(library, place)
    desk.read(open_library(library, lambda _session: None), done=True)
    compare(desk)
    return desk


def compare(desk: Desk) -> frozenset[str]:
    """Compare what the desk wants compared; gives what it says has changed."""
    pair = compare_pair(desk.library, desk.session, desk.arrangement)
    assert pair is not None
    return desk.compared(pair)


def names(desk: Desk) -> list[str]:
    """The names of the articles that are listed, from top to bottom."""
    return [desk.entries[index].name for index in desk.order]


@pytest.mark.parametrize("module", ["desk", "entries", "work"])
def test_it_loads_nothing_of_textual(module: str) -> None:
    code = f"import sys, tui.view.main.{module}; print(*(n for n in sys.modules if 'textual' in n))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert loaded.stdout.strip() == b""


def test_what_is_read_while_a_reader_goes_on_leaves_the_pair() -> None:
    entries = tuple(story())
    desk = Desk(HandmadeLibrary(entries))
    assert "cursor" in desk.read(Session(entries[:3], 0, 1), done=False)
    assert {"list", "cursor", "compare"} == desk.go_to(desk.session.choose_right(2))
    changed = desk.read(Session(entries, 0, 1), done=True)
    assert (desk.session.left, desk.session.right) == (0, 2)
    assert "cursor" not in changed
    assert "find whose" not in changed  # not before a comparison is shown
    assert desk.all_read


def test_articles_of_a_group_are_all_read_though_one_file_holds_them() -> None:
    held = [replace(one, path=f"pages.jsonl#{at}") for at, one in enumerate(story())]
    desk = Desk(GivenLibrary(held, load_config()))
    desk.read(Session(tuple(held), 0, 1), done=True)
    assert (desk.files_read, desk.is_part_read) == (len(held), False)
    assert len(desk.entries) == len(held)


def test_what_is_not_read_yet_is_listed_below_what_is() -> None:
    articles = tuple(story())
    desk = Desk(HandmadeLibrary(articles))
    entries, groups = desk.listed
    assert [entry.waits for entry in entries] == [True] * len(articles)
    assert [group.heading for group in groups] == [f"Not read yet · {len(articles)}"]
    desk.read(Session(articles[:3], 0, 1), done=False)
    entries, groups = desk.listed
    assert [entry.path for entry in entries] == list(desk.library.paths)
    assert [entry.waits for entry in entries[:4]] == [False, False, False, True]
    assert groups[-1].places == tuple(range(3, len(articles)))
    # Nothing that turns through the articles comes to one of them.
    assert desk.order == [0, 1, 2]
    desk.read(Session(articles, 0, 1), done=True)
    assert desk.listed == (desk.entries, desk.groups)


def test_what_is_not_read_yet_is_not_filtered() -> None:
    articles = tuple(story())
    desk = Desk(HandmadeLibrary(articles))
    desk.read(Session(articles[:3], 0, 1), done=False)
    desk.filter("001")
    assert not any(entry.waits for entry in desk.listed[0])


def test_without_a_pair_there_will_be_nothing_but_a_notice() -> None:
    gone = Unreadable("pages/001.txt", "it is empty")
    desk = Desk(HandmadeLibrary([gone]))
    assert desk.nothing_yet == "The pages are still being read."
    assert {"notice", "body"} <= desk.read(Session((gone,)), done=True)
    assert desk.nothing_yet == "Comparing takes two articles, and there aren't two here."
    assert desk.entries[0].failure == "it is empty"


def test_the_first_comparison_lets_what_could_wait_begin() -> None:
    library = HandmadeLibrary(story())
    desk = Desk(library)
    desk.read(open_library(library, lambda _session: None), done=True)
    assert "first" in compare(desk)
    assert desk.first_painted() == {"shares", "find shares", "progress", "find whose"}
    assert desk.progress == "Checking …"
    assert "first" not in compare(desk)


def test_a_comparison_that_nobody_wants_any_more_changes_nothing() -> None:
    desk = opened()
    late = compare_pair(desk.library, desk.session, desk.arrangement)
    shown = desk.shown
    desk.go_to(desk.session.swap())
    assert desk.compared(late) is UNCHANGED
    assert desk.shown is shown


def test_shares_are_forgotten_with_the_article_on_the_left_only() -> None:
    desk = opened()
    desk.found_shares(desk.session, {1: None})
    desk.go_to(desk.session.choose_right(2))
    assert "find shares" not in compare(desk)
    assert desk.shares == {1: None}
    old = desk.session
    desk.go_to(old.swap())
    assert "find shares" in compare(desk)
    assert desk.shares == {}
    assert desk.found_shares(old, {1: None}) == UNCHANGED


def test_what_a_key_changes_is_said_until_the_cursor_moves_on() -> None:
    desk = opened()
    assert desk.rearrange(desk.arrangement.with_choice("order")) == {"arranged", "compare"}
    assert desk.effect == ""
    compare(desk)
    assert desk.effect == "Same order already."
    desk.reached(0)
    desk.reached(0)
    assert desk.effect
    desk.reached(1)
    assert desk.effect == ""


def test_what_was_said_of_a_pair_is_not_said_of_the_next() -> None:
    desk = opened()
    desk.rearrange(desk.arrangement.with_choice("order"))
    compare(desk)
    assert desk.effect
    desk.go_to(desk.session.turn("right", 1, desk.order))
    compare(desk)
    assert desk.effect == ""


def test_the_list_is_filtered_and_sorted() -> None:
    desk = opened()
    assert desk.filter("something else") == {"list"}
    assert names(desk) == ["004"]
    assert desk.groups[0].heading == "only “something else” · 1 of 4"
    desk.filter("")
    assert desk.sort_by("length") == {"list"}
    assert names(desk) == ["002", "001", "004", "003"]


def test_a_verdict_on_fewer_articles_than_are_open_does_not_count() -> None:
    desk = opened()
    desk.first_painted()
    paths = tuple(entry.path for entry in desk.entries)
    whose = Whose({paths[0]: "AP copy"}, {}, (Cluster("AP copy", paths, 1),), {paths[0]: "all"})
    assert desk.found_whose(Session(desk.session.entries[:2], 0, 1), whose) == {"progress"}
    assert (desk.whose, desk.claim) == (None, None)
    assert {"verdicts", "story"} <= desk.found_whose(desk.session, whose)
    assert desk.claim == (1, "all")
    assert desk.entries[0].verdict == "AP copy"
    assert desk.judged(1, 4) == UNCHANGED
    assert {"compare", "find whose", "find shares"} <= desk.decided()
    assert desk.claim is None


def test_the_list_keeps_its_groups_while_they_are_found_out_anew() -> None:
    desk = opened()
    assert [group.heading for group in desk.groups] == ["Not checked yet · 4"]
    # The two that are compared are at the top, and stay there whoever is gone to meanwhile.
    assert desk.order[:2] == [desk.session.left, desk.session.right]
    before = desk.order
    desk.go_to(desk.session.choose_right(before[3]))
    assert desk.order == before
    paths = tuple(entry.path for entry in desk.session.entries)
    clusters = (Cluster("AP copy", paths[2:], 1), Cluster("No match", paths[:2], None))
    desk.found_whose(desk.session, Whose({}, {}, clusters, {}))
    grouped = desk.groups
    assert [index for group in grouped for index in group.places] == [2, 3, 0, 1]
    # A pair was pinned, or a page has changed: all are checked again.
    desk.decided()
    assert desk.groups == grouped
    desk.reread(desk.session)
    assert desk.groups == grouped
    assert desk.whose is None


def test_a_place_is_gone_back_to_in_its_own_pair_only() -> None:
    left, right = (one.path for one in story()[:2])
    desk = opened(Bookmark(left, right, paragraph=3, sort="name"))
    assert desk.row is not None
    assert desk.sort == "name"
    compare(desk)
    assert desk.row is None
    elsewhere = opened(Bookmark(left, "pages/gone.txt", paragraph=3))
    assert elsewhere.row is None


def test_a_pair_is_opened_by_its_paths_if_both_are_there() -> None:
    desk = opened()
    right, left = (one.path for one in story()[2:])
    assert desk.open_paths(left, "pages/gone.txt", None) == UNCHANGED
    assert "compare" in desk.open_paths(left, right, None)
    assert [one.path for one in desk.session.pair or ()] == [left, right]


def test_pages_that_are_read_again_are_judged_again() -> None:
    desk = opened()
    changed = desk.reread(Session(desk.session.entries[:3], 0, 2))
    assert {"list", "cursor", "articles", "compare", "find whose", "find shares"} <= changed
    assert len(desk.entries) == 3
    assert desk.whose is None


def test_who_goes_on_while_pages_are_read_again_stays_where_they_are() -> None:
    before = opened().session
    reread = Session(before.entries[::-1], 0, 1)
    swapped = Session(before.entries, before.right, before.left)
    now = reread.following(swapped, before)
    assert now.entries == reread.entries
    assert now.pair == swapped.pair
    assert reread.following(before, before) is reread
    gone = Session(before.entries[:2], 0, 1)
    assert gone.following(Session(before.entries, 3, 2), before) is gone


def test_the_bookmark_says_what_is_shown() -> None:
    assert Desk(HandmadeLibrary(story())).bookmark(None, "all", "", "compare") is None
    desk = opened()
    desk.rearrange(desk.arrangement.with_choice("fold"))
    place = desk.bookmark(None, "substance", "nord", "why")
    assert place is not None
    assert (place.side, place.paragraph, place.lens) == ("left", None, "substance")
    assert (place.fold, place.theme, place.view) == ("unchanged", "nord", "why")


def test_a_pair_that_shows_more_is_shown_to_who_has_touched_nothing_yet() -> None:
    entries = tuple(story())
    desk = Desk(HandmadeLibrary(entries))
    desk.read(Session(entries[:3], 1, 2), done=False)
    compare(desk)
    assert {"cursor", "compare"} <= desk.read(Session(entries, 0, 1), done=True)
    assert (desk.session.left, desk.session.right) == (0, 1)
    assert desk.effect == "All pages are read: these two show most."
    left = Desk(HandmadeLibrary(entries), Bookmark("pages/001_wire.txt", "pages/002_copy.txt"))
    left.read(Session(entries[:3], 1, 2), done=False)
    compare(left)
    assert "compare" in left.read(Session(entries, 0, 1), done=True)
    assert not left.effect
    touched = Desk(HandmadeLibrary(entries))
    touched.read(Session(entries[:3], 1, 2), done=False)
    touched.touched = True
    assert "compare" not in touched.read(Session(entries, 0, 1), done=True)
    assert (touched.session.left, touched.session.right) == (1, 2)


def test_of_very_many_the_pair_that_shows_most_is_told_later() -> None:
    entries = tuple(story())
    desk = Desk(HandmadeLibrary(entries))
    desk.read(Session(entries, 1, 2), done=True)
    compare(desk)
    assert not PairChosen(Session(entries[:3], 0, 1)).tell(desk)
    assert not PairChosen(Session(entries, 2, 1)).tell(desk)
    assert {"cursor", "compare"} <= PairChosen(Session(entries, 0, 1)).tell(desk)
    assert (desk.session.left, desk.session.right) == (0, 1)
    assert desk.effect == "All pages are read: these two show most."
    desk.touched = True
    assert not PairChosen(Session(entries, 1, 2)).tell(desk)
