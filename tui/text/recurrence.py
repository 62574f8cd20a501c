"""Lines that recur on several pages of one site or folder, and on how many stories.

What a site puts around every article stands on many of its pages; so does shared wire copy,
and so does a quotation. Pages that tell one story are therefore counted once as well: a line
that stands on pages of several stories belongs to the site, one that stands only on copies of
one story may belong to the story. (Lines across the pages of a site: Bar-Yossef and
Rajagopalan, "Template Detection via Data Mining and its Applications", 2002.)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.page import Page

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = tuple(".!?…。！？।॥؟۔։።\"'”’»)")


class RecurrenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pages are looked through for lines that recur; rules of kind `recurring` use it.

    A site or folder with fewer than `pages` pages is not looked at; of one with more than
    `sample` pages, so many are, evenly spread. Two pages tell one story where at least the
    share `same_story` of the long words of one, those of `long_word` letters and more in
    paragraphs of at least `prose` words, stand in the other. Only its own lines count, which
    are not on `pages` pages, if they have at least `own_words` such words.
    """

    pages: Annotated[int, msgspec.Meta(ge=2)] = 3
    sample: Annotated[int, msgspec.Meta(ge=2)] = 60
    same_story: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.4
    long_word: Annotated[int, msgspec.Meta(ge=1)] = 6
    prose: Annotated[int, msgspec.Meta(ge=1)] = 10
    own_words: Annotated[int, msgspec.Meta(ge=1)] = 8


class Count(NamedTuple):
    """On how many pages, and on how many different stories, a line stands."""

    pages: int
    stories: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What recurs on the pages of a site or folder.

    `pages` is how many were looked at, `site` the host that they share, None where they only
    share a folder. `lines` holds the lines that stand on two pages or more, by `line_key`.
    """

    pages: int
    site: str | None
    lines: Mapping[str, Count]

    def of(self, text: str) -> Count:
        """On how many pages and stories a line stands; (1, 1) where it does not recur."""
        return self.lines.get(line_key(text), _ONCE)


_ONCE = Count(1, 1)


def line_key(text: str) -> str:
    """A line as it is compared between pages: without case, any number as `#`."""
    return _DIGITS.sub("#", text.lower())


def recurrence_of(
    pages: Sequence[Page], settings: RecurrenceSettings, site: str | None = None
) -> Recurrence:
    """Count on how many pages and stories each line stands.

    Args:
        pages: The pages of one site or folder.
        settings: When two pages tell one story.
        site: The host that the pages share, if they do.

    Returns:
        The lines that recur.
    """
    keys = [{line_key(block.text) for block in page.blocks if block.text} for page in pages]
    standing = Counter(key for on_page in keys for key in on_page)
    recurring = {key: count for key, count in standing.items() if count > 1}
    # Most folders share next to nothing; whose story a page tells is asked only of those
    # that share something often enough for a rule to ask about.
    where: dict[str, list[int]] = {}
    for at, on_page in enumerate(keys):
        for key in on_page & recurring.keys():
            if recurring[key] >= settings.pages:
                where.setdefault(key, []).append(at)
    wanted = sorted({at for found in where.values() for at in found})
    stories = _stories(pages, where.keys(), settings, wanted)
    counts = {
        key: Count(count, len({stories[at] for at in where[key]}) if key in where else 1)
        for key, count in recurring.items()
    }
    return Recurrence(len(pages), site, counts)


class _Words(NamedTuple):
    """The long words of a page: in its own lines, and in all of them."""

    own: set[str]
    all: set[str]


def _stories(
    pages: Sequence[Page],
    common: AbstractSet[str],
    settings: RecurrenceSettings,
    wanted: Iterable[int],
) -> dict[int, int]:
    """For each of the pages the first one that tells the same story, directly or by others."""
    words = {at: _words_of(pages[at], common, settings) for at in wanted}
    story: dict[int, int] = {}
    for at, own in words.items():
        merged = {
            story[other] for other in story if _likeness(own, words[other]) >= settings.same_story
        }
        story[at] = min(merged, default=at)
        story.update((other, story[at]) for other in tuple(story) if story[other] in merged)
    return story


def _likeness(one: _Words, other: _Words) -> float:
    """The larger share of the own words of one page that all of the other one has."""
    return max(
        len(one.own & other.all) / max(1, len(one.own)),
        len(other.own & one.all) / max(1, len(other.own)),
    )


def _words_of(page: Page, common: AbstractSet[str], settings: RecurrenceSettings) -> _Words:
    own: set[str] = set()
    every: set[str] = set()
    for block in page.blocks:
        text = block.text
        if text.endswith(_ENDS) and text.count(" ") >= settings.prose - 1:
            words = {
                word for word in _WORD.findall(text.lower()) if len(word) >= settings.long_word
            }
            every |= words
            if line_key(text) not in common:
                own |= words
    # A copy may have next to nothing of its own, and is then known by what it shares.
    return _Words(own if len(own) >= settings.own_words else every, every)
