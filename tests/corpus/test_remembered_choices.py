"""Choices about pairs of paragraphs, kept between runs."""

from __future__ import annotations

import errno
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.articles import article_of
from support.default import default_config

from tui.corpus.choices import RememberedChoices, choices_file, choices_folder
from tui.corpus.library import Library
from tui.text.alignment.choices import pair_of

if TYPE_CHECKING:
    from tui.text.model import Article

CAKE = "A recipe for plum cake needs butter, sugar, flour, six eggs and a warm kitchen."
TRAIN = "Trains will be late until Monday, the railway announced in a brief note."


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_choices_are_remembered_for_two_files_either_way_round() -> None:
    left, right = article_of([CAKE], path="a.txt"), article_of([TRAIN], path="b.txt")
    pair = pair_of(left, right, (0, 0))
    RememberedChoices().choose(left, right, pair, "pinned")
    later = RememberedChoices()
    assert later.of(left, right).pinned == {pair}
    assert later.of(right, left).pinned == {pair[::-1]}
    assert not later.of(left, article_of([TRAIN], path="c.txt"))
    later.choose(right, left, pair[::-1], "forbidden")
    assert RememberedChoices().of(left, right).forbidden == {pair}
    later.choose(left, right, pair, None)
    assert not RememberedChoices().of(left, right)
    assert not choices_file(left, right).exists()


def part(number: int, text: str, sha256: str = "") -> Article:
    one = article_of([text], path=f"x.jsonl#{number}")
    return replace(one, part=number, sha256=sha256 or f"of {text}")


def test_what_is_decided_about_parts_holds_when_their_numbers_change() -> None:
    left, right = part(1, CAKE), part(2, TRAIN)
    pair = pair_of(left, right, (0, 0))
    RememberedChoices().choose(left, right, pair, "pinned")
    later = RememberedChoices()
    assert later.of(part(8, TRAIN), part(7, CAKE)).pinned == {pair[::-1]}
    # And where a part says more than it did, its number tells.
    assert later.of(part(1, CAKE, "new"), right).pinned == {pair}
    later.choose(part(8, TRAIN), part(7, CAKE), pair[::-1], None)
    assert not RememberedChoices().of(part(7, CAKE), part(8, TRAIN))


def test_what_another_process_decided_meanwhile_is_kept() -> None:
    left, right = article_of([CAKE, TRAIN], path="a.txt"), article_of([TRAIN, CAKE], path="b.txt")
    one, other = RememberedChoices(), RememberedChoices()
    assert not one.of(left, right)
    assert not other.of(left, right)
    one.choose(left, right, pair_of(left, right, (0, 0)), "pinned")
    other.choose(left, right, pair_of(left, right, (1, 1)), "pinned")
    assert len(RememberedChoices().of(left, right).pinned) == 2


def test_many_threads_lose_nothing_and_leave_no_rubbish() -> None:
    left = article_of([*(f"Left {number}" for number in range(20))], path="a.txt")
    right = article_of([TRAIN], path="b.txt")

    def choose(place: int) -> None:
        RememberedChoices().choose(left, right, pair_of(left, right, (place, 0)), "forbidden")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(choose, range(20)))
    assert len(RememberedChoices().of(left, right).forbidden) == 20
    assert {path.suffix for path in choices_folder().iterdir()} <= {".json", ""}


@pytest.mark.parametrize("rubbish", [b"", b"{", b"\xff\xfe", b"[1]", b'{"schema": "other"}'])
def test_a_broken_file_counts_as_empty_and_is_replaced(rubbish: bytes) -> None:
    left, right = article_of([CAKE], path="a.txt"), article_of([TRAIN], path="b.txt")
    file = choices_file(left, right)
    file.parent.mkdir(parents=True)
    file.write_bytes(rubbish)
    memory = RememberedChoices()
    assert not memory.of(left, right)
    pair = pair_of(left, right, (0, 0))
    memory.choose(left, right, pair, "pinned")
    assert RememberedChoices().of(left, right).pinned == {pair}


def test_where_nothing_can_be_kept_it_holds_until_the_end(state: Path) -> None:
    state.write_text("a file where the folder should be")
    left, right = article_of([CAKE], path="a.txt"), article_of([TRAIN], path="b.txt")
    memory = RememberedChoices()
    pair = pair_of(left, right, (0, 0))
    with pytest.raises(OSError, match="directory"):
        memory.choose(left, right, pair, "pinned")
    assert memory.of(left, right).pinned == {pair}


@pytest.mark.parametrize("step", ["replace", "mkdir"])
def test_a_full_disk_leaves_what_was_decided(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    left, right = article_of([CAKE], path="a.txt"), article_of([TRAIN], path="b.txt")
    pair = pair_of(left, right, (0, 0))
    RememberedChoices().choose(left, right, pair, "pinned")
    before = choices_file(left, right).read_bytes()
    memory = RememberedChoices()
    with monkeypatch.context() as disk:
        disk.setattr(Path, step, full)
        with pytest.raises(OSError, match="No space left"):
            memory.choose(left, right, pair, "forbidden")
    assert memory.of(left, right).forbidden == {pair}
    assert choices_file(left, right).read_bytes() == before
    assert RememberedChoices().of(left, right).pinned == {pair}
    assert {path.suffix for path in choices_folder().iterdir()} <= {".json", ""}


def test_a_library_aligns_anew_when_something_is_decided(tmp_path: Path) -> None:
    for name, text in (("a.txt", CAKE), ("b.txt", TRAIN)):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    config = default_config()
    library = Library([tmp_path], config, rules=False)
    left, right = library.articles()
    library.choices = RememberedChoices()
    before = library.align(left, right)
    assert before is library.align(left, right)
    assert before.links == ()
    library.choices.choose(left, right, pair_of(left, right, (0, 0)), "pinned")
    assert [link.pinned for link in library.align(left, right).links] == [True]
    assert [link.pinned for link in library.align(right, left).links] == [True]
    # What has its library from elsewhere has no choices but its own.
    assert pickle.loads(pickle.dumps(library)).choices is None
    assert Library([tmp_path], config, rules=False).align(left, right).links == ()
