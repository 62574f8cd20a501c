"""The files that config.yaml is laid over, and config.yaml as a person opens it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui.config import ConfigError, default_config_path, inspect_config, load_config
from tui.config.document import parse
from tui.config.load import WHOLE_COPY
from tui.config.locate import list_paths

ROOT = Path(__file__).parent.parent.parent
LISTS = {Path(path).stem: Path(path) for path in list_paths()}

LANGUAGE = """\
chrome:
  dates:
    months: {xx: [janu ja, febu, maru, apru, mayu, junu, julu, augu, sepu, octu, novu, decu]}
    add: {published: [zapublu]}
  rules:
  - name: button
    match:
      words: {xx: [kliku zdu]}
  - name: promotion
    phrases: {xx: [kuptu, abonu]}
house_style:
- name: dates
  add:
    months: |
      January, janu
- name: numbers
  add:
    words: |
      3, tru
alignment:
  stems:
    add: {endings: zuzu}
  differences:
    add: {common_words: ku pu}
  lens:
    add:
      evaluative: |
        grozu, strashnu
"""
PAGE = """\
Mostu tru let po povodnu

Zapublu 5 Janu 2020

The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.

Kliku zdu

Work is to begin in May, and the engineers expect that it will take them about two years.
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with the user's own folders elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.usefixtures("home")
def test_a_language_is_added_by_its_file_and_by_nothing_else(tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copytree(ROOT / "tui", program / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "config.yaml", program)
    page = tmp_path / "here" / "page.txt"
    page.write_text(PAGE, encoding="utf-8")

    def run(*arguments: str) -> Any:
        command = [sys.executable, "-m", "tui", *arguments]
        environment = os.environ | {"PYTHONPATH": str(program)}
        return json.loads(subprocess.check_output(command, env=environment))

    def button() -> list[str]:
        removed = run("clean", "--format", "jsonl", "page.txt")["removed"]
        return [gone["text"] for gone in removed if gone["rule"] == "button"]

    assert button() == []
    file = program / "tui" / "default" / "lists" / "xx.yaml"
    file.write_text(LANGUAGE, encoding="utf-8")
    assert button() == ["Kliku zdu"]
    assert run("clean", "--format", "jsonl", "page.txt")["date"] == "2020-01-05"

    (entry,) = run("rules", "show", "--format", "json", "button")["entries"]
    assert entry["entry"]["match"]["words"]["xx"] == ["kliku zdu"]
    (part,) = (part for part in entry["parts"] if part["keys"][-1] == "xx")
    assert (part["path"], part["line"]) == (str(file), 8)
    code = (
        "from tui.config import load_config; c = load_config();"
        "lens, layers = c.alignment.lens, {one.name: one for one in c.house_style};"
        "print(int('strashnu' in lens.evaluative and 'zuzu' in c.alignment.stems.endings.split()"
        " and 'pu' in c.alignment.differences.common_words.split()"
        " and 'tru' in layers['numbers'].words and 'janu' in layers['dates'].months"
        " and 'zapublu' in c.chrome.dates.published))"
    )
    environment = os.environ | {"PYTHONPATH": str(program)}
    assert subprocess.check_output([sys.executable, "-c", code], env=environment) == b"1\n"


def test_every_language_that_is_known_has_a_file() -> None:
    chrome = load_config(default_config_path()).chrome
    languages = {*chrome.dates.months, *chrome.recurrence.common}
    assert languages <= LISTS.keys()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_speaks_only_of_rules_that_there_are(name: str) -> None:
    data: Any = parse(LISTS[name].read_bytes(), name).data
    known = {rule.name for rule in load_config(default_config_path()).chrome.rules}
    assert {rule["name"] for rule in data.get("chrome", {}).get("rules", [])} <= known


@pytest.mark.parametrize("name", LISTS)
def test_the_file_of_a_language_has_words_of_no_other(name: str) -> None:
    text = LISTS[name].read_text(encoding="utf-8")
    if LISTS[name].parent.name == "lists":
        assert set(re.findall(r"(?m)^ +([a-z]{2}): \[", text)) <= {name}


def test_config_yaml_is_for_people() -> None:
    lines = (ROOT / "config.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 1200
    assert max(map(len, lines)) <= 100
    head = "\n".join(lines[: lines.index("extends: lists")])
    keys = [line.partition(":")[0] for line in lines if re.match("[a-z_]+:", line)]
    contents = re.findall(r"(?m)^#   ([a-z_]+) ", head)
    assert ["extends", *contents] == keys
    for path in LISTS.values():
        assert path.name in head or path.parent.name == "lists"


def test_a_copy_of_it_says_the_same_wherever_it_is(home: Path) -> None:
    default = load_config()
    text = default_config_path().read_text(encoding="utf-8")
    (home / "config.yaml").write_text(text, encoding="utf-8")
    assert load_config().chrome == default.chrome
    (home / "config.yaml").write_text(text.replace("keys: {}", "keys: {quit: x}"), "utf-8")
    copy = load_config()
    assert copy.keys == {"quit": "x"}
    assert (copy.chrome, copy.alignment) == (default.chrome, default.alignment)


def test_a_rule_that_a_copy_leaves_out_is_not_made_of_its_words(home: Path) -> None:
    text = default_config_path().read_text(encoding="utf-8")
    without = re.sub(r"(?ms)^  - name: button\n.*?(?=^  - name: )", "", text)
    (home / "config.yaml").write_text(without, encoding="utf-8")
    names = [rule.name for rule in load_config().chrome.rules]
    assert "button" not in names
    assert len(names) == len(load_config(default_config_path()).chrome.rules) - 1


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("text", "told"),
    [("extends: default\n", False), ("extends: lists\n", True), ("", True)],
)
def test_a_whole_copy_is_told_where_one_listens(text: str, told: bool, home: Path) -> None:
    default = default_config_path().read_text(encoding="utf-8").replace("extends: lists\n", "")
    if not text:
        default += "house_style: []\nalignment: {}\n"
    (home / "config.yaml").write_text(text + default, encoding="utf-8")
    command = [sys.executable, "-m", "tui", "rules", "list", "--verbose"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (WHOLE_COPY in ran.stderr.decode()) is told


def test_a_file_of_ones_own_is_laid_over_the_lists_too(home: Path) -> None:
    own = home / "own.yaml"
    own.write_text(
        "extends: default\nchrome:\n  sentences: {at_least: 9}\n  rules:\n"
        "    - {name: promotion, phrases: {de: [kaufen]}}\n"
        "    - {name: headline, weights: {fitting: high}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match=r"own\.yaml:6:43: expected a number"):
        load_config(own)
    own.write_text(own.read_text(encoding="utf-8").replace("high", "2"), encoding="utf-8")
    chrome = load_config(own).chrome
    assert chrome.sentences.at_least == 9
    document = inspect_config(own).document
    rules: Any = document.data["chrome"]["rules"]  # type: ignore[index, call-overload]
    phrases = next(rule for rule in rules if rule["name"] == "promotion")["phrases"]
    assert phrases["de"] == ["kaufen"]
    assert str(document.marks(phrases, "de").key) == f"{own}:5:35"
    assert document.marks(phrases, "fr").key.path == str(LISTS["fr"])
