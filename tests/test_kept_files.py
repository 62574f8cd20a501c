"""What the program keeps between runs, when something else has come into its place."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from tui.cli.first import keep_result, recall_result
from tui.config.undo import Undoable, keep_change, undoable
from tui.corpus.notes import _read as read_notes
from tui.corpus.notes import notes_folder
from tui.files.folders import from_json, own_folder, read_own
from tui.view.place import places_file, recall_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))


def a_pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(path)


def an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.mkdir()


def nested(path: Path) -> None:
    path.write_text('{"schema":' + '{"a":' * 500_000, encoding="utf-8")


def no_text(path: Path) -> None:
    path.write_bytes(b'{"schema":"\xff\xfe"}')


def too_much(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


@pytest.mark.parametrize(
    "put",
    [a_pipe, an_endless_device, a_folder, nested, no_text, too_much],
    ids=lambda one: one.__name__,
)
def test_what_is_no_file_of_ours_is_as_if_it_were_not_there(put: Callable[[Path], None]) -> None:
    notes_folder().mkdir(parents=True)
    for file in (notes_folder() / "x.json", places_file(), own_folder("state") / "taught.json"):
        put(file)
    assert read_notes(notes_folder() / "x.json") == ()
    assert recall_place(["a.txt"]) is None
    assert undoable(own_folder("config") / "config.yaml") == []


def test_what_was_undone_can_be_kept_again_over_what_is_broken() -> None:
    file = own_folder("state") / "taught.json"
    file.parent.mkdir(parents=True)
    nested(file)
    change = Undoable(str(file.absolute()), "mine", None, b"new")
    keep_change(change)
    assert undoable(file) == [change]


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no links that could be told")
def test_what_runs_as_code_is_never_read_through_a_link(tmp_path: Path) -> None:
    """Whoever may write into the folder could name any file of the user's own, a page say."""
    request = (("pages",), None, False)
    keep_result(request, "the result", [])
    assert recall_result(request) == "the result"
    (file,) = own_folder("cache").glob("opening-*.pickle")
    file.rename(tmp_path / "page.txt")
    file.symlink_to(tmp_path / "page.txt")
    assert recall_result(request) is None
    file.unlink()
    a_pipe(file)
    assert recall_result(request) is None


def test_json_that_is_nested_without_end_is_no_json_like_any_other() -> None:
    deep = b'{"a":' * 500_000
    with pytest.raises(msgspec.DecodeError, match="nested too deeply"):
        from_json(deep, dict[str, object])
    assert from_json(json.dumps({"a": 1}), dict[str, int]) == {"a": 1}


def test_a_file_larger_than_was_ever_written_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_own(tmp_path / "a", 5) == b"12345"
    with pytest.raises(OSError, match="a file that this program wrote"):
        read_own(tmp_path / "a", 4)
