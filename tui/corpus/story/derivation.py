"""How much of one article is in another, and which of METER's classes that makes it.

Clough, Gaizauskas, Piao and Wilks (2002, METER: MEasuring TExt Reuse) sort newspaper stories
by what they owe to an agency's copy: wholly derived, partially derived, not derived. Here the
class rests on the share of an article's prose that stands in paragraphs copied from the
other: linked as `same` or `near`. `related` paragraphs tell the same in words of their own and
are no copy; nor are near ones that only have a quotation in common.

A copy that was cut from the end, as papers cut agency copy to fit, has nearly everything up
to a point and nothing after it. What it lacks is no reporting of the other article's own, so
only what stands before that point counts.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import gt
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.corpus.likeness import (
    SHINGLE,
    Prose,
    RunPlaces,
    SharedRun,
    prose_of,
    run_places,
    tell_alike,
    verbatim_runs,
)
from tui.corpus.story.ends import find_ends
from tui.text.alignment.rows import found_places, share_of_words
from tui.text.fuzzy import in_common

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.corpus.settings import DerivationSettings, StorySettings
    from tui.text.model import Alignment, Article, Link


_QUOTING = 0.6
"""A paragraph of which less than this share is prose is there for its quotation."""


Derived = Literal["wholly", "partially", "not"]
"""METER's classes."""


METER_CLASSES: dict[Derived, str] = {
    "wholly": "wholly derived",
    "partially": "partially derived",
    "not": "not derived",
}
"""What METER calls them."""


METER_EXPLAINED = "see docs/method.md"
"""Where the classes are explained, for who reads one."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What an article has from another one, called its model here. Shares are from 0 to 1.

    Attributes:
        article: The article's path.
        model: The path of the other one.
        derived: METER's class of the article, as far as this model goes.
        copied: The indexes of the article's copied paragraphs.
        share: The article in the model: the share of its words in paragraphs that are the same
            as or near to one there, the same number as everywhere (`tui.text.alignment.rows`).
        share_to_end: The same of its paragraphs up to where the model stops, if it does.
        model_share: The model in the article.
        paragraphs: How many paragraphs of the article are the same or near, and how many it has.
        model_paragraphs: The same of the model.
        only_quoted: How many of these paragraphs of the article are no copy, as they have only a
            quotation in common with the model.
        related: How many more paragraphs of the article are linked.
        basis: The share that the class rests on first: that of the prose in copied paragraphs, up
            to where the model stops, if it does.
        whole: The same share of all words, of which the quotations that the model has not are
            the article's own: no article is wholly derived that has enough of these.
        quoted: Where its own quotations are: their words, by the indexes of their paragraphs.
        in_order: The share of copied pairs that keep the order of most.
        verbatim: The share of the copied paragraphs' prose that stands in verbatim runs.
        condensing: The words of copied paragraphs, divided by those of their counterparts.
        longest: The words of the longest verbatim run; `longest_prose`, of the longest one
            outside quotation marks.
        truncated: Whether the article stops where the model goes on.
        model_stop: Where the model stops and the article goes on: the index of the article's
            last paragraph that it has; None where it doesn't stop early.
    """

    article: str
    model: str
    derived: Derived
    copied: frozenset[int]
    share: float
    share_to_end: float
    model_share: float
    paragraphs: tuple[int, int]
    model_paragraphs: tuple[int, int]
    only_quoted: int
    related: int
    basis: float
    whole: float
    quoted: Mapping[int, int]
    in_order: float
    verbatim: float
    condensing: float
    longest: int
    longest_prose: int
    truncated: bool
    model_stop: int | None


@dataclass(frozen=True, slots=True)
class _Side:
    """One article of a pair.

    `copied`, `found` (the same or near) and `linked` are its paragraphs that are, `sizes` the
    words of each as shares count them, `stop` is where the other article stops
    early, as an index into this one, `verbatim` is 1 for each of its words that stands in
    a run and 0 for others, and `quoted` the words of its own quotations, by paragraph.
    """

    article: Article
    words: Prose
    copied: frozenset[int]
    found: frozenset[int]
    linked: frozenset[int]
    sizes: Mapping[int, int]
    stop: int | None
    truncated: bool
    verbatim: bytearray
    quoted: Mapping[int, int]


class _Shared(NamedTuple):
    """What is the same in both directions."""

    longest: int
    longest_prose: int
    in_order: float


def derive(
    alignment: Alignment, settings: StorySettings, words: tuple[Prose, Prose] | None = None
) -> tuple[Derivation, Derivation]:
    """What the left article has from the right one, and the right one from the left.

    The words of both may be known already.
    """
    left, right = words or (prose_of(alignment.left), prose_of(alignment.right))
    links = _copied(alignment, left, right, settings.derivation)
    size = settings.derivation.run
    runs = verbatim_runs(left.words, right.words, size, _run_places(left, size))
    quoted = [own_quotations(*two, settings.derivation) for two in ((left, right), (right, left))]
    stops = find_ends(alignment, links, left, right, quoted, settings.truncation)
    found = found_places(alignment.links)
    copied = ([link.left for link in links], [link.right for link in links])
    linked = ({one.left for one in alignment.links}, {one.right for one in alignment.links})
    sides = [
        _Side(
            article,
            (left, right)[side],
            frozenset(copied[side]),
            found[side],
            frozenset(linked[side]),
            alignment.words[side],
            stops[side],
            stops[1 - side] is not None,
            _in_runs((left, right)[side], [(run[side], run.words) for run in runs]),
            quoted[side],
        )
        for side, article in enumerate((alignment.left, alignment.right))
    ]
    shared = _Shared(
        *_longest(runs, left), _ratio(sum(not link.moved for link in links), len(links))
    )
    own = _derivation(sides[0], sides[1], shared, settings.derivation)
    return own, _derivation(sides[1], sides[0], shared, settings.derivation)


def meter_class(basis: float, whole: float, settings: DerivationSettings) -> Derived:
    """METER's class for the copied shares of an article's prose and of all its words."""
    if min(basis, whole) >= settings.wholly:
        return "wholly"
    return "partially" if basis >= settings.partially else "not"


def share_of(
    words: Prose, copied: Collection[int], settings: DerivationSettings, stop: int | None = None
) -> float:
    """The share of an article's prose that stands in some of its paragraphs.

    Args:
        copied: The indexes of the paragraphs.
        settings: How much prose is enough to judge by.
        stop: The last paragraph that counts; None counts all.

    Returns:
        The share by words outside quotation marks, of paragraphs that have enough of them; by
        all words where the article has few such.
    """
    counted = [place for place in words.sizes if stop is None or place <= stop]
    sizes = {place: len(words.prose[place]) for place in counted}
    # "…," he said: whoever quotes the same words has the same prose around them.
    weights = {place: size if size >= settings.least_words else 0 for place, size in sizes.items()}
    total = sum(words.sizes[place] for place in counted)
    if sum(weights.values()) < settings.least_prose * total:
        weights = {place: words.sizes[place] for place in counted}
    return _ratio(
        sum(weights[place] for place in counted if place in copied), sum(weights.values())
    )


def own_quotations(words: Prose, model: Prose, settings: DerivationSettings) -> dict[int, int]:
    """Find the quotations that an article alone has.

    Quotation marks around a word or two are no quotation of anybody. One that is spelt or cut
    otherwise in the other article is still the same: half of its words in runs of three are
    enough.

    Returns:
        The words of such quotations, by the indexes of their paragraphs.
    """
    found: dict[int, int] = {}
    for start, end in _quotations(words):
        size = end - start
        if size < settings.own_quotation:
            continue
        runs = _threes_in(model)
        threes = enumerate(_threes(words.words[start:end]))
        begun = [first for first, three in threes if three in runs]
        # Each word that begins a run is in one, which mostly tells enough.
        if len(begun) >= size / 2:
            continue
        if len({one for first in begun for one in range(first, first + SHINGLE)}) < size / 2:
            place = words.places[start]
            found[place] = found.get(place, 0) + size
    return found


# One article is compared with several in a row, as the source with all that have its text: what is
# asked of each again is remembered of the last ones.
_remembered = lru_cache(maxsize=4)


@_remembered
def _run_places(words: Prose, size: int) -> RunPlaces:
    return run_places(words.words, size)


@_remembered
def _threes_in(words: Prose) -> AbstractSet[tuple[str, ...]]:
    return frozenset(_threes(words.words))


@_remembered
def _quotations(words: Prose) -> list[tuple[int, int]]:
    """From where to where an article's quotations go; none goes on in another paragraph."""
    quoted, places = words.quoted, words.places
    found: list[tuple[int, int]] = []
    # Most words stand in none, and are passed over at once.
    with suppress(ValueError):
        end = 0
        while True:
            start = end = quoted.index(True, end)
            while end < len(quoted) and quoted[end] and places[end] == places[start]:
                end += 1
            found.append((start, end))
    return found


def _threes(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)


def whole_share(
    words: Prose,
    copied: Collection[int],
    quoted: Mapping[int, int],
    stop: int | None = None,
) -> float:
    """The share of all of an article's words that are in some of its paragraphs.

    A quotation that both articles have is neither one's own, and counts for nothing where its
    paragraph is no copy: everybody who was there has it.

    Args:
        words: The article's words.
        copied: The indexes of the paragraphs.
        quoted: The words of its own quotations, by paragraph: they are not the other's anywhere.
        stop: The last paragraph that counts; None counts all.
    """
    part = whole = 0
    for place, size in words.sizes.items():
        if stop is not None and place > stop:
            continue
        own = quoted.get(place, 0)
        if place in copied:
            part += size - own
            whole += size
        else:
            whole += len(words.prose[place]) + own
    return _ratio(part, whole)


def _copied(
    alignment: Alignment, left: Prose, right: Prose, settings: DerivationSettings
) -> list[Link]:
    """The links that are copy: same or near, and alike outside quotation marks too.

    None is where the articles tell of different events: formulas are nobody's.
    """
    if alignment.formulaic:
        return []
    return [
        link
        for link in alignment.links
        if link.kind == "same" or (link.kind == "near" and _alike(link, left, right, settings))
    ]


def _alike(link: Link, left: Prose, right: Prose, settings: DerivationSettings) -> bool:
    """Whether what stands outside quotation marks is alike in two paragraphs."""
    ours, theirs = left.prose[link.left], right.prose[link.right]
    shorter, longer = sorted((len(ours), len(theirs)))
    if shorter < settings.least_words:
        # "…," she said: what else the other one says around it is its own.
        return longer < 2 * settings.least_words
    quotes = (
        min(len(ours) / left.sizes[link.left], len(theirs) / right.sizes[link.right]) < _QUOTING
    )
    least = settings.same_beside_quotation if quotes else settings.same_prose
    common = in_common(ours, theirs)
    if common >= settings.same_beside_quotation * shorter:
        return True
    return common >= least * shorter and tell_alike(ours, theirs)


def _derivation(
    own: _Side, model: _Side, shared: _Shared, settings: DerivationSettings
) -> Derivation:
    size = _words(own.words, own.copied)
    model_size = _words(model.words, model.copied)
    # What follows where the model stops can't be judged: it may be the model's missing tail.
    basis = share_of(own.words, own.copied, settings, own.stop)
    whole = whole_share(own.words, own.copied, own.quoted, own.stop)
    return Derivation(
        article=own.article.path,
        model=model.article.path,
        derived=meter_class(basis, whole, settings),
        copied=own.copied,
        share=share_of_words(own.found, own.sizes),
        share_to_end=share_of_words(own.found, own.sizes, own.stop),
        model_share=share_of_words(model.found, model.sizes),
        paragraphs=_counted(own),
        model_paragraphs=_counted(model),
        only_quoted=len(own.found - own.copied),
        related=len(own.linked - own.found),
        basis=round(basis, 4),
        whole=round(whole, 4),
        quoted=own.quoted,
        in_order=round(shared.in_order, 4),
        verbatim=round(_verbatim(own), 4),
        condensing=round(_ratio(size, model_size), 4),
        longest=shared.longest,
        longest_prose=shared.longest_prose,
        truncated=own.truncated,
        model_stop=own.stop,
    )


def _counted(side: _Side) -> tuple[int, int]:
    """How many paragraphs are the same or near, and how many there are."""
    paragraphs = side.article.paragraphs
    found = sum(paragraphs[place].counted for place in side.found)
    return found, sum(paragraphs[place].counted for place in side.words.sizes)


def _words(words: Prose, places: Iterable[int]) -> int:
    return sum(words.sizes[place] for place in places)


def _in_runs(words: Prose, runs: Iterable[tuple[int, int]]) -> bytearray:
    """A byte for each word: 1 where it stands in one of some runs, else 0."""
    marked = bytearray(len(words.words))
    for start, size in runs:
        marked[start : start + size] = b"\1" * size
    return marked


def _verbatim(side: _Side) -> float:
    words = side.words
    begin = part = whole = 0
    for place, size in words.sizes.items():
        end = begin + size
        if place in side.copied:
            whole += len(words.prose[place])
            # Both are 1 where a word stands in a run and outside quotation marks.
            part += sum(map(gt, side.verbatim[begin:end], words.quoted[begin:end]))
        begin = end
    return _ratio(part, whole)


def _longest(runs: Iterable[SharedRun], left: Prose) -> tuple[int, int]:
    """The words of the longest run, and of the longest stretch of a run outside quotations."""
    longest = prose = 0
    for run in runs:
        longest = max(longest, run.words)
        if run.words > prose:
            quoted = left.quoted[run.left : run.left + run.words]
            stretches = (len(list(said)) for inside, said in groupby(quoted) if not inside)
            prose = max(prose, *stretches, 0)
    return longest, prose


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
