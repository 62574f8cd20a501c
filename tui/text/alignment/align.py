"""Two articles side by side: which paragraphs belong together, how closely, and where.

Articles in, `Alignment` out; everything that decides is in the settings. Swapping the
articles swaps the sides of the result and changes nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from tui.text.alignment.choices import NO_CHOICES, chosen_cells
from tui.text.alignment.links import by_quotations, choose_links, least_telling
from tui.text.alignment.rows import build_rows, kept_order, summarise
from tui.text.alignment.scores import Scored, affinity
from tui.text.differences.changes import common_keys
from tui.text.differences.compare import Comparer
from tui.text.differences.parts import corresponding_parts
from tui.text.fuzzy import in_common
from tui.text.model import Alignment, Kind, Link
from tui.text.words.house_style import house_style
from tui.text.words.tokens import Words, parts_of_compounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.alignment.choices import Choices, ChosenCells
    from tui.text.alignment.scores import PlacePair
    from tui.text.alignment.settings import AlignmentSettings, NearSettings
    from tui.text.model import Article
    from tui.text.settings import TextSettings
    from tui.text.words.house_style import HouseStyle


# So small that neither can outweigh a link: they only order what weighs the same.
_WORD_TIE = 1e-7


_CONTENT_TIE = 1e-19


class _Pair:
    """A pair of paragraphs on the way to a link."""

    __slots__ = ("closeness", "kind", "left", "overlap", "right", "score")

    def __init__(self, left: int, right: int, score: float) -> None:
        self.left = left
        self.right = right
        self.score = score
        self.overlap = 0.0
        self.closeness = 0.0
        self.kind: Kind = "related"


def link_articles(
    left: Article, right: Article, settings: TextSettings, choices: Choices | None = None
) -> Alignment:
    """Align the paragraphs of two articles.

    Only paragraphs with a linkable role take part. Takes a few milliseconds for two articles
    of thirty paragraphs.

    Args:
        left: One article.
        right: The other.
        settings: The house-style layers and the section `alignment`.
        choices: What a reader has decided about their paragraphs, if anything.
    """
    style = house_style(settings.house_style, settings.alignment.stems)
    left_places = [at for at, paragraph in enumerate(left.paragraphs) if paragraph.linkable]
    right_places = [at for at, paragraph in enumerate(right.paragraphs) if paragraph.linkable]
    left_words = [style.read(left.paragraphs[at].text) for at in left_places]
    right_words = [style.read(right.paragraphs[at].text) for at in right_places]
    common = common_keys(style, settings.alignment.differences.common_words)
    decided = chosen_cells(
        [left.paragraphs[at].text for at in left_places],
        [right.paragraphs[at].text for at in right_places],
        choices or NO_CHOICES,
    )
    pairs, unheard = _link(left_words, right_words, style, settings.alignment, decided)
    _classify(pairs, left_words, right_words, settings.alignment.near)
    kept = kept_order(
        [(pair.left, pair.right) for pair in pairs],
        [_order_weight(pair, left_words, right_words) for pair in pairs],
    )
    corresponding = corresponding_parts(
        [(pair.left, pair.right) for pair in pairs],
        left_words,
        right_words,
        common,
        settings.alignment.differences,
    )
    comparer = Comparer(left_words, right_words, style, settings.alignment)
    links = tuple(
        Link(
            left_places[pair.left],
            right_places[pair.right],
            pair.kind,
            round(min(1.0, pair.overlap), 4),
            not in_order,
            comparer.later(pair.left, pair.right, corresponding[pair.left, pair.right], pair.kind),
            (pair.left, pair.right) in decided.pinned,
        )
        for pair, in_order in zip(pairs, kept, strict=True)
    )
    rows = build_rows(left.paragraphs, right.paragraphs, links)
    counts = (
        {at: len(words) for at, words in zip(left_places, left_words, strict=True)},
        {at: len(words) for at, words in zip(right_places, right_words, strict=True)},
    )
    return Alignment(
        left,
        right,
        links,
        rows,
        replace(summarise(links, *counts), unheard=unheard),
        tuple((left_places[at], right_places[to]) for at, to in sorted(decided.forbidden)),
    )


def _link(
    left: Sequence[Words],
    right: Sequence[Words],
    style: HouseStyle,
    settings: AlignmentSettings,
    decided: ChosenCells,
) -> tuple[list[_Pair], int]:
    """The pairs to link, sorted by left, then right index, and how many may be missing.

    That is the number of paragraphs without a pair of which too few words could be heard.
    """
    left_stems, right_stems = compared_stems(left, right, settings)
    least = least_telling(settings.links)
    scores, unheard = affinity(left_stems, right_stems, settings.affinity, least)
    for row, column in decided.forbidden:
        scores[row].pop(column, None)
    repeats = {cell for cell in _repeats(left, right) if cell not in decided.forbidden}
    texts = ([words.stems for words in left], [words.stems for words in right])
    common = style.stems_of(common_keys(style, settings.differences.common_words))
    scored = Scored(scores, (left_stems, right_stems), texts, common)

    def saying() -> AbstractSet[str]:
        words = settings.lens.reporting.replace(",", " ")
        return style.stems_of(common_keys(style, words))

    def quoted(linked: Mapping[PlacePair, float]) -> dict[PlacePair, float]:
        return by_quotations(scored, (left, right), style.stem, linked, settings.links.quoted)

    chosen = choose_links(scored, repeats, quoted, saying, settings.links)
    pairs = [_Pair(*cell, score) for cell, score in sorted(chosen.items())]
    pairs = _without_crossed_repeats(pairs, left, right)
    missing = decided.pinned.difference((pair.left, pair.right) for pair in pairs)
    if missing:
        pairs += [_Pair(*cell, scores[cell[0]].get(cell[1], 0.0)) for cell in missing]
        pairs.sort(key=lambda pair: (pair.left, pair.right))
    linked = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    lost = sum(len(faint - found) for faint, found in zip(unheard, linked, strict=True))
    return pairs, lost


def compared_stems(
    left: Sequence[Words], right: Sequence[Words], settings: AlignmentSettings
) -> tuple[list[list[str]], list[list[str]]]:
    """What the paragraphs of two articles are compared by.

    Args:
        left: The words of each linkable paragraph of one article.
        right: The same of the other.
        settings: The section `alignment`.

    Returns:
        The distinct stems of each paragraph, compounds with their parts, left and right.
    """
    vocabulary = frozenset[str]().union(*[words.stems for words in (*left, *right)])
    parts = parts_of_compounds(vocabulary, settings.stems)
    return (
        [_distinct(words.stems, parts) for words in left],
        [_distinct(words.stems, parts) for words in right],
    )


def _distinct(stems: Sequence[str], parts: dict[str, list[str]]) -> list[str]:
    """Each stem once, compounds with their parts."""
    if parts.keys().isdisjoint(stems):
        return list(dict.fromkeys(stems))
    return list(dict.fromkeys(part for stem in stems for part in (stem, *parts.get(stem, ()))))


def _repeats(left: Sequence[Words], right: Sequence[Words]) -> Iterator[PlacePair]:
    """The cells of paragraphs that are the same, first with first where they repeat."""
    places: dict[str, list[int]] = {}
    for column in range(len(right) - 1, -1, -1):
        if right[column].stems:
            places.setdefault(right[column].essence, []).append(column)
    for row, words in enumerate(left):
        columns = places.get(words.essence)
        if columns:
            yield row, columns.pop()


def _without_crossed_repeats(
    pairs: list[_Pair], left: Sequence[Words], right: Sequence[Words]
) -> list[_Pair]:
    """Link repeated paragraphs with their repeats one to one, in order.

    Where a text stands twice on both sides, all four pairs score the same; the crossed ones
    say nothing.
    """
    repeats: dict[tuple[str, str], list[_Pair]] = {}
    for pair in pairs:
        essences = (left[pair.left].essence, right[pair.right].essence)
        repeats.setdefault(essences, []).append(pair)
    if len(repeats) == len(pairs):
        return pairs
    kept: list[_Pair] = []
    for group in repeats.values():
        rows = {row: at for at, row in enumerate(sorted({pair.left for pair in group}))}
        columns = {column: at for at, column in enumerate(sorted({pair.right for pair in group}))}
        last = min(len(rows), len(columns)) - 1
        kept += [
            pair
            for pair in group
            if rows[pair.left] == columns[pair.right]
            or min(rows[pair.left], columns[pair.right]) == last
        ]
    return sorted(kept, key=lambda pair: (pair.left, pair.right))


def _classify(
    pairs: Sequence[_Pair],
    left: Sequence[Words],
    right: Sequence[Words],
    settings: NearSettings,
) -> None:
    """Set each pair's overlap and kind."""
    for pair in pairs:
        one, other = left[pair.left], right[pair.right]
        if one.essence == other.essence:
            pair.kind, pair.overlap, pair.closeness = "same", 1.0, 1.0
            continue
        shorter = min(len(one.stems), len(other.stems))
        common = in_common(one.stems, other.stems)
        pair.overlap = common / max(1, shorter)
        pair.closeness = (pair.score + common / (shorter + settings.padding)) / 2
    strong = sum(pair.closeness >= settings.independent for pair in pairs)
    derived = strong >= settings.strong_share * len(pairs)
    cut = settings.derived if derived else settings.independent
    for pair in pairs:
        if pair.kind != "same" and pair.closeness >= cut:
            pair.kind = "near"


def _order_weight(pair: _Pair, left: Sequence[Words], right: Sequence[Words]) -> float:
    """How much a pair counts for the order that most links keep: all alike, but for ties.

    Of two chains of as many links the one with more words is kept. The checksum breaks what
    ties are left by what the paragraphs say: were it their place, swapping the sides could
    change which of two paragraphs that changed places has moved.
    """
    one, other = left[pair.left], right[pair.right]
    content = "\n".join(sorted((one.essence, other.essence))).encode("utf-8", "replace")
    words = min(len(one.stems), len(other.stems))
    return 1.0 + words * _WORD_TIE + crc32(content) * _CONTENT_TIE
