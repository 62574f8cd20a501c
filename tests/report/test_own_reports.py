"""Reports among the pages: left out whatever they are called, and said to be."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from report_factory import LEAD, MORE, seeds_report
from support.default import default_config

from tui.cli import main
from tui.corpus.files import Patterns, find
from tui.corpus.library import Library
from tui.report.report import coverage_written, format_of, written
from tui.view.app import CompareApp
from tui.view.services import Services


def test_reports_are_known_by_their_mark_whatever_they_are_called(tmp_path: Path) -> None:
    for name in ("a.txt", "like.md"):
        (tmp_path / name).write_text("text")
    for name in ("story.html", "story.htm", "story.md"):
        report = seeds_report()
        form = format_of(name)
        assert form is not None
        (tmp_path / name).write_text("".join(written(report, form)), "utf-8")
    coverage = "".join(coverage_written(seeds_report(), 0, "markdown"))
    (tmp_path / "cover.markdown").write_text(coverage, "utf-8")
    # What only looks like one is a page.
    (tmp_path / "like.html").write_text(
        '<!doctype html>\n<html lang="en">\n<head>\n<title>A</title>\n'
        '<meta name="generator" content="compare 1.0">\n'
    )
    result = find([str(tmp_path)])
    assert [Path(path).name for path in result.paths] == ["a.txt", "like.html", "like.md"]
    names = [Path(path).name for path in result.reports]
    assert names == ["cover.markdown", "story.htm", "story.html", "story.md"]
    named = find([str(tmp_path / "story.html"), str(tmp_path / "a.txt")])
    assert [Path(path).name for path in named.paths] == ["a.txt"]
    alone = str(tmp_path / "story.html")
    refused = find([alone])
    assert refused.paths == (alone,)
    assert "written by compare" in refused.faults[alone].reason
    assert refused.reports == ()


TABLES = Patterns(archives=default_config().archives)


@pytest.mark.parametrize("kind", ["csv", "csv-articles", "csv-pairs", "csv-notes"])
def test_tables_are_known_by_their_columns_whatever_they_are_called(
    kind: Literal["csv", "csv-articles", "csv-pairs", "csv-notes"], tmp_path: Path
) -> None:
    (tmp_path / "day.csv").write_text("".join(written(seeds_report(), kind)), "utf-8")
    (tmp_path / "rows.csv").write_text("headline,text\nOne,Words of a text.\n", "utf-8")
    result = find([str(tmp_path)], TABLES)
    assert [Path(path).name for path in result.paths] == ["rows.csv"]
    assert [Path(path).name for path in result.reports] == ["day.csv"]


def test_coverage_as_a_table_is_known_too(tmp_path: Path) -> None:
    coverage = "".join(coverage_written(seeds_report(), 0, "csv"))
    (tmp_path / "day.csv").write_text(coverage, "utf-8")
    assert find([str(tmp_path)], TABLES).reports == (str(tmp_path / "day.csv"),)


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages, and a report on them in the same folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(f"{LEAD}\n\n{MORE}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"{MORE}\n\n{LEAD}\n", "utf-8")
    assert main(("report", ".", "-o", "story.html")) == 0
    return tmp_path


def test_a_report_in_the_folder_of_pages_is_left_out_and_named(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("story.html").read_bytes()
    capsys.readouterr()
    assert main(("report", ".", "-o", "story.html", "--force")) == 0
    assert "left out a report written by compare: story.html\n" in capsys.readouterr().err
    assert Path("story.html").read_bytes() == before
    assert main(("clean", "--format", "jsonl", "a.txt", "story.html")) == 0
    ran = capsys.readouterr()
    assert len(ran.out.splitlines()) == 1
    assert ran.err.count("left out") == 1
    assert main(("clean", "story.html")) == 2
    assert "story.html: is a report written by compare" in capsys.readouterr().err


async def test_the_app_says_which_reports_it_left_out(pages: Path) -> None:
    app = CompareApp(Services(Library([pages], default_config()), title="pages"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (notice,) = app._notifications
        assert notice.message == str(pages / "story.html")
        assert len(app.services.library) == 2
