"""The section `story`: every key is explained, and what cannot work is refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tui.config import ConfigError, load_config
from tui.corpus.settings import StorySettings

ROOT = Path(__file__).parents[2]


def keys(settings: type[msgspec.Struct]) -> list[str]:
    found: list[str] = []
    for field in msgspec.structs.fields(settings):
        nested = isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
        found += keys(field.type) if nested else [field.name]
    return found


def test_the_method_explains_every_threshold() -> None:
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert not [key for key in keys(StorySettings) if f"`{key}`" not in method]


def test_the_default_patterns_compile() -> None:
    assert not list(load_config(ROOT / "config.yaml").story.faults())


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("  dateline: '(['", "not a regular expression"),
        ("  attributions: ['told the agency']", "names no service"),
        ("  derivation: {wholly: 1.5}", "number of at most 1"),
        ("  derivation: {whole: 0.5}", "unknown key `whole`"),
    ],
)
def test_what_cannot_work_is_refused_with_its_line(
    tmp_path: Path, written: str, reason: str
) -> None:
    config = tmp_path / "own.yaml"
    config.write_text(f"extends: default\nstory:\n{written}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=reason) as raised:
        load_config(config)
    assert f"{config}:3:" in str(raised.value)
