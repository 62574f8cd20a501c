"""A key that can do nothing where the reader is says why, and where it does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from view_factory import CONFIG, article, compare_app, press, settled, story, text_of

from tui.corpus.library import Library
from tui.view.app import CompareApp
from tui.view.commands import COMMANDS, SCREENS
from tui.view.keys import PLACES, elsewhere, home, said_of
from tui.view.services import Services

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (120, 36)

PAGE = """The council rebuilds the bridge

By Jane Doe
12 March 2024

The council agreed on Tuesday to rebuild the bridge that the flood took away last year.

The work begins in May and costs four million pounds, the mayor told reporters after the vote.
"""


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    bells: list[str] = []
    monkeypatch.setattr(CompareApp, "bell", lambda _app: bells.append("bell"))
    return bells


async def test_tables_say_why_nothing_opens(rung: list[str]) -> None:
    app = compare_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "left", "enter")
        assert "Row and column are one and the same article" in text_of(app)
        assert rung
        await press(pilot, "right")
        assert "one and the same" not in text_of(app)
        await press(pilot, "f")
        assert "f works in the comparison: Show all rows, or only what both have" in text_of(app)
        await press(pilot, "a")
        assert "a does nothing here. ? lists the keys that do." in text_of(app)


async def test_a_page_says_why(rung: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    app = CompareApp(Services(Library([str(page)], CONFIG), title="pages"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = text_of(app)
        assert "comparing takes two" in shown
        # Only what works here stands in the footer.
        assert "p page" in shown
        assert "swap" not in shown
        for key, why in (
            ("m", "there aren't two here"),
            ("s", "there aren't two here"),
            ("e", "Nothing to export yet"),
            ("f", "there aren't two here"),
            ("]", "there aren't two here"),
        ):
            await press(pilot, key)
            assert why in text_of(app), key
        await press(pilot, "p", "g")
        for key, why in (
            ("j", ""),
            ("t", "A blank line teaches nothing"),
            ("d", "No rule took or kept this line"),
            ("D", "All rules are on already"),
            ("}", "There is no other page"),
            ("enter", "no other article to compare"),
            ("e", "Nothing to export yet"),
            ("s", "s works in the comparison: Swap left and right."),
        ):
            await press(pilot, key)
            assert why in text_of(app), key
        assert len(rung) == 12
        await press(pilot, "k")
        assert "works in the comparison" not in text_of(app)


async def test_why_and_the_comparison_say_why(rung: list[str]) -> None:
    app = compare_app([article("a.txt", ["Same words"]), article("b.txt", ["Same words"])])
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "]")
        assert "There is no other article to compare with." in text_of(app)
        await press(pilot, "t")
        assert "t works on a page (p): Make a rule" in text_of(app)
        await press(pilot, "w", "n")
        assert "No other paragraph comes close" in text_of(app)
        assert len(rung) == 3


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("f", "Showing 12 of 17 rows: what both have · f"),
        ("ffff", "No key changes in this pair · Esc"),
        ("ffffffff", "Showing all rows."),
        ("z", "Nothing to fold: no two unchanged rows next to each other."),
        ("zz", "Folded 4 unshared rows."),
        ("zzzz", "Nothing folded."),
        ("o", "Same order already."),
        ("c", "3 passages removed from the pages, each with its rule."),
        ("cc", "Page chrome is hidden."),
    ],
)
async def test_arranging_says_what_it_changes(keys: str, said: str) -> None:
    app = compare_app(story())
    async with app.run_test(size=SIZE) as pilot:
        screen = await press(pilot, *keys)
        assert said in text_of(app)
        # The same rows may come again, when more is known of them.
        screen.jobs.compare()
        await settled(pilot)
        assert said in text_of(app)
        await press(pilot, "j")
        assert said not in text_of(app)


def test_every_command_of_another_view_has_a_place_there() -> None:
    assert set(PLACES) == set(SCREENS)
    for view in SCREENS:
        for command, place in elsewhere(view):
            assert place != view
            assert command.works_in(place)
    # Only what is done while a rule is taught has no view that a key leads to.
    assert {one.id for one in COMMANDS if home(one) is None} == {
        "turn-verdict",
        "name-rule",
        "write-rule",
    }


def test_a_key_is_named_as_the_reader_has_it() -> None:
    assert said_of("f6", None, "matrix", {"swap": "f6"}).startswith("f6 works in the comparison")
    assert said_of("s", "s", "matrix", {"swap": "f6"}).startswith("s does nothing here")
    assert said_of("question_mark", "?", "compare", {"help": "f6"}).startswith("? does nothing")
    assert said_of("f9", None, "compare", {}) == ""
    assert said_of("t", "t", "why", {"page": "f6"}).startswith("t works on a page (f6): ")
