"""Articles that are kept between runs: the same as cleaned anew, and only where they are."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from support.articles import article_of

from tui.corpus import cleaner, readers
from tui.corpus import kept as module
from tui.corpus.files import Unreadable
from tui.corpus.kept import ARTICLES_FOLDER, SWITCH, KeptArticles
from tui.corpus.library import Library
from tui.corpus.lines import SharedLines
from tui.files import packs
from tui.text.archive.model import Part, PartParagraph
from tui.text.article.read import clean
from tui.text.model import Article

if TYPE_CHECKING:
    from tui.config import Config
    from tui.text.page.model import Page

WORDS = (
    "harbour",
    "council",
    "budget",
    "winter",
    "ferry",
    "bridge",
    "school",
    "teacher",
    "museum",
    "railway",
    "garden",
    "market",
    "island",
    "factory",
    "doctor",
    "village",
    "theatre",
    "orchard",
    "airport",
    "library",
)


def sentence(number: int) -> str:
    """A sentence about something that no other number has in this order."""
    told = " ".join(WORDS[(number * (3 + at) + at * at) % len(WORDS)] for at in range(12))
    return f"The {told} was discussed on day {number} by those who live there."


def page_text(number: int) -> str:
    """A page with a story of its own and lines of its site around it."""
    body = "\n\n".join(sentence(10 * number + at) for at in range(5))
    return f"Town News Daily\n\nStory number {number} of the day\n\n{body}\n\nAll our newsletters\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(SWITCH, raising=False)
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some pages of one site."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(6):
        (pages / f"{number}.txt").write_text(page_text(number), encoding="utf-8")
    return pages


def read(folder: Path, config: Config, **how: object) -> list[Article | Unreadable]:
    """Read a folder as a new run does."""
    return list(Library([str(folder)], config, keeps=True, **how).entries())  # type: ignore[arg-type]


def cleaned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are cleaned from now on."""
    from tui.corpus import cleaner

    paths: list[str] = []
    clean = cleaner.clean

    def noted(page, *rest):  # type: ignore[no-untyped-def]
        paths.append(Path(page.path).name)
        return clean(page, *rest)

    monkeypatch.setattr(cleaner, "clean", noted)
    return paths


def entries_of(cache: Path) -> list[Path]:
    return sorted(
        path for path in cache.rglob("*") if path.is_file() and ARTICLES_FOLDER in str(path)
    )


def test_a_second_run_recalls_every_article_and_cleans_none(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(folder, config)
    anew = list(Library([str(folder)], config).entries())
    paths = cleaned(monkeypatch)
    again = read(folder, config)
    assert paths == []
    assert first == again == anew
    # Places do not count for equality, and are needed to tell blocks of one line apart.
    assert [[one.place for one in entry.paragraphs] for entry in again if entry in first] == [
        [one.place for one in entry.paragraphs] for entry in anew
    ]
    assert entries_of(cache)
    assert all(path.stat().st_mode & 0o077 == 0 for path in entries_of(cache))


def test_what_was_kept_of_a_page_tells_that_it_is_none_of_several_articles(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(folder, config)
    looked_into: list[str] = []

    def looked(path: str, *_: object) -> None:
        looked_into.append(path)

    monkeypatch.setattr("tui.text.archive.open.open_archive", looked)
    assert read(folder, config) == first
    assert not looked_into
    assert entries_of(cache)
    # Other settings may make of it a file that holds several.
    exports = msgspec.structs.replace(config.exports, layouts=config.exports.layouts[:1])
    read(folder, msgspec.structs.replace(config, exports=exports))
    assert looked_into


def test_without_a_cache_nothing_is_written(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(Library([str(folder)], config).entries())
    monkeypatch.setenv(SWITCH, "1")
    read(folder, config)
    assert not cache.exists() or not entries_of(cache)


def test_a_page_that_is_edited_in_place_with_the_same_time_shows_its_new_text(
    folder: Path, config: Config, cache: Path
) -> None:
    page = folder / "3.txt"
    read(folder, config)
    before = page.stat()
    page.write_text(page_text(3).replace("ferry", "bakes"), encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    entry = next(one for one in read(folder, config) if one.path == str(page))
    assert isinstance(entry, Article)
    assert any("bakes" in one.text for one in entry.paragraphs)


def test_the_same_bytes_are_known_under_another_name_and_in_another_folder(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read(folder, config)
    folder.rename(tmp_path / "moved")
    paths = cleaned(monkeypatch)
    again = read(tmp_path / "moved", config)
    assert paths == []
    assert [Path(entry.path).parent.name for entry in again] == ["moved"] * 6


def test_a_page_alone_and_among_others_is_kept_twice(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    among = read(folder, config)[2]
    alone = read(folder / "2.txt", config)[0]
    assert alone == next(iter(Library([str(folder / "2.txt")], config).entries()))
    paths = cleaned(monkeypatch)
    assert read(folder, config)[2] == among
    assert read(folder / "2.txt", config)[0] == alone
    assert paths == []


def test_a_page_more_has_only_itself_cleaned_where_no_lines_recur(
    tmp_path: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        body = "\n\n".join(sentence(5 * number + at) for at in range(5))
        (tmp_path / f"{number}.txt").write_text(f"Story {number * WORDS[number]}\n\n{body}\n")
    read(tmp_path, config)
    body = "\n\n".join(sentence(15 + at) for at in range(5))
    (tmp_path / "9.txt").write_text(f"Something else\n\n{body}\n")
    paths = cleaned(monkeypatch)
    read(tmp_path, config)
    assert paths == ["9.txt"]


def test_a_page_more_has_none_read_or_cleaned_again_for_what_recurs(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(folder, config)
    (folder / "9.txt").write_text(page_text(9), encoding="utf-8")
    paths = cleaned(monkeypatch)
    looked: list[str] = []
    look = SharedLines.look
    monkeypatch.setattr(
        SharedLines, "look", lambda own, path: looked.append(Path(path).name) or look(own, path)
    )
    after = read(folder, config)
    # The lines of the site are on seven pages now, which tells the rules nothing new.
    assert (paths, looked) == (["9.txt"], ["9.txt"])
    assert after[:6] == before


def test_other_rules_and_another_program_clean_anew(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(folder, config)
    paths = cleaned(monkeypatch)
    read(folder, config, without=frozenset({"body"}))
    assert len(paths) == 6
    others = msgspec.structs.replace(config.chrome, rules=config.chrome.rules[1:])
    read(folder, msgspec.structs.replace(config, chrome=others))
    assert len(paths) == 12
    monkeypatch.setattr(module, "program_state", lambda: "another")
    read(folder, config)
    assert len(paths) == 18
    whole = read(folder, config, rules=False)
    assert len(paths) == 18
    assert whole == list(Library([str(folder)], config, rules=False).entries())


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "folder", "foreign"])
def test_what_is_damaged_is_cleaned_anew_and_mended(
    folder: Path, config: Config, cache: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = read(folder, config)
    for path in entries_of(cache):
        data = path.read_bytes()
        if damage == "folder":
            path.unlink()
            path.mkdir()
            continue
        path.write_bytes(
            {
                "cut": data[: len(data) // 2],
                "changed": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
                "empty": b"",
                "foreign": b"another program's own" * 9,
            }[damage]
        )
    assert read(folder, config) == good
    paths = cleaned(monkeypatch)
    assert read(folder, config) == good
    assert paths == []


def test_what_cannot_be_kept_is_read_all_the_same(
    folder: Path, config: Config, cache: Path
) -> None:
    cache.write_text("a file in the folder's place")
    assert all(isinstance(entry, Article) for entry in read(folder, config))


def test_there_is_never_too_much_and_what_was_used_last_stays(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "MOST_PACK_BYTES", 0)
    for page in sorted(folder.iterdir()):
        read(page, config)
    found = entries_of(cache)
    sizes = {path: path.stat().st_size for path in found}
    for age, path in enumerate(found):
        os.utime(path, (10_000 - age, 10_000 - age))
    most = sum(sizes.values()) - 1
    kept = KeptArticles(config, most_bytes=most)
    kept.keep_recurring([], {})
    kept.tidy()
    left = entries_of(cache)
    assert sum(path.stat().st_size for path in left) <= most
    assert found[-1] not in left
    assert found[0] in left


def test_a_damaged_page_is_told_each_time(folder: Path, config: Config, cache: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")
    first, again = read(folder, config), read(folder, config)
    assert first == again
    assert sum(isinstance(entry, Unreadable) for entry in again) == 1


def library_of(folder, config, *, processes, keeps=False):
    """The pages of a folder, read in so many processes."""
    library = Library([str(folder)], config, keeps=keeps)
    library.processes = processes
    return library


def test_one_process_and_several_read_the_same(
    folder: Path, config: Config, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MOST_ALONE", 0)
    (folder / "bad.txt").write_bytes(b"")
    # A document of one article is read by what reads archives; so is why another is none.
    text = page_text(99).replace("\n", "\\par\n")
    (folder / "draft.rtf").write_text(rf"{{\rtf1\ansi {text}\par}}")
    (folder / "types.xml").write_text("<types><type>text</type></types>")
    alone = list(library_of(folder, config, processes=1).entries())
    paths = cleaned(monkeypatch)
    library = library_of(folder, config, keeps=True, processes=2)
    assert list(library.entries()) == alone
    assert paths == []
    assert [library.read(path) for path in library.paths] == alone
    # The readers have kept what they have cleaned.
    assert read(folder, config) == alone
    assert paths == []


def test_a_page_alone_is_read_in_this_process(
    folder: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MOST_ALONE", 0)
    paths = cleaned(monkeypatch)
    page = min(folder.glob("*.txt"))
    (entry,) = library_of(page, config, processes=2).entries()
    assert entry.path == str(page)
    assert paths == [page.name]


@pytest.mark.parametrize("start", ["raise SystemExit", "import sys; sys.stdin.buffer.read(9)"])
def test_a_reader_that_ends_early_is_done_without(
    folder: Path, config: Config, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MOST_ALONE", 0)
    monkeypatch.setattr(readers, "_START", start)
    alone = list(library_of(folder, config, processes=1).entries())
    assert list(library_of(folder, config, processes=2).entries()) == alone


def rows_of(*numbers: int) -> str:
    rows = []
    for at in numbers:
        text = "\n\n".join(sentence(10 * at + one) for one in range(4))
        row = {"title": f"Story number {at}", "text": f"{text}\n\nShare this article"}
        rows.append(row | {"date": "2026-03-01", "source": "Town News", "author": "dpa"})
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize("ends", [False, True], ids=["whole", "a reader ends early"])
def test_the_articles_of_one_long_file_are_shared_out_and_come_in_order(
    ends: bool, tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "export.jsonl"
    rows = [{"title": f"Story {at}", "text": page_text(at)} for at in range(60)]
    lines = [json.dumps(row) for row in rows]
    lines[20] = lines[41] = "{ broken"
    file.write_text("\n".join(lines))
    alone = list(library_of(file, config, processes=1).entries())
    monkeypatch.setattr(readers, "MOST_ALONE", 0)
    monkeypatch.setattr(readers, "AT_ONCE", 4)
    monkeypatch.setattr(readers, "MOST_PARTS", 4)
    # They have started before there is anything to do.
    monkeypatch.setattr(readers._Reader, "is_up", True)
    made = []
    make = readers.Readers.make

    def noted(self: readers.Readers, *asked: object) -> object:
        made.append(asked)
        if ends and len(made) == 2:
            for reader in self._readers:
                reader._process.kill()
        return make(self, *asked)

    monkeypatch.setattr(readers.Readers, "make", noted)
    shared = list(library_of(file, config, processes=2).entries())
    assert made
    assert shared == alone
    assert [entry.path for entry in shared] == [f"{file}#{at}" for at in range(1, 61)]
    assert sum(isinstance(entry, Unreadable) for entry in shared) == 2


def test_parts_are_sent_before_they_take_much_memory_whatever_they_come_as() -> None:
    long = "x" * (readers.MOST_IN_BATCH + 1)
    written = article_of((long,))
    for content in (long, long.encode(), (PartParagraph(long, 1),), written):
        parts = [Part(number, content, 1) for number in (1, 2, 3)]
        assert [len(batch) for batch in readers._batches(iter(parts))] == [1, 1, 1]


def test_a_changed_file_of_articles_has_those_cleaned_that_are_new(
    cache: Path, tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[str] = []

    def counting(page: Page, *rest: object) -> Article:
        cleaned.append(page.path)
        return clean(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(cleaner, "clean", counting)
    file = tmp_path / "rows.jsonl"
    for numbers, anew in (((1, 2, 3), 3), ((1, 2, 3), 0), ((7, 1, 2, 3), 1), ((3, 8), 1)):
        file.write_text(rows_of(*numbers), encoding="utf-8")
        cleaned.clear()
        found = read(file, config)
        assert len(cleaned) == anew
        with monkeypatch.context() as switched:
            switched.setenv(SWITCH, "1")
            assert read(file, config) == found
        assert [one.path for one in found] == [f"{file}#{at + 1}" for at in range(len(numbers))]
