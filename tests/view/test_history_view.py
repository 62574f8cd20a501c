"""The history: what it shows of the versions of an article, its keys, and the way back."""

from __future__ import annotations

from dataclasses import replace

from view_factory import SHARED, article, compare_app, lines_of, press, settled, text_of

from tui.view.history.screen import HistoryScreen
from tui.view.main.screen import MainScreen

ADDRESS = "https://echo.example/news/ferry"


def versions():
    later = [*SHARED[:-1], "A paragraph that the later version alone has to say of it all."]
    first = article("a.html", SHARED, title="Ferry sinks")
    second = article("b.html", later, title="Ferry sinks in a storm")
    return [
        replace(second, url=ADDRESS, captured="2024-05-01T15:30:00Z"),
        replace(first, url=ADDRESS, captured="2024-05-01T10:00:00Z"),
    ]


async def test_it_has_each_version_against_the_one_before() -> None:
    app = compare_app(versions())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "v")
        assert isinstance(app.screen, HistoryScreen)
        lines = lines_of(app)
        first = next(at for at, line in enumerate(lines) if "10:00 UTC · a" in line)
        second = next(at for at, line in enumerate(lines) if "15:30 UTC · b" in line)
        assert first < second
        assert "1 paragraph added, 1 dropped" in lines[second]
        assert "headline “Ferry sinks” → “Ferry sinks in a storm”" in lines[second + 1]
        assert "key change" in lines[second + 1]


async def test_enter_opens_the_two_versions_and_v_goes_back() -> None:
    app = compare_app(versions())
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "v", "enter")
        assert isinstance(app.screen, MainScreen)
        pair = app.screen.desk.session.pair
        assert [one.path for one in pair] == ["a.html", "b.html"]
        await press(pilot, "v", "v")
        assert isinstance(app.screen, MainScreen)


async def test_without_versions_it_says_so() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "v")
        assert "No versions found:" in text_of(app)


async def test_the_footer_names_its_key_where_there_are_versions() -> None:
    for articles, footer in ((versions(), "m x p w v views"), (None, "m x p w views")):
        app = compare_app(articles)
        async with app.run_test(size=(120, 36)) as pilot:
            await settled(pilot)
            assert footer in lines_of(app)[-1]


async def test_while_pages_are_read_it_says_that_more_may_come() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.screen.desk.all_read = False
        await press(pilot, "v")
        assert "No versions so far; the pages are still being read." in text_of(app)
        assert "0 articles with versions · still reading" in text_of(app)
        await press(pilot, "x")
        assert "still reading" in text_of(app)
        await press(pilot, "escape")
        app.screen.desk.all_read = True
        await press(pilot, "x")
        assert "still reading" not in text_of(app)


async def test_without_versions_the_table_says_so_where_one_looks() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "v")
        assert "No versions found:" in "\n".join(lines_of(app)[1:4])
        # Nothing is being compared any more.
        await press(pilot, "enter")
        assert "Still comparing" not in text_of(app)
