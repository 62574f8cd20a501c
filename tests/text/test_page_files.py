"""Files that are not what they seem, change while they are read, or are too large."""

from __future__ import annotations

import errno
import io
import os
import stat
import tracemalloc
from pathlib import Path

import pytest

from tui.config import load_config
from tui.text import read_article
from tui.text.page.model import PageError
from tui.text.page.read import read_bytes, read_page

TEXT = b"The council agreed on Tuesday to rebuild the bridge.\n"


def refusal(path: Path | str, most_bytes: int = 1000) -> str:
    with pytest.raises(PageError) as caught:
        read_bytes(path, most_bytes)
    return caught.value.reason


def test_a_file_up_to_the_limit_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT)
    assert read_bytes(page, len(TEXT)) == TEXT
    assert "too large" in refusal(page, len(TEXT) - 1)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    with page.open("wb") as file:
        file.truncate(1_000_000_000)
    tracemalloc.start()
    reason = refusal(page, 20_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reason.startswith("is too large for a page (1 GB; the limit is 20 MB)")
    assert "--max-size" in reason
    assert peak < 1_000_000


def test_the_configuration_sets_the_limit(tmp_path: Path) -> None:
    page, own = tmp_path / "page.txt", tmp_path / "config.yaml"
    page.write_bytes(TEXT)
    own.write_text("extends: default\npages: {most_bytes: 10}\n", encoding="utf-8")
    with pytest.raises(PageError, match="too large"):
        read_article(page, load_config(own))


class Endless(io.RawIOBase):
    """A file that somebody writes to faster than it is read."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.given = 0

    def fileno(self) -> int:
        return self.descriptor

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.given += size
        return b"x" * size


def test_a_file_that_grows_is_read_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT)
    with page.open("rb") as real:
        endless = Endless(real.fileno())
        monkeypatch.setattr("builtins.open", lambda *_args, **_more: endless)
        assert "too large" in refusal(page, 1_000_000)
    assert endless.given == 1_000_001


def test_a_file_that_grew_since_it_was_looked_at_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT * 5000)
    small = tmp_path / "small.txt"
    small.write_bytes(TEXT)
    monkeypatch.setattr(os, "fstat", lambda _descriptor: small.stat())
    assert read_bytes(page) == TEXT * 5000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no /proc")
def test_a_file_that_says_it_is_empty_is_read() -> None:
    assert b"Pid:" in read_bytes("/proc/self/status", 100_000)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty", "/dev/null"])
def test_a_device_is_refused(device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"the system has no {device}")
    assert refusal(device) == "is not a regular file; give a text file"


def test_a_pipe_that_takes_the_place_of_a_page_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, pipe = tmp_path / "page.txt", tmp_path / "pipe"
    page.write_bytes(TEXT)
    os.mkfifo(pipe)
    really = os.open
    monkeypatch.setattr(os, "open", lambda _name, flags: really(pipe, flags))
    assert refusal(page) == "is not a regular file; give a text file"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file"), "does not exist; check the name"),
        (PermissionError(errno.EACCES, "Denied"), "may not be read; check its permissions"),
        (OSError(errno.EIO, "Input/output error"), "cannot be read (Input/output error)"),
        (OSError(errno.ESTALE, "Stale file handle"), "cannot be read (Stale file handle)"),
    ],
    ids=["vanished", "permission", "broken-disk", "stale"],
)
@pytest.mark.parametrize("when", ["opened", "read"])
def test_what_happens_to_a_file_meanwhile_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, reason: str, when: str
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT)

    def fail(*_arguments: object) -> int:
        raise fault

    monkeypatch.setattr(os, "open" if when == "opened" else "fstat", fail)
    assert refusal(page) == reason


@pytest.mark.parametrize("name", ["nul\0.txt", "long" * 500 + ".txt", "not/there.txt", ""])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    assert refusal(name).startswith(("cannot be read", "does not exist"))


def test_links_lead_to_pages_or_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT)
    link, dangling = tmp_path / "link.txt", tmp_path / "dangling.txt"
    link.symlink_to(page)
    dangling.symlink_to(tmp_path / "nowhere.txt")
    assert read_page(link).path == str(link)
    assert refusal(dangling) == "does not exist; check the name"
    assert stat.S_ISLNK(dangling.lstat().st_mode)
