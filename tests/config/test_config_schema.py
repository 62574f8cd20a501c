"""The exported schema allows what loading allows, and says what things are."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tui.config import default_config_path
from tui.config.describing import undescribed
from tui.config.document import parse
from tui.config.schema import config_schema
from tui.config.settings import Config

SCHEMA = config_schema()


def resolve(part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        part = SCHEMA["$defs"][part["$ref"].rpartition("/")[2]]
    return part


def fits(value: Any) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(value)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_default_configuration_fits() -> None:
    data: Any = parse(default_config_path().read_bytes(), "config.yaml").data
    assert fits(data)
    data["chrome"]["rules"][0]["nonsense"] = 1
    assert not fits(data)


def test_a_file_that_extends_may_leave_out_what_the_default_has() -> None:
    top = resolve(SCHEMA)
    assert "required" not in top
    assert top["if"] == {"not": {"required": ["extends"]}}
    assert "chrome" in top["then"]["required"]
    assert fits({"extends": "default", "articles": "news"})
    assert not fits({"extends": "other"})


def test_entries_can_say_where_they_stand() -> None:
    for name in ("LineRule", "WordLayer", "Site", "WireService"):
        assert {"before", "after"} <= SCHEMA["$defs"][name]["properties"].keys()


@pytest.mark.parametrize("name", sorted(SCHEMA["$defs"]))
def test_every_part_says_what_it_is(name: str) -> None:
    assert len(SCHEMA["$defs"][name]["description"]) > 10


def test_every_key_is_explained() -> None:
    assert list(undescribed(Config)) == []
