"""Every YAML file of the project can be read where PyYAML was built without libyaml."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from msgspec.structs import replace

from tui.config import document, load_config
from tui.config.document import parse
from tui.config.errors import ConfigError
from tui.config.own_rules import rule_yaml, with_rule
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
WITH_LIBYAML = getattr(yaml, "CSafeLoader", None)

COMMANDS = (["clean", "seeds"], ["rules", "list", "seeds"], ["rules", "test"])
AS_IT_IS = """
import json, sys
from tui.cli import main
sys.exit(max(main(line) for line in json.loads(sys.argv[1])))
"""
WITHOUT_LIBYAML = f"""
import sys
sys.modules["yaml._yaml"] = sys.modules["_yaml"] = None
import yaml
assert not yaml.__with_libyaml__
{AS_IT_IS}
"""


def sources() -> Iterator[tuple[str, bytes]]:
    for folder in ("config.yaml", "tui", "docs", "tests", "seeds", "fuzz"):
        for file in sorted([ROOT / folder, *(ROOT / folder).rglob("*")]):
            if file.suffix in (".yaml", ".yml"):
                yield str(file.relative_to(ROOT)), file.read_bytes()
            if file.suffix == ".md":
                text = file.read_text(encoding="utf-8")
                for at, block in enumerate(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)):
                    yield f"{file.relative_to(ROOT)}-{at}", block.encode()


SOURCES = dict(sources())


@pytest.fixture
def _without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_LOADER", yaml.SafeLoader)


def places(read: document.Document, data: Any, at: tuple[str | int, ...] = ()) -> Iterator[Any]:
    yield at, read.place(read.data, at)
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield from places(read, data[key], (*at, key))


@pytest.mark.skipif(WITH_LIBYAML is None, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("name", SOURCES)
def test_both_parsers_read_a_file_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_LOADER", WITH_LIBYAML)
    one = parse(SOURCES[name], name)
    monkeypatch.setattr(document, "_LOADER", yaml.SafeLoader)
    other = parse(SOURCES[name], name)
    assert other.data == one.data
    assert list(places(other, other.data)) == list(places(one, one.data))


def test_the_default_and_the_tour_are_among_them() -> None:
    assert {"config.yaml", "docs/tour.yaml", "docs/rules.md-0"} <= set(SOURCES)


@pytest.mark.usefixtures("_without_libyaml")
def test_every_rule_that_is_written_is_read_again() -> None:
    rules = load_config().chrome.rules
    written = "".join(rule_yaml(rule) for rule in rules)
    assert [one["name"] for one in parse(f"a:\n{written}".encode(), "x").data["a"]] == [  # type: ignore[union-attr,index,call-overload]
        rule.name for rule in rules
    ]
    new = replace(rules[0], name="my-own")
    assert "my-own" in with_rule("", new, None, "x")


@pytest.mark.usefixtures("_without_libyaml")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: 1\nb: "\\ud800"\n', 2),
        ('"\\udfff": 1\n', 1),
        ('a: "\\U00110000"\n', 1),
        ('a: "\\U99999999"\n', 1),
        ("é: x\ny: \x07\n", 2),
        ("a: " + "[" * 100_000, 1),
    ],
    ids=lambda one: str(one)[:20],
)
def test_what_libyaml_refuses_is_refused_without_it(text: str, line: int) -> None:
    with pytest.raises(ConfigError) as refused:
        parse(text.encode(), "x")
    assert refused.value.place is not None
    assert refused.value.place.line == line


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000", "\\U99999999"])
def test_front_matter_with_an_escape_that_is_no_character_is_read(escape: str) -> None:
    page = page_from_bytes(f'---\ntitle: "a {escape}"\n---\n\nSome words.\n'.encode(), "a.md")
    assert page.blocks[-1].text == "Some words."
    assert json.dumps(page.metadata.title, ensure_ascii=False).encode()


def test_commands_work_without_libyaml(tmp_path: Path) -> None:
    said = []
    for number, start in enumerate((WITHOUT_LIBYAML, AS_IT_IS)):
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / str(number))}
        ran = subprocess.run(
            [sys.executable, "-c", start, json.dumps(COMMANDS)],
            cwd=ROOT, env=environment, capture_output=True, check=True,
        )  # fmt: skip
        said.append(ran.stdout)
    assert said[0]
    assert said[0] == said[1]
