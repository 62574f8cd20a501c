"""`compare check`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from support.commands import run_command

from tui.config import demo_folder

if TYPE_CHECKING:
    import pytest

SEEDS = str(demo_folder())


def test_the_exit_code_says_whether_an_article_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run_command(capsys, "check", "--max-uncredited", "50", SEEDS)
    assert (code, err) == (1, "")
    assert out.endswith("Fails: 2 of 5 articles are more than 50% uncredited wire copy.\n")
    code, out, err = run_command(capsys, "check", "--max-uncredited", "100", SEEDS)
    assert (code, err) == (0, "")
    assert out.endswith("OK: none of 5 articles is more than 100% uncredited wire copy.\n")


def test_what_follows_where_the_wire_copy_stops_does_not_count_against_its_share(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run_command(capsys, "check", SEEDS)
    (first, *_) = out.splitlines()
    assert code == 1
    assert first.partition("/002_")[0] == SEEDS
    assert first.endswith(
        ": 99% is AP copy without credit, up to where 003 ends (55% of the whole article)"
    )
    _, out, _ = run_command(capsys, "check", SEEDS, "--max-uncredited", "99")
    assert "txt: 99.27% is AP copy" in out


def test_what_is_just_below_the_limit_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run_command(capsys, "check", SEEDS)
    (near,) = [line for line in out.splitlines() if line.startswith("Just below the limit: ")]
    assert "001_" in near
    assert ": 55% (source: 003); No credit: part AP, part Reuters" in near
    _, out, _ = run_command(capsys, "check", SEEDS, "--format", "json")
    record = json.loads(out)
    assert [Path(one["path"]).name[:3] for one in record["near"]] == ["001"]


def test_json_names_the_articles(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "check", "--format", "json", "--max-uncredited", "50", SEEDS)
    record = json.loads(out)
    assert code == 1
    assert record["schema"] == "compare/check/1"
    assert record["checked"] == 5
    names = [Path(one["path"]).name[:3] for one in record["over"]]
    assert sorted(names) == ["001", "002"]


def test_where_nothing_could_be_read_nothing_is_called_ok(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("")
    code, out, err = run_command(capsys, "check", str(tmp_path / "empty.txt"))
    assert (code, out) == (2, "Nothing was checked: no article could be read.\n")
    assert "is empty" in err


def test_what_cannot_be_read_outweighs_what_is_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = str(tmp_path / "missing.txt")
    code, out, err = run_command(capsys, "check", "--max-uncredited", "50", SEEDS, missing)
    assert code == 2
    assert "missing.txt" in err
    assert "001" in out


def test_a_limit_is_a_percentage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run_command(capsys, "check", "--max-uncredited", "101", SEEDS)
    assert code == 2
    assert "101" in err
