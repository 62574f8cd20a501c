"""`--verbose`, the log and what is said of a fault; `--max-size`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest
from hostile import assert_inert

from tui import log as logbook
from tui.cli import main
from tui.cli.group import compare_group
from tui.config import demo_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    logbook.forget()
    yield logbook.log_file()
    logbook.forget()


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path) or "compare", command
    if isinstance(command, click.Group):
        for name, inside in command.commands.items():
            yield from commands(inside, (*path, name))


@pytest.mark.parametrize(("name", "command"), commands(compare_group))
def test_every_command_has_verbose_once(name: str, command: click.Command) -> None:
    given = [option for option in command.params if "--verbose" in option.opts]
    assert len(given) == 1


def test_verbose_says_what_was_done_and_writes_it_down(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["diff", SEEDS[2], SEEDS[3]])
    quiet = capsys.readouterr()
    assert quiet.err == ""
    assert not log.exists()
    assert main(["diff", "--verbose", SEEDS[2], SEEDS[3]]) == 0
    said = capsys.readouterr()
    assert said.out == quiet.out
    written = log.read_text(encoding="utf-8")
    for words in ("configuration path=", "read path=", "align left=", "links=", "ms="):
        assert words in said.err
        assert words in written
    assert "run version=" in written
    assert f"the log is {log}" in said.err
    assert "Rubio" not in written


def test_a_fault_is_in_the_log_and_the_log_is_named(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object, **_more: object) -> int:
        raise RuntimeError("odd \x1b[31m thing")

    monkeypatch.setattr("tui.cli.reading.Reading", break_down)
    assert main(["clean", SEEDS[0]]) == 2
    said = capsys.readouterr().err
    assert "a bug in compare" in said
    assert str(log) in said
    assert "Traceback" not in said
    assert_inert(said)
    assert "break_down" in log.read_text(encoding="utf-8")


def test_help_names_the_log_and_the_configuration(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert str(log) in said
    assert "config.yaml" in said


@pytest.mark.parametrize("command", ["clean", "story", "check"])
def test_max_size_refuses_what_is_larger(
    log: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    sizes = sorted(os.stat(seed).st_size for seed in SEEDS)  # noqa: PTH116
    assert main([command, "--max-size", str(sizes[-1] - 1), *SEEDS]) == 2
    said = capsys.readouterr()
    assert said.err.count("is too large for a page") == 1
    assert said.out
    assert main(["clean", *SEEDS]) == 0


@pytest.mark.parametrize(
    ("given", "size"),
    [("1", 1), ("300 kB", 300_000), ("50MB", 50_000_000), ("1.5m", 1_500_000), ("1GB", 10**9)],
)
def test_sizes_are_read_as_people_write_them(given: str, size: int) -> None:
    option: Any = next(one for one in compare_group.params if one.name == "most_bytes")
    assert option.type(given) == size


@pytest.mark.parametrize("given", ["", "0", "-1", "x", "50XB", "2GB", "9" * 50, "1e9", "\x1b[31m"])
def test_what_is_no_size_is_refused(
    log: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    assert main(["clean", "--max-size", given, SEEDS[0]]) == 2
    said = capsys.readouterr().err
    assert "--max-size" in said
    assert_inert(said)


def test_the_app_writes_the_log_and_leaves_the_screen_alone(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert main(["-v", "--demo"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "the log is" not in line] == [
        "compare: the app needs a terminal; `compare clean` and `compare diff` print instead"
    ]
    assert "configuration path=" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: default\n", "configuration path={here}/config.yaml why=folder"),
        ("theme: hugo\n", "another program passed over path={here}/config.yaml"),
    ],
)
def test_verbose_says_which_configuration_decides(
    log: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    said: str,
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "config.yaml").write_text(text, encoding="utf-8")
    assert main(["clean", "--verbose", SEEDS[2]]) == 0
    assert said.format(here=here) in capsys.readouterr().err
