"""A rule added to a user's own configuration; nothing else in it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tui.config import ConfigError, load_config
from tui.config.own_rules import rule_yaml, with_rule, write_beside
from tui.text.chrome.lines import LineRule
from tui.text.chrome.rule import Examples, Wording

RULE = LineRule(
    name="share-on",
    why="It's a button: no text",
    match=Wording(words=("share on *",)),
    at_most=5,
    examples=Examples(("Share on Facebook", "- 'x': \x1b[31m #1"), ("He won't share.",)),
)
ENTRY = """\
      - name: mine
        kind: line
        why: An own rule.
        match: {words: [own]}  # kept as it is
        examples:
          drop: [own]
          keep:
            - |
              # not a comment
              other
"""


def added(text: str, tmp_path: Path) -> list[str]:
    """The names of the rules once the rule has been added, in order."""
    path = tmp_path / "config.yaml"
    path.write_text(with_rule(text, RULE, "outside-the-article", str(path)), encoding="utf-8")
    rules = load_config(path).chrome.rules
    assert RULE in rules
    return [rule.name for rule in rules]


def test_a_rule_reads_back_as_itself() -> None:
    written = yaml.safe_load(rule_yaml(RULE))
    assert list(written[0]) == ["name", "kind", "why", "match", "at_most", "examples"]
    assert written[0]["examples"]["drop"] == list(RULE.examples.drop)
    assert "\x1b" not in rule_yaml(RULE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "extends: default",
        "extends: default\nkeys: {}\n# the end\n",
        f"extends: default\nchrome:\n    rules:\n{ENTRY}",
        f"extends: default\nchrome:\n    rules:\n{ENTRY}\n# about keys\nkeys: {{}}\n",
        f"extends: default\nchrome:\n      rules:\n{ENTRY}\n      sentences: {{at_least: 6}}\n",
        "extends: default\nchrome:\n  sentences:\n    at_least: 6\n",
    ],
)
def test_the_rule_is_added_and_the_rest_stays(tmp_path: Path, text: str) -> None:
    names = added(text, tmp_path)
    assert names.index("share-on") == names.index("outside-the-article") - 1
    assert ("mine" in names) == ("mine" in text)
    left = (tmp_path / "config.yaml").read_text(encoding="utf-8").splitlines()
    old = text.splitlines()
    assert [line for line in left if line in old] == [line for line in left if line in set(old)]
    assert all(line in left for line in old)


def test_a_second_rule_stands_below_the_first(tmp_path: Path) -> None:
    once = with_rule("", RULE, "outside-the-article", "config.yaml")
    other = LineRule(name="other", why=RULE.why, match=RULE.match, examples=RULE.examples)
    twice = with_rule(once, other, "outside-the-article", "config.yaml")
    assert twice.startswith(once)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: default\nchrome: {rules: []}\n", "write these rules below each other"),
        ("extends: default\nchrome: {sentences: {}}\n", "the rule was not written"),
        ("extends: default\nchrome: 1\n", "expected a mapping under `chrome`"),
        ("extends: default\nkeys: 1\n", "expected a mapping"),
    ],
)
def test_what_cannot_be_added_to_is_refused(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        with_rule(text, RULE, "outside-the-article", "config.yaml")
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["share-on", "button"])
def test_no_rule_is_replaced(name: str) -> None:
    text = with_rule("", RULE, "outside-the-article", "config.yaml")
    again = LineRule(name=name, why=RULE.why, match=RULE.match, examples=RULE.examples)
    with pytest.raises(ConfigError, match=f"has a rule named `{name}` already"):
        with_rule(text, again, "outside-the-article", "config.yaml")


def test_a_link_is_followed_and_nothing_is_left_beside(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("old", encoding="utf-8")
    link = tmp_path / "new" / "config.yaml"
    link.parent.mkdir()
    link.symlink_to(real)
    write_beside(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "real.yaml"]


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    write_beside(Path(tmp_path / "a" / "b" / "config.yaml"), "x")
    assert (tmp_path / "a" / "b" / "config.yaml").read_text(encoding="utf-8") == "x"
