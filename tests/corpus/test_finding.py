"""Which files under some folders are pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tui.corpus.files import LEFT_OUT, Patterns, find

if TYPE_CHECKING:
    from pathlib import Path


def files(root: Path, *names: str) -> str:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return str(root)


def found(root: Path, **patterns: tuple[str, ...]) -> list[str]:
    return [os.path.relpath(path, root) for path in find([str(root)], Patterns(**patterns)).paths]


def test_pages_of_all_formats_in_all_folders_sorted(tmp_path: Path) -> None:
    files(
        tmp_path, "b.txt", "a.HTML", "c.md", "d.eml", "e.mhtml", "f.txt.gz", "picture.png",
        "data.json", "z/2.htm", "z/1.markdown", "k/m/x.mht", ".git/a.txt", "k/.hidden.txt",
    )  # fmt: skip
    assert found(tmp_path) == [
        "a.HTML", "b.txt", "c.md", "d.eml", "e.mhtml", "f.txt.gz", "k/m/x.mht", "z/1.markdown",
        "z/2.htm",
    ]  # fmt: skip


def test_what_a_browser_saved_beside_a_page_is_skipped(tmp_path: Path) -> None:
    files(
        tmp_path, "page.html", "page_files/frame.html", "Seite.htm", "Seite-Dateien/a.html",
        "my_files/kept.html",
    )  # fmt: skip
    assert found(tmp_path) == ["Seite.htm", "page.html", "my_files/kept.html"]


def test_patterns_take_and_leave_out(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "b.html", "old/c.html", "old/d.txt", "new/old.html", "x.page")
    assert found(tmp_path, include=("*.html",)) == ["b.html", "new/old.html", "old/c.html"]
    assert found(tmp_path, exclude=("old/", "/a.*")) == ["b.html", "new/old.html"]
    assert found(tmp_path, include=("*.page", "*.txt"), exclude=("old",)) == ["a.txt", "x.page"]
    assert found(tmp_path, include=("/old/**",), exclude=("*.txt",)) == ["old/c.html"]


def test_links_in_circles_and_to_nowhere(tmp_path: Path) -> None:
    files(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "itself").symlink_to(tmp_path / "a")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "c").symlink_to(tmp_path / "b")
    assert found(tmp_path) == ["gone.txt", "loop.txt", "a/1.txt", "b/2.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    result = find([str(tmp_path)])
    (tmp_path / "closed").chmod(0o700)
    assert [os.path.basename(path) for path in result.paths] == ["a.txt", "closed"]  # noqa: PTH119
    assert "cannot be listed" in result.faults[str(tmp_path / "closed")].reason


def test_a_folder_without_pages_is_named(tmp_path: Path) -> None:
    root = files(tmp_path, "x.png", "sub/y.png")
    result = find([root])
    assert result.paths == (root,)
    assert "has no pages" in result.faults[root].reason


def test_a_folder_whose_pages_are_left_out_is_not_said_to_be_without(tmp_path: Path) -> None:
    root = files(tmp_path, "x.txt", "sub/y.png")
    for patterns in (Patterns(include=("*.pdf",)), Patterns(exclude=("*.txt",))):
        assert find([root], patterns).faults[root].reason == LEFT_OUT


def test_folders_in_folders_without_end(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(300):
        path = path / "f"
    path.mkdir(parents=True)
    (path / "a.txt").write_text("text")
    assert len(find([str(tmp_path)]).paths) == 1


def test_a_link_to_what_the_folder_is_in_is_not_followed(tmp_path: Path) -> None:
    # As /proc/self/root, which would lead to all of the disk.
    files(tmp_path, "given/a.txt", "beside/b.txt", "elsewhere/c.txt")
    given = tmp_path / "given"
    (given / "out").symlink_to(tmp_path)
    (given / "root").symlink_to("/")
    (given / "more").symlink_to(tmp_path / "elsewhere")
    assert found(given) == ["a.txt", "more/c.txt"]


def test_what_the_program_has_written_is_no_page(tmp_path: Path) -> None:
    own = ("a.compare.html", "003-002.COMPARE.md", "compare-passages.md")
    files(tmp_path, "a.html", "b.txt", *own)
    assert found(tmp_path) == ["a.html", "b.txt"]
    assert found(tmp_path, include=("*.html",)) == ["a.html"]
    # A file that is named itself is taken.
    report = str(tmp_path / "a.compare.html")
    assert find([report]).paths == (report,)


def test_a_pipe_named_as_a_page_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    assert found(tmp_path) == ["pipe.html"]
