"""Modules are imported in ways that threads can share, and never in a circle."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "tui"


@pytest.fixture(scope="module")
def structure() -> Any:
    """The script that measures the source tree."""
    spec = importlib.util.spec_from_file_location("structure", ROOT / "docs" / "structure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_modules_import_one_another(structure: Any) -> None:
    groups = structure.circles(structure.import_graph(structure.modules(SOURCES)))
    assert len(groups) <= structure.limits()["circles"], groups


def test_imports_for_types_and_in_functions_make_a_circle_too(
    structure: Any, tmp_path: Path
) -> None:
    package = tmp_path / "house"
    (package / "attic").mkdir(parents=True)
    (package / "attic" / "__init__.py").write_text("")
    (package / "cellar.py").write_text("if TYPE_CHECKING:\n    from house.attic import roof\n")
    (package / "attic" / "roof.py").write_text("def f():\n    from ..stairs import up\n")
    (package / "stairs.py").write_text("up = import_module('house.cellar')\n")
    (package / "garden.py").write_text("import house.cellar\n")
    groups = structure.circles(structure.import_graph(structure.modules(package)))
    assert groups == [["house.attic.roof", "house.cellar", "house.stairs"]]


def test_limits_only_tighten(structure: Any) -> None:
    measured = [structure.Figure("circles", 3, ""), structure.Figure("chain", 2, "")]
    assert structure.tightened(measured, {"circles": 1, "chain": 7}) == {"circles": 1, "chain": 2}


def test_rapidfuzz_is_imported_as_a_whole() -> None:
    within = re.compile(r"^\s*(?:from|import) rapidfuzz\.", re.MULTILINE)
    found = [
        file.name
        for file in SOURCES.rglob("*.py")
        if within.search(file.read_text(encoding="utf-8"))
    ]
    assert not found, "import it from tui.text.fuzzy, which says why"
