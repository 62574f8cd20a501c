"""The picture of the screen: found in the palette, saved beside others, and without effect."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from view_factory import article, compare_app, press, settled

from tui.view.app import without_fonts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HOSTILE = "<script>alert(1)</script> ]]> &amp; @font-face {x} [b]bold[/b] \x1b[31mred \u202e"


async def test_the_palette_saves_a_picture_and_replaces_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = [article(f"{number}.txt", [HOSTILE] * 3, title=HOSTILE) for number in (1, 2)]
    app = compare_app(pages)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "ctrl+p", *"Screenshot", "enter")
        await pilot.pause(0.2)
        await settled(pilot)
        (first,) = tmp_path.glob("compare-*.svg")
        (notice,) = app._notifications
        assert notice.message == f"Saved {first.name} in {tmp_path}."
        before = first.read_bytes()
        for _ in range(2):
            app._save_picture()
        assert len(list(tmp_path.glob("compare-*.svg"))) == 3
        assert first.read_bytes() == before
        monkeypatch.chdir("/proc")
        app._save_picture()
        await pilot.pause()
        assert any("cannot be saved" in notice.message for notice in app._notifications)
    text = before.decode()
    picture = ET.fromstring(text)  # noqa: S314 - it was made here
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert tags <= {"svg", "style", "defs", "clipPath", "rect", "text", "g", "circle"}
    assert 'url("' not in text
    assert "href" not in text
    words = "".join(picture.itertext()).replace("\xa0", " ")
    assert "<script>alert(1)</script>" in words
    assert "@font-face {x}" in words
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Screenshot" not in words


def test_what_a_page_says_of_fonts_stays() -> None:
    picture = "<style>@font-face {\n src: url(x); }\n.a {}</style><text>@font-face {b}</text>"
    assert without_fonts(picture) == "<style>\n.a {}</style><text>@font-face {b}</text>"
