"""What the program keeps for itself is written whole or not at all, on a full disk too."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from support.processes import run_at_once

from tui.config import own_rules as writing
from tui.config.cache import keep_file
from tui.files import write
from tui.files.write import alone, write_whole


def full(*_arguments: object, **_more: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


STEPS = [(Path, "mkdir"), (tempfile, "mkstemp"), (os, "fsync"), (Path, "replace")]


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    file = tmp_path / "places.json"
    assert keep_file(file, b"before")
    monkeypatch.setattr(*step, full)
    assert not keep_file(file, b"after")
    monkeypatch.undo()
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_kept_is_for_its_user_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "places.json"
    assert keep_file(file, b"x")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", STEPS[1:])
def test_a_full_disk_leaves_a_configuration_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    own = tmp_path / "config.yaml"
    own.write_text("extends: default\n", "utf-8")
    monkeypatch.setattr(*step, full)
    with pytest.raises(OSError, match="No space left"):
        writing.write_beside(own, "other")
    monkeypatch.undo()
    assert own.read_text("utf-8") == "extends: default\n"
    assert list(tmp_path.iterdir()) == [own]


def test_what_matters_is_flushed_with_its_name_and_what_can_be_made_again_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda file: flushed.append(stat.S_ISDIR(os.fstat(file)[0])))
    assert keep_file(tmp_path / "places.json", b"x")
    writing.write_beside(tmp_path / "config.yaml", "x")
    assert flushed == [False, True] * 2
    assert keep_file(tmp_path / "config.msgpack", b"x", flush=False)
    assert len(flushed) == 4


def test_a_link_in_its_place_is_replaced_and_never_followed(tmp_path: Path) -> None:
    other, link = tmp_path / "precious", tmp_path / "places.json"
    other.write_text("mine")
    link.symlink_to(other)
    assert keep_file(link, b"x")
    assert other.read_text() == "mine"
    assert link.read_bytes() == b"x"
    assert not link.is_symlink()


def test_parts_that_nobody_writes_are_removed_but_no_link_or_folder(tmp_path: Path) -> None:
    for name in ("1.part", "2.part"):
        (tmp_path / f".compare-{name}").write_text("half")
    other = tmp_path / "precious"
    other.write_text("mine")
    (tmp_path / ".compare-link.part").symlink_to(other)
    (tmp_path / ".compare-folder.part").mkdir()
    with alone(tmp_path / ".compare-1.part"):
        write_whole(tmp_path / "a.html", [b"x"], mode=0o600)
        assert {path.name for path in tmp_path.iterdir()} == {
            ".compare-1.part",
            ".compare-folder.part",
            ".compare-link.part",
            "a.html",
            "precious",
        }
    assert other.read_text() == "mine"


ADDS = """
import sys
from pathlib import Path
from tui.config.cache import keep_file
from tui.files.write import alone
counter = Path(sys.argv[1])
print(flush=True)
sys.stdin.readline()
for _ in range(50):
    with alone(counter.with_suffix(".lock")):
        keep_file(counter, str(int(counter.read_text()) + 1).encode(), flush=False)
"""


def test_what_two_processes_change_at_once_has_both_changes(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    run_at_once(ADDS, [str(counter)] * 2)
    assert counter.read_text() == "100"


def test_who_is_waited_for_too_long_is_named_and_one_that_died_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "LOCK_PATIENCE", 0.0)
    lock = tmp_path / "lock"
    with alone(lock), pytest.raises(TimeoutError, match="another compare"), alone(lock):
        pass
    with alone(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


def test_where_there_can_be_no_lock_the_work_is_done_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    done = []
    with alone(tmp_path / "file" / "lock"):
        done.append("no folder")
    for name in ("fcntl", "msvcrt"):
        monkeypatch.setitem(sys.modules, name, None)
    with alone(tmp_path / "lock"), alone(tmp_path / "lock"):
        done.append("no locks")
    young, old = tmp_path / ".compare-1.part", tmp_path / ".compare-2.part"
    young.write_text("somebody may be writing it")
    old.write_text("nobody is")
    os.utime(old, (0, 0))
    assert keep_file(tmp_path / "a", b"x")
    assert young.exists()
    assert not old.exists()
    assert done == ["no folder", "no locks"]
