"""What the tests of the app share: they do not wait longer than the app works."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual import _wait

# Textual takes an app for idle when it has done next to nothing for a fiftieth of a second.
# A key press waits for that several times, and these tests press thousands of keys.
_wait.SLEEP_GRANULARITY = 1 / 400
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three pages, with a configuration beside it."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for page in sorted((ROOT / "seeds").glob("*.txt"))[1:4]:
        shutil.copy(page, pages / f"{page.name[:3]}.txt")
    shutil.copy(ROOT / "config.yaml", tmp_path / "config.yaml")
    return pages
