"""The papers say what is true: Quick start, key table, legend, pictures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent


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
        "test": "pip install '.[test]' && pytest",
    }


def test_the_generated_parts_of_the_readme_are_current() -> None:
    assert script("docs/generate.py").readme() == (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["compare", "chrome", "light"])
async def test_the_pictures_show_the_screen_as_it_is(name: str) -> None:
    generate = script("docs/generate.py")
    (picture,) = (one for one in generate.PICTURE_LIST if one.name == name)
    saved = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert generate.words_of(await generate.draw(picture)) == generate.words_of(saved)


def test_every_picture_is_drawn_by_the_script() -> None:
    generate = script("docs/generate.py")
    drawn = {f"{picture.name}.svg" for picture in generate.PICTURE_LIST}
    assert {file.name for file in (ROOT / "docs" / "pictures").iterdir()} == drawn


def test_every_file_the_readme_names_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {part.split(")")[0] for part in readme.split("](")[1:]}
    local = {name for name in named if "://" not in name}
    assert local
    assert not [name for name in local if not (ROOT / name).exists()]
