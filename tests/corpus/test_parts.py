"""Files that hold several articles in a library: named, counted, listed and taken one by one."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest
from support.default import default_config
from text.archive.archive_files import json_lines, record, table

from tui.corpus.copies import once
from tui.corpus.files import Unreadable, short_names
from tui.corpus.library import Library
from tui.corpus.parts import Tally, is_in, ranges_of
from tui.text.archive.model import Census, Part, Reader, Source, Unread
from tui.text.archive.open import Archive
from tui.text.article.read import whole_page
from tui.text.model import Article

if TYPE_CHECKING:
    from pathlib import Path

    from tui.text.archive.model import Piece
    from tui.text.page.model import Page

CONFIG = default_config()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "export.jsonl").write_bytes(json_lines(4))
    (tmp_path / "page.txt").write_text("A page\n\nThat is none of them, and has a sentence in it.")
    (tmp_path / "package.json").write_text('{"name": "x", "scripts": {"content": "y"}}')
    (tmp_path / "addresses.csv").write_text("id,url\n1,https://a.example\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_each_article_of_a_file_is_an_entry_and_strangers_are_counted(folder: Path) -> None:
    library = Library([folder], CONFIG)
    paths = [entry.path for entry in library.entries()]
    export = folder / "export.jsonl"
    assert paths == [*(f"{export}#{number}" for number in range(1, 5)), str(folder / "page.txt")]
    assert dict(library.pages.held.strangers) == {".csv": 1, ".json": 1, ".png": 1}
    assert not library.pages.held.is_part_read


def test_a_part_is_read_by_its_name_and_the_file_as_a_whole_is_not_one(folder: Path) -> None:
    export = f"{folder / 'export.jsonl'}"
    library = Library([], CONFIG)
    third = library.read(f"{export}#3")
    assert isinstance(third, Article)
    assert (third.title, third.part) == (record(3)["title"], 3)
    assert library.page(f"{export}#3").part == 3
    whole, ninth = library.read(export), library.read(f"{export}#9")
    assert isinstance(whole, Unreadable)
    assert "holds 4 articles; name one of them" in whole.reason
    assert isinstance(ninth, Unreadable)
    assert "not there" in ninth.reason


def test_a_file_that_is_called_like_a_part_wins(folder: Path) -> None:
    page = folder / "export.jsonl#2"
    page.write_text("This page is called so.\n\nAnd has a sentence in it, as pages have.")
    entry = Library([], CONFIG).read(str(page))
    assert isinstance(entry, Article)
    assert entry.part is None


def test_parts_are_kept_until_the_file_changes(folder: Path) -> None:
    library = Library([folder / "export.jsonl"], CONFIG)
    first = list(library.entries())
    assert all(one is other for one, other in zip(first, library.entries(), strict=True))
    copy = pickle.loads(pickle.dumps(library))
    copy.config = CONFIG
    assert [one.path for one in copy.entries()] == [one.path for one in first]
    (folder / "export.jsonl").write_bytes(json_lines(5))
    assert len(list(library.entries())) == 5


def test_only_the_parts_that_are_wanted(folder: Path) -> None:
    library = Library([folder / "export.jsonl"], CONFIG, parts=ranges_of("2-3"))
    assert [one.path.rpartition("#")[2] for one in library.entries()] == ["2", "3"]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("3-20", "holds 4 articles; of parts 3-20 only 3-4 are there"),
        ("1-4", ""),
        ("3-", ""),
    ],
)
def test_a_range_that_ends_beyond_the_file_is_noted(folder: Path, wanted: str, says: str) -> None:
    library = Library([folder / "export.jsonl"], CONFIG, parts=ranges_of(wanted))
    assert all(isinstance(one, Article) for one in library.entries())
    assert list(library.pages.held.passed_over.values()) == [says]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("7", "holds 4 articles; part 7 is not there"),
        ("1,5-9,12-", "holds 4 articles; parts 5-9, 12- are not there"),
        ("2-9", None),
        ("3", None),
    ],
)
def test_parts_that_are_wanted_and_not_there_are_named(
    folder: Path, wanted: str, says: str | None
) -> None:
    library = Library([folder / "export.jsonl"], CONFIG, parts=ranges_of(wanted))
    unread = [one.reason for one in library.entries() if isinstance(one, Unreadable)]
    assert unread == ([says] if says else [])


def test_ranges() -> None:
    ranges = ranges_of("3-5, 9,12-")
    assert [number for number in range(1, 15) if is_in(number, ranges)] == [3, 4, 5, 9, 12, 13, 14]
    for wrong in ("", "x", "5-3", "0", "1-2-3"):
        with pytest.raises(ValueError, match=r"^\S*$"):
            ranges_of(wrong)


def test_an_article_in_two_rows_of_one_outlet_is_one_and_of_two_outlets_two(tmp_path: Path) -> None:
    rows = [record(1, id=1), record(1, id=2), record(1, id=3, source="The Other Post", url=None)]
    (tmp_path / "x.csv").write_bytes(table(rows))
    found = once(Library([tmp_path], CONFIG).entries())
    assert [one.path.rpartition("#")[2] for one in found] == ["1", "3"]


def test_names_of_parts_tell_them_apart() -> None:
    paths = ["a/export.jsonl#1", "a/export.jsonl#12", "a/page.txt"]
    assert short_names(paths) == ["export#1", "export#12", "page"]
    # What `compare fetch` names after the address of a host.
    assert short_names(["127.0.0.1-2.warc.gz#1", "10.0.0.9-3.warc.gz#2"]) == [
        "127.0.0.1-2.warc#1", "10.0.0.9-3.warc#2",
    ]  # fmt: skip


def made_archive(*pieces: Piece) -> Archive:
    reader = Reader("made", (), lambda _: True, "tests.corpus.test_parts:none", "row", "")

    class Made(Archive):
        def pieces(self):
            return iter(pieces)

    return Made(Source("export.docx", CONFIG.archives), reader)


def told(*pieces: Piece) -> list[str]:
    def article_of(page: Page) -> Article:
        return whole_page(page)

    entries = Tally(made_archive(*pieces)).entries(article_of)
    return [f"{one.path}: {one.reason}" for one in entries if isinstance(one, Unreadable)]


def test_what_is_missing_by_the_files_own_account_is_said() -> None:
    part = Part(1, "Some text that stands in it.", 1)
    assert told(part, Census(listed=2, missing=("2 “Rain”",))) == [
        "export.docx: 1 of the 2 articles its cover lists; missing: 2 “Rain”"
    ]
    assert told(part, Census(listed=1)) == []
    assert told(part, Unread(2, "is not JSON", 5)) == ["export.docx#2: row 5 is not JSON"]
    assert told(part, Census(broken="is cut off")) == ["export.docx: is cut off"]
    assert told(Census(passed_over={"images": 2})) == [
        "export.docx: holds no article (skipped: images (2))"
    ]


def test_records_name_part_and_places(folder: Path) -> None:
    from tui.report.records import article_record

    entry = Library([], CONFIG).read(f"{folder / 'export.jsonl'}#2")
    assert isinstance(entry, Article)
    record_ = json.loads(json.dumps(article_record(entry)))
    assert (record_["part"], record_["places"]) == (2, "row")
    assert record_["path"].endswith("export.jsonl#2")


def test_what_another_process_took_for_one_page_is_not_looked_into_until_it_changes(
    folder: Path,
) -> None:
    library = Library([folder], CONFIG)
    export = str(folder / "export.jsonl")
    library.take_for_page(export, library.pages.stamp(export))
    assert library.can_be_sent(export)
    (folder / "export.jsonl").write_bytes(json_lines(3))
    assert not library.can_be_sent(export)
