"""The tour shows what it says, and the pictures show what the tour shows."""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"

_SPEC = importlib.util.spec_from_file_location("tour", ROOT / "docs" / "tour.py")
assert _SPEC is not None
assert _SPEC.loader is not None
tour = importlib.util.module_from_spec(_SPEC)
sys.modules["tour"] = tour
_SPEC.loader.exec_module(tour)


def words_of(svg: str) -> list[str]:
    """The words that a picture shows, so that pictures compare across Textual versions."""
    return html.unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))).split()


def shown(terminal, columns: int) -> list[str]:
    """The words that a terminal shows."""
    return words_of(tour.picture(terminal.screen(styled=True), columns))


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed; the tour needs it")
def test_the_tour_and_its_pictures_show_the_app_as_it_is() -> None:
    outdated = []
    for step, terminal in tour.tour():
        if step.picture is None:
            continue
        saved = words_of((PICTURES / f"{step.picture}.svg").read_text(encoding="utf-8"))
        # A busy machine may rest between two parts of one change, so a picture has time to come.
        end = time.monotonic() + tour.PATIENCE
        while shown(terminal, step.columns) != saved and time.monotonic() < end:
            time.sleep(tour.REST)
        if (drawn := shown(terminal, step.columns)) != saved:
            outdated.append((step.picture, set(drawn) ^ set(saved)))
    assert not outdated, "run python docs/tour.py"


def test_the_page_of_the_tour_is_current() -> None:
    assert tour.page(tour.steps()) == tour.PAGE.read_text(encoding="utf-8")


def test_every_picture_is_drawn_by_the_tour() -> None:
    drawn = {f"{step.picture}.svg" for step in tour.steps() if step.picture}
    assert {file.name for file in PICTURES.iterdir()} == drawn


def test_a_step_that_does_not_show_what_it_should_is_named(monkeypatch) -> None:
    class Still:
        def resize(self, columns, rows):
            pass

        def rest(self):
            return "nothing of the kind"

    monkeypatch.setattr(tour, "PATIENCE", 0.0)
    step = tour.Step("A step", "", (), (), ("what is wanted",), 80, 24, None)
    with pytest.raises(tour.TourError, match="'A step' does not show 'what is wanted'"):
        tour.take(step, Still())
