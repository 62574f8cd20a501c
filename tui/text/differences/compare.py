"""The differences of linked paragraphs, each with its class and its place in the text.

They are found when they are first looked at: a list of articles needs none of them, and they take
longer than everything else about a pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from tui.text.differences.changes import Change, common_keys, find_changes
from tui.text.differences.parts import corresponding_parts
from tui.text.differences.retold import Retellings
from tui.text.differences.roles import (
    exchanged_numbers,
    exchanged_objects,
    exchanged_phrases,
    exchanged_roles,
    exchanged_sayers,
    exchanged_speakers,
    exchanged_words,
)
from tui.text.differences.side import ComparedParagraph
from tui.text.differences.substance import Finding, classify
from tui.text.differences.weighty import lens_of
from tui.text.fuzzy import LONGEST_TO_SHOW, MOST_TO_SHOW
from tui.text.model import Difference
from tui.text.words.phrases import CONVERSION, DATELINE
from tui.text.words.quotations import (
    QUOTATION_MARK,
    find_quotations,
    match_quotations,
    opens_with_quotation,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tui.text.differences.changes import DifferenceSettings
    from tui.text.differences.parts import Portion
    from tui.text.differences.weighty import LensSettings, WeightyWord, WeightyWords
    from tui.text.model import Kind, Offsets
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.quotations import Quotations
    from tui.text.words.tokens import Range, Words


_ASIDES: Mapping[str, Literal["place", "number"]] = {DATELINE: "place", CONVERSION: "number"}


_TELLING_DIGITS = 2


ComparedSides = tuple[ComparedParagraph, ComparedParagraph]
"""The left paragraph under comparison and the right one."""


SaidWhere = dict[tuple[str, str], list[int]]
"""What was said, by class and value, and the paragraphs that say it."""


_Found = TypeVar("_Found")


class FoundLater(Sequence[_Found]):
    """What is found when it is first looked at, such as differences; equal to a tuple of it."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[_Found, ...]]) -> None:
        self._find = find
        self._found: tuple[_Found, ...] | None = None

    def _all(self) -> tuple[_Found, ...]:
        if self._found is None:
            self._found = self._find()
        return self._found

    @overload
    def __getitem__(self, index: int) -> _Found: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[_Found, ...]: ...

    def __getitem__(self, index: int | slice) -> _Found | tuple[_Found, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_Found]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FoundLater | tuple):
            return self._all() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type, tuple[tuple[_Found, ...]]]:
        return tuple, (self._all(),)


class Comparer:
    """Compares linked paragraphs of two articles.

    Args:
        articles: The words of the left article's linkable paragraphs, and of the right one's.
        linked: The pairs of them that are linked, by their places in these two.
        style: The house-style layers made ready.
        differences: How changes are made readable.
        lens: Which of them matter.
        places: The index of each among all paragraphs of its article, left and right.
        dates: Those of the two articles, as far as they are known.
    """

    def __init__(
        self,
        articles: tuple[Sequence[Words], Sequence[Words]],
        linked: Sequence[tuple[int, int]],
        style: HouseStyle,
        differences: DifferenceSettings,
        lens: LensSettings,
        places: tuple[Sequence[int], Sequence[int]],
        dates: tuple[str | None, str | None] = (None, None),
    ) -> None:
        self._dates = dates
        self._articles = articles
        self._linked = linked
        self._places = places
        self._style = style
        self._settings = differences
        self._lens = lens
        self._common = common_keys(style, differences.common_words)

    @cached_property
    def _parts(self) -> Mapping[tuple[int, int], tuple[Portion, Portion]]:
        """The parts that each linked pair is to be compared in."""
        return corresponding_parts(self._linked, *self._articles, self._common, self._settings)

    def later(self, left: int, right: int, kind: Kind) -> FoundLater[Difference]:
        """The differences of `compare`, found when they are first looked at."""
        return FoundLater(partial(self.compare, left, right, kind))

    def compare(self, left: int, right: int, kind: Kind) -> tuple[Difference, ...]:
        """The differences between the parts of two linked paragraphs that correspond.

        Paragraphs are given by their places among those that the comparer was made with. Only a
        pair that is given as near is searched for substance.

        Returns:
            Differences in reading order. Outside them, the two parts have the same characters
            but for white space, and but for how Unicode writes what looks the same.
        """
        whole = self._articles[0][left], self._articles[1][right]
        if whole[0].text == whole[1].text:
            return ()
        parts = self._parts[left, right]
        excerpts = ComparedPart(whole[0], parts[0]), ComparedPart(whole[1], parts[1])
        words = excerpts[0].words, excerpts[1].words
        runs = excerpts[0].part, excerpts[1].part
        lengths = [end - start for start, end in runs]
        if math.prod(lengths) > MOST_TO_SHOW or max(lengths) > LONGEST_TO_SHOW:
            return _unread(words, runs)
        changes = find_changes(*words, runs, self._style, self._settings)
        findings = self._findings((left, right), excerpts, changes, kind)
        anchors = [(change.left, change.right) for change in changes]
        findings.sort(key=lambda finding: _reading_place(finding, anchors))
        found = [
            Difference(finding.category, finding.what, one, other, self._paragraph(finding))
            for finding in findings
            for one, other in zip_longest(
                excerpts[0].offsets(finding.left), excerpts[1].offsets(finding.right)
            )
        ]
        return (*found, *self._moved_away(whole, parts))

    def _paragraph(self, finding: Finding) -> int | None:
        """The paragraph of the other article that has what a finding is about, if one does."""
        if finding.elsewhere is None:
            return None
        return self._places[0 if finding.left is None else 1][finding.elsewhere]

    def _moved_away(
        self, whole: tuple[Words, Words], parts: tuple[Portion, Portion]
    ) -> list[Difference]:
        """What of two paragraphs has its counterpart in another paragraph."""
        found = []
        for number, part in enumerate(parts):
            for run, other in part.elsewhere:
                place = _offsets(whole[number], run)
                left, right = (None, place) if number else (place, None)
                there = self._places[1 - number][other]
                found.append(Difference("wording", "moved", left, right, there))
        return found

    def _findings(
        self,
        pair: tuple[int, int],
        excerpts: tuple[ComparedPart, ComparedPart],
        changes: Sequence[Change],
        kind: Kind,
    ) -> list[Finding]:
        """What every change is: a move, house style, or what it is about; in no order."""
        words = excerpts[0].words, excerpts[1].words
        parts = excerpts[0].part, excerpts[1].part
        equal = dict(
            zip(
                _untouched(parts[0], [change.left for change in changes]),
                _untouched(parts[1], [change.right for change in changes]),
                strict=True,
            )
        )
        findings, open_changes = list[Finding](), list[Change]()
        sides = cache(partial(self._sides, pair, excerpts))  # Made once, where they are asked for.
        roles = self._roles(excerpts, changes, sides) if kind == "near" else []
        for change in _torn(changes, roles):
            name = self._layer(words, change)
            if change.moved:
                findings.append(Finding("wording", "moved", change.left, change.right))
            elif name is not None:
                findings.append(Finding("house-style", name, change.left, change.right))
            else:
                open_changes.append(change)
        classified = self._classify(pair, excerpts, sides, open_changes, equal, kind, roles)
        findings += [finding for finding in classified if not _is_rest(words, finding)]
        flagged = {finding.left for finding in findings if finding.what == "balance"}
        flagged.update((at, at + 1) for left, _ in roles for at in range(*left))
        findings += self._house_style(words, equal, flagged)
        return findings

    def _layer(self, words: tuple[Words, Words], change: Change) -> str | None:
        """The layer that makes the two sides of a change the same, None where none does."""
        left, right = words
        essence = self._style.essence_of
        if essence(left.keys[slice(*change.left)]) != essence(right.keys[slice(*change.right)]):
            return None
        return self._style.name_of(_slice(left, change.left), _slice(right, change.right))

    def _retold(
        self, words: tuple[Words, Words], at: int, right_at: int
    ) -> Literal["place", "number"] | None:
        """What differs between two datelines, or between two measures in brackets."""
        what = _ASIDES.get(words[0].keys[at])
        texts = (
            _slice(side, (one, one + 1)) for side, one in zip(words, (at, right_at), strict=True)
        )
        return None if what is None or self._is_retold(*texts) else what

    def _is_retold(self, left: str, right: str) -> bool:
        one, other = self._style.within(left), self._style.within(right)
        return bool(
            set(one[:1]) & set(other[:1]) or set(one) <= set(other) or set(other) <= set(one)
        )

    def _house_style(
        self,
        words: tuple[Words, Words],
        equal: Mapping[int, int],
        flagged: Collection[Range | None],
    ) -> Iterator[Finding]:
        """What is equal only because of a layer, but for units that are flagged already."""
        texts = zip(_texts(words[0], equal), _texts(words[1], equal.values()), strict=True)
        for (at, right_at), (text, right_text) in zip(equal.items(), texts, strict=True):
            if text != right_text and (at, at + 1) not in flagged:
                name = self._style.name_of(text, right_text)
                if name is None and at and right_at:
                    # Some are read as one thing only behind the right word, as in "am 12.3.".
                    runs = zip(words, ((at - 1, at + 1), (right_at - 1, right_at + 1)), strict=True)
                    name = self._style.name_of(*(_slice(side, run) for side, run in runs))
                retold = self._retold(words, at, right_at)
                if retold is not None:
                    yield Finding("substance", retold, (at, at + 1), (right_at, right_at + 1))
                elif name != "":
                    yield Finding("house-style", name or "", (at, at + 1), (right_at, right_at + 1))

    def _classify(
        self,
        pair: tuple[int, int],
        excerpts: tuple[ComparedPart, ComparedPart],
        made: Callable[[], ComparedSides],
        changes: list[Change],
        equal: Mapping[int, int],
        kind: Kind,
        roles: Sequence[tuple[Range, Range]],
    ) -> list[Finding]:
        """What the changes that are neither moves nor house style are about."""
        words = excerpts[0].words, excerpts[1].words
        if not (changes or roles or any(QUOTATION_MARK in w.keys for w in words)):
            return []
        sides = made()
        self._mark_quotations(pair, excerpts, sides, kind)
        return classify(sides, changes, equal, self._lens, whole=kind == "near", roles=roles)

    def _sides(
        self, pair: tuple[int, int], excerpts: tuple[ComparedPart, ComparedPart]
    ) -> ComparedSides:
        left, right = excerpts
        rest = self._style, self._weighty, self._common, self._lens.shared
        sides = (
            ComparedParagraph(left.words, left.part, (right.words, right.part), *rest),
            ComparedParagraph(right.words, right.part, (left.words, left.part), *rest),
        )
        for number, side in enumerate(sides):
            side.known = self._known[1 - number]
            side.date = self._dates[number]
            side.goes_to = partial(self._goes_to, pair, number)
            side.holder = partial(self._holder, pair, number)
            side.retold = partial(self._retold_where, pair, number)
            side.names = self._capitals_make_names
        return sides

    def _roles(
        self,
        excerpts: tuple[ComparedPart, ComparedPart],
        changes: Sequence[Change],
        made: Callable[[], ComparedSides],
    ) -> list[tuple[Range, Range]]:
        """The names that stand in each other's place, where the order of words says who did it."""
        keys = (
            {
                key.removesuffix("'s")
                for change in changes
                for key in excerpt.words.keys[slice(*(change.right if number else change.left))]
            }
            for number, excerpt in enumerate(excerpts)
        )
        # What changes its place is gone from one and new in another.
        if set.isdisjoint(*keys):
            return []
        sides = made()
        replaced = [(change.left, change.right) for change in changes if not change.moved]
        roles = exchanged_roles(*sides) if self._order_tells_roles else []
        if self._order_tells_roles and not roles:
            roles = exchanged_phrases(*sides)
        changed = [(change.left, change.right) for change in changes]
        exchanged = exchanged_speakers(*sides) or exchanged_sayers(*sides, changed)
        exchanged = exchanged or roles or exchanged_words(*sides, replaced)
        exchanged = exchanged or exchanged_objects(*sides, replaced)
        return exchanged or exchanged_numbers(*sides)

    def _mark_quotations(
        self,
        pair: tuple[int, int],
        excerpts: tuple[ComparedPart, ComparedPart],
        sides: tuple[ComparedParagraph, ComparedParagraph],
        kind: Kind,
    ) -> None:
        """Tell each side which of its units are quoted, and which marks are stray."""
        quotations = []
        for number, side in enumerate(sides):
            marked = self._quotations(self._articles[number], pair[number])
            side.stray = [
                run[0] for at in marked.stray for run in excerpts[number].has((at, at + 1))
            ]
            quotations.append([run for full in marked.runs for run in excerpts[number].has(full)])
        matched = match_quotations(
            sides[0].words,
            sides[1].words,
            (quotations[0], quotations[1]),
            self._lens.quotation,
        )
        versions = set(matched), set(matched.values())
        for number, side in enumerate(sides):
            for run in quotations[number]:
                if run in versions[number] or (kind == "near" and side.is_shared(run[0])):
                    around = range(max(0, run[0] - 1), min(run[1] + 1, len(side.words.keys)))
                    side.quoted.update(around)
        sides[0].quoted_there, sides[1].quoted_there = sides[1].quoted_stems, sides[0].quoted_stems

    def _quotations(self, article: Sequence[Words], at: int) -> Quotations:
        """The quotations of a paragraph, which may begin before it and go on behind it."""
        marked = find_quotations(article[at])
        inherited = continued = False
        if marked.unopened and at > 0:
            inherited = find_quotations(article[at - 1]).unclosed
        if marked.unclosed and at + 1 < len(article):
            following = article[at + 1]
            continued = opens_with_quotation(following.text) or find_quotations(following).unopened
        if not inherited and not continued:
            return marked
        return find_quotations(article[at], continued=continued, inherited=inherited)

    @cached_property
    def _weighty(self) -> WeightyWords:
        return lens_of(self._lens, self._style)

    @cached_property
    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        left, right = (
            frozenset(stem for words in article for stem in words.stems)
            for article in self._articles
        )
        return left, right

    def _goes_to(self, pair: tuple[int, int], number: int, mark: WeightyWord) -> int | None:
        """The paragraph of the other article that has a value that this one lacks there.

        One that both articles have in other paragraphs anyway went to none of them, and a day of
        the week or a number of one digit may be said of anything.
        """
        if sum(map(str.isdigit, mark.group)) < _TELLING_DIGITS:
            return None
        here, there = (
            [place for place in found.get((mark.what, mark.group), ()) if place != one]
            for found, one in zip(
                self._values if number == 0 else self._values[::-1],
                pair if number == 0 else pair[::-1],
                strict=True,
            )
        )
        return there[0] if len(there) > len(here) else None

    def _holder(
        self, pair: tuple[int, int], number: int, stems: Collection[str], least: float
    ) -> int | None:
        """The paragraph of the other article, but the one compared, with a share of some words."""
        article = self._articles[1 - number]
        for place, words in enumerate(article):
            if place != pair[1 - number] and len(stems) >= self._lens.clause:
                held = set(words.stems)
                if sum(stem in held for stem in stems) >= least * len(stems):
                    return place
        return None

    def _retold_where(self, pair: tuple[int, int], number: int, mark: WeightyWord) -> int | None:
        return self._retellings.retold(pair, number, mark)

    @cached_property
    def _retellings(self) -> Retellings:
        return Retellings(self._articles, self._style, self._weighty, self._common)

    @cached_property
    def _values(self) -> tuple[SaidWhere, SaidWhere]:
        """The paragraphs of each article that have a number or a date, in order."""
        values: tuple[SaidWhere, SaidWhere] = ({}, {})
        for article, found in zip(self._articles, values, strict=True):
            for place, words in enumerate(article):
                for kind in {(mark.what, mark.group) for mark in self._weighty.values(words)}:
                    found.setdefault(kind, []).append(place)
        return values

    @cached_property
    def _capitals_make_names(self) -> bool:
        return self._weighty.capitals_make_names(chain(*self._articles))

    @cached_property
    def _order_tells_roles(self) -> bool:
        return self._weighty.order_tells_roles([*chain(*self._articles)])


class ComparedPart:
    """The part of a paragraph that is compared, without what belongs to other counterparts.

    Its `words` have the offsets that they have in the paragraph; `part` is which of them are in
    the part.
    """

    def __init__(self, whole: Words, part: Portion) -> None:
        self.words = whole
        self.part = part.units
        self._gaps = [(whole.ends[start - 1], whole.starts[end]) for start, end in part.without]
        self._moved_up: dict[int, int] | None = None
        if part.without:
            gone = {at for run in part.without for at in range(*run)}
            units = [at for at in range(len(whole)) if at not in gone]
            self._moved_up = {at: number for number, at in enumerate(units)}
            self.words = replace(
                whole,
                keys=[whole.keys[at] for at in units],
                starts=[whole.starts[at] for at in units],
                ends=[whole.ends[at] for at in units],
            )
            self.part = part.start, part.end - len(gone)

    def has(self, run: Range) -> list[Range]:
        """A run of the paragraph's units where the excerpt has it, if it has both its ends."""
        start, end = run
        if self._moved_up is not None:
            if start not in self._moved_up or end - 1 not in self._moved_up:
                return []
            start, end = self._moved_up[start], self._moved_up[end - 1] + 1
        return [(start, end)] if _inside((start, end), self.part) else []

    def offsets(self, run: Range | None) -> list[Offsets]:
        """Where a run of the excerpt's units stands in the text: in pieces, where it is cut."""
        place = _offsets(self.words, run)
        if place is None:
            return []
        start, end = place
        pieces: list[Offsets] = []
        for before, behind in self._gaps:
            if start < before and behind < end:
                pieces.append((start, before))
                start = behind
        return [*pieces, (start, end)]


def _torn(changes: Sequence[Change], roles: Sequence[tuple[Range, Range]]) -> Iterator[Change]:
    """Changes, but for moves of a name in another's role: these are no mere change of order."""
    for change in changes:
        if change.moved and any(
            _meet(change.left, left) or _meet(change.right, right) for left, right in roles
        ):
            yield Change(change.left, (change.right[0], change.right[0]))
            yield Change((change.left[0], change.left[0]), change.right)
        else:
            yield change


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _offsets(words: Words, run: Range | None) -> Offsets | None:
    """Where a run of units stands in its text, None for an empty run."""
    return (words.starts[run[0]], words.ends[run[1] - 1]) if run and run[0] < run[1] else None


def _is_rest(words: tuple[Words, Words], finding: Finding) -> bool:
    """Whether it is what is left, on both sides the same, of words tied to one that differs."""
    if finding.category != "wording" or finding.left is None or finding.right is None:
        return False
    return _slice(words[0], finding.left) == _slice(words[1], finding.right)


def _unread(words: tuple[Words, Words], parts: tuple[Range, Range]) -> tuple[Difference, ...]:
    """What stands behind the words that two parts begin with alike, as one change."""
    (start, end), (right_start, right_end) = parts
    left, right = words
    while start < end and right_start < right_end and left.keys[start] == right.keys[right_start]:
        if _slice(left, (start, start + 1)) != _slice(right, (right_start, right_start + 1)):
            break
        start, right_start = start + 1, right_start + 1
    spans = _offsets(left, (start, end)), _offsets(right, (right_start, right_end))
    return (Difference("wording", "words", *spans),) if any(spans) else ()


def _slice(words: Words, run: Range) -> str:
    place = _offsets(words, run)
    return words.text[place[0] : place[1]] if place else ""


def _texts(words: Words, units: Iterable[int]) -> list[str]:
    text, starts, ends = words.text, words.starts, words.ends
    return [text[starts[at] : ends[at]] for at in units]


def _inside(run: Range, part: Range) -> bool:
    return part[0] <= run[0] and run[1] <= part[1]


def _untouched(part: Range, runs: Sequence[Range]) -> Iterator[int]:
    """The units of a part that stand in no change, in order."""
    at = part[0]
    for start, end in sorted(runs):
        yield from range(at, start)
        at = max(at, end)
    yield from range(at, part[1])


def _reading_place(finding: Finding, anchors: Sequence[tuple[Range, Range]]) -> tuple[int, ...]:
    """Where a reader meets a finding: in the left text, else where the right one has it."""
    left, right = finding.left, finding.right
    for anchor in anchors:
        if (left and _inside(left, anchor[0])) or (
            not left and right and _inside(right, anchor[1])
        ):
            break
    else:
        anchor = (left or (0, 0), right or (0, 0))
    starts = anchor[0][0], anchor[1][0]
    return (*starts, (left or anchor[0])[0], (right or anchor[1])[0])
