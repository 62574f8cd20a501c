"""Options, help, and what happens when `compare` is asked for the impossible."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui import __version__
from tui.cli import main
from tui.cli.group import RULE_COMMANDS, SUBCOMMANDS, CommandTable, Entry


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command in an empty folder; gives exit code, output and messages."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return (code, *capsys.readouterr())

    return run_command


def test_the_garbage_collector_is_left_on(run: Any) -> None:
    run("--version")
    assert gc.isenabled()


def test_version(run: Any) -> None:
    assert run("--version") == (0, f"compare {__version__}\n", "")


@pytest.mark.parametrize("command", [(), ("clean",), ("diff",)])
def test_help_of_every_command(run: Any, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: {' '.join(('compare', *command))} ")
    assert "--no-rules" in out
    assert "--config FILE" in out


@pytest.mark.parametrize("table", [SUBCOMMANDS, RULE_COMMANDS])
def test_a_command_is_listed_in_the_words_of_its_own_help(table: dict[str, Entry]) -> None:
    for name, command in CommandTable(table).items():
        said = (command.help or "").split("\n\n")[0]
        assert " ".join(said.split()) == table[name].says
        assert command.name == name


def test_the_help_of_the_whole_loads_no_command() -> None:
    program = "import sys; from tui.cli import main; main(['--help']); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    loaded = set(said.decode().splitlines()[-1].split())
    modules = {
        f"tui.cli.{entry.module}" for entry in (*SUBCOMMANDS.values(), *RULE_COMMANDS.values())
    }
    assert loaded & modules == {"tui.cli.group"}
    assert "tui.config.settings" not in loaded


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("clean",), "Missing argument 'PATH...'"),
        (("diff", "a.txt"), "Missing argument 'RIGHT'"),
        (("diff", "a", "b", "c\x1b[2J"), "c␛[2J"),
        (("--nonsense",), "No such option"),
        (("clean", "--format", "xml", "a.txt"), "'xml' is not one of"),
        (("--demo", "a.txt"), "--demo opens its own pages"),
        (("clean", "--config"), "requires an argument"),
    ],
)
def test_wrong_usage_is_explained(run: Any, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "--help' for help" in err
    assert "\x1b" not in err


def test_nothing_to_open_says_what_to_do(run: Any) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "compare PATH..." in err
    assert "compare --demo" in err


@pytest.mark.parametrize("empty", [True, False])
def test_paths_that_are_not_there_are_named(run: Any, tmp_path: Path, empty: bool) -> None:
    if empty:
        (tmp_path / "here" / "nowhere").mkdir()
    code, out, err = run("nowhere")
    assert (code, out) == (2, "")
    said = "compare: nowhere: has no pages" if empty else "compare: No such file: nowhere"
    assert err.startswith(said)


@pytest.mark.parametrize(("word", "meant"), [("repot", "report"), ("stroy", "story")])
def test_a_slip_for_a_command_is_told(run: Any, word: str, meant: str) -> None:
    told = f"compare: No such file: {word}. Did you mean the command `{meant}`?\n"
    assert run(word) == (2, "", told)
    # With pages behind it too; a file, or a name that is nothing like a command, is no slip.
    assert run(word, ".") == (2, "", told)
    assert "Did you mean" not in run(f"{word}.txt")[2]
    assert "Did you mean" not in run("zwetschge")[2]
    Path(word).write_text("A page.", "utf-8")
    assert "Did you mean" not in run(word)[2]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("help", "`compare --help`"),
        ("exprot", "the command `report`"),
        ("stories", "the command `story`"),
    ],
)
def test_what_readers_call_a_command_is_told_too(run: Any, word: str, meant: str) -> None:
    assert run(word)[2] == f"compare: No such file: {word}. Did you mean {meant}?\n"


def test_a_mistyped_file_or_folder_is_told(run: Any) -> None:
    Path("pages").mkdir()
    Path("pages/003_wire-story.txt").write_text("A page.", "utf-8")
    said = ". Did you mean pages/003_wire-story.txt?\n"
    assert run("clean", "pages/003_wire-stroy.txt")[2].endswith(said)
    assert run("clean", "pagse/")[2] == "compare: No such folder: pagse/. Did you mean pages?\n"
    assert run("clean", "other.txt")[2] == "compare: No such file: other.txt\n"


def test_the_app_without_a_terminal_names_the_printing_commands(run: Any) -> None:
    code, out, err = run("--demo")
    assert (code, out) == (2, "")
    assert "needs a terminal" in err


@pytest.mark.parametrize(
    "given",
    ["--no-rules clean a.txt", "--fresh rules list", "--demo report", "here.txt story", "-- diff"],
)
def test_a_command_after_options_is_explained(
    run: Any, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("here.txt", "a.txt"):
        Path(name).write_text("A page.\n", encoding="utf-8")
    code, _, err = run(*given.split())
    assert code == 2
    named = next(word for word in given.split() if word in SUBCOMMANDS)
    assert f"the command comes first: compare {named} [OPTIONS]" in err
    Path(named).write_text("A page.\n", encoding="utf-8")
    assert "the command comes first" not in run(*given.split())[2]


def test_who_asks_for_help_on_a_command_is_told_how(run: Any) -> None:
    code, _, err = run("help", "clean")
    assert code == 2
    assert err.endswith("did you mean `compare clean --help`?\n")


def test_a_configuration_that_is_not_there(run: Any) -> None:
    code, _, err = run("clean", "--config", "none\x1b.yaml", "a.txt")
    assert code == 2
    assert err == "compare: none␛.yaml: no such configuration file; check the name\n"


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        ("{swap: l}", "2:14", "`l` is the key of `lens`"),
        ("{lens: f6, swap: f6}", "2:14", "`f6` is given to `swap` too"),
        ("\n  swop: f6", "3:3", "there is no command `swop`; did you mean `swap`?"),
        ("{swap: zork}", "2:14", "`zork` is not a key"),
    ],
)
def test_keys_that_cannot_be_used_are_refused_at_their_line(
    run: Any, tmp_path: Path, keys: str, place: str, message: str
) -> None:
    config = tmp_path / "keys.yaml"
    config.write_text(f"extends: default\nkeys: {keys}\n", encoding="utf-8")
    code, out, err = run("--config", str(config), "--demo")
    assert (code, out) == (2, "")
    assert f"keys.yaml:{place}: keys: {message}" in err
    # What prints has no keys.
    page = tmp_path / "page.txt"
    page.write_text("The council agreed on Tuesday to rebuild the old bridge at once.")
    assert run("clean", "--config", str(config), str(page))[0] == 0


def test_a_command_without_its_own_command_prints_help_as_it_is(run: Any) -> None:
    code, out, err = run("rules")
    assert (code, out) == (2, "")
    assert err.count("Usage:") == 1


def test_what_is_wrong_with_a_file_is_said_once(run: Any) -> None:
    Path("pages").mkdir()
    code, _, err = run("diff", "pages", "pages")
    assert (code, err) == (2, "compare: pages: is a folder; name a page in it\n")


def test_a_mistyped_rule_is_not_taken_for_one_it_is_a_part_of(run: Any) -> None:
    Path("page.txt").write_text("Ships sail.\n")
    _, _, err = run("clean", "--without", "foo", "page.txt")
    assert "did you mean" not in err
