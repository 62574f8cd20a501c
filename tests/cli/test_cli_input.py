"""What comes in: pages that are piped in, folders with patterns, other formats."""

from __future__ import annotations

import gzip
import io
import json
import os
import pty
import subprocess
import sys
import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from support.commands import run_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORY = (
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
)
TEXT = "\n\n".join(STORY) + "\n"
HTML = (
    "<!DOCTYPE html><html><body>" + "".join(f"<p>{text}</p>" for text in STORY) + "</body></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("a.txt", TEXT), ("b/c.html", HTML), ("b/d.md", TEXT), ("old/e.txt", TEXT)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text + "<!-- -->" * len(name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def paths(out: str) -> list[str]:
    return [json.loads(line)["path"] for line in out.splitlines()]


@pytest.mark.parametrize(
    "data", [TEXT.encode(), HTML.encode(), b"Subject: x\nMIME-Version: 1.0\n\n" + TEXT.encode()]
)
def test_a_page_can_be_piped_in(
    data: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, data)
    code, out, err = run_command(capsys, "clean", "--format", "json", "-", "a.txt")
    assert (code, err) == (0, "")
    records = json.loads(out)
    assert records[0]["path"] == "-"
    assert [one["text"] for one in records[0]["paragraphs"]][-3:] == list(STORY)
    pipe(monkeypatch, data)
    assert run_command(capsys, "diff", "--format", "json", "-", "a.txt")[0] == 0
    pipe(monkeypatch, data)
    assert "kept" in run_command(capsys, "rules", "explain", "-")[1]


@pytest.mark.parametrize(
    ("arguments", "data", "message"),
    [
        (("diff", "-", "-"), b"x", "only once"),
        (("clean", "-"), b"", "is empty"),
        (("clean", "-"), b"\x89PNG\r\n\x1a\n\0\0", "PNG picture"),
        (("clean", "--max-size", "10", "-"), b"too much of it", "too large"),
    ],
)
def test_what_cannot_be_piped_in_is_said(
    arguments: tuple[str, ...], data: bytes, message: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    pipe(monkeypatch, data)
    code, out, err = run_command(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_folders_are_read_through_and_patterns_choose(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = ("clean", "--format", "jsonl", ".")
    assert paths(run_command(capsys, *everything)[1]) == [
        "a.txt",
        "b/c.html",
        "b/d.md",
        "old/e.txt",
    ]
    assert paths(run_command(capsys, *everything, "--exclude", "old/", "--exclude", "*.md")[1]) == [
        "a.txt",
        "b/c.html",
    ]
    assert paths(run_command(capsys, *everything, "--include", "*.html")[1]) == ["b/c.html"]
    (folder / "config.yaml").write_text("extends: default\npages: {exclude: [b]}\n")
    assert paths(run_command(capsys, *everything)[1]) == ["a.txt", "old/e.txt"]
    code, _, err = run_command(capsys, "clean", ".", "--include", "*.none")
    assert code == 2
    assert "has pages, but --include, --exclude" in err


def in_terminal(prepare: Callable[[], None], *paths: str) -> tuple[int, bytes]:
    """The app in a terminal of its own, left again at once: its exit code, and what it wrote."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        prepare()
        os.execv(sys.executable, [sys.executable, "-m", "tui", *paths])  # noqa: S606
    written = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            written += os.read(terminal, 65536)
        except OSError:
            break
        if b"\x1b[?1049h" in written:
            os.write(terminal, b"q")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), written


def test_the_app_takes_its_keys_from_the_terminal_when_a_page_is_piped_in(folder: Path) -> None:
    code, written = in_terminal(lambda: os.dup2(os.open("a.txt", os.O_RDONLY), 0), "-", "b/d.md")
    assert code == 0
    assert b"\x1b[?1049l" in written


def test_the_app_is_drawn_whatever_becomes_of_standard_error_and_of_the_locale(
    folder: Path,
) -> None:
    def redirect() -> None:
        os.environ.update(LC_ALL="POSIX", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
        os.dup2(os.open("errors.log", os.O_WRONLY | os.O_CREAT), 2)

    for prepare in (redirect, lambda: os.close(2)):
        code, written = in_terminal(prepare, "a.txt", "b/d.md")
        assert code == 0
        assert b"\x1b[?1049l" in written
        assert "·".encode() in written
    assert (folder / "errors.log").read_bytes() == b""


def test_printing_plain_text_loads_no_other_reader(folder: Path) -> None:
    code = (
        "import sys; from tui.cli import main; main(['clean', 'a.txt']);"
        "heavy = {'lxml', 'trafilatura', 'markdown_it', 'email', 'pathspec'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_another_format_is_compared_like_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run_command(capsys, "diff", "--format", "json", "a.txt", "b/c.html")
    assert code == 0
    assert [link["kind"] for link in json.loads(out)["links"]] == ["same"] * 3


def test_an_article_that_was_saved_twice_is_cleaned_twice_and_judged_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b/c.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b/again.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b/bad.txt").write_bytes(b"\0\0\0")
    (folder / "b/bad-again.txt").write_bytes(b"\0\0\0")
    code, out, err = run_command(capsys, "clean", "--format", "jsonl", "b")
    records = [json.loads(line) for line in out.splitlines()]
    found = [(record["path"], *record["also"]) for record in records]
    assert found == [("b/again.txt",), ("b/c.html",), ("b/c.txt", "b/again.txt"), ("b/d.md",)]
    assert code == 2
    assert "b/bad.txt" in err
    assert "b/bad-again.txt" in err
    _, out, _ = run_command(capsys, "clean", "b/again.txt", "b/c.txt")
    assert "b/c.txt · also saved as b/again.txt · " in out
    _, out, _ = run_command(capsys, "story", "--format", "json", "b/again.txt", "b/c.txt", "a.txt")
    judged = [one for cluster in json.loads(out)["clusters"] for one in cluster["articles"]]
    assert [(one["path"], one["also"]) for one in judged] == [
        ("b/again.txt", ["b/c.txt"]),
        ("a.txt", []),
    ]
    code, out, _ = run_command(capsys, "diff", "--format", "json", "b/again.txt", "b/c.txt")
    record = json.loads(out)
    assert code == 0
    assert record["summary"]["same"] == len(STORY)
    assert record["right"]["path"] == "b/c.txt"


def test_a_page_saved_as_text_and_as_html_is_known_for_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://example.com/council-votes-to-rebuild-the-bridge"
    headline = "Council Votes to Rebuild the Bridge"
    head = f'<title>{headline}</title><link rel="canonical" href="{address}">'
    page = HTML.replace("<body>", f"<head>{head}</head><body><h1>{headline}</h1>")
    (folder / "saved.html").write_text(page, encoding="utf-8")
    text = f"{headline}\n\n{TEXT}\n{address}?utm=mail\n"
    (folder / "copied.txt").write_text(text, encoding="utf-8")
    (folder / "paper.txt").write_text(text.replace("example.com", "paper.org"), encoding="utf-8")
    _, out, _ = run_command(
        capsys, "clean", "--format", "jsonl", "copied.txt", "paper.txt", "saved.html"
    )
    found = [(one["path"], *one["also"]) for one in map(json.loads, out.splitlines())]
    assert found == [("copied.txt",), ("paper.txt",), ("saved.html", "copied.txt")]


def test_rules_are_listed_and_made_on_what_is_piped_in_and_by_patterns(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = TEXT + "\n12 readers like this\n"
    pipe(monkeypatch, page.encode())
    code, out, _ = run_command(
        capsys, "rules", "list", "--format", "json", "-", "b", "--exclude", "c.html"
    )
    assert code == 0
    assert json.loads(out)["pages"] == 2
    pipe(monkeypatch, page.encode())
    code, out, err = run_command(
        capsys, "rules", "new", "--format", "json", "12 readers like this", "--pages", "-"
    )
    assert (code, err) == (0, "")
    (folder / "b/d.md").write_text(TEXT + "\n34 readers like this\n", encoding="utf-8")
    (folder / "b/e.txt").write_text(TEXT + "\n56 readers like this\n", encoding="utf-8")
    _, out, _ = run_command(
        capsys,
        *("rules", "new", "--format", "json", "12 readers like this"),
        *("--pages", "b", "--include", "*.md"),
    )
    assert {one["path"] for one in json.loads(out)["also_drops"]} <= {"b/d.md"}


@pytest.mark.parametrize("name", ["letter.eml", "page.mhtml", "letter.eml.gz"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "parts"])
def test_a_mail_that_was_cut_off_is_read_and_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, encoding: str
) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "A bridge", "Quay Post <post@quay.example>"
    letter["Message-ID"] = "<1@quay.example>"
    letter.set_content(TEXT * 3, cte="7bit" if encoding == "parts" else encoding)
    if encoding == "parts":
        letter.add_alternative(HTML, subtype="html")
    pack = gzip.compress if name.endswith(".gz") else bytes
    page, other = tmp_path / name, tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    for data, code in ((letter.as_bytes(), 0), (letter.as_bytes()[:-70], 2)):
        page.write_bytes(pack(data))
        # The second time, it is known from the first.
        for command in (
            ["clean", str(page)],
            ["clean", str(page)],
            ["diff", str(page), str(other)],
        ):
            result = run_command(capsys, *command)
            assert result.code == code
            assert "rebuild the old bridge" in result.out
            assert ("ends in the middle" in result.err) == bool(code)
