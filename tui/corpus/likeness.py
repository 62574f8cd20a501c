"""Likeness by runs of words: estimated between all articles, and shown between two.

Which runs count, and who is compared by them, is told as in an index (`tui.corpus.index.pairs`).
Articles are compared by the runs of three words that they share (*shingles*; Broder 1997, On
the resemblance and containment of documents). Rewriting leaves few of them in common and
independent reporting next to none, so the estimate tells copies from coverage of the same
event; how much of an article is in another is for the alignment to say.

Reporters who were at one press conference write down the same quotations; what tells a copy
is the *prose*, the words outside quotation marks. Its words know their paragraphs, and where
two articles are looked at closely, the longest stretches of equal words are what they share
verbatim. As in passim (Smith, Cordell and Dillon 2013, Infectious texts), runs are grown from short
ones that both texts have; unlike there, nothing is bridged, so that a run can be shown as
what it is: the same words in the same order.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from tui.text.words.scripts import (
    FIRST_UNSPACED,
    KANA_AND_HAN,
    SOUTH_EAST_ASIAN,
    beyond_ascii,
)
from tui.text.words.tokens import as_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from tui.text.model import Article


SHINGLE = 3
"""Words in a run. On one story told by five papers, two words gave the reworded copy 2.7
times the score of articles written independently, three words 4.3 times, four words 6."""


FEW_HOLDERS = 16
"""Articles of a folder in which a run of words counts whatever their days: a story that went on
for weeks is no background there yet. Undated ones count in any number, as a folder is looked
through whole."""


LEAST_SHINGLES = 60
"""What a shorter article counts as, so that a line or two in common do not make two
fragments the most alike."""


_UNSPACED = SOUTH_EAST_ASIAN + KANA_AND_HAN + "\uf900-\ufaff"


_WORD = re.compile(r"\w+")


_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")


_IN_ABBREVIATION = re.compile(r"\.[^\W\d_]\.")
"""What every abbreviation has in it; looking for a point is much quicker than for a letter."""


_IN_ASCII_ABBREVIATION = re.compile(rb"\.[A-Za-z]\.")


_COMMON_MARKS = re.compile(rb"\xe2\x80[\x90-\x9f\xa2\xa6\xaf]|\xc2[\xa0\xab\xbb]")
"""Dashes, quotation marks, a bullet, an ellipsis, and spaces that break no line."""


_PARTED_BYTES = bytes(
    code if code > 0x7F or chr(code).isalnum() or code == ord("_") else ord(" ")
    for code in range(256)
)
"""What stands for each byte of UTF-8 where words are parted by spaces, of a text whose characters
beyond ASCII are letters."""


Shingles = set[int]


class Alike(NamedTuple):
    """Two articles by their places, the earlier one first, and their likeness from 0 to 1."""

    likeness: float
    one: int
    other: int


class Likeness:
    """How alike the articles of a set are, pair by pair."""

    def __init__(
        self,
        articles: Iterable[Article],
        runs_of: Callable[[Article], Collection[int]] | None = None,
    ) -> None:
        """Take the articles' shingles and count those in common.

        Args:
            articles: The articles; they are known by their place in this order.
            runs_of: Gives the shingles of one, each once, such as `Remembered`.
        """
        # Here, as of a library only who is compared with whom asks for it.
        from tui.corpus.index.pairs import DatedRuns, PairRules, common_runs

        runs_of = runs_of or shingles
        runs = [DatedRuns(runs_of(one), one.date, one.outlet) for one in articles]
        found = common_runs(
            runs, [one.day for one in runs], PairRules(few=FEW_HOLDERS, undated=len(runs))
        )
        self._sizes = [
            len(one.runs) - background
            for one, background in zip(runs, found.background, strict=True)
        ]
        self._common = found.counts

    def likeness(self, one: int, other: int) -> float:
        """The share of shingles in common, from 0 to 1.

        It is the geometric mean of both directions, so that neither a short excerpt of a long
        article nor a long article around a short one counts as a copy of it.
        """
        pair = (one, other) if one < other else (other, one)
        return self._score(pair, self._common.get(pair, 0))

    def most_alike(self) -> tuple[int, int] | None:
        """The two articles that have most in common.

        Returns:
            Two places in the order given, the earlier one first; None where there are not
            two articles. Where nothing is in common, the first two.
        """
        if len(self._sizes) < 2:
            return None
        return next(iter(self.closest(1)), (0, 1))

    def closest(
        self,
        most: int,
        pages: Sequence[int] | None = None,
        worth: Callable[[float, float], float] | None = None,
    ) -> list[tuple[int, int]]:
        """The pairs that have most in common, at most so many, closest first.

        Args:
            pages: Of each article which page it is a version of. Two of one page are no pair
                then, and of the versions of two pages only the two closest are one.
            worth: Puts them in another order: what a pair is worth of which either has a share
                of the other.
        """

        def score(pair: tuple[int, int], common: int) -> float:
            return (
                self._score(pair, common) if worth is None else worth(*self._shares(pair, common))
            )

        # Of several pairs with one score the earliest, whatever order they were counted in.
        scored = ((-score(pair, common), pair) for pair, common in self._common.items())
        if pages is None:
            return [pair for _score, pair in nsmallest(most, scored)]
        best: dict[frozenset[int], tuple[float, tuple[int, int]]] = {}
        for one in scored:
            both = frozenset(pages[place] for place in one[1])
            if len(both) == 2:
                best[both] = min(one, best.get(both, one))
        return [pair for _score, pair in nsmallest(most, best.values())]

    def pairs(self, least: float) -> list[Alike]:
        """The pairs that are at least so much alike, in no certain order.

        Args:
            least: The least likeness, above 0.
        """
        # No article counts as smaller, so that what has fewer in common need not be scored.
        fewest = 0.999 * least * LEAST_SHINGLES
        scored = (
            (self._score(pair, common), pair)
            for pair, common in self._common.items()
            if common >= fewest
        )
        return [Alike(score, *pair) for score, pair in scored if score >= least]

    def _shares(self, pair: tuple[int, int], common: int) -> tuple[float, float]:
        one, other = (max(self._sizes[place], LEAST_SHINGLES) for place in pair)
        return common / one, common / other

    def _score(self, pair: tuple[int, int], common: int) -> float:
        one, other = (max(self._sizes[place], LEAST_SHINGLES) for place in pair)
        return common / sqrt(one * other)


def shingles(article: Article, hash_of: Callable[[tuple[bytes, ...]], int] = hash) -> Shingles:
    """The runs of three words in an article's linkable paragraphs.

    Args:
        hash_of: Hashes the words of a run. Python's own is the quickest, and differs from
            process to process.

    Returns:
        Their hashes. A run does not reach across paragraphs.
    """
    hashes: set[int] = set()
    for words in folded_words_of(article):
        hashes.update(map(hash_of, runs_of_words(words)))
    return hashes


def folded_words_of(article: Article) -> Iterator[list[bytes]]:
    """The words of each of an article's linkable paragraphs, so that no run differs by its marks.

    Quotation marks, case and `U.S.` for `US` break no run.
    """
    for paragraph in article.paragraphs:
        if paragraph.linkable:
            yield _folded(paragraph.text)


def _folded(text: str) -> list[bytes]:
    """The words of a text in UTF-8, parted by bytes where they can be: three times as quick."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        data = _COMMON_MARKS.sub(b" ", data)
    if data.isascii() and not _IN_ASCII_ABBREVIATION.search(data):
        return data.lower().translate(_PARTED_BYTES).split()
    text = as_seen(data.decode("utf-8", "surrogatepass"))
    if _IN_ABBREVIATION.search(text):
        text = _ABBREVIATION.sub(_without_dots, text)
    # Some letters fold into one with a mark, which parts words.
    folded = text.casefold()
    letters = beyond_ascii(folded)
    if not letters or (letters.isalpha() and max(letters) < FIRST_UNSPACED):
        return folded.encode("utf-8", "surrogatepass").translate(_PARTED_BYTES).split()
    return [word.encode("utf-8", "surrogatepass") for word in plain_words(text)]


def _without_dots(match: re.Match[str]) -> str:
    return match[0].replace(".", "") + " "


def runs_of_words(words: Sequence[bytes]) -> Iterable[tuple[bytes, ...]]:
    """The runs of three words in a paragraph; all of it where it has fewer."""
    if len(words) < SHINGLE:
        return [tuple(words)] if words else []
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


class Remembered:
    """The runs of articles, found once; safe to use from several threads."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], array[int]] = {}

    def __call__(self, article: Article) -> array[int]:
        """The hashes of an article's runs, in ascending order, each once.

        Args:
            article: The article; it is known by its path and the hash of its bytes.
        """
        key = article.path, article.sha256
        runs = self._known.get(key)
        if runs is None:
            # An eighth of the memory that a set takes.
            runs = self._known[key] = array("q", sorted(shingles(article)))
        return runs


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation.

    In scripts that put no space between words every character counts as one.
    """
    folded = text.casefold()
    words = _WORD.findall(folded)
    if not folded.isascii() and max(words, default="") >= FIRST_UNSPACED:
        return _unspaced_word().findall(folded)
    return words


@cache
def _unspaced_word() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


_MARK = re.compile('(["“”„‟«»「」『』])')


_CLOSES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """An article's linkable paragraphs as words.

    `words`, `quoted` and `places` have an entry for each word of the article: the word in
    small letters, whether it stands inside quotation marks, and the index of its paragraph.
    `sizes` is the number of words of each linkable paragraph, and `prose` its words outside
    quotation marks, both by index, in order.
    """

    words: list[str]
    quoted: list[bool]
    places: list[int]
    sizes: dict[int, int]
    prose: dict[int, list[str]]


def prose_of(article: Article) -> Prose:
    """Take an article apart into words.

    Returns:
        Its words. Quotation marks count within a paragraph: one that is never closed holds
        to the paragraph's end.
    """
    prose_words = Prose([], [], [], {}, {})
    for place, paragraph in enumerate(article.paragraphs):
        if not paragraph.linkable:
            continue
        before = len(prose_words.words)
        prose: list[str] = []
        for text, quoted in _stretches(paragraph.text):
            words = plain_words(text)
            prose_words.words.extend(words)
            prose_words.quoted.extend([quoted] * len(words))
            if not quoted:
                prose += words
        size = len(prose_words.words) - before
        prose_words.places.extend([place] * size)
        prose_words.sizes[place] = size
        prose_words.prose[place] = prose
    return prose_words


_QUOTED_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?")
"""What stands in quotation marks as a paper's name does: „Kurier“, «Вестник»."""


def outside_quotations(text: str) -> str:
    """A text with each of its quotations cut down to its marks; a name stays, its end marked."""
    if _MARK.search(text) is None:
        return text
    said: list[str] = []
    for part, quoted in _stretches(text):
        if not quoted:
            said += ("“”", part) if said and said[-1] == "" else (part,)
        else:
            said.append(f"{part}”" if _QUOTED_NAME.fullmatch(part) else "")
    return "".join(said)


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a text between quotation marks, and whether each is inside them."""
    opened = ""
    for number, part in enumerate(_MARK.split(text)):
        if number % 2 == 0:
            yield part, bool(opened)
        elif part in _CLOSES:
            # A stray closing mark opens nothing.
            opened = ""
        elif not opened:
            opened = part
        elif part != opened or part in '"«»‟':
            # German closes with what English opens with; guillemets point either way.
            opened = ""


MOST_REPEATS = 16
"""A seed that stands more often in an article says nothing, and would cost its square."""


class SharedRun(NamedTuple):
    """A stretch of equal words: where it starts on each side, and how many words it has."""

    left: int
    right: int
    words: int


def verbatim_runs(
    left: Sequence[str], right: Sequence[str], least: int, begins: RunPlaces | None = None
) -> list[SharedRun]:
    """Find the runs of equal words that cannot be made longer.

    Args:
        least: The fewest words of a run.
        begins: Where the runs of so many words begin on the left, if that is known.

    Returns:
        The runs by their start on the left, then on the right; they may overlap. Swapping the
        sides swaps the runs'.
    """
    begins = run_places(left, least) if begins is None else begins
    held = [
        (starts, place)
        for place, starts in enumerate(map(begins.get, _runs_of(right, least)))
        if starts
    ]
    # Where a run first begins on the left tells it from others.
    repeats = Counter([starts[0] for starts, _ in held])
    shared = [
        (start, place)
        for starts, place in held
        if len(starts) <= MOST_REPEATS >= repeats[starts[0]]
        for start in starts
    ]
    # Where the last run on each diagonal ends: what starts before that is inside it.
    ends: dict[int, int] = {}
    runs: list[SharedRun] = []
    for start, place in sorted(shared):
        if ends.get(place - start, 0) <= start:
            length = _length(left, right, start, place, least)
            ends[place - start] = start + length
            runs.append(SharedRun(start, place, length))
    return runs


RunPlaces = Mapping[tuple[str, ...], Sequence[int]]
"""Where each run of some words begins in a text."""


def run_places(words: Sequence[str], size: int) -> RunPlaces:
    """Find where each run of so many words begins."""
    runs = list(_runs_of(words, size))
    # Of each the last place; hardly one has others.
    places: dict[tuple[str, ...], Sequence[int]] = dict(
        zip(runs, zip(range(len(runs)), strict=True), strict=True)
    )
    if len(places) == len(runs):
        return places
    again = {run for start, run in enumerate(runs) if places[run] != (start,)}
    listed: dict[tuple[str, ...], list[int]] = {run: [] for run in again}
    for start, run in enumerate(runs):
        if run in again:
            listed[run].append(start)
    return places | listed


def _runs_of(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _length(left: Sequence[str], right: Sequence[str], start: int, place: int, least: int) -> int:
    length = least
    most = min(len(left) - start, len(right) - place)
    while length < most and left[start + length] == right[place + length]:
        length += 1
    return length


_LONG, _TELLING = 4, 3
"""Letters of a word that tells something, and how many of them are more than chance."""


def tell_alike(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two texts share words that tell something, not only such as all sentences have.

    Of scripts whose words are short, those that have too few such words are taken for alike.
    """
    our_words, their_words = (
        {word for word in one if len(word) >= _LONG} for one in (ours, theirs)
    )
    return len(our_words & their_words) >= min(_TELLING, len(our_words), len(their_words))
