"""Small articles and alignments by hand, and an app on them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from support.default import default_config
from textual.worker import WorkerCancelled, WorkerFailed

from tui.corpus.files import FoundFiles, holding_file
from tui.corpus.likeness import Remembered
from tui.corpus.pages import Pages
from tui.text.model import (
    Alignment,
    Article,
    Credit,
    Difference,
    Evidence,
    Link,
    Paragraph,
    Removed,
    Row,
    Summary,
)
from tui.text.page.read import read_page
from tui.view.app import CompareApp
from tui.view.main.screen import MainScreen
from tui.view.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.pilot import Pilot

    from tui.config import Config
    from tui.corpus.files import Unreadable
    from tui.text.page.model import Page


def article(path, texts, *, title="A headline", removed=(), credit=None, outlet=None, **more):
    """An article of body paragraphs, one on every second line from line 3 on.

    A text may be a pair of role and text. `removed` are pairs of line and text.
    """
    paragraphs = []
    for place, text in enumerate(texts):
        role, words = text if isinstance(text, tuple) else ("body", text)
        line = 3 + 2 * place
        paragraphs.append(Paragraph(words, role, (line, line)))
    return Article(
        path=path,
        sha256=f"hash of {path}",
        encoding="utf-8",
        title=title,
        byline=more.get("byline"),
        date=more.get("date"),
        credit=Credit(credit, (Evidence((1, 1), "rule", credit),)) if credit else None,
        paragraphs=tuple(paragraphs),
        removed=tuple(Removed(text, "teaser-run", (line, line)) for line, text in removed),
        outlet=outlet,
    )


def differing(left, right):
    """The words of each side that the other one does not have, as differences."""
    found = []
    for side, text, other in (("left", left, right), ("right", right, left)):
        offset = 0
        for word in text.split(" "):
            if word not in other.split(" "):
                span = (offset, offset + len(word))
                spans = (span, None) if side == "left" else (None, span)
                found.append(Difference("wording", "words", *spans))
            offset += len(word) + 1
    return tuple(found)


def link(left, right, pair, kind="near", *, moved=False):
    """A link of two paragraphs, with their differences where they are near."""
    one, other = left.paragraphs[pair[0]].text, right.paragraphs[pair[1]].text
    differences = differing(one, other) if kind == "near" else ()
    return Link(*pair, kind, 0.9, moved, differences)


def aligned(left, right, links, rows):
    """An alignment of which links and rows are given; the summary is counted."""
    linked = ({one.left for one in links}, {one.right for one in links})
    alone, shares = [], []
    for side, found in zip((left, right), linked, strict=True):
        body = [index for index, one in enumerate(side.paragraphs) if one.linkable]
        alone.append(len(body) - len(found))
        shares.append(len(found) / len(body) if body else 0.0)
    kinds = [one.kind for one in links]
    summary = Summary(
        same=kinds.count("same"),
        near=kinds.count("near"),
        related=kinds.count("related"),
        moved=sum(one.moved for one in links),
        left_only=alone[0],
        right_only=alone[1],
        left_share=shares[0],
        right_share=shares[1],
        left_copied=shares[0],
        right_copied=shares[1],
    )
    words = tuple(
        {at: len(one.text.split()) for at, one in enumerate(side.paragraphs) if one.linkable}
        for side in (left, right)
    )
    return Alignment(left, right, tuple(links), tuple(rows), summary, words=words)


def simply_aligned(left: Article, right: Article) -> Alignment:
    """Align by equal texts and equal first words, in order; what is left over is unique."""
    links, rows, after = [], [], 0
    rights = [index for index, one in enumerate(right.paragraphs) if one.linkable]
    for index, one in enumerate(left.paragraphs):
        if not one.linkable:
            continue
        found = None
        for place in range(after, len(rights)):
            other = right.paragraphs[rights[place]].text
            if one.text.split(" ")[:2] == other.split(" ")[:2]:
                found = place
                break
        if found is None:
            rows.append(Row((index,), (), "left"))
            continue
        rows.extend(Row((), (rights[place],), "right") for place in range(after, found))
        kind = "same" if one.text == right.paragraphs[rights[found]].text else "near"
        links.append(link(left, right, (index, rights[found]), kind))
        rows.append(Row((index,), (rights[found],), kind))
        after = found + 1
    rows.extend(Row((), (place,), "right") for place in rights[after:])
    return aligned(left, right, links, rows)


CONFIG = default_config()


class HandmadeLibrary:
    """A library of articles that were never in a file."""

    choices = None

    def __init__(self, entries: Sequence[Article | Unreadable], align=simply_aligned) -> None:
        self._entries = tuple(entries)
        self._align = align
        self.paths = tuple(entry.path for entry in entries)
        self.pages = Pages((), found=FoundFiles(self.paths, {}, ()))
        self.runs = Remembered()

    def __len__(self) -> int:
        return len(self._entries)

    def count_files(self, paths: Sequence[str]) -> int:
        return len(set(map(holding_file, paths)))

    @property
    def settings(self) -> Config:
        return CONFIG

    def page(self, path: str) -> Page:
        """The page as it stands on the disk."""
        return read_page(path)

    def read_without(self, path: str, without: frozenset[str]) -> Article | Unreadable:
        """The article with what some rules removed as its last paragraphs."""
        found = next(entry for entry in self._entries if entry.path == path)
        back = tuple(one for one in found.removed if one.rule in without)
        return replace(
            found,
            removed=tuple(one for one in found.removed if one not in back),
            paragraphs=found.paragraphs + tuple(Paragraph(x.text, "body", x.lines) for x in back),
        )

    def refresh(self) -> None:
        """Nothing changes."""

    def entries(self) -> Iterator[Article | Unreadable]:
        return iter(self._entries)

    def align(self, left: Article, right: Article) -> Alignment:
        return self._align(left, right)


def numbered(name: str, count: int, words: str = "words that run on for some lines") -> list[str]:
    """Paragraphs that begin with a name and their number."""
    return [f"{name} {number} {words * (1 + number % 3)}." for number in range(count)]


SHARED = numbered("Shared", 12, "of the wire that many papers print, ")


def story() -> list[Article]:
    """Four articles: a wire story, its copy with a word changed, a part of it, and another."""
    copy = [text.replace("many papers", "several newspapers") for text in SHARED]
    copy[0] = SHARED[0]
    return [
        article("pages/001_wire.txt", SHARED, title="The wire story", credit="AP", outlet="Wire"),
        article(
            "pages/002_copy.txt",
            [*copy[:6], ("subhead", "A heading of its own"), *copy[6:], *numbered("Own", 4)],
            title="The copy",
            removed=[(1, "Share this page"), (16, "DON'T MISS"), (99, "About us")],
        ),
        article("pages/003_part.txt", [SHARED[2], *numbered("Part", 3), SHARED[7]], title=None),
        article("pages/004_other.txt", numbered("Other", 9), title="Something else"),
    ]


def compare_app(entries=None, *, align=simply_aligned, keys=None, **more) -> CompareApp:
    """An app on handmade articles; `more` are further services."""
    library = HandmadeLibrary(story() if entries is None else entries, align)
    return CompareApp(Services(library, keys or {}, "pages", **more))


async def settled(pilot: Pilot[None]) -> MainScreen:
    """Wait until all work is done and shown, and give the main screen."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    for _ in range(3):
        # A fault in a worker is shown to the reader, and that is what a test looks at; one
        # that was cancelled has made room for another.
        with suppress(WorkerFailed, WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return screen


async def press(pilot: Pilot[None], *keys: str) -> MainScreen:
    """Press keys, one after the other, and wait for what they do."""
    screen = await settled(pilot)
    for key in keys:
        await pilot.press(key)
        screen = await settled(pilot)
    return screen


def lines_of(app: CompareApp) -> list[str]:
    """What the terminal shows, as plain lines."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text_of(app: CompareApp) -> str:
    """What the terminal shows, as one text."""
    return "\n".join(lines_of(app)) + "\n"


def line_of(app: CompareApp, words: str) -> int:
    """The number of the line that shows some words."""
    found = [y for y, line in enumerate(lines_of(app)) if words in line]
    assert found, f"{words!r} is not in:\n{text_of(app)}"
    return found[0]
