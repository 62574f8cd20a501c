"""Which parts of merged and split paragraphs belong to each of their counterparts."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.fuzzy import MOST_TO_SHOW, LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.changes import DifferenceSettings
    from tui.text.words.tokens import Range, Words


_SENTENCE_ENDS = frozenset(".?!。？！…")


_CLAUSE_ENDS = frozenset(',;:-—–，；：、"”»')


_CLOSING = frozenset('"”’»“«」』)')


_MUCH_MORE = 4
"""How many times as much of a sentence a counterpart has that is another paragraph's rather."""


class Portion(NamedTuple):
    """The units `[start, end)` of a paragraph that a counterpart is compared with.

    `without` are the runs in it that belong to other counterparts, `elsewhere` what of the
    paragraph stands in other places of the other article, in or out of the part, and in which
    of its paragraphs.
    """

    start: int
    end: int
    without: tuple[Range, ...] = ()
    elsewhere: tuple[tuple[Range, int], ...] = ()

    @property
    def units(self) -> Range:
        """From where to where it goes."""
        return self.start, self.end


def corresponding_parts(
    pairs: Sequence[tuple[int, int]],
    left: Sequence[Words],
    right: Sequence[Words],
    common: AbstractSet[str],
    settings: DifferenceSettings,
) -> dict[tuple[int, int], tuple[Portion, Portion]]:
    """The units of each side that a pair is to be compared in.

    A paragraph with one counterpart is compared whole. One with several was merged from them
    or split into them: it is cut between the words that it shares with each. A counterpart
    that would lose too much by that is a version of the whole, and compared with it.

    Pairs are of indexes into `left` and `right`; `common` are normal forms of words that say too
    little to count.

    Returns:
        For each pair the part of the left and of the right paragraph.
    """
    seats = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    matched = {
        (one, other): _matched(left[one], right[other], common)
        for one, other in pairs
        if seats[0][one] > 1 or seats[1][other] > 1
    }
    mains = _mains(matched, left, right)
    left_parts = _parts_of(
        pairs, left, {pair: places[0] for pair, places in matched.items()}, mains, settings
    )
    right_parts = _parts_of(
        [pair[::-1] for pair in pairs],
        right,
        {pair[::-1]: places[1] for pair, places in matched.items()},
        {pair[::-1] for pair in mains},
        settings,
    )
    return {(one, other): (left_parts[one, other], right_parts[other, one]) for one, other in pairs}


def _mains(
    matched: Mapping[tuple[int, int], tuple[list[int], list[int]]],
    left: Sequence[Words],
    right: Sequence[Words],
) -> set[tuple[int, int]]:
    """The pairs of paragraphs that are first of all each other's: each is in one at most."""

    def order(pair: tuple[int, int]) -> tuple[object, ...]:
        # The same when the sides are swapped.
        texts = sorted((left[pair[0]].text, right[pair[1]].text))
        return -len(matched[pair][0]), sum(pair), abs(pair[0] - pair[1]), texts

    mains: set[tuple[int, int]] = set()
    taken: tuple[set[int], set[int]] = (set(), set())
    for one, other in sorted(matched, key=order):
        if one not in taken[0] and other not in taken[1]:
            mains.add((one, other))
            taken[0].add(one)
            taken[1].add(other)
    return mains


def _parts_of(
    pairs: Sequence[tuple[int, int]],
    own: Sequence[Words],
    matched: Mapping[tuple[int, int], list[int]],
    mains: AbstractSet[tuple[int, int]],
    settings: DifferenceSettings,
) -> dict[tuple[int, int], Portion]:
    """The part of the first paragraph of each pair that belongs to the second.

    `matched` are the units of the first that the second has; `mains` the pairs that tell what of
    their paragraphs went elsewhere.
    """
    counterparts: dict[int, list[int]] = {}
    shared: dict[int, int] = {}
    for one, counterpart in sorted(pairs):
        counterparts.setdefault(one, []).append(counterpart)
        shared[counterpart] = shared.get(counterpart, 0) + 1

    parts: dict[tuple[int, int], Portion] = {}
    for one, found in counterparts.items():
        whole = own[one]
        parts.update(((one, counterpart), Portion(0, len(whole))) for counterpart in found)
        if len(found) == 1:
            continue
        kept = _without_versions([(matched[one, other], other) for other in found], settings.part)
        kept.sort(key=lambda entry: _middle(entry[0]))
        strangers = {
            other for _, other in kept if shared[other] > 1 and _crosses(counterparts, one, other)
        }
        held = _without_crossed(whole, kept, strangers)
        if len(held) < 2:
            continue
        owners = _best_owners(whole, [places for places, _ in held], settings)
        others_of = [other for _, other in held]
        main = next((at for at, other in enumerate(others_of) if (one, other) in mains), None)
        for number, (places, counterpart) in enumerate(held):
            mine = sum(owners[at] == number for at in places)
            if mine >= settings.part * len(places) > 0:
                parts[one, counterpart] = _part_of(owners, number, others_of, main)
    return parts


def _crosses(counterparts: Mapping[int, Sequence[int]], one: int, other: int) -> bool:
    """Whether a pair stands across two that keep their order, of the same paragraphs."""
    return any(
        (one - rival) * (other - counterpart) < 0
        for rival, found in counterparts.items()
        if rival != one and other in found
        for counterpart in found
        if counterpart != other and counterpart in counterparts[one]
    )


def _part_of(
    owners: Sequence[int], number: int, counterparts: Sequence[int], main: int | None
) -> Portion:
    """The stretch from the first to the last unit of an owner, and what in it is another's.

    The main counterpart's part also says what of the paragraph went to where: to one that does
    not stand beside it. What was merged from neighbours, or split into them, went nowhere.
    """
    own = [at for at, owner in enumerate(owners) if owner == number]
    start, end = own[0], own[-1] + 1
    beside = {counterparts[number]}
    for step in (-1, 1):
        at = counterparts[number] + step
        while at in counterparts:
            beside.add(at)
            at += step
    runs = [
        (run, counterparts[owner])
        for owner in set(owners) - {number}
        for run in runs_of(at for at, found in enumerate(owners) if found == owner)
    ]
    return Portion(
        start,
        end,
        tuple(sorted(run for run, _ in runs if start < run[0] < end)),
        tuple(sorted((run, other) for run, other in runs if other not in beside))
        if number == main
        else (),
    )


def runs_of(units: Iterable[int]) -> list[Range]:
    """Runs of neighbours among units in order."""
    runs: list[Range] = []
    for unit in units:
        if runs and runs[-1][1] == unit:
            runs[-1] = (runs[-1][0], unit + 1)
        else:
            runs.append((unit, unit + 1))
    return runs


def _without_crossed(
    whole: Words, matched: Sequence[tuple[list[int], int]], strangers: AbstractSet[int]
) -> list[tuple[AbstractSet[int], int]]:
    """What each counterpart matches, but for the words of a sentence that another says better.

    A counterpart that answers to another paragraph rather than to this one may have a sentence
    of this one; it has no claim on a part of one, such as who says so: two quotations that
    exchanged their speakers would each be compared with itself.
    """
    sentences = _sentence_numbers(whole)
    counts = {other: Counter(sentences[at] for at in places) for places, other in matched}
    kept: list[tuple[AbstractSet[int], int]] = []
    for places, other in matched:
        if other not in strangers:
            kept.append((set(places), other))
            continue
        rivals = [counts[rival] for _, rival in matched if rival not in strangers]
        claimed = {
            at
            for at in places
            if all(not rival[sentences[at]] for rival in rivals)
            or all(
                counts[other][sentences[at]] > _MUCH_MORE * rival[sentences[at]] for rival in rivals
            )
        }
        if claimed:
            kept.append((claimed, other))
    return kept


def _sentence_numbers(whole: Words) -> list[int]:
    """The number of the sentence that each unit is in."""
    numbers: list[int] = []
    number = 0
    for at in range(len(whole)):
        numbers.append(number)
        number += _ends_sentence(whole, at)
    return numbers


def _ends_sentence(whole: Words, at: int) -> bool:
    """Whether a sentence ends with a unit, a quotation mark behind its stop included."""
    size = len(whole)
    if (
        at + 1 < size
        and whole.text[whole.ends[at]] not in " \t\u3000"
        and (whole.text[whole.starts[at + 1]] in _CLOSING)
    ):
        return False
    if whole.text[whole.ends[at] - 1] in _SENTENCE_ENDS:
        return True
    closes = whole.text[whole.starts[at] : whole.ends[at]] in _CLOSING
    return closes and at > 0 and whole.text[whole.ends[at - 1] - 1] in _SENTENCE_ENDS


def _without_versions(
    matched: list[tuple[list[int], int]], share: float
) -> list[tuple[list[int], int]]:
    """The counterparts that match a stretch of their own.

    One that mostly matches what a closer counterpart matches is another version of it, not
    another part of the whole.
    """
    kept: list[tuple[list[int], int]] = []
    for places, other in sorted(matched, key=lambda entry: (-len(entry[0]), entry[1])):
        own = set(places)
        if all(len(own.intersection(more)) < share * len(own) for more, _ in kept):
            kept.append((places, other))
    return kept


def _matched(left: Words, right: Words, common: AbstractSet[str]) -> tuple[list[int], list[int]]:
    """The telling units that two paragraphs have in the same order, of each.

    Of huge ones, those that the other has in any order.
    """
    # A longest common subsequence is not unique, so it is always taken from the same side.
    if left.text > right.text:
        there, here = _matched(right, left, common)
        return here, there

    def tells(key: str) -> bool:
        return key not in common and key.isalnum()

    if len(left) * len(right) > MOST_TO_SHOW:
        keys = set(left.keys).intersection(right.keys)
        return (
            [at for at, key in enumerate(left.keys) if key in keys and tells(key)],
            [at for at, key in enumerate(right.keys) if key in keys and tells(key)],
        )
    pairs = [
        (op.src_start + step, op.dest_start + step)
        for op in LCSseq.opcodes(left.keys, right.keys)
        if op.tag == "equal"
        for step in range(op.src_end - op.src_start)
        if tells(left.keys[op.src_start + step])
    ]
    return [at for at, _ in pairs], [at for _, at in pairs]


def _best_owners(
    whole: Words, matched: Sequence[AbstractSet[int]], settings: DifferenceSettings
) -> list[int]:
    """The owners of units: one stretch for each, unless that loses what only several can keep."""
    cuts = _cuts(whole, matched, settings)
    in_order = [
        number for number, (start, end) in enumerate(pairwise(cuts)) for _ in range(start, end)
    ]
    anyhow = _owners(whole, matched, settings)
    kept, most = (
        sum(at in matched[owner] for at, owner in enumerate(owners))
        for owners in (in_order, anyhow)
    )
    return in_order if most - kept < settings.sentence_cut else anyhow


def _owners(
    whole: Words, matched: Sequence[AbstractSet[int]], settings: DifferenceSettings
) -> list[int]:
    """Which counterpart each unit belongs to, so that as many matched units as can be do.

    To go on to another counterpart costs some units, less behind a clause and least behind a
    sentence. Of equally good places the first is taken, so that who says so goes with what
    they say; but what leads to nothing stays with what is before it.

    `matched` are the units that each counterpart matches.
    """
    size, count = len(whole), len(matched)
    dear = settings.sentence_cut + settings.clause_cut
    best = [0.0] * count
    before: list[list[int]] = []
    for at in range(size):
        price = dear - _worth(whole, at - 1, settings) if at else 0.0
        top = max(range(count), key=lambda number: (best[number], -number))
        steps = [top if best[top] - price > best[number] else number for number in range(count)]
        best = [
            best[step] - (price if step != number else 0.0) + (at in matched[number])
            for number, step in enumerate(steps)
        ]
        before.append(steps)
    owners = [0] * size
    owner = max(range(count), key=lambda number: (best[number], -number))
    for at in range(size - 1, -1, -1):
        owners[at] = owner
        owner = before[at][owner]
    return owners


def _cuts(
    whole: Words, matched: Sequence[AbstractSet[int]], settings: DifferenceSettings
) -> list[int]:
    """Where to cut, so that the parts keep as many of their matched units as can be.

    A sentence or a clause that ends at a cut is worth some units; of equally good places the
    first is taken, so that who says so goes with what they say.

    `matched` are the units that each of its counterparts matches, in order. Gives the start, the
    places between the parts, and the end.
    """
    size = len(whole)
    worth = [0.0, *(_worth(whole, at, settings) for at in range(size - 1)), 0.0]
    # best[p] is the most that parts up to here keep if the last of them ends at p.
    best = [0.0, *accumulate(float(at in matched[0]) for at in range(size))]
    choices: list[list[int]] = []
    for places in matched[1:]:
        held = [0, *accumulate(at in places for at in range(size))]
        choice, gain = 0, best[0]
        chosen: list[int] = []
        following: list[float] = []
        for at in range(size + 1):
            if best[at] + worth[at] - held[at] > gain:
                choice, gain = at, best[at] + worth[at] - held[at]
            chosen.append(choice)
            following.append(gain + held[at])
        choices.append(chosen)
        best = following
    cuts = [size]
    for chosen in reversed(choices):
        cuts.append(chosen[cuts[-1]])
    return [0, *reversed(cuts)]


def _worth(whole: Words, at: int, settings: DifferenceSettings) -> float:
    """What a cut behind a unit is worth for what ends there."""
    last = whole.ends[at] - 1
    mark = whole.text[last]
    if _ends_sentence(whole, at):
        return settings.sentence_cut
    if mark in _SENTENCE_ENDS:
        return 0.0  # The quotation mark behind it goes with it.
    # A straight quotation mark behind a space opens a quotation.
    opens = mark == '"' and whole.text[last - 1 : last].isspace()
    return settings.clause_cut if mark in _CLAUSE_ENDS and not opens else 0.0


def _middle(places: Sequence[int]) -> float:
    """The median of places in order, 0 of none."""
    half = len(places) // 2
    if not places:
        return 0
    return places[half] if len(places) % 2 else (places[half - 1] + places[half]) / 2
