"""Data into settings: unknown keys, wrong types, missing things, each at its place."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003
from typing import Annotated, Literal

import msgspec
import pytest

from tui.config.compose import check_faults, check_names, convert
from tui.config.document import parse
from tui.config.errors import ConfigError
from tui.text.fields import Fault, pattern_fault


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    drop: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    keep: tuple[str, ...]


class Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    name: str
    examples: Examples


class Pattern(Base, frozen=True, kw_only=True, tag="pattern"):
    patterns: tuple[str, ...]
    place: Literal["anywhere", "edge"] = "anywhere"
    at_most: Annotated[int, msgspec.Meta(ge=1)] | None = None

    def faults(self) -> Iterator[Fault]:
        for index, pattern in enumerate(self.patterns):
            if reason := pattern_fault(pattern):
                yield Fault(("patterns", index), reason)


class Words(Base, frozen=True, kw_only=True, tag="words"):
    phrases: tuple[str, ...] | dict[str, tuple[str, ...]]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rules: tuple[Pattern | Words, ...]
    keys: dict[str, str] = {}
    share: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5


RULE = """\
rules:
  - kind: words
    name: buttons
    phrases: {en: [share], de: [teilen]}
    examples: {drop: [Share], keep: [A share]}
  - kind: pattern
    name: clock
    patterns: ['[0-9]+:[0-9]+', 'x']
    examples: {drop: ['12:30'], keep: [noon]}
"""


def load(text: str) -> Settings:
    document = parse(text.encode(), "my.yaml")
    check_names(document)
    settings = convert(document, Settings)
    check_faults(document, settings, trusted={"default.yaml"})
    return settings


def test_what_is_right_is_taken() -> None:
    settings = load(RULE + "share: 1\n")
    assert [rule.name for rule in settings.rules] == ["buttons", "clock"]
    assert settings.share == 1.0


@pytest.mark.parametrize(
    ("was", "now", "place", "words"),
    [
        ("patterns:", "paterns:", "8:5", "unknown key `paterns`; did you mean `patterns`?"),
        ("phrases:", "zzz:", "4:5", "unknown key `zzz`; expected `name`, `examples`"),
        ("kind: words", "knd: words", "2:5", "missing key `kind`; expected `pattern` or `words`"),
        ("kind: words", "kind: wrds", "2:11", "did you mean `words`?"),
        (
            "    examples: {drop: ['12:30'], keep: [noon]}\n",
            "",
            "6:5",
            "missing key `examples`; expected a mapping with `drop` and `keep`",
        ),
        ("drop: [Share]", "drop: []", "5:22", "expected a list that is not empty, found a list"),
        ("name: clock", "name: 12", "7:11", "expected text, found the number 12; quote it"),
        ("name: clock", "name:", "7:10", "expected text, found nothing"),
        ("de: [teilen]", "de: [1]", "4:33", "expected text, found the number 1"),
        ("de: [teilen]", "de: teilen", "4:32", "expected a list, found the text `teilen`"),
        ("name: clock", "name: buttons", "7:11", "duplicate name `buttons`, first given on line 3"),
        ("'x'", "'(x'", "8:33", "not a regular expression in RE2's syntax: missing )"),
        ("'x'", "'x(?=y)'", "8:33", "not a regular expression"),
        ("name: clock", "name: clock\n    place: egde", "8:12", "did you mean `edge`?"),
        (
            "name: clock",
            "name: clock\n    at_most: 0",
            "8:14",
            "expected a whole number of at least 1",
        ),
        (
            "rules:\n",
            "share: 2\nrules:\n",
            "1:8",
            "expected a number of at most 1, found the number 2",
        ),
        ("rules:\n", "keys:\n  a: b\n  c: [d]\nrules:\n", "3:6", "expected text, found a list"),
        ("rules:\n", "ruls: 1\nrules:\n", "1:1", "unknown key `ruls`"),
    ],
)
def test_refusals_name_place_and_expectation(was: str, now: str, place: str, words: str) -> None:
    assert was in RULE
    with pytest.raises(ConfigError) as caught:
        load(RULE.replace(was, now, 1))
    assert str(caught.value.place) == f"my.yaml:{place}"
    assert words in caught.value.reason


def test_the_first_of_several_faults_is_named() -> None:
    text = RULE.replace("'[0-9]+:[0-9]+', 'x'", "'*', '('")
    with pytest.raises(ConfigError, match=r"my\.yaml:8:16: `clock`: not a regular"):
        load(text)


def test_a_trusted_file_is_not_searched_for_faults() -> None:
    document = parse(RULE.replace("'x'", "'(x'").encode(), "default.yaml")
    check_faults(document, convert(document, Settings), trusted={"default.yaml"})


def test_missing_everything() -> None:
    with pytest.raises(ConfigError, match=r"my\.yaml:1:1: missing key `rules`"):
        load("")
