"""A configuration that was found good is not parsed again, and never outlives its file."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tui.config.cache
from tui.config import ConfigError, load_config
from tui.config.locate import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

MINE = "extends: default\nkeys: {from: first}\narticles: pages\n"

LOAD = """
import sys
from tui.config import load_config
print(load_config().keys, "yaml" in sys.modules)
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of an empty current folder, with an empty cache elsewhere."""
    for variable, folder in (("HOME", "home"), ("XDG_CONFIG_HOME", "own")):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    path = tmp_path / "here" / "config.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_the_second_start_loads_no_parser(mine: Path) -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", LOAD],
            cwd=mine.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert said == ["{'from': 'first'} True\n", "{'from': 'first'} False\n"]


@pytest.mark.usefixtures("mine")
def test_what_is_remembered_is_the_same() -> None:
    first = load_config()
    assert load_config() == first
    assert first.articles == ("pages",)
    assert len(list(cache_folder().iterdir())) == 1


def test_a_changed_file_is_read_again_and_a_broken_one_refused(mine: Path) -> None:
    load_config()
    mine.write_text(MINE.replace("first", "second"), encoding="utf-8")
    assert load_config().keys == {"from": "second"}
    mine.write_text(MINE + "nonsense: 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ConfigError, match="unknown key `nonsense`"):
            load_config()


def test_the_same_file_under_another_path_has_its_own_articles(mine: Path) -> None:
    assert load_config().articles == ("pages",)
    assert load_config(mine).articles == (str(mine.parent / "pages"),)
    assert load_config().articles == ("pages",)


@pytest.mark.usefixtures("mine")
def test_another_version_of_the_program_does_not_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    load_config()
    (kept,) = cache_folder().iterdir()
    before = kept.read_bytes()
    monkeypatch.setattr(tui.config.cache, "__version__", "99")
    load_config()
    assert kept.read_bytes() != before


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x93\x01\x02\x03", b"\x82\xa5stamp\xa1x"])
def test_a_damaged_one_is_made_again(damage: bytes) -> None:
    first = load_config()
    (kept,) = cache_folder().iterdir()
    kept.write_bytes(damage)
    assert load_config() == first
    assert len(kept.read_bytes()) > len(damage)


@pytest.mark.usefixtures("mine")
def test_what_a_file_leaves_out_is_for_the_running_program_to_say() -> None:
    load_config()
    (kept,) = cache_folder().iterdir()
    # A text of seven letters, as a key: its value follows, true.
    assert b"\xa7enabled\xc3" not in kept.read_bytes()


@pytest.mark.usefixtures("mine")
def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    assert load_config().keys == {"from": "first"}
