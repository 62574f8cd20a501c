"""What a page says as lines of one text, in which what is found knows its line.

A page is searched as one text, a line of it for each line here: sixty lines searched one by one
would take as many calls for every list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import re2

from tui.corpus.likeness import outside_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.model import Article


MOST_SHOWN = 80
"""Characters of a page's text that are quoted as evidence."""


_LONGEST_LINE = 400
"""Characters of a line that are looked at where signs stand at its beginning."""


AROUND = " .,;:!?—–-“”()"


_NAME_ALONE = re2.compile(
    r"^\p{Lu}[\pL’'-]*(?: (?:\p{Lu}[\pL’'-]*|\p{Ll}{1,3})){0,2} \p{Lu}[\pL’'-]*$"
)
"""What a paper is called: a few words with capitals, and short ones between them."""


_BELOW = 12
"""Lines below the last one that was kept in which a press release may still speak."""


_MOST_OF_BYLINE = 6
"""Words of the longest line that is taken for a byline."""


_BEFORE, _AFTER = 110, 50
"""Characters around the name of a paper in which something says what it did."""


_PAGES_AT_HAND = 128


@dataclass(frozen=True, slots=True)
class Sign:
    """Words on the page that say something of its origin.

    Attributes:
        words: The words as they stand there.
        line: The line of the page that they stand in.
        paragraph: The index of their paragraph; None where they stand in a line that was removed.
    """

    words: str
    line: int
    paragraph: int | None = None


class LineOfPage(NamedTuple):
    """A line of the page: its number, its text, and its paragraph if it was kept as one."""

    number: int
    text: str
    paragraph: int | None

    @property
    def is_short(self) -> bool:
        """Whether it can be a byline, a date or a paper's name, and no caption."""
        return len(self.text.split()) <= _MOST_OF_BYLINE

    @property
    def begun(self) -> LineOfPage:
        """The line as far as a long one is looked at."""
        return self if len(self.text) <= _LONGEST_LINE else self.reading(self.text[:_LONGEST_LINE])

    def reading(self, text: str) -> LineOfPage:
        """The same line with another text; itself where that is the same, as it mostly is."""
        return self if text == self.text else LineOfPage(self.number, text, self.paragraph)


NamedPaper = tuple[str, str, str, LineOfPage]
"""What stands before a paper's name, its last word, what stands behind it, and the line."""


class LinesOfPage:
    """Lines as one text, in which what is found knows its line."""

    def __init__(self, lines: Sequence[LineOfPage]) -> None:
        self.lines = lines
        self._text = "\n".join([line.text for line in lines])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))

    def search(
        self,
        pattern: re2._Regexp[str],
        most_words: int | None = None,
        *,
        unless: re2._Regexp[str] | None = None,
    ) -> Sign | None:
        """The first line that has it; quoted whole where it is no longer than may be shown."""
        for match, line in self._found(pattern):
            if unless is not None and unless.search(line.text):
                continue
            if most_words is None or len(line.text.split()) <= most_words:
                words = line.text if len(line.text) <= MOST_SHOWN else match
                return Sign(words.strip(AROUND), line.number, line.paragraph)
        return None

    def signs(self, pattern: re2._Regexp[str]) -> Iterator[Sign]:
        """Everything that fits a pattern."""
        for match, line in self._found(pattern):
            yield Sign(" ".join(match.split()).strip(AROUND), line.number, line.paragraph)

    def around(self, pattern: re2._Regexp[str]) -> Iterator[NamedPaper]:
        """What fits a pattern's first group, with what stands before and after it in its line."""
        for match in pattern.finditer(self._text):
            at = min(bisect_right(self._starts, match.start(1)), len(self.lines)) - 1
            line = self.lines[at]
            start, end = match.start(1) - self._starts[at], match.end(1) - self._starts[at]
            before = line.text[max(start - _BEFORE, 0) : start]
            if not before[-1:].isalpha():
                yield before, str(match[1]), line.text[end : end + _AFTER], line

    def _found(self, pattern: re2._Regexp[str]) -> Iterator[tuple[str, LineOfPage]]:
        for match in pattern.finditer(self._text):
            # What stands before it may be the end of the line above.
            start = match.end() - len(str(match[0]).lstrip())
            at = min(bisect_right(self._starts, start), len(self.lines)) - 1
            yield str(match[0]), self.lines[at]


class PagesAtHand:
    """What pages say; of the last ones it is remembered, as it takes more room than a page does.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[int, PageText] = OrderedDict()
        self._lock = Lock()

    def __call__(self, article: Article) -> PageText:
        """What the page of an article says, by the very object that it is."""
        with self._lock:
            page = self._known.get(id(article))
            if page is None:
                page = self._known[id(article)] = PageText(article)
                if len(self._known) > _PAGES_AT_HAND:
                    self._known.popitem(last=False)
            return page


class PageText:
    """What a page says, in its order, with what was removed from it."""

    def __init__(self, article: Article) -> None:
        """Take an article's lines."""
        self.article = article
        kept = [
            LineOfPage(one.lines[0], _one_line(one.text), at)
            for at, one in enumerate(article.paragraphs)
        ]
        removed = [LineOfPage(one.lines[0], _one_line(one.text), None) for one in article.removed]
        self._kept = kept
        self._lines = sorted(kept + removed, key=lambda line: line.number)

    @cached_property
    def all(self) -> LinesOfPage:
        """All lines, long ones as far as they are looked at."""
        return LinesOfPage([line.begun for line in self._lines])

    def top(self, number: int) -> LinesOfPage:
        """The first lines."""
        return LinesOfPage(self._lines[:number])

    @cached_property
    def prose(self) -> LinesOfPage:
        """The text of the article outside quotation marks."""
        paragraphs = self.article.paragraphs
        return LinesOfPage(
            [
                line.reading(outside_quotations(line.text))
                for line in self._kept
                if line.paragraph is not None and paragraphs[line.paragraph].linkable
            ]
        )

    @cached_property
    def below_headline(self) -> list[LineOfPage]:
        """The lines between the headline and the text, where bylines stand."""
        first = self._body[0].number if self._body else 0
        top = max((line.number for line in self._kept if self._role(line) == "headline"), default=0)
        between = [line for line in self._lines if top < line.number < first]
        return [line for line in between if self._role(line) in (None, "byline", "caption")]

    @cached_property
    def above(self) -> LinesOfPage:
        """What stands above the text, and the beginning of its first paragraph."""
        first = self._body[0] if self._body else None
        lines = [line for line in self._lines if first is None or line.number < first.number]
        opening = [] if first is None else [first.begun]
        return LinesOfPage(lines + opening)

    @cached_property
    def body(self) -> LinesOfPage:
        """What was kept, and the lines right below it: further down a site speaks of itself."""
        lines = self._around(self._kept[-1].number if self._kept else 0)
        return LinesOfPage([line.begun for line in lines])

    @cached_property
    def below(self) -> LinesOfPage:
        """The last paragraph, and what stands below the text."""
        last = self._body[-1].number if self._body else 0
        return LinesOfPage([line for line in self._lines if line.number >= last])

    @cached_property
    def beside(self) -> LinesOfPage:
        """The lines among and right around the text that are no part of it, such as a source."""
        first, last = (self._kept[at].number if self._kept else 0 for at in (0, -1))
        prose = {line.number for line in self._body}
        return LinesOfPage(
            [
                line
                for line in self._around(last)
                if line.number >= first and line.number not in prose
            ]
        )

    def _around(self, last: int) -> list[LineOfPage]:
        """All lines as far as some below the last one that was kept."""
        below = [line for line in self._lines if line.number > last][:_BELOW]
        return [line for line in self._lines if line.number <= last] + below

    def publisher(self, sources: frozenset[int] = frozenset()) -> str:
        """All that may name who publishes it, in small letters without spaces.

        Args:
            sources: The lines that give somebody else as the source.
        """
        article = self.article
        known = [article.outlet, article.url, article.byline, article.author]
        if article.outlet is None:
            known += PurePath(article.path).parts[-2:]
            own = [line for line in self._lines if line.number not in sources]
            known += [line.text for line in own if line.paragraph is None or self._signs(line)]
            known += [line.text for line in own[:1] if line.text == self.masthead]
        return "".join(" ".join(text for text in known if text).casefold().split())

    @cached_property
    def masthead(self) -> str | None:
        """The page's first line, where it is a name of several words and nothing else.

        A paper that tells of its own work says its name in the text, as a headline's words are;
        so it may have been taken for the headline.
        """
        for line in self._lines[:1]:
            if self._role(line) in (None, "headline") and _NAME_ALONE.match(line.text):
                return line.text
        return None

    def has_line_of(self, other: PageText, sign: Sign, there: Sign) -> bool:
        """Whether the line of a sign stands on another page, maybe behind a place and a service."""
        own = {line.text.lstrip(AROUND) for line in self._lines if line.number == sign.line}
        lines = (line.text for line in other._lines if line.number == there.line)
        return any(text in line for line in lines for text in own)

    @cached_property
    def _body(self) -> list[LineOfPage]:
        return [line for line in self._kept if self._role(line) == "body"]

    def _signs(self, line: LineOfPage) -> bool:
        """Whether a line may name the paper below or beside a reporter's name."""
        return line.is_short and self._role(line) == "byline"

    def _role(self, line: LineOfPage) -> str | None:
        """What a line is in the article; None where it was removed."""
        return None if line.paragraph is None else self.article.paragraphs[line.paragraph].role


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
