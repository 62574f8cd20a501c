"""The app on pages that mean harm: all of it is shown as plain, visible text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hostile import FILE_NAMES, assert_inert, hostile_page
from support.default import default_config
from view_factory import settled, text_of

from tui.corpus.library import Library
from tui.view.app import CompareApp
from tui.view.services import Services

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    days = ["Tuesday", "Monday", "Friday"]
    for number, name in enumerate(FILE_NAMES.values()):
        file = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
        with open(file, "w", encoding="utf-8") as page:  # noqa: PTH123
            page.write(hostile_page().replace("Tuesday", days[number % 3]))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    return Library([str(tmp_path)], default_config())


async def test_a_hostile_page_is_shown_inert_in_every_view(library: Library) -> None:
    app = CompareApp(Services(library, title="pages \x1b[31m[bold]"))
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        seen = ""
        for keys in (
            ("pagedown",),
            ("c",),
            ("p",),
            ("pagedown",),
            ("escape",),
            ("w",),
            ("escape",),
        ):
            await pilot.press(*keys)
            await settled(pilot)
            shown = text_of(app)
            assert_inert(shown)
            seen += shown
    assert "␛[31m" in seen
    assert "[@click=app.quit]press me[/]" in seen
    assert app.return_code in (0, None)
