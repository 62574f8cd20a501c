"""Which file is loaded, what it extends, and the default that everybody gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config import (
    ConfigError,
    default_config_path,
    demo_folder,
    inspect_config,
    load_config,
    user_config_path,
)
from tui.config.compose import check_faults, check_names
from tui.config.locate import decided_by, passed_over

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with the user's own folder elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_own(text: str) -> Path:
    return write(user_config_path(), text)


def test_precedence(home: Path) -> None:
    asked = write(home / "deep" / "asked.yaml", "extends: default\nkeys: {from: asked}\n")
    assert load_config().keys.get("from") is None
    write_own("extends: default\nkeys: {from: user}\n")
    assert load_config().keys["from"] == "user"
    write(home / "config.yaml", "extends: default\nkeys: {from: folder}\n")
    assert load_config().keys["from"] == "folder"
    assert load_config(asked).keys["from"] == "asked"


@pytest.mark.usefixtures("home")
def test_the_default_has_no_fault_and_opens_the_folder_one_stands_in() -> None:
    config, document, _ = inspect_config(default_config_path())
    check_names(document)
    check_faults(document, config, trusted=())
    assert load_config().articles == ("seeds",)
    assert len(list(demo_folder().glob("*.txt"))) == 5


@pytest.mark.parametrize(
    ("written", "asked", "expected"),
    [
        ("wire/", "config.yaml", ("wire",)),
        ("[wire/, '/feeds/*.txt']", "config.yaml", ("wire", "/feeds/*.txt")),
        ("[../wire, 'a/*.txt']", "deep/asked.yaml", ("wire", "deep/a/*.txt")),
        ("[]", "config.yaml", ()),
    ],
)
def test_originals_stand_relative_to_the_file_that_names_them(
    home: Path, written: str, asked: str, expected: tuple[str, ...]
) -> None:
    write(home / asked, f"extends: default\noriginals: {written}\n")
    assert load_config(asked).originals == expected
    # What is remembered says the same.
    assert load_config(asked).originals == expected


def test_articles_stand_relative_to_the_file_that_names_them(home: Path) -> None:
    asked = write(home / "deep" / "asked.yaml", "extends: default\narticles: [pages, '/a/*.txt']\n")
    assert load_config("deep/asked.yaml").articles == ("deep/pages", "/a/*.txt")
    assert load_config(asked).articles == (str(home / "deep" / "pages"), "/a/*.txt")
    write(home / "config.yaml", "extends: default\narticles: pages\n")
    assert load_config().articles == ("pages",)
    write(home / "config.yaml", "extends: default\n")
    assert load_config().articles == ("seeds",)


def test_extending_adds_to_the_default_and_not_extending_replaces_it(home: Path) -> None:
    default = load_config()
    rule = default.chrome.rules[0].name
    write(home / "config.yaml", "extends: default\nkeys: {a: b}\n")
    assert load_config().chrome == default.chrome
    write(home / "config.yaml", "keys: {a: b}\n")
    with pytest.raises(ConfigError, match=r"config\.yaml:1:1: missing key `chrome`"):
        load_config()
    assert rule


def test_a_fault_in_a_users_own_rule_is_refused_at_its_place(home: Path) -> None:
    write(
        home / "mine.yaml",
        "extends: default\nchrome:\n  rules:\n    - name: mine\n      kind: nonsense\n",
    )
    with pytest.raises(ConfigError, match=r"mine\.yaml:5:13: expected `"):
        load_config("mine.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends: other\n", r"x\.yaml:1:10: `extends` can only be `default`"),
        ("extends: default\nnot_a_key: 1\n", r"x\.yaml:2:1: unknown key `not_a_key`"),
        ("extends: default\narticles: 3\n", r"x\.yaml:2:11: expected a list, found the number 3"),
        ("extends: default\narticles: ['']\n", r"x\.yaml:2:12: expected text that is not empty"),
        ("extends: default\nkeys: [q]\n", r"x\.yaml:2:7: expected a mapping"),
    ],
)
def test_refusals(home: Path, text: str, message: str) -> None:
    write(home / "x.yaml", text)
    with pytest.raises(ConfigError, match=message):
        load_config("x.yaml")


@pytest.mark.usefixtures("home")
def test_a_file_that_is_not_there_or_no_file() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: no such configuration file"):
        load_config("nowhere.yaml")
    with pytest.raises(ConfigError, match="is not a file"):
        load_config("..")


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("kind: trim, pattern: '(a'", 41),
        ("kind: line, match: {patterns: [a, 'a(?=b)']}", 54),
        ("kind: after, match: {patterns: ['a**']}", 52),
    ],
)
def test_every_kind_of_pattern_is_checked(home: Path, rule: str, column: int) -> None:
    write(
        home / "x.yaml",
        "extends: default\nchrome:\n  rules:\n"
        f"    - {{name: mine, {rule}, why: x, examples: {{drop: [a], keep: [b]}}}}\n",
    )
    with pytest.raises(ConfigError, match=rf"x\.yaml:4:{column}: `mine`: not a regular expression"):
        load_config("x.yaml")


FOREIGN = [
    "homeassistant: {}\n",
    "",
    "# nothing\n",
    "title: My blog\npages: 10\nparams:\n  keys: x\n",
    "- a\n- list\n",
    '{"name": "x", "version": 1}',
    "services: [\n",
    "version: 3\nservices:\n  web: {}\n",
    "\ttabs: everywhere\n",
    "%YAML 9.9\n---\nbaseURL: 'https://x'\nkeys: 'unclosed\nmenu: 3\n",
    "defaults: &x\n  chrome: 1\nother: *y\n",
]

OURS_BROKEN = [
    ("chrome: [\n", "config.yaml:2"),
    ("extends: default\nnonsense: 1\n", "config.yaml:2:1"),
    ("extends: other\n", "config.yaml:1:10"),
    ("chrom:\n  rules: []\n", "config.yaml:1:1"),
    ("keys: {quit: X\n", "config.yaml:2"),
    ("  pages:\n    nonsense: 1\n", "config.yaml"),
    ("{extends: default, nonsense: 1}", "config.yaml:1"),
    ("\ufeffextends: default\nnonsense: 1\n", "config.yaml:2:1"),
]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("own", [True, False])
def test_another_programs_config_in_the_folder_is_passed_over(
    home: Path, text: str, own: bool
) -> None:
    if own:
        write(user_config_path(), "extends: default\nkeys: {quit: X}\n")
    write(home / "config.yaml", text)
    assert load_config().keys == ({"quit": "X"} if own else {})
    assert passed_over() == str(home / "config.yaml")
    assert passed_over("other.yaml") is None
    assert decided_by() is None
    with pytest.raises(ConfigError):
        load_config("config.yaml")


@pytest.mark.parametrize(("text", "place"), OURS_BROKEN)
def test_a_broken_file_of_ours_is_not_passed_over(home: Path, text: str, place: str) -> None:
    write(home / "config.yaml", text)
    with pytest.raises(ConfigError, match=rf"(?s)^{place}.*--config FILE"):
        load_config()
    assert passed_over() is None


def test_it_is_known_which_configuration_decides(home: Path) -> None:
    assert decided_by() is None
    write(home / "config.yaml", default_config_path().read_text("utf-8"))
    assert decided_by() is None
    write(home / "config.yaml", "extends: default\n")
    assert decided_by() == "./config.yaml"
    write(user_config_path(), "extends: default\n")
    assert decided_by() == "./config.yaml"
    assert decided_by(user_config_path()) is None
    assert decided_by(default_config_path()) is None
    assert decided_by("config.yaml") == "config.yaml"
    (home / "config.yaml").unlink()
    assert decided_by() is None
    assert passed_over() is None
