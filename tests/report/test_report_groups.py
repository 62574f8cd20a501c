"""Groups, notes and the tables of articles and pairs: the same in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from report_factory import (
    HOSTILE,
    LAST,
    LEAD,
    MORE,
    OTHER,
    article,
    report_on,
    seeds_report,
    two_groups,
)

from tui.corpus.notes import RememberedNotes, notes_folder
from tui.report.report import NotesToTell, Report, coverage_written, format_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from tui.text.model import Article


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def text_of(report: Report, format_: str) -> str:
    return "".join(written(report, format_))


def test_a_report_on_several_groups_opens_with_a_table_of_them() -> None:
    report = two_groups()
    markdown, html = text_of(report, "markdown"), text_of(report, "html")
    head = markdown.partition("## Verdicts")[0]
    assert "| 1 | Bridge to be rebuilt | 2 |" in head
    assert "| 2 | Lime is felled | 2 |" in head
    assert "which page had the shared text first" in head
    assert "No shared text | 1 |" in head
    assert "### Group 2 · 2 pages · Lime is felled" in markdown
    assert html.index("<caption>Groups") < html.index('id="who"')
    groups = json.loads(text_of(report, "json"))["groups"]
    assert [group["headline"] for group in groups] == ["Bridge to be rebuilt", "Lime is felled"]


def test_the_legend_of_the_matrix_names_what_its_cells_say_and_no_more() -> None:
    strangers, seeds = (
        text_of(report, "html").partition('id="matrix"')[2].partition("<table")[0]
        for report in (two_groups(), seeds_report())
    )
    assert "</span> nothing" in strangers
    assert "0% only paraphrased" not in strangers
    # Each of the five pages tells something that each other one tells, if in other words.
    assert "</span> nothing" not in seeds
    assert "0% only paraphrased" in seeds


def test_versions_of_an_article_are_no_pages_without_a_match() -> None:
    one = article("1.txt", "Bridge to be rebuilt", LEAD, MORE, LAST)
    report = two_groups()
    pages = [replace(one, path=f"{at}.txt", url="https://a.example/x/the-bridge") for at in "12"]
    alone = report_on(*pages, *report.findings.articles[2:])
    head = text_of(alone, "markdown").partition("## Verdicts")[0]
    assert "| 1 | Bridge to be rebuilt | 2 | One article in 2 versions |  |" in head
    assert "no match in other pages" in text_of(alone, "markdown").lower()


def test_a_group_without_headlines_is_called_by_its_first_words() -> None:
    untitled = (replace(one, title=None) for one in two_groups().findings.articles[:2])
    report = report_on(*untitled, *two_groups().findings.articles[2:])
    groups = json.loads(text_of(report, "json"))["groups"]
    assert [group["headline"] for group in groups] == [f"“{LEAD[:76]}…”", "Lime is felled"]
    # So is each of its articles, wherever a report names one.
    for kind in ("html", "markdown"):
        written = text_of(report, kind)
        assert "no headline" not in written
        assert written.count(f"“{LEAD[:76]}…”") > 4


def test_tables_of_articles_and_of_pairs() -> None:
    report = two_groups()
    articles = list(csv.DictReader(io.StringIO(text_of(report, "csv-articles"))))
    assert [row["group"] for row in articles] == ["1", "1", "2", "2", ""]
    assert {row["verdict"] for row in articles} == {"shared", "no-match"}
    assert articles[0]["from"] == "2"
    assert articles[0]["share_from_source"] == "1.0000"
    told = json.loads(text_of(report, "json"))["story"]["clusters"]
    summaries = {one["path"]: one["summary"] for group in told for one in group["articles"]}
    assert {row["path"]: row["summary"] for row in articles} == summaries
    # Also of a page that nothing was compared with, or that stands for a service's text.
    records = [one for group in told for one in group["articles"]]
    shares = {one["path"]: f"{one['share_from_source']:.4f}" for one in records}
    assert {row["path"]: row["share_from_source"] for row in articles} == shares
    pairs = list(csv.DictReader(io.StringIO(text_of(report, "csv-pairs"))))
    assert {(row["left"], row["right"]) for row in pairs} == {("1", "2"), ("3", "4")}
    assert pairs[0]["left_share"] == pairs[0]["right_share"] == "1.0000"
    assert format_of("a.articles.csv") == "csv-articles"
    assert format_of("a.csv") == "csv"
    assert format_of(".pairs.csv") == "csv"


def test_notes_are_in_every_report_and_nobody_is_named_unless_asked() -> None:
    report = two_groups()
    one, two, three, *_ = report.findings.articles
    notes = RememberedNotes()
    notes.write([(two, 1), (one, 1)], "to check", f"ask | Okdal {HOSTILE}")
    notes.write([(three, 2)], "important", "=1+1")
    # What another run reads is the same, whatever rule has taken a line off meanwhile.
    shorter = replace(three, paragraphs=three.paragraphs[2:])
    again = RememberedNotes().on([one, two, shorter])
    assert [placed.places for placed in again] == [((0, 1), (1, 1)), ((2, 0),)]
    found = NotesToTell(RememberedNotes().on(report.findings.articles))
    told = replace(report, noted=found)
    for format_ in ("markdown", "html", "json", "csv-notes"):
        text = text_of(told, format_)
        assert "Okdal" in text
        assert "<script>document" not in text.replace("\\u003c", "<") or format_ != "html"
        assert "Ana Writer" not in text
        named = replace(told, noted=replace(found, author="Ana Writer", date="2025-02-18"))
        assert "Ana Writer" in text_of(named, format_)
    rows = list(csv.DictReader(io.StringIO(text_of(told, "csv-notes"))))
    assert rows[0]["name"] == "1"
    assert rows[0]["other_name"] == "2"
    assert (rows[0]["number"], rows[0]["other_number"], rows[1]["other_number"]) == ("1", "1", "")
    assert rows[1]["note"] == "'=1+1"
    assert "Okdal" in "".join(coverage_written(told, 0, "markdown"))
    assert "Notes" not in "".join(coverage_written(told, 4, "markdown"))
    kept = json.loads(text_of(told, "json"))["notes"]
    assert set(kept[1]) == {"mark", "note", "on"}
    (on,) = kept[1]["on"]
    assert (on["path"], on["paragraph"], on["lines"]) == ("3.txt", 2, [4, 4])
    assert on["words"].startswith("The lime had stood")


def test_tables_carry_the_notes_where_they_belong() -> None:
    report = two_groups()
    one, two, three, four, five = report.findings.articles
    notes = RememberedNotes()
    notes.write([(one, 1), (two, 1)], "to check", "=ask her")
    notes.write([(three, 1)], "important", "")
    notes.write([(five, 1)], "checked", "nobody else has it")
    notes.write([(two, 2), (four, 1)], "to check", "not linked")
    told = replace(report, noted=NotesToTell(notes.on(report.findings.articles)))
    rows = list(csv.DictReader(io.StringIO(text_of(told, "csv"))))
    linked = {row["notes"] for row in rows if row["kind"] != "none" and row["notes"]}
    assert linked == {"to check: =ask her", "important"}
    lone = [row for row in rows if row["kind"] == "none"]
    assert {row["notes"] for row in lone} == {
        "checked: nobody else has it",
        "to check: not linked",
    }
    assert {row["left_path"]: row["right_path"] for row in lone} == {
        "2.txt": "4.txt",
        "5.txt": "",
    }
    articles = csv.DictReader(io.StringIO(text_of(told, "csv-articles")))
    assert {row["name"]: row["notes"] for row in articles} == dict(
        zip("12345", "12111", strict=True)
    )
    coverage = csv.DictReader(io.StringIO("".join(coverage_written(told, 0, "csv"))))
    assert [row["notes"] for row in coverage if row["notes"]] == ["to check: =ask her"]


def test_a_note_is_replaced_and_removed_and_broken_files_are_passed_over() -> None:
    one = article("1.txt", "Bridge", LEAD, MORE)
    notes = RememberedNotes()
    notes.write([(one, 1)], "to check", "first")
    notes.write([(one, 1)], "checked", "second")
    (placed,) = RememberedNotes().on([one])
    assert (placed.note.mark, placed.note.text) == ("checked", "second")
    gone = replace(one, paragraphs=one.paragraphs[2:])
    assert RememberedNotes().on([gone])[0].places == ((0, None),)
    assert RememberedNotes().on([article("2.txt", "Bridge", LEAD)]) == ()
    notes_folder().joinpath("broken.json").write_text("{")
    notes.write([(one, 1)], None, "")
    assert RememberedNotes().on([one]) == ()


def test_a_note_on_a_part_of_a_file_holds_when_its_number_changes() -> None:
    def part(number: int, sha256: str, *texts: str) -> Article:
        one = article(f"x.jsonl#{number}", "Bridge", *texts)
        return replace(one, part=number, sha256=sha256)

    lead, other = part(1, "lead", LEAD, MORE), part(2, "other", LEAD, OTHER)
    notes = RememberedNotes()
    notes.write([(lead, 1), (other, 1)], "to check", "first")
    moved = [part(1, "new", OTHER), part(2, "lead", LEAD, MORE), part(3, "other", LEAD, OTHER)]
    (placed,) = RememberedNotes().on(moved)
    assert placed.places == ((1, 1), (2, 1))
    assert RememberedNotes().on(moved[:2]) == ()
    # Written anew, it takes the place of the one under the old numbers.
    notes.write([(moved[1], 1), (moved[2], 1)], "checked", "second")
    (placed,) = RememberedNotes().on(moved)
    assert (placed.note.text, placed.places) == ("second", ((1, 1), (2, 1)))
    # Where a text has changed, the number tells, as long as the paragraph is there.
    (placed,) = RememberedNotes().on([part(2, "changed", LEAD, MORE, LAST), moved[2]])
    assert placed.places == ((0, 1), (1, 1))
    notes.write([(moved[1], 1), (moved[2], 1)], None, "")
    assert RememberedNotes().on(moved) == ()
