"""What differs in a row of a comparison, as one sentence: class by class, in the reader's words.

Differences are found when a row is asked about, as most rows are never looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tui.presentation.rows import numbers, place_name
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.presentation.rows import Lens, ShownRow
    from tui.text.model import Alignment, Difference, DifferenceClass, Link, Offsets


MOST_QUOTED = 80
"""Characters of a difference that a sentence about it quotes."""


def sentence(
    alignment: Alignment,
    row: ShownRow,
    lens: Lens,
    links: Iterable[Link] | None = None,
    first: frozenset[str] = frozenset(),
) -> str:
    """What differs in a row, in words, what matters most first; inert.

    Args:
        links: The links whose differences the row shows, where that is known; all of the
            pair's are gone through otherwise.
        first: Kinds of differences that are told before all others, by class or substance.

    Returns:
        Such as "Key changes: number “18” → “19”, adds “only” · 3 wording changes", and where
        words are that only moved: "“in Lyon” moved to ¶ 7"; empty where
        nothing differs or no differences are wanted.
    """
    if lens == "none":
        return ""
    told: dict[DifferenceClass, list[str]] = {}
    styles: dict[str, None] = {}
    moved: list[str] = []
    links = links_shown(alignment.links, row) if links is None else links
    for link, difference in _in_order(links, first):
        texts = (
            alignment.left.paragraphs[link.left].text,
            alignment.right.paragraphs[link.right].text,
        )
        if difference.elsewhere is not None and difference.category == "wording":
            moved.append(moved_to(difference, texts, alignment, apart=link.moved))
            continue
        told.setdefault(difference.category, []).append(_placed(difference, texts, alignment))
        if difference.category == "house-style":
            styles[kind_said(difference)] = None
    order = [one for one in told if one in _WEIGHTY] if first else _WEIGHTY
    parts = _told_by_class(told, order, styles, lens)
    return " · ".join([*parts, *(moved if lens == "all" else ())])


def _in_order(links: Iterable[Link], first: frozenset[str]) -> list[tuple[Link, Difference]]:
    """The differences of links, those of some kinds before all others."""
    found = [(link, difference) for link in links for difference in link.differences]
    return sorted(found, key=lambda one: first.isdisjoint({one[1].category, one[1].what}))


def told_singly(alignment: Alignment, link: Link) -> Iterator[str]:
    """Each key change and changed quotation of a link, in words of its own; inert."""
    texts = (alignment.left.paragraphs[link.left].text, alignment.right.paragraphs[link.right].text)
    for difference in link.differences:
        if difference.category in _WEIGHTY:
            yield f"{CLASS_NAMES[difference.category]}: {_placed(difference, texts, alignment)}"


def _placed(difference: Difference, texts: tuple[str, str], alignment: Alignment) -> str:
    """A difference in words, and where the other article tells it, if that is elsewhere."""
    said = told_of(difference, texts)
    if difference.elsewhere is None:
        return said
    said = said.removeprefix("drops ").removeprefix("adds ")
    return f"{said} {place_moved(difference, alignment)}"


def links_shown(links: Iterable[Link], row: ShownRow) -> Iterator[Link]:
    """The links whose differences a row shows.

    Args:
        links: Those of the pair whose row it is, or those of the row's paragraphs.
    """
    left, right = row.paragraphs("left"), row.paragraphs("right")
    for link in links:
        if link.kind == "related" or (link.left not in left and link.right not in right):
            continue
        if left and right and (link.left not in left or link.right not in right):
            continue
        yield link


class RowLinks:
    """Which links each row of an alignment shows; for those who go through all rows.

    Attributes:
        copied: The links of copies: all but `related`.
    """

    def __init__(self, alignment: Alignment) -> None:
        self.copied = [link for link in alignment.links if link.kind != "related"]
        self._left: defaultdict[int, list[Link]] = defaultdict(list)
        self._right: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.copied:
            self._left[link.left].append(link)
            self._right[link.right].append(link)

    def shown(self, row: ShownRow) -> Iterator[Link]:
        """The links whose differences a row shows."""
        links = [link for index in row.paragraphs("left") for link in self._left.get(index, ())]
        if not links:
            of_right = row.paragraphs("right")
            links = [link for index in of_right for link in self._right.get(index, ())]
        return links_shown(links, row)


CLASS_NAMES: dict[DifferenceClass, str] = {
    "substance": "Key change",
    "quotation": "Changed quote",
    "wording": "Wording",
    "house-style": "House style",
}
"""What readers call the classes of differences, what matters most first."""


_WEIGHTY: tuple[DifferenceClass, ...] = ("substance", "quotation")
"""What matters."""


_KINDS: dict[str, str] = {
    "scope": "",
    "evaluative": "loaded word",
    "words": "",
    "speaker": "",
    "balance": "quotation marks don't pair up",
    "width": "forms of letters and digits",
    "lookalikes": "look-alike letters",
    "case": "capitals",
    "chinese": "simplified or traditional characters",
    "courtesy": "courtesy titles",
    "spans": "spans of time",
    "spelling-endings": "spelling",
    "conversions": "converted amounts",
}
"""What the kinds of substance and of house style are called where their names are not a reader's;
"" for those that show themselves."""


def _told_by_class(
    told: dict[DifferenceClass, list[str]],
    order: Iterable[DifferenceClass],
    styles: Iterable[str],
    lens: Lens,
) -> Iterator[str]:
    for category in order:
        if category in told:
            name = CLASS_NAMES[category]
            said = list(_counted(told[category]))
            yield f"{name}{'s' if len(said) > 1 else ''}: {', '.join(said)}"
    if lens == "all" and "wording" in told:
        number = len(told["wording"])
        yield (
            f"{number} wording changes"
            if number > 1
            else f"{CLASS_NAMES['wording']}: {told['wording'][0]}"
        )
    if lens == "all" and styles:
        yield f"{CLASS_NAMES['house-style']}: {', '.join(styles)}"


def _counted(told: Iterable[str]) -> Iterator[str]:
    """What was told, once each, with how often where it was more than once."""
    for said, times in Counter(told).items():
        yield said if times == 1 else f"{said} (×{times})"


def kind_said(difference: Difference) -> str:
    """What readers call the kind of a difference; empty where the words show it themselves."""
    usual = "" if difference.category == "wording" else difference.what
    return _KINDS.get(difference.what, usual)


def told_of(difference: Difference, texts: tuple[str, str]) -> str:
    """A difference of two texts in words, such as `number “18” → “19”`; inert."""
    left = _words(texts[0], difference.left)
    right = _words(texts[1], difference.right)
    if difference.what == "balance":
        return kind_said(difference)
    kind = f"{kind_said(difference)} ".lstrip()
    if left and right:
        return f"{kind}“{left}” → “{right}”"
    return f"drops {kind}“{left}”" if left else f"adds {kind}“{right}”"


def moved_to(
    difference: Difference, texts: tuple[str, str], alignment: Alignment, *, apart: bool = False
) -> str:
    """Words that one side lacks here and has in another paragraph, such as `“18” moved to ¶ 7`.

    Args:
        apart: The paragraph moved as well, and not there: `“18” is in ¶ 7` can't be read as
            where the paragraph went.
    """
    words = _words(texts[0], difference.left) or _words(texts[1], difference.right)
    place = place_moved(difference, alignment)
    if apart:
        place = place.replace("moved to", "is in").replace("moved from", "comes from")
    return f"“{words}” {place}"


def place_moved(difference: Difference, alignment: Alignment) -> str:
    """Where words that are not beside each other are: `moved to ¶ 7`, or `moved from ¶ 2`.

    A key change that has a place is told there with another number: `differs in ¶ 2`.
    """
    if difference.elsewhere is None:
        return ""
    there, way = (
        (alignment.right, "to") if difference.left is not None else (alignment.left, "from")
    )
    place = place_name(numbers(there), difference.elsewhere)
    return f"differs in {place}" if difference.category == "substance" else f"moved {way} {place}"


def _words(text: str, span: Offsets | None) -> str:
    if span is None:
        return ""
    words = inert(text[slice(*span)]).strip(' “”"„«»')
    return words if len(words) <= MOST_QUOTED else words[: MOST_QUOTED - 1].rstrip() + "…"
