"""A file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tui.report.report import TakenError, UnwritableError, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208


def test_a_file_is_written_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    save(file, iter(["ä\n", "b\r\n", "\udcff"]))
    assert file.read_bytes() == "ä\nb\r\n?".encode()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask
    assert names(tmp_path) == ["a.html"]


def test_nothing_is_overwritten_unasked_nor_made_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("mine")

    def chunks() -> Iterator[str]:
        raise AssertionError("made for nothing")
        yield ""

    with pytest.raises(TakenError, match="already exists"):
        save(file, chunks())
    assert file.read_text() == "mine"


def test_what_comes_there_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.html"

    def chunks() -> Iterator[str]:
        file.write_text("somebody else's")
        yield "ours"

    with pytest.raises(TakenError):
        save(file, chunks())
    assert file.read_text() == "somebody else's"
    assert names(tmp_path) == ["a.html"]


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("old")
    file.chmod(0o640)
    save(file, ["new"], overwrite=True)
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("overwrite", [True, False])
def test_no_link_is_followed_or_replaced(tmp_path: Path, there: bool, overwrite: bool) -> None:
    other, folder = tmp_path / "precious", tmp_path / "folder"
    folder.mkdir()
    if there:
        other.write_text("mine")
    link = folder / "a.html"
    link.symlink_to("../precious")
    with pytest.raises((TakenError, UnwritableError)) as refused:
        save(link, ["new"], overwrite=overwrite)
    assert not overwrite or "is a link to" in str(refused.value)
    assert "precious" in str(refused.value) or not overwrite
    assert link.is_symlink()
    assert other.exists() == there
    assert not there or other.read_text() == "mine"
    assert names(folder) == ["a.html"]


def test_a_link_that_comes_there_meanwhile_is_not_followed(tmp_path: Path) -> None:
    other, file = tmp_path / "precious", tmp_path / "a.html"
    other.write_text("mine")
    file.write_text("old")

    def chunks() -> Iterator[str]:
        file.unlink()
        file.symlink_to(other)
        yield "new"

    save(file, chunks(), overwrite=True)
    assert other.read_text() == "mine"
    assert not file.is_symlink()


KILLED = """
import sys
from tui.report.report import save
def chunks():
    yield "x" * 100_000
    print("begun", flush=True)
    sys.stdin.read()
save(sys.argv[1], chunks())
"""


def test_what_a_killed_run_leaves_is_removed_and_what_another_writes_is_not(
    tmp_path: Path,
) -> None:
    def start(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", KILLED, str(tmp_path / name)]
        begun = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert begun.stdout is not None
        assert begun.stdout.readline() == "begun\n"
        return begun

    killed, other = start("killed.html"), start("other.html")
    killed.kill()
    killed.communicate()
    mine = tmp_path / ".compare-notes.txt"
    mine.write_text("not a part")
    assert len(names(tmp_path)) == 3
    save(tmp_path / "a.html", ["x"])
    assert len(names(tmp_path)) == 3
    other.communicate("")
    assert other.returncode == 0
    assert names(tmp_path) == [".compare-notes.txt", "a.html", "other.html"]


@pytest.mark.parametrize("kept", [None, "old"])
def test_a_full_disk_leaves_no_part_and_what_was_there(tmp_path: Path, kept: str | None) -> None:
    file = tmp_path / "a.html"
    if kept is not None:
        file.write_text(kept)

    def chunks() -> Iterator[str]:
        yield "x" * 100_000
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(UnwritableError, match="No space left on device; is the disk full"):
        save(file, chunks(), overwrite=True)
    assert names(tmp_path) == ([] if kept is None else ["a.html"])
    assert kept is None or file.read_text() == kept


def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnwritableError, match="not a regular file"):
        save(pipe, ["x"], overwrite=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_whatever_stops_the_text_leaves_no_part(tmp_path: Path) -> None:
    def chunks() -> Iterator[str]:
        yield "x"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a.html", chunks())
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_said_kindly(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="is the folder there"):
        save(tmp_path / "none" / "a.html", ["x"])
    with pytest.raises(UnwritableError, match="it is a folder"):
        save(tmp_path, ["x"], overwrite=True)
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableError, match="its folder is a file"):
        save(tmp_path / "file" / "a.html", ["x"])
