"""Two articles aligned, from their paragraphs to links, rows and a summary.

This is the way through: the words of the linkable paragraphs are read by the house-style
layers, scored (`scores`), linked (`links`, then `second_pass`; what a reader decided, in
`choices`, comes before both), classed as same, near or related, compared word by word when
somebody looks (`tui.text.differences`), and laid out (`rows`). Articles and two sections of the
settings in, `Alignment` out; swapping the articles swaps the sides of the result and changes
nothing else, which every step has to see to.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from tui.text.alignment.choices import NO_CHOICES, chosen_cells
from tui.text.alignment.events import Events, LinkedPair
from tui.text.alignment.links import QuotedParagraphs, choose_links, least_telling
from tui.text.alignment.rows import build_rows, kept_order, summarise
from tui.text.alignment.scores import Scored, affinity
from tui.text.alignment.second_pass import AskedLate
from tui.text.differences.changes import common_keys
from tui.text.differences.compare import Comparer, FoundLater
from tui.text.differences.weighty import lens_of
from tui.text.fuzzy import in_common
from tui.text.model import Alignment, Kind, Link
from tui.text.words.house_style import house_style
from tui.text.words.quotations import find_quotations
from tui.text.words.tokens import Words, parts_of_compounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.alignment.choices import Choices, ChosenCells
    from tui.text.alignment.links import AlignmentSettings, NearSettings
    from tui.text.alignment.scores import PlacePair
    from tui.text.model import Article
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.layers import HouseStyleLayer


# So small that neither can outweigh a link: they only order what weighs the same.
_WORD_TIE = 1e-7


_CONTENT_TIE = 1e-19


_ORDER_DIGITS = 4
"""To which likeness is told where the order is found: less is chance."""


_ECHOED = 0.5
"""What a pair counts, beside how alike it is, that shares what others share anyway."""


_COVERED = 0.9
"""Of the words of a pair, those that another one has: from here on it is the same sentence."""


_REWORDED = 0.75
"""What a paragraph that was told in quite other words counts beside an identical one."""


class LinkableParagraphs(NamedTuple):
    """The paragraphs of one article that may be linked.

    `places` are their indexes among all of its paragraphs, `words` what they say; a paragraph is
    known by its place in these two lists until links are made.
    """

    places: list[int]
    words: list[Words]
    date: str | None = None

    @property
    def texts(self) -> list[str]:
        """The text of each, by its place."""
        return [paragraph.text for paragraph in self.words]

    @property
    def lengths(self) -> dict[int, int]:
        """The number of words of each, by its index among all paragraphs."""
        return {at: len(words) for at, words in zip(self.places, self.words, strict=True)}


def linkable_paragraphs(article: Article, style: HouseStyle) -> LinkableParagraphs:
    """Read the paragraphs whose role lets them be linked."""
    places = [at for at, paragraph in enumerate(article.paragraphs) if paragraph.linkable]
    words = [style.read(article.paragraphs[at].text) for at in places]
    return LinkableParagraphs(places, words, article.date)


def link_articles(
    left: Article,
    right: Article,
    layers: tuple[HouseStyleLayer, ...],
    settings: AlignmentSettings,
    choices: Choices | None = None,
    *,
    side_by_side: bool = False,
) -> Alignment:
    """Align the paragraphs of two articles.

    Args:
        left: An article; only its paragraphs with a linkable role take part.
        layers: The section `house_style` of the configuration.
        settings: The section `alignment`.
        choices: What a reader has decided about pairs of their paragraphs.
        side_by_side: Whether a reader compares the two.
    """
    style = house_style(layers, settings.stems)
    lefts, rights = linkable_paragraphs(left, style), linkable_paragraphs(right, style)
    words = lefts.words, rights.words
    decided = chosen_cells(lefts.texts, rights.texts, choices or NO_CHOICES)
    pairs, unheard = _link(*words, style, settings, decided)
    _classify(pairs, *words, settings.near)
    events = Events(pairs, words, style, settings, (lefts.date, rights.date))
    formulaic, kept = _judged(events, pairs, decided.pinned, side_by_side=side_by_side)
    links = tuple(_links(kept, (lefts, rights), style, settings, decided.pinned))
    lengths = lefts.lengths, rights.lengths
    return Alignment(
        left,
        right,
        links,
        FoundLater(partial(build_rows, left.paragraphs, right.paragraphs, links)),
        replace(summarise(links, *lengths, formulaic=formulaic), unheard=unheard),
        tuple((lefts.places[row], rights.places[at]) for row, at in sorted(decided.forbidden)),
        link_corrections(left, right),
        lengths,
        formulaic,
        len(pairs) - len(kept) if formulaic else 0,
    )


def _judged(
    events: Events, pairs: list[LinkedPair], pinned: AbstractSet[PlacePair], *, side_by_side: bool
) -> tuple[bool, list[LinkedPair]]:
    """Whether two events seem to be told in the same formulas, and the pairs to be linked.

    Of two events these are only what is the same or was decided. But what was put into the same
    sentences is shown to a reader who compares the two: whether it is one event in a copy that was
    falsified, or two events in one form, a reader can tell.
    """
    formulaic = events.are_told_in_formulas()
    shown = (side_by_side and events.keep_sentences) if formulaic else not events.are_apart()
    kept = (pair for pair in pairs if pair.kind == "same" or pair.cell in pinned)
    return formulaic, pairs if shown else list(kept)


def link_corrections(left: Article, right: Article) -> tuple[Link, ...]:
    """Link the corrections of two articles that say the same, each with one at most.

    House style and word lists count for nothing here: there are few, and each says one thing.
    """
    sides = [
        [(at, one.text.casefold()) for at, one in enumerate(article.paragraphs) if one.corrects]
        for article in (left, right)
    ]
    if not all(sides):
        return ()
    from rapidfuzz import fuzz

    alike = sorted(
        (
            (fuzz.ratio(text, other) / 100, at, place)
            for at, text in sides[0]
            for place, other in sides[1]
        ),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    links: dict[int, Link] = {}
    for share, at, place in alike:
        free = at not in links and all(link.right != place for link in links.values())
        if free and share >= _SAME_CORRECTION:
            kind: Kind = "same" if share == 1 else "near"
            links[at] = Link(at, place, kind, share, moved=False)
    return tuple(links[at] for at in sorted(links))


_SAME_CORRECTION = 0.55
"""How like each other two corrections are from which on they correct the same."""


def _link(
    left: Sequence[Words],
    right: Sequence[Words],
    style: HouseStyle,
    settings: AlignmentSettings,
    decided: ChosenCells,
) -> tuple[list[LinkedPair], int]:
    """The pairs to link, sorted by left, then right index, and how many may be missing.

    That is the number of paragraphs without a pair of which too few words could be heard.
    """
    left_stems, right_stems = compared_stems(left, right, settings)
    least = least_telling(settings.links)
    found = affinity(left_stems, right_stems, settings.affinity, least)
    scores, unheard = found.scores, found.unheard
    for row, column in decided.forbidden:
        scores[row].pop(column, None)
    repeats = {cell for cell in _repeats(left, right) if cell not in decided.forbidden}
    texts = ([words.stems for words in left], [words.stems for words in right])
    common = style.stems_of(common_keys(style, settings.differences.common_words))
    scored = Scored(found, (left_stems, right_stems), texts, common)

    quoted = QuotedParagraphs(scored, (left, right), style.stem, settings.links.quoted)
    asked = _asked_late(left, right, style, settings)
    chosen = choose_links(scored, repeats, quoted.quoting_the_same, asked, settings.links)
    for cell in quoted.by_speaker_alone(chosen):
        del chosen[cell]
    pairs = [LinkedPair(*cell, score) for cell, score in sorted(chosen.items())]
    pairs = _without_crossed_repeats(pairs, left, right)
    missing = decided.pinned.difference(pair.cell for pair in pairs)
    if missing:
        pairs += [LinkedPair(*cell, scores[cell[0]].get(cell[1], 0.0)) for cell in missing]
        pairs.sort(key=lambda pair: pair.cell)
    linked = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    lost = sum(len(faint - heard) for faint, heard in zip(unheard, linked, strict=True))
    return pairs, lost


def _asked_late(
    left: Sequence[Words], right: Sequence[Words], style: HouseStyle, settings: AlignmentSettings
) -> AskedLate:
    def saying() -> AbstractSet[str]:
        words = f"{settings.lens.reporting} {settings.lens.venues}".replace(",", " ")
        return style.stems_of(common_keys(style, words))

    def names() -> AbstractSet[str]:
        return lens_of(settings.lens, style).names_of([*left, *right])

    def places(side: int, at: int) -> AbstractSet[str]:
        return lens_of(settings.lens, style).countries_in((left, right)[side][at])

    return AskedLate(saying, names, places)


def compared_stems(
    left: Sequence[Words], right: Sequence[Words], settings: AlignmentSettings
) -> tuple[list[list[str]], list[list[str]]]:
    """What linkable paragraphs are scored by.

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
    pairs: list[LinkedPair], left: Sequence[Words], right: Sequence[Words]
) -> list[LinkedPair]:
    """Link repeated paragraphs with their repeats one to one, in order.

    Where a text stands twice on both sides, all four pairs score the same; the crossed ones
    say nothing.
    """
    repeats: dict[tuple[str, str], list[LinkedPair]] = {}
    for pair in pairs:
        essences = (left[pair.left].essence, right[pair.right].essence)
        repeats.setdefault(essences, []).append(pair)
    if len(repeats) == len(pairs):
        return pairs
    kept: list[LinkedPair] = []
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
    return sorted(kept, key=lambda pair: pair.cell)


def _classify(
    pairs: Sequence[LinkedPair],
    left: Sequence[Words],
    right: Sequence[Words],
    settings: NearSettings,
) -> None:
    """Set each pair's overlap and kind."""
    for pair in pairs:
        words, right_words = left[pair.left], right[pair.right]
        if words.essence == right_words.essence:
            pair.kind, pair.overlap, pair.closeness = "same", 1.0, 1.0
            continue
        shorter = min(len(words.stems), len(right_words.stems))
        common = in_common(words.stems, right_words.stems)
        pair.overlap = common / max(1, shorter)
        pair.closeness = (pair.score + common / (shorter + settings.padding)) / 2
    cut = settings.derived if _derive(pairs, left, right, settings) else settings.independent
    for pair in pairs:
        if pair.kind != "same" and pair.closeness >= cut:
            pair.kind = "near"


def _derive(
    pairs: Sequence[LinkedPair],
    left: Sequence[Words],
    right: Sequence[Words],
    settings: NearSettings,
) -> bool:
    """Whether so much is alike beyond doubt that one article evidently derives from the other.

    By pairs and by what they say outside quotation marks: whoever was there has the same
    quotations, and a sentence of a few words is soon alike.
    """
    strong = [pair for pair in pairs if pair.closeness >= settings.independent]
    if len(strong) < settings.strong_share * len(pairs):
        return False
    told = {id(pair): min(_told(left[pair.left]), _told(right[pair.right])) for pair in pairs}
    alike = sum(told[id(pair)] for pair in strong)
    return alike >= settings.strong_share * sum(told.values())


def _told(words: Words) -> int:
    """How many words of a paragraph are outside quotation marks; none where most are inside."""
    runs = find_quotations(words, continued=True, inherited=True).runs
    quoted = sum(end - start for start, end in runs)
    return len(words) - quoted if 2 * quoted < len(words) else 0


def _order_weights(
    pairs: Sequence[LinkedPair],
    left: Sequence[Words],
    right: Sequence[Words],
    echoes: AbstractSet[PlacePair],
) -> list[float]:
    """How much each pair counts for the order that most links keep.

    Identical paragraphs count 1, others a little less, down to `_REWORDED`, the less they are
    alike. Where both have a counterpart that is more like them, as where one sentence went to
    another paragraph, a pair counts no more than it is alike, so that what stands still is not
    called moved; what only echoes others, less than that. Of two chains that weigh the same the
    one with more words is kept. The checksum breaks what ties are left by what the paragraphs say:
    were it their place, swapping the sides could change which of two paragraphs that changed
    places has moved.
    """
    alike: dict[PlacePair, float] = {}
    best: dict[int, float] = {}
    for pair in pairs:
        sizes = len(left[pair.left].stems), len(right[pair.right].stems)
        share = 1.0 if pair.kind == "same" else pair.overlap * min(sizes) / max(1, *sizes)
        alike[pair.cell] = share = round(share, _ORDER_DIGITS)
        for line in (pair.left, -1 - pair.right):
            best[line] = max(best.get(line, 0.0), share)
    weights = []
    for pair in pairs:
        words = left[pair.left], right[pair.right]
        content = "\n".join(sorted(side.essence for side in words)).encode("utf-8", "replace")
        shorter = 1 + min(len(side.stems) for side in words)
        share = alike[pair.cell]
        if pair.cell in echoes:
            share *= _ECHOED
        elif share in (best[pair.left], best[-1 - pair.right]):
            share = _REWORDED + (1 - _REWORDED) * share
        weights.append(share + shorter * _WORD_TIE + crc32(content) * _CONTENT_TIE)
    return weights


def _echoes(
    pairs: Sequence[LinkedPair], left: Sequence[Words], right: Sequence[Words]
) -> set[PlacePair]:
    """The pairs whose words either paragraph also shares with another one it is linked with."""
    rows, columns = (Counter(pair.cell[side] for pair in pairs) for side in (0, 1))
    crossed = [pair for pair in pairs if rows[pair.left] > 1 and columns[pair.right] > 1]
    if not crossed:
        return set()
    stems = [
        {at: set(side[at].stems) for at in counts}
        for side, counts in ((left, rows), (right, columns))
    ]
    shared = {pair.cell: stems[0][pair.left] & stems[1][pair.right] for pair in pairs}

    def is_covered(pair: LinkedPair, side: int) -> bool:
        mine = shared[pair.cell]
        return any(
            len(mine & words) >= _COVERED * len(mine)
            for cell, words in shared.items()
            if cell != pair.cell and cell[side] == pair.cell[side]
        )

    return {
        pair.cell
        for pair in crossed
        if pair.kind != "same" and is_covered(pair, 0) and is_covered(pair, 1)
    }


def _searched(pairs: Sequence[LinkedPair], settings: NearSettings) -> set[PlacePair]:
    """The related pairs that are searched for substance, as near ones are.

    They have no other counterpart, and are part of a copy or share many of their words.
    """
    rows, columns = (Counter(pair.cell[side] for pair in pairs) for side in (0, 1))
    copied = sum(pair.kind != "related" for pair in pairs)
    is_copy = copied > 1 and copied >= settings.mostly * len(pairs)
    return {
        pair.cell
        for pair in pairs
        if pair.kind == "related"
        and rows[pair.left] == columns[pair.right] == 1
        and (is_copy or pair.overlap >= settings.searched)
    }


def _links(
    pairs: Sequence[LinkedPair],
    sides: tuple[LinkableParagraphs, LinkableParagraphs],
    style: HouseStyle,
    settings: AlignmentSettings,
    pinned: AbstractSet[PlacePair],
) -> Iterator[Link]:
    """Make links of pairs: what kept its order, and what differs in them."""
    words = sides[0].words, sides[1].words
    echoes = _echoes(pairs, *words) - pinned
    weights = _order_weights(pairs, *words, echoes)
    ordered = zip(pairs, kept_order([pair.cell for pair in pairs], weights), strict=True)
    # A sentence that both say twice did not move to where the other one stands.
    kept = [each for each in ordered if each[1] or each[0].cell not in echoes]
    cells = [pair.cell for pair, _ in kept]
    places = sides[0].places, sides[1].places
    dates = sides[0].date, sides[1].date
    comparer = Comparer(words, cells, style, settings.differences, settings.lens, places, dates)
    searched = _searched([pair for pair, _ in kept], settings.near)
    for pair, in_order in kept:
        decided = pair.cell in pinned
        if not (in_order or decided) and pair.overlap < settings.near.moved:
            pair.kind = "related"
        moved = not in_order and (decided or pair.kind != "related")
        yield Link(
            sides[0].places[pair.left],
            sides[1].places[pair.right],
            pair.kind,
            round(min(1.0, pair.overlap), 4),
            moved,
            comparer.later(*pair.cell, "near" if in_order and pair.cell in searched else pair.kind),
            decided,
            not (in_order or moved),
        )
