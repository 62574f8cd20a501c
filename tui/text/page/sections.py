"""The pages of one article that were saved one after the other into one file.

Each page of a site brings its menu, the headline, the byline and what is below the text again. The
article is read as it goes on from one page to the next: what parts its sections is furniture, as
running heads and page numbers of print are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.words.scripts import FIRST_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")


_NO_HEADLINE = re.compile(r"[.…:;,。][\"'”’»)\]]*$")


_DAY = re.compile(r"(?:19|20)\d\d|\d\d?[./-]\d\d?[./-]\d\d")
"""What tells a line that gives a day from the number of a page."""


_EAST_ASIAN = re.compile(f"[{FIRST_EAST_ASIAN}-\uffdc]")


_WORD = re.compile(r"[^\W\d_]{4,}")


_SHARED = 2
"""Words of a headline that the text below must have."""


_HEADLINE = range(8, 250)
"""Characters that a headline has."""


_SENTENCE, _LINE = 7, 8
"""Words of a line that is text: one that a sentence ends, and one that goes on below."""


_LONG_LINE = 40
"""Characters that a line of text has which goes on below, at the least."""


_LEAST_WORDS = 4
"""Words of a headline; labels that come again and again have fewer."""


_NEAR = 60
"""Lines above a headline that may be a site's menu."""


_BELOW = 6
"""Lines between a headline and the text, or what comes again of these."""


_OTHERWISE = 2
"""Lines in a row that may be others on each page, such as its number."""


_MOST_AROUND = 200
"""Lines above or below a headline that are looked at for what stands around the first one."""


_LEAST_ALIKE = 3
"""Lines at the top of a page, its headline one of them, that must come again."""


_SAME_TOP = 0.8
"""The share of the lines above the first headline that must stand above each further one."""


_BANNER = 5
"""Lines of text above the first headline, such as what asks for consent."""


class _Head(NamedTuple):
    """What comes again at the top of a page: its first and its last line, by their places."""

    first: int
    last: int


def between_sections(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines, counted from 1, that part the sections of one article.

    They are those that come again at the top of each page but the first, and all that is below
    the text of each page but the last. None where the file has one page of an article, or pages
    of several articles.
    """
    shown = [line.strip() for line in lines]
    if not (again := _recurring(shown)):
        return frozenset()
    filled = [at for at, text in enumerate(shown) if text]
    texts = [shown[at] for at in filled]
    sections = _Sections(texts)
    for text in again:
        if heads := sections.heads(text):
            return frozenset(filled[at] + 1 for at in sections.parting(heads, filled))
    return frozenset()


def _recurring(shown: Sequence[str]) -> list[str]:
    """The lines that may be a headline and come more than once, in order."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    likely = [text for text in shown if len(text) in _HEADLINE]
    for text in likely if len(set(likely)) < len(likely) else ():
        if text in seen:
            again[text] = None
        seen.add(text)
    return [text for text in again if _may_be_headline(text)]


def _may_be_headline(text: str) -> bool:
    if text[1:2] == " " and (text[0] == "o" or not text[0].isalnum()):
        # An item of a menu.
        return False
    words = max(len(text.split()), len(_EAST_ASIAN.findall(text)) // 2)
    return words >= _LEAST_WORDS and not _NO_HEADLINE.search(text)


def _is_text(text: str) -> bool:
    """Whether a line is a sentence, or a part of one that goes on below."""
    # No more of them than are asked for: some lines are whole books.
    words = len(text.split(None, max(_LINE, _SENTENCE)))
    if words < _LINE and not text.isascii():
        words = max(words, len(_EAST_ASIAN.findall(text)) // 2)
    if words >= _LINE and len(text) >= _LONG_LINE:
        return True
    return words >= _SENTENCE and _ENDED.search(text) is not None


class _Sections:
    """The lines of a file, without the blank ones, and where pages of one article begin in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _running(self) -> list[int]:
        """The places of the lines that are text."""
        return [at for at, text in enumerate(self._texts) if _is_text(text)]

    def heads(self, headline: str) -> list[_Head]:
        """What comes again at the top of each page but the first, if a line is their headline."""
        if headline not in self._texts[: _NEAR + 1]:
            return []
        places = [at for at, text in enumerate(self._texts) if text == headline]
        first = places[0]
        banner = sum(map(_is_text, self._texts[:first]))
        below_it = islice(enumerate(self._texts), first + 1, first + 1 + _BELOW)
        near = [at for at, text in below_it if _is_text(text)]
        if banner > _BANNER or not near:
            return []
        top = set(self._texts[:first])
        below = set(self._texts[first : near[0]])
        heads: list[_Head] = []
        end = first
        for place in places[1:]:
            start, last = self._edge(top, place, -1), self._edge(below, place, 1)
            above_alike = len(top.intersection(self._texts[start:place]))
            alike = above_alike + len(below.intersection(self._texts[place : last + 1]))
            if (
                alike < _LEAST_ALIKE
                or above_alike < _SAME_TOP * len(top)
                # All lines are looked at for this alone, which most pages never come to.
                or self._count(end + 1, start) <= banner
                or not self._count(last + 1, last + 1 + _BELOW)
            ):
                continue
            if self._is_dated_anew(first, place):
                return []
            heads.append(_Head(start, last))
            end = last
        return heads if heads and self._is_of(headline, first, heads[0].first) else []

    def parting(self, heads: Sequence[_Head], numbers: Sequence[int]) -> Iterator[int]:
        """The places of the lines that part the sections."""
        known = set(self._texts[: heads[0].first])
        ends = [*(head.first for head in heads), len(self._texts)]
        yield from self._below(0, ends[0], numbers, set(self._texts[ends[0] :]))
        for number, (head, (start, end)) in enumerate(zip(heads, pairwise(ends), strict=True)):
            yield from range(start, head.last + 1)
            body = range(head.last + 1, end)
            own = [at for at in body if self._texts[at] not in known]
            if not any(_is_text(self._texts[at]) for at in own):
                # The same page once more.
                yield from body
                continue
            if number < len(heads) - 1:
                yield from self._below(head.last + 1, end, numbers, known)
            known.update(self._texts[at] for at in own)

    def _below(
        self, start: int, end: int, numbers: Sequence[int], known: set[str]
    ) -> Iterator[int]:
        """The places below the last text of a section that only this page has."""
        running = [at for at in self._between(start, end) if self._texts[at] not in known]
        if not running:
            return
        last = running[-1]
        # Its last line may be a word.
        while (
            last + 1 < end
            and numbers[last + 1] == numbers[last] + 1
            and not _ENDED.search(self._texts[last])
        ):
            last += 1
        yield from range(last + 1, end)

    def _edge(self, around: set[str], place: int, step: int) -> int:
        """The last line above or below a headline that stands around the first one, too."""
        edge = place
        last = max(-1, min(len(self._texts), place + step * _MOST_AROUND))
        for at in range(place + step, last, step):
            if abs(at - edge) > _OTHERWISE + 1:
                break
            text = self._texts[at]
            if text in around:
                edge = at
            elif _is_text(text):
                break
        return edge

    def _is_of(self, headline: str, start: int, end: int) -> bool:
        """Whether some of a headline's words are in the text of its first page."""
        text = " ".join(self._texts[at] for at in self._between(start + 1, end)).lower()
        if _EAST_ASIAN.search(headline):
            words = {headline[at : at + 2].lower() for at in range(len(headline) - 1)}
        else:
            words = set(_WORD.findall(headline.lower()))
        return sum(word in text for word in words) >= min(_SHARED, max(1, len(words)))

    def _is_dated_anew(self, first: int, place: int) -> bool:
        """Whether another day stands below a headline: a column that has one name each time."""
        pairs = zip(
            self._texts[first + 1 : first + 1 + _BELOW],
            self._texts[place + 1 : place + 1 + _BELOW],
            strict=False,
        )
        return any(
            one != other and _DAY.search(one) and _DAY.search(other)
            for one, other in pairs
            if not _is_text(one) and not _is_text(other)
        )

    def _between(self, start: int, end: int) -> Sequence[int]:
        return self._running[bisect_left(self._running, start) : bisect_left(self._running, end)]

    def _count(self, start: int, end: int) -> int:
        return len(self._between(start, end))
