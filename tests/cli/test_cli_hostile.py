"""Files, folders and names that mean harm: nothing is obeyed, nothing hangs, nothing is lost."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hostile import FILE_NAMES, HOSTILE, assert_inert, hostile_page

from tui.cli import main
from tui.config import demo_folder
from tui.corpus import files as finding
from tui.text.page.read import page_from_bytes

SEEDS = sorted(str(path) for path in demo_folder().glob("*.txt"))
LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."


class Ran:
    """How a run ended and what it wrote."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode()
        self.err = err.decode()
        assert "Traceback" not in self.err
        assert "bug in compare" not in self.err
        assert_inert(self.err)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Any:
    """Runs the command in a folder of its own; what it prints is inert but for line ends."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def run_command(*arguments: str) -> Ran:
        ran = Ran(main(arguments), *capsysbinary.readouterr())
        assert_inert(ran.out)
        assert not (here / "owned").exists()
        return ran

    return run_command


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("page.txt", LEAD)
    return data.getvalue()


REFUSED = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \r\n\t\n", "is empty"),
    "binary.txt": (bytes(range(256)) * 8, "is binary data"),
    "zip.txt": (zipped(), "is a zip archive"),
}


@pytest.mark.parametrize("arguments", [("clean",), ("clean", "--format", "jsonl"), ("story",)])
def test_what_cannot_be_read_is_named_and_the_rest_is_printed(
    run: Any, arguments: tuple[str, ...]
) -> None:
    for name, (data, _) in REFUSED.items():
        Path(name).write_bytes(data)
    Path("page.txt").write_text(LEAD, "utf-8")
    Path("folder.txt").mkdir()
    Path("dangling.txt").symlink_to("nowhere.txt")
    Path("loop.txt").symlink_to("loop.txt")
    os.mkfifo("pipe.txt")
    for device in ("zero", "stdin"):
        Path(f"{device}.txt").symlink_to(f"/dev/{device}")
    with Path("huge.txt").open("wb") as huge:
        huge.truncate(1_000_000_000)
    ran = run(*arguments, ".")
    assert ran.code == 2
    assert LEAD in ran.out if "story" not in arguments else "page.txt" in ran.out
    reasons = {name: reason for name, (_, reason) in REFUSED.items()} | {
        "dangling.txt": "does not exist",
        "loop.txt": "cannot be read",
        "pipe.txt": "is not a regular file",
        "zero.txt": "is not a regular file",
        "huge.txt": "is too large for a page (1 GB",
    }
    for name, reason in reasons.items():
        (line,) = (line for line in ran.err.splitlines() if name in line)
        assert reason in line
    # Of a folder its pages are taken: another folder in it, whatever its name, is none.
    assert "folder.txt" not in ran.err


@pytest.mark.parametrize("command", ["clean", "story", "diff", "rules explain"])
def test_a_folder_called_like_a_page_is_taken_for_a_folder(run: Any, command: str) -> None:
    Path("x.txt").mkdir()
    Path("page.txt").write_text(LEAD, "utf-8")
    paths = ("x.txt", "page.txt") if command == "diff" else ("x.txt",)
    ran = run(*command.split(), *paths)
    assert ran.code == 2
    assert "x.txt: " in ran.err


@pytest.mark.parametrize("name", ["y" * 300, "y" * 300 + "/a.txt", "y/" * 3000])
def test_a_name_that_is_too_long_is_named_and_the_rest_is_printed(run: Any, name: str) -> None:
    Path("page.txt").write_text(LEAD, "utf-8")
    for command in (("clean",), ("story",), ("check",), ("rules", "list"), ("report", "-o", "-")):
        more = ("--format", "json") if command[0] == "report" else ()
        ran = run(*command, *more, name, "page.txt")
        assert ran.code == 2
        assert f"{name}: cannot be read (File name too long)" in ran.err
        assert "disk" not in ran.err
        assert ran.out
    assert "no such configuration file" in run("clean", "--config", name, "page.txt").err
    assert "too long" in run(name).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("arguments", [("rules", "test"), ("clean", "page.txt", "--config")])
def test_what_is_no_file_of_yaml_is_not_waited_for(run: Any, arguments: tuple[str, ...]) -> None:
    Path("page.txt").write_text(LEAD, "utf-8")
    os.mkfifo("pipe.yaml")
    Path("folder.yaml").mkdir()
    for name in ("pipe.yaml", "folder.yaml", "/dev/zero"):
        ran = run(*arguments, name)
        assert ran.code == 2
        assert ran.err == f"compare: {name}: is not a file; name a YAML file\n"


def test_an_empty_path_is_no_folder(run: Any) -> None:
    Path("page.txt").write_text(LEAD, "utf-8")
    assert run("clean", "").err == "compare: ``: does not exist; check the name\n"
    assert "no such configuration file" in run("clean", "--config", "", "page.txt").err


def test_a_folder_that_goes_away_meanwhile_is_said_to_be_gone(run: Any, monkeypatch: Any) -> None:
    Path("pages/gone").mkdir(parents=True)
    Path("pages/page.txt").write_text(LEAD, "utf-8")
    listed = finding._listed

    def list_and_delete(folder: str) -> Any:
        found = listed(folder)
        if Path(folder, "gone").exists():
            Path(folder, "gone").rmdir()
        return found

    monkeypatch.setattr(finding, "_listed", list_and_delete)
    ran = run("clean", "pages")
    assert ran.code == 2
    assert ran.err.startswith("compare: pages/gone: is no longer a folder")
    assert LEAD in ran.out


def test_a_report_is_not_written_over_a_folder(run: Any) -> None:
    Path("page.txt").write_text(LEAD, "utf-8")
    Path("story.html").mkdir()
    for more in ((), ("--force",)):
        ran = run("report", "-o", "story.html", *more, "page.txt")
        assert ran.code == 2
        assert "is a folder; name a file in it" in ran.err


def test_folders_in_a_circle_end(run: Any) -> None:
    Path("inner").mkdir()
    Path("inner/again").symlink_to("..")
    Path("inner/self").symlink_to(".")
    Path("inner/page.txt").write_text(LEAD, "utf-8")
    Path("page.txt").write_text(f"{LEAD} Again.", "utf-8")
    ran = run("clean", "--format", "jsonl", ".", "inner")
    assert ran.code == 0
    paths = {os.path.normpath(json.loads(line)["path"]) for line in ran.out.splitlines()}
    assert paths <= {"page.txt", "inner/page.txt"}
    assert "inner/page.txt" in paths


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow fewer names")
def test_names_of_files_are_shown_inert(run: Any) -> None:
    folder = Path("pages")
    folder.mkdir()
    for name in FILE_NAMES.values():
        data = f"{LEAD} {name!r}\n\n{LEAD}\n".encode()
        Path(os.fsdecode(b"pages/" + name)).write_bytes(data)
        Path(os.fsdecode(b"pages/empty" + name[-200:])).write_bytes(b"")
    for arguments in (("clean",), ("story",), ("story", "--format", "json"), ("check",)):
        ran = run(*arguments, "pages")
        assert ran.code == 2
        assert ran.err.count("is empty") == len(FILE_NAMES)
        assert ran.err.count("\n") == len(FILE_NAMES)
    ran = run("clean", "--format", "jsonl", "pages")
    assert len({json.loads(line)["path"] for line in ran.out.splitlines()}) == len(FILE_NAMES)
    ran = run("clean", "--format", "json", "pages")
    assert len(json.loads(ran.out)) == len(FILE_NAMES)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow fewer names")
@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_file_of_any_name_can_be_named(run: Any, name: str) -> None:
    Path(os.fsdecode(FILE_NAMES[name])).write_text(LEAD, "utf-8")
    given = os.fsdecode(b"./" + FILE_NAMES[name])
    for arguments in (("clean", given), ("diff", given, given), ("rules", "explain", given)):
        assert run(*arguments).code == 0
    assert run("diff", given, given + "x").code == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_arguments_are_named_inert(run: Any, name: str) -> None:
    # What an argument can hold: no NUL, and only surrogates that stand for a byte.
    text = HOSTILE[name].replace("\0", "").replace("/", "_").replace("\ud800", "\udcff")
    text = text.replace("\udfff", "\udc80")
    for arguments in (
        ("clean", f"./{text}"),
        ("clean", f"--{text}"),
        ("clean", "--format", text, "x"),
        ("clean", "--config", text, "x"),
        ("clean", "--without", text, SEEDS[0]),
        ("clean", "--max-size", text, "x"),
        ("rules", f"_{text}"),
    ):
        assert run(*arguments).code == 2


@pytest.fixture
def hostile_pages(run: Any) -> tuple[str, str]:
    Path("one.txt").write_text(hostile_page(), "utf-8")
    Path("two.txt").write_text(hostile_page().replace("Tuesday", "Monday"), "utf-8")
    return "one.txt", "two.txt"


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize("command", ["clean", "diff", "story"])
@pytest.mark.parametrize("rules", [(), ("--no-rules",)])
def test_a_hostile_page_is_printed_inert(
    run: Any, hostile_pages: tuple[str, str], command: str, form: str, rules: tuple[str, ...]
) -> None:
    ran = run(command, "--format", form, *rules, *hostile_pages)
    assert ran.code == 0
    if form == "text" and command == "clean":
        assert "␛" in ran.out
        assert "⇄" in ran.out
        assert "[@click=app.quit]press me[/]" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [("rules", "explain"), ("rules", "list"), ("rules", "new", "--pages")],
    ids=["explain", "list", "new"],
)
def test_the_rule_commands_show_a_hostile_page_inert(
    run: Any, hostile_pages: tuple[str, str], arguments: tuple[str, ...]
) -> None:
    more = ("Share this page [bold]\x1b[31m\u202e",) if "new" in arguments else ()
    ran = run(*arguments, hostile_pages[0], *more)
    assert ran.code == 0


def test_nothing_of_a_hostile_page_is_lost(run: Any, hostile_pages: tuple[str, str]) -> None:
    (record,) = map(json.loads, run("clean", "--format", "jsonl", "one.txt").out.splitlines())
    page = page_from_bytes(Path("one.txt").read_bytes(), "one.txt")
    entries = record["paragraphs"] + record["removed"]
    held = sorted(line for one in entries for line in range(one["lines"][0], one["lines"][1] + 1))
    assert held == [number for number, line in enumerate(page.lines, 1) if line.strip()]


def test_pages_that_vanish_or_change_meanwhile_are_named(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(f"{LEAD} {name}", "utf-8")
    really = os.open

    def open_and_change(name: Any, flags: int, *more: Any) -> int:
        if name == "a.txt":
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        if name == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(name, flags, *more)

    monkeypatch.setattr(os, "open", open_and_change)
    ran = run("clean", "--format", "jsonl", ".")
    assert ran.code == 2
    assert [json.loads(line)["path"] for line in ran.out.splitlines()] == ["c.txt"]
    assert "a.txt: does not exist" in ran.err
    assert "b.txt: may not be read" in ran.err


def test_a_folder_that_cannot_be_listed_is_named(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("closed").mkdir()
    Path("page.txt").write_text(LEAD, "utf-8")
    really = os.scandir

    def scan(path: Any = ".") -> Any:
        if os.fspath(path) == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "scandir", scan)
    ran = run("clean", "closed", "page.txt")
    assert ran.code == 2
    assert "closed: cannot be listed (Permission denied)" in ran.err
    assert LEAD in ran.out
