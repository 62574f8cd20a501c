"""The log for bug reports: when it is written, what stands in it, and that it stays small."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, assert_inert

from tui import log as logbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "log" / "compare.log"
    monkeypatch.setattr(logbook, "log_file", lambda: file)
    logbook.forget()
    yield file
    logbook.forget()


def lines_of(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines()


def test_nothing_is_written_until_it_is_wanted(log: Path) -> None:
    logbook.note("read", path="a.txt")
    assert not log.exists()
    logbook.keep()
    logbook.note("read", path="b c.txt", bytes=12)
    first, second = lines_of(log)
    assert first.endswith(" read path=a.txt")
    assert second.endswith(' read path="b c.txt" bytes=12')
    assert f"[{os.getpid()}]" in first
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_listener_is_told_without_the_time(log: Path) -> None:
    told: list[str] = []
    logbook.keep(told.append)
    with logbook.step("align", left="a") as facts:
        facts["links"] = 3
    assert [line.rpartition("ms=")[0] for line in told] == ["align left=a links=3 "]


def test_a_step_that_fails_says_so_and_raises(log: Path) -> None:
    logbook.keep()
    with pytest.raises(KeyError), logbook.step("read"):
        raise KeyError("x")
    assert "failed=KeyError" in lines_of(log)[0]


def test_a_fault_tells_what_came_before_and_where_it_was(log: Path) -> None:
    logbook.note("read", path="a.txt")
    with pytest.raises(ValueError, match="odd") as caught:
        raise ValueError("odd \x1b[31m" + "page text " * 1000)
    assert logbook.fault("worker", caught.value) == log
    written = log.read_text(encoding="utf-8")
    assert "read path=a.txt" in written
    assert "FAULT where=worker kind=ValueError" in written
    assert "test_logbook.py" in written
    assert_inert(written)
    assert max(map(len, written.splitlines())) < 400


def test_only_the_last_notes_are_kept_in_memory(log: Path) -> None:
    for number in range(3 * logbook.MOST_NOTES):
        logbook.note("read", number=number)
    logbook.keep()
    assert len(lines_of(log)) == logbook.MOST_NOTES
    assert lines_of(log)[-1].endswith(f"number={3 * logbook.MOST_NOTES - 1}")


def test_a_large_log_is_put_aside(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "MOST_LOG_BYTES", 2000)
    logbook.keep()
    for number in range(500):
        logbook.note("read", number=number)
    kept = list(log.parent.iterdir())
    assert {file.name for file in kept} == {"compare.log", "compare.log.1"}
    assert sum(file.stat().st_size for file in kept) < 5000


def test_a_log_that_cannot_be_written_stops_nothing(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    logbook.keep()
    logbook.note("read")
    assert logbook.fault("worker", ValueError("x")) is None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_note_is_one_inert_line(log: Path, name: str) -> None:
    logbook.keep()
    logbook.note("read", path=HOSTILE[name])
    (line,) = lines_of(log)
    assert_inert(line)
