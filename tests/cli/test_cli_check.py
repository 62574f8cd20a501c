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
    assert [line[:30] for line in out.splitlines() if "without a credit, of" in line]
    code, out, err = run_command(capsys, "check", "--max-uncredited", "99", SEEDS)
    assert (code, err) == (0, "")
    assert out.startswith("None of 5 articles has more than 99%")


def test_json_names_the_articles(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "check", "--format", "json", "--max-uncredited", "50", SEEDS)
    record = json.loads(out)
    assert code == 1
    assert record["schema"] == "compare/check/1"
    assert record["checked"] == 5
    names = [Path(one["path"]).name[:3] for one in record["over"]]
    assert sorted(names) == ["001", "002"]


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
