"""Lines that recur on several pages of one site or folder, and on how many stories.

What a site puts around every article stands on many of its pages; so does shared wire copy,
and so does a quotation. Pages that tell one story are therefore counted once as well: a line
that stands on pages of several stories belongs to the site, one that stands only on copies of
one story may belong to the story. Agencies also put the same background into all stories on a
subject; so it is counted how far the pages differ in subject, and how many of them speak
themselves of what the line says. (Lines across the pages of a site: Bar-Yossef and
Rajagopalan, "Template Detection via Data Mining and its Applications", 2002.)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.text.chrome.rule import Phrases, phrases_of
from tui.text.words.scripts import FIRST_UNSPACED, KANA_AND_HAN, SOUTH_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.page.model import Page


_DIGITS = re.compile(r"\d+")


_ASCII_DIGITS = re.compile("[0-9]+")
"""The same where there are no other digits, twice as fast."""


_WORD = re.compile(r"[^\W\d_]+")


_UNSPACED_WORD = 3
"""Characters of such scripts that stand for a long word."""


_ENDS = tuple(".!?…。！？।॥؟۔։።\"'”’»)")


class RecurrenceSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How pages are looked through for lines that recur; rules of kind `recurring` use it.

    A site or folder with fewer than `pages` pages is not looked at; of one with more than
    `sample` pages, so many are, evenly spread. Two pages tell one story where at least the
    share `same_story` of the long words of one, those of `long_word` letters and more in
    paragraphs of at least `prose` words, are in the other; from `same_subject` on they are on
    one subject. Only its own lines count, which are not on `pages` pages, if they have at least
    `own_words` such words.

    What a line says is told by its words of `telling_word` letters and more, except those that
    are in any story: `common`.
    """

    pages: Annotated[int, msgspec.Meta(ge=2)] = 3
    sample: Annotated[int, msgspec.Meta(ge=2)] = 60
    same_story: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.4
    same_subject: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.2
    long_word: Annotated[int, msgspec.Meta(ge=1)] = 6
    telling_word: Annotated[int, msgspec.Meta(ge=1)] = 5
    prose: Annotated[int, msgspec.Meta(ge=1)] = 10
    own_words: Annotated[int, msgspec.Meta(ge=1)] = 8
    common: Phrases = ()

    @cached_property
    def common_words(self) -> frozenset[str]:
        """The words of `common`, of all languages."""
        return frozenset(word.lower() for word in phrases_of(self.common))


class Occurrence(NamedTuple):
    """Where a line stands.

    `pages` is on how many pages, `stories` on how many different stories, `subjects` on how
    many pages of which no two are on one subject, `echoed` which share of these stories speak
    elsewhere, in a word of the line, of what the line says. The last two are those of lines
    that may be sentences; of others they are as many as the stories, and 0.
    """

    pages: int
    stories: int
    subjects: int
    echoed: float


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What recurs on the pages of a site or folder.

    `pages` is how many were looked at, `site` the host that they share, None where they only
    share a folder. `lines` holds the lines that stand on two pages or more, by `line_key`.
    """

    pages: int
    site: str | None
    lines: Mapping[str, Occurrence]

    def of(self, text: str) -> Occurrence:
        """On how many pages and stories a line stands; on one where it does not recur."""
        return self.lines.get(line_key(text), _ONCE)


_ONCE = Occurrence(1, 1, 1, 0.0)


def line_key(text: str) -> str:
    """A line as it is compared between pages: without case, any number as `#`."""
    small = text.lower()
    return (_ASCII_DIGITS if small.isascii() else _DIGITS).sub("#", small)


class PageLines(NamedTuple):
    """What is asked of a page to find what it shares: its hash, its host and its texts."""

    sha256: str
    host: str | None
    texts: Sequence[str]


def texts_of(page: Page) -> list[str]:
    """The texts of a page's blocks: all that is asked of it to count what recurs."""
    return [block.text for block in page.blocks if block.text]


def recurrence_of(
    pages: Sequence[Sequence[str]], settings: RecurrenceSettings, site: str | None = None
) -> Recurrence:
    """Count on how many pages and stories each line stands.

    Args:
        pages: The texts of the pages of one site or folder.
        site: The host that the pages share, if they do.

    Returns:
        The lines that recur.
    """
    keys = [set(map(line_key, texts)) for texts in pages]
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
    gathered = _Gathered(pages, where.keys(), settings, wanted)
    counts = {
        key: gathered.count(key, where[key]) if key in where else Occurrence(count, 1, 1, 0.0)
        for key, count in recurring.items()
    }
    return Recurrence(len(pages), site, counts)


class _Words(NamedTuple):
    """The words of a page: the long ones in its own lines and in all of them, and telling ones.

    The telling words are those of all of its own lines, the long ones those of its prose.
    """

    own: set[str]
    all: set[str]
    telling: set[str]


class _Gathered:
    """The pages that share something: their words, and which of them tell one story."""

    def __init__(
        self,
        pages: Sequence[Sequence[str]],
        common: AbstractSet[str],
        settings: RecurrenceSettings,
        wanted: Iterable[int],
    ) -> None:
        self._settings = settings
        self._words = {at: _words_of(pages[at], common, settings) for at in wanted}
        self._subjects: dict[tuple[int, ...], int] = {}
        self._different: dict[tuple[int, int], bool] = {}
        self._story: dict[int, int] = {}
        story = self._story
        for at in self._words:
            merged = {story[other] for other in story if self._alike(other, at)}
            story[at] = min(merged, default=at)
            story.update((other, story[at]) for other in tuple(story) if story[other] in merged)

    def _alike(self, one: int, other: int) -> bool:
        least = self._settings.own_words
        likeness = _likeness(self._words[one], self._words[other], least)
        return likeness >= self._settings.same_story

    def _differ(self, one: int, other: int) -> bool:
        known = self._different.get((one, other))
        if known is None:
            likeness = _likeness(self._words[one], self._words[other], least=1)
            known = self._different[one, other] = likeness < self._settings.same_subject
        return known

    def count(self, key: str, places: Sequence[int]) -> Occurrence:
        """Count the stories and subjects of the pages that a line stands on."""
        stories: dict[int, set[str]] = {}
        for at in places:
            stories.setdefault(self._story[at], set()).update(self._words[at].telling)
        if not key.endswith(_ENDS):
            return Occurrence(len(places), len(stories), len(stories), 0.0)
        terms = _terms(key, self._settings.telling_word) - self._settings.common_words
        echoes = max((sum(word in own for own in stories.values()) for word in terms), default=0)
        return Occurrence(
            len(places), len(stories), self._subjects_of(tuple(places)), echoes / len(stories)
        )

    def _subjects_of(self, places: tuple[int, ...]) -> int:
        known = self._subjects.get(places)
        if known is None:
            different: list[int] = []
            for at in places:
                if all(self._differ(other, at) for other in different):
                    different.append(at)
            known = self._subjects[places] = len(different)
        return known


def _likeness(one: _Words, other: _Words, least: int) -> float:
    """The larger share of the own words of one page that all of the other one has.

    A copy may have next to nothing of its own, and is then known by what it shares: with fewer
    than `least` words of its own, all of a page's words count.
    """
    first = one.own if len(one.own) >= least else one.all
    second = other.own if len(other.own) >= least else other.all
    return max(
        len(first & other.all) / max(1, len(first)),
        len(second & one.all) / max(1, len(second)),
    )


def _words_of(
    texts: Sequence[str], common: AbstractSet[str], settings: RecurrenceSettings
) -> _Words:
    own: set[str] = set()
    every: set[str] = set()
    telling: set[str] = set()
    for text in texts:
        is_own = line_key(text) not in common
        if is_own:
            telling |= _terms(text.lower(), settings.telling_word)
        if text.endswith(_ENDS) and _length(text) >= settings.prose:
            words = _terms(text.lower(), settings.long_word)
            every |= words
            if is_own:
                own |= words
    return _Words(own, every, telling)


def _length(text: str) -> float:
    """The words of a text, two characters counting as one where words are not spaced."""
    spaced = text.count(" ") + 1
    return spaced + sum(map(len, _unspaced(text))) / 2


def _terms(text: str, letters: int) -> set[str]:
    """The words of so many letters and more; where words are not spaced, runs of characters."""
    words = {word for word in _WORD.findall(text) if len(word) >= letters}
    runs = _unspaced(text)
    if not runs:
        return words
    spaced = {word for word in words if not _unspaced(word)}
    return spaced | {
        run[at : at + _UNSPACED_WORD] for run in runs for at in range(len(run) - _UNSPACED_WORD + 1)
    }


def _unspaced(text: str) -> list[str]:
    """The runs of three characters and more of scripts without spaces."""
    return _unspaced_run().findall(text) if max(text, default="") >= FIRST_UNSPACED else []


@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(f"[{SOUTH_EAST_ASIAN}{KANA_AND_HAN}]{{{_UNSPACED_WORD},}}")
