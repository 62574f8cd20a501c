"""Files of every format that vanish, change, shrink or are closed while they are read."""

from __future__ import annotations

import gzip
import os
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from format_pages import HEADLINE, HTML, STORY
from support.default import default_config

from tui.corpus.files import Unreadable
from tui.corpus.library import Library
from tui.text.article.read import clean
from tui.text.page.model import PageError
from tui.text.page.read import read_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join(STORY))
    return message.as_bytes()


def archive() -> bytes:
    page = EmailMessage()
    page.set_content(HTML, subtype="html")
    page["Content-Location"] = "https://valley.example/2025/bridge"
    whole = EmailMessage()
    whole["Subject"] = HEADLINE
    whole.make_related()
    whole.attach(page)
    return whole.as_bytes()


PAGES = {
    "page.html": HTML.encode(),
    "page.html.gz": gzip.compress(HTML.encode(), mtime=0),
    "page.mhtml": archive(),
    "page.eml": mail(),
    "page.md": f"# {HEADLINE}\n\n{chr(10).join(text + chr(10) for text in STORY)}".encode(),
    "page.txt.gz": gzip.compress("\n\n".join(STORY).encode(), mtime=0),
}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A page of each format."""
    file = tmp_path / request.param
    file.write_bytes(PAGES[request.param])
    assert len(clean(read_page(file), default_config()).paragraphs) >= len(STORY)
    return file


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Have something happen to a file between its opening and its reading."""
    really = os.fstat

    def look(descriptor: int) -> os.stat_result:
        found = really(descriptor)
        change()
        return found

    monkeypatch.setattr(os, "fstat", look)


def test_what_is_deleted_after_it_was_opened_is_read(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: page.unlink(missing_ok=True))
    assert len(clean(read_page(page), default_config()).paragraphs) >= len(STORY)
    with pytest.raises(PageError, match="does not exist"):
        read_page(page)


def test_what_shrinks_is_read_as_far_as_it_goes_or_refused(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = len(PAGES[page.name]) * 3 // 4
    meanwhile(monkeypatch, lambda: os.truncate(page, half))
    if page.suffix == ".gz":
        with pytest.raises(PageError, match=r"is cut off .*copy it again"):
            read_page(page)
    else:
        paragraphs = clean(read_page(page), default_config()).paragraphs
        assert STORY[0] in [one.text for one in paragraphs]
    meanwhile(monkeypatch, lambda: os.truncate(page, 0))
    with pytest.raises(PageError, match="is empty"):
        read_page(page)


def test_what_grows_is_read_whole_or_refused(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def grow() -> None:
        with page.open("ab") as file:
            file.write(b"\n\n" + b"x" * 200_000)

    meanwhile(monkeypatch, grow)
    if page.suffix == ".gz":
        with pytest.raises(PageError, match="is damaged"):
            read_page(page)
        return
    with pytest.raises(PageError, match="too large"):
        read_page(page, most_bytes=100_000)
    assert STORY[0] in [one.text for one in clean(read_page(page), default_config()).paragraphs]


def test_what_becomes_another_format_is_named_with_the_reason(page: Path) -> None:
    page.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    with pytest.raises(PageError, match=str(page.name)) as caught:
        clean(read_page(page), default_config())
    assert caught.value.reason


@pytest.mark.parametrize("fault", [FileNotFoundError(2, "No such file"), PermissionError(13, "No")])
def test_a_set_goes_on_without_the_page_that_is_gone(
    page: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    other = page.with_name("other.txt")
    other.write_text("\n\n".join(STORY), "utf-8")
    library = Library([page, other], default_config())
    really = os.open

    def open_(name: str, flags: int, *more: int) -> int:
        if name == str(page):
            raise fault
        return really(name, flags, *more)

    monkeypatch.setattr(os, "open", open_)
    gone, read = library.read(str(page)), library.read(str(other))
    assert isinstance(gone, Unreadable)
    assert "does not exist" in gone.reason or "may not be read" in gone.reason
    assert not isinstance(read, Unreadable)
