"""A file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from tui.report.writing import TakenError, UnwritableError, save

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

    with pytest.raises(TakenError, match="is there already"):
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


def test_a_file_that_is_replaced_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.html", tmp_path / "link.html"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    save(link, ["new"], overwrite=True)
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


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
    with pytest.raises(UnwritableError, match="no regular file"):
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
    with pytest.raises(UnwritableError, match="what should be its folder is a file"):
        save(tmp_path / "file" / "a.html", ["x"])
