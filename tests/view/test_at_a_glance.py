"""What a new reader sees first, and finds without knowing a key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as replace_struct
from rich.cells import cell_len
from support.default import default_config
from textual.widgets import Input
from view_factory import (
    SHARED,
    HandmadeLibrary,
    article,
    compare_app,
    lines_of,
    press,
    settled,
    simply_aligned,
    story,
    text_of,
)

from tui.config import demo_folder
from tui.corpus.library import Library
from tui.corpus.sharing import Share
from tui.presentation.rows import counts, shown_rows
from tui.text.model import Paragraph
from tui.view.compare.arrange import AS_USUAL, FILTERS, Arrangement, arranged, landing
from tui.view.compare.header import Header
from tui.view.compare.widget import ComparisonView
from tui.view.help import HelpScreen
from tui.view.main import work
from tui.view.main.entries import entry_of
from tui.view.main.list import ArticleList, entry_line, entry_lines
from tui.view.palette import CommandProvider
from tui.view.widgets.line import (
    DetailBar,
    SummaryBar,
    TitleBar,
    facts_that_fit,
    parts_that_fit,
    parts_width,
    shortened,
    shortened_name,
    told_apart,
)


@pytest.fixture(scope="module")
def seeds():
    return Library([demo_folder()], default_config())


@pytest.fixture(scope="module")
def pair(seeds):
    session = work.open_library(seeds, lambda session: None)
    assert session.pair is not None
    return seeds.align(*session.pair)


def test_the_first_pair_has_near_copies_and_paragraphs_of_either_side_alone(pair) -> None:
    found = counts(shown_rows(pair))
    assert [found[look] > 2 for look in ("near", "only-left", "only-right")] == [True] * 3


def test_two_savings_of_one_text_are_not_what_is_opened() -> None:
    wire, copy, near, _other = story()

    def align(left, right):
        alignment = simply_aligned(left, right)
        share = 0.5 if near in (left, right) else 1.0
        summary = replace(alignment.summary, left_copied=share, right_copied=share)
        return replace(alignment, summary=summary)

    library = HandmadeLibrary([wire, copy, near], align)
    session = work.open_library(library, lambda session: None)
    assert session.pair is not None
    assert near in session.pair


def test_what_is_counted_is_what_a_filter_shows(pair) -> None:
    found = counts(shown_rows(pair))
    for shown, looks in (("only left", ["only-left"]), ("only right", ["only-right"])):
        rows = arranged(pair, Arrangement(shown=shown))
        assert sum(row.look in looks for row in rows) == sum(found[look] for look in looks)


def test_quotations_and_numbers_can_be_shown_alone(pair) -> None:
    every = [row for row in arranged(pair, Arrangement()) if not row.folded]
    for shown in ("quotations", "numbers"):
        assert shown in FILTERS
        rows = [row for row in arranged(pair, Arrangement(shown=shown)) if not row.folded]
        assert 0 < len(rows) < len(every)
        assert all(row.changed("substance") for row in rows)


def test_one_thing_is_chosen_by_its_name_or_the_next_is_taken() -> None:
    usual = Arrangement()
    assert usual.with_choice("shown", "quotations").shown == "quotations"
    assert usual.with_choice("fold").fold == "unchanged"
    assert usual.with_choice("chrome").chrome


async def test_a_reader_is_told_which_change_it_is() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "g", "n")
        first = next(line for line in lines_of(app) if "Change " in line)
        await press(pilot, "n")
        second = next(line for line in lines_of(app) if "Change " in line)
        number, total = (int(word) for word in first.split("Change ")[1].split()[:3:2])
        assert f"Change {number + 1} of {total}" in second


async def test_the_columns_are_stacked_and_unstacked_by_key() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        view = screen.query_exactly_one(ComparisonView)
        await press(pilot, "|")
        assert view.stacked
        assert "Stacked" in text_of(app)
        header = screen.query_exactly_one(Header)
        # What is painted before it is laid out anew has no fifth line any more.
        header.stacked = False
        assert not header.render_line(header.size.height - 1).text.strip()
        header.stacked = True
        kept = screen.place()
        await press(pilot, "|")
        assert not view.stacked
    again = compare_app(place=kept)
    async with again.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert screen.query_exactly_one(ComparisonView).stacked


async def test_stacked_wide_each_article_has_its_outlet_and_narrow_its_verdict() -> None:
    app = compare_app()
    async with app.run_test(size=(200, 36)) as pilot:
        screen = await settled(pilot)
        await press(pilot, "|")
        header = screen.query_exactly_one(Header)
        assert "credited · Wire" in header.render_line(1).text
        await pilot.resize_terminal(70, 36)
        await settled(pilot)
        assert "· Wire" not in header.render_line(1).text


async def test_half_pages_and_pages_as_in_a_pager() -> None:
    app = compare_app()
    async with app.run_test(size=(100, 20)) as pilot:
        screen = await settled(pilot)
        view = screen.query_exactly_one(ComparisonView)
        await press(pilot, "ctrl+d")
        half = view.top
        await press(pilot, "g", "ctrl+f")
        assert 0 < half < view.top
        await press(pilot, "ctrl+b")
        assert view.top == 0
        await press(pilot, "ctrl+d", "ctrl+u")
        assert view.top == 0


async def test_a_click_outside_closes_help_and_one_inside_does_not() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "?")
        await pilot.click(offset=(60, 10))
        assert isinstance(app.screen, HelpScreen)
        await pilot.click(offset=(1, 30))
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("report", "report on all"),
        ("stats", "Matrix"),
        ("quotation", "Show changed quotations"),
        ("only left", "Show only left"),
    ],
)
async def test_the_palette_knows_what_readers_call_things(words: str, found: str) -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "ctrl+p", *words)
        assert app.screen.query_one(Input).value == words
        assert found in text_of(app)


FOUND = {
    "Help": "settings shortcuts manual preferences configure legend",
    "Matrix": "graph heatmap plagiarism duplicates percent chart groups",
    "Coverage": "omitted dropped missing exclusive",
    "Export": "pdf excel email share download print spreadsheet",
    "Fold": "collapse expand hide",
    "Make a note": "bookmark tag favourite todo comment",
    "Swap": "flip reverse",
    "Switch between": "uncredited credit sidebar",
    "Why": "explanation evidence agency",
    "Theme": "dark night light colour",
    "History": "timeline corrections edits",
    "Undo": "revert redo",
    "Show or hide page chrome": "ads clean junk",
    "Resume": "open add import refresh",
}


async def test_the_palette_takes_the_words_of_other_programs() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot)
        provider = CommandProvider(app.screen)
        for name, words in FOUND.items():
            for word in words.split():
                hits = [hit async for hit in provider.search(word)]
                plain = [hit.text for hit in hits if hit.score >= 1]
                assert any(text.startswith(name) for text in plain), (word, plain)
        # Who looks for a graph looks for no paragraph.
        hits = [hit async for hit in provider.search("graph")]
        assert [hit.text for hit in hits if hit.score >= 1] == ["Matrix  (x)"]


async def test_the_palette_says_nothing_twice() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot)
        hits = [hit async for hit in CommandProvider(app.screen).search("swap")]
        swap = next(hit for hit in hits if hit.text.startswith("Swap left and right"))
        assert swap.help is None


async def test_a_low_window_lists_one_article_a_line() -> None:
    app = compare_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "tab")
        assert screen.query_exactly_one(ArticleList).compact
        lines = lines_of(app)
        left = next(line for line in lines if line.startswith(" LEFT  001"))
        assert "%" not in left
        # All are seen with their headlines.
        assert lines[lines.index(left) + 1].split("▕")[0].strip() == "The wire story"
        assert any(line.startswith(" RIGHT 002") and "in 001" in line for line in lines), lines


def test_a_headline_takes_what_room_an_entry_of_one_line_has() -> None:
    entry = entry_of(story()[0], "001", "AP copy, credited")
    said = [
        "".join(part.text for part in entry_line(entry, width, "left", None)) for width in (80, 44)
    ]
    assert said[0].strip() == "LEFT  001 Wire  AP copy, credited · The wire story"
    assert "The wire" not in said[1]


@given(st.text(max_size=60), st.integers(12, 40))
def test_the_left_article_has_two_lines_for_its_headline(headline: str, width: int) -> None:
    entry = replace_struct(entry_of(story()[0], "001"), headline=headline)
    lines = entry_lines(entry, width, "left", None, "001")
    assert all(parts_width(line) <= width for line in lines)
    both = [parts[-1].text for parts in lines[2:]]
    kept = "".join(both).rstrip("…").replace(" ", "")
    assert headline.replace(" ", "").startswith(kept) or not headline.isprintable()


def test_the_summary_says_who_has_a_correction(pair) -> None:
    note = Paragraph("Correction: the sum was wrong.", "correction", (999, 999))
    right = replace(pair.right, paragraphs=(*pair.right.paragraphs, note))
    bar = SummaryBar()
    bar.show(replace(pair, right=right), counts(shown_rows(pair)))
    _legend, facts = bar.parts(200)
    assert facts[0].text.strip() == "correction: right only"
    bar.show(pair, counts(shown_rows(pair)))
    assert not any("correction" in part.text for part in bar.parts(200)[1])


async def test_names_that_differ_at_their_end_are_told_apart_in_the_header() -> None:
    pages = [article(f"morning-edition-{one}.txt", SHARED) for one in ("first", "second")]
    app = compare_app(pages)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        left, right = lines_of(app)[1].split("│")
        assert left.split()[0] != right.split()[0]
        assert "…" in left.split()[0]


async def test_what_may_be_another_event_is_said_to_be_so_beside_its_share() -> None:
    def formulaic(left, right):
        return replace(simply_aligned(left, right), formulaic=True)

    pages = [article(f"paper-{name}.txt", SHARED) for name in ("one", "two")]
    for align, times in ((simply_aligned, 0), (formulaic, 2)):
        app = compare_app(pages, align=align)
        async with app.run_test(size=(120, 24)) as pilot:
            await press(pilot)
            head = "".join(lines_of(app)[:5])
            assert (head.count("100% in"), head.count("maybe another event")) == (2, times)


def test_a_share_says_in_which_article_it_is_found() -> None:
    entry = entry_of(story()[0], "002")
    share = Share(1.0, 1.0, True)
    for other, said in (("01371", "100% in 01371"), ("articles#9201", "100% in arti…#9201")):
        lines = entry_lines(entry, 29, "right", share, other)
        assert "".join(part.text for part in lines[-1]).endswith(said)


async def test_an_article_that_was_cut_off_is_said_to_be_so_in_the_list_and_above_its_text() -> (
    None
):
    pages = [article(name, SHARED) for name in ("whole.eml", "short.eml", "third.eml")]
    pages[1] = replace(pages[1], cut_off=True)
    app = compare_app(pages)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot)
        lines = lines_of(app)
        said = [line for line in lines if "cut off" in line]
        # The list's line with its length, and the header's with its verdict.
        assert len(said) == 2, lines
        assert any(" short" in line.split("▕")[0] for line in said)
        screen = await press(pilot, "tab")
        await pilot.resize_terminal(80, 24)
        screen = await press(pilot)
        assert screen.query_exactly_one(ArticleList).compact
        assert any("short" in line and "cut off · " in line for line in lines_of(app))
        assert "cut off" in entry_of(pages[1], "short").searched


def test_narrow_windows_name_the_kinds_of_row(pair) -> None:
    bar = SummaryBar()
    bar.show(pair, counts(shown_rows(pair)))
    said = ["".join(part.text for part in side) for side in bar.parts(80)]
    assert "paraphrase" in said[0]
    assert not said[1].strip()
    # What is unusual is said first.
    bar.show_lens("substance")
    assert "highlight: key changes" in "".join(part.text for part in bar.parts(80)[1])


def test_articles_are_counted_while_a_file_of_many_is_read() -> None:
    bar = TitleBar()
    for read, total, articles, said in (
        (0, 1, 812, "reading · 812 articles so far"),
        (1, 3, 812, "reading file 2 of 3 · 812 articles so far"),
        (4, 6, 4, "reading 4 of 6"),
    ):
        bar.show("press", (read, total), articles, 0)
        assert bar.parts(120)[0][1].text == f" press · {said}"
    bar.show("press", (0, 1), 812, 0, stopped=True)
    assert bar.parts(120)[0][1].text == " press · stopped · 812 articles so far"


def test_what_has_no_room_is_cut_between_words_or_parts() -> None:
    assert shortened("US and Russia Hold Historic Talks", 26) == "US and Russia Hold…"
    assert shortened("themoscowtimes.com", 12) == "themoscowti…"
    assert shortened("one two", 7) == "one two"
    verdict = "No credit: part AP, part Reuters, reworded"
    assert parts_that_fit(verdict, 40) == "No credit: part AP, part Reuters…"
    assert parts_that_fit(verdict, 24) == "No credit: part AP…"
    assert parts_that_fit(verdict, 10) == "No credit…"
    assert parts_that_fit(verdict, 99) == verdict
    assert parts_that_fit("1 of 4 · 2026-03-01 · no match in other pages", 26) == (
        "1 of 4 · 2026-03-01"
    )
    assert parts_that_fit("Shares text with 003; unclear which came first", 19) == "Shares text…"
    facts = "AP copy, credited · 18 Feb 2025 · By Matthew Lee, Associated Press"
    assert facts_that_fit(facts, 40) == "AP copy, credited · 18 Feb 2025"
    assert facts_that_fit(facts, 52) == "AP copy, credited · 18 Feb 2025"
    assert facts_that_fit("AP copy, credited", 12) == "AP copy…"
    assert facts_that_fit(facts, 99) == facts


def test_a_sentence_is_not_cut_behind_the_number_of_its_next_fact() -> None:
    bar = DetailBar()
    bar._text = (
        f"Change 2 of 24 · Key changes: {'drops a date, ' * 8}· 5 wording changes {'and ' * 9}"
    )
    assert bar._wrapped(80)[-1].endswith("drops a date… (w: all)")


@pytest.mark.parametrize(
    ("names", "cut"),
    [
        (["00041", "00042"], ["…41", "…42"]),
        (["41-page", "42-page"], ["41…", "42…"]),
        (["page-41.html", "page-42.html"], ["1", "2"]),
        (["page.html", "page-2.html"], ["pa…", "-2"]),
        (["page"], ["pa…"]),
    ],
)
def test_names_are_cut_where_they_differ(names: list[str], cut: list[str]) -> None:
    assert told_apart(names, 3) == cut


def test_an_article_in_a_file_keeps_its_number() -> None:
    assert shortened_name("bbc.com-20260301T101010Z.warc#12", 16) == "bbc.com-2026…#12"
    assert shortened_name("factiva-export-march#3 Le Monde", 24) == "factiva-expo…#3 Le Monde"
    assert (
        shortened_name("factiva-export-march#3 The Evening Courier", 20) == "factiva-export-ma…#3"
    )
    assert shortened_name("factiva#3 The Evening Courier", 20) == "factiva#3 The…"
    assert shortened_name("bbc.com.warc#12", 5) == "bbc.…"
    assert shortened_name("Ferry sinks in storm", 12) == shortened("Ferry sinks in storm", 12)


@given(st.text(max_size=30) | st.from_regex(r".{1,20}#[0-9]{1,4}( .{1,9})?"), st.integers(0, 40))
def test_nothing_cut_takes_more_room_than_there_is(text: str, width: int) -> None:
    for cut in (shortened(text, width), shortened_name(text, width), parts_that_fit(text, width)):
        assert cell_len(cut) <= width


async def test_stacked_rows_say_on_which_side_a_paragraph_is_alone() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "|", "G")
        assert any("◆▸" in line for line in lines_of(app))
        assert any("No credit: AP copy" in line for line in lines_of(app)[:5])


async def test_shares_in_the_list_are_all_of_the_article_on_the_left() -> None:
    app = compare_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        said = [line[:32] for line in lines_of(app) if "% in " in line[:32]]
        assert said
        assert all("% in 001" in line for line in said)


def test_among_filtered_rows_a_reader_stays_or_goes_to_the_next(pair) -> None:
    rows = arranged(pair, AS_USUAL)
    left = arranged(pair, AS_USUAL.with_choice("shown", "only left"))
    kept = [at for at, row in enumerate(left) if not row.folded]
    alone = next(row for row in rows if row.look == "only-left" and row.counted)
    assert landing(left, None) == landing(left, rows[0]) == kept[0]
    assert landing(left, alone) == next(at for at in kept if left[at] == alone)
    assert landing(left, rows[-1]) == kept[-1]
    assert landing(arranged(pair, AS_USUAL.with_choice("shown", "noted")), alone) is None
