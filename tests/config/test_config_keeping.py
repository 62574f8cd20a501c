"""What the program keeps for itself is written whole or not at all, on a full disk too."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tui.config import writing
from tui.config.keeping import keep_file


def full(*_arguments: object, **_more: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["mkdir", "touch", "write_bytes", "replace"])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "places.json"
    assert keep_file(file, b"before")
    monkeypatch.setattr(Path, step, full)
    assert not keep_file(file, b"after")
    monkeypatch.undo()
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_kept_is_for_its_user_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "places.json"
    assert keep_file(file, b"x")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_a_full_disk_leaves_a_configuration_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    own = tmp_path / "config.yaml"
    own.write_text("extends: default\n", "utf-8")
    monkeypatch.setattr(Path, step, full)
    with pytest.raises(OSError, match="No space left"):
        writing.write_beside(own, "other")
    monkeypatch.undo()
    assert own.read_text("utf-8") == "extends: default\n"
    assert list(tmp_path.iterdir()) == [own]
