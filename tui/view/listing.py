"""What the list of articles says about each, and the lines it takes to say it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from tui.text.inert import inert
from tui.view.line import Part, bar, cells, percent, shortened

if TYPE_CHECKING:
    from tui.corpus.sharing import Share
    from tui.presentation.rows import Side
    from tui.text.article import Article

ENTRY_LINES = 5
"""Lines of an entry: name, headline, whose copy it is, share and an empty one."""

SIDE_MARKS: dict[Side | None, str] = {"left": "◂", "right": "▸", None: " "}


class Entry(msgspec.Struct, frozen=True):
    """An article in the list, or a file that could not be read.

    Attributes:
        path: The file, as the user gave it.
        name: A name short enough to be used in sentences, unique in the list; inert.
        title: The outlet or the file's name; inert.
        headline: The headline, or the first words where there is none; inert.
        has_headline: Whether the page gave one.
        paragraphs: How many paragraphs can be compared.
        service: The wire service that is credited, or None.
        failure: Why the file could not be read, or None; inert.
        date: The ISO date on the page, or nothing.
        verdict: Whose copy it is, or, until that is known, who is credited; inert.
        evidence: What the verdict rests on, as sentences; inert.
        also: The paths of other savings of the same article; inert.
    """

    path: str
    name: str
    title: str
    headline: str = ""
    has_headline: bool = False
    paragraphs: int = 0
    service: str | None = None
    failure: str | None = None
    date: str = ""
    verdict: str = ""
    evidence: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        """What the list's filter looks in, case-folded."""
        facts = (self.title, self.headline, self.service or "", self.verdict, self.failure or "")
        # Of an article with a short name, both files are found by their whole names.
        paths = (inert(self.path), *self.also) if self.also else ()
        return " ".join((*facts, *paths)).casefold()


def entry_of(
    article: Article, name: str, verdict: str = "", evidence: tuple[str, ...] = ()
) -> Entry:
    """The entry of an article that was read, with the verdict on it where it is known."""
    body = [paragraph for paragraph in article.paragraphs if paragraph.linkable]
    first = body[0].text if body else ""
    return Entry(
        path=article.path,
        name=name,
        title=f"{name} {inert(article.outlet)}" if article.outlet else name,
        headline=inert(article.title or first or "no text"),
        has_headline=article.title is not None,
        paragraphs=sum(paragraph.counted for paragraph in body),
        service=None if article.credit is None else inert(article.credit.service),
        date=article.date or "",
        verdict=verdict or credited(article),
        evidence=evidence,
        also=tuple(map(inert, article.also)),
    )


def credited(article: Article) -> str:
    """Which wire service the page credits; inert."""
    return f"{inert(article.credit.service)} credited" if article.credit else "No wire credit"


def failed_entry(path: str, name: str, reason: str) -> Entry:
    """The entry of a file that could not be read."""
    return Entry(
        path=path, name=name, title=inert(PurePath(path).name or path), failure=inert(reason)
    )


def entry_lines(
    entry: Entry, width: int, side: Side | None, share: Share | None
) -> list[list[Part]]:
    """The lines of an entry, the empty one below it not included.

    Args:
        entry: The article.
        width: Cells of a line.
        side: The side on which it stands in the comparison, if any.
        share: The share of its words that the article on the left has; None
            while it is not known, or for the article on the left itself.
    """
    mark = Part(f" {SIDE_MARKS[side]} ", "name")
    if entry.failure is not None:
        return [
            [mark, Part(shortened(entry.title, width - 4), "headline")],
            [Part("   ", "text"), Part(shortened(f"✗ {entry.failure}", width - 4), "failure")],
            [],
            [],
        ]
    facts = [Part(f"{entry.paragraphs}¶ ", "text")]
    if entry.also:
        facts.insert(0, Part(f"{saved(entry)} ", "faint"))
    if entry.service:
        facts.insert(0, Part(f"{shortened(entry.service, 10)} ", "service"))
    room = width - cells([mark, *facts]) - 1
    title = Part(shortened(entry.title, room), "headline")
    gap = Part(" " * (width - cells([mark, title, *facts])), "text")
    headline = Part(
        shortened(entry.headline, width - 4), "text" if entry.has_headline else "first-words"
    )
    return [
        [mark, title, gap, *facts],
        [Part("   ", "text"), headline],
        [Part("   ", "text"), Part(shortened(entry.verdict, width - 4), "faint")],
        [Part("   ", "text"), *_share_parts(width - 4, side, share)],
    ]


def saved(entry: Entry) -> str:
    """How many other savings an article has; nothing where it has none."""
    count = len(entry.also)
    return f"+{count} {'copy' if count == 1 else 'copies'}" if count else ""


def _share_parts(width: int, side: Side | None, share: Share | None) -> list[Part]:
    if side == "left":
        return [Part(shortened("on the left", width), "first-words")]
    if share is None:
        return [Part("…", "first-words")]
    full = width - 5
    filled = bar(share.copied, full)
    rest = "░" * (full - len(filled))
    said = percent(share.copied) if share.exact else f"~{percent(share.copied)}"
    return [Part(filled, "bar"), Part(rest, "track"), Part(f"{said:>5}", "unique")]
