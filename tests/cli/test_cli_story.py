"""`compare story`: what it prints, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.cli import main
from tui.config import demo_folder
from tui.corpus.files import FoundFiles
from tui.corpus.notes import RememberedNotes
from tui.corpus.pages import Pages
from tui.text import read_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config import Config

SEEDS = str(demo_folder())


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(("story", *arguments))
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_command


def test_json_has_every_page_in_one_cluster(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run("--format", "json", SEEDS)
    assert (code, err) == (0, "")
    clusters = json.loads(out)["clusters"]
    names = [Path(found["path"]).name[:3] for one in clusters for found in one["articles"]]
    assert names == ["000", "001", "002", "003", "004"]


def test_jsonl_has_a_line_for_each_story(run: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = run("--format", "jsonl", SEEDS)
    (line,) = out.splitlines()
    assert json.loads(line)["schema"] == "compare/story/1"


def test_text_says_whose_copy_it_is(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run(SEEDS)
    assert code == 0
    assert "002  No credit: AP copy, reworded" in out
    assert "\x1b" not in out


def test_notes_are_printed_unless_they_are_not_wanted(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    config: Config,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    pages = []
    for name, last in (("one.html", "Nobody was hurt on Monday."), ("two.html", "Two were.")):
        page = tmp_path / name
        page.write_text(f"<h1>Bridge</h1><p>The bridge in Velmar fell on Sunday.</p><p>{last}</p>")
        pages.append(str(page))
    article = read_article(pages[0], config)
    RememberedNotes().write([(article, len(article.paragraphs) - 1)], "to check", "who says so?")
    asked = (
        ("story",),
        ("story", "--format", "json"),
        ("story", "--format", "jsonl"),
        ("diff",),
        ("diff", "--layout", "columns"),
        ("diff", "--format", "json"),
        ("diff", "--format", "csv"),
    )
    for words in asked:
        assert main((*words, *pages)) == 0
        assert b"who says so?" in capsysbinary.readouterr().out
    for words in (asked[0], asked[-1]):
        assert main((*words, "--no-notes", *pages)) == 0
        assert b"who says so?" not in capsysbinary.readouterr().out


def test_a_rule_can_be_left_out(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("--without", "byline", "--format", "json", SEEDS)
    assert code == 0
    assert len(json.loads(out)["clusters"]) == 1
    code, out, err = run("--without", "bylin", SEEDS)
    assert (code, out) == (2, "")
    assert "did you mean `byline`?" in err


def test_a_bad_page_is_named_and_the_others_judged(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = run("--format", "json", SEEDS, "missing.txt")
    assert code == 2
    assert "missing.txt" in err
    assert len(json.loads(out)["clusters"][0]["articles"]) == 5


def test_nothing_to_read(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run("missing.txt")
    assert (code, out) == (2, "")
    assert "missing.txt" in err


def test_printing_never_imports_what_paints() -> None:
    program = "import sys; from tui.cli import main; main(['story', sys.argv[1]]); "
    program += "sys.exit('textual' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program, SEEDS], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_file_that_holds_many_articles_counts_its_size_once(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Some words."}\n' * 9)
    some = tuple(f"{rows}#{number}" for number in range(1, 6))
    pages = Pages((), found=FoundFiles(some, {}, ()))
    assert pages.size() == rows.stat().st_size


@pytest.mark.parametrize(
    ("many", "much", "told"), [(5, 10**9, 0), (4, 10**9, 1), (2, 10**9, 1), (5, 100, 1)]
)
def test_that_so_many_articles_are_for_an_index_is_said_once(
    many: int,
    much: int,
    told: int,
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    rows = [{"title": f"Headline {at}", "text": f"Of {at}.\n\n" + "Word " * at} for at in range(5)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setattr("tui.corpus.pages.MANY_FOR_MEMORY", many)
    monkeypatch.setattr("tui.corpus.pages.MUCH_FOR_MEMORY", much)
    for asked in ("rows.jsonl", SEEDS):
        code, _, err = run(asked)
        assert (code, err.count("`compare index`, then `compare cluster`")) == (0, told)
