"""Every command and the app, with what only POSIX has taken away from Python."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tui.config import demo_folder

HERE = Path(__file__).parent
WITHOUT = HERE / "without_posix.py"

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
MORE = "Work is to begin in the spring, the mayor told reporters, and to last for two years."
LAST = "Nobody on the council could say on Friday what the new bridge is going to cost the town."
HTML = f"<html><body><h1>A bridge</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></body></html>"

COMMANDS_AND_APP = """
import asyncio, contextlib, io, json, sys
from pathlib import Path

from textual.worker import WorkerCancelled

from tui.cli import main

ended = {}
for line in json.loads(sys.argv[1]):
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        ended[" ".join(line)] = (main(line), said.getvalue())
sys.stdout.flush()
print(json.dumps(ended), file=sys.stderr)

from tui.cli.report import ReportExporter
from tui.config import load_config, user_config_path
from tui.corpus.library import Library
from tui.corpus.choices import RememberedChoices
from tui.view.app import CompareApp
from tui.view.services import Services, SettingsFiles


async def settle(pilot, app):
    for _ in range(3):
        await pilot.pause(0.01)
        for worker in list(app.workers):
            if worker.group != "watch" and not worker.is_finished:
                # Another one may take its place meanwhile.
                with contextlib.suppress(WorkerCancelled):
                    await worker.wait()


async def use_the_app(keys):
    library = Library(["pages"], load_config(None))
    library.choices = RememberedChoices()
    files = SettingsFiles(lambda: load_config(None), (str(user_config_path()),))
    app = CompareApp(
        Services(
            library,
            title="pages",
            keeps_place=True,
            settings=lambda: files,
            exporter=lambda: ReportExporter(library),
        )
    )
    async with app.run_test(size=(120, 36)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settle(pilot, app)
    told = [notice.message for notice in app._notifications]
    print(*told, sep="\\n")
    if app.fault is not None:
        raise app.fault
    assert not app.place_lost


asyncio.run(use_the_app(sys.argv[2].split()))
"""

IN_TERMINAL = "import sys; from tui.cli import main; sys.exit(main())"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a folder of three pages, and an empty home."""
    (tmp_path / "home").mkdir()
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "001.txt").write_bytes(f"{LEAD}\r\n\r\n{MORE}\r\n\r\n{LAST}\r\n".encode())
    (pages / "002.txt").write_bytes(f"{LEAD}\n\n{MORE}\n\nAnd no more.\n".encode())
    (pages / "003.html").write_bytes(HTML.encode())
    return tmp_path


def run(
    folder: Path, platform: str, script: str, *arguments: str, **more: object
) -> subprocess.CompletedProcess[bytes]:
    """Run a script in the folder as on another system."""
    file = folder / "home" / "script.py"
    file.write_text(script, encoding="utf-8", newline="\n")
    environment = {name: value for name, value in os.environ.items() if name[:4] != "XDG_"}
    environment |= {"HOME": str(folder / "home"), "PYTHONPATH": str(HERE.parent)}
    environment |= {"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"}
    environment |= {"PYTHONWARNINGS": "default", "TERM": "xterm-256color", "COLORFGBG": ""}
    environment |= {"COMPARE_TRACEBACK": "1"}
    environment |= more.pop("environment", {})  # type: ignore[arg-type]
    return subprocess.run(
        [sys.executable, str(WITHOUT), platform, str(file), *arguments],
        cwd=folder,
        env=environment,
        check=False,
        timeout=300,
        **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more),  # type: ignore[call-overload]
    )


LINES = (
    ["clean", "pages"],
    ["diff", "--choices", "pages/001.txt", "pages/002.txt"],
    ["report", "-o", "report.html", "pages"],
    ["report", "-o", "report.html", "--force", "pages"],
    ["rules", "new", "Read more on our site", "--write"],
    ["clean", "-v", "pages/001.txt"],
)
"""What is written, kept or told apart by name: where the systems differ among themselves."""

MORE_LINES = (
    ["--version"],
    ["--help"],
    ["clean", "--format", "json", "--exclude", "*.html", "pages"],
    ["diff", "--format", "csv", "pages/001.txt", "pages/003.html"],
    ["story", "pages"],
    ["check", "pages"],
    ["report", "-o", "report.csv", "pages"],
    ["rules", "list", "pages"],
    ["rules", "test", "cases.yaml"],
    ["rules", "explain", "pages/003.html"],
    ["rules", "schema"],
    ["completion", "bash"],
    ["history", "pages"],
    ["index", "-o", "index", "pages"],
    ["index", "--jobs", "2", "-o", "index", "pages", "cases.txt"],
    ["find", "agreed on Tuesday to rebuild", "index"],
    ["cluster", "index"],
    ["cluster", "index", "-o", "tables", "--format", "csv"],
)
KEYS = "enter y W plus x escape w n escape p t enter escape escape q"
MORE_KEYS = (
    "enter y W plus minus l f z o c s m escape x escape w n escape p t enter escape escape"
    " e enter escape question_mark escape ctrl+p escape r q"
)


@pytest.mark.parametrize(
    ("platform", "lines", "keys"),
    [("win32", LINES + MORE_LINES, MORE_KEYS), ("darwin", LINES, KEYS)],
    ids=["win32", "darwin"],
)
def test_every_command_and_the_app_run_without_what_only_posix_has(
    folder: Path, platform: str, lines: tuple[list[str], ...], keys: str
) -> None:
    (folder / "cases.txt").write_text(f"{LEAD}\n\n{LAST}\n", encoding="utf-8", newline="\n")
    (folder / "cases.yaml").write_text(
        f"cases:\n  - page: pages/001.txt\n    keep: ['{LEAD}']\n", encoding="utf-8", newline="\n"
    )
    ran = run(folder, platform, COMMANDS_AND_APP, json.dumps(lines), keys)
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"Traceback" not in ran.stderr
    (codes,) = (line for line in ran.stderr.splitlines() if line.startswith(b"{"))
    ended = json.loads(codes)
    assert {line: said for line, (code, said) in ended.items() if code} == {}
    assert LEAD.encode() in ran.stdout
    for line in lines:
        if line[:2] == ["report", "-o"]:
            assert (folder / line[2]).is_file()
    (log,) = (folder / "home").rglob("compare.log")
    assert "FAULT" not in log.read_text(encoding="utf-8")
    # What the keys ask for was done: a passage, a rule, a report, choices and the place are kept.
    assert b"\r" not in (folder / "compare-passages.md").read_bytes()
    (own,) = (folder / "home").rglob("config.yaml")
    assert own.read_text(encoding="utf-8").count("why:") == 2
    assert list(folder.glob("*.compare.html")) or keys == KEYS
    assert list((folder / "home").rglob("places.json"))
    assert list((folder / "home").rglob("choices/*.json"))


def test_the_app_opens_in_a_terminal_without_what_only_posix_has(folder: Path) -> None:
    # Nothing is kept of an app that was left before it was there.
    for wait in (500, 5_000, 30_000):
        master, slave = pty.openpty()
        try:
            ran = run(
                folder,
                "win32",
                IN_TERMINAL,
                "pages",
                environment={"TEXTUAL_PRESS": f"wait:{wait},down,wait:{wait},q"},
                stdin=slave,
                stdout=slave,
            )
        finally:
            os.close(master)
            os.close(slave)
        assert ran.stderr == b""
        assert ran.returncode == 0
        if kept := list((folder / "home").rglob("places.json")):
            break
    assert kept


CONSOLES = """
import errno, io, json, sys
from tui.cli import main

codes = {}
for encoding in json.loads(sys.argv[1]):
    for line in json.loads(sys.argv[2]):
        shown, said = (
            io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors)
            for errors in ("strict", "backslashreplace")
        )
        sys.stdout, sys.stderr = shown, said
        code = main(line)
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        shown.flush()
        said.flush()
        codes[f"{encoding}: {' '.join(line)}"] = code
        assert "Traceback" not in said.buffer.getvalue().decode(encoding)
        assert (code == 0) == bool(shown.buffer.getvalue())


class Closed(io.TextIOWrapper):
    def write(self, text):
        raise OSError(errno.EINVAL, "Invalid argument")


sys.stdout = Closed(io.BytesIO(), encoding="cp1252")
codes["closed"] = main(["clean", "pages"])
sys.stdout = sys.__stdout__
print(json.dumps(codes))
"""


def test_no_console_encoding_stops_a_command_and_a_closed_pipe_has_its_exit_code(
    folder: Path,
) -> None:
    lines = [
        ["--help"],
        ["clean", "--help"],
        ["clean", str(demo_folder())],
        ["diff", "pages/001.txt", "pages/002.txt"],
        ["story", "pages"],
        ["rules", "list"],
        ["rules", "explain", "pages/001.txt"],
        ["clean", "näöß≈.txt"],
        ["completion", "fish"],
    ]
    encodings = ["cp1252", "cp437", "ascii", "utf-16"]
    ran = run(folder, "win32", CONSOLES, json.dumps(encodings), json.dumps(lines))
    assert (ran.returncode, ran.stderr) == (0, b"")
    ended = json.loads(ran.stdout)
    assert ended.pop("closed") == 141
    assert list(ended.values()) == [0, 0, 0, 0, 0, 0, 0, 2, 0] * len(encodings)
