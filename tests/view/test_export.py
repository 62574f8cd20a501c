"""Handing over from the app: what is offered, where it is written, and what stays as it was."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from pathlib import Path
from threading import Event

import pytest
from support.default import default_config
from textual.widgets import Input, Static
from view_factory import article, press, settled, text_of

from tui.cli.report import ReportExporter
from tui.corpus.library import Library
from tui.report import report as writing
from tui.view.app import CompareApp
from tui.view.export import Form, RefusedError, Subject, default_name, with_form
from tui.view.export.screen import ExportScreen
from tui.view.services import Services

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."
MORE = "Work is to begin in the spring, the mayor told reporters, and to last for two years."
HOSTILE = "[b]bold[/b] <script>x</script> \x1b[31mred"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CompareApp:
    """An app on three pages in a folder below the current one."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "001.txt").write_text(f"{HOSTILE}\n\n{LEAD}\n\n{MORE}\n", encoding="utf-8")
    (folder / "002.txt").write_text(f"{LEAD.replace('Tuesday', 'Monday')}\n\n{MORE}\n", "utf-8")
    (folder / "003.txt").write_text(f"{MORE}\n\nNobody else has this.\n", encoding="utf-8")
    return app_with(ReportExporter)


def app_with(exporter: type[ReportExporter]) -> CompareApp:
    """An app on the pages of the current folder."""
    library = Library(["pages"], default_config())
    return CompareApp(Services(library, title="pages", exporter=lambda: exporter(library)))


def line(app: CompareApp) -> Input:
    return app.screen.query_exactly_one(Input)


def said(app: CompareApp) -> str:
    return str(app.screen.query_exactly_one("#said", Static).render())


def told(app: CompareApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_the_pair_is_written_as_it_stands(app: CompareApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        main = await press(pilot, "s", "e")
        left, right = main.desk.session.pair
        stem = "-".join(Path(one.path).stem for one in (left, right))
        assert line(app).value == f"{stem}.compare.html"
        await press(pilot, "tab", "tab")
        assert line(app).value == f"{stem}.compare.csv"
        await press(pilot, "enter")
        file = tmp_path / f"{stem}.compare.csv"
        row = next(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        assert (row["left_path"], row["right_path"]) == (left.path, right.path)
        assert told(app) == [f"Wrote {file}"]
        assert not isinstance(app.screen, ExportScreen)


async def test_every_format_of_everything(app: CompareApp, tmp_path: Path) -> None:
    beginnings = {
        ".html": "<!doctype html>",
        ".md": "# ",
        ".csv": "left_path,",
        ".collatex.json": '{"witnesses":',
        ".json": '{"schema":"compare/report/1"',
    }
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for number, suffix in enumerate(beginnings):
            await press(pilot, "e", *["down"] * (number % 2 * 2))
            line(app).value = f"{number}{suffix}"
            await press(pilot, "enter")
            text = (tmp_path / f"{number}{suffix}").read_text("utf-8")
            assert text.startswith(beginnings[suffix])
        assert json.loads((tmp_path / "4.json").read_text("utf-8"))["pairs"] == 1
        assert len(json.loads((tmp_path / "3.collatex.json").read_text("utf-8"))["witnesses"]) == 3


async def test_a_view_offers_what_it_shows(app: CompareApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m", "e")
        assert "● coverage of" in text_of(app)
        assert line(app).value.endswith("-coverage.compare.html")
        await press(pilot, "shift+tab", "enter")
        (file,) = tmp_path.glob("*-coverage.compare.csv")
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        assert {row["kind"] for row in rows} >= {"same"}
        await press(pilot, "escape", "x", "e")
        assert "● the whole set: 3 articles" in text_of(app)
        assert line(app).value == "pages-report.compare.html"
        # The coverage has no such format; a name of the reader's own is kept.
        line(app).value = "mine.json"
        await press(pilot, "up")
        assert line(app).value == "mine.html"
        await press(pilot, "escape", "escape", "p", "e")
        assert "● this pair" in text_of(app)


async def test_nothing_is_overwritten_unasked(app: CompareApp, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("mine", "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        line(app).value = "mine.json"
        await press(pilot, "enter")
        assert "Enter replaces it, Esc keeps it" in said(app)
        # Esc takes the question back, and so does another name.
        await press(pilot, "escape", "enter")
        assert "Enter replaces it" in said(app)
        await press(pilot, "left", "backspace", "x", "enter")
        assert file.read_text("utf-8") == "mine"
        line(app).value = "mine.json"
        await press(pilot, "enter")
        assert file.read_text("utf-8") == "mine"
        await press(pilot, "enter")
        assert json.loads(file.read_text("utf-8"))["pairs"] == 1
        assert not isinstance(app.screen, ExportScreen)


async def test_what_is_handed_over_becomes_no_page(app: CompareApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        line(app).value = "pages/out.html"
        await press(pilot, "enter")
        assert "would be read as a page" in said(app)
        assert line(app).value == "pages/out.compare.html"
        await press(pilot, "enter")
    assert (tmp_path / "pages" / "out.compare.html").is_file()
    library = app.services.library
    library.refresh()
    assert [Path(path).name for path in library.paths] == ["001.txt", "002.txt", "003.txt"]


@pytest.mark.parametrize("path", ["pages/001.txt", "link.json"])
def test_a_page_is_never_replaced(app: CompareApp, tmp_path: Path, path: str) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "pages" / "001.txt")
    before = (tmp_path / "pages" / "001.txt").read_bytes()
    with pytest.raises(RefusedError, match="one of the pages"):
        ReportExporter(app.services.library)._refuse_page(path, path)
    assert (tmp_path / "pages" / "001.txt").read_bytes() == before


async def test_what_cannot_be_written_is_said(
    app: CompareApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        line(app).value = "a\0b.html"
        await press(pilot, "enter")
        assert "No file can have that name." in said(app)
        line(app).value = "none/here.html"
        await press(pilot, "enter")
        assert "is the folder there?" in said(app)
        line(app).value = "report.doc"
        await press(pilot, "enter")
        assert "End the name in one of .html, .md, .csv, .articles.csv" in said(app)
        line(app).value = "here.html"
        with monkeypatch.context() as disk:
            disk.setattr(writing.os, "fsync", full)
            await press(pilot, "enter")
        assert "No space left on device" in said(app)
        assert not list(tmp_path.glob("*here*")) + list(tmp_path.glob(".compare-*"))
        await press(pilot, "enter")
        assert (tmp_path / "here.html").is_file()


async def test_it_can_be_stopped(app: CompareApp, tmp_path: Path) -> None:
    begun, go_on = Event(), Event()

    class Slow(ReportExporter):
        def _parts(self, task, told):
            begun.set()
            go_on.wait(10)
            yield from super()._parts(task, told)

    app = app_with(Slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        await pilot.press("enter")
        while not begun.is_set():
            await pilot.pause(0.01)
        # A second Enter does not begin again.
        await pilot.press("enter", "escape")
        go_on.set()
        await settled(pilot)
        assert "Stopped; nothing was written." in said(app)
    assert [one.name for one in tmp_path.iterdir()] == ["pages"]


async def test_a_fault_is_outlived(app: CompareApp) -> None:
    class Faulty(ReportExporter):
        def _parts(self, task, told):
            raise ZeroDivisionError(HOSTILE)

    app = app_with(Faulty)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause(0.1)
        assert "That failed; nothing was written." in said(app)
        await pilot.press("escape")
        assert app.is_running
        assert not isinstance(app.screen, ExportScreen)


@pytest.mark.parametrize("size", [(36, 12), (80, 24), (200, 50)])
async def test_it_fits_the_window_and_shows_names_inert(app: CompareApp, size) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "e")
        window = app.screen.query_exactly_one("Vertical").region
        assert window.width <= size[0]
        assert app.screen.region.contains_region(window)
        assert "this pair" in text_of(app)
        assert "HTML" in text_of(app)


def test_a_format_takes_the_place_of_another() -> None:
    forms = [Form("JSON", ".json"), Form("CollateX", ".collatex.json"), Form("HTML", ".html")]
    assert with_form("a.collatex.json", forms, forms[2]) == "a.html"
    assert with_form("a.html", forms, forms[1]) == "a.collatex.json"
    assert with_form("a.b", forms, forms[0]) == "a.b.json"


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("con.a", "b", "compare-con.a-b.compare.html"),
        ("...", "-", "compare.compare.html"),
        ("Lo\u0308we", "Zu\u0308rich", "Löwe-Zürich.compare.html"),
        ("a:b?", 'c"d', "a-b-c-d.compare.html"),
    ],
)
def test_the_name_that_is_proposed_is_legal_everywhere(left: str, right: str, name: str) -> None:
    pair = (article("l", [LEAD]), article("r", [LEAD]))
    subject = Subject("pair", pair, pair[0], pair)
    names = {"l": left, "r": right}
    assert default_name(subject, "pair", names, "", Form("HTML", ".html")) == name


def test_the_name_that_is_proposed_is_no_longer_than_a_name_can_be() -> None:
    pair = (article("l", [LEAD]), article("r", [LEAD]))
    subject = Subject("pair", pair, pair[0], pair)
    names = {"l": "漢" * 60, "r": "\U00020000" * 60}
    made = default_name(subject, "pair", names, "", Form("CollateX", ".collatex.json"))
    assert len(made.encode()) <= 255
    assert made.endswith(".compare.collatex.json")
