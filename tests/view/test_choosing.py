"""Pinning and forbidding pairs: from Why and from the comparison, remembered, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flood_pages import written_to
from view_factory import CONFIG, line_of, lines_of, press, settled, text_of

from tui.corpus.choices import RememberedChoices, choices_file, choices_folder
from tui.corpus.library import Library
from tui.view.app import CompareApp
from tui.view.services import Services
from tui.view.why import WhyScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.view.main.screen import MainScreen

SIZES = [(80, 24), (120, 36), (200, 50)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return written_to(tmp_path)


def app_on(folder: Path) -> CompareApp:
    library = Library([folder], CONFIG, rules=False)
    library.choices = RememberedChoices()
    return CompareApp(Services(library, title="pages"))


def links(screen: MainScreen) -> list[tuple[int, int]]:
    assert screen.view.shown is not None
    return [(link.left, link.right) for link in screen.view.shown.alignment.links]


async def said(pilot: Pilot[None]) -> str:
    await settled(pilot)
    return " ".join(notice.message for notice in pilot.app._notifications)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_unlinked_paragraph_is_pinned_to_a_candidate(
    folder: Path, size: tuple[int, int]
) -> None:
    app = app_on(folder)
    async with app.run_test(size=size) as pilot:
        screen = await press(pilot, "down", "down", "+")
        assert isinstance(app.screen, WhyScreen)
        assert "¶ 3 and 002 ¶ 4 · near miss 1 of 4" in lines_of(app)[0]
        await press(pilot, "n", "+")
        assert "match 1 of 1" in lines_of(app)[0]
        assert "⊕ pinned" in lines_of(app)[0]
        counterpart = links(screen)[2]
        assert counterpart[0] == 2
        assert counterpart[1] != 3
        await press(pilot, "escape")
        assert app.screen is screen
        assert "⊕" in text_of(app)
        assert "⊕ pinned by you: ¶ 3" in text_of(app)
        # Taken back from the comparison, on the same row.
        await press(pilot, "u")
        assert links(screen) == [(0, 0), (1, 1)]
        assert "Undone" in await said(pilot)
        assert not list(choices_folder().glob("*.json"))


async def test_a_link_is_forbidden_and_pinned_in_the_comparison(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "down", "-")
        assert links(screen) == [(0, 0)]
        assert "⊖ blocked by you: ¶ 2 and ¶ 2" in text_of(app)
        assert lines_of(app)[line_of(app, "Firefighters brought")].count("⊖") == 1
        assert "140 people whom" in text_of(app)
        await press(pilot, "u")
        assert links(screen) == [(0, 0), (1, 1)]
        await press(pilot, "+")
        assert "⊕ Pinned: 001 ¶ 2 and 002 ¶ 2 are always matched in these files." in await said(
            pilot
        )
        await press(pilot, "s")
        assert "⊕ pinned by you: ¶ 2 and ¶ 2" in text_of(app)


async def test_what_was_decided_is_there_in_the_next_run(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "-")
        left, right = app.services.library.articles()
        assert choices_file(left, right).exists()
    again = app_on(folder)
    async with again.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert links(screen) == [(1, 1)]
        # A pair that is forbidden is still a candidate, and said to be forbidden.
        await press(pilot, "w")
        assert "⊖ blocked by you" in lines_of(again)[0]


async def test_in_why_a_link_is_forbidden_and_taken_back(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "w", "-")
        assert "near miss 1 of 4" in lines_of(app)[0]
        assert "⊖ blocked by you" in lines_of(app)[0]
        assert links(screen) == [(1, 1)]
        await press(pilot, "u")
        assert "match 1 of 1" in lines_of(app)[0]
        await press(pilot, "w")
        assert links(screen) == [(0, 0), (1, 1)]


async def test_where_it_cannot_be_remembered_it_holds_for_this_run(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("no folder")
    app = app_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "-")
        assert links(screen) == [(1, 1)]
        assert "cannot be remembered after this run" in await said(pilot)


async def test_nothing_to_take_back_rings_the_bell(folder: Path) -> None:
    app = app_on(folder)
    rung: list[int] = []
    app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "u")
        assert rung == [1]
        assert app.screen is screen
        assert "No pin to undo in this row." in text_of(app)
        await press(pilot, "w", "u")
        assert "were neither pinned nor blocked" in await said(pilot)
