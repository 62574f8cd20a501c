"""Quotations in a paragraph: where they stand, which belong together, which don't close."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.text.fuzzy import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.words.tokens import Range, Words


QUOTATION_MARK = '"'
"""The normal form of every mark that quotes."""


_FAMILIES = ('"“”„‟〝〞〟＂″', "«»", "「」", "『』", "‹›", "'‘’‚‛`´′＇ʼ")


_FAMILY = {mark: family for family in _FAMILIES for mark in family}


_SINGLE = frozenset(_FAMILIES[-1])


_STRAIGHT = frozenset("\"'＂″′＇`´ʼ")


_OPENING = frozenset("“„«‹‘‚「『〝‟‛")


_INCHES = frozenset('"″”＂')


_ELISIONS = frozenset(("n", "em", "tis", "twas", "til", "cause", "bout", "round", *"stkm"))


_STOPS = frozenset(".,;:!?)]}%")


_OPEN_BRACKETS = frozenset("([{—–-/¿¡")


_DASHES = frozenset("–—―-")


_LONG_WORD = 40
"""Characters of a word by which it is told that its beginning is left out."""


_MOST_MATCHED = 200
"""Quotations of a paragraph that are matched: time grows with the square of them."""


_MEMORY = 1 << 10
"""As many paragraphs' quotations are remembered: linking and comparing both look for them."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of one paragraph as runs of units without their marks.

    `stray` holds the marks that no other answers to: an opening one that is never closed, or
    a closing one that was never opened. `unclosed`: a quotation is open at the end;
    `unopened`: the first mark closes one that the paragraph does not open.
    """

    runs: tuple[Range, ...]
    stray: tuple[int, ...]
    unclosed: bool = False
    unopened: bool = False


@lru_cache(maxsize=_MEMORY)
def find_quotations(
    words: Words, *, continued: bool = False, inherited: bool = False
) -> Quotations:
    """Find the quotations of a paragraph, in the marks of any language.

    Whether a mark opens or closes is told by what stands around it; where that doesn't tell,
    by its shape and by what is open: German closes with the mark that opens in English, and
    Danish turns its guillemets round. Quotations may hold others in marks of another family.

    Args:
        words: Those of the paragraph.
        continued: The next paragraph goes on with the quotation: then one that is still open
            at the end is no stray.
        inherited: The paragraph before left a quotation open: then a mark that closes it is
            no stray.
    """
    reader = _Reader(words)
    text, ends = words.text, words.ends
    for at, start in enumerate(words.starts):
        if text[start] in _FAMILY and ends[at] - start == 1:
            reader.read(at)
    return reader.found(continued=continued, inherited=inherited)


class _Reader:
    """Reads the quotation marks of one paragraph in order; `open` are those not yet closed."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._open: list[int] = []
        self._runs: list[Range] = []
        self._stray: list[int] = []
        self._unopened: int | None = None

    def read(self, at: int) -> None:
        """Take in one mark."""
        surface = self._surface(at)
        before, behind = self._around(at)
        tied = not before.isspace() and before not in _OPEN_BRACKETS
        opens = not tied and not behind.isspace() and behind not in _STOPS
        closes = tied and not behind.isalnum()
        if surface in _SINGLE and not self._quotes(at, opens=opens, closes=closes):
            return
        if opens == closes or (before in _FAMILY and behind in _FAMILY):
            opens = self._opens_by_shape(at)
        if opens:
            self._take_opening(at)
        elif not (surface in _INCHES and before.isdigit() and not self._is_open(at)):
            self._take_closing(at)

    def found(self, *, continued: bool, inherited: bool) -> Quotations:
        """What was found, once all marks are read."""
        runs, stray, size = self._runs, self._stray, len(self._words)
        if self._open:
            runs.append((self._open[0] + 1, size))
            if not continued:
                stray += [at for at in self._open if self._matters(at)]
        if inherited and self._unopened is not None:
            stray.remove(self._unopened)
            runs.insert(0, (0, self._unopened))
        return Quotations(
            tuple(run for run in runs if run[0] < run[1]),
            tuple(sorted(stray)),
            unclosed=bool(self._open),
            unopened=self._unopened is not None,
        )

    def _surface(self, at: int) -> str:
        return self._words.text[self._words.starts[at]]

    def _around(self, at: int) -> tuple[str, str]:
        """The characters before and behind a mark, a space where there is none."""
        text, start, end = self._words.text, self._words.starts[at], self._words.ends[at]
        return text[start - 1 : start] or " ", text[end : end + 1] or " "

    def _is_open(self, at: int) -> bool:
        return any(self._is_answer(opened, at) for opened in self._open)

    def _is_answer(self, opened: int, at: int) -> bool:
        return _FAMILY[self._surface(opened)] == _FAMILY[self._surface(at)]

    def _quotes(self, at: int, *, opens: bool, closes: bool) -> bool:
        """Whether a single mark quotes, rather than being an apostrophe."""
        if self._surface(at) in _OPENING and not (opens and self._is_elision(at)):
            return True
        if closes:
            return self._is_open(at)
        return (
            opens
            and self._surface(at) != "’"
            and not self._is_elision(at)
            and not self._is_open(at)
        )

    def _is_elision(self, at: int) -> bool:
        """Whether what follows is a word whose beginning is left out: 'em, '90s."""
        end = self._words.ends[at]
        following = self._words.text[end : end + _LONG_WORD].split(maxsplit=1)
        word = following[0].lower() if following else ""
        return word[:1].isdigit() or word.rstrip("'’.,;:!?") in _ELISIONS

    def _opens_by_shape(self, at: int) -> bool:
        opened = [self._surface(one) for one in self._open if self._is_answer(one, at)]
        surface = self._surface(at)
        if not opened:
            return surface in _OPENING or surface in _STRAIGHT
        return surface in _OPENING and not (opened[-1] in "„»‚›" and surface in "“«‘‹")

    def _take_opening(self, at: int) -> None:
        while self._is_open(at):
            opened = self._open.pop()
            if self._matters(opened):
                self._stray.append(opened)
        self._open.append(at)

    def _take_closing(self, at: int) -> None:
        if not self._is_open(at):
            if self._surface(at) in _SINGLE:
                return
            self._stray.append(at)
            if self._unopened is None and not self._runs and not self._open:
                self._unopened = at
            return
        while True:
            opened = self._open.pop()
            if self._is_answer(opened, at):
                break
            if self._matters(opened):
                self._stray.append(opened)
        if not self._open:
            self._runs.append((opened + 1, at))

    def _matters(self, at: int) -> bool:
        """Whether a mark that is never closed is one for sure.

        A straight single one may be an apostrophe, but where a sentence starts behind it.
        """
        if self._surface(at) not in _SINGLE or self._surface(at) in _OPENING:
            return True
        return self._open[:1] in ([], [at]) and self._around(at)[1].isupper()


def opens_with_quotation(text: str) -> bool:
    """Whether a paragraph starts in quotation marks, as one that continues a quotation does."""
    return text[:1] in _FAMILY and text[:1] not in {"’", "`", "´"}


def opens_with_dash(text: str) -> bool:
    """Whether a paragraph begins as speech does without quotation marks: – No, she said."""
    return text[:1] in _DASHES and text[1:2].isspace()


def match_quotations(
    left: Words,
    right: Words,
    runs: tuple[Sequence[Range], Sequence[Range]],
    least: float,
) -> dict[Range, Range]:
    """Which quotations of two paragraphs are versions of one another, each at most once.

    Args:
        left: The words of a paragraph.
        right: Those of its counterpart.
        runs: The quotations of either, in reading order.
        least: The share of the shorter one's words that the longer one must have.

    Returns:
        The right quotation for each left one that has a version.
    """
    scored: list[tuple[float, Range, Range]] = []
    for one in runs[0][:_MOST_MATCHED]:
        for other in runs[1][:_MOST_MATCHED]:
            keys, other_keys = left.keys[slice(*one)], right.keys[slice(*other)]
            shared = LCSseq.similarity(keys, other_keys) / min(len(keys), len(other_keys))
            if shared >= least:
                scored.append((-shared, one, other))
    matched: dict[Range, Range] = {}
    taken: set[Range] = set()
    for _, one, other in sorted(scored):
        if one not in matched and other not in taken:
            matched[one] = other
            taken.add(other)
    return matched
