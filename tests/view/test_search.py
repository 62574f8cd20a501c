from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from view_factory import article, compare_app, lines_of, press, settled, story, text_of

from tui.view.main import work
from tui.view.main.search import in_articles, pattern_of

if TYPE_CHECKING:
    import pytest


def said(app):
    return next(line for line in lines_of(app) if "“" in line or "Find in" in line)


async def test_search_goes_through_both_columns() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash")
        assert "Find in both columns" in text_of(app)
        await press(pilot, *"newsPAPERS")
        assert "“newsPAPERS”: 1 of" in said(app)
        assert screen.view.comparison.cursor == 1
        strips = list(app.screen._compositor.render_strips())
        marked = {one.text for line in strips for one in line if one.style and one.style.reverse}
        assert "newspapers" in marked
        await press(pilot, "enter", "n", "n", "n")
        assert "4 of" in said(app)
        assert screen.view.comparison.cursor == 2
        await press(pilot, "N")
        assert "3 of" in said(app)
        await press(pilot, "escape")
        assert "newsPAPERS" not in text_of(app)
        before = screen.view.comparison.cursor
        await press(pilot, "n")
        assert screen.view.comparison.cursor == before + 1


async def test_search_in_all_articles_opens_them() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"other 7")
        assert "not found in either column" in said(app)
        await press(pilot, "tab")
        assert "1 of 1 in 1 of 4 articles" in said(app)
        assert screen.desk.entries[screen.desk.session.right].name == "004"
        row = screen.view.row
        assert row.right[0].text.startswith("Other 7")
        await press(pilot, "tab")
        assert "in both columns" in said(app)


async def test_search_in_all_articles_goes_through_the_left_one_too() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", *"shared", "tab", "enter")
        seen = {screen.view.row.look}
        for _ in range(30):
            await press(pilot, "N")
            seen.add(screen.view.row.look)
        assert app._exception is None
        assert len(seen) > 1


async def test_a_match_that_is_folded_away_is_unfolded() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "z", "z", "slash", *"own 2", "enter")
        assert screen.view.row.right[0].text.startswith("Own 2")
        assert "1 of 1" in said(app)


async def test_the_list_filters_as_one_types() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "tab", "slash", *"COPY")
        assert list(screen.articles.order) == [0, 1]  # headline or verdict
        assert "2 of 4 articles" in text_of(app)
        await press(pilot, "enter")
        assert screen.articles.has_focus
        assert list(screen.articles.order) == [0, 1]
        assert "2 of 4 articles for “COPY” · Esc shows all" in text_of(app)
        await press(pilot, "escape")
        assert len(screen.articles.order) == 4
        assert "of 4 articles" not in text_of(app)


async def test_nothing_typed_can_break_the_search() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "slash", *"[(*+", "enter", "n", "escape")
        await settled(pilot)
        assert app._exception is None


def test_white_space_and_case_do_not_matter() -> None:
    assert pattern_of("White  HOUSE").search("the white\N{NO-BREAK SPACE}house")
    assert pattern_of("  ") is None


def test_hits_come_article_by_article_in_the_list_s_order() -> None:
    hits = list(in_articles(story(), [2, 0], "shared 2"))
    assert [(hit.entry, hit.paragraph) for hit in hits] == [(2, 0), (0, 2)]


async def test_copies_with_source_and_lines(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    first = article(
        "a.txt", ["One fine \x1b[1m text"], title="Title", outlet="Wire", date="2025-02-18"
    )
    app = compare_app([first, article("b.txt", ["One fine other"], title=None)])
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "y")
        source = "Title · Wire · 2025-02-18 · a.txt, line 3"
        assert app.clipboard == f"One fine ␛[1m text\n\n— {source}\n"
        assert (
            "Copied a, line 3 with its source. y again: without it. Nothing to paste? W saves"
            in text_of(app)
        )
        await press(pilot, "y")
        assert app.clipboard == "One fine ␛[1m text"
        assert "Copied a, line 3 without its source. y again adds it." in text_of(app)
        await press(pilot, "y")
        assert app.clipboard.endswith(f"— {source}\n")
        await press(pilot, "Y", "W")
        assert "Added b, line 3 to" in text_of(app)
        assert app.clipboard == "One fine other\n\n— b.txt, line 3\n"
        written = (tmp_path / "compare-passages.md").read_text(encoding="utf-8")
        assert written == "One fine other\n\n— b.txt, line 3\n\n"


async def test_a_file_that_cannot_be_written_is_said(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compare-passages.md").mkdir()
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "y", "W")
        said = f"{tmp_path / 'compare-passages.md'} cannot be written (Is a directory)"
        assert any(one.message.startswith(said) for one in app._notifications)


async def test_there_is_nothing_to_copy_where_a_side_is_empty() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "G", "y")
        assert app.clipboard == ""
        assert "the left article has no text in this row; Y copies the right one." in text_of(app)


async def test_enter_in_a_filtered_list_reads_the_first_article_that_is_left() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "tab", "slash", *"something")
        assert "only “something” · 1 of 4" in text_of(app)
        assert screen.desk.entries[screen.desk.session.right].name == "002"
        await press(pilot, "enter")
        assert screen.desk.entries[screen.desk.session.right].name == "004"
        await press(pilot, "enter")
        assert screen.view.comparison.has_focus
        # The list stays as it is, and says so, until Escape.
        assert "only “something” · 1 of 4" in text_of(app)
        await press(pilot, "escape")
        assert "only “something”" not in text_of(app)
        assert "Showing all articles again." in text_of(app)


async def test_articles_that_are_read_later_are_searched_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PAIR_AFTER", -1)
    monkeypatch.setattr(work, "CHOSEN_AMONG", 2)
    monkeypatch.setattr(work, "REPORT_EVERY", -1)
    app, known = compare_app(), Event()

    def entries():
        yield from story()
        known.wait(8)
        yield article("pages/005_late.txt", ["Other words that are read last."])

    app.services.library.entries = entries
    app.services.library.paths = (*app.services.library.paths, "pages/005_late.txt")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen_stack[0]
        for _ in range(100):
            await pilot.pause(0.02)
            if screen.view.shown is not None and len(screen.desk.entries) == 4:
                break
        for key in ("slash", *"other", "tab"):
            await pilot.press(key)
        for _ in range(100):
            await pilot.pause(0.02)
            if "in 1 of 4 articles" in text_of(app):
                break
        assert "of 9 in 1 of 4 articles" in said(app)
        known.set()
        await settled(pilot)
        assert "1 of 10 in 2 of 5 articles" in said(app)


async def test_what_is_typed_is_never_held_up_by_a_search_in_many_articles() -> None:
    many = [article(f"p/{number}.txt", ["Word after word."]) for number in range(40)]
    app = compare_app(many)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "slash", "tab")
        for key in "word":
            await pilot.press(key)
        # Only the last words count, whatever was still being looked for.
        await settled(pilot)
        assert "“word”: 1 of 80 in 40 of 40 articles" in said(app)
        assert screen.search.line.value == "word"
        await press(pilot, "enter", "N")
        assert "80 of 80 in 40 of 40" in said(app)
        assert screen.desk.session.right == 39
