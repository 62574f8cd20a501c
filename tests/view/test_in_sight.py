"""Wherever a reader goes, something of what is compared stays in sight."""

from __future__ import annotations

import pytest
from view_factory import SHARED, article, compare_app, lines_of, numbered, press

from tui.view.main.list import ArticleList


def articles():
    """A short one, one that goes on for long after it, and one that has little of either."""
    return [
        article("pages/1.txt", SHARED[:3], title="The short one"),
        article("pages/2.txt", [*SHARED[:3], *numbered("Later", 40)], title="The long one"),
        article("pages/3.txt", ["Nothing in common.", SHARED[2]], title="The other one"),
    ]


@pytest.mark.parametrize("width", [50, 120])
async def test_another_article_chosen_from_the_far_end_of_a_long_one_is_seen(width: int) -> None:
    app = compare_app(articles())
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "]", "G", "]")
        assert "Nothing in common." in "\n".join(lines_of(app))
        await press(pilot, "[", "G", "s", "}")
        assert "Nothing in common." in "\n".join(lines_of(app))


async def test_the_list_shows_what_it_would_if_all_of_it_were_painted_anew() -> None:
    app = compare_app([*articles(), article("pages/4.txt", SHARED[1:], title="The fourth")])
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("tab", "j", "j", "k", "s", "j", "S", "tab", "]", "}", "{"):
            await press(pilot, key)
            shown = lines_of(app)
            app.screen.query_one(ArticleList).refresh()
            await pilot.pause()
            assert lines_of(app) == shown, key
