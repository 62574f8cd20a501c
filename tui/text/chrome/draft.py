"""A page while the rules run over it: its lines, what is known of each, who took it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.chrome.lexicon import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.article import Role, Trim
    from tui.text.chrome.lexicon import Key, Lexicon
    from tui.text.chrome.rules import AfterRule, Place, SentenceSettings
    from tui.text.page import Block, Page

_BULLET = re.compile(r"(?:[*•·‣▪◦●■►▶»>+–—-]|o(?= )|\(?\d{1,2}[.)])(?:\s+|$)")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Line:
    """One paragraph-to-be.

    `text` is what clean-up has left of the block, `index` the place on the page from 0,
    `length` the number of words (two East Asian characters count as one). A rule takes a
    line by setting `taken_by`, and `role` as well where the line stays in the article as
    something else than body text. `cost` is what penalties add up to, in words.
    """

    __slots__ = (
        "block", "bullet", "cost", "ended", "fits", "folded", "index", "length", "role",
        "sentence", "taken_by", "text", "trimmed", "words",
    )  # fmt: skip

    def __init__(self, block: Block, index: int, sentences: SentenceSettings) -> None:
        self.block = block
        self.index = index
        self.taken_by: str | None = None
        self.role: Role | None = None
        self.cost = 0.0
        self.trimmed: tuple[Trim, ...] = ()
        self.read(block.text, sentences)

    def read(self, text: str, sentences: SentenceSettings) -> None:
        """Take `text` for the line's text and find out about it."""
        self.text = text
        self.folded = folded(text)
        self.words = words_of(self.folded)
        self.fits: dict[Key, int] | None = None
        self.bullet = bool(_BULLET.match(text))
        self.length = float(len(self.words))
        if not text.isascii() and (characters := len(_EAST_ASIAN.findall(text))):
            self.length += characters / sentences.east_asian_characters_per_word
        bare = text.rstrip(sentences.closers)
        teaser = self.length <= sentences.teaser_words and bare.endswith(sentences.teasers)
        self.ended = bare.endswith(tuple(sentences.ends)) and not teaser
        self.sentence = self.ended and self.length >= sentences.at_least

    def __repr__(self) -> str:
        return f"Line({self.index}, {self.text!r}, taken_by={self.taken_by!r})"


class Draft:
    """The page under work.

    `first` and `last` are the indexes of the body's first and last line once a `body` rule
    has found it, `headline` the index of the headline; None before. `stops` are the stop
    markers by index.
    """

    def __init__(self, page: Page, sentences: SentenceSettings, lexicon: Lexicon) -> None:
        self.sentences = sentences
        self.lines = [Line(block, i, sentences) for i, block in enumerate(page.blocks)]
        self.first: int | None = None
        self.last: int | None = None
        self.headline: int | None = None
        self.stops: dict[int, AfterRule] = {}
        self.body_rule = ""
        self._lexicon = lexicon

    def fits(self, line: Line, key: Key) -> int:
        """How many phrases of the wording `key` the line fits."""
        if line.fits is None:
            line.fits = self._lexicon.read(line.folded, line.words)
        return line.fits.get(key, 0)

    def free(self, place: Place = "anywhere") -> Iterator[Line]:
        """The lines that stand at the place and that no rule has taken, in order."""
        for line in self.range_of(place):
            if line.taken_by is None:
                yield line

    def range_of(self, place: Place, edge: int = 3, above: int = 12) -> list[Line]:
        """All lines that stand at the place; none where the body has not been found."""
        if place == "anywhere":
            return self.lines
        if self.first is None or self.last is None:
            return []
        first, end = self.first, self.last + 1
        top = max(0, first - above) if self.headline is None else self.headline
        ranges = {
            "before": self.lines[:first],
            "above": self.lines[top:first],
            "body": self.lines[first:end],
            "article": self.lines[min(top, first) : end],
            "edge": self.lines[first : min(first + edge, end)]
            + self.lines[max(first + edge, end - edge) : end],
            "end": self.lines[max(first, end - edge) : end + edge],
            "after": self.lines[end:],
        }
        return ranges[place]

    def close(self) -> None:
        """Give what no rule has taken to the body, or, outside of it, to the `body` rule."""
        if self.first is None or self.last is None:
            return
        stop = self.body_rule
        for line in self.lines:
            if self.first <= line.index <= self.last:
                continue
            if line.index > self.last and line.index in self.stops:
                stop = self.stops[line.index].name
            if line.taken_by is None:
                line.taken_by = stop
