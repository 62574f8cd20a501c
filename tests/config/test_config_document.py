"""YAML into data with places: what is refused, and where it is said to stand."""

import pytest

from tui.config.document import parse
from tui.config.errors import ConfigError


def refused(text: str | bytes) -> ConfigError:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ConfigError) as caught:
        parse(data, "my.yaml")
    return caught.value


def test_scalars_follow_yaml_1_2() -> None:
    document = parse(
        b"no: no\nyes: yes\nday: 2025-02-18\ntime: 12:30\ntrue: true\nn: 3\nf: .5\nq: '3'\ne:\n",
        "x",
    )
    assert document.data == {
        "no": "no",
        "yes": "yes",
        "day": "2025-02-18",
        "time": "12:30",
        "true": True,
        "n": 3,
        "f": 0.5,
        "q": "3",
        "e": None,
    }


def test_places_are_of_key_and_value() -> None:
    document = parse("# é\nrules:\n  - name: één\n    words: [a, b]\n".encode(), "my.yaml")
    rules = document.data["rules"]
    assert str(document.place(document.data, ("rules", 0, "name"))) == "my.yaml:3:11"
    assert str(document.place(document.data, ("rules", 0, "words", 1))) == "my.yaml:4:16"
    assert str(document.key_place(rules[0], "words")) == "my.yaml:4:5"  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_empty_is_an_empty_mapping(text: str) -> None:
    assert parse(text.encode(), "x").data == {}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "my.yaml:3:1", "duplicate key `a`, first given on line 1"),
        ("x:\n  - a: 1\n    a: 2\n", "my.yaml:3:5", "duplicate key"),
        ("a:\n\tb: 1\n", "my.yaml:2:1", "a tab"),
        ("a:\n  b: 1\n \tc: 2\n", "my.yaml:3:2", "a tab"),
        ("a: 'open\n", "my.yaml:2:1", "begun on line 1"),
        ("a: b: c\n", "my.yaml:1:5", "not YAML"),
        ("a: [1,\nb: 2\n", "my.yaml:3:1", "not YAML"),
        ("é: x\ny: \x07\n", "my.yaml:2:4", "control character"),
        ("a: !!python/object/apply:os.system [ls]\n", "my.yaml:1:4", "tags are not supported"),
        ("a: !!python/name:os.system x\n", "my.yaml:1:4", "tags are not supported"),
        ("a: &x 1\nb:\n  <<: *x\n", "my.yaml:3:3", "merge key"),
        ("a: *x\n", "my.yaml:1:4", "no finished anchor"),
        ("a: &x [*x]\n", "my.yaml:1:8", "no finished anchor"),
        ("- a\n", "my.yaml:1:1", "found a list"),
        ("word\n", "my.yaml:1:1", "found the text `word`"),
        ("a: 1\n---\nb: 2\n", "my.yaml:2:1", "second YAML document"),
        ("? [a]\n: b\n", "my.yaml:1:3", "a key is a word"),
    ],
)
def test_refusals_name_the_place(text: str, place: str, words: str) -> None:
    error = refused(text)
    assert str(error.place) == place
    assert words in error.reason


def test_not_utf8_names_the_place() -> None:
    error = refused("a: 1\nb: é".encode("latin-1"))
    assert (str(error.place), error.reason) == (
        "my.yaml:2:4",
        "not UTF-8; save the file as UTF-8",
    )


def test_alias_bomb_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        row = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{row}]")
    error = refused("\n".join(lines))
    assert "aliases unfolded" in error.reason
    assert error.place is not None
    assert error.place.line == 6


def test_a_plain_alias_is_fine() -> None:
    assert parse(b"a: &w [x, y]\nb: *w\n", "x").data == {"a": ["x", "y"], "b": ["x", "y"]}


@pytest.mark.parametrize("repeated", ["[", "{a: ", "- "], ids=["list", "mapping", "block"])
def test_deep_nesting_is_refused(repeated: str) -> None:
    assert "levels of nesting" in refused("a:\n  " + repeated * 100_000).reason


def test_too_large_is_refused() -> None:
    assert "larger than" in refused(b"#" * 5_000_000).reason


def test_hostile_words_are_shown_inert() -> None:
    error = refused("a: !\u202e\x9b x\n")
    assert not any(mark in str(error) for mark in "\u202e\x9b")
