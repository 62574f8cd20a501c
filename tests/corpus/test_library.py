"""Finding pages under paths, reading them as asked, noticing changes."""

from __future__ import annotations

import os
import threading
from functools import partial
from typing import TYPE_CHECKING

from tui.config import demo_folder
from tui.corpus.files import Unreadable, configured_paths, pages_in
from tui.corpus.findings import find_out
from tui.corpus.library import Library, side_by_side
from tui.text.model import Article

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tui.config import Config

LEAD = "The council agreed on Tuesday to rebuild the bridge that the flood took away last year."


def page(path: Path, text: str = LEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_folders_and_files_in_the_order_given_each_once(tmp_path: Path, config: Config) -> None:
    for name in ("b.txt", "a.txt", "c.TXT", ".hidden.txt", "notes.pdf", "deep/d.txt"):
        page(tmp_path / "pages" / name)
    (tmp_path / "pages" / "folder.txt").mkdir()
    other = page(tmp_path / "other.page")
    folder = str(tmp_path / "pages")
    library = Library([other, folder, f"{folder}/./a.txt"], config)
    assert library.paths == (
        str(other),
        f"{folder}/a.txt",
        f"{folder}/b.txt",
        f"{folder}/c.TXT",
        f"{folder}/deep/d.txt",
    )
    assert len(library) == 5
    assert library.pages.folders == (folder, f"{folder}/deep", f"{folder}/folder.txt")


def test_paths_of_the_current_folder_are_bare_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert pages_in(".") == ["a.txt"]
    assert pages_in("../" + tmp_path.name) == [f"../{tmp_path.name}/a.txt"]


def test_what_cannot_be_read_is_an_entry_and_the_rest_works(tmp_path: Path, config: Config) -> None:
    good = page(tmp_path / "good.txt")
    empty = page(tmp_path / "empty.txt", "")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 8)
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    dangling = tmp_path / "pages" / "dangling.txt"
    dangling.parent.mkdir()
    dangling.symlink_to("nowhere.txt")
    missing = str(tmp_path / "missing.txt")
    paths = [missing, empty, binary, nothing, dangling.parent, good]
    library = Library(paths, config)
    *failed, article = library.entries()
    assert isinstance(article, Article)
    assert [article.path for article in library.articles()] == [str(good)]
    reasons = {entry.path: entry.reason for entry in failed if isinstance(entry, Unreadable)}
    assert list(reasons) == [missing, str(empty), str(binary), str(nothing), str(dangling)]
    assert "does not exist" in reasons[missing]
    assert "empty" in reasons[str(empty)]
    assert "pages (.txt, .html" in reasons[str(nothing)]
    assert {entry.path for entry in library.missing()} == {missing, str(nothing)}


def test_pipes_and_devices_are_refused_rather_than_waited_for(
    tmp_path: Path, config: Config
) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    entries = list(Library([pipe, "/dev/zero"], config).entries())
    assert all(isinstance(entry, Unreadable) for entry in entries)


def test_an_article_is_read_again_only_when_its_file_changed(
    tmp_path: Path, config: Config
) -> None:
    path = page(tmp_path / "a.txt")
    library = Library([path], config, rules=False)
    first = library.read(str(path))
    assert library.read(str(path)) is first
    page(path, LEAD + " It will cost two million.")
    second = library.read(str(path))
    assert isinstance(second, Article)
    assert second.paragraphs[0].text.endswith("two million.")
    path.unlink()
    assert isinstance(library.read(str(path)), Unreadable)


def test_a_page_that_is_edited_in_place_to_its_size_and_time_is_read_again(
    tmp_path: Path, config: Config
) -> None:
    page = tmp_path / "a.txt"
    page.write_text("The bridge over the river Velm was opened again on Monday.\n")
    library = Library([page], config)
    first = library.read(str(page))
    before = page.stat()
    page.write_text("The bridge over the river Velm was opened again on Friday.\n")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size
    again = library.read(str(page))
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert "Monday" in first.paragraphs[0].text
    assert "Friday" in again.paragraphs[0].text
    assert library.page(str(page)).sha256 == again.sha256


def test_an_alignment_is_remembered_until_a_page_changes(tmp_path: Path, config: Config) -> None:
    left, right = page(tmp_path / "a.txt"), page(tmp_path / "b.txt", f"{LEAD} Soon.")
    library = Library([left, right], config, rules=False)
    one, two = library.articles()
    alignment = library.align(one, two)
    assert library.align(one, two) is alignment
    assert library.align(two, one) is not alignment
    page(right, LEAD + " It will cost two million.")
    assert library.align(one, next(iter([*library.articles()][1:]))) is not alignment


FORM = (
    "{} men have been arrested after a raid on a shop in {} on {} evening, police said.\n\n"
    "The men, aged {} and {}, were stopped near the station after a short chase with a black bag "
    "full of stolen goods.\n\n"
    "Staff were shaken but unhurt, said Inspector {}, who is leading the investigation.\n\n"
    "Goods worth about £{} were recovered. Officers are still looking for a car that was seen "
    "leaving the street.\n\n"
    "Anyone with information is asked to call 01{} 555."
)


def test_the_same_sentences_with_other_facts_are_shown_and_count_as_no_copy(
    tmp_path: Path, config: Config
) -> None:
    put_in = (
        ("Two", "Harrogate", "Tuesday", 22, 25, "Helen Marsh", "40,000", 423),
        ("Four", "Lincoln", "Saturday", 31, 38, "Joan Pryor", "75,000", 522),
    )
    pages = [page(tmp_path / f"{at}.txt", FORM.format(*of)) for at, of in enumerate(put_in)]
    library = Library(pages, config, rules=False)
    pair = [*library.articles()]
    assert (library.align(*pair).links, library.align(*pair).withdrawn) == ((), 5)
    shown = side_by_side(library, *pair)
    assert side_by_side(library, *pair) is shown
    assert [(link.left, link.right) for link in shown.links] == [(at, at) for at in range(5)]
    # How much of one is in the other is one number, wherever it is asked.
    asked = ("left_share", "right_share", "left_copied", "right_copied")
    for name in asked:
        assert getattr(shown.summary, name) == getattr(library.align(*pair).summary, name) == 0
    findings = find_out(pair, library.align, config, compare=partial(side_by_side, library))
    assert findings.alignment(0, 1) is shown
    verdicts = {verdict.kind for story in findings.stories for verdict in story.verdicts}
    assert verdicts == {"no-match"}


def test_without_rules_every_block_is_body(config: Config) -> None:
    with_rules, without = (
        next(Library([demo_folder()], config, rules=rules).articles()) for rules in (True, False)
    )
    assert {paragraph.role for paragraph in without.paragraphs} == {"body"}
    assert not without.removed
    assert len(without.paragraphs) > len(with_rules.paragraphs)


def test_threads_may_share_a_library(config: Config) -> None:
    library = Library([demo_folder()], config)
    seen: list[list[str]] = []

    def read() -> None:
        articles = list(library.articles())
        for other in articles[1:]:
            library.align(articles[0], other)
        seen.append([article.sha256 for article in articles])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert all(hashes == seen[0] for hashes in seen)


def test_configured_paths_are_those_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("x/1.txt", "x/2.txt", "y/[3].txt"):
        page(tmp_path / name)
    assert configured_paths(["x", "nowhere", "y/*.txt", "y/[3].txt"]) == [
        "x",
        "y/[3].txt",
        "y/[3].txt",
    ]
    assert configured_paths(["nowhere", "*.htm"]) == []
