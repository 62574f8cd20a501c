"""Completion in the shell, and the man page: both are made of the commands and are current."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

ROOT = Path(__file__).parents[2]


def manual() -> Any:
    spec = importlib.util.spec_from_file_location("manual", ROOT / "docs" / "manual.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("compare cl", {"clean", "cluster"}),
        ("compare clean --for", {"--format"}),
        ("compare clean --format js", {"json", "jsonl"}),
        ("compare rules e", {"explain"}),
        ("compare completion z", {"zsh"}),
        ("compare --de", {"--demo"}),
    ],
)
def test_commands_options_and_values_are_offered(
    line: str, offered: set[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("_COMPARE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    assert main([]) == 0
    assert {one.partition(",")[2] for one in capsys.readouterr().out.split()} == offered


@pytest.mark.parametrize(
    "line",
    ["compare se", "compare seeds x", "compare clean x", "compare diff a", "compare --config c"],
)
def test_the_shell_is_asked_for_names_of_files(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("_COMPARE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    assert main([]) == 0
    assert capsys.readouterr().out == f"file,{line.rsplit(maxsplit=1)[-1]}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_that_the_shell_can_read(shell: str, capsys: Any) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_COMPARE_COMPLETE=" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, text=True, check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_a_command(tmp_path: Path, capsys: Any) -> None:
    main(["completion", "bash"])
    script = tmp_path / "compare.bash"
    script.write_text(capsys.readouterr().out, "utf-8")
    program = tmp_path / "compare"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = (
        f'source "{script}"; COMP_WORDS=(compare sto); COMP_CWORD=1; '
        f'_compare_completion "{program}"; echo "${{COMPREPLY[@]}}"'
    )
    ran = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert ran.stdout.strip() == "story"


def test_the_man_page_and_the_completion_files_are_current() -> None:
    for file, text in manual().files().items():
        assert file.read_text(encoding="utf-8") == text, f"python docs/manual.py: {file.name}"


def test_every_command_and_option_is_in_the_man_page() -> None:
    module = manual()
    page = module.manual().replace("\\-", "-")
    for words, command in module._tree():
        assert words == "compare" or f".SS {words}\n" in page
        for option in command.params:
            assert option.param_type_name == "argument" or option.opts[-1] in page
    for line in page.splitlines():
        assert not line.startswith("'")


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_man_has_nothing_to_say_against_the_page() -> None:
    ran = subprocess.run(
        ["man", "--warnings", "-l", str(ROOT / "docs" / "compare.1")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )
    assert ran.stderr == ""
    assert "compare clean" in ran.stdout
