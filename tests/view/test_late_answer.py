"""A terminal's answer that comes late turns no articles; what is typed counts all the same."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key
from view_factory import compare_app, settled

from tui.cli.terminal import is_light
from tui.view.terminal import LateAnswer

LIGHT = "\x1b]11;rgb:fafa/fafa/f1fa"
DARK = "\x1b]11;rgb:1e1e/1e/2e2e"
LAST = "\x1b[?62;22c"


def keys_of(*chunks: str) -> list[Key]:
    """What Textual makes of what it reads, chunk by chunk."""
    parser = XTermParser(False)
    found = []
    for chunk in (*filter(None, chunks), ""):
        found += parser.feed(chunk)
    return [one for one in found if isinstance(one, Key)]


@pytest.mark.parametrize("end", ["\x1b\\", "\x07"])
@pytest.mark.parametrize(("colour", "light"), [(LIGHT, True), (DARK, False)])
@pytest.mark.parametrize("cut", [0, 2, 9, 20])
def test_an_answer_is_taken_whole(end: str, colour: str, light: bool, cut: int) -> None:
    late = LateAnswer(is_light)
    answer = colour + end + LAST
    passed = [late.take(key) for key in keys_of(answer[:cut], answer[cut:], "m")]
    assert [key.key for one in passed for key in one.keys] == ["m"]
    assert [one.light for one in passed if one.light is not None] == [light]


@pytest.mark.parametrize("typed", ["]]m", "[x", "]1", "^[?", "?", "[]", "]1]"])
def test_what_is_typed_comes_through(typed: str) -> None:
    late = LateAnswer(is_light)
    keys = [Key(one, one) for one in typed]
    passed = [key for one in keys for key in late.take(one).keys]
    assert [*passed, *late.release()] == keys


def test_an_answer_may_follow_a_key_that_looks_like_its_beginning() -> None:
    late = LateAnswer(is_light)
    passed = [late.take(key) for key in [Key("]", "]"), *keys_of(LIGHT + "\x07")]]
    assert [key.key for one in passed for key in one.keys] == ["]"]
    assert passed[-1].light is True


async def test_a_late_answer_changes_the_colours_and_nothing_else() -> None:
    app = compare_app(late_answer=LateAnswer(is_light))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        place = screen.place()
        for key in keys_of(LIGHT + "\x1b\\" + LAST):
            app.post_message(key)
        await settled(pilot)
        assert app.theme == "textual-light"
        assert screen.place() == place
        assert screen.search is None


async def test_a_key_that_an_answer_could_begin_with_is_only_held_for_a_moment() -> None:
    app = compare_app(late_answer=LateAnswer(is_light))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        before = screen.desk.session.right
        app.post_message(Key("right_square_bracket", "]"))
        await pilot.pause(0.2)
        await settled(pilot)
        assert screen.desk.session.right != before
