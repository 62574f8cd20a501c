"""Adding to the user's own rules, and taking back, without losing a byte or an edit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from support.processes import run_at_once

from tui.config import ConfigError, default_config_path, load_config, user_config_path
from tui.config.compose import Composed, compose
from tui.config.own_rules import (
    add,
    carry_out,
    own_file,
    own_rules,
    plan,
    switch_rule,
    take_back,
)
from tui.files.folders import own_folder
from tui.files.write import alone
from tui.text.chrome.lines import LineRule
from tui.text.chrome.rule import Examples, Wording

OWN = "# mine\r\nextends: default\r\n\r\nkeys:   {quit: X}  # so\r\n"


def rule(name: str = "share-on") -> LineRule:
    return LineRule(
        name=name,
        why="A button.",
        match=Wording(words=(name.replace("-", " "),)),
        examples=Examples((name.replace("-", " "),), ("He won't share.",)),
    )


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(path: Path) -> list[str]:
    return [one.name for one in load_config(path).chrome.rules]


def test_rules_go_to_the_file_in_use_and_never_to_the_default(folder: Path) -> None:
    mine = user_config_path()
    assert own_file() == mine
    default = default_config_path().read_bytes()
    (folder / "config.yaml").write_bytes(default)
    assert own_file() == mine, "a mere copy of the default is nobody's own"
    (folder / "config.yaml").write_text("extends: default\n", encoding="utf-8")
    assert own_file().resolve() == folder / "config.yaml"
    (folder / "other.yaml").write_bytes(default)
    assert own_file("other.yaml") == Path("other.yaml")
    with pytest.raises(ConfigError, match="leave out --config"):
        own_file(default_config_path())


def test_a_copy_of_the_default_does_not_hide_the_users_own(folder: Path) -> None:
    (folder / "config.yaml").write_bytes(default_config_path().read_bytes())
    carry_out(plan(own_file(), rule(), "outside-the-article"))
    assert rule() in load_config().chrome.rules


def test_a_new_file_is_made_and_deleted_again() -> None:
    path = own_file()
    addition = plan(path, rule(), "outside-the-article")
    assert not path.exists()
    assert addition.lines[1] == "extends: default"
    carry_out(addition)
    assert path.read_bytes() == addition.after
    assert rule() in addition.config.chrome.rules
    assert rule() in load_config().chrome.rules
    take_back(addition)
    assert not path.exists()


def test_every_byte_of_a_file_is_kept_and_comes_back(folder: Path) -> None:
    path = folder / "config.yaml"
    before = b"\xef\xbb\xbf" + OWN.encode()
    path.write_bytes(before)
    path.chmod(0o640)
    additions = []
    for name in ("share-on", "print-it", "send-it"):
        additions.append(plan(path, rule(name), "outside-the-article"))
        carry_out(additions[-1])
    assert additions[1].lines[0] == "- name: print-it"
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == after.count(b"\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {"share-on", "print-it", "send-it"} <= set(names(path))
    for addition in reversed(additions):
        take_back(addition)
    assert path.read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["config.yaml"]


def test_an_edit_in_between_is_never_lost(folder: Path) -> None:
    path = folder / "config.yaml"
    path.write_text(OWN, encoding="utf-8")
    addition = plan(path, rule(), None)
    path.write_text(OWN + "# edited\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="changed meanwhile; nothing was written"):
        carry_out(addition)
    assert path.read_text(encoding="utf-8").endswith("# edited\n")
    addition = plan(path, rule(), None)
    carry_out(addition)
    edited = path.read_bytes() + b"# and again\n"
    path.write_bytes(edited)
    with pytest.raises(ConfigError, match=r"config\.yaml:\d+: was changed since `share-on`"):
        take_back(addition)
    assert path.read_bytes() == edited
    path.unlink()
    with pytest.raises(ConfigError, match="was changed since"):
        take_back(addition)


def test_in_a_file_that_stands_alone_the_rule_goes_above_the_one_it_is_before(
    folder: Path,
) -> None:
    path = folder / "config.yaml"
    path.write_bytes(default_config_path().read_bytes())
    addition = plan(path, rule(), "outside-the-article")
    carry_out(addition)
    known = names(path)
    assert known.index("share-on") == known.index("outside-the-article") - 1
    assert not any("before:" in line for line in addition.lines)
    take_back(addition)
    assert path.read_bytes() == default_config_path().read_bytes()


def test_what_cannot_be_written_is_refused_in_words(folder: Path) -> None:
    path = folder / "config.yaml"
    path.write_text("extends: default\n", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(ConfigError, match="may only be read; allow writing"):
        plan(path, rule(), None)
    path.chmod(0o644)
    path.write_text("extends: default\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.yaml:2:1.*nonsense"):
        plan(path, rule(), None)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        plan(path, rule(), None)
    blocked = path / "below" / "config.yaml"
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        carry_out(plan(blocked, rule(), None))


def test_a_full_disk_is_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tui.config.own_rules.write_whole", full)
    with pytest.raises(ConfigError, match=r"cannot be written \(.*; is the disk full\?\)$"):
        carry_out(plan(folder / "config.yaml", rule(), None))


def test_a_link_in_a_folder_is_not_written_through_but_the_users_own_is(folder: Path) -> None:
    other = folder / "precious.yaml"
    other.write_text("extends: default\n", encoding="utf-8")
    strange = folder / "stranger" / "config.yaml"
    strange.parent.mkdir()
    strange.symlink_to(other)
    with pytest.raises(ConfigError, match=r"is a link to .*precious.yaml.*with --config"):
        plan(strange, rule(), None)
    with pytest.raises(ConfigError, match="is a link to"):
        add(strange, rule(), None, rename=True)
    assert other.read_text(encoding="utf-8") == "extends: default\n"
    addition = plan(other, rule(), None)
    other.rename(folder / "moved.yaml")
    other.symlink_to(folder / "moved.yaml")
    with pytest.raises(ConfigError, match="is a link to"):
        carry_out(addition)
    user_config_path().parent.mkdir(parents=True)
    user_config_path().symlink_to(folder / "moved.yaml")
    add(user_config_path(), rule(), None, rename=True)
    assert user_config_path().is_symlink()
    assert rule() in load_config(folder / "moved.yaml").chrome.rules


TEACHES = """
import sys
from pathlib import Path
from tui.config.own_rules import add, own_file
from tui.text.chrome.lines import LineRule
from tui.text.chrome.rule import Examples, Wording
print(flush=True)
sys.stdin.readline()
for number in range(5):
    words = f"share {sys.argv[1]} {number}"
    examples = Examples((words,), ("He won't share.",))
    rule = LineRule(name="share", why="So.", match=Wording(words=(words,)), examples=examples)
    add(own_file(), rule, None, rename=True)
"""


def test_of_rules_that_are_taught_at_once_none_is_lost() -> None:
    run_at_once(TEACHES, ("here", "there"))
    taught = [one for one in load_config().chrome.rules if one.name.startswith("share")]
    mine = {one.examples.drop[0] for one in taught if one.why == "So."}
    assert mine == {f"share {word} {n}" for word in ("here", "there") for n in range(5)}


def test_others_wait_only_while_a_file_is_written_and_what_they_add_meanwhile_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = own_file()
    add(path, rule("mine"), None, rename=False)
    others = ["later-3", "later-2", "later"]

    def busy(*args: Any) -> Composed:
        # On a busy machine this takes seconds: whoever waited for it gave up after ten.
        with alone(own_folder("state") / "rules.lock", patience=0):
            pass
        if others:
            add(path, rule(others.pop()), None, rename=False)
        return compose(*args)

    monkeypatch.setattr("tui.config.own_rules.compose", busy)
    assert add(path, rule("later"), None, rename=True).rule == "later-4"
    others.append("other")
    switch_rule(path, "mine")
    known = [one.name for one in own_rules(path)]
    assert sorted(known) == ["later", "later-2", "later-3", "later-4", "mine", "other"]
    assert [one.name for one in own_rules(path) if not one.enabled] == ["mine"]
