"""Modules are imported in ways that threads can share."""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parent.parent / "tui"


def test_rapidfuzz_is_imported_as_a_whole() -> None:
    within = re.compile(r"^\s*(?:from|import) rapidfuzz\.", re.MULTILINE)
    found = [
        file.name
        for file in SOURCES.rglob("*.py")
        if within.search(file.read_text(encoding="utf-8"))
    ]
    assert not found, "import it from tui.text.fuzzy, which says why"
