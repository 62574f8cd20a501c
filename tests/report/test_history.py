"""`compare history`: what it prints of the versions of an article, as text, JSON and CSV."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from support.commands import run_command

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = (
    "Eighteen people were killed on Monday when a ferry sank off the northern coast, police said.",
    "The vessel, carrying 64 passengers, left the harbour at dawn in heavy weather, said Tom Reid.",
    "Rescue crews from three towns searched the water for hours with boats and two helicopters.",
    "The company that runs the ferry said that it would cooperate with any inquiry into it.",
)


def _page(title: str, paragraphs: tuple[str, ...], changed: str) -> str:
    body = "".join(f"<p>{one}</p>\n" for one in paragraphs)
    return (
        f"<html><head><title>{title}</title>"
        '<link rel="canonical" href="https://echo.example/ferry">'
        f'<meta property="article:modified_time" content="{changed}">'
        f"</head><body><article><h1>{title}</h1>\n{body}</article></body></html>"
    )


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    later = (PARAGRAPHS[0].replace("Eighteen", "Nineteen"), *PARAGRAPHS[1:3], "=1+1 is a formula.")
    (tmp_path / "b.html").write_text(_page("Ferry sinks", PARAGRAPHS, "2024-05-01T10:00:00Z"))
    (tmp_path / "a.html").write_text(_page("Ferry sinks", later, "2024-05-01T16:30:00+01:00"))
    return tmp_path


@pytest.mark.usefixtures("versions")
def test_the_record_has_every_version(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run_command(capsys, "history", "--format", "json", ".")
    assert (ran.code, ran.err) == (0, "")
    record = json.loads(ran.out)
    assert record["schema"] == "compare/history/1"
    (article,) = record["articles"]
    assert article["url"] == "https://echo.example/ferry"
    first, second = article["versions"]
    assert (first["path"], first["date"]) == ("b.html", "2024-05-01T10:00:00Z")
    assert (first["added"], first["dropped"], first["changed"]) == (0, 0, 0)
    assert (second["path"], second["date"]) == ("a.html", "2024-05-01T15:30:00Z")
    assert (second["added"], second["dropped"], second["changed"]) == (1, 1, 1)
    assert [one["what"] for one in second["key_changes"]] == ["number"]


@pytest.mark.usefixtures("versions")
def test_people_read_key_changes_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run_command(capsys, "history", ".").out.splitlines()
    at = next(place for place, line in enumerate(lines) if "15:30 UTC" in line)
    assert lines[at + 1] == "  Key change: number “Eighteen” → “Nineteen”"
    assert lines[at + 2].startswith("  Added: ")


@pytest.mark.usefixtures("versions")
def test_no_cell_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    out = run_command(capsys, "history", "--format", "csv", ".").out
    first, second = csv.DictReader(out.splitlines())
    assert (first["version"], first["key_changes"]) == ("1", "")
    assert second["added_text"].startswith("'=")
    assert second["key_changes"] == "number “Eighteen” → “Nineteen”"


def test_where_there_are_none_it_is_said(
    versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run_command(capsys, "history", str(versions / "a.html"))
    assert (ran.code, ran.out[:18]) == (0, "No versions found:")


@pytest.mark.usefixtures("versions")
def test_story_and_check_call_no_version_a_copy(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(run_command(capsys, "story", "--format", "json", ".").out)
    found = [one for cluster in record["clusters"] for one in cluster["articles"]]
    assert {one["verdict"] for one in found} == {"no-match"}
    assert run_command(capsys, "check", ".").code == 0


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_reports_have_it(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run_command(capsys, "report", "--format", format_, ".").out
    assert "What was changed after publication" in out
    assert "Nineteen" in out.partition("What was changed after publication")[2]
    assert "15:30 UTC" in out


@pytest.mark.parametrize("command", [["history"], ["report", "--format", "markdown"]])
def test_a_correction_is_called_so_once(
    versions: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = "Correction: An earlier version of this article gave the wrong number of passengers."
    corrected = _page("Ferry sinks", (*PARAGRAPHS, said), "2024-05-02T09:00:00Z")
    (versions / "c.html").write_text(corrected)
    out = run_command(capsys, *command, ".").out
    assert "Correction: An earlier version" in out
    assert "Correction: Correction" not in out


@pytest.mark.usefixtures("versions")
def test_the_record_of_a_report_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(run_command(capsys, "report", "--format", "json", ".").out)
    assert [len(one["versions"]) for one in record["history"]] == [2]


def _captured(kind: str, moment: str, page: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://echo.example/ferry\r\n"
        f"WARC-Date: {moment}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_a_visit_that_found_no_change_is_a_time_of_its_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    visits = (
        ("response", "2024-05-01T10:00:00Z", _page("Ferry sinks", PARAGRAPHS, "")),
        ("revisit", "2024-05-01T12:00:00Z", ""),
        ("response", "2024-05-01T14:00:00Z", _page("Ferry sinks", PARAGRAPHS[:3], "")),
    )
    (tmp_path / "a.warc").write_bytes(b"".join(_captured(*visit) for visit in visits))
    out = run_command(capsys, "history", "--format", "csv", "a.warc").out
    assert [row["unchanged"] for row in csv.DictReader(out.splitlines())] == [
        "2024-05-01T12:00:00Z", "",
    ]  # fmt: skip
    told = run_command(capsys, "history", "a.warc").out
    assert "10:00 UTC, unchanged 1 May 2024 12:00 UTC  a#1  first version" in told


def test_a_visit_in_one_archive_is_a_time_of_the_version_in_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, later = "2024-05-01T10:00:00Z", "2024-05-03T14:00:00Z"
    refers = f"WARC-Refers-To-Date: {first}\r\nContent-Length".encode()
    visits = [
        _captured("revisit", time, "").replace(b"Content-Length", refers, 1)
        for time in ("2024-05-02T12:00:00Z", "2024-04-30T12:00:00Z")
    ]
    other = _captured("response", later, _page("Ferry sinks", PARAGRAPHS[:3], ""))
    (tmp_path / "a.warc").write_bytes(b"".join(visits) + other)
    (tmp_path / "b.warc").write_bytes(_captured("response", first, _page("Ferry", PARAGRAPHS, "")))
    ran = run_command(capsys, "history", "--format", "csv", str(tmp_path))
    assert [(row["date"], row["unchanged"]) for row in csv.DictReader(ran.out.splitlines())] == [
        (first, "2024-05-02T12:00:00Z"), (later, ""),
    ]  # fmt: skip
    assert "unchanged since an earlier visit (2)" in ran.err


def test_what_an_agency_withdraws_is_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"uri": "urn:1", "headline": "Ferry sinks", "body_text": "A ferry sank on Friday."}
    early = {**known, "version": "1", "versioncreated": "2026-05-01T10:00:00Z"}
    late = {**known, "version": "2", "versioncreated": "2026-05-01T12:00:00Z",
            "pubstatus": "canceled", "ednote": "KILL. Do not use."}  # fmt: skip
    (tmp_path / "feed.json").write_text(json.dumps([early, late]), encoding="utf-8")
    text = run_command(capsys, "history", str(tmp_path / "feed.json")).out
    assert "withdrawn by its agency; text unchanged" in text
    assert "\n  Withdrawn: KILL. Do not use." in text
    record = json.loads(
        run_command(capsys, "history", "--format", "json", str(tmp_path / "feed.json")).out
    )
    (story,) = record["articles"]
    assert [one.get("withdrawn") for one in story["versions"]] == [None, True]
