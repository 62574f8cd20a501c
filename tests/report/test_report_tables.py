"""A report as CSV, JSON and CollateX's table: what programs read, complete and safe."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_factory import HOSTILE, LEAD, MORE, article, hostile_report, report_on, seeds_report

from tui.presentation.rows import numbers
from tui.report.csv import COLUMNS, COVERAGE_COLUMNS
from tui.report.records import alignment_record, article_record
from tui.report.report import (
    FORMATS,
    REPORT_FORMATS,
    SUFFIXES,
    coverage_written,
    format_of,
    written,
)
from tui.text.inert import inert, plain_cell, safe_cell


@given(st.text(st.sampled_from("=+-@＝ \t\r\n\x1b'a1"), max_size=12))
def test_no_cell_is_a_formula_or_a_control(text: str) -> None:
    cell = safe_cell(text)
    assert cell.lstrip()[:1] not in tuple("=+-@\t\r")
    assert cell.removeprefix("'") == inert(text) or cell == inert(text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =cmd|' /C calc'!A0", "＝1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text(st.sampled_from("=+-@＝﹦⁼− ;；\u037e|\t\r\n\u2028\"'„a1"), max_size=14))
def test_wherever_a_spreadsheet_parts_a_line_no_formula_begins(text: str) -> None:
    cell = safe_cell(text)
    out = io.StringIO()
    csv.writer(out).writerow(["a.txt", cell, "b"])
    for line in (cell, out.getvalue().replace('""', '"')):
        for part in re.split(r"[;\t\r\n|\v\f\x85\u2028\u2029；\u037e]", line):
            assert re.match('[\\s"„]*[=+\\-@＝﹦⁼−]', part) is None
    assert plain_cell(cell) == inert(text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Dear all;=HYPERLINK(1)", "Dear all;'=HYPERLINK(1)"),
        ("a; +1; b;@x", "a;' +1; b;'@x"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a\u037e=1", "a\u037e'=1"),
        ("'=1", "''=1"),
        ("wages; prices; – and a-b = c", "wages; prices; – and a-b = c"),
    ],
)
def test_a_formula_behind_a_separator_gets_one_too(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
    assert plain_cell(cell) == text


def test_a_line_end_or_tab_within_a_cell_is_a_symbol() -> None:
    assert safe_cell("a\t=1\r\n=2\u2028=3") == "a␉=1␍␊=2␤=3"


def test_the_table_has_a_row_for_each_pair_of_paragraphs() -> None:
    report = seeds_report()
    rows = list(csv.DictReader(io.StringIO("".join(written(report, "csv")))))
    found = [report.findings.alignment(*pair) for pair in report.pairs()]
    assert len(rows) == sum(len(alignment.links) for alignment in found)
    assert tuple(rows[0]) == COLUMNS
    links = [(alignment, link) for alignment in found for link in alignment.links]
    for row, (alignment, link) in zip(rows, links, strict=True):
        left = alignment.left.paragraphs[link.left]
        assert (row["left_path"], row["left_sha256"]) == (
            alignment.left.path,
            alignment.left.sha256,
        )
        assert plain_cell(row["left_text"]) == left.text
        assert row["right_last_line"] == str(alignment.right.paragraphs[link.right].lines[1])
        assert row["kind"] == link.kind
        shown = [
            str(sum(one.counted for one in article.paragraphs[: at + 1]))
            if article.paragraphs[at].counted
            else ""
            for article, at in ((alignment.left, link.left), (alignment.right, link.right))
        ]
        assert [row["left_number"], row["right_number"]] == shown
        told = [one for one in row["differences"].split("; ") if one]
        assert len(told) == len(link.differences)
        for words, difference in zip(told, link.differences, strict=True):
            kind, one, _ = words.rsplit(" ", 2)
            assert kind == f"{difference.category}/{difference.what}"
            if difference.left is not None:
                assert one == "{}-{}".format(*difference.left)


def test_json_holds_the_records_that_scripts_know() -> None:
    report = seeds_report()
    record = json.loads("".join(written(report, "json")))
    assert record["schema"] == "compare/report/1"
    articles = report.findings.articles
    assert record["articles"] == json.loads(json.dumps([*map(article_record, articles)]))
    assert record["story"]["schema"] == "compare/story/1"
    first = next(report.pairs())
    assert record["alignments"][0] == json.loads(
        json.dumps(alignment_record(report.findings.alignment(*first)))
    )
    assert len(record["alignments"]) == 10
    assert record["rules_sha256"] == report.provenance.rules_sha256
    unique = {one["article"]: one["unique"] for one in record["coverage"]}
    held = report.findings.coverage(1)
    assert unique[articles[1].path] == list(held.unique)


def test_the_table_of_witnesses_has_every_word_of_each_in_order() -> None:
    report = seeds_report()
    record = json.loads("".join(written(report, "collatex")))
    assert record["witnesses"] == list(report.findings.names)
    for place, one in enumerate(report.findings.articles):
        tokens = [token for row in record["table"] for token in row[place]]
        body = [paragraph.text + "\n" for paragraph in one.paragraphs if paragraph.linkable]
        assert "".join(token["t"] for token in tokens) == "".join(body)
        for token in tokens:
            text = one.paragraphs[token["paragraph"]].text
            assert text[token["start"] : token["end"]] == token["t"].rstrip()
    assert all(len(row) == 5 and any(row) for row in record["table"])


def test_copies_stand_beside_one_another_word_by_word() -> None:
    lead = "The council agreed on Tuesday to rebuild the old bridge over the river Velm."
    last = "Nobody was hurt when the flood took the first one away, the mayor told reporters."
    own = "The ferry that replaces it has been overcrowded since the first day of spring."
    report = report_on(
        article("a.txt", "A", lead, last),
        article("b.txt", "B", lead.replace("Tuesday", "Monday"), own, last.replace("old ", "")),
    )
    table = json.loads("".join(written(report, "collatex")))["table"]
    said = [tuple("".join(token["t"] for token in cell) for cell in row) for row in table]
    assert ("Tuesday ", "Monday ") in said
    assert ("The council agreed on ", "The council agreed on ") in said
    assert any(left == "" and right.startswith("The ferry") for left, right in said)


@pytest.mark.parametrize("format_", REPORT_FORMATS)
def test_hostile_text_is_written_and_obeyed_by_no_terminal(format_: str) -> None:
    text = "".join(written(hostile_report(), format_))  # type: ignore[arg-type]
    text.encode()
    assert not any(mark in text for mark in "\x1b\x9b\x07\u202e\u202c")
    if format_ in ("json", "collatex"):
        assert json.dumps(HOSTILE)[1:20] in text


def test_the_suffix_says_the_format() -> None:
    assert format_of("a/story.HTML") == "html"
    assert format_of("story.md") == "markdown"
    assert format_of("story.collatex.json") == "collatex"
    assert format_of("story.json") == "json"
    assert format_of("story") is None
    assert {format_of(f"story{suffix}") for suffix in SUFFIXES} == set(REPORT_FORMATS)


def test_the_help_names_what_a_file_of_each_format_ends_in() -> None:
    from tui.cli.report import report

    said = report.get_help(click.Context(report))
    assert [one.suffixes[0] for one in FORMATS if f"({one.suffixes[0]})" not in said] == []


PROGRAM = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from report_factory import seeds_report
from tui.report.report import REPORT_FORMATS, written
for format_ in REPORT_FORMATS:
    text = "".join(written(seeds_report(), format_))
    print(format_, hashlib.sha256(text.encode()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, __file__.rpartition("/")[0]],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "HOME": "/nowhere"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    one, other = (process.communicate()[0] for process in started)
    assert len(one.splitlines()) == len(REPORT_FORMATS)
    assert one == other


def test_the_coverage_table_has_every_paragraph_and_who_has_it() -> None:
    report = seeds_report()
    article, held = report.findings.articles[3], report.findings.coverage(3)
    rows = list(csv.DictReader(io.StringIO("".join(coverage_written(report, 3, "csv")))))
    assert tuple(rows[0]) == COVERAGE_COLUMNS
    body = [index for index, one in enumerate(article.paragraphs) if one.linkable]
    assert sorted({int(row["paragraph"]) for row in rows}) == body
    alone = [int(row["paragraph"]) for row in rows if not row["other_path"]]
    assert alone == list(held.unique)
    assert len(rows) - len(alone) == sum(len(column.witnesses) for column in held.columns)
    for row in rows:
        assert row["text"].removeprefix("'") == article.paragraphs[int(row["paragraph"])].text
        assert row["number"] == str(numbers(article).get(int(row["paragraph"]), ""))
        assert bool(row["other_number"]) <= bool(row["other_path"])
    kinds = {row["kind"] for row in rows if row["other_path"]}
    assert kinds <= {"same", "near", "related"}
    assert "near" in kinds
    hostile = "".join(coverage_written(hostile_report("=1+1"), 0, "csv"))
    assert not any(cell[:1] == "=" for line in csv.reader(io.StringIO(hostile)) for cell in line)


def test_the_tables_name_all_paths_of_an_article() -> None:
    left = replace(article("a.txt", "One", LEAD, MORE), also=("=b.txt", "c\n.txt"))
    report = report_on(left, article("d.txt", "Two", LEAD))
    (row,) = csv.DictReader(io.StringIO("".join(written(report, "csv"))))
    assert (row["left_also"], row["right_also"]) == ("'=b.txt; c␊.txt", "")
    shared, alone = csv.DictReader(io.StringIO("".join(coverage_written(report, 0, "csv"))))
    assert shared["also"] == alone["also"] == row["left_also"]
    assert (shared["other_path"], alone["other_path"]) == ("d.txt", "")
    (own,) = csv.DictReader(io.StringIO("".join(coverage_written(report, 1, "csv"))))
    assert (own["also"], own["other_also"]) == ("", row["left_also"])
