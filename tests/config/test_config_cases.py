"""Saved cases: read with their places, refused with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config import ConfigError
from tui.config.cases import load_cases, saved_cases

if TYPE_CHECKING:
    from pathlib import Path

CASES = """\
cases:
  - name: bridge
    page: pages/bridge.txt
    keep:
      - The council…
      - Work begins in May.
  - text: |
      Share

      The council agreed.
    drop: [Share]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


def test_cases_know_where_they_stand(file: Path) -> None:
    first, second = load_cases(str(file))
    assert first.page == file.parent / "pages" / "bridge.txt"
    assert first.place("keep", 1)[1:] == (6, 9)
    assert second.page is None
    assert second.case.text == "Share\n\nThe council agreed.\n"
    assert second.place("drop", 0)[1:] == (11, 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [{keep: [x]}]", "1:16: give `page: FILE` or `text: …`"),
        ("cases: [{page: a, text: b, keep: [x]}]", "1:16: give `page: FILE` or `text: …`"),
        ("cases: [{page: a}]", "1:16: give lines under `keep:` or `drop:`"),
        ("cases: [{page: a, kept: [x]}]", "1:19: unknown key `kept`; did you mean `keep`?"),
        ("case: []", "1:1: unknown key `case`; did you mean `cases`?"),
        ("cases: {}", "1:8: expected a list, found a mapping"),
    ],
)
def test_what_is_no_case_is_refused_where_it_stands(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_cases(str(path))
    assert str(refused.value).startswith(f"{path}:{said}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml: cannot be read"):
        load_cases(str(tmp_path / "none.yaml"))


def test_saved_cases_stand_beside_the_configuration(file: Path) -> None:
    config = file.with_name("config.yaml")
    config.write_text("extends: default\n", encoding="utf-8")
    assert saved_cases(str(config)) == str(file)
    file.unlink()
    assert saved_cases(str(config)) is None
