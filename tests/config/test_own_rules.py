"""Adding to the user's own rules, and taking back, without losing a byte or an edit."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui.config import ConfigError, default_config_path, load_config, user_config_path
from tui.config.own_rules import carry_out, own_file, plan, take_back
from tui.text.chrome.rule import Examples
from tui.text.chrome.rules import LineRule
from tui.text.chrome.wording import Wording

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
