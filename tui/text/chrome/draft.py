"""A page while the rules run over it: its lines, what is known of each, who took it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.text.chrome.lexicon import folded_lines
from tui.text.fields import Count
from tui.text.model import Trim
from tui.text.words.scripts import (
    count_east_asian,
    count_east_asian_words,
    count_south_east_asian,
    count_south_east_asian_words,
    may_be_unspaced,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.chrome.lexicon import FoldedText, Lexicon, WordingKey
    from tui.text.chrome.recurrence import Occurrence, Recurrence
    from tui.text.chrome.rule import Region
    from tui.text.model import Role
    from tui.text.page.model import Block, Page


_BULLET = re.compile(r"(?:[*•·‣▪◦●■►▶»>+–—-]|o(?= )|\(?\d{1,2}[.)])(?:\s+|$)")


# What ends it is looked for first, since there is far less of that than of letters. Marks of East
# and South Asia, of Arabic and Urdu end nothing else, whatever stands around them.
_INNER_END = re.compile(
    r"(?<=[^\W\d_]{3})[.!?][\"”“»)]* +[\"“„»(]?[^\W\d_a-z]|[。！？।؟۔។](?=.{0,3}[^\W\d_])"
)


# "… he said. (AFP/dpa)": what is in brackets behind the end is none of the sentence.
_SIGNED = re.compile(
    r"(?:[^\W\d_]{2}[.!?…][\"'”’“»]* |[。！？।۔][”’」』]* ?)[(（【][^()（）【】]{1,30}[)）】]$"
)


_CLOSING = frozenset(")）】")


# "Storm Nears Washington, D.C.": the last stop is the abbreviation's, as most words' capitals tell.
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_a-z]\.){2,4}$")


# "… he said. 3", "… he said.¹": nor is the number of a note that stands below the text.
_NOTED = re.compile(r"[^\W\d_]{3}[.!?…][\"'”’“»]* ?(?:\d{1,2}|[¹²³⁰⁴-⁹]{1,2})$")


# "Associated Press | March 16, 2026 at 9:14 a.m.": the stop is the abbreviation's.
_STAMP = re.compile(r"\b(?:19|20)\d\d\D{1,12}\d{1,2}[:.]\d\d ?[ap]\. ?m\.$")


_LONGEST_END, _FIRST_END = 200, 20_000
"""Characters that the end of a sentence takes with what is in brackets behind it, and those in
which the first sentence of a paragraph has ended."""


_LABEL, _OFTEN, _TITLE = 10, 3, 4
"""Words that a label has at most, how often it parts two sentences, and words of a title that is
announced at the least, and of what announces it at the most."""


_COLUMNS, _CELL, _ROWS = 6, 4, 4
"""Columns of a table that has a line for each cell, and words of a cell, at the most, and rows."""


_CAPITALS = 0.6
"""Share of a headline's words that begin with a capital, where more than names do."""


PAGE_EDGE = "page-edge"
"""The name under which page numbers and running heads of printed pages go."""


AS_SAID = "as-the-file-says"
"""What takes a line of which the file that holds its article says what it is."""


class SentenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sentence paragraph is: `at_least` words and one of `ends` at its end.

    `closers` may follow the end. A paragraph of `long` words and more is one without an end
    too, if a sentence ends inside it. A line of up to `teaser_words` words with one of
    `teasers` at its end was cut off and is none. A line of fewer than `label_words` words that
    nothing ends is a label or a link, such as hangs on below an article. Of East Asian
    characters, `east_asian_characters_per_word` count as a word, of Thai, Lao, Burmese and Khmer
    ones `south_east_asian_characters_per_word`; there a line of `unmarked` words and more is a
    sentence without an end too, since Thai and Lao put none.

    For the places that rules ask for: as many lines `above` the body are the article's where
    it has no headline; the first `start` lines of the body are its start; its last `end`
    lines, and as many below it, are its end.
    """

    at_least: Count = 7
    ends: str = ".!?…:。！？।॥؟۔።។။"
    closers: str = " \"'”“„’‘‚»«›‹)]}*"
    long: Count = 30
    teasers: tuple[str, ...] = ("…", "..", "‥")
    teaser_words: Count = 20
    label_words: Count = 12
    east_asian_characters_per_word: Annotated[float, msgspec.Meta(gt=0)] = 2
    south_east_asian_characters_per_word: Annotated[float, msgspec.Meta(gt=0)] = 5
    unmarked: Count = 12
    above: Count = 12
    start: Count = 3
    end: Count = 4


class Line:
    """One paragraph-to-be.

    `text` is what clean-up has left of the block, `index` the place on the page from 0,
    `words` its words in lower case, `length` their number (two East Asian characters count as
    one). `ended` lines end as sentences do; `sentence` ones are long enough for one, too, and
    `presumed` if nothing but their length says so; a `cut_off` one ends in dots. A rule takes a
    line by setting `taken_by`, and `role` as well where the line stays in the article as
    something else than body text. `kept_by` is the rule that keeps it from all others. `cost` is
    what penalties add up to, in words.
    """

    __slots__ = (
        "block", "bullet", "cost", "cut_off", "ended", "fits", "folded", "index",
        "kept_by", "length", "presumed", "role", "said", "sentence", "taken_by", "text",
        "trimmed",
    )  # fmt: skip

    def __init__(
        self, block: Block, index: int, sentences: SentenceSettings, folded: FoldedText
    ) -> None:
        self.block = block
        self.index = index
        self.taken_by = PAGE_EDGE if block.furniture else block.taken_by
        self.kept_by: str | None = None
        self.role: Role | None = None
        self.cost = 0.0
        self.trimmed = edges_between(block) if block.between else ()
        self.read(block.text, sentences, folded)

    def read(self, text: str, sentences: SentenceSettings, folded: FoldedText) -> None:
        """Take `text`, which is given folded too, for the line's text and find out about it."""
        self.text = text
        self.folded, self.said = folded
        self.fits: dict[WordingKey, int] | None = None
        markup = self.block.markup
        # Most lines begin with a letter.
        self.bullet = (
            (text[:1] == "o" or not text[:1].isalpha()) and _BULLET.match(text) is not None
        ) or (markup is not None and markup.is_item)
        self.length = self.said.count(" ") + 1.0 if self.said else 0.0
        spaceless = False
        if not text.isascii() and may_be_unspaced(text):
            if characters := count_east_asian(text):
                others = self.length - count_east_asian_words(self.said)
                self.length = others + characters / sentences.east_asian_characters_per_word
            elif characters := count_south_east_asian(text):
                others = self.length - count_south_east_asian_words(self.said)
                self.length = others + characters / sentences.south_east_asian_characters_per_word
                spaceless = True
        bare = text.rstrip(sentences.closers)
        self.cut_off = self.length <= sentences.teaser_words and bare.endswith(sentences.teasers)
        self.ended = bool(bare) and bare[-1] in sentences.ends and not self.cut_off
        if text.endswith("m.") and self.length <= sentences.label_words and _STAMP.search(text):
            self.ended = False
        if self.ended and text[-2:-1].isupper() and self.length <= sentences.teaser_words:
            self.ended = not (_INITIALS.search(text) and _is_in_capitals(text))
        if not self.ended and text[-1:] in _CLOSING and _SIGNED.search(text[-_LONGEST_END:]):
            self.ended = True
        if self.length > sentences.label_words and text[-1:].isdigit():
            self.ended = _NOTED.search(text[-_LONGEST_END:]) is not None
        if not self.ended and self.length >= sentences.long:
            self.ended = _INNER_END.search(text, 0, _FIRST_END) is not None
        self.presumed = False
        if spaceless and not self.ended:
            self.ended = self.length >= sentences.unmarked and not self.cut_off
            self.presumed = self.ended and self.length <= sentences.teaser_words
        self.sentence = self.ended and self.length >= sentences.at_least

    @property
    def words(self) -> list[str]:
        """The line's words, parted from one another each time: `said` has them in one text."""
        return self.said.split()

    @property
    def has_number(self) -> bool:
        """Whether one of the words is a number."""
        return "#" in self.said and " # " in f" {self.said} "

    @property
    def is_numbers(self) -> bool:
        """Whether no word is anything but a number."""
        return self.said[:1] in "#" and not self.said.strip("# ") and set(self.words) <= {"#"}

    def long_words(self, least: int) -> set[str]:
        """The line's words of so many letters or more, each once."""
        return {word for word in self.said.split() if len(word) >= least}

    def __repr__(self) -> str:
        return f"Line({self.index}, {self.text!r}, taken_by={self.taken_by!r})"


def _is_left(line: Line) -> bool:
    """Whether a line is a sentence that no rule has taken."""
    return line.sentence and line.taken_by is None


def _may_be_cell(line: Line) -> bool:
    return 0 < line.length <= _CELL and not line.ended and not line.bullet


def _is_table(cells: Sequence[Line], columns: int) -> bool:
    """Whether below a first row of words each column has either numbers or words that differ."""
    if len(cells) < _ROWS * columns or any(line.has_number for line in cells[:columns]):
        return False
    told = [cells[at::columns][1:] for at in range(columns)]
    numbers = [sum(line.text[0].isdigit() for line in column) for column in told]
    names = {line.folded for line in told[numbers.index(0)]} if 0 in numbers else ()
    return len(names) == len(told[0]) == max(numbers) and set(numbers) <= {0, len(names)}


def _is_in_capitals(text: str) -> bool:
    """Whether most words begin with a capital, as those of a headline may."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > _CAPITALS * len(words)


def edges_between(block: Block) -> tuple[Trim, ...]:
    """What of printed pages' edges stood inside a paragraph, as parts that it has lost."""
    return tuple([Trim(text, PAGE_EDGE) for text in block.between]) if block.between else ()


class Stop(NamedTuple):
    """A marker below which the article does not go on, or only once sentences do.

    `name` is its rule's; a `hard` one ends the article where a run worth `enough` words stands
    before it. Another costs `cost`, and what follows earns only the share `trust` of its words
    until `restore` sentence paragraphs stand in a row; where `restore` is 0, trust stays.
    """

    name: str
    hard: bool
    enough: float
    cost: float
    trust: float
    restore: int


class Trust:
    """How far sentences are believed to be the article's after a soft stop marker."""

    def __init__(self) -> None:
        self._stop: Stop | None = None
        self._in_a_row = 0

    def lower(self, stop: Stop) -> None:
        """Lower the trust in what follows."""
        if stop.restore:
            self._stop = stop
            self._in_a_row = 0

    def restore(self) -> None:
        """Believe again in what follows."""
        self._stop = None

    @property
    def lowered(self) -> bool:
        """Whether lines may earn less than they are worth."""
        return self._stop is not None

    def share(self, line: Line) -> float:
        """The share of its words that a line may earn."""
        if self._stop is None:
            return 1.0
        self._in_a_row = self._in_a_row + 1 if line.sentence and not line.bullet else 0
        if self._in_a_row >= self._stop.restore:
            self._stop = None
            return 1.0
        return self._stop.trust


class Draft:
    """The page under work.

    `first` and `last` are the indexes of the body's first and last line once a `body` rule (its
    name is `body_rule`) has found it, `headline` the index of the headline; None before.
    `author` is the index of a line that names who wrote it without saying so, and the name.
    `stops` are the stop markers by index, `tail` the rules by the index of a line that goes if
    it stands at the body's end, `asides` the indexes of boxes between paragraphs, which part
    none of its text, `cards` those at which lines begin that offer something together,
    `forms` those of lines that are text by what they are together, as verse or rows are, `timed`
    those among them of entries that each have their time,
    `recurrence` the lines that other pages have too, `metadata` what the page says of itself,
    `has_markup` whether it says what its lines stand in, `is_manuscript` whether it is a document
    of a word processor.
    """

    def __init__(self, page: Page, sentences: SentenceSettings, lexicon: Lexicon) -> None:
        self.sentences = sentences
        texts = folded_lines([block.text for block in page.blocks])
        self.lines = [
            Line(block, index, sentences, folded)
            for index, (block, folded) in enumerate(zip(page.blocks, texts, strict=True))
        ]
        self.metadata = page.metadata
        self.has_markup = any(block.markup for block in page.blocks)
        self.is_manuscript = page.places == "paragraph"
        self.first: int | None = None
        self.last: int | None = None
        self.headline: int | None = None
        self.author: tuple[int, str] | None = None
        self.stops: dict[int, Stop] = {}
        self.tail: dict[int, str] = {}
        self.asides, self.cards = set[int](), set[int]()
        self.forms: frozenset[int] = frozenset()
        self.timed: frozenset[int] = frozenset()
        self.body_rule = ""
        self.recurrence: Recurrence | None = None
        self._lexicon = lexicon
        self._fitting: dict[WordingKey, list[Line]] | None = None
        self._kept: list[Line] = []

    def around(self, line: Line, company: int) -> list[Line]:
        """A line and as many on either side; labels and edges of printed pages are passed over."""
        found = [line]
        for step in (-1, 1):
            at, wanted = line.index + step, company
            while wanted and 0 <= at < len(self.lines):
                passed = at in self.labels or at in self.asides
                if not (passed or self.lines[at].block.furniture):
                    found.append(self.lines[at])
                    wanted -= 1
                at += step
        return found

    def fits(self, line: Line, key: WordingKey) -> int:
        """How many phrases of the wording `key` the line fits."""
        if line.fits is None:
            line.fits = self._lexicon.read(line.folded, line.said)
        return line.fits.get(key, 0)

    def reads(self, text: str, key: WordingKey) -> bool:
        """Whether a part of a line would fit the wording `key` if it were one."""
        return self._lexicon.read(*folded_lines([text])[0]).get(key, 0) > 0

    def fitting(self, key: WordingKey, place: Region = "anywhere") -> Iterator[Line]:
        """The lines that fit a wording, stand at a place and are not taken, in order."""
        found = self.fitting_any(key)
        start, end = self._span(place) if found else (0, 0)
        for line in found:
            if line.taken_by is None and start <= line.index <= end:
                yield line

    def fitting_any(self, key: WordingKey) -> list[Line]:
        """The lines that fit a wording, taken ones too, in order."""
        if self._fitting is None:
            self._fitting = self._read_all()
        return self._fitting.get(key, [])

    def _read_all(self) -> dict[WordingKey, list[Line]]:
        """The lines by the wordings that they fit: most wordings fit none, and cost nothing."""
        fitting: dict[WordingKey, list[Line]] = {}
        for line in self.lines:
            if line.fits is None:
                line.fits = self._lexicon.read(line.folded, line.said)
            for key in line.fits:
                fitting.setdefault(key, []).append(line)
        return fitting

    def reread(self, line: Line, text: str) -> None:
        """Give a line another text."""
        line.read(text, self.sentences, folded_lines([text])[0])
        self._fitting = None

    def keep(self, line: Line, rule: str) -> None:
        """Keep a line from all rules, in the name of one."""
        if line.kept_by is None:
            line.kept_by = rule
            self._kept.append(line)

    def give_back(self) -> None:
        """Undo what a rule has done to lines that are kept from all rules; a role may stay."""
        for line in self._kept:
            self.stops.pop(line.index, None)
            line.cost = 0.0
            if line.role is None:
                line.taken_by = line.block.taken_by
            if line.trimmed:
                line.trimmed = edges_between(line.block)
                self.reread(line, line.block.text)

    def free(self, place: Region = "anywhere") -> Iterator[Line]:
        """The lines that stand at a place and that no rule has taken, in order."""
        start, end = self._span(place)
        for line in self.lines[start : end + 1]:
            if line.taken_by is None:
                yield line

    def stands(self, line: Line, place: Region) -> bool:
        """Whether a line stands at a place; only `anywhere` where no body has been found."""
        start, end = self._span(place)
        return start <= line.index <= end

    def _span(self, place: Region) -> tuple[int, int]:
        """The indexes of the first and the last line that stand at a place."""
        if place == "anywhere":
            return 0, len(self.lines)
        if self.first is None or self.last is None:
            return 0, -1
        first, last = self.first, self.last
        match place:
            case "before":
                start, end = 0, first - 1
            case "above":
                start, end = self.top, first - 1
            case "article":
                start, end = min(self.top, first), last
            case "start":
                start, end = min(self.top, first), min(first + self.sentences.start, last) - 1
            case "end":
                start, end = max(first, last + 1 - self.sentences.end), last + self.sentences.end
            case "after":
                start, end = last + 1, len(self.lines)
            case _:
                start, end = first, last
        return start, end

    def together(self, at: int) -> list[Line]:
        """The lines from one on that no blank line parts."""
        return self.lines[at : self._ends[at]] if at < len(self.lines) else []

    @cached_property
    def _ends(self) -> list[int]:
        """For each line the index behind the last of those that no blank line parts from it."""
        ends = [len(self.lines)] * len(self.lines)
        for at in range(len(self.lines) - 2, -1, -1):
            ends[at] = at + 1 if self.lines[at + 1].block.parted else ends[at + 1]
        return ends

    @cached_property
    def parts_paragraphs(self) -> bool:
        """Whether most paragraphs of a page of text have a blank line above and below."""
        if self.has_markup:
            return False
        # Some languages have few words, and long ones.
        least, lines = self.sentences.label_words, (line for line in self.lines if line.sentence)
        told = [line for line in lines if line.length >= least or len(line.text) >= 6 * least]
        alone = sum(line.block.parted and len(self.together(line.index)) == 1 for line in told)
        return len(told) > 2 and 2 * len(told) <= 3 * alone

    @cached_property
    def occurrences(self) -> list[Occurrence]:
        """On how many pages and stories each line stands, as it was saved; empty if none recurs."""
        known = self.recurrence
        if known is None or not known.lines:
            return []
        return [known.of(line.block.text) for line in self.lines]

    @cached_property
    def labels(self) -> frozenset[int]:
        """The indexes of short lines that come again and again with a sentence between each two.

        They announce advertisements, or that the article goes on, and part none of its text.
        """
        often = (places for places in self.parting if len(places) >= _OFTEN)
        return frozenset(at for places in often for at in places)

    @cached_property
    def parting(self) -> list[list[int]]:
        """The indexes of short lines with a sentence above and below, those that say the same."""
        found: dict[str, list[int]] = {}
        for above, line, below in zip(self.lines, self.lines[1:], self.lines[2:], strict=False):
            parting = above.sentence and below.sentence and not line.ended
            if parting and 0 < line.length <= _LABEL:
                found.setdefault(line.folded, []).append(line.index)
        return list(found.values())

    @cached_property
    def cells(self) -> frozenset[int]:
        """The indexes of the cells of tables of which each has a line of its own."""
        found: set[int] = set()
        for short, group in groupby(self.lines if self.parts_paragraphs else (), _may_be_cell):
            lines = list(group) if short else []
            # A label may stand above.
            most = range(2, min(_COLUMNS, len(lines) // _ROWS) + 1)
            tops = ((len(lines) % columns, columns) for columns in most)
            if any(top < 2 and _is_table(lines[top:], columns) for top, columns in tops):
                found.update(line.index for line in lines)
        return frozenset(found)

    @cached_property
    def announcing(self) -> list[int]:
        """The indexes of short lines that come again, each above a title between two sentences."""
        found: dict[str, list[int]] = {}
        four = (self.lines[at:] for at in range(4))
        for above, line, title, below in zip(*four, strict=False):
            parting = above.sentence and below.sentence and not (line.ended or title.ended)
            told = title.length >= _TITLE and title.taken_by is None and title.text[0].isalpha()
            if parting and told and 0 < line.length <= _TITLE and line.taken_by is None:
                found.setdefault(line.folded, []).append(line.index)
        return [at for places in found.values() if len(places) > 1 for at in places]

    def boxes_again(self) -> Iterator[list[Line]]:
        """The boxes between paragraphs whose first line heads another box below a paragraph."""
        heads: dict[str, list[list[Line]]] = {}
        for above, head in pairwise(self.lines if self.parts_paragraphs else ()):
            stop = self.stops.get(head.index)
            told = stop and not stop.hard and _is_left(above)
            if told and head.block.parted and 0 < head.length <= _LABEL:
                heads.setdefault(head.folded, []).append(self.together(head.index))
        for boxes in heads.values():
            for box in boxes if len(boxes) > 1 else ():
                below = self.together(box[-1].index + 1)
                if list(map(_is_left, below)) == [True] and not any(one.sentence for one in box):
                    yield box

    def set_aside(self, box: list[Line], rule: str) -> None:
        """Take a box between paragraphs, in the name of what is a marker or taken in it."""
        stop = next(filter(None, (self.stops.pop(line.index, None) for line in box)), None)
        names = [stop.name if stop else None, *(line.taken_by for line in box)]
        name = next(filter(None, names), rule)
        for line in box:
            line.taken_by = line.taken_by or name
        self.asides.update(line.index for line in box)

    def take_labels(self, rule: str) -> None:
        """Take the label that comes again and again between the article's paragraphs, and titles.

        Several that take turns are the names of those who speak, and stay.
        """
        again = [places for places in self.parting if len(places) > 1] if self.labels else []
        for line in map(self.lines.__getitem__, again[0] if len(again) == 1 else ()):
            line.taken_by = line.taken_by or rule
        first, last = self.first or 0, self.last or 0
        for at in [] if self.has_markup else self.announcing:
            if first < at < last:
                for line in self.lines[at : at + 2]:
                    line.taken_by = line.taken_by or rule

    @property
    def top(self) -> int:
        """The index of the article's first line, be it headline or body."""
        if self.headline is not None:
            return self.headline
        return max(0, (self.first or 0) - self.sentences.above)

    def close(self) -> None:
        """Give what no rule has taken outside of the body to the `body` rule or a stop marker.

        Roles that lines outside were given before the body was known are taken back.
        """
        if self.first is None or self.last is None:
            self._heed_roles()
            return
        rule = self.body_rule
        for line in self.lines:
            if self.first <= line.index <= self.last:
                continue
            if line.index > self.last and line.index in self.stops:
                rule = self.stops[line.index].name
            if line.taken_by is None:
                line.taken_by = rule
            elif line.role != "correction" and not (
                self.top <= line.index <= self.last + self.sentences.end
            ):
                line.role = None
        self.give_back()
        self._heed_roles()

    def _heed_roles(self) -> None:
        """Give lines of which their file says what they are that role, and no others it."""
        given = {line.index: line.block.role for line in self.lines if line.block.role}
        for line in self.lines if given else ():
            role = given.get(line.index)
            if role is None:
                if line.role in ("headline", "byline") and line.role in given.values():
                    line.taken_by, line.role = line.block.taken_by, None
            elif role == "body":
                line.taken_by = line.role = None
            else:
                line.taken_by, line.role = AS_SAID, role
