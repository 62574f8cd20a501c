"""`compare rules`: listing, trying, explaining and making rules; `--without`; faults."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tui.cli import main
from tui.cli.run import TRACEBACK
from tui.config import (
    default_config_path,
    demo_folder,
    inspect_config,
    load_config,
    user_config_path,
)

if TYPE_CHECKING:
    from pathlib import Path

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
MORE = "Work is to begin in the spring, the mayor told reporters, and to last for two years."
BUTTON = "12 readers like this"
OWN = """\
extends: default
chrome:
  rules:
    - name: likes
      kind: line
      why: A counter.
      match: {words: ['# readers like this']}
      examples:
        drop: ['12 readers like this', Readers like this]
        keep: ['Nobody likes this.', '7 readers like this']
"""
SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))


class Ran:
    """How a run ended and what it wrote."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode()
        self.err = err.decode()

    def record(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with the user's own folders elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(TRACEBACK, raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "page.txt").write_text(f"{LEAD}\n\n{BUTTON}\n\n{MORE}\n\nShare this\n", "utf-8")
    return folder


@pytest.fixture
def run(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    assert here.is_dir()

    def run_command(*arguments: str) -> Ran:
        return Ran(main(arguments), *capsysbinary.readouterr())

    return run_command


def test_list_names_every_rule_with_its_hits(run: Any) -> None:
    record = run("rules", "list", "--format", "json", *SEEDS).record()
    rules = {rule["name"]: rule for rule in record["rules"]}
    assert list(rules) == [rule.name for rule in load_config().chrome.rules]
    assert record["pages"] == 5
    assert rules["related-link"]["pages"] == 2
    assert rules["related-link"]["lines"] >= 4
    assert all(rule["why"] and rule["kind"] for rule in rules.values())


def test_list_without_pages_counts_nothing(run: Any) -> None:
    record = run("rules", "list", "--format", "json").record()
    assert {rule["lines"] for rule in record["rules"]} == {None}
    text = run("rules", "list").out.splitlines()
    assert len(text) == len(record["rules"])
    assert any(line.startswith("button") and "line" in line for line in text)


def test_list_as_text_shows_counts(run: Any) -> None:
    lines = run("rules", "list", *SEEDS).out.splitlines()
    assert lines[0].split() == ["lines", "pages", "on", "5", "pages"]
    (line,) = (line for line in lines if " related-link " in line)
    assert line.split()[1] == "2"


def test_list_names_what_cannot_be_read(run: Any) -> None:
    ran = run("rules", "list", "nowhere.txt", "page.txt")
    assert ran.code == 2
    assert ran.err.startswith("compare: No such file: nowhere.txt\n")
    assert "on 1 page" in ran.out


def test_the_rules_of_a_site_are_listed_with_its_name(run: Any, here: Path) -> None:
    rules = yaml.safe_load(OWN)["chrome"]["rules"]
    data = {"extends": "default", "sites": [{"name": "valley", "files": ["p*"], "rules": rules}]}
    (here / "config.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    record = run("rules", "list", "--format", "json", "page.txt").record()
    assert record["rules"][-1]["site"] == "valley"
    assert record["rules"][-1]["lines"] == 1


def test_every_rule_of_the_default_holds_its_examples(run: Any) -> None:
    ran = run("rules", "test")
    assert ran.out.rstrip().endswith("all hold"), ran.out
    assert ran.code == 0


def test_a_rule_that_fails_its_examples_is_named_with_file_and_line(run: Any, here: Path) -> None:
    (here / "config.yaml").write_text(OWN, encoding="utf-8")
    ran = run("rules", "test", "--format", "json")
    assert ran.code == 1
    failures = [one for one in ran.record()["failures"] if one["rule"] == "likes"]
    assert failures == [
        {
            "path": "config.yaml",
            "line": line,
            "column": column,
            "case": None,
            "rule": "likes",
            "text": text,
            "reason": reason,
        }
        for line, column, text, reason in [
            (9, 40, "Readers like this", "must be dropped"),
            (10, 38, "7 readers like this", "must be left alone"),
        ]
    ]
    text = run("rules", "test").out
    assert "config.yaml:9:40: likes: “Readers like this” must be dropped\n" in text


def test_wire_credits_are_tried_too(run: Any, here: Path) -> None:
    (here / "config.yaml").write_text(
        "extends: default\nwire_services:\n  frames:\n    - name: signed\n      why: Signed.\n"
        "      parts: [end]\n      patterns: ['^{mark}$']\n"
        "      examples: {drop: [AP, By AP], keep: [AFP, told AFP]}\n",
        encoding="utf-8",
    )
    failures = run("rules", "test", "--format", "json").record()["failures"]
    assert [(one["line"], one["text"], one["reason"]) for one in failures] == [
        (8, "By AP", "must be a credit"),
        (8, "AFP", "must be no credit"),
    ]


def test_saved_cases_are_tried(run: Any, here: Path) -> None:
    (here / "cases.yaml").write_text(
        "cases:\n"
        "  - {name: bridge, page: page.txt, keep: [The council…, Share this], drop: [Share this]}\n"
        f"  - text: |\n      {LEAD}\n\n      {BUTTON}\n\n      {MORE}\n"
        f"    drop: [{BUTTON}, Not there]\n",
        encoding="utf-8",
    )
    ran = run("rules", "test", "--format", "json", "cases.yaml")
    assert ran.code == 1
    failures = [one for one in ran.record()["failures"] if one["path"] == "cases.yaml"]
    assert [(one["line"], one["case"], one["text"]) for one in failures] == [
        (2, "bridge", "Share this"),
        (9, None, BUTTON),
        (9, None, "Not there"),
    ]
    assert failures[0]["rule"] == "button"
    (here / "config.yaml").write_text("extends: default\n", encoding="utf-8")
    assert run("rules", "test", "--format", "json").record()["cases"] == 2


def test_a_case_whose_page_is_gone_is_refused_at_its_place(run: Any, here: Path) -> None:
    (here / "cases.yaml").write_text("cases:\n  - {page: gone.txt, drop: [x]}\n", "utf-8")
    ran = run("rules", "test", "cases.yaml")
    assert ran.code == 2
    assert ran.err.startswith("compare: cases.yaml:2:12: the page does not exist")
    assert ran.out.endswith("and 1 case tried, all hold\n"), "the others are tried all the same"


def test_explain_shows_each_line_with_its_rule(run: Any) -> None:
    record = run("rules", "explain", "--format", "json", "page.txt").record()
    assert [line["kept"] for line in record["lines"]] == [True, True, True, False]
    assert record["lines"][3]["rule"] == "button"
    assert record["lines"][0]["score"] > 5
    assert record["lines"][3]["lines"] == [7, 7]
    lines = run("rules", "explain", "page.txt").out.splitlines()
    assert lines[4].split()[:3] == ["7", "drop", "button"]
    assert lines[4].endswith("Share this")
    assert lines[5] == "3 of 4 lines kept"


def test_explain_shows_page_text_inert(run: Any, here: Path) -> None:
    (here / "bad.txt").write_text(f"{LEAD}\n\n\x1b]0;title\x07[red]Share\n", encoding="utf-8")
    assert "\x1b" not in run("rules", "explain", "bad.txt").out


def test_explain_names_a_page_that_cannot_be_read(run: Any) -> None:
    ran = run("rules", "explain", "gone.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "compare: No such file: gone.txt\n"


def test_a_rule_that_is_switched_off_does_nothing(run: Any, here: Path) -> None:
    def taken_by(page: str) -> dict[str, str]:
        lines = run("rules", "explain", "--format", "json", page).record()["lines"]
        return {line["text"]: line["rule"] for line in lines}

    (here / "valley-1.txt").write_bytes((here / "page.txt").read_bytes())
    assert taken_by("page.txt")["Share this"] == "button"
    off = "extends: default\nchrome:\n  rules:\n    - {name: button, enabled: false}\n"
    (here / "config.yaml").write_text(off, encoding="utf-8")
    assert taken_by("page.txt")["Share this"] != "button"
    listed = run("rules", "list", "--format", "json").record()["rules"]
    assert [one["name"] for one in listed if not one["enabled"]] == ["button"]
    (line,) = (line for line in run("rules", "list").out.splitlines() if line.startswith("button"))
    assert "  (off) " in line
    on_site = "extends: default\nsites: [{name: valley, files: [valley-*], without: [button]}]\n"
    (here / "config.yaml").write_text(on_site, encoding="utf-8")
    assert taken_by("page.txt")["Share this"] == "button"
    assert taken_by("valley-1.txt")["Share this"] != "button"
    (here / "config.yaml").write_text(on_site.replace("button", "buton"), encoding="utf-8")
    assert "config.yaml:2:53: there is no general rule `buton`" in run("rules", "list").err


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ("the boat sank | the vessel sank", None),
        ("the boat sank | the ship sank", "must be equal, and are not"),
        ("the U.S. boat | the US boat", "are equal without this layer"),
        ("the boat, the vessel", "is not an example of a layer"),
    ],
)
def test_layers_of_ones_own_are_tried_too(
    run: Any, here: Path, examples: str, said: str | None
) -> None:
    layer = {"name": "boats", "kind": "words", "why": "So.", "equal": "boat, vessel"}
    own = {"extends": "default", "house_style": [layer | {"examples": examples}]}
    (here / "config.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    ran = run("rules", "test")
    assert ran.code == (1 if said else 0)
    if said:
        assert f"boats: “{examples}” {said}" in ran.out
        assert ran.out.startswith("config.yaml:")


def test_the_schema_is_printed_as_json(run: Any) -> None:
    assert "$defs" in run("rules", "schema").record()


def test_a_new_rule_drops_its_line_once_it_is_written(run: Any) -> None:
    assert BUTTON in run("clean", "page.txt").out
    ran = run("rules", "new", "--write", "--why", "A counter of likes.", BUTTON)
    assert ran.code == 0
    (rule,) = yaml.safe_load(ran.out)
    assert rule["match"] == {"words": ["# readers like this"]}
    assert rule["examples"]["drop"] == [BUTTON]
    assert rule["examples"]["keep"]
    assert ran.err == f"added to {user_config_path()}\n"
    record = json.loads(run("clean", "--format", "jsonl", "page.txt").out)
    assert rule["name"] in [gone["rule"] for gone in record["removed"]]
    assert rule["name"] not in run("rules", "test").out


def test_a_new_rule_shows_what_else_it_would_drop(run: Any, here: Path) -> None:
    (here / "other.txt").write_text(f"{LEAD}\n\n7 readers like this\n\n{MORE}\n", encoding="utf-8")
    ran = run("rules", "new", "--pages", "page.txt", "--pages", "other.txt", BUTTON)
    assert ran.out.endswith(
        "# also drops 1 line kept on 2 pages:\n#   other.txt:3: 7 readers like this\n"
    )
    assert yaml.safe_load(ran.out)
    record = run("rules", "new", "--format", "json", "--pages", "other.txt", BUTTON).record()
    assert [one["text"] for one in record["also_drops"]] == ["7 readers like this"]
    assert record["written"] is None
    assert not user_config_path().exists()


@pytest.mark.parametrize("asked", [(), ("--config", "mine.yaml")])
def test_a_rule_is_written_to_the_configuration_in_use(
    run: Any, here: Path, asked: tuple[str, ...]
) -> None:
    file = here / (asked[-1] if asked else "config.yaml")
    file.write_text("extends: default\n", encoding="utf-8")
    ran = run("rules", "new", "--write", *asked, BUTTON)
    assert (ran.code, ran.err) == (0, f"added to {file.relative_to(here)}\n")
    assert not user_config_path().exists()
    record = json.loads(run("clean", "--format", "jsonl", *asked, "page.txt").out)
    assert BUTTON in [gone["text"] for gone in record["removed"]]


def test_a_rule_is_never_written_to_the_default_or_a_copy_of_it(run: Any, here: Path) -> None:
    default = default_config_path()
    (here / "config.yaml").write_bytes(default.read_bytes())
    assert run("rules", "new", "--write", BUTTON).err == f"added to {user_config_path()}\n"
    assert (here / "config.yaml").read_bytes() == default.read_bytes()
    assert BUTTON not in run("clean", "page.txt").out
    assert "stays as it is" in run("rules", "new", "--write", "--config", str(default), BUTTON).err


def test_a_full_disk_is_said_and_leaves_the_rules_as_they_were(
    run: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = here / "mine.yaml"
    own.write_text("extends: default\n", "utf-8")

    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        ran = run("rules", "new", "--write", "--config", "mine.yaml", BUTTON)
    assert ran.code == 2
    assert "mine.yaml: cannot be written (No space left on device; is the disk full?)" in ran.err
    assert "Traceback" not in ran.err
    assert own.read_text("utf-8") == "extends: default\n"
    assert not list(here.glob(".mine*"))


def test_pages_without_text_still_give_a_rule(run: Any, here: Path) -> None:
    ran = run("rules", "new", "--pages", "gone.txt", BUTTON)
    assert (ran.code, ran.err) == (2, "compare: No such file: gone.txt\n")
    (rule,) = yaml.safe_load(ran.out)
    assert rule["examples"]["keep"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "button", BUTTON), "a rule `button` already exists"),
        (
            ("--name", "No Name", BUTTON),
            "--name: `No Name` is not a name for a rule; use small letters",
        ),
        (("--why", "", BUTTON), "--why: give a sentence"),
        (("***",), "no rule can be made: no words in '***'"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(run: Any, arguments: tuple[str, ...], said: str) -> None:
    ran = run("rules", "new", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("command", ["list", "test", "explain", "schema", "new"])
def test_every_command_has_help(run: Any, command: str) -> None:
    ran = run("rules", command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: compare rules {command} ")


def test_without_brings_back_what_a_rule_took(run: Any) -> None:
    assert "Share this" not in run("clean", "page.txt").out
    ran = run("clean", "--without", "button", "--format", "json", "page.txt")
    (record,) = json.loads(ran.out)
    assert [one["text"] for one in record["paragraphs"]][-1] == "Share this"
    assert record["removed"] == []
    assert "Share this" in run("diff", "--without", "button", "page.txt", "page.txt").out


@pytest.mark.parametrize("command", [("clean",), ("diff", "page.txt"), ()])
def test_an_unknown_rule_is_refused_with_the_closest(run: Any, command: tuple[str, ...]) -> None:
    ran = run(*command, "--without", "buton", "page.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("compare: --without: there is no rule `buton`; did you mean `button`?\n")


def test_a_fault_of_the_program_is_told_kindly(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd\x1b[2J")

    monkeypatch.setattr("tui.corpus.cleaner.clean", fail)
    ran = run("clean", "page.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "compare: this is a bug in compare, not your mistake (RuntimeError: odd␛"
    )
    assert "report it" in ran.err
    monkeypatch.setenv(TRACEBACK, "1")
    with pytest.raises(RuntimeError):
        run("clean", "page.txt")


@pytest.mark.parametrize("command", ["list", "test", "explain", "schema", "new"])
def test_printing_loads_no_textual(here: Path, command: str) -> None:
    arguments = {"explain": ["page.txt"], "new": [BUTTON]}.get(command, [])
    code = (
        "import sys; from tui.cli import main; main(sys.argv[1:]); "
        "assert not {'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code, "rules", command, *arguments],
        cwd=here,
        check=True,
        capture_output=True,
    )


def test_a_rule_is_shown_whole_with_the_places_of_its_parts(run: Any, here: Path) -> None:
    (here / "config.yaml").write_text(
        "extends: default\nchrome:\n  rules:\n    - name: button\n"
        "      add: {match: {words: {en: [read it aloud]}}}\n",
        encoding="utf-8",
    )
    text = run("rules", "show", "button").out
    assert text.startswith("name: button  # config.yaml:4\nkind: line  # ")
    assert "why: 'Buttons, menu entries and labels among the paragraphs.'  # " in text
    (line,) = (line for line in text.splitlines() if line.lstrip().startswith("de: ["))
    assert re.search(r"de\.yaml:\d+$", line)
    assert "      # config.yaml:5\n      'read it aloud'\n    ]\n" in text
    shown = yaml.safe_load(text)
    (entry,) = run("rules", "show", "--format", "json", "button").record()["entries"]
    assert entry["section"] == "chrome.rules"
    assert entry["entry"] == shown
    keys = ["match", "words", "en"]
    runs = [part for part in entry["parts"] if part["keys"][:3] == keys]
    assert [part["path"].rpartition("/")[2] for part in runs] == [
        "config.yaml",
        "en.yaml",
        "config.yaml",
    ]


def test_frames_services_and_layers_are_shown_too(run: Any) -> None:
    for name in ("wire-slug", "AP", "numbers"):
        shown = yaml.safe_load(run("rules", "show", name).out)
        assert shown["name"] == name


def test_every_rule_that_is_shown_is_yaml_of_the_rule(run: Any) -> None:
    data: Any = inspect_config(default_config_path()).document.data
    for rule in data["chrome"]["rules"]:
        shown = yaml.safe_load(run("rules", "show", rule["name"]).out)
        assert shown == rule


def test_a_name_that_there_is_not_is_refused(run: Any) -> None:
    ran = run("rules", "show", "buton")
    assert ran.code == 2
    assert "there is nothing named `buton`; did you mean `button`?" in ran.err
