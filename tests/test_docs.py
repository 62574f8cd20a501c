"""The papers say what is true: Quick start, key table, legend, pictures."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.cli.group import rules
from tui.config import load_config
from tui.config.cases import load_cases
from tui.config.schema import structs_of
from tui.text.article.examples import rule_failures
from tui.text.chrome.rule import Rule
from tui.text.chrome.rules import ChromeSettings
from tui.text.chrome.sites import Site
from tui.view.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parent.parent
DOCS = list((ROOT / "docs").glob("*.md"))


def script(path: str) -> ModuleType:
    file = ROOT / path
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module


def test_the_quick_start_is_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert script(".ci/quick_start.py").commands(readme) == {
        "run": "pip install . && compare",
        "test": "pip install '.[test]' && pytest -n auto",
    }


def test_the_generated_parts_of_the_papers_are_current() -> None:
    assert not list(script("docs/generate.py").outdated())


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 1300


IDIOMS = {
    "stand, for be or appear": r"(?<!-)\bstand(?:s|ing)?\b(?! out\b| up\b| in the place\b|-)",
    "whose copy": r"\bwhose (?:copy|story|text)\b",
    "likest": r"\blikest\b|\blikelier\b",
    "take back, for undo": r"\b(?:take|takes|taken|took) (?:\w+ ){0,3}?back\b",
    "anew": r"\banew\b|\bonce more\b",
    "such as are": r"\bsuch as (?:are|were|is)\b",
    "heed": r"\bheed(?:s|ed)?\b",
    "paragraph against paragraph": r"\b(\w{4,}) against \1\b",
    "of what was": r"\bof what (?:was|is|were|it)\b",
    "says the format": r"\b(?:suffix|extension) says\b",
    "named itself": r"\bthat (?:is|are) named (?:itself|themselves)\b",
    "who is what": r"\bwho (?:is what|has what)\b|\bhow much of one\b",
    "parted, for split": r"\bare parted\b|\bparted by\b",
    "none of them, for not one": r"\bis none of them\b",
    "otherwise than": r"\botherwise than\b",
    "leave the app": r"\bleave the app\b",
    "part, for separate": r"\bparts? (?:the|them) (?!of\b)",
    "is no, for is not a": r"(?<!there )\b(?:is|are) no (?:page|copy|link|text|article|part)s?\b",
    "says or tells, for shows or marks": r"\bsays no\b|\btold (?:otherwise|alike)\b",
    "strangers, for unrelated articles": r"\bstrangers\b",
    "dearer, for costlier": r"\bdearer\b",
    "what reads it": r"\bwhat (?:reads|fetches|unpacks) it\b",
    "fault of the program, for bug": r"\bfault of the program\b",
    "full points": r"\bfull points\b",
    "behind, for after": r"\bbehind (?:a town|the last|it)\b",
    "a second kind of apostrophe": r"(?<=[a-z])’(?:[st]\b|(?=\s))",
}
"""Turns of phrase that no native reader would use, and that have been in these pages."""


def read_by_people() -> dict[str, str]:
    """What readers have before them: the pages on use, and what keys do."""
    pages = ["README", *(f"docs/{name}" for name in ("reading", "reports", "scripts"))]
    pages += ["docs/formats", "docs/tour", "docs/rules", "docs/reach"]
    texts = {}
    for page in pages:
        text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
        # What is made from the program's own words is not written for this page.
        text = re.sub(r"<!-- (\w+): begin -->.*?<!-- \1: end -->", "", text, flags=re.DOTALL)
        texts[page] = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    # What the palette knows a command by is what readers may type, not what they read.
    for file in sorted({*(ROOT / "tui").rglob("*.py")} - {ROOT / "tui" / "view" / "palette.py"}):
        texts[file.name] = "\n".join(sentences_in(file))
    texts["man"] = (ROOT / "docs" / "compare.1").read_text(encoding="utf-8")
    for file in sorted((ROOT / "tui" / "report" / "html" / "templates").glob("*.html")):
        texts[file.name] = re.sub(r"<[^>]*>|\{[{%].*?[%}]\}", "", file.read_text(encoding="utf-8"))
    config = load_config()
    reasons = [rule.why for rule in (*config.chrome.rules, *config.house_style)]
    texts["reasons of rules"] = "\n".join(reasons)
    texts["keys"] = "\n".join(f"{one.name}. {one.tooltip}" for one in COMMANDS)
    return texts


def sentences_in(file: Path) -> Iterator[str]:
    """What a module may say: its strings of several words, but for what explains the code."""
    tree = ast.parse(file.read_bytes())
    bodies = [getattr(node, "body", ()) for node in ast.walk(tree)]
    lone = [line for body in bodies if isinstance(body, list) for line in body]
    papers = {id(line.value) for line in lone if isinstance(line, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in papers else None
        if isinstance(said, str) and said.count(" ") > 2 and not re.search(r"SELECT|JOIN", said):
            yield said


def test_no_foreign_turn_of_phrase_comes_back() -> None:
    found = [
        f"{where}: {text[max(0, hit.start() - 40) : hit.end() + 20]!r} ({name})"
        for where, text in read_by_people().items()
        for name, pattern in IDIOMS.items()
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert not found, "\n".join(found)


def test_every_kind_of_rule_and_every_key_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    sections = {part.split("\n")[0]: part for part in reference.split("\n### ")}
    for name, struct in (structs_of(ChromeSettings) | structs_of(Site)).items():
        tag = struct.__struct_config__.tag
        section = sections[f"`kind: {tag}`" if tag else name]
        own = set(struct.__struct_fields__) - (set(Rule.__struct_fields__) if tag else set())
        missing = {key for key in own if f"\n| `{key}` |" not in section}
        assert not missing, f"{name}: {missing}"


def test_every_example_in_the_rules_page_works(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    files = [tmp_path / f"{number}.yaml" for number in range(len(blocks))]
    for file, block in zip(files, blocks, strict=True):
        file.write_text(block, encoding="utf-8")
    settings = [load_config(file) for file in files if "extends:" in file.read_text("utf-8")]
    assert [bool(config.sites) for config in settings] == [False, False, True]
    own = [settings[0].chrome.rules, settings[1].chrome.rules, settings[2].sites[0].rules]
    names = ({"reader-count"}, {"after-hours"}, {"valley-tip"})
    for config, several, added in zip(settings, own, names, strict=True):
        (rule,) = (rule for rule in several if rule.name in added)
        assert not list(rule_failures(rule, config.chrome))
    changed = {rule.name: rule for rule in settings[1].chrome.rules}
    assert not changed["promotion"].enabled
    assert {"en", "de", "tr"} <= set(changed["button"].match.words)  # type: ignore[union-attr, arg-type]
    layers = {layer.name: layer for layer in settings[1].house_style}
    assert not layers["dashes"].enabled
    assert layers["names"].equal.endswith("Marlowe, Marlow\n")  # type: ignore[union-attr]
    assert settings[1].alignment.lens.hedges.split()[-1] == "rumoured"
    assert len(load_cases(str(files[4]))) == 2
    # What a language's file may say, a file of one's own may say as well.
    language = tmp_path / "language.yaml"
    language.write_text(f"extends: default\n{blocks[3]}", encoding="utf-8")
    config = load_config(language)
    assert len(config.chrome.dates.months["eo"]) == 12
    assert {"en", "eo"} <= set(config.chrome.recurrence.common)
    assert "eble" in config.alignment.lens.hedges


def test_every_command_in_the_rules_page_is_one() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"(?m)^\$ compare rules (\w+)", page))
    assert shown == set(rules.commands)


@pytest.mark.parametrize("paper", ["README.md", *sorted(f"docs/{p.name}" for p in DOCS)])
def test_every_file_that_a_paper_names_exists(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    named = {part.split(")")[0].split("#")[0] for part in text.split("](")[1:]}
    local = {name for name in named if name and "://" not in name}
    assert not [name for name in local if not (ROOT / paper).parent.joinpath(name).exists()]
