"""The exported schema allows what loading allows, and says what things are."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from tui.config import ConfigError, default_config_path
from tui.config.compose import compose
from tui.config.document import parse
from tui.config.locate import Located
from tui.config.schema import config_schema, undescribed
from tui.config.settings import Config

SCHEMA = config_schema()


def fits(value: Any) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(value)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_default_configuration_fits() -> None:
    data: Any = parse(default_config_path().read_bytes(), "config.yaml").data
    assert fits(data)
    data["chrome"]["rules"][0]["nonsense"] = 1
    assert not fits(data)


LINE = {
    "name": "mine",
    "kind": "line",
    "why": "So.",
    "match": {"words": ["foo"]},
    "examples": {"drop": ["foo"], "keep": ["bar"]},
}
EXTENDING: list[tuple[dict[str, Any], bool]] = [
    ({"articles": "news"}, True),
    ({"alignment": {"links": {"score": 0.2}}}, True),
    ({"alignment": {"links": {"scores": 0.2}}}, False),
    ({"alignment": {"links": {"score": "high"}}}, False),
    ({"chrome": {"rules": [LINE]}}, True),
    ({"chrome": {"rules": [LINE | {"before": "button"}]}}, True),
    ({"chrome": {"rules": [LINE | {"kind": "lines"}]}}, False),
    ({"chrome": {"rules": [LINE | {"mach": {}}]}}, False),
    ({"chrome": {"rules": [{"kind": "line", "name": "mine"}]}}, False),
    ({"chrome": {"rules": [{"enabled": False}]}}, False),
    ({"chrome": {"rules": [{"name": "button", "enabled": False}]}}, True),
    ({"chrome": {"rules": [{"name": "button", "enabled": "no"}]}}, False),
    ({"chrome": {"rules": [{"name": "button", "add": {"match": {"words": {"en": ["x"]}}}}]}}, True),
    ({"chrome": {"rules": [{"name": "button", "add": {"match": {"word": ["x"]}}}]}}, False),
    ({"house_style": [{"name": "names", "add": {"equal": "a, b"}}]}, True),
    ({"house_style": [{"name": "names", "disabled": True}]}, False),
    ({"wire_services": {"services": [{"name": "AP", "add": {"called": ["The AP"]}}]}}, True),
    ({"add": {"chrome": {"dates": {"published": ["x"]}}}}, True),
    ({"sites": [{"name": "a", "files": ["a-*"], "without": ["button"]}]}, True),
    ({"sites": [{"name": "a", "file": ["a-*"]}]}, False),
]


@pytest.mark.parametrize(("own", "right"), EXTENDING)
def test_a_file_that_extends_may_say_what_loading_allows(own: dict[str, Any], right: bool) -> None:
    assert fits({"extends": "default"} | own) == right
    assert not fits(own), "without `extends`, a file must say everything"
    text = msgspec.yaml.encode({"extends": "default"} | own)
    located = Located("own.yaml", "user")
    if right:
        assert compose(located, text, default_config_path().read_bytes()).config
    else:
        with pytest.raises(ConfigError):
            compose(located, text, default_config_path().read_bytes())


def test_a_mistake_is_told_where_it_is() -> None:
    data = {"extends": "default", "chrome": {"rules": [LINE | {"mach": {}}]}}
    (error,) = Draft202012Validator(SCHEMA).iter_errors(data)
    while error.context:
        (error,) = error.context
    assert error.validator in ("additionalProperties", "unevaluatedProperties")
    assert "mach" in error.instance
    assert list(error.absolute_path) == ["chrome", "rules", 0]


def test_extending_is_extending_the_default() -> None:
    assert not fits({"extends": "other"})


def test_entries_can_say_where_they_stand() -> None:
    for name in ("LineRule", "WordLayer", "Site", "WireService"):
        assert {"before", "after"} <= SCHEMA["$defs"][name]["properties"].keys()


@pytest.mark.parametrize("name", sorted(SCHEMA["$defs"]))
def test_every_part_says_what_it_is(name: str) -> None:
    assert len(SCHEMA["$defs"][name]["description"]) > 10


def test_every_key_is_explained() -> None:
    assert list(undescribed(Config)) == []
