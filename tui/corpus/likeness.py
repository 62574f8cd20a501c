"""Which articles are most alike, estimated without aligning any two of them.

Articles are compared by the runs of three words that they share (*shingles*; Broder 1997, On
the resemblance and containment of documents). Rewriting leaves few of them in common and
independent reporting next to none, so the estimate tells copies from coverage of the same
event; how much of an article is in another is for the alignment to say.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from functools import cache
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from tui.text.scripts import FIRST_UNSPACED, KANA_AND_HAN, SOUTH_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.text.article import Article

SHINGLE = 3
"""Words in a run. On one story told by five papers, two words gave the reworded copy 2.7
times the score of articles written independently, three words 4.3 times, four words 6."""

MOST_PARTNERS = 16
"""How many of the articles that share a shingle each is paired with, counted in the order
given; without a limit, 500 copies of one story would make 125,000 pairs of every shingle."""

LEAST_SHINGLES = 60
"""What a shorter article counts as, so that a line or two in common do not make two
fragments the most alike."""

_UNSPACED = SOUTH_EAST_ASIAN + KANA_AND_HAN + "\uf900-\ufaff"
_WORD = re.compile(r"\w+")

Shingles = set[int]


class Alike(NamedTuple):
    """Two articles by their places, the earlier one first, and their likeness from 0 to 1."""

    likeness: float
    one: int
    other: int


class Likeness:
    """How alike the articles of a set are, pair by pair."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Take the articles' shingles and count those in common.

        Args:
            articles: The articles; they are known by their place in this order.
        """
        self._sizes: list[int] = []
        self._common: dict[tuple[int, int], int] = {}
        self._count([shingles(article) for article in articles])

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
        # Of several pairs with one score the earliest, whatever order they were counted in.
        best = max(
            self._common.items(),
            key=lambda item: (self._score(*item), -item[0][0], -item[0][1]),
            default=((0, 1), 0),
        )
        return best[0]

    def pairs(self, least: float) -> list[Alike]:
        """The pairs that are at least so much alike, in no certain order.

        Args:
            least: The least likeness, above 0.
        """
        scored = ((self._score(pair, common), pair) for pair, common in self._common.items())
        return [Alike(score, *pair) for score, pair in scored if score >= least]

    def _score(self, pair: tuple[int, int], common: int) -> float:
        one, other = (max(self._sizes[place], LEAST_SHINGLES) for place in pair)
        return common / sqrt(one * other)

    def _count(self, sets: Sequence[Shingles]) -> None:
        self._sizes = [len(found) for found in sets]
        if len(sets) <= MOST_PARTNERS:
            # The same counts, at a quarter of the time.
            self._common = {
                (one, other): number
                for one, other in combinations(range(len(sets)), 2)
                if (number := len(sets[one] & sets[other]))
            }
            return
        first: dict[int, int] = {}
        holders: dict[int, list[int]] = {}
        for place, found in enumerate(sets):
            shared = found & first.keys()
            for shingle in shared:
                holders.setdefault(shingle, [first[shingle]]).append(place)
            first.update(dict.fromkeys(found - shared, place))
        common: defaultdict[tuple[int, int], int] = defaultdict(int)
        for places in holders.values():
            for at, place in enumerate(places):
                for other in places[at + 1 : at + 1 + MOST_PARTNERS]:
                    common[place, other] += 1
        self._common = dict(common)


def shingles(article: Article, hash_of: Callable[[tuple[str, ...]], int] = hash) -> Shingles:
    """The runs of three words in an article's linkable paragraphs.

    Args:
        article: The article.
        hash_of: Hashes the words of a run. Python's own is the quickest, and differs from
            process to process.

    Returns:
        Their hashes. A run does not reach across paragraphs;
        a paragraph of fewer words is one run.
    """
    found: set[int] = set()
    for paragraph in article.paragraphs:
        if not paragraph.linkable:
            continue
        words = words_of(paragraph.text)
        if len(words) < SHINGLE:
            found.add(hash_of(tuple(words)))
        else:
            found.update(map(hash_of, zip(*(words[at:] for at in range(SHINGLE)), strict=False)))
    return found


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
        found = self._known.get(key)
        if found is None:
            # An eighth of the memory that a set takes.
            found = self._known[key] = array("q", sorted(shingles(article)))
        return found


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation.

    In scripts that put no space between words every character counts as one.
    """
    folded = text.casefold()
    words = _WORD.findall(folded)
    if max(words, default="") >= FIRST_UNSPACED:
        return _unspaced_word().findall(folded)
    return words


@cache
def _unspaced_word() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
