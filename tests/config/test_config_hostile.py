"""Configurations that mean harm are refused with file, line and reason; nothing is executed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, assert_inert

from tui.cli import main
from tui.config import demo_folder

if TYPE_CHECKING:
    from pathlib import Path

PAGE = str(min(demo_folder().glob("*.txt")))
RULE = (
    "extends: default\nchrome:\n  rules:\n    - name: mine\n      kind: line\n"
    "      why: a reason\n      match: {{patterns: ['{}']}}\n"
    "      examples: {{drop: [x], keep: [y]}}\n"
)
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 12)
)

REFUSED = {
    "object": ("extends: default\narticles: !!python/object/apply:os.mkdir [owned]\n", 2, "tag"),
    "module": ("extends: !!python/module:owned\n", 1, "tag"),
    "name": ("keys: !!python/name:os.system\n", 1, "tag"),
    "bomb": (BOMB, 6, "aliases"),
    "itself": ("a: &a [*a]\n", 1, "anchor"),
    "tab": ("extends: default\nkeys:\n\tquit: q\n", 3, "tab"),
    "type": ("extends: default\narticles: 5\n", 2, "expected"),
    "size": ("extends: default\npages: {most_bytes: many}\n", 2, "whole number"),
    "too-large": (
        "extends: default\npages: {most_bytes: 99999999999}\n",
        2,
        "of at most 1000000000",
    ),
    "none": ("extends: default\npages: {most_bytes: 0}\n", 2, "at least 1"),
    "duplicate": ("extends: default\nkeys: {}\nkeys: {}\n", 3, "duplicate key"),
    "unknown": ("extends: default\npagess: {}\n", 2, "unknown key `pagess`"),
    "no-yaml": ("extends: default\narticles: [a\nkeys: {}\n", 3, "not YAML"),
    "control": ("extends: default\nkeys: {quit: '\x07'}\n", 2, "control character"),
    "lookahead": (RULE.format("x(?=y)"), 7, "RE2"),
    "backreference": (RULE.format(r"(a)\1"), 7, "RE2"),
    "counted": (RULE.format("((a{500}){500}){500}"), 7, "RE2"),
    "binary": ("\0\1\2", 1, "control character"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_file_line_and_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    text, line, reason = REFUSED[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.yaml").write_text(text, "utf-8")
    assert main(["clean", "--config", "my.yaml", PAGE]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(rf"my\.yaml:{line}:\d+: ", said.err), said.err
    assert reason in said.err
    assert_inert(said.err)
    assert not (tmp_path / "owned").exists()


def test_a_pattern_that_would_backtrack_for_ever_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.yaml").write_text(RULE.format("^(a+)+$"), "utf-8")
    (tmp_path / "page.txt").write_text("a" * 50_000 + "!\n", "utf-8")
    assert main(["clean", "--config", "my.yaml", "page.txt"]) == 0
    assert "a!" in capsys.readouterr().out


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_keys_and_values_are_named_inert(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in (f"{HOSTILE[name]}: 1\n", f"extends: '{HOSTILE[name]}'\n"):
        (tmp_path / "my.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        assert main(["clean", "--config", "my.yaml", PAGE]) == 2
        said = capsys.readouterr()
        assert "my.yaml" in said.err
        assert_inert(said.err)
