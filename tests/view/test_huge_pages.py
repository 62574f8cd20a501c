"""Pages beyond all measure in the app: they open, and every key is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.default import default_config
from view_factory import press, settled, text_of

from tui.corpus.library import Library
from tui.presentation.wrap import MeasuredText
from tui.view.app import CompareApp
from tui.view.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from tui.presentation.wrap import Span

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
PARAGRAPHS = "\n\n".join(
    f"Matter {number} was read out to those who had come to the hall, {number * 7919 % 10_007} "
    "in all, and they heard it in silence until the evening."
    for number in range(10_000)
)
MARKS = f"{LEAD[:-1]} of Z" + "\u0301" * 5_000 + "urich."
HUGE = {
    "ten-thousand-paragraphs": f"{LEAD}\n\n{PARAGRAPHS}",
    "five-thousand-combining-marks": f"{LEAD}\n\n{MARKS}",
}
LINE = " ".join(f"Item {number} was read out and heard in silence." for number in range(6_000))


async def test_a_paragraph_of_thousands_of_lines_is_wrapped_once_and_searched_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(f"{LEAD}\n\n{LINE}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\nThe end.\n", "utf-8")
    wrapped: list[int] = []
    break_lines = MeasuredText._broken

    def counting(text: MeasuredText, width: int) -> list[Span]:
        if len(text.text) > len(LINE) // 2:
            wrapped.append(width)
        return break_lines(text, width)

    monkeypatch.setattr(MeasuredText, "_broken", counting)
    library = Library([tmp_path], default_config())
    app = CompareApp(Services(library, title="pages"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "end", "home", "pagedown", "c", "c", "o", "o", "l", "n")
        await press(pilot, "slash", *"item 5999", "enter")
        assert "5999 was read out" in text_of(app)
        assert "1 of 1 in both columns" in text_of(app)
        await press(pilot, "escape")
        # Two widths at most: that of the column, and one cell more or less on the other side.
        assert wrapped
        assert len(wrapped) == len(set(wrapped)) <= 2
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert "5980 was read" in text_of(app)


@pytest.mark.parametrize("name", HUGE)
async def test_a_huge_page_opens_and_every_key_is_answered(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HUGE[name]}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\nThe end.\n", "utf-8")
    library = Library([tmp_path], default_config())
    app = CompareApp(Services(library, title="pages"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert "The council agreed" in text_of(app)
        before = text_of(app)
        await press(pilot, "pagedown", "pagedown", "end")
        assert text_of(app) != before or "combining" in name
        await press(pilot, "home", "c", "c", "p")
        assert getattr(app.screen, "view_name", None) == "page"
        await press(pilot, "pagedown", "end", "escape")
        await press(pilot, "slash", *"flood", "enter")
        assert "flood" in text_of(app)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
    assert app.return_code in (0, None)
