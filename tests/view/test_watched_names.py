"""Changes of which the system tells under another name than the one that was given."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
import watchfiles

from tui.files import names as file_names
from tui.view import place as memory
from tui.view.main import watch as watching
from tui.view.main.watch import watch_folders
from tui.view.place import Bookmark, recall_place, remember_place
from tui.view.services import SettingsFiles
from tui.view.teach import sheet as teaching

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def on_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the app take names as macOS does."""
    for module in (memory, teaching, watching):
        monkeypatch.setattr(module, "known_as", lambda path: file_names.known_as(path, "darwin"))


def told_of(
    monkeypatch: pytest.MonkeyPatch, folder: Path, settings: SettingsFiles, path: str
) -> Any:
    """What is told of a change of a path; None where nothing is."""

    def watch(*_folders: object, watch_filter: Any, **_more: object) -> Any:
        if watch_filter(None, path):
            yield {(None, path)}

    monkeypatch.setattr(watchfiles, "watch", watch)
    told: list[bool] = []
    opened = (str(folder / "private"), str(folder / "one.txt"))
    watch_folders([folder], settings, Event(), told.append, opened=opened)
    return told[0] if told else None


@pytest.mark.usefixtures("on_a_mac")
def test_a_configuration_is_known_by_other_names_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As macOS has /tmp for /private/tmp.
    (tmp_path / "private").mkdir()
    (tmp_path / "tmp").symlink_to("private")
    settings = SettingsFiles(lambda: None, (str(tmp_path / "tmp" / "Löwe.yaml"),))  # type: ignore[arg-type]
    for name in ("tmp/Löwe.yaml", "private/Löwe.yaml", "private/LO\u0308WE.YAML"):
        assert told_of(monkeypatch, tmp_path, settings, str(tmp_path / name)) is True
    assert told_of(monkeypatch, tmp_path, settings, str(tmp_path / "private/other.yaml")) is None
    assert told_of(monkeypatch, tmp_path, settings, str(tmp_path / "private/page.txt")) is False


def test_what_is_beside_a_file_that_is_open_is_not_read_anew_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SettingsFiles(lambda: None, (str(tmp_path / "config.yaml"),))  # type: ignore[arg-type]
    (tmp_path / "private").mkdir()
    (tmp_path / "other").mkdir()
    for name, told in (("one.txt", False), ("two.txt", None), ("other", None)):
        assert told_of(monkeypatch, tmp_path, settings, str(tmp_path / name)) is told


@pytest.mark.usefixtures("on_a_mac")
def test_a_place_is_known_by_other_names_of_its_pages(tmp_path: Path) -> None:
    pages = [str(tmp_path / name) for name in ("Löwe.txt", "b.txt")]
    typed = [str(tmp_path / name) for name in ("LO\u0308WE.TXT", "B.txt")]
    assert remember_place(pages, Bookmark(*pages))
    found = recall_place(typed)
    assert found is not None
    assert [found.left, found.right] == typed


def test_a_place_in_other_pages_is_not_taken_where_case_counts(tmp_path: Path) -> None:
    pages = [str(tmp_path / "Case" / name) for name in ("a.txt", "b.txt")]
    assert remember_place(pages, Bookmark(*pages))
    assert recall_place([str(tmp_path / "case" / name) for name in ("a.txt", "b.txt")]) is None


@pytest.mark.usefixtures("on_a_mac")
def test_home_is_known_by_other_names_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "Home"))
    assert teaching.shown_path(tmp_path / "home" / "config.yaml") == "~/config.yaml"
    assert teaching.shown_path(tmp_path / "homely" / "x").startswith(str(tmp_path))
