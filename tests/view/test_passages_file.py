"""The file of passages grows by whole passages or stays as it was."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tui.text.page.names import PASSAGES
from tui.view.main.copying import Copied, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSAGE = Copied("A passage.\n\n— a.txt, line 3\n", "a, line 3")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond a size: writing fails in the middle, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_passage_for_which_there_is_no_room_leaves_no_half(tmp_path: Path) -> None:
    long = Copied("word " * 2000, "a, line 5")
    with room_for(4000), pytest.raises(OSError, match="large"):
        write(long, tmp_path)
    assert list(tmp_path.iterdir()) == []
    file = write(PASSAGE, tmp_path)
    with room_for(4000), pytest.raises(OSError, match="large"):
        write(long, tmp_path)
    assert file.read_text("utf-8") == PASSAGE.text + "\n"
    write(PASSAGE, tmp_path)
    assert file.read_text("utf-8") == (PASSAGE.text + "\n") * 2


def test_what_is_no_file_is_not_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / PASSAGES)
    with pytest.raises(OSError, match="not a regular file"):
        write(PASSAGE, tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    other, folder = tmp_path / "precious", tmp_path / "folder"
    folder.mkdir()
    if there:
        other.write_text("mine")
    (folder / PASSAGES).symlink_to(other)
    with pytest.raises(OSError, match="it is a link"):
        write(PASSAGE, folder)
    # Where the link comes there at the last moment.
    for asked, said in (("is_symlink", False), ("is_file", True)):
        monkeypatch.setattr(type(folder), asked, lambda _, said=said: said)
    with pytest.raises(OSError, match="symbolic links"):
        write(PASSAGE, folder)
    monkeypatch.undo()
    assert other.exists() == there
    assert not there or other.read_text() == "mine"
