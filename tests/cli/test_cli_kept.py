"""What is kept for the next start holds only while nothing has changed."""

from __future__ import annotations

import os
import pickle
import shutil
from time import time_ns
from typing import TYPE_CHECKING

import pytest
from support.default import default_config

from tui.cli.first import Ahead, begin, can_work_ahead, keep_result, recall_result
from tui.cli.request import Asked
from tui.config import default_config_path, demo_folder
from tui.config.locate import cache_folder
from tui.corpus.choices import RememberedChoices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REQUEST = (("pages",), None, True)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kept result that depends on a page and on a file that is not there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    page = tmp_path / "page.txt"
    page.write_text("One.\n")
    keep_result(REQUEST, "the result", [str(page), str(tmp_path / "absent.yaml")])
    return page


def kept_file() -> Path:
    (file,) = cache_folder().glob("opening-*.pickle")
    return file


def test_what_was_kept_is_found_again(page: Path) -> None:
    assert recall_result(REQUEST) == "the result"
    assert recall_result((("others",), None, True)) is None


def test_a_changed_page_and_a_new_file_count(page: Path) -> None:
    page.write_text("Another text.\n")
    assert recall_result(REQUEST) is None
    keep_result(REQUEST, "anew", [str(page), str(page.with_name("absent.yaml"))])
    page.with_name("absent.yaml").write_text("extends: default\n")
    assert recall_result(REQUEST) is None


def test_a_page_that_is_edited_in_place_counts_whatever_its_time_says(page: Path) -> None:
    before = page.stat()
    keep_result(REQUEST, "the old text", [str(page)])
    assert recall_result(REQUEST) == "the old text"
    page.write_text(page.read_text().swapcase())
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size
    assert recall_result(REQUEST) is None


def test_a_page_that_is_edited_while_it_is_read_is_not_kept(page: Path) -> None:
    keep_result(REQUEST, "new", [str(page)], time_ns() + 1_000_000_000)
    assert recall_result(REQUEST) == "new"
    begun = time_ns()
    page.write_text("Edited after it was read.\n")
    keep_result(REQUEST, "old", [str(page)], begun)
    assert recall_result(REQUEST) is None


def test_another_version_of_the_program_counts(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.files.program.__version__", "0.0.0")
    assert recall_result(REQUEST) is None


def test_a_file_that_others_may_write_is_not_trusted(page: Path) -> None:
    assert kept_file().stat().st_mode & 0o077 == 0
    kept_file().chmod(0o666)
    assert recall_result(REQUEST) is None


@pytest.mark.parametrize("garbage", [b"", b"garbage", pickle.dumps(3), pickle.dumps(("a", "b"))])
def test_a_damaged_file_counts_as_none(page: Path, garbage: bytes) -> None:
    kept_file().write_bytes(garbage)
    assert recall_result(REQUEST) is None
    kept_file().write_bytes(kept_file().read_bytes()[:20])
    assert recall_result(REQUEST) is None


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_work_ahead_gives_one_result_after_the_other(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def work() -> Iterator[object]:
        yield os.getppid()
        yield "x" * 1_000_000
        note.write_text("both were sent")

    ahead = Ahead(work)
    assert ahead.result() == os.getpid()
    assert len(ahead.result()) == 1_000_000
    assert ahead.result() is None
    ahead.end()
    assert note.read_text() == "both were sent"


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_work_ahead_that_fails_gives_no_more(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> Iterator[object]:
        yield "one"
        os.write(1, b"half a message")
        os.write(2, b"and a complaint")
        raise ValueError("hostile")

    ahead = Ahead(fail)
    assert ahead.result() == "one"
    assert ahead.result() is None
    assert ahead.result() is None
    ahead.end()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_work_ahead_that_nobody_waits_for_ends() -> None:
    ahead = Ahead(lambda: iter(["x" * 1_000_000, "y"]))
    ahead.end()


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_the_configuration_is_the_one_with_which_the_pages_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for page in sorted(demo_folder().glob("*.txt"))[:2]:
        shutil.copy(page, tmp_path)
    config = tmp_path / "config.yaml"
    shutil.copy(default_config_path(), config)
    asked = Asked((str(tmp_path),), fresh=True)
    beginning = begin(asked, lambda: None)
    assert beginning is not None
    assert beginning.ahead is not None
    config.write_text("nonsense: [", encoding="utf-8")
    assert beginning.opening.library.settings == default_config()
    beginning.ahead.end()


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_work_ahead_is_asked_without_waiting() -> None:
    go, gone = os.pipe()

    def work() -> Iterator[object]:
        yield "first"
        os.read(go, 1)
        yield "second"

    ahead = Ahead(work)
    assert ahead.result() == "first"
    assert not ahead.has_sent()
    os.write(gone, b"x")
    assert ahead.result() == "second"
    assert ahead.result() is None
    assert not ahead.has_sent()
    ahead.end()
    os.close(go)
    os.close(gone)


@pytest.mark.skipif(not can_work_ahead(), reason="needs a second process")
def test_whose_copy_they_are_is_found_ahead_and_kept_until_a_pair_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    pages = tmp_path / "pages"
    shutil.copytree(demo_folder(), pages)
    # Pages that are so new count too.
    monkeypatch.setattr("tui.cli.first.TICK", 0)
    asked = Asked((str(pages),), fresh=True)
    made = begin(asked, lambda: None)
    assert made is not None
    assert made.ahead is not None
    assert made.whose is not None
    first = made.first()
    found = made.whose(wait=True)
    made.ahead.end()
    assert first is not None
    assert found is not None
    assert sum("No credit" in line for line in found.lines.values()) == 2
    kept = begin(asked, lambda: None)
    assert kept is not None
    assert kept.ahead is None
    assert kept.whose is not None
    assert kept.whose(wait=False) == found
    left, right = first.alignment.left, first.alignment.right
    # Who quits at once has what was made kept too.
    kept_file().unlink()
    hasty = begin(asked, lambda: None)
    assert hasty is not None
    assert hasty.ahead is not None
    hasty.first()
    hasty.ahead.end()
    assert kept_file().exists()
    RememberedChoices().choose(left, right, ("one", "other"), "pinned")
    again = begin(asked, lambda: None)
    assert again is not None
    assert again.ahead is not None
    again.ahead.end()
