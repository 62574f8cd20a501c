"""Names of files on systems that take them for one, refuse them, or spell them in another way."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.corpus import files as finding
from tui.corpus.files import Patterns, find, short_names
from tui.files import write
from tui.files.names import (
    are_one,
    composed,
    fault_of_name,
    folded_name,
    known_as,
    legal_name,
    on_disk,
)
from tui.files.write import WAITS, replace_file
from tui.report import report as writing

TYPED = "Zürich löscht.txt"
OF_A_MAC = unicodedata.normalize("NFD", TYPED)
LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year.\n"


@pytest.mark.parametrize(
    ("system", "one", "other", "equal"),
    [
        ("win32", r"C:\News\A.txt", "c:/news/a.TXT", True),
        ("win32", r"\\Server\Share\A.txt", r"\\server\share\a.txt", True),
        ("win32", TYPED, OF_A_MAC, False),
        ("darwin", "/News/A.txt", "/news/a.TXT", True),
        ("darwin", TYPED, OF_A_MAC, True),
        ("linux", "/News/A.txt", "/news/a.txt", False),
        ("linux", TYPED, OF_A_MAC, False),
        ("win32", "straße.txt", "strasse.txt", False),
    ],
)
def test_a_file_is_known_as_its_system_knows_it(
    system: str, one: str, other: str, equal: bool
) -> None:
    assert (known_as(one, system) == known_as(other, system)) is equal


def test_files_that_differ_in_case_are_told_apart_where_the_disk_does(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "a.txt").write_text(LEAD, encoding="utf-8")
    one, other = str(tmp_path / "A.txt"), str(tmp_path / "a.txt")
    assert not are_one(one, other)
    assert find([one, other]).paths == (one, other)


def test_a_file_that_is_given_in_two_spellings_is_listed_once(tmp_path: Path) -> None:
    # A second name of one file is what a disk that takes no heed of case seems to have.
    names = ("Story.txt", "STORY.TXT", "story.txt")
    (tmp_path / names[0]).write_text(LEAD, encoding="utf-8")
    for name in names[1:]:
        os.link(tmp_path / names[0], tmp_path / name)
    given_ = [str(tmp_path / name) for name in names]
    assert are_one(given_[0], given_[1])
    assert find([*given_, *given_]).paths == (given_[0],)


def test_a_link_is_another_file_than_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "A.txt").symlink_to("a.txt")
    assert len(find([str(tmp_path)]).paths) == 2


def test_what_is_missing_is_named_in_each_spelling() -> None:
    assert find(["nowhere.txt", "NOWHERE.txt"]).paths == ("nowhere.txt", "NOWHERE.txt")


def test_a_name_that_a_mac_has_spelled_is_found_as_it_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / unicodedata.normalize("NFD", "Überblick")
    folder.mkdir()
    (folder / OF_A_MAC).write_text(LEAD, encoding="utf-8")
    assert on_disk(str(tmp_path / "Überblick" / TYPED)) == str(folder / OF_A_MAC)
    for path in (str(folder / "Übersicht.txt"), "plain.txt", "\udcff.txt", "ü\0.txt", ""):
        assert on_disk(path) == path


def test_what_is_there_as_it_was_typed_is_taken(tmp_path: Path) -> None:
    for name in (TYPED, OF_A_MAC):
        (tmp_path / name).write_text(name, encoding="utf-8")
        assert on_disk(str(tmp_path / name)) == str(tmp_path / name)


def test_short_names_of_compressed_pages_have_no_ending() -> None:
    assert short_names(["a/story.html.gz", "a/Other.TXT.gz"]) == ["story", "Other"]
    assert len(set(short_names(["a/story.html.gz", "a/story.html", "b/story.txt"]))) == 3


def test_short_names_are_shown_as_people_write_them() -> None:
    assert short_names([OF_A_MAC, "b.txt"]) == ["Zürich löscht", "b"]
    both = short_names([OF_A_MAC, TYPED])
    assert len(set(both)) == 2


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_patterns_take_names_for_equal_as_the_system_does(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding.sys, "platform", system)
    patterns = Patterns(["*.TXT", TYPED], ["Drafts/"])
    assert patterns.has_file("a.TXT")
    assert patterns.has_file("a.txt") is (system != "linux")
    assert patterns.has_folder("drafts") is (system == "linux")
    assert not patterns.has_folder("Drafts")
    assert patterns.has_file(OF_A_MAC)


def test_windows_shells_leave_patterns_to_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "c[1].txt"):
        Path(name).write_text(LEAD, encoding="utf-8")
    assert find(["*.txt"]).paths == ("*.txt",)
    monkeypatch.setattr(finding.sys, "platform", "win32")
    assert find(["*.txt"]).paths == ("a.txt", "b.txt", "c[1].txt")
    assert find(["c[1].txt"]).paths == ("c[1].txt",)
    assert find(["*.none"]).paths == ("*.none",)
    # `compare "my pages\"` on Windows.
    assert find([f'{tmp_path}{os.sep}"']).paths == find([f"{tmp_path}{os.sep}"]).paths


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.txt", "com1.html", "LPT9.tar.gz", "aux .txt", "a:b.html", "what?.md", "a*.csv",
     'say "no".md', "a|b", "a<b>", "dot.", "space ", "tab\t.md", "COM¹.txt"],
)  # fmt: skip
def test_what_windows_has_no_file_for_is_refused_there_alone(name: str) -> None:
    assert fault_of_name(name, "win32")
    assert fault_of_name(name, "linux") == fault_of_name(name, "darwin") == ""


@pytest.mark.parametrize("name", ["contact.html", "nullify", "com10.txt", "a.con", ".compare.md"])
def test_what_windows_has_files_for_is_taken(name: str) -> None:
    assert fault_of_name(name, "win32") == ""


@given(st.text("conaux.-_1é漢𠀀 ", max_size=90), st.sampled_from([".html", ".collatex.json"]))
def test_a_name_that_is_made_is_legal_everywhere(stem: str, suffix: str) -> None:
    name = legal_name(stem, f".compare{suffix}")
    assert fault_of_name(name, "win32") == ""
    assert name.endswith(f".compare{suffix}")
    assert not name.startswith((".", " "))
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("con", "compare-con.md"),
        ("", "compare.md"),
        ("a-b", "a-b.md"),
        ("nul.b", "compare-nul.b.md"),
    ],
)
def test_a_name_that_is_made_keeps_what_it_can(stem: str, name: str) -> None:
    assert legal_name(stem, ".md") == name


def test_a_report_is_not_written_to_a_device(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "fault_of_name", lambda name: fault_of_name(name, "win32"))
    with pytest.raises(writing.UnwritableError, match="the name nul for a device; choose another"):
        writing.save(tmp_path / "nul.html", ["text"])
    assert list(tmp_path.iterdir()) == []


def test_what_comes_meanwhile_is_not_replaced_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_from: object, _to: object) -> None:
        raise OSError(1, "Operation not permitted")

    def as_on_windows(_self: Path, _target: object) -> None:
        raise FileExistsError(17, "Cannot create a file when that file already exists")

    monkeypatch.setattr(writing.os, "link", no_links)
    monkeypatch.setattr(Path, "rename", as_on_windows)
    with pytest.raises(writing.TakenError):
        writing.save(tmp_path / "report.md", ["text"])
    assert list(tmp_path.iterdir()) == []


class Held:
    """A file that another program holds for some tries."""

    def __init__(self, tries: int) -> None:
        self.tries = tries
        self._replace = Path.replace

    def __call__(self, beside: Path, file: Path) -> Path:
        if self.tries:
            self.tries -= 1
            raise PermissionError(13, "Access is denied")
        return self._replace(beside, file)


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_a_file_that_another_program_holds_is_replaced_when_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(write, "sleep", waited.append)
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    held = Held(2)
    monkeypatch.setattr(Path, "replace", lambda *files: held(*files))  # noqa: PLW0108
    if system == "linux":
        with pytest.raises(PermissionError):
            replace_file(new, old, system)
        assert (waited, old.read_text(encoding="utf-8")) == ([], "old")
        return
    replace_file(new, old, system)
    assert (waited, old.read_text(encoding="utf-8")) == (list(WAITS[:2]), "new")
    assert not new.exists()


def test_a_file_that_is_never_free_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(write, "sleep", waited.append)
    held = Held(1000)
    monkeypatch.setattr(Path, "replace", lambda *files: held(*files))  # noqa: PLW0108
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "new", tmp_path / "old", "win32")
    assert waited == list(WAITS)


@given(st.text(max_size=20))
def test_spelling_changes_nothing_twice(name: str) -> None:
    assert composed(composed(name)) == composed(name)
    assert known_as(known_as(name, "win32"), "win32") == known_as(name, "win32")
    assert folded_name(name.upper().lower()) == folded_name(folded_name(name.upper().lower()))
