"""Who does what to whom, where the order of words alone says so.

"Lund beat Skara" and "Skara beat Lund" have the same words. A deed is a word that says
something, with the name before it and the next name behind it, in one sentence; roles are
exchanged where the other side has the same deed with the two names in each other's place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.beside import outside_brackets
from tui.text.differences.parts import runs_of
from tui.text.words.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.side import ComparedParagraph
    from tui.text.words.tokens import Range


_FARTHEST = 8
"""Units between two names of one deed; what is farther apart is another clause."""


_NEAREST = 6
"""Units between a quotation and the name of who said it."""


_COUNTED = 4
"""Units behind a number that may be what it counts, or what became of it."""


_FEWEST = 2
"""Words that say something of each of two phrases that are exchanged."""


_LONGEST_SENTENCE = 60
"""Units of a sentence in which phrases are looked for: time grows with the square of them."""


_BESIDE = 2
"""Units on either side of a deed in which a word such as `by` turns it."""


_FAMILY = 4
"""Letters that forms of one word begin with."""


_ALIKE = 0.5
"""The share of a sentence's words that another with the same content has, who says so aside."""


_FULL_NAME = range(2, 4)
"""Words of somebody's first and last names."""


_MOST_SAYERS = 24
"""Pairs of the same speaker that are held against each other, in one pair of paragraphs."""


_NUMBERS = frozenset({"number", "plain number"})


class Deed(NamedTuple):
    """A deed, by its stem, and the units of the names before and behind it.

    `doer` and `other` are the last words of these names; `turned` says that a word such as `by`
    makes the second the doer.
    """

    doer: str
    stem: str
    other: str
    turned: bool
    before: Range
    behind: Range

    @property
    def told(self) -> tuple[str, str, str, bool]:
        """What it says, wherever it stands."""
        return self[:4]

    @property
    def exchanged(self) -> tuple[str, str, str, bool]:
        """What it says with the names in each other's place."""
        return self.other, self.stem, self.doer, self.turned


def exchanged_roles(left: ComparedParagraph, right: ComparedParagraph) -> list[tuple[Range, Range]]:
    """Find names of two paragraphs that stand in each other's place around a deed.

    Returns:
        Pairs of the units of a name on the left and of the one for it on the right.
    """
    known = (left.name_keys | right.name_keys) & left.capitals & right.capitals
    if len(known) < 2:
        return []
    places = _exchanged_places(left, right, known)
    ours, theirs = list(_deeds(left, known)), list(_deeds(right, known))
    told, told_there = ({deed.told for deed in deeds} for deeds in (ours, theirs))
    return places + [
        pair
        for deed in ours
        if deed.told not in told_there and deed.exchanged not in told
        for there in theirs
        if there.told == deed.exchanged
        for pair in ((deed.before, there.before), (deed.behind, there.behind))
    ]


def exchanged_numbers(
    left: ComparedParagraph, right: ComparedParagraph
) -> list[tuple[Range, Range]]:
    """Find two numbers that each count on the right what the other one does on the left.

    "Three died, eight were hurt" and "eight people died and three were hurt", with whatever
    endings: a word behind the one begins as one behind the other.
    """
    ours, theirs = _counted(left), _counted(right)
    return [
        pair
        for one, other in combinations([number for number in ours if number in theirs], 2)
        if ours[one].counts_as(theirs[other])
        and ours[other].counts_as(theirs[one])
        and not ours[one].counts_as(theirs[one])
        and not ours[other].counts_as(theirs[other])
        for pair in (
            (ours[one].units, theirs[other].units),
            (ours[other].units, theirs[one].units),
        )
    ]


class _Count(NamedTuple):
    """The units of a number, and what the words behind it begin with."""

    units: Range
    counted: AbstractSet[str]

    def counts_as(self, other: _Count) -> bool:
        """Whether it counts what another does."""
        return not self.counted.isdisjoint(other.counted)


def _counted(side: ComparedParagraph) -> dict[str, _Count]:
    """The numbers that a side has once, and what each counts."""
    keys = side.words.keys
    numbers = [mark for mark in side.marks if mark.what in _NUMBERS and keys[mark.start] != "a"]
    groups = Counter(mark.group for mark in numbers)
    starts = [*(mark.start for mark in numbers), side.part[1]]
    found: dict[str, _Count] = {}
    for mark, following in zip(numbers, starts[1:], strict=True):
        end = min(following, mark.end + _COUNTED, side.sentence_of(mark.start)[1])
        behind = {keys[at][:_FAMILY] for at in range(mark.end, end) if side.tells(at)}
        if groups[mark.group] == 1 and behind:
            found[mark.group] = _Count(mark.units, behind)
    return found


def exchanged_speakers(
    left: ComparedParagraph, right: ComparedParagraph
) -> list[tuple[Range, Range]]:
    """Find the speakers of quotations that both sides have, where the other side has another.

    Returns:
        Pairs of the units of a name on the left and of the one for it on the right.
    """
    known = (left.name_keys | right.name_keys) & left.capitals & right.capitals
    if len(known) < 2:
        return []
    ours, theirs = _speakers(left, known), _speakers(right, known)
    heads = [
        {_head(side.words.keys, name) for name in speakers.values()}
        for side, speakers in ((left, ours), (right, theirs))
    ]
    found: list[tuple[Range, Range]] = []
    for quoted in ours.keys() & theirs.keys():
        one, other = ours[quoted], theirs[quoted]
        names = _head(left.words.keys, one), _head(right.words.keys, other)
        if names[0] != names[1] and names[0] in heads[1] and names[1] in heads[0]:
            found.append((one, other))
    return sorted(found)


def _speakers(side: ComparedParagraph, known: AbstractSet[str]) -> dict[tuple[str, ...], Range]:
    """The name of who speaks, by the words of each quotation: behind it, else before it."""
    start, end = side.part
    quotations = [
        run
        for run in find_quotations(side.words, continued=True, inherited=True).runs
        if start <= run[0] and run[1] <= end
    ]
    quoted = {at for run in quotations for at in range(*run)}
    names = _names(side, (at for at in range(start, end) if at not in quoted), known)
    found: dict[tuple[str, ...], Range] = {}
    for number, run in enumerate(quotations):
        after = quotations[number + 1][0] if number + 1 < len(quotations) else end
        before = quotations[number - 1][1] if number else start
        first, last = bisect_left(names, (run[1], 0)), bisect_left(names, (run[0], 0))
        behind = [name for name in names[first : first + 1] if name[0] < after]
        ahead = [name for name in names[max(0, last - 1) : last] if before <= name[0]]
        near = range(run[0] - _NEAREST, run[1] + _NEAREST + 1)
        speakers = [
            name
            for name in (ahead + behind if _introduces(side, ahead, run) else behind + ahead)
            if (name[0] in near or name[1] in near) and side.speaks(name)
        ]
        words = tuple(key for key in side.words.keys[slice(*run)] if key.isalnum())
        if speakers and len(words) > 1:
            found[words] = speakers[0]
    return found


def _introduces(side: ComparedParagraph, ahead: Sequence[Range], run: Range) -> bool:
    """Whether a name says what is quoted right behind it: `Tom Hale said “…`."""
    between = range(ahead[0][1], run[0]) if ahead else range(0)
    return any(_is_saying(side, at) for at in between)


def exchanged_sayers(
    left: ComparedParagraph, right: ComparedParagraph, changed: Sequence[tuple[Range, Range]]
) -> list[tuple[Range, Range]]:
    """Find two who each say in their own words, unquoted, what the other one says there.

    "Police said that it was arson, the mayor said that it was not", and the other way round: what
    the sentences of both have in common only describes them.

    Args:
        changed: The left and the right units of each change, moves included: a speaker may have
            no name, and a long name that goes to the other sentence is a move.
    """
    known = (left.name_keys | right.name_keys) & left.capitals & right.capitals
    ours, theirs = (
        _sayers(side, known, [pair[number] for pair in changed])
        for number, side in enumerate((left, right))
    )
    same = [(one, there) for one in ours for there in theirs if one.is_who(there)]
    return [
        pair
        for (one, there), (other, other_there) in combinations(same[:_MOST_SAYERS], 2)
        if not one.is_beside(other) and not there.is_beside(other_there)
        if one.tells_what(other_there, (there, other))
        and other.tells_what(there, (other_there, one))
        for pair in ((one.units, other_there.units), (other.units, there.units))
    ]


def _sayers(
    side: ComparedParagraph, known: AbstractSet[str], changed: Sequence[Range]
) -> list[_Sayer]:
    """Who may say what a sentence says: a name, or a word that changed beside a verb of saying."""
    text, starts, ends = side.words.text, side.words.starts, side.words.ends
    names = [
        name
        for name in _names(side, range(*side.part), known)
        # The first word of a title, as in "Finance Minister Eva Brink", is no name.
        if name[1] >= side.part[1]
        or not text[starts[name[1]]].isupper()
        or not text[ends[name[1] - 1] : starts[name[1]]].isspace()
    ]
    others = [
        run
        for run in changed
        if run[0] < run[1] and not text[starts[run[0]]].islower() and side.speaks(run)
        if not any(_is_saying(side, at) for at in range(*run))
    ]
    taken = {at for run in others for at in range(*run)}
    runs = [*others, *(name for name in names if taken.isdisjoint(range(*name)))]
    sayers = [_Sayer.of(side, run) for run in runs]
    said = {
        side.sentence_of(mark.start)
        for mark in side.marks
        if mark.what == "attribution" and mark.start not in side.quoted
    }
    titles = _titles(sayers)
    sayers = [sayer._replace(who=sayer.who - titles) for sayer in sayers]
    return [sayer._replace(is_saying=sayer.sentence in said) for sayer in sayers if sayer.who]


def _titles(sayers: Sequence[_Sayer]) -> set[str]:
    """What several different names have, as `Senator`: it tells nobody from another."""
    heads: dict[str, set[str]] = {}
    for sayer in sayers:
        for word in sayer.who:
            heads.setdefault(word, set()).add(sayer.head)
    lasts = {sayer.head for sayer in sayers}
    return {word for word, names in heads.items() if len(names) > 1 and word not in lasts}


class _Sayer(NamedTuple):
    """The units of who speaks, or does something; the sentence, and the words of both."""

    units: Range
    sentence: Range
    who: AbstractSet[str]
    said: AbstractSet[str]
    head: str
    is_saying: bool = False

    @classmethod
    def of(cls, side: ComparedParagraph, run: Range) -> _Sayer:
        """Who speaks in a run of units."""
        keys = side.words.keys
        sentence = side.sentence_of(run[0])
        units = [at for at in _telling(side, sentence) if not _is_saying(side, at)]
        who = {keys[at] for at in units if run[0] <= at < run[1]}
        return cls(run, sentence, who, {keys[at] for at in units} - who, _head(keys, run))

    def is_who(self, other: _Sayer) -> bool:
        """Whether another speaker has a word of this one's name."""
        return not self.who.isdisjoint(other.who)

    def is_beside(self, other: _Sayer) -> bool:
        """Whether another is named in the same sentence, or is the same."""
        return not (self.who.isdisjoint(other.who | other.said) and other.who.isdisjoint(self.said))

    def tells_what(self, other: _Sayer, same: tuple[_Sayer, _Sayer]) -> bool:
        """Whether another there tells at least half of what this one does, descriptions aside.

        All of it, where neither says something: who only does something has fewer words for it.

        Args:
            other: Who there tells it.
            same: This one there, and the other here; what a sentence has in common with that of
                the same one describes it.
        """
        there, here = same
        ours = self.said - there.said
        theirs = other.said - there.said - (here.said & other.said)
        alike = _ALIKE if self.is_saying and other.is_saying else 1.0
        return bool(ours) and len(ours & theirs) >= alike * max(len(ours), len(theirs))


def exchanged_words(
    left: ComparedParagraph, right: ComparedParagraph, replaced: Sequence[tuple[Range, Range]]
) -> list[tuple[Range, Range]]:
    """Find two words or names that each gave way to the other, all else being the same.

    A deed stands between them.

    The articles and endings around them are then the same, too, so that the one does now what
    was done to it, in whatever language: `Grünau hat Wesel besiegt`, `the union sued the city`.

    Args:
        replaced: The left and the right units of each change that is no move.
    """
    keys, keys_there = left.words.keys, right.words.keys
    pairs = [(_telling(left, one), _telling(right, other)) for one, other in replaced]
    told = [
        (ours, theirs)
        for ours, theirs in pairs
        if len(ours) == len(theirs) == 1
        or (_is_full_name(left, ours) and _is_full_name(right, theirs))
    ]
    return [
        ((ours[0], ours[-1] + 1), (theirs[0], theirs[-1] + 1))
        for (one, there), (other, other_there) in combinations(told[:_MOST_SAYERS], 2)
        if [keys[at] for at in one] == [keys_there[at] for at in other_there]
        and [keys[at] for at in other] == [keys_there[at] for at in there]
        and not (_is_saying(left, one[0]) or _is_saying(left, other[0]))
        and left.sentence_of(one[0]) == left.sentence_of(other[0])
        and left.deed(outside_brackets(left, (one[-1] + 1, other[0]))) is not None
        for ours, theirs in ((one, there), (other, other_there))
    ]


def _is_full_name(side: ComparedParagraph, units: Sequence[int]) -> bool:
    """Whether some units are two or three words with capitals, one behind the other."""
    text, starts = side.words.text, side.words.starts
    if len(units) not in _FULL_NAME or units[-1] - units[0] >= len(units):
        return False
    return all(text[starts[at]].isupper() for at in units)


def exchanged_objects(
    left: ComparedParagraph, right: ComparedParagraph, replaced: Sequence[tuple[Range, Range]]
) -> list[tuple[Range, Range]]:
    """Find what gave way to each other behind one deed that is told twice.

    "She accused the residents. He accused the company", and the other way round, of whatever
    sentences. Two words for one thing, such as `car` and `vehicle`, may change places.

    Args:
        replaced: The left and the right units of each change that is no move.
    """
    keys, keys_there = left.words.keys, right.words.keys
    pairs = [(_telling(left, one), _telling(right, other)) for one, other in replaced]
    told = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    return [
        ((ours[0], ours[-1] + 1), (theirs[0], theirs[-1] + 1))
        for (one, there), (other, other_there) in combinations(told[:_MOST_SAYERS], 2)
        if [keys[at] for at in one] == [keys_there[at] for at in other_there]
        and [keys[at] for at in other] == [keys_there[at] for at in there]
        and _is_one_deed([(left, one[0]), (left, other[0]), (right, there[0])])
        and not _are_alike((left, one[0]), (right, there[0]))
        for ours, theirs in ((one, there), (other, other_there))
    ]


def _is_one_deed(objects: Iterable[tuple[ComparedParagraph, int]]) -> bool:
    """Whether the same word stands before each of some units, in its sentence."""
    before = [
        (side, _telling(side, (side.sentence_of(unit)[0], unit))[-1:]) for side, unit in objects
    ]
    deeds = {side.deed(units) for side, units in before}
    return len(deeds) == 1 and None not in deeds


def _are_alike(one: tuple[ComparedParagraph, int], other: tuple[ComparedParagraph, int]) -> bool:
    """Whether a list has the words at two units for the same."""
    poles, poles_there = (
        {pole for claim in side.claims if claim.start == at for pole in claim.poles}
        for side, at in (one, other)
    )
    return not poles.isdisjoint(poles_there)


def exchanged_phrases(
    left: ComparedParagraph, right: ComparedParagraph
) -> list[tuple[Range, Range]]:
    """Find two phrases that stand on the other side of one deed each: who sued whom.

    "The union that represents the drivers sued the company that runs the buses", and the other
    way round. Each changed sides as a whole, so that nothing but the deed stays between them; a
    sentence that was only reordered keeps its subject beside its verb.
    """
    ours, theirs = (
        [
            _Clause.of(side, sentence, at)
            for sentence in side.sentences
            if sentence[1] - sentence[0] <= _LONGEST_SENTENCE
            for at in _telling(side, sentence)
            if side.deed([at]) is not None and not _is_saying(side, at)
        ]
        for side in (left, right)
    )
    by_deed: dict[str, list[_Clause]] = {}
    for clause in theirs:
        by_deed.setdefault(clause.deed, []).append(clause)
    found = (one.exchanged(other) for one in ours for other in by_deed.get(one.deed, ()))
    return next(filter(None, found), [])


def _is_saying(side: ComparedParagraph, at: int) -> bool:
    """Whether a unit is of a word of saying."""
    return any(mark.what == "attribution" and mark.start <= at < mark.end for mark in side.marks)


class _Clause(NamedTuple):
    """A deed, and the units around it that say something, with what each of them says."""

    deed: str
    before: Sequence[int]
    behind: Sequence[int]
    keys: Sequence[str]
    turned: bool

    @classmethod
    def of(cls, side: ComparedParagraph, sentence: Range, at: int) -> _Clause:
        """The clause around a deed of a sentence."""
        units = _telling(side, sentence)
        nearby = range(max(sentence[0], at - _BESIDE), min(sentence[1], at + _BESIDE + 1))
        before, behind = ([u for u in units if u < at], [u for u in units if u > at])
        return cls(side.words.keys[at], before, behind, side.words.keys, side.is_turned(nearby))

    def exchanged(self, other: _Clause) -> list[tuple[Range, Range]]:
        """The phrases that stand on the other side of the deed in another clause, if two do."""
        if self.deed != other.deed or self.turned != other.turned:
            return []
        (ours, behind), (theirs, behind_there) = self._said(), other._said()
        keys = enumerate(zip(ours, theirs, strict=False))
        same = next((at for at, (key, there) in keys if key != there), 0)
        one, two = ours[same:], theirs[same:]
        if (
            min(len(one), len(two)) < _FEWEST
            or behind[: len(two)] != two
            or behind_there[: len(one)] != one
            or behind[len(two) :] != behind_there[len(one) :]
        ):
            return []
        ends = self._phrase(self.before[same:]), self._phrase(self.behind[: len(two)])
        there = other._phrase(other.before[same:]), other._phrase(other.behind[: len(one)])
        pairs = list(zip(ends, there, strict=True))
        # "For a week it rained in the north": what took other words along did not change its role.
        openings = [(self._opening(mine), other._opening(its)) for mine, its in pairs]
        return pairs if all(mine == its for mine, its in openings) else []

    def _said(self) -> tuple[list[str], list[str]]:
        return [self.keys[at] for at in self.before], [self.keys[at] for at in self.behind]

    def _phrase(self, units: Sequence[int]) -> Range:
        return units[0], units[-1] + 1

    def _opening(self, phrase: Range) -> list[str]:
        """The small words before a phrase, such as an article."""
        units = {*self.before, *self.behind}
        start = phrase[0]
        while start and start - 1 not in units and self.keys[start - 1].isalpha():
            start -= 1
        return [key for key in self.keys[start : phrase[0]] if key != self.deed]


def _telling(side: ComparedParagraph, run: Range) -> list[int]:
    """The units of a run that are words which say something by themselves."""
    return [at for at in range(*run) if side.tells(at) and side.words.keys[at].isalpha()]


class _Place(NamedTuple):
    """Where a name stands: its units, and the words before and behind it, marks left out."""

    units: Range
    before: str | None
    behind: str | None

    def is_like(self, other: _Place) -> bool:
        """Whether the same word stands before or behind."""
        return (self.before is not None and self.before == other.before) or (
            self.behind is not None and self.behind == other.behind
        )


def _exchanged_places(
    left: ComparedParagraph, right: ComparedParagraph, known: AbstractSet[str]
) -> list[tuple[Range, Range]]:
    """Two names that each stand on the right where the other one does on the left.

    "After leaving Moscow, he flew to Minsk" and "After leaving Minsk, he flew to Moscow". Names
    that are joined, as in "between Minsk and Moscow", may stand either way.
    """
    ours, theirs = _places(left, known), _places(right, known)
    found: list[tuple[Range, Range]] = []
    for one, other in combinations([name for name in ours if name in theirs], 2):
        stays = ours[one].is_like(theirs[one]) or ours[other].is_like(theirs[other])
        swaps = ours[one].is_like(theirs[other]) and ours[other].is_like(theirs[one])
        if swaps and not stays and not left.joins(ours[one].units, ours[other].units):
            found += [
                (ours[one].units, theirs[other].units),
                (ours[other].units, theirs[one].units),
            ]
    return found


def _places(side: ComparedParagraph, known: AbstractSet[str]) -> dict[str, _Place]:
    """The places of the names that a side has once."""
    keys = side.words.keys
    runs = _names(side, range(*side.part), known)
    counts = Counter(_head(keys, run) for run in runs)
    return {
        _head(keys, run): _Place(run, side.beside(run[0] - 1, -1), side.beside(run[1], 1))
        for run in runs
        if counts[_head(keys, run)] == 1
    }


def _deeds(side: ComparedParagraph, known: AbstractSet[str]) -> Iterator[Deed]:
    """The deeds between neighbouring names of each sentence."""
    for sentence in side.sentences:
        names = _names(side, range(*sentence), known)
        for before, behind in pairwise(names):
            between = range(before[1], behind[0])
            stem = side.deed(between)
            if stem is not None and len(between) <= _FARTHEST:
                doer, other = (_head(side.words.keys, name) for name in (before, behind))
                yield Deed(doer, stem, other, side.is_turned(between), before, behind)


def _names(side: ComparedParagraph, units: Iterable[int], known: AbstractSet[str]) -> list[Range]:
    """The names among some units: a possessive ends one, as in "Tuvak's Polish unit"."""
    found: list[Range] = []
    for start, end in runs_of(at for at in units if side.is_called(at, known)):
        owners = [at + 1 for at in range(start, end - 1) if side.words.keys[at].endswith("'s")]
        found += pairwise([start, *owners, end])
    return found


def _head(keys: Sequence[str], name: Range) -> str:
    return keys[name[1] - 1].removesuffix("'s")
