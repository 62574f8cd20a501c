"""`compare report`: where it writes, what it asks, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hostile import FILE_NAMES, assert_inert
from report_invariants import check_html, check_markdown
from support.commands import run_command

from tui.cli import main
from tui.config import demo_folder

if TYPE_CHECKING:
    from pathlib import Path

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
MORE = "Work is to begin in the spring, the mayor told reporters, and to last for two years."


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{LEAD}\n\n{MORE}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\n{MORE}\n", "utf-8")
    (folder / "c.txt").write_text(f"{MORE}\n\n{LEAD}\n", encoding="utf-8")
    return str(folder)


def test_it_writes_the_format_that_the_name_says(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beginnings = {
        "a.html": "<!doctype html>",
        "a.md": "# Comparison of 3 articles",
        "a.csv": "left_path,",
        "a.json": '{"schema":"compare/report/1"',
        "a.collatex.json": '{"witnesses":["a","b","c"]',
    }
    for name, beginning in beginnings.items():
        assert run_command(capsys, "report", pages, "-o", name) == (0, "", "")
        assert (tmp_path / name).read_text("utf-8").startswith(beginning)
    assert run_command(capsys, "report", pages, "-o", "-", "--format", "csv")[1].startswith(
        "left_path,"
    )
    assert run_command(capsys, "report", pages, "--format", "json")[0] == 0


def test_what_is_not_said_is_asked_for(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run_command(capsys, "report", pages)
    assert code == 2
    assert "--format" in err
    code, _, err = run_command(capsys, "report", pages, "-o", "story.doc")
    assert code == 2
    assert "unknown format .doc" in err
    code, _, err = run_command(capsys, "report", pages, "-o", "a.html", "--pairs", "some")
    assert code == 2
    assert "`all`" in err


def test_nothing_is_overwritten_unasked(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.html"
    file.write_text("mine", "utf-8")
    code, _, err = run_command(capsys, "report", pages, "-o", "a.html")
    assert code == 2
    assert "already exists; --force replaces it" in err
    assert file.read_text("utf-8") == "mine"
    assert run_command(capsys, "report", pages, "-o", "a.html", "--force")[0] == 0
    assert file.read_text("utf-8").startswith("<!doctype html>")


def test_what_cannot_be_written_is_a_kind_error(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run_command(capsys, "report", pages, "-o", "none/a.html")
    assert (code, out) == (2, "")
    assert "none/a.html: cannot be written (No such file or directory; is the folder there?)" in err
    assert not list(tmp_path.glob(".compare-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.csv", "a.json", "a.collatex.json"])
def test_a_report_for_which_there_is_no_room_leaves_what_was_there(
    pages: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    # A limit on the size of a file fails in the middle of writing, as a full disk does.
    program = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); "
    program += "from tui.cli import main; sys.exit(main(['report', *sys.argv[1:]]))"
    command = [sys.executable, "-c", program, pages, "-o", name, "--force"]
    ended = subprocess.run(command, capture_output=True, check=False, text=True)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"{name}: cannot be written (" in ended.stderr
    assert "is the disk full?" in ended.stderr
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert not list(tmp_path.glob(".compare-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow fewer names")
@pytest.mark.parametrize("format_", ["html", "markdown", "csv", "json", "collatex"])
def test_pages_of_any_name_are_reported_as_utf_8(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], format_: str
) -> None:
    for at, name in enumerate(FILE_NAMES.values()):
        file = tmp_path / os.fsdecode(name)
        file.write_text(f"{LEAD}\n\n{MORE}\n\nThis is number {at} of them all.\n", "utf-8")
        (tmp_path / os.fsdecode(b"empty" + name[-200:])).write_bytes(b"")
    output = tmp_path / "told"
    code = main(("report", str(tmp_path), "--format", format_, "-o", str(output)))
    _, err = capsysbinary.readouterr()
    assert code == 2
    assert err.decode().count("is empty") == len(FILE_NAMES)
    assert_inert(err.decode())
    told = output.read_bytes().decode()
    assert_inert(told)
    assert main(("report", str(tmp_path), "--format", format_)) == 2
    assert capsysbinary.readouterr()[0].decode() == told
    if format_ == "html":
        check_html(told)
    elif format_ == "markdown":
        check_markdown(told)
    elif format_ == "json":
        paths = {one["path"] for one in json.loads(told)["articles"]}
        assert len(paths) == len(FILE_NAMES)


def test_bad_pages_are_named_and_the_others_reported(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run_command(capsys, "report", pages, "gone.txt", "-o", "a.json")
    assert code == 2
    assert "gone.txt" in err
    record = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [one["path"] for one in record["unreadable"]] == ["gone.txt"]
    assert len(record["articles"]) == 3
    code, _, err = run_command(capsys, "report", "gone.txt", "-o", "b.json")
    assert code == 2
    assert not (tmp_path / "b.json").exists()


def test_pairs_that_are_left_out_are_counted(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run_command(capsys, "report", pages, "-o", "a.json", "--pairs", "1")
    assert code == 0
    assert "showing the 1 closest of 3 pairs; --pairs all shows every pair" in err
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["alignments"]) == 1
    assert run_command(capsys, "report", pages, "-o", "b.json", "--pairs", "all") == (0, "", "")


def test_the_day_comes_from_source_date_epoch_alone(
    pages: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert json.loads(run_command(capsys, "report", pages, "--format", "json")[1])["made"] is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert (
        json.loads(run_command(capsys, "report", pages, "--format", "json")[1])["made"]
        == "1970-01-02"
    )


def test_a_report_never_imports_what_paints(pages: str) -> None:
    program = "import sys; from tui.cli import main; main(['report', sys.argv[1], '-o', 'a.html'])"
    program += "; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program, pages], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_pair_can_be_printed_as_what_report_writes(
    pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    beginnings = {
        "html": "<!doctype html>",
        "markdown": "# Comparison of 2 articles",
        "csv": "left_path,",
        "collatex": '{"witnesses":["a","b"]',
    }
    for format_, beginning in beginnings.items():
        code = main(("diff", "--format", format_, f"{pages}/a.txt", f"{pages}/b.txt"))
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        assert out.startswith(beginning)
    assert main(("diff", "--format", "html", f"{pages}/a.txt", f"{pages}/a.txt")) == 2
    assert "one and the same file" in capsys.readouterr().err


def test_a_pair_stays_in_the_order_in_which_it_was_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages = sorted(str(page) for page in demo_folder().iterdir())
    source, copy = pages[3], pages[2]
    for named in ((source, copy), (copy, source)):
        assert main(("diff", "--format", "csv", *named)) == 0
        row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert (row["left_path"], row["right_path"]) == named


def test_a_configuration_that_came_with_the_folder_is_named_where_it_decided(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text, said in (
        ("config.yaml", "extends: default\n", "./config.yaml"),
        ("mine.yaml", "extends: default\n", "mine.yaml"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        more = ("--config", name) if name == "mine.yaml" else ()
        found = {
            form: run_command(capsys, "report", pages, "--format", form, *more)[1]
            for form in ("html", "markdown", "json", "collatex")
        }
        assert f">{said}</bdi>" in found["html"]
        assert said in found["markdown"].replace("\\", "")
        assert json.loads(found["json"])["configuration"] == said
        assert json.loads(found["collatex"])["compare"]["configuration"] == said
    (tmp_path / "config.yaml").unlink()
    found = {
        form: run_command(capsys, "report", pages, "--format", form)[1]
        for form in ("html", "markdown", "json")
    }
    assert "not the default or the user" not in found["html"] + found["markdown"]
    assert json.loads(found["json"])["configuration"] is None


def test_another_programs_configuration_is_passed_over_with_a_word(
    pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text("theme: hugo\nmenu: [\n", encoding="utf-8")
    code, out, err = run_command(capsys, "report", pages, "--format", "json")
    assert code == 0
    assert json.loads(out)["configuration"] is None
    assert f"{tmp_path / 'config.yaml'}: seems to belong to another program" in err
    assert err.count("another program") == 1
    (tmp_path / "config.yaml").write_text("chrome: [\n", encoding="utf-8")
    code, _, err = run_command(capsys, "report", pages, "--format", "json")
    assert code == 2
    assert "config.yaml:2:1" in err
