"""Which source lines make up one paragraph: hard-wrapped text beside one paragraph a line.

Text that a program broke at a width shows it: the first word of a line would not have
fitted on the line before it. Where that holds through a run of lines, and sentences run
on from line to line, the run is wrapped and its lines are joined; a line that had room
for the next word ends a paragraph. A run too short to show a width has the page's.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.text.words.scripts import HANGUL_SYLLABLES, begins_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


LONGEST_WRAPPED_LINE = 132
"""Widest line, in characters, taken for hard-wrapped: the old terminals' wide mode."""


_SHORTEST_WRAP_WIDTH = 36
"""Narrower columns are menus and tables, whose lines never run on."""


_LEAST_RUNNING_ON = 0.3
"""Share of full lines whose sentence must run on: about .85 of English lines do, .6 of German."""


_LEAST_FULL = 0.7
"""Share of a page's lines that must be full where no run shows a width by itself."""


_FULL_BESIDE_LISTS, _RUNNING_ON_BESIDE_LISTS = 0.45, 0.2
"""Less of both is enough where a run has that width by itself: headlines and captions stand between
the runs, and nouns have capitals in German."""


_PLAIN = 3
"""Lines whose sentences run on, from which on a page's width is plain: then others need not."""


_RAGGED = 0.72
"""Share of the width that a line has at the least where letters are of different widths."""


_MOST_NAMED = 5
"""Words from which on what follows a small one is no name."""


_RAGGED_END = 0.88
"""The same of a line that ends a sentence, which may end a paragraph too."""


_LEAST_RAGGED = 5
"""Lines whose sentences run on that tell such a width."""


_NARROWEST, _LEAST_NARROW = 22, 8
"""The narrowest column of print, as on the page of a telephone, and how many lines must run on in
small letters to tell one narrower than others."""


_BEYOND_WIDTH = 10
"""One line in so many may be longer than others of print: of narrow letters, or no line of text."""


_LOOSELY = 0.8
"""Share of the lines whose sentences run on that have a line's length; large type has less."""


_STRICTLY = 0.9
"""Share of the lines whose sentences run on that are full where a program broke them."""


_FAR, _SOMEWHAT = 1.25, 1.1
"""How many times the width a line has at the most that was broken at it, and one whose sentence
doesn't plainly go on; addresses go beyond it."""


_BEYOND = 12
"""Widths of lines from which on a page's is looked for, counted from the greatest."""


_SHORTEST_MAIL, _LONGEST_MAIL = 56, 80
"""Widths that mail programs break lines at, narrower and wider than the usual 72 and 76."""


_LEAST_PRINTED = 4
"""Runs of lines of a page that one line may tell the width of."""


_LEAST_FEW, _PAST = 2, 12
"""Lines that run on that tell the width of a page with few others, and how many characters any line
may have beyond it."""


_TOP, _LEAST_SPACES = 8, 2
"""Lines at the top of a page in which its headline stands, and spaces in one of large type."""


_MOST_LOOKED_AT = 2000
"""Pairs of lines that tell the width of a page."""


_LIST_ITEM = re.compile(r"(?:[*•·‣▪◦–—-]|\(?\d{1,3}[.)])\s")


_CLOSERS, _ENDS = "\"'”’»)]", frozenset(".!?…:;。！？")
"""What may stand behind the end of a sentence, and what ends one."""


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


_LEAST_PARTED = 0.03
"""Share of broken lines that end in a hyphen, from which on words were parted to fill them; a
compound stands at a line's end far more seldom."""


_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)


_SOLID = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


_SOLID_OR_QUOTE = re.compile(f"{_SOLID.pattern[:-1]}“”‘’…—]")


_HANGUL = re.compile(f"[{HANGUL_SYLLABLES}]")


_HANGUL_OR_MARK = re.compile(f"[{HANGUL_SYLLABLES}.,!?…”’)]")


_LEAST_KOREAN, _FLUSH = 2, 0.8
"""Lines of Korean, and the share of them that must be full to the last cell, where words were
broken at any syllable; elsewhere a line ends where a space was."""


_SHORT = 26


SOFT_HYPHEN = "\u00ad"


class FoldedLine(msgspec.Struct, frozen=True, gc=False):
    """A source line with white space folded: its number from 1, its text, its indent.

    It may stand on several `rows` of the source. Where it `goes_on`, it is known to belong to
    the line above, whatever stands between them. At a line's end, a soft hyphen parts a word.
    """

    number: int
    text: str
    indent: int
    rows: int = 1
    goes_on: bool = False

    @property
    def width(self) -> int:
        """Where it ends, in cells counted from the left edge: East Asian characters take two."""
        wide = 0 if self.text.isascii() else len(_WIDE.findall(self.text))
        return self.indent + len(self.text) + wide

    @property
    def is_short(self) -> bool:
        """Whether it is far shorter than a line of text, as those of menus are."""
        return self.indent + 2 * len(self.text) < _SHORT


class _Column(NamedTuple):
    """The width that lines were broken at.

    Where it is `plain`, a line need not run on to belong to a full one above it; where
    `ragged`, letters are of different widths, as in print, and lines full at fewer characters.
    """

    width: int
    plain: bool = False
    ragged: bool = False

    def is_full(self, pair: _Pair) -> bool:
        """Whether the next line's first word had no room left on a line."""
        if self.ragged:
            if _ends_sentence(pair.line.text):
                # What comes next must be text as well, and no label below it.
                is_text = _ends_sentence(pair.following.text) or self._is_long(pair.next_width)
                return is_text and pair.width >= _RAGGED_END * self.width
            return self._is_long(pair.width) or pair.needed > self.width
        most = _FAR if pair.runs_on else _SOMEWHAT
        return pair.width <= most * self.width and pair.needed > self.width

    def _is_long(self, width: int) -> bool:
        return width >= _RAGGED * self.width


class _Pair:
    """Two lines of which one stands below the other, and where they end.

    `needed` is where the first one would end with the next one's first word, `longest` where the
    longer of the two ends.
    """

    __slots__ = ("_runs_on", "following", "line", "longest", "needed", "next_width", "width")

    def __init__(
        self, line: FoldedLine, following: FoldedLine, width: int, next_width: int
    ) -> None:
        self.line = line
        self.following = following
        self.width = width
        self.next_width = next_width
        self.longest = max(width, next_width)
        self.needed = _needed(line, following, width)
        self._runs_on: bool | None = None

    @property
    def runs_on(self) -> bool:
        """Whether a sentence goes on from one to the other."""
        if self._runs_on is None:
            self._runs_on = runs_on(self.line.text, self.following.text)
        return self._runs_on

    @property
    def small(self) -> bool:
        """Whether the second one begins with a small letter."""
        return self.following.text[:1].islower()


def _pairs(lines: Sequence[FoldedLine]) -> list[_Pair]:
    """Each line with the next one."""
    widths = [line.width for line in lines]
    return list(map(_Pair, lines, lines[1:], widths, widths[1:]))


def _needed(line: FoldedLine, following: FoldedLine, width: int) -> int:
    """Where a line that ends at a width would end with the next one's first word."""
    if _is_parted(line, following):
        # It was some syllables that had no room.
        return LONGEST_WRAPPED_LINE + 1
    text = following.text
    if begins_east_asian(text):
        return width + 2
    end = text.find(" ")
    return width + 1 + (len(text) if end < 0 else end)


def paragraphs_of(
    runs: Sequence[Sequence[FoldedLine]], *, is_mail: bool = False
) -> list[list[FoldedLine]]:
    """Split a page's runs of non-blank lines into paragraphs.

    Args:
        runs: For each run its adjacent lines, none of them blank.
        is_mail: Whether they are a mail, most of which are wrapped, however short they are.

    Returns:
        The same lines in the same order, one list for each paragraph.
    """
    # Most runs are one line, of which there is nothing to find out.
    parts = [part for run in runs for part in (_parts(run) if len(run) > 1 else (run,))]
    # Nor do those of short lines alone, such as menus, show at what width a page was broken.
    pairs = [[] if len(part) == 1 or _are_short(part) else _pairs(part) for part in parts]
    own = list(map(_own_column, pairs))
    breaks = list(islice(_breaks(pairs), _MOST_LOOKED_AT))
    page = _column_of_page(parts, breaks, [column.width for column in own if column])
    if page is None:
        page = _column_of_mail(breaks) if is_mail else _column_of_terminal(parts, breaks)
    return [
        paragraph
        for part, between, column in zip(parts, pairs, own, strict=True)
        for paragraph in (_unwrap(part, between, column, page) if len(part) > 1 else [list(part)])
    ]


class Hyphenation:
    """Whether a hyphen at a line's end belongs to the word or only parted it, by the page's words.

    Attributes:
        parts_words: Whether so many lines end in hyphens that words were parted to fill them.
        parts_korean: Whether Korean words were parted at any syllable, without a sign.
    """

    def __init__(self, paragraphs: Sequence[Sequence[FoldedLine]]) -> None:
        pairs = [
            pair for paragraph in paragraphs if len(paragraph) > 1 for pair in pairwise(paragraph)
        ]
        parted = sum(_is_parted(*pair) for pair in pairs)
        self.parts_words = parted >= max(1, _LEAST_PARTED * len(pairs))
        korean = [before.width for before, line in pairs if _is_korean(before.text, line.text)]
        flush = sum(width >= max(korean) - 1 for width in korean)
        self.parts_korean = flush >= max(_LEAST_KOREAN, _FLUSH * len(korean))
        self._words: Counter[str] = Counter()
        if parted:
            for paragraph in paragraphs:
                for line in paragraph:
                    self._words.update(_WORD.findall(line.text.casefold()))

    def belongs(self, line: str, following: str) -> bool:
        """Whether the hyphen at the end of a line is the word's own, as in “long-term”."""
        before = _WORD.findall(line.casefold())[-1:]
        after = _WORD.match(following.casefold())
        if not before or after is None:
            return True
        first, second = before[0], after[0]
        if self._words[first + second]:
            return False
        if self._words[f"{first}-{second}"]:
            return True
        # What stands at the line's ends has been counted once.
        if self._words[first] > 1 and self._words[second] > 1:
            return True
        return not self.parts_words


def join(lines: Sequence[FoldedLine], hyphenation: Hyphenation | None = None) -> str:
    """The text of a paragraph's lines; no space where Chinese, Japanese or a hyphen runs on.

    Args:
        hyphenation: Tells which hyphens only parted words, and go.
    """
    if len(lines) == 1:
        return lines[0].text.strip()
    # Put together at last: a paragraph of a hundred thousand lines would be copied for each.
    pieces = [lines[0].text]
    parts_korean = hyphenation is not None and hyphenation.parts_korean
    for before, line in pairwise(lines):
        text = pieces[-1]
        if text.endswith(SOFT_HYPHEN):
            pieces[-1] = text[:-1]
        elif _is_written_solid(text, line.text) or (parts_korean and _is_korean(text, line.text)):
            pass
        elif _is_parted(before, line):
            if hyphenation is not None and not hyphenation.belongs(before.text, line.text):
                pieces[-1] = text[:-1]
        else:
            pieces.append(" ")
        pieces.append(line.text)
    return "".join(pieces).strip()


def _is_written_solid(text: str, following: str) -> bool:
    """Whether Chinese or Japanese runs on, which has no spaces between its characters and marks."""
    return bool(text and following) and (
        (_SOLID.match(text[-1]) is not None and _SOLID_OR_QUOTE.match(following) is not None)
        or (_SOLID_OR_QUOTE.match(text[-1]) is not None and _SOLID.match(following) is not None)
    )


def _is_korean(text: str, following: str) -> bool:
    return bool(text and following) and (
        _HANGUL.match(text[-1]) is not None and _HANGUL_OR_MARK.match(following) is not None
    )


def _is_parted(line: FoldedLine, following: FoldedLine) -> bool:
    """Whether a word goes on behind the hyphen at a line's end."""
    text = line.text
    if text[-1:] == SOFT_HYPHEN:
        return True
    return text[-1:] in {"-", "‐"} and text[-2:-1].isalpha() and following.text[:1].islower()


def _parts(run: Sequence[FoldedLine]) -> list[Sequence[FoldedLine]]:
    """The run, parted at lines too long to have been wrapped, which stand alone."""
    too_long = [len(line.text) > LONGEST_WRAPPED_LINE for line in run]
    starts = [
        0,
        *(
            at
            for at in range(1, len(run))
            if (too_long[at] or too_long[at - 1]) and not run[at].goes_on
        ),
        len(run),
    ]
    return [run[start:end] for start, end in pairwise(starts)]


def _are_short(lines: Sequence[FoldedLine]) -> bool:
    return all(line.is_short for line in lines)


def _own_column(pairs: Sequence[_Pair]) -> _Column | None:
    """The width that a run was plainly wrapped at, from itself alone; None where it was not."""
    if len(pairs) < 2:
        return None
    widest = max([pair.longest for pair in pairs])
    if widest < _SHORTEST_WRAP_WIDTH:
        return None
    full = [pair for pair in pairs if pair.needed > widest]
    if len(full) * 2 < len(pairs):
        return None
    # One pair of lines can look wrapped by chance; two in one run hardly do.
    running_on = sum(pair.runs_on for pair in full)
    return _Column(widest) if running_on >= max(2, _LEAST_RUNNING_ON * len(full)) else None


def _breaks(pairs: Iterable[Sequence[_Pair]]) -> Iterator[_Pair]:
    """The pairs of lines that are long enough to be text's."""
    for pair in chain.from_iterable(pairs):
        if pair.longest >= _RAGGED * _SHORTEST_WRAP_WIDTH and not pair.following.goes_on:
            yield pair


def _column_of_page(
    parts: Sequence[Sequence[FoldedLine]], breaks: Sequence[_Pair], widths: list[int]
) -> _Column | None:
    """The width that a page was wrapped at: most of its runs' own, or what all of them show."""
    usual = sorted(widths)[len(widths) // 2] if widths else None
    column = None
    if sum(one.runs_on for one in breaks) > 1:
        column = _ragged(breaks) or _shown_by(breaks, usual)
        if column is None and usual is None:
            # Words can be so long, or lines so few, that even print looks full to the last word.
            column = _ragged(breaks, or_full=True) or _few(parts, breaks)
    return column or (_Column(usual) if usual else None)


def _few(parts: Sequence[Sequence[FoldedLine]], breaks: Sequence[_Pair]) -> _Column | None:
    """The width of a page of short texts, by the few lines that go on in small letters.

    All of them are full, and no line of several words goes far beyond them. In scripts without
    small letters, short lines are labels.
    """
    broken = [one for one in breaks if one.runs_on]
    width = max((one.width for one in broken), default=0)
    broken = [one for one in broken if one.small or one.width >= _RAGGED * width]
    if len(broken) < _LEAST_FEW or width < _SHORTEST_MAIL:
        return None
    beyond = any(line.width > width + _PAST and " " in line.text for part in parts for line in part)
    # A Korean line may end before a word or within it.
    least = min(one.needed for one in broken)
    return _Column(min(width, least - 1)) if least >= width and not beyond else None


def _column_of_mail(breaks: Sequence[_Pair]) -> _Column | None:
    """The width that a mail was wrapped at, which one line may tell that runs on."""
    width = max((one.longest for one in breaks), default=0)
    if not _SHORTEST_MAIL <= width <= _LONGEST_MAIL:
        return None
    near = [one for one in breaks if one.longest >= width * _RAGGED]
    full = [one for one in near if one.needed > width]
    shown = any(one.runs_on for one in full) and len(full) >= _LEAST_FULL * len(near)
    return _Column(width, plain=True) if shown else None


def _column_of_terminal(
    parts: Sequence[Sequence[FoldedLine]], breaks: Sequence[_Pair]
) -> _Column | None:
    """The width that a short page was printed at, which one line may tell that runs on.

    No line goes beyond it, and few lines of text that another one follows had room for a word.
    """
    if len(parts) < _LEAST_PRINTED or not any(one.runs_on and one.small for one in breaks):
        return None
    width = max(line.width for part in parts for line in part)
    near = [one for one in breaks if one.longest >= width * _RAGGED]
    full = [one for one in near if one.needed > width]
    if not _SHORTEST_MAIL <= width <= _LONGEST_MAIL or len(full) < _LEAST_FULL * len(near):
        return None
    shown = any(one.runs_on and one.small for one in full)
    return _Column(width, plain=len(full) == len(near)) if shown else None


def _shown_by(breaks: Sequence[_Pair], usual: int | None) -> _Column | None:
    """The width at which most lines are full and which none goes beyond, if there is one."""
    ends = sorted({one.longest for one in breaks})
    # A few lines may go beyond it, such as addresses, which nothing breaks.
    likely = {end for end in ends[-_BEYOND:] if end >= _SHORTEST_WRAP_WIDTH}
    if usual is not None:
        likely.add(usual)
    best: tuple[int, _Column] | None = None
    for width in sorted(likely, reverse=True):
        # A menu or a table on the same page has lines far shorter.
        near = [one for one in breaks if one.longest >= width * _RAGGED]
        full = [one for one in near if one.needed > width >= one.width]
        running_on = sum(one.runs_on for one in full)
        shown = (
            running_on >= max(2, _LEAST_RUNNING_ON * len(full))
            and len(full) >= _LEAST_FULL * len(near)
        ) or (
            usual is not None
            and running_on >= max(_LEAST_RAGGED, _RUNNING_ON_BESIDE_LISTS * len(full))
            and len(full) >= _FULL_BESIDE_LISTS * len(near)
        )
        if shown and (best is None or len(full) > best[0]):
            best = (len(full), _Column(width, plain=running_on >= _PLAIN))
    return best[1] if best else None


def _ragged(breaks: Sequence[_Pair], *, or_full: bool = False) -> _Column | None:
    """The width of print, in which letters are of different widths, by sentences that run on.

    Lines that a program broke at a number of characters are full to the last word; of those that
    were set in print many are not.
    """
    broken = [one for one in breaks if one.runs_on]
    if len(broken) < max(_LEAST_RAGGED, _LEAST_RUNNING_ON * len(breaks)):
        return None
    widths = sorted(one.width for one in broken)
    width = widths[-1 - len(widths) // _BEYOND_WIDTH]
    narrow = sum(one.small for one in broken) >= _LEAST_NARROW
    narrowest = _NARROWEST if narrow else _SHORTEST_WRAP_WIDTH
    if not narrowest <= width <= LONGEST_WRAPPED_LINE:
        return None
    strictly = sum(one.needed > width for one in broken)
    loosely = sum(one.width >= _RAGGED * width for one in broken)
    set_in_print = or_full or strictly < _STRICTLY * len(broken)
    told = set_in_print and loosely >= _LOOSELY * len(broken)
    return _Column(width, plain=True, ragged=True) if told else None


def _unwrap(
    lines: Sequence[FoldedLine], pairs: Sequence[_Pair], own: _Column | None, page: _Column | None
) -> list[list[FoldedLine]]:
    own = None if page is not None and page.ragged else own
    column = own or page
    if column is None and not any(line.goes_on for line in lines):
        return [[line] for line in lines]
    paragraphs = [[lines[0]]]
    for pair in pairs or _pairs(lines):
        goes_on = pair.following.goes_on or (
            column is not None
            and (column.is_full(pair) or _is_in_large_type(pair, column))
            and not _begins_anew(pair.line, pair.following)
            # Away from what shows the width, the sentence itself must run on.
            and (own is not None or column.plain or pair.runs_on)
        )
        if goes_on:
            paragraphs[-1].append(pair.following)
        else:
            paragraphs.append([pair.following])
    return paragraphs


def _is_in_large_type(pair: _Pair, column: _Column) -> bool:
    """Whether a line of a headline goes on: anywhere in print, elsewhere at a page's top."""
    at_top = pair.following.number <= _TOP and pair.line.text.count(" ") >= _LEAST_SPACES
    return (column.ragged or at_top) and _is_small(pair)


def _is_small(pair: _Pair) -> bool:
    """Whether a sentence goes on in a small letter, as where a headline is set in large type."""
    if not (pair.small and pair.runs_on):
        return False
    # A byline may begin so, too: a word and somebody's name.
    name = pair.following.text.split()[1:]
    return not (0 < len(name) < _MOST_NAMED and all(word[:1].isupper() for word in name))


def _ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, in quotation marks or brackets as well."""
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def runs_on(text: str, following: str) -> bool:
    """Whether a sentence plainly goes on from a line to the next."""
    if _ends_sentence(text):
        return False
    first = following[:1]
    if "://" in following.split(" ", 1)[0]:
        return False
    return first.islower() or (first.isalpha() and not first.isupper())


def wide_characters(text: str) -> frozenset[int]:
    """The places of characters that take two cells, as East Asian ones do."""
    if text.isascii() or not _WIDE.search(text):
        return frozenset()
    return frozenset(match.start() for match in _WIDE.finditer(text))


def _begins_anew(line: FoldedLine, following: FoldedLine) -> bool:
    """Whether a paragraph begins: indented, a little if a sentence ends, or a list's item."""
    further = following.indent - line.indent
    item = _LIST_ITEM.match(line.text)
    if item and further == item.end():
        # An item's lines hang behind its mark.
        return False
    if further > 1 or (further == 1 and _ends_sentence(line.text)):
        return True
    return bool(_LIST_ITEM.match(following.text + " "))
