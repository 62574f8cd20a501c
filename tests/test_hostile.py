"""The hostile strings are what the other tests take them for."""

from __future__ import annotations

import pytest
from hostile import HOSTILE, assert_inert, hostile_page

from tui.text.inert import inert
from tui.text.page.read import page_from_bytes


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_string_is_shown_inert(name: str) -> None:
    assert_inert(inert(HOSTILE[name]))


@pytest.mark.parametrize("active", ["\x1b[31m", "\x9b", "\u202e", "\u200b", "\ud800", "\r"])
def test_what_is_active_is_found(active: str) -> None:
    with pytest.raises(AssertionError):
        assert_inert(f"text {active} text")


def test_the_hostile_page_is_read_as_a_page() -> None:
    page = page_from_bytes(hostile_page().encode(), "page.txt")
    text = "\n".join(block.text for block in page.blocks)
    assert text.count("officials said.") == sum("\0" not in one for one in HOSTILE.values())
    for active in ("\x1b]52;c;", "\x9b31m", "[@click=app.quit]", "\u202e", "<script>"):
        assert active in text
