"""What the list says about each article, in which order it shows them, and which of them.

An entry is all that the list and its filter know of an article. It knows no widget, so that
orders and filters can be tried without a screen.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, get_args

import msgspec

from tui.text.inert import inert
from tui.view.state import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.corpus.sharing import Share
    from tui.text.model import Article
    from tui.view.whose import Cluster


_HOST = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/?#@:]{4,80})(?::\d+)?(?=[/?#]|$)", re.IGNORECASE
)


CUT_OFF = "cut off"
"""What is said of an article whose file ends in the middle."""


class ListEntry(msgspec.Struct, frozen=True):
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
        verdict_look: The style that the verdict is painted in.
        evidence: What the verdict rests on, as sentences; inert.
        also: The paths of other savings of the same article; inert.
        waits: Whether it has not been read yet; then nothing but its name is known.
        file: The short name of the file that holds it with others; inert, else empty.
        identifier: What its source calls it, such as the id of a row; inert, else empty.
        cut_off: Whether its file ends in the middle, so that its end may be missing.
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
    verdict_look: str = "faint"
    evidence: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    waits: bool = False
    file: str = ""
    identifier: str = ""
    cut_off: bool = False

    @property
    def searched(self) -> str:
        """What the list's filter looks in, case-folded."""
        known = (self.title, self.headline, self.identifier, self.service or "")
        facts = (*known, self.verdict, self.failure or "")
        # As the title counts them, and as records call them.
        silent = ("without credit", "uncredited") if self.verdict_look == "alarm" else ()
        # Of an article with a short name, both files are found by their whole names.
        paths = (inert(self.path), *self.also) if self.also else ()
        cut = (CUT_OFF,) if self.cut_off else ()
        return " ".join((*facts, *silent, *cut, *paths)).casefold()


def entry_of(
    article: Article,
    name: str,
    verdict: str = "",
    evidence: tuple[str, ...] = (),
    look: str = "faint",
) -> ListEntry:
    """The entry of an article that was read, with the verdict on it where it is known."""
    body = [paragraph for paragraph in article.paragraphs if paragraph.linkable]
    first = body[0].text if body else ""
    return ListEntry(
        path=article.path,
        name=name,
        title=f"{name} {inert(outlet)}" if (outlet := outlet_said(article)) else name,
        headline=inert(article.title or first or "no text"),
        has_headline=article.title is not None,
        paragraphs=sum(paragraph.counted for paragraph in body),
        service=None if article.credit is None else inert(article.credit.service),
        date=article.date or "",
        verdict=verdict or credit_words(article),
        verdict_look=look,
        evidence=evidence,
        also=tuple(map(inert, article.also)),
        file="" if article.part is None else name.removesuffix(f"#{article.part}"),
        identifier=inert(article.identifier or ""),
        cut_off=article.cut_off,
    )


def outlet_said(article: Article) -> str | None:
    """The outlet; of an article in a file of several that names none, the host."""
    if article.outlet or article.part is None or article.url is None:
        return article.outlet
    address = _HOST.match(article.url)
    return address and address[1].lower()


def credit_words(article: Article) -> str:
    """Which wire service the page credits; inert.

    Without one, the page may still credit "agencies": only the verdict looks for these.
    """
    if article.credit is None:
        return "No service credited by name"
    return f"{inert(article.credit.service)} credited"


def failed_entry(path: str, name: str, reason: str) -> ListEntry:
    """The entry of a file that could not be read."""
    return ListEntry(
        path=path, name=name, title=inert(PurePath(path).name or path), failure=inert(reason)
    )


def waiting_entry(path: str, name: str) -> ListEntry:
    """The entry of a page that has not been read yet."""
    return ListEntry(path=path, name=name, title=name, waits=True)


SORTS: tuple[Sort, ...] = get_args(Sort)


SORT_NAMES: dict[Sort, str] = {
    "cluster": "group",
    "similarity": "similarity",
    "name": "name",
    "date": "date",
    "length": "length",
}


NOT_CHECKED = "Not checked yet"
"""The heading over articles of which it isn't known yet whose copy they are."""


class Group(msgspec.Struct, frozen=True):
    """Entries under one heading, by their index; an empty heading takes no line."""

    heading: str
    places: tuple[int, ...]


def next_sort(sort: Sort) -> Sort:
    """The order that comes after another."""
    return SORTS[(SORTS.index(sort) + 1) % len(SORTS)]


def list_groups(
    entries: Sequence[ListEntry],
    clusters: Sequence[Cluster],
    shares: Mapping[int, Share],
    sort: Sort = "cluster",
    wanted: str = "",
    first: Sequence[str] = (),
) -> tuple[Group, ...]:
    """The entries in order, under their headings.

    Args:
        entries: All of them.
        clusters: Those that belong together, as far as it is known.
        shares: How much of each stands in the article on the left, by index.
        sort: The order. Only clusters have headings.
        wanted: Words that an entry must have; empty for all entries.
        first: The paths of the articles that are listed first while no cluster is known.

    Returns:
        Groups without an empty one; what could not be read comes last, unless by name.
    """
    places = _with_words(entries, wanted)
    if sort == "cluster":
        return _by_cluster(entries, clusters, places, first)
    if sort == "name" and any(entries[place].file for place in places):
        return _by_file(entries, places)
    keys: dict[Sort, Callable[[int], object]] = {
        "similarity": lambda place: -shares[place].copied if place in shares else -2.0,
        "name": lambda place: entries[place].title.casefold(),
        "date": lambda place: (not entries[place].date, entries[place].date),
        "length": lambda place: -entries[place].paragraphs,
    }
    key = keys[sort]
    failed = [place for place in places if entries[place].failure is not None]
    read = [place for place in places if entries[place].failure is None]
    ordered = (*sorted(read, key=key), *failed)  # type: ignore[arg-type]
    return (Group("", ordered),) if ordered else ()


def filter_heading(wanted: str, groups: Sequence[Group], count: int) -> Group:
    """What is said over the groups of those entries that have some words, of so many in all."""
    kept = sum(len(group.places) for group in groups)
    return Group(f"only “{inert(wanted.strip())}” · {kept} of {count}", ())


def _with_words(entries: Sequence[ListEntry], wanted: str) -> list[int]:
    words = wanted.casefold().split()
    return [
        place
        for place, entry in enumerate(entries)
        if all(word in entry.searched for word in words)
    ]


def _by_cluster(
    entries: Sequence[ListEntry],
    clusters: Sequence[Cluster],
    places: Sequence[int],
    first: Sequence[str],
) -> tuple[Group, ...]:
    at = {entries[place].path: place for place in places}
    found: list[Group] = []
    for cluster in clusters:
        inside = tuple(at.pop(path) for path in cluster.paths if path in at)
        if inside:
            found.append(Group(cluster.heading(len(inside)), inside))
    if not found:
        # Where most often they will be: what comes to be known then moves them least.
        at = {path: at[path] for path in first if path in at} | at
    rest = tuple(at.values())
    if any(entries[place].file for place in rest):
        return (*found, *_by_file(entries, rest))
    if rest:
        count = sum(entries[place].failure is None for place in rest)
        # The heading keeps the line that the first group will have.
        found.append(Group(f"{NOT_CHECKED} · {count}" if count else "", rest))
    return tuple(found)


def _by_file(entries: Sequence[ListEntry], places: Sequence[int]) -> tuple[Group, ...]:
    """The articles in files that hold several under the names of these; all others come first."""
    files = {entry.file for entry in entries if entry.file}
    groups: dict[str, list[int]] = {"": []}
    for place in places:
        # What could not be read of a file is called as it is, or as its part.
        name = entries[place].name
        whose = entries[place].file or (name if name in files else name.rpartition("#")[0])
        groups.setdefault(whose if whose in files else "", []).append(place)
    found = [Group("", tuple(groups.pop("")))]
    for file, inside in groups.items():
        count = sum(entries[place].failure is None for place in inside)
        noun = "article" if count == 1 else "articles"
        found.append(Group(f"{file} · {count} {noun}", tuple(inside)))
    return tuple(group for group in found if group.places)
