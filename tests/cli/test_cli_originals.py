"""`--originals` and `originals:`: what is printed with them, and what is refused."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from support.commands import run_command

from tui.cli.request import Asked, find_pages
from tui.config import demo_folder
from tui.config.errors import ConfigError
from tui.text.model import Article
from tui.view.main.work import find_whose, open_library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages that papers have published, and beside them what the agency sent."""
    monkeypatch.chdir(tmp_path)
    for page in demo_folder().glob("*.txt"):
        folder = tmp_path / ("wire" if page.name.startswith("003") else "pages")
        folder.mkdir(exist_ok=True)
        shutil.copy(page, folder / f"{page.name[:3]}.txt")
    return tmp_path


def write(path: Path, originals: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"extends: default\narticles: pages\noriginals: {originals}\n", "utf-8")


@pytest.mark.parametrize(
    ("written", "options"),
    [
        (None, ("--originals", "wire")),
        (None, ("--originals", "wire/003.txt")),
        ("wire", ()),
        ("[wire/]", ()),
        ("['wire/*.txt']", ()),
        ("[wire]", ("--originals", "wire/003.txt")),
    ],
)
def test_originals_are_read_as_well_and_what_others_have_of_them_is_known(
    newsroom: Path,
    capsys: pytest.CaptureFixture[str],
    written: str | None,
    options: tuple[str, ...],
) -> None:
    if written is not None:
        write(newsroom / "config.yaml", written)
    code, out, _ = run_command(capsys, "story", "--format", "json", *options, "pages")
    assert code == 0
    (cluster,) = json.loads(out)["clusters"]
    found = {one["path"]: (one["verdict"], one["known"]) for one in cluster["articles"]}
    assert cluster["given"]
    assert found == {
        "pages/000.txt": ("no-match", False),
        "pages/001.txt": ("part-copy", True),
        "pages/002.txt": ("uncredited-copy", True),
        "pages/004.txt": ("no-match", False),
        "wire/003.txt": ("original", False),
    }


def test_a_configuration_names_them_as_seen_from_its_own_folder(
    newsroom: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(newsroom / "config.yaml", "[wire]")
    monkeypatch.chdir(newsroom / "pages")
    code, out, _ = run_command(capsys, "story", "--config", "../config.yaml", "002.txt")
    assert code == 0
    assert "No credit: AP copy, reworded · known, not inferred" in out


@pytest.mark.parametrize("command", ["story", "check", "report", "app"])
@pytest.mark.parametrize(
    ("written", "options", "said"),
    [
        ("[]", ("--originals", "nope"), "--originals: no such file or folder: nope"),
        ("[wire, nope]", (), "config.yaml:3:19: originals: no such file or folder: nope"),
        ("'nope/*.txt'", (), "config.yaml:3:12: originals: no such file or folder: nope/*.txt"),
    ],
)
def test_what_is_not_there_is_an_error(
    newsroom: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    written: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    write(newsroom / "config.yaml", written)
    if command == "app":
        with pytest.raises(ConfigError, match="no such file or folder: nope"):
            find_pages(Asked(("pages",), originals=options[1:]))
        return
    form = ("--format", "json") if command == "report" else ()
    code, out, err = run_command(capsys, command, *form, *options, "pages")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("command", ["clean", "diff"])
def test_what_prints_pages_alone_lists_no_others(
    newsroom: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    write(newsroom / "config.yaml", "[wire]")
    given = ("pages/001.txt",) if command == "clean" else ("pages/001.txt", "pages/002.txt")
    code, out, _ = run_command(capsys, command, "--format", "jsonl", *given)
    assert code == 0
    assert "003.txt" not in out


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_a_report_names_them(newsroom: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, _ = run_command(capsys, "report", "--format", form, "--originals", "wire", "pages")
    assert code == 0
    assert "AP original, as given" in out
    assert "No credit: AP copy, reworded · known, not inferred" in out
    named = {
        "html": "<dd>an original</dd>",
        "markdown": "- Given as originals: wire/003\\.txt",
        "json": '"originals":["wire/003.txt"]',
    }
    assert named[form] in out


def test_check_counts_what_was_given_without_the_name_of_a_service(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy("pages/002.txt", "wire/release.txt")
    code, out, _ = run_command(capsys, "check", "--originals", "wire/release.txt", "pages/001.txt")
    assert code == 1
    assert "% is copy of a given original without credit (source: release)" in out
    assert out.endswith(" more than 60% uncredited copy.\n")


def test_the_app_shows_them(newsroom: Path) -> None:
    opening = find_pages(Asked(("pages",), originals=("wire",), fresh=True))
    assert opening is not None
    session = open_library(opening.library, lambda _: None)
    names = {one.path: one.path[-7:-4] for one in session.entries if isinstance(one, Article)}
    whose = find_whose(opening.library, session, names, lambda: False, lambda *_: None)
    assert whose is not None
    assert whose.lines["wire/003.txt"] == "AP original, as given"
    assert whose.lines["pages/002.txt"].endswith(" · known, not inferred")
    assert whose.clusters[0].paths[0] == "wire/003.txt"
    assert whose.claims["pages/002.txt"] == "AP copy in 3 of 5 · 2 without credit (original given)"
