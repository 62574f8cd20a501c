"""No pattern can hang the program; what cannot be run in linear time is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config import ConfigError, load_config
from tui.text import read_article

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
extends: default
chrome:
  rules:
    - name: greedy
      before: scraped-metadata
      kind: {kind}
      why: A pattern that backtracking engines never come back from.
      {match}
      examples:
        drop: [aaaa]
        keep: [bbbb]
"""
MATCHES = {"line": "match: {{patterns: ['{}']}}", "trim": "pattern: '{}'"}


def write(folder: Path, kind: str, pattern: str) -> Path:
    path = folder / "config.yaml"
    match = MATCHES[kind].format(pattern)
    path.write_text(CONFIG.format(kind=kind, match=match), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["line", "trim"])
def test_a_pattern_of_exponential_fame_runs_on_ten_megabytes(tmp_path: Path, kind: str) -> None:
    config = load_config(write(tmp_path, kind, "^(a+)+$"))
    page = tmp_path / "page.txt"
    page.write_text("a" * 10_000_000 + "!", encoding="utf-8")
    article = read_article(page, config)
    kept = [len(paragraph.text) for paragraph in article.paragraphs]
    removed = [len(gone.text) for gone in article.removed]
    assert kept + removed == [10_000_001]
    assert not any(gone.rule == "greedy" for gone in article.removed)


@pytest.mark.parametrize(
    ("kind", "pattern", "place"),
    [
        ("line", "(?=a)b", "8:26"),
        ("line", "(?<!a)b", "8:26"),
        ("line", r"(a)\1", "8:26"),
        ("line", "(a", "8:26"),
        ("trim", r"(?P<x>a)(?P=x)", "8:16"),
        ("line", "(a{1000}){1000}", "8:26"),
    ],
)
def test_what_the_engine_cannot_run_is_refused_with_rule_and_place(
    tmp_path: Path, kind: str, pattern: str, place: str
) -> None:
    path = write(tmp_path, kind, pattern)
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    said = str(refused.value)
    assert said.startswith(f"{path}:{place}: `greedy`: not a regular expression in RE2's syntax")
