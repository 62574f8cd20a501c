"""Pages beyond all measure in the app: they open, and every key is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from view_factory import press, settled, text_of

from tui.config import default_config_path, load_config
from tui.corpus.library import Library
from tui.view.app import CompareApp

if TYPE_CHECKING:
    from pathlib import Path

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
PARAGRAPHS = "\n\n".join(
    f"Matter {number} was read out to those who had come to the hall, {number * 7919 % 10_007} "
    "in all, and they heard it in silence until the evening."
    for number in range(30_000)
)
MARKS = f"{LEAD[:-1]} of Z" + "\u0301" * 5_000 + "urich."
HUGE = {
    "thirty-thousand-paragraphs": f"{LEAD}\n\n{PARAGRAPHS}",
    "five-thousand-combining-marks": f"{LEAD}\n\n{MARKS}",
}


@pytest.mark.parametrize("name", HUGE)
async def test_a_huge_page_opens_and_every_key_is_answered(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HUGE[name]}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\nThe end.\n", "utf-8")
    app = CompareApp(Library([tmp_path], load_config(default_config_path())), {}, place="pages")
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
