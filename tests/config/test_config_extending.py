"""`extends: default`: what is merged, replaced, appended and placed."""

from __future__ import annotations

from typing import Any

import pytest

from tui.config.document import Document, parse
from tui.config.errors import ConfigError
from tui.config.extend import _merge_named, extend

DEFAULT = """\
articles: [seeds]
rules:
  - {name: a, words: [x]}
  - {name: b, words: [y]}
  - {name: c, words: [z]}
limits: {most: 3, least: 1}
phrases: {en: [hello], de: [hallo]}
"""


def merged(own: str) -> Document:
    return extend(parse(DEFAULT.encode(), "default.yaml"), parse(own.encode(), "own.yaml"))


def names(document: Document) -> list[str]:
    rules: Any = document.data["rules"]
    return [rule["name"] for rule in rules]


def test_nothing_said_is_the_default() -> None:
    assert merged("").data == parse(DEFAULT.encode(), "default.yaml").data


def test_mappings_are_merged_key_by_key() -> None:
    document = merged("limits: {most: 9}\nphrases: {nl: [hallo]}\nkeys: {q: x}\n")
    assert document.data["limits"] == {"most": 9, "least": 1}
    assert document.data["phrases"] == {"en": ["hello"], "de": ["hallo"], "nl": ["hallo"]}
    assert document.data["keys"] == {"q": "x"}


def test_plain_lists_are_replaced() -> None:
    assert merged("articles: [mine]\n").data["articles"] == ["mine"]


def test_a_known_name_replaces_in_place_and_a_new_one_is_appended() -> None:
    document = merged("rules:\n  - {name: b, words: [new]}\n  - {name: d, words: []}\n")
    rules: Any = document.data["rules"]
    assert names(document) == ["a", "b", "c", "d"]
    assert rules[1]["words"] == ["new"]


@pytest.mark.parametrize(
    ("own", "order"),
    [
        ("{name: d, before: b}", "adbc"),
        ("{name: d, after: b}", "abdc"),
        ("{name: d, after: c}", "abcd"),
        ("{name: c, before: a}", "cab"),
        ("{name: a, after: b}", "bac"),
        ("{name: d, before: a}\n  - {name: e, after: d}", "deabc"),
    ],
)
def test_before_and_after_place_an_entry(own: str, order: str) -> None:
    document = merged(f"rules:\n  - {own}\n")
    rules: Any = document.data["rules"]
    assert "".join(names(document)) == order
    assert not any("before" in rule or "after" in rule for rule in rules)


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("{name: d, before: zz}", r"own\.yaml:2:23: `before`: no entry named the text `zz`"),
        ("{name: a, after: a}", r"own\.yaml:2:22: `after`: no entry"),
        ("{name: d, before: a, after: b}", r"own\.yaml:2:26: `before` and `after`"),
    ],
)
def test_impossible_places_are_refused(own: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        merged(f"rules:\n  - {own}\n")


KINDS = """\
rules:
  - {name: a, kind: line, why: because, match: {words: {en: [x]}, patterns: [p]}}
  - {name: b, kind: line, hits: 2}
layers:
  - name: n
    kind: words
    equal: |
      one, 1
lists: {words: [x], folded: 'a b', deep: {en: [y]}, most: 3}
"""


def laid_over(own: str) -> Document:
    return extend(parse(KINDS.encode(), "default.yaml"), parse(own.encode(), "own.yaml"))


def test_an_entry_without_a_kind_changes_the_keys_that_it_has() -> None:
    document = laid_over("rules:\n  - {name: b, enabled: false, hits: 3, before: a}\n")
    rules: Any = document.data["rules"]
    assert names(document) == ["b", "a"]
    assert rules[0] == {"name": "b", "kind": "line", "hits": 3, "enabled": False}
    assert str(document.place(document.data, ("rules", 0, "kind"))) == "default.yaml:3:21"
    assert str(document.place(document.data, ("rules", 0, "hits"))) == "own.yaml:2:37"


def test_lists_of_an_entry_can_be_added_to() -> None:
    own = "rules:\n  - {name: a, add: {match: {words: {en: [q], de: [z]}, patterns: [r]}}}\n"
    document = laid_over(own)
    rules: Any = document.data["rules"]
    assert rules[0]["match"] == {"words": {"en": ["x", "q"], "de": ["z"]}, "patterns": ["p", "r"]}
    assert "add" not in rules[0]
    where = ("rules", 0, "match", "patterns")
    assert str(document.place(document.data, (*where, 0))) == "default.yaml:2:78"
    assert str(document.place(document.data, (*where, 1))) == "own.yaml:2:67"
    assert parse(KINDS.encode(), "x").data == laid_over("").data


def test_lists_anywhere_can_be_added_to() -> None:
    own = "lists:\n  most: 4\n  add: {words: [q], folded: c, deep: {fr: [w]}}\n"
    own += "add:\n  lists: {words: [s]}\n  layers: [{name: n, add: {equal: 'two, 2'}}]\n"
    data: Any = laid_over(own).data
    assert data["lists"] == {
        "words": ["x", "q", "s"],
        "folded": "a b c",
        "deep": {"en": ["y"], "fr": ["w"]},
        "most": 4,
    }
    assert data["layers"][0]["equal"].split("\n") == ["one, 1", "two, 2"]
    assert "add" not in data


def test_an_empty_list_of_entries_takes_none_away() -> None:
    assert names(laid_over("rules: []\n")) == ["a", "b"]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("rules: [{name: bb}]", r"own\.yaml:1:16: there is nothing named `bb` to change; did you"),
        ("rules: [{name: c, kind: line, add: 3}, {name: a, add: 3}]", r"1:55: expected the lists"),
        ("lists: {add: {most: 4}}", r"1:21: `most` is not a list; write it outside of `add`"),
        ("lists: {add: {deep: [q]}}", r"1:21: expected a mapping, as the default has one"),
        ("lists: {add: {words: {en: [q]}}}", r"1:22: expected a list, as the default has one"),
        ("rules: [{name: a, add: {why: so}}]", r"1:30: `why` is not a list"),
    ],
)
def test_impossible_changes_are_refused(own: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        laid_over(own)


def test_every_value_remembers_its_file() -> None:
    document = merged("rules:\n  - {name: d, before: b, words: [q]}\nlimits: {most: 9}\n")

    def place(*path: str | int) -> str:
        return str(document.place(document.data, path))

    assert place("rules", 0, "words", 0) == "default.yaml:3:23"
    assert place("rules", 1, "words", 0) == "own.yaml:2:34"
    assert place("rules", 2, "name") == "default.yaml:4:12"
    assert place("limits", "most") == "own.yaml:3:16"
    assert place("limits", "least") == "default.yaml:6:26"


def test_thousands_of_new_entries_are_not_compared_with_one_another() -> None:
    """A folder may bring along a configuration that took a minute to be read."""
    asked = 0

    class Name(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    named: list[dict[str, Any]] = [
        {"name": Name(f"r{number}"), "kind": "x"} for number in range(300)
    ]
    document = parse(b"a: 1", "x.yaml")
    _merge_named(document, [], named)  # type: ignore[arg-type]
    assert asked < 3000
